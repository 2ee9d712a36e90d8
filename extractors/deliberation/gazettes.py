"""Where the acts of a préfecture's gazette begin and end.

Each has a number of its own, told again on every page, or a title that the table of contents has told before.
"""

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise

from extractors.deliberation.spans import Span, find_spans
from extractors.deliberation.words import words
from extractors.text.source import Source

_GAZETTE = "recueil"
_HEAD = 5000
# Département, day, rank: "19-2021-10-22-00007".
_NUMBER = re.compile(r"(?<![\w-])\d[\dab]\d?-20\d\d-[01]\d-[0-3]\d-\d{5}(?!\d)")
_LINE = re.compile(r"(?:^|\n) *(?=[^\W\d_][^\n]{15})")  # longer than "ARRÊTE :", which is no title
_BODY = 400  # characters: an entry of the table of contents has fewer
_TITLE_LINES = 6
_FOOT = 150  # characters at most from the number to the end of its page
_KEY = 40  # characters that tell one title from another
_PAGE_HEAD = 300  # characters at most of what stands at the top of a page above the title of an act


def find_gazette_spans(source: Source) -> list[Span]:
    r"""Find the acts of a gazette, in order; none in a text that is no gazette.

    >>> acts = "".join(f"19-2021-10-22-0000{n}\n{'Article 1. ' * 40}\n" for n in (1, 2))
    >>> text = "RECUEIL DES ACTES\n19-2021-10-22-00001 - Circulation\n" + acts
    >>> [text[slice(*span.number)] for span in find_gazette_spans(Source(text))]
    ['19-2021-10-22-00001', '19-2021-10-22-00002']
    """
    if _GAZETTE not in source.folded[:_HEAD]:
        return []
    runs: list[re.Match[str]] = []
    for found in _NUMBER.finditer(source.folded):
        if not runs or found.group() != runs[-1].group():
            runs.append(found)
    bounds = [*(_opening(source, found.start()) for found in runs), len(source.text)]
    longest: dict[str, Span] = {}
    for found, (start, end) in zip(runs, pairwise(bounds), strict=True):
        known = longest.get(found.group())
        if end - start > (known.end - known.start if known else _BODY):
            longest[found.group()] = Span(start, end, found.span(), True)
    if longest:
        return sorted(longest.values())
    titled = _titled(source)
    # Those of a département's gazette are deliberations, with a few orders between them.
    return titled if len(titled) > len(find_spans(source)) else []


def _titled(source: Source) -> list[Span]:
    """Find the acts of a gazette without numbers of its own: their titles stand in the table of contents before."""
    # Titles in the table of contents may run on to each other as the lines of a paragraph do.
    told = Counter(_key(source, line) for line in _lines(source, source.text))
    again = [(key, line) for line in _lines(source, source.folded) if told[key := _key(source, line)] > 1]
    bounds = [*(_top(source, line) for _, line in again), len(source.text)]
    longest: dict[str, Span] = {}
    for (key, _), (start, end) in zip(again, pairwise(bounds), strict=True):
        known = longest.get(key)
        if end - start > (known.end - known.start if known else _BODY):
            longest[key] = Span(start, end, None, True)
    return sorted(longest.values())


def _lines(source: Source, text: str) -> list[int]:
    """Return where lines of a text begin that may be the title of an act."""
    lines = (match.end() for match in _LINE.finditer(text))
    return [line for line in lines if _opens_act(source, line)]


def _key(source: Source, line: int) -> str:
    """Return what tells the title on a line from others."""
    return " ".join(source.folded[line : line + _KEY * 2].split())[:_KEY]


def _opens_act(source: Source, line: int) -> bool:
    return source.text[line].isupper() and words().gazette_title.match(source.folded, line) is not None


def _top(source: Source, line: int) -> int:
    """Return where the page of a title begins, if no more than the name of who issues the act stands above it."""
    index = bisect_right(source.pages, line)
    page = source.pages[index - 1] if index else 0
    above = source.text[page:line]
    return page if index and len(above) < _PAGE_HEAD and ". " not in above and ".\n" not in above else line


def _opening(source: Source, number: int) -> int:
    """Return where the act with this number begins: at its title if that stands right above, else at its line.

    A number at the foot of a page is that of the whole page.
    """
    text = source.text
    opening = line = text.rfind("\n", 0, number) + 1
    index = bisect_right(source.pages, line)
    page = source.pages[index - 1] if index else 0
    page_end = source.pages[index] if index < len(source.pages) else len(text)
    if index and page_end - number < _FOOT and not _NUMBER.search(source.folded, page, line):
        return page
    for _ in range(_TITLE_LINES):
        end, line = line - 1, text.rfind("\n", 0, max(0, line - 1)) + 1
        if end <= page or line < page or text[line:end].rstrip().endswith((".", ";", ":")):
            break
        if _NUMBER.search(source.folded, line, end):
            break
        if text[line].isupper() and words().gazette_title.match(source.folded, line, end):
            opening = line
    return opening
