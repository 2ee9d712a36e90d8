"""What changed over many documents: counts for each field and a few examples, in memory that does not grow."""

from collections import Counter
from collections.abc import Iterable

from pydantic import Field

from extractors.facts import Model
from pipeline.comparison.changes import KINDS, Change, ChangeKind, Compared

# For each field and kind of change, one from each document at most, so that one long document does not fill them.
EXAMPLES = 5


class Tally(Model):
    """How often the items of a field changed, and how many are as they were."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    moved: int = 0
    unchanged: int = 0


class Comparison(Model):
    """The comparison of many documents, fed with one after another.

    `documents` were compared, `touched` of them changed in anything; `missing` have no record on one of the sides
    and were not compared.
    """

    documents: int = 0
    touched: int = 0
    missing: int = 0
    fields: dict[str, Tally] = Field(default_factory=dict)
    examples: list[Change] = Field(default_factory=list)

    def add(self, compared: Compared) -> None:
        """Count what changed in one document.

        >>> comparison = Comparison()
        >>> comparison.add(Compared(changes=[], unchanged={"people": 2}))
        >>> comparison.documents, comparison.touched, comparison.fields["people"].unchanged
        (1, 0, 2)
        """
        self.documents += 1
        self.touched += bool(compared.changes)
        for name, count in compared.unchanged.items():
            self._tally(name).unchanged += count
        for change in compared.changes:
            tally = self._tally(change.field)
            setattr(tally, change.kind, getattr(tally, change.kind) + 1)
        self._keep(compared.changes)

    def examples_of(self, field: str) -> list[Change]:
        """Return the examples of a field, those of a kind together."""
        found = [change for change in self.examples if change.field == field]
        return sorted(found, key=lambda change: KINDS.index(change.kind))

    def _tally(self, field: str) -> Tally:
        return self.fields.setdefault(field, Tally())

    def _keep(self, changes: Iterable[Change]) -> None:
        held = Counter((change.field, change.kind) for change in self.examples)
        seen: set[tuple[str, ChangeKind]] = set()
        for change in changes:
            name = change.field, change.kind
            if name not in seen and held[name] < EXAMPLES:
                seen.add(name)
                self.examples.append(change)
