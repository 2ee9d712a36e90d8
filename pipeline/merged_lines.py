"""The lines of contracts.jsonl: only what documents say otherwise than last time is consolidated again."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush, merge
from pathlib import Path

from pipeline.catalogue.reported import Reported
from pipeline.contract_lines import Line, Piece, consolidated
from pipeline.contract_names import Family, family_of
from pipeline.layout import CONTRACTS, LOG, MERGED
from pipeline.pools import new_pool, processors
from pipeline.side_by_side import side_by_side

# Documents of which the reports are consolidated at once; more only where more speak of one family of contracts.
_TOGETHER = 100
# Where one family has so many, they are read one after the other and not handed about.
_LARGE = 2_000
# Reports for which other processes are worth their start.
_MANY = 1_000


class Group:
    """The reports on a family of contracts: where they are, and a digest of what they say."""

    __slots__ = ("digest", "extractions", "names")

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.extractions: list[str] = []
        self.digest = ""

    def add(self, extraction: str, name: str, digest: str) -> None:
        """Add what an extraction says of a contract. The order counts."""
        self.names.add(name)
        if not self.extractions or self.extractions[-1] != extraction:
            self.extractions.append(extraction)
        self.digest = _digest(f"{self.digest} {name} {digest}")

    @property
    def first(self) -> str:
        """The id before which none of the group comes."""
        return min(self.names)


class MergedLines:
    """The lines of contracts.jsonl, sorted by id.

    Those of contracts on which documents say what they said last time are taken from the file that is there. What is
    in memory grows with the names of contracts and not with what is said of them.

    Parameters
    ----------
    reported : Reported
        What documents say.
    out : Path
        The output folder.
    version : str
        What consolidates: lines that another version made are made again.
    """

    def __init__(self, reported: Reported, out: Path, version: str) -> None:
        self._reported = reported
        self._out = out
        self._version = version
        self._file = hashlib.blake2b()
        self._written: list[str] = []

    def __iter__(self) -> Iterator[str]:
        """Yield the lines."""
        groups = self._groups()
        before = _known(self._out)
        kept = {group.digest for group in groups}.intersection(entry.partition(" ")[0] for entry in before)
        old = _taken(self._out, before, kept)
        new = self._made([group for group in groups if group.digest not in kept])
        for line in merge(old, new):
            self._file.update(f"{line.text}\n".encode())
            self._written.append(f"{line.digest} {line.name}")
            yield line.text

    @property
    def record(self) -> list[str]:
        """What the next publication has to know of the lines, when they are written."""
        return [self._file.hexdigest(), *self._written]

    def _groups(self) -> list[Group]:
        groups: dict[Family, Group] = {}
        for extraction, reports in self._reported.told():
            for name, digest in reports.items():
                family = family_of(name)
                if family not in groups:
                    groups[family] = Group()
                    groups[family].digest = self._version
                groups[family].add(extraction, name, digest)
        return sorted(groups.values(), key=lambda group: group.first)

    def _made(self, groups: Sequence[Group]) -> Iterator[Line]:
        large = [group for group in groups if len(group.extractions) >= _LARGE]
        pieces = list(_together(group for group in groups if len(group.extractions) < _LARGE))
        here = (consolidated(self._piece([group])) for group in large)
        return merge(_ordered([[group] for group in large], here), _ordered(pieces, self._shared(pieces)))

    def _shared(self, pieces: Sequence[Sequence[Group]]) -> Iterator[list[Line]]:
        """Consolidate pieces, in other processes too where that is worth their start."""
        work = map(self._piece, pieces)
        others = processors() - 1
        reports = sum(len(group.extractions) for piece in pieces for group in piece)
        # A single piece is not shared.
        if others and len(pieces) > 1 and reports >= _MANY:
            with new_pool(others, self._out / LOG) as pool:
                yield from side_by_side(consolidated, map(_in_hand, work), pool, others)
        else:
            yield from map(consolidated, work)

    def _piece(self, groups: Sequence[Group]) -> Piece:
        digests = {name: group.digest for group in groups for name in group.names}
        extractions = dict.fromkeys(key for group in groups for key in group.extractions)
        return Piece(digests, self._reported.read(extractions))


def _in_hand(piece: Piece) -> Piece:
    """Read all that a piece consists of: a process that has no catalogue can do it then."""
    return piece._replace(told=list(piece.told))


def _ordered(pieces: Sequence[Sequence[Group]], made: Iterable[list[Line]]) -> Iterator[Line]:
    """Put lines in order that come piece by piece."""
    waiting: list[Line] = []
    for groups, lines in zip(pieces, made, strict=True):
        # No line that is made from here on comes before the first of these.
        while waiting and waiting[0].name < groups[0].first:
            yield heappop(waiting)
        for line in lines:
            heappush(waiting, line)
    while waiting:
        yield heappop(waiting)


def _together(groups: Iterable[Group]) -> Iterator[list[Group]]:
    some: list[Group] = []
    size = 0
    for group in groups:
        some.append(group)
        size += len(group.extractions)
        if size >= _TOGETHER:
            yield some
            some, size = [], 0
    if some:
        yield some


def _known(out: Path) -> list[str]:
    """Return what the last publication noted of each line; nothing if the file is not the one that it wrote."""
    try:
        digest, *entries = (out / MERGED).read_text("utf-8").splitlines()
        with (out / CONTRACTS).open("rb") as file:
            return entries if hashlib.file_digest(file, hashlib.blake2b).hexdigest() == digest else []
    except (OSError, ValueError):
        return []


def _taken(out: Path, entries: Iterable[str], kept: set[str]) -> Iterator[Line]:
    if not kept:
        return
    with (out / CONTRACTS).open(encoding="utf-8", newline="\n") as lines:
        for entry, text in zip(entries, lines, strict=True):
            digest, _, name = entry.partition(" ")
            if digest in kept:
                yield Line(name, digest, text.removesuffix("\n"))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
