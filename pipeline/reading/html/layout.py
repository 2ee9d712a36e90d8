"""A page as boxes and segments: what stands where, before anything is judged.

A segment is a run of text that a browser would set as one paragraph; a box is the element that holds
segments and other boxes. Both stand in document order, so that a box holds the segments from `first` to
`last`, and one loop over the boxes answers any question about them.
"""

import re
from collections.abc import Set
from dataclasses import dataclass, field
from importlib.resources import files
from tomllib import loads
from typing import cast

from selectolax.lexbor import LexborNode

from extractors.text.blocks import BlockKind
from pipeline.reading.html.attributes import Attributes, first_number, is_hidden, leads_on, spanned
from pipeline.reading.html.hints import Hint, hint_of_names, hint_of_tag
from pipeline.reading.html.text import TOUCHING, is_figure, join_pieces
from pipeline.reading.normalisation import RAISED

_TAGS = loads((files("pipeline.reading") / "data/html_tags.toml").read_text("utf-8"))
_DROPPED = frozenset(_TAGS["dropped"])
_BLOCKS = frozenset(_TAGS["blocks"])
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# A paragraph inside an item or a cell is the item or the cell itself.
_SAME_STYLE = frozenset({"p", "div", "center"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_SPACES = re.compile(r"[ \t\n\r\f]+")
_SPANNING = frozenset({"rowspan", "colspan"})
_HIDING = frozenset({"hidden", "aria-hidden", "style"})


@dataclass(slots=True)
class Box:
    """An element in the box with index `parent` (-1: none). `first` and `last` bound its segments."""

    parent: int
    tag: str
    names: str
    hint: Hint
    first: int
    last: int = 0


@dataclass(slots=True)
class Segment:
    """A run of text in the box with index `box`.

    `linked`, `bold` and `chrome` count its characters in links, in bold, and in inline elements that are
    named like boilerplate. A `fact` is a term with its value, and so no heading.
    """

    box: int
    kind: BlockKind
    level: int
    marker: str
    text: str
    linked: int
    bold: int
    chrome: int
    hidden: bool
    fact: bool = False


@dataclass(slots=True)
class Layout:
    """All boxes and segments of a page; box 0 is its body.

    `spans` are the numbers of rows and columns that a cell takes, where it takes several, by the index of its box.
    """

    boxes: list[Box] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)

    def without(self, dropped: Set[int]) -> "Layout":
        """Drop segments; the boxes, which change with it, bound what is left."""
        kept = [0]
        for index in range(len(self.segments)):
            kept.append(kept[-1] + (index not in dropped))
        for box in self.boxes:
            box.first, box.last = kept[box.first], kept[box.last]
        left = [segment for index, segment in enumerate(self.segments) if index not in dropped]
        return Layout(self.boxes, left, self.spans)


@dataclass(slots=True)
class _List:
    numbered: bool
    number: int


_Style = tuple[BlockKind, int, str]
_NAMELESS: tuple[str, Hint] = ("", "")
_PARAGRAPH: _Style = ("paragraph", 0, "")


class _Walker:
    """What is open at the current node of the walk."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.segments: list[Segment] = []
        self.spans: dict[int, tuple[int, int]] = {}
        self.open: list[str] = []  # for each element entered, what leaving it has to close
        self.hidden_from: list[int] = []  # how many elements were open where a hidden one begins
        self.box = -1
        self.lists: list[_List] = []
        self.headings = self.preformatted = 0
        self.heading_level = 1
        self.style = _PARAGRAPH  # of the next segment
        self.pieces: list[str] = []
        self.after_inline = False
        self.links = self.bolds = self.chromes = self.raised = 0  # open inline elements
        self.linked = self.bold = self.chrome = 0  # characters of the open segment in them

    def enter(self, node: LexborNode, tag: str) -> None:
        """Open an element."""
        attributes = node.attributes
        if tag in _BLOCKS or "-" in tag:
            in_heading = tag == "button" and self.headings  # the label of a fold is its heading
            closing = "" if in_heading else self._enter_block(tag, attributes)
        else:
            closing = self._enter_inline(tag, attributes)
        if not _HIDING.isdisjoint(attributes) and is_hidden(attributes):
            self.flush()
            self.hidden_from.append(len(self.open))
        self.open.append(closing)

    def leave(self) -> None:
        """Close the element that was entered last."""
        closing = self.open.pop()
        if self.hidden_from and self.hidden_from[-1] == len(self.open):
            self.flush()
            self.hidden_from.pop()
        if closing == "box":
            self._close_box()
        elif closing == "":
            self.after_inline = True
        elif closing == "link":
            self.links -= 1
            self.after_inline = True
        elif closing == "bold":
            self.bolds -= 1
            self.after_inline = True
        elif closing == "chrome":
            self.chromes -= 1
            self.after_inline = True
        elif closing == "raised":
            self.raised -= 1
            self.after_inline = True
        else:
            self._close_box()
            if closing == "heading":
                self.headings -= 1
            elif closing == "list":
                self.lists.pop()
            else:
                self.preformatted -= 1

    def text(self, text: str) -> None:
        """Add the text of a text node."""
        if not self.preformatted and ("  " in text or not text.isprintable()):
            text = _SPACES.sub(" ", text)
        if self.raised and text.isdecimal():
            text = text.translate(RAISED)
        if self.links:
            self.linked += len(text)
        if self.bolds:
            self.bold += len(text)
        if self.chromes:
            self.chrome += len(text)
        self.pieces.append(text)
        self.after_inline = False

    def line_break(self) -> None:
        """Add the line break of <br>."""
        self.pieces.append("\n")
        self.after_inline = False

    def flush(self) -> None:
        """End the segment that is open, if it holds text."""
        if not self.pieces:
            return
        if text := join_pieces(self.pieces):
            kind, level, marker = self.style
            length = len(text)
            linked = min(self.linked, length) if self.linked else 0
            bold = min(self.bold, length) if self.bold else 0
            chrome = min(self.chrome, length) if self.chrome else 0
            hidden = bool(self.hidden_from)
            self.segments.append(Segment(self.box, kind, level, marker, text, linked, bold, chrome, hidden))
            if kind != "cell":
                self.style = _PARAGRAPH
        self.pieces = []
        self.linked = self.bold = self.chrome = 0
        self.after_inline = False

    def _enter_block(self, tag: str, attributes: Attributes) -> str:
        if self.pieces:
            self.flush()
        names, hint = (
            _named(attributes) if attributes and self.boxes else _NAMELESS
        )  # a body is no part of a page
        hint = hint or hint_of_tag(tag)
        self.boxes.append(Box(self.box, tag, names, hint, len(self.segments)))
        self.box = len(self.boxes) - 1
        if tag in _SAME_STYLE:
            return "box"
        self.style = _PARAGRAPH
        if tag in _HEADINGS:
            self.headings += 1
            self.heading_level = _HEADINGS[tag]
            self.style = ("heading", self.heading_level, "")
            return "heading"
        if tag in _LISTS:
            self.lists.append(_List(tag == "ol", first_number(attributes)))
            return "list"
        if tag == "li":
            self.style = self._item()
        elif tag in ("td", "th"):
            self.style = ("cell", 0, "")
            if attributes and not _SPANNING.isdisjoint(attributes):
                self.spans[self.box] = spanned(attributes)
        elif tag in ("dt", "summary"):
            self.style = ("heading", min(6, self.heading_level + 1), "")
        elif tag == "pre":
            self.preformatted += 1
            return "pre"
        return "box"

    def _close_box(self) -> None:
        if self.pieces:
            self.flush()
        box = self.boxes[self.box]
        box.last = len(self.segments)
        self.box = box.parent
        self.style = _PARAGRAPH

    def _enter_inline(self, tag: str, attributes: Attributes) -> str:
        if self.after_inline and tag not in ("sub", "sup"):
            self.pieces.append(TOUCHING)
            self.after_inline = False
        if tag == "a":
            if leads_on(attributes.get("href"), in_heading=self.headings > 0):
                self.links += 1
                return "link"
        elif tag in ("b", "strong"):
            self.bolds += 1
            return "bold"
        elif tag == "sup":
            self.raised += 1
            return "raised"
        elif attributes and self._is_chrome(_named(attributes)[1]):
            self.chromes += 1
            return "chrome"
        return ""

    def _is_chrome(self, hint: Hint) -> bool:
        """Tell whether an inline element is boilerplate; the caption of a figure in its line is none."""
        told = hint == "caption" and is_figure("".join(self.pieces).replace(TOUCHING, ""))
        return hint in ("chrome", "caption") and not told

    def _item(self) -> _Style:
        if not self.lists:
            return "item", 0, "-"
        current = self.lists[-1]
        current.number += 1
        return "item", len(self.lists) - 1, f"{current.number - 1}." if current.numbered else "-"


def lay_out(body: LexborNode) -> Layout:
    """Walk the tree under `body`, without recursion: pages nest as deep as they like."""
    walker = _Walker()
    walker.enter(body, "body")
    node = body.first_child
    if node is None:
        walker.leave()
    while walker.open and node is not None:
        tag = node.tag
        inner = None
        if tag == "-text":
            if walker.pieces or not node.is_empty_text_node:
                walker.text(node.text_content or "")
        elif tag == "br":
            walker.line_break()
        elif tag is not None and tag not in _DROPPED:
            walker.enter(node, tag)
            inner = node.first_child
            if inner is None:
                walker.leave()
        if inner is not None:
            node = inner
            continue
        while walker.open:
            following = node.next
            if following is not None:
                node = following
                break
            node = cast(LexborNode, node.parent)
            walker.leave()  # which closes the body in the end
    return Layout(walker.boxes, walker.segments, walker.spans)


def _named(attributes: Attributes) -> tuple[str, Hint]:
    """Return class and id of an element, and what they and its role say."""
    get = attributes.get
    names = get("class") or ""
    if "id" in attributes:
        names = f"{names} {get('id')}"
    return names, hint_of_names(names, get("role") or "", get("itemprop") or "")
