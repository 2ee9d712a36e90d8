"""Acts that fill a gazette: decrees on roads, prices of nursing homes, delegations, grants to clubs."""

import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from corpus.makepdf.source import Block, options, split_marker


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("filler.toml").read_text("utf-8"))


def acts(how: str) -> list[Block]:
    """Return the blocks of some acts.

    Parameters
    ----------
    how : str
        How many, then ``first=``, the number of the first one; the same words give the same acts.

    Examples
    --------
    >>> blocks = acts("3 first=12")
    >>> blocks == acts("3 first=12"), "012" in blocks[0].text
    (True, True)
    """
    (count,), look = options(how)
    first = int(look.get("first", "1"))
    seed = random.Random(how)
    return [block for i in range(int(count)) for block in _act(first + i, seed)]


def _act(number: int, seed: random.Random) -> Iterator[Block]:
    data = _data()
    act = seed.choice(data["acts"])
    chosen: dict[str, str] = {"number": f"{number:03d}"}

    def fill(slot: re.Match[str]) -> str:
        """Fill a slot: `{name}` anew each time, `{name1}` with one value for the whole act."""
        name = slot[1]
        if name in chosen:
            return chosen[name]
        value = _value(name.rstrip("123456789"), seed)
        if name[-1].isdigit():
            chosen[name] = value
        return value

    for line in act["text"].strip().splitlines():
        times = seed.randint(3, 9) if line.startswith("@many ") else 1
        for _ in range(times):
            filled = re.sub(r"\{(\w+)\}", fill, line.removeprefix("@many "))
            yield split_marker(filled)
    if seed.random() < data["new_page"]:
        yield Block("---", "")


def _value(kind: str, seed: random.Random) -> str:
    if kind == "sum":
        return f"{seed.randint(3, 900) * 50:,} €".replace(",", " ")
    if kind == "price":
        return f"{seed.randint(4500, 9900) / 100:.2f} €".replace(".", ",")
    if kind == "count":
        return str(seed.randint(2, 90))
    if kind == "road":
        return f"RD {seed.randint(1, 990)}"
    if kind == "day":
        month = seed.choice(_data()["month"])
        return f"{seed.randint(2, 28)} {month} 2021"
    return str(seed.choice(_data()[kind]))
