"""What `explain` shows: the text as it stands, each fact marked where its evidence says, and why it is so."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.facts import Date, Evidence, Person
from pipeline.explanation import explain, find_facts
from pipeline.record import Conflict, ConflictValue, Document, Problem
from tests.pipeline.made import (
    Writer,
    action,
    amount,
    contract,
    date,
    document,
    engagement,
    period,
    signatory,
)

TEXT = "Menu\nLe 13 octobre 2020, Léa\nRoux a signé."


def at(quote: str, rule: str = "r", confidence: float = 1.0) -> list[Evidence]:
    start = TEXT.index(quote)
    return [
        Evidence(
            document="d", start=start, end=start + len(quote), quote=quote, rule=rule, confidence=confidence
        )
    ]


def signed() -> Document:
    made = document(Writer("d"), text=TEXT)
    made.people = [
        Person(name="Léa Roux", role="préfète", capacity="quoted", evidence=at("Léa\nRoux", "speech", 0.7))
    ]
    made.dates = [
        Date(kind="event", value="2020-10-13", text="13 octobre 2020", evidence=at("13 octobre 2020"))
    ]
    return made


def shown(made: Document, *, colours: bool = False, aside: tuple[tuple[int, int], ...] = ()) -> list[str]:
    return [line.plain for line in explain(made, colours=colours, aside=aside)]


def test_each_fact_is_marked_and_told_below_its_line() -> None:
    assert shown(signed()) == [
        "Menu",
        "Le [1 13 octobre 2020], [2 Léa]",
        "      1  date, event: 2020-10-13",
        "         r (1.00); belongs to no contract here",
        "      2  quoted: Léa Roux · préfète",
        "         speech (0.70); named, signs nothing here",
        "[2 Roux] a signé.",
    ]


def test_a_passage_within_another_is_marked_within_it() -> None:
    made = signed()
    made.dates.append(Date(kind="other", value="2020", text="2020", evidence=at("2020")))
    assert "Le [1 13 octobre [3 2020]], [2 Léa]" in shown(
        made
    ) or "Le [1 13 octobre [2 2020]], [3 Léa]" in shown(made)


def test_on_a_terminal_marks_are_colours() -> None:
    line = list(explain(signed(), colours=True))[1]
    assert line.plain == "Le 1▸13 octobre 2020, 2▸Léa"
    styled = {line.plain[span.start : span.end]: span.style for span in line.spans}
    assert styled["13 octobre 2020"] == "bold green"
    assert styled["Léa"] == "bold cyan"


def test_what_is_no_main_text_is_dimmed() -> None:
    first, second, *_ = explain(signed(), colours=True, aside=((0, 4),))
    assert [(first.plain[s.start : s.end], s.style) for s in first.spans] == [("Menu", "dim")]
    assert "Le" not in [second.plain[s.start : s.end] for s in second.spans]


def test_facts_of_a_contract_say_which_and_what_they_were_preferred_to() -> None:
    write = Writer("d")
    made = document(
        write,
        contract(
            write,
            title="Contrat pour l’enfance",
            signatories=[signatory(write, "Léa Roux", "préfète", party="etat")],
            dates=[date(write, "signature", "2020-10-13", inferred="publication")],
            period=period(write, "2020", None),
            amounts=[
                amount(write, "2500000", ["etat", "ars"], year="2021", approximation="about", per_year=True)
            ],
            engagements=[engagement(write, "agir tôt", "1")],
            actions=[action(write, "ouvrir un lieu", 0)],
        ),
    )  # fmt: skip
    made.dates = [date(write, "event", "2020-09-01")]
    made.text = write.text
    lines = "\n".join(shown(made))
    for expected in (
        "contract: cdppe-02-2020 (signed)",
        "made (1.00); Contrat pour l’enfance",
        "signatory: Léa Roux · préfète · etat\n         made (1.00); of cdppe-02-2020",
        "date, signature: 2020-10-13",
        "year inferred: publication; of cdppe-02-2020, rather than 2020-09-01 (event)",
        "period: 2020 to ?",
        "funding: 2500000 EUR · about · per year · 2021 · paid by etat and ars",
        "engagement: agir tôt\n         made (1.00); axis 1, of cdppe-02-2020",
        "action: ouvrir un lieu\n         made (1.00); under 'agir tôt', of cdppe-02-2020",
    ):
        assert expected in lines


def test_conflicts_and_problems_come_last() -> None:
    write = Writer("d")
    values = [ConflictValue(value=value, evidence=[]) for value in ("2020", "2021")]
    conflict = Conflict(field="dates.signature", values=values, chosen="2021", rule="most_documents")
    made = document(write, contract(write, conflicts=[conflict]))
    made.problems = [Problem(code="needs_ocr", message="a picture of text", page=2)]
    assert shown(made)[-2:] == [
        "conflict: dates.signature: 2020, 2021; chosen: 2021 (most_documents)",
        "problem: needs_ocr (page 2): a picture of text",
    ]


def test_a_record_without_text_says_its_problems() -> None:
    made = document(Writer("d"), status="rejected")
    made.problems = [Problem(code="encrypted", message="it asks for a password")]
    assert shown(made) == ["", "problem: encrypted: it asks for a password"]


@settings(deadline=None)
@given(st.text("ab \n", max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 10)), max_size=5))
def test_taking_the_brackets_away_gives_the_text_back(text: str, spans: list[tuple[int, int]]) -> None:
    made = document(Writer("d"), text=text)
    made.dates = [
        Date(
            kind="event",
            value="2020",
            text="x",
            evidence=[Evidence(document="d", start=a, end=min(a + n, len(text)), quote="x", rule="r")],
        )
        for a, n in spans
        if a < len(text)
    ]
    lines = shown(made)
    lines = [line for line in lines if "date, event" not in line and "r (1.00)" not in line]
    assert re.sub(r"\[\d+ |\]", "", "\n".join(lines)) == text
    assert sum(line.count("[") for line in lines) == sum(line.count("]") for line in lines)


def test_facts_come_in_reading_order() -> None:
    starts = [finding.start for finding in find_facts(signed())]
    assert starts == sorted(starts)
