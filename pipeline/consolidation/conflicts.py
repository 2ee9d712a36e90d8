"""What documents say otherwise: one conflict for each field."""

from collections import defaultdict
from collections.abc import Iterable

from pipeline.consolidation.usual import merge_evidence
from pipeline.record import Conflict, ConflictValue


def join_conflicts(found: Iterable[Conflict], reported: Iterable[Conflict] = ()) -> list[Conflict]:
    """One conflict per field: those found now, with the values of any that the contracts brought along."""
    groups: dict[str, list[Conflict]] = defaultdict(list)
    for conflict in [*found, *sorted(reported, key=lambda c: c.model_dump_json())]:
        groups[conflict.field].append(conflict)
    return [_joined(groups[field]) for field in sorted(groups)]


def _joined(same: list[Conflict]) -> Conflict:
    """One conflict of several about one field; the first says what was chosen."""
    told: dict[str, list[ConflictValue]] = defaultdict(list)
    for conflict in same:
        for value in conflict.values:
            told[value.value].append(value)
    values = [
        ConflictValue(
            value=value,
            evidence=merge_evidence(one.evidence for one in told[value]),
            retrieved_at=max((one.retrieved_at for one in told[value] if one.retrieved_at), default=None),
        )
        for value in sorted(told)
    ]
    return same[0].model_copy(update={"values": values})
