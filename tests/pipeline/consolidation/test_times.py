"""Dates and the period of a contract, of which documents say more or less, or something else."""

from typing import Any

import pytest

from pipeline.record import Document
from tests.pipeline.consolidation.telling import one, quotes, told
from tests.pipeline.made import date, period


def signed_on(source: str, *values: str, kind: str = "press_release", **more: Any) -> Document:
    return told(
        source, lambda w: {"dates": [date(w, "signature", value, **more) for value in values]}, kind=kind
    )


@pytest.mark.parametrize(
    ("documents", "kept", "chosen", "rule"),
    [
        # a month agrees with a day in it, a day without year with the full date
        ([signed_on("a", "2020-10"), signed_on("b", "2020-10-13")], ["2020-10-13"], None, None),
        ([signed_on("a", "XXXX-10-13"), signed_on("b", "2020-10-13")], ["2020-10-13"], None, None),
        # the fourth quarter as EDTF writes it
        ([signed_on("a", "2020-36"), signed_on("b", "2020-10-13")], ["2020-10-13"], None, None),
        # a contract signed on two days says so itself: nothing to settle
        (
            [signed_on("a", "2020-10-13", "2020-10-20"), signed_on("b", "2020-10-13")],
            ["2020-10-13", "2020-10-20"],
            None,
            None,
        ),
        # the deed before the news, however many
        (
            [
                signed_on("a", "2020-10-14", kind="news"),
                signed_on("b", "2020-10-14", kind="news"),
                signed_on("c", "2020-10-13", kind="contract"),
            ],
            ["2020-10-13"],
            "2020-10-13",
            "official_source",
        ),
        (
            [signed_on("a", "2020-10-14", inferred="publication"), signed_on("b", "2020-10-13")],
            ["2020-10-13"],
            "2020-10-13",
            "not_inferred",
        ),
        (
            [signed_on("a", "2020-10-14"), signed_on("b", "2020-10-13"), signed_on("c", "2020-10-14")],
            ["2020-10-14"],
            "2020-10-14",
            "most_documents",
        ),
        (
            [signed_on("a", "2020-11"), signed_on("b", "2020-10-13")],
            ["2020-10-13"],
            "2020-10-13",
            "most_precise",
        ),
        (
            [signed_on("a", "2020-10-14"), signed_on("b", "2020-10-13")],
            ["2020-10-13"],
            "2020-10-13",
            "first_in_order",
        ),
        # a vaguer date supports the full date that it agrees with
        (
            [signed_on("a", "2020-11-02"), signed_on("b", "2020-10-13"), signed_on("c", "2020-11")],
            ["2020-11-02"],
            "2020-11-02",
            "most_documents",
        ),
    ],
)
def test_signature_dates(
    documents: list[Document], kept: list[str], chosen: str | None, rule: str | None
) -> None:
    merged = one(*documents)
    assert [d.value for d in merged.dates] == kept
    assert [(c.field, c.chosen, c.rule) for c in merged.conflicts] == (
        [("dates.signature", chosen, rule)] if rule else []
    )


def test_a_conflict_shows_every_value_with_its_quote() -> None:
    (conflict,) = one(signed_on("a", "2020-10-14"), signed_on("b", "2020-10-13")).conflicts
    assert [(v.value, v.evidence[0].document, v.evidence[0].quote) for v in conflict.values] == [
        ("2020-10-13", "b", "2020-10-13"),
        ("2020-10-14", "a", "2020-10-14"),
    ]


def test_a_vaguer_date_leaves_its_quote_with_the_precise_one() -> None:
    merged = one(signed_on("a", "2020-10"), signed_on("b", "2020-10-13"))
    assert quotes(merged.dates[0]) == {("a", "2020-10"), ("b", "2020-10-13")}


def test_there_may_be_many_events_and_deliberations() -> None:
    merged = one(
        told("a", lambda w: {"dates": [date(w, "deliberation", "2020-09-28"), date(w, "event", "2020-10")]}),
        told("b", lambda w: {"dates": [date(w, "deliberation", "2020-10-12"), date(w, "event", "2020-10")]}),
    )
    assert [(d.kind, d.value) for d in merged.dates] == [
        ("deliberation", "2020-09-28"),
        ("deliberation", "2020-10-12"),
        ("event", "2020-10"),
    ]
    assert merged.conflicts == []


@pytest.mark.parametrize(
    ("periods", "kept", "chosen"),
    [
        ([("2020", "2022"), ("2020-01-01", "2022-12-31")], ("2020-01-01", "2022-12-31"), None),
        ([("2020", None), ("2020", "2022")], ("2020", "2022"), None),
        ([("2020", "2022"), ("2020", "2023"), ("2020", "2022")], ("2020", "2022"), "2020/2022"),
        # the vague one agrees with both and decides nothing
        (
            [("2020", None), ("2020", "2022"), ("2020", "2023"), ("2020", "2023")],
            ("2020", "2023"),
            "2020/2023",
        ),
    ],
)
def test_periods(periods: list[tuple[str, str | None]], kept: tuple[str, str], chosen: str | None) -> None:
    documents = [told(f"d{i}", lambda w, p=p: {"period": period(w, *p)}) for i, p in enumerate(periods)]
    merged = one(*documents)
    assert merged.period
    assert (merged.period.start, merged.period.end) == kept
    assert [c.chosen for c in merged.conflicts] == ([chosen] if chosen else [])
