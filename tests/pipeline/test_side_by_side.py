"""Work shared with other processes comes back whole and in order, whatever happens to them."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.pools import new_pool
from pipeline.side_by_side import side_by_side


def twice(number: int) -> int:
    return 2 * number


def twice_but_dying(alive: int, number: int) -> int:
    """As `twice`; in any process but one the piece 3 is the end."""
    if os.getpid() != alive and number == 3:
        os._exit(1)
    return 2 * number


class Never(Executor):
    """Takes work and does it when it is asked for the answer."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        class Late(Future[Any]):
            def result(self, timeout: float | None = None) -> Any:
                return work(*args, **kwargs)

        return Late()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Executor]:
    with new_pool(1, tmp_path / "log") as pool:
        yield pool


def test_the_answers_are_in_the_order_of_the_pieces(other: Executor) -> None:
    assert list(side_by_side(twice, range(50), other, 1)) == list(range(0, 100, 2))


def test_what_a_process_that_breaks_down_had_is_done_here(other: Executor) -> None:
    # The first pieces are given away before any is done here.
    work = partial(twice_but_dying, os.getpid())
    assert list(side_by_side(work, [3, *range(50)], other, 1)) == [6, *range(0, 100, 2)]


def test_an_error_of_the_work_is_raised_here() -> None:
    with ThreadPoolExecutor(1) as other, pytest.raises(ZeroDivisionError):
        list(side_by_side(partial(pow, 0), [1, -1], other, 1))


def test_few_pieces_are_taken_before_an_answer_that_is_late() -> None:
    taken: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    answers = side_by_side(twice, pieces(), Never(), 1)
    assert next(answers) == 0
    assert len(taken) < 10
    assert list(answers) == list(range(2, 200, 2))
