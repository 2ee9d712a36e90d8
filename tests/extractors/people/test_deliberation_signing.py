"""Who signs by what an assembly decides."""

import pytest

from extractors.contracts.acts import find_acts
from extractors.contracts.mentions import find_mentions
from extractors.people.figures import figures_of
from extractors.people.signing_deliberations import deliberates, signs_by_decision
from extractors.text.source import Source
from tests.case_lines import case_lines


@pytest.mark.parametrize(("text", "signers"), case_lines("decision_signing_cases.txt"))
def test_signers(text: str, signers: list[str]) -> None:
    source = Source(text)
    found = signs_by_decision(source, figures_of(source), find_acts(source), find_mentions(source))
    assert [f.name.family for f in sorted(found, key=lambda f: f.start) if f.name] == signers


CONTRACT = (
    "ENTRE\nL'État, représenté par le préfet,\nET\nLe Département, représenté par son président,\n"
    "Vu la délibération n° 21-45 ;\nIl est convenu ce qui suit."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Après en avoir délibéré, le Conseil approuve le contrat.", True),
        ("Délibération n° 21-45\nLe contrat est approuvé.", True),
        ("Le préfet et le président ont signé le contrat.", False),
        (CONTRACT, False),  # it is signed at its foot, whatever deliberation it recalls
    ],
    ids=["formula", "number", "news", "contract"],
)
def test_what_deliberates(text: str, expected: bool) -> None:
    assert deliberates(Source(text)) is expected
