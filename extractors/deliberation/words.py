"""The words of deliberations, compiled once from `data/deliberation.toml`."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extractors.text.anchors import Anchored


class Words(NamedTuple):
    """Patterns for folded text; those named `…_opening` and `…_title` are matched where a line starts."""

    assembly: Anchored
    opening: re.Pattern[str]
    foreign: re.Pattern[str]
    attendance_opening: re.Pattern[str]
    decides: Anchored
    decisions_end: re.Pattern[str]
    gazette_title: re.Pattern[str]


@cache
def words() -> Words:
    """Compile the patterns once.

    >>> bool(words().assembly.pattern.match("commission permanente du tarn"))
    True
    """
    data = tomllib.loads((files("extractors") / "data/deliberation.toml").read_text("utf-8"))

    def either(entries: list[str]) -> str:
        return "(?:" + "|".join(entries) + ")"

    kinds = "|".join(f"(?P<{kind}>{either(entries)})" for kind, entries in data["openings"].items())
    return Words(
        Anchored(data["assemblies"]["names"]),
        re.compile(rf"(?:{kinds})\b"),
        re.compile(rf"\b{either(data['numbers']['foreign'])}\b"),
        re.compile(rf"{either(data['attendance']['openings'])}(?: ?\([^)\n]{{0,40}}\))?"),
        Anchored(data["decisions"]["decides"]),
        re.compile(rf"\W*{either(data['decisions']['ends'])}"),
        re.compile(rf"{either(data['gazettes']['titles'])}(?!\w| ?:)"),
    )
