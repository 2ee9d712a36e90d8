"""Pages that are too deep, too large or broken: their text stays, and they cost no more than their length."""

import pytest

from pipeline.reading import Limits, read
from pipeline.reading.html.document import limit_depth


@pytest.mark.parametrize("tag", ["div", "span", "ul><li", "table><tr><td", "blockquote", "b", "form", "h2"])
def test_deep_nesting_does_no_harm(tag: str) -> None:
    reading = read(f"<body>{f'<{tag}>' * 100_000}Signé".encode())
    assert reading.text.strip(" -") == "Signé\n"


def test_tags_that_are_too_deep_are_left_out_and_their_text_stays() -> None:
    html = "<div>" * 3000 + "a<p>b</p>" + "</div>" * 3000 + "<i>c</i>"
    assert limit_depth(html, 2) == "<div><div>a<p>b</p></div></div><i>c</i>"
    assert limit_depth(html, 5000) == html


def test_scripts_and_comments_do_not_count_as_depth() -> None:
    html = "<script>'" + "<div>" * 5000 + "'</script><!--" + "<div>" * 5000 + "--><div>a</div>"
    assert limit_depth(html, 1) == html


@pytest.mark.parametrize(
    "part",
    [
        "<!-- ",
        "<dl><dt>Date<dd>3 mai ",
        "<script>",
        "<div ",
        "<div a='",
        "</div>",
        "<h2>Lire aussi</h2><a href=x>y</a>",
    ],
)
def test_broken_markup_costs_no_more_than_its_length(part: str) -> None:
    # With a cost of the square of the length this would take minutes.
    assert read(f"<body>{part * 30_000}".encode()).status in ("read", "empty")


def test_more_tags_than_the_limit_allows() -> None:
    reading = read(b"<p>" + b"a" * 200, limits=Limits(html_bytes=100))
    assert reading.problems[0].code == "too_large"
