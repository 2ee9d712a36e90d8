"""Plain text to blocks."""

from extractors.text.blocks import find_blocks
from pipeline.reading.encoding import codec_name, decode
from pipeline.reading.limits import LIMITS, Limits
from pipeline.reading.normalisation import normalise
from pipeline.reading.result import Reading
from pipeline.reading.text_links import put_links_aside

MEDIA_TYPE = "text/plain"


def read_text(data: bytes, limits: Limits = LIMITS, charset: str | None = None) -> Reading:
    r"""Read plain text in any of the encodings that French files come in; `charset` is what its server stated.

    Raises
    ------
    RejectedInput
        If there is more of it than `limits` allow.

    Examples
    --------
    >>> reading = read_text("Le préfet a signé.\r\n".encode("cp1252"))
    >>> reading.text, reading.encoding, reading.blocks[0].kind
    ('Le préfet a signé.\n', 'cp1252', 'paragraph')
    """
    limits.check(len(data), MEDIA_TYPE)
    decoded = decode(data, charset and codec_name(charset))
    text, offsets = normalise(decoded.text)
    return Reading(
        MEDIA_TYPE,
        "read" if text.strip() else "empty",
        text,
        put_links_aside(text, find_blocks(text)),
        offsets=offsets,
        encoding=decoded.encoding,
        problems=decoded.problems,
        bytes=len(data),
    )
