"""Tables in lines of text: which lines are rows, and what the cells of each are."""

import pytest

from extractors.text.blocks import find_blocks

CASES = [
    # tabs, a row that heads those below it, a total with empty cells
    (
        "Plan 2022\nN°\tAction\tCoût\nAxe 1 : Agir\n1\tUn bus\t10\n2\tUn lieu\t20\nTOTAL\t\t30\nFin.",
        [(0, 0, "N°"), (0, 1, "Action"), (0, 2, "Coût"), (1, 0, "Axe 1 : Agir"), (2, 0, "1"), (2, 1, "Un bus"),
         (2, 2, "10"), (3, 0, "2"), (3, 1, "Un lieu"), (3, 2, "20"), (4, 0, "TOTAL"), (4, 2, "30")],
    ),
    # bars, also at the edges
    (
        "| Action | Coût |\n|---|---|\n| Un bus | 10 € |\n| Un lieu | 20 € |",
        [(0, 0, "Action"), (0, 1, "Coût"), (1, 0, "Un bus"), (1, 1, "10 €"), (2, 0, "Un lieu"), (2, 1, "20 €")],
    ),
    # years beside words head columns
    (
        "Action\t2022\t2023\nUn bus\t10\t12\nUn lieu\t20\t25",
        [(0, 0, "Action"), (0, 1, "2022"), (0, 2, "2023"), (1, 0, "Un bus"), (1, 1, "10"), (1, 2, "12"),
         (2, 0, "Un lieu"), (2, 1, "20"), (2, 2, "25")],
    ),
    # a heading of measures needs no figures, that of a menu does
    (
        "Mesure | Pilote\nUn bus | État\nUn lieu | ARS",
        [(0, 0, "Mesure"), (0, 1, "Pilote"), (1, 0, "Un bus"), (1, 1, "État"), (2, 0, "Un lieu"), (2, 1, "ARS")],
    ),
    ("Menu | Pilote\nUn bus | État\nUn lieu | ARS", []),
    # one row is none, nor are a menu, a line of years above figures, and rows of another width
    ("Votants\tPour\n38\t25", []),
    ("Accueil | Agenda | Contact\nLe préfet | le maire | la députée", []),
    ("\t2021\t2022\nÉtat\t10\t20\nARS\t5\t6", []),
    ("Action\tCoût\nUn bus\tÉtat\t10\nUn lieu\tARS\t20", []),
    # a sentence ends it
    ("Action\tCoût\nUn bus\t10\nLe préfet a signé.\nUn lieu\t20", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cells"), CASES)
def test_cells(text: str, cells: list[tuple[int, int, str]]) -> None:
    found = [(b.cell.row, b.cell.column, text[b.start : b.end]) for b in find_blocks(text) if b.cell]
    assert found == cells


def test_what_stands_around_a_table_keeps_its_kind() -> None:
    text = "Le plan.\n- un\nAction\tCoût\nUn bus\t10\nUn lieu\t20\nAxe 2\n- deux"
    assert [b.kind for b in find_blocks(text) if not b.cell] == ["paragraph", "item", "heading", "item"]
