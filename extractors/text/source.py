"""What every extractor reads: a text with its folded shadow, its blocks and its sentences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from extractors.facts import Evidence
from extractors.text.blocks import Block, find_blocks
from extractors.text.folding import fold
from extractors.text.layout import Layout
from extractors.text.sentences import find_sentences

T = TypeVar("T")


@dataclass(slots=True)
class Sentence:
    """Bounds of a sentence and the index of its block."""

    start: int
    end: int
    block: int


class Source:
    r"""A text and its layout.

    Parameters
    ----------
    text : str
        The normalised text; all offsets count its code points.
    id : str
        Document id that goes into each evidence.
    blocks : sequence of Block, optional
        Layout known to the reader, in text order; read off the lines where not given.
    pages : sequence of int
        Offset at which each page starts; empty where there are no pages.
    layout : Layout, optional
        Where each word stands on its page; without it the evidence has no boxes.
    published, updated : str or None
        EDTF dates that the reader found in metadata.
    title : str or None
        Title that the reader found in metadata.

    Attributes
    ----------
    folded : str
        The text folded; a line break in it bounds a block, those inside a block are spaces.
    main_blocks : list of (int, Block)
        Index and block of each block of the main text.
    sentences : list of Sentence
        All sentences of the main text, in order (boilerplate blocks hold none).

    Examples
    --------
    >>> source = Source("Le préfet a signé.\nLe 3 mai.")
    >>> [source.text[s.start : s.end] for s in source.sentences]
    ['Le préfet a signé.', 'Le 3 mai.']
    """

    def __init__(
        self,
        text: str,
        id: str = "",
        blocks: Sequence[Block] | None = None,
        pages: Sequence[int] = (),
        layout: Layout | None = None,
        published: str | None = None,
        updated: str | None = None,
        title: str | None = None,
    ) -> None:
        self.text = text
        self.id = id
        self.blocks = list(find_blocks(text) if blocks is None else blocks)
        self.pages = list(pages)
        self.layout = layout
        self.published = published
        self.updated = updated
        self.title = title
        # All of these are asked for so often that looking whether they are there yet would be felt.
        self.folded = _fold_lines(text, self.blocks)
        self.main_blocks = [(index, block) for index, block in enumerate(self.blocks) if block.main]
        self.sentences = [
            Sentence(start, end, index)
            for index, block in self.main_blocks
            for start, end in find_sentences(text, self.folded, block)
        ]
        self._block_starts = [block.start for block in self.blocks]
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        # What `once_per_source` and `once_per_sentence` keep.
        self.found: dict[Callable[..., Any], Any] = {}
        # Where anchors stand, by their places in the automaton; see `anchors`.
        self.anchored: list[list[int]] = []

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence of the main text that holds `offset`, or None."""
        index = self.sentence_index(offset)
        return None if index is None else self.sentences[index]

    def sentence_index(self, offset: int) -> int | None:
        """Return the index of the sentence of the main text that holds `offset`, or None."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return index if index >= 0 and offset < self.sentences[index].end else None

    def sentences_between(self, start: int, end: int) -> range:
        """Return the indexes of the sentences of the main text that overlap the passage from `start` to `end`."""
        first = max(0, bisect_right(self._sentence_starts, start) - 1)
        if first < len(self.sentences) and self.sentences[first].end <= start:
            first += 1
        return range(first, bisect_left(self._sentence_starts, end))

    def block_index(self, offset: int) -> int | None:
        """Return the index of the block that holds `offset`, or None."""
        index = bisect_right(self._block_starts, offset) - 1
        return index if index >= 0 and offset < self.blocks[index].end else None

    def is_main(self, offset: int) -> bool:
        """Whether `offset` lies in the main text and not in boilerplate."""
        index = self.block_index(offset)
        return index is not None and self.blocks[index].main

    def word_before(self, offset: int, gap: str) -> str:
        """Return the folded letters before `offset`, with nothing but characters of `gap` between, "" for none."""
        folded, end = self.folded, offset
        while end and folded[end - 1] in gap:
            end -= 1
        start = end
        while start and "a" <= folded[start - 1] <= "z":
            start -= 1
        return folded[start:end]

    def evidence(self, start: int, end: int, rule: str, confidence: float = 1.0) -> Evidence:
        """Make the evidence for the passage from `start` to `end`, less sure where its words were recognised.

        Raises
        ------
        ValueError
            If the passage is empty or lies outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no passage from {start} to {end} in a text of {len(self.text)} characters")
        evidence = Evidence(
            document=self.id,
            start=start,
            end=end,
            quote=self.text[start:end],
            rule=rule,
            confidence=confidence,
        )
        if self.layout:
            evidence.page, evidence.boxes = self.layout.place(start, end)
            # A rule is no surer than the letters that it read.
            if (letters := self.layout.confidence(start, end)) < 1:
                evidence.confidence = round(confidence * letters, 2)
        if self.pages and evidence.page is None:
            evidence.page = bisect_right(self.pages, start) or None
        return evidence


def _fold_lines(text: str, blocks: Sequence[Block]) -> str:
    """Fold a text; a line break in it bounds a block, those inside a block become spaces."""
    folded = fold(text)
    parts: list[str] = []
    position = 0
    for block in blocks:
        if "\n" in folded[block.start : block.end]:
            parts += folded[position : block.start], folded[block.start : block.end].replace("\n", " ")
            position = block.end
    return "".join([*parts, folded[position:]]) if parts else folded


def once_per_source(find: Callable[[Source], T]) -> Callable[[Source], T]:
    """Let `find` work on each source once: several extractors ask, with a whole batch between them.

    Examples
    --------
    >>> calls = []
    >>> length = once_per_source(lambda source: calls.append("read") or len(source.text))
    >>> source = Source("Le 3 mai.")
    >>> length(source), length(source), calls
    (9, 9, ['read'])
    """

    @wraps(find)
    def found(source: Source) -> T:
        try:
            result: T = source.found[find]
        except KeyError:
            result = source.found[find] = find(source)
        return result

    return found


def once_per_sentence(find: Callable[[Source, Sentence], T]) -> Callable[[Source, Sentence], T]:
    """Let `find` work on each sentence of a source once, however many things stand in the sentence.

    Examples
    --------
    >>> calls = []
    >>> is_short = once_per_sentence(lambda source, sentence: calls.append("read") or sentence.end < 20)
    >>> source = Source("Le 3 mai.")
    >>> is_short(source, source.sentences[0]), is_short(source, source.sentences[0]), calls
    (True, True, ['read'])
    """

    @wraps(find)
    def found(source: Source, sentence: Sentence) -> T:
        results: dict[int, T] = source.found.setdefault(find, {})
        if sentence.start not in results:
            results[sentence.start] = find(source, sentence)
        return results[sentence.start]

    return found


_BLANKS = re.compile(r"[^\S ]\s*| \s+")  # all but single spaces


def one_line(text: str) -> str:
    r"""Write a passage with single spaces and no line breaks.

    >>> one_line("le préfet\n de la Creuse")
    'le préfet de la Creuse'
    """
    # In most passages all white space is single spaces: any other is not printable.
    return text if text.isprintable() and "  " not in text else _BLANKS.sub(" ", text)
