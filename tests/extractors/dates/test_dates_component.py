"""The component in a Language, and what holds for every text: grounded, in order, in linear time."""

import random

import spacy
from hypothesis import given
from hypothesis import strategies as st

from extractors.contracts.acts import find_acts
from extractors.dates.component import document_dates, find_dates, find_periods, period_subject
from extractors.text.source import Source
from tests.extractors.dates.date_cases import annotated, lines

TEXT = "Publié le 8 juin 2023\nLe contrat 2023-2025 a été signé mardi 6 juin par la préfète."


def test_the_component_sets_dates_periods_and_spans() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("tripartite_dates")
    doc = nlp(TEXT)
    assert [(d.kind, d.value) for d in doc._.dates] == [
        ("publication", "2023-06-08"),
        ("signature", "2023-06-06"),
    ]
    assert [(p.start, p.end) for p in doc._.periods] == [("2023", "2025")]
    assert [(s.label_, s.text) for s in doc.spans["dates"]] == [
        ("publication", "8 juin 2023"),
        ("signature", "mardi 6 juin"),
    ]


def test_the_component_uses_the_acts_that_are_set() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("tripartite_acts")
    nlp.add_pipe("tripartite_dates")
    doc = nlp(TEXT)
    doc._.acts = []
    doc = nlp.get_pipe("tripartite_dates")(doc)
    assert [d.kind for d in doc._.dates] == ["publication", "event"]


def test_a_source_that_a_reader_set_is_used() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("tripartite_dates")
    doc = nlp.make_doc("Le contrat a été signé le 18 novembre.")
    doc._.source = Source(doc.text, id="abc", published="2021-11-19")
    (date,) = nlp(doc)._.dates
    assert (date.value, date.at.document) == ("2021-11-18", "abc")


# Pieces of which texts are made that the grammar has to do with.
PIECES = [text for case in annotated("date_forms_cases.txt") for text in (case.values[0],)]
PIECES += [text for case in annotated("period_cases.txt") for text in (case.values[0],)]
PIECES += lines("date_none_cases.txt")
PIECES += ["Publié le ", "Mis à jour le ", "ont signé", "sera signé", "2020"]
PIECES += ["\n", "\n- ", ". ", " ; ", " - ", " et "]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)


@given(TEXTS | st.text(alphabet="0123456789/-. octbrejanvi\n", max_size=60))
def test_every_fact_is_grounded_and_in_order(text: str) -> None:
    source = Source(text)
    dates, periods = find_dates(source, find_acts(source)), find_periods(source)
    for fact in [*dates, *periods]:
        assert text[fact.at.start : fact.at.end] == fact.at.quote == fact.text
    assert [d.at.start for d in dates] == sorted(d.at.start for d in dates)
    assert [p.at.start for p in periods] == sorted(p.at.start for p in periods)
    for period in periods:
        assert period_subject(source, period) in ("contract", "strategy", "other")
        assert period.start is None or period.end is None or period.start[:4] <= period.end[:4]
    document_dates(source)


@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_acts_does_not_matter(text: str, shuffled: random.Random) -> None:
    source = Source(text)
    acts = find_acts(source)
    mixed = acts.copy()
    shuffled.shuffle(mixed)
    assert find_dates(source, mixed) == find_dates(Source(text), acts)


@given(TEXTS)
def test_reading_a_text_twice_gives_the_same(text: str) -> None:
    source = Source(text)
    assert find_dates(source, []) == find_dates(source, [])
    assert find_periods(source) == find_periods(Source(text))
