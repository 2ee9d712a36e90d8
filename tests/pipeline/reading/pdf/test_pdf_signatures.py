"""Signatures side by side on a page: each office is read with the name below it."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.pipeline.reading.pdf.pdf_pages_made import PROSE, Piece, texts


def test_signatures_side_by_side_are_read_one_after_the_other() -> None:
    assert texts(
        [
            Piece(60, 100, PROSE),
            Piece(60, 250, ["Le préfet de la Brume,"]),
            Piece(340, 250, ["La présidente du Conseil"]),
            Piece(340, 265, ["départemental,"]),
            Piece(60, 330, ["Jean ROY"]),
            Piece(340, 330, ["Anne de LA TOUR"]),
        ]
    ) == [
        " ".join(PROSE),
        "Le préfet de la Brume,",
        "Jean ROY",
        "La présidente du Conseil départemental,",
        "Anne de LA TOUR",
    ]


def test_signatures_in_even_rows_are_read_one_after_the_other() -> None:
    rows = [
        ("Pour l'État,", "Pour le Département,"),
        ("par délégation,", "le président du conseil"),
        ("le secrétaire général", ""),
        ("[signature]", "[signature]"),
        ("Luc BLANC", "Anne ROY"),
    ]
    pieces = [
        Piece(x, 200 + 25 * y, [text])
        for y, row in enumerate(rows)
        for x, text in zip((60, 330), row, strict=True)
        if text
    ]
    read = " ".join(texts(pieces))
    assert (
        read.index("secrétaire") < read.index("BLANC") < read.index("Pour le Département") < read.index("ROY")
    )


def test_a_wider_line_above_a_signature_belongs_to_it() -> None:
    assert texts(
        [
            Piece(60, 200, ["La préfète"]),
            Piece(210, 170, ["Pour le directeur général de l'agence", "et par délégation,", "le délégué"]),
            Piece(460, 200, ["La présidente"]),
            Piece(60, 250, ["Anne ROY"]),
            Piece(210, 250, ["Luc BLANC"]),
            Piece(460, 250, ["Zoé VIDAL"]),
        ]
    ) == [
        *("La préfète", "Anne ROY"),
        *("Pour le directeur général de l'agence et par délégation, le délégué", "Luc BLANC"),
        *("La présidente", "Zoé VIDAL"),
    ]


def test_a_name_a_little_lower_than_the_others_belongs_to_its_role() -> None:
    assert texts(
        [
            Piece(60, 200, ["La préfète"]),
            Piece(210, 200, ["Pour le directeur général", "et par délégation,", "le délégué"]),
            Piece(460, 200, ["La présidente"]),
            Piece(60, 290, ["Anne ROY"]),
            Piece(230, 301, ["Luc BLANC"]),
            Piece(460, 290, ["Zoé VIDAL"]),
        ]
    ) == [
        *("La préfète", "Anne ROY"),
        *("Pour le directeur général et par délégation, le délégué", "Luc BLANC"),
        *("La présidente", "Zoé VIDAL"),
    ]


def test_a_name_far_below_its_role_belongs_to_it_at_the_end_of_a_page() -> None:
    """The one in the middle has a role of more lines: its name stands lower than all the others."""
    centred = Canvas.drawCentredString
    pieces = [
        Piece(120, 100, ["Pour le Département,", "la présidente"], draw=centred),
        Piece(120, 170, ["Anne ROY"], draw=centred),
        Piece(
            300,
            100,
            ["Pour le préfet de l'Aube", "et par délégation,", "le secrétaire général"],
            draw=centred,
        ),
        Piece(300, 200, ["Luc BLANC"], draw=centred),
        Piece(480, 100, ["Pour l'agence,", "la directrice"], draw=centred),
        Piece(480, 170, ["Léa PETIT"], draw=centred),
    ]
    read = " ".join(texts(pieces))
    assert read.index("secrétaire") < read.index("Luc BLANC") < read.index("Pour l'agence")


_OFFICES = [
    ["Pour le directeur général de l'agence,", "et par délégation,", "le délégué de l'Aube"],
    ["La préfète de l'Aube"],
    ["Le Département,", "le président"],
]
_NAMES = ["Max NOIR", "Anne ROY", "Luc BLANC"]
_IN_ROWS = [
    *("Pour le directeur général de l'agence, et par délégation, le délégué de l'Aube", "Max NOIR"),
    *("La préfète de l'Aube", "Anne ROY"),
    *("Le Département, le président", "Luc BLANC"),
]


@pytest.mark.parametrize("lower", [0, 12, 55], ids=["top", "middle", "foot"])
@pytest.mark.parametrize(("offices_at", "names_at"), [(60, 350), (330, 60)], ids=["right", "left"])
def test_names_beside_the_offices_are_read_with_them(
    offices_at: float, names_at: float, lower: float
) -> None:
    rows = [200.0, 280.0, 360.0]
    pieces = [Piece(offices_at, top, office) for top, office in zip(rows, _OFFICES, strict=True)]
    pieces += [Piece(names_at, top + lower, [name]) for top, name in zip(rows, _NAMES, strict=True)]
    assert texts(pieces) == _IN_ROWS


def test_names_beside_the_offices_are_read_with_them_under_headings() -> None:
    rows = [200, 216, 232]
    offices = ["Le préfet de l'Aube", "La présidente du Département", "Le directeur de l'agence"]
    pieces = [Piece(60, 180, ["Qualité"]), Piece(350, 180, ["Nom"])]
    pieces += [Piece(60, top, [office]) for top, office in zip(rows, offices, strict=True)]
    pieces += [Piece(350, top, [name]) for top, name in zip(rows, _NAMES, strict=True)]
    assert [text for text in texts(pieces) if text not in ("Qualité", "Nom", "Qualité Nom")] == [
        *(offices[0], _NAMES[0]),
        *(offices[1], _NAMES[1]),
        *(offices[2], _NAMES[2]),
    ]


def test_offices_in_both_columns_are_not_read_in_rows() -> None:
    rows = [200, 250, 320, 370]
    left = ["Le préfet", "Luc BLANC", "La maire", "Zoé VIDAL"]
    right = ["Le directeur", "Max NOIR", "La présidente", "Anne ROY"]
    pieces = [
        Piece(x, top, [line])
        for x, lines in ((60, left), (340, right))
        for top, line in zip(rows, lines, strict=True)
    ]
    assert texts(pieces) == [*left, *right]
