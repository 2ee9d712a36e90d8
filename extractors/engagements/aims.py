"""Lists of what a contract aims at, without a colon: "il vise à agir tôt, à loger et à former"."""

import re
from collections.abc import Iterator

from extractors.engagements.clauses import UNDER_AIM
from extractors.engagements.counted import cut
from extractors.text.anchors import Phrases
from extractors.text.list_entries import INFINITIVE, Listing, entry_at
from extractors.text.source import Sentence, Source

_WORDS = Phrases(
    *("vise", "visant", "s'engage"),
    *(
        f"{of} {aim}"
        for of in ("pour", "comme")
        for aim in ("objectif", "but", "ambition", "finalite", "priorite", "cap")
    ),
    *(f"{aim} est " for aim in ("objectif", "but", "ambition", "finalite", "enjeu", "commun", "partagee")),
    *("autour d", "priorites", "objectifs", "axes", "ambitions", "orientations"),
)
_THEIR = (
    r"\b(?:ses|leurs|les) (?:[a-z]+ )?(?:priorites|objectifs|axes|ambitions|orientations)"
    r"(?: (?:communes|communs|partages|du contrat|de travail|strategiques|retenue?s|affichee?s))?"
)
_THE_AIM = (
    r"\b(?:(?:son|leur) |(?P<anybody>l['ae]) ?)(?:objectif|but|ambition|finalite|enjeu)"
    r"(?: commune?| partagee?| du contrat)? est(?: (?:double|triple)(?: ?:)?)?"
)
# Whose aims they are, and the verb or noun that governs the infinitives.
_AIM = re.compile(
    r"(?:(?P<who>\b(?:il|elle|ils|elles|contrat|contractualisation|convention|accord|avenant|protocole|pacte|"
    r"partenariat|cdppe|crte|texte|document|charte|demarche|partenaires|signataires|parties|institutions)\b"
    r"[^.;:\n]{0,80}?)"
    r"\b(?:vis(?:e|ent|era|eront|ant)|(?P<oblige>s'engage(?:nt|ront|ra)?)"
    r"|(?:a|ont|aura|auront|ayant|(?:se|s'est|se sont) (?:donn|fix|assign)(?:e|ee|es|ees|ent)) (?:pour|comme) "
    r"(?:principa(?:l|ux) |double |triple )?(?:objectif|but|ambition|finalite|priorite|cap)s?(?: communs?)?)"
    rf"|{_THEIR} sont|{_THE_AIM})"
    r"(?:,? (?:ainsi|aussi|egalement|notamment|ensemble|conjointement|mutuellement|a la fois|en particulier),?)? "
    r"(?=(?P<to>a|d)(?: |e |'))"
)
_UNDER_AIM = re.compile(UNDER_AIM)
_ONE_PARTY = re.compile(r"\b(?:il|elle)\b")
_FIRST = {"a": re.compile(r"a "), "d": re.compile(r"d(?:e |')")}
_AND = r",? (?:(?:et|ou|puis|enfin|mais aussi|ainsi que) |ainsi qu'){0,2}"
_JOINT = {to: re.compile(rf"{_AND}{first.pattern}(?={INFINITIVE.pattern})") for to, first in _FIRST.items()}
_FEWEST = 3  # "autour de la santé et de l'école" may be anything
_MONEY = re.compile(r"\d ?(?:€|euros|k€|m€)|\bmillions?\b")


def aims(source: Source) -> Iterator[Listing]:
    """Find lists of infinitives or of nouns that tell aims: one aim alone says too little to be a list.

    >>> source = Source("Le contrat vise à agir tôt, à loger les jeunes et à former.")
    >>> [[source.text[e.start : e.end] for e in listing.entries] for listing in aims(source)]
    [['agir tôt', 'loger les jeunes', 'former.']]
    """
    done = -1
    for start in _WORDS.starts(source):
        sentence = source.sentence_at(start)
        if sentence is None or start < done:
            continue
        done = sentence.end
        if listing := _to_do(source, sentence) or _things(source, sentence):
            yield listing


def _to_do(source: Source, sentence: Sentence) -> Listing | None:
    folded = source.folded
    aim = _AIM.search(folded, sentence.start, sentence.end)
    if (
        aim is None
        or _UNDER_AIM.match(folded, sentence.start)
        or (aim["oblige"] and _ONE_PARTY.match(aim["who"]))
    ):
        return None
    first = _FIRST[aim["to"]].match(folded, aim.end())
    if first is None or not INFINITIVE.match(folded, first.end()):
        return None
    bounds = cut(folded, first.end(), sentence.end, _JOINT[aim["to"]])
    # "L'objectif est de ramener le délai à un mois et de …" may be that of what was told before.
    if len(bounds) < (_FEWEST if aim["anybody"] else 2) or _MONEY.search(folded, aim.end(), sentence.end):
        return None
    return Listing(sentence.start, aim.end(), [entry_at(source, a, b, 0) for a, b in bounds], True)


# "Ses priorités sont la prévention, le logement et la santé", "Il s'articule autour de la prévention, de la …".
_ARE = re.compile(rf"{_THEIR} sont ")
_AROUND = re.compile(
    r"\b(?:contrat|convention|accord|protocole|pacte|cdppe|texte|document|il|elle) (?:[^.;:\n]{0,60} )?"
    r"(?:s'articule|s'organise|se structure|se construit|est (?:bati|construit|structure|organise)e?) autour (?=d)"
)
_OF = re.compile(r"d(?:e (?=l)|u |es |'|e )")
_NOUN = re.compile(r"(?=(?:l[ae] |l'|les |une? )[a-z])")
_NEXT = {opens: re.compile(rf"(?:, | et |, et |,? ainsi que )(?:{opens.pattern})") for opens in (_OF, _NOUN)}
_TELLS = re.compile(r"\b(?:(?<!l')est|sont|ont|sera|seront|va|vont|qui|que|il|elle|ils|elles|notamment)\b|\d")
_LONGEST = 90  # characters of an entry


def _things(source: Source, sentence: Sentence) -> Listing | None:
    folded = source.folded
    told, opens = _ARE.search(folded, sentence.start, sentence.end), _NOUN
    if told is None:
        told, opens = _AROUND.search(folded, sentence.start, sentence.end), _OF
    first = opens.match(folded, told.end()) if told else None
    if told is None or first is None:
        return None
    bounds = cut(folded, first.end(), sentence.end, _NEXT[opens])
    if len(bounds) < _FEWEST or any(b - a > _LONGEST or _TELLS.search(folded, a, b) for a, b in bounds):
        return None
    return Listing(sentence.start, told.end(), [entry_at(source, a, b, 0) for a, b in bounds], True)
