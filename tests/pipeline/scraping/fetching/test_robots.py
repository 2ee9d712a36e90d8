"""robots.txt is obeyed; one that is not there allows, one that cannot be had does not."""

import pytest

from tests.pipeline.scraping.making import HASTY, DeclaredSource
from tests.pipeline.scraping.server import page, redirect

SOURCE = DeclaredSource(politeness=HASTY)

OURS = "User-agent: *\nDisallow: /\n\nUser-agent: tripartite\nDisallow: /prive\n"


@pytest.mark.parametrize(
    ("robots", "path", "code"),
    [
        (page("", "404 Not Found"), "/a", None),
        (page("", "410 Gone"), "/a", None),
        (page("<h1>Page introuvable</h1>"), "/a", None),  # an error page with status 200 has no rules
        (page("User-agent: *\nDisallow: /"), "/a", "robots"),
        (page("User-agent: *\nDisallow: /prive"), "/a", None),
        (page(OURS), "/a", None),  # a group of our own goes before that of all
        (page(OURS), "/prive/a", "robots"),
        (page("User-agent: *\nCrawl-delay: 86400"), "/a", "robots"),
        (page("", "500 Internal Server Error"), "/a", "robots_unknown"),
        (page("", "401 Unauthorized"), "/a", "robots_unknown"),
        (page("", "503 Service Unavailable"), "/a", "unavailable"),
        (b"", "/a", "robots_unknown"),
        (redirect("/autre/robots.txt"), "/a", "robots"),
    ],
)
def test_what_robots_txt_lets_be_fetched(server, start, robots, path, code):
    server.add("www.creuse.fr", "/robots.txt", robots)
    server.add("www.creuse.fr", "/autre/robots.txt", page("User-agent: *\nDisallow: /"))
    url = server.add("www.creuse.fr", path, page("a"))
    problem = start(SOURCE).fetch(url, source=SOURCE).problem
    assert (problem and problem.code) == code
    assert (f"www.creuse.fr{path}" in server.asked) == (code is None)


def test_it_is_asked_for_once_a_day_by_all_runs_together(server, start, clock, events):
    for _ in range(2):
        fetcher = start(SOURCE)
        for path in ("/a", "/b"):
            fetcher.fetch(server.url("www.creuse.fr", path), source=SOURCE)
    assert events.count("www.creuse.fr/robots.txt") == 1
    clock.go_on(days=1, seconds=1)
    fetcher.fetch(server.url("www.creuse.fr", "/a"), source=SOURCE)
    assert events.count("www.creuse.fr/robots.txt") == 2


def test_one_that_could_not_be_had_is_asked_for_again_after_an_hour(server, start, clock, events):
    server.add("www.creuse.fr", "/robots.txt", page("", "500 No"), page("", "404 Not Found"))
    url = server.add("www.creuse.fr", "/a", page("a"))
    fetcher = start(SOURCE)
    for _ in range(3):
        assert fetcher.fetch(url, source=SOURCE).problem.code == "robots_unknown"
    assert events.count("www.creuse.fr/robots.txt") == 1
    clock.go_on(hours=1, seconds=1)
    assert fetcher.fetch(url, source=SOURCE).problem is None
