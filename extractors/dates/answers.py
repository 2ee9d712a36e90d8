"""Days told in answer to a question: "Il a été signé quand ? – En mars 2020", "Qui l'a signé ? … Quand ? Le 3 mai"."""

import re

from extractors.contracts.questions import ASKS_WHAT, YES
from extractors.dates.cues import Kind
from extractors.dates.mentions import Mention
from extractors.dates.statements import Statement, statement_at
from extractors.text.source import Source

_MARCH = 5  # sentences from "Qui l'a signé ?" to a bare "Quand ?"
# What may stand before the day that answers: "Oui, depuis", "VRAI. C'était", "Nous l'avons fait en".
_LEADS = re.compile(
    rf"(?:\W|\b(?:{YES}|c'est|c'etait|ce fut|chose|faite?|officiel|signee?|conclue?|paraphee?|il|elle|nous|ils|on"
    r"|l'est|l'a|l'ont|l'avons|a|ont|ete|a eu lieu|date|depuis|des|le|la|l'|ce|en|au|aux|fin|debut|mi|mois|courant"
    r"|de|du|d'|hier)\b)*"
)
_YES_ALONE = re.compile(rf"\W*(?:{YES})\W*")
_WHEN = re.compile(r"\b(?:quand|(?:a |de )?quel(?:le)? (?:date|jour|mois|moment|annee))\b")
_WHAT_ELSE = re.compile(ASKS_WHAT)  # a question without any of these asks whether it is so
# "Quand ?", "Et à quelle date ?", "C'était quand, au juste ?", "Quand cela s'est-il passé ?"
_BARE_WHEN = re.compile(
    r"\W*(?:et |mais )?(?:(?:c'etait|c'est|ca s'est passe|depuis) )?(?:quand|(?:a )?quel(?:le)? (?:date|jour)|date)"
    r"(?:,? (?:cela|ca|c'etait|est-ce|etait-ce|exactement|au juste|precisement|donc|l'a-t-(?:il|on)|l'ont-(?:ils|elles)"
    r"|l'avez-vous|a-t-il eu lieu|a-t-elle eu lieu)[^.;:?]{0,30})?\W*"
)


def answered_day(source: Source, statement: Statement, statements: dict[int, Statement]) -> Kind | None:
    """Return the kind of the day that answers when what `statement` tells, or asks of, was signed."""
    asks = source.text[statement.end - 1] == "?"
    asked = source.folded[statement.start : statement.end]
    if asks and (_WHEN.search(asked) or not _WHAT_ELSE.search(asked)):
        return _opening_day(source, statement.last + 1, statements)
    last = min(len(source.sentences), statement.last + 1 + _MARCH)
    for at in range(statement.last + 1, last):
        sentence = source.sentences[at]
        if source.text[sentence.end - 1] == "?" and _BARE_WHEN.fullmatch(
            source.folded, sentence.start, sentence.end
        ):
            return _opening_day(source, at + 1, statements)
        if at in statements and statements[at].dates:
            return None
    return None


def _opening_day(source: Source, at: int, statements: dict[int, Statement]) -> Kind | None:
    """The kind of the date with which an answer begins, behind a bare "Oui."."""
    for behind in source.sentences[at : at + 2]:
        answer = statement_at(source, statements, at)
        first: tuple[Mention, Kind] | None = next(iter(answer.dates), None)
        if first and _LEADS.fullmatch(source.folded, behind.start, first[0].start):
            return None if first[1].tense == "future" else first[1]
        if not _YES_ALONE.fullmatch(source.folded, behind.start, behind.end):
            return None
        at += 1
    return None
