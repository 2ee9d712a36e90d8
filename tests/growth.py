"""How much work something is, counted and not timed: the same on every machine and under every load."""

import sys
import tomllib
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from types import FrameType

_PIECES = Path(__file__).parent / "data/hostile_pieces.toml"


def calls(work: Callable[[], object]) -> int:
    """Number of functions that are called, those of `re` among them.

    What one search costs is not seen: `make bench` times texts of these pieces for that.
    """
    counted = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


def peak(work: Callable[[], object]) -> int:
    """Bytes at most in use by what Python makes while something is done."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def hostile_pieces() -> dict[str, list[str]]:
    """Pieces that, one after the other, make texts on which careless grammars are slow, by whose grammar they try."""
    return tomllib.loads(_PIECES.read_text("utf-8"))
