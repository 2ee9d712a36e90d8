"""From what a source answers to the links in it; and which of them are of interest."""

import gzip

import pytest

from pipeline.scraping.canonical import canonical
from pipeline.scraping.discovery.attachments import find_attachments
from pipeline.scraping.discovery.feed import read_feed
from pipeline.scraping.discovery.links import Link
from pipeline.scraping.discovery.listing import page_number, read_listing
from pipeline.scraping.discovery.scdl import read_scdl
from pipeline.scraping.discovery.sitemap import read_sitemap
from pipeline.scraping.sources.finding import Listing, Numbered, Sitemap

START = "https://www.exemple.gouv.fr/Actualites"
OFFSETS = Numbered(suffix="/(offset)/{n}", first=10, step=10)
CARDS = Listing(
    kind="listing",
    pages=(START,),
    link="a.fr-card__link.menu-item-link",
    card=".fr-card",
    date=".fr-card__detail",
    summary=".fr-card__desc",
    numbered=OFFSETS,
)
CARD = """
<div class="fr-card"><h2><a class="fr-card__link menu-item-link" href="{href}">{title}</a></h2>
<p class="fr-card__desc">{summary}</p><p class="fr-card__detail">Publié le {date}</p></div>
"""

# What names a page and not a visit.
ADDRESSES = [
    # a session in a part of the path, in a parameter, both
    ("/a;jsessionid=0F1", "/a"),
    ("/a?PHPSESSID=12&b=1", "/a?b=1"),
    ("/a;jsessionid=0F1?sid=3", "/a"),
    ("/(S(k3j4))/a", "/a"),
    # a campaign; the order of what stays is kept
    ("/a?utm_source=x&b=2&a=1&fbclid=9", "/a?b=2&a=1"),
    ("/a?at_custom1=x&_ga=2&msclkid=3", "/a"),
    # a session whose very name is another one each time, one behind an ampersand that was escaped twice
    ("/a?ASPSESSIONIDQQACBDRT=1", "/a"),
    ("/a?b=1&amp;PHPSESSID=3", "/a?b=1"),
    # a place within a page
    ("/a#suite", "/a"),
    # the platform's own parameters stay: without them it is another page
    ("/Actualites/(offset)/10", "/Actualites/(offset)/10"),
    # accents and spaces, raw and encoded, are one address
    ("/Contrat d'été", "/Contrat%20d'%C3%A9t%C3%A9"),
    ("/Contrat%20d'%C3%A9t%C3%A9", "/Contrat%20d'%C3%A9t%C3%A9"),
    # as are small letters and capitals in what is encoded, and what need not be
    ("/%c3%a9t%C3%A9%2Dun", "/%C3%A9t%C3%A9-un"),
]


@pytest.mark.parametrize(("written", "wanted"), ADDRESSES)
def test_an_address_names_a_page_and_no_visit(written: str, wanted: str) -> None:
    assert canonical(written, START) == "https://www.exemple.gouv.fr" + wanted
    assert canonical(wanted, START) == canonical(canonical(written, START) or "")


@pytest.mark.parametrize(
    "written",
    ["mailto:a@b.fr", "javascript:void(0)", "tel:+331", "http://[", "http://a:b/", "data:,a", "http://"],
)
def test_what_is_no_page_has_no_address(written: str) -> None:
    assert canonical(written, START) is None


def test_a_page_of_cards_gives_title_summary_and_date_of_each() -> None:
    page = CARD.format(
        href="/Actualites/Un;jsessionid=4A", title="Un <b>contrat</b>", summary="Signé", date="5 mars 2021"
    )
    page += CARD.format(href="Actualites/Deux", title="Deux", summary="", date="28/02/2021")
    found = read_listing(page.encode(), START, CARDS)
    assert found.links == [
        Link("https://www.exemple.gouv.fr/Actualites/Un", "Un contrat", "Signé", "2021-03-05"),
        Link("https://www.exemple.gouv.fr/Actualites/Deux", "Deux", "", "2021-02-28"),
    ]
    assert (found.pages, found.problems) == ([], [])


# Page that is read, pages that its pager links; the next one and the last one.
PAGERS = [
    (0, (1, 2, 3), [1], 3),
    (2, (0, 1, 3), [3], 3),
    # the last page links those before it only
    (3, (0, 1, 2), [], 2),
    # no pager: there is one page
    (0, (), [], None),
]


@pytest.mark.parametrize(("here", "linked", "following", "last"), PAGERS)
def test_the_pager_of_a_numbered_listing(
    here: int, linked: tuple[int, ...], following: list[int], last: int | None
) -> None:
    address = [OFFSETS.address(START, page) for page in range(5)]
    pager = "".join(f"<a href='{address[page]};jsessionid={page}'>{page}</a>" for page in linked)
    found = read_listing(pager.encode(), address[here], CARDS, START)
    assert found.pages == [address[page] for page in following]
    assert found.last == last


# Addresses that are and are not pages of the listing.
NUMBERS = [
    (START, 0),
    (START + "/(offset)/10", 1),
    (START + "/(offset)/120", 12),
    (START + "/(offset)/15", None),
    (START + "/(offset)/0", None),
    (START + "/(offset)/", None),
    (START + "/(offset)/1e1", None),
    (START + "/Un-contrat", None),
]


@pytest.mark.parametrize(("url", "page"), NUMBERS)
def test_the_number_of_a_page_is_in_its_address(url: str, page: int | None) -> None:
    assert page_number(url, START, OFFSETS) == page


def test_a_page_says_what_its_addresses_are_relative_to() -> None:
    page = "<base href='/accueil/'>" + CARD.format(href="a", title="A", summary="", date="")
    assert read_listing(page.encode(), START, CARDS).links[0].url == "https://www.exemple.gouv.fr/accueil/a"
    attached = find_attachments(b"<base href='/accueil/'><a href=c.pdf>CP</a>", START)
    assert [link.url for link in attached] == ["https://www.exemple.gouv.fr/accueil/c.pdf"]


FILES = Listing(kind="listing", pages=(START,), link="a[href$='.pdf']")
# Around a link that says nothing itself, and what is said of it.
AROUND = [
    # the row of a table, one of several links in it, the heading above
    (
        (
            "<h2>Séance du 3 mai</h2><table><tr><td>12</td><td>Contrat enfance</td><td><a href=a.pdf>PDF</a>"
            "<a href=b.pdf>Annexe 1</a></td></tr><tr><td>Marché des nettoyages</td></tr></table>"
        ),
        ["12 Contrat enfance PDF Annexe 1 Séance du 3 mai"] * 2,
    ),
    # a box within a box; other boxes are of other links
    (
        (
            "<section><div><p>Aide aux familles</p><div><a href=a.pdf>Télécharger (1,2 Mo)</a></div></div>"
            "<div><p>Voirie</p><div><a href=b.pdf>Télécharger</a></div></div></section>"
        ),
        ["Aide aux familles Télécharger (1,2 Mo)", "Voirie Télécharger"],
    ),
    # nothing but a heading, and that of the part before does not count
    ("<h2>Voirie</h2><p>Rien</p><h3>Enfance</h3><ul><li><a href=a.pdf>n° 3</a></li></ul>", ["Enfance"]),
    # nothing at all
    ("<ul><li><a href=a.pdf>Délibération n° 12</a></li></ul>", [""]),
    # a title that says something needs no more
    ("<h2>Enfance</h2><p>Le plan <a href=a.pdf>Budget des routes</a></p>", ["Budget des routes"]),
]


@pytest.mark.parametrize(("html", "summaries"), AROUND)
def test_what_stands_around_a_link_that_says_nothing(html: str, summaries: list[str]) -> None:
    page = f"<body><nav>Menu</nav><main>{html}</main></body>"
    found = read_listing(page.encode(), START, FILES)
    assert [link.summary for link in found.links] == summaries


def test_selectors_that_match_nothing_are_named() -> None:
    page = CARD.format(href="/a", title="A", summary="", date="").encode()
    problems = read_listing(page, START, CARDS.model_copy(update={"link": "a.carte"})).problems
    assert problems == [f"the selector link: 'a.carte' matches nothing on {START}"]
    problems = read_listing(page, START, CARDS.model_copy(update={"card": ".carte"})).problems
    assert problems == [f"the selector card: '.carte' matches nothing on {START}"]
    problems = read_listing(page, START, CARDS.model_copy(update={"date": "time"})).problems
    assert problems == [f"the selector date: 'time' matches nothing on {START}"]


def test_a_feed_of_either_sort() -> None:
    rss = b"""<?xml version="1.0"?><rss version="2.0"><channel>
    <item><title>Un &lt;i&gt;contrat&lt;/i&gt;</title><link>https://exemple.fr/un?utm_source=rss</link>
    <description>&lt;p&gt;Sign\xc3\xa9.&lt;/p&gt;</description><pubDate>Fri, 05 Mar 2021 09:00:00 +0100</pubDate></item>
    </channel></rss>"""
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="/flux?page=2"/>
    <entry><title>Deux</title><link href="/deux"/><updated>2021-03-06T10:00:00Z</updated></entry></feed>"""
    assert read_feed(rss, "https://exemple.fr/rss").links == [
        Link("https://exemple.fr/un", "Un contrat", "Signé.", "2021-03-05")
    ]
    found = read_feed(atom, "https://exemple.fr/flux")
    assert found.links == [Link("https://exemple.fr/deux", "Deux", "", "2021-03-06")]
    assert found.pages == ["https://exemple.fr/flux?page=2"]


def test_a_page_in_the_place_of_a_feed_is_told() -> None:
    assert read_feed(b"<html><p>Maintenance", "https://exemple.fr/rss").problems == [
        "https://exemple.fr/rss is no RSS and no Atom"
    ]


SITEMAP = Sitemap(kind="sitemap", pages=("https://exemple.fr/sitemap.xml",), path="/actus?/")
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def test_a_sitemap_and_an_index_of_some() -> None:
    index = (
        f"<sitemapindex {NAMESPACE}><sitemap><loc>https://exemple.fr/s1.xml.gz</loc></sitemap></sitemapindex>"
    )
    assert read_sitemap(index.encode(), SITEMAP.pages[0], SITEMAP).pages == ["https://exemple.fr/s1.xml.gz"]
    entries = "".join(
        f"<url><loc>https://exemple.fr/{path}</loc><lastmod>2021-03-0{day}</lastmod></url>"
        for day, path in ((1, "actu/contrat-enfance.html"), (2, "contact"))
    )
    packed = gzip.compress(f"<urlset {NAMESPACE}>{entries}</urlset>".encode())
    assert read_sitemap(packed, "https://exemple.fr/s1.xml.gz", SITEMAP).links == [
        Link("https://exemple.fr/actu/contrat-enfance.html", "contrat enfance", "", "2021-03-01")
    ]


# Sitemaps that are none, and what is said of them.
NO_SITEMAPS = [
    (b"<html><body>404</body></html>", "is no sitemap, or an empty one"),
    (b"<urlset><url><loc>https://exemple.fr/x</loc></url></urlset>", "the pattern path: '/actus?/' matches none"),
    (b"<urlset><url>", "is damaged"),
    (gzip.compress(b"<urlset></urlset>", mtime=0)[:-6], "is damaged"),
    # entities that double with every line
    (b'<!DOCTYPE u [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>', "matches none"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "message"), NO_SITEMAPS)
def test_what_is_no_sitemap_is_told(body: bytes, message: str) -> None:
    found = read_sitemap(body, SITEMAP.pages[0], SITEMAP)
    assert found.links == []
    assert [message in problem for problem in found.problems] == [True]


# The same list as different software writes it.
SCDL = [
    "DELIB_ID;DELIB_DATE;DELIB_OBJET;DELIB_URL\n4;2021-03-01;Contrat, enfance;https://exemple.fr/4.pdf\n",
    '\ufeff"DELIB_ID","DELIB_DATE","DELIB_OBJET","DELIB_URL"\r\n4,2021-03-01,"Contrat, enfance",https://exemple.fr/4.pdf\r\n',
    "delib_url\tdelib_objet\tdelib_date\nhttps://exemple.fr/4.pdf\tContrat, enfance\t01/03/2021\n",
]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("text", SCDL)
def test_a_list_of_deliberations_however_it_is_written(text: str, encoding: str) -> None:
    body = text.encode(encoding, "ignore")
    assert read_scdl(body, "https://exemple.fr/liste.csv").links == [
        Link("https://exemple.fr/4.pdf", "Contrat, enfance", "", "2021-03-01")
    ]


def test_deliberations_with_no_address_or_with_several() -> None:
    rows = "DELIB_OBJET;DELIB_URL\nA;\nB;/b1.pdf|/b2.pdf\n;\n"
    found = read_scdl(rows.encode(), "https://exemple.fr/liste.csv")
    assert [link.url for link in found.links] == ["https://exemple.fr/b1.pdf", "https://exemple.fr/b2.pdf"]
    assert found.problems == [
        "1 of the deliberations in https://exemple.fr/liste.csv come without an address"
    ]


def test_a_list_without_the_column_is_told() -> None:
    assert read_scdl(b"NOM;URL\na;b", "liste.csv").problems == [
        "the column DELIB_URL is missing in liste.csv, which has NOM, URL"
    ]


PAGE = START + "/Contrat"
# A link in the main part of a page, and whether it is an attachment.
ATTACHED = [
    ('<a href="/contenu/telechargement/9/8/file/CP.pdf">CP</a>', True),
    # without a suffix
    ('<a href="/contenu/telechargement/9/8">Télécharger</a>', True),
    # on another host of the same site
    ('<a href="https://docs.exemple.gouv.fr/cp.PDF">CP</a>', True),
    # a page of the deliberation itself
    ('<a href="/deliberations/2021-12">La délibération</a>', True),
    # a menu, another département of the platform, a picture, a page, the page itself, a mail
    ('<nav><a href="/plan.pdf">Plan</a></nav>', False),
    ('<a href="https://www.autre.gouv.fr/cp.pdf">CP</a>', False),
    ('<a href="/contenu/telechargement/9/photo.jpg">Photo</a>', False),
    ('<a href="/Actualites">Toutes</a>', False),
    (f'<a href="{PAGE}#deliberation">La délibération</a>', False),
    ('<a href="mailto:cp.pdf@exemple.fr">CP</a>', False),
]


@pytest.mark.parametrize(("html", "is_attached"), ATTACHED)
def test_what_is_attached_to_a_page(html: str, is_attached: bool) -> None:
    assert bool(find_attachments(f"<main><p>Signé.</p>{html}</main>".encode(), PAGE)) == is_attached
