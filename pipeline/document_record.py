"""The record of an input, made without loading what extracts: archives and what cannot be read need only this."""

from typing import TYPE_CHECKING

from extractors.facts import Date
from pipeline.fingerprint import extraction
from pipeline.inputs import Input
from pipeline.reading import Reading
from pipeline.record import Document, InputSource, Problem

if TYPE_CHECKING:
    from pipeline.assembly.document import Assembled


def document_of(
    input_: Input, reading: Reading, digest: str, assembled: "Assembled | Exception | None" = None
) -> Document:
    """Make the record of an input from its reading and what was found in its text, or the error of ours."""
    source = InputSource(
        uri=input_.uri,
        media_type=reading.media_type,
        bytes=reading.bytes,
        pages=reading.page_count,
        title=reading.title,
        publisher=reading.publisher,
        retrieved_at=input_.retrieved_at,
    )
    problems = [Problem(code=p.code, message=p.message, page=p.page) for p in reading.problems]
    document = Document(
        id=digest,
        source=source,
        status=reading.status,
        problems=problems,
        text=reading.text,
        extraction=extraction(reading.recognised_by),
    )
    if isinstance(assembled, Exception):
        message = (
            f"the extraction failed ({type(assembled).__name__}: {assembled}); this is an error of tripartite, "
            "please report it"
        )
        document.status = "failed"
        document.problems.append(Problem(code="extraction_failed", message=message))
    elif assembled:
        document.kind = assembled.kind
        document.contracts = assembled.contracts
        document.amounts = assembled.amounts
        document.people = assembled.people
        document.dates = assembled.dates
        document.problems += assembled.problems
        document.published = _chosen("published", assembled.published, reading.published, document.problems)
        document.updated = _chosen("updated", assembled.updated, reading.updated, document.problems)
    return document


def _chosen(field: str, visible: Date | None, metadata: str | None, problems: list[Problem]) -> str | None:
    """The date that readers see goes before that of the metadata; when they disagree, a problem records both."""
    if visible and metadata and not _compatible(visible.value, metadata):
        message = (
            f"{field}: the text says {visible.value} (“{visible.text}”), the metadata {metadata}; "
            "the text was taken"
        )
        problems.append(Problem(code=f"{field}_disagrees", message=message))
    return visible.value if visible else metadata


def _compatible(first: str, second: str) -> bool:
    return first.startswith(second) or second.startswith(first)
