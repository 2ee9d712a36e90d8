"""Which contract a passage belongs to."""

from extractors.contracts.mentions import find_mentions
from extractors.text.source import Source
from pipeline.assembly.ownership import owner
from pipeline.assembly.report import Report

AGREEMENT = "La commune signe une convention de voirie avec le Département : 12 000 €.\n"
OTHER_THINGS = "Le terrain de sport est tondu chaque semaine par les agents.\n" * 400


def report_on(source: Source, programme: str) -> Report:
    return Report(
        programme, mentions=[m for m in find_mentions(source) if "voirie" in source.text[m.start :]]
    )


def test_minutes_of_many_pages_are_not_about_one_agreement() -> None:
    source = Source(AGREEMENT + OTHER_THINGS + "Le club reçoit 900 €.\n")
    report = report_on(source, "other")
    assert owner(source, source.text.index("12 000"), [report]) is report
    assert owner(source, source.text.index("900"), [report]) is None


def test_a_contract_of_a_known_programme_owns_a_long_text() -> None:
    source = Source(AGREEMENT + OTHER_THINGS + "L'État apporte 900 €.\n")
    report = report_on(source, "cdppe")
    assert owner(source, source.text.index("900"), [report]) is report


def test_a_short_text_is_about_its_one_agreement() -> None:
    source = Source(AGREEMENT + "Rien.\n" * 20 + "Il coûtera 900 €.\n")
    report = report_on(source, "other")
    assert owner(source, source.text.index("900"), [report]) is report
