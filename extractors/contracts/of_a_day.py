"""Contracts that are told to be of a day: "Le CDPPE du Lot date du 4 octobre 2021", "il porte la date du 3 mai"."""

import re
from typing import NamedTuple

from extractors.text.anchors import Anchored
from extractors.text.calendar_names import MONTHS
from extractors.text.source import Source, once_per_source


class OfADay(NamedTuple):
    """The verb that tells it, where the day starts behind it, and the index of the sentence."""

    start: int
    end: int
    sentence: int


_IS_OF = Anchored(("date d", "datee? d", "porte la date d", "remonte a"), behind="")
_DAY = re.compile(
    rf"(?:u |e |'|ux? | )(?=(?:[1-3]?\d|1er) (?:{MONTHS})\b|(?:{MONTHS}) 20\d\d\b|20\d\d\b|hier\b)"
)
# The contract opens its clause: "la loi sur laquelle s'appuie le contrat date de 2016" tells of the law.
_CONTRACT = re.compile(
    r"(?:^|[;:!?] )\W*(?:le|la|l'|ce|cet|cette|notre|leur|son|sa) ?(?:nouve(?:au|lle) |present[e]? )?"
    r"(?:contrat|convention|protocole|avenant|accord|pacte|cdppe|calpae|crte|cls|ctg)\b"
    r"(?! (?:precedente?|anterieure?|initiale?|d'origine)\b)(?:(?! qu(?:i\b|e\b|')| dont\b)[^.,;:]){0,90}"
    r"(?:,(?:[^;:.]{3,120},)?)? ?(?:(?:est|lui|donc) )*$"
)
_REACH = 320  # characters


@once_per_source
def of_a_day(source: Source) -> list[OfADay]:
    """Find where a text says of which day, month or year a contract is.

    >>> source = Source("Le CDPPE du Lot date du 4 octobre 2021. La loi date de 2016.")
    >>> [source.text[told.start : told.end] for told in of_a_day(source)]
    ['date du ']
    """
    return [told for found in _IS_OF.finditer(source) if (told := _told(source, found))]


@once_per_source
def days_of_contracts(source: Source) -> frozenset[int]:
    """Return where the days, months and years start of which a text says that a contract is.

    >>> sorted(days_of_contracts(Source("Le CDPPE du Lot date du 4 octobre 2021.")))
    [24]
    """
    return frozenset(told.end for told in of_a_day(source))


def _told(source: Source, found: re.Match[str]) -> OfADay | None:
    day = _DAY.match(source.folded, found.end())
    index = source.sentence_index(found.start()) if day else None
    if day is None or index is None:
        return None
    start = max(source.sentences[index].start, found.start() - _REACH)
    if not _CONTRACT.search(source.folded[start : found.start()]):
        return None
    return OfADay(found.start(), day.end(), index)
