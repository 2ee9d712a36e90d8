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


ACT = f"Délibération n° 1-A\n{BODY}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Délibération n° 1-A\n{BODY}Délibération n° 1-B\n{BODY}", ["1-A", "1-B"]),
        (f"22-112 – Routes\n{BODY}22-113 – Collèges\n{BODY}", ["22-112", "22-113"]),
        (f"D2025-036 - Objet : routes\n{BODY}D2025-037 - Objet : eau\n{BODY}", ["D2025-036", "D2025-037"]),
        (f"AG/23-06/1 · Routes\n{BODY}AG/23-06/2 · Collèges\n{BODY}", ["AG/23-06/1", "AG/23-06/2"]),
        # Year, month and rank before a title read as days, but count; days do not, nor do sentences have titles.
        (f"2023-12-01 CANTINE\n{BODY}2023-12-02 Voirie\n{BODY}", ["2023-12-01", "2023-12-02"]),
        (f"D2023/45 Voirie\n{BODY}D2023/46 Cantine\n{BODY}", ["D2023/45", "D2023/46"]),
        (f"2023-12-04 Marché\n{BODY}2023-12-19 Concert\n{BODY}", []),
        (f"2023-12-04 à 18 h\n{BODY}2023-12-05 à 20 h\n{BODY}", []),
        # An agenda with the same numbers, and a full stop behind each; sections of a contract are no acts.
        (f"22.12.1 – Eau\n22.12.2 – Gaz\n2022.12.1. Eau\n{BODY}2022.12.2. Gaz\n{BODY}", ["2022.12.1", "2022.12.2"]),
        (f"12.1. Durée\n{BODY}12.2. Suivi\n{BODY}", []),
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
        # An item that does not follow on is none of the list.
        (
            "1. Routes\nAdopté à l'unanimité.\n2. Eau\nAdopté à l'unanimité.\n7. Lot\nAdopté à l'unanimité.\n",
            [None, None],
        ),
        # What an act is about may stand in the line below its number.
        (f"ARRÊTÉ n° D-1\nportant tarif du foyer\n{BODY}ARRÊTÉ n° D-2\nrelatif aux routes\n{BODY}", ["D-1", "D-2"]),
        # The number may close an act: it opens no other.
        (f"Point n° 4\n{BODY}Délibération n° 1-A adoptée à l'unanimité.\n", ["4"]),
        # The place in the agenda stands before the number.
        (f"3.1 – Délibération n° 1-A\n{BODY}4.2 – Délibération n° 1-B : contrat\n{BODY}", ["1-A", "1-B"]),
        (f"I. Délibération n° 1-A\n{BODY}II. Délibération n° 1-B\n{BODY}", ["1-A", "1-B"]),
        # So may the title, whatever sign parts it from the number.
        (f"ROUTES – Délibération n° 1-A\n{BODY}EAU – Délibération n° 1-B\n{BODY}", ["1-A", "1-B"]),
        (f"Routes (délibération 1-A)\n{BODY}Eau, gaz (délibération 1-B)\n{BODY}", ["1-A", "1-B"]),
        (f"Routes | Délib. n° 1-A\n{BODY}Eau et gaz | Délib. n° 1-B\n{BODY}", ["1-A", "1-B"]),
        (f"Routes, délibération n° 1-A\n{BODY}Eau : délibération n° 1-B\n{BODY}", ["1-A", "1-B"]),
        # What only refers to an act, or goes on behind its number, is no title.
        (f"Délibération n° 1-A\nRéférence : délibération n° 1-Z\n{BODY}", ["1-A"]),
        (f"Délibération n° 1-A\nLe bail, délibération n° 1-Z du 3 mai, est échu.\n{BODY}", ["1-A"]),
        # A report, what is said of it, and the act that comes of it, told to follow.
        (
            f"RAPPORT N° 7\n{BODY * 20}Il prend la délibération dont la teneur suit :\nDélibération n° 1-A\n{BODY}",
            ["1-A"],
        ),
        (f"RAPPORT N° 7\n{'Un bus. ' * 200}\nJe vous propose d'en délibérer.\nDélibération n° 1-A\n{BODY}", ["1-A"]),
        (
            f"Dossier n° 7\n{'Un bus. ' * 99}Je vous prie d'en délibérer.\nEXTRAIT DU REGISTRE\n{ACT}",
            ["1-A"],
        ),
        (
            f"RAPPORT N° 7\n{'Un bus. ' * 200}\nIl est proposé un bus.\nAdopté : 9 voix.\nDélibération n° 1-A\n{BODY}",
            ["7", "1-A"],
        ),
        (f"RAPPORT N° 7\n{BODY * 20}\nDélibération n° 1-A\n{BODY}", ["7", "1-A"]),
        # A visa names another act.
        (f"Délibération n° 1-A\nVu la délibération n° 1-Z ;\n{BODY}", ["1-A"]),
        # One number alone, and a text that is none.
        (f"Délibération n° 1-A\n{BODY}", ["1-A"]),
        ("Le préfet et le président ont signé.", []),
    ],
)  # fmt: skip
def test_acts(text: str, found: list[str | None]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("body", "apart"),
    [
        # A paragraph and the line of its vote: an act, however short.
        (("Six communes se partagent une aide de 21 700 €, le reste allant à la caisse des écoles du canton.\n"
         "ADOPTÉ — unanimité\n"), True),
        (("La parcelle est vendue au prix de 14 850 €, conforme à l'avis des domaines, à la commune de Rodez.\n"
         "Décision acquise par 20 voix contre 3.\n"), True),
        # A line of a summary, with or without its vote below it.
        ("Adopté à l'unanimité.\n", False),
        ("Rapporteur : M. Luc Blanc\nAdopté à l'unanimité.\n", False),
    ],
)  # fmt: skip
def test_a_short_act_has_its_own_paragraph_and_vote(body: str, *, apart: bool) -> None:
    text = f"N° 6896 – Comices\n{body}N° 6897 – Parcelles\n{body}"
    assert [span.apart for span in find_spans(Source(text))] == [apart, apart]


@pytest.mark.parametrize(
    "closing",
    ["La séance est levée à midi.", "L'assemblée se sépare à midi.", "La réunion prend fin à 15 h."],
)
def test_the_last_act_ends_where_the_session_does(closing: str) -> None:
    text = f"Délibération n° 1-A\n{BODY}Délibération n° 1-B\n{BODY}{closing}\nLe président"
    *_, last = find_spans(Source(text))
    assert text[last.end :].startswith(closing)


def test_an_act_may_open_behind_its_rank_and_subject_and_be_told_by_its_vote_only() -> None:
    text = f"4. SANTÉ – Délibération n°D-23-8 : contrat\n{BODY}5. VOIRIE – Délibération n°D-23-9 : marché\n"
    assert [text[span.start :][:2] for span in find_spans(Source(f"{text}Offre retenue. Pour : 55."))] == [
        "4.",
        "5.",
    ]


@given(st.lists(st.sampled_from(["Routes", "Collèges", "Enfance", "Budget"]), min_size=2, max_size=12))
def test_spans_follow_each_other_without_gaps(titles: list[str]) -> None:
    text = "".join(f"Délibération n° 21-{index:02}\n{title}\n{BODY}" for index, title in enumerate(titles))
    spans = find_spans(Source(text))
    assert len(spans) == len(titles)
    assert [span.end for span in spans[:-1]] == [span.start for span in spans[1:]]
