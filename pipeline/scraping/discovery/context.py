"""What stands around a link that says nothing itself: "Télécharger" in a row of a table, below a heading."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.scraping.relevance import says_nothing

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A box with more characters than these is of several links; it is looked for so many steps outwards.
_BOX, _STEPS = 600, 6
# What is one thing, however many links it has; any other box with several links is a list.
_ROWS = frozenset(["li", "tr", "article", "dd"])
_BEYOND = frozenset(["body", "html", "main", "-undef"])


class Surroundings:
    """What stands around the links of a page, found for all of them in one go.

    Parameters
    ----------
    tree : LexborHTMLParser
        The page.
    links : str
        Selector of the links.

    Examples
    --------
    >>> page = "<h2>Séance du 3 mai</h2><ul><li>Contrat enfance <a>PDF</a></li><li><a>PDF</a></li></ul>"
    >>> tree = LexborHTMLParser(page)
    >>> around = Surroundings(tree, "a")
    >>> [around.of(node) for node in tree.css("a")]
    ['Contrat enfance PDF Séance du 3 mai', 'Séance du 3 mai']
    """

    def __init__(self, tree: LexborHTMLParser, links: str) -> None:
        self._links = links
        self._texts: dict[int, str | None] = {}
        self._headings: dict[int, str] = {}
        heading = ""
        # In the order of the page.
        for node in tree.css(",".join([*_HEADINGS, links])):
            if node.tag in _HEADINGS:
                heading = text_of(node)
            self._headings[node.mem_id] = heading

    def of(self, node: LexborNode) -> str:
        """Return the text of the smallest box around a link that says something, and the heading above."""
        return " ".join(filter(None, [self._box(node), self._headings.get(node.mem_id)]))

    def _box(self, node: LexborNode) -> str:
        here = node.parent
        for _ in range(_STEPS):
            if here is None or here.tag in _BEYOND:
                break
            # Each box once: a list can have thousands of links.
            if here.mem_id not in self._texts:
                self._texts[here.mem_id] = self._said(here)
            found = self._texts[here.mem_id]
            if found is None:
                break
            if found and not says_nothing(found):
                return found
            if here.tag in _ROWS:
                break
            here = here.parent
        return ""

    def _said(self, box: LexborNode) -> str | None:
        """Return what a box says of its links, empty where it says nothing of all of them; None if it is too large."""
        text = text_of(box)
        if len(text) > _BOX:
            return None
        return text if box.tag in _ROWS or len(box.css(self._links)) == 1 else ""


def text_of(node: LexborNode) -> str:
    """Return what an element says, on one line."""
    return " ".join(node.text(separator=" ").split())
