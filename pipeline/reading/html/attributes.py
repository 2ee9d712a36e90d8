"""What the attributes of an element say of it, whatever it is called: hidden or not, the cells it takes, its number."""

import re

Attributes = dict[str, str | None]

_MOST_SPANNED = 200  # rows or columns that one cell can take
_HIDDEN_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def is_hidden(attributes: Attributes) -> bool:
    """Tell whether a browser shows nothing of an element.

    >>> is_hidden({"style": "color: red; display:none"}), is_hidden({"hidden": "until-found"})
    (True, False)
    """
    if "style" in attributes and _HIDDEN_STYLE.search(attributes["style"] or ""):
        return True
    if "hidden" in attributes:
        return attributes["hidden"] != "until-found"
    return attributes.get("aria-hidden") == "true"


# Links that lead nowhere else: footnotes, tables of contents, addresses.
_INNER_LINKS = ("#", "mailto:", "tel:")


def leads_on(target: str | None, *, in_heading: bool) -> bool:
    """Tell whether a link leads to another page; one in a heading that runs a script unfolds what is below.

    >>> leads_on("/actus", in_heading=False), leads_on("#note", in_heading=False)
    (True, False)
    >>> leads_on("javascript:void(0)", in_heading=True)
    False
    """
    if not target or target.startswith(_INNER_LINKS):
        return False
    return not (in_heading and target.startswith("javascript:"))


def first_number(attributes: Attributes) -> int:
    """Return the number with which a list begins.

    >>> first_number({"start": "4"}), first_number({})
    (4, 1)
    """
    start = attributes.get("start")
    return int(start) if start and start.isdecimal() and len(start) < 5 else 1


def spanned(attributes: Attributes) -> tuple[int, int]:
    """Return how many rows and columns a cell takes.

    >>> spanned({"colspan": "3"}), spanned({"rowspan": "zwei", "colspan": "100000"})
    ((1, 3), (1, 200))
    """

    def count(name: str) -> int:
        value = attributes.get(name) or "1"
        return min(max(1, int(value)), _MOST_SPANNED) if value.isdecimal() and len(value) < 7 else 1

    return count("rowspan"), count("colspan")
