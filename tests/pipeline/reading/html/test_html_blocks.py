"""From the tree of a page to blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading import Reading, read

Row = tuple[str, int, str, str]


CARD = "<div class=x><h3><a href=a>{}</a></h3><p>Hier</p></div>"


def read_page(body: str, head: str = "") -> Reading:
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def rows(body: str) -> list[Row]:
    """Kind, level, marker and text of each block of the main text."""
    reading = read_page(body)
    return [(b.kind, b.level, b.marker, reading.text[b.start : b.end]) for b in reading.blocks if b.main]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Headings carry their level.
        ("<h2>Deux</h2><h4>Quatre</h4>", [("heading", 2, "", "Deux"), ("heading", 4, "", "Quatre")]),
        # A short line that is all bold is a heading below the last one; one that ends like a sentence is not.
        (
            "<h2>Axes</h2><p><strong>Prévenir</strong></p><p><b>Signé hier.</b></p>",
            [("heading", 2, "", "Axes"), ("heading", 3, "", "Prévenir"), ("paragraph", 0, "", "Signé hier.")],
        ),
        # So is one that is not set in bold, where something stands under it.
        ("<p>Dès 2025</p><ul><li>un bus</li></ul>", [("heading", 2, "", "Dès 2025"), ("item", 0, "-", "un bus")]),
        ("<p>Le texte.</p><p>Dès 2025</p>", [("paragraph", 0, "", "Le texte."), ("paragraph", 0, "", "Dès 2025")]),
        # Bullets of their own nest paragraphs, and lists under them, as in a text.
        (
            "<p>1. Agir</p><p>→ un bus</p><p>2. Loger</p><ul><li>dix places</li></ul>",
            [("item", 0, "1.", "Agir"), ("item", 1, "→", "un bus"), ("item", 0, "2.", "Loger"),
             ("item", 1, "-", "dix places")],
        ),
        # White space of the source means nothing, a no-break space stays.
        ("<p>Le  préfet\n\t a <b> signé</b> :\u00a0oui</p>", [("paragraph", 0, "", "Le préfet a signé :\u00a0oui")]),
        # Inline elements cut no words; elements that touch do where their letters cannot belong together.
        ("<p>con<i>trat</i> n<sup>o</sup>2</p>", [("paragraph", 0, "", "contrat no2")]),
        # A raised figure is no digit of the number before it; raised letters are letters.
        (
            "<p>47 M€ en 2023<sup>1</sup>, le 1<sup>er</sup> mai<sup><a href='#n'>12</a></sup>.</p>",
            [("paragraph", 0, "", "47 M€ en 2023¹, le 1er mai¹².")],
        ),
        (
            "<div><span>Le 3 mai 2021</span><span>Par la préfecture</span></div>",
            [("paragraph", 0, "", "Le 3 mai 2021 Par la préfecture")],
        ),
        # A figure is whole with its unit.
        (
            "<div><span>2,4 M€</span><span>sur trois ans</span></div>",
            [("paragraph", 0, "", "2,4 M€ sur trois ans")],
        ),
        (
            "<div><b>12 millions</b><i>par an</i>, <b>2 m</b><i>ètres</i></div>",
            [("paragraph", 0, "", "12 millions par an, 2 mètres")],
        ),
        # Nested lists.
        (
            "<ul><li>un<ul><li>un bis</li></ul></li><li>deux</li></ul>",
            [("item", 0, "-", "un"), ("item", 1, "-", "un bis"), ("item", 0, "-", "deux")],
        ),
        # Numbers that the browser would write.
        (
            '<ol start="3"><li>trois</li><li><p>quatre</p><p>suite</p></li></ol>',
            [("item", 0, "3.", "trois"), ("item", 0, "4.", "quatre"), ("paragraph", 0, "", "suite")],
        ),
        # Lists that are only lines.
        (
            "<p>Sont prévus :<br>- un lieu d'accueil ;<br/>- un relais.</p>",
            [
                ("paragraph", 0, "", "Sont prévus :"),
                ("item", 0, "-", "un lieu d'accueil ;"),
                ("item", 0, "-", "un relais."),
            ],
        ),
        ("<p>a) agir</p><p>b) loger</p>", [("item", 0, "a)", "agir"), ("item", 0, "b)", "loger")]),
        ("<p>• agir</p><p>• tôt</p>", [("item", 0, "•", "agir"), ("item", 0, "•", "tôt")]),
        # A bullet that is written as well.
        ("<ul><li>• agir</li></ul>", [("item", 0, "•", "agir")]),
        # The lines of a heading are one heading, those of a cell are cells.
        ("<h2>Un contrat<br>pour trois ans</h2>", [("heading", 2, "", "Un contrat\npour trois ans")]),
        (
            "<table><tr><td>État<br>Région</td></tr></table>",
            [("cell", 0, "", "État"), ("cell", 0, "", "Région")],
        ),
        # A paragraph that begins with a quote or a number is no item.
        ("<p>« Oui », dit-elle.</p>", [("paragraph", 0, "", "« Oui », dit-elle.")]),
        ("<p>2021 : année du contrat.</p>", [("paragraph", 0, "", "2021 : année du contrat.")]),
        # Tables, cell by cell.
        (
            "<table><tr><th>Objet</th><td><p>12 €</p></td></tr></table>",
            [("cell", 0, "", "Objet"), ("cell", 0, "", "12 €")],
        ),
        # Definitions.
        (
            "<dl><dt>Durée</dt><dd>Deux ans</dd></dl>",
            [("heading", 2, "", "Durée"), ("paragraph", 0, "", "Deux ans")],
        ),
        # Facts: each term stands in a line with its value, several values under their term.
        (
            "<dl><dt>Signé le</dt><dd>3 mai 2021.</dd><dt>Apport :</dt><dd>12 000 €</dd></dl>",
            [("paragraph", 0, "", "Signé le 3 mai 2021."), ("paragraph", 0, "", "Apport : 12 000 €")],
        ),
        (
            ("<dl><div><dt>Durée</dt><dd>2021-2023</dd></div><div><dt>Signataires</dt><dd>Mme Roy</dd>"
            "<dd>M. Blanc</dd></div></dl>"),
            [("paragraph", 0, "", "Durée : 2021-2023"), ("heading", 2, "", "Signataires"),
             ("item", 0, "-", "Mme Roy"), ("item", 0, "-", "M. Blanc")],
        ),
        (
            ("<table><tr><th>Durée</th><td>2021-2023</td></tr>"
            "<tr><td><b>Pilote</b></td><td>la ville</td></tr></table>"),
            [("paragraph", 0, "", "Durée : 2021-2023"), ("paragraph", 0, "", "Pilote : la ville")],
        ),
        (
            ("<div class=field><div class=field__label>Durée</div><div class=field__item>3 ans</div></div>"
            "<h2>Suite</h2>"),
            [("paragraph", 0, "", "Durée : 3 ans"), ("heading", 2, "", "Suite")],
        ),
        (
            ("<table><tr><td>Date</td><td>3 mai 2021</td></tr><tr><td>Signataires</td><td>Mme Roy<br>M. Blanc</td></tr>"
            "<tr><td>Pilotes</td><td><p>la ville</p><p>l'État</p></td></tr></table>"),
            [("paragraph", 0, "", "Date : 3 mai 2021"), ("heading", 6, "", "Signataires"),
             ("paragraph", 0, "", "Mme Roy\nM. Blanc"), ("heading", 6, "", "Pilotes"),
             ("item", 0, "-", "la ville"), ("item", 0, "-", "l'État")],
        ),
        (
            "<table><tr><td>Nom</td><td>Voix</td></tr><tr><td>Mme Roy</td><td>élue par 31 voix</td></tr></table>",
            [("cell", 0, "", "Nom"), ("cell", 0, "", "Voix"), ("cell", 0, "", "Mme Roy"),
             ("cell", 0, "", "élue par 31 voix")],
        ),
        # Questions with their answers, money and what carries out an action are no such facts.
        (
            "<dl><dt>Qui paie ?</dt><dd>L'État, 3 M€.</dd></dl>",
            [("heading", 2, "", "Qui paie ?"), ("paragraph", 0, "", "L'État, 3 M€.")],
        ),
        (
            "<table><tr><th>État</th><td>3 M€</td></tr><tr><th>ARS</th><td>1 M€</td></tr></table>",
            [("cell", 0, "", "État"), ("cell", 0, "", "3 M€"), ("cell", 0, "", "ARS"), ("cell", 0, "", "1 M€")],
        ),
        (
            "<table><tr><th>Action</th><td>un bus</td></tr><tr><th>Début</th><td>mai 2021</td></tr></table>",
            [("cell", 0, "", "Action"), ("cell", 0, "", "un bus"), ("cell", 0, "", "Début"),
             ("cell", 0, "", "mai 2021")],
        ),
        # The label of a fold is a heading even when it is a button.
        (
            "<h3><button>Calendrier</button></h3><p>En mai.</p>",
            [("heading", 3, "", "Calendrier"), ("paragraph", 0, "", "En mai.")],
        ),
        (
            "<details><summary>Détail</summary>Suite.</details>",
            [("heading", 2, "", "Détail"), ("paragraph", 0, "", "Suite.")],
        ),
        # Preformatted lines.
        (
            "<pre>Vu le code ;\nVu l'avis ;</pre>",
            [("paragraph", 0, "", "Vu le code ;"), ("paragraph", 0, "", "Vu l'avis ;")],
        ),
        # Entities, also those that show nothing.
        ("<p>con&shy;trat &amp; avenant&#8203;</p>", [("paragraph", 0, "", "contrat & avenant")]),
        # Text with no element around it.
        ("Signé à Laon.<p>Fin.", [("paragraph", 0, "", "Signé à Laon."), ("paragraph", 0, "", "Fin.")]),
    ],
)  # fmt: skip
def test_blocks(body: str, expected: list[Row]) -> None:
    assert rows(body) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>caché</script>",
        "<style>caché</style>",
        "<template><p>caché</p></template>",
        "<noscript>caché</noscript>",
        "<p hidden>caché</p>",
        '<p style="color:red; display: none">caché</p>',
        '<div style="visibility:hidden"><p>caché</p></div>',
        '<div aria-hidden="true">caché</div>',
        "<!-- caché -->",
        "<select><option>caché</option></select>",
        "<svg><title>caché</title></svg>",
    ],
)
def test_what_is_hidden_is_not_in_the_text(hidden: str) -> None:
    assert "caché" not in read_page(f"<p>Un contrat a été signé à Laon.</p>{hidden}<p>Fin.</p>").text


def test_a_page_that_is_hidden_until_a_script_runs_is_read() -> None:
    text = "Le contrat a été signé hier par le préfet et par le président du conseil départemental, pour trois ans."
    assert read_page(f'<div style="display:none"><p>{text}</p></div>').main_text == text


@pytest.mark.parametrize(
    "boilerplate",
    [
        "<nav><a href=/>Reste</a></nav>",
        "<footer>Reste</footer>",
        "<aside>Reste</aside>",
        "<form>Reste</form>",
        "<div role=search>Reste</div>",
        "<div class=fil-ariane>Reste</div>",
        "<div id=cookieBanner>Reste</div>",
        "<ul class=social-links><li>Reste</ul>",
        "<div class='bloc partage'>Reste</div>",
        "<figure><figcaption>Reste</figcaption></figure>",
        "<p class=legende>Reste</p>",
        "<figure><figcaption>Reste du marché couvert, vu de la place. Photo : A. Roy</figcaption></figure>",
        "<p>Photo : Reste, signature du contrat</p>",
        "<div id=outils-article><a href=#>Reste</a></div>",
        "<p><span class=sr-only>Reste</span></p>",
        "<p>Crédit photo : Reste</p>",
        "<h3>Documents à télécharger</h3><ul><li><a href=a.pdf>Reste</a></ul>",
        "<h2>Sur le même sujet</h2><p><a href=a>Reste</a></p>",
        "<p>À lire aussi : Cluses : Reste, 3 millions d'euros pour le nouveau lycée</p>",
        "<ul><li><a href=a>Reste ici</a><li><a href=b>et là</a></ul>",
        CARD.format("Reste") + CARD.format("Autre"),
        "<h4>Laisser un commentaire</h4><p>Reste</p>",
        "<h4>3 commentaires</h4><div><p>Reste</p></div>",
    ],
)  # fmt: skip
def test_boilerplate_is_kept_apart(boilerplate: str) -> None:
    article = (
        "<h1>Un contrat</h1><p>Le préfet et le président du Département ont signé le contrat à Laon.</p>"
    )
    reading = read_page(f"{article}{boilerplate}")
    kept = {reading.text[b.start : b.end]: b.main for b in reading.blocks}
    assert [main for text, main in kept.items() if "Reste" in text] == [False]
    assert kept["Un contrat"]


@pytest.mark.parametrize(
    "content",
    [
        # Words of boilerplate in what an article says.
        "<h2>Partager les compétences</h2><p>Les équipes travailleront ensemble dès la rentrée.</p>",
        "<h2>Retour à l'emploi</h2><p>Les jeunes majeurs seront accompagnés jusqu'à 21 ans.</p>",
        "<p>Crédits : 450 000 €</p>",
        "<p>À lire aussi bien pour les équipes que pour les familles : le projet du contrat</p>",
        "<p>Réalisation d'un centre : 1,2 M€</p>",
        # Names that deny, or say something else.
        "<div class=no-sidebar><p>Contenu</p></div>",
        "<div class='theme-action-sociale pole-social'><p>Contenu</p></div>",
        # A list of links that a sentence leads in to.
        "<p>Ont signé :</p><ul><li><a href=a>le Département</a><li><a href=b>l'agence</a></ul>",
        # Links within the page or to write to somebody are no links elsewhere.
        "<ul><li><a href=#n1>Note 1</a><li><a href=mailto:a@example.org>a@example.org</a></ul>",
        # A caption that tells of the contract, whoever took the picture.
        "<figure><img><figcaption>La préfète signe le contrat, mardi. Photo : A. Roy</figcaption></figure>",
        "<div class=wp-caption><img><p class=wp-caption-text>Mme Roy et M. Blanc, signataires</p></div>",
        "<dl class=spip_documents><dt><img></dt><dd class=spip_doc_legende>Le contrat court jusqu'en 2025</dd></dl>",
        # The date of an article in its head or foot.
        "<header><p>Publié le 3 mai 2021</p></header>",
    ],
)
def test_content_stays_main_text(content: str) -> None:
    article = (
        "<h1>Un contrat</h1><p>Le préfet et le président du Département ont signé le contrat à Laon.</p>"
    )
    reading = read_page(f"<article>{article}{content}</article>")
    assert [reading.text[b.start : b.end] for b in reading.blocks if not b.main] == []


def test_a_page_that_stands_in_a_form_or_a_sidebar_is_read() -> None:
    text = "Le contrat a été signé hier à Laon par le préfet et par le président du conseil départemental."
    for wrapper in ("<form>", "<div class=sidebar>", "<div class=comments>", "<aside>"):
        reading = read_page(f"{wrapper}<h1>Un contrat</h1><p>{text}</p><nav>Menu</nav>")
        assert reading.main_text == f"Un contrat\n{text}"


@pytest.mark.parametrize(
    "html", ["<html></html>", "<body>", "<p> </p>", "<html><body><!-- rien --></body>", "<html><frameset>"]
)
def test_pages_without_text_are_empty(html: str) -> None:
    reading = read(html.encode())
    assert (reading.media_type, reading.status, reading.text) == ("text/html", "empty", "")


def test_a_page_of_menus_has_no_main_text() -> None:
    reading = read_page("<nav><a href=/>Accueil</a></nav>")
    assert reading.status == "read"
    assert [problem.code for problem in reading.problems] == ["no_main_text"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ("<meta charset='ISO-8859-15'>", "iso8859_15"),
        ("<meta charset=macintosh>", "mac_roman"),
        # What is declared is wrong.
        ("<meta charset=utf-8>", "cp1252"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("<meta charset=klingon>", "cp1252"),
        ("", "utf-16"),
        ("", "utf-8-sig"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    text = "La préfète a signé à l'été 2021 : 3 € par élève."
    html = f"<html><head>{head}</head><body><p>{text}</p></body></html>"
    assert read(html.encode(encoding)).main_text == text


TAGS = (
    "div", "p", "ul", "li", "table", "td", "h1", "b", "nav", "form", "br", "figure", "/div", "/p", "/ul",
    "a href=x", "span class=comments",
)  # fmt: skip


@given(
    st.lists(
        st.one_of(st.sampled_from(TAGS).map("<{}>".format), st.text("aé .:-•\n\xad", max_size=12)),
        max_size=30,
    )
)
def test_any_tree_gives_blocks_in_order_that_cover_the_text(parts: list[str]) -> None:
    reading = read(f"<body>{''.join(parts)}".encode())
    end = 0
    for block in reading.blocks:
        assert end <= block.start < block.end
        content = reading.text[block.start : block.end]
        assert content == content.strip()
        between = reading.text[end : block.start].replace(block.marker, "", 1)
        assert not any(char.isalnum() for char in between)
        end = block.end
    assert not any(char.isalnum() for char in reading.text[end:])
