"""What a period is the period of: a contract, the national strategy, or something else."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from extractors.contracts.mentions import in_running_head
from extractors.dates.former_contracts import had_run, is_former
from extractors.dates.one_year import ASKED
from extractors.dates.period_lines import asks_how_long, stands_alone
from extractors.dates.words import any_of, date_kinds
from extractors.facts import Period
from extractors.text.alternatives import by_letter
from extractors.text.anchors import Anchors
from extractors.text.source import Source

Subject = Literal["contract", "strategy", "other"]


class _Patterns(NamedTuple):
    anchors: Anchors
    noun: re.Pattern[str]
    stop: re.Pattern[str]
    tail_words: frozenset[str]
    tail_beginnings: tuple[str, ...]


@cache
def _patterns() -> _Patterns:
    data = date_kinds()
    nouns = "|".join(f"(?P<{subject}>{any_of(words)})" for subject, words in data["subjects"].items())
    stops = data["phrase_breaks"]
    words = by_letter(sorted(stops["words"], key=len, reverse=True))
    return _Patterns(
        anchors=Anchors(noun for nouns in data["subjects"].values() for noun in nouns),
        noun=re.compile(rf"(?:{nouns})\b"),
        stop=re.compile(rf"[;:.!?]|,(?! {any_of(stops['after_comma_goes_on'])} ?)| (?:{words})(?!\w)"),
        tail_words=frozenset(data["period_tail"]["words"]),
        tail_beginnings=tuple(data["period_tail"]["beginnings"]),
    )


# What links a period to the words that it hangs on.
_TAIL = re.compile(
    r"(?!\B\w)(?:\b(?:pour|sur|durant|pendant|couvr\w+|en|de|d'|du|des|entre|au titre|a compter|a partir"
    r"|jusqu'(?:en|au|a)|prend\w* fin|s'ach\w+|expir\w+|le|au)\b)?"
    r"(?: ?(?:du|de|le|la|les|l'|au|en|une?|toute|ses|leur))* ?(?:periodes?|annees?|exercices?|duree|ans"
    r"|temps)?"
    r"(?: (?:totale|civiles?|budgetaires?|triennale|initiale))?"
    r"(?P<contractual> (?:de contractualisation|contractuelle|d'execution|de validite|du contrat"
    r"|de la convention))?"
    r"(?: de| d'| du| allant de| courant de| couvrant| comprise entre| entre)? ?[ (\[,:\"-]*$"
)
_LONGEST_TAIL = 120  # characters that it can match
_STOP = 3  # characters of a sentence beside a period that is all it says
# "Entre 2020 et 2022, l'État a consacré 3 M€ aux contrats": the time of many of them.
_MANY = re.compile(r"(?:contrat|convention|accord|protocole|partenariat|pacte)s")
# "Entre 2020 et 2023, l'État a délégué 610 M€ aux départements"
_TO_ALL = re.compile(r"\b(?:aux|tous les|des) departements\b(?! (?:d[eu'] ?|signataires? ))")
# "Valables de 2021 à 2026, ces contrats …": those that the text reports.
_THESE = re.compile(r"\b(?:ces|leurs|les) (?:deux |trois |quatre |cinq )?(?:nouveaux |nouvelles )?$")
_PRONOUN = re.compile(
    r"\W*(?:il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci|ce dernier|cette derniere|il s'agit"
    r"|valables?|soit|chacun|(?:ce (?:nouveau )?|un )(?:document|texte|dispositif)"
    r"|l[ea] (?:document|texte|papier|demarche|dispositif)"
    r"|le (?:futur )?projet(?! d[e'])|tous|toutes|les (?:deux|trois)|l'une?|le premier|le second"
    r"|la premiere|la seconde|(?:conclu|signe|etabli|prevu|adopte|negocie)e?s?|d'une duree|couvrant|portant)\b"
)
# "D'abord de la visibilité, puisqu'il court de 2023 à 2025."
_IT_RUNS = re.compile(
    r"\b(?:il|elle|celui-ci|celle-ci|ce dernier|cette derniere|qui)(?: ne)?(?: nous| vous| les)? (?:court|courra|vaut"
    r"|vaudra|s'appliqu\w+|couvr\w+|port\w+ (?:que )?sur|dure\w*|engage\w*|lie|liera|s'etal\w+|s'etend\w*"
    r"|prend\w* effet)\b[^.;:]{0,40}$"
)
# "Faute de visibilité budgétaire, il ne porte que sur 2025": what opens the sentence does not run.
_OPENED_BY_WHY = re.compile(
    r"\W*(?:faute|malgre|en|compte tenu|vu|dans|sans|avec|pour|apres|avant|au?|par|face|afin)\b[^.;:]{3,100}, "
    r"(?=(?:il|elle|celui-ci|celle-ci) )"
)
# "Ils ont signé le contrat, | déclinaison du Pacte national, qui les lie jusqu'en 2027."
_APPOSED = re.compile(r"[^,.;:]{0,60}, (?!et |puis )[^,.;:]{5,90}, qui\b[^,.;:]{0,40}$")
# "Elle fait suite à l'appel à projets et couvre la période …": the second thing that is said of the first subject.
_RUNS_TOO = re.compile(
    r"\bet (?:court|courra|vaut|vaudra|couvr\w+|dure\w*|s'etal\w+|s'etend\w*|s'appliqu\w+|prend\w* effet|porte)\b"
    r"[^.;:]{0,40}$"
)
# "L'État s'engage à nos côtés de 2021 à 2023.", "Années : 2021, 2022 et 2023."
_BOUND = re.compile(r"\b(?:s'|nous |se )(?:sont |est )?(?:engag|oblig|alli|lie|lia)\w*\b[^.;:]{0,60}$")
_LABELLED = re.compile(
    r"\W*(?:duree|periode|annees?|validite|exercices?|(?:date de )?debut|prise d'effet)\b[^.;:]{0,30}: ?"
)
# "Quatre ans, de 2024 à 2027." is all that a sentence says.
_A_LENGTH = re.compile(
    r"\W*(?:un|deux|trois|quatre|cinq|six|[1-9]) (?:ans|annees)\b[ ,:(-]*"
    r"(?:soit |et ce )?(?:de |d'|du |entre |sur )?(?:la periode )?"
)
# "Le projet a été négocié | de novembre 2021 à mars 2022"
_PREPARED = re.compile(
    r"\b(?:negocie|discute|elabore|prepare|concerte|travaille)e?s? (?:d[e'u] ?|entre |en )?$"
)
# "L'engagement pour la vallée est prorogé de 2024 à 2027. Le nouveau protocole …"
_CARRIED_ON = re.compile(
    r"\b(?:engagement|cooperation|collaboration|alliance)\b[^.;:,]{0,80}"
    r" (?:est|a ete) (?:prorog|prolong|reconduit|renouvel)\w* (?:de |pour |entre |jusqu'en )?$"
)
_FOR_WHAT = re.compile(r"[),]* pour \w")  # "Trois années (2022-2024) pour y parvenir."
_TERMS = re.compile(
    r"\b(?:financements?|finances?|credits?|enveloppe|montant|duree|periode|validite|budget alloue"
    r"|subventions?|moyens|engagements?|axes?|objectifs?|priorites?|actions?|mesures?|euros?)\b|€"
)
_WORD = re.compile(r"[a-z]+")
# "Budget : 8 M€ sur 3 ans (2020-2022)": that of what the lines above tell.
_MONEY_LABEL = re.compile(
    r"(?:budget|montant|financement|enveloppe|cout)(?: total| global| previsionnel)? ?: ?\d"
)
# "Programmation 2020-2022 validée par …", under the title of a maquette.
_PLAN_LABEL = re.compile(
    r"(?:programmation|maquette|annexe|echeancier|(?:plan|tableau) (?:de financement|financier))(?: [a-z]+){0,3} "
)
_ARTICLE = 16  # characters before the first noun of a line that opens with it: "Annexe au "
_SENTENCES_BACK = 16  # that "il" or "les financements" may reach
_BLOCKS_BACK = 2
# "Durée : 2021-2023": one of the lines of a sheet that tells what is in the contract.
_OF_CONTRACT = re.compile(r"\W*(?:duree|validite|periode (?:couverte|contractuelle))\b")
_SHEET = 14  # lines
_LEFT = 400  # characters of a sentence that are looked at


def period_subject(source: Source, period: Period) -> Subject:
    """Tell what `period` is the period of, from the noun phrase that it hangs on.

    >>> from extractors.dates.periods import find_periods
    >>> source = Source("Le contrat décline la stratégie régionale 2015-2018.")
    >>> period_subject(source, find_periods(source)[0])
    'strategy'
    """
    folded, start = source.folded, period.at.start
    at = source.sentence_index(start)
    if at is None:
        return "contract" if in_running_head(source, start) else "other"
    sentence = source.sentences[at]
    if period.at.rule == ASKED:
        return _said_before(source, at)
    if stands_alone(source, sentence.block, start, period.at.end):
        labelled = _OF_CONTRACT.match(folded, source.blocks[sentence.block].start, start) is not None
        sheet = labelled or _is_answer(source, sentence.block)
        return _above(source, sentence.block, _SHEET if sheet else _BLOCKS_BACK)
    if _is_under_title(source, sentence.block, period.at.end - start):
        return "contract"
    if sentence.end - sentence.start < period.at.end - start + _STOP:
        return _said_before(source, at)  # "2025-2029.", a sentence of its own
    if had_run(folded, period.at.end):
        return "other"
    low = max(sentence.start, start - _LEFT)
    if _PREPARED.search(folded, low, start):
        return "other"
    if _MONEY_LABEL.match(folded, low, start) or _PLAN_LABEL.fullmatch(folded, low, start):
        said = _said_before(source, at)
        is_title = period.at.end >= source.blocks[sentence.block].end - 1
        return said if said != "other" or not is_title else _said_below(source, sentence.block)
    tail = _tail(folded, low, start)
    contractual = tail is not None and tail["contractual"]  # "Il prend la suite | de la convention 2019-2023"
    end = tail.start() if tail and not contractual else start
    if is_former(source, low, end):
        return "other"
    if contractual:
        return "contract"
    stops = [found.end() for found in _patterns().stop.finditer(folded, low, end)]
    if low == sentence.start and (runs := _RUNS_TOO.search(folded, low, start)):
        told = next(_nouns(source, low, runs.start()), None)
        if not next(_nouns(source, runs.start(), start), None) and (told or _PRONOUN.match(folded, low)):
            return _said_before(source, at) if _PRONOUN.match(folded, low) or not told else _subject(told)
    subject = _of_phrase(source, stops[-1] if stops else low, end)
    if subject:
        return subject
    # The period belongs to the verb: what is said of whom?
    why = _OPENED_BY_WHY.match(folded, low, end)
    nouns = list(_nouns(source, why.end() if why and _IT_RUNS.match(folded, why.end(), start) else low, end))
    if nouns:
        decline = nouns[-1]["strategy"] and nouns[0]["contract"]
        apposed = decline and _APPOSED.match(folded, nouns[0].end(), start)
        return _subject(nouns[0] if apposed else nouns[-1])
    right = next(_nouns(source, period.at.end, min(sentence.end, period.at.end + _LEFT)), None)
    if right and right["contract"]:
        of_others = _MANY.fullmatch(right.group()) and not _THESE.search(
            folded, sentence.start, right.start()
        )
        return "other" if of_others else "contract"
    if _TO_ALL.search(folded, period.at.end, min(sentence.end, period.at.end + _LEFT)):
        return "other"
    left, around = folded[low:start], (low, min(sentence.end, start + _LEFT))
    if _CARRIED_ON.search(left):
        return _said_behind(source, at)
    # "C'est pour combien de temps ? / Jusqu'à fin 2022"
    answers = period.at.rule == "until" and not left.strip(" -")
    closes = sentence.end - period.at.end <= _STOP or _FOR_WHAT.match(folded, period.at.end)
    alone = closes and _A_LENGTH.fullmatch(left)
    bound = alone or _BOUND.search(left) or _LABELLED.fullmatch(left)
    if (
        answers
        or bound
        or _IT_RUNS.search(left)
        or _PRONOUN.match(left + " ")
        or _TERMS.search(folded, *around)
    ):
        return _said_before(source, at)
    return "other"


def _is_answer(source: Source, index: int) -> bool:
    """Whether the line above a block asks how long something lasts."""
    above = source.blocks[index - 1] if index else None
    return above is not None and asks_how_long(source.folded, above.start, above.end)


_TITLE_BLOCKS, _TITLE = 4, 45  # at the top, and characters of a line besides the period


def _is_under_title(source: Source, index: int, length: int) -> bool:
    """Whether a period stands, with a place at most, in the line under a contract's title: "Creuse – 2021/2023"."""
    block = source.blocks[index]
    if not 0 < index < _TITLE_BLOCKS or block.end - block.start > length + _TITLE or block.kind == "item":
        return False
    if next(_nouns(source, block.start, block.end), None) or source.text[block.end - 1] in ".;:,":
        return False
    above = source.blocks[index - 1]
    return above.kind == "heading" and _of_phrase(source, above.start, above.end) == "contract"


def _tail(folded: str, start: int, end: int) -> re.Match[str] | None:
    """Find what links a period, which starts at `end`, to the words before it."""
    patterns, start = _patterns(), max(start, end - _LONGEST_TAIL)
    # It is costly: it is tried only behind the last word that it cannot match.
    for word in reversed(list(_WORD.finditer(folded, start, end))):
        written = word.group()
        if written not in patterns.tail_words and not written.startswith(patterns.tail_beginnings):
            return _TAIL.search(folded, word.end(), end)
    return _TAIL.search(folded, start, end)


def _nouns(source: Source, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what a period may be that of, from `start` to `end`."""
    patterns = _patterns()
    return patterns.anchors.finditer(patterns.noun, source, start, end)


def _subject(noun: re.Match[str]) -> Subject:
    if noun["contract"]:
        return "contract"
    return "strategy" if noun["strategy"] else "other"


def _of_phrase(source: Source, start: int, end: int) -> Subject | None:
    """Name the subject of a noun phrase: a strategy's contract is a contract, else the first noun decides."""
    nouns = list(_nouns(source, start, end))
    if any(noun["contract"] for noun in nouns):
        return "contract"
    return _subject(nouns[0]) if nouns else None


def _above(source: Source, index: int, reach: int) -> Subject:
    """Name the subject of a period alone on its line, which one of the `reach` lines above it tells."""
    for block in reversed(source.blocks[max(0, index - _MOST_ABOVE) : index]):
        subject = _of_phrase(source, block.start, block.end)
        if subject:
            return subject
        reach -= block.kind != "item"  # those of a list, who signs, stand for one
        if reach <= 0:
            break
    return "other"


_MOST_ABOVE = 40  # blocks


def _said_below(source: Source, index: int) -> Subject:
    """Name the subject of a period in the title of a plan, which the line under it tells: "Contrat … de l'Orne"."""
    for block in source.blocks[index + 1 : index + 2]:
        first = next(_nouns(source, block.start, block.end), None)
        if first and first.start() - block.start < _ARTICLE:
            return _subject(first)
    return "other"


def _said_behind(source: Source, at: int) -> Subject:
    """Name the subject that opens the next sentence: "Le nouveau protocole a été signé"."""
    for sentence in source.sentences[at + 1 : at + 2]:
        first = next(_nouns(source, sentence.start, sentence.end), None)
        if first and first.start() - sentence.start < _ARTICLE:
            return _subject(first)
    return "other"


# A heading that only tells which facts follow: "Les chiffres", "Repères".
_BARE_HEADING = re.compile(
    r"(?:les |le |l')?(?:(?:quelques )?chiffres|budget|calendrier|donnees)(?:[ -]cles?)? ?[:.]?"
)


def _said_before(source: Source, at: int) -> Subject:
    for sentence in reversed(source.sentences[max(0, at - _SENTENCES_BACK) : at]):
        if _BARE_HEADING.fullmatch(source.folded, sentence.start, sentence.end):
            continue
        subject = _of_phrase(source, sentence.start, sentence.end)
        if subject:
            return subject
    return "other"
