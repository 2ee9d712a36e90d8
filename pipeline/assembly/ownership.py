"""Which of several contracts of a document a passage belongs to."""

from collections.abc import Sequence

from extractors.text.source import Source
from pipeline.assembly.report import Report

_LONG = 20_000  # characters of a text that is about more than one thing
_NEAR = 3  # blocks


def owner(source: Source, offset: int, reports: Sequence[Report]) -> Report | None:
    """Return the report that a passage belongs to: the contract named last before it, else the first one.

    A sentence that names one of them only is that one's, also before the name. A contract of no known programme
    that a long text speaks of owns only what stands near: minutes of forty pages are not about one agreement.
    """
    if len(reports) == 1:
        return reports[0] if _reaches(source, reports[0], offset) else None
    sentence = source.sentence_index(offset)
    inside = [report for report in reports if sentence in report.named_in]
    if len(inside) == 1:
        return inside[0]
    before = [report.mention_before(offset) for report in reports]
    last = [mention.start if mention else -1 for mention in before]
    return reports[last.index(max(last))]


def _reaches(source: Source, report: Report, offset: int) -> bool:
    if report.programme != "other" or report.is_text or len(source.text) <= _LONG:
        return True
    block = source.block_index(offset)
    named = {source.sentences[index].block for index in report.named_in | report.steps_in.keys()}
    return block is not None and not named.isdisjoint(range(block - _NEAR, block + _NEAR + 1))


def shares_or_owns(source: Source, offset: int, report: Report, reports: Sequence[Report]) -> bool:
    """Whether a passage belongs to `report`, or tells what was done to it among others."""
    sentence = source.sentence_index(offset)
    if sentence in report.steps_in:
        return True
    elsewhere = any(sentence in other.steps_in for other in reports)
    return not elsewhere and owner(source, offset, reports) is report
