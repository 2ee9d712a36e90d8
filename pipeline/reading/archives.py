"""A zip archive to the files in it: sizes are counted, names lead nowhere, archives inside are opened too."""

import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.errors import RejectedInput
from pipeline.reading.limits import LIMITS, MEGABYTE, Limits, setting
from pipeline.reading.result import Reading
from pipeline.reading.sniffing import sniff
from pipeline.record import Problem

MEDIA_TYPE = "application/zip"
# Parts the name of an archive from that of a file in it.
INSIDE = "!/"

_PIECE = 1 << 20
_UTF8, _ENCRYPTED = 0x800, 0x1  # flags of a member
# An archive with this in it is a document of an office suite.
_OFFICE = "[Content_Types].xml"
_NAMED = 5
_DAMAGES = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


class Member(NamedTuple):
    """A file in an archive.

    `name` is that in the archive, after the name of the archive inside which it is, if any. `path` is where its
    bytes are now, None where they could not be had. `reading` is there for what needs no further reading: it is
    an archive itself, or is refused.
    """

    name: str
    path: Path | None
    reading: Reading | None = None


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
        self._full: str | None = None

    def unpacked(self, path: Path) -> Unpacked:
        reading = self._archive(path, "", 1)
        return Unpacked(reading, self._members, self._skipped)

    def _archive(self, path: Path, prefix: str, depth: int) -> Reading:
        try:
            with ZipFile(path) as archive:
                infos = [info for info in archive.infolist() if not info.is_dir()]
                if any(info.filename == _OFFICE for info in infos):
                    return _refused("unsupported_type", "This is an Office document, which is not read.")
                return self._files_of(archive, infos, prefix, depth)
        except _DAMAGES as error:
            return _refused("damaged", f"The archive is damaged ({error}). Fetch it again.")

    def _files_of(self, archive: ZipFile, infos: list[ZipInfo], prefix: str, depth: int) -> Reading:
        refused: list[Member] = []
        had = 0
        for done, info in enumerate(infos):
            name = prefix + _name(info)
            if self._full:
                return self._left_out(len(infos) - done, had)
            if _is_hidden(_name(info)):
                self._skipped.append((name, "hidden file"))
                continue
            try:
                member = self._member(archive, info, name, depth)
            except _FullError as full:
                self._full = str(full)
                return self._left_out(len(infos) - done, had)
            self._members.append(member)
            if member.path:
                had += 1
            else:
                refused.append(member)
        problems = [_summary(refused)] if refused else []
        if not infos:
            problems.append(Problem(code="empty_archive", message="There is no file in the archive."))
        return Reading(MEDIA_TYPE, "read" if had else "rejected" if refused else "empty", problems=problems)

    def _left_out(self, left: int, had: int) -> Reading:
        message = f"{self._full} {left} of its files were left out."
        problem = Problem(code="too_much_inside", message=message)
        return Reading(MEDIA_TYPE, "read" if had else "rejected", problems=[problem])

    def _member(self, archive: ZipFile, info: ZipInfo, name: str, depth: int) -> Member:
        if self._files >= self._limits.zip_members:
            raise _FullError(
                f"The archive holds more than {self._limits.zip_members} files "
                f"({setting('zip_members')} allows more)."
            )
        self._files += 1
        path = self._folder / str(self._files)
        try:
            if info.flag_bits & _ENCRYPTED:
                raise RejectedInput("encrypted", "The file asks for a password. Save a copy without one.")
            head = self._write(archive, info, path)
        except RejectedInput as rejected:
            path.unlink(missing_ok=True)
            return Member(name, None, _refused(rejected.code, rejected.message, ""))
        except _DAMAGES as error:
            path.unlink(missing_ok=True)
            message = f"The file cannot be unpacked ({error})."
            return Member(name, None, _refused("damaged", message, ""))
        except _FullError:
            path.unlink(missing_ok=True)
            raise
        return Member(name, path, self._inside(path, head, name, depth))

    def _inside(self, path: Path, head: bytes, name: str, depth: int) -> Reading | None:
        """Open a member that is an archive, None for what is not."""
        if sniff(head) != MEDIA_TYPE:
            return None
        if depth >= self._limits.zip_depth:
            message = f"An archive inside {depth} others is not opened. {setting('zip_depth')} allows more."
            return _refused("nested_too_deep", message)
        return self._archive(path, name + INSIDE, depth + 1)

    def _write(self, archive: ZipFile, info: ZipInfo, path: Path) -> bytes:
        """Write a member to a file and return its first bytes. What it says of its size is not believed."""
        head = b""
        written = 0
        with archive.open(info) as packed, path.open("wb") as file:
            for piece in _pieces(packed):
                head = head or piece
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
                        f"from {info.compress_size / MEGABYTE:.1f} MB; no document of that size is read."
                    )
                    raise RejectedInput("too_large", message)
                file.write(piece)
        return head


def _pieces(packed: IO[bytes]) -> Iterator[bytes]:
    while piece := packed.read(_PIECE):
        yield piece


def _name(info: ZipInfo) -> str:
    """Return the name of a member; without a mark for UTF-8 it is that all the same, or of the DOS of its time."""
    if info.flag_bits & _UTF8:
        return info.filename
    name = info.filename.encode("cp437", "replace")
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("cp850")


def _is_hidden(name: str) -> bool:
    """Whether a member is what an operating system leaves in archives.

    >>> _is_hidden("a/.DS_Store"), _is_hidden("__MACOSX/a.pdf"), _is_hidden("../a.pdf")
    (True, True, False)
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in parts)


def _refused(code: str, message: str, media_type: str = MEDIA_TYPE) -> Reading:
    return Reading(media_type, "rejected", problems=[Problem(code=code, message=message)])


def _summary(refused: list[Member]) -> Problem:
    names = ", ".join(member.name.rpartition(INSIDE)[2] for member in refused[:_NAMED])
    more = f" and {len(refused) - _NAMED} more" if len(refused) > _NAMED else ""
    files = "1 file of the archive was" if len(refused) == 1 else f"{len(refused)} files of the archive were"
    reasons = " ".join(
        dict.fromkeys(
            problem.message for member in refused if member.reading for problem in member.reading.problems
        )
    )
    message = f"{files} not unpacked: {names}{more}. {reasons}"
    return Problem(code="members_refused", message=message)
