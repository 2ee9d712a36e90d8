"""Participles and gerunds: which of them tell what is yet to come, from the clause that they belong to."""

import re

_NOT_YET = re.compile(
    r"\b(?:des que|s'il (?:est|etait)|lorsqu'il|bientot|a etre|avant d'etre) (?:\w+ )?$"
    r"|^\W*(?:bientot|prochainement|demain)\b[^.;:]*$"  # "Bientôt un contrat | signé"
)
# "pourrait être négocié au printemps et | signé avant l'été"
_ALSO_TO_COME = re.compile(
    r"\b(?:ser(?:a|ont|ait|aient)|(?:(?:pourr|devr|v)(?:a|ont|ait|aient)|doi(?:t|vent)) (?:\w+ment )?etre) "
    r"(?:\w+ment )?[a-z]+e?e?s?\b[^.;:]{0,80}?(?:,| et|,? puis)(?: enfin| ensuite)? $"
)
# "une fois | signé, il sera publié", "dès le contrat | signé, …": the main clause tells, and if it does not, not yet.
_ONCE = re.compile(
    r"\b(?:(?:une fois|sitot|aussitot|a peine),?|des(?= l| ce))(?P<what> l[ae] | ce | cette | l'| )"
    r"(?:[^.;:,]{0,110} )?$"
)
_DONE = re.compile(
    r"[^.;:]*\b(?:a|ont|avait|avaient|est|sont|etait|fut|furent|s'est|se sont) (?:\w+ment |tous |toutes )?"
    r"[a-z]+(?:e|i|u|is|it|ert)e?s?\b"
)
# "Une fois le contrat | signé, l'État apporterait 2 M€": what would be is still to come too.
_WILL = re.compile(
    r"[^.;:]*\b(?:[a-z]{2,}r(?:a|ont)\b(?<!\bfera)"
    r"|(?:[a-z]+(?:[ei]|d|tt|ev)|s?au|pour|cour|ver)r(?:ait|aient)\b(?<!tirait))"
)
# "aurait bradé la PMI en | signant", "renforcera la PMI en | signant"
_BY_DOING_SO = re.compile(r"\b[a-z]{2,}r(?:a|ont|ait|aient|ons|iez)\b[^.;:]* en (?:l[ae] |les |l'|y |ne )?$")


def is_to_come(folded: str, before: str, end: int, limit: int) -> bool:
    """Whether a participle without its auxiliary tells what is to come: its words stand `before` and up to `end`.

    >>> text = "une fois le contrat signe, il sera publie"
    >>> is_to_come(text, "une fois le contrat ", 25, len(text))
    True
    """
    once = _ONCE.search(before)
    if once is None:
        return _NOT_YET.search(before) is not None or _ALSO_TO_COME.search(before) is not None
    if _WILL.match(folded, end, limit):
        return True
    return not once["what"].strip() and _DONE.match(folded, end, limit) is None


def is_by_doing_so_to_come(before: str) -> bool:
    """Whether a gerund belongs to what will be or is said to be: "renforcera la PMI en signant".

    >>> is_by_doing_so_to_come("le departement aurait brade la pmi en ")
    True
    """
    return _BY_DOING_SO.search(before) is not None
