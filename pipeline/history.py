"""What became of one document: when it was had, what each version made of it, what changed between them."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from pipeline.catalogue import Capture, Catalogue, Made
from pipeline.comparison import compare
from pipeline.comparison.showing import of_document
from pipeline.entry import count_facts
from pipeline.monitoring import moment
from pipeline.scraping.ledger import Ledger
from pipeline.terminal import counted, plain


def history(catalogue: Catalogue, document: str) -> Iterator[RenderableType]:
    """Show the history of a document, piece by piece.

    Parameters
    ----------
    catalogue : Catalogue
        Where it is known.
    document : str
        Its id.
    """
    captures = catalogue.captures.of(document)
    size = f", {captures[0].size:,} bytes" if captures and captures[0].size is not None else ""
    yield plain(f"{document}{size}", "bold")
    for capture in captures:
        yield plain(f"  {_captured(capture)}")
    yield from (plain(f"  {line}") for line in _joined(catalogue, captures))
    before: Made | None = None
    for made in catalogue.versions.made_of(document):
        yield Text()
        yield plain(_made(made), "bold" if made.published else "")
        if before:
            changes = compare(before.document, made.document).changes
            yield of_document(changes) if changes else plain("  nothing changed")
        before = made


def _joined(catalogue: Catalogue, captures: Sequence[Capture]) -> Iterator[str]:
    """Tell whether a page of a source is gone, what it leads to, and which page led to an attachment."""
    ledger = Ledger(catalogue.database)
    names = {(capture.source, capture.uri): None for capture in captures if capture.source}
    for source, uri in names:
        if gone := ledger.gone_at(source or "", uri):
            yield f"gone {moment(gone)} · {uri}"
        if parent := ledger.parent(source or "", uri):
            yield f"attached to {parent}"
        for attached in ledger.attached(source or "", uri):
            yield f"with its attachment {attached}"


def _captured(capture: Capture) -> str:
    parts = [
        f"captured {moment(capture.captured_at) if capture.captured_at else 'at a time that is not known'}",
        capture.uri,
        f"source {capture.source}" if capture.source else "",
        f"HTTP {capture.http_status}" if capture.http_status else "",
        f"{capture.warc} at {capture.warc_offset}" if capture.warc else "",
        capture.note or "",
    ]
    return " · ".join(filter(None, parts))


def _made(made: Made) -> str:
    facts = sum(count_facts(made.document).values())
    parts = [
        f"extracted {moment(made.created_at) if made.created_at else 'at a time that is not known'}",
        f"version {made.fingerprint}" if made.fingerprint else "",
        made.document.status,
        counted(len(made.document.contracts), "contract"),
        counted(facts, "fact"),
        "published" if made.published else "",
    ]
    return " · ".join(filter(None, parts))
