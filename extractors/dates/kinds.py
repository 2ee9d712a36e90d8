"""What a date is the date of: its own words tell, or the act in its clause, "ont signé", "a adopté"."""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence

from extractors.contracts.acts import Act
from extractors.contracts.predecessors import SUCCEEDS
from extractors.dates.cues import Kind, cue
from extractors.dates.mentions import Mention
from extractors.dates.scenes import date_heading, reach_over
from extractors.dates.sittings import assembly, counts_votes
from extractors.dates.statements import (
    CONTEXT,
    FINITE,
    OPENING_REACH,
    Statement,
    is_told_again,
    opens_sentence,
    statement_at,
)
from extractors.dates.tenses import tell_tense
from extractors.facts import DateKind
from extractors.text.source import Source


def classify(
    source: Source,
    mentions: Sequence[Mention],
    acts: Sequence[Act],
    bounds: Mapping[Mention, DateKind] | None = None,
) -> list[Kind]:
    """Tell the kind of each mention in the main text, and whether its clause lies in the past or the future.

    Parameters
    ----------
    source : Source
        The text.
    mentions : sequence of Mention
        In text order.
    acts : sequence of Act
        What is done to contracts.
    bounds : mapping of Mention to kind, optional
        The days that bound a period: no act owns them.

    Returns
    -------
    list of Kind
        One for each mention.

    Examples
    --------
    >>> from extractors.contracts.acts import find_acts
    >>> from extractors.dates.grammar import find_mentions
    >>> source = Source("Ils ont signé le 3 mai 2021 un accord prévu par la loi du 5 avril 2020.")
    >>> [kind.kind for kind in classify(source, find_mentions(source), find_acts(source))]
    ['signature', 'other']
    """
    kinds: list[Kind] = []
    statements: dict[int, Statement] = {}
    for mention in mentions:
        at = source.sentence_index(mention.start)
        if at is None:
            kinds.append(Kind("other"))
            continue
        if bounds and mention in bounds:
            kinds.append(Kind(bounds[mention], cued=True))
        else:
            kinds.append(cue(source, mention, source.sentences[at]))
        statement_at(source, statements, at).dates.append((mention, kinds[-1]))
    for act in sorted(acts, key=lambda act: act.start):
        statement_at(source, statements, act.sentence).acts.append(act)
    for statement in statements.values():
        _attach(source, statement)
    for statement in statements.values():
        _set_votes(source, statement)
    for statement in list(statements.values()):
        reach_over(source, statement, statements)
    if not any(kind.kind == "signature" for kind in kinds):
        date_heading(source, statements)
    for statement in statements.values():
        undecided = [(m, kind) for m, kind in statement.dates if kind.tense is None and m.year is None]
        if undecided:
            tell_tense(source, statement.start, statement.end, undecided)
    return kinds


# Where one clause ends and the next begins.
_BREAK = re.compile(
    r"[;:]| (?:qui|dont|lequel|laquelle|lesquel(?:le)?s|lorsqu(?:e |')|quand|alors que|tandis que"
    r"|puisqu(?:e |')|car|mais|apres que|avant que|et (?:a|ont|s'est|se sont|sera|seront|doit|il|elle|ils"
    r"|elles|entre\w*))\b"
    r"|,? (?:issue?s?|prevue?s?|definie?s?|inscrite?s?|instituee?s?|portee?s? par|confirmee?s?)"
    r" (?:de|du|par|dans|en|le|a)\b"
)
# "pour 2 M€ en 2020": the year of the money
_OF_MONEY = re.compile(r"(?:€|\beuros?|\bmillions?) (?:en|pour|des|sur) (?:(?:la seule |l')?annee )?$")
# "Prévue le 3 mai, la signature a eu lieu le 17": the day that was kept is nearer.
_AS_PLANNED = re.compile(r"\b(?:prevue?|programmee?|annoncee?|attendue?) (?:\w+ment )?(?:pour )?(?:le )?$")
_PLAN_REACH = 40
_NEAR = 3  # acts on either side of a date
# Costs in characters. A date inside a sentence belongs rather to the verb before it than to one ahead.
_REACH, _TODAY_REACH, _BREAK_COST, _AHEAD_COST = 240, 40, 150, 30


def _attach(source: Source, statement: Statement) -> None:
    """Give the free dates of a statement to its acts: to each act the date that is nearest to it."""
    if not statement.acts:
        return
    taken: set[int] = set()
    dated = _dated_by_words(source.folded, statement)
    for _, index, number in sorted(_pairs(source.folded, statement)):
        kind = statement.dates[index][1]
        passage = _passage(source.folded, statement, index)
        # "les 3 et 4 mai" are two dates of one act.
        if index not in taken and dated.setdefault(number, passage) == passage:
            taken.add(index)
            _set_kind(source, statement, kind, statement.acts[number])


def _set_votes(source: Source, statement: Statement) -> None:
    """Make the days of a statement that gives the counts of a vote those of the session, if no act owns them."""
    free = [kind for mention, kind in statement.dates if mention.day and not kind.cued]
    free = [kind for kind in free if kind.kind in ("event", "other")]
    for kind in free if free and counts_votes(source, statement.start, statement.end) else ():
        kind.kind = "deliberation"


_BESIDE = 12  # characters


def _dated_by_words(folded: str, statement: Statement) -> dict[int, tuple[int, int]]:
    """The signings of a statement whose day other words tell, "Signé le 10 mars 2022 …": no further day is theirs."""
    dated: dict[int, tuple[int, int]] = {}
    for index, (mention, kind) in enumerate(statement.dates):
        if not (kind.cued and kind.kind == "signature"):
            continue
        number = bisect(statement.acts, mention.start, key=lambda act: act.start) - 1
        if number >= 0 and 0 <= mention.start - statement.acts[number].end < _BESIDE:
            dated[number] = _passage(folded, statement, index)
    return dated


def _passage(folded: str, statement: Statement, index: int) -> tuple[int, int]:
    """Bounds of a date; of the weekday before it, or of "hier", where it tells which day that is."""
    mention = statement.dates[index][0]
    before = statement.dates[index - 1][0] if index else None
    if before and is_told_again(folded, before, mention):
        return before.start, before.end
    return mention.start, mention.end


def _pairs(folded: str, statement: Statement) -> Iterator[tuple[int, int, int]]:
    """Yield the least cost of each free date, its index and that of the act that could own it."""
    for index, (mention, kind) in enumerate(statement.dates):
        if kind.cued:
            continue
        opens = opens_sentence(folded, statement.start, mention.start)
        at = bisect(statement.acts, mention.start, key=lambda act: act.start)
        near = range(max(0, at - _NEAR), min(len(statement.acts), at + _NEAR))
        best = min((_cost(folded, mention, statement.acts[number], opens), index, number) for number in near)
        # "aujourd'hui" may mean these days: only beside the act it is a date.
        today = mention.form == "near" and not mention.offset and not mention.shift
        if best[0] <= (_TODAY_REACH if today else _REACH):
            yield best


def _cost(folded: str, mention: Mention, act: Act, opens: bool) -> int:
    if max(act.start - mention.end, mention.start - act.end) > CONTEXT:
        return CONTEXT
    if act.end <= mention.start:
        gap = folded[act.end : mention.start]
        if mention.form == "year" and _OF_MONEY.search(gap):
            return CONTEXT
        return len(gap) + _BREAK_COST * len(_BREAK.findall(gap))
    gap = folded[mention.end : act.start]
    if _AS_PLANNED.search(folded, max(0, mention.start - _PLAN_REACH), mention.start):
        return len(gap) + _BREAK_COST
    if not opens:
        return len(gap) + _AHEAD_COST * (1 + gap.count(",")) + _BREAK_COST * len(_BREAK.findall(gap))
    # "Le 3 mai, le préfet ; le président ont signé": a list of names has no verb.
    names = gap if FINITE.search(gap) else gap.replace(";", ",").replace(":", ",")
    return min(len(gap), OPENING_REACH) + _BREAK_COST * len(_BREAK.findall(names))


_CONTRACT = re.compile(
    r"\b(?:contra|convention|accord|protocole|avenant|partenariat|pacte|cdppe|calpae|crte|charte|document"
    r"|texte|signataire|entente|cls\b|cpom)"
)
_OTHER_OBJECT = re.compile(
    r"\b(?:deliberations?|feuilles? de route|budgets?|schemas?|plans?|strategies?|rapports?|arretes?"
    r"|decrets?|lois?|orientations?|motions?|v(?:oe|œ)ux?|reglements?|subventions?|marches?|tribunes?|lettres?"
    r"|courriers?|permis"
    r"|instructions?|circulaires?|projet (?:de service|d'etablissement|educatif|associatif)"
    r"|proces-verba\w+)\b"
)
# Verbs that have many objects: "établi", "conclu".
_WIDE = re.compile(r"(?:\w+ )*(?:etabl|concl|souscri)\w+")
# A contract that came before the one that the text is about.
_EARLIER = re.compile(
    r"\b(?:prece\w+|ancienn?e?(?! [a-z])|ancienn?e? (?:contrat|convention|cdppe|calpae|crte|protocole|accord|pacte"
    r"|texte|partenariat|dispositif|programme|plan|avenant|engagement)"
    r"|prend\w* la suite|prenant la suite|fai(?:t|sant) suite a|succed\w+"
    r"|remplac\w+|distincte?|arrivee? a echeance|echue?)\b"
)
# "ont renouvelé leur partenariat": they sign a new one.
_RENEWED = re.compile(r"renouvel|recondui")
_PERFORMED = re.compile(
    r"\b(?:a|ont|avait|avaient) (?:\w+ ){0,2}(?:appos|proced|echang|particip|assist)\w*\b"
)
# "La signature est intervenue le 3 mai", "a eu lieu la signature": told as done, as a verb in the past tells it.
_OCCURRED = (
    r"(?:intervenue?s?|(?:a|ont) eu lieu|(?:s'est|se sont) (?:deroule|tenu|fait)e?s?|(?:ete )?apposees?)\b"
)
_OCCURRED_AFTER = re.compile(rf"[^.;:\n]{{0,90}}?\b{_OCCURRED}")
_OCCURRED_BEFORE = re.compile(rf"\b{_OCCURRED} (?:l[ae]s? |l'|cette |s[ae]s? |leurs? )$")
_PRESENT = re.compile(r"(?:est|sont) (?!.*été)[^;.]*|\w+(?:e|ent|t)")


def _set_kind(source: Source, statement: Statement, kind: Kind, act: Act) -> None:
    """Make a date that of an act: of a signing or adoption if that is done, and done to a contract."""
    kind.acted = True
    if act.modality != "done":
        kind.tense = "future" if act.modality == "future" else None
        if act.kind == "signed" and kind.kind == "other":
            kind.kind = "event"
        return
    if _is_of_others(source.folded, max(statement.start, act.start - _OTHERS_REACH), act.start):
        kind.kind = "other"
        return
    # "signe", "est signé" may be of today or of next week.
    present = _PRESENT.fullmatch(source.text, act.start, act.end) is not None
    if act.form == "noun":  # "ont apposé leur signature"
        before = max(statement.start, act.start - 60), act.start
        present = not (
            _PERFORMED.search(source.folded, *before)
            or _OCCURRED_BEFORE.search(source.folded, *before)
            or _OCCURRED_AFTER.match(source.folded, act.end, statement.end)
        )
    kind.tense = "" if present else "past"
    kind.recalled = _is_recalled(source.folded, statement.start, act)
    folded = source.folded
    start, end = max(statement.start, act.start - CONTEXT), min(statement.end, act.end + CONTEXT)
    contract = _CONTRACT.search(folded, start, end) is not None
    other = not contract and (
        _OTHER_OBJECT.search(folded, start, end) is not None
        or _WIDE.fullmatch(folded, act.start, act.end) is not None
    )
    told = act.form == "active" or (
        kind.kind == "event" and folded.startswith(("a ete ", "ont ete "), act.start)
    )
    by_assembly = act.form == "passive" and assembly().search(folded, start, end)
    renews = act.kind == "amended" and told and not by_assembly
    renewed = renews and _RENEWED.search(folded, act.start, act.end)
    if act.kind == "signed" or (renewed and contract):
        earlier = act.form == "passive" and _EARLIER.search(folded, start, act.end)
        earlier = earlier and _EARLIER.search(SUCCEEDS.sub("", folded[start : act.end]))
        kind.kind = "event" if other else "other" if earlier else "signature"
    elif act.kind == "adopted" and kind.kind != "deliberation":
        told = contract or (not other and _speaks_of_contract(source, statement, act))
        kind.kind = "adoption" if told else "other"
    elif (
        act.kind == "refused" and kind.kind == "event" and contract and assembly().search(folded, start, end)
    ):
        kind.kind = "deliberation"
    elif act.kind in ("amended", "refused") and kind.kind == "event":
        kind.kind = "other"


# "le contrat | que le préfet et le président ont signé"
_WHICH = re.compile(r" qu(?:e |')[^.;:]{0,80}$")


def _is_recalled(folded: str, start: int, act: Act) -> bool:
    """Whether an act is told by the way: "le contrat, signé en avril", "le contrat qu'ils ont signé en avril"."""
    if act.form == "passive":
        return " " not in folded[act.start : act.end]
    return act.form == "active" and _WHICH.search(folded, start, act.start) is not None


# "En 2020, trente départements ont signé": none of those that the text reports.
_OTHERS = re.compile(
    r"\b(?:\d{2,3}|(?:vingt|trente|quarante|cinquante|soixante|quatre-vingts?)(?:(?:-| et )[a-z-]+)?|\w+aine de)"
    r" (?:(?:premiers|autres|nouveaux) )?(?:departements|collectivites|conseils departementaux)(?: [a-z]+){0,2} $"
)
_OTHERS_REACH = 80


def _is_of_others(folded: str, start: int, end: int) -> bool:
    """Whether those who act are many départements or authorities; few texts name any, and the pattern is costly."""
    named = folded.find("departement", start, end) >= 0 or folded.find("collectivites", start, end) >= 0
    return named and _OTHERS.search(folded, start, end) is not None


_ANTECEDENT = 3  # sentences back
_IT = re.compile(r"\b(?:l'|l[ea]s? )$")


def _speaks_of_contract(source: Source, statement: Statement, act: Act) -> bool:
    """Whether "l'a adopté le 3 mai" or "Adopté le 3 mai" goes back to a contract named before."""
    if _IT.search(source.folded[max(statement.start, act.start - 4) : act.start]):
        return True
    for before in reversed(source.sentences[max(0, statement.first - _ANTECEDENT) : statement.first]):
        if _CONTRACT.search(source.folded, before.start, before.end):
            return True
        if _OTHER_OBJECT.search(source.folded, before.start, before.end):
            return False
    return False
