"""Ranks that a page sets apart from what they count."""

import pytest

from pipeline.reading import read

Row = tuple[str, str, str]

RANKED: list[tuple[str, list[Row]]] = [
    # in tiles
    (
        "<div><i>01</i><div><p>Agir tôt</p></div></div><div><i>02</i><p>Loger mieux</p></div>",
        [("item", "1.", "Agir tôt"), ("item", "2.", "Loger mieux")],
    ),
    # on lines of their own
    (
        "<p>N° 1</p><p>Agir tôt</p><p>N° 2</p><p>Loger mieux</p>",
        [("item", "1.", "Agir tôt"), ("item", "2.", "Loger mieux")],
    ),
    # above titles with something below
    (
        "<ul><li><b>I</b><h4>Agir tôt</h4><p>Un bus roulera.</p></li><li><b>II</b><h4>Loger mieux</h4></li></ul>",
        [
            ("heading", "", "1. Agir tôt"),
            ("paragraph", "", "Un bus roulera."),
            ("heading", "", "2. Loger mieux"),
        ],
    ),
]


@pytest.mark.parametrize(("body", "expected"), RANKED)
def test_a_rank_by_itself_belongs_to_what_it_stands_above(body: str, expected: list[Row]) -> None:
    assert blocks(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<div><i>4</i><p>places ouvertes</p></div><div><i>12</i><p>bus achetés</p></div>",  # figures
        "<div><p>agir tôt,</p><i>1</i></div><div><p>loger mieux,</p><i>2</i></div>",  # behind what they count
        "<p>1</p><p>2</p><p>3</p><p>Page suivante</p>",
        "<div><i>1</i><p>préfète engagée</p></div>",
        "<table><tr><td>1</td><td>bus acheté</td></tr><tr><td>2</td><td>bus loués</td></tr></table>",
    ],
)
def test_other_figures_stay_by_themselves(body: str) -> None:
    assert all(text.isdecimal() or not text[0].isdecimal() for _, _, text in blocks(body))
    assert not any(marker for _, marker, _ in blocks(body))


def blocks(body: str) -> list[Row]:
    """Kind, marker and text of each block of the main text."""
    reading = read(f"<html><body>{body}</body></html>".encode())
    return [(b.kind, b.marker, reading.text[b.start : b.end]) for b in reading.blocks if b.main]
