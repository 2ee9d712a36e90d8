"""Which contracts a document reports, and how far each has come."""

import pytest

from extractors.contracts.acts import find_acts
from extractors.contracts.mentions import find_mentions
from extractors.contracts.objects import link_acts
from extractors.people.figures import figures_of
from extractors.text.source import Source
from pipeline.assembly.kinds import find_kind
from pipeline.assembly.report import Report
from pipeline.assembly.reports import find_reports
from tests.case_lines import case_lines
from tests.extractors.tables.table_text import source_of_lines


def reports_of(text: str) -> list[Report]:
    source = Source(text)
    mentions = find_mentions(source)
    steps = link_acts(source, find_acts(source), mentions)
    return find_reports(source, find_kind(source), mentions, steps, figures_of(source))


def shown(report: Report) -> str:
    """A report as a case writes it."""
    instrument = [] if report.instrument == "contract" else [report.instrument]
    number = [str(report.number)] if report.number else []
    return " ".join([report.programme, report.status, *instrument, *number])


@pytest.mark.parametrize(("text", "reports"), case_lines("report_cases.txt"))
def test_reports(text: str, reports: list[str]) -> None:
    assert [shown(report) for report in reports_of(text)] == reports


def test_every_status_is_told() -> None:
    told = {
        word
        for case in case_lines("report_cases.txt")
        for report in case.values[1]
        for word in report.split()
    }
    assert {"announced", "negotiated", "adopted", "signed", "amended", "refused"} <= told


def test_the_contract_before_is_not_the_one_that_is_reported() -> None:
    earlier = "Le CDPPE sera signé en mai. Il remplace celui signé en 2020."
    assert [report.status for report in reports_of(earlier)] == ["announced"]


def test_what_others_signed_is_not_this_contract() -> None:
    text = "Trente départements ont signé un CDPPE. Dans la Creuse, le CDPPE sera signé en mai."
    assert [report.status for report in reports_of(text)] == ["announced"]


def test_more_text_about_nothing_changes_nothing() -> None:
    text = "Le CDPPE a été signé mardi."
    (alone,) = reports_of(text)
    (among,) = reports_of(f"Il pleut.\n{text}\nLe marché ouvre à huit heures.")
    assert shown(alone) == shown(among)


def test_a_heading_of_a_table_tells_a_contract_that_is_signed() -> None:
    """The annex of a deliberation lists what is paid under it; in a sentence the act would only recall it."""
    rows = ["| CDPPE 2022-2024, signé le 7 octobre 2022 |", "| Le Relais | Un studio | 12 000 € |"]
    source = source_of_lines(["Commission permanente", "Subventions :", *rows])
    mentions = find_mentions(source)
    (report,) = find_reports(source, "deliberation", mentions, link_acts(source, find_acts(source), mentions))
    assert report.status == "signed"
