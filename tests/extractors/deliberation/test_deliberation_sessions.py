"""Which assembly sat on which day."""

import pytest

from extractors.dates.component import find_dates
from extractors.deliberation.component import find_deliberations
from extractors.deliberation.sessions import find_assembly, find_session, session_in_margins
from extractors.text.blocks import Block
from extractors.text.source import Source
from tests.case_lines import case_lines


@pytest.mark.parametrize(("text", "days"), case_lines("session_cases.txt"))
def test_sessions(text: str, days: list[str]) -> None:
    source = Source(text)
    found = find_session(source, find_dates(source, []), 0, len(text))
    assert ([found.value] if found else []) == days


@pytest.mark.parametrize(("text", "assemblies"), case_lines("assembly_cases.txt"))
def test_assemblies(text: str, assemblies: list[str]) -> None:
    found = find_assembly(Source(text), 0, len(text))
    assert ([text[slice(*found)]] if found else []) == assemblies


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Procès-verbal – séance du 24 juin 2019", "2019-06-24"),
        ("Imprimé le 24 juin 2019", None),
        ("Séance de juin 2019", None),
    ],
)
def test_the_running_head_of_pages_may_tell_the_session(head: str, day: str | None) -> None:
    text = f"{head}\nLe Conseil décide d'ouvrir un lieu. Adopté par 9 voix."
    blocks = [Block(0, len(head), "paragraph", main=False), Block(len(head) + 1, len(text), "paragraph")]
    found = session_in_margins(Source(text, blocks=blocks, pages=[0]))
    assert (found.value if found else None) == day
    (act,) = find_deliberations(Source(text, blocks=blocks, pages=[0]), []) or (None,)
    assert (act.deliberation.session_date if act else None) == day
    assert session_in_margins(Source(text, blocks=blocks)) is None  # the menu of a site
