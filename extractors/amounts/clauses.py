"""One clause about money: the sentence of an amount with the bodies and verbs in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.amounts.giving import Verb
from extractors.facts import PartyKind
from extractors.money.passages import Passage, last
from extractors.money.written import Mention
from extractors.parties.bodies import Group
from extractors.text.source import Source

Kinds = list[PartyKind]


@dataclass(slots=True)
class Payment:
    """Who pays a mention and who receives it, in the order of the record; empty where nobody is said to."""

    payers: Kinds = field(default_factory=list)
    payees: Kinds = field(default_factory=list)


@dataclass(slots=True)
class Clause:
    """The sentence of a mention with its bodies and verbs; `low` to `high` is the part of this mention.

    `before` and `after` are where the mention with its approximation starts and where its last passage ends.
    """

    source: Source
    start: int
    end: int
    groups: list[Group]
    verbs: list[Verb]
    low: int = 0
    before: int = 0
    after: int = 0
    high: int = 0

    def turn_to(self, mention: Mention, passage: Passage) -> None:
        """Look at a mention of this sentence."""
        self.low, self.before, self.after, self.high = passage.low, mention.start, last(mention), passage.high

    def text(self, start: int, end: int) -> str:
        """Return the folded text from `start` to `end`."""
        return self.source.folded[start:end]

    def groups_in(self, start: int, end: int, *prepositions: str) -> list[Group]:
        """Return the bodies from `start` to `end`, of all prepositions or of those given."""
        return [
            g
            for g in self.groups
            if start <= g.start and g.end <= end and (not prepositions or g.preposition in prepositions)
        ]

    def gives_before(self, offset: int) -> bool:
        """Whether a verb of giving stands before `offset`."""
        return any(v.sense in ("give", "support") and v.end <= offset for v in self.verbs)


def all_kinds(groups: Iterable[Group]) -> Kinds:
    """Return the kinds of `groups` as they come."""
    return [kind for group in groups for kind in group.kinds]
