"""How an assembly voted: the counts and words that tell one vote, and which of several votes is the act's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extractors.deliberation.counts import UNANIMOUS, Label, Token, named_in, tokens_in
from extractors.facts import Vote

Outcome = Literal["unanimous", "adopted", "rejected"]


class VoteFound(NamedTuple):
    """A vote and where it stands; a count that the text does not give is None."""

    for_: int | None
    against: int | None
    abstentions: int | None
    outcome: Outcome
    start: int
    end: int

    @property
    def told(self) -> Vote:
        """The vote as a record has it."""
        return Vote(for_=self.for_, against=self.against, abstentions=self.abstentions, outcome=self.outcome)


class _Marker(NamedTuple):
    """A word that tells the outcome without a count."""

    start: int
    end: int
    outcome: Outcome


def _in_order(tokens: Sequence[Token], markers: Sequence[_Marker]) -> list["Token | _Marker"]:
    parts: list[Token | _Marker] = [*tokens, *markers]
    return sorted(parts, key=lambda part: part.start)


@dataclass
class _Passage:
    """Counts and markers that tell one vote."""

    tokens: list[Token] = field(default_factory=list)
    markers: list[_Marker] = field(default_factory=list)

    @property
    def parts(self) -> list[Token | _Marker]:
        return _in_order(self.tokens, self.markers)

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return max(part.end for part in self.parts)

    def has(self, *labels: Label) -> bool:
        return any(token.label in labels for token in self.tokens)


# Every vote holds one of these, or "pour" and "contre" as labels; most announcements hold none.
_ANCHORS = (
    "abst",
    " oui",
    "unanim",
    "majorit",
    "voix",
    "favorable",
    "votants",
    "suffrage",
    "sans opposition",
)
_LABELLED = re.compile(
    r"\b(?:pour|contre) *[:=|(\t\n]|\(\d{1,3} ?p ?[,;/-] ?\d|\bpour[ ,;.]+(?:et )?(?:[\w'-]+ ){1,4}contre\b"
)
_SPACED = re.compile(r"(?<!\w)\w(?:[ ']{1,3}\w(?!\w)){3,}")
# Two letters of such a word, which are found sooner.
_LETTERS = re.compile(r"[ ']\w[ ']{1,3}\w[ ']")


def close_up(folded: str) -> str:
    """Close letter-spaced words up, the length kept: the space goes behind them.

    >>> close_up("p o u r : 2 4") == "pour    : 2 4"
    True
    """
    if _LETTERS.search(folded) is None:
        return folded

    def closed(run: re.Match[str]) -> str:
        if not any(map(str.isalpha, run.group())):  # counts in cells side by side
            return run.group()
        words = re.split(r" {2,}", run.group())
        return " ".join(word.replace(" ", "") for word in words).ljust(len(run.group()))

    return _SPACED.sub(closed, folded)


_MAJORITY = re.compile(
    r"a la majorite(?<=\ba la majorite)(?: absolue| qualifiee| simple| relative|"
    r" des (?:suffrages|voix|votants|votes|membres|presents))?\b"
)
_DECIDES = re.compile(
    r"\b(?:adopt|approuv|vot[ea]|decid|deliber|rejet|scrutin|accept|autoris|conseil|assemblee|commission permanente)"
)
_CUE = re.compile(r"vot|adopt|rejet|scrutin|suffrage|voix|unanim|majorit|abst|approuv")
_REJECTED = re.compile(
    r"\b(?:rejet|repouss|(?:a|ont|ete) (?:refuse|retoque|recale)e?s?\b|n'est pas adopte|n'a pas (?:ete )?adopte)"
)
# "Par 15 voix contre 11, les élus | ont rejeté le contrat"
_REJECTED_BEHIND = re.compile(r"[^.;:\n]{0,60}\b(?:a|ont) (?:rejete|repousse|refuse|retoque|recale)\b")
# "ont rejeté, à l'unanimité, le contrat", and not an amendment before all adopted the contract.
_REJECTED_BY_ALL = re.compile(r"\b(?:rejete|repousse|refuse|retoque)(?:e?s?|nt),? a l'unanim")
# "rejeté par 15 voix contre 11": those who rejected it are told first.
_WINNERS_FIRST = re.compile(r"[\w ]+ (?:voix|suffrages|votes) contre [\w ]+")
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


def _passages(scope: str) -> list[_Passage]:
    """Counts and markers that stand close together."""
    tokens = tokens_in(scope)
    counted = {(token.label, token.start) for token in tokens}
    tokens += [t for t in named_in(scope) if (t.label, t.start) not in counted]
    markers = [_Marker(m.start(), m.end(), "unanimous") for m in UNANIMOUS.finditer(scope)]
    markers += [
        _Marker(m.start(), m.end(), "adopted") for m in _MAJORITY.finditer(scope) if _is_of_voters(scope, m)
    ]
    passages: list[_Passage] = []
    last = -_GAP
    for part in _in_order(tokens, markers):
        if _is_elsewhere(scope, part):
            continue
        again = (
            isinstance(part, Token)
            and not part.named
            and part.number >= 0
            and passages
            and any(t.label == part.label and not t.named for t in passages[-1].tokens)
        )
        if part.start - last >= _GAP or again:
            passages.append(_Passage())
        if isinstance(part, Token):
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


def _is_elsewhere(scope: str, part: Token | _Marker) -> bool:
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
    if against is None and (abstentions is not None if for_ is not None else unanimous and abstentions):
        # Who tells those for and those abstaining, or unanimity but for some, tells that nobody was against.
        against = 0
    if against is None and unanimous and for_ is not None:
        against = 0
    if for_ is not None and voters == for_ + (against or 0) + (abstentions or 0):
        against, abstentions = against or 0, abstentions or 0  # the others add up to all who voted
    if for_ is not None and against is None and counts.get("expressed") == for_:
        against = 0
    if abstentions is None and unanimous and for_ is not None:
        abstentions = 0
    rejected = _is_rejected(scope, passage, unanimous=unanimous)
    if rejected and for_ is not None and against is not None and for_ > against:
        sides = [token for token in passage.tokens if token.label in ("for", "against")]
        if _WINNERS_FIRST.fullmatch(scope, sides[0].start, sides[-1].end):
            for_, against = against, for_
    outcome: Outcome
    if rejected or (for_ is not None and against is not None and for_ < against):
        outcome = "rejected"
    elif unanimous or (for_ != 0 and against == 0 and abstentions == 0):
        outcome = "unanimous"
    else:
        outcome = "adopted"
    return VoteFound(for_, against, abstentions, outcome, offset + passage.start, offset + passage.end)


def _is_rejected(scope: str, passage: _Passage, *, unanimous: bool) -> bool:
    """Whether words around a vote tell that what was voted on is rejected."""
    low = max(0, passage.start - 120)
    sentence = max(low, scope.rfind("\n", low, passage.start), scope.rfind(". ", low, passage.start))
    if unanimous:
        return _REJECTED_BY_ALL.search(scope, sentence, passage.end) is not None
    told = _REJECTED.search(scope, sentence, passage.end) or _REJECTED_BEHIND.match(scope, passage.end)
    return told is not None
