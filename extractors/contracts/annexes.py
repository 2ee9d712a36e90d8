"""Whether a text is by itself an annex of a contract: its maquette, its financing, its sheets of actions."""

import re

from extractors.text.anchors import Phrases
from extractors.text.source import Source, once_per_source

_ANNEX = re.compile(
    r"(?:^|\n) *annexes?(?: ?(?:n ?[°o] ?)?\w{1,3})?(?: (?:financieres?|budgetaires?))? ?[-:.]? ?(?:[a-z' ]{0,40} )?"
    r"(?:au|du|a la|de la)(?: presente?)? ?(?:contrat|convention|protocole|avenant)\b"
    r"|\bannexe\b[^.\n]{0,80}fait partie integrante d(?:u|e la|e l') ?(?:contrat|convention|protocole|avenant)"
)
# What stands at the foot of one.
_ANNEXED = re.compile(
    r"\bvue? pour etre annexee?s? (?:au|a la|a l') ?(?:presente? )?(?:contrat|convention|protocole|avenant)\b"
)
_HEAD = 1500
# What an annex calls itself in its title where it does not say "annexe au contrat" …
_ANNEX_TITLE = re.compile(
    r"(?:^|\n) *(?:annexes? ?(?:\d|\b)|maquette"
    r"|(?:plan|tableau|programme|programmation|volet|cadre|echeancier|recapitulatif|synthese)"
    r"(?: [a-z]+){0,4}? (?:de financement|financiere?"
    r"|des (?:financements|credits|contributions|participations))"
    r"|(?:budget|financement) previsionnel|repartition (?:previsionnelle )?des (?:credits|financements)"
    r"|engagements financiers|fiches?[ -]actions?\b"
    r"|[^\n]{4,90} - (?:financements?|engagements financiers|annexes?|maquette|plan de financement)\b)"
)
# … beside the contract that it belongs to, perhaps in the running head only.
_ITS_CONTRACT = re.compile(r"\b(?:contrat|convention|protocole|avenant|cdppe)\b")
_DECIDED = Phrases("apres en avoir delibere")  # an act of an assembly, whatever sheets stand behind it
_TITLE = 400
_PAGES, _PAGE_TITLE = 6, 120
_MOSTLY = 0.4  # share of the text that stands in tables


@once_per_source
def is_annex(source: Source) -> bool:
    r"""Whether a text is by itself an annex of a contract, and so part of what the parties agreed on.

    >>> is_annex(Source("ANNEXE FINANCIÈRE AU CONTRAT DÉPARTEMENTAL\nExercice 2021"))
    True
    """
    folded, head = source.folded, source.folded[:_HEAD]
    # Both patterns hold the word, and few texts do.
    if "annexe" in folded and (_ANNEX.search(head) or _ANNEXED.search(folded, max(0, len(folded) - _HEAD))):
        return True
    title = head[:_TITLE]
    return (
        _is_mostly_tables(source)
        and not _DECIDED.stand_in(source)
        and _ITS_CONTRACT.search(title) is not None
        and (_ANNEX_TITLE.search(title) is not None or _heads_a_page(source))
    )


def _heads_a_page(source: Source) -> bool:
    """Whether one of the next pages, each with a table, has the title of an annex: recognition may spoil the first."""
    folded = source.folded
    return any(_ANNEX_TITLE.search(folded[start : start + _PAGE_TITLE]) for start in source.pages[1:_PAGES])


def _is_mostly_tables(source: Source) -> bool:
    """Whether tables, or forms with a label before a tab, hold a good part of the text."""
    tabbed = "\t" in source.text
    rows = (b for b in source.blocks if b.kind == "cell" or (tabbed and "\t" in source.text[b.start : b.end]))
    return sum(block.end - block.start for block in rows) > _MOSTLY * len(source.folded)
