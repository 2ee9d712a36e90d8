"""Where a text comes from that names no département: the town of its préfet, the address of its assembly."""

import re
from collections.abc import Set
from functools import cache

from extractors.parties.gazetteer import seats, territories
from extractors.text.alternatives import by_letter
from extractors.text.source import Source


@cache
def _seats() -> re.Pattern[str]:
    return re.compile(rf"(?:\b(?:a|de|d') ?|^|\(|- )(?P<seat>{by_letter(sorted(seats()))})\b", re.MULTILINE)


def of_seat(source: Source, regions: Set[str | None]) -> list[str]:
    """The département of the only town named where a préfet sits, in a text that names none, or only its region."""
    found = {
        seats()[m["seat"]] for m in _seats().finditer(source.folded) if source.text[m.start("seat")].isupper()
    }
    within = all(not regions or territories()[code].region in regions for code in found)
    return list(found) if len(found) == 1 and within else []


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
