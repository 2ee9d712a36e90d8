"""Contracts of others that a text speaks of: the one before, a neighbour's, those of all départements."""

import re
from bisect import bisect_right

from extractors.contracts.mentions import Mention
from extractors.contracts.objects import Step
from extractors.contracts.predecessors import SUCCEEDS
from extractors.text.anchors import Anchored, Phrases
from extractors.text.calendar_names import MONTHS
from extractors.text.gated import Gated
from extractors.text.source import Sentence, Source, once_per_sentence, once_per_source
from extractors.text.teasers import is_in_teaser
from pipeline.assembly.report import Report

# The same sentence speaks of another contract than the one that is reported: one before it, or one of others.
_ANOTHER = Anchored(
    (
        *(r"precedent\w*", "fait suite a", "font suite a", "prend(?:ra)? la suite", r"succed\w+ (?:a|au)"),
        *(r"remplac\w*", "celui (?:signe|conclu)", "celle (?:signee|conclue)", r"n'est pas concerne\w*"),
        *("pour memoire", r"abroge\w*", "ancien(?:ne)? (?:contrat|convention)", "etait arrive a echeance"),
        *("arrivee? a (?:son )?(?:terme|echeance)", "a pris fin", "du premier contrat"),
        r"cesse de (?:produire (?:ses|leurs) effets|s'appliquer|courir)",
        *("contrat initiale?", "convention initiale?", "texte initiale?", "premier avenant"),
    )
)
# Contracts of others, told in general: "trente départements ont signé", "les départements voisins".
_GENERAL = re.compile(
    r"\b(?:(?:\d{2,3}|trente|quarante|cinquante|soixante|soixante-dix|quatre-vingts?|"
    r"plusieurs|d'autres|tous les|la plupart des|la moitie des|les autres|ces|"
    r"leurs?) (?:premiers |autres |nouveaux )?(?:departements|collectivites|"
    r"conseils departementaux)"
    r"|departements (?:voisins|signataires|volontaires)|les departements(?! (?:de|du|des)\b| d')"
    r"|dans (?:d'autres|plusieurs|"
    r"certains) departements|voisins?)\b"
)
_OTHERS = Phrases("departements", "collectivites", "conseils departementaux", "voisin")
_SUBJECT_REACH = 40  # characters from those others to what they do
_WITH_WHOM = 30  # characters behind a contract's name: "la contractualisation avec les départements"


# "ont paraphé le contrat, qui prend la suite de celui de 2015": the sentence is on the new one. And people come one
# after another to sign it: "ils se sont succédé à la table".
_REPLACES = (
    r" (?<!est )(?<!sont )(?<!ete )(?<!etre )(?<!sera )"
    r"(?:remplace(?:ra)?|succede(?:ra)? au?|prend(?:ra)? la suite d[eu']|fait suite au?)\b"
)
_AFTERTHOUGHT = re.compile(
    rf"{SUCCEEDS.pattern}|\bse (?:sont )?succed\w+ "
    # "le vice-président, qui remplaçait son président": a person
    r"|\bremplac\w* (?:l[ae] |l'|son |sa |m\. |mme )(?:(?:sous-)?prefete?|(?:vice-)?presidente?|direct(?:eur|rice)"
    r"|maire|ministre|rect(?:eur|rice))\b"
    # "Signé le 3 mai à Guéret, le contrat | remplace celui de 2015", "Le contrat de ville | succède à celui de 2015"
    rf"|(?<=signe)e?\b[^.;:]{{3,200}}?{_REPLACES}[^.;]*"
    rf"|^\W*(?:l[ae] |l'|ce |cette )(?:nouve\w+ )?(?:contrat|convention|pacte|accord|protocole|crte|ctg|cdppe)\b"
    rf"[^.;:]{{0,120}}?{_REPLACES}(?![^.;]*\b(?:signe|conclu))[^.;]*"
    # "Après un premier contrat arrivé à terme en décembre, ils ont signé …"
    r"|^\W*(?:apres|au terme d|a l'issue d|dans la foulee d)[^,.;:]{4,90}, "
)


# "signée en 2019 et prorogée par avenants, elle est arrivée à son terme": these are no news.
_PROLONGED = re.compile(
    r"\b(?:proro|prolong|reconduit|modifi|complet)\w*(?: (?:a deux reprises|depuis|deux fois))? par "
    r"(?:voie d'|(?:deux|trois|plusieurs|un|des) )?avenants?\b"
)


@once_per_sentence
def is_of_another(source: Source, sentence: Sentence) -> bool:
    """Whether a sentence speaks of another contract than the one that is reported: the one before it, a neighbour's.

    So does the headline of another article.
    """
    return _tells_of_another(source, sentence.start, sentence.end) or is_in_teaser(source, sentence.start)


def _tells_of_another(source: Source, start: int, end: int) -> bool:
    if not _ANOTHER.search(source, start, end):
        return False
    words = _AFTERTHOUGHT.sub("", _PROLONGED.sub("", source.folded[start:end]))
    return bool(_ANOTHER.pattern.search(words)) and not re.search(r"\bnouveau|\bavenant", words)


def is_told_of_another(source: Source, place: int) -> bool:
    """Whether what stands at `place` is told of another contract: its sentence speaks of one, up to a semicolon.

    >>> source = Source("Ils étaient dix autour du premier contrat ; ils sont cinq pour celui de mardi.")
    >>> is_told_of_another(source, 20), is_told_of_another(source, 70)
    (True, False)
    """
    sentence = source.sentence_at(place)
    if sentence is None or not is_of_another(source, sentence):
        return False
    start = max(sentence.start, source.folded.rfind(";", sentence.start, place) + 1)
    end = source.folded.find(";", place, sentence.end)
    return _tells_of_another(source, start, sentence.end if end < 0 else end)


# "Un contrat triennal signé dans chaque territoire", "Chaque département signe un contrat avec l'État"
_EACH = re.compile(
    r"\b(?:(?:dans|par|avec|pour|entre l'etat et) )?chaque (?:territoire|departement|conseil departemental|prefet)\b"
    r"|\bchaque (?:contrat|convention)\b|\bune? (?:contrat|convention|departement) sur (?:deux|trois|quatre|cinq|dix)\b"
)
_EACH_REACH = 120  # characters before what is done


def is_general(source: Source, step: Step) -> bool:
    """Whether others sign: "trente départements ont signé"; not "retenu avec trente départements, l'Allier a signé"."""
    sentence = source.sentences[step.act.sentence]
    if (
        step.mention
        and step.mention.plural
        and re.search(
            r"\b(?:\d{2,}|(?:quatre-)?vingts?|trente|quarante|cinquante|soixante(?:-dix)?|cent)(?:-[a-z]+)? $",
            source.folded[: step.mention.start][-30:],
        )
    ):
        return True  # "412 contrats ont été signés"
    if _EACH.search(source.folded, max(sentence.start, step.act.start - _EACH_REACH), sentence.end):
        return True
    unnamed = step.act.form == "noun" and _UNNAMED.search(source.folded, sentence.start, step.act.start)
    if unnamed and (step.mention is None or step.mention.sentence != step.act.sentence):
        return True
    ends = _general_ends(source, sentence)
    if _AT_OTHERS.match(source.folded, sentence.start, sentence.end):
        return True
    if _IN_MANY.match(source.folded, step.act.end):
        return True
    if step.mention is not None and step.mention.plural:
        return bool(ends) or _is_recalled(source, step, sentence)
    # The nearest one: what no comma parts from the act further off is not parted nearer by.
    nearest = bisect_right(ends, step.act.start) - 1
    return (
        nearest >= 0
        and step.act.start - ends[nearest] < _SUBJECT_REACH
        and "," not in source.folded[ends[nearest] : step.act.start]
    )


# "Les quatre contrats signés | ce vendredi"
_DAY = re.compile(
    r"\b(?:hier|aujourd'hui|c(?:e|ette) [a-z]+|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    rf"|(?:\d{{1,2}}|1er) (?:{MONTHS}))\b"
)


def _is_recalled(source: Source, step: Step, sentence: Sentence) -> bool:
    """Whether contracts are told as signed by the way, and on no day: "les contrats signés en 2020 s'achèvent"."""
    bare = step.act.form == "passive" and " " not in source.folded[step.act.start : step.act.end]
    return bare and _DAY.search(source.folded, sentence.start, sentence.end) is None


# "Chez ses voisins, la Sarthe et l'Orne ont, elles, signé.", "Dans un département comparable du Nord, le contrat signé"
_AT_OTHERS = re.compile(
    r"\W*(?:chez (?:s|n|l)es voisins|dans (?:les|d'autres|plusieurs|certains) departements(?: voisins)?"
    r"|(?:dans|pour) un (?:autre departement|departement (?:voisin|comparable|semblable|similaire|limitrophe|proche))\b"
    r"[^,;:]{0,40}), "
)
# "Le contrat signé | dans trente départements"
_IN_MANY = re.compile(
    r" (?:(?:depuis|en) 20\d\d |deja |ensuite )?(?:dans|par|avec) (?:(?:tous )?les|plusieurs|certains|d'autres"
    r"|la (?:plupart|moitie) des|une [a-z]+aine de|\d{2,3}|trente|quarante|cinquante|soixante(?:-dix)?"
    r"|quatre-vingts?)(?:-[a-z]+)? (?:autres )?departements\b(?! (?:de|du|des)\b| d')"
)


# "un département d'Île-de-France où rien n'avait démarré un an après la signature": one that is not named.
_UNNAMED = re.compile(
    r"\b(?:un|tel|certains) (?:autre )?departements?\b[^.;:]{0,60} (?:ou|dont|qui)\b[^.;:]*$"
)


# "Les préfets signent, les présidents attendent"
_ALL_OF_THEM = Gated(
    r"\b(?:les|aux|des) (?:prefets|presidents (?:de departement|de conseils? departementa(?:l|ux)|des departements))\b"
    r"(?! (?:de|du)\b| d')"
)


@once_per_source
def tells_of_many(source: Source) -> bool:
    """Whether a text speaks of départements, préfets or contracts in general.

    >>> tells_of_many(Source("Trente départements sont retenus."))
    True
    >>> tells_of_many(Source("Le département est retenu."))
    False
    """
    if any(_general_ends(source, sentence) for sentence in source.sentences):
        return True
    return _ALL_OF_THEM.search(source, 0, len(source.folded)) is not None


@once_per_sentence
def _general_ends(source: Source, sentence: Sentence) -> list[int]:
    """Where the words in a sentence end that tell of the contracts of others."""
    if not _OTHERS.stand_between(source, sentence.start, sentence.end):
        return []
    return [found.end() for found in _GENERAL.finditer(source.folded, sentence.start, sentence.end)]


def is_of_all(source: Source, mention: Mention) -> bool:
    """Whether a contract is one that any may sign: "Les départements pourront conclure un avenant"."""
    sentence = source.sentences[mention.sentence]
    end = min(mention.end + _WITH_WHOM, sentence.end)
    if not _OTHERS.stand_between(source, sentence.start, end):
        return False
    return _GENERAL.search(source.folded, sentence.start, end) is not None


def told_as_earlier(source: Source, report: Report) -> list[Step]:
    """Return what had been done before that of which the text tells: "Le Lot a signé. L'Aude avait signé dès 2020"."""
    had: list[Step] = []
    done = False
    for step in report.steps:
        if step.act.form == "active" and source.folded.startswith("avai", step.act.start):
            had.append(step)
        else:
            done = done or (step.act.kind == "signed" and step.act.modality == "done")
    return had if done else []
