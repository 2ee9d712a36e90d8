"""What a grammar costs grows with the text and no faster, whatever pieces the text is made of."""

from collections.abc import Callable

import pytest

from extractors.amounts.component import find_amounts
from extractors.contracts.acts import find_acts
from extractors.dates.component import find_dates, find_periods
from extractors.parties.territories import find_territories
from extractors.people.offices import find_offices
from extractors.text.source import Source
from tests.growth import calls, hostile_pieces


def dates_and_periods(source: Source) -> None:
    find_dates(source, find_acts(source))
    find_periods(source)


GRAMMARS: dict[str, Callable[[Source], object]] = {
    "amounts": find_amounts,
    "dates": dates_and_periods,
    "offices": find_offices,
    "territories": find_territories,
}


@pytest.mark.parametrize(
    ("name", "piece"), [(name, piece) for name, pieces in hostile_pieces().items() for piece in pieces]
)
def test_a_text_twice_as_long_takes_twice_the_work(name: str, piece: str) -> None:
    def work(times: int) -> int:
        source = Source(f"Le contrat : 3 M€ {piece * times} a été signé le 3 mai 2021")
        return calls(lambda: GRAMMARS[name](source))

    work(10)  # what is made once for all texts
    assert work(800) < 2.3 * work(400)
