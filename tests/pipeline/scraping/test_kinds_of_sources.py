"""Scrapes of other sources than listings: addresses, indexes, folders, stores, files of other crawlers."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.layout import STATE
from pipeline.scraping.sources.sources_yaml import parse_sources
from tests.pipeline.scraping.pretend_sites import Feed
from tests.pipeline.scraping.server import SiteServer, page
from tests.pipeline.scraping.world import JOURNAL, OPEN_DATA, SIGNED, World, contract


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
