"""Engagements and actions from tables: which rows name them, and what groups the rows."""

import pytest

from extractors.contracts.mentions import find_mentions
from extractors.engagements.component import find_commitments
from tests.extractors.tables.table_text import source_of_lines

PLANS = [
    # No money; a cell lists several actions, and its column has a heading in more words.
    (
        ["Annexe au CDPPE du Lot", "| Priorité | Exemples de mesures retenues au contrat |",
         "| Agir ensemble | - Réseau de parrains\n- Fête des voisins |",
         "| Soigner mieux | Acheter un bus\nRecruter deux dentistes pour les cantons\nde montagne |"],
        ["Agir ensemble", "Soigner mieux"],
        [("Réseau de parrains", 0, []), ("Fête des voisins", 0, []),
         ("Acheter un bus Recruter deux dentistes pour les cantons de montagne", 1, [])],
    ),
    (
        ["Annexe au CDPPE du Lot", "| Objectif | Ce que nous ferons |",
         "| Agir ensemble | Tisser un réseau de parrains\nFêter les voisins |",
         "| Soigner mieux | Deux chantiers :\n• bus dentaire\n• maison de santé |"],
        ["Agir ensemble", "Soigner mieux"],
        [("Tisser un réseau de parrains", 0, []), ("Fêter les voisins", 0, []), ("bus dentaire", 1, []),
         ("maison de santé", 1, [])],
    ),
    (
        ["Annexe au CDPPE du Lot", "| Orientation | Principales actions |",
         "| Agir ensemble | Réseau de parrains\nautour du collège |", "| Soigner mieux | Dentistes itinérants |"],
        ["Agir ensemble", "Soigner mieux"],
        [("Réseau de parrains autour du collège", 0, []), ("Dentistes itinérants", 1, [])],
    ),
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
    # What groups the rows of the page before goes on by its number only.
    (
        ["Annexe au CDPPE du Lot", "| Axe | Action | État |", "| Axe 1. Agir ensemble | Réseau de parrains | 1 € |",
         "| Axe 2. Soigner mieux | Dentistes itinérants | 3 € |", "=== page",
         "| Axe 2 (suite) | Relais de nuit | 4 € |", "| 1 (suite et fin) | Ludothèque | 5 € |"],
        ["Agir ensemble", "Soigner mieux"],
        [("Réseau de parrains", 0, ["1"]), ("Dentistes itinérants", 1, ["3"]), ("Relais de nuit", 1, ["4"]),
         ("Ludothèque", 0, ["5"])],
    ),
    # Money by engagement, below a longer list of actions.
    (
        ["CDPPE du Lot. Les actions sont : un dépistage à trois ans ; une ludothèque mobile ; un bail glissant.",
         "| Engagement | État | ARS |", "| 1. Prévenir plus tôt | 1 € | 2 € |", "| 2. Mieux loger | 3 € | 4 € |"],
        ["Prévenir plus tôt", "Mieux loger"],
        [("un dépistage à trois ans", None, []), ("une ludothèque mobile", None, []), ("un bail glissant", None, [])],
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
    # The sum of those that no row names is no action.
    (
        ["Annexe au CDPPE du Lot", "| Action | État |", "| Accueil d'urgence | 1 € |",
         "| Autres actions du contrat | 9 € |"],
        [],
        [("Accueil d'urgence", None, ["1"])],
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
