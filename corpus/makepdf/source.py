"""The format of a source: settings, an empty line, then blocks, one a line, told by their first characters.

===========  ==========================================================================================
``#``        title, centred
``##``       heading
``=``        centred line
``>``        line at the right
``-``        list item with a bullet
``*``        list item with the bullet of a symbol font: a private-use character in the text
``~``        heading whose letters are set apart by the printer, not by spaces
``!``        heading printed four times over itself to look bold
``+``        small print
``^``        the footnotes of the page that it falls on
``|``        row of a table; a cell ``<`` goes with the one at its left, ``^`` with the one above it, a cell
             that begins with ``%`` is printed upwards, one with ``*`` in bold
``::``       row of columns without rules: letterheads, signatures
``@table``   how the next table looks: ``rules=grid|rows|open|none widths=3,1,1 size=8 repeat=1 align=right``
``@stamp``   a box in the margin of this page, at ``x,y`` millimetres from the top left; lines parted by `` / ``
``@filler``  acts that have nothing to do with the rest: ``@filler 60 first=12``
``@space``   empty millimetres
``---``      new page; ``--- landscape``, ``--- portrait``, ``--- columns`` change how it is laid out
===========  ==========================================================================================

Any other line is a paragraph; ``<b>``, ``<i>``, ``<super>`` and ``<br/>`` work in it.
"""

from typing import NamedTuple

MARKERS = (
    "---",
    "##",
    "#",
    "=",
    ">",
    "-",
    "*",
    "~",
    "!",
    "+",
    "^",
    "|",
    "::",
    "@table",
    "@stamp",
    "@filler",
    "@space",
)


class Block(NamedTuple):
    """A line of a source: what it is, empty for a paragraph, and its text."""

    marker: str
    text: str


def read(source: str) -> tuple[dict[str, str], list[Block]]:
    r"""Split a source into its settings and its blocks.

    Parameters
    ----------
    source : str
        The text of a file of ``pdf_sources``.

    Returns
    -------
    settings : dict of str to str
    blocks : list of Block

    Examples
    --------
    >>> settings, blocks = read("font: Vera\n\n# Avenant\n\nEntre l’État et le Département\n- un bus")
    >>> settings
    {'font': 'Vera'}
    >>> [tuple(block) for block in blocks]
    [('#', 'Avenant'), ('', 'Entre l’État et le Département'), ('-', 'un bus')]
    """
    head, _, body = source.partition("\n\n")
    settings = dict(line.split(": ", 1) for line in head.splitlines())
    return settings, [split_marker(line) for line in body.splitlines() if line.strip()]


def split_marker(line: str) -> Block:
    """Part the marker of a line from what follows it.

    Examples
    --------
    >>> tuple(split_marker(":: Le préfet :: La présidente"))
    ('::', 'Le préfet :: La présidente')
    """
    marker = next((m for m in MARKERS if line == m or line.startswith(m + " ")), "")
    return Block(marker, line.removeprefix(marker).strip())


def options(text: str) -> tuple[list[str], dict[str, str]]:
    """Part the words of a directive from its ``name=value`` pairs.

    Examples
    --------
    >>> options("60 first=12")
    (['60'], {'first': '12'})
    """
    words = text.split()
    return [w for w in words if "=" not in w], dict(w.split("=", 1) for w in words if "=" in w)
