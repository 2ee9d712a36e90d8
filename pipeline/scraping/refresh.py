"""A page that is only there to lead to another one, as the header of an answer would."""

import re

from selectolax.lexbor import LexborHTMLParser

from pipeline.reading.encoding import decode
from pipeline.reading.sniffing import sniff
from pipeline.scraping.canonical import canonical

# A page that says more has a text of its own; one that waits longer means its readers.
_LARGEST, _SECONDS = 20_000, 5
_CONTENT = re.compile(r"""\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"'\s]+)""", re.IGNORECASE)


def refresh_target(body: bytes, url: str) -> str | None:
    """Return where the page at `url` sends its readers at once; None where it does not.

    >>> page = b"<meta http-equiv=Refresh content='0; url=/actualites/contrat'>"
    >>> refresh_target(page, "https://exemple.fr/c")
    'https://exemple.fr/actualites/contrat'
    >>> refresh_target(page.replace(b"0;", b"600;"), "https://exemple.fr/c")
    """
    if len(body) > _LARGEST or b"refresh" not in body.lower() or sniff(body) != "text/html":
        return None
    for node in LexborHTMLParser(decode(body).text).css("meta[http-equiv][content]"):
        # In the others' place, who run scripts, stands what the page is about.
        if (node.attributes["http-equiv"] or "").lower() != "refresh" or (
            node.parent and node.parent.tag == "noscript"
        ):
            continue
        found = _CONTENT.match(node.attributes["content"] or "")
        if found and int(found[1][:9]) <= _SECONDS and (to := canonical(found[2], url)) and to != url:
            return to
    return None
