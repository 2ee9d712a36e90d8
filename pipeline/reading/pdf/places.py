"""Where the words of a PDF stand in its text: kept stretch by stretch, told word by word in the end, all at once."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from extractors.text.layout import Layout
from pipeline.reading.pdf.calls import Array
from pipeline.reading.pdf.pages import Page


class Stretch(NamedTuple):
    """Words that were written with nothing else between them: their page, the first of them in `Places`, how many.

    `at` is where the first one starts in the text, `moved` how much further than in the text that it comes from.
    """

    at: int
    page: int
    first: int
    length: int
    moved: int


class Places:
    """The words that a document is written with: those of each page together, and those that differ from them."""

    def __init__(self) -> None:
        self._starts: list[Array] = []
        self._boxes: list[Array] = []
        self._confidences: list[Array] = []
        self._count = 0
        self._pages: dict[int, int] = {}

    def first_of(self, page: Page) -> int:
        """Return where the words of a page begin here; their starts are those in its text."""
        if page.number not in self._pages:
            self._pages[page.number] = self.add(
                page.words.starts, page.displayed_boxes, page.words.confidences
            )
        return self._pages[page.number]

    def add(self, starts: Array, boxes: Array, confidences: Array) -> int:
        """Add words with their boxes on the page as displayed; return where they begin here."""
        first = self._count
        self._count += len(starts)
        self._starts.append(starts)
        self._boxes.append(boxes)
        self._confidences.append(confidences)
        return first

    def layout(self, stretches: Iterable[tuple[Stretch, int]]) -> Layout:
        """Return where the words of stretches stand, given by how much further each stretch has been moved."""
        rows = [(page, first, length, moved + more) for (_, page, first, length, moved), more in stretches]
        if not rows:
            return Layout([], [], [])
        pages, firsts, lengths, moves = np.array(rows).T
        index = np.arange(lengths.sum()) + (firsts - lengths.cumsum() + lengths).repeat(lengths)
        confidences = np.concatenate(self._confidences)[index]
        return Layout(
            np.concatenate(self._starts)[index] + moves.repeat(lengths),
            pages.repeat(lengths),
            np.concatenate(self._boxes)[index],
            () if (confidences >= 1).all() else confidences,
        )
