"""The vocabulary of money, `data/money.toml`, read once."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.text.gated import Gated


@cache
def vocabulary() -> dict[str, Any]:
    """Read `data/money.toml`.

    >>> vocabulary()["words"]["douze"]
    12
    """
    return tomllib.loads((files("extractors") / "data/money.toml").read_text("utf-8"))


def one_of(name: str) -> str:
    """Return the wordings of an entry as the alternatives of one pattern, without their group.

    >>> "chaque annee" in one_of("per_year.after").split("|")
    True
    """
    entry: Any = vocabulary()
    for key in name.split("."):
        entry = entry[key]
    return "|".join(entry)


@cache
def pattern(template: str) -> re.Pattern[str]:
    """Compile `template`, in which "@table.key" stands for the wordings of an entry.

    >>> bool(pattern(r" ?(?:@per_year.after)").match(" par an"))
    True
    """
    return re.compile(_written_out(template))


@cache
def gated(template: str) -> Gated:
    r"""Make of `template` a pattern that is looked for only where its letters stand.

    >>> gated(r"\b(?:@clauses.away)").pattern == pattern(r"\b(?:@clauses.away)")
    True
    """
    return Gated(_written_out(template))


def _written_out(template: str) -> str:
    return re.sub(r"@([a-z_]+(?:\.[a-z_]+)*)", lambda found: one_of(found[1]), template)
