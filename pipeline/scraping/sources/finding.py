"""The ways in which a source tells what it has published, as corpus/sources.yaml declares them."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from pipeline.scraping.canonical import canonical


def _selector(value: str) -> str:
    try:
        LexborHTMLParser("").css(value)
    except SelectolaxError as error:
        raise ValueError(f"{value!r} is no CSS selector") from error
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"{value!r} is no pattern: {error}") from error
    return value


def _address(value: str) -> str:
    if (address := canonical(value)) is None:
        raise ValueError(f"{value!r} is no http or https address")
    return address


Selector = Annotated[str, AfterValidator(_selector)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Address = Annotated[str, AfterValidator(_address)]
Addresses = Annotated[tuple[Address, ...], Field(min_length=1)]


class _Way(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Numbered(_Way):
    """Pages of a listing that are told apart by a number at the end of the address.

    `suffix` is what follows the address of the first page, with `{n}` for the number: it is `first` on the
    second page and grows by `step`.

    >>> Numbered(suffix="/(offset)/{n}", first=10, step=10).address("https://exemple.fr/Actualites", 2)
    'https://exemple.fr/Actualites/(offset)/20'
    """

    suffix: str
    first: int = Field(1, ge=0)
    step: int = Field(1, ge=1)

    @model_validator(mode="after")
    def _has_number(self) -> Self:
        if self.suffix.count("{n}") != 1:
            raise ValueError("suffix must hold {n}, once, where the number stands")
        return self

    def address(self, start: str, page: int) -> str:
        """Return the address of a page, counted from 0."""
        return start + self.suffix.replace("{n}", str(self.first + (page - 1) * self.step)) if page else start


class Listing(_Way):
    """Pages that list announcements.

    Parameters
    ----------
    pages : tuple of str
        Where each listing starts.
    link : str
        CSS selector of the links to announcements.
    card : str, optional
        Selector of the box around a link; `date` and `summary` are selectors within it.
    order : str
        Which announcements come first; `by_date` lets the dates on the first page tell, and where they do not, the
        listing is read from both ends. A listing in order is read as far as there is something new, a `mixed` one to
        its end every time.
    numbered : Numbered, optional
        How further pages are addressed; else `next`, the selector of the link to the next page, leads there.
    max_pages : int
        Further pages than these are never asked for.
    """

    kind: Literal["listing"]
    pages: Addresses
    link: Selector
    card: Selector | None = None
    date: Selector | None = None
    summary: Selector | None = None
    order: Literal["by_date", "newest_first", "oldest_first", "mixed"] = "by_date"
    numbered: Numbered | None = None
    next: Selector | None = None
    max_pages: int = Field(200, ge=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.numbered and self.next:
            raise ValueError("further pages are found by `numbered` or by `next`, not by both")
        if (self.date or self.summary) and not self.card:
            raise ValueError("`date` and `summary` are looked for within `card`, which is not given")
        return self


class Feed(_Way):
    """RSS or Atom."""

    kind: Literal["feed"]
    pages: Addresses


class Sitemap(_Way):
    """A sitemap or an index of some; `path`, a pattern, tells which of its addresses are of interest."""

    kind: Literal["sitemap"]
    pages: Addresses
    path: Pattern | None = None


class Scdl(_Way):
    """A CSV of deliberations in the SCDL format, whose DELIB_URL says where each one is."""

    kind: Literal["scdl"]
    pages: Addresses


class UrlList(_Way):
    """Addresses written down here, or one a line in the text at `file`."""

    kind: Literal["urls"]
    urls: tuple[Address, ...] = ()
    file: str | None = None

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not self.urls and not self.file:
            raise ValueError("give `urls`, `file` or both")
        return self


class Folder(_Way):
    """Files in a folder of this machine or of an object store (`s3://bucket/prefix`), by the ends of their names."""

    kind: Literal["folder"]
    folder: str
    suffixes: tuple[str, ...] = ()


class WarcFile(_Way):
    """What a WARC or WACZ file holds, of this machine or of an object store."""

    kind: Literal["warc"]
    file: str


Way = Annotated[Listing | Feed | Sitemap | Scdl | UrlList | Folder | WarcFile, Field(discriminator="kind")]
# What is read through the fetcher, page by page.
OnTheWeb = Listing | Feed | Sitemap | Scdl | UrlList
