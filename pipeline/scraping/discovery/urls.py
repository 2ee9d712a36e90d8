"""A text with an address a line → these addresses."""

from pipeline.reading.encoding import decode
from pipeline.scraping.canonical import canonical
from pipeline.scraping.discovery.links import Found, Link


def read_urls(body: bytes, name: str) -> Found:
    r"""Find the addresses in a text; empty lines and those that begin with # say nothing.

    >>> found = read_urls(b"# presse\nhttps://exemple.fr/a\nexemple\n", "liste.txt")
    >>> [link.url for link in found.links], found.problems
    (['https://exemple.fr/a'], ["line 3 of liste.txt is no address: 'exemple'"])
    """
    found = Found()
    for number, line in enumerate(decode(body).text.splitlines(), 1):
        written = line.strip().lstrip("\ufeff")
        if not written or written.startswith("#"):
            continue
        if to := canonical(written):
            found.links.append(Link(to))
        else:
            found.problems.append(f"line {number} of {name} is no address: {written[:80]!r}")
    return found


def list_at(file: str) -> tuple[bytes, str | None]:
    """Return the text at a file of this machine or an object store, or the problem for which it is not to be had."""
    import fsspec

    try:
        with fsspec.open(file, "rb") as stream:
            return stream.read(), None
    except (OSError, ValueError, ImportError) as error:
        return b"", f"{file} cannot be read: {error}"
