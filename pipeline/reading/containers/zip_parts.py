"""The files in a zip archive; in a WACZ, which is one, the WARC files."""

import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.errors import RejectedInput
from pipeline.reading.containers.parts import Item, Part, Passed
from pipeline.reading.limits import Limits

_PIECE = 1 << 20
_UTF8, _ENCRYPTED = 0x800, 0x1  # flags of a member
# An archive with this in it is a document of an office suite.
_OFFICE = "[Content_Types].xml"
# A WACZ has this, and its WARC files in a folder of their own; the rest of it is lists of what is in them.
_WACZ, _WARCS, _WARC_NAMES = "datapackage.json", "archive/", (".warc", ".warc.gz")
_DAMAGES = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


def zip_parts(path: Path, _folder: Path, _limits: Limits) -> Iterator[Item]:
    """Yield what is in a zip archive.

    Raises
    ------
    RejectedInput
        If it is damaged, or an Office document.
    """
    try:
        archive = ZipFile(path)
    except _DAMAGES as error:
        raise RejectedInput("damaged", f"The archive is damaged ({error}). Fetch it again.") from error
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        names = {info.filename for info in infos}
        if _OFFICE in names:
            raise RejectedInput("unsupported_type", "This is an Office document, which is not read.")
        is_wacz = _WACZ in names and any(_is_warc(name) for name in names)
        for info in infos:
            name = _name(info)
            if _is_hidden(name):
                yield Passed(name, "hidden file")
            elif is_wacz and not _is_warc(name):
                yield Passed(name, "describes the WARC files beside it")
            else:
                yield Part(name, partial(_pieces, archive, info), info.compress_size)


def _pieces(archive: ZipFile, info: ZipInfo) -> Iterator[bytes]:
    if info.flag_bits & _ENCRYPTED:
        raise RejectedInput("encrypted", "The file asks for a password. Save a copy without one.")
    try:
        with archive.open(info) as packed:
            while piece := packed.read(_PIECE):
                yield piece
    except _DAMAGES as error:
        raise RejectedInput("damaged", f"The file cannot be unpacked ({error}).") from error


def _is_warc(name: str) -> bool:
    return name.startswith(_WARCS) and name.endswith(_WARC_NAMES)


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
