"""What pages say of themselves for machines."""

import pytest

from pipeline.reading import read
from pipeline.reading.html.metadata import to_edtf

OPEN_GRAPH = (
    '<meta property="article:published_time" content="2020-10-13T08:00:00Z">'
    '<meta property="article:modified_time" content="2020-10-14">'
)
SITE = '<meta property="og:title" content="Un contrat - Préfecture"><meta property="og:site_name" content="Préfecture">'
BODY = "<p>Le préfet et le président du Département ont signé le contrat à Laon.</p>"


def linked_data(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020-10-13", "2020-10-13"),
        ("2020-10-13T08:30:00+02:00", "2020-10-13"),
        # The day as written: the time zone of the reader is not known.
        ("2020-10-13T23:30:00Z", "2020-10-13"),
        ("2020-10-13 08:30", "2020-10-13"),
        ("20201013", "2020-10-13"),
        ("2020-10", "2020-10"),
        ("2020", "2020"),
        ("13/10/2020", "2020-10-13"),
        ("05.03.2021 à 10 h", "2021-03-05"),
        ("Tue, 13 Oct 2020 10:00:00 GMT", "2020-10-13"),
        # No dates: what systems write when they know none, impossible days, other text.
        ("0001-01-01T00:00:00", None),
        ("1970-01-01", None),
        ("2020-02-30", None),
        ("2020-13-01", None),
        ("99/99/2020", None),
        ("hier", None),
        ("", None),
    ],
)
def test_to_edtf(written: str, expected: str | None) -> None:
    assert to_edtf(written) == expected


@pytest.mark.parametrize(
    ("head", "body", "published", "updated"),
    [
        (OPEN_GRAPH, BODY, "2020-10-13", "2020-10-14"),
        ('<meta name="DC.date" content="2021-03-01">', BODY, "2021-03-01", None),
        ('<meta name="dcterms.issued" content="2021-03">', BODY, "2021-03", None),
        # When the page was begun counts where nothing says when it was published.
        ('<meta name="DC.Date.created" content="2021-02-26">', BODY, "2021-02-26", None),
        (
            '<meta name="DC.Date.created" content="2021-02-26">',
            f'<p><time itemprop="datePublished" datetime="2021-03-01">1.3.2021</time></p>{BODY}',
            "2021-03-01",
            None,
        ),
        (
            linked_data('{"@graph": [{}, {"datePublished": "2022-01-05T10", "dateModified": "2022-02-06"}]}'),
            BODY,
            "2022-01-05",
            "2022-02-06",
        ),
        # Broken or strange JSON-LD is passed over.
        (linked_data('{"datePublished": '), BODY, None, None),
        (linked_data('[[{"datePublished": 2020}, null]]'), BODY, None, None),
        (linked_data("[" * 100_000), BODY, None, None),
        # Microdata and <time>.
        ("", f'<time itemprop="datePublished" datetime="2019-06-02">hier</time>{BODY}', "2019-06-02", None),
        ("", f'<article><time datetime="2019-06-02T10:00">2 juin</time>{BODY}</article>', "2019-06-02", None),
        # The first that is a date; the time of a teaser is not that of the page.
        ('<meta name="date" content="inconnue">', f'<time datetime="2019-06-02">x</time>{BODY}', "2019-06-02", None),
        ("", f'{BODY}<aside><time datetime="2018-01-01">x</time></aside>', None, None),
        ("", BODY, None, None),
    ],
)  # fmt: skip
def test_dates(head: str, body: str, published: str | None, updated: str | None) -> None:
    reading = read(f"<html><head>{head}</head><body>{body}</body></html>".encode())
    assert (reading.published, reading.updated) == (published, updated)


@pytest.mark.parametrize(
    ("head", "body", "title", "publisher"),
    [
        (
            SITE,
            "<h1>Autre</h1>",
            "Un contrat",
            "Préfecture",
        ),
        ("<title>Un contrat | Préfecture</title>", f"<h1>Un contrat</h1>{BODY}", "Un contrat", None),
        # The name of the site in a heading of the first level is not the title.
        (
            "<title>Le site : un contrat signé</title>",
            f'<header><h1><a href="/">Le site</a></h1></header><h2>Un contrat signé</h2>{BODY}',
            "Un contrat signé",
            None,
        ),
        ("<title>Seul</title>", BODY, "Seul", None),
        ('<meta name="DC.publisher" content="ARS &amp; Co">', BODY, None, "ARS & Co"),
        (
            linked_data('{"headline": "Un contrat", "publisher": {"name": "Le Département"}}'),
            BODY,
            "Un contrat",
            "Le Département",
        ),
    ],
)  # fmt: skip
def test_title_and_publisher(head: str, body: str, title: str | None, publisher: str | None) -> None:
    reading = read(f"<html><head>{head}</head><body>{body}</body></html>".encode())
    assert (reading.title, reading.publisher) == (title, publisher)
