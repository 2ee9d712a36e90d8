"""Whom a pronoun that signs stands for: "La préfète Anne Roy est venue. Elle a signé"."""

import re
from collections.abc import Sequence

from extractors.contracts.acts import Act
from extractors.parties.bodies import find_groups
from extractors.people.figures import Figure
from extractors.people.signing_rows import Cast, without_beside
from extractors.text.source import Sentence, Source

_PRONOUN_ONE = re.compile(
    r"\b(?:il(?! (?:s'est agi|a fallu|est temps|faut)\b)|elle|celui-ci|celle-ci|ce dernier|cette derniere)\b"
)
_PRONOUN_MANY = re.compile(
    r"\b(?:ils|elles|tous|toutes|les (?:deux|trois|quatre|cinq|six)|chacun|ensemble)\b"
)

_TAKEN_UP = re.compile(r"\bqu'(?:ils|elles) (?:[a-z']+ ){0,2}$")


def antecedents(source: Source, lead: str, sentence: Sentence, act: Act, cast: Cast) -> list[Figure]:
    """Return the figures that a pronoun subject stands for: those of the sentence before.

    >>> from extractors.contracts.acts import find_acts
    >>> from extractors.people.figures import figures_of
    >>> source = Source("Anne Roy a reçu l'aide de Luc Blanc. Elle a signé.")
    >>> (act,), (_, last) = find_acts(source), source.sentences
    >>> found = antecedents(source, "elle ", last, act, Cast(figures_of(source)))
    >>> [figure.name.family for figure in found]
    ['Roy']
    """
    index = source.sentence_index(sentence.start)
    if not index:
        return []
    words = lead + source.folded[act.start : act.end]  # "ils ont tous deux signé"
    many = _PRONOUN_MANY.search(lead) or source.folded[act.start : act.end].startswith("ont")
    if not (many or _PRONOUN_ONE.search(lead)):
        return []
    if not _PRONOUN_MANY.search(lead) and any(
        not g.preposition for g in find_groups(source, sentence.start, act.start)
    ):
        return []  # "Le Département et l'État ont signé": these themselves
    if (taken := _TAKEN_UP.search(lead)) and len(
        {k for g in find_groups(source, sentence.start, sentence.start + taken.start()) for k in g.kinds}
    ) > 1:
        return []  # "payé par l'État et le Département dans le cadre du contrat qu'ils ont signé"
    for previous in reversed(source.sentences[max(0, index - 2) : index]):
        there = cast.between(previous.start, previous.end)
        if there:
            kept = without_beside(source, there, previous.start)
            if not many:
                return ([f for f in kept if not _is_complement(source, f)] or kept)[:1]
            return _so_many(source, words, index, kept, cast) or kept
    return _so_many(source, words, index, [], cast)


_COUNTED = re.compile(r"\b(?:tous|toutes|les|l'un et)(?: les)? (?P<number>deux|trois|quatre|l'autre)\b")
_NUMBERS = {"deux": 2, "l'autre": 2, "trois": 3, "quatre": 4}
_SPOKEN_BEFORE = 16  # sentences in which each of so many may have been quoted


def _so_many(source: Source, words: str, index: int, last: Sequence[Figure], cast: Cast) -> list[Figure]:
    """Return the last so many who were named with a role before sentence `index`, where the last one names fewer.

    "Anne Roy, préfète : « … »", then "Luc Blanc, président : « … »", then "Tous deux ont signé".
    """
    counted = _COUNTED.search(words)
    number = _NUMBERS[counted["number"]] if counted else 0
    if len(last) >= number:
        return []
    start = source.sentences[max(0, index - _SPOKEN_BEFORE)].start
    told = [f for f in cast.between(start, source.sentences[index].start) if f.name and f.roles]
    return told[-number:] if len(told) >= number else []


# "L'histoire d'Anne Roy, c'est la préfète, Léa Petit, qui l'a racontée. Elle a signé"
_COMPLEMENT = re.compile(r"\b(?:d[eu]|d'|a|au|avec|par|pour|chez|selon)(?: ?(?:la |l'|m\. |mme ))?\s?$")


def _is_complement(source: Source, figure: Figure) -> bool:
    """Whether a figure stands behind a preposition, so that no pronoun in the next sentence takes it up."""
    return _COMPLEMENT.search(source.folded, max(0, figure.start - 14), figure.start) is not None
