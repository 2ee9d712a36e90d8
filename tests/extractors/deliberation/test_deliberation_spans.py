"""Where the acts of a file begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.deliberation.spans import find_spans
from extractors.text.source import Source

BODY = "Le rapporteur expose le projet.\nLe Conseil approuve.\n"


def numbers(text: str) -> list[str | None]:
    """The numbers of the acts of a text."""
    return [text[slice(*span.number)] if span.number else None for span in find_spans(Source(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Délibération n° 1-A\n{BODY}Délibération n° 1-B\n{BODY}", ["1-A", "1-B"]),
        (f"22-112 – Routes\n{BODY}22-113 – Collèges\n{BODY}", ["22-112", "22-113"]),
        (f"D2025-036 - Objet : routes\n{BODY}D2025-037 - Objet : eau\n{BODY}", ["D2025-036", "D2025-037"]),
        (f"AG/23-06/1 · Routes\n{BODY}AG/23-06/2 · Collèges\n{BODY}", ["AG/23-06/1", "AG/23-06/2"]),
        # Register, number and report in one head are one act; the act's own number is kept.
        (f"EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nRapport n° 12\nDélibération n° 1-A\n{BODY}", ["1-A"]),
        # The number again in a running title is the same act.
        (f"Délibération n° 1-A\n{BODY}Délibération n° 1-A\nSuite du texte.\n{BODY}", ["1-A"]),
        # An agenda and a table of contents hold no acts.
        ("Ordre du jour\nDélibération n° 1-A\nDélibération n° 1-B\n", []),
        (f"Sommaire\nDélibération n° 1-A\nDélibération n° 1-B\nDélibération n° 1-A\n{BODY}", ["1-A"]),
        # The last line of a table of contents is not the head of the first act, of another kind.
        (f"Arrêté n° 7\nDélibération n° 1-A\nArrêté n° 7\n{BODY}{BODY * 20}Délibération n° 1-A\n{BODY}", ["7", "1-A"]),
        # Items without numbers of their own, in rising order, with votes.
        ("1. Routes\nAdopté à l'unanimité.\n2. Collèges\nAdopté à l'unanimité.\n", [None, None]),
        # A visa names another act.
        (f"Délibération n° 1-A\nVu la délibération n° 1-Z ;\n{BODY}", ["1-A"]),
        # One number alone, and a text that is none.
        (f"Délibération n° 1-A\n{BODY}", ["1-A"]),
        ("Le préfet et le président ont signé.", []),
    ],
)  # fmt: skip
def test_acts(text: str, found: list[str | None]) -> None:
    assert numbers(text) == found


def test_the_last_act_ends_where_the_session_does() -> None:
    text = f"Délibération n° 1-A\n{BODY}Délibération n° 1-B\n{BODY}La séance est levée à midi.\nLe président"
    *_, last = find_spans(Source(text))
    assert text[last.end :].startswith("La séance est levée")


@given(st.lists(st.sampled_from(["Routes", "Collèges", "Enfance", "Budget"]), min_size=2, max_size=12))
def test_spans_follow_each_other_without_gaps(titles: list[str]) -> None:
    text = "".join(f"Délibération n° 21-{index:02}\n{title}\n{BODY}" for index, title in enumerate(titles))
    spans = find_spans(Source(text))
    assert len(spans) == len(titles)
    assert [span.end for span in spans[:-1]] == [span.start for span in spans[1:]]
