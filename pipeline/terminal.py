"""Text as it goes to a terminal."""

from rich.text import Text


def plain(text: str, style: str = "") -> Text:
    r"""Make text that commands a terminal to do nothing: control characters are shown, not sent.

    >>> plain("[bold]a\x1b[31m").plain
    '[bold]a\\x1b[31m'
    """
    return Text("".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in text), style)


def counted(count: int, noun: str) -> str:
    """Write a count with its noun.

    >>> counted(1, "contract"), counted(1200, "document")
    ('1 contract', '1,200 documents')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
