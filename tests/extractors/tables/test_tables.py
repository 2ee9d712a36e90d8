"""Tables with a known grid: what their cells say, whether their sums hold, which engagements and actions they list."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.amounts.component import find_amounts
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
