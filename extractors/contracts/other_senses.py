"""Verbs of signing, adopting and refusing in their other senses: "décliner en axes", "passer du temps"."""

import re

from extractors.contracts.act_words import ActKind

# "La stratégie se décline en contrats", "décliné autour de quatre axes": nobody declines anything.
_UNFOLDS = re.compile(
    r"declin\w*(?: \w+ment)? (?:en|autour|par|dans|a travers|sur|a l'echelle|comme|ainsi|ci|plus (?:bas|loin))\b"
)


def _unfolds(folded: str, start: int) -> bool:
    """Whether a form of "décliner" at `start` tells that something is worked out, and that nobody refuses it."""
    if not folded.startswith("declin", start):
        return False
    return folded[max(0, start - 3) : start] == "se " or _UNFOLDS.match(folded, start) is not None


# "ont repoussé le texte par 26 voix contre 14": else what is "repoussé" is put off to another day.
_BY_VOTE = re.compile(
    r"[^.;:\n]{0,120}\b(?:voix|a l'unanimite|a la majorite|a une (?:large|courte) majorite)\b"
)
_TO_VOTE = re.compile(
    r"\b(?:voix|a l'unanimite|a la majorite|a une (?:large|courte) majorite)\b[^.;:\n]{0,60}$"
)


def _puts_off(folded: str, start: int, end: int, before: str) -> bool:
    """Whether a form of "repousser" tells no vote."""
    if not folded.startswith("repouss", start):
        return False
    return not (_BY_VOTE.match(folded, end) or _TO_VOTE.search(before))


# "la convention passée avec l'État": time and laws are passed too.
_PASSED = re.compile(r"\b(?:contrats?|conventions?|accords?|protocoles?|avenants?)\b[^.;:\n]{0,60}$")
_PASSED_WITH = re.compile(r" (?:(?:le|en) [^,.;:]{3,20} )?(?:avec|entre)\b")
_HAS_BEEN_PASSED = re.compile(
    r"\b(?:contrat|convention|accord|protocole|avenant|cdppe)\b[^.;:\n]{0,100} (?:a|avait) ete (?:\w+ment )?$"
)


def _passes_contract(folded: str, end: int, before: str) -> bool:
    """Whether "passé", up to `end`, is said of a contract."""
    passed = _PASSED.search(before) is not None and _PASSED_WITH.match(folded, end) is not None
    return passed or _HAS_BEEN_PASSED.search(before) is not None


# "Ils ont voté | contre le contrat": the outcome of the vote is told elsewhere.
_AGAINST = re.compile(
    r" (?:(?:\w+ment|tous|toutes|aussi|hier|\w+di(?: \d{1,2}(?:er)? [a-z]+(?: \d{4})?)?) )?contre\b"
)


def has_other_sense(kind: ActKind, folded: str, start: int, end: int, before: str) -> bool:
    """Whether the verb from `start` to `end` tells something else than its kind, `before` standing before it.

    >>> [has_other_sense("refused", text, 0, 7, "") for text in ("decline en trois axes", "decline l'offre")]
    [True, False]
    >>> has_other_sense("signed", "la convention passee avec l'etat", 14, 20, "la convention ")
    False
    >>> has_other_sense("adopted", "vote contre le contrat", 0, 4, "ont ")
    True
    """
    if kind == "adopted":
        return _AGAINST.match(folded, end) is not None
    if kind == "refused":
        return _unfolds(folded, start) or _puts_off(folded, start, end, before)
    return folded.startswith("passe", start) and not _passes_contract(folded, end, before)
