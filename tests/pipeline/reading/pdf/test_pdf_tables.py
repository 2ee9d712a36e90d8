"""Tables of PDF pages: whatever the look, the same words stand in the same cells."""

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading.pdf.tables.page import find_tables
from pipeline.reading.pdf.words import Word, page_words
from tests.pipeline.reading.pdf.table_pages import LOOKS, table_pdf

RULED = ("ruled", "inner", "boxed", "shaded")

PLAN = [
    "Plan de financement de l'exercice 2021",
    "| N° | Action | État | ARS | Total |",
    "| 1.1 | Ouvrir une maison des familles dans chacun des deux arrondissements | 62 000 € | 21 500 € | 83 500 € |",
    "| 1.2 | Former les accueillants | 8 000 € | – | 8 000 € |",
    "| 2.1 | Renforcer la cellule de recueil des informations | 1 000 € | 2 000 € | 3 000 € |",
    "| TOTAL | < | 71 000 € | 23 500 € | 94 500 € |",
]
WIDTHS = [40.0, 150.0, 70.0, 70.0, 70.0]


def tables_of(data: bytes) -> list[list[list[str]]]:
    """Each table as its rows, each row as its cells; merged ones with their rows and columns before."""
    found: list[list[list[str]]] = []
    for page in pypdfium2.PdfDocument(data):
        words = page_words(page, page.get_textpage())
        tables = find_tables(page, words)
        found += [[[_written(words, cell) for cell in row] for row in table.rows] for table in tables]
    return found


def _written(words: list[Word], cell: object) -> str:
    text = " ".join(words[index].text for index in cell.words)  # type: ignore[attr-defined]
    span = (cell.rows, cell.columns)  # type: ignore[attr-defined]
    return text if span == (1, 1) else f"{span[0]}x{span[1]} {text}"


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|") if cell.strip() not in ("<", "^")]


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_gives_the_same_cells(look: str) -> None:
    (table,) = tables_of(table_pdf(PLAN, look, widths=WIDTHS))
    wanted = [cells(line) for line in PLAN[1:]]
    if look in (*RULED, "striped"):
        wanted[-1][0] = "1x2 TOTAL"
    assert table == wanted


@pytest.mark.parametrize("look", RULED)
def test_merged_cells_and_turned_labels(look: str) -> None:
    lines = [
        "| Axe | Action | 2021 | < |",
        "| ^ | ^ | État | ARS |",
        "| ↑Axe 1 | Visites | 10 € | 20 € |",
        "| ^ | Ateliers | 30 € | – |",
        "| ^ | Relais | 5 € | 6 € |",
        "| Total | < | 45 € | 26 € |",
    ]
    (table,) = tables_of(table_pdf(lines, look, widths=[60, 120, 60, 60]))
    if look == "shaded":  # the edge of the filled row cuts the merged cells of the heading
        assert table[:2] == [["1x2 2021"], ["Axe", "Action", "État", "ARS"]]
    else:
        assert table[:2] == [["2x1 Axe", "2x1 Action", "1x2 2021"], ["État", "ARS"]]
    assert table[2:] == [
        ["3x1 Axe 1", "Visites", "10 €", "20 €"],
        ["Ateliers", "30 €", "–"],
        ["Relais", "5 €", "6 €"],
        ["1x2 Total", "45 €", "26 €"],
    ]


def test_what_stands_in_a_table_inside_a_cell_is_no_words_of_that_cell() -> None:
    canvas = Canvas("nested.pdf", pagesize=(500, 300), invariant=1)
    for grid in (([20, 120, 480], [20, 60, 180, 220]), ([130, 220, 310, 400], [70, 100, 130, 160])):
        canvas.grid(*grid)
    drawn_at = [
        (30, 200, "Action"),
        (130, 200, "Visites"),
        (30, 120, "Coût"),
        (30, 40, "Pilote"),
        (130, 40, "PMI"),
    ]
    figures = ["Année", "État", "ARS", "2022", "10 €", "20 €", "2023", "11 €", "21 €"]
    drawn_at += [(140 + 90 * (i % 3), 140 - 30 * (i // 3), text) for i, text in enumerate(figures)]
    for x, y, text in drawn_at:
        canvas.drawString(x, y, text)
    outer, inner = tables_of(canvas.getpdfdata())
    assert outer == [["Action", "Visites"], ["Coût"], ["Pilote", "PMI"]]
    assert inner == [figures[row : row + 3] for row in (0, 3, 6)]


@pytest.mark.parametrize("wide", [False, True])
def test_a_table_over_several_pages_loses_no_row(wide: bool) -> None:
    rows = [f"| Mesure numéro {i} | {i} 000 € | {2 * i} 000 € |" for i in range(1, 90)]
    tables = tables_of(table_pdf(["| Action | État | ARS |", *rows], wide=wide, furniture="Page"))
    assert len(tables) > 1
    assert [row for table in tables for row in table] == [["Action", "État", "ARS"], *map(cells, rows)]


def drawn(rows: list[list[tuple[float, str]]]) -> bytes:
    """A page without lines: in each row the words at their places."""
    canvas = Canvas("rows.pdf", pagesize=(500, 300), invariant=1)
    canvas.setFont("Helvetica", 10)
    for number, row in enumerate(rows):
        for x, text in row:
            canvas.drawString(x, 250 - 16 * number, text)
    return canvas.getpdfdata()


def test_without_lines_headings_go_by_their_order_and_dashes_by_their_gaps() -> None:
    """Headings at the left of columns whose figures are at the right; dashes that stand close to a figure."""
    rows = [
        [(40, "Action"), (200, "État"), (270, "ARS"), (340, "Département")],
        [(40, "Visites"), (238, "62 000 €"), (308, "21 500 €"), (378, "83 500 €")],
        [(40, "Ateliers"), (243, "8 000 €"), (284, "–"), (383, "8 000 €")],
        [(40, "Relais"), (243, "9 000 €"), (284, "–"), (383, "9 500 €")],
    ]
    assert tables_of(drawn(rows)) == [[[text for _, text in row] for row in rows]]


def test_without_lines_each_label_has_its_lines_and_each_group_its_rows() -> None:
    """A label of two lines around the height of its figures, a group in the middle of two rows."""
    table = [
        (250, 100, "Repérage précoce"),
        (244, 240, "12 000 €"),
        (244, 320, "10 000 €"),
        (239, 100, "des troubles"),
        (231, 40, "Axe 1"),
        (218, 100, "Maison des parents"),
        (218, 240, "5 000 €"),
        (218, 320, "6 000 €"),
        (196, 40, "Axe 2"),
        (196, 100, "Accueil d'urgence"),
        (196, 240, "7 000 €"),
        (196, 320, "8 000 €"),
    ]
    canvas = Canvas("labels.pdf", pagesize=(500, 300), invariant=1)
    canvas.setFont("Helvetica", 9)
    for y, x, text in table:
        canvas.drawString(x, y, text)
    assert tables_of(canvas.getpdfdata()) == [
        [
            ["2x1 Axe 1", "Repérage précoce des troubles", "12 000 €", "10 000 €"],
            ["Maison des parents", "5 000 €", "6 000 €"],
            ["Axe 2", "Accueil d'urgence", "7 000 €", "8 000 €"],
        ]
    ]


def test_without_lines_headings_that_come_back_begin_another_table() -> None:
    """Two tables under each other, each under its caption: the captions stay outside."""
    heading = [(40, "Actions"), (200, "2021"), (270, "2022"), (340, "Total")]
    first = [(40, "Visites"), (200, "10 €"), (270, "20 €"), (340, "30 €")]
    second = [(40, "Relais"), (200, "5 €"), (270, "6 €"), (340, "11 €")]
    rows = [
        [(40, "A. Part de l'État")],
        heading,
        first,
        first,
        [(40, "B. Part de l'ARS")],
        heading,
        second,
        second,
    ]
    wanted = [[heading, first, first], [heading, second, second]]
    assert tables_of(drawn(rows)) == [[[text for _, text in row] for row in table] for table in wanted]


def test_without_lines_headings_of_two_lines_may_come_back() -> None:
    xs = (40, 200, 270, 340, 410)
    heading = [(200, "2021"), (270, "2021"), (340, "2022"), (410, "2022")]
    bodies = [*zip(xs, ("Action", "État", "ARS", "État", "ARS"), strict=True)]
    row = [*zip(xs, ("Visites", "10 €", "20 €", "30 €", "40 €"), strict=True)]
    for above in ([heading, bodies], [bodies, heading], [bodies, bodies]):
        tables = tables_of(drawn([*above, row, row, *above, row, row]))
        assert [table[-2:] for table in tables] == [[[text for _, text in row]] * 2] * 2


def test_without_lines_a_heading_of_several_lines_is_one() -> None:
    """What stands above the heading of the labels and goes on in it is no caption."""
    rows = [
        [(40, "Intitulé")],
        [(40, "de l'action"), (200, "État"), (270, "ARS")],
        [(40, "Visites"), (200, "10 €"), (270, "20 €")],
        [(40, "Relais"), (200, "5 €"), (270, "6 €")],
        [(40, "Ateliers"), (200, "7 €"), (270, "8 €")],
    ]
    (table,) = tables_of(drawn(rows))
    assert "Intitulé" in " ".join(cell for row in table for cell in row)


def test_without_lines_no_label_reaches_into_a_row_of_totals() -> None:
    rows = [
        [(40, "Année"), (120, "Financeur"), (220, "Nature"), (340, "Montant")],
        [(40, "2023"), (120, "État"), (220, "crédits"), (340, "112 450 €")],
        [(120, "ARS"), (220, "fonds"), (340, "64 300 €")],
        [(40, "Total"), (340, "176 750 €")],
    ]
    (table,) = tables_of(drawn(rows))
    assert [row[0] for row in table] == ["Année", "2x1 2023", "ARS", "Total"]


def test_a_form_with_money_is_a_table() -> None:
    lines = [
        "| Fiche n° 1 | Visites à domicile par les puéricultrices |",
        "| Pilote | Mme Anne Val, médecin départemental |",
        "| Financement | L'État verse 38 600 €, l'ARS 11 400 €. |",
    ]
    assert tables_of(table_pdf(lines, widths=[100, 300])) == [[cells(line) for line in lines]]


@pytest.mark.parametrize(
    "label", ["Action", "Intitulé de l'action", "Fiche n° 2", "Nom du projet", "Fiche-action"]
)
def test_a_form_about_an_action_is_a_table_without_money(label: str) -> None:
    lines = [
        "| Axe | Prévenir |",
        f"| {label} | Ouvrir un lieu neutre |",
        "| Pilote | Mme Anne Val, médecin départemental |",
        "| Calendrier | Ouverture en 2022 |",
    ]
    assert tables_of(table_pdf(lines, widths=[100, 300])) == [[cells(line) for line in lines]]


@pytest.mark.parametrize(
    "lines",
    [
        ["| Pilote | Mme Anne Val |", "| Partenaires | Les écoles |", "| Calendrier | 2022 à 2023 |"],
        ["| Action | Pilote |", "| Visites à domicile | PMI, en 2022 |", "| Pilotage | Mme Val |"],
    ],
    ids=["no action", "columns"],
)
def test_labels_that_ask_for_no_action_stay_text(lines: list[str]) -> None:
    assert tables_of(table_pdf(lines, widths=[100, 300])) == []


def test_the_first_row_of_a_page_needs_no_line_above_it() -> None:
    """The rest of a table whose top border stayed on the page before."""
    canvas = Canvas("rest.pdf", pagesize=(400, 400), invariant=1)
    for x in (40, 200, 300):
        canvas.line(x, 380, x, 300)
    for y in (340, 300):
        canvas.line(40, y, 300, y)
    for y, row in ((355, ("Visites", "10 €")), (315, ("Relais", "20 €"))):
        canvas.drawString(50, y, row[0])
        canvas.drawString(220, y, row[1])
    assert tables_of(canvas.getpdfdata()) == [[["Visites", "10 €"], ["Relais", "20 €"]]]


def test_a_turned_page_is_read_as_it_is_displayed() -> None:
    canvas = Canvas("turned.pdf", pagesize=(300, 500), invariant=1)
    canvas.setPageRotation(90)
    canvas.translate(300, 0)
    canvas.rotate(90)  # drawn so that it is upright once the page is turned
    canvas.grid([50, 200, 300], [100, 130, 160])
    for y, row in ((140, ("Visites", "10 €")), (110, ("Relais", "20 €"))):
        canvas.drawString(60, y, row[0])
        canvas.drawString(220, y, row[1])
    assert tables_of(canvas.getpdfdata()) == [[["Visites", "10 €"], ["Relais", "20 €"]]]


def test_a_grid_may_be_drawn_with_one_path() -> None:
    canvas = Canvas("grid.pdf", pagesize=(400, 300), invariant=1)
    canvas.grid([50, 150, 220, 290], [100, 130, 160, 190, 220])
    rows = [
        ["Action", "État", "ARS"],
        ["Visites", "10 €", "5 €"],
        ["Relais", "20 €", "6 €"],
        ["Total", "30 €", "11 €"],
    ]
    for number, row in enumerate(rows):
        for x, text in zip((60, 160, 230), row, strict=True):
            canvas.drawString(x, 200 - 30 * number, text)
    assert tables_of(canvas.getpdfdata()) == [rows]


def test_what_is_filled_as_the_cell_around_it_is_draws_no_lines() -> None:
    canvas = Canvas("", invariant=1)
    canvas.setFillGray(0.8)
    for left, right in ((100, 300), (300, 400)):
        canvas.rect(left, 700, right - left, 20, stroke=0, fill=1)
    for left, right in ((104, 150), (153, 200), (304, 330), (333, 350)):  # under each word
        canvas.rect(left, 704, right - left, 12, stroke=0, fill=1)
    canvas.setFillGray(0)
    for left, text in ((104, "Relais"), (153, "parental"), (304, "12"), (333, "300")):
        canvas.drawString(left, 707, text)
    assert tables_of(canvas.getpdfdata()) == [[["Relais parental", "12 300"]]]


def test_what_stands_around_a_filled_row_is_no_row_unless_it_keeps_to_its_columns() -> None:
    lines = [
        "| Action | Porteur | État |",
        "La Région verse 4 000 € à cette action en 2022.",
        "| Relais | Ville | 12 300 |",
    ]
    assert tables_of(table_pdf(lines, "headed", widths=[150, 100, 70])) == [[["Relais", "Ville", "12 300"]]]


def test_the_outline_of_a_drawing_is_no_grid() -> None:
    """Battlements, as of a town's arms, with figures in them: one line all round."""
    canvas = Canvas("arms.pdf", pagesize=(400, 300), invariant=1)
    outline = canvas.beginPath()
    outline.moveTo(50, 100)
    for x in range(50, 290, 80):
        for corner in ((x, 200), (x + 40, 200), (x + 40, 150), (x + 80, 150)):
            outline.lineTo(*corner)
    outline.lineTo(290, 100)
    outline.close()
    canvas.drawPath(outline)
    for x, text in ((60, "1204"), (140, "1789"), (220, "1901")):
        canvas.drawString(x, 170, text)
    assert tables_of(canvas.getpdfdata()) == []


@pytest.mark.parametrize(
    "lines",
    [
        # A block of signatures: nothing in it is a figure.
        ["| Le préfet du Lot | La présidente du Département |", "| Jean Roc | Anne Val |"],
        # Years alone make no table.
        ["Le contrat de 2020 est prolongé en 2021, puis en 2022, puis en 2023 et en 2024."],
    ],
)
def test_what_holds_no_figures_is_no_table(lines: list[str]) -> None:
    assert tables_of(table_pdf(lines)) == []


def test_a_letter_in_a_box_is_no_table() -> None:
    letter = " ".join(["Le Département verse une aide pour chaque place créée au cours de l'année."] * 12)
    assert tables_of(table_pdf([f"| {letter} | 12 |"], widths=[150, 60])) == []


def test_lines_of_prose_between_figures_are_no_cells() -> None:
    lines = [
        f"La commune {name} reçoit 1 000 € au titre de la dotation de l'année 2021." for name in "ABCDEF"
    ]
    assert tables_of(table_pdf(lines)) == []
