"""What a container holds, in the words that all of them share."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipeline.record import Problem


class Part(NamedTuple):
    """A file in a container, still packed.

    `pieces` unpacks it; it raises RejectedInput if that cannot be done, and is called at once or not at all.
    `packed` is its size before that, in bytes. `retrieved_at` and `charset` are what the container says of it.
    `keys` are the names by which an Again may mean it.
    """

    name: str
    pieces: Callable[[], Iterator[bytes]]
    packed: int = 0
    retrieved_at: str | None = None
    charset: str | None = None
    keys: tuple[str, ...] = ()


class Again(NamedTuple):
    """A file whose bytes are those of a Part with one of `keys`; `otherwise` is why it is passed over without it."""

    name: str
    keys: tuple[str, ...]
    otherwise: str
    retrieved_at: str | None = None


class Passed(NamedTuple):
    """A file that is no document, and why."""

    name: str
    reason: str


# A Problem is one of the whole container.
Item = Part | Again | Passed | Problem
