"""What a page of a source leads to, and whether it is wanted."""

from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.reading.html.metadata import to_edtf

# No page that people read has more links.
MOST_LINKS = 20_000


class Link(NamedTuple):
    """Where an announcement is, and what is said of it there: `date` in EDTF, None where it is not said."""

    url: str
    title: str = ""
    summary: str = ""
    date: str | None = None


class Verdict(NamedTuple):
    """Whether something is wanted, and the reason, for the log."""

    wanted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on a page of a source, in its order.

    Parameters
    ----------
    links : list of Link
        The announcements that it leads to.
    pages : list of str
        Further pages of the same sort: the next one, or the parts of an index.
    last : int or None
        The number of the last page of a listing, counted from 0, where its first one tells it.
    problems : list of str
        What is not as declared: a selector that matched nothing, a column that is missing.
    """

    links: list[Link] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    last: int | None = None
    problems: list[str] = field(default_factory=list)


def written_date(text: str) -> str | None:
    """Return the first whole date in a few words, as a card or a feed gives it; None where there is none.

    >>> [written_date(text) for text in ("Publié le 1er mars 2021", "2021-03-01T08:00:00Z", "Mars", "")]
    ['2021-03-01', '2021-03-01', None, None]
    """
    # Heavy, and the ledger needs none of it.
    from extractors.dates.grammar import find_mentions
    from extractors.text.source import Source

    if (date := to_edtf(text)) and len(date) == len("2021-03-01"):
        return date
    for mention in find_mentions(Source(text)):
        if mention.year and mention.month and mention.day:
            return f"{mention.year:04}-{mention.month:02}-{mention.day:02}"
    return None
