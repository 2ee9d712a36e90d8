"""Pieces of work done by this process and by others beside it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from pipeline.pools import interrupts_held

T = TypeVar("T")
R = TypeVar("R")

# Pieces that wait for each other process, the one that it is at included.
_AHEAD = 2
# Answers that wait for an earlier one, for each process.
_WAITING = 4


def side_by_side(
    work: Callable[[T], R], pieces: Iterable[T], others: Executor, processes: int
) -> Iterator[R]:
    """Yield what `work` makes of each piece, in the order of the pieces.

    The others get what keeps them busy, the rest is done here. Where one of them breaks down, its pieces are done here
    too.

    Parameters
    ----------
    work : callable
        A function of a module, so that other processes find it.
    pieces : iterable
        They are taken from it as they are wanted: few are held at once.
    others : Executor
        Other processes.
    processes : int
        How many these are.

    Examples
    --------
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(1) as other:
    ...     list(side_by_side(abs, [-3, 1, -2], other, 1))
    [3, 1, 2]
    """
    ahead: deque[tuple[T, Future[R]]] = deque()
    for piece in pieces:
        busy = sum(not answer.done() for _, answer in ahead)
        ahead.append((piece, _given(work, piece, others if busy < _AHEAD * processes else None)))
        while ahead and (ahead[0][1].done() or len(ahead) > _WAITING * processes):
            yield _taken(work, *ahead.popleft())
    while ahead:
        yield _taken(work, *ahead.popleft())


def _given(work: Callable[[T], R], piece: T, other: Executor | None) -> Future[R]:
    if other:
        try:
            # The first ones start the processes.
            with interrupts_held():
                return other.submit(work, piece)
        except BrokenProcessPool:
            pass  # nobody is there any more
    done: Future[R] = Future()
    done.set_result(work(piece))
    return done


def _taken(work: Callable[[T], R], piece: T, answer: Future[R]) -> R:
    try:
        return answer.result()
    except BrokenProcessPool:
        return work(piece)
