"""Pairs of records for comparison, made from what each says; and any record at all, for properties."""

from typing import Any

from hypothesis import strategies as st

from pipeline.record import Document, Problem
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

_NAMES = st.sampled_from(["Anne Roy", "Luc Petit", "Léa ROUX", "anne roy"])
_YEARS = st.sampled_from(["2020", "2021-03", "2021-03-04"])
_SUMS = st.sampled_from(["1000", "2500000", "904724.25"])
_TEXTS = st.sampled_from(["créer un lieu d’accueil", "recruter un médecin", "former les équipes"])
_FEW = 3


@st.composite
def records(draw: st.DrawFn, filler: str = "") -> Document:
    """A record of the document "d": few values, so that two of them have many in common.

    Between its facts stand letters of `filler`: without any, two records often have the same text.
    """
    write = Writer("d")

    def some(values: st.SearchStrategy[Any]) -> list[Any]:
        write(draw(st.text(filler, max_size=20)) if filler else "")
        return draw(st.lists(values, max_size=_FEW))

    def make() -> Any:
        commitments = [engagement(write, text) for text in some(_TEXTS)]
        index = st.sampled_from([None, *range(len(commitments))])
        return contract(
            write,
            draw(st.sampled_from(["cdppe-02-2020", "cdppe-39-2021"])),
            status=draw(st.sampled_from(["signed", "adopted"])),
            signatories=[signatory(write, name, role="préfète") for name in some(_NAMES)],
            parties=[party(write, "departement", name) for name in some(_NAMES)],
            dates=[date(write, "signature", value) for value in some(_YEARS)],
            period=period(write, "2020", draw(_YEARS)) if draw(st.booleans()) else None,
            amounts=[amount(write, value) for value in some(_SUMS)],
            engagements=commitments,
            actions=[action(write, text, draw(index)) for text in some(_TEXTS)],
            deliberation=deliberation(write, draw(_SUMS), None) if draw(st.booleans()) else None,
        )

    contracts = [make() for _ in range(draw(st.integers(0, 2)))]
    made = document(write, *contracts, status=draw(st.sampled_from(["read", "failed"])))
    made.people = [signatory(write, name) for name in some(_NAMES)]
    made.amounts = [amount(write, value, role="context") for value in some(_SUMS)]
    made.problems = [Problem(code="doubt", message=text) for text in some(_TEXTS)]
    made.text = write.text
    return made
