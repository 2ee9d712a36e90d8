"""A contract that a document reports."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from extractors.contracts.mentions import Mention
from extractors.contracts.objects import Step
from extractors.facts import Instrument, Status


@dataclass
class Report:
    """A contract that a document reports: its mentions and what was done to it."""

    programme: str
    mentions: list[Mention] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    instrument: Instrument = "contract"
    number: int | None = None
    status: Status = "announced"
    is_text: bool = False  # whether the document is the contract itself

    @cached_property
    def steps_in(self) -> dict[int, list[Step]]:
        """Its steps by the index of their sentence."""
        steps: dict[int, list[Step]] = {}
        for step in self.steps:
            steps.setdefault(step.act.sentence, []).append(step)
        return steps

    @cached_property
    def named_in(self) -> set[int]:
        """Indexes of the sentences that name it."""
        return {mention.sentence for mention in self.mentions}

    def mention_before(self, offset: int) -> Mention | None:
        """Return its last mention that starts at `offset` or before."""
        index = bisect_right(self.mentions, offset, key=lambda mention: mention.start)
        return self.mentions[index - 1] if index else None
