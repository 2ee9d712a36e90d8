"""How much is read, and what reading may cost: beyond that an input is rejected with the limit named."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from pipeline.errors import RejectedInput, WrongUsage

MEGABYTE = 1_000_000
PREFIX = "TRIPARTITE_"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may be and cost. Each is a setting: an environment variable `TRIPARTITE_` + its name.

    An announcement has some kilobytes; a gazette of acts some megabytes. The bounds keep one strange
    file from taking the memory or the time of a whole run: a page of HTML takes some ten times its size.

    Parameters
    ----------
    text_bytes, html_bytes, pdf_bytes, zip_bytes : int
        Size of the input as it is stored. An archive of pages (WARC) has the limits of a zip archive.
    pdf_pages : int
        Pages of one PDF.
    html_depth : int
        Elements of HTML inside one another; tags that go deeper are left out, their text is kept.
        Parsing takes time that is the square of the depth; browsers stop at some 512 as well.
    zip_members, zip_inflated_bytes, zip_depth : int
        Files in one archive, their size together as it is counted while they are unpacked, and archives
        inside one another; each holds for an archive with all those that are in it.
    read_seconds : int
        Processor time for one PDF or archive. Not time on a clock: how busy a machine is shall not decide
        what is read.
    stuck_seconds : int
        Time on a clock without a sign of life from the reader of a PDF or archive.
    read_memory : int
        Memory for the reader of PDFs and archives, in bytes.
    result_bytes : int
        What the reader of one PDF or archive may hand over.
    page_pixels : int
        Pixels of one page when it is drawn for character recognition, or of one picture in it.
    ocr_pages : int
        Pages of one document that go through character recognition.
    ocr_seconds : int
        Time for the recognition of one page.
    ocr_processes : int
        Pages recognised at the same time, by all processes of a run together; 0: one per processor.
    """

    text_bytes: int = 50 * MEGABYTE
    html_bytes: int = 50 * MEGABYTE
    pdf_bytes: int = 200 * MEGABYTE
    zip_bytes: int = 1_000 * MEGABYTE
    pdf_pages: int = 5_000
    html_depth: int = 400
    zip_members: int = 20_000
    zip_inflated_bytes: int = 2_000 * MEGABYTE
    zip_depth: int = 3
    read_seconds: int = 120
    stuck_seconds: int = 600
    read_memory: int = 1_500 * MEGABYTE
    result_bytes: int = 200 * MEGABYTE
    page_pixels: int = 60_000_000
    ocr_pages: int = 500
    ocr_seconds: int = 60
    ocr_processes: int = 0

    @classmethod
    def of_environment(cls, environment: Mapping[str, str]) -> "Limits":
        """Return the limits that an environment sets, the defaults for the others.

        Raises
        ------
        WrongUsage
            If a value is no whole number, nor one with kB, MB or GB behind it.

        Examples
        --------
        >>> limits = Limits.of_environment({"TRIPARTITE_PDF_PAGES": "20", "TRIPARTITE_PDF_BYTES": "5 MB"})
        >>> limits.pdf_pages, limits.pdf_bytes
        (20, 5000000)
        """
        names = {field.name: setting(field.name) for field in fields(cls)}
        given = {name: environment[variable] for name, variable in names.items() if variable in environment}
        return cls(**{name: size_of(names[name], value) for name, value in given.items()})

    def of(self, media_type: str) -> int:
        """Return the largest input of `media_type`, in bytes."""
        return {
            "text/html": self.html_bytes,
            "application/pdf": self.pdf_bytes,
            "application/zip": self.zip_bytes,
            "application/warc": self.zip_bytes,
        }.get(media_type, self.text_bytes)

    @property
    def largest(self) -> int:
        """The largest document that any reader takes, in bytes; an archive is no document."""
        return max(self.text_bytes, self.html_bytes, self.pdf_bytes)

    def check(self, size: int, media_type: str) -> None:
        """Raise RejectedInput if `size` bytes of `media_type` are too many.

        >>> Limits().check(200_000_000, "text/plain")
        Traceback (most recent call last):
        pipeline.errors.RejectedInput: 200 MB of text/plain; at most 50 MB are read. ...
        """
        limit = self.of(media_type)
        if size > limit:
            raise RejectedInput(
                "too_large",
                f"{_written(size)} of {media_type}; at most {_written(limit)} are read. "
                "Split the file or raise the limit.",
            )


_SIZE = re.compile(r"(\d+) ?([kMG]B)?", re.ASCII)
_UNITS = {"": 1, "kB": 1_000, "MB": MEGABYTE, "GB": 1_000 * MEGABYTE}


def size_of(variable: str, value: str) -> int:
    """Return the number that a setting gives.

    Raises
    ------
    WrongUsage
        If it is no whole number, nor one with kB, MB or GB behind it.

    Examples
    --------
    >>> size_of("TRIPARTITE_WARC_BYTES", "2 GB")
    2000000000
    """
    found = _SIZE.fullmatch(value.strip())
    if found is None:
        raise WrongUsage(f"{variable} is “{value}”: give a whole number, or one with kB, MB or GB.")
    return int(found[1]) * _UNITS[found[2] or ""]


def _written(size: int) -> str:
    """Write a number of bytes.

    >>> _written(1_000), _written(50_000_000), _written(1_250_000)
    ('1,000 bytes', '50 MB', '1.2 MB')
    """
    if size < MEGABYTE:
        return f"{size:,} bytes"
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"


LIMITS = Limits()


@cache
def current_limits() -> Limits:
    """Return the limits of this process, as its environment sets them."""
    return Limits.of_environment(os.environ)


def setting(field: str) -> str:
    """Return the environment variable that sets a limit.

    >>> setting("pdf_pages")
    'TRIPARTITE_PDF_PAGES'
    """
    return PREFIX + field.upper()
