"""What a date is the date of: its own words tell, or the act in its clause, "ont signé", "a adopté"."""

import re
from bisect import bisect
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.acts import Act
from extractors.date_cues import OCCASION, Kind, cue
from extractors.date_mentions import Mention
from extractors.date_tenses import tell_tense
from extractors.facts import DateKind
from extractors.source import Source


@dataclass(slots=True)
class _Statement:
    """A sentence, or sentences that only a semicolon parts, with the dates and the acts in it."""

    first: int
    last: int
    start: int
    end: int
    dates: list[tuple[Mention, Kind]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)


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
    >>> from extractors.acts import find_acts
    >>> from extractors.date_grammar import find_mentions
    >>> source = Source("Ils ont signé le 3 mai 2021 un accord prévu par la loi du 5 avril 2020.")
    >>> [kind.kind for kind in classify(source, find_mentions(source), find_acts(source))]
    ['signature', 'other']
    """
    kinds: list[Kind] = []
    statements: dict[int, _Statement] = {}
    for mention in mentions:
        at = source.sentence_index(mention.start)
        if at is None:
            kinds.append(Kind("other"))
            continue
        if bounds and mention in bounds:
            kinds.append(Kind(bounds[mention], cued=True))
        else:
            kinds.append(cue(source, mention, source.sentences[at]))
        _statement(source, statements, at).dates.append((mention, kinds[-1]))
    for act in sorted(acts, key=lambda act: act.start):
        _statement(source, statements, act.sentence).acts.append(act)
    for statement in statements.values():
        _attach(source, statement)
    for statement in list(statements.values()):
        _reach_over(source, statement, statements)
    if not any(kind.kind == "signature" for kind in kinds):
        _date_heading(source, statements)
    for statement in statements.values():
        undecided = [(m, kind) for m, kind in statement.dates if kind.tense is None and m.year is None]
        if undecided:
            tell_tense(source, statement.start, statement.end, undecided)
    return kinds


_MOST_PARTS = 20  # sentences of a statement, blocks of a list


def _statement(source: Source, statements: dict[int, _Statement], at: int) -> _Statement:
    """Return the statement that holds a sentence: "M. Roy ; M. Bey ont signé" is one."""
    sentences = source.sentences
    first = last = at
    while first and at - first < _MOST_PARTS and _goes_on(source, first - 1):
        first -= 1
    if first not in statements:
        while last - first < _MOST_PARTS and _goes_on(source, last):
            last += 1
        statements[first] = _Statement(first, last, sentences[first].start, sentences[last].end)
    return statements[first]


def _goes_on(source: Source, at: int) -> bool:
    sentence = source.sentences[at]
    if source.text[sentence.end - 1] != ";" or at + 1 == len(source.sentences):
        return False
    return source.sentences[at + 1].block == sentence.block


# Where one clause ends and the next begins.
_BREAK = re.compile(
    r"[;:]| (?:qui|dont|lequel|laquelle|lesquel(?:le)?s|lorsqu(?:e |')|quand|alors que|tandis que"
    r"|puisqu(?:e |')|car|mais|apres que|avant que|et (?:a|ont|s'est|se sont|sera|seront|doit|il|elle|ils"
    r"|elles|entre\w*))\b"
    r"|,? (?:issue?s?|prevue?s?|definie?s?|inscrite?s?|instituee?s?|portee?s? par|confirmee?s?)"
    r" (?:de|du|par|dans|en|le|a)\b"
)
_FINITE = re.compile(
    r" (?:est|sont|ont|a ete|etait|etaient|sera|seront|s'est|se sont|avait|avaient|doit|va)\b|\ba \w+e\b"
)
# What may stand before a date that opens its sentence.
_SMALL = re.compile(
    r"(?:\W|\b(?:c'est|ce fut|c'etait|ce|cet|le|en|au|aux|a|des|dans|lors|de|du|d|l|la|les|date|reunis?"
    r"|rassembles|au cours|a l'occasion)\b)*"
)
_PLACED = re.compile(r"(?:[,:.]| -) ?(?:le |ce )?$")
_CONTEXT = 800  # characters of a statement around a date that are looked at
_NEAR = 3  # acts on either side of a date
# Costs in characters. A date inside a sentence belongs rather to the verb before it than to one ahead.
_REACH, _TODAY_REACH, _OPENING_REACH, _BREAK_COST, _AHEAD_COST = 240, 40, 60, 150, 30


def _attach(source: Source, statement: _Statement) -> None:
    """Give the free dates of a statement to its acts: to each act the date that is nearest to it."""
    taken: set[int] = set()
    dated: dict[int, tuple[int, int]] = {}
    for _, index, number in sorted(_pairs(source.folded, statement)):
        mention, kind = statement.dates[index]
        passage = mention.start, mention.end
        # "les 3 et 4 mai" are two dates of one act.
        if index not in taken and dated.setdefault(number, passage) == passage:
            taken.add(index)
            _set_kind(source, statement, kind, statement.acts[number])


def _pairs(folded: str, statement: _Statement) -> Iterator[tuple[int, int, int]]:
    """Yield the least cost of each free date, its index and that of the act that could own it."""
    for index, (mention, kind) in enumerate(statement.dates):
        if kind.cued or not statement.acts:
            continue
        opens = _opens(folded, statement.start, mention.start)
        at = bisect(statement.acts, mention.start, key=lambda act: act.start)
        near = range(max(0, at - _NEAR), min(len(statement.acts), at + _NEAR))
        best = min((_cost(folded, mention, statement.acts[number], opens), index, number) for number in near)
        # "aujourd'hui" may mean these days: only beside the act it is a date.
        today = mention.form == "near" and not mention.offset and not mention.shift
        if best[0] <= (_TODAY_REACH if today else _REACH):
            yield best


def _opens(folded: str, start: int, end: int) -> bool:
    """Whether what stands before a date in its sentence leaves it free to belong to the main verb."""
    lead = folded[max(start, end - _CONTEXT) : end]
    if OCCASION.search(lead):
        return True
    if len(lead) > _OPENING_REACH:
        return False
    return bool(_SMALL.fullmatch(lead)) or (lead.count(" ") < 7 and bool(_PLACED.search(lead)))


def _cost(folded: str, mention: Mention, act: Act, opens: bool) -> int:
    if max(act.start - mention.end, mention.start - act.end) > _CONTEXT:
        return _CONTEXT
    if act.end <= mention.start:
        gap = folded[act.end : mention.start]
        return len(gap) + _BREAK_COST * len(_BREAK.findall(gap))
    gap = folded[mention.end : act.start]
    if not opens:
        return len(gap) + _AHEAD_COST * (1 + gap.count(",")) + _BREAK_COST * len(_BREAK.findall(gap))
    # "Le 3 mai, le préfet ; le président ont signé": a list of names has no verb.
    names = gap if _FINITE.search(gap) else gap.replace(";", ",").replace(":", ",")
    return min(len(gap), _OPENING_REACH) + _BREAK_COST * len(_BREAK.findall(names))


_CONTRACT = re.compile(
    r"\b(?:contra|convention|accord|protocole|avenant|partenariat|pacte|cdppe|calpae|crte|charte|document"
    r"|texte|signataire|entente|cls\b|cpom)"
)
_OTHER_OBJECT = re.compile(
    r"\b(?:deliberations?|feuilles? de route|budgets?|schemas?|plans?|strategies?|rapports?|arretes?"
    r"|decrets?|lois?|orientations?|motions?|voeux?|reglements?|subventions?|marches?|tribunes?|lettres?"
    r"|courriers?|permis"
    r"|instructions?|circulaires?|projet (?:de service|d'etablissement|educatif|associatif)"
    r"|proces-verba\w+)\b"
)
# Verbs that have many objects: "établi", "conclu".
_WIDE = re.compile(r"(?:\w+ )*(?:etabl|concl|souscri)\w+")
# A contract that came before the one that the text is about.
_EARLIER = re.compile(
    r"\b(?:prece\w+|ancienn?e?|prend\w* la suite|prenant la suite|fai(?:t|sant) suite a|succed\w+"
    r"|remplac\w+|distincte?|arrivee? a echeance|echue?)\b"
)
_PRESENT = re.compile(r"(?:est|sont) (?!.*été)[^;.]*|\w+(?:e|ent|t)")


def _set_kind(source: Source, statement: _Statement, kind: Kind, act: Act) -> None:
    """Make a date that of an act: of a signing or adoption if that is done, and done to a contract."""
    kind.acted = True
    if act.modality != "done":
        kind.tense = "future" if act.modality == "future" else None
        if act.kind == "signed" and kind.kind == "other":
            kind.kind = "event"
        return
    # "signe", "est signé" may be of today or of next week.
    kind.tense = "" if _PRESENT.fullmatch(source.text, act.start, act.end) else "past"
    folded = source.folded
    start, end = max(statement.start, act.start - _CONTEXT), min(statement.end, act.end + _CONTEXT)
    contract = _CONTRACT.search(folded, start, end) is not None
    other = not contract and (
        _OTHER_OBJECT.search(folded, start, end) is not None
        or _WIDE.fullmatch(folded, act.start, act.end) is not None
    )
    if act.kind == "signed":
        earlier = act.form == "passive" and _EARLIER.search(folded, start, act.end)
        kind.kind = "event" if other else "other" if earlier else "signature"
    elif act.kind == "adopted" and kind.kind != "deliberation":
        told = contract or (not other and _speaks_of_contract(source, statement, act))
        kind.kind = "adoption" if told else "other"
    elif act.kind in ("amended", "refused") and kind.kind == "event":
        kind.kind = "other"


_IT = re.compile(r"\b(?:l'|l[ea]s? )$")


def _speaks_of_contract(source: Source, statement: _Statement, act: Act) -> bool:
    """Whether "l'a adopté le 3 mai" or "Adopté le 3 mai" goes back to a contract named before."""
    if _IT.search(source.folded[max(statement.start, act.start - 4) : act.start]):
        return True
    if not statement.first:
        return False
    before = source.sentences[statement.first - 1]
    return _CONTRACT.search(source.folded, before.start, before.end) is not None


_LINK = re.compile(
    r"\bs'y\b|\b(?:a cette occasion|a l'issue|au cours de (?:cette|ce|laquelle)|lors de (?:cette|ce|laquelle)"
    r"|ce jour-la|le meme jour|en marge|dans la foulee|pour l'occasion|a cette date|dans la matinee"
    r"|dans l'apres-midi|sur place|par la meme occasion)\b|^\W*(?:ils|elles|il|elle|tous|toutes|puis"
    r"|ensuite|le prefet et"
    r"|les (?:\w+ )?(?:parties|signataires|partenaires|institutions))\b"
)
_THERE = re.compile(r"\by (?:\w+ )?$")
_COUNTED = re.compile(r"\W*(?:une|deux|trois|quatre|cinq|six|leurs|les) ")
_THAT_DAY = re.compile(
    r"[^.;:]{0,30}?\b(?:ce (?:jour|mois|matin|soir)-la|cette annee-la|ce meme (?:jour|mois)|a cette date)\b"
)
_CEREMONY = re.compile(
    r"\W*(?:c'etait|c'est|la ceremonie|la signature|l'evenement|la rencontre|elle (?:a eu lieu|s'est)"
    r"|le paraphe|cela s'est|la scene|le rendez-vous)\b"
)


def _reach_over(source: Source, statement: _Statement, statements: dict[int, _Statement]) -> None:
    """Date a signing by the sentence before ("mardi 3 mai. Il y a signé …") or after ("La cérémonie …")."""
    act = _undated_signing(statement)
    if act is None:
        return
    other: _Statement | None = None
    if source.folded.startswith("ont ", act.start) and _closes_list(source, statement, act):
        other = _above_list(source, statement, statements)
    elif statement.first and _goes_back(source, statement, act):
        other = _statement(source, statements, statement.first - 1)
    elif statement.last + 1 < len(source.sentences):
        following = source.sentences[statement.last + 1]
        if _CEREMONY.match(source.folded, following.start):
            other = _statement(source, statements, statement.last + 1)
    if other:
        kinds: tuple[DateKind, ...] = (
            ("event", "deliberation", "adoption") if act.form == "noun" else ("event", "deliberation")
        )
        _sign(kind for _, kind in _free(other, kinds))
    elif statement.first and _THAT_DAY.match(source.folded, act.end):
        _sign(kind for _, kind in _statement(source, statements, statement.first - 1).dates[-1:])


def _goes_back(source: Source, statement: _Statement, act: Act) -> bool:
    """Whether a sentence goes on with the scene of the one before: "Il y a signé …", "Trois signatures …"."""
    text = source.folded[max(statement.start, act.start - _CONTEXT) : act.start]
    if act.form == "noun":
        return _COUNTED.fullmatch(text) is not None and not _FINITE.search(
            source.folded, act.end, statement.end
        )
    return bool(_THERE.search(text) or _LINK.search(text))


def _closes_list(source: Source, statement: _Statement, act: Act) -> bool:
    """Whether "ont signé" stands below a list of names, or runs on from its last one."""
    block = source.sentences[statement.first].block
    above = source.blocks[block - 1].kind if block else ""
    return source.blocks[block].kind == "item" or (act.start == statement.start and above == "item")


def _above_list(
    source: Source, statement: _Statement, statements: dict[int, _Statement]
) -> _Statement | None:
    """Find what stands above the list that a statement closes."""
    below = source.sentences[statement.first].block
    above = range(below - 1, max(-1, below - 1 - _MOST_PARTS), -1)
    at = next((index for index in above if source.blocks[index].kind != "item"), None)
    last = None if at is None else source.sentence_index(source.blocks[at].end - 1)
    return None if last is None else _statement(source, statements, last)


def _undated_signing(statement: _Statement) -> Act | None:
    """Return the first act of signing that is done, if nothing in its statement could date it."""
    if any(mention.day and not kind.legal for mention, kind in statement.dates):
        return None
    if any(kind.kind == "signature" for _, kind in statement.dates):
        return None
    return next((act for act in statement.acts if act.kind == "signed" and act.modality == "done"), None)


def _free(
    statement: _Statement, kinds: Container[DateKind] = ("event", "deliberation")
) -> list[tuple[Mention, Kind]]:
    """Return the dates of a statement that no law owns; none where they are of several days."""
    free = [
        (mention, kind)
        for mention, kind in statement.dates
        if kind.kind in kinds and not kind.legal and kind.tense != "future"
    ]
    return free if len({mention[:2] for mention, _ in free}) == 1 else []


def _sign(kinds: Iterator[Kind]) -> None:
    for kind in kinds:
        kind.kind, kind.tense = "signature", "past"


_SIGNERS = re.compile(
    r"\b(?:prefete?|prefecture|ars|agence|president\w*|conseil departemental|departement|ministre|l'etat)\b"
)
_NO_SIGNING = re.compile(
    r"\b(?:lance\w*|lancement|presid(?:e|ait)|present(?:e|er|ation)|comite|reunion|visit\w+|annonc\w+"
    r"|prepar\w+|candidat\w+|retenu\w*|vot\w+|adopt\w+|approuv\w+|sera|seront|doit|doivent)\b"
)


def _date_heading(source: Source, statements: dict[int, _Statement]) -> None:
    """Date "Signature du contrat" in a heading by the date that opens the text below."""
    for statement in list(statements.values()):
        act = _undated_signing(statement)
        below = statement.last + 1
        if act is None or act.form != "noun" or below >= len(source.sentences):
            continue
        if source.blocks[source.sentences[statement.first].block].kind != "heading":
            continue
        text = statements.get(below)
        if text is None or _NO_SIGNING.search(source.folded, text.start, text.end):
            continue
        free = _free(text)
        short = text.end - text.start < _OPENING_REACH
        signers = short or _SIGNERS.search(source.folded, text.start, text.end)
        if free and signers and _opens(source.folded, text.start, free[0][0].start):
            _sign(kind for _, kind in free)
