"""Rows of people: who stands side by side as one subject or object, and who is only there."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractors.people.contract_text import BESIDE
from extractors.people.figures import Figure
from extractors.text.source import Sentence, Source

# What joins two signatories: commas, "et", the bodies that they act for; no verb.
_JOINED = re.compile(
    r"[ ,;/•·|\n-]*(?:(?:et|ainsi que|puis|avec|d'une part|d'autre part|de l'autre|"
    r"aux cotes d[eu']|comme|de meme que|enfin|conjointement avec|pour|par|represente\w*|"
    r"en la personne de|en celle de|au nom d[eu]"
    r"|l'etat|l'ars|le departement|le conseil departemental|l'agence regionale de sante|"
    r"la prefecture|la region|la caf|la ville|la metropole|de|du|des|d'|la|le|les|l'|a|en|"
    r"s'agissant|agissant|cote|part|sa|son|leurs?"
    r"|ars|etat|departement|conseil|departemental|agence|regionale|sante|collectivite|"
    r"communaute|association|caisse|allocations|familiales|m\.|mme|madame|monsieur|celles?|"
    r"\([^)]{0,40}\)|[\w'-]+ par)[ ,;:-]*){0,14}"
)
ANOTHER_VERB = re.compile(
    r"\b(?:a|ont|(?<!grand )est|sont|etait|etaient|avait|avaient) (?:\w+ ){0,2}\w+(?:e|es|ee|ees|i|is|u|"
    r"us)\b|\bqui\b|(?<!ainsi )(?<!meme )\bque\b|\bselon\b|\bdont\b"
)
# "Entourée de ses services, Anne Roy a signé": the comma closes what stands beside her.
_OPENING = re.compile(
    r"(?:^\W*|, )(?:entouree?s?|accompagnee?s?|en presence"
    r"|sous les yeux|sous le regard|devant|par delegation) [^,:;]{4,80}, "
    r"(?:(?:le|la|l'|m\.|mme|madame|monsieur) ?)*$"
    # "Photo : Anne Roy et Luc Blanc ont signé": what it shows
    r"|^\W*photos? ?: (?:(?:le|la|l'|m\.|mme|madame|monsieur) ?)*$"
)
# "Luc Blanc, délégué, pour la directrice générale Anne Roy": he signs, she does not.
_STANDS_FOR = re.compile(
    r",? ?(?:en lieu et place d[eu]|pour|au nom d[eu]|representant|qui (?:represent|remplac|supple)\w+) ?(?:l[ae] |l')?"
    r"(?:(?:prefet|president|direct(?:eur|rice)|ministre|maire)[^,;.:]{0,50} )?(?:m\. |mme )?"
)
# "le président, M. A, étant retenu à Paris"
AWAY = re.compile(
    r",? ?(?:(?:etait|etant|est|qui etait) )?(?:retenue?|empechee?|absente?|excusee?|representee? par"
    r"|souffrante?|malade|alitee?|hospitalisee?|indisponible)\b"
)


# "signé par A, qui n'a pas caché sa joie, et par B", "A, par délégation du président du Département, et B": told in
# passing of the one before.
_TELLING = re.compile(r",? (?:qui|dont|par delegation) [^,;:.\n]{3,90}, (?=et (?:par )?)")
# "les maires | des communes qui ont une crèche, à savoir | A et B": which of many are meant, and then who they are.
_WHICH = re.compile(
    r"(?P<many>,?[^,;:.\n]*?),? (?:qui|dont|ou|qu(?:e |')) ?[^;:.\n]{3,100}?"
    r"(?:[,(–-]|(?P<told>, (?:a savoir|soit|c'est-a-dire|en l'occurrence)(?: :)?|:)) ?(?:(?:m\.|mme|madame|monsieur) )?"
)
_OF_MANY = re.compile(r"\b(?:[ldsc]es|leurs|deux|trois|quatre|cinq|six|sept|huit|\d{1,2}) [^,]*$")


def _gap(source: Source, before: Figure, after: Figure) -> str:
    """Return what stands between two figures, without what is told in passing of the first."""
    gap = _TELLING.sub(", ", source.folded[before.end : after.start])
    which = _WHICH.fullmatch(gap)
    if which is None:
        return gap
    many = before.name is None and before.office is not None and before.office.plural
    told = which["told"] and _OF_MANY.search(which["many"])
    return which["many"] + ", " if many or told else gap


class Cast:
    """The figures of a text in order, found by where they stand."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.figures = figures
        self._starts = [figure.start for figure in figures]

    def between(self, start: int, end: int) -> Sequence[Figure]:
        """Return the figures that start from `start` on and before `end`."""
        return self.figures[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def subject(source: Source, before: Sequence[Figure], sentence: Sentence, verb: int) -> list[Figure]:
    """The figures joined to the nearest one before the verb; those who are away or only beside it left out."""
    if not before or _OTHER_SUBJECT.search(source.folded, before[-1].end, verb):
        return []
    before = _without_stood_for(source, before)
    group = [before[-1]]
    for figure in reversed(before[:-1]):
        gap = _gap(source, figure, group[0])
        if _JOINED.fullmatch(gap) or (len(gap) < 60 and not ANOTHER_VERB.search(gap) and not _stop(gap)):
            group.insert(0, figure)
        else:
            break
    there = [figure for figure in group if not AWAY.match(source.folded, figure.end)]
    return without_beside(source, there, sentence.start)


def _without_stood_for(source: Source, figures: Sequence[Figure]) -> list[Figure]:
    """Leave out those for whom the one before stands."""
    return [
        figure
        for index, figure in enumerate(figures)
        if not index or not _STANDS_FOR.fullmatch(source.folded, figures[index - 1].end, figure.start)
    ]


# "Le pacte de Mme A prévoit que | l'État et les départements | concluent des contrats"
_OTHER_SUBJECT = re.compile(r"\bqu(?:e |')(?:l[ae]s? |l')(?:(?!\bqu)[^,;:.])*$")
_STOP = re.compile(r"(?<!\bm)(?<!\bmm)\.|[!?\"\n]")  # "M. le président" goes on


def _stop(gap: str) -> bool:
    return _STOP.search(gap) is not None


# "Anne Roy, accompagnée de Luc Blanc (ARS), et Léa Petit ont signé": the comma closes what is said of the first.
_BACK = re.compile(r"[^,;:.]{0,40}, (?:et|ainsi que|puis) ")


def without_beside(source: Source, group: Sequence[Figure], start: int) -> list[Figure]:
    """Figures of a row up to the first one who is only there ("en présence de …"), and those behind ", et"."""
    kept: list[Figure] = []
    position = start
    aside = False
    for index, figure in enumerate(group):
        gap = _TELLING.sub(", ", source.folded[position : figure.start])
        if BESIDE.search(gap[-90:]) and not (index == 0 and _OPENING.search(gap)):
            if aside:
                break
            aside = bool(kept)
            position = figure.end
            continue
        if aside and not _BACK.match(gap):
            break
        aside = False
        kept.append(figure)
        position = figure.end
    return kept


def joined(source: Source, after: Sequence[Figure]) -> list[Figure]:
    """The first figure and those that are joined to it, up to a verb, a stop or people who are only there."""
    group: list[Figure] = []
    for index, figure in enumerate(after):
        gap = _gap(source, after[index - 1], figure) if index else ""  # the one before may be away
        if AWAY.match(source.folded, figure.end):
            continue
        if group:
            if _STANDS_FOR.fullmatch(gap):
                continue
            if (
                BESIDE.search(gap)
                or _stop(gap)
                or (not _JOINED.fullmatch(gap) and (len(gap) > 70 or ANOTHER_VERB.search(gap)))
            ):
                break
        group.append(figure)
    return group


# "Six partenaires ont signé le contrat, dont la préfète Anne Roy", "… : Anne Roy, préfète, et Luc Blanc": right before
# the first who is named.
_MANY_SIGN = re.compile(r"(?:ont|se sont|\w+ent)\b")
_AMONG = re.compile(
    r"(?:[,(–-] ?(?:dont|parmi (?:lesquel(?:le)?s|elles|eux)|au (?:nombre|rang) desquel(?:le)?s|a commencer par"
    r"|a savoir)(?: :)?|:)"
    r" ?(?:(?:l[ae]s?|m\.|mme|monsieur|madame|le docteur) ?|(?:l'etat|l'ars|la ville|le departement) \()*$"
)


def are_among(source: Source, verb: int, end: int, after: Sequence[Figure]) -> bool:
    """Tell whether figures behind a verb whose subject is many are told as some of these, or as all of them.

    >>> from extractors.people.figures import figures_of
    >>> source = Source("Ils ont signé, dont Anne Roy.")
    >>> are_among(source, 4, 13, figures_of(source))
    True
    """
    gap = source.folded[end : first_of(after)]
    among = _AMONG.search(gap)
    many = _MANY_SIGN.match(source.folded, verb, end)
    if not among or not many or BESIDE.search(gap) or ANOTHER_VERB.search(gap[: among.start()]):
        return False
    return ":" not in among.group() or len(after) > 1


def first_of(figures: Sequence[Figure]) -> int:
    """Return where the first of the figures starts, its honorific included."""
    figure = figures[0]
    return min(figure.start, figure.name.full_start) if figure.name else figure.start
