"""What is scraped: each source with its publisher and how it tells what is new."""

from collections.abc import Iterator, Mapping
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path as File
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictStr

from extractors.parties.territories import department
from pipeline.errors import WrongUsage
from pipeline.scraping.canonical import host_of
from pipeline.scraping.sources.finding import Folder, UrlList, WarcFile, Way
from pipeline.scraping.sources.politeness import Politeness

SOURCES = File("corpus/sources.yaml")


def _departement(code: str) -> str:
    try:
        department(code)
    except ValueError as error:
        raise ValueError(f"there is no département {code!r} in corpus/reference/departements.csv") from error
    return code


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Publisher(_Model):
    """Who publishes; `departement` is null only for a source that is of several."""

    name: StrictStr = Field(min_length=1)
    departement: Annotated[StrictStr, AfterValidator(_departement)] | None


class Expected(_Model):
    """How much a source is expected to yield: so many new documents in so many days, attachments included; 0: any."""

    documents: int = Field(0, ge=0)
    days: int = Field(30, ge=1)


class Source(_Model):
    """One source.

    Parameters
    ----------
    key : str
        Its name in the file, on the command line and in the catalogue.
    publisher : Publisher
        Who publishes it.
    platform : str or None
        The platform that serves it with others; else it stands for itself.
    host : str or None
        What `{host}` stands for in the addresses of its platform.
    find : Way
        How its announcements are found.
    keywords : tuple of str
        Words of which a title must hold one, for its page to be fetched, beside the words of the programmes.
    follow : str
        `hinted`: only pages whose title or summary says that they could be of interest; `all`.
    since : date or None
        What is known to be older is passed over.
    attachments : bool
        Whether the files that a page links are fetched with it.
    politeness : Politeness
        What is asked of the site, and how fast.
    expected : Expected
        What makes silence an alarm.
    unverified : bool
        Whether it was written down without having been tried.

    Examples
    --------
    >>> Source.model_validate(
    ...     {
    ...         "key": "journal",
    ...         "publisher": {"name": "Journal", "departement": "23"},
    ...         "find": {"kind": "feed", "pages": ["https://exemple.fr/rss"]},
    ...     }
    ... ).site
    'journal'
    """

    key: str
    publisher: Publisher
    platform: str | None = None
    host: StrictStr | None = None
    find: Way
    keywords: tuple[StrictStr, ...] = ()
    follow: Literal["hinted", "all"] = "hinted"
    since: date | None = None
    attachments: bool = True
    politeness: Politeness = Politeness()
    expected: Expected = Expected()
    unverified: bool = False

    @property
    def site(self) -> str:
        """What shares a rate limit and a circuit breaker: the platform, or the source itself."""
        return self.platform or self.key

    @property
    def place(self) -> str:
        """Where it is, in short."""
        match self.find:
            case Folder():
                return self.find.folder
            case WarcFile():
                return self.find.file
            case UrlList():
                return self.find.file or self.find.urls[0]
            case _:
                return self.find.pages[0]

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts that it starts from."""
        if isinstance(self.find, Folder | WarcFile):
            return frozenset()
        pages = self.find.urls if isinstance(self.find, UrlList) else self.find.pages
        return frozenset(map(host_of, pages))


class Sources(Mapping[str, Source]):
    """The sources of a file by their keys, in its order.

    Parameters
    ----------
    sources : mapping of str to Source
        What it holds.
    name : str
        How messages call it.
    """

    def __init__(self, sources: Mapping[str, Source], name: str = str(SOURCES)) -> None:
        self._sources = dict(sources)
        self._name = name

    def __getitem__(self, key: str) -> Source:
        return self._sources[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def select(self, names: list[str] | None = None) -> list[Source]:
        """Return the sources with these keys or of these platforms, all where none is named.

        A name can be a pattern: `departement-*`.

        Raises
        ------
        WrongUsage
            If there is none of a name; close ones are suggested.
        """
        wanted: set[str] = set()
        for name in names or ["*"]:
            found = {s.key for s in self.values() if fnmatchcase(s.key, name) or s.platform == name}
            if not found:
                raise WrongUsage(f"{self._name} has no source {name!r}.{self._close(name)}")
            wanted |= found
        return [source for source in self.values() if source.key in wanted]

    def _close(self, name: str) -> str:
        from difflib import get_close_matches

        found = get_close_matches(name, [*self, *{s.platform for s in self.values() if s.platform}], 3)
        return f" Did you mean {' or '.join(found)}?" if found else ""
