"""Names as a person would write them, whatever their casing in a text."""

import re


def as_written(given: str, family: str) -> tuple[str, str]:
    """Write given name and surname as a person would: capitals only where a word begins, particles small.

    >>> as_written("VIOLAINE", "DÉMARET"), as_written("Aymeric", "DE LA BOUVRAYE")
    (('Violaine', 'Démaret'), ('Aymeric', 'de La Bouvraye'))
    """
    return _plain_case(given), _plain_case(family, particles=True)


def _plain_case(text: str, *, particles: bool = False) -> str:
    if text.istitle() and "'" not in text:
        return text  # as most are written
    words = text.split(" ")
    last = len(words) - 1
    return " ".join(
        _plain_word(word, particles=particles, last=index == last) for index, word in enumerate(words)
    )


def _plain_word(word: str, *, particles: bool, last: bool) -> str:
    """Write one word of a name: "D'AUZAC" as "d'Auzac", "DE" before another word as "de"."""
    if particles and word[:2] in ("d'", "D'") and word[2:].isupper():
        return "d'" + _capitalised(word[2:])
    if len(word) < 2 or not word.isupper() or word.endswith("."):
        return word
    small = particles and not last and word in ("DE", "DU", "DES", "VON", "VAN")
    return word.lower() if small else _capitalised(word)


_PART = re.compile(r"[^\W\d_]+")


def _capitalised(word: str) -> str:
    return _PART.sub(lambda part: part.group().capitalize(), word)
