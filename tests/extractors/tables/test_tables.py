"""Tables with a known grid: what their cells say, whether their sums hold, which engagements and actions they list."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.amounts.component import find_amounts
from extractors.contracts.mentions import find_mentions
from extractors.engagements.component import find_commitments
from extractors.tables.plans import read_plans
from extractors.tables.sums import check_sums
from extractors.tables.tables import read_tables
from tests.extractors.tables.table_text import source_of_lines

_LETTERS = {"e": "etat", "a": "ars", "d": "departement", "r": "region", "o": "other", "i": "epci", "c": "caf"}


def _cases() -> list[object]:
    text = (Path(__file__).parents[2] / "data/table_cases.txt").read_text("utf-8")
    cases = []
    for part in text.split("\n## ")[1:]:
        title, *lines = [line for line in part.splitlines() if line]
        wanted = [line[2:] for line in lines if line.startswith("→ ")]
        cases.append(pytest.param([line for line in lines if not line.startswith("→ ")], wanted, id=title))
    return cases


def _wanted(line: str) -> tuple[str, ...]:
    value, payers, year, scope, *purpose = line.split(" ", 4)
    kinds = ",".join(_LETTERS[letter] for letter in payers if letter != "-")
    return value, kinds, "" if year == "-" else year, scope, *purpose


@pytest.mark.parametrize(("lines", "wanted"), _cases())
def test_cells_are_amounts(lines: list[str], wanted: list[str]) -> None:
    got = [
        (str(a.value), ",".join(a.payers), a.year or "", a.scope, *([a.purpose] if a.purpose else []))
        for a in find_amounts(source_of_lines(lines))
    ]
    assert got == [_wanted(line) for line in wanted]


@pytest.mark.parametrize(
    ("total", "tables"), [("Total des actions", 2), ("Total de l'action", 1), ("TOTAL", 2)]
)
def test_a_total_of_all_ends_a_table(total: str, tables: int) -> None:
    part = ["| Action | État |", "| Maraudes | 1 € |", f"| {total} | 1 € |"]
    assert len(read_tables(source_of_lines([*part, "Suite", *part]))) == tables


@pytest.mark.parametrize(("above", "plans"), [("Fiches-actions nouvelles", 1), ("Instances de suivi", 0)])
def test_the_line_above_a_table_without_money_tells_that_it_lists_actions(above: str, plans: int) -> None:
    rows = ["| N° | Intitulé | Pilote |", "| 5.1 | Un bus santé | ARS |", "| 5.2 | Un lieu neutre | Caf |"]
    assert len(read_plans(source_of_lines([above, *rows]))) == plans


@pytest.mark.parametrize(
    ("heading", "plans"), [("Action | Quartier | Porteur", 1), ("Quartier | Action | Élan", 0)]
)
def test_whatever_is_said_of_actions_stands_behind_them(heading: str, plans: int) -> None:
    rows = [f"| {heading} |", "| Un bus santé | Le Sanitas | Caf |", "| Un lieu neutre | Beaulieu | Ville |"]
    assert len(read_plans(source_of_lines(["Actions du contrat", *rows]))) == plans


def test_the_sum_of_years_is_not_paid_each_year() -> None:
    """Whatever is paid each year by what the lines above say."""
    lines = ["Montants annuels en euros", "| Financeur | 2021 | 2022 | Total |", "| État | 10 | 20 | 30 |"]
    assert [a.per_year for a in find_amounts(source_of_lines(lines))] == [False, False, False]
    assert [a.per_year for a in find_amounts(source_of_lines([lines[0], "| État | 30 |"]))] == [True]


SUMS = [
    # Rows and columns that add up, dashes count for nothing.
    (["| Action | État | ARS | Total |", "| Un | 10 € | – | 10 € |", "| Deux | 5 € | 6 € | 11 € |",
      "| Total | 15 € | 6 € | 21 € |"], []),
    # A total below its column, and the one at the right of it.
    (["| Action | État | ARS | Total |", "| Un | 10 € | 4 € | 14 € |", "| Deux | 5 € | 6 € | 11 € |",
      "| Total | 16 € | 10 € | 25 € |"], [("16", "15"), ("25", "26")]),
    # A total at the right of its row.
    (["| Action | État | ARS | Total |", "| Un | 10 € | 4 € | 15 € |", "| Deux | 5 € | 6 € | 11 € |"], [("15", "14")]),
    # Sub-totals are no parts of the total of all; one of them is wrong.
    (["| Action | Montant |", "| Un | 10 € |", "| Deux | 5 € |", "| Sous-total axe 1 | 15 € |", "| Trois | 1 € |",
      "| Quatre | 2 € |", "| Sous-total axe 2 | 4 € |", "| Total | 18 € |"], [("4", "3")]),
    # The sum of a group stands in the row that names it.
    (["| Action | Montant |", "| Axe 1 : un | 15 € |", "| A | 10 € |", "| B | 5 € |", "| Axe 2 : deux | 4 € |",
      "| C | 1 € |", "| D | 2 € |"], [("4", "3")]),
    # What is taken back counts against the rest.
    (["| Action | Montant |", "| Un | 10 € |", "| Reprise | - 4 € |", "| Total | 6 € |"], []),
    # Thousands are rounded: the last digit may be off by as much as its parts were.
    (["Montants en k€", "| Action | 2020 | 2021 | Total |", "| Un | 10,4 | 10,4 | 20,9 |"], []),
    (["Montants en k€", "| Action | 2020 | 2021 | Total |", "| Un | 10,4 | 10,4 | 21,9 |"], [("21900", "20800")]),
    # Each year has its total, all years have theirs.
    (["Montants en euros", "| Action | 2020 | < | < | 2021 | < | < | Total général |",
      "| ^ | État | ARS | Total | État | ARS | Total | ^ |", "| Un | 1 | 2 | 3 | 4 | 5 | 9 | 12 |"], []),
    # Chapters sum up their articles, a total the chapters.
    (["| Chapitre | Article | Libellé | Montant |", "| 011 | | Charges | 13 € |", "| | 60612 | Énergie | 8 € |",
      "| | 6152 | Entretien | 5 € |", "| 012 | | Personnel | 4 € |", "| | 6411 | Salaires | 4 € |",
      "| Total | < | < | 17 € |"], []),
    # A table that runs over a page is summed up at its end.
    (["| Action | Montant |", "| Un | 10 € |", "| Deux | 20 € |", "=== page", "| Trois | 30 € |",
      "| Total | 60 € |"], []),
    # The sum of one payer is that of its own rows; one of them is wrong.
    (["| Action | Financeur | Montant |", "| Un | État | 10 € |", "| ^ | ARS | 1 € |", "| Deux | État | 20 € |",
      "| ^ | ARS | 2 € |", "| Total | État | 30 € |", "| ^ | ARS | 4 € |", "| ^ | Ensemble | 33 € |"], [("4", "3")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "wanted"), SUMS)
def test_totals_are_held_against_their_parts(lines: list[str], wanted: list[tuple[str, str]]) -> None:
    source = source_of_lines(lines)
    problems = check_sums(source, read_tables(source))
    assert [p.code for p in problems] == ["table_total_mismatch"] * len(wanted)
    for problem, (written, summed) in zip(problems, wanted, strict=True):
        assert f"gives {written} as total" in problem.message
        assert f"add up to {summed}." in problem.message


def test_a_wrong_total_is_kept_and_its_page_told() -> None:
    source = source_of_lines(
        [
            "Le contrat",
            "=== page",
            "| Action | Montant |",
            "| Un | 10 € |",
            "| Deux | 5 € |",
            "| Total | 16 € |",
        ]
    )
    (problem,) = check_sums(source, read_tables(source))
    assert problem.page == 2
    assert [str(amount.value) for amount in find_amounts(source)] == ["10", "5", "16"]


PLANS = [
    # A cell names the engagement of its number in short.
    (
        ["CDPPE du Lot. Les engagements sont :", "1. soutenir les parents", "2. mieux accueillir",
         "| Axe | Action | État |", "| Axe 1 Parents | Visites à domicile | 10 € |",
         "| 2. Accueillir | Relais | 5 € |"],
        ["soutenir les parents", "mieux accueillir"], [("Visites à domicile", 0, ["10"]), ("Relais", 1, ["5"])],
    ),
    # Rows are actions, the merged cells beside them engagements; a later table refers to those by number.
    (
        ["Annexe au CDPPE du Lot : plan de financement", "| Engagement | N° | Action | État |",
         "| 1. Prévenir plus tôt | 1.1 | Visites prénatales | 10 € |", "| ^ | 1.2 | Ateliers pour parents | 5 € |",
         "| 2. Protéger mieux | 2.1 | Accueil d'urgence | 7 € |", "Année suivante",
         "| Engagement | N° | Action | État |", "| Eng. n° 2 | 2.1 | Accueil d'urgence | 8 € |"],
        ["Prévenir plus tôt", "Protéger mieux"],
        [("Visites prénatales", 0, ["10"]), ("Ateliers pour parents", 0, ["5"]), ("Accueil d'urgence", 1, ["7", "8"])],
    ),
    # Engagements in rows of their own; the total names none, and what is added up is no part.
    (
        ["Annexe au CDPPE du Lot", "| Fiche | État | ARS | Total |", "| Axe 1 – Agir ensemble | < | < | < |",
         "| Réseau de parrains | 1 € | 2 € | 3 € |", "| Total | 1 € | 2 € | 3 € |"],
        ["Agir ensemble"],
        [("Réseau de parrains", 0, ["1", "2"])],
    ),
    # Engagements over the rest of a row whose label goes on beside the actions; the next page begins with one.
    (
        ["Annexe au CDPPE du Lot", "| Axes et actions | < | État |  ARS |",
         "| AXE I | Agir ensemble | < | < |", "| ^ | Réseau de parrains | 1 € | 2 € |",
         "| AXE II | Soigner mieux | < | < |", "| ^ | Dentistes itinérants | 3 € | – |", "=== page",
         "| AXE III | Loger dignement | < | < |", "| ^ | Colocations encadrées | 4 € | 5 € |"],
        ["Agir ensemble", "Soigner mieux", "Loger dignement"],
        [("Réseau de parrains", 0, ["1", "2"]), ("Dentistes itinérants", 1, ["3"]),
         ("Colocations encadrées", 2, ["4", "5"])],
    ),
    # What groups the rows stands among them, at the top of the next page too.
    (
        ["Annexe au CDPPE du Lot", "| Objectifs et actions | État | ARS |", "| Agir ensemble | < | < |",
         "| Réseau de parrains | 1 € | 2 € |", "=== page", "| Soigner mieux | < | < |",
         "| Dentistes itinérants | 3 € | – |"],
        ["Agir ensemble", "Soigner mieux"],
        [("Réseau de parrains", 0, ["1", "2"]), ("Dentistes itinérants", 1, ["3"])],
    ),
    # The number of an action stands under the heading of its name: it groups nothing.
    (
        ["Annexe au CDPPE du Lot", "| Action | < | État |", "| Axe 1 : Agir ensemble | < | < |",
         "| 1.1 | Réseau de parrains | 1 € |", "| 1.2 | Dentistes itinérants | 3 € |"],
        ["Agir ensemble"],
        [("Réseau de parrains", 0, ["1"]), ("Dentistes itinérants", 0, ["3"])],
    ),
    # Rows that only refer by number or letter to what the text words are not actions once more.
    (
        ["Le CDPPE du Lot", "Axe 1 : Prévenir plus tôt", "Action 1 : Visites prénatales", "Pour 2021 :",
         "| Axe | Action | État |", "| Axe 1 | Action 1 | 10 € |", "| Axe B | Fiche B | 5 € |"],
        ["Prévenir plus tôt"],
        [("Visites prénatales", 0, [])],
    ),
    # The caption says that the rows are engagements.
    (
        ["Annexe au CDPPE du Lot", "Crédits de l'État par engagement", "| Intitulé | Montant État |",
         "| Agir avant la naissance | 10 € |", "| Préparer la sortie | 5 € |"],
        ["Agir avant la naissance", "Préparer la sortie"],
        [],
    ),
    # Titles of sheets are actions, those of axes engagements; who pays stands below. What sums all up is neither.
    (
        ["Annexe au CDPPE du Lot", "| | 2021 | 2022 |", "| Axe 1 – Prévenir plus tôt | < | < |",
         "| Fiche 1 – Visites prénatales | < | < |", "| État | 1 € | 2 € |", "| ARS | 3 € | 4 € |",
         "| Axe 2 – Protéger mieux | < | < |", "| Fiche 2 – Accueil d'urgence | < | < |", "| État | 5 € | 6 € |",
         "| Récapitulatif | < | < |", "| État | 6 € | 8 € |", "| ARS | 3 € | 4 € |"],
        ["Prévenir plus tôt", "Protéger mieux"],
        [("Visites prénatales", 0, []), ("Accueil d'urgence", 1, [])],
    ),
    # The corner of the heading, or the caption, says that they are actions.
    (
        ["Annexe au CDPPE du Lot", "| Action / financeur | 2021 |", "| Visites prénatales | < |", "| État | 1 € |",
         "| ARS | 3 € |", "| Accueil d'urgence | < |", "| État | 5 € |", "| Toutes actions | < |", "| État | 6 € |"],
        [],
        [("Visites prénatales", None, []), ("Accueil d'urgence", None, [])],
    ),
    (
        ["Annexe au CDPPE du Lot : financement par mesure", "| | 2021 |", "| Visites prénatales | < |",
         "| État | 1 € |", "| Accueil d'urgence | < |", "| État | 5 € |", "| Total | 6 € |"],
        [],
        [("Visites prénatales", None, []), ("Accueil d'urgence", None, [])],
    ),
    # The corner names all that stands below it; or the number of a row tells that it stands below an axis.
    (
        ["Annexe au CDPPE du Lot", "| Axe / action / financeur | 2021 |", "| Axe 1 – Prévenir plus tôt | < |",
         "| Visites prénatales | < |", "| État | 1 € |", "| Figeac Agglo | 3 € |", "| Ensemble du contrat | < |",
         "| État | 1 € |"],
        ["Prévenir plus tôt"],
        [("Visites prénatales", 0, [])],
    ),
    (
        ["Annexe au CDPPE du Lot", "| | 2021 |", "| Axe 1 – Prévenir plus tôt | < |", "| 1.1 Visites prénatales | < |",
         "| État | 1 € |", "| Axe 2 – Protéger mieux | < |", "| 2.1 Accueil d'urgence | < |", "| ARS | 5 € |"],
        ["Prévenir plus tôt", "Protéger mieux"],
        [("Visites prénatales", 0, []), ("Accueil d'urgence", 1, [])],
    ),
    # A heading that comes back names no action; what stands above the first one is a title like the others.
    (
        ["Annexe au CDPPE du Lot : financement par mesure", "| Visites prénatales | < |", "| Financeurs | 2021 |",
         "| État | 1 € |", "| ARS | 1 € |", "| Accueil d'urgence | < |", "| Financeurs | 2021 |", "| État | 5 € |"],
        [],
        [("Visites prénatales", None, []), ("Accueil d'urgence", None, [])],
    ),
    # Where neither does, they are what the money is parted by.
    (
        ["Annexe au CDPPE du Lot : plan d'actions", "| | 2021 |", "| Agir avant la naissance | < |",
         "| État | 1 € |", "| Préparer la sortie | < |", "| État | 5 € |"],
        ["Agir avant la naissance", "Préparer la sortie"],
        [],
    ),
    # Each action has a table of its own, its title above it or at its top.
    (
        ["Annexe au CDPPE du Lot", "Fiche 1 – Visites prénatales", "| Financeur | 2021 |", "| État | 1 € |",
         "Fiche 2 – Accueil d'urgence", "| Financeur | 2021 |", "| État | 2 € |", "Par ailleurs",
         "| Fiche 3 – Médiation | < |", "| Financeur | 2021 |", "| État | 2 € |"],
        [],
        [("Visites prénatales", None, []), ("Accueil d'urgence", None, []), ("Médiation", None, [])],
    ),
    # No money in it: a column that numbers the actions is none; one of figures makes it a table of another kind.
    (
        ["Le CDPPE du Lot", "| Orientation | N° | Action |", "| Agir plus tôt | 1.1 | Visites prénatales |",
         "| ^ | 1.2 | Ateliers pour parents |", "| Mieux protéger | 2.1 | Accueil d'urgence |"],
        ["Agir plus tôt", "Mieux protéger"],
        [("Visites prénatales", 0, []), ("Ateliers pour parents", 0, []), ("Accueil d'urgence", 1, [])],
    ),
    (
        ["Le CDPPE du Lot", "| Orientation | Notes | Action |", "| Agir plus tôt | 11 | Visites prénatales |",
         "| ^ | 12 | Ateliers pour parents |", "| Mieux protéger | 21 | Accueil d'urgence |"],
        [],
        [],
    ),
    # Accounts of a budget are no actions, payers and years neither.
    (["Le CDPPE du Lot", "| Dépenses | État |", "| Frais de personnel | 10 € |"], [], []),
    (["Le CDPPE du Lot", "| Financeur | 2021 |", "| ARS | 10 € |"], [], []),
    # No contract is named before the table.
    (["Subventions de l'année", "| Action | État |", "| Réseau de parrains | 1 € |"], [], []),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "engagements", "actions"), PLANS)
def test_rows_of_a_plan_are_actions(
    lines: list[str], engagements: list[str], actions: list[tuple[str, int | None, list[str]]]
) -> None:
    source = source_of_lines(lines)
    found = find_commitments(source, find_mentions(source))
    assert [e.text for e in found.engagements] == engagements
    assert [(a.text, a.engagement, a.amounts) for a in found.actions] == actions


_EUROS = st.integers(min_value=1, max_value=9_999_999)


@given(st.lists(st.tuples(_EUROS, _EUROS), min_size=1, max_size=6))
def test_whatever_the_figures_every_cell_is_an_amount_and_true_totals_hold(
    figures: list[tuple[int, int]],
) -> None:
    def row(label: str, values: tuple[int, ...]) -> str:
        return f"| {label} | " + " | ".join(f"{value:,} €".replace(",", " ") for value in values) + " |"

    totals = [sum(column) for column in zip(*figures, strict=True)]
    source = source_of_lines(
        ["| Action | État | ARS | Total |"]
        + [row(f"Mesure {chr(65 + i)}", (*pair, sum(pair))) for i, pair in enumerate(figures)]
        + [row("Total", (*totals, sum(totals)))]
    )
    amounts = find_amounts(source)
    assert len(amounts) == 3 * (len(figures) + 1)
    assert check_sums(source, read_tables(source)) == []
    for amount in amounts:
        assert source.text[amount.at.start : amount.at.end] == amount.at.quote


@pytest.mark.parametrize(
    ("lines", "actions"),
    [
        # Most rows name what has no money.
        (
            [
                "| Action | État |",
                "| Bus de PMI | |",
                "| Lieu de répit | |",
                "| Maraudes | 6 € |",
                "| Relais | |",
            ],
            ["Bus de PMI", "Lieu de répit", "Maraudes", "Relais"],
        ),
        # A number is none, and a rank, or a dash, is no part of its words.
        (["| Action | État |", "| 3a | 5 € |", "| – Maraudes | 6 € |"], ["Maraudes"]),
        (["| Action | État |", "| II-4 Maraudes | 5 € |", "| IV.1 Relais | 6 € |"], ["Maraudes", "Relais"]),
        # When money is paid out, and what another contract paid for, are no actions.
        (
            [
                "| Échéance | Condition | État |",
                "| Juillet 2020 | Signature | 5 € |",
                "| Octobre 2020 | Bilan | 6 € |",
            ],
            [],
        ),
        (["| Action | État |", "| Maraudes | 5 € |", "| Pour mémoire : avenant n° 1 | 6 € |"], ["Maraudes"]),
        (
            [
                "La colonne 2022 rappelle le contrat précédent.",
                "| Action | 2022 | 2023 |",
                "| Maraudes | 5 € | 6 € |",
            ],
            ["Maraudes"],
        ),
        # What is cancelled is not planned.
        (["| Ancienne fiche | Montant annulé |", "| Maraudes | 6 € |"], []),
        # A corner of a form may be empty.
        (
            [
                "| | Fiche |",
                "| Action 1 | Un bus de PMI |",
                "| Porteur | Département |",
                "| Pilote | Anne Roy |",
            ],
            ["Un bus de PMI"],
        ),
    ],
)
def test_which_rows_name_actions(lines: list[str], actions: list[str]) -> None:
    source = source_of_lines(["Le CDPPE est signé.", *lines])
    found = find_commitments(source, find_mentions(source))
    assert [action.text for action in found.actions] == actions
