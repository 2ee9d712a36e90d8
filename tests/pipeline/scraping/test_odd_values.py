"""What a site may put into an answer is without limits; no value of it may break the program."""

import gzip
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.scraping.fetching.faults import BrokenAnswer, NotAsked
from pipeline.scraping.fetching.inflating import Body
from pipeline.scraping.fetching.robots import Robots, RobotsAnswer
from pipeline.scraping.fetching.sites import checked_url, redirect_target, site_of
from pipeline.scraping.fetching.state import State
from pipeline.scraping.fetching.verdicts import blocking_phrase, retry_after
from tests.pipeline.scraping.making import NOON, FakeClock

DATES = st.from_regex(
    r"(Wed, )?\d{1,2} (Mar|Foo) \d{1,5} \d{1,3}:\d\d(:\d\d)? ?(GMT|[+-]\d{4,6}|)", fullmatch=True
)


@given(st.one_of(st.text(max_size=40), DATES, st.integers().map(str)))
@example("²")
@example("1e9")
def test_retry_after_names_a_moment_with_a_time_zone_or_none(value):
    moment = retry_after(value, NOON)
    assert moment is None or moment.utcoffset() == timedelta(0)


@given(st.text(max_size=60), st.text(alphabet="/.:[]?#@%a0\\ \t\n", max_size=30))
def test_a_redirect_leads_to_a_web_page_or_is_refused(rest, start):
    for location in (rest, start + rest, "http://" + start, "//" + start):
        try:
            target = redirect_target("https://www.creuse.fr/actes", location)
        except NotAsked:
            continue
        assert urlsplit(target).scheme in ("http", "https")
        assert "#" not in target
        assert site_of(target)
        assert checked_url(target) == target


@given(st.binary(max_size=5_000), st.lists(st.integers(1, 700), max_size=20), st.booleans())
def test_a_body_is_the_same_in_whatever_pieces_it_comes(data, sizes, packed):
    body = Body("https://www.creuse.fr/", "gzip" if packed else "", 5_000)
    left = gzip.compress(data) if packed else data
    for size in sizes:
        body.take(left[:size])
        left = left[size:]
    body.take(left)
    body.end()
    assert bytes(body.data) == data


@given(st.integers(0, 20_000), st.integers(1, 10_000), st.booleans())
def test_a_body_is_never_larger_than_allowed(size, limit, packed):
    body = Body("https://www.creuse.fr/", "gzip" if packed else "", limit)
    data = b"\0" * size
    if size <= limit:
        body.take(gzip.compress(data) if packed else data)
    else:
        with pytest.raises(BrokenAnswer):
            body.take(gzip.compress(data) if packed else data)
    assert len(body.data) == min(size, limit)


@given(st.binary(max_size=300))
def test_any_bytes_lock_out_or_do_not(data):
    assert blocking_phrase(data) is None or blocking_phrase(data) in data.decode("latin-1").lower()


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
@example(b"User-agent: *\nCrawl-delay: nan")
@example(b"User-agent: *\nCrawl-delay: -5")
@example(b"User-agent: *\nRequest-rate: 1/0s")
@example(b"User-agent: *\nRequest-rate: 0/5s")
@example(b"User-agent: *\nDisallow: /%zz\nAllow: /*$")
def test_any_bytes_are_a_robots_txt(tmp_path_factory, data):
    with State(tmp_path_factory.mktemp("state") / "state.sqlite") as state:
        robots = Robots(state, FakeClock())
        try:
            delay = robots.check("https://www.creuse.fr/actes", lambda url: RobotsAnswer(200, data))
        except NotAsked:
            return
    assert 0 <= delay <= 300
