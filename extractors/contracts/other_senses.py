"""Verbs of signing and refusing in their other senses: "décliner en axes", "passer du temps"."""

import re

# "La stratégie se décline en contrats", "décliné autour de quatre axes": nobody declines anything.
_UNFOLDS = re.compile(
    r"declin\w*(?: \w+ment)? (?:en|autour|par|dans|a travers|sur|a l'echelle|comme|ainsi|ci|plus (?:bas|loin))\b"
)


def unfolds(folded: str, start: int) -> bool:
    """Whether a form of "décliner" at `start` tells that something is worked out, and that nobody refuses it.

    >>> unfolds("decline en trois axes", 0), unfolds("decline l'offre", 0)
    (True, False)
    """
    if not folded.startswith("declin", start):
        return False
    return folded[max(0, start - 3) : start] == "se " or _UNFOLDS.match(folded, start) is not None


# "la convention passée avec l'État": time and laws are passed too.
_PASSED = re.compile(r"\b(?:contrats?|conventions?|accords?|protocoles?|avenants?)\b[^.;:\n]{0,60}$")
_PASSED_WITH = re.compile(r" (?:(?:le|en) [^,.;:]{3,20} )?(?:avec|entre)\b")


def passes_contract(folded: str, end: int, before: str) -> bool:
    """Whether "passé", up to `end`, is said of a contract.

    >>> passes_contract("la convention passee avec l'etat", 20, "la convention ")
    True
    """
    return _PASSED.search(before) is not None and _PASSED_WITH.match(folded, end) is not None
