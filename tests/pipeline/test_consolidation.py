"""Many documents speak of one contract: what they say together, and what happens where they disagree."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.facts import Vote, money
from pipeline.consolidation import STATUS_ORDER, consolidate
from pipeline.record import Contract, Document
from tests.pipeline.any_reports import ARS, STATE, corrected_documents, documents
from tests.pipeline.made import (
    Writer,
    action,
    amount,
    contract,
    date,
    deliberation,
    document,
    engagement,
    party,
    period,
    signatory,
)


def told(source: str, make: Any = None, *, kind: str = "press_release", **fields: Any) -> Document:
    """A document `source` about the contract cdppe-02-2020; `make` writes the facts that need evidence."""
    write = Writer(source)
    facts = make(write) if make else {}
    return document(write, contract(write, **(facts | fields)), kind=kind)


def one(*documents: Document) -> Contract:
    contracts = consolidate(documents)
    assert [c.id for c in contracts] == ["cdppe-02-2020"]
    return contracts[0]


def quotes(fact: Any) -> set[tuple[str, str]]:
    return {(e.document, e.quote) for e in fact.evidence}


# Status


@pytest.mark.parametrize(
    ("statuses", "furthest"),
    [
        (("announced", "signed"), "signed"),
        (("signed", "adopted"), "signed"),  # the deliberation is found after the press release
        (("negotiated", "announced"), "negotiated"),
        (("refused", "negotiated"), "refused"),
        (("refused", "adopted"), "adopted"),  # declined at first, then adopted
        (("amended", "signed", "announced"), "amended"),
    ],
)
def test_the_status_is_the_furthest_that_documents_report(statuses: tuple[str, ...], furthest: str) -> None:
    documents = [told(f"d{i}", status=status) for i, status in enumerate(statuses)]
    assert one(*documents).status == furthest


def test_every_status_has_its_place() -> None:
    assert set(STATUS_ORDER) == {"announced", "negotiated", "refused", "adopted", "signed", "amended"}


def test_a_refusal_and_a_signature_are_a_conflict_and_mere_progress_is_none() -> None:
    merged = one(told("a", status="refused"), told("b", status="signed"))
    (conflict,) = merged.conflicts
    assert (conflict.field, conflict.chosen, conflict.rule) == ("status", "signed", "furthest")
    assert [(v.value, v.evidence[0].document) for v in conflict.values] == [("refused", "a"), ("signed", "b")]
    assert one(told("a", status="announced"), told("b", status="signed")).conflicts == []


# Sources, departments, parties, people


def test_sources_and_evidence_of_all_documents_are_kept_and_sorted() -> None:
    merged = one(told("b"), told("a"))
    assert merged.sources == ["a", "b"]
    assert [e.document for e in merged.evidence] == ["a", "b"]


def test_the_state_is_one_party_whatever_it_is_called() -> None:
    merged = one(
        told("a", lambda w: {"parties": [party(w, "etat", "État"), party(w, "epci", "Grand Soissons")]}),
        told("b", lambda w: {"parties": [party(w, "etat", "État"), party(w, "ars", "ARS Hauts-de-France")]}),
        told("c", lambda w: {"parties": [party(w, "etat", "Préfecture"), party(w, "epci", "Pays de Laon")]}),
    )
    assert [(p.kind, p.name) for p in merged.parties] == [
        ("etat", "État"),
        ("ars", "ARS Hauts-de-France"),
        ("epci", "Grand Soissons"),
        ("epci", "Pays de Laon"),
    ]
    assert {e.document for e in merged.parties[0].evidence} == {"a", "b", "c"}


def test_a_contract_of_two_departements_has_two_of_them_as_parties() -> None:
    write = Writer("a")
    parties = [party(write, "departement", "Jura"), party(write, "departement", "Ain")]
    (merged,) = consolidate(
        [document(write, contract(write, "cdppe-01-39-2024", ("39", "01"), parties=parties))]
    )
    assert [p.name for p in merged.parties] == ["Ain", "Jura"]
    assert [d.code for d in merged.departments] == ["01", "39"]


def test_a_person_is_the_same_in_capitals_without_accents_and_by_surname_only() -> None:
    merged = one(
        told(
            "a",
            lambda w: {"signatories": [signatory(w, "Élodie Lefèvre", "préfète de l’Aisne", party="etat")]},
        ),
        told("b", lambda w: {"signatories": [signatory(w, "Elodie LEFEVRE", "préfète", party="etat")]}),
        told("c", lambda w: {"signatories": [signatory(w, "Lefèvre", None)]}),
    )
    (person,) = merged.signatories
    assert (person.name, person.role, person.party) == ("Élodie Lefèvre", "préfète de l’Aisne", "etat")
    assert len(person.evidence) == 3


def test_a_surname_that_two_signatories_have_says_neither() -> None:
    merged = one(
        told("a", lambda w: {"signatories": [signatory(w, "Jean Petit"), signatory(w, "Anne Petit")]}),
        told("b", lambda w: {"signatories": [signatory(w, "Petit")]}),
    )
    assert [p.name for p in merged.signatories] == ["Anne Petit", "Jean Petit", "Petit"]


# Dates and period


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


# Amounts


def paid(source: str, *amounts: tuple[Any, ...], kind: str = "press_release") -> Document:
    """Amounts as (value, payers, further fields)."""
    return told(source, lambda w: {"amounts": [amount(w, v, p, **m) for v, p, m in amounts]}, kind=kind)


@pytest.mark.parametrize(
    ("documents", "kept"),
    [
        # the same sum in two documents
        ([paid("a", ("500000", STATE, {})), paid("b", ("500000.00", STATE, {}))], ["500000"]),
        # two lines of one table with the same sum, told again by another document
        (
            [
                paid("a", ("500", STATE, {"scope": "action"}), ("500", STATE, {"scope": "action"})),
                paid("b", ("500", STATE, {"scope": "action"})),
            ],
            ["500", "500"],
        ),
        # without payer or year it is the one that has them
        ([paid("a", ("500000", (), {})), paid("b", ("500000", STATE, {"year": "2020"}))], ["500000"]),
        # … unless it could be either
        (
            [paid("a", ("500000", (), {})), paid("b", ("500000", STATE, {}), ("500000", ARS, {}))],
            ["500000", "500000", "500000"],
        ),
        # … or one document tells both
        ([paid("a", ("500000", (), {}), ("500000", STATE, {}))], ["500000", "500000"]),
        # rounded
        ([paid("a", ("2500000", STATE, {})), paid("b", ("2512340", STATE, {}))], ["2512340"]),
        (
            [paid("a", ("2000000", STATE, {"approximation": "almost"})), paid("b", ("1985400", STATE, {}))],
            ["1985400"],
        ),
        # years and payers tell sums apart
        (
            [paid("a", ("100", STATE, {"year": "2020"})), paid("b", ("200", STATE, {"year": "2021"}))],
            ["100", "200"],
        ),
        ([paid("a", ("100", STATE, {})), paid("b", ("200", ARS, {}))], ["100", "200"]),
        ([paid("a", ("100", STATE, {"per_year": True})), paid("b", ("300", STATE, {}))], ["100", "300"]),
        # parts of a whole in one document cannot be told from the sum in another
        (
            [paid("a", ("100", STATE, {}), ("200", STATE, {})), paid("b", ("300", STATE, {}))],
            ["100", "200", "300"],
        ),
    ],
)
def test_amounts_without_conflict(documents: list[Document], kept: list[str]) -> None:
    merged = one(*documents)
    assert sorted(money(a.value) for a in merged.amounts) == kept
    assert merged.conflicts == []


def test_one_amount_has_the_evidence_of_all_documents() -> None:
    merged = one(paid("a", ("2500000", (), {})), paid("b", ("2512340", STATE, {"year": "2020"})))
    (money,) = merged.amounts
    assert (money.payers, money.year) == (["etat"], "2020")
    assert quotes(money) == {("a", "2500000"), ("b", "2512340")}


@pytest.mark.parametrize(
    ("documents", "field", "chosen", "rule"),
    [
        (
            [
                paid("a", ("500000", STATE, {"year": "2020"})),
                paid("b", ("600000", STATE, {"year": "2020"}), kind="contract"),
            ],
            "amounts.etat.2020",
            "600000",
            "official_source",
        ),
        (
            [
                paid("a", ("500000", STATE, {})),
                paid("b", ("600000", STATE, {})),
                paid("c", ("500000", STATE, {})),
            ],
            "amounts.etat",
            "500000",
            "most_documents",
        ),
        (
            [
                paid("a", ("500000", STATE, {"per_year": True})),
                paid("b", ("512000", STATE, {"per_year": True})),
            ],
            "amounts.etat.per_year",
            "512000",
            "most_precise",
        ),
    ],
)
def test_amounts_in_conflict(documents: list[Document], field: str, chosen: str, rule: str) -> None:
    merged = one(*documents)
    assert [(c.field, c.chosen, c.rule) for c in merged.conflicts] == [(field, chosen, rule)]
    assert [money(a.value) for a in merged.amounts] == [chosen]


# Engagements, actions, deliberation


def test_engagements_come_together_by_axis_and_actions_follow_them() -> None:
    merged = one(
        told("a", lambda w: {
            "engagements": [engagement(w, "préparer leur avenir", "4", [0]), engagement(w, "agir tôt", "1")],
            "actions": [action(w, "ouvrir un internat", 0)],
        }),
        told("b", lambda w: {
            "engagements": [engagement(w, "agir le plus tôt possible", "1", [0, 1])],
            "actions": [action(w, "Ouvrir un internat"), action(w, "recruter deux sages-femmes", 0)],
        }),
    )  # fmt: skip
    assert [(e.axis, e.text, e.actions) for e in merged.engagements] == [
        ("1", "agir le plus tôt possible", [0]),
        ("4", "préparer leur avenir", [1]),
    ]
    assert [(a.text, a.engagement) for a in merged.actions] == [
        ("recruter deux sages-femmes", 0),
        ("ouvrir un internat", 1),
    ]
    assert {e.document for e in merged.actions[1].evidence} == {"a", "b"}


def test_engagements_that_one_document_tells_apart_stay_apart() -> None:
    merged = one(
        told(
            "a",
            lambda w: {"engagements": [engagement(w, "agir tôt", "1"), engagement(w, "soigner tôt", "1")]},
        ),
        told("b", lambda w: {"engagements": [engagement(w, "Agir tôt", "1")]}),
    )
    assert [(e.text, len(e.evidence)) for e in merged.engagements] == [("agir tôt", 2), ("soigner tôt", 1)]


def test_engagements_outside_the_list_of_a_programme_come_together_by_wording() -> None:
    merged = one(
        told("a", lambda w: {"engagements": [engagement(w, "accueillir l’enfant")]}),
        told(
            "b", lambda w: {"engagements": [engagement(w, "Accueillir l'enfant"), engagement(w, "soigner")]}
        ),
    )
    assert [e.text for e in merged.engagements] == ["accueillir l’enfant", "soigner"]


def test_documents_complete_what_they_say_of_one_deliberation() -> None:
    vote = Vote(for_=20, against=0, abstentions=2, outcome="adopted")
    merged = one(
        told("a", lambda w: {"deliberation": deliberation(w, "2020-41", None, vote=vote)}),
        told(
            "b", lambda w: {"deliberation": deliberation(w, "2020–41", "2020-10-12", rapporteur="Mme Roux")}
        ),
    )
    assert merged.deliberation
    assert merged.deliberation.session_date == "2020-10-12"
    assert (merged.deliberation.vote, merged.deliberation.rapporteur) == (vote, "Mme Roux")
    assert merged.conflicts == []


def test_two_deliberations_are_a_conflict() -> None:
    merged = one(
        told("a", lambda w: {"deliberation": deliberation(w, "12", "2020-10-12")}, kind="deliberation"),
        told("b", lambda w: {"deliberation": deliberation(w, "30", "2020-11-16")}, kind="news"),
    )
    assert [(c.field, c.chosen) for c in merged.conflicts] == [("deliberation", "12 2020-10-12")]


# Contracts without a year, without a place


def at(source: str, name: str, codes: tuple[str, ...] = ("02",), make: Any = None, **fields: Any) -> Document:
    write = Writer(source)
    facts = make(write) if make else {}
    return document(write, contract(write, name, codes, **(facts | fields)))


def ids(*documents: Document) -> list[str]:
    return [c.id for c in consolidate(documents)]


def test_a_contract_without_year_joins_the_only_dated_one() -> None:
    (merged,) = consolidate([at("a", "cdppe-02-x"), at("b", "cdppe-02-2020")])
    assert (merged.id, merged.sources) == ("cdppe-02-2020", ["a", "b"])
    assert {e.document for e in merged.evidence} == {"a", "b"}


@pytest.mark.parametrize(
    ("undated", "others"),
    [
        (at("a", "cdppe-02-x"), [at("b", "cdppe-02-2020"), at("c", "cdppe-02-2023")]),  # it could be either
        (at("a", "cdppe-02-x"), [at("b", "cdppe-01-2020", ("01",))]),  # elsewhere
        (at("a", "cdppe-02-x"), [at("b", "cdppe-02-2020-avenant-1")]),  # another instrument
        (at("a", "cdppe-02-x-avenant-2"), [at("b", "cdppe-02-2020-avenant-1")]),
        (at("a", "cdppe-02-x", status="refused"), [at("b", "cdppe-02-2020")]),
        (
            at("a", "cdppe-02-x", make=lambda w: {"dates": [date(w, "signature", "2023-01-09")]}),
            [at("b", "cdppe-02-2020", make=lambda w: {"dates": [date(w, "signature", "2020-10")]})],
        ),
        (
            at("a", "cdppe-02-x", make=lambda w: {"signatories": [signatory(w, "Jean Roux", party="etat")]}),
            [
                at(
                    "b",
                    "cdppe-02-2020",
                    make=lambda w: {"signatories": [signatory(w, "Léa Noir", party="etat")]},
                )
            ],
        ),
    ],
)
def test_a_contract_without_year_stays_alone_where_it_is_not_plainly_the_same(
    undated: Document, others: list[Document]
) -> None:
    assert undated.contracts[0].id in ids(undated, *others)


def test_contracts_of_an_unknown_place_are_not_taken_for_one() -> None:
    assert ids(at("1" * 64, "other-2020", ()), at("2" * 64, "other-2020", ())) == [
        "other-2020-11111111",
        "other-2020-22222222",
    ]


# What holds whatever the documents say


@settings(max_examples=300, deadline=None)
@given(st.one_of(documents(), corrected_documents()), st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_of_documents_matters(made: list[Document], random: Any) -> None:
    shuffled = made + made[:2]
    random.shuffle(shuffled)
    assert consolidate(iter(shuffled)) == consolidate(made)


@settings(max_examples=300, deadline=None)
@given(documents())
def test_what_is_consolidated_stays_as_it_is(made: list[Document]) -> None:
    once = consolidate(made)
    assert consolidate([document(Writer("again"), *once)]) == once


@settings(max_examples=300, deadline=None)
@given(st.one_of(documents(), corrected_documents()))
def test_every_fact_and_quote_is_still_there(made: list[Document]) -> None:
    def passages(contracts: list[Contract]) -> set[tuple[str, int, int]]:
        found = set()

        def walk(node: Any) -> None:
            if isinstance(node, dict):
                if "quote" in node:
                    found.add((node["document"], node["start"], node["end"]))
                for value in node.values():
                    walk(value)
            elif isinstance(node, list):
                for value in node:
                    walk(value)

        for each in contracts:
            walk(each.model_dump())
        return found

    assert passages(consolidate(made)) == passages([c for d in made for c in d.contracts])


@settings(max_examples=100, deadline=None)
@given(st.one_of(documents(), corrected_documents()))
def test_contracts_are_sorted_and_their_links_hold(made: list[Document]) -> None:
    contracts = consolidate(made)
    assert [c.id for c in contracts] == sorted({c.id for c in contracts})
    for each in contracts:
        for number, found in enumerate(each.actions):
            assert found.engagement is None or number in each.engagements[found.engagement].actions
        for number, commitment in enumerate(each.engagements):
            assert all(each.actions[i].engagement == number for i in commitment.actions)
