"""Who signs, who is present, quoted, represented: people of a text with capacity, party and office."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tests.case_lines import case_lines

CASES = case_lines("people_cases.txt")


@pytest.fixture(scope="module")
def nlp() -> Language:
    """What people are found by, and nothing else."""
    nlp = spacy.blank("fr")
    for component in ("acts", "contracts", "entities", "people"):
        nlp.add_pipe(f"tripartite_{component}")
    return nlp


def shown(doc: Doc) -> list[str]:
    """People as a case writes them: name, or role in brackets where there is no name."""
    named = [f"{p.name}: {p.capacity} {p.party or '-'} {p.office}" for p in doc._.people]
    roles = [(signing.figure.office, signing.capacity) for signing in doc._.unnamed]
    unnamed = [f"[{doc.text[o.start : o.end]}]: {c} {o.party or '-'} {o.office}" for o, c in roles if o]
    return named + unnamed


@pytest.mark.parametrize(("text", "people"), CASES)
def test_people(nlp: Language, text: str, people: list[str]) -> None:
    assert sorted(shown(nlp(text))) == sorted(people)
