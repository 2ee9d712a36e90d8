"""A page as boxes and segments: what stands where, before anything is judged.

A segment is a run of text that a browser would set as one paragraph; a box is the element that holds
segments and other boxes. Both stand in document order, so that a box holds the segments from `first` to
`last`, and one loop over the boxes answers any question about them.
"""

import re
from dataclasses import dataclass, field
from typing import cast

from selectolax.lexbor import LexborNode

from extractors.blocks import BlockKind
from pipeline.reading.normalisation import normalise
from pipeline.reading.html_hints import Hint, hint_of_names, hint_of_tag

Attributes = dict[str, str | None]

_DROPPED = frozenset(
    "script style template noscript head title meta link base svg math iframe object embed applet canvas audio video map"
    " select datalist textarea input progress meter img source picture wbr -comment -doctype".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search"
    " section summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_SPACES = re.compile(r"[ \t\n\r\f]+")
_MANY_SPACES = re.compile(" {2,}")
_AROUND_BREAKS = re.compile(r" *\n *")
_HIDDEN_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Links that lead nowhere else: footnotes, tables of contents, addresses.
_INNER_LINKS = ("#", "mailto:", "tel:")


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
    named like boilerplate.
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


@dataclass(slots=True)
class Layout:
    """All boxes and segments of a page; box 0 is its body."""

    boxes: list[Box] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    numbered: bool
    number: int


_Style = tuple[BlockKind, int, str]
_PARAGRAPH: _Style = ("paragraph", 0, "")


class _Walker:
    """What is open at the current node of the walk."""

    def __init__(self) -> None:
        self.layout = Layout()
        self.open: list[str] = []  # for each element entered, what leaving it has to close
        self.box = -1
        self.lists: list[_List] = []
        self.headings = self.preformatted = self.hidden = 0
        self.heading_level = 1
        self.style = _PARAGRAPH  # of the next segment
        self.pieces: list[str] = []
        self.after_inline = False
        self.inside = {"link": 0, "bold": 0, "chrome": 0}  # open inline elements
        self.marked = {"link": 0, "bold": 0, "chrome": 0}  # characters of the open segment in them

    def enter(self, tag: str, attributes: Attributes) -> None:
        """Open an element."""
        if tag in _BLOCKS or "-" in tag:
            closing = "" if tag == "button" and self.headings else self._enter_block(tag, attributes)
        else:
            closing = self._enter_inline(tag, attributes)
        if attributes and _is_hidden(attributes):
            self.flush()
            self.hidden += 1
            closing += "-hidden"
        self.open.append(closing)

    def leave(self) -> None:
        """Close the element that was entered last."""
        closing = self.open.pop()
        if closing.endswith("-hidden"):
            closing = closing.removesuffix("-hidden")
            self.flush()
            self.hidden -= 1
        if closing in self.inside:
            self.inside[closing] -= 1
        if not closing or closing in self.inside:
            self.after_inline = True
            return
        self.flush()
        box = self.layout.boxes[self.box]
        box.last = len(self.layout.segments)
        self.box = box.parent
        self.style = _PARAGRAPH
        if closing == "heading":
            self.headings -= 1
        elif closing == "list":
            self.lists.pop()
        elif closing == "pre":
            self.preformatted -= 1

    def text(self, text: str) -> None:
        """Add the text of a text node."""
        if not self.preformatted:
            text = _SPACES.sub(" ", text)
            if text == " " and not self.pieces:
                return
        for mark, depth in self.inside.items():
            if depth:
                self.marked[mark] += len(text)
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
        text = _joined(self.pieces)
        if text:
            linked, bold, chrome = (min(length, len(text)) for length in self.marked.values())
            self.layout.segments.append(
                Segment(self.box, *self.style, text, linked, bold, chrome, self.hidden > 0)
            )
            if self.style[0] != "cell":
                self.style = _PARAGRAPH
        self.pieces = []
        self.marked = {"link": 0, "bold": 0, "chrome": 0}
        self.after_inline = False

    def _enter_block(self, tag: str, attributes: Attributes) -> str:
        self.flush()
        outer_style = self.style
        names, hint = _named(attributes)
        self.layout.boxes.append(
            Box(self.box, tag, names, hint or hint_of_tag(tag), len(self.layout.segments))
        )
        self.box = len(self.layout.boxes) - 1
        # What is set in a paragraph inside an item or a cell is the item or the cell itself.
        self.style = outer_style if tag in ("p", "div", "center") else _PARAGRAPH
        if tag in _HEADINGS:
            self.headings += 1
            self.heading_level = _HEADINGS[tag]
            self.style = ("heading", self.heading_level, "")
            return "heading"
        if tag in _LISTS:
            self.lists.append(_List(tag == "ol", _start(attributes)))
            return "list"
        if tag == "li":
            self.style = self._item()
        elif tag in ("td", "th"):
            self.style = ("cell", 0, "")
        elif tag in ("dt", "summary"):
            self.style = ("heading", min(6, self.heading_level + 1), "")
        elif tag == "pre":
            self.preformatted += 1
            return "pre"
        return "box"

    def _enter_inline(self, tag: str, attributes: Attributes) -> str:
        if self.after_inline and tag not in ("sub", "sup"):
            self.pieces.append("\0")  # two elements touch: whether a space belongs there, the letters decide
            self.after_inline = False
        mark = ""
        if tag == "a":
            target = attributes.get("href")
            mark = "link" if target and not target.startswith(_INNER_LINKS) else ""
        elif tag in ("b", "strong"):
            mark = "bold"
        elif attributes and _named(attributes)[1] in ("chrome", "caption"):
            mark = "chrome"
        if mark:
            self.inside[mark] += 1
        return mark

    def _item(self) -> _Style:
        if not self.lists:
            return "item", 0, "-"
        current = self.lists[-1]
        current.number += 1
        return "item", len(self.lists) - 1, f"{current.number - 1}." if current.numbered else "-"


def lay_out(body: LexborNode) -> Layout:
    """Walk the tree under `body`, without recursion: pages nest as deep as they like."""
    walker = _Walker()
    walker.enter("body", body.attributes)
    node = body.first_child
    if node is None:
        walker.leave()
    while walker.open and node is not None:
        tag = node.tag
        inner = None
        if tag == "-text":
            walker.text(node.text_content or "")
        elif tag == "br":
            walker.line_break()
        elif tag is not None and tag not in _DROPPED:
            walker.enter(tag, node.attributes)
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
    return walker.layout


def _named(attributes: Attributes) -> tuple[str, Hint]:
    """Class and id of an element, and what they and its role say."""
    if not attributes:
        return "", ""
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return names, hint_of_names(names, attributes.get("role") or "", attributes.get("itemprop") or "")


def _is_hidden(attributes: Attributes) -> bool:
    if "hidden" in attributes:
        return attributes["hidden"] != "until-found"
    if attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


def _start(attributes: Attributes) -> int:
    start = attributes.get("start")
    return int(start) if start and start.isdecimal() and len(start) < 5 else 1


def _joined(pieces: list[str]) -> str:
    """The text of the pieces, white space collapsed; \\0 marks where two elements touch."""
    text = "".join(pieces) if len(pieces) > 1 else pieces[0]
    if "\0" in text:
        parts = text.split("\0")
        spaced = [parts[0]]
        for before, part in zip(parts, parts[1:], strict=False):
            spaced += " " if _words_touch(before[-1:], part[:1]) else "", part
        text = "".join(spaced)
    if "  " in text:
        text = _MANY_SPACES.sub(" ", text)
    if "\n" in text:
        text = _AROUND_BREAKS.sub("\n", text)
    return normalise(text)[0].strip()


def _words_touch(before: str, after: str) -> bool:
    """Whether two letters cannot belong to one word: "2021" + "Par", "Martin" + "Publié"."""
    if not (before.isalnum() and after.isalnum()):
        return False
    return before.isdigit() != after.isdigit() or (before.islower() and after.isupper())
