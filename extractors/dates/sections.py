"""Sections of a site beside the day of a news: "29.03.2023 Catégorie : Solidarités", "29 mars 2023 Enfance"."""

import re
from functools import cache
from typing import NamedTuple

from extractors.dates.words import any_of, date_kinds

_LABEL = r"(?:categories?|rubriques?|themes?|thematiques?|sections?|tags?|etiquettes?|mots?[- ]cles?|classe dans) ?: ?"
_HOUR = r"(?:,? ?(?:a )?\d{1,2} ?(?:h|:) ?\d{0,2})?"
_MARKS = r"[ ,|•·/()\[\]:>#-]*"
_IN = r"(?:(?:classe |publie )?(?:dans|sous) (?:la (?:rubrique|categorie) |l[ae]s? |l')?)?"
_AND = r"(?:(?: et | ?& ?| ?[,/|•·>#-] ?| de | d')(?:l[ae]s? |l')?| )"


class _Patterns(NamedTuple):
    behind: re.Pattern[str]
    before: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    word = any_of(date_kinds()["sections"]["words"])
    named = rf"{word}(?:{_AND}{word}){{0,4}}"
    return _Patterns(
        behind=re.compile(rf"{_HOUR}{_MARKS}{_IN}(?:{_LABEL}[^.!?]{{2,60}}|{named}){_MARKS}"),
        before=re.compile(rf"{_MARKS}(?:{_LABEL}[^.!?]{{2,60}}?|{named}){_MARKS}(?:le )?"),
    )


def tells_section(right: str) -> bool:
    """Whether nothing but the section of a site stands behind a day, in folded words.

    >>> tells_section(" categorie : solidarites, territoires"), tells_section(" enfance et famille")
    (True, True)
    >>> tells_section(" reunion publique sur l'enfance")
    False
    """
    return _patterns().behind.fullmatch(right) is not None


def opens_with_section(left: str) -> bool:
    """Whether nothing but the section of a site stands before a day, in folded words.

    >>> opens_with_section("solidarites - "), opens_with_section("langres, ")
    (True, False)
    """
    return _patterns().before.fullmatch(left) is not None
