"""Which lines of a PDF page make a paragraph, on pages drawn here."""

from reportlab.pdfgen.canvas import Canvas

from pipeline.reading import read
from tests.pipeline.reading.pdf.pdf_pages_made import HEIGHT, PROSE, Piece, blocks, pdf_of, texts


def test_a_paragraph_goes_on_on_the_next_page() -> None:
    reading = read(
        pdf_of(
            [
                Piece(60, 60, ["Contrat de la Brume"], size=8),
                Piece(60, 700, PROSE[:2]),
                Piece(290, 800, ["1/2"]),
            ],
            [
                Piece(60, 60, ["Contrat de la Brume"], size=8),
                Piece(60, 100, PROSE[2:]),
                Piece(290, 800, ["2/2"]),
            ],
        )
    )
    assert blocks(reading) == [" ".join(PROSE)]
    assert blocks(reading, main=False) == ["Contrat de la Brume", "1/2", "Contrat de la Brume", "2/2"]
    assert reading.text[reading.pages[1] :].startswith(PROSE[2])


def test_no_paragraph_goes_on_behind_a_table() -> None:
    def ruled(canvas: Canvas) -> None:
        canvas.grid([60, 200, 300, 400], [HEIGHT - 200 - 20 * row for row in range(4)])

    rows = [
        Piece(x, 214, cells, size=9, leading=20)
        for x, cells in [
            (64, ["Action", "Relais", "Bus"]),
            (204, ["État", "10 €", "20 €"]),
            (304, ["ARS", "5 €", "6 €"]),
        ]
    ]
    below = PROSE[1].capitalize()
    reading = read(pdf_of([Piece(60, 180, PROSE[:1]), *rows], [*rows, Piece(60, 320, [below])], before=ruled))
    assert [text for text in blocks(reading) if len(text) > 10] == [PROSE[0], below]


def test_a_line_with_room_left_ends_its_paragraph() -> None:
    addresses = ["Conseil départemental", "12 rue des Lices", "Maison de la Brume"]
    assert texts([Piece(60, 100, PROSE), Piece(60, 160, addresses)]) == [" ".join(PROSE), *addresses]


def test_paragraphs_are_told_by_the_space_between() -> None:
    full = PROSE[:3]
    assert texts([Piece(60, 100, full), Piece(60, 100 + 15 * 3 + 8, full)]) == [" ".join(full)] * 2


def test_a_bold_line_is_the_heading_of_what_follows() -> None:
    heading = "ARTICLE 2 – ENGAGEMENTS FINANCIERS DES PARTIES EN 2021"
    assert texts([Piece(60, 100, [heading], font="Helvetica-Bold"), Piece(60, 115, PROSE)]) == [
        heading,
        " ".join(PROSE),
    ]


def test_clauses_that_begin_alike_are_paragraphs_of_their_own() -> None:
    clauses = [
        "Vu le code de l'action sociale et des familles, en ses articles premiers ;",
        "Vu le code général des collectivités, en sa troisième partie, titre six ;",
        "Vu la délibération du 3 mai 2019 qui adopte le schéma de l'enfance 2019 ;",
    ]
    assert texts([Piece(60, 100, clauses)]) == clauses


def test_a_list_of_names_runs_on() -> None:
    names = ["Étaient présents : M. Jean Roy ; Mme Anne Le Goff ; M. Paul Morel ;", "Mme Marie Petit."]
    assert texts([Piece(60, 100, names)]) == [" ".join(names)]


def test_prose_runs_on_below_a_colon() -> None:
    lead = "Le premier axe du contrat de la Brume est de prévenir les ruptures. Actions :"
    told = ["un relais de nuit ouvert aux familles des deux cantons de la Brume ; des", "visites à domicile."]
    assert texts([Piece(60, 100, [lead, *told])]) == [" ".join([lead, *told])]


def test_what_is_listed_below_a_colon_without_markers_stands_by_itself() -> None:
    lead = "Le premier axe du contrat de la Brume est de prévenir les ruptures. Actions :"
    items = [
        "un relais de nuit ouvert aux familles des deux cantons de la Brume ;",
        "des visites à domicile.",
    ]
    assert texts([Piece(60, 100, [lead, *items])])[0] == lead


def test_the_marker_of_an_item_may_stand_far_before_it() -> None:
    items = [Piece(72, 180, ["•", "•"]), Piece(108, 180, ["des visites ;", "un relais."])]
    reading = read(pdf_of([Piece(60, 100, PROSE), *items]))
    assert [(b.marker, reading.text[b.start : b.end]) for b in reading.blocks if b.kind == "item"] == [
        ("•", "des visites ;"),
        ("•", "un relais."),
    ]


def test_a_marker_drawn_apart_is_read_with_its_item() -> None:
    items = [Piece(90, 180, ["des visites ;", "un relais."]), Piece(78, 180.02, ["a.", "b."])]
    reading = read(pdf_of([Piece(60, 100, PROSE), *items]))
    assert [(b.marker, reading.text[b.start : b.end]) for b in reading.blocks if b.kind == "item"] == [
        ("a.", "des visites ;"),
        ("b.", "un relais."),
    ]


def test_a_label_beside_a_list_is_none_of_its_first_item() -> None:
    labels = [Piece(60, 180, ["Axe 1", " ", " ", "Axe 2"])]
    items = [
        Piece(150, 180, ["> Des visites du soir à Gap et à"]),
        Piece(161, 195, ["Briançon"]),
        Piece(150, 210, ["> Un relais", "> Un bus", "> Dix studios"]),
    ]
    reading = read(pdf_of([Piece(60, 100, PROSE), *labels, *items]))
    found = [
        (b.level, " ".join(reading.text[b.start : b.end].split())) for b in reading.blocks if b.marker == ">"
    ]
    assert found == [
        (0, "Des visites du soir à Gap et à Briançon"),
        (0, "Un relais"),
        (0, "Un bus"),
        (0, "Dix studios"),
    ]
    assert "Axe 2" in blocks(reading)


def test_the_lines_of_a_title_in_capitals_are_one_however_far_apart() -> None:
    title = ["CONTRAT DÉPARTEMENTAL", "DE PRÉVENTION ET DE PROTECTION", "DE L'ENFANCE"]
    drawn = [Piece(60, 100, title, size=16, leading=32), Piece(60, 300, PROSE)]
    assert texts(drawn) == [" ".join(title), " ".join(PROSE)]


def test_a_line_that_begins_with_a_label_is_an_entry_however_full_the_one_above() -> None:
    entries = [
        "Engagement 2 : ouvrir une maison de répit de dix places pour les fratries",
        "Engagement 3 : donner aux enfants confiés les moyens de se faire entendre",
    ]
    assert texts([Piece(60, 100, entries)]) == entries
