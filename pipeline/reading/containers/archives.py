"""An archive to the files in it: sizes are counted, names lead nowhere, archives inside are opened too.

What a kind of archive looks like is the matter of its own module, an entry of `_CONTAINERS`.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pipeline.errors import RejectedInput
from pipeline.reading.containers.parts import Again, Item, Part, Passed
from pipeline.reading.limits import LIMITS, MEGABYTE, Limits, setting
from pipeline.reading.result import Reading
from pipeline.reading.sniffing import sniff
from pipeline.record import Problem

# Media type → module and function: its parts, from its path, a folder to work in and the limits.
_CONTAINERS = {
    "application/zip": "pipeline.reading.containers.zip_parts:zip_parts",
    "application/warc": "pipeline.reading.containers.warc:warc_parts",
}
MEDIA_TYPES = frozenset(_CONTAINERS)
# With one of these an archive begins, and no text.
STARTS = (b"PK", b"\x1f\x8b", b"WARC")
# Parts the name of an archive from that of a file in it.
INSIDE = "!/"

_HEAD = 65_536
_NAMED = 5


class Member(NamedTuple):
    """A file in an archive.

    `name` is that in the archive, after the name of the archive inside which it is, if any. `path` is where its
    bytes are now, None where they could not be had. `reading` is there for what needs no further reading: it is
    an archive itself, or is refused. `retrieved_at` and `charset` are what the archive says of it.
    """

    name: str
    path: Path | None
    reading: Reading | None = None
    retrieved_at: str | None = None
    charset: str | None = None


class Unpacked(NamedTuple):
    """An archive: what it is, the files in it, and what in it was passed over, by name, with the reason."""

    reading: Reading
    members: list[Member]
    skipped: list[tuple[str, str]]


def unpack(path: Path, folder: Path, limits: Limits = LIMITS) -> Unpacked:
    """Unpack an archive and those that are in it, into files of `folder` that have numbers as names.

    A member that cannot be had is there with the reason. Beyond the limits for the whole archive the rest of it is
    left where it is, and the archive says so.

    Parameters
    ----------
    path : Path
        The archive.
    folder : Path
        Where to write; it is there.
    limits : Limits
        How much is unpacked.
    """
    return _Unpacker(folder, limits).unpacked(path)


def read_archive(data: bytes, limits: Limits = LIMITS) -> Reading:
    """Return what an archive is; what is in it is forgotten again."""
    with TemporaryDirectory() as name:
        path = Path(name) / "archive"
        path.write_bytes(data)
        return unpack(path, Path(name), limits).reading


def archive_type(path: Path) -> str | None:
    """Return the media type of a file that is an archive, None for any other.

    Raises
    ------
    OSError
        If the file cannot be opened or read.
    """
    # Every input is looked at, and nearly all are none: no buffer for four bytes.
    with path.open("rb", buffering=0) as file:
        head = file.read(4)
        if not head.startswith(STARTS):
            return None
        media_type = sniff(head + file.read(_HEAD))
    return media_type if media_type in MEDIA_TYPES else None


class _FullError(Exception):
    """No more is unpacked; the message says why."""


class _Unpacker:
    """Unpacks an archive and counts over all that are in it."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._bytes = 0
        self._files = 0
        self._members: list[Member] = []
        self._skipped: list[tuple[str, str]] = []
        self._unlisted = 0
        self._full: str | None = None
        self._keyed: dict[str, Member] = {}
        self._again: list[tuple[str, Again]] = []

    def unpacked(self, path: Path) -> Unpacked:
        media_type = archive_type(path)
        if media_type is None:
            raise ValueError(f"{path} is no archive")
        reading = self._archive(path, media_type, "", 1)
        for prefix, again in self._again:
            self._resolve(prefix, again)
        if self._unlisted:
            self._skipped.append(("…", f"{self._unlisted} more that were passed over are not listed"))
        return Unpacked(reading, self._members, self._skipped)

    def _archive(self, path: Path, media_type: str, prefix: str, depth: int) -> Reading:
        try:
            return self._files_of(
                _parts(path, media_type, self._folder, self._limits), media_type, prefix, depth
            )
        except RejectedInput as rejected:
            return _refused(rejected.code, rejected.message, media_type)

    def _files_of(self, items: Iterator[Item], media_type: str, prefix: str, depth: int) -> Reading:
        refused: list[Member] = []
        problems: list[Problem] = []
        had = passed = left = 0
        for item in items:
            if isinstance(item, Problem):
                problems.append(item)
            elif isinstance(item, Passed):
                passed += 1
                self._pass(prefix + item.name, item.reason)
            elif member := self._taken(item, prefix, depth):
                had += member.path is not None
                refused += [] if member.path else [member]
            else:
                left += self._full is not None
        if left:
            message = f"{self._full} {left} of its files were left out."
            problems.append(Problem(code="too_much_inside", message=message))
        if refused:
            problems.append(_summary(refused))
        if had or problems:
            return Reading(media_type, "read" if had else "rejected", problems=problems)
        return Reading(media_type, "empty", problems=[_nothing(passed)])

    def _taken(self, item: Part | Again, prefix: str, depth: int) -> Member | None:
        """Take a file out of an archive, None if there is no room for it, or it is one that was there before."""
        if self._full:
            return None
        if self._files >= self._limits.zip_members:
            self._full = (
                f"The archive holds more than {self._limits.zip_members} files "
                f"({setting('zip_members')} allows more)."
            )
            return None
        self._files += 1
        if isinstance(item, Again):
            self._again.append((prefix, item))
            return None
        try:
            member = self._member(item, prefix + item.name, depth)
        except _FullError as full:
            self._full = str(full)
            return None
        self._members.append(member)
        for key in item.keys:
            self._keyed.setdefault(key, member)
        return member

    def _pass(self, name: str, reason: str) -> None:
        if len(self._skipped) < self._limits.zip_members:
            self._skipped.append((name, reason))
        else:
            self._unlisted += 1

    def _resolve(self, prefix: str, again: Again) -> None:
        """Give a file that is there for the second time the bytes of the first."""
        first = next((self._keyed[key] for key in again.keys if key in self._keyed), None)
        if first and first.path:
            self._members.append(
                first._replace(
                    name=prefix + again.name, retrieved_at=again.retrieved_at or first.retrieved_at
                )
            )
        else:
            self._pass(prefix + again.name, again.otherwise)

    def _member(self, part: Part, name: str, depth: int) -> Member:
        path = self._folder / str(self._files)
        try:
            head = self._write(part, path)
        except RejectedInput as rejected:
            path.unlink(missing_ok=True)
            return Member(name, None, _refused(rejected.code, rejected.message, ""), part.retrieved_at)
        except _FullError:
            path.unlink(missing_ok=True)
            raise
        return Member(name, path, self._inside(path, head, name, depth), part.retrieved_at, part.charset)

    def _inside(self, path: Path, head: bytes, name: str, depth: int) -> Reading | None:
        """Open a member that is an archive, None for what is not."""
        media_type = sniff(head)
        if media_type not in MEDIA_TYPES:
            return None
        if depth >= self._limits.zip_depth:
            message = f"An archive inside {depth} others is not opened. {setting('zip_depth')} allows more."
            return _refused("nested_too_deep", message, media_type)
        return self._archive(path, media_type, name + INSIDE, depth + 1)

    def _write(self, part: Part, path: Path) -> bytes:
        """Write a member to a file and return its first bytes. What it says of its size is not believed."""
        head = b""
        written = 0
        with path.open("wb") as file:
            for piece in part.pieces():
                head = head if len(head) >= _HEAD else head + piece
                written += len(piece)
                self._bytes += len(piece)
                if self._bytes > self._limits.zip_inflated_bytes:
                    raise _FullError(
                        f"The archive unpacks to more than {self._limits.zip_inflated_bytes / MEGABYTE:.0f} MB "
                        f"({setting('zip_inflated_bytes')} allows more)."
                    )
                if written > self._limits.largest:
                    message = (
                        f"The file unpacks to more than {self._limits.largest / MEGABYTE:.0f} MB, "
                        f"from {part.packed / MEGABYTE:.1f} MB; no document of that size is read."
                    )
                    raise RejectedInput("too_large", message)
                file.write(piece)
        return head


def _parts(path: Path, media_type: str, folder: Path, limits: Limits) -> Iterator[Item]:
    module, function = _CONTAINERS[media_type].split(":")
    parts: Callable[[Path, Path, Limits], Iterator[Item]] = getattr(import_module(module), function)
    return parts(path, folder, limits)


def _refused(code: str, message: str, media_type: str) -> Reading:
    return Reading(media_type, "rejected", problems=[Problem(code=code, message=message)])


def _nothing(passed: int) -> Problem:
    message = "There is no file in the archive."
    if passed:
        message = f"There is no document in the archive: {passed} of its files were passed over."
    return Problem(code="empty_archive", message=message)


def _summary(refused: list[Member]) -> Problem:
    names = ", ".join(member.name.rpartition(INSIDE)[2] for member in refused[:_NAMED])
    more = f" and {len(refused) - _NAMED} more" if len(refused) > _NAMED else ""
    files = "1 file of the archive was" if len(refused) == 1 else f"{len(refused)} files of the archive were"
    reasons = dict.fromkeys(
        problem.message for member in refused if member.reading for problem in member.reading.problems
    )
    message = f"{files} not unpacked: {names}{more}. {' '.join(list(reasons)[:_NAMED])}"
    return Problem(code="members_refused", message=message)
