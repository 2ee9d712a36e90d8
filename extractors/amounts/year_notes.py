"""The year that stands beside money and not in its sentence: in a note below it, in the heading above it."""

import re
from collections.abc import Iterator, Sequence

from extractors.money.written import Mention
from extractors.text.source import Source

# "État : 2 M€. ARS : 1 M€. (Montants 2023.)": a note that closes the block tells of all the money in it.
_NOTE = re.compile(
    r"[(*] ?(?:montants?|chiffres?|donnees|credits|sommes|budgets?|exercice|annee)"
    r"(?: (?:indiques?|prevus?|annuels?|previsionnels?))?(?: (?:pour|en|de|au titre de))?(?: l'annee| l'exercice)?"
    r" (?P<year>(?:19|20)\d\d)\b[^()\d]{0,30}\)?\W*$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOTE_REACH = 80  # characters


def years_of_notes(
    source: Source, mentions: Sequence[Mention], known: Sequence[object]
) -> Iterator[tuple[int, str]]:
    """Yield which money has the year of the note that closes its block; none of what is `known`.

    >>> from extractors.money.statements import find_money
    >>> source = Source("État : 2 M€. ARS : 1 M€. (Montants 2023.)")
    >>> list(years_of_notes(source, find_money(source), [None, "2022"]))
    [(0, '2023')]
    """
    for place, (mention, time) in enumerate(zip(mentions, known, strict=True)):
        index = None if time else source.block_index(mention.core)
        block = None if index is None else source.blocks[index]
        if block is None or ")" not in source.folded[block.end - 3 : block.end]:
            continue
        note = _NOTE.search(source.folded, max(mention.end, block.end - _NOTE_REACH), block.end)
        if note and not _YEAR.search(source.folded, block.start, note.start()):
            yield place, note["year"]


# "L'État verse 2 M€. | C'est la somme qu'il a accordée pour | 2023", "Ces crédits couvrent l'année 2023"
_SUM = r"(?:somme|montant|enveloppe|aide|dotation|credit|effort|participation|contribution|subvention|financement)s?"
_SUM_FOR = re.compile(
    rf"(?:(?:c'est|voila|tel(?:le)? est) (?:l[ae] |l'|les |une? )?{_SUM}\b[^.;:,€]{{0,80}}? (?:pour|en|au titre de)"
    rf"|(?:cet?(?:te)?|ces) {_SUM}(?: [a-z]+)?"
    r" (?:(?:vaut|valent|est|sont)(?: [a-z]+ment)? (?:pour|au titre de)|porte(?:nt)? sur|(?:concern|couvr)e(?:nt)?))"
    r"(?: l'(?:annee|exercice)| la (?:seule )?annee)? (?P<year>20\d\d)\b(?! ?[-/] ?\d| (?:a|et) 20)"
)


def year_told_behind(source: Source, mention: Mention) -> str | None:
    """Return the year for which the next sentence says that a sum is; of a headline's sum the first one below.

    >>> from extractors.money.statements import find_money
    >>> source = Source("L'État verse 2 M€. C'est la somme qu'il a accordée pour 2023.")
    >>> year_told_behind(source, find_money(source)[0])
    '2023'
    """
    index = source.sentence_index(mention.core)
    if index is None or index + 1 >= len(source.sentences):
        return None
    here, behind = source.sentences[index], source.sentences[index + 1]
    if here.block != behind.block and source.blocks[here.block].kind != "heading":
        return None
    around = source.folded[here.start : mention.start] + source.folded[mention.end : here.end]
    told = None if _MONEY.search(around) else _SUM_FOR.match(source.folded, behind.start, behind.end)
    return told["year"] if told else None


_MONEY = re.compile(r"€|\beuros?\b|\bmillions?\b")
_SHORT = 60  # characters of a line that only answers the one above


def heading_above(source: Source, mention: Mention) -> tuple[int, int] | None:
    """Bounds of the heading right above a short line that money opens: "Aide de l'État en 2021", "2 M€ (DETR)"."""
    index = source.block_index(mention.core)
    if not index:
        return None
    own, above = source.blocks[index], source.blocks[index - 1]
    answers = own.start == mention.start and own.end - own.start <= _SHORT and above.kind == "heading"
    told = answers and not _MONEY.search(source.folded, above.start, above.end)
    return (above.start, above.end) if told else None
