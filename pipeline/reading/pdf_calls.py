"""PDFium asked about many things at once: calls made one by one would cost more than reading the page.

The loops run in C, over handles and addresses that are plain numbers.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw

Array = np.ndarray[Any, np.dtype[Any]]


def function(name: str, returned: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a function of PDFium that takes handles and addresses as plain numbers, which is what makes it fast."""
    address = ctypes.cast(getattr(pypdfium2.raw, name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(returned, ctypes.c_void_p, *arguments)(address or 0)


def handle(thing: pypdfium2.PdfPage | pypdfium2.PdfTextPage) -> int:
    """Return what PDFium knows a page or its text by."""
    return ctypes.cast(thing.raw, ctypes.c_void_p).value or 0


def answers(call: Callable[..., Any], things: Sequence[int], kind: type[np.generic], width: int) -> Array:
    """Return what PDFium writes of each thing into so many variables, which it takes one by one; a thing is a row."""
    found, columns = _room(len(things), kind, width)
    deque(map(call, things, *columns), maxlen=0)
    return found


def records(call: Callable[..., Any], *things: Any, count: int, width: int) -> Array:
    """Return what PDFium writes of each thing into a structure of so many floats; a thing is a row."""
    found, columns = _room(count, np.float32, width)
    deque(map(call, *things, columns[0]), maxlen=0)
    return found


def _room(count: int, kind: type[np.generic], width: int) -> tuple[Array, list[range]]:
    """Return an array with the addresses of each of its columns."""
    room = np.zeros((count, width), kind)
    first, step = room.ctypes.data, room.strides[0]
    return room, [range(first + at, first + at + step * count, step) for at in range(0, step, room.itemsize)]
