"""The issue of a magazine that a page is from: in its title, its imprint, or the running foot or head of the page."""

import re
from typing import Literal

from extractors.dates.mentions import Mention
from extractors.text.source import Source

# A season, or two months, say no day or month of publication, only when the news is from.
IssueRole = Literal["published", "season"]

# "LE MAG DU VAR – N° 12 – JANVIER 2021"
_ISSUE = re.compile(
    r"(?:[^.!?:]{0,80}\b(?:mag|magazine|journal|bulletin|gazette|lettre|hebdo|hebdomadaire|revue"
    r"|(?:bi|tri)?(?:mensuel|mestriel)|numero \d+|n ?[°o] ?\d+)\b"
    r"[^.!?:a-z]{0,12}(?:[a-z]{3,9} ?[-–/] ?)?)"
)
# "Lettre d'information du Conseil départemental — 2 juillet 2021"
_LETTER = re.compile(
    _ISSUE.pattern + r"(?:[^.!?:,]{2,90} ?[-–—|•·*] *)?|n ?[°o] ?\d{3,5} du "
)  # "N° 3248 du 11 mars"
# "Janvier 2021 · n° 57", "Février 2022 | Le magazine du Département"
_BEHIND = re.compile(
    r" ?[-–—|•·,/(] ?(?:(?:le|notre) )?(?:n ?[°o] ?\d+|numero \d+|mag(?:azine)?\b|journal\b|bulletin\b|lettre d)"
    r"[^.!?]{0,90}"
)
# "Infolettre de décembre 2023", "La lettre des partenaires, octobre 2021": by the name of a letter alone.
_OF_MONTH = re.compile(
    r"(?:l[ae]s? |l'|notre )?"
    r"(?:(?:info|e-|news)?lettre(?! de (?:mission|cadrage|intention|engagement|motivation|commande))|newsletter"
    r"|bulletin(?! officiel)|tract|mag(?:azine)?|journal(?! officiel)|gazette|breves|flash(?:[ -]infos?)?|actus?)\b"
    r"[^.!?:;,\d]{0,60}?(?:,| [-–—|•·(]| de| d'| du mois d[e'])? ?(?:[a-z]{3,9} ?[-–/] ?)?"
)
# "LOUVIERS INFOS – mai 2024 – p. 8": whatever it is called, it has pages.
_ANY_NAME = re.compile(r"[^.!?:,;\d]{3,60}? [-|•·] ")
_PAGED = re.compile(r" ?[-|/,•·] ?p(?:ages?|\.)? ?\d{1,3} ?")
# "La lettre de la communauté de communes", and below it "Janvier 2022"
_NAME_ABOVE = re.compile(
    r"(?:[^.!?:;,]{0,40} - )?(?:l[ae] |l'|votre |notre )?"
    r"(?:mag(?:azine)?|journal(?! officiel)|bulletin(?! officiel)|gazette|(?:info|e-|news)?lettre"
    r"(?! de (?:mission|cadrage|intention|engagement|motivation|commande))|newsletter|revue|tract)\b[^.!?:;\d]{0,60}"
)
_TOP_BLOCKS = 3  # at the top, in which it may stand
# "Imprimé sur papier certifié, tirage 35 000 ex. — mars 2021": the imprint at the foot of a page.
_IMPRINT = re.compile(
    r"(?:[^.!?]{0,120}\b(?:tirage|imprim\w+|depot legal|issn|numero \d+|n ?[°o] ?\d+|parution|magazine"
    r"|journal|lettre)\b[^!?]{0,80}?[-–—,:|(•·] ?)?(?P<first>[a-z]{3,9} ?(?:[-–/&]|et) ?)?"
)
_PAGE = re.compile(r"[ .)|•·,-]*(?:p(?:age|\.)? ?\d{1,3})?[ .)|]*")


def title_of_issue(source: Source, mention: Mention, index: int, left: str, right: str) -> IssueRole | None:
    """Tell what a month or season is as that of an issue, by the words around it at the top of the page.

    >>> from extractors.dates.grammar import find_mentions
    >>> source = Source("LE MAG DU VAR – N° 12 – JANVIER 2021")
    >>> (month,) = find_mentions(source)
    >>> title_of_issue(source, month, 0, source.folded[: month.start], "")
    'published'
    """
    # "Bulletin officiel du Département – novembre 2022" heads acts of several sessions.
    title = _ISSUE if source.pages and "bulletin" in left else _LETTER
    if (line := source.text.find("\n", mention.end, mention.end + len(right))) >= 0:
        right = right[: line - mention.end]
    named = (
        (len(right.strip()) < 20 and title.fullmatch(left))
        or (_PAGED.fullmatch(right) and _ANY_NAME.fullmatch(left))
        or (not left and not right and _is_named_above(source, index))
        or (not left and _BEHIND.fullmatch(right))
        or (not right.strip(" .)|") and _OF_MONTH.fullmatch(left))
    )
    if not (named and opens_page(source, index)):
        return None
    return "season" if mention.form == "part" else "published"


def _is_named_above(source: Source, index: int) -> bool:
    above = source.blocks[index - 1] if index else None
    return above is not None and _NAME_ABOVE.fullmatch(source.folded, above.start, above.end) is not None


def names_issue(left: str) -> bool:
    """Whether the folded words before a date name a letter or magazine.

    >>> names_issue("lettre d'information du departement - ")
    True
    """
    return _LETTER.fullmatch(left) is not None


def tells_page(right: str) -> bool:
    """Whether nothing but the number of the page follows a date: "N° 1874 – Vendredi 29 mars 2024 | – 5".

    >>> tells_page(" - 5")
    True
    """
    return _PAGE_BEHIND.fullmatch(right) is not None


def opens_page(source: Source, index: int) -> bool:
    """Whether a block is one of the first of the main text, whatever menu stands above it.

    >>> opens_page(Source("LE MAG DU VAR"), 0)
    True
    """
    return any(index == first for first, _ in source.main_blocks[:_TOP_BLOCKS])


def imprint(source: Source, mention: Mention, index: int) -> IssueRole | None:
    """Tell what a month at the foot of a text is as when it was printed: alone on its line, or in the imprint.

    >>> from extractors.dates.grammar import find_mentions
    >>> source = Source("Imprimé à Gap, tirage 35 000 ex. — mars 2021")
    >>> [imprint(source, mention, 0) for mention in find_mentions(source)]
    ['published']
    """
    block = source.blocks[index]
    start = max(block.start, source.text.rfind("\n", block.start, mention.start) + 1)
    stop = source.text.find("\n", mention.end, block.end)
    after = source.folded[mention.end : block.end if stop < 0 else stop]
    dated = _PAGE.fullmatch(after) and _IMPRINT.fullmatch(source.folded, start, mention.start)
    if not dated:
        return None
    return "season" if dated["first"] else "published"


# "14 | Le magazine du Département | n° 187 – | mars 2023", "La lettre du Lot, n° 12 (| mai 2021"
_RUNNING = re.compile(
    r"(?:(?:p(?:age|\.)? ?)?\d{1,3} ?[-|/•·] ?)?[^.!?:|•·]{0,40}(?:[,|•·-] ?)?[^.!?:]{0,40}"
    r"\b(?:mag|magazine|journal|bulletin|gazette|lettre|revue|mensuel|trimestriel)\b[^.!?:]{0,70}"
    r"\b(?:n ?[°o]|numero) ?\d{1,4} ?[-|/,•·(] ?"
)
_PAGE_BEHIND = re.compile(r" ?\)? ?(?:[-|/,•·] ?(?:p(?:age|\.)? ?)?\d{1,3})? ?")


def runs_with_issue(source: Source, mention: Mention) -> bool:
    """Whether a month ends a line of a page that tells of which issue of a magazine it is.

    >>> from extractors.dates.grammar import find_mentions
    >>> source = Source("14 | Le magazine du Lot | n° 187 – mars 2023")
    >>> [runs_with_issue(source, mention) for mention in find_mentions(source)]
    [True]
    """
    index = source.block_index(mention.start)
    if index is None or mention.year is None or mention.form != "month":
        return False
    block = source.blocks[index]
    before = _RUNNING.fullmatch(source.folded, block.start, mention.start)
    return before is not None and _PAGE_BEHIND.fullmatch(source.folded, mention.end, block.end) is not None
