"""PDFium asked about many things at once: calls made one by one would cost more than reading the page.

The loops run in C. What ctypes does to turn an argument into one of C takes longer than the call, so there is little
to turn: references are made once, and small numbers and references need no declared type.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw

Array = np.ndarray[Any, np.dtype[Any]]

# What PDFium writes its answers into, and a reference to each variable. Whoever reads PDFs holds the lock of PDFium.
_SIZE = 4  # bytes of a variable: an int or a float
_VARIABLES = 8192
_ROOM = (ctypes.c_uint32 * _VARIABLES)()
_VIEW = np.frombuffer(memoryview(_ROOM), np.uint32)
_REFERENCES = [ctypes.byref(_ROOM, at) for at in range(0, _SIZE * _VARIABLES, _SIZE)]


def function(name: str, returned: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a function of PDFium that takes references and plain numbers.

    Numbers that may be larger than an int have to be declared, handles that are numbers among them.
    """
    address = ctypes.cast(getattr(pypdfium2.raw, name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(returned, *arguments)(address or 0)


def handle(thing: pypdfium2.PdfPage | pypdfium2.PdfTextPage) -> Any:
    """Return what PDFium knows a page or its text by."""
    return ctypes.byref(thing.raw.contents)


def answers(call: Callable[..., Any], things: Sequence[int], kind: type[np.generic], width: int) -> Array:
    """Return what PDFium writes of each thing into so many variables, which it takes one by one; a thing is a row."""
    return _asked(call, (), things, kind, width, range(width))


def records(call: Callable[..., Any], things: Sequence[int], width: int, *owner: Any) -> Array:
    """Return what PDFium writes of each thing into a structure of so many floats; a thing is a row.

    Where things have no handle but are counted in their `owner`, its handle is needed.
    """
    return _asked(call, owner, things, np.float32, width, (0,))


def _asked(
    call: Callable[..., Any],
    owner: Iterable[Any],
    things: Sequence[int],
    kind: type[np.generic],
    width: int,
    columns: Iterable[int],
) -> Array:
    found = np.empty((len(things), width), kind)
    at_once = _VARIABLES // width
    for first in range(0, len(things), at_once):
        part = things[first : first + at_once]
        room = _VIEW[: len(part) * width].view(kind)
        room[:] = 0  # where PDFium has no answer
        written = [_REFERENCES[column : len(room) : width] for column in columns]
        deque(map(call, *map(repeat, owner), part, *written), maxlen=0)
        found[first : first + at_once] = room.reshape(-1, width)
    return found
