"""Texts that speak of contracts and report none: a question in parliament, a job offer, a training on them."""

import re
import tomllib
from importlib.resources import files
from itertools import takewhile

from extractors.text.source import Source, once_per_source

_DATA = tomllib.loads((files("pipeline.assembly") / "data/non_reports.toml").read_text("utf-8"))
_WITHIN, _LEAST_LABELS = int(_DATA["within"]), int(_DATA["least_labels"])
_LINE, _TITLE = (re.compile(rf"\W{{0,4}}(?:{'|'.join(_DATA[key])})") for key in ("lines", "titles"))
_LABEL = re.compile(rf"\W{{0,4}}(?P<label>{'|'.join(_DATA['labels'])}) ?:")


@once_per_source
def reports_none(source: Source) -> bool:
    r"""Whether a text is of a kind that speaks of contracts in general, or of one that others have signed.

    >>> reports_none(Source("Question écrite n° 7\nLe CDPPE de la Creuse, signé en 2021, prend fin."))
    True
    >>> reports_none(Source("La préfète répond aux questions\nLe CDPPE de la Creuse est signé."))
    False
    """
    blocks = [block for _, block in takewhile(lambda item: item[1].start < _WITHIN, source.main_blocks)]
    title = next((block for block in blocks if block.kind == "heading"), None)
    labels: set[str] = set()
    for place, block in enumerate(blocks):
        told = (_LINE, _TITLE) if not place or block is title else (_LINE,)
        if any(pattern.match(source.folded, block.start, block.end) for pattern in told):
            return True
        if label := _LABEL.match(source.folded, block.start, block.end):
            labels.add(label["label"])
    return len(labels) >= _LEAST_LABELS
