"""Who signs a contract that a document reports, and not one that it recalls or reports beside it."""

from collections.abc import Sequence

from extractors.facts import Person
from extractors.found import Found
from extractors.text.source import Source
from pipeline.assembly.ownership import owner
from pipeline.assembly.report import Report

SIGNERS = ("signs", "signs_for")
FINAL = ("adopted", "signed", "amended")


def signatories_of(found: Found, source: Source, report: Report, reports: Sequence[Report]) -> list[Person]:
    """Return those who sign this contract: of several contracts signed in one sentence, all of them."""
    signing = [p for p in found.people or () if p.capacity in SIGNERS]
    if report.status not in FINAL:
        return []
    # Where a contract is signed that the document only recalls.
    elsewhere = {
        s.act.sentence
        for s in found.steps or ()
        if s.mention and s.mention.programme not in (None, report.programme)
    }
    kept = []
    for person in signing:
        there = {
            source.sentence_index(e.start) for e in person.evidence if e.rule not in ("name", "name and role")
        }
        shared = [r for r in reports if there & r.steps_in.keys()]
        if len(reports) == 1:
            signs = bool(shared) or not there or not there <= elsewhere
        else:
            signs = report in shared or (not shared and owner(source, person.at.start, reports) is report)
        if signs:
            kept.append(person)
    return kept
