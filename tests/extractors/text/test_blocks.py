"""Blocks read off the lines of a plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.blocks import find_blocks


def shape(text: str) -> list[tuple[str, int, str]]:
    return [(b.kind, b.level if b.kind == "item" else 0, text[b.start : b.end]) for b in find_blocks(text)]


CASES = [
    # the parties of a contract under its title
    ("CONTRAT LOCAL 2024-2027\nentre\nl'État", ["heading", "paragraph"]),
    # the number of a page is no item
    ("- agir tôt ;\n\n- 3 -\n\n- protéger.", ["item", "item"]),
    ("- 3 postes\n- 4 bus", ["item", "item"]),
    # what an item goes on with, in a text too short to tell its width; without bullets it is the next one
    ("→ un accueil de nuit pour loger\nles jeunes\n→ dix places", ["item", "item"]),
    ("un accueil de nuit pour loger\nles jeunes partout", ["paragraph", "paragraph"]),
    # a share behind another, and whose it is
    ("3 M€, moitié Département, moitié\nÉtat", ["heading"]),
    ("3 M€, 40 % Département, 60 %\nÉtat", ["heading"]),
    ("3 M€, une hausse de moitié\nÉtat", ["heading", "heading"]),
    # pictograms are bullets
    ("👉 agir tôt\n✅ protéger", ["item", "item"]),
    ("_ agir tôt\n↳ protéger", ["item", "item"]),
    # a rank opens an entry, however long the line above it
    ("Annexe (montants en euros)\nAction 1 – Agir : 45\nFiche 2. Protéger : 12", ["heading"] * 3),
    # a label begins a line anew, whatever name ends the one before
    ("Présents : Mme ROY, M. BLANC\nAbsents : M. VIDAL", ["heading", "heading"]),
    # what closes a quotation opens items too, but none where one stands open
    ("Le contrat réunit :\n» l'État ;\n» le Département.", ["paragraph", "item", "item"]),
    ("Le contrat réunit :\n. État : 2 M€\n. Département : 3 M€", ["paragraph", "item", "item"]),
    ("Le contrat est signé\n. Il vaut pour deux ans.", ["heading", "paragraph"]),
    ("Ils voient « sans tarder\n» le contrat « promis\n» par l'État.", ["heading", "paragraph", "paragraph"]),
    # a dash that clings to its item
    (
        "Il finance :\n-la création d'un lieu;\n-l’accueil de jour\n-former les équipes",
        ["paragraph", "item", "item", "item"],
    ),
    ("Prenez rendez\n-vous avant mai", ["heading", "paragraph"]),
    # a number, or a bullet, alone above each item; none where figures stand between, nor numbers of pages
    ("Le contrat\n1\nUn bus\n2\nUn lieu d'accueil\npour tous", ["heading", "item", "item"]),
    ("Le contrat\n01.\nUn bus\n02.\n« Un lieu »", ["heading", "item", "item"]),
    ("Le contrat\n•\nUn bus\n•\nUn lieu", ["heading", "item", "item"]),
    ("Action\n1\nUn bus\n10 000 €\n2\nUn lieu\n20 000 €", ["heading"] * 5),
    ("1\n2\n3\nSuivant", ["heading"] * 4),
    # what goes on with a whole list
    ("1. agir tôt\n2. protéger\nauxquels s'ajoute un troisième", ["item", "item", "paragraph"]),
    # a bullet, a dash, an arrow, a private-use glyph, a number: all open an item
    (
        "• un\n- deux\n=> trois\n\uf0a7 quatre\n1. cinq\n+ six",
        ["item"] * 6,
    ),  # what scans make of a bullet is the last
    # numbers of two parts before small letters or a dash; a decimal opens none
    (
        "2.1. soutenir\n2.2. réduire\n3.1 – Proposer\n2.5 millions d'euros en 2020.",
        ["item", "item", "item", "paragraph"],
    ),
    # the degree sign of a number may have a bracket or a stroke behind it
    ("1°) agir tôt\n2°/ protéger", ["item", "item"]),
    # the name of a person broken over a line is one block
    ("a été signé par Monsieur Jean\nDUPRÉ, préfet de la Creuse.", ["paragraph"]),
    ("Anne Roy, maire, et le préfet Jean\nDupré se sont engagés.", ["paragraph"]),
    ("Ont signé : Luc Blanc, préfet ; Anne\nRoy, présidente du Département.", ["paragraph"]),
    ("signé hier à Guéret par la préfète de la Creuse, Luc\nBlanc, maire, et d'autres.", ["paragraph"]),
    ("Anne Roy, Préfète\nBlanc, président du Département", ["heading", "heading"]),  # a line each
    ("Un contrat signé par le préfet Dupré\nLa préfète engage l'État.", ["heading", "paragraph"]),
    ("Un contrat signé par le préfet Dupré\nL'État s'engage.", ["heading", "paragraph"]),
    # a line that ends with an article goes on in the next
    ("le contrat signé par la\nPréfecture du Gers.", ["paragraph"]),
    # a title is not joined to the sentence under it
    ("Un contrat pour l'enfance\nLe préfet a signé.", ["heading", "paragraph"]),
    # a line of nothing but signs is no block
    ("|\nLe préfet a signé.\n---", ["paragraph"]),
    # a date broken between month and year is one block
    ("du 1er janvier au 31 décembre\n2019, soit un an.", ["paragraph"]),
    # a decimal number at the start of a line is no marker
    ("2.5 millions d'euros ont été versés.", ["paragraph"]),
    # lines that say for whom somebody signs stand each by itself
    (
        "pour l'État : Anne Roy, préfète\npour le Département : Luc Blanc, président",
        ["paragraph", "paragraph"],
    ),
    # numbering with two parts is a marker
    ("1.1 Agir tôt\n1.2 Protéger", ["item", "item"]),
    ("1.1 : agir tôt\n1.2 : protéger", ["item", "item"]),
    ("2.5 : 3,2 au second tour.", ["paragraph"]),
    # a day with two digits for its year is no numbering
    ("Un contrat.\n29.03.23 Solidarités\nIl est signé.", ["paragraph", "heading", "paragraph"]),
    # Roman numbers in brackets open items as letters do
    ("(i) agir tôt\n(ii) protéger\n(iv) loger", ["item"] * 3),
    # a heading with its rank, and a sentence under it, all about as long
    (
        (
            "Axe 1 | Aller à la rencontre des gens\nDeux camions relient les bourgs.\n"
            "Axe 2 | Loger les jeunes en rupture\nTrois bailleurs ouvrent leurs toits.\n"
            "Axe 3 | Écouter tous les enfants\nChaque jeune a son parrain."
        ),
        ["heading", "paragraph"] * 3,
    ),
    # a lead-in of few words begins a line anew
    (
        (
            "1) ouvrir un lieu neutre à Gap\n2) former dix agents chaque an\n3) prêter un bus aux villages\n"
            "Contacts pour la presse :\n- le cabinet"
        ),
        ["item", "item", "item", "paragraph", "item"],
    ),
    # the grounds of an act, each behind a comma
    (
        "Vu la loi,\nCONSIDÉRANT que l'État verse 2 M€,\nSur proposition de Mme Roy,\nAprès avoir délibéré,",
        ["paragraph"] * 4,
    ),
    # … and not what only looks like one
    ("signé en 2020,\nVu par le préfet.", ["paragraph"]),
]


@pytest.mark.parametrize(("text", "kinds"), CASES)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in find_blocks(text)] == kinds


def test_nesting_follows_indent_and_kind_of_marker() -> None:
    text = "1. Agir\n   - tôt\n   - partout\n2. Protéger"
    assert [(level, content) for _, level, content in shape(text)] == [
        (0, "Agir"),
        (1, "tôt"),
        (1, "partout"),
        (0, "Protéger"),
    ]


def test_wrapped_text_is_joined_and_short_lines_are_not() -> None:
    line = "Le contrat de prévention et de protection de l'enfance engage les trois partenaires qui"
    text = f"{line}\nl'ont signé mardi.\n{line}\nVont le mettre en oeuvre.\n{line}\nsuivent."
    assert next(kind for kind, _, _ in shape(text)) == "paragraph"
    assert "mardi" in shape(text)[0][2]


AIMS = """Réunis à Guéret, la préfète et le président ont signé hier un contrat qui les
engage pour trois ans. Conclu avec l'agence, le texte poursuit trois ambitions :
agir dès la grossesse, éviter aux enfants les changements de lieu, accompagner
les plus grands.

Les moyens ont été réunis sans attendre : chacun a pris sa part, et le contrat
peut commencer. Il sera suivi de près, avec une réunion de tous les six mois.
"""


def test_a_sentence_goes_on_behind_a_colon_that_ends_a_full_line() -> None:
    assert len(shape(AIMS)) == 2
    entries = AIMS.replace(
        "agir dès la grossesse, éviter aux enfants", "agir dès la grossesse\néviter aux enfants"
    )
    assert len(shape(entries)) > 2  # one a line


def test_a_full_line_that_ends_with_a_semicolon_goes_on() -> None:
    full = "Le contrat engage Anne Roy, préfète de la Creuse ; Luc Blanc, son président ;"
    filled = "Il est conclu pour trois ans entre les partenaires qui se sont retrouvés hier"
    lines = [filled, full, "Léa Petit, directrice de l'agence.", filled, filled, filled]
    assert len(shape("\n".join(lines))) == 2
    shorter = full.replace(", son président", "")  # there was room for a word: a list, one part a line
    assert len(shape("\n".join([filled, shorter, "Léa Petit, directrice.", filled, filled, filled]))) == 3
    ground = "Considérant que le contrat engage la préfecture et le Département en entier ;"
    assert len(shape("\n".join([ground, ground, ground, ground, ground, ground]))) == 6


def test_who_decides_goes_on_with_no_list_that_ends_with_a_comma() -> None:
    listed = "Considérant qu'il convient de :\n- loger,\n- former,\n"
    assert len(shape(listed + "La Commission permanente, réunie à Guéret, DÉCIDE :")) == 4
    assert len(shape(listed + "Le Conseil départemental et ses partenaires.")) == 3


NARROW = """Un titre, tout en haut de la page et bien plus large que les colonnes du texte

Les deux parties se sont retrouvées à Guéret. Anne
Roy y tenait beaucoup. Elle recevait ce jour-là le
maire, Luc Blanc, venu en voisin, et tous ceux qui
avaient préparé la rencontre depuis l'automne avec
les services de la préfecture. Pour tout cela, on
apporte chaque année 3 millions d'euros. Le reste
viendra plus tard, dans la mesure où les comptes
le permettront.

Un lieu pour les parents, ouvert le jour à Guéret
Deux agents y travaillent.
"""


def test_a_column_narrower_than_its_title_is_wrapped_too() -> None:
    contents = [content for _, _, content in shape(NARROW)]
    assert len(contents) == 4
    assert contents[1].endswith("permettront.")
    assert contents[2:] == [
        "Un lieu pour les parents, ouvert le jour à Guéret",  # a title as long as a line is one still
        "Deux agents y travaillent.",
    ]


def test_lines_that_open_with_a_theme_are_no_wrapped_text() -> None:
    themes = [
        "Avenir : loger tous les jeunes",
        "Familles : agir dès le début",
        "Santé : suivre chaque enfant",
    ]
    assert len(shape("\n".join([*themes, *themes]))) == 6


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("CONTRAT DE PRÉVENTION\nET DE PROTECTION\nD’UN ENFANT", 1),
        ("CONTRAT LOCAL\nDES SOLIDARITÉS", 1),
        ("LA PRÉFÈTE\nET LE DÉPARTEMENT", 2),  # two parties
        ("CREUSE\nPRÉVENTION", 2),
        ("Le contrat\nDE LA CREUSE", 2),
    ],
)
def test_a_title_in_capitals_goes_on_with_a_linking_word(text: str, blocks: int) -> None:
    assert len(find_blocks(text)) == blocks


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("A. Prévenir\nB. Loger\nC. Former", ["A.", "B.", "C."]),
        ("A – Prévenir\nUn mot.\nB – Loger", ["A –", "", "B –"]),
        ("A. Roy, préfète\nL. Blanc, maire", ["", ""]),  # names
        ("B. Roy\nC. Blanc", ["", ""]),  # so are these: nothing counts from B on
        ("1 Prévenir\n2 Loger. Un toit\n3 Former", ["1", "2", "3"]),
        ("1\ufe0f\u20e3 Prévenir\n2\ufe0f\u20e3Loger", ["1\ufe0f\u20e3", "2\ufe0f\u20e3"]),
        ("1 Prévenir\nUn mot.\n2 Loger\n1 Signer\n2 Suivre", ["1", "", "2", "1", "2"]),  # two lists
        ("1 Place Bonnyaud\n23000 Guéret", ["", ""]),  # an address
        ("2 Loger\n3 Former", ["", ""]),
        ("1 millier d'euros\n2 fois par an", ["", ""]),
    ],
)
def test_capital_letters_and_bare_numbers_open_items_where_they_count(text: str, markers: list[str]) -> None:
    assert [block.marker for block in find_blocks(text)] == markers


@given(st.text(alphabet="aé.\n -•1:;A(", max_size=200))
def test_blocks_are_in_order_and_hold_text(text: str) -> None:
    end = 0
    for block in find_blocks(text):
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        end = block.end
