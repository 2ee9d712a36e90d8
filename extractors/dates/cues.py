"""What a date is the date of, as the words next to it tell: "séance du", "à compter du", "Fait à Laon"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, cast

from extractors.contracts.of_a_day import days_of_contracts
from extractors.dates.closings import closing
from extractors.dates.deadlines import is_deadline
from extractors.dates.mentions import Mention
from extractors.dates.sittings import assembly, is_of_sitting
from extractors.dates.standing import stands_since
from extractors.dates.visas import is_of_visa
from extractors.dates.words import any_of, date_kinds
from extractors.dates.years import Tense
from extractors.facts import DateKind
from extractors.text.alternatives import by_letter
from extractors.text.anchors import Phrases
from extractors.text.source import Sentence, Source


@dataclass(slots=True)
class Kind:
    """Kind and tense of a mention, None where not decided.

    `cued` tells that words next to it decide the kind, `acted` that an act does, `recalled` that the act is told by
    the way, as one done before; `legal` marks dates of laws and the like, among which nothing of the tale happens.
    """

    kind: DateKind
    tense: Tense | None = None
    cued: bool = False
    acted: bool = False
    recalled: bool = False
    legal: bool = False


class _Patterns(NamedTuple):
    nouns: re.Pattern[str]
    binding: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = date_kinds()
    nouns = "|".join(f"(?P<{kind}>{any_of(words)})" for kind, words in data["nouns"].items())
    verbs = "|".join(f"(?P<{kind}>{_verbs(data['verbs'][kind])})" for kind in ("event", "other"))
    return _Patterns(
        nouns=re.compile(rf"\b(?:{nouns})\b"),
        binding=re.compile(
            rf"\b(?:{verbs}){any_of(data['verbs']['endings'])}(?: \w+ment)?,?"
            # "lancé par l'État le", "élue présidente du Département le"
            r" (?:(?:(?:par|a|au|en|dans|avec) |(?:vice-|sous-)?(?:prefet|president|direct|deleg|maire|ministre"
            r"|conseill|senat|depute|rect))(?:(?! sign| paraph| conclu)[^,;:.]){1,50} )?"
            r"(?:(?:le|en|au|ce|des|du|depuis|fin|a la|debut) )?$"
        ),
    )


def _verbs(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`, the longest first."""
    return by_letter(sorted(words, key=len, reverse=True))


_FROM = r"(?: a compter| a partir| des)? ?:? ?(?:du |de |le |au |d'|en |de l'annee )?"
# Characters that are looked at: close before a date, before it, around it.
_CUE_REACH, _LEFT, _CONTEXT = 80, 130, 800
# What stands just before a date and names its kind, in this order.
_CUES: tuple[tuple[DateKind, Tense | None, re.Pattern[str]], ...] = (
    (
        "effective",
        None,
        re.compile(
            r"(?:\b(?:a compter|a partir|a dater|(?:en|de) vigueur|effets?|effectifs?|effective|applicables?"
            r"|debut(?:e|era|ant|ent|eront)|demarr(?:e|era|ent|eront)|commenc(?:e|era|ent|eront)"
            rf"|date d'effet|date de debut){_FROM})$"
        ),
    ),
    (
        "end",
        None,
        re.compile(
            r"\b(?:jusqu'(?:au|en|a)|fin (?:est )?(?:fixee )?(?:le|au|en)|(?:s'ach\w+|expir\w+|se termin\w+"
            r"|arriv\w+ a (?:echeance|terme|expiration|son terme)|prend\w* fin"
            r"|cess\w+(?: de produire)?(?: ses effets)?|date de fin|echeance|terme)(?: ?: ?"
            r"| (?:est )?(?:fixe\w* )?(?:le|au|en) ))"
            r"(?: ?(?:le|la|l'annee) ?)?(?:fin )? ?$"
        ),
    ),
    (
        "other",
        "future",
        re.compile(
            r"\b(?:d'ici(?: a| au| le| la)?|avant(?: le| la)?|au plus tard(?: le| en| au)?"
            r"|date limite ?:?(?: le)?|pour le) ?(?:la )?(?:fin )?$"
        ),
    ),
    (
        "other",
        "past",
        re.compile(r"\b(?:depuis|apres)(?: le)? ?$|\b(?:echue?s?|expiree?s?) (?:le|en|au|fin) ?$"),
    ),
    ("other", None, re.compile(r"\bau titre (?:de |d')(?:la seule |l')?(?:annee |exercice )?$")),
    (
        "other",
        "past",
        re.compile(
            r"\bextrait conforme\b[^.;]{0,60}$|\b(?:teletransmi|transmi|(?<!\ba )(?<!\bont )recu|recept|affich"
            r"|notifi|convo|depos|envoi|envoy|executoire|publicat|visa|certifi|imprim|consult)\w*"
            r"(?: \w+){0,4}? ?(?:le|du|:|au) ?:? ?$"
        ),
    ),
    (
        "deliberation",
        None,
        re.compile(
            r"\bdate d(?:e (?:la )?|u )(?:seance|reunion|session|deliberation|conseil|vote|commission)"
            r"[^:;.]{0,40} ?: ?(?:le )?$"
        ),
    ),
)
# No cue is without one of these: most dates need no further look.
_CUE_WORDS = Phrases(
    *("compter", "partir", "dater", "vigueur", "effet", "effecti", "applica", "debut", "demarr", "commenc"),
    *("jusqu", "fin ", "fin:", "ach", "expir", "termin", "terme"),
    *("arriv", "cess", "echeance", "echu", "d'ici"),
    *("avant", "plus tard", "limite", "pour le", "titre d", "depuis", "apres", "extrait", "transmi", "recu"),
    *("recep", "affich", "notifi", "convo", "depo", "envo", "execut", "publicat", "visa", "certifi"),
    *("imprim", "consult", "date d"),
)
# "à compter du …" begins anything; the term of a contract is told beside it.
_IN_FORCE = re.compile(r"vigueur|effet|effecti|applicable")
_TERM = re.compile(
    r"\b(?:contra|convention|accord|protocole|avenant|partenariat|pacte|cdppe|duree|signe|conclu|valable"
    r"|vaut|couvre|(?:il|elle) (?:est|court|prend|entre|debute|demarre))"
)
# "date de sa signature" behind a date, whatever stands before it; "ce mardi à Tarbes, au bas du contrat".
_SIGNED_THEN = re.compile(
    r",? \(?(?:date|jour|mois) (?:de (?:sa|la|leur|cette)|d'une?) signature\b"
    r"|(?: (?:matin|midi|soir))?(?: a [a-z' -]{2,30})?,? au bas d(?:u|e l[ae]|e l'|'une?) ?"
    r"(?:contrat|convention|accord|protocole|avenant|document|texte|pacte|cdppe|calpae|crte)\b"
)
# "lun., 07 févr. 2022 09:15:00 +0100": when a feed or a machine took note of it.
_STAMP = re.compile(
    r",? ?(?:a )?\d{1,2}:\d\d(?::\d\d(?: ?(?:[+-]\d{4}|gmt|utc|cet))?| ?(?:[+-]\d{4}|gmt|utc|cet))\b"
)
# "Contrat signé - format : PDF - 2,4 Mo - 22/12/2020": the day of the file.
_OF_FILE = re.compile(r"(?:\bpdf\b|\bodt\b|\bdocx?\b|\d ?(?:[kmg][ob]|octets)\b)[^.;\n]{0,16}$")
_FILE_BEHIND = re.compile(r",? ?[-–|(,/]? ?(?:format ?:? ?)?(?:pdf|odt|docx?|\d+(?:,\d+)? ?[kmg][ob])\b")
# "Il porte les signatures du préfet et du président ; il est daté du 3 mai", "le contrat, daté du 3 mai"
_DATED = re.compile(
    r"\b(?:(?P<it>il|elle|ce dernier|cette derniere)|(?:contrat|convention|avenant|document|texte|accord|protocole"
    r"|cdppe|calpae|crte|pacte)(?! (?:precedente?|anterieure?|initiale?|d'origine)\b)(?: [^,;:.]{1,50})?),? "
    r"(?:(?:(?:est|sont|etait) (?:lui |donc |ainsi )?)?datee?s? du|port(?:e|ent|ait|ant) la date du) $"
)
_DATES = re.compile(r"(?<!\ben) date du $")
_SIGNING = re.compile(r"\b(?:co-?)?(?:sign|paraph)")
_ANTECEDENT = 400  # characters
_FORMER = re.compile(r"\b(?:prece\w+|ancienn?e?)\b")
_OVER = re.compile(
    r"\b(?:s'est|s'etant|etant|est) (?:achevee?|terminee?|arrivee? a (?:echeance|terme)) (?:le|en|au|fin) ?$"
)
_SAT = re.compile(r"\b(?:reuni\w*|assemble\w*|seance|session|conseil|delibere\w*|commission)\b")
_AT = re.compile(r"(?<!remonte )(?<!remontait )\bau $")
# "après le vote de l'assemblée le 3 mai": what came before is not the act that follows.
_AFTERWARDS = re.compile(r"\b(?:apres|suite a|a la suite d|avant)\b[^,;:.]*$")


def cue(source: Source, mention: Mention, sentence: Sentence) -> Kind:
    """Return the kind that the words next to a date give it, or what a date is without any.

    >>> from extractors.dates.grammar import find_mentions
    >>> source = Source("Réunion du 4 juin 2018")
    >>> cue(source, find_mentions(source)[0], source.sentences[0]).kind
    'deliberation'
    """
    folded, around = source.folded, _around(mention, sentence)
    if is_of_visa(folded, source.blocks[sentence.block].start, mention.start):
        return Kind("other", "past", cued=True, legal=True)
    left = _ON_THE_DATE.sub("le ", folded[max(sentence.start, mention.start - _LEFT) : mention.start])
    if _SIGNED_THEN.match(folded, mention.end):
        return Kind("signature", "past", cued=True, acted=True)
    if _STAMP.match(folded, mention.end):
        return Kind("other", "past", cued=True)
    if _OF_FILE.search(left) or _FILE_BEHIND.match(folded, mention.end):
        return Kind("other", "past", cued=True)
    is_dated = mention.day is not None and _is_dated(source, left, mention.start)
    if is_dated or mention.start in days_of_contracts(source):
        return Kind("signature", "past", cued=True)
    if closed := closing(source, left, mention):
        return Kind(closed, "past", cued=True)
    if told := _preposition(source, left, mention, around):
        return told
    if folded.startswith("l'an", mention.start) and _SAT.search(folded, mention.end, around[1]):
        return Kind("deliberation", "past", cued=True)
    if of_noun := _noun_of(folded, left, sentence, mention, around):
        return of_noun
    # "au 31 décembre, 28 contrats étaient signés"; not "était fixé au mardi 31 décembre"
    if (
        mention.day is not None
        and _AT.search(left, max(0, len(left) - 3))
        and folded[mention.start].isdigit()
    ):
        return Kind("other", "past", cued=True)
    if bound := _patterns().binding.search(left[-_CUE_REACH:]):
        return Kind("event" if _is_day(mention) and bound["event"] else "other", "past", cued=True)
    if is_of_sitting(source, mention, sentence, around, left):
        return Kind("deliberation")
    return Kind("event" if _is_day(mention) else "other")


_ON_THE_DATE = re.compile(r"\ba la date du $")  # as "le"


def _is_dated(source: Source, left: str, start: int) -> bool:
    """Whether a contract that somebody signs is said to be of this day."""
    dated = _DATED.search(left)
    if dated is None or _FORMER.search(left, max(0, dated.start() - len("precedente "))):
        return False
    if _DATES.search(source.text, max(0, start - _LEFT), start):
        return False  # "La loi sur le contrat date du 3 mai": a verb, whose subject is another
    return (
        dated["it"] is None or _SIGNING.search(source.folded, max(0, start - _ANTECEDENT), start) is not None
    )


def _around(mention: Mention, sentence: Sentence) -> tuple[int, int]:
    """Bounds of what is looked at around a date: its sentence, but no more than a long one."""
    return max(sentence.start, mention.start - _CONTEXT), min(sentence.end, mention.end + _CONTEXT)


def _is_day(mention: Mention) -> bool:
    return mention.day is not None or mention.form in ("weekday", "near")


def _preposition(source: Source, left: str, mention: Mention, around: tuple[int, int]) -> Kind | None:
    """Read "à compter du 3 mai", "jusqu'au 3 mai", "reçu le 3 mai"."""
    folded, near = source.folded, left[-_CUE_REACH:]
    if not _CUE_WORDS.between(source, mention.start - len(near), mention.start):
        return None
    if _OVER.search(near):
        return Kind("other", "past", cued=True)
    for kind, tense, pattern in _CUES:
        found = pattern.search(near)
        if not found:
            continue
        in_force = _IN_FORCE.search(found.group()) or _TERM.search(folded, *around)
        if kind == "effective" and not in_force:
            return Kind("event" if _is_day(mention) else "other", tense, cued=True)
        if kind in ("end", "effective") and _FORMER.search(near):
            return Kind("other", "past", cued=True)
        if kind == "end" and is_deadline(folded, mention):
            return Kind("other", "future", cued=True)
        if kind == "other" and stands_since(folded, left, mention.end):
            return None
        return Kind(kind, tense, cued=True, legal=kind == "other")
    return None


_OF = ("du ", "de ", "des ", "d'", "date ", "l'an ", "l'annee ")
_NOT_OF = ("mois de ", "mois d'")
# A verb between a noun and "du 3 mai" tears them apart.
_VERB = re.compile(r" (?:est|sont|ont|a ete|etait|etaient|sera|seront|s'est|se sont|avait|avaient|a \w+e)\b")
_CLAUSE = re.compile(r"[;:)]")
_MINUTES = re.compile(r"\b(?:proces-verb\w+|compte[ -]rendus?) ")
_AUTHORISED = re.compile(r"\b(?:habilit|autoris|approuv|vot|adopt|decid|valid|mandat)\w*")
_OPENS = ("", "la", "extrait de la", "projet de")
# "Lors de la séance du 3 mai, ils ont signé": the date is free to be the signing's too.
OCCASION = re.compile(
    r"\b(?:lors|a l'occasion|au cours|a l'issue|au terme|en marge|a la faveur|durant|pendant|dans le cadre)"
    r" (?:de |d'|du |des )[^.;:]{0,70}$"
)


def _noun_of(
    folded: str, left: str, sentence: Sentence, mention: Mention, around: tuple[int, int]
) -> Kind | None:
    """Read "X du 12 mars 2021": the noun nearest to the date owns it."""
    after = _AFTERWARDS.search(left)
    if not after and (not left.endswith(_OF) or left.endswith(_NOT_OF)):
        return None
    clause = after.group() if after else _CLAUSE.split(left)[-1]
    noun = max(_patterns().nouns.finditer(clause), key=lambda found: found.start(), default=None)
    if noun is None or _VERB.search(clause, noun.end()):
        return None
    kind = cast(DateKind, noun.lastgroup)
    if after:
        return None if kind == "signature" else Kind(kind, "past", cued=True)
    free = OCCASION.search(left) is not None
    if kind == "deliberation":
        first = len(clause) == mention.start - sentence.start
        opens = first and clause[: noun.start()].strip(" -\"'") in _OPENS
        return _session(folded, clause, noun.group(), mention, around, opens, free)
    past = kind in ("other", "adoption")
    return Kind(kind, "past" if past else None, cued=kind != "event" or not free, legal=kind == "other")


def _session(
    folded: str,
    clause: str,
    noun: str,
    mention: Mention,
    around: tuple[int, int],
    opens: bool,
    free: bool,
) -> Kind:
    """Read "séance du …", "délibération n° 3 du …": this one or an earlier one."""
    earlier = Kind("other", "past", cued=True, legal=True)
    if noun.startswith("deliberation") and not opens and not _AUTHORISED.search(folded, *around):
        return earlier
    if _MINUTES.search(clause) and _AUTHORISED.search(folded, mention.end, around[1]):
        return earlier
    if noun.startswith("reunion") and not opens and not assembly().search(folded, *around):
        return Kind("event", cued=not free)
    return Kind("deliberation", cued=not free)
