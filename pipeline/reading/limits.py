"""How much is read: beyond these sizes an input is rejected with the limit named."""

from dataclasses import dataclass

from pipeline.errors import RejectedInput

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Largest inputs that are read, in bytes (PDFs also in pages).

    An announcement has some kilobytes; a gazette of acts some megabytes. The bounds keep one strange
    file from taking the memory of a whole run: a page of HTML takes some ten times its size.

    Parameters
    ----------
    text_bytes, html_bytes, pdf_bytes : int
        Size of the input as it is stored.
    pdf_pages : int
        Pages of one PDF.
    html_depth : int
        Elements of HTML inside one another; tags that go deeper are left out, their text is kept.
        Parsing takes time that is the square of the depth; browsers stop at some 512 as well.
    """

    text_bytes: int = 50 * MEGABYTE
    html_bytes: int = 50 * MEGABYTE
    pdf_bytes: int = 200 * MEGABYTE
    pdf_pages: int = 5_000
    html_depth: int = 400

    def of(self, media_type: str) -> int:
        """Return the largest input of `media_type`, in bytes."""
        return {"text/html": self.html_bytes, "application/pdf": self.pdf_bytes}.get(
            media_type, self.text_bytes
        )

    def check(self, size: int, media_type: str) -> None:
        """Raise RejectedInput if `size` bytes of `media_type` are too many.

        >>> Limits().check(200_000_000, "text/plain")
        Traceback (most recent call last):
        pipeline.errors.RejectedInput: 200.0 MB of text/plain; at most 50 MB are read. ...
        """
        limit = self.of(media_type)
        if size > limit:
            raise RejectedInput(
                "too_large",
                f"{size / MEGABYTE:.1f} MB of {media_type}; at most {limit / MEGABYTE:.0f} MB are read. "
                "Split the file or raise the limit.",
            )


LIMITS = Limits()
