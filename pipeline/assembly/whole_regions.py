"""All départements of a region, where a text counts them: "les quatre départements bretons"."""

import tomllib
from functools import cache
from importlib.resources import files

from extractors.money.numerals import parse_words
from extractors.parties.territories import region_members, territories_between
from extractors.text.gated import Gated
from extractors.text.source import Source

_COUNTED = Gated(
    r"\b(?P<count>deux|trois|quatre|cinq|six|huit|dix|douze|treize|\d{1,2}) (?:conseils )?departement(?:s|aux)\b"
    r"(?: (?P<of>(?:de la region |de |des |du |d')(?:la |l')?)| (?P<adjective>[a-z-]+))"
)


def counted_in_region(source: Source, start: int, end: int) -> list[str]:
    """Return the codes of all départements of a region that a passage counts in full, none where it does not.

    >>> counted_in_region(Source("Les quatre départements bretons ont signé."), 0, 40)
    ['22', '29', '35', '56']
    >>> counted_in_region(Source("Deux départements bretons ont signé."), 0, 35)
    []
    """
    for found in _COUNTED.finditer(source, start, end):
        count = found["count"]
        region = _adjectives().get(found["adjective"] or "") or _named_at(source, found.end())
        codes = [member.code for member in region_members(region)] if region else []
        if codes and len(codes) == (int(count) if count.isdecimal() else int(parse_words(count))):
            return sorted(codes)
    return []


@cache
def _adjectives() -> dict[str, str]:
    adjectives: dict[str, str] = tomllib.loads(
        (files("pipeline.assembly") / "data/regions.toml").read_text("utf-8")
    )["adjectives"]
    return adjectives


def _named_at(source: Source, start: int) -> str | None:
    return next(
        (place.name for place in territories_between(source, start, start + 1) if not place.codes), None
    )
