"""What the extraction reaches on the annotated documents today and may not fall below tomorrow."""

import math
import tomllib
from pathlib import Path

from pipeline.evaluation.scores import Score

_HEAD = """\
# F1 on the annotated documents beside this file that no change may fall below.
# `tripartite evaluate --update-floors` raises them; nothing lowers them.
"""


def read_floors(path: Path) -> dict[str, float]:
    """Read the F1 below which no field may fall; none where there is no such file."""
    if not path.exists():
        return {}
    return {name: float(value) for name, value in tomllib.loads(path.read_text("utf-8")).items()}


def below(score: Score, floors: dict[str, float]) -> list[str]:
    """Say in one line each what is worse than its floor; evidence has to match its quote, always."""
    reached = score.f1()
    lines = [
        f"{name}: {reached.get(name, 0.0):.4f} is below its floor of {floor:.2f}"
        for name, floor in floors.items()
        if reached.get(name, 0.0) < floor
    ]
    if score.ungrounded:
        lines.append(f"{score.ungrounded} pieces of evidence do not stand in their text where they say to be")
    return lines


def raise_floors(path: Path, score: Score) -> dict[str, float]:
    """Write the present F1, rounded down to two decimals, where it is above the floor; never lower one.

    Returns
    -------
    dict of str to float
        The floors as they now are.
    """
    floors = read_floors(path)
    for name, value in score.f1().items():
        reached = math.floor(round(value * 100, 6)) / 100
        floors[name] = max(reached, floors.get(name, 0.0))
    lines = [f"{name} = {floors[name]:.2f}\n" for name in sorted(floors)]
    path.write_text(_HEAD + "".join(lines), "utf-8")
    return floors
