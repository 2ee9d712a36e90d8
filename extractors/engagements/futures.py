"""Actions told as what will be there: "une maison ouvrira à Gap, dix agents seront recrutés"."""

import re

from extractors.engagements.commitments import Commitments
from extractors.engagements.cues import done_too, happens
from extractors.text.briefs import in_other_brief
from extractors.text.source import Source


def add_futures(source: Source, found: Commitments, first_mention: int) -> None:
    """Take clauses that say what will be there, where a text has two measures: "Un lieu ouvrira, un bus passera"."""
    told: list[list[tuple[int, int]]] = []
    named = source.block_index(first_mention)
    for index, block in source.main_blocks:
        if block.end < first_mention or (named is not None and in_other_brief(source, index, named)):
            continue
        inside = [
            source.sentences[place]
            for place in source.sentences_between(block.start, block.end)
            if place not in found.taken
        ]
        news = [
            clause for s in inside if s.start > first_mention for clause in _clauses(source, s.start, s.end)
        ]
        if news:
            told.append(news)
    if sum(len(news) for news in told) + len(found.actions) < _FEWEST:
        return
    for news in told:
        for start, end in news:
            found.add_action(source, start, end, "sentence:actions", 0.7)
            # Another sentence of the paragraph may tell measures in another way.
            found.take(source, start, end)


_FEWEST = 2  # one clause may be anything
_WILL_BE = re.compile(r"\bser(?:a|ont)\b")
_NEXT_CLAUSE = re.compile(r"(?:[,;] (?:et |puis |tandis qu(?:e |')|enfin,? )?| et | tandis qu(?:e |'))")
# "Au titre du premier, …", "Pour l'axe 2, …": under which of the aims it will be done.
_RANKED = r"(?:premiere?|deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme|derniere?)"
_AIM = r"(?:axe|engagement|objectif|priorite|volet|orientation|ambition|pilier)"
_OPENING = re.compile(
    r"(?:et|mais aussi) (?=une? |des |\w+ [a-z]+s )"
    r"|(?P<turn>(?:tout )?d'abord|ensuite|puis|enfin),? "
    r"|(?:ainsi|dans ce cadre|concretement|des \d{4}|en \d{4}),? "
    r"|(?:resultat|au final|exemples?|concretement|a la cle) ?: "
    # when or where: "Dès la rentrée, un bus …", "À Gray, une maison …"
    r"|(?:des|d'ici|avant|apres|courant|en|a|au|aux|dans|sur|a partir d[eu']|a compter d[eu'])"
    r" ?(?!l'occasion|titre|ce titre)[^,.;:]{2,40}, (?=une? |des |\d|[a-z]+ [a-z]+s )"
    r"|(?:et |enfin,? )?(?:au titre|en application|en reponse|dans le cadre|au service|pour ce qui (?:est|concerne)"
    r"|s'agissant|pour|sur) ?(?:du |de la |de l'|de |au |a la |a l'|l[ae] |l')?"
    rf"(?:{_RANKED}(?: {_AIM})?|{_AIM} (?:n ?[°o] ?)?\d{{1,2}})(?: [^,.;:]{{0,40}})?, "
)


# "un guichet ouvrira à Gap, et dans les collèges la cantine sera gratuite"
_ELSEWHERE = re.compile(
    r"(?:dans|a|au|aux|en) (?:l[ae]s? |l'|chaque )?[^,.;:]{2,80}? (?:[a-z]{2,}r|se)(?:a|ont)\b"
)

# "un lieu ouvrira, et l'école de Vif accueillera dix élèves": what is there already, beside what is new.
_THERE = re.compile(
    r"(?:l[ae] |l'|les )(?!etat|ars|agence|prefe|departement|conseil|region|caf|collectivite|metropole|ville|president"
    r"|maire|contrat|convention|avenant|texte|elu|partenaire|signataire|comite|suivi|bilan|evaluation|budget)"
    r"[^.,;:]{3,80}? (?:(?:accueiller|ouvrir|rejoindr|doubler|couvrir|former|proposer|accueillir|gagner|disposer"
    r"|s'etoffer|s'enrichir|recevr|beneficier|s'agrandir|compter|passer)(?:a|ont)"
    # … or what all will have: "…, et les visites à domicile seront proposées à toutes les familles"
    r"|ser(?:a|ont) (?:propose|etendu|generalise|ouvert|double|renforce|offert|elargi)e?s?)\b"
)


def _clauses(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """Bounds of the clauses of a sentence, where it is nothing but such as say what will be there."""
    folded, will = source.folded, happens()
    opening = _OPENING.match(folded, start, end)
    start = opening.end() if opening else start
    in_turn = opening is not None and opening["turn"] and _THERE.match(folded, start, end)
    if not (in_turn or will.match(folded, start, end)):
        return []
    bounds: list[tuple[int, int]] = []
    too = done_too() if _WILL_BE.search(folded, start, end) else will
    for joint in _NEXT_CLAUSE.finditer(folded, start, end):
        if any(told.match(folded, joint.end(), end) for told in (will, too, _ELSEWHERE, _THERE)):
            bounds.append((start, joint.start()))
            start = joint.end()
    return [*bounds, (start, end)]
