"""A page as it was fetched → what a crawl needs of it: its text, whether it holds one, what is attached to it."""

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from extractors.text.folding import fold
from pipeline.reading.html.document import read_html
from pipeline.reading.sniffing import sniff
from pipeline.scraping.discovery.attachments import find_attachments
from pipeline.scraping.discovery.links import Link
from pipeline.scraping.same_text import main_text


class Page(NamedTuple):
    """What a crawl needs of a page.

    `text` is the main text of a page of HTML, None of any other file; `contents` that of a file that has one and need
    not be recognised first.
    `digest` is the same for two pages that differ in menus, sessions and other boilerplate only, and for two PDFs
    that differ in what they say of themselves. `missing` is what a page says that stands in the place of one that is
    not there, whatever its status.
    """

    title: str
    text: str | None
    attachments: list[Link]
    digest: str
    contents: str = ""
    missing: str | None = None


def read_page(body: bytes, url: str) -> Page:
    """Read what was fetched from `url`.

    Raises
    ------
    RejectedInput
        If it is a page beyond all limits.

    Examples
    --------
    >>> html = (
    ...     "<title>Un contrat</title><main><p>Le contrat est signé en 2021.</p><a href=c.pdf>PDF</a></main>"
    ... )
    >>> page = read_page(html.encode(), "https://exemple.fr/a/")
    >>> page.title, page.text.splitlines()[0], page.attachments[0].url
    ('Un contrat', 'Le contrat est signé en 2021.', 'https://exemple.fr/a/c.pdf')
    """
    if sniff(body) != "text/html":
        contents = main_text(body)
        return Page("", None, [], _sha256(contents.encode() if contents else body), contents)
    reading = read_html(body)
    text, attachments = reading.main_text, find_attachments(body, url)
    seen = " ".join([reading.title or "", *text.split(), *(link.url for link in attachments)])
    digest = _sha256(seen.encode("utf-8", "surrogatepass"))
    return Page(reading.title or "", text, attachments, digest, missing=_missing(reading.title or "", text))


@cache
def _absence() -> dict[str, Any]:
    return tomllib.loads((files("pipeline.scraping") / "data/missing.toml").read_text("utf-8"))


def _missing(title: str, text: str) -> str | None:
    says = _absence()
    if len(text) > says["longest"]:
        return None
    folded = fold(f"{title}\n{text[: says['beginning']]}")
    return next((phrase for phrase in says["phrases"] if phrase in folded), None)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
