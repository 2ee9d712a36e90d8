"""What a platform notices of us: which pages are asked for, in which order, with which pauses."""

from datetime import UTC, datetime

from tests.pipeline.scraping.making import LOCAL, DeclaredSource
from tests.pipeline.scraping.server import page

AISNE = DeclaredSource("aisne", "prefectures", ["www.aisne.gouv.fr"])
CREUSE = DeclaredSource("creuse", "prefectures", ["www.creuse.gouv.fr"])
ALONE = DeclaredSource("departement", None, ["www.creuse.fr"])


def source_with(**politeness: object) -> DeclaredSource:
    return DeclaredSource(politeness=LOCAL.model_copy(update=politeness))


def test_three_seconds_between_pages_and_twenty_between_sites_of_a_platform(server, start, events):
    for host in ("www.aisne.gouv.fr", "www.creuse.gouv.fr"):
        server.add(host, "/a", page("a"))
        server.add(host, "/b", page("b"))
    fetcher = start(AISNE, CREUSE)
    for source, host in ((AISNE, "www.aisne.gouv.fr"), (CREUSE, "www.creuse.gouv.fr")):
        for path in ("/a", "/b"):
            assert fetcher.fetch(server.url(host, path), source=source).problem is None
    assert events == [
        "www.aisne.gouv.fr/robots.txt", 3.0, "www.aisne.gouv.fr/a", 3.0, "www.aisne.gouv.fr/b",
        20.0, "www.creuse.gouv.fr/robots.txt", 3.0, "www.creuse.gouv.fr/a", 3.0, "www.creuse.gouv.fr/b",
    ]  # fmt: skip


def test_platforms_do_not_wait_for_each_other(server, start, events):
    fetcher = start(AISNE, ALONE)
    fetcher.fetch(server.url("www.aisne.gouv.fr", "/a"), source=AISNE)
    fetcher.fetch(server.url("www.creuse.fr", "/a"), source=ALONE)
    assert events == [
        "www.aisne.gouv.fr/robots.txt", 3.0, "www.aisne.gouv.fr/a",
        "www.creuse.fr/robots.txt", 3.0, "www.creuse.fr/a",
    ]  # fmt: skip


def test_the_pause_holds_from_one_run_to_the_next(server, start, clock, events):
    start(ALONE).fetch(server.url("www.creuse.fr", "/a"), source=ALONE)
    clock.go_on(seconds=1)
    start(ALONE).fetch(server.url("www.creuse.fr", "/b"), source=ALONE)
    assert events == ["www.creuse.fr/robots.txt", 3.0, "www.creuse.fr/a", 2.0, "www.creuse.fr/b"]


def test_time_that_has_gone_by_is_not_waited_for_again(server, start, clock, events):
    fetcher = start(ALONE)
    fetcher.fetch(server.url("www.creuse.fr", "/a"), source=ALONE)
    clock.go_on(seconds=60)
    fetcher.fetch(server.url("www.creuse.fr", "/b"), source=ALONE)
    assert events[-2:] == ["www.creuse.fr/a", "www.creuse.fr/b"]


def test_a_longer_crawl_delay_goes_before_our_pause(server, start, events):
    server.add("www.creuse.fr", "/robots.txt", page("User-agent: *\nCrawl-delay: 10\n"))
    fetcher = start(ALONE)
    for path in ("/a", "/b"):
        fetcher.fetch(server.url("www.creuse.fr", path), source=ALONE)
    assert events == ["www.creuse.fr/robots.txt", 10.0, "www.creuse.fr/a", 10.0, "www.creuse.fr/b"]


def test_redirects_wait_like_other_pages_and_the_second_site_is_asked_for_its_rules(server, start, events):
    server.add("www.creuse.fr", "/a", page("", "301 Moved", location=server.url("actes.autre.fr", "/b")))
    server.add("actes.autre.fr", "/b", page("b"))
    fetched = start(ALONE).fetch(server.url("www.creuse.fr", "/a"), source=ALONE)
    assert fetched.final_url == server.url("actes.autre.fr", "/b")
    assert events == [
        "www.creuse.fr/robots.txt", 3.0, "www.creuse.fr/a",
        "actes.autre.fr/robots.txt", 3.0, "actes.autre.fr/b",
    ]  # fmt: skip


def test_the_budget_of_a_run_ends_it_and_the_next_run_has_one_of_its_own(server, start):
    source = source_with(pages_per_run=2)
    urls = [server.add("www.creuse.fr", f"/{n}", page(str(n))) for n in range(3)]
    fetcher = start(source)
    problems = [fetcher.fetch(url, source=source).problem for url in urls]
    assert [problem and problem.code for problem in problems] == [None, None, "budget_spent"]
    assert server.asked == ["www.creuse.fr/0", "www.creuse.fr/1"]
    assert start(source).fetch(urls[2], source=source).problem is None


def test_outside_of_its_hours_a_source_is_not_asked(server, start, clock):
    source = DeclaredSource(politeness=LOCAL.model_validate(LOCAL.model_dump() | {"window": "22:00-06:00"}))
    url = server.add("www.creuse.fr", "/a", page("a"))
    fetcher = start(source)
    clock.time = datetime(2026, 7, 1, 19, 59, tzinfo=UTC)  # 21:59 in Paris, in summer
    assert fetcher.fetch(url, source=source).problem.code == "outside_window"
    assert server.requests == []
    clock.time = datetime(2026, 7, 1, 20, 0, tzinfo=UTC)
    assert fetcher.fetch(url, source=source).problem is None
