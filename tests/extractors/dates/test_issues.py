"""The issue of a magazine that a page is from."""

import pytest

from extractors.dates.component import document_dates
from extractors.dates.grammar import find_mentions
from extractors.dates.issues import runs_with_issue
from extractors.text.source import Source


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("14 | Le magazine du Département du Lot | n° 187 – mars 2023", True),
        ("La lettre des familles, n° 12 (mai 2021), p. 3", True),
        ("LE MAG – N° 8 – JUIN 2022 – 5", True),
        ("Recueil des actes administratifs – n° 7 – juillet 2024", False),  # no magazine
        ("Le magazine du Département a été lancé en mars 2023", False),  # no issue
        ("Le journal n° 12 revient sur le contrat de mars 2023 avec l'État", False),  # the line goes on
    ],
)
def test_lines_that_tell_an_issue(line: str, expected: bool) -> None:
    source = Source(line)
    assert [runs_with_issue(source, mention) for mention in find_mentions(source)] == [expected]


def test_the_foot_of_a_page_dates_it() -> None:
    text = "Le contrat a été signé hier à Guéret.\n\n" * 9 + "14 | Le magazine du Lot | n° 187 – mars 2023"
    published, _ = document_dates(Source(text, pages=[0]))
    assert published is not None
    assert published.value == "2023-03"


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ("Le magazine de la vie publique • Janvier 2022", "2022-01"),
        ("Bulletin officiel du Département – novembre 2022", None),  # it holds the acts of several sessions
    ],
)
def test_the_head_of_the_first_page_dates_a_magazine(head: str, value: str | None) -> None:
    published, _ = document_dates(Source(f"{head}\n\nLe contrat a été signé hier à Guéret.", pages=[0]))
    assert (published.value if published else None) == value
