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


ROLES = [
    # A mayor's municipality, which has no code, is told at the foot.
    (
        "La commune de Guéret, représentée par son maire, M. Luc Blanc.",
        "Le maire de Guéret\nLuc BLANC",
        "maire de Guéret",
    ),
    # … as that of a community of municipalities, which has none either; a fund has its name only.
    (
        "Guéret Agglomération, représentée par son président, M. Luc Blanc.",
        "Le président de Guéret Agglomération\nLuc BLANC",
        "président de Guéret Agglomération",
    ),
    (
        "La Caf, représentée par sa directrice, Mme Anne Roy.",
        "La directrice de la Caf\nAnne ROY",
        "directrice de la Caf",
    ),
    # "du Département" says no more of whoever presides over it.
    (
        "Le Département, représenté par son président, M. Luc Blanc.",
        "Le président du Département\nLuc BLANC",
        "président",
    ),
    # To be in office tells nothing of the office.
    ("Le Département, représenté par sa présidente en exercice, Mme Anne Roy.",
     "La présidente du conseil départemental de la Creuse\nAnne ROY",
     "présidente du conseil départemental de la Creuse"),
    # Another office is no fuller one.
    (
        "La commune de Guéret, représentée par son maire, M. Luc Blanc.",
        "Le président de la communauté\nLuc BLANC",
        "maire",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("party", "foot", "role"), ROLES)
def test_the_role_is_that_which_is_told_in_full(nlp: Language, party: str, foot: str, role: str) -> None:
    doc = nlp(
        f"CONVENTION\nEntre :\n{party}\nIl est convenu ce qui suit.\nFait à Guéret, le 3 mai 2021\n{foot}"
    )
    assert [person.role for person in doc._.people] == [role]
