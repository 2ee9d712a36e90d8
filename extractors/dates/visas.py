"""Dates among the visas of an act: "Vu le contrat signé le 3 mai 2021"."""

import re

_VISA = re.compile(r"\W*vu\b(?! (?:pour|et) )")  # "Vu pour être annexé au contrat signé le …"
_RECITAL = re.compile(
    r"[,;.:\"-] ?(vu|considerant|decide|approuve|autorise|article \d|sur proposition|entre|l[ea] (?:conseil"
    r"|commission))\b"
)
_REACH = 800  # characters before a date that are looked at


def is_of_visa(folded: str, start: int, end: int) -> bool:
    """Whether a date stands in a "Vu …": visas, considerations and articles may run on in one block.

    `start` is where its block starts, `end` where the date does.

    >>> is_of_visa("vu la loi du 3 mai", 0, 13), is_of_visa("vu la loi, decide : le 3 mai", 0, 23)
    (True, False)
    """
    if not _VISA.match(folded, start):
        return False
    recitals = [found[1] for found in _RECITAL.finditer(folded, max(start, end - _REACH), end)]
    return not recitals or recitals[-1] == "vu"
