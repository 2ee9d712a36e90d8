"""Days at the foot of a text that tell when it was written: "(3 mai 2021)", "L'Écho du Lot, 3 mai 2021"."""

import re

from extractors.dates.mentions import Mention
from extractors.text.source import Source

_PAPERS = (
    r"(?:afp|voix|echos?|courrier|progres|depeche|journal|gazette|republique|republicain|telegramme|ouest[ -]france"
    r"|sud[ -]ouest|montagne|dauphine|parisien|presse|tribune|eveil|independant|populaire|bien public|quotidien|hebdo)"
)
# "L'Écho du Lot – ", "(", "J. D. – ": which paper, or who wrote it, and when.
_BEFORE = re.compile(
    rf"(?:source ?: ?|\()?(?:l[ae]s? |l')?(?:[a-z'-]+ ){{0,3}}?{_PAPERS}\b(?: [a-z'-]+){{0,4}} ?[-–—,(|] ?(?:le )?"
    r"|\(|(?:[a-z]{1,2}\.[ -]?){1,4} ?(?:\([^)]{1,30}\) ?)?[-–,(] ?(?:le )?"
)
_ACRONYM = re.compile(r"[A-Z]{2,5} ?[-–—,(|] ?(?:le )?")  # "JHM – "
# "28/06/2024" is the last line, below a sentence; "Le 28 juin 2024" is how an act ends.
_STOPS = '.!…»)"'
_BLOCKS = 3  # at the end, in which it may stand


def foot_blocks(source: Source) -> set[int]:
    """Return the indices of the last blocks of the main text; none of paged ones, whose foot is that of each page.

    >>> foot_blocks(Source("Un contrat.")), foot_blocks(Source(""))
    ({0}, set())
    """
    return set() if source.pages else {index for index, _ in source.main_blocks[-_BLOCKS:]}


def is_written_at(source: Source, mention: Mention, index: int, left: str, right: str) -> bool:
    """Whether a day at the foot is when the text was written: in brackets, behind a paper or initials, or alone.

    `left` and `right` are what stands before and behind it in its block, `index`.

    >>> from extractors.dates.grammar import find_mentions
    >>> source = Source("L'Écho du Lot, 3 mai 2021")
    >>> is_written_at(source, find_mentions(source)[0], 0, "l'echo du lot, ", "")
    True
    """
    if right.strip(" .)"):
        return False
    if _BEFORE.fullmatch(left):
        return True
    start = source.blocks[index].start
    last = not right and all(not block.main for block in source.blocks[index + 1 :])
    if not last:
        return False
    if left:
        return _ACRONYM.fullmatch(source.text, start, mention.start) is not None
    return source.text[source.blocks[index - 1].end - 1] in _STOPS
