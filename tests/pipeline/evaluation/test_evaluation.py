"""The scorer itself: hand-made records against hand-made annotations, with counts that anyone can check."""

from typing import Any

import pytest

from extractors.facts import Vote
from pipeline.evaluation.gold import Gold
from pipeline.evaluation.scores import CORE, FIELDS, Score, count_ungrounded, evaluate
from pipeline.record import Document
from tests.pipeline.made import (
    Writer,
    action,
    amount,
    contract,
    date,
    deliberation,
    document,
    engagement,
    period,
    signatory,
)

NOTHING: dict[str, Any] = {
    "is_contract": False,
    "department_codes": [],
    "signatories": [],
    "signature_date": None,
    "period": None,
    "amounts": [],
    "engagements": [],
    "actions": [],
}


def gold(**fields: Any) -> Gold:
    return Gold.model_validate(NOTHING | fields)


def record(make: Any = None, **fields: Any) -> Document:
    """A document with one contract of no département; `make` returns the fields of the contract."""
    write = Writer("d")
    facts = make(write) if make else {}
    return document(write, contract(write, "cdppe-x", facts.pop("codes", ()), **facts), **fields)


def counts(score: Score, field: str) -> tuple[int, int, int] | None:
    """Right, spurious, missed; None where the field was not compared."""
    count = score.counts.get(field)
    return (count.right, count.spurious, count.missed) if count else None


def count(document: Document, annotation: Gold, field: str) -> tuple[int, int, int] | None:
    return counts(evaluate([("d", document, annotation)]), field)


@pytest.mark.parametrize(
    ("status", "is_contract", "expected"),
    [
        ("signed", True, (1, 0, 0)),
        ("adopted", True, (1, 0, 0)),
        ("amended", True, (1, 0, 0)),
        ("negotiated", True, (0, 0, 1)),
        ("announced", False, (0, 0, 0)),
        ("refused", False, (0, 0, 0)),
        ("signed", False, (0, 1, 0)),
    ],
)
def test_is_contract(status: str, is_contract: bool, expected: tuple[int, int, int]) -> None:
    assert (
        count(record(lambda w: {"status": status}), gold(is_contract=is_contract), "is_contract") == expected
    )


def test_departments_of_all_contracts_count_once() -> None:
    write = Writer("d")
    both = document(write, contract(write, codes=("02", "39")), contract(write, codes=("02",)))
    assert count(both, gold(department_codes=["02", "01"]), "departments") == (1, 1, 1)


def people(write: Writer) -> dict[str, Any]:
    return {
        "signatories": [
            signatory(write, "Élodie Lefèvre", "préfète de l’Aisne", party="etat"),
            signatory(write, "Jean Petit", "président du conseil départemental", party="departement"),
            signatory(write, "Anne Roux", None),
        ]
    }


PEOPLE = [
    {"name": "Elodie LEFEVRE", "role": "préfète de l'Aisne", "party": "etat"},
    {"name": "Jean Petit", "role": "maire de Laon", "party": "other"},
    {"name": "Luc Noir", "role": "directeur de l’ARS", "party": "ars"},
]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("signatories", (2, 1, 1)),  # Anne Roux is spurious, Luc Noir missed
        ("signatory_party", (1, 1, 1)),  # of the two that are right, one
        ("signatory_role", (1, 1, 1)),
    ],
)
def test_signatories(field: str, expected: tuple[int, int, int]) -> None:
    assert count(record(people), gold(signatories=PEOPLE), field) == expected


@pytest.mark.parametrize(
    ("found", "annotation", "expected"),
    [
        (["2020-10-13"], {"signature_date": "2020-10-13"}, (1, 0, 0)),
        (["2020-10"], {"signature_date": "2020-10-13"}, (0, 1, 1)),
        (["2020-10-13", "2020-10-14"], {"signature_date": "2020-10-13"}, (1, 1, 0)),
        ([], {"signature_date": "2020-10-13"}, (0, 0, 1)),
        # the text gives a day and no year: saying just that is no mistake, guessing the year is
        (["XXXX-10-13"], {"partial_date": "--10-13"}, (0, 0, 0)),
        (["2020-10-13"], {"partial_date": "--10-13"}, (0, 1, 0)),
        (["2024-35"], {"partial_date": "2024-Q3"}, (0, 0, 0)),
        (["2021-11-12"], {"either_way": {"signature_date": ["2021-11-12"]}}, (0, 0, 0)),
    ],
)
def test_signature_date(found: list[str], annotation: dict[str, Any], expected: tuple[int, int, int]) -> None:
    made = record(
        lambda w: {"dates": [date(w, "signature", value) for value in found] + [date(w, "event", "2019")]}
    )
    assert count(made, gold(**annotation), "signature_date") == expected


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ({"publication_date": "2020-10-14"}, (1, 0, 0)),
        ({"publication_date": None}, (0, 1, 0)),
        ({}, None),  # the annotation says nothing about it
        ({"publication_date": "2020-10-15", "either_way": {"publication_date": ["2020-10-14"]}}, (0, 0, 1)),
    ],
)
def test_publication_date(annotation: dict[str, Any], expected: tuple[int, int, int] | None) -> None:
    assert count(record(published="2020-10-14"), gold(**annotation), "publication_date") == expected


@pytest.mark.parametrize(
    ("found", "wanted", "expected"),
    [
        (("2020-01-01", "2022-12-31"), [2020, 2022], (1, 0, 0)),  # only years are annotated
        (("2020", None), [2020, 2022], (0, 1, 1)),
        (None, [2020, 2022], (0, 0, 1)),
        (("2020", "2022"), None, (0, 1, 0)),
    ],
)
def test_period(found: tuple[str, str | None] | None, wanted: Any, expected: tuple[int, int, int]) -> None:
    made = record(lambda w: {"period": period(w, *found) if found else None})
    assert count(made, gold(period=wanted), "period") == expected


def money_of(write: Writer) -> dict[str, Any]:
    return {
        "amounts": [
            amount(write, "904724.25", ["etat", "ars"], year="2021"),
            amount(write, "500000", ["departement"], per_year=True, year="2021"),
            amount(write, "7", []),
        ]
    }


AMOUNTS = [
    {"value": 904724.25, "payer": ["etat"], "per_year": False, "role": "contract_funding", "year": 2020},
    {"value": 500000, "payer": ["departement"], "per_year": True, "role": "context"},
    {"value": 80, "payer": ["ars"], "per_year": False, "role": "context"},
]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("amounts", (2, 1, 1)),
        ("amount_payers", (2, 1, 0)),  # the ARS is spurious
        ("amount_per_year", (2, 0, 0)),
        ("amount_role", (1, 1, 1)),  # 500,000 is context
        ("amount_year", (0, 1, 1)),  # compared only where one is annotated
    ],
)
def test_amounts(field: str, expected: tuple[int, int, int]) -> None:
    assert count(record(money_of), gold(amounts=AMOUNTS), field) == expected


def test_money_outside_contracts_counts_too() -> None:
    write = Writer("d")
    made = document(write, amounts=[amount(write, "80", ["ars"], role="context")])
    assert count(made, gold(amounts=AMOUNTS[2:]), "amount_role") == (1, 0, 0)


def test_texts_match_one_to_one_and_the_most_alike_first() -> None:
    def commitments(write: Writer) -> dict[str, Any]:
        return {
            "engagements": [
                engagement(write, "agir le plus tôt possible avec les familles"),
                engagement(write, "agir le plus tôt possible"),
                engagement(write, "autre chose"),
            ],
            "actions": [action(write, "Ouvrir deux lieux d’accueil")],
        }

    annotation = gold(
        engagements=["agir le plus tôt possible", "soigner"], actions=["ouvrir deux lieux d'accueil à Laon"]
    )
    score = evaluate([("d", record(commitments), annotation)])
    assert counts(score, "engagements") == (1, 2, 1)
    assert counts(score, "actions") == (1, 0, 0)
    spurious = [m.value for m in score.mistakes if m.field == "engagements" and m.kind == "spurious"]
    assert spurious == ["agir le plus tôt possible avec les familles", "autre chose"]


def test_texts_that_could_be_either_way_are_not_compared() -> None:
    made = record(lambda w: {"engagements": [engagement(w, "soigner")]})
    assert count(made, gold(either_way={"engagements": []}), "engagements") is None


def decided(write: Writer) -> dict[str, Any]:
    vote = Vote(for_=24, against=0, abstentions=4, outcome="adopted")
    return {"deliberation": deliberation(write, "CP21-147", "2021-10-08", vote=vote)}


@pytest.mark.parametrize(
    ("annotation", "field", "expected"),
    [
        ({"number": "CP21–147", "session_date": "2021-10-08"}, "deliberation_number", (1, 0, 0)),
        ({"number": None, "session_date": "2021-10-09"}, "deliberation_number", (0, 1, 0)),
        ({"number": None, "session_date": "2021-10-09"}, "deliberation_date", (0, 1, 1)),
        ({"number": None, "session_date": None}, "vote", None),
        (
            {"number": None, "session_date": None, "vote": {"for": 24, "against": 0, "abstentions": 4}},
            "vote",
            (1, 0, 0),
        ),
        (
            {"number": None, "session_date": None, "vote": {"for": 24, "against": 1, "abstentions": 4}},
            "vote",
            (0, 1, 1),
        ),
        ({"number": None, "session_date": None, "vote": "unanimous"}, "vote", (0, 1, 1)),
    ],
)
def test_deliberation(annotation: dict[str, Any], field: str, expected: tuple[int, int, int] | None) -> None:
    assert count(record(decided), gold(deliberation=annotation), field) == expected


def test_a_document_without_contract_misses_everything() -> None:
    write = Writer("d")
    annotation = gold(is_contract=True, department_codes=["02"], signatories=PEOPLE, actions=["ouvrir"])
    score = evaluate([("d", document(write), annotation)])
    assert counts(score, "is_contract") == (0, 0, 1)
    assert counts(score, "signatories") == (0, 0, 3)
    assert counts(score, "actions") == (0, 0, 1)


def two_documents() -> Score:
    """Signatories: 2 right and 1 spurious, 1 missed in the one; 0, 0, 3 in the other."""
    write = Writer("e")
    pairs = [
        ("d", record(people), gold(signatories=PEOPLE)),
        ("e", document(write), gold(signatories=PEOPLE)),
    ]
    return evaluate(pairs)


def test_rates_are_taken_from_the_counts_of_all_documents() -> None:
    count = two_documents().counts["signatories"]
    assert (count.right, count.spurious, count.missed) == (2, 1, 4)
    assert count.precision == pytest.approx(2 / 3)
    assert count.recall == pytest.approx(2 / 6)
    assert count.f1 == pytest.approx(2 * (2 / 3) * (2 / 6) / (2 / 3 + 2 / 6))


def test_nothing_found_where_nothing_was_to_be_found_is_perfect() -> None:
    score = evaluate([("d", document(Writer("d")), gold())])
    assert [score.counts[name].f1 for name in CORE] == [1.0] * 8
    assert score.mean == 1.0


def test_the_mean_is_that_of_the_core_fields() -> None:
    score = evaluate([("d", record(), gold(is_contract=True, department_codes=["02"]))])
    assert score.mean == pytest.approx(7 / 8)  # departments: 0, everything else: 1


def test_fields_that_are_reported_are_known() -> None:
    everything = gold(
        kind="news", publication_date=None, update_date=None, signatories=PEOPLE, amounts=AMOUNTS,
        deliberation={"number": "1", "session_date": None, "vote": "unanimous"},
    )  # fmt: skip
    score = evaluate([("d", record(lambda w: people(w) | money_of(w) | decided(w)), everything)])
    assert set(score.counts) == set(FIELDS)


def test_mistakes_name_document_field_and_value() -> None:
    wrong = {
        (m.document, m.field, m.kind, m.value) for m in two_documents().mistakes if m.field == "signatories"
    }
    assert ("d", "signatories", "spurious", "anne roux") in wrong
    assert ("e", "signatories", "missed", "elodie lefevre") in wrong


def test_evidence_must_stand_where_it_says() -> None:
    made = record(people)
    assert count_ungrounded(made) == 0
    made.contracts[0].signatories[0].evidence[0].start += 1
    assert count_ungrounded(made) == 1
