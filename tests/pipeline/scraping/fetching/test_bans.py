"""A site that wants us to stop is left alone, with all that belong to its platform, and asked again later, slowly."""

from datetime import timedelta

import pytest

from pipeline.scraping.fetching.breaker import PAUSES
from tests.pipeline.scraping.making import HASTY, DeclaredSource
from tests.pipeline.scraping.server import Asked, Reset, page

AISNE = DeclaredSource("aisne", "prefectures", ["www.aisne.gouv.fr"], HASTY)
CREUSE = DeclaredSource("creuse", "prefectures", ["www.creuse.gouv.fr"], HASTY)
ALONE = DeclaredSource("departement", None, ["www.creuse.fr"], HASTY)

BLOCKED = page("<title>Accès</title><h1>Vous avez été bloqué</h1><p>Votre adresse IP a été bloquée.</p>")


@pytest.fixture
def ask(server, start):
    """Ask one host of the platform after the other, three pages each; return the codes of the problems."""
    fetcher = start(AISNE, CREUSE, ALONE)
    for source in (AISNE, CREUSE, ALONE):
        (host,) = source.hosts
        server.add(host, "/a", page("a"))

    def ask(*sources: DeclaredSource, path: str = "/a") -> list[str | None]:
        problems = [fetcher.fetch(server.url(next(iter(s.hosts)), path), source=s).problem for s in sources]
        return [problem and problem.code for problem in problems]

    return ask


@pytest.mark.parametrize(
    ("answer", "code", "requests"),
    [
        (page("", "429 Too Many Requests"), "too_many_requests", 1),
        (page("", "503 Service Unavailable"), "unavailable", 1),
        (page("", "403 Forbidden", retry_after="600"), "forbidden", 1),
        (page("<h1>Request has been blocked</h1>", "403 Forbidden"), "blocked", 1),
        (BLOCKED, "blocked", 1),
        # One page may be forbidden; two in a row mean us.
        (page("", "403 Forbidden"), "forbidden", 2),
    ],
)
def test_a_ban_on_one_host_stops_requests_to_all_of_its_platform_within_two(
    ask, server, answer, code, requests
):
    assert ask(AISNE, CREUSE) == [None, None]
    before = len(server.requests)
    server.before_all(lambda asked: answer)
    assert ask(AISNE, CREUSE, AISNE, CREUSE) == [code] * requests + ["platform_paused"] * (4 - requests)
    assert len(server.requests) == before + requests


def test_other_platforms_go_on(ask, server):
    server.before_all(lambda asked: page("", "429 No") if asked.host.endswith(".gouv.fr") else None)
    assert ask(AISNE, ALONE, CREUSE) == ["too_many_requests", None, "platform_paused"]


def test_it_resumes_by_itself_slowly_and_then_as_before(ask, server, clock, events):
    ask(AISNE)
    server.before_all(lambda asked: BLOCKED)
    assert ask(AISNE) == ["blocked"]
    server.before_all(lambda asked: None)
    clock.go_on(minutes=14)
    assert ask(CREUSE) == ["platform_paused"]
    clock.go_on(minutes=1)
    assert ask(AISNE, AISNE, AISNE, AISNE) == [None] * 4


def test_pauses_are_five_times_longer_until_three_answers_were_good(server, start, clock, events):
    source = DeclaredSource("creuse", None, ["www.creuse.fr"])
    fetcher = start(source)
    url = server.add("www.creuse.fr", "/a", page("", "429 No"), page("a"))
    fetcher.fetch(url, source=source)
    clock.go_on(minutes=15)
    events.clear()
    for _ in range(5):
        fetcher.fetch(url, source=source)
    assert events == ["www.creuse.fr/a", *[15.0, "www.creuse.fr/a"] * 2, *[3.0, "www.creuse.fr/a"] * 2]


def test_each_probe_that_is_turned_away_makes_the_next_pause_longer(ask, server, clock):
    server.before_all(lambda asked: page("", "429 No"))
    for pause in [*PAUSES, PAUSES[-1]]:
        before = len(server.requests)
        assert ask(AISNE, CREUSE) == ["too_many_requests", "platform_paused"]
        clock.go_on(seconds=pause.total_seconds() - 1)
        assert ask(CREUSE) == ["platform_paused"]
        assert len(server.requests) == before + 1
        clock.go_on(seconds=1)


def test_a_day_without_trouble_makes_the_pause_short_again(ask, server, clock):
    server.before_all(lambda asked: page("", "429 No"))
    ask(AISNE)
    clock.go_on(minutes=15)
    ask(AISNE)
    server.before_all(lambda asked: None)
    clock.go_on(days=2)
    assert ask(AISNE, AISNE, AISNE) == [None] * 3
    server.before_all(lambda asked: page("", "429 No"))
    ask(AISNE)
    server.before_all(lambda asked: None)
    clock.go_on(minutes=15)
    assert ask(AISNE) == [None]


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("7200", timedelta(hours=2)),
        ("Wed, 04 Mar 2026 15:00:00 GMT", timedelta(hours=3)),
        # Less than our own pause, in the past, or nonsense: our own pause.
        ("1", PAUSES[0]),
        ("Mon, 01 Jan 2024 00:00:00 GMT", PAUSES[0]),
        ("later", PAUSES[0]),
        # Not for ever.
        ("99999999999", timedelta(days=7)),
    ],
)
def test_retry_after_is_heeded(ask, server, clock, value, after):
    server.before_all(lambda asked: page("", "503 No", retry_after=value))
    ask(AISNE)
    server.before_all(lambda asked: None)
    clock.go_on(seconds=after.total_seconds() - 5)
    assert ask(AISNE) == ["platform_paused"]
    clock.go_on(seconds=5)
    assert ask(AISNE) == [None]


def test_the_next_run_knows_of_the_ban(ask, server, start):
    server.before_all(lambda asked: page("", "429 No"))
    ask(AISNE)
    before = len(server.requests)
    problem = start(AISNE, CREUSE).fetch(server.url("www.creuse.gouv.fr", "/a"), source=CREUSE).problem
    assert problem.code == "platform_paused"
    assert "prefectures is left alone until 2026-03-04 12:15 UTC" in problem.message
    assert "www.aisne.gouv.fr" in problem.message
    assert len(server.requests) == before


def silent(asked: Asked) -> bytes:
    raise Reset


@pytest.mark.parametrize(
    ("answer", "code"), [(silent, "reset"), (lambda asked: page("", "500 Internal Server Error"), "http_500")]
)
def test_hosts_that_fall_silent_or_break_down_are_left_alone_after_five_pages(ask, server, answer, code):
    ask(AISNE)
    server.before_all(answer)
    assert ask(*[AISNE] * 5, CREUSE) == [code] * 5 + ["platform_paused"]


def test_a_good_answer_between_two_forbidden_pages_makes_them_two_single_ones(ask, server):
    server.add("www.aisne.gouv.fr", "/no", page("", "403 Forbidden"))
    assert [ask(AISNE, path=path) for path in ("/no", "/a", "/no", "/a")] == [
        ["forbidden"],
        [None],
        ["forbidden"],
        [None],
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Trop de requêtes</h1>",
        "<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>",
        "<p>The requested URL was rejected. Your support ID is: 123</p>",
        "Access denied",
    ],
)
def test_pages_that_lock_out(ask, server, body):
    server.add("www.aisne.gouv.fr", "/a", page(body))
    assert ask(AISNE) == ["blocked"]


@pytest.mark.parametrize(
    "body",
    [
        # An announcement that uses the words in a text of its own.
        "<h1>Pont fermé</h1><p>Accès interdit aux camions.</p>"
        + "<p>Une déviation est en place par Guéret.</p>" * 10,
        # A long article on the matter.
        "<h1>Démarches en ligne</h1><p>« Vous êtes bloqué » : que faire ?</p>"
        + "<p>Un guide détaillé.</p>" * 200,
        # An honest empty list.
        "<h1>Actualités</h1><p>Aucun résultat.</p>",
    ],
)
def test_pages_that_do_not(ask, server, body):
    server.add("www.aisne.gouv.fr", "/a", page(body))
    assert ask(AISNE) == [None]
