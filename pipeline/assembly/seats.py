"""Where a text comes from that names no département: the town of its préfet, the address of its assembly."""

import re
from collections.abc import Collection, Set
from functools import cache

from extractors.parties.gazetteer import seats, sub_seats, territories
from extractors.text.alternatives import by_letter
from extractors.text.source import Source


@cache
def _towns() -> re.Pattern[str]:
    towns = by_letter(sorted(seats() | sub_seats()))
    return re.compile(
        rf"(?:\b(?P<of>(?:sous-)?pref(?:ecture|ete?) )?(?:a|de|d') ?|^(?P<line>)|\(|- )(?P<town>{towns})(?![\w-])",
        re.MULTILINE,
    )


_DATELINE = re.compile(r" ?(?:[-–—:/|.,(]|$)", re.MULTILINE)
_HEAD = 400  # characters of the main text in which a line may be its dateline


def of_seat(source: Source, regions: Set[str | None], told_in: Collection[int]) -> list[str]:
    """The département of the town named where a préfet sits, or else a sous-préfet, if no other tells as much.

    For a text that names none, or only its region. Of several towns that decides whose préfecture is named, else that
    of the dateline, else that of the sentences in which something was done (`told_in` holds their indexes).
    """
    towns = [m for m in _towns().finditer(source.folded) if source.text[m.start("town")].isupper()]
    if not towns:
        return []
    ways = (
        [m for m in towns if m["of"]],
        [m for m in towns if _is_dateline(source, m)],
        [m for m in towns if source.sentence_index(m.start("town")) in told_in],
        [m for m in towns if m["town"] in seats()],
        towns,
    )
    found = {_code(m["town"]) for m in next(way for way in ways if way)}
    within = all(not regions or territories()[code].region in regions for code in found)
    return list(found) if len(found) == 1 and within else []


def _code(town: str) -> str:
    return seats().get(town) or sub_seats()[town]


def _is_dateline(source: Source, found: re.Match[str]) -> bool:
    """Whether a town opens one of the first lines as a dateline does: "TULLE – …", "Tulle", and below it the text."""
    first = next((block.start for _, block in source.main_blocks), 0)
    near = found["line"] is not None and found.start() - first < _HEAD
    return near and _DATELINE.match(source.folded, found.end()) is not None


# "Hôtel du Département, 39 rue Mazagran, 53014 LAVAL Cedex", as the foot of a site has it
_ADDRESS = re.compile(
    r"\b(?:hotel du departement|conseil departemental|prefecture|departement)\b[^.;]{0,90}?"
    r"\b(?=\d{5} )(?P<code>97\d|20[0-6]|\d\d)\d{2,3} [a-z]"
)
_OF_CORSICA = {"200": "2A", "201": "2A", "202": "2B", "206": "2B"}


def of_address(source: Source) -> list[str]:
    """The département whose assembly or préfecture has the only such address, in a text that names none."""
    towns = (m for m in _ADDRESS.finditer(source.folded) if source.text[m.end() - 1].isupper())
    codes = {_OF_CORSICA.get(m["code"], m["code"]) for m in towns}
    return list(codes) if len(codes) == 1 and codes <= territories().keys() else []
