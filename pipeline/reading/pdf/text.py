"""The pages of a PDF put together: one text in reading order, its blocks, and where each word stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, repeat

from extractors.text.blocks import Block, blocks_of
from extractors.text.continued_lines import continues, ends_sentence, is_title_in_capitals, opens_entry
from extractors.text.folding import fold
from extractors.text.layout import Layout
from extractors.text.lines import TextLine, text_lines
from pipeline.reading.pdf.lines import Line
from pipeline.reading.pdf.margins import Body
from pipeline.reading.pdf.pages import Page
from pipeline.reading.pdf.paragraphs import is_full, runs_on, usual_pitch
from pipeline.reading.pdf.places import Places, Stretch
from pipeline.reading.pdf.writing import Piece, Written, write_lines

_TAIL = 100  # characters at the end of a line that may tell that it goes on
_INDENT_STEP = 4.0  # points: indents that differ by less are the same
_TITLE_PITCH = 2.5  # heights of a line: the lines of a title stand farther apart than those of a paragraph


@dataclass(frozen=True, slots=True)
class Composed:
    """A text with its blocks, the offset at which each page starts, and its layout."""

    text: str
    blocks: list[Block]
    pages: list[int]
    layout: Layout


def compose(bodies: Sequence[Body]) -> Composed:
    """Put the pages of a document together.

    What is set apart on a page comes after the paragraph that runs over the page's end, so that it breaks none.
    """
    written = write_lines([(body.page, line) for body in bodies for line in body.lines])
    text = written.text
    pitches = {body.page.number: usual_pitch(body.lines) for body in bodies}
    blocks = [*_paragraphs(text, written.pieces, pitches), *written.cells]
    out = _Assembly(text, written, sorted(blocks, key=lambda block: block.start))
    pages: list[int] = []
    foot: list[_Aside] = []
    for body, boundary in zip(bodies, _boundaries(bodies, written), strict=True):
        place = out.free_place(boundary)
        out.copy_until(place)
        for aside in foot:
            out.insert(aside)
        pages.append(out.length)
        head, foot = _asides(body, written.places)
        for aside in head:
            out.insert(aside)
        if place != boundary:
            pages[-1] = out.moved(boundary)
    out.copy_until(len(text))
    for aside in foot:
        out.insert(aside)
    return Composed(out.text, out.blocks, pages, out.layout)


def _boundaries(bodies: Sequence[Body], written: Written) -> list[int]:
    """Return where the text of each page begins, for one that has only margins where the next one does."""
    boundaries = []
    later = written.length
    for body in reversed(bodies):
        later = written.page_starts.get(body.page.number, later)
        boundaries.append(later)
    return boundaries[::-1]


def _paragraphs(text: str, pieces: Sequence[Piece], pitches: dict[int, float]) -> list[Block]:
    """Read the blocks off the lines of a text, by their place on the page and by their words."""
    starts = [piece.start for piece in pieces]
    groups: list[list[TextLine]] = []
    before: Piece | None = None
    position = -1
    for line in chain.from_iterable(map(partial(_at_gap, text), text_lines(text))):
        index = bisect_right(starts, line.start) - 1
        if index < 0 or line.start > _line_end(text, pieces[index].start):
            before = None  # the row of a table: no paragraph goes on behind it
            continue
        piece = pieces[index]
        beside = piece.first.last_piece if line.marker and index == position else None
        line.indent = round((piece.first.x0 if beside is None else beside) / _INDENT_STEP)
        neighbour = before is not None and index == position + 1
        line.blank_before = False
        behind = pieces[index + 1] if index + 1 < len(pieces) else None
        if (
            neighbour
            and before is not None
            and _goes_on(text, groups[-1], line, before, piece, behind, pitches)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
        before, position = piece, index
    return blocks_of(text, groups)


_BULLETS = tuple("•◦‣▪▫■●○►▶➢➤➔→✓✔❖◆>")


def _at_gap(text: str, line: TextLine) -> list[TextLine]:
    """Part a label from the first item of the list beside it: "Axe 1    • agir tôt"."""
    gap = -1 if line.marker else text.find("\t", line.start, line.end)
    if gap < 0 or not text.startswith(_BULLETS, gap + 1):
        return [line]
    beside = [item for item in text_lines(text[gap + 1 : line.end]) if item.marker]
    items = [replace(item, start=gap + 1 + item.start, end=line.end) for item in beside]
    return [replace(line, end=gap), *items] if items else [line]


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _goes_on(
    text: str,
    group: Sequence[TextLine],
    line: TextLine,
    before: Piece,
    piece: Piece,
    behind: Piece | None,
    pitches: dict[int, float],
) -> bool:
    if line.marker:
        return False
    above = group[-1]
    ended = ends_sentence(text, above)
    verdict = runs_on(before.last, piece.first, pitches.get(piece.first.page, 1.0), ended=ended)
    if verdict and opens_entry(text[line.start : line.end]):
        return False
    if verdict and text[above.end - 1] == ":":
        return _tells_on(text, line, piece, behind)
    if verdict and text[above.end - 1] == ";":
        # Clauses that all begin alike ("Vu … ; Vu … ;") are paragraphs; others run on in one ("présents : … ; … ;").
        return _first_word(text, group[0]) != _first_word(text, line)
    if verdict is not None:
        return verdict or (_is_right_below(before, piece) and _is_title(text, above, line))
    end = text[max(above.start, above.end - _TAIL) : above.end]
    return not ended and continues(end, fold(end), text[line.start : line.end])


def _tells_on(text: str, line: TextLine, piece: Piece, behind: Piece | None) -> bool:
    """Whether a line below a colon is no entry of a list but goes on itself, or ends a series of things."""
    words = text[line.start : line.end]
    if not words[0].islower() or words.endswith((";", ",")):
        return False
    if behind is None or words.endswith("."):
        return ", " in words or " ; " in words
    return _is_right_below(piece, behind) and is_full(piece.last, behind.first)


def _is_right_below(before: Piece, piece: Piece) -> bool:
    """Whether lines of a page stand one above the other, and not farther apart than those of a title."""
    above, line = before.last, piece.first
    return above.page == line.page and 0 < line.base - above.base < _TITLE_PITCH * line.height


def _is_title(text: str, above: TextLine, line: TextLine) -> bool:
    return is_title_in_capitals(text[above.start : above.end], text[line.start : line.end])


def _first_word(text: str, line: TextLine) -> str:
    return text[line.start : line.end].split(None, 1)[0]


@dataclass(frozen=True, slots=True)
class _Aside:
    """Lines that are set apart, written out."""

    written: Written
    blocks: list[Block]


def _asides(body: Body, places: Places) -> tuple[list[_Aside], list[_Aside]]:
    """Write what stands at the head and at the foot of a page."""
    middle = body.page.height / 2
    head = [line for line in body.margins if line.top < middle]
    foot = [line for line in body.margins if line.top >= middle]
    notes = []
    if body.notes:
        written = write_lines([(body.page, line) for line in body.notes], places)
        blocks = [_without_number(block) for block in _paragraphs(written.text, written.pieces, {})]
        notes.append(_Aside(written, blocks))
    return _margin(body.page, head, places), [*notes, *_margin(body.page, foot, places)]


def _without_number(note: Block) -> Block:
    """The number of a note refers to it from the text: it makes no entry of a list."""
    numbered = note.kind == "item" and note.marker[:1].isdigit()
    return replace(note, kind="paragraph", level=0, marker="") if numbered else note


def _margin(page: Page, lines: Sequence[Line], places: Places) -> list[_Aside]:
    asides = []
    for line in lines:
        written = write_lines([(page, line)], places)
        asides.append(_Aside(written, [Block(0, written.length, "paragraph", main=False)]))
    return asides


class _Assembly:
    """The final text, put together from stretches of the main one and from what is set apart."""

    def __init__(self, text: str, written: Written, blocks: Sequence[Block]) -> None:
        self._source, self._written, self._found = text, written, blocks
        self._ends = [block.end for block in blocks]
        self._begins = [stretch.at for stretch in written.stretches]
        self._copied = self._stretches = self._blocks = 0
        self._shift = 0  # of the stretch that was copied last
        self._parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self._moved: list[tuple[Stretch, int]] = []  # each with what it is moved by

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def layout(self) -> Layout:
        return self._written.places.layout(self._moved)

    def free_place(self, boundary: int) -> int:
        """Return the first start of a line from `boundary` on that lies inside no block."""
        index = bisect_right(self._ends, boundary)
        if index < len(self._found) and self._found[index].start < boundary:
            return min(_line_end(self._source, self._ends[index]) + 1, len(self._source))
        return boundary

    def moved(self, offset: int) -> int:
        """Return where an offset of what was copied last has gone."""
        return offset + self._shift

    def copy_until(self, stop: int) -> None:
        """Copy the main text up to `stop`."""
        if stop <= self._copied:
            return
        self._start_line()
        start, self._shift = self._copied, self.length - self._copied
        self._write(self._source[start:stop])
        stretches = bisect_left(self._begins, stop, self._stretches)
        self._moved += zip(self._written.stretches[self._stretches : stretches], repeat(self._shift))
        blocks = bisect_right(self._ends, stop, self._blocks)
        self.blocks += [_shifted(block, self._shift) for block in self._found[self._blocks : blocks]]
        self._stretches, self._blocks, self._copied = stretches, blocks, stop

    def insert(self, aside: _Aside) -> None:
        """Add what is set apart, on lines of its own."""
        self._start_line()
        shift = self.length
        self._write(aside.written.text)
        self._moved += zip(aside.written.stretches, repeat(shift))
        self.blocks += [_shifted(block, shift) for block in aside.blocks]

    def _start_line(self) -> None:
        if self._parts and not self._parts[-1].endswith("\n"):
            self._write("\n")

    def _write(self, part: str) -> None:
        self._parts.append(part)
        self.length += len(part)


def _shifted(block: Block, by: int) -> Block:
    start, end = block.start + by, block.end + by
    return Block(start, end, block.kind, block.level, block.marker, block.main, block.cell) if by else block
