"""What a run over many documents must reach."""

from typing import NamedTuple

from tests.soak.watching import Part, Watched, tenths

# Prefect's server gets slow with more tasks.
TASK_RUNS = 2_000
# Bytes of database for each extracted fact, the text of the documents included.
PER_FACT = 2_000
# The last tenth may take as much as the first, but for what two measurements of the same differ by.
GROWTH = 1.1


class Verdict(NamedTuple):
    """Something measured, and what it may be at most."""

    what: str
    value: float
    most: float

    @property
    def kept(self) -> bool:
        """Whether it is not more."""
        return self.value <= self.most

    @property
    def row(self) -> tuple[str, str, str, str]:
        """As a row of a table."""
        return self.what, f"{self.value:,.2f}", f"{self.most:,.2f}", "" if self.kept else "TOO MUCH"


def judge(watched: Watched, number: int) -> list[Verdict]:
    """Hold what was seen of a run against what it must reach."""
    parts = tenths(watched.seen, number)
    first, last = parts[0], parts[-1]
    # Workers are some batches ahead of what is stored: in the first and the last part there is more and less to do.
    early, late = parts[1], parts[-2]
    return [
        Verdict("documents without a record", number - watched.documents, 0),
        Verdict("memory, the last tenth by the first", last.memory / first.memory, GROWTH),
        Verdict("processor time, the ninth tenth by the second", _each(late) / _each(early), GROWTH),
        Verdict("task runs of Prefect", watched.task_runs, TASK_RUNS),
        Verdict("bytes of database for each fact", watched.database / watched.facts, PER_FACT),
    ]


def _each(part: Part) -> float:
    return part.processor / max(1, part.documents)
