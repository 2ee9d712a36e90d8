"""Actions told as what will be there: "une maison ouvrira à Gap, dix agents seront recrutés"."""

import re
from functools import cache

from extractors.engagements.commitments import Commitments
from extractors.engagements.cues import done, done_too, happens, told
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
    r"|(?:(?:tout )?d'abord|ensuite|puis|enfin),? "
    r"|(?:ainsi|dans ce cadre|concretement|des \d{4}|en \d{4}),? "
    r"|(?:resultat|au final|exemples?|concretement|a la cle) ?: "
    # when or where: "Dès la rentrée, un bus …", "À Gray, une maison …"
    r"|(?:des|d'ici|avant|apres|courant|en|a|au|aux|dans|sur|a partir d[eu']|a compter d[eu'])"
    r" ?(?!l'occasion|titre|ce titre)[^,.;:]{2,40}, (?=une? |des |\d|l[ae] |les |l'|chaque |[a-z]+ [a-z-]+s )"
    r"|(?:et |enfin,? )?(?:au titre|en application|en reponse|dans le cadre|au service|pour ce qui (?:est|concerne)"
    r"|s'agissant|pour|sur) ?(?:du |de la |de l'|de |au |a la |a l'|l[ae] |l')?"
    rf"(?:{_RANKED}(?: {_AIM})?|{_AIM} (?:n ?[°o] ?)?\d{{1,2}})(?: [^,.;:]{{0,40}})?, "
)


# "un guichet ouvrira à Gap, et dans les collèges la cantine sera gratuite"
_ELSEWHERE = re.compile(
    r"(?:dans|a|au|aux|en) (?:l[ae]s? |l'|chaque )?[^,.;:]{2,80}? (?:[a-z]{2,}r|se)(?:a|ont)\b"
)


_ASIDE = r"(?:, [^.,;:]{3,80},)?"  # "l'équipe, portée par l'hôpital, interviendra"


@cache
def _there() -> re.Pattern[str]:
    """Compile how a clause tells what becomes of what is there: "l'école de Vif accueillera dix élèves"."""
    data = told()["futures"]
    return re.compile(
        rf"(?:l[ae] |l'|les |chaque |tou(?:s|tes) les )(?!(?:\w+e?s? )?(?:{'|'.join(data['not_there'])})\b)"
        rf"[^.,;:]{{3,90}}?(?:{_ASIDE}|, (?!et )[a-z' -]{{3,40}} et [a-z' -]{{3,30}}?) "
        rf"(?:(?:se |s')?(?:{'|'.join(data['changes'])})(?:a|ont)"
        # … or what all will have: "les visites à domicile seront proposées à toutes les familles"
        rf"|ser(?:a|ont) {done()})\b"
    )


_QUOTED = re.compile(r"\" ?(?:et |mais )?")


def _within_quote(folded: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of what somebody says, where a sentence opens with it: "« Nous ouvrirons un lieu », annonce-t-il."."""
    quoted = _QUOTED.match(folded, start, end)
    start = quoted.end() if quoted else start
    closing = folded.find('"', start, end)
    return start, closing if quoted and closing >= 0 else end


def _clauses(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """Bounds of the clauses of a sentence, where it is nothing but such as say what will be there."""
    folded, will = source.folded, happens()
    start, end = _within_quote(folded, start, end)
    opening = _OPENING.match(folded, start, end)
    start = opening.end() if opening else start
    if not (will.match(folded, start, end) or _there().match(folded, start, end)):
        return []
    bounds: list[tuple[int, int]] = []
    too = done_too() if _WILL_BE.search(folded, start, end) else will
    for joint in _NEXT_CLAUSE.finditer(folded, start, end):
        if any(clause.match(folded, joint.end(), end) for clause in (will, too, _ELSEWHERE, _there())):
            bounds.append((start, joint.start()))
            start = joint.end()
    return [*bounds, (start, end)]
