"""The extraction of one batch of documents, whose bytes go to the archive or come from it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple, Self

from pipeline.archive.archive import Archive
from pipeline.archive.keeping import DamagedBytes, MissingBytes, Written
from pipeline.batching import Work
from pipeline.entry import Entry
from pipeline.fingerprint import extraction
from pipeline.identity import id_of_uri, identify
from pipeline.inputs import Input, Skipped
from pipeline.record import Document, Extraction, InputSource, Problem


class Extracted(NamedTuple):
    """What a batch came to.

    `entries` are its documents, `seconds` what they took, `written` their bytes as the archive was given them: to be
    kept before the entries are stored. `missing` is what could not be had from the archive.
    """

    entries: list[Entry]
    seconds: float
    written: list[Written]
    missing: list[Skipped]

    @property
    def failed(self) -> int:
        """How many documents failed."""
        return sum(entry.status == "failed" for entry in self.entries)

    @classmethod
    def joined(cls, parts: Iterable["Extracted"]) -> Self:
        """Join what several parts of a batch came to."""
        entries, seconds, written, missing = cls([], 0.0, [], [])
        for part in parts:
            entries += part.entries
            seconds += part.seconds
            written += part.written
            missing += part.missing
        return cls(entries, seconds, written, missing)


def extract_batch(batch: Sequence[Work], fingerprint: str, archive: str, *, gated: bool = True) -> Extracted:
    """Read and extract a batch."""
    started = perf_counter()
    with TemporaryDirectory(prefix="tripartite-") as folder:
        there = _There(Archive(archive), Path(folder))
        works = [had for work in batch if (had := there.had(work))]
        documents = _extract([work.input for work in works], gated=gated)
        entries = [
            _entry(work, document, fingerprint, there)
            for work, document in zip(works, documents, strict=True)
        ]
    return Extracted(entries, perf_counter() - started, there.written, there.missing)


def extract_one(item: Input, *, gated: bool = True) -> Document:
    """Read and extract one input; nothing is stored."""
    (document,) = _extract([item], gated=gated)
    return document


class _There:
    """Sees to it that bytes are both here and in the archive."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self._archive = archive
        self._folder = folder
        self._ids: set[str] = set()
        self.written: list[Written] = []
        self.missing: list[Skipped] = []

    def had(self, work: Work) -> Work | None:
        """Return the work with an input that can be read here; None if the archive does not have it."""
        if not work.archived:
            self.write(work.input.path)
            return work
        try:
            return work._replace(input=work.input._replace(path=self._archive.fetch(work.id, self._folder)))
        except (MissingBytes, DamagedBytes) as error:
            self.missing.append(Skipped(work.uris[0], str(error)))
            return None

    def write(self, path: Path) -> None:
        """Give the archive the bytes of a file."""
        try:
            written = self._archive.write_file(path)
        except OSError:
            return  # whoever reads it meets the same and says what it means
        self.written.append(written)
        self._ids.add(written.id)

    def archived(self, work: Work, id_: str) -> bool:
        """Whether the archive has what was extracted."""
        if not work.archived and id_ not in self._ids:
            # The file was changed after it was given to the archive and before it was extracted.
            self.write(work.input.path)
        return work.archived or id_ in self._ids


def _entry(work: Work, document: Document, fingerprint: str, there: _There) -> Entry:
    mark = with_ocr(fingerprint, document.extraction.ocr)
    if document.id == id_of_uri(work.input.uri):
        return Entry.of(document, mark, work.uris, had=False)
    entry = Entry.of(document, mark, work.uris, archived=there.archived(work, document.id))
    return entry._replace(had=None if work.archived else work.input)


def _extract(inputs: Sequence[Input], *, gated: bool) -> list[Document]:
    from pipeline.extraction import extract_documents

    try:
        return list(extract_documents(inputs, gated=gated))
    except OSError:
        # A file that was there when the run was planned may be gone now, and must not take the batch with it.
        identities = [identify(item) for item in inputs]
        if not any(identity.problem for identity in identities):
            raise
    pairs = list(zip(inputs, identities, strict=True))
    documents = extract_documents([item for item, identity in pairs if not identity.problem], gated=gated)
    return [
        rejected(item, identity.size, identity.problem, extraction()) if identity.problem else next(documents)
        for item, identity in pairs
    ]


def fatal(work: Work, fingerprint: str, archive: str) -> Extracted:
    """Make what there is to say of a document whose extraction ended its process; its bytes are archived."""
    message = (
        "The extraction broke down without a word (out of memory, perhaps); "
        "this is an error of tripartite, please report it."
    )
    document = Document(
        id=work.id,
        source=InputSource(uri=work.uris[0], bytes=work.size),
        status="failed",
        problems=[Problem(code="broke_down", message=message)],
        extraction=extraction(),
    )
    there = _There(Archive(archive), Path())
    entry = Entry.of(document, fingerprint, work.uris, archived=there.archived(work, work.id))
    return Extracted([entry], 0.0, there.written, [])


def rejected(item: Input, size: int, problem: Problem, extraction: Extraction) -> Document:
    """Make the record of an input whose bytes cannot be had."""
    return Document(
        id=id_of_uri(item.uri),
        source=InputSource(uri=item.uri, bytes=size),
        status="rejected",
        problems=[problem],
        extraction=extraction,
    )


def with_ocr(fingerprint: str, ocr: str | None) -> str:
    """Return the fingerprint of a document; that of one with scanned pages names what recognised them.

    So a run that has something better, or anything at all, reads those again and no others.
    """
    return f"{fingerprint} {ocr}" if ocr else fingerprint
