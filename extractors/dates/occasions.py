"""Signings that an event was the occasion of: "La journée s'est achevée par la signature", "En clôture, …"."""

import re

from extractors.dates.statements import Statement, statement_at
from extractors.text.source import Source

_THE = r"(?:l[ae]s? |l'|ce(?:tte|s|t)? |s(?:on|a|es) |leurs? )"
_EVENT = (
    r"(?:journees?|matinee|apres-midi|soiree|rencontres?|visite|conference|colloque|seminaire|assises|deplacement"
    r"|venue|reunion|manifestation|evenement|rendez-vous|forum|rassemblement|inauguration|tables? rondes?"
    r"|ceremonie|congres|convention annuelle)"
)
_ITS_EVENT = rf"(?: (?:d[eu]s? |d')?{_THE}?{_EVENT}\b[^,.;:]{{0,50}})?"
_OCCASION = re.compile(
    # "La journée s'est achevée par", "Elle a été marquée par", "Son déplacement s'est ouvert sur"
    rf"\W*(?:{_THE}{_EVENT}\b[^,.;:]{{0,60}}?|elles?|ils?)"
    r" (?:(?:s'est|se sont|a ete|ont ete|fut) (?:\w+ment |ensuite |enfin |aussi )?"
    r"(?:(?:achev|conclu|termin|clos|clotur|ouvert|referm|marqu|ponctu|couronn)\w* (?:\w+ment )?(?:par|sur|avec)"
    r"|l'occasion (?:de|d'|pour))|(?:a|ont) (?:aussi |ainsi |egalement )?permis)\b"
    # "En clôture de la journée,", "À l'issue de la visite,", "En fin de matinée,"
    rf"|\W*(?:en |a l'|au |pour )(?:ouverture|ouvrir|cloture|clore|conclusion|conclure|preambule|prelude|issue|marge"
    rf"|terme){_ITS_EVENT},"
    r"|\W*(?:(?:en|a la|au) (?:fin|debut|milieu) d(?:e |')|dans l(?:a |'))?(?:matinee|apres-midi|journee|soiree),"
    # "Point d'orgue de la journée : la signature …", "Temps fort de la visite, la signature …"
    rf"|\W*(?:l[ae] |l'|autre )?(?:point d'orgue|(?:temps|moment|point) forts?|clou|apotheose|point final)"
    rf" d(?:e |u |es |'){_THE}?{_EVENT}\b"
)
_STOPS = '.!?…»"'
_BACK = 5  # sentences from an event to what it was the occasion of


def event_of(source: Source, statement: Statement, statements: dict[int, Statement]) -> Statement | None:
    """Return the last statement before a signing that gives a day, where an event was its occasion."""
    occasion = _OCCASION.match(source.folded, statement.start, statement.end)
    # "La journée s'est conclue par la signature": what is told of the day itself is no signing.
    if occasion is None or all(act.kind != "signed" or act.start < occasion.end() for act in statement.acts):
        return None
    for at in range(statement.first - 1, max(-1, statement.first - 1 - _BACK), -1):
        if source.text[source.blocks[source.sentences[at].block].end - 1] not in _STOPS:
            return None  # a title: what stands above it is told of something else
        before = statement_at(source, statements, at)
        if any(mention.day for mention, _ in before.dates):
            return before
    return None
