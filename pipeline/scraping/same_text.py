"""Whether two versions of a page say the same: where a site shows a clock its bytes differ each time."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.reading import LIMITS, Limits, read_file
from pipeline.reading.sniffing import sniff

_READ = ("text/html", "text/plain", "application/pdf")


def main_text(data: bytes, limits: Limits = LIMITS) -> str:
    """Return the main text of a page or a file, the same where it says the same; empty where only its bytes can tell.

    Menus, headers and footers do not count, neither do spaces and line breaks, addresses of links, nor what a PDF
    says of itself. There is none of what has no main text, of scans (recognising them costs more than keeping them
    twice), and of what is not read at all.

    Parameters
    ----------
    data : bytes
        As it was fetched.
    limits : Limits
        How much is read.

    Examples
    --------
    >>> page = (
    ...     "<header>{}</header><main><p>Le contrat est signé.</p><a href='/a;jsessionid={}'>Lire</a></main>"
    ... )
    >>> first, second = (page.format(clock, clock).encode() for clock in ("10:00", "10:05"))
    >>> first == second, main_text(first) == main_text(second)
    (False, True)
    >>> main_text(first.replace("signé".encode(), "adopté".encode())) == main_text(second)
    False
    """
    if sniff(data) not in _READ:
        return ""
    with TemporaryDirectory(prefix="tripartite-") as folder:
        path = Path(folder) / "fetched"
        path.write_bytes(data)
        reading, _ = read_file(path, limits=replace(limits, ocr_pages=0))
    if reading.status != "read" or reading.recognised_by:
        return ""
    return " ".join(reading.main_text.split())
