"""What people are told of a crawl."""

from pipeline.scraping.outcome import Outcome
from pipeline.scraping.report import remarks


def test_of_a_site_that_was_built_anew_some_pages_are_named_and_the_others_counted() -> None:
    urls = [f"https://exemple.fr/{number}" for number in range(1000)]
    told = remarks(Outcome("cher", gone=1000, taken_away=urls))
    named = [line for line in told if "https://" in line]
    assert named == [f"cher: gone, kept in the archive: {url}" for url in urls[: len(named)]]
    assert 10 < len(named) < 100
    assert told[len(named) :] == [
        f"cher: {1000 - len(named)} more pages gone: tripartite sources passed-over tells all"
    ]
