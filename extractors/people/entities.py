"""spaCy's statistical names, asked only where the shape of a name leaves doubt.

The French model is the costliest part of the whole path and most names need no second opinion: a known given
name or an honorific decides. The model therefore reads only the passages around doubtful names; what it says
of the rest of the text is never used, so the records are the same when it reads everything (a test holds that).
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.found import found_in
from extractors.model import MODEL
from extractors.people.figures import Figure, figures_of
from extractors.people.names import Name
from extractors.text.source import Source

# The model sees four tokens to each side of a word; fewer around a passage change what it finds in it.
PADDING = 8
_BATCH = 32


class Entity(NamedTuple):
    """A named entity of the model: bounds in the text and label (PER, ORG, LOC, MISC)."""

    start: int
    end: int
    label: str


@cache
def model() -> Language:
    """Load the recogniser alone: it has its own word vectors and needs none of the other components."""
    return spacy.load(MODEL, exclude=["tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer"])


_WORD = re.compile(r"\S+")


def passages(source: Source, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """Bounds of the passages around doubtful names, padded; overlapping ones joined.

    Only a name beside a role is asked about: one for which nothing but its shape speaks is nobody without a role.

    >>> source = Source("Hier Zbigna Tarkos, préfet, a signé.")
    >>> [source.text[a:b] for a, b in passages(source, figures_of(source))]
    ['Hier Zbigna Tarkos, préfet, a signé.']
    """
    bounds: list[tuple[int, int]] = []
    for figure in figures:
        name = figure.name
        if name is None or name.ground != "shape" or not figure.roles:
            continue
        start, end = _pad(source.text, name.full_start, name.end)
        if bounds and start <= bounds[-1][1]:
            bounds[-1] = (min(start, bounds[-1][0]), max(end, bounds[-1][1]))
        else:
            bounds.append((start, end))
    return bounds


def _pad(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen to `PADDING` words on each side; a word is at least one token."""
    left = [word.start() for word in _WORD.finditer(text, max(0, start - 40 * PADDING), start)][-PADDING:]
    right = [word.end() for word, _ in zip(_WORD.finditer(text, end), range(PADDING + 1), strict=False)]
    if left and text[left[0] - 1 : left[0]].strip():
        left = left[1:]  # the window cut a word in two
    return (left[0] if left else start, right[-1] if right else end)


@Language.factory(
    "tripartite_entities", assigns=["doc._.figures", "doc._.entities"], default_config={"gated": True}
)
def make_entities(nlp: Language, name: str, gated: bool) -> "EntityFinder":
    """Make the spaCy component that sets `doc._.figures` and `doc._.entities`.

    Parameters
    ----------
    gated : bool
        Let the model read only passages around doubtful names (default), or the whole text.
    """
    return EntityFinder(gated)


class EntityFinder:
    """spaCy component: sets `doc._.figures` and `doc._.entities` (by the model, where it was asked)."""

    def __init__(self, gated: bool) -> None:
        self.gated = gated

    def __call__(self, doc: Doc) -> Doc:
        """Find figures and entities in `doc`."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 256) -> Iterator[Doc]:
        """Find figures and entities in many documents, the passages of a batch read together."""
        waiting = iter(stream)
        while docs := list(islice(waiting, batch_size)):
            asked: list[tuple[list[Entity], int, str]] = []
            for doc in docs:
                found = found_in(doc)
                source = found.source
                found.figures = figures = figures_of(source)
                found.entities = entities = list[Entity]()
                bounds = passages(source, figures) if self.gated else [(0, len(source.text))]
                asked += [(entities, start, source.text[start:end]) for start, end in bounds if end > start]
            read = model().pipe((text for _, _, text in asked), batch_size=_BATCH) if asked else []
            for (entities, start, _), passage in zip(asked, read, strict=True):
                entities += [Entity(start + e.start_char, start + e.end_char, e.label_) for e in passage.ents]
            yield from docs


def is_named(name: Name, entities: Sequence[Entity], labels: Container[str]) -> bool:
    """Whether the model takes the passage of `name` for something of one of these kinds."""
    return any(e.label in labels and e.start < name.end and name.start < e.end for e in entities)
