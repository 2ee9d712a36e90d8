"""Several who are told in one word to have signed: "Elle a réuni A, B et C, tous trois signataires"."""

import re
from collections.abc import Iterator

from extractors.people.figures import Figure
from extractors.people.signing_rows import Cast, subject
from extractors.text.anchors import Anchored
from extractors.text.source import Source

_SIGNATORIES = Anchored(("cosignataires", "co-signataires", "signataires"))
# What stands between the last of them and the word: how many they are.
_ALL = re.compile(
    r",? ?\(?(?:(?:tou(?:s|tes)(?: les)?|l[ae]s) (?P<count>deux|trois|quatre|cinq|six)|l'une? et l'autre|tou(?:s|tes)"
    r"|qui en (?:sont|etaient) les)(?: en sont(?: les)?)? $"
)
_COUNTS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}


def all_signatories(source: Source, cast: Cast) -> Iterator[Figure]:
    """Yield those of whom a text says behind their names that all of them are signatories.

    Where it tells how many they are and fewer are named side by side, it speaks of others.

    >>> from extractors.people.figures import figures_of
    >>> source = Source("Il a reçu Anne Roy, préfète, et Luc Blanc, maire, tous deux signataires.")
    >>> [figure.name.family for figure in all_signatories(source, Cast(figures_of(source)))]
    ['Roy', 'Blanc']
    """
    for found in _SIGNATORIES.finditer(source):
        sentence = source.sentence_at(found.start())
        before = cast.between(sentence.start, found.start()) if sentence else ()
        told = _ALL.fullmatch(source.folded, before[-1].end, found.start()) if before else None
        if sentence is None or told is None:
            continue
        row = subject(source, before, sentence, found.start())
        count = _COUNTS[told["count"]] if told["count"] else len(row)
        if 1 < count <= len(row):
            yield from row[-count:]
