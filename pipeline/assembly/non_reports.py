"""Texts that speak of contracts and report none: a question in parliament, a training on them, a job offer mostly.

So do calls for projects, and pages that explain what such contracts are.
"""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import islice, takewhile

from extractors.text.blocks import Block
from extractors.text.source import Source, once_per_source

_DATA = tomllib.loads((files("pipeline.assembly") / "data/non_reports.toml").read_text("utf-8"))
_WITHIN, _LEAST_LABELS = int(_DATA["within"]), int(_DATA["least_labels"])


def _beginning(alternatives: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\W{{0,4}}(?:{'|'.join(alternatives)})")


_LINE, _TITLE = _beginning(_DATA["lines"]), _beginning(_DATA["titles"])
_JOB_LINE, _JOB_TITLE = _beginning(_DATA["job"]["lines"]), _beginning(_DATA["job"]["titles"])
_EXPLAINING_TITLE = _beginning(_DATA["explanation"]["titles"])
_CALL = re.compile(rf"(?!.*\b{_DATA['call']['not_on']}).*?\b(?:{'|'.join(_DATA['call']['headings'])})\b")
_CALL_WITHIN = int(_DATA["call"]["within_headings"])
_LABEL = re.compile(rf"\W{{0,4}}(?P<label>{'|'.join(_DATA['labels'])}) ?:")


@once_per_source
def reports_none(source: Source) -> bool:
    r"""Whether a text is of a kind that speaks of contracts in general, or of one that others have signed.

    >>> reports_none(Source("Question écrite n° 7\nLe CDPPE de la Creuse, signé en 2021, prend fin."))
    True
    >>> reports_none(Source("La préfète répond aux questions\nLe CDPPE de la Creuse est signé."))
    False
    """
    if _begins(source, _LINE, _TITLE):
        return True
    found = (_LABEL.match(source.folded, block.start, block.end) for block, _ in _first_blocks(source))
    return len({label["label"] for label in found if label}) >= _LEAST_LABELS


@once_per_source
def offers_job(source: Source) -> bool:
    r"""Whether a text offers a job: the contract to which it belongs is told there by the way.

    >>> offers_job(Source("Fiche de poste\nVous suivez le CDPPE de la Creuse."))
    True
    """
    return _begins(source, _JOB_LINE, _JOB_TITLE)


@once_per_source
def explains(source: Source) -> bool:
    r"""Whether a text explains what such contracts are: what it tells of one in the present is so of all of them.

    >>> explains(Source("Qu'est-ce que le CDPPE ?\nLe préfet et le président le signent."))
    True
    """
    titles = (block for block, titled in _first_blocks(source) if titled)
    return any(_EXPLAINING_TITLE.match(source.folded, block.start, block.end) for block in titles)


@once_per_source
def calls_for_projects(source: Source) -> bool:
    r"""Whether a text calls for projects or applications: the contract that pays them is told there by the way.

    >>> calls_for_projects(
    ...     Source("Quartiers : l'appel à projets est ouvert\nDéposez vos demandes avant mai.")
    ... )
    True
    """
    headings = (block for block, _ in _first_blocks(source) if block.kind == "heading")
    return any(_CALL.match(source.folded, block.start, block.end) for block in islice(headings, _CALL_WITHIN))


def _first_blocks(source: Source) -> Iterator[tuple[Block, bool]]:
    """Yield the first blocks of the main text, each with whether it may be the title: its first or first heading."""
    blocks = [block for _, block in takewhile(lambda item: item[1].start < _WITHIN, source.main_blocks)]
    title = next((block for block in blocks if block.kind == "heading"), None)
    for place, block in enumerate(blocks):
        yield block, not place or block is title


def _begins(source: Source, line: re.Pattern[str], title: re.Pattern[str]) -> bool:
    """Whether one of the first blocks begins as `line` tells, or the title as `title` does."""
    return any(
        pattern.match(source.folded, block.start, block.end)
        for block, titled in _first_blocks(source)
        for pattern in ((line, title) if titled else (line,))
    )
