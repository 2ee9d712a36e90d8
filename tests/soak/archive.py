"""An archive of any size: the corpus again and again, each time in another département and year, of other people.

The document of a number is always the same, and one is made after the other: a hundred thousand need no memory.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path

from tests.bench.documents import BETWEEN_TAGS, copies, find
from tests.bench.timing import ROOT

_FOLDERS = (ROOT / "corpus/gold", ROOT / "corpus/samples")
_SUFFIXES = (".txt", ".html")
_YEAR = re.compile(r"\b20[12]\d\b")
# One document of so many is long: the minutes of a session, of so many texts one behind the other.
_LONG_AFTER = 50
_LONG = 12


class Territories:
    """Départements, to exchange for others whose names take the same article."""

    def __init__(self) -> None:
        data = tomllib.loads(files("extractors").joinpath("data/territories.toml").read_text("utf-8"))
        by_article: defaultdict[str, list[str]] = defaultdict(list)
        for territory in data["territories"]:
            by_article[territory["article"]].append(territory["name"])
        self._others = {name: names for names in by_article.values() for name in names}
        # The longest first: the Loire is no part of the Loire-Atlantique.
        names = sorted(self._others, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b(?!-)")

    def exchange(self, text: str, turn: int) -> str:
        """Name other départements in a text, each always by the same other one."""

        def other(found: re.Match[str]) -> str:
            names = self._others[found[0]]
            return names[(names.index(found[0]) + turn) % len(names)]

        return self._pattern.sub(other, text)


def documents() -> Iterator[tuple[str, str]]:
    """Yield name and text of one document after the other, without end; no two are the same."""
    originals = [original for suffix in _SUFFIXES for original in find(_FOLDERS, suffix)]
    territories = Territories()
    last: list[str] = []
    for number, (name, text) in enumerate(copies(originals)):
        turn = number // len(originals)
        moved = _moved(text, turn, territories, html=name.endswith(".html"))
        if not name.endswith(".html"):
            last = [*last[1 - _LONG :], moved]
        if number % _LONG_AFTER == _LONG_AFTER - 1:
            moved = "\n\n".join(last)
        yield f"{turn:04}/{number:06}{Path(name).suffix}", f"{moved}\n\nDossier n° {number:06}\n"


def write(number: int, folder: Path) -> int:
    """Write so many documents below a folder, and return how many bytes they have."""
    size = 0
    for name, text in islice(documents(), number):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(text.encode())
    return size


def _moved(text: str, turn: int, territories: Territories, *, html: bool) -> str:
    if html:
        return BETWEEN_TAGS.sub(lambda found: f">{_moved(found[1], turn, territories, html=False)}<", text)
    years = turn % 5 - 2
    text = _YEAR.sub(lambda found: str(int(found[0]) + years), text)
    return territories.exchange(text, turn)
