"""The programmes of contracts between public bodies, as `data/programmes.toml` declares them."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extractors.text.anchors import Anchored
from extractors.text.calendar_names import MONTHS
from extractors.text.gated import letters_of
from extractors.text.source import Source


class Axis(NamedTuple):
    """One of a programme's own commitments."""

    code: str
    title: str
    pattern: re.Pattern[str]


class Programme(NamedTuple):
    """A programme of contracts, as `data/programmes.toml` declares it."""

    code: str
    title: str
    names: tuple[re.Pattern[str], ...]
    topic: Anchored | None
    axes: tuple[Axis, ...]


@cache
def programmes() -> dict[str, Programme]:
    """Return all programmes by code, in the order of the data file.

    >>> programmes()["cdppe"].axes[0].code
    '1'
    """
    entries = tomllib.loads((files("extractors") / "data/programmes.toml").read_text("utf-8"))
    return {
        code: Programme(
            code,
            entry["title"],
            tuple(re.compile(name) for name in entry["names"]),
            Anchored(entry["topics"], behind="") if entry["topics"] else None,
            tuple(
                Axis(a["code"], a["title"], re.compile("|".join(a["patterns"])))
                for a in entry.get("axes", [])
            ),
        )
        for code, entry in entries.items()
    }


def programme_at(folded: str, start: int, end: int, limit: int) -> tuple[str | None, int]:
    """Return the programme whose name starts at `start` and ends first, and where it ends."""
    best: tuple[int, str] | None = None
    behind = folded[start:limit]
    # Most contracts are named "le contrat", and each name reads on to the end of the sentence before it fails.
    for letters, name, code in _by_letters():
        if letters in behind:
            found = name.match(folded, start, limit)
            if found and (best is None or found.end() < best[0]):
                best = (found.end(), code)
    return (best[1], best[0]) if best else (None, end)


@cache
def _by_letters() -> list[tuple[str, re.Pattern[str], str]]:
    """Each name of each programme with each of the letters of which it holds some."""
    return [
        (letters, name, programme.code)
        for programme in programmes().values()
        for name in programme.names
        for letters in sorted(letters_of(name.pattern))
    ]


_DAY_LINE = re.compile(
    rf"[^.!?;]{{0,60}}\b\d{{1,2}}(?:[./-]\d{{1,2}}[./-](?:20)?\d\d|(?:er)? (?:{MONTHS}) 20\d\d)\b[^.!?;]{{0,60}}"
)
_LONGEST_LINE = 70  # characters


def _is_beside_day(source: Source, offset: int) -> bool:
    """Whether a word stands on a short line that holds a day and ends no sentence."""
    index = source.block_index(offset)
    if index is None:
        return False
    block = source.blocks[index]
    return block.end - block.start < _LONGEST_LINE and bool(
        _DAY_LINE.fullmatch(source.folded, block.start, block.end)
    )


_TOPIC_REACH = 10_000  # characters of text for which one word is enough to tell the topic


def topic_of(source: Source) -> str | None:
    """Return the programme that the text is about, by its vocabulary, or None.

    What stands beside the day of a news, "29.03.2023 Catégorie : Solidarités", is the section of a site.

    >>> (
    ...     topic_of(Source("Un contrat contre la précarité est signé.")),
    ...     topic_of(Source("29.03.2023 Solidarités")),
    ... )
    ('solidarites', None)
    """
    counts = {
        code: sum(not _is_beside_day(source, found.start()) for found in programme.topic.finditer(source))
        for code, programme in programmes().items()
        if programme.topic
    }
    code = max(counts, key=lambda c: counts[c])
    return code if counts[code] and counts[code] * _TOPIC_REACH >= len(source.text) else None
