"""Whether a text is the later pages of a contract, without those that name its parties."""

import re

from extractors.text.anchors import Phrases
from extractors.text.source import Source, once_per_source

# How a contract speaks of itself in its articles.
_ITSELF = Phrases(
    "le present contrat", "la presente convention", "le present avenant", "le present protocole"
)
_ARTICLE = re.compile(r"^article (?:(\d{1,2})(?:er|ier)?|premier|unique)\b", re.MULTILINE)
_DONE = re.compile(r"^fait (?:a|en|le)\b", re.MULTILINE)
# "CONTRAT DÉPARTEMENTAL … (extrait)", above its articles; and the day that makes it one that was signed.
_TITLED = re.compile(r"\W*(?:contrat|convention|protocole|avenant|cdppe|pacte)\b")
_DONE_ON = re.compile(
    r"^fait (?:a [^,\n]{2,40},? )?(?:en [^,\n]{2,40},? )?le (?:\d|1er|premier)", re.MULTILINE
)
_NAMED = re.compile(r"\b(?:contrat|convention|protocole|avenant|cdppe)\b")
_HEAD = 400  # characters: the running head, or what is left of the article of the page before
_DECIDED = Phrases("delibere", "decide\n", "decide :", "arrete\n", "arrete :")
# What heads the act of an assembly, which has articles too: who sat when, and its number.
_ACT_HEAD = re.compile(
    r"^ *(?:(?:extrait|registre|proces-verbal)\b|(?:seance|session|reunion) (?:du|de|pleniere|publique|ordinaire)\b"
    r"|deliberations?\b|(?:rapport|dossier) n)",
    re.MULTILINE,
)


@once_per_source
def is_excerpt(source: Source) -> bool:
    r"""Whether a text begins amid the articles of a contract, or holds its last ones and where it was signed.

    >>> is_excerpt(Source("CDPPE du Lot\n\nArticle 8 - Suivi\n\nAnnuel.\n\nArticle 9 - Durée\n\nTrois ans."))
    True
    >>> is_excerpt(Source("CDPPE du Lot\n\nArticle 1er - Durée\n\nTrois ans.\n\nArticle 2 - Suivi"))
    False
    """
    first = _ARTICLE.search(source.folded)
    if first is None:
        return False
    itself = _ITSELF.stand_in(source) or _TITLED.match(source.folded)
    if itself and _DONE.search(source.folded, first.end()):
        return True
    second = _ARTICLE.search(source.folded, first.end())
    goes_on = second is not None and int(second[1] or 1) == int(first[1] or 1) + 1 > 2
    if not goes_on or _DECIDED.stand_in(source) or _ACT_HEAD.search(source.folded, 0, _HEAD):
        return False
    return _NAMED.search(source.folded, 0, _HEAD) is not None


def is_dated_excerpt(source: Source) -> bool:
    r"""Whether a text holds articles of a contract and the day on which it was signed.

    >>> is_dated_excerpt(
    ...     Source("CDPPE du Lot\n\nArticle 8 - Suivi\n\nAnnuel.\n\nFait à Cahors, le 3 mai 2021")
    ... )
    True
    """
    return is_excerpt(source) and _DONE_ON.search(source.folded) is not None
