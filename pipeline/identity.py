"""What an input is before anybody reads it: its SHA-256, its size, or the reason why it has none."""

import hashlib
import stat
from io import FileIO
from typing import NamedTuple

from pipeline.inputs import Input
from pipeline.record import Problem

# In bytes. Readers have lower limits of their own, one for each format; but a sparse file can claim any size,
# and beyond this one its bytes are not even hashed.
LARGEST = 2_000_000_000
_SMALL = 1_000_000
# Bytes by which whoever asks what an input is can tell that it is nothing of theirs, without opening it again.
_HEAD = 16


class Identity(NamedTuple):
    """Id and size in bytes of an input, and how it begins; `problem` says why its bytes are not to be read."""

    id: str
    size: int
    problem: Problem | None = None
    head: bytes = b""


def identify(item: Input) -> Identity:
    """Return who an input is: the SHA-256 of its bytes, of its uri where its bytes cannot be had.

    >>> from pathlib import Path
    >>> identity = identify(Input("absent.txt", Path("absent.txt")))
    >>> identity.problem.message
    'There is no such file: check the name.'
    >>> identity.id == id_of_uri("absent.txt")
    True
    """
    size = 0
    try:
        # A pipe would block and a device never end: look before opening.
        status = item.path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Identity(id_of_uri(item.uri), 0, _not_a_file(item))
        size = status.st_size
        if size > LARGEST:
            return Identity(id_of_uri(item.uri), size, _too_large(size))
        with item.path.open("rb", buffering=0) as stream:
            digest, head = _digest(stream, size)
    except (FileNotFoundError, NotADirectoryError):
        return Identity(id_of_uri(item.uri), 0, Problem(code="missing", message=_missing(item)))
    except (OSError, ValueError) as error:
        return Identity(id_of_uri(item.uri), size, Problem(code="unreadable", message=_unreadable(error)))
    return Identity(digest, size, head=head)


def _digest(stream: FileIO, size: int) -> tuple[str, bytes]:
    # file_digest makes itself a buffer first, which takes longer than a small file.
    if size <= _SMALL:
        data = stream.read()
        return hashlib.sha256(data).hexdigest(), data[:_HEAD]
    head = stream.read(_HEAD)
    stream.seek(0)
    return hashlib.file_digest(stream, "sha256").hexdigest(), head


def id_of_uri(uri: str) -> str:
    """Return the id of an input whose bytes cannot be had."""
    return hashlib.sha256(f"uri:{uri}".encode()).hexdigest()


def _missing(item: Input) -> str:
    if item.path.is_symlink():
        return "The link leads to no file."
    return "There is no such file: check the name."


def _not_a_file(item: Input) -> Problem:
    if not item.path.is_dir():
        return Problem(
            code="not_a_file", message="Neither a file nor a folder: a pipe, a socket or a device."
        )
    try:
        next(item.path.iterdir(), None)
    except OSError as error:
        return Problem(code="unreadable", message=f"The folder cannot be listed: {error.strerror}.")
    return Problem(code="not_a_file", message="A folder took the place of the file during the run.")


def _too_large(size: int) -> Problem:
    return Problem(
        code="too_large",
        message=f"{size / 1e6:,.0f} MB; nothing beyond {LARGEST / 1e6:,.0f} MB is looked at. Split the file.",
    )


def _unreadable(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"The file cannot be read: {reason}."
