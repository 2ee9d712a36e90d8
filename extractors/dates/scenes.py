"""Signings that another sentence dates: "… mardi 3 mai. Il y a signé …", a heading, a list of names."""

import re
from collections.abc import Container, Iterator
from itertools import pairwise

from extractors.contracts.act_words import ActKind
from extractors.contracts.acts import Act
from extractors.contracts.in_force import SINCE
from extractors.dates.answers import answered_day
from extractors.dates.cues import Kind
from extractors.dates.mentions import Mention
from extractors.dates.occasions import event_of
from extractors.dates.statements import (
    CONTEXT,
    FINITE,
    MOST_PARTS,
    OPENING_REACH,
    Statement,
    is_told_again,
    opens_sentence,
    statement_at,
)
from extractors.facts import DateKind
from extractors.text.calendar_names import WEEKDAYS
from extractors.text.source import Source

_LINK = re.compile(
    r"\bs'y\b|\b(?:a cette occasion|a l'issue|au cours de (?:cette|ce|laquelle)|lors de (?:cette|ce|laquelle)"
    r"|ce jour-la|le meme jour|en marge|dans la foulee|pour l'occasion|a cette date|dans la matinee"
    r"|dans l'apres-midi|sur place|par la meme occasion"
    r"|(?:profit\w+ d[eu]|saisi\w*) (?:l'|cette |la |sa |leur )?(?:occasion|venue|visite|rencontre))\b"
    r"|^\W*(?:ils|elles|il|elle|tous|toutes|puis"
    r"|ensuite|apres quoi|c'est (?:la|alors) qu|le prefet et|depuis (?:(?:ce|cette) (?:jour|date|matin|soir)\b|lors)"
    r"|chacune?|l'une? apres l'autre|a tour de role|les (?:deux|trois|quatre|cinq) (?:ont|y)"
    r"|les (?:\w+ )?(?:parties|signataires|partenaires|institutions))\b"
)
_THERE = re.compile(r"\by (?:\w+ )?$")
_COUNTED = re.compile(r"\W*(?:une|deux|trois|quatre|cinq|six|leurs|les) ")
_THAT_DAY = re.compile(
    r"[^.;:]{0,30}?\b(?:ce (?:jour|mois|matin|soir)-la|cette annee-la|ce meme (?:jour|mois)|a cette date)\b"
)
# "La maire recevait jeudi les signataires du contrat.": whoever is told then to have signed did so there.
_GATHER = r"(?:accueill|recev|recu|reuni|rassembl|convi|invit|retrouv|donn)\w*"
_GATHERED = re.compile(
    rf"\b(?:{_GATHER}\b[^.;:]{{0,90}}\bles (?:\w+ )?signataires|signataires\b[^.;:]{{0,90}}\b{_GATHER})\b"
)
# What names the scene of a signing, wherever it is told, and what only goes on from the sentence before.
_SCENE = (
    r"(?:la ceremonie|la signature|l'evenement|le paraphe|la scene|la poignee de main"
    r"|(?:cela|ca|tout|tout cela) (?:s'est|s'etait|se pass|se deroul|se jou|a eu lieu|avait lieu)"
    r"|(?:cela|la signature|le paraphe|l'affaire) remonte|rendez-vous (?:avait|a) ete"
    rf"|(?:on etait|nous etions) (?=le |ce |{WEEKDAYS})"
    r"|(?:l'instant|le moment)(?= (?:etait|avait|s'est|fut|a ete|se voulait)))"
)
_CEREMONY = re.compile(
    rf"\W*(?:{_SCENE}|(?:c'etait|c'est|la rencontre|elle (?:a eu lieu|s'est)|le rendez-vous)\b|(?:(?:la )?date|le) ?:)"
)
_FAR_CEREMONY = re.compile(rf"\W*(?:{_SCENE}|c'etait (?:hier|le|ce|{WEEKDAYS})\b)")
_FAR = 3  # sentences behind a signing in which its scene may still be set


def reach_over(source: Source, statement: Statement, statements: dict[int, Statement]) -> None:
    """Date a signing by the sentence before ("mardi 3 mai. Il y a signé …") or after ("La cérémonie …")."""
    if same := _same_day(source, statement):
        _sign(iter([same]))
    act = _undated(statement, "signed")
    if act is None:
        _date_adoption(source, statement, statements)
        return
    other: Statement | None = None
    if source.folded.startswith("ont ", act.start) and _closes_list(source, statement, act):
        other = _above_list(source, statement, statements)
    elif answer := answered_day(source, statement, statements):
        _sign(iter([answer]))
        return
    elif source.text[statement.end - 1] == "?":  # "Qui l'a signé, et quand ?"
        other = _behind(source, statement, statements)
    elif statement.first and _goes_back(source, statement, act):
        other = statement_at(source, statements, statement.first - 1)
    else:
        other = _ceremony(source, statement, statements)
    kinds: tuple[DateKind, ...] = (
        ("event", "deliberation", "adoption") if act.form == "noun" else ("event", "deliberation")
    )
    if other and (free := _free(source.folded, other, kinds)):
        _sign(kind for _, kind in free)
    elif statement.first and (done := _just_done(source, statement, statements, act)):
        _sign(iter([done]))
    elif (event := event_of(source, statement, statements)) and (free := _free(source.folded, event)):
        _sign(kind for _, kind in free)
    elif statement.first and _THAT_DAY.match(source.folded, act.end):
        _sign(kind for _, kind in statement_at(source, statements, statement.first - 1).dates[-1:])


# "…, jour où le préfet et le président y ont mis leur nom", "mois durant lequel il a été conclu"
_WHEN = re.compile(
    r",? \(?(?:c'est |qui (?:est|reste) )?(?:la |le )?(?:date|jour|mois|matin|soir|journee|moment)"
    r" (?:ou|quand|auquel|duquel|(?:a|durant|pendant|lors de) (?:laquelle|lequel)|lors duquel)\b"
)
_CLAUSE = 140  # characters from "jour où" to what was done then


def _in_clause(folded: str, start: int, act: Act) -> bool:
    """Whether an act is what was done on the day of which a clause from `start` on tells."""
    here = start <= act.start <= start + _CLAUSE
    return here and (act.form == "noun" or not FINITE.search(folded, start, act.start))


# "Depuis le 5 avril, ils sont liés par un contrat, qu'ils ont signé | ce jour-là à Laval.", "Depuis le 5 avril, la
# Creuse dispose d'un contrat, conclu entre l'État et elle."
def _same_day(source: Source, statement: Statement) -> Kind | None:
    """The one day of a sentence in which something was signed "that day", or since which a contract is had."""
    acts = [act for act in statement.acts if act.kind == "signed" and act.modality == "done"]
    days = [(mention, kind) for mention, kind in statement.dates if mention.day]
    for mention, kind in statement.dates if acts else ():
        when = _WHEN.match(source.folded, mention.end, statement.end)
        if when and any(_in_clause(source.folded, when.end(), act) for act in acts):
            return kind
    if not acts or len(days) != 1 or days[0][1].kind not in ("other", "event"):
        return None
    if SINCE.match(source.folded, statement.start, statement.end):
        return days[0][1]
    then = days[0][0].end <= acts[0].start and _THAT_DAY.match(source.folded, acts[0].end)
    return days[0][1] if then else None


def _behind(source: Source, statement: Statement, statements: dict[int, Statement]) -> Statement | None:
    """Find what answers a question: the sentence below it, or behind it."""
    behind = statement.last + 1
    return statement_at(source, statements, behind) if behind < len(source.sentences) else None


def _ceremony(source: Source, statement: Statement, statements: dict[int, Statement]) -> Statement | None:
    """Find what sets the scene of a signing told before: the next sentence, or one further on with no day between."""
    for at in range(statement.last + 1, min(len(source.sentences), statement.last + 1 + _FAR)):
        near = at == statement.last + 1
        if (_CEREMONY if near else _FAR_CEREMONY).match(source.folded, source.sentences[at].start):
            return statement_at(source, statements, at)
        if at in statements and statements[at].dates:
            return None
    return None


# "C'est fait depuis hier.", and then who signed what.
_DONE_DEAL = re.compile(
    r"\W*(?:c'est|c'etait|voila,? c'est|voila qui est)(?: (?:enfin|desormais|donc|chose|maintenant))* "
    r"(?:fait|faite|acte|officiel|regle|boucle|plie|fini|dans la boite)\b[^.;:]{0,60}$"
)


# "Un avenant y remédie depuis mercredi 9 novembre. | A et B l'ont signé."
_HAD_SINCE = re.compile(
    r"\b(?:contrat|convention|avenant|accord|protocole|pacte|cdppe|calpae|crte|ctg|document|texte)\b[^.;:]{2,80}"
    r" depuis (?:le |ce )?[^.;:,]{4,30}$"
)
_IT_BEFORE = re.compile(r"\bl'$")


def _just_done(
    source: Source, statement: Statement, statements: dict[int, Statement], act: Act
) -> Kind | None:
    """The one day that the sentence before gives, where it only says that it is done, or since when it is so."""
    before = source.sentences[statement.first - 1]
    told = source.folded[before.start : before.end].rstrip(" .!")
    same = before.block == source.sentences[statement.first].block
    taken_up = _IT_BEFORE.search(source.folded, statement.start, act.start) and _HAD_SINCE.search(told)
    if not same or not (_DONE_DEAL.match(told) or SINCE.match(told) or taken_up):
        return None
    dates = statement_at(source, statements, statement.first - 1).dates
    days = [kind for mention, kind in dates if mention.day] or [kind for _, kind in dates]
    return days[0] if len(days) == 1 else None


def _goes_back(source: Source, statement: Statement, act: Act) -> bool:
    """Whether a sentence goes on with the scene of the one before: "Il y a signé …", "Trois signatures …"."""
    text = source.folded[max(statement.start, act.start - CONTEXT) : act.start]
    if act.form == "noun":
        return _COUNTED.fullmatch(text) is not None and not FINITE.search(
            source.folded, act.end, statement.end
        )
    before = source.sentences[statement.first - 1]
    return bool(
        _THERE.search(text) or _LINK.search(text) or _GATHERED.search(source.folded, before.start, before.end)
    )


def _closes_list(source: Source, statement: Statement, act: Act) -> bool:
    """Whether "ont signé" stands below a list of names, or runs on from its last one."""
    block = source.sentences[statement.first].block
    above = source.blocks[block - 1].kind if block else ""
    return source.blocks[block].kind == "item" or (act.start == statement.start and above == "item")


def _above_list(source: Source, statement: Statement, statements: dict[int, Statement]) -> Statement | None:
    """Find what stands above the list that a statement closes."""
    below = source.sentences[statement.first].block
    above = range(below - 1, max(-1, below - 1 - MOST_PARTS), -1)
    at = next((index for index in above if source.blocks[index].kind != "item"), None)
    last = None if at is None else source.sentence_index(source.blocks[at].end - 1)
    return None if last is None else statement_at(source, statements, last)


def _undated(statement: Statement, done: ActKind) -> Act | None:
    """Return the first act of this kind that is done, if nothing in its statement could date it."""
    if not statement.acts or any(mention.day and not kind.legal for mention, kind in statement.dates):
        return None
    if any(kind.kind == "signature" for _, kind in statement.dates):
        return None
    return next((act for act in statement.acts if act.kind == done and act.modality == "done"), None)


# "L'assemblée a adopté le contrat. | La séance avait lieu mardi 4 mai."
_SITTING = re.compile(
    rf"\W*(?:{_SCENE}|c'etait\b|la (?:seance|session|reunion)\b|le (?:vote|debat|scrutin)\b)"
)


def _date_adoption(source: Source, statement: Statement, statements: dict[int, Statement]) -> None:
    """Date an adoption, or a refusal, by the next sentence or by the one before, where that tells of the day alone."""
    act = _undated(statement, "adopted") or _undated(statement, "refused")
    other: Statement | None = None
    if act is None:
        return
    if statement.last + 1 < len(source.sentences) and _SITTING.match(
        source.folded, source.sentences[statement.last + 1].start
    ):
        other = statement_at(source, statements, statement.last + 1)
    elif statement.first and _only_sets_scene(source, statement.first - 1, statement.first):
        other = statement_at(source, statements, statement.first - 1)
    for _, kind in _free(source.folded, other) if other and not other.acts else ():
        told: DateKind = "adoption" if act.kind == "adopted" else "deliberation"
        kind.kind, kind.tense, kind.acted = told, "past", True


# "Coup de théâtre lundi 27 juin 2022 à Créteil. | Le conseil départemental a rejeté …", told without a verb.
_LONGEST_SCENE = 80  # characters
_ANY_VERB = re.compile(
    r"\b(?:a|ont|est|sont|fut|va|vont|doit|doivent|sera|seront|\w+(?:ait|aient|èrent|era|eront))\b|[«»:?]"
)


def _only_sets_scene(source: Source, index: int, following: int) -> bool:
    """Whether a sentence before another in its block is short and has no verb."""
    scene = source.sentences[index]
    short = scene.end - scene.start < _LONGEST_SCENE and scene.block == source.sentences[following].block
    return short and _ANY_VERB.search(source.text, scene.start, scene.end) is None


def _free(
    folded: str, statement: Statement, kinds: Container[DateKind] = ("event", "deliberation")
) -> list[tuple[Mention, Kind]]:
    """Return the dates of a statement that no law owns; none where they are of several days."""
    free = [
        (mention, kind)
        for mention, kind in statement.dates
        if kind.kind in kinds and not kind.legal and kind.tense != "future"
    ]
    days = {mention for mention, _ in free}
    again = [b for a, b in pairwise(sorted(days, key=lambda day: day.start)) if is_told_again(folded, a, b)]
    return free if len(days) - len(again) == 1 else []


def _sign(kinds: Iterator[Kind]) -> None:
    for kind in kinds:
        kind.kind, kind.tense, kind.acted = "signature", "past", True


_SIGNERS = re.compile(
    r"\b(?:prefete?|prefecture|ars|agence|president\w*|conseil departemental|departement|ministre|l'etat)\b"
)
_NO_SIGNING = re.compile(
    r"\b(?:lance\w*|lancement|presid(?:e|ait)|present(?:e|er|ation)|comite|reunion|visit\w+|annonc\w+"
    r"|prepar\w+|candidat\w+|retenu\w*|vot\w+|adopt\w+|approuv\w+|sera|seront|doit|doivent)\b"
)


def date_heading(source: Source, statements: dict[int, Statement]) -> None:
    """Date "Signature du contrat" in a heading by the date that opens the text below."""
    for statement in list(statements.values()):
        act = _undated(statement, "signed")
        below = statement.last + 1
        if act is None or act.form != "noun" or below >= len(source.sentences):
            continue
        if source.blocks[source.sentences[statement.first].block].kind != "heading":
            continue
        text = statements.get(below)
        if text is None or _NO_SIGNING.search(source.folded, text.start, text.end):
            continue
        free = _free(source.folded, text)
        short = text.end - text.start < OPENING_REACH
        signers = short or _SIGNERS.search(source.folded, text.start, text.end)
        if free and signers and opens_sentence(source.folded, text.start, free[0][0].start):
            _sign(kind for _, kind in free)
