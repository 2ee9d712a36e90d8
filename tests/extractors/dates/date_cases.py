"""Reads the cases of dates and periods in tests/data: one a line, "  # …" says what it is for."""

import re
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "data"
_MARKED = re.compile(r"\[(?P<passage>[^]]+)\]\((?P<values>[^)]*)\)")


def lines(name: str) -> list[str]:
    r"""Return the cases of a file, comments left out; \n stands for a line break.

    >>> lines("date_none_cases.txt")[0]
    "quelque 4,7 millions d'euros"
    """
    cases = (re.sub(r"  # .*", "", line) for line in (DATA / name).read_text("utf-8").splitlines())
    return [case.replace("\\n", "\n") for case in cases if case.strip() and not case.startswith("# ")]


def annotated(name: str) -> list[Any]:
    """Return each case as its text and the (passage, value) that are marked in it."""
    return [pytest.param(*read(line), id=line) for line in lines(name)]


def read(line: str) -> tuple[str, list[tuple[str, str]]]:
    """Take the marks out of a text.

    >>> read("les [3 et 4 mai](XXXX-05-03, XXXX-05-04)")
    ('les 3 et 4 mai', [('3 et 4 mai', 'XXXX-05-03'), ('3 et 4 mai', 'XXXX-05-04')])
    """
    marks = [
        (mark["passage"], value) for mark in _MARKED.finditer(line) for value in mark["values"].split(", ")
    ]
    return _MARKED.sub(lambda mark: mark["passage"], line), marks


def answered(name: str) -> list[Any]:
    """Return each case "text => words" as its text and the words."""
    cases = (line.rpartition(" => ") for line in lines(name))
    return [pytest.param(text, words.split(), id=text) for text, _, words in cases]
