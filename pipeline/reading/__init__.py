"""Bytes to text with blocks, pages and metadata.

A new format is one new file here and one line in `_READERS`; a new kind of archive one in `archives._CONTAINERS`.
"""

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import import_module
from io import BufferedReader
from pathlib import Path

from pipeline.errors import RejectedInput
from pipeline.reading.containers import archives
from pipeline.reading.containers.archives import archive_type
from pipeline.reading.isolated.isolation import isolated
from pipeline.reading.limits import LIMITS, Limits
from pipeline.reading.result import Reading
from pipeline.reading.sniffing import EMPTY, NAMES, UNKNOWN, sniff
from pipeline.record import Problem

__all__ = ["LIMITS", "Limits", "Reading", "archive_type", "read", "read_file", "unpack_file"]

# Media type → module and function: a reader is imported when it is first needed.
_READERS = {
    "text/plain": "pipeline.reading.text:read_text",
    "text/html": "pipeline.reading.html.document:read_html",
    "application/pdf": "pipeline.reading.pdf.intake:read_any_pdf",
    **dict.fromkeys(archives.MEDIA_TYPES, "pipeline.reading.containers.archives:read_archive"),
}
# Their readers want to know the encoding that a server stated.
_CHARACTERS = {"text/plain", "text/html"}
# What is read in a process that can be killed.
_HOSTILE = {"application/pdf", *archives.MEDIA_TYPES}
# Extensions that promise a type; others promise nothing.
_PROMISED = {".pdf": "application/pdf", ".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}
_HEAD = 65_536


def read(data: bytes, name: str = "", limits: Limits = LIMITS, charset: str | None = None) -> Reading:
    r"""Read a document.

    Parameters
    ----------
    data : bytes
        The document as stored.
    name : str
        Its name, for messages; what it is, the bytes decide.
    limits : Limits
        How much is read.
    charset : str, optional
        The encoding of its characters that whoever sent it stated.

    Returns
    -------
    Reading
        With status `rejected` and the reason in `problems` for what is not a readable document.

    Examples
    --------
    >>> read("<p>Signé le 3 mai.</p>".encode(), "page.pdf").main_text
    'Signé le 3 mai.'
    >>> read(b"\x1f\x8b", "archive.txt").problems[0].code
    'unsupported_type'
    """
    return _read(data, sniff(data), name, limits, charset)


def _read(data: bytes, media_type: str, name: str, limits: Limits, charset: str | None) -> Reading:
    problems = _misnamed(media_type, name)
    try:
        reader = _reader(media_type)
        reading = reader(data, limits, charset) if media_type in _CHARACTERS else reader(data, limits)
    except RejectedInput as rejected:
        reading = _rejected(media_type, rejected)
    problems += reading.problems
    if reading.status == "empty" and not problems:
        problems.append(Problem(code="no_text", message="There is no text in it."))
    if reading.bytes == len(data) and len(problems) == len(reading.problems):
        return reading  # nothing is to be added
    return replace(reading, bytes=len(data), problems=problems)


def read_file(
    path: Path, name: str = "", limits: Limits = LIMITS, charset: str | None = None
) -> tuple[Reading, str]:
    """Read a file; one that is too large is never held in memory, a PDF is read in a process of its own.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        Its name, for messages; that of the path where it is not given.
    limits : Limits
        How much is read.
    charset : str, optional
        The encoding of its characters that whoever sent it stated.

    Returns
    -------
    tuple of Reading and str
        What was read, and the SHA-256 of the bytes in hex.

    Raises
    ------
    OSError
        If the file cannot be opened or read.
    """
    name = name or path.name
    with path.open("rb") as file:
        head = file.read(_HEAD)
        media_type = sniff(head)
        size = os.fstat(file.fileno()).st_size
        try:
            limits.check(size, media_type)
            if media_type in _HOSTILE:
                return isolated(_read_whole, limits, path, name, limits), _digest(file)
        except RejectedInput as rejected:
            return replace(_rejected(media_type, rejected), bytes=size), _digest(file)
        rest = file.read()
    data = head + rest
    if rest:
        media_type = sniff(data)  # which knows by the length that the head is not all
    return _read(data, media_type, name, limits, charset), hashlib.sha256(data).hexdigest()


def unpack_file(path: Path, folder: Path, name: str = "", limits: Limits = LIMITS) -> archives.Unpacked:
    """Unpack an archive in a process of its own: what it is, and the files in it, which lie in `folder` then.

    Raises
    ------
    OSError
        If the file cannot be opened.
    """
    size = path.stat().st_size
    media_type = archive_type(path) or UNKNOWN
    try:
        limits.check(size, media_type)
        made = isolated(archives.unpack, limits, path, folder, limits)
    except RejectedInput as rejected:
        made = archives.Unpacked(_rejected(media_type, rejected), [], [])
    problems = [*_misnamed(media_type, name or path.name), *made.reading.problems]
    return made._replace(reading=replace(made.reading, bytes=size, problems=problems))


def _read_whole(path: Path, name: str, limits: Limits) -> Reading:
    return read(path.read_bytes(), name, limits)


def _digest(file: BufferedReader) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def _reader(media_type: str) -> Callable[..., Reading]:
    if media_type == EMPTY:
        return lambda _data, _limits: Reading(
            EMPTY, "empty", problems=[Problem(code="empty_file", message="The file has no bytes.")]
        )
    if media_type not in _READERS:
        name = NAMES.get(media_type, media_type)
        message = f"This is {name}, which is not read. Convert it to PDF, HTML or text."
        raise RejectedInput("unsupported_type", message)
    module, function = _READERS[media_type].split(":")
    reader: Callable[..., Reading] = getattr(import_module(module), function)
    return reader


def _rejected(media_type: str, rejected: RejectedInput) -> Reading:
    return Reading(media_type, "rejected", problems=[Problem(code=rejected.code, message=rejected.message)])


def _misnamed(media_type: str, name: str) -> list[Problem]:
    promised = next((type_ for end, type_ in _PROMISED.items() if name.lower().endswith(end)), media_type)
    if media_type in (promised, EMPTY) or media_type not in _READERS:
        return []
    message = f"{name} is named like {promised} but is {media_type}; it was read as what it is."
    return [Problem(code="misnamed", message=message)]
