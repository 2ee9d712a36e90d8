"""What a crawl asks for, keeps and passes over; the second and the third one; after an interruption."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.catalogue import Catalogue
from pipeline.scraping.crawl import Crawl
from pipeline.scraping.ledger import Ledger
from pipeline.scraping.outcome import Outcome
from pipeline.scraping.page import Page, read_page
from pipeline.scraping.silence import find_alarms
from pipeline.scraping.sources.finding import Listing, Numbered
from pipeline.scraping.sources.sources import Publisher, Source
from tests.pipeline.hostile import pdf
from tests.pipeline.scraping.pretend import Clock, PretendSite

HOST = "https://www.exemple.fr"
START = f"{HOST}/actus"
NUMBERED = Numbered(suffix="?page={n}")
SOURCE = Source(
    key="exemple",
    publisher=Publisher(name="Exemple", departement="23"),
    find=Listing(kind="listing", pages=(START,), link="a.actu", card="li", date="time", numbered=NUMBERED),
)


def listing(*entries: tuple[str, str], here: int = 0, last: int = 0) -> str:
    """A page of a listing: title and date of each announcement; `numéro-N` is where it is."""
    items = "".join(
        f"<li><a class=actu href='/{title.replace(' ', '-')}'>{title}</a><time>{date}</time></li>"
        for title, date in entries
    )
    pager = "".join(
        f"<a href='{START}?page={page}'>{page}</a>" for page in range(1, last + 1) if page != here
    )
    return f"<main><ul>{items}</ul>{pager}</main>"


def announcement(text: str, *attachments: str) -> str:
    links = "".join(f"<p><a href='{to}'>Le document</a></p>" for to in attachments)
    return f"<main><h1>À Guéret</h1><p>{text}</p>{links}</main>"


SIGNED = "La préfète et le président du conseil départemental ont signé le CDPPE de la Creuse."
PDF = b"%PDF-1.4 one"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        yield Ledger(catalogue.database)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site() -> PretendSite:
    return PretendSite(
        {
            START: listing(("Contrat trois", "2026-03-01"), ("Orages", "2026-02-28"), last=1),
            f"{START}?page=1": listing(
                ("Contrat un", "2026-01-05"), ("Convention de plage", "2026-01-04"), here=1
            ),
            f"{HOST}/Contrat-trois": announcement(SIGNED, "/files/contrat.pdf"),
            f"{HOST}/Contrat-un": announcement(SIGNED + " C'était en janvier."),
            f"{HOST}/Convention-de-plage": announcement("La convention de plage est affichée en mairie."),
            f"{HOST}/files/contrat.pdf": PDF,
        }
    )


def crawl(site: PretendSite, ledger: Ledger, clock: Clock, source: Source = SOURCE) -> Outcome:
    site.asked.clear()
    site.kept.clear()
    assert isinstance(source.find, Listing)
    opened = ledger.begin(source.key, clock())
    outcome = Crawl(site, ledger, clock, source, source.find, opened).run()
    outcome.alarms = find_alarms(source, outcome, ledger.history(source.key), clock())
    ledger.end(opened.id, clock(), outcome.counts(), alarms=outcome.alarms, complete=outcome.complete)
    return outcome


def test_the_first_crawl_fetches_what_could_be_of_interest_and_keeps_what_is(
    site: PretendSite, ledger: Ledger, clock: Clock
) -> None:
    outcome = crawl(site, ledger, clock)
    assert site.asked == [
        START,
        f"{HOST}/Contrat-trois",
        f"{HOST}/files/contrat.pdf",
        f"{START}?page=1",
        f"{HOST}/Contrat-un",
        f"{HOST}/Convention-de-plage",
    ]
    assert site.kept == [f"{HOST}/Contrat-trois", f"{HOST}/files/contrat.pdf", f"{HOST}/Contrat-un"]
    assert (outcome.met, outcome.passed_over, outcome.asked, outcome.not_kept) == (5, 1, 4, 1)
    assert (outcome.new, outcome.failed) == (3, 0)
    assert outcome.complete
    assert outcome.alarms == []


def test_an_attachment_is_joined_to_the_page_that_led_there(
    site: PretendSite, ledger: Ledger, clock: Clock
) -> None:
    crawl(site, ledger, clock)
    assert ledger.attached("exemple", f"{HOST}/Contrat-trois") == [f"{HOST}/files/contrat.pdf"]
    assert ledger.attached("exemple", f"{HOST}/Contrat-un") == []


def test_what_was_passed_over_is_logged_with_its_reason(
    site: PretendSite, ledger: Ledger, clock: Clock
) -> None:
    crawl(site, ledger, clock)
    assert {(over.title, over.reason) for over in ledger.passed_over("exemple")} == {
        ("Orages", "its title says nothing of a contract or a programme"),
        ("Convention de plage", "its text names no contract between public bodies"),
    }


def test_the_second_crawl_finds_nothing_new(site: PretendSite, ledger: Ledger, clock: Clock) -> None:
    crawl(site, ledger, clock)
    clock.pass_days(0.5)
    outcome = crawl(site, ledger, clock)
    # The first page says that there is nothing new, and it is too early to look at the old ones again.
    assert site.asked == [START]
    assert site.kept == []
    assert (outcome.new, outcome.changed, outcome.met) == (0, 0, 0)


def test_the_third_crawl_finds_exactly_what_is_new_and_what_changed(
    site: PretendSite, ledger: Ledger, clock: Clock
) -> None:
    crawl(site, ledger, clock)
    clock.pass_days(0.5)
    crawl(site, ledger, clock)
    clock.pass_days(2)
    site.pages[START] = listing(
        ("Contrat quatre", "2026-03-04"), ("Contrat trois", "2026-03-01"), ("Orages", "2026-02-28"), last=1
    )
    site.pages[f"{HOST}/Contrat-quatre"] = announcement(SIGNED + " Le quatrième.")
    site.pages[f"{HOST}/Contrat-trois"] = announcement(
        SIGNED + " Modifié.", "/files/contrat.pdf", "/files/annexe.pdf"
    )
    site.pages[f"{HOST}/files/annexe.pdf"] = b"%PDF-1.4 two"
    outcome = crawl(site, ledger, clock)
    assert site.kept == [f"{HOST}/Contrat-quatre", f"{HOST}/Contrat-trois", f"{HOST}/files/annexe.pdf"]
    # Of the others only what is young is looked at again; what was not kept never is.
    assert set(site.asked) - set(site.kept) == {START, f"{START}?page=1", f"{HOST}/files/contrat.pdf"}
    assert (outcome.new, outcome.changed, outcome.same) == (2, 1, 1)


def test_a_page_is_looked_at_again_when_it_has_stayed_as_it_is_for_as_long_again(
    site: PretendSite, ledger: Ledger, clock: Clock
) -> None:
    page = f"{HOST}/Contrat-trois"
    days = []
    for day in range(40):
        crawl(site, ledger, clock)
        if page in site.asked:
            days.append(day)
        clock.pass_days(1)
    # Of 1 March, it was a day old on the first day.
    assert days == [0, 2, 4, 8, 16, 32]


@pytest.mark.parametrize("killed_at", range(1, 7))
def test_after_a_kill_the_crawl_goes_on_and_loses_nothing(
    site: PretendSite, ledger: Ledger, clock: Clock, killed_at: int
) -> None:
    undisturbed = [f"{HOST}/Contrat-trois", f"{HOST}/Contrat-un", f"{HOST}/files/contrat.pdf"]

    class Killed(BaseException):
        pass

    calls = 0
    fetch = site.fetch

    def fetch_until_killed(*args: object) -> object:
        nonlocal calls
        calls += 1
        if calls == killed_at:
            raise Killed
        return fetch(*args)  # type: ignore[arg-type]

    site.fetch = fetch_until_killed  # type: ignore[method-assign,assignment]
    with pytest.raises(Killed):
        crawl(site, ledger, clock)
    kept, asked = list(site.kept), list(site.asked)
    outcome = crawl(site, ledger, clock)
    assert sorted(kept + site.kept) == undisturbed
    assert outcome.complete
    # Only listings are asked for again.
    assert not {url for url in asked if url in site.asked} - {START, f"{START}?page=1"}


def test_what_was_interrupted_long_ago_begins_anew_and_reads_everything(
    site: PretendSite, ledger: Ledger, clock: Clock
) -> None:
    crawl(site, ledger, clock)
    interrupted = ledger.begin("exemple", clock())
    assert ledger.begin("exemple", clock()) == interrupted
    clock.pass_days(0.5)
    later = ledger.begin("exemple", clock())
    assert later.since > interrupted.since
    assert (interrupted.whole, later.whole) == (False, True)


def test_a_budget_that_ends_leaves_the_rest_to_the_next_crawl(
    site: PretendSite, ledger: Ledger, clock: Clock
) -> None:
    kept, stopped = [], []
    for _ in range(3):
        site.budget = 3
        outcome = crawl(site, ledger, clock)
        kept += site.kept
        stopped.append(outcome.stopped)
        assert outcome.alarms == []
    assert stopped == ["the budget of this run is used up", "the budget of this run is used up", None]
    assert sorted(kept) == sorted(
        [f"{HOST}/Contrat-trois", f"{HOST}/Contrat-un", f"{HOST}/files/contrat.pdf"]
    )


# Eight pages a run: the first ones are read again, what is behind them is not.
@pytest.mark.parametrize(("oldest_first", "wanted"), [(False, 5), (True, 6)])
def test_a_listing_longer_than_the_budget_is_read_in_several_runs(
    ledger: Ledger, clock: Clock, oldest_first: bool, wanted: int
) -> None:
    # Two announcements a month, two a page, thirty pages.
    days = [f"{2025 - month // 12}-{12 - month % 12:02}-{day}" for month in range(30) for day in ("20", "02")]
    shown = [(f"Orages du {day}", day) for day in (reversed(days) if oldest_first else days)]
    pages = [shown[at : at + 2] for at in range(0, 60, 2)]
    site = PretendSite(
        {NUMBERED.address(START, n): listing(*page, here=n, last=29) for n, page in enumerate(pages)}
    )
    runs, complete = 0, False
    while not complete and runs < 10:
        site.budget = 8
        complete = crawl(site, ledger, clock).complete
        runs += 1
        clock.pass_days(1)
    assert len(list(ledger.passed_over("exemple"))) == 60
    assert runs == wanted


def test_what_fails_is_told_and_tried_again_later_and_less_and_less_often(
    site: PretendSite, ledger: Ledger, clock: Clock
) -> None:
    page = f"{HOST}/Contrat-un"
    site.pages[page] = 500
    outcome = crawl(site, ledger, clock)
    assert outcome.problems == [f"{page} answered 500"]
    days = []
    for day in range(1, 80):
        clock.pass_days(1)
        crawl(site, ledger, clock)
        if page in site.asked:
            days.append(day)
    assert days == [1, 3, 7, 15, 31]


def test_a_mistake_of_ours_on_one_page_does_not_cost_the_others(
    site: PretendSite, ledger: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_page_or_fail(body: bytes, url: str) -> Page:
        if url.endswith("Contrat-trois"):
            raise RecursionError("too deep")
        return read_page(body, url)

    monkeypatch.setattr("pipeline.scraping.crawl.read_page", read_page_or_fail)
    outcome = crawl(site, ledger, clock)
    assert site.kept == [f"{HOST}/Contrat-un"]
    assert [problem.partition(":")[2] for problem in outcome.problems] == [
        "//www.exemple.fr/Contrat-trois made this program fail (RecursionError: too deep): report it, the log says more"
    ]
    monkeypatch.undo()
    clock.pass_days(1)
    crawl(site, ledger, clock)
    assert f"{HOST}/Contrat-trois" in site.kept


def test_a_page_that_is_gone_is_no_failure_of_its_source(
    site: PretendSite, ledger: Ledger, clock: Clock
) -> None:
    crawl(site, ledger, clock)
    clock.pass_days(2)
    there = site.pages.pop(f"{HOST}/Contrat-trois")
    outcome = crawl(site, ledger, clock)
    assert (outcome.gone, outcome.failed, outcome.problems, outcome.alarms) == (1, 0, [], [])
    assert outcome.taken_away == [f"{HOST}/Contrat-trois"]
    first = ledger.gone_at("exemple", f"{HOST}/Contrat-trois")
    # It is asked for again, and told no second time.
    clock.pass_days(2)
    site.asked.clear()
    outcome = crawl(site, ledger, clock)
    assert f"{HOST}/Contrat-trois" in site.asked
    assert (outcome.gone, outcome.failed, outcome.taken_away, outcome.problems) == (0, 0, [], [])
    assert first
    assert ledger.gone_at("exemple", f"{HOST}/Contrat-trois") == first
    # What is there again can be gone again.
    site.pages[f"{HOST}/Contrat-trois"] = there
    clock.pass_days(4)
    crawl(site, ledger, clock)
    assert ledger.gone_at("exemple", f"{HOST}/Contrat-trois") is None


def test_a_link_that_never_led_anywhere_is_a_problem_told_once(
    site: PretendSite, ledger: Ledger, clock: Clock
) -> None:
    del site.pages[f"{HOST}/Contrat-trois"]
    outcome = crawl(site, ledger, clock)
    assert (outcome.gone, outcome.taken_away) == (1, [])
    assert outcome.problems == [f"{HOST}/Contrat-trois answered 404"]
    clock.pass_days(2)
    assert crawl(site, ledger, clock).problems == []


def test_a_page_that_says_everything_in_its_attachment_is_kept_with_it(
    site: PretendSite, ledger: Ledger, clock: Clock
) -> None:
    site.pages[f"{HOST}/Convention-de-plage"] = announcement("À lire ci-dessous.", "/files/convention.pdf")
    site.pages[f"{HOST}/files/convention.pdf"] = b"%PDF-1.4 three"
    crawl(site, ledger, clock)
    assert site.kept[-2:] == [f"{HOST}/Convention-de-plage", f"{HOST}/files/convention.pdf"]


CONTRACT_FILE = pdf(
    ("Le préfet et le président du conseil départemental", "ont signé le CDPPE de la Creuse.") * 6
)
ROADS_FILE = pdf(("Le département refait les routes du canton,", "les travaux durent une semaine.") * 8)


@pytest.mark.parametrize(
    ("title", "body", "kept"),
    [
        # Its title leaves open what it is: its text tells.
        ("Télécharger", CONTRACT_FILE, True),
        ("Télécharger", ROADS_FILE, False),
        ("Délibération n° 12", CONTRACT_FILE, True),
        ("Délibération n° 12", ROADS_FILE, False),
        # A scan has none yet, a title that names the contract is enough.
        ("Délibération n° 12", PDF, True),
        ("Avenant au CDPPE", ROADS_FILE, True),
    ],
)
def test_files_that_a_listing_links_are_judged_by_their_text(
    ledger: Ledger, clock: Clock, title: str, body: bytes, kept: bool
) -> None:
    file = f"{HOST}/acte.pdf"
    site = PretendSite({START: f"<ul><li><a class=actu href='{file}'>{title}</a></li></ul>", file: body})
    outcome = crawl(site, ledger, clock)
    assert site.asked == [START, file]
    assert site.kept == ([file] if kept else [])
    assert (outcome.new, outcome.not_kept) == ((1, 0) if kept else (0, 1))


def test_a_file_that_is_attached_to_a_page_is_kept_with_it_whatever_it_says(
    site: PretendSite, ledger: Ledger, clock: Clock
) -> None:
    site.pages[f"{HOST}/files/contrat.pdf"] = ROADS_FILE
    crawl(site, ledger, clock)
    assert f"{HOST}/files/contrat.pdf" in site.kept


def test_attachments_of_attachments_are_left(site: PretendSite, ledger: Ledger, clock: Clock) -> None:
    site.pages[f"{HOST}/Contrat-trois"] = announcement(SIGNED).replace(
        "</main>", "<a href='/acte'>La délibération</a></main>"
    )
    site.pages[f"{HOST}/acte"] = announcement(SIGNED + " Acte.", "/files/autre.pdf")
    crawl(site, ledger, clock)
    assert f"{HOST}/acte" in site.kept
    assert f"{HOST}/files/autre.pdf" not in site.asked
