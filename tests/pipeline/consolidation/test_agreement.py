"""What refines a statement is found where it is looked for, without comparing each with each."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.consolidation.agreement import Amounts, Dates, Deliberations, Periods
from tests.pipeline.made import Writer, amount, date, deliberation, period

YEARS, MONTHS, DAYS = (
    ("2020", "2021", "XXXX"),
    ("", "-XX", "-10", "-02", "-21", "-36", "-40"),
    ("", "-13", "-XX"),
)
# A date, with more or less of it, a season, or something that is none.
EDTF = st.one_of(
    st.builds("".join, st.tuples(*map(st.sampled_from, (YEARS, MONTHS, DAYS)))),
    st.sampled_from(["2020?", "..", "2020-10-13~"]),
)
BOUND = st.none() | EDTF
SUM = st.sampled_from(["2500000", "2512340", "2510000", "3000000", "2"])
PAYERS = st.sampled_from([[], ["etat"], ["ars", "etat"]])
YEAR = st.sampled_from([None, "2020", "2021"])

FACTS: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "dates": (Dates(), st.builds(lambda v: date(Writer("d"), "signature", v), EDTF)),
    "periods": (Periods(), st.builds(lambda s, e: period(Writer("d"), s, e), BOUND, BOUND)),
    "deliberations": (
        Deliberations(),
        st.builds(
            lambda n, d: deliberation(Writer("d"), n, d), st.sampled_from([None, "12", "n° 12", "7"]), BOUND
        ),
    ),
    "amounts": (Amounts(), st.builds(lambda v, p, y: amount(Writer("d"), v, p, year=y), SUM, PAYERS, YEAR)),
}


@pytest.mark.parametrize("kind", FACTS)
@settings(max_examples=600, deadline=None)
@given(data=st.data())
def test_what_refines_a_statement_is_filed_where_that_is_sought(kind: str, data: st.DataObject) -> None:
    compare, facts = FACTS[kind]
    one, other = data.draw(facts), data.draw(facts)
    if compare.refines(one, other):
        filed = set(compare.filed(one))
        assert compare.sought(other)
        assert all(filed.intersection(keys) for keys in compare.sought(other))
