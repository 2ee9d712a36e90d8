"""Documents that report contracts, whatever they say of them: some agree, some contradict each other."""

from typing import Any

from hypothesis import strategies as st

from pipeline.record import STATUS_ORDER, Contract, Document
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

STATE, ARS = ("etat",), ("ars",)


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    made = []
    for number in range(draw(st.integers(1, 4))):
        write = Writer(f"{number}" * 64)
        contracts = [any_contract(draw, write) for _ in range(draw(st.integers(0, 2)))]
        made.append(
            document(write, *contracts, kind=draw(st.sampled_from(["news", "contract", "press_release"])))
        )
    return made


@st.composite
def corrected_documents(draw: st.DrawFn) -> list[Document]:
    """Documents of which some came in the place of others."""
    made = draw(documents())
    for number, one in enumerate(made):
        one.source.retrieved_at = f"2026-03-0{number + 1}"
        one.source.superseded_by = [later.id for later in made[number + 1 :] if draw(st.booleans())]
    return made


def any_contract(draw: st.DrawFn, write: Writer) -> Contract:
    name, codes = draw(
        st.sampled_from([("cdppe-02-2020", ["02"]), ("cdppe-02-x", ["02"]), ("other-2020", [])])
    )

    def some(strategy: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(strategy, max_size=2))

    dates = st.tuples(
        st.sampled_from(["signature", "event"]),
        st.sampled_from(["2020", "2020-10", "2020-10-13", "XXXX-10-13", "2021"]),
    )
    money = st.tuples(
        st.sampled_from(["2500000", "2512340", "2510000"]),
        st.sampled_from([(), STATE, ARS]),
        st.sampled_from([None, "2020"]),
    )
    names = st.sampled_from(["Léa Roux", "Lea ROUX", "Roux", "Jean Roux", "Léa Noir"])
    commitments = some(st.tuples(st.sampled_from(["agir", "Agir", "soigner"]), st.sampled_from([None, "1"])))
    links = st.sampled_from([None, *range(len(commitments))])
    actions = some(st.tuples(st.sampled_from(["ouvrir", "Ouvrir", "recruter"]), links))
    bounds = draw(st.sampled_from([None, ("2020", "2022"), ("2020", None), ("2020", "2023")]))
    number = draw(st.sampled_from([None, ("12", None), ("12", "2020-10"), (None, "2020-11-03")]))
    return contract(
        write,
        name,
        codes,
        status=draw(st.sampled_from(STATUS_ORDER)),
        title=draw(st.sampled_from([None, "CDPPE", "Contrat"])),
        dates=[
            date(write, k, v, inferred=draw(st.sampled_from([None, "publication"]))) for k, v in some(dates)
        ],
        period=period(write, *bounds) if bounds else None,
        amounts=[amount(write, v, p, year=y) for v, p, y in some(money)],
        signatories=[signatory(write, n, party=draw(st.sampled_from([None, "etat"]))) for n in some(names)],
        engagements=[engagement(write, t, axis) for t, axis in commitments],
        actions=[action(write, t, link) for t, link in actions],
        deliberation=deliberation(write, *number) if number else None,
    )
