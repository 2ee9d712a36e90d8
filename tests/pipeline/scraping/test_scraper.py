"""Whole scrapes of sites on loopback: what is asked for, in which order and with which pauses, and what is kept."""

import pytest

from pipeline.history import history
from pipeline.scraping.outcome import Outcome
from pipeline.scraping.report import remarks
from tests.pipeline.scraping.pretend_sites import Deliberations, Departement, Feed, Prefecture, paths, revised
from tests.pipeline.scraping.server import SiteServer, page
from tests.pipeline.scraping.world import (
    CHER,
    CREUSE,
    JOURNAL,
    LOT,
    OPEN_DATA,
    SIGNED,
    World,
    contract,
    weather,
)


def test_a_full_crawl_of_a_prefecture_newest_first(world: World, cher: Prefecture) -> None:
    outcome = world.scrape("cher")["cher"]
    assert paths(world.server.requests) == [
        f"{CHER}/robots.txt",
        f"{CHER}/Actualites",
        f"{CHER}/Actualites/Contrat-12",
        f"{CHER}/contenu/telechargement/4242/contrat.pdf",
        f"{CHER}/Actualites/Contrat-11",
        f"{CHER}/Actualites/(offset)/10",
    ]
    assert world.archived() == {
        f"{CHER}/Actualites/Contrat-11",
        f"{CHER}/Actualites/Contrat-12",
        f"{CHER}/contenu/telechargement/4242/contrat.pdf",
    }
    assert (outcome.pages, outcome.shown, outcome.met) == (2, 10, 13)
    assert (outcome.new, outcome.passed_over, outcome.failed) == (3, 10, 0)
    assert (outcome.problems, outcome.alarms, outcome.complete) == ([], [], True)


def test_a_full_crawl_of_a_prefecture_oldest_first(world: World, lot: Prefecture) -> None:
    world.scrape("lot")
    assert world.server.asked == [
        f"{LOT}/Actualites",
        f"{LOT}/Actualites/(offset)/20",
        f"{LOT}/Actualites/Contrat-22",
        f"{LOT}/Actualites/(offset)/10",
        f"{LOT}/Actualites/Contrat-1",
    ]


def test_the_history_of_a_document_tells_what_it_is_joined_to(world: World, cher: Prefecture) -> None:
    world.scrape("cher")
    page_url = world.server.url(CHER, "/Actualites/Contrat-12")
    file_url = world.server.url(CHER, "/contenu/telechargement/4242/contrat.pdf")
    with world.open() as scraper:
        captures = scraper.catalogue.captures
        of_page, of_file = (
            [str(part) for id_ in captures.documents_called(url) for part in history(scraper.catalogue, id_)]
            for url in (page_url, file_url)
        )
    assert f"  with its attachment {file_url}" in of_page
    assert f"  attached to {page_url}" in of_file


def test_the_pauses_of_a_platform_are_kept(world: World, cher: Prefecture, lot: Prefecture) -> None:
    world.scrape("prefectures")
    events = world.server.events
    # Three seconds between the pages of a site, twenty before the next site of the platform; none at first.
    pauses = [event for event in events if isinstance(event, float)]
    assert pauses == [3.0] * 5 + [20.0] + [3.0] * 5
    assert events[0] == f"{CHER}/robots.txt"
    assert events[events.index(20.0) + 1] == f"{LOT}/robots.txt"


def test_the_crawl_delay_of_a_site_goes_before_a_shorter_pause(world: World, server: SiteServer) -> None:
    Departement(server, CREUSE).publish(contract(3))
    world.scrape("creuse")
    assert server.events == [
        f"{CREUSE}/robots.txt",
        5.0,
        f"{CREUSE}/actualites",
        5.0,
        f"{CREUSE}/actualites/Contrat-3",
    ]


def test_a_departement_a_feed_and_a_list_of_deliberations(world: World, server: SiteServer) -> None:
    Departement(server, CREUSE).publish(*map(contract, range(1, 8)), weather(9))
    Feed(server, JOURNAL).publish(contract(4), weather(5))
    Deliberations(server, OPEN_DATA).publish(contract(6), weather(7))
    outcomes = world.scrape("creuse", "journal", "deliberations")
    assert {key: outcome.new for key, outcome in outcomes.items()} == {
        "creuse": 7,
        "journal": 1,
        "deliberations": 1,
    }
    assert world.archived() == {
        *(f"{CREUSE}/actualites/Contrat-{number}" for number in range(1, 8)),
        f"{JOURNAL}/Contrat-4",
        f"{OPEN_DATA}/delib/Contrat-6.pdf",
    }


@pytest.fixture
def sites(server: SiteServer, cher: Prefecture, lot: Prefecture) -> list[object]:
    made = [Departement(server, CREUSE), Feed(server, JOURNAL), Deliberations(server, OPEN_DATA)]
    for number, site in enumerate(made, 5):
        site.publish(contract(number), weather(number + 5))
    return [cher, lot, *made]


def test_the_second_crawl_finds_nothing_new(world: World, sites: list[object]) -> None:
    world.scrape()
    before = world.archived()
    world.clock.go_on(hours=12)
    outcomes = world.scrape()
    # One page for each source, and two where the last page is the newest.
    assert world.server.asked == [
        f"{CHER}/Actualites",
        f"{LOT}/Actualites",
        f"{LOT}/Actualites/(offset)/20",
        f"{CREUSE}/actualites",
        f"{JOURNAL}/rss.xml",
        f"{OPEN_DATA}/deliberations.csv",
    ]
    assert sum(outcome.met + outcome.new + outcome.changed for outcome in outcomes.values()) == 0
    assert world.archived() == before
    assert [outcome.alarms for outcome in outcomes.values()] == [[]] * 5


def test_the_third_crawl_finds_exactly_what_is_new_and_what_changed(
    world: World, sites: list[object]
) -> None:
    cher, lot, creuse, journal, deliberations = sites
    world.scrape()
    world.clock.go_on(hours=12)
    world.scrape()
    before = world.archived()
    world.clock.go_on(days=40)
    cher.publish(
        contract(13, day="2026-04-10"), revised(contract(12, "contrat.pdf"), f"{SIGNED} Texte corrigé.")
    )
    lot.publish(contract(23, "annexe.pdf", day="2026-04-11"))
    creuse.publish(contract(24, day="2026-04-12"))
    journal.publish(contract(25, day="2026-04-13"))
    deliberations.publish(contract(26, day="2026-04-14"))
    outcomes = world.scrape()
    assert world.archived() - before == {
        f"{CHER}/Actualites/Contrat-13",
        f"{LOT}/Actualites/Contrat-23",
        f"{LOT}/contenu/telechargement/4242/annexe.pdf",
        f"{CREUSE}/actualites/Contrat-24",
        f"{JOURNAL}/Contrat-25",
        f"{OPEN_DATA}/delib/Contrat-26.pdf",
    }
    assert {key: (outcome.new, outcome.changed) for key, outcome in outcomes.items()} == {
        "cher": (1, 1),
        "lot": (2, 0),
        "creuse": (1, 0),
        "journal": (1, 0),
        "deliberations": (1, 0),
    }
    # Every page of the préfecture is another one each time, by its session and its counter of visits.
    assert outcomes["lot"].same > 0


def test_a_changed_page_is_a_new_capture_and_the_earlier_one_stays(world: World, cher: Prefecture) -> None:
    world.scrape("cher")
    world.clock.go_on(days=40)
    cher.publish(revised(contract(12), f"{SIGNED} Texte corrigé."))
    world.scrape("cher")
    url = world.server.url(CHER, "/Actualites/Contrat-12")
    with world.open() as scraper:
        versions = [
            scraper.archive.get(unread.id).decode()
            for unread in scraper.catalogue.unread("any")
            if url in unread.uris
        ]
    assert sorted("corrigé" in version for version in versions) == [False, True]


def test_a_page_that_is_gone_stays_readable(world: World, cher: Prefecture) -> None:
    world.scrape("cher")
    before = world.archived()
    world.clock.go_on(days=40)
    cher.withdraw("Contrat-12")
    outcome = world.scrape("cher")["cher"]
    url = world.server.url(CHER, "/Actualites/Contrat-12")
    assert (outcome.gone, outcome.failed, outcome.taken_away) == (1, 0, [url])
    assert f"cher: gone, kept in the archive: {url}" in remarks(outcome)
    assert outcome.alarms == []
    assert world.archived() == before
    with world.open() as scraper:
        (document,) = scraper.catalogue.captures.documents_called(url)
        shown = [getattr(part, "plain", "") for part in history(scraper.catalogue, document)]
        (gone,) = (line for line in shown if line.startswith("  gone "))
        assert gone.startswith("  gone 2026-04-13 ")  # forty days after the first scrape
        assert gone.endswith(f" · {url}")
        assert [over.url for over in scraper.ledger.passed_over("cher") if over.gone_at] == [url]


def test_a_ban_stops_the_whole_platform_and_what_was_missed_is_had_later(
    world: World, cher: Prefecture, lot: Prefecture
) -> None:
    banned = True
    world.server.before_all(
        lambda asked: page("<h1>Trop de requêtes</h1>", "429 Too Many Requests") if banned else None
    )
    outcomes = world.scrape("prefectures")
    assert len(world.server.requests) <= 2
    assert all(outcome.new == 0 for outcome in outcomes.values())
    banned = False
    world.clock.go_on(days=1)
    outcomes = world.scrape("prefectures")
    assert {key: outcome.new for key, outcome in outcomes.items()} == {"cher": 3, "lot": 2}


def test_selectors_that_stopped_matching_are_named_with_the_last_good_crawl(
    world: World, cher: Prefecture
) -> None:
    world.scrape("cher")
    world.clock.go_on(days=1)
    world.server.add(
        CHER, "/Actualites", page("<main><ul><li><a href='/a'>Nouvelle maquette</a></ul></main>")
    )
    outcome = world.scrape("cher")["cher"]
    url = world.server.url(CHER, "/Actualites")
    (alarm,) = outcome.alarms
    assert alarm == (
        f"it shows no announcement: the selector link: 'a.fr-card__link.menu-item-link' matches nothing on {url}; "
        "last good crawl 2026-03-04, 10 announcements shown"
    )


def test_a_source_that_another_process_crawls_is_left_to_it(world: World, cher: Prefecture) -> None:
    with world.open() as one, world.open() as other:
        scrape = one.scrape([world.sources["cher"]])
        seen: list[Outcome] = []
        fetch = one.web().fetch

        def fetch_and_look(*args: object) -> object:
            if not seen:
                seen.append(other.crawl(world.sources["cher"]))
            return fetch(*args)  # type: ignore[arg-type]

        one.web().fetch = fetch_and_look  # type: ignore[method-assign,assignment]
        assert next(scrape).new == 3
    assert seen[0].stopped == "another process is crawling it"
