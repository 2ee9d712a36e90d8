"""Bytes to a document record: reading, extraction, assembly. The one path that every command and flow takes."""

import gc
import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extractors.found import carrying, source_of
from extractors.language import load
from extractors.text.source import Source
from pipeline.assembly.document import Assembled, assemble
from pipeline.assembly.file import assemble_file
from pipeline.assembly.parts import Division, divide
from pipeline.document_record import document_of
from pipeline.inputs import Input
from pipeline.reading import Reading, read_file
from pipeline.reading.limits import current_limits
from pipeline.record import Document

log = logging.getLogger(__name__)


# Records hold no cycles, so that looking for some after each 700 new objects finds next to nothing.
_COLLECTED_AFTER = (200_000, 20, 20)


@cache
def language(*, gated: bool = True) -> Language:
    """Load the Language once per process.

    What stays for the life of the process is set apart from what the garbage collector looks through: patterns
    and tables. The statistical model is loaded by the first doubtful name, which most texts have none of.
    """
    nlp = load(gated=gated)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)
    return nlp


# Characters that are held at once: some hundred articles, or one official gazette.
_HELD = 500_000


def extract_documents(inputs: Sequence[Input], *, gated: bool = True) -> Iterator[Document]:
    """Read and extract a batch of inputs, each to one Document, in their order.

    What cannot be read becomes a Document with status "rejected" or "empty" and a problem in plain words; an
    error of ours one with status "failed". The model is loaded once per process.
    """
    opened: list[tuple[Input, _Opened]] = []
    held = 0
    for input_ in inputs:
        item = _opened(input_, gated=gated)
        opened.append((input_, item))
        held += len(item.reading.text or "")
        if held >= _HELD:
            yield from _extracted(opened, gated=gated)
            opened, held = [], 0
    yield from _extracted(opened, gated=gated)


class _Text(NamedTuple):
    """A text as it goes through the components: as one Doc, or as one for each part of a file of many acts."""

    source: Source
    docs: list[Doc]
    division: Division | None

    def assembled(self, docs: Sequence[Doc]) -> Assembled:
        """What the finished `docs` amount to."""
        if self.division:
            return assemble_file(self.source, self.division, docs)
        (doc,) = docs
        return assemble(doc)


class _Opened(NamedTuple):
    """An input that was read: its text if it has one, the error of ours if reading it failed."""

    reading: Reading
    digest: str
    text: _Text | None
    error: Exception | None


def _extracted(opened: Sequence[tuple[Input, _Opened]], *, gated: bool) -> Iterator[Document]:
    """Extract what was read, all of it together."""
    done = iter(_piped([item.text for _, item in opened if item.text], gated=gated))
    for input_, item in opened:
        assembled = next(done) if item.text else item.error
        yield document_of(input_, item.reading, item.digest, assembled)


def _opened(input_: Input, *, gated: bool) -> _Opened:
    limits = current_limits()
    try:
        reading, digest = read_file(input_.path, input_.uri.rpartition("/")[2], limits, input_.charset)
        # Archives are read and have no text.
        has_text = reading.status == "read" and reading.text
        text = _text(_frame(reading, digest, gated=gated), gated=gated) if has_text else None
    except OSError:
        raise  # not the document's fault: the caller knows what to say of a file that cannot be opened
    except Exception as error:
        log.exception("reading %s failed", input_.uri)
        data = input_.path.read_bytes()
        reading = Reading("application/octet-stream", "rejected", bytes=len(data))
        return _Opened(reading, hashlib.sha256(data).hexdigest(), None, error)
    return _Opened(reading, digest, text, None)


def _text(doc: Doc, *, gated: bool) -> _Text:
    source = source_of(doc)
    division = divide(source)
    if division is None:
        return _Text(source, [doc], None)
    docs = [carrying(part.source, language(gated=gated).vocab) for part in division.parts]
    return _Text(source, docs, division)


def _frame(reading: Reading, digest: str, *, gated: bool) -> Doc:
    """Make the Doc that carries a text and its layout through the components."""
    source = Source(
        reading.text,
        id=digest,
        blocks=reading.blocks,
        pages=reading.pages,
        layout=reading.layout,
        published=reading.published,
        updated=reading.updated,
        title=reading.title,
    )
    return carrying(source, language(gated=gated).vocab)


def _piped(texts: Sequence[_Text], *, gated: bool) -> Iterable[Assembled | Exception]:
    """Run the components over a batch; where one document breaks it, over each alone, so that only that one fails."""
    nlp = language(gated=gated)
    try:
        docs: Sequence[Doc] = [doc for text in texts for doc in text.docs]
        for _, component in nlp.pipeline:
            docs = _through(component, docs)
        done = iter(docs)
        return [text.assembled([next(done) for _ in text.docs]) for text in texts]
    except Exception:  # any error of ours belongs to one document, and the loop below finds which
        log.exception("a batch failed; each of its documents is tried alone")
    return [_alone(nlp, text) for text in texts]


def _through(component: Callable[[Doc], Doc], docs: Sequence[Doc]) -> Sequence[Doc]:
    """Run one component over the whole batch before the next: its code and data stay at hand (5 % faster)."""
    pipe = getattr(component, "pipe", None)
    return list(pipe(docs)) if pipe else [component(doc) for doc in docs]


def _alone(nlp: Language, text: _Text) -> Assembled | Exception:
    try:
        return text.assembled([nlp(doc) for doc in text.docs])
    except Exception as error:
        log.exception("extraction of document %s failed", text.source.id)
        return error
