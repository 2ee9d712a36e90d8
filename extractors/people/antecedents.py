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

# "Depuis, | les partenaires l'ont contresigné à leur tour": others than those of the sentence before.
_OTHERS_TOO = re.compile(
    r"\bles (?:autres )?(?:partenaires|signataires|institutions|communes|maires|elus|acteurs)\b.*"
    r"\b(?:contresign|a leur tour|egalement)|\b(?:les|d'|des) autres "
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
    if not _PRONOUN_MANY.search(lead) and _OTHERS_TOO.search(lead + source.folded[act.start : act.end + 20]):
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
                agreeing = [f for f in there if not _is_of_other_gender(source, f, lead)]
                kept = [f for f in kept if f in agreeing] or agreeing or kept
                return ([f for f in kept if not _is_complement(source, f)] or kept)[:1]
            return _so_many(source, words, index, kept, cast) or kept
    return _so_many(source, words, index, [], cast)


def whose_signature(source: Source, sentence: Sentence, act: Act, cast: Cast) -> list[Figure]:
    """Return whose "sa signature" is: "La ministre, Mme A, est venue. Le pacte porte sa signature et celle de B".

    >>> from extractors.contracts.acts import find_acts
    >>> from extractors.people.figures import figures_of
    >>> source = Source("La préfète, Anne Roy, est venue. Le contrat porte sa signature.")
    >>> (act,), (_, last) = find_acts(source), source.sentences
    >>> [figure.name.family for figure in whose_signature(source, last, act, Cast(figures_of(source)))]
    ['Roy']
    """
    index = source.sentence_index(sentence.start) or 0
    before = source.sentences[max(0, index - 1)].start
    pronoun = "elle " if _HER.search(source.folded, before, sentence.start) else "il "
    return antecedents(source, pronoun, sentence, act, cast)


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


# What tells that somebody is a woman, or a man: the title, the form of the role.
_SHE = re.compile(
    r"\b(?:mme|madame|la (?=maire|ministre))|(?:prefete|presidente|directrice|deleguee|adjointe|elue|trice|iere)\b"
)
_HE = re.compile(
    r"\b(?:m\.|monsieur|le (?=maire|ministre)|prefet|president|directeur|delegue|adjoint|elu|recteur)(?!\w)"
)
_HER, _HIM = (
    re.compile(r"\b(?:elle|celle-ci|cette derniere)\b"),
    re.compile(r"\b(?:il|celui-ci|ce dernier)\b"),
)


def _is_of_other_gender(source: Source, figure: Figure, lead: str) -> bool:
    """Whether a pronoun in `lead` cannot stand for a figure: "elle" for "Éric Roy, préfet"."""
    words = source.folded[max(0, figure.start - 10) : figure.end]
    if _HER.search(lead):
        return _HE.search(words) is not None and _SHE.search(words) is None
    return _HIM.search(lead) is not None and _SHE.search(words) is not None and _HE.search(words) is None
