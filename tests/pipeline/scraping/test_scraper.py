"""Whole scrapes of sites on loopback: what is asked for, in which order and with which pauses, and what is kept."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.history import history
from pipeline.layout import STATE
from pipeline.scraping.outcome import Outcome
from pipeline.scraping.report import is_quiet, remarks
from pipeline.scraping.sources.sources import Sources
from pipeline.scraping.sources.sources_yaml import parse_sources
from pipeline.scraping.web import CatalogueLog
from tests.pipeline.scraping.making import FakeClock
from tests.pipeline.scraping.pretend_sites import (
    Announcement,
    Deliberations,
    Departement,
    Feed,
    Prefecture,
    paths,
    revised,
)
from tests.pipeline.scraping.server import SiteServer, page, redirect
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


@pytest.fixture
def world(tmp_path: Path, server: SiteServer, clock: FakeClock) -> World:
    return World(tmp_path / "out", server, clock)


@pytest.fixture
def cher(server: SiteServer) -> Prefecture:
    site = Prefecture(server, CHER)
    site.publish(*map(weather, range(1, 11)), contract(11), contract(12, "contrat.pdf"))
    return site


@pytest.fixture
def lot(server: SiteServer) -> Prefecture:
    site = Prefecture(server, LOT, oldest_first=True)
    site.publish(contract(1), *map(weather, range(2, 22)), contract(22))
    return site


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


class Killed(BaseException):
    """In the place of SIGKILL: nothing catches it, nothing is tidied up."""


def killed_after(noted: int, world: World, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scrape until so many answers are noted; then the process is gone."""
    keep: Callable[..., None] = CatalogueLog.keep
    left = noted

    def keep_until_killed(self: CatalogueLog, *args: object) -> None:
        nonlocal left
        keep(self, *args)
        left -= 1
        if not left:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(CatalogueLog, "keep", keep_until_killed)
        with pytest.raises(Killed):
            world.scrape(source)


@pytest.mark.parametrize("noted", range(1, 6))
def test_after_a_kill_nothing_is_fetched_twice(
    world: World, cher: Prefecture, monkeypatch: pytest.MonkeyPatch, noted: int
) -> None:
    killed_after(noted, world, "cher", monkeypatch)
    before = list(world.server.asked)
    world.scrape("cher")
    asked = before + world.server.asked
    assert sorted(asked) == sorted(set(asked))
    assert world.archived() == {
        f"{CHER}/Actualites/Contrat-11",
        f"{CHER}/Actualites/Contrat-12",
        f"{CHER}/contenu/telechargement/4242/contrat.pdf",
    }


@pytest.mark.parametrize("noted", range(2, 9))
def test_after_a_kill_no_redirection_and_no_missing_page_is_asked_for_again(
    world: World, server: SiteServer, monkeypatch: pytest.MonkeyPatch, noted: int
) -> None:
    Departement(server, CREUSE).publish(contract(3), contract(4), contract(5))
    # One page moved twice, another is gone, a third leads in a circle.
    server.add(CREUSE, "/actualites/Contrat-3", redirect("/moved", "301 Moved Permanently"))
    server.add(CREUSE, "/moved", redirect("/moved/again"))
    server.add(CREUSE, "/moved/again", page(f"<main><h1>Un contrat</h1><p>{SIGNED}</p></main>"))
    server.add(CREUSE, "/actualites/Contrat-4", page("", "404 Not Found"))
    server.add(CREUSE, "/actualites/Contrat-5", redirect("/circle"))
    server.add(CREUSE, "/circle", redirect("/actualites/Contrat-5"))
    killed_after(noted, world, "creuse", monkeypatch)
    before = list(world.server.asked)
    world.scrape("creuse")
    asked = before + world.server.asked
    assert sorted(asked) == sorted(set(asked))
    assert len(asked) == 7
    assert world.archived() == {f"{CREUSE}/moved/again"}


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


def test_addresses_in_the_declaration_and_in_a_file(world: World, server: SiteServer, tmp_path: Path) -> None:
    for name in ("un", "deux"):
        server.add(JOURNAL, f"/{name}", page(f"<main><h1>{name}</h1><p>{SIGNED}</p></main>"))
    (tmp_path / "liste.txt").write_text(f"# presse\n{server.url(JOURNAL, '/deux')}\n")
    world.sources = parse_sources(f"""
sources:
  liste:
    publisher: {{name: Liste, departement: null}}
    find: {{kind: urls, urls: ["{server.url(JOURNAL, "/un")}"], file: {tmp_path / "liste.txt"}}}
    politeness: {{allow_addresses: [127.0.0.1]}}
""")
    with world.open() as scraper:
        check = scraper.check(world.sources["liste"])
    assert [link.url for link in check.links] == [server.url(JOURNAL, "/un"), server.url(JOURNAL, "/deux")]
    assert check.problems == []
    outcome = world.scrape()["liste"]
    assert (outcome.shown, outcome.new, outcome.alarms) == (2, 2, [])
    assert world.archived() == {f"{JOURNAL}/un", f"{JOURNAL}/deux"}


def test_of_a_list_of_several_sites_one_that_is_down_does_not_stop_the_others(
    world: World, server: SiteServer
) -> None:
    server.add(JOURNAL, "/robots.txt", page("", "500 Internal Server Error"))
    server.add(OPEN_DATA, "/un", page(f"<main><h1>Un</h1><p>{SIGNED}</p></main>"))
    world.sources = parse_sources(f"""
sources:
  liste:
    publisher: {{name: Liste, departement: null}}
    find: {{kind: urls, urls: ["{server.url(JOURNAL, "/a")}", "{server.url(OPEN_DATA, "/un")}"]}}
    politeness: {{allow_addresses: [127.0.0.1]}}
""")
    outcome = world.scrape()["liste"]
    assert (outcome.new, outcome.failed, outcome.stopped) == (1, 1, None)


def test_a_check_of_an_index_looks_into_one_of_its_parts(world: World, server: SiteServer) -> None:
    part = f"<urlset><url><loc>{server.url(JOURNAL, '/un')}</loc></url></urlset>"
    server.add(JOURNAL, "/s1.xml", page(part, content_type="text/xml"))
    index = f"<sitemapindex><sitemap><loc>{server.url(JOURNAL, '/s1.xml')}</loc></sitemap></sitemapindex>"
    start = server.add(JOURNAL, "/sitemap.xml", page(index, content_type="text/xml"))
    server.add(JOURNAL, "/un", page(f"<main><h1>Un</h1><p>{SIGNED}</p></main>"))
    world.sources = parse_sources(f"""
sources:
  journal:
    publisher: {{name: Journal, departement: null}}
    find: {{kind: sitemap, pages: ["{start}"]}}
    politeness: {{allow_addresses: [127.0.0.1]}}
""")
    with world.open() as scraper:
        check = scraper.check(world.sources["journal"])
    assert (len(check.links), check.problems) == (1, [])
    assert check.characters


def test_files_of_a_folder_and_a_warc_file(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    (folder / "2026").mkdir(parents=True)
    (folder / "2026/a.txt").write_text("Un")
    (folder / "b.txt").write_text("Deux")
    (folder / ".cache").write_text("caché")
    (folder / "c.jpg").write_text("image")
    warc = next(iter(_warcs(world)))
    world.sources = parse_sources(f"""
sources:
  dossier:
    publisher: {{name: Dossier, departement: null}}
    find: {{kind: folder, folder: {folder}, suffixes: [.txt]}}
  collecte:
    publisher: {{name: Collecte, departement: null}}
    find: {{kind: warc, file: {warc}}}
""")
    outcomes = world.scrape()
    assert {key: outcome.new for key, outcome in outcomes.items()} == {"dossier": 2, "collecte": 1}
    assert world.archived() >= {f"{folder}/2026/a.txt", f"{folder}/b.txt", str(warc)}
    (folder / "b.txt").write_text("Deux, changé")
    (folder / "d.txt").write_text("Trois")
    outcomes = world.scrape()
    assert (outcomes["dossier"].new, outcomes["dossier"].changed, outcomes["dossier"].same) == (1, 1, 1)
    assert outcomes["collecte"].same == 1


def test_files_of_an_object_store(world: World, bucket: str) -> None:
    import fsspec

    store = fsspec.filesystem("s3")
    store.pipe(f"{bucket}/actes/2026/a.txt", b"Un")
    store.pipe(f"{bucket}/actes/b.txt", b"Deux")
    world.sources = parse_sources(f"""
sources:
  actes:
    publisher: {{name: Actes, departement: null}}
    find: {{kind: folder, folder: {bucket}/actes}}
""")
    assert world.scrape()["actes"].new == 2
    assert world.archived() == {f"{bucket}/actes/2026/a.txt", f"{bucket}/actes/b.txt"}
    store.pipe(f"{bucket}/actes/b.txt", b"Trois")
    outcome = world.scrape()["actes"]
    assert (outcome.new, outcome.changed, outcome.same, outcome.alarms) == (0, 1, 1, [])


def _warcs(world: World) -> Iterator[Path]:
    Feed(world.server, JOURNAL).publish(contract(4))
    world.scrape("journal")
    return (world.out / STATE / "warc").glob("*.warc.gz")


def test_a_folder_that_is_not_there_is_an_alarm(world: World, tmp_path: Path) -> None:
    world.sources = parse_sources(f"""
sources:
  dossier:
    publisher: {{name: Dossier, departement: null}}
    find: {{kind: folder, folder: {tmp_path / "absent"}}}
""")
    assert world.scrape()["dossier"].alarms == [
        f"nothing but errors: {tmp_path / 'absent'} cannot be read: there is no such folder; it never had a good crawl"
    ]


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
