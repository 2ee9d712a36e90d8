"""Measures told by their rank: "La première action sera l'ouverture d'un lieu. La deuxième, un bus."."""

import re
from collections.abc import Iterator, Sequence

from extractors.contracts.mentions import Mention
from extractors.engagements.brought_about import is_abstract
from extractors.engagements.clauses import no_news
from extractors.engagements.commitments import Commitments
from extractors.engagements.cues import cues
from extractors.engagements.enumerated import enumerated
from extractors.engagements.pieces import Bounds
from extractors.engagements.spoken_of import is_told_of
from extractors.text.anchors import Phrases
from extractors.text.list_entries import INFINITIVE
from extractors.text.source import Source

_FIRST = Phrases("premier", "premiere")
_MEASURE = r"(?:mesure|action|nouveaute|initiative|operation|innovation|projet)"
# "Trois mesures sont prévues. La première …": of what the first one is.
_COUNTED = re.compile(rf"\b(?:deux|trois|quatre|cinq|six|[2-9]|plusieurs) (?:[a-z]+ )?{_MEASURE}s\b")
# "L'opposition propose deux mesures. La première …"
_NOT_THEIRS = re.compile(r"\b(?:opposition|syndicats?|collectif|associations?|riverains)\b")
_LATER = r"(?:deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme|derniere?)"
_OTHER = (
    "(?:axe|engagement|objectif|volet|pilier|priorite|orientation|chantier|ambition|defi|etape|phase|annee)"
)
_IS = (
    r"(?:(?:,? (?:c'est|ce sera)|,? (?:elle|lui|quant a (?:elle|lui)),? (?:est|sera)| est| sera| serait)"
    r"(?: (?:donc|ainsi|aussi|enfin|d'abord))?"
    r"| (?:concerne(?:ra)?|prevoit|finance(?:ra)?|portera? sur|porte sur|prend(?:ra)? la forme de?|vise(?:ra)?)"
    # "La troisième concerne l'école, avec deux éducateurs"
    r"(?: [^.,;:]{3,60}, avec(?= (?:une? |des |l[ae] |l'|[a-z]+ |\d)))?"
    r"| (?:consiste(?:ra)? |vise(?:ra)? )?a(?= [a-z]+(?:er|ir|re)\b)|(?:, [^.,;:]{3,30})? ?:|,) "
)
# "La première action sera |", "Deuxième mesure, dès mai : |", "la seconde, |"
_HEAD = re.compile(
    rf"(?:(?<=[.!?;:] )|(?<=\n)|(?<![^\n]))(?:(?:et|puis|enfin),? )?(?:l[ae] |une? |s[ao]n? |notre )?"
    rf"(?:(?P<first>premiere?)|{_LATER})(?! {_OTHER}\b)(?: (?P<thing>(?:des )?{_MEASURE}s?))?"
    rf"(?: (?!est\b|sera\b|c'est\b)[a-z']+){{0,4}}?{_IS}"
)
_TO = re.compile(r"a |de |d'")
# "La première, un bus de PMI, | démarrera en mai"
_TELLS_ON = re.compile(r", [a-z]{2,}(?:ra|ront) ")
_NEAR = 150  # characters before the first rank
_REACH = 900  # characters in which all of them are told


def add_ranked(source: Source, found: Commitments, mentions: Sequence[Mention]) -> None:
    """Take what two or more ranks, the first one that of a measure, say will be there, or will be done.

    >>> source, found = (
    ...     Source("La première action sera l'achat d'un bus. La deuxième, dix places."),
    ...     Commitments(),
    ... )
    >>> add_ranked(source, found, [])
    >>> [action.text for action in found.actions]
    ["l'achat d'un bus", 'dix places']
    """
    since, behind = min((mention.start for mention in mentions), default=0), -1
    for start in _FIRST.starts(source):
        if start < max(since, behind):
            continue
        heads = list(_heads(source, start))
        if len(heads) < 2:
            continue
        behind = heads[-1].end()
        told: Bounds = []
        for head, following in zip(heads, [*heads[1:], None], strict=True):
            index = source.sentence_index(head.start())
            if index is None or index in found.taken or not is_told_of(source, index, head):
                continue
            sentence = source.sentences[index]
            end = min(sentence.end, following.start() if following else sentence.end)
            told += _told(source, head.end(), end)
        for low, high in told:
            if found.add_action(source, low, high, "ranked:actions", 0.7):
                found.take(source, low, high)


def _heads(source: Source, start: int) -> Iterator[re.Match[str]]:
    """Yield the ranks in a block, or in blocks in a row, from the first one on, where that is of a measure."""
    index = source.block_index(start)
    sentence = source.sentence_at(start)
    if index is None or sentence is None:
        return
    begin = source.blocks[index].start
    for head in _HEAD.finditer(source.folded, sentence.start, start + _REACH):
        here = source.block_index(head.start())
        if head["first"]:
            before = source.folded[max(begin, head.start() - _NEAR) : head.start()]
            if not (head.start() <= start < head.end() and (head["thing"] or _COUNTED.search(before))):
                return
            if _NOT_THEIRS.search(before) or cues().asked.search(before) or cues().earlier.search(before):
                return
        elif head.start() < start or here is None or here > index + 1:
            return
        index = here if here is not None else index
        yield head


def _told(source: Source, start: int, end: int) -> Bounds:
    """Read what is told of one rank: new things, or something to do."""
    to = _TO.match(source.folded, start, end)
    begins = to.end() if to else start
    if INFINITIVE.match(source.folded, begins, end):
        return [(begins, end)]
    on = _TELLS_ON.search(source.folded, start, end)
    things = enumerated(source, start, on.start() if on else end)
    fits = all(
        not is_abstract(source, low)
        and not no_news().match(source.folded, low)
        and not cues().not_measure.match(source.folded, low)
        for low, _ in things
    )
    return things if fits else []
