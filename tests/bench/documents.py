"""Documents to measure with: those of the corpus, again and again, each time with other numbers and names.

Plain copies would flatter whatever keeps results: no two documents here hold the same sums, days or people.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path

VOWELS, CONSONANTS = "aeiou", "bcdfglmnprstv"
# Particles and short words of names stay: changing them would change what kind of name it is.
_NAME_WORD = re.compile(r"[^\W\d_]{4,}")
_TITLED = re.compile(r"\b(?:M\.|MM\.|Mme|Madame|Monsieur) ((?:[A-ZÀ-Ý][\w'’-]+[ ,]?){1,3})")
_NUMBER = re.compile(r"\d+")
_BETWEEN_TAGS = re.compile(r">([^<]+)<")


class Original:
    """A document of the corpus with the names of the people in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text("utf-8", "replace")
        annotation = path.with_name(path.stem + ".gold.json")
        names = list(_TITLED.findall(self.text))
        if annotation.exists():
            gold = json.loads(annotation.read_text("utf-8"))
            names += [person["name"] for person in gold["signatories"]] + gold.get("other_people", [])
        words = {word for name in names for word in _NAME_WORD.findall(name) if word[0].isupper()}
        self.names = (
            re.compile(r"\b(" + "|".join(sorted(words, key=len, reverse=True)) + r")\b") if words else None
        )

    def varied(self, turn: int) -> str:
        """Return the text with the numbers and names of copy number `turn`; copy 0 is the original."""
        if self.path.suffix != ".html":
            return self._vary(self.text, turn)
        return _BETWEEN_TAGS.sub(lambda found: f">{self._vary(found[1], turn)}<", self.text)

    def _vary(self, text: str, turn: int) -> str:
        if turn == 0:
            return text
        text = _NUMBER.sub(lambda found: other_number(found.group(), turn), text)
        return self.names.sub(lambda found: other_name(found.group(), turn), text) if self.names else text


def other_number(digits: str, turn: int) -> str:
    """Return a number of the same length; a day stays a day and a year the same year.

    >>> other_number("13", 1), other_number("2020", 1), other_number("450", 1), other_number("000", 1)
    ('14', '2020', '673', '123')
    """
    if len(digits) == 4 and digits[:2] in ("19", "20"):
        return digits
    if len(digits) <= 2:
        return str((int(digits) + turn - 1) % 28 + 1).zfill(len(digits))[-len(digits) :]
    turned = [(int(d) + turn + place) % 10 for place, d in enumerate(digits, start=0)]
    if digits[0] != "0":
        turned[0] = (int(digits[0]) + turn) % 9 + 1
    return "".join(map(str, turned))


def other_name(name: str, turn: int) -> str:
    """Return a name of the same shape: vowels for vowels, consonants for consonants.

    >>> other_name("Dupont", 1), other_name("LE GOFF", 2)
    ('Feripv', 'NA MOLL')
    """
    letters = []
    for place, letter in enumerate(name):
        for alphabet in (VOWELS, CONSONANTS):
            if letter.lower() in alphabet:
                step = turn * (place + 1) if alphabet is VOWELS else turn
                new = alphabet[(alphabet.index(letter.lower()) + step) % len(alphabet)]
                letters.append(new.upper() if letter.isupper() else new)
                break
        else:
            letters.append(letter)
    return "".join(letters)


def find(folders: Iterable[Path], suffix: str) -> list[Original]:
    """Find the documents of one format in some folders."""
    return [Original(path) for folder in folders for path in sorted(folder.glob(f"*{suffix}"))]


def copies(originals: Sequence[Original]) -> Iterator[tuple[str, str]]:
    """Yield name and text of one document after the other, without end."""
    for turn in count():
        for original in originals:
            yield f"{original.path.stem}_{turn:04}{original.path.suffix}", original.varied(turn)


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
