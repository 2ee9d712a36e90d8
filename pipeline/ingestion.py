"""What a run must extract, and the extraction of one batch of it."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from pipeline.batching import Work
from pipeline.catalogue import Catalogue
from pipeline.entry import Entry
from pipeline.identity import id_of_uri, identify
from pipeline.inputs import Input, Skipped
from pipeline.reading.limits import current_limits
from pipeline.reading.tesseract import NO_RECOGNISER, recogniser
from pipeline.record import Document, Extraction, InputSource, Problem


@dataclass(frozen=True)
class Plan:
    """What a run has to do.

    Parameters
    ----------
    ids : frozenset of str
        The documents behind the inputs.
    works : list of Work
        Those that must be extracted.
    known : int
        How many need no extraction: their record is there already.
    fingerprint : str
        What extracts.
    gated : bool
        Whether the statistical model reads doubtful passages only.
    skipped : list of Skipped
        What was passed over in archives.
    """

    ids: frozenset[str]
    works: list[Work]
    known: int
    fingerprint: str
    gated: bool
    skipped: Sequence[Skipped] = ()


class Extracted(NamedTuple):
    """The documents of a batch, and the seconds that they took."""

    entries: list[Entry]
    seconds: float


def make_plan(inputs: Iterable[Input], catalogue: Catalogue, unpacked: Path, *, gated: bool = True) -> Plan:
    """Find out what each input is and which of them must be extracted.

    Inputs that are not read for a text, archives and those whose bytes cannot be had, get their record here. The
    members of archives become inputs; their bytes are put into the folder `unpacked`.
    """
    from pipeline.extraction import extraction, fingerprint
    from pipeline.unpacking import Archives

    mark = fingerprint() if gated else f"{fingerprint()} ungated"
    found: defaultdict[str, list[tuple[Input, int]]] = defaultdict(list)
    recorded: list[Entry] = []
    archives = Archives(unpacked)
    waiting = deque(inputs)
    while waiting:
        item = waiting.popleft()
        identity = identify(item)
        if identity.problem:
            document = rejected(item, identity.size, identity.problem, extraction())
            recorded.append(Entry.of(document, "", [item.uri], had=False))
        elif (members := archives.members(item, identity.id)) is not None:
            waiting.extendleft(reversed(members))
        else:
            found[identity.id].append((item, identity.size))
    recorded += archives.entries(mark)
    works = [_work(id_, same) for id_, same in found.items()]
    known = catalogue.known(found, mark, _with_ocr(mark, _recogniser()))
    # A reader may look at the name too: the first name in sort order decides, whichever came first in time.
    new = [work for work in works if work.id not in known or work.uris[0] < known[work.id]]
    to_do = {work.id for work in new}
    # An input that could not be had in an earlier run can be had now.
    catalogue.withdraw(id_of_uri(uri) for work in works for uri in work.uris)
    catalogue.store_changed(recorded)
    catalogue.link((work.id, uri) for work in works if work.id not in to_do for uri in work.uris)
    ids = frozenset(found).union(entry.id for entry in recorded)
    return Plan(ids, new, len(works) - len(new), mark, gated, archives.skipped)


def extract_batch(batch: Sequence[Work], fingerprint: str, *, gated: bool = True) -> Extracted:
    """Read and extract a batch."""
    started = perf_counter()
    documents = _extract([work.input for work in batch], gated=gated)
    entries = [
        Entry.of(document, _with_ocr(fingerprint, document.extraction.ocr), work.uris)
        for work, document in zip(batch, documents, strict=True)
    ]
    return Extracted(entries, perf_counter() - started)


def extract_one(item: Input, *, gated: bool = True) -> Document:
    """Read and extract one input; nothing is stored."""
    (document,) = _extract([item], gated=gated)
    return document


def _extract(inputs: Sequence[Input], *, gated: bool) -> list[Document]:
    from pipeline.extraction import extract_documents, extraction

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


def fatal(work: Work, fingerprint: str) -> Entry:
    """Make the entry of a document whose extraction ended its process."""
    from pipeline.extraction import extraction

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
    return Entry.of(document, fingerprint, work.uris)


def rejected(item: Input, size: int, problem: Problem, extraction: Extraction) -> Document:
    """Make the record of an input whose bytes cannot be had."""
    return Document(
        id=id_of_uri(item.uri),
        source=InputSource(uri=item.uri, bytes=size),
        status="rejected",
        problems=[problem],
        extraction=extraction,
    )


def _with_ocr(fingerprint: str, ocr: str | None) -> str:
    """Return the fingerprint of a document; that of one with scanned pages names what recognised them.

    So a run that has something better, or anything at all, reads those again and no others.
    """
    return f"{fingerprint} {ocr}" if ocr else fingerprint


def _recogniser() -> str:
    name = recogniser() if current_limits().ocr_pages else None
    return name or NO_RECOGNISER


def _work(id_: str, same: Sequence[tuple[Input, int]]) -> Work:
    # Of several captures the earliest, whichever came first.
    item, size = min(same, key=lambda had: (had[0].uri, had[0].retrieved_at or "", had[0].path))
    return Work(id_, item, tuple(sorted({item.uri for item, _ in same})), size)
