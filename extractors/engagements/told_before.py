"""Measures told before the sentence that says whose they are: "Un bus, dix places. Voilà ce que prévoit le contrat"."""

import re

from extractors.engagements.brought_about import is_abstract
from extractors.engagements.commitments import Commitments
from extractors.engagements.cues import cues
from extractors.engagements.enumerated import bare_enumeration, enumerated
from extractors.engagements.pieces import Bounds
from extractors.text.anchors import Phrases
from extractors.text.source import Source

_LEADS = Phrases("voila ce qu", "c'est ce qu", "voila, en resume, ce qu", "tel est le contenu")
_SAYS = re.compile(
    r"(?:voila(?:, [a-z ]{3,20},)?|c'est)(?: la| donc| concretement)? ce qu(?:e |'|i )[^.;:?!]{0,40}?"
    r"\b(?:conti(?:ent|endra)|prevoi(?:t|ra)|finance(?:ra)?|comporte(?:ra)?|comprend(?:ra)?|permet(?:tra)?"
    r"|apporte(?:ra)?|change(?:ra)?|propose(?:ra)?)\b|tel est le contenu d"
)
_NEGATED = re.compile(r" n(?:e |')")
# "Côté prévention : un bus, dix places."
_THEME = re.compile(
    r"(?:cote|pour|sur|en matiere d[eu]s?|au chapitre|au rayon) ?[^.,;:?!\d]{3,40}(?: ?: |, )"
)
_FEWEST, _MOST = 2, 6  # measures; sentences before


def add_told_before(source: Source, found: Commitments) -> None:
    """Take the measures that stand, without a verb, right before a sentence that says the contract holds them.

    >>> source = Source("Un bus à Gap, dix places. Côté soins : un relais. Voilà ce que prévoit le contrat.")
    >>> found = Commitments()
    >>> add_told_before(source, found)
    >>> [action.text for action in found.actions]
    ['Un bus à Gap', 'dix places', 'un relais']
    """
    for start in _LEADS.starts(source):
        index = source.sentence_index(start)
        if index is None:
            continue
        sentence = source.sentences[index]
        says = _SAYS.match(source.folded, sentence.start, sentence.end)
        if (
            says is None
            or _NEGATED.search(says.group())
            or not cues().contract.search(source.folded, sentence.start, sentence.end)
        ):
            continue
        things = _things_before(source, index, found)
        if len(things) >= _FEWEST:
            for low, high in things:
                found.add_action(source, low, high, "told before:actions", 0.7)
            found.take(source, things[0][0], things[-1][1])


def _things_before(source: Source, index: int, found: Commitments) -> Bounds:
    """Cut the sentences right before the one at `index`, in its block, that are nothing but measures."""
    things: Bounds = []
    block = source.sentences[index].block
    for place in range(index - 1, max(-1, index - 1 - _MOST), -1):
        sentence = source.sentences[place]
        if sentence.block != block or place in found.taken or source.text[sentence.end - 1] in "?!":
            break
        theme = _THEME.match(source.folded, sentence.start, sentence.end)
        start = theme.end() if theme else sentence.start
        told = enumerated(source, start, sentence.end)
        if theme and not told:  # "Côté soins : entretiens à domicile, ateliers de massage."
            told = bare_enumeration(source, start, sentence.end)
        if not told or any(_is_none(source, low) for low, _ in told):
            break
        things = told + things
    return things


# "Un peu d'espoir": no measure.
_A_BIT = re.compile(r"(?:un peu|beaucoup|de l'|du temps) ")


def _is_none(source: Source, start: int) -> bool:
    """Whether what stands there is no measure, but what is felt, or what the contract is."""
    return (
        is_abstract(source, start)
        or _A_BIT.match(source.folded, start) is not None
        or cues().not_measure.match(source.folded, start) is not None
    )
