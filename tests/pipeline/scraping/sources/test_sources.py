"""The file of sources: what it may say, and how its mistakes are told."""

import csv
from pathlib import Path

import pytest

from pipeline.errors import TripartiteError
from pipeline.scraping.sources.finding import Listing
from pipeline.scraping.sources.sources_yaml import load_sources, parse_sources

GOOD = """\
platforms:
  shared:
    find:
      kind: listing
      pages: ["https://{host}/Actualites"]
      link: a.carte
      numbered: {suffix: "/(offset)/{n}", first: 10, step: 10}
    politeness:
      seconds_between_pages: 5
sources:
  cher:
    platform: shared
    host: www.exemple-cher.fr
    publisher: {name: Préfecture du Cher, departement: "18"}
  lot:
    platform: shared
    host: www.exemple-lot.fr
    publisher: {name: Préfecture du Lot, departement: "46"}
    find: {link: a.autre}
    politeness: {pages_per_run: 7}
  journal:
    publisher: {name: Journal, departement: null}
    find: {kind: feed, pages: [https://exemple.fr/rss]}
"""


def test_a_source_takes_from_its_platform_what_it_does_not_say_itself() -> None:
    cher, lot, journal = parse_sources(GOOD).values()
    assert isinstance(cher.find, Listing)
    assert isinstance(lot.find, Listing)
    assert cher.find.pages == ("https://www.exemple-cher.fr/Actualites",)
    assert (cher.find.link, lot.find.link) == ("a.carte", "a.autre")
    assert lot.find.numbered == cher.find.numbered
    assert (lot.politeness.seconds_between_pages, lot.politeness.pages_per_run) == (5, 7)
    assert (cher.site, lot.site, journal.site) == ("shared", "shared", "journal")


# What is put in the place of a part of GOOD, and what must be said of it.
MISTAKES = [
    # a code that no département has
    ('departement: "18"', 'departement: "20"', "line 14, sources.cher.publisher.departement: there is no département"),
    # a code that YAML takes for a number
    ('departement: "46"', "departement: 46", "line 18, sources.lot.publisher.departement: must be a text"),
    # a field that is missing: the place where it should be
    ("{name: Préfecture du Lot, ", "{", "line 18, sources.lot.publisher.name: is missing"),
    # a field that nobody knows
    ("kind: feed,", "kind: feed, page: 3,", "line 23, sources.journal.find.page: there is no such field"),
    # a selector that is none, of the source and of its platform
    ("link: a.autre", 'link: "a["', "line 19, sources.lot.find.link: 'a[' is no CSS selector"),
    ("link: a.carte", 'link: "a["', "line 6, platforms.shared.find.link: 'a[' is no CSS selector"),
    # no address, in a list
    ("[https://exemple.fr/rss]", "[exemple.fr/rss]", "line 23, sources.journal.find.pages.0: 'exemple.fr/rss'"),
    # a host that its platform needs
    ("    host: www.exemple-lot.fr\n", "", "line 5, platforms.shared.find.pages.0: 'https://{host}/Actualites'"),
    # a pattern that is none
    (
        "{kind: feed, pages: [https://exemple.fr/rss]}",
        '{kind: sitemap, pages: [https://exemple.fr/s.xml], path: "("}',
        "line 23, sources.journal.find.path: '(' is no pattern",
    ),
    # a kind of source that there is not
    ("kind: feed", "kind: fax", "line 23, sources.journal.find.kind: 'fax' is none of listing, feed, sitemap, "),
    ("kind: feed", "kind: fed", "warc: did you mean feed?"),
    # and one of which it is not said which it is
    ("kind: feed, ", "", "line 23, sources.journal.find.kind: is missing"),
    # a word for which there are others
    ("link: a.autre", "order: newest", "line 19, sources.lot.find.order: 'newest' is none of by_date, newest_first, "),
    # numbers, flags, days, lists that are none, and what holds nothing
    ("pages_per_run: 7", "pages_per_run: x", "line 20, sources.lot.politeness.pages_per_run: must be a whole number"),
    ("pages_per_run: 7", "pages_per_run: 0", "line 20, sources.lot.politeness.pages_per_run: must be at least 1"),
    ("{pages_per_run: 7}", "7", "line 20, sources.lot.politeness: must hold fields of its own: {name: value}"),
    ("null}", "null}\n    attachments: x", "line 23, sources.journal.attachments: must be true or false"),
    ("null}", "null}\n    since: 2020-13-01", "line 23, sources.journal.since: must be a day: 2026-03-04"),
    ("null}", "null}\n    since: 2020", "line 23, sources.journal.since: must be a day: 2026-03-04"),
    ("[https://exemple.fr/rss]", "https://exemple.fr/rss", "line 23, sources.journal.find.pages: must be a list"),
    ("[https://exemple.fr/rss]", "[]", "line 23, sources.journal.find.pages: must not be empty"),
    ("name: Journal", 'name: ""', "line 22, sources.journal.publisher.name: must not be empty"),
    # a key that stands there twice, of which YAML would take the last
    ("null}", "null}\n    publisher: {name: J, departement: null}", "line 23, sources.journal.publisher: stands there"),
    # two ways to the next page at once
    ("link: a.autre", "link: a.autre, next: a.suite", "line 19, sources.lot.find: further pages are found by"),
    # a number page without number
    ("(offset)/{n}", "(offset)/", "line 7, platforms.shared.find.numbered: suffix must hold {n}"),
    # a platform that nobody declared, and one that nobody uses
    ("    platform: shared\n    host: www.exemple-lot.fr", "    platform: q", "line 16, sources.lot.platform: there"),
    ("sources:\n", "  idle: {}\nsources:\n", "line 10, platforms.idle: no source is of this platform"),
    # a key that could not be typed
    ("  journal:", "  Journal de l'Aube:", "line 21, sources.Journal de l'Aube: a key is lower-case letters"),
    # a window of hours that is none
    ("pages_per_run: 7", "window: midi", "line 20, sources.lot.politeness.window: “midi” is no window"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES)
def test_a_mistake_is_told_with_line_and_field(right: str, wrong: str, message: str) -> None:
    assert GOOD.count(right) == 1
    with pytest.raises(TripartiteError) as error:
        parse_sources(GOOD.replace(right, wrong))
    assert message in str(error.value)
    assert "has 1 mistake:" in str(error.value)


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    wrong = (
        GOOD.replace("a.carte", '"a["').replace('"18"', '"20"').replace("kind: feed", "kind: fax, kind: feed")
    )
    with pytest.raises(TripartiteError) as error:
        parse_sources(wrong)
    told = str(error.value).splitlines()
    assert told[0] == "corpus/sources.yaml has 3 mistakes:"
    assert [line.split(",")[0] for line in told[1:]] == ["  line 6", "  line 14", "  line 23"]


# Files that are no declaration at all.
NO_FILES = [
    "",
    "sources: 3",
    "- a",
    "sources: {a: 3}",
    "a: [",
    "sources: {a: {}, a: {}}",
    "\x00",
    "sources: {[a]: 1}",
    # what stands for itself would never end
    "sources: &a [*a]",
]


@pytest.mark.parametrize("text", NO_FILES)
def test_what_is_no_declaration_is_refused_in_plain_words(text: str) -> None:
    with pytest.raises(TripartiteError, match=r"sources\.yaml"):
        parse_sources(text)


def test_a_name_that_is_nearly_one_is_suggested() -> None:
    with pytest.raises(TripartiteError, match=r"has no source 'jurnal'\. Did you mean journal\?"):
        parse_sources(GOOD).select(["jurnal"])


def test_sources_are_chosen_by_key_by_platform_or_by_pattern() -> None:
    sources = parse_sources(GOOD)
    assert [source.key for source in sources.select(["shared", "journal"])] == ["cher", "lot", "journal"]
    assert [source.key for source in sources.select(["lot"])] == ["lot"]
    assert [source.key for source in sources.select(["*r*"])] == ["cher", "journal"]
    assert len(sources.select()) == 3


def test_the_shipped_sources_have_every_prefecture_once() -> None:
    with Path("corpus/reference/departements.csv").open(encoding="utf-8") as rows:
        wanted = [row["code"] for row in csv.DictReader(rows) if row["zone"] != "com"]
    shipped = load_sources().values()
    prefectures = [source for source in shipped if source.platform == "prefectures"]
    assert [source.publisher.departement for source in prefectures] == wanted
    assert len(wanted) == 101
    assert len({source.host for source in prefectures}) == 101
    assert all(source.host and source.host.endswith(".gouv.fr") for source in prefectures)
    assert sum(source.key.startswith("departement-") for source in shipped) >= 12
    assert all(source.unverified for source in shipped)


def test_the_shipped_sources_keep_to_what_the_platform_is_known_to_bear() -> None:
    for source in load_sources().values():
        assert source.politeness.seconds_between_pages >= 3
        assert source.politeness.seconds_between_sites >= 20
        assert not source.politeness.allow_addresses
