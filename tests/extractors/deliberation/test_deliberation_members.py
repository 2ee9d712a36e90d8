"""Members of an assembly and its rapporteurs."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extractors.deliberation.members import as_members, find_attendance
from extractors.found import source_of
from extractors.language import load
from tests.case_lines import case_lines


@pytest.fixture(scope="module")
def read() -> Callable[[str], Doc]:
    return load()


@pytest.mark.parametrize(("text", "people"), case_lines("attendance_cases.txt"))
def test_attendance(read: Callable[[str], Doc], text: str, people: list[str]) -> None:
    doc = read(text)
    source = source_of(doc)
    found = as_members(source, doc._.people, find_attendance(source))
    assert [f"{person.name} {person.capacity}" for person in found] == people


PARTIES = [
    ("Séance du conseil départemental\nPrésents : Mme Anne ROY", "departement"),
    ("Contrat avec l'ARS – Commission permanente du Département\nRapporteure : Mme Anne ROY", "departement"),
    ("Séance du conseil municipal\nAbsente : Mme Anne ROY", "other"),
    ("Séance du conseil d'administration\nPrésente : Mme Anne ROY", "other"),
    ("Séance du 3 mai avec l'État\nPrésente : Mme Anne ROY", None),
]


@pytest.mark.parametrize(("text", "party"), PARTIES)
def test_members_act_for_their_assembly(read: Callable[[str], Doc], text: str, party: str | None) -> None:
    assert [person.party for person in read(text)._.people] == [party]
