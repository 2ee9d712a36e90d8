"""What an answer says about being welcome."""

import tomllib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files

import httpx

from extractors.text.folding import fold
from pipeline.errors import RejectedInput
from pipeline.reading.html.document import read_html
from pipeline.reading.sniffing import sniff
from pipeline.scraping.fetching.breaker import BAN, FORBIDDEN
from pipeline.scraping.fetching.exchange import Answer
from pipeline.scraping.fetching.faults import BrokenAnswer, FetchFault, TurnedAway

# What has more bytes locks nobody out; a text without tags may as well be a long robots.txt with its comments.
_LONGEST = {"text/html": 200_000, "text/plain": 300}
_GATEWAY = (httpx.codes.BAD_GATEWAY, httpx.codes.GATEWAY_TIMEOUT)


@cache
def _blocking() -> list[tuple[int, list[str]]]:
    data = tomllib.loads((files("pipeline.scraping") / "data/blocking.toml").read_text("utf-8"))
    return [(says["longest"], says["phrases"]) for says in data["says"]]


def verdict(url: str, answer: Answer, now: datetime) -> FetchFault | None:
    """Return why an answer is no page, None where it is one (or an honest 404).

    Parameters
    ----------
    url : str
        What was asked for.
    answer : Answer
        What came.
    now : datetime
        The time, for Retry-After.
    """
    until = retry_after(answer.header.get("retry-after", ""), now)
    status = answer.status
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return TurnedAway(
            "too_many_requests", f"{url} answered 429: too many requests.", weight=BAN, until=until
        )
    if status == httpx.codes.SERVICE_UNAVAILABLE:
        return TurnedAway("unavailable", f"{url} answered 503: not available now.", weight=BAN, until=until)
    if status in (httpx.codes.OK, httpx.codes.FORBIDDEN) and (phrase := blocking_phrase(answer.body)):
        return TurnedAway("blocked", f"{url} gave a page that says “{phrase}”.", weight=BAN, until=until)
    if status == httpx.codes.FORBIDDEN:
        weight = BAN if until else FORBIDDEN
        return TurnedAway("forbidden", f"{url} answered 403: forbidden.", weight=weight, until=until)
    if status in _GATEWAY:
        return BrokenAnswer(
            "bad_gateway", f"{url} answered {status}: its own server did not.", transient=True
        )
    return answer.fault


def retry_after(value: str, now: datetime) -> datetime | None:
    """Return the moment that Retry-After names, in seconds or as a date; None where it names none.

    >>> now = datetime(2026, 3, 4, 12, tzinfo=UTC)
    >>> print(retry_after("120", now), retry_after("Wed, 04 Mar 2026 13:00:00 GMT", now))
    2026-03-04 12:02:00+00:00 2026-03-04 13:00:00+00:00
    >>> retry_after("soon", now)
    """
    value = value.strip()
    if value.isdecimal():
        return now + timedelta(seconds=min(int(value[:9]), 10**9))
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def blocking_phrase(body: bytes) -> str | None:
    """Return what a page says to those who are locked out; None for other pages.

    >>> blocking_phrase("<h1>Accès refusé</h1><p>Contactez l'administrateur.</p>".encode())
    'acces refuse'
    >>> blocking_phrase(
    ...     "<h1>Accès refusé aux poids lourds</h1>".encode() + b"<p>Le pont est en travaux.</p>" * 20
    ... )
    """
    if len(body) > _LONGEST.get(sniff(body), 0):
        return None
    try:
        text = read_html(body).text
    except RejectedInput:
        return None
    folded = " ".join(fold(text).split())
    sought = [phrase for longest, phrases in _blocking() if len(folded) <= longest for phrase in phrases]
    return next((phrase for phrase in sought if phrase in folded), None)
