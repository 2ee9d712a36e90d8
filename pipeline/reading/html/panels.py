"""What a click shows: the panels of tabs, each under its label, and what is folded away."""

import re
from collections.abc import Iterator
from html import escape
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.text.folding import fold
from pipeline.reading.html.attributes import is_hidden
from pipeline.reading.html.hints import boilerplate_data

# Elements that show others by their ids, and the attributes that name these.
_CONTROLS = "[aria-controls], [data-target], [data-bs-target], a[href^='#']"
_TARGETS = ("aria-controls", "data-target", "data-bs-target", "href")
_HIDING = ("hidden", "aria-hidden", "style")
_HEADINGS = "h1, h2, h3, h4, h5, h6"
# The label of a tab is a heading above those in its panel; where it has none, one of this level.
_LABEL_LEVEL = 3
_LABEL_LENGTH = 100
_MOST_PANELS = 100


def open_panels(body: LexborNode) -> None:
    """Show what a click on the page shows, and put the label of each tab at the head of its panel.

    >>> tabs = "<ul><li><a href='#a'>Axes</a><li><a href='#b'>Budget</a></ul>"
    >>> tree = LexborHTMLParser(tabs + "<div id=a>Agir</div><div id=b hidden>3 M€</div>")
    >>> open_panels(tree.body)
    >>> tree.body.css_first("#b").html
    '<div id="b"><h3>Budget</h3>3 M€</div>'
    """
    names = boilerplate_data()["panels"]
    hiding = body.css("[hidden], [aria-hidden=true], [style*=none], [style*=hidden]")
    panels = body.css(", ".join(["[role=tabpanel]", *(f".{name}" for name in names["tabs"])]))
    if not (hiding or panels):
        return
    controls: dict[str, LexborNode] = {}
    for control in body.css(_CONTROLS):
        for target in _targets(control):
            controls.setdefault(target, control)
    folds = re.compile(rf"\b(?:{'|'.join(names['folds'])})(?:s|\b)")
    for node in hiding:
        shown = node.id in controls or node.attributes.get("role") == "tabpanel"
        if is_hidden(node.attributes) and (
            shown or folds.search(_called(node)) or _is_under_fold(node, folds)
        ):
            for attribute in _HIDING:
                if attribute in node.attributes:
                    del node.attrs[attribute]
            panels.append(node)
    _put_labels(panels, controls)


def _targets(control: LexborNode) -> Iterator[str]:
    for attribute in _TARGETS:
        for name in (control.attributes.get(attribute) or "").split():
            if name != "#":  # a link to nowhere waits for a script
                yield name.removeprefix("#")


def _called(node: LexborNode) -> str:
    return fold(node.attributes.get("class") or "").replace("_", "-")


def _is_under_fold(node: LexborNode, folds: re.Pattern[str]) -> bool:
    """Whether what stands right above a hidden element says that it unfolds something."""
    above = node.prev
    while above is not None and above.tag == "-text":
        above = above.prev
    if above is None or above.tag in ("-comment", "script", "style"):
        return False
    return above.css_first("[aria-expanded]") is not None or folds.search(_called(above)) is not None


def _put_labels(panels: list[LexborNode], controls: dict[str, LexborNode]) -> None:
    """Move labels that stand side by side, apart from what they show, to the head of that."""
    labelled: dict[int, tuple[LexborNode, LexborNode]] = {}
    for panel in islice(_with_siblings(panels, controls), _MOST_PANELS):
        label = controls.get(panel.id or "")
        if label and panel.first_child and _are_apart(label, panel):
            labelled[panel.mem_id] = panel, label
    inside = (int(str(heading.tag)[1]) for panel, _ in labelled.values() for heading in panel.css(_HEADINGS))
    level = max(2, min(inside, default=_LABEL_LEVEL + 1) - 1)
    for panel, label in labelled.values():
        text = label.text(strip=True)
        first = panel.css_first(_HEADINGS)
        if not text or len(text) > _LABEL_LENGTH or (first and fold(first.text(strip=True)) == fold(text)):
            continue
        heading = LexborHTMLParser(f"<h{level}>{escape(text)}</h{level}>").css_first(f"h{level}")
        if panel.first_child and heading:
            panel.first_child.insert_before(heading)
            label.remove()


def _with_siblings(panels: list[LexborNode], controls: dict[str, LexborNode]) -> Iterator[LexborNode]:
    """Yield panels, and what labels show beside them: the one that is open at first says of itself nothing."""
    seen: set[int] = set()
    for panel in panels:
        yield panel
        around = panel.parent
        if around is not None and panel.id in controls and around.mem_id not in seen:
            seen.add(around.mem_id)
            yield from (node for node in around.iter() if node.id in controls)


def _are_apart(label: LexborNode, panel: LexborNode) -> bool:
    """Tell a tab from a fold: what holds its label and the next one does not hold its panel."""
    around = label.parent
    while around is not None and len(around.css(_CONTROLS)) < 2:
        around = around.parent
    outer = panel.parent
    while outer is not None:
        if around is None or outer.mem_id == around.mem_id:
            return False
        outer = outer.parent
    return True
