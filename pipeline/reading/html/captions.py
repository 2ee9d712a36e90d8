"""Captions that are main text: of a figure beside them, and of a picture of those who sign the contract."""

import re
from functools import cache

from extractors.text.folding import fold
from pipeline.reading.html.hints import boilerplate_data
from pipeline.reading.html.layout import Box
from pipeline.reading.html.page import Page
from pipeline.reading.html.text import is_figure


def is_told(page: Page, box: Box) -> bool:
    """Tell whether a caption says more than what is to be seen."""
    return _tells_figure(page, box) or tells_contract(
        " ".join(segment.text for segment in page.segments[box.first : box.last])
    )


def _tells_figure(page: Page, box: Box) -> bool:
    """Tell whether a caption stands behind a number beside it, and tells what that counts: "2,4 M€ | par an"."""
    if not box.first or not is_figure(page.segments[box.first - 1].text):
        return False
    beside = page.boxes[box.parent]
    return beside.first < box.first


def tells_contract(caption: str) -> bool:
    """Tell whether a caption tells of the contract itself.

    >>> tells_contract("La préfète et le maire ont signé, mardi."), tells_contract("La mairie de Gap")
    (True, False)
    """
    return _telling().search(fold(caption)) is not None


@cache
def _telling() -> re.Pattern[str]:
    return re.compile("|".join(boilerplate_data()["captions"]["telling"]))
