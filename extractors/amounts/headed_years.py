"""Years told once for all money below: in the heading of its section, in what the act is to settle."""

import re
from collections.abc import Sequence
from itertools import islice

from extractors.amounts.funding import Verdict
from extractors.amounts.terms import Terms
from extractors.money.written import Mention
from extractors.text.anchors import Anchored
from extractors.text.source import Source

# No budget: that of a year is what a whole body spends.
_MONEY = (
    r"(?:participations?|contributions?|credits|concours|financements?|financier|montants?|moyens|dotations?"
    r"|subventions?|apports?|engagements? financiers?|enveloppes?)"
)
_YEAR = r"(?P<year>20\d\d)\b(?! ?(?:-|/|a|et|,) ?20)"
_FOR = r"(?:(?:pour|au titre d[eu]|en|sur|de) (?:l'(?:annee|exercice) |la seule annee )?)?"
# "Le présent avenant arrête la participation de chaque partie pour l'exercice 2023."
# So does an amendment that is told in other words: "L'avenant qui vous est soumis fixe les moyens de l'année 2023."
_SETTLES = r"(?:fix|arret|determin|defini|precis|actualis|revis|ajust|reparti)"
_ACT = r"presente? (?:avenant|convention|contrat|annexe|protocole|accord)"
_SETTLED = Anchored(
    [
        rf"{_ACT}\b[^.;:]{{0,90}}?\b{_SETTLES}\w*[^.;:]{{0,60}}?",
        rf"avenant\b[^.;:€]{{0,120}}? {_SETTLES}(?:e|ent|era|eront|it|issent)\b[^.;:€\d]{{0,40}}?",
    ],
    behind=rf"\b{_MONEY}\b[^.;:€\d]{{0,90}}?\b{_FOR}{_YEAR}",
)
# "Article 3 – Financement 2023"
_HEADED = re.compile(
    rf"(?:(?!20\d\d)[^;€]){{0,60}}?\b{_MONEY}\b[^.;:€\d]{{0,40}}?\b{_FOR}{_YEAR}[^.;€\d]{{0,30}}"
)
_LONGEST_SECTION = 12  # blocks below a heading, those of a table aside


def head_years(
    source: Source, mentions: Sequence[Mention], terms: Sequence[Terms], verdicts: Sequence[Verdict]
) -> None:
    """Give money of the contract without a time of its own the year of its section, else that of the act."""
    free = [
        (mention, term)
        for mention, term, verdict in zip(mentions, terms, verdicts, strict=True)
        if verdict.role == "funding" and not (term.time or term.per_year)
    ]
    settled = _settled(source) if free else None
    for mention, term in free:
        year = _section_year(source, mention)
        if year is None and settled and settled[0] < mention.start:
            year = settled[1]
        term.time.year = year


def _settled(source: Source) -> tuple[int, str] | None:
    """Where an act says for which year it settles the money, and which; none where it tells several."""
    found = list(_SETTLED.finditer(source))
    years = {one["year"] for one in found}
    return (found[0].end(), years.pop()) if len(years) == 1 else None


def _section_year(source: Source, mention: Mention) -> str | None:
    """The year of the heading above a paragraph of money, where it tells one of money."""
    index = source.block_index(mention.core)
    if index is None or source.blocks[index].cell is not None:
        return None
    above = (source.blocks[place] for place in range(index - 1, -1, -1))
    for block in islice((block for block in above if block.cell is None), _LONGEST_SECTION):
        if block.kind == "heading":
            headed = _HEADED.fullmatch(source.folded, block.start, block.end)
            return headed["year"] if headed else None
    return None
