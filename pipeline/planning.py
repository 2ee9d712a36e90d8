"""What a run must extract: of inputs, or of what the archive has."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pipeline.archive.archive import Archive
from pipeline.archive.keeping import DamagedBytes, MissingBytes
from pipeline.batching import Work, Works
from pipeline.catalogue import Catalogue, Selected
from pipeline.entry import Entry
from pipeline.fingerprint import extraction, fingerprint
from pipeline.identity import id_of_uri, identify
from pipeline.ingestion import rejected, with_ocr
from pipeline.inputs import Input, Skipped
from pipeline.reading.containers.archives import MEDIA_TYPES
from pipeline.reading.limits import current_limits
from pipeline.reading.pdf.ocr.tesseract import NO_RECOGNISER, recogniser
from pipeline.sharing import Sharing
from pipeline.unpacking import Archives

# Files that are flushed to the archive's disk at once.
_FLUSHED = 500
# Beginnings of ids, of eight digits, that there can be.
_IDS = 16**8


class Part(NamedTuple):
    """One of several parts of what there is to do; which one a document is in, its id decides.

    >>> Part(1, 3).ids, Part(2, 3).ids, Part(3, 3).ids
    (('00000000', '55555555'), ('55555555', 'aaaaaaaa'), ('aaaaaaaa', 'g'))
    >>> [(Part(1, 2).has(id_), Part(2, 2).has(id_)) for id_ in ("0" * 64, "ab" * 32)]
    [(True, False), (False, True)]
    """

    number: int
    of: int

    @property
    def ids(self) -> tuple[str, str]:
        """Where its ids begin, and where those of the next part do: all parts have as many, nearly."""
        first, end = (f"{number * _IDS // self.of:08x}" for number in (self.number - 1, self.number))
        # Behind all ids: none has a g.
        return first, end if self.number < self.of else "g"

    def has(self, id_: str) -> bool:
        """Whether a document is in this part."""
        first, end = self.ids
        return first <= id_ < end


@dataclass(frozen=True)
class Plan:
    """What a run has to do.

    Parameters
    ----------
    ids : frozenset of str
        The documents behind the inputs.
    works : Works
        Those that must be extracted.
    known : int
        How many need no extraction: their record is there already.
    fingerprint : str
        What extracts.
    gated : bool
        Whether the statistical model reads doubtful passages only.
    archive : str
        Where the bytes go, or come from.
    skipped : list of Skipped
        What was passed over in archives, or could not be had.
    sharing : Sharing, optional
        Keeps this run from what others are at; None where no other is at the same.
    """

    ids: frozenset[str]
    works: Works
    known: int
    fingerprint: str
    gated: bool
    archive: str
    skipped: Sequence[Skipped] = ()
    sharing: Sharing | None = None

    @property
    def elsewhere(self) -> int:
        """How many of those that must be extracted other runs have done meanwhile."""
        return self.sharing.elsewhere if self.sharing else 0


def make_plan(
    inputs: Iterable[Input], catalogue: Catalogue, archive: Archive, unpacked: Path, *, gated: bool = True
) -> Plan:
    """Find out what each input is and which of them must be extracted.

    Inputs that are not read for a text, archives and those whose bytes cannot be had, get their record here. The
    members of archives become inputs; their bytes are put into the folder `unpacked`.
    """
    mark = current_mark(gated=gated)
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
        elif (members := archives.members(item, identity)) is not None:
            waiting.extendleft(reversed(members))
        else:
            found[identity.id].append((item, identity.size))
    works = [_work(id_, same) for id_, same in found.items()]
    known = catalogue.known(found, *marks(mark))
    new = [work for work in works if not work.is_known(known)]
    to_do = {work.id for work in new}
    unread = {work.id: work.input.path for work in works if work.id not in to_do} | archives.files
    kept = _keep(catalogue, archive, unread)
    recorded += archives.entries(mark, kept)
    # An input that could not be had in an earlier run can be had now.
    if lacking := catalogue.without_bytes():
        catalogue.withdraw(lacking.intersection(id_of_uri(uri) for work in works for uri in work.uris))
    catalogue.store_changed(recorded)
    catalogue.link((work.id, uri) for work in works if work.id not in to_do for uri in work.uris)
    ids = frozenset(found).union(entry.id for entry in recorded)
    return Plan(ids, new, len(works) - len(new), mark, gated, archive.url, archives.skipped)


def plan_archived(catalogue: Catalogue, archive: Archive, unpacked: Path, *, gated: bool = True) -> Plan:
    """Find out which documents of the archive no version has read.

    What an earlier version has read is for a reprocessing: readers keep it until somebody has looked at the difference.
    What they are was found out when they were archived; only archives are opened again, for other members perhaps.
    """
    mark = current_mark(gated=gated)
    works: list[Work] = []
    containers: list[Input] = []
    skipped: list[Skipped] = []
    for document in catalogue.unread(*marks(mark)):
        first = document.uris[0]
        if not any(media_type in document.media_types for media_type in MEDIA_TYPES):
            works.append(archived_work(document))
            continue
        unpacked.mkdir(parents=True, exist_ok=True)
        try:
            containers.append(Input(first, archive.fetch(document.id, unpacked)))
        except (MissingBytes, DamagedBytes) as error:
            skipped.append(Skipped(first, str(error)))
    members = make_plan(containers, catalogue, archive, unpacked, gated=gated)
    inside = {(work.id, work.input.uri): work.input for work in members.works}
    # What the archive of pages says of one of them is in the archive of pages alone.
    works = [work._replace(input=inside.get((work.id, work.input.uri), work.input)) for work in works]
    there = {work.id for work in works}
    works += [work for work in members.works if work.id not in there]
    skipped += members.skipped
    return Plan(members.ids | there, works, members.known, mark, gated, archive.url, skipped)


def archived_work(document: Selected) -> Work:
    """Return what there is to do for a document that the archive has."""
    item = Input(document.uris[0], Path(), document.retrieved_at, document.charset)
    return Work(document.id, item, document.uris, document.size, archived=True)


def current_mark(*, gated: bool = True) -> str:
    """Return the fingerprint of what this program would make of a text."""
    return fingerprint() if gated else f"{fingerprint()} ungated"


def marks(mark: str) -> tuple[str, str]:
    """Return the fingerprints that count as this one: that of documents without scanned pages, that of others."""
    name = recogniser() if current_limits().ocr_pages else None
    return mark, with_ocr(mark, name or NO_RECOGNISER)


def _keep(catalogue: Catalogue, archive: Archive, files: Mapping[str, Path]) -> set[str]:
    """Archive those files that the archive lacks and nobody extracts; return the ids of all that it has then."""
    kept = catalogue.archived(files)
    lacking = iter([(id_, path) for id_, path in files.items() if id_ not in kept])
    while some := list(islice(lacking, _FLUSHED)):
        written = []
        for _, path in some:
            with suppress(FileNotFoundError):  # gone since it was identified
                written.append(archive.write_file(path))
        archive.keep(written)
        new = {each.id for each in written}.intersection(files)
        catalogue.mark_archived(new)
        kept |= new
    return kept


def _work(id_: str, same: Sequence[tuple[Input, int]]) -> Work:
    # Of several captures the earliest, whichever came first.
    item, size = min(same, key=_earliest) if len(same) > 1 else same[0]
    return Work(id_, item, tuple(sorted({item.uri for item, _ in same})), size)


def _earliest(had: tuple[Input, int]) -> tuple[str, str, Path]:
    item, _ = had
    return item.uri, item.retrieved_at or "", item.path
