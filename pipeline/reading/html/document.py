"""HTML to blocks: the main text and the boilerplate, told apart, both kept."""

import re
from importlib.resources import files
from tomllib import loads

from selectolax.lexbor import LexborHTMLParser

from pipeline.reading.encoding import codec_name, decode
from pipeline.reading.html.blocks import compose
from pipeline.reading.html.facts import join_facts
from pipeline.reading.html.layout import Layout, lay_out
from pipeline.reading.html.main_text import find_main
from pipeline.reading.html.metadata import read_metadata
from pipeline.reading.html.panels import open_panels
from pipeline.reading.html.ranks import join_ranks
from pipeline.reading.html.tables import find_cells
from pipeline.reading.limits import LIMITS, Limits
from pipeline.reading.result import Reading
from pipeline.record import Problem

MEDIA_TYPE = "text/html"

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})",
    re.IGNORECASE,
)
_CHARSET_WITHIN = 4_096
# So few tags cannot nest deep enough to cost time.
_TAGS_UNCHECKED = 4_000
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|<(/?)([a-zA-Z][a-zA-Z0-9-]*)",
    re.DOTALL | re.IGNORECASE,
)
_SHALLOW = frozenset(loads((files("pipeline.reading") / "data/html_tags.toml").read_text("utf-8"))["shallow"])


def read_html(data: bytes, limits: Limits = LIMITS, charset: str | None = None) -> Reading:
    """Read a page of HTML, whole or in part; its server stated `charset`, which counts if the page does not.

    Raises
    ------
    RejectedInput
        If there is more of it than `limits` allow.

    Examples
    --------
    >>> page = "<nav><a href='/'>Accueil</a></nav><main><h1>Un contrat</h1><ul><li>agir tôt</ul></main>"
    >>> reading = read_html(page.encode())
    >>> [(block.kind, reading.text[block.start : block.end], block.main) for block in reading.blocks]
    [('paragraph', 'Accueil', False), ('heading', 'Un contrat', True), ('item', 'agir tôt', True)]
    """
    limits.check(len(data), MEDIA_TYPE)
    decoded = decode(data, _declared(data, charset))
    tree = LexborHTMLParser(limit_depth(decoded.text, limits.html_depth))
    metadata = read_metadata(tree)
    if tree.body:  # a page of frames has none
        open_panels(tree.body)
    layout = join_ranks(join_facts(_visible(lay_out(tree.body)))) if tree.body else Layout()
    verdict = find_main(layout, [title for title in (metadata.title, metadata.tag) if title])
    text, blocks = compose(layout.segments, verdict.main, find_cells(layout))
    heading = layout.segments[verdict.title].text.replace("\n", " ") if verdict.title is not None else None
    problems = list(decoded.problems)
    if text and not any(block.main for block in blocks):
        problems.append(
            Problem(
                code="no_main_text", message="The page holds menus and the like, but no main text was found."
            )
        )
    return Reading(
        MEDIA_TYPE,
        "read" if text else "empty",
        text,
        blocks,
        title=metadata.title or heading or metadata.tag,
        publisher=metadata.publisher,
        published=metadata.published,
        updated=metadata.updated,
        encoding=decoded.encoding,
        problems=problems,
    )


def _declared(data: bytes, charset: str | None) -> str | None:
    """Return the encoding that the page states, else that which its server did, as Python names it."""
    if found := _CHARSET.search(data[:_CHARSET_WITHIN]):
        return codec_name(found[1].decode("ascii"))
    return charset and codec_name(charset)


def limit_depth(html: str, depth: int) -> str:
    """Take out the tags of elements that lie more than `depth` deep; their text stays.

    Parsers take time that is the square of the depth. Pages with few tags are left as they are.

    >>> limit_depth("<div>" * 5000 + "a", 2)
    '<div><div>a'
    """
    if html.count("<") < _TAGS_UNCHECKED:
        return html
    parts: list[str] = []
    kept = level = 0
    for tag in _TAG.finditer(html):
        name = tag[3]
        if name is None or name.lower() in _SHALLOW:
            continue
        level += not tag[2]
        if level > depth and tag.start() >= kept:
            parts.append(html[kept : tag.start()])
            kept = html.find(">", tag.end()) + 1 or len(html)
        level = max(0, level - bool(tag[2]))
    return "".join([*parts, html[kept:]]) if parts else html


def _visible(layout: Layout) -> Layout:
    """Drop what is hidden, unless that is most of the page: some show their content by script."""
    hidden = sum(len(segment.text) for segment in layout.segments if segment.hidden)
    if not hidden:
        return layout
    if hidden > 2 * sum(
        len(segment.text) for segment in layout.segments if not segment.hidden
    ) and _all_hidden(layout):
        return layout
    return layout.without({index for index, segment in enumerate(layout.segments) if segment.hidden})


def _all_hidden(layout: Layout) -> bool:
    """Whether no running text is left without what is hidden."""
    return not any(
        len(segment.text) > 100 and not segment.linked for segment in layout.segments if not segment.hidden
    )
