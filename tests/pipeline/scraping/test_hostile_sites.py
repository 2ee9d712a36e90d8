"""Sites that answer well and are of no help: listings without end, pages that are not there with status 200."""

import pytest

from pipeline.scraping.refresh import refresh_target
from tests.pipeline.scraping.making import HASTY, DeclaredSource
from tests.pipeline.scraping.server import Asked, SiteServer, page, redirect
from tests.pipeline.scraping.world import CHER, CREUSE, JOURNAL, SIGNED, World

URL = "https://www.creuse.fr/a"


def cards(*names: str) -> str:
    """Announcements of a préfecture."""
    return "".join(
        f'<div class="fr-card"><a class="fr-card__link menu-item-link" href="/{name}">Un contrat</a>'
        '<p class="fr-card__desc"></p><p class="fr-card__detail">le 1er mars 2026</p></div>'
        for name in names
    )


def articles(*names: str) -> str:
    """Announcements of a département."""
    return "".join(
        f"<article><time></time><h3><a href='/{name}'>Un contrat</a></h3></article>" for name in names
    )


def text(of: str) -> bytes:
    return page(f"<main><h1>{of}</h1><p>{SIGNED}</p></main>")


def test_a_listing_that_shows_its_first_page_at_every_offset_is_left(
    world: World, server: SiteServer
) -> None:
    def listing(asked: Asked) -> bytes | None:
        if not asked.path.startswith("/Actualites"):
            return None
        offset = int(asked.path.partition("/(offset)/")[2] or 0)
        following = f"<a href='/Actualites/(offset)/{offset + 10}'>Suivant</a>"
        return page(f"<main>{cards('a', 'b')}{following}</main>")

    server.before_all(listing)
    server.add(CHER, "/a", text("a"))
    server.add(CHER, "/b", text("b"))
    for _ in range(2):
        outcome = world.scrape("cher")["cher"]
        assert len([path for path in server.asked if "/Actualites" in path]) <= 4
        assert any("what pages before it showed" in told or "first page" in told for told in outcome.problems)
        world.clock.go_on(days=1)
    assert world.archived() == {f"{CHER}/a", f"{CHER}/b"}


def test_a_listing_that_goes_on_with_empty_pages_is_left(world: World, server: SiteServer) -> None:
    def calendar(asked: Asked) -> bytes | None:
        if not asked.path.startswith("/actualites"):
            return None
        month = int(asked.path.partition("page=")[2] or 0)
        # Some months have nothing; after a year none has.
        shown = articles(f"c{month}") if month in (0, 3, 9) else ""
        return page(f"<main>{shown}<a rel=next href='?page={month + 1}'>Mois suivant</a></main>")

    server.before_all(calendar)
    for month in (0, 3, 9):
        server.add(CREUSE, f"/c{month}", text(str(month)))
    outcome = world.scrape("creuse")["creuse"]
    assert outcome.new == 3
    assert len(server.asked) < 30
    assert any("shows nothing" in told for told in outcome.problems)


def test_an_address_that_nobody_can_ask_for_costs_only_itself(world: World, server: SiteServer) -> None:
    links = f"<article><time></time><h3><a href='http://01.02.03.04/'>Un contrat</a></h3></article>{articles('a')}"
    server.add(CREUSE, "/actualites", page(f"<main>{links}</main>"))
    server.add(CREUSE, "/a", text("a"))
    outcome = world.scrape("creuse")["creuse"]
    assert (outcome.new, outcome.passed_over) == (1, 1)
    assert any("01.02.03.04" in told for told in outcome.problems)


def test_a_page_that_says_that_it_is_not_there_is_gone_whatever_its_status(
    world: World, server: SiteServer
) -> None:
    server.add(CREUSE, "/actualites", page(f"<main>{articles('a', 'b')}</main>"))
    server.add(CREUSE, "/a", text("a"))
    server.add(
        CREUSE, "/b", page("<title>Page introuvable</title><main><p>Un contrat a été signé.</p></main>")
    )
    outcome = world.scrape("creuse")["creuse"]
    assert (outcome.new, outcome.gone) == (1, 1)
    server.add(CREUSE, "/a", page("<main><h1>Oups !</h1><p>La page demandée n'existe pas.</p></main>"))
    world.clock.go_on(days=40)
    outcome = world.scrape("creuse")["creuse"]
    assert (outcome.changed, outcome.gone) == (0, 1)
    assert outcome.taken_away == [server.url(CREUSE, "/a")]
    assert world.archived() == {f"{CREUSE}/a"}


def test_a_page_that_speaks_of_missing_pages_is_one(world: World, server: SiteServer) -> None:
    server.add(CREUSE, "/actualites", page(f"<main>{articles('a')}</main>"))
    story = f"<p>{SIGNED}</p>" + "<p>Le site est refait, une page introuvable reste possible.</p>" * 20
    server.add(CREUSE, "/a", page(f"<main><h1>Un contrat</h1>{story}</main>"))
    assert world.scrape("creuse")["creuse"].new == 1


@pytest.mark.parametrize("front", ["/", "/actualites"])
def test_a_page_that_leads_to_the_front_page_is_gone(world: World, server: SiteServer, front: str) -> None:
    server.add(CREUSE, "/", text("Accueil"))
    server.add(CREUSE, "/actualites", page(f"<main>{articles('a')}<p>{SIGNED}</p></main>"))
    server.add(CREUSE, "/a", text("a"))
    world.scrape("creuse")
    server.add(CREUSE, "/a", redirect(front))
    world.clock.go_on(days=40)
    outcome = world.scrape("creuse")["creuse"]
    assert (outcome.changed, outcome.gone, outcome.taken_away) == (0, 1, [server.url(CREUSE, "/a")])
    assert world.archived() == {f"{CREUSE}/a"}


def test_a_front_page_that_has_moved_to_another_host_is_there(world: World, server: SiteServer) -> None:
    front = server.add("contrat.creuse.fr", "/", redirect(server.url("nouveau.creuse.fr", "/")))
    server.add("nouveau.creuse.fr", "/", text("Un contrat"))
    server.add(CREUSE, "/actualites", page(f"<main>{articles('x').replace('/x', front)}</main>"))
    outcome = world.scrape("creuse")["creuse"]
    assert (outcome.new, outcome.gone) == (1, 0)


def test_a_page_that_only_refreshes_to_another_one_is_followed(world: World, server: SiteServer) -> None:
    server.add(CREUSE, "/actualites", page(f"<main>{articles('a')}</main>"))
    server.add(CREUSE, "/a", page("<meta http-equiv='refresh' content='0;URL=\"/b;jsessionid=1\"'>"))
    server.add(CREUSE, "/b", text("b"))
    assert world.scrape("creuse")["creuse"].new == 1
    assert server.asked == [f"{CREUSE}/actualites", f"{CREUSE}/a", f"{CREUSE}/b"]
    assert world.archived() == {f"{CREUSE}/b"}


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ("<meta http-equiv=refresh content='0; url=/b'>", "https://www.creuse.fr/b"),
        ("<META HTTP-EQUIV=Refresh CONTENT='2,URL=b#c'>", "https://www.creuse.fr/b"),
        # a clock that shows the same page again, one that leaves time for reading, one for those without scripts
        ("<meta http-equiv=refresh content=30>", None),
        ("<meta http-equiv=refresh content='0; url=/a'>", None),
        ("<meta http-equiv=refresh content='30; url=/b'>", None),
        ("<noscript><meta http-equiv=refresh content='0; url=/b'></noscript>", None),
        ("<meta http-equiv=refresh content='0; url=javascript:b()'>", None),
        ("<meta http-equiv=refresh><p>refresh", None),
        # a whole page is one
        ("<meta http-equiv=refresh content='0; url=/b'>" + "<p>Le contrat</p>" * 2_000, None),
    ],
)
def test_where_a_page_sends_its_readers(html: str, target: str | None) -> None:
    assert refresh_target(f"<!doctype html>{html}".encode(), URL) == target


def test_two_pages_that_refresh_to_each_other_are_left(start, server: SiteServer) -> None:
    url = server.add(CREUSE, "/a", page("<meta http-equiv=refresh content='0; url=/b'>"))
    server.add(CREUSE, "/b", page("<meta http-equiv=refresh content='0; url=/a'>"))
    source = DeclaredSource(politeness=HASTY)
    fetched = start(source).fetch(url, source=source)
    assert (fetched.problem, fetched.final_url) == (None, server.url(CREUSE, "/b"))
    assert server.asked == [f"{CREUSE}/a", f"{CREUSE}/b"]


def test_a_redirection_is_followed_without_the_session_unless_the_site_insists(
    start, server: SiteServer
) -> None:
    url = server.add(CREUSE, "/a", redirect("/b;jsessionid=1"))
    server.add(CREUSE, "/b", redirect("/b;jsessionid=2"))
    server.add(CREUSE, "/b;jsessionid=2", text("b"))
    source = DeclaredSource(politeness=HASTY)
    fetched = start(source).fetch(url, source=source)
    assert fetched.problem is None
    assert server.asked == [f"{CREUSE}/a", f"{CREUSE}/b", f"{CREUSE}/b;jsessionid=2"]


def test_a_feed_with_ids_that_are_no_addresses_and_dates_that_are_none(
    world: World, server: SiteServer
) -> None:
    items = (
        "<item><title>Un contrat</title><link>/a?utm_source=rss#x</link><pubDate>hier, 25:61</pubDate></item>"
        "<item><title>Un contrat</title><guid isPermaLink='false'>1234</guid><pubDate>99/99/9999</pubDate></item>"
    )
    server.add(JOURNAL, "/rss.xml", page(f"<rss version='2.0'><channel>{items}</channel></rss>"))
    server.add(JOURNAL, "/a", text("a"))
    outcome = world.scrape("journal")["journal"]
    assert server.asked == [f"{JOURNAL}/rss.xml", f"{JOURNAL}/a"]
    assert (outcome.new, outcome.failed, outcome.gone) == (1, 0, 0)
