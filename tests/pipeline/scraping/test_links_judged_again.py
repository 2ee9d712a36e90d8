"""Links that were refused or passed over: told while that holds, looked at again when it does not."""

import pytest

from pipeline.layout import STATE
from pipeline.scraping.report import is_quiet, remarks
from pipeline.scraping.sources.sources import Sources
from tests.pipeline.scraping.pretend_sites import Announcement, Departement, Feed
from tests.pipeline.scraping.server import SiteServer, page
from tests.pipeline.scraping.world import CREUSE, JOURNAL, SIGNED, World


@pytest.fixture
def forbidden(server: SiteServer) -> str:
    """A link that robots.txt forbids, the only one of its source."""
    Departement(server, CREUSE)
    card = "<article><time datetime=2026-02-04>4</time><h3><a href='/admin/Contrat'>Un contrat</a></h3></article>"
    server.add(CREUSE, "/actualites", page(f"<main>{card}</main>"))
    server.add(CREUSE, "/admin/Contrat", page(f"<main>{SIGNED}</main>"))
    return f"{CREUSE}/admin/Contrat"


def test_a_source_of_which_nothing_may_be_asked_for_is_told_each_time(world: World, forbidden: str) -> None:
    first = world.scrape("creuse")["creuse"]
    assert (first.passed_over, first.failed) == (1, 0)
    world.clock.go_on(days=1)
    second = world.scrape("creuse")["creuse"]
    assert world.server.asked == [f"{CREUSE}/actualites"]
    for outcome in (first, second):
        (alarm,) = outcome.alarms
        assert alarm.startswith("it gives nothing and 1 of its links must not be asked for: http://")
        assert not is_quiet(outcome)
    with world.open() as scraper:
        (over,) = scraper.ledger.passed_over("creuse")
    assert "robots.txt does not let" in over.reason


def test_a_link_that_is_refused_again_is_not_counted_as_new_again(world: World, forbidden: str) -> None:
    counted = []
    for _ in range(3):
        outcome = world.scrape("creuse")["creuse"]
        counted.append((outcome.met, outcome.passed_over, len(outcome.problems)))
        world.clock.go_on(days=7)
    assert counted == [(1, 1, 1), (0, 0, 1), (0, 0, 1)]


def test_what_must_not_be_asked_for_is_fetched_when_it_may(
    world: World, forbidden: str, server: SiteServer
) -> None:
    world.scrape("creuse")
    server.add(CREUSE, "/robots.txt", page("User-agent: *\nAllow: /\n", content_type="text/plain"))
    world.clock.go_on(days=7)
    outcome = world.scrape("creuse")["creuse"]
    assert (outcome.new, outcome.alarms) == (1, [])
    assert world.archived() == {forbidden}
    with world.open() as scraper:
        assert list(scraper.ledger.passed_over("creuse")) == []


def test_a_source_that_gives_something_may_have_links_that_must_not_be_asked_for(
    world: World, forbidden: str, server: SiteServer
) -> None:
    cards = "".join(
        f"<article><h3><a href='{path}'>Un contrat</a></h3></article>" for path in ("/a", "/admin/b")
    )
    server.add(CREUSE, "/actualites", page(f"<main>{cards}</main>"))
    server.add(CREUSE, "/a", page(f"<main>{SIGNED}</main>"))
    outcome = world.scrape("creuse")["creuse"]
    assert (outcome.new, outcome.passed_over, outcome.alarms) == (1, 1, [])
    assert any("robots.txt does not let" in line for line in remarks(outcome))


def with_keywords(world: World, *words: str) -> None:
    """Declare the journal with other words."""
    journal = world.sources["journal"].model_copy(update={"keywords": words})
    world.sources = Sources({**world.sources, "journal": journal})


def test_what_was_passed_over_is_judged_again_by_other_words(world: World, server: SiteServer) -> None:
    feed = Feed(server, JOURNAL)
    feed.publish(
        Announcement("orages", "Orages violents", "2026-02-01", "Vent fort."),
        Announcement("secheresse", "Sécheresse", "2026-02-02", "Il fait chaud."),
        # Its title could mean anything; its text does not.
        Announcement("visite", "Visite de la ministre", "2026-02-03", "Elle a vu les dégâts des orages."),
    )
    outcome = world.scrape("journal")["journal"]
    assert (outcome.passed_over, outcome.not_kept) == (2, 1)
    assert world.archived() == set()
    world.clock.go_on(days=1)
    assert world.scrape("journal")["journal"].new == 0
    assert world.server.asked == [f"{JOURNAL}/rss.xml"]
    with_keywords(world, "orages")
    world.clock.go_on(days=1)
    outcome = world.scrape("journal")["journal"]
    # What was read already is judged without being asked for again.
    assert world.server.asked == [f"{JOURNAL}/rss.xml", f"{JOURNAL}/orages"]
    assert (outcome.met, outcome.judged_again, outcome.new) == (0, 2, 2)
    assert world.archived() == {f"{JOURNAL}/orages", f"{JOURNAL}/visite"}
    with world.open() as scraper:
        assert [
            (over.url.rpartition("/")[2], over.reason) for over in scraper.ledger.passed_over("journal")
        ] == [("secheresse", "its title says nothing of a contract or a programme")]


def test_what_was_read_is_asked_for_again_where_its_record_is_there_no_more(
    world: World, server: SiteServer
) -> None:
    feed = Feed(server, JOURNAL)
    feed.publish(
        Announcement("visite", "Visite de la ministre", "2026-02-03", "Elle a vu les dégâts des orages.")
    )
    world.scrape("journal")
    for file in (world.out / STATE / "warc").iterdir():
        file.unlink()
    with_keywords(world, "orages")
    world.clock.go_on(days=1)
    assert world.scrape("journal")["journal"].new == 1
    assert server.asked == [f"{JOURNAL}/rss.xml", f"{JOURNAL}/visite"]


def test_links_are_judged_again_by_what_their_source_says_of_them(world: World, server: SiteServer) -> None:
    feed = """<rss version="2.0"><channel><title>Fil</title><item><title>En direct</title>
    <link>URL</link><description>Des orages sur le Cher</description></item></channel></rss>"""
    url = server.add(JOURNAL, "/direct", page("<main>Les orages sont passés.</main>"))
    server.add(JOURNAL, "/rss.xml", page(feed.replace("URL", url), content_type="application/rss+xml"))
    assert world.scrape("journal")["journal"].passed_over == 1
    with_keywords(world, "orages")
    world.clock.go_on(days=1)
    assert world.scrape("journal")["journal"].new == 1
