"""Documents to measure with: those of the corpus, again and again, each time with other numbers and names.

Plain copies would flatter whatever keeps results: no two documents here hold the same sums, days or people.
"""

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path

# Particles of names stay: changing them would change what kind of name it is.
_NAME_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d+")
BETWEEN_TAGS = re.compile(r">([^<]+)<")


class Original:
    """A document of the corpus, with the words that are given names and family names in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text("utf-8", "replace")
        annotation = path.with_name(path.stem + ".gold.json")
        gold = json.loads(annotation.read_text("utf-8")) if annotation.exists() else {}
        names = [person["name"] for person in gold.get("signatories", [])] + gold.get("other_people", [])
        self.given: list[str] = []
        self.family: list[str] = []
        for name in names:
            first, *others = name.split()
            # "Jean-Paul" is given names only: half a family name in it would be a name that nobody bears.
            self.given += _words(first) if others else []
            self.family += [word for other in others for word in _words(other)]

    def varied(self, turn: int, names: "Names") -> str:
        """Return the text with the numbers and names of copy number `turn`; copy 0 is the original."""
        if turn == 0:
            return self.text
        if self.path.suffix != ".html":
            return self._vary(self.text, turn, names)
        return BETWEEN_TAGS.sub(lambda found: f">{self._vary(found[1], turn, names)}<", self.text)

    def _vary(self, text: str, turn: int, names: "Names") -> str:
        text = _NUMBER.sub(lambda found: other_number(found.group(), turn), text)
        return _NAME_WORD.sub(lambda found: self._other_name(found.group(), turn, names), text)

    def _other_name(self, word: str, turn: int, names: "Names") -> str:
        pool = names.given if word in self.given else names.family if word in self.family else None
        if pool is None:
            return word
        other = pool[(zlib.crc32(word.encode()) + 7 * turn) % len(pool)]
        return other.upper() if word.isupper() else other.capitalize()


class Names:
    """All given and family names of some documents, each as often as it stands there, to exchange for each other.

    What is rare in the documents must be as rare in their copies: a name that no list knows costs the most.
    """

    def __init__(self, originals: Iterable[Original]) -> None:
        originals = list(originals)
        self.given = sorted(word for original in originals for word in original.given) or ["Claude"]
        self.family = sorted(word for original in originals for word in original.family) or ["Martin"]


def _words(name: str) -> list[str]:
    return [word for word in _NAME_WORD.findall(name) if word[0].isupper()]


def other_number(digits: str, turn: int) -> str:
    """Return a number of the same length; a day stays a day and a year the same year.

    >>> other_number("13", 1), other_number("2020", 1), other_number("450", 1), other_number("000", 1)
    ('14', '2020', '673', '123')
    """
    if len(digits) == 4 and digits[:2] in ("19", "20"):
        return digits
    if len(digits) <= 2:
        return str((int(digits) + turn - 1) % 28 + 1).zfill(len(digits))[-len(digits) :]
    turned = [(int(d) + turn + place) % 10 for place, d in enumerate(digits)]
    if digits[0] != "0":
        turned[0] = (int(digits[0]) + turn) % 9 + 1
    return "".join(map(str, turned))


def find(folders: Iterable[Path], suffix: str) -> list[Original]:
    """Find the documents of one format in some folders."""
    return [Original(path) for folder in folders for path in sorted(folder.glob(f"*{suffix}"))]


def copies(originals: Sequence[Original]) -> Iterator[tuple[str, str]]:
    """Yield name and text of one document after the other, without end."""
    names = Names(originals)
    for turn in count():
        for original in originals:
            yield f"{original.path.stem}_{turn:04}{original.path.suffix}", original.varied(turn, names)


def write(originals: Sequence[Original], number: int, folder: Path) -> list[Path]:
    """Write that many documents into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in islice(copies(originals), number):
        paths.append(folder / name)
        paths[-1].write_text(text, "utf-8")
    return paths


def write_long(originals: Sequence[Original], number: int, times: int, folder: Path) -> list[Path]:
    """Write the text of `number` documents into fewer ones, each as long as `times` of them."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = [text for _, text in islice(copies(originals), number)]
    paths = []
    for start in range(0, number, times):
        paths.append(folder / f"{start}.txt")
        paths[-1].write_text("\n\n".join(texts[start : start + times]), "utf-8")
    return paths
