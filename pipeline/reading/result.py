"""What reading gives: the text of a document with its blocks, pages and metadata."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.text.blocks import Block
from extractors.text.layout import Layout
from pipeline.reading.offsets import OffsetMap
from pipeline.record import Problem

ReadingStatus = Literal["read", "empty", "needs_ocr", "rejected"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one document and what its format says about it.

    Parameters
    ----------
    media_type : str
        What the bytes are, whatever their name says.
    status : str
        `read`; `empty` (nothing to read in it); `needs_ocr` (pages, but only pictures of text);
        `rejected` (not a readable document: the problems say why).
    text : str
        The normalised text, boilerplate included. Every offset counts its code points.
    blocks : sequence of Block
        In text order; `main` is false for boilerplate.
    pages : sequence of int
        Offset at which each page starts; empty where there are no pages.
    layout : Layout or None
        Where each word stands on its page, where the format says it.
    title, publisher : str or None
        From metadata.
    published, updated : str or None
        EDTF dates from metadata; those in visible lines are for the extractors to find.
    offsets : OffsetMap or None
        From `text` to the text as decoded; None where the text was put together from a page's layout.
    encoding : str or None
        The character encoding, where there is one.
    recognised_by : str or None
        What recognised characters; `none` where that was needed and nothing here does it.
    problems : sequence of Problem
        Every warning and error, in plain words.
    bytes : int
        Size of the input.
    """

    media_type: str
    status: ReadingStatus
    text: str = ""
    blocks: Sequence[Block] = ()
    pages: Sequence[int] = ()
    layout: Layout | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None
    offsets: OffsetMap | None = None
    encoding: str | None = None
    recognised_by: str | None = None
    problems: Sequence[Problem] = ()
    bytes: int = 0

    @property
    def page_count(self) -> int | None:
        """Number of pages, None for what has no pages."""
        return len(self.pages) or None

    @property
    def main_text(self) -> str:
        r"""The blocks of the main text with their bullets, one a line.

        >>> text = "Menu\n- agir tôt\n"
        >>> Reading(
        ...     "text/html", "read", text, [Block(0, 4, "item", main=False), Block(7, 15, "item", 0, "-")]
        ... ).main_text
        '- agir tôt'
        """
        return "\n".join(self._written(block) for block in self.blocks if block.main)

    def _written(self, block: Block) -> str:
        line = self.text.rfind("\n", 0, block.start) + 1
        bulleted = block.marker and self.text[line : block.start].strip() == block.marker
        return self.text[line if bulleted else block.start : block.end].strip()
