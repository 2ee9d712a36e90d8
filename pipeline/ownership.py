"""Which of several contracts of a document a passage belongs to."""

from collections.abc import Sequence

from extractors.source import Source
from pipeline.reports import Report


def owner(source: Source, offset: int, reports: Sequence[Report]) -> Report:
    """Return the report that a passage belongs to: the contract named last before it, else the first one.

    A sentence that names one of them only is that one's, also before the name.
    """
    if len(reports) == 1:
        return reports[0]
    sentence = source.sentence_index(offset)
    inside = [report for report in reports if sentence in report.named_in]
    if len(inside) == 1:
        return inside[0]
    before = [report.mention_before(offset) for report in reports]
    last = [mention.start if mention else -1 for mention in before]
    return reports[last.index(max(last))]


def shares_or_owns(source: Source, offset: int, report: Report, reports: Sequence[Report]) -> bool:
    """Whether a passage belongs to `report`, or tells what was done to it among others."""
    sentence = source.sentence_index(offset)
    if sentence in report.steps_in:
        return True
    elsewhere = any(sentence in other.steps_in for other in reports)
    return not elsewhere and owner(source, offset, reports) is report
