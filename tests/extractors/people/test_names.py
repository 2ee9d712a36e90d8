"""Names of people by their shape: every casing, particles, initials, broken lines, and what is no name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.people.name_writing import as_written
from extractors.people.names import Name, find_names
from extractors.text.source import Source
from tests.case_lines import case_lines

CASES = case_lines("name_cases.txt")


def shown(name: Name) -> str:
    written = " / ".join(as_written(name.given, name.family)).strip()
    return written if name.certain or name.ground == "common given name" else f"{written} ?"


@pytest.mark.parametrize(("text", "names"), CASES)
def test_names(text: str, names: list[str]) -> None:
    found = [shown(name) for name in find_names(Source(text))]
    assert [name for name in found if not name.endswith("?") or name in names] == names


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("Mme Roy a signé.", "honorific"),  # an honorific proves even a surname alone
        ("Sophie Roy a signé.", "given name"),
        ("Rose Roy a signé.", "common given name"),  # also a flower
        ("Zbigna Tarkos a signé.", "shape"),  # nothing but two capitals
    ],
)
def test_what_speaks_for_a_name(text: str, ground: str) -> None:
    (name,) = find_names(Source(text))
    assert name.ground == ground


def test_bounds_leave_the_honorific_out() -> None:
    text = "Hier, Mme Anne ROY, préfète, a signé."
    (name,) = find_names(Source(text))
    assert (text[name.start : name.end], text[name.full_start : name.end]) == ("Anne ROY", "Mme Anne ROY")
    assert name.honorific == "Mme"


@pytest.mark.parametrize(
    ("given_name", "family", "written"),
    [
        ("VIOLAINE", "DÉMARET", "Violaine Démaret"),
        ("JEAN-LUC", "DE LA TOUR", "Jean-Luc de La Tour"),  # the first particle small
        ("Paul", "D'ARGENT", "Paul d'Argent"),
        ("Yann", "LE BIHAN", "Yann Le Bihan"),  # an article is part of the name
        ("J.-P.", "O'BRIEN", "J.-P. O'Brien"),
        ("Anne", "McAllister", "Anne McAllister"),  # mixed case stays
    ],
)
def test_names_are_written_as_a_person_would(given_name: str, family: str, written: str) -> None:
    assert " ".join(as_written(given_name, family)) == written


@given(st.text(alphabet="AÉnrR-'’.,\n MmexXdeLlaJ\u00a0‐/", max_size=80))
def test_any_text_gives_names_that_lie_in_it_in_order(text: str) -> None:
    position = 0
    for name in find_names(Source(text)):
        assert position <= name.start < name.end <= len(text)
        assert name.family
        position = name.end


def test_a_name_found_once_is_found_in_any_company() -> None:
    names = ["Anne ROY", "Jean-Luc de Balorre", "Yann LE BIHAN", "Nora El Khatib"]
    text = ", ".join(names) + " et " + " puis ".join(reversed(names)) + "."
    found = [text[name.start : name.end] for name in find_names(Source(text))]
    assert found == [*names, *reversed(names)]
