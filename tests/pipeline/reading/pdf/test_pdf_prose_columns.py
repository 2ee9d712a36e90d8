"""Columns of prose: lines that are stretched to their width, and a column that goes on below a picture."""

from collections.abc import Callable

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import read
from tests.pipeline.reading.pdf.pdf_pages_made import Piece, pdf_of

JUSTIFIED = [
    "Lundi, dans le salon d'honneur,",
    "Marie Gallet-Desrousseaux,",
    "préfète de la Brume,",
    "Jean Barthe de Castelnau,",
    "président du conseil, ont signé",
    "ce contrat.",
]


def _stretched(width: float) -> Callable[[Canvas, float, float, str], None]:
    """Return what draws a line with even gaps that fill the width; the last of a paragraph ends with a full stop."""

    def draw(canvas: Canvas, x: float, y: float, line: str) -> None:
        words = line.split(" ")
        widths = [stringWidth(word, "Helvetica", 11) for word in words]
        gap = (width - sum(widths)) / max(len(words) - 1, 1)
        for word, room in zip(words, widths, strict=True):
            canvas.drawString(x, y, word)
            x += room + (3.1 if line.endswith(".") else gap)

    return draw


def _text(*pieces: Piece) -> str:
    return read(pdf_of(pieces)).text


@pytest.mark.parametrize(
    "lines",
    [
        JUSTIFIED,
        ["Le préfet et le maire,", *JUSTIFIED[2:]],  # below another
        [JUSTIFIED[0], "Desrousseaux-Castelnau, préfète", *JUSTIFIED[3:]],  # two words only
        [
            JUSTIFIED[0],
            "Mme\xa0Anne Roy-Bec, M.\xa0Paul",
            *JUSTIFIED[3:],
        ],  # titles are near
        [JUSTIFIED[0], "12 000 euros à", *JUSTIFIED[3:]],  # what belongs together is near
    ],
)
def test_a_stretched_line_is_one(lines: list[str]) -> None:
    text = _text(Piece(60, 100, lines, draw=_stretched(210)))
    assert "\t" not in text
    assert text.split() == " ".join(lines).split()
    assert len(text.splitlines()) == len(lines)


def test_stretched_lines_in_columns() -> None:
    beside = ["La Maison des familles ouvre", "samedi matin, place Basse,", "pour toutes et tous."]
    text = _text(
        Piece(60, 100, JUSTIFIED, draw=_stretched(210)), Piece(320, 100, beside, draw=_stretched(210))
    )
    assert text.split() == " ".join([*JUSTIFIED, *beside]).split()


@pytest.mark.parametrize(
    "rows",
    [
        # Cells, with what they are of: no even gaps.
        [(0, "Relais"), (120, "Ludothèque"), (175, "Potager")],
        # Two roles side by side.
        [(0, "La préfète"), (130, "Le président")],
    ],
)
def test_pieces_apart_are_no_stretched_line(rows: list[tuple[float, str]]) -> None:
    above = ["Le présent contrat est conclu", "entre les deux signataires ici"]
    pieces = [Piece(60 + x, 130, [words]) for x, words in rows]
    text = _text(Piece(60, 100, above, draw=_stretched(210)), *pieces, Piece(60, 145, ["Anne Roy"]))
    assert " ".join(words for _, words in rows) not in text


LEFT = [
    "Le contrat a été conclu au",
    "début du mois de mai, et il",
    "vaut pour trois ans dans les",
    "quatre cantons de la Brume.",
]
RIGHT = ["le Département donne autant.", "Encadré", "À lire", "Trois questions au maire"]
BELOW = ["Légende de la photo", "Pour cela l'État donne trois", "millions d'euros par an, et"]


@pytest.mark.parametrize("drop", [60, 300])
def test_a_column_goes_on_below_a_picture(drop: float) -> None:
    """What is drawn before the next column begins belongs to it, however far below."""
    below = Piece(60, 200 + drop, BELOW)
    text = _text(Piece(60, 100, LEFT), below, Piece(320, 100, RIGHT))
    assert text.split() == " ".join([*LEFT, *BELOW, *RIGHT]).split()


def test_a_column_does_not_go_on_with_what_is_drawn_across_or_last() -> None:
    across = "La feuille est envoyée à toutes les familles de la commune au début de chaque année."
    for pieces in (
        [Piece(60, 100, LEFT), Piece(60, 300, [*BELOW, across]), Piece(320, 100, RIGHT)],
        [Piece(60, 100, LEFT), Piece(320, 100, RIGHT), Piece(60, 300, BELOW)],
    ):
        text = _text(*pieces)
        assert text.index(RIGHT[-1]) < text.index(BELOW[0])


def test_what_stands_at_the_right_of_a_column_is_no_beginning_of_the_line_below() -> None:
    right = Canvas.drawRightString
    pieces = [
        Piece(60, 100, ["Un relais est ouvert aux familles de la Brume"]),
        Piece(300, 115, ["Texte : Anne Roy"], draw=right),
        Piece(60, 130, ["EN BREF", "Le stade a rouvert après des travaux de peinture"]),
    ]
    reading = read(pdf_of(pieces))
    assert "EN BREF" in [reading.text[block.start : block.end].split("\n")[0] for block in reading.blocks]
