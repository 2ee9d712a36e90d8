"""What the catalogue keeps of a document, and the line of documents.jsonl that is made of it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from pydantic_core import to_json

from pipeline.contract_names import digests
from pipeline.inputs import Input
from pipeline.record import Document, Problem, to_line

# In a string of JSON a quote has a backslash before it: these are fields, and the first of their kind.
_NO_NAMES = '"source":{"uri":"","also":[],'
_NO_PUBLISHER = '"publisher":null,'
_NO_TEXT = ',"text":"",'


class Context(NamedTuple):
    """What is known of a document when it is published, and not from its bytes.

    `later` are the documents that came in its place, `publisher` and `department` those of the source that it is of:
    what the document says of its publisher goes first.
    """

    later: Sequence[str] = ()
    publisher: str | None = None
    department: str | None = None


_ALONE = Context()


class Told(NamedTuple):
    """What a document says, as it is stored, and the documents that came in its place."""

    record: str
    superseded_by: Sequence[str] = ()


class Entry(NamedTuple):
    """A document for the catalogue, in plain values, so that it passes from process to process cheaply.

    `size` is that of its bytes, None where they could not be had; `archived` whether the archive has them.
    `fingerprint` is what extracted it ("" where there were no bytes), `uris` its names in sort order, `reader` what
    read it, `digest` that of its text, `content` the text as JSON, `contracts` and `facts` how many it holds,
    `reports` a digest of what it says of each contract, `record` its line in documents.jsonl without names and text.
    `had` is the input that it was extracted from.
    """

    id: str
    size: int | None
    archived: bool
    fingerprint: str
    uris: tuple[str, ...]
    status: str
    kind: str
    reader: str
    digest: str
    content: str
    contracts: int
    facts: dict[str, int]
    reports: dict[str, str]
    problems: list[Problem]
    record: str
    had: Input | None = None

    @classmethod
    def of(
        cls,
        document: Document,
        fingerprint: str,
        uris: Iterable[str],
        *,
        archived: bool = False,
        had: bool = True,
    ) -> Self:
        """Make the entry of a document given under `uris`; `had` says whether its bytes could be had."""
        source = document.source.model_copy(update={"uri": "", "also": []})
        bare = document.model_copy(update={"source": source, "text": ""})
        return cls(
            id=document.id,
            size=document.source.bytes if had else None,
            archived=archived,
            fingerprint=fingerprint,
            uris=tuple(sorted(set(uris))),
            status=document.status,
            kind=document.kind,
            reader=" ".join(filter(None, (document.source.media_type, document.extraction.ocr))),
            digest=hashlib.sha256(document.text.encode()).hexdigest(),
            content=to_json(document.text).decode(),
            contracts=len(document.contracts),
            facts=count_facts(document),
            reports=digests(document),
            problems=document.problems,
            record=to_line(bare),
        )

    @property
    def line(self) -> str:
        """The line of documents.jsonl under the names that the entry has."""
        return line_of(self.record, self.uris, self.content)


def line_of(record: str, uris: Iterable[str], content: str | None, context: Context = _ALONE) -> str:
    """Put names and text into a record; the first name in sort order is its `uri`.

    Parameters
    ----------
    record : str
        As an `Entry` has it.
    uris : iterable of str
        The names of the document.
    content : str or None
        Its text as a JSON string; None for a line without the field.
    context : Context
        What else is known when it is published.
    """
    # Sorted here: a database sorts text by rules of its own.
    first, *others = sorted(uris)
    names = f'"source":{{"uri":{_json(first)},"also":{_json(others)},'
    if context.later:
        names += f'"superseded_by":{_json(list(context.later))},'
    if context.department:
        names += f'"department":{_json(context.department)},'
    record = record.replace(_NO_NAMES, names, 1)
    if context.publisher:
        record = record.replace(_NO_PUBLISHER, f'"publisher":{_json(context.publisher)},', 1)
    # After the names: one of them could look like the field of the text, were it not for its backslashes.
    return record.replace(_NO_TEXT, "," if content is None else f',"text":{content},', 1)


def text_key(document: str, digest: str) -> str:
    """Return the key of a text in the catalogue."""
    return _key(document, digest)


def extraction_key(text: str, fingerprint: str) -> str:
    """Return the key of an extraction in the catalogue."""
    return _key(text, fingerprint)


def count_facts(document: Document) -> dict[str, int]:
    """Count the facts of a document by kind, those of its contracts included."""
    counts = Counter(people=len(document.people), dates=len(document.dates), amounts=len(document.amounts))
    for contract in document.contracts:
        counts["people"] += len(contract.signatories)
        counts["deliberations"] += contract.deliberation is not None
        counts["periods"] += contract.period is not None
        for kind in ("parties", "dates", "amounts", "engagements", "actions"):
            counts[kind] += len(getattr(contract, kind))
    return {kind: count for kind, count in counts.items() if count}


def _json(value: str | list[str]) -> str:
    return to_json(value).decode()


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
