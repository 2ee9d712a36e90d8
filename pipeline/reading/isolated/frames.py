"""Messages between this process and the one that reads: a length, then that many bytes."""

import io
import os
import pickle
import select
import struct
import time
from typing import IO, Any

_LENGTH = struct.Struct(">Q")
_PIECE = 1 << 20
# What results are made of. The reader has seen hostile bytes: what it sends must not make this process run
# anything, as a pickle can.
_PACKAGES = ("pipeline.", "extractors.")
_PLAIN = {
    ("builtins", "set"),
    ("builtins", "frozenset"),
    ("array", "array"),
    ("pathlib", "PosixPath"),
    ("pathlib._local", "PosixPath"),  # its home in Python 3.13
}
_MAKERS = {("array", "_array_reconstructor"), ("copyreg", "_reconstructor"), ("builtins", "object")}


class TooLargeError(Exception):
    """A message that is longer than it may be."""


class StuckError(Exception):
    """No message within the time given."""


def send(stream: IO[bytes], message: Any) -> None:
    """Write a message."""
    data = pickle.dumps(message, protocol=5)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive_trusted(stream: IO[bytes]) -> Any:
    """Read a message from a process that is trusted, waiting for it.

    Raises
    ------
    EOFError
        If no further one will come.
    """
    header = stream.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        raise EOFError
    return pickle.loads(stream.read(*_LENGTH.unpack(header)))  # noqa: S301 - from the process that started this one


def receive(descriptor: int, *, at_most: int, seconds: float) -> Any:
    """Read a message from a process that is not trusted.

    Parameters
    ----------
    descriptor : int
        Of the pipe that it comes through.
    at_most : int
        How many bytes it may have.
    seconds : float
        How long to wait for all of it.

    Raises
    ------
    EOFError
        If the other process has ended.
    TooLargeError, StuckError
        If it goes beyond the bounds.
    """
    until = time.monotonic() + seconds
    (length,) = _LENGTH.unpack(_read(descriptor, _LENGTH.size, until))
    if length > at_most:
        raise TooLargeError
    return _Plain(io.BytesIO(_read(descriptor, length, until))).load()


def _read(descriptor: int, length: int, until: float) -> bytearray:
    data = bytearray()
    while len(data) < length:
        left = until - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            raise StuckError
        piece = os.read(descriptor, min(_PIECE, length - len(data)))
        if not piece:
            raise EOFError
        data += piece
    return data


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _PLAIN | _MAKERS and not module.startswith(_PACKAGES):
            raise pickle.UnpicklingError(f"the reader sent a {module}.{name}")
        found = super().find_class(module, name)
        if not isinstance(found, type) and (module, name) not in _MAKERS:
            raise pickle.UnpicklingError(f"the reader sent {module}.{name}, which is no class")
        return found
