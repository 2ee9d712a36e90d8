"""How an assembly voted: counts behind or before their labels, in tables, in words, by names, or unanimity only."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from extractors.money_words import vocabulary
from extractors.numerals import parse_words

Outcome = Literal["unanimous", "adopted", "rejected"]
_Label = Literal["for", "against", "abstentions", "voters", "expressed"]


class VoteFound(NamedTuple):
    """A vote and where it stands; a count that the text does not give is None."""

    for_: int | None
    against: int | None
    abstentions: int | None
    outcome: Outcome
    start: int
    end: int


class _Token(NamedTuple):
    """One count with its label; `named` tells that it was got by counting names."""

    start: int
    end: int
    label: _Label
    number: int
    named: bool = False


class _Marker(NamedTuple):
    """A word that tells the outcome without a count."""

    start: int
    end: int
    outcome: Outcome


def _in_order(tokens: Sequence[_Token], markers: Sequence[_Marker]) -> list["_Token | _Marker"]:
    parts: list[_Token | _Marker] = [*tokens, *markers]
    return sorted(parts, key=lambda part: part.start)


@dataclass
class _Passage:
    """Counts and markers that tell one vote."""

    tokens: list[_Token] = field(default_factory=list)
    markers: list[_Marker] = field(default_factory=list)

    @property
    def parts(self) -> list[_Token | _Marker]:
        return _in_order(self.tokens, self.markers)

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return max(part.end for part in self.parts)

    def has(self, *labels: _Label) -> bool:
        return any(token.label in labels for token in self.tokens)


# Every vote holds one of these, or "pour" and "contre" as labels; most announcements hold none.
_ANCHORS = ("abst", "unanim", "majorit", "voix", "favorable", "votants", "suffrage")
_LABELLED = re.compile(r"\b(?:pour|contre) *[:=|(\t\n]|\bpour[ ,;.]+(?:et )?(?:[\w'-]+ ){1,4}contre\b")
_SPACED = re.compile(r"(?<!\w)\w(?:[ ']{1,3}\w(?!\w)){3,}")


def close_up(folded: str) -> str:
    """Close letter-spaced words up, the length kept: the space goes behind them.

    >>> close_up("p o u r : 2 4") == "pour    : 2 4"
    True
    """

    def closed(run: re.Match[str]) -> str:
        words = re.split(r" {2,}", run.group())
        return " ".join(word.replace(" ", "") for word in words).ljust(len(run.group()))

    return _SPACED.sub(closed, folded)


@cache
def _number() -> str:
    words = [word for word in vocabulary()["words"] if word not in ("mille", "et")]
    word = "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"
    return (
        r"(?:\d(?: \d(?![\w.,]))?\d{0,2}(?![\d%€/]|[.,]\d)(?! ?(?:%|€|m€|k€|euros|millions))"
        rf"|{word}(?:[ -](?:et[ -])?{word}){{0,3}}(?![a-z]))"
    )


_NONE = r"(?:neant|aucune?|zero|nulle?|/|[-o](?=[ \t]*(?:[-;,\n]|$)))"
_VOTED = r"(?:(?:ont |a )?vot(?:e|es|ant|ants|ent) |voix |suffrages? |bulletins? )?"
_LABELS = (
    rf"(?P<label>{_VOTED}(?:pour|contre)(?! (?:la|le|les|l'))|abstentions?(?: ?\(s\))?"
    r"|(?:se sont|s'est|se) abst\w+|favorables?|defavorables?|(?:nombre de )?votants|suffrages exprimes)"
)
# A number without a colon before it is a count only where nothing is counted behind it.
_ALONE = r"(?=[ \t]*(?:[-;,.|/()\n]|$|(?:et|voix|vote|contre|abst|pour)))"


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![a-z]){_LABELS}(?:[ \t]*[:=][ \t\n]*(?P<count>{_number()}|{_NONE})(?=[ \t]*(?:[-;,.|/()\n]|$|"
        rf"voix|vote|contre|abst|pour|elus?\b|conseill|et\b|nul|blanc))|[ \t]+(?P<bare>{_number()}){_ALONE})"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,])(?P<count>{_number()}|aucune?)[ \t]*(?:(?:voix|votes?|suffrages?|bulletins?|elue?s?|"
        r"conseillere?s?|membres)[ \t]+)?(?:votant |exprime(?:s|es)? )?"
        r"(?P<label>pour|contre|abstentions?|favorables?|defavorables?)(?![a-z])(?! (?:la|le|les|l'))"
    )


@cache
def _against() -> re.Pattern[str]:
    """Match "par 20 voix contre 12"."""
    number = _number()
    return re.compile(
        rf"(?<![\w.,])(?P<for>{number}) voix (?:pour )?contre (?P<against>{number})"
        r"(?! (?:voix )?(?:pour|contre|abst))"
    )


@cache
def _voices() -> re.Pattern[str]:
    """Match "par 29 voix", where nothing says that they are for."""
    return re.compile(rf"\bpar (?P<count>{_number()}) (?:voix|suffrages)(?! (?:pour|contre|favorables?))\b")


_TITLE = r"(?:mm?\.|mmes?\b|mr\b|messieurs|mesdames|monsieur|madame)"
_NAMES = re.compile(rf"(?<![a-z]){_LABELS}[ \t]*:[ \t\n]*(?=(?P<names>{_TITLE}))")
_WITHHOLDING = re.compile(
    rf"(?P<names>{_TITLE}(?:[^.;:\n]|(?<=mm)\.|(?<=\bm)\.){{1,200}}?),? "
    r"(?:(?P<abst>s'abst(?:enant|iennent|ient)|s'etant abstenue?s?)|(?:votant|ayant vote|votent) contre)"
)
_NAMES_END = re.compile(
    r"(?<=[a-z]{3})\.|\n|;(?! ?(?:mm?\.|mme|mmes))|\b(?:se sont|ont vote|ne prend|pour ?:|contre ?:|abst)"
)
_TABLE = re.compile(
    r"(?:^|\n)[ \t]*(?P<heads>(?:(?:nombre de )?(?:votants|presents|exprimes|pour|contre|"
    r"abstentions?(?: ?\(s\))?|blancs?|nuls?)[ \t|]+){1,6}(?:pour|contre|abstentions?(?: ?\(s\))?|blancs?|nuls?))"
    r"[ \t|]*\n[ \t|]*(?P<counts>\d{1,3}(?:[ \t|]+\d{1,3}){1,6})[ \t|]*(?=\n|$)"
)
_HEAD = re.compile(r"votants|presents|exprimes|pour|contre|abstentions?|blancs?|nuls?")
_UNANIMOUS = re.compile(r"unanimit|\bunanime")
_MINUS = re.compile(
    r"\w*(?: des \w+(?: \w+){0,4})?,? moins (?P<count>[a-z]+|\d{1,3}) (?P<label>abst|voix contre|contre)"
)
_MAJORITY = re.compile(
    r"\ba la majorite(?: absolue| qualifiee| simple| relative|"
    r" des (?:suffrages|voix|votants|votes|membres|presents))?\b"
)
_DECIDES = re.compile(
    r"\b(?:adopt|approuv|vot[ea]|decid|deliber|rejet|scrutin|accept|autoris|conseil|assemblee|commission permanente)"
)
_CUE = re.compile(r"vot|adopt|rejet|scrutin|suffrage|voix|unanim|majorit|abst|approuv")
_REJECTED = re.compile(r"\b(?:rejet|repouss|n'est pas adopte|n'a pas (?:ete )?adopte)")
# Votes on something else than the act: the opinion of a committee, an amendment, the minutes of last time.
_ELSEWHERE = re.compile(
    r"\b(?:avis|commission(?! permanente)|comite technique|amendements?|proces-verba(?:l|ux)|comptes?[ -]rendus?|"
    r"huis clos|secretaire de seance)\b"
)
_BY_COMMITTEE = re.compile(r"[^.;\n]{0,40}\b(?:par|de|en) (?:la |cette )?commission(?! permanente)")
_GAP, _FAR = 260, 4000


def find_vote(folded: str, start: int = 0, end: int | None = None) -> VoteFound | None:
    """Find the vote on the act that stands between `start` and `end` of a folded text.

    Votes of committees, on amendments and on earlier minutes are passed over; of several votes the last one that
    gives counts is the act's.

    >>> find_vote("adopte par 24 voix pour, 1 contre et 4 abstentions.")[:4]
    (24, 1, 4, 'adopted')
    """
    end = len(folded) if end is None else end
    scope = close_up(folded[start:end])
    if not (any(anchor in scope for anchor in _ANCHORS) or _LABELLED.search(scope)):
        return None
    passages = _with_names_below([p for p in _passages(scope) if _is_vote(scope, p)])
    if not passages:
        return None
    counted = [p for p in passages if p.has("for")] or [p for p in passages if p.tokens] or passages
    return _vote(scope, counted[-1], start)


def _value(written: str) -> int:
    digits = written.replace(" ", "")
    if digits.isdecimal():
        return int(digits)
    if re.fullmatch(_NONE, written):
        return 0
    return int(parse_words(written))


def _label(word: str) -> _Label:
    if "votants" in word or "exprimes" in word:
        return "voters" if "votants" in word else "expressed"
    if "abst" in word:
        return "abstentions"
    return "against" if "contre" in word or "defav" in word else "for"


def _tokens(scope: str) -> list[_Token]:
    """Counts with their labels; where two readings overlap, the one that begins first."""
    found = [*_table_tokens(scope)]
    for match in _against().finditer(scope):
        middle = match.start("against")
        found += [
            _Token(match.start(), middle, "for", _value(match["for"])),
            _Token(middle, match.end(), "against", _value(match["against"])),
        ]
    for match in _behind().finditer(scope):
        written = match["count"] or match["bare"]
        found.append(_Token(match.start(), match.end(), _label(match["label"]), _value(written)))
    for match in _before().finditer(scope):
        found.append(_Token(match.start(), match.end(), _label(match["label"]), _value(match["count"])))
    for match in _voices().finditer(scope):
        found.append(_Token(match.start("count"), match.end(), "for", _value(match["count"])))
    for match in _UNANIMOUS.finditer(scope):
        if minus := _MINUS.match(scope, match.end()):
            count = 1 if minus["count"] in ("une", "un") else _value_or_none(minus["count"])
            if count is not None:
                found.append(_Token(minus.start("count"), minus.end(), _label(minus["label"]), count))
    found.sort(key=lambda token: (token.start, -token.end))
    kept: list[_Token] = []
    for token in found:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _value_or_none(written: str) -> int | None:
    try:
        return _value(written)
    except KeyError:
        return None


def _table_tokens(scope: str) -> Iterator[_Token]:
    for table in _TABLE.finditer(scope):
        heads = _HEAD.findall(table["heads"])
        counts = list(re.finditer(r"\d+", table["counts"]))
        if len(heads) != len(counts):
            continue
        start = table.start("heads")
        for index, (head, count) in enumerate(zip(heads, counts, strict=True)):
            place = start + index if index else start
            if head in ("pour", "contre", "votants") or head.startswith("abst"):
                yield _Token(place, place + 1, _label(head), int(count.group()))
        yield _Token(table.start("counts"), table.end(), "voters", -1)  # nothing else is read in this row


def _named(scope: str) -> Iterator[_Token]:
    """Counts of those who are named: "Contre : M. A, Mme B", "MM. A et B s'abstenant"."""
    for match in _NAMES.finditer(scope):
        stop = _NAMES_END.search(scope, match.end())
        end = stop.start() if stop else len(scope)
        label = _label(match["label"])
        if label != "voters" and end - match.end() < 1500:
            yield _Token(match.start(), end, label, _count_names(scope[match.end() : end]), named=True)
    for match in _WITHHOLDING.finditer(scope):
        label = "abstentions" if match["abst"] else "against"
        yield _Token(match.start(), match.end(), label, _count_names(match["names"]), named=True)


def _count_names(names: str) -> int:
    return sum(bool(re.search(r"[a-z]{2}", part)) for part in re.split(r",|;| et | - ", names))


def _passages(scope: str) -> list[_Passage]:
    """Counts and markers that stand close together."""
    tokens = _tokens(scope)
    counted = {(token.label, token.start) for token in tokens}
    tokens += [t for t in _named(scope) if (t.label, t.start) not in counted]
    markers = [_Marker(m.start(), m.end(), "unanimous") for m in _UNANIMOUS.finditer(scope)]
    markers += [
        _Marker(m.start(), m.end(), "adopted") for m in _MAJORITY.finditer(scope) if _is_of_voters(scope, m)
    ]
    passages: list[_Passage] = []
    last = -_GAP
    for part in _in_order(tokens, markers):
        if _is_elsewhere(scope, part):
            continue
        again = (
            isinstance(part, _Token)
            and not part.named
            and passages
            and any(t.label == part.label and not t.named for t in passages[-1].tokens)
        )
        if part.start - last >= _GAP or again:
            passages.append(_Passage())
        if isinstance(part, _Token):
            passages[-1].tokens.append(part)
        else:
            passages[-1].markers.append(part)
        last = max(last, part.end)
    return passages


def _is_of_voters(scope: str, majority: re.Match[str]) -> bool:
    """Whether "à la majorité" is one of votes and not the age of eighteen."""
    around = scope[max(0, majority.start() - 120) : majority.end() + 40]
    return " des " in majority.group() or _DECIDES.search(around) is not None


def _is_vote(scope: str, passage: _Passage) -> bool:
    labels = {token.label for token in passage.tokens} - {"voters", "expressed"}
    if passage.markers or len(labels) > 1:
        return True
    return bool(labels) and _CUE.search(scope, max(0, passage.start - 80), passage.end) is not None


def _is_elsewhere(scope: str, part: _Token | _Marker) -> bool:
    low = max(0, part.start - 300)
    start = max(scope.rfind("\n", low, part.start), scope.rfind(". ", low, part.start)) + 1
    sentence = scope[max(start, low) : part.start]
    behind = _BY_COMMITTEE.match(scope, part.end)
    if behind or re.match(r"\s*(?:-|\*)?\s*vu\b", sentence):
        return True
    return _ELSEWHERE.search(sentence) is not None and not re.search(r"\ble conseil|\bl'assemblee", sentence)


def _with_names_below(passages: Sequence[_Passage]) -> list[_Passage]:
    """Join "à l'unanimité : …" with the names of those who abstained, which stand below the articles."""
    joined: list[_Passage] = []
    for passage in passages:
        above = joined[-1] if joined else None
        if (
            above
            and above.markers
            and not passage.has("for", "voters")
            and not passage.markers
            and passage.start - above.end < _FAR
        ):
            above.tokens += passage.tokens
        else:
            joined.append(passage)
    return joined


def _vote(scope: str, passage: _Passage, offset: int) -> VoteFound:
    counts: dict[str, int] = {}
    for token in sorted(passage.tokens, key=lambda token: (token.named, token.start)):
        if token.number >= 0:
            counts.setdefault(token.label, token.number)
    for_, against, abstentions = (counts.get(label) for label in ("for", "against", "abstentions"))
    voters = counts.get("voters")
    unanimous = any(marker.outcome == "unanimous" for marker in passage.markers)
    if against is None and unanimous and (abstentions or for_ is not None):
        against = 0  # that is what unanimity says
    if for_ is not None and voters == for_ + (against or 0) + (abstentions or 0):
        against, abstentions = against or 0, abstentions or 0  # the others add up to all who voted
    if for_ is not None and against is None and counts.get("expressed") == for_:
        against = 0
    if abstentions is None and unanimous and for_ is not None:
        abstentions = 0
    low = max(0, passage.start - 120)
    sentence = max(low, scope.rfind("\n", low, passage.start), scope.rfind(". ", low, passage.start))
    outcome: Outcome
    if (for_ is not None and against is not None and for_ < against) or (
        not unanimous and _REJECTED.search(scope, sentence, passage.end)
    ):
        outcome = "rejected"
    elif unanimous or (for_ and against == 0 and abstentions == 0):
        outcome = "unanimous"
    else:
        outcome = "adopted"
    return VoteFound(for_, against, abstentions, outcome, offset + passage.start, offset + passage.end)
