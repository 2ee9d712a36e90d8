"""The environment variables that are settings, and those that only look so."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from difflib import get_close_matches

from pipeline.reading.limits import PREFIX, Limits, setting

# Where things are, whom a site can turn to, how large its records may get in one file.
_OTHERS = ("catalogue", "archive", "contact", "warc_bytes")
SETTINGS = tuple(sorted(map(setting, (*_OTHERS, *(field.name for field in fields(Limits))))))


def unknown(environment: Iterable[str]) -> Iterator[str]:
    """Tell of each variable that is named like a setting and is none, for a mistyped one changes nothing.

    Parameters
    ----------
    environment : iterable of str
        The names of all variables.

    Examples
    --------
    >>> list(unknown(["HOME", "TRIPARTITE_PDF_PAGES", "TRIPARTITE_PDF_PAGE"]))
    ['TRIPARTITE_PDF_PAGE is no setting and changes nothing; there is TRIPARTITE_PDF_PAGES.']
    """
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in SETTINGS:
            # Without what all have in common, by which any two would be alike.
            bare = [known.removeprefix(PREFIX) for known in SETTINGS]
            close = get_close_matches(name.removeprefix(PREFIX), bare, 1, 0.75)
            yield f"{name} is no setting and changes nothing" + (
                f"; there is {PREFIX}{close[0]}." if close else "."
            )
