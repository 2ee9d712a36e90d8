"""What a page said before it was corrected: it gives way to what it says now, and stays visible.

A document is superseded where all its addresses were captured again later and gave other bytes. What it reports of
a contract gives way where one of the later documents reports that contract too; a page that merely speaks of it no
more takes nothing back.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.contract_names import family_of
from pipeline.record import Contract, DocumentKind


class Report(NamedTuple):
    """A contract as one document reports it, the kind of that document, when it was had, what came in its place."""

    kind: DocumentKind
    contract: Contract
    retrieved_at: str | None = None
    superseded_by: Sequence[str] = ()


Reports = dict[str, list[Report]]


def set_aside(reports: Reports) -> tuple[Reports, Reports]:
    """Tell the reports that hold from those that gave way, these under the name of the contract that they gave way to.

    That is the contract itself, or where the later document does not know it the only one of its family: another
    year was put right.
    """
    if not any(report.superseded_by for found in reports.values() for report in found):
        return reports, {}
    told: dict[str, set[str]] = defaultdict(set)
    for name, found in reports.items():
        for report in found:
            for document in report.contract.sources:
                told[document].add(name)
    current: Reports = defaultdict(list)
    earlier: Reports = defaultdict(list)
    for name, found in reports.items():
        for report in found:
            home = _home(name, report, told)
            (earlier[home] if home else current[name]).append(report)
    # Nothing is left out, whatever is said of who came after whom.
    for name in earlier.keys() - current.keys():
        current[name] = earlier.pop(name)
    return current, earlier


def _home(name: str, report: Report, told: Mapping[str, set[str]]) -> str | None:
    for later in reversed(report.superseded_by):
        family = [other for other in told.get(later, ()) if family_of(other) == family_of(name)]
        if name in family:
            return name
        if len(family) == 1:
            return family[0]
    return None
