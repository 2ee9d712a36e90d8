"""Who pays a whole that is the sum of its parts, and who pays what is left of it."""

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from decimal import Decimal

from extractors.amounts.clause_tails import is_rest
from extractors.amounts.clauses import Kinds, Payment
from extractors.amounts.over_years import is_yearly_part
from extractors.money.passages import Passage, captions, last
from extractors.money.words import gated
from extractors.money.written import Mention
from extractors.parties.bodies import find_groups, in_order, kinds_of
from extractors.tables.cells import is_more
from extractors.tables.tables import Table
from extractors.text.source import Source

MOST_PARTS = 6
_MOST_YEARS = 4


def add_up(
    source: Source,
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    payments: Sequence[Payment],
    told: set[int],
) -> None:
    """Name as payers of a whole all those who pay its parts, where these add up or "le reste" is told.

    `told` holds the indices of mentions whose own clause names a payer: only parts may add to those.
    """
    for index, (mention, payment) in enumerate(zip(mentions, payments, strict=True)):
        own = set(payment.payers) if index in told else set()
        beside_rest = own and index + 1 < len(mentions) and _is_rest(source, mentions[index + 1])
        kinds = [] if beside_rest else _parts_after(source, mentions, passages[index], payments, index)
        if not (len(kinds) > 1 and own <= set(kinds)):
            summed = not own or (
                index and _IN_ALL.search(source.folded, last(mentions[index - 1]), mention.start)
            )
            kinds = _parts_before(source, mentions, passages[index], payments, index) if summed else []
            if kinds and (label := _label(source, mention)):
                kinds, payment.payers = [], label
        payment.payers = kinds if kinds and own <= set(kinds) else payment.payers


def _label(source: Source, mention: Mention) -> Kinds:
    """Return the body right before a sum: "L'État 3 M€, l'ARS 1 M€ et le Département | 4 M€" has no sum of two."""
    before = find_groups(source, max(0, mention.start - _LABEL_REACH), mention.start)
    beside = (
        before and not before[-1].preposition and not source.folded[before[-1].end : mention.start].strip()
    )
    return list(before[-1].kinds) if beside else []


_LABEL_REACH = 40  # characters
# "…, et le Département 2 M€, | ce qui porte à | 5 M€ | le budget": no body of that sentence pays it all.
_IN_ALL = re.compile(r"\b(?:ce qui|portant|soit|total|ensemble|en tout)\b")


def _parts_after(
    source: Source, mentions: Sequence[Mention], passage: Passage, payments: Sequence[Payment], index: int
) -> Kinds:
    """Return who pays the parts of a whole that follow it: "2 M€, dont 1,2 M€ de l'État, le reste de l'ARS".

    Parts that add up to the whole may stand anywhere behind it; of others only those in its own paragraph count.
    """
    whole, kinds, told, total = mentions[index], Kinds(), Kinds(), Decimal(0)
    end, near = passage.end, True
    for other in range(index + 1, min(index + MOST_PARTS, len(mentions))):
        part = mentions[other]
        if part.value >= whole.value:
            break
        if other == index + 1 and is_yearly_part(source, whole, part):
            continue
        near = near and _is_of_whole(source, whole, part, mentions[other - 1])
        total += _worth(source, part, payments[other])
        kinds += payments[other].payers
        if total == whole.value:
            return in_order(kinds)
        if near and total * 2 == whole.value:
            too = _as_much(source, part) or _bearer_of_half(source, whole.end, mentions[index + 1].start)
            # "L'État en apporte la moitié, soit 2 M€": who pays the other half is told behind.
            if set(too) - set(kinds):
                return in_order([*kinds, *too])
        if near and payments[other].payers:
            told = kinds[:]
            end = max(end, _end_behind(source, part))
    others = bearers_of_rest(source, whole.end, end) if told else []
    return in_order([*told, *others]) if others else []


_REST_REACH = 40  # characters


def _is_rest(source: Source, part: Mention) -> bool:
    """Whether money is the rest of what a share was told of before, and no part of that share."""
    return is_rest(source.folded[max(0, part.start - _REST_REACH) : part.start])


_EACH = re.compile(r" chacune?\b|[^.;:\d]{0,10} par (?:partie|partenaire|signataire|financeur)\b")
_EACH_BEFORE = re.compile(r"\bchacune? (?:[a-z']+ ){0,4}$")


def _worth(source: Source, part: Mention, payment: Payment) -> Decimal:
    """Return what a part comes to where each of several pays it: "800 000 € chacun"."""
    before = source.folded[max(0, part.start - _EACH_REACH) : part.start]
    each = _EACH.match(source.folded, last(part)) or _EACH_BEFORE.search(before)
    return part.value * len(payment.payers) if each and payment.payers else part.value


_EACH_REACH = 40  # characters
_BRINGS = re.compile(r"(?:, [^,;.:]{1,30},)?,? (?:[a-z']+ ){0,4}")


def bearers_of_rest(source: Source, start: int, end: int) -> Kinds:
    """Return who pays the rest: "l'ARS apportant le reste", "le solde revenant au Département"."""
    rest = gated(r"\b(?:@clauses.rest)\b").search(source, start, end)
    if rest is None:
        return []
    for group in reversed(find_groups(source, start, rest.start())):
        if not group.preposition and _BRINGS.fullmatch(source.folded, group.end, rest.start()):
            return list(group.kinds)
    told = source.sentence_at(
        rest.start()
    )  # the next one tells of others: "… est réparti. L'ARS verse en outre"
    return kinds_of(find_groups(source, rest.end(), min(end, told.end) if told else end))


_AS_MUCH = re.compile(
    r"(?: (?:[a-z]+es? |[a-z]+is? )?(?:de|par|pour) [^.;:,]{2,60})?,? (?:et )?"
    r"autant (?:de|du|pour|par|a la charge d[eu]) ?"
)


def _as_much(source: Source, part: Mention) -> Kinds:
    """Return who gives as much as a part: "20 M€ de l'État, autant du Département"."""
    found, sentence = _AS_MUCH.match(source.folded, last(part)), source.sentence_at(part.core)
    if found is None or sentence is None:
        return []
    return kinds_of(find_groups(source, found.start(), sentence.end))


_HALF = re.compile(r"\b(?:en|y) [a-z]+(?: [a-z]+ment)? la moitie\b")


def _bearer_of_half(source: Source, start: int, end: int) -> Kinds:
    """Return who pays half of a whole before its other half is parted: "Le Département en supporte la moitié"."""
    half = _HALF.search(source.folded, start, end)
    groups = find_groups(source, start, half.start()) if half else []
    bare = [group for group in groups if not group.preposition]
    return list(bare[-1].kinds) if bare else []


OF_THAT = re.compile(
    r"(?:sur|dans|de) (?:(?:ce|cet|cette|ces) (?:sommes?|montants?|total|enveloppe|budget|credits|fonds|dotation|aide"
    r"|manne)\b"
    r"|(?:la|l'|le) ?(?:somme|total|enveloppe|montant)\b(?! (?:total|global|d)))"
)


def _is_of_whole(source: Source, whole: Mention, part: Mention, before: Mention) -> bool:
    """Whether a part is told in the block of the whole, or goes on behind "Sur cette somme, …" in the next one."""
    block = source.block_index(part.core)
    if block == source.block_index(whole.core) or (block and captions(source, whole, block)):
        return True
    sentence = source.sentence_at(part.core)
    told = sentence and OF_THAT.match(source.folded, sentence.start, sentence.end)
    return bool(told) or (before is not whole and block == source.block_index(before.core))


def _end_behind(source: Source, part: Mention) -> int:
    """Return where the sentence behind that of a part ends, which may tell who pays the rest, in the same block."""
    index = source.sentence_index(part.core) or 0
    here, behind = source.sentences[index], source.sentences[min(index + 1, len(source.sentences) - 1)]
    return behind.end if behind.block == here.block else here.end


_OF_WHICH = re.compile(r"\b(?:dont|y compris|parmi lesquels|sur lesquels) (?:[a-z']+ ){0,3}$")
_OF_WHICH_REACH = 40  # characters


def is_of_which(source: Source, part: Mention) -> bool:
    """Whether money is told as part of other money: "dont 1 M€"."""
    return _OF_WHICH.search(source.folded, max(0, part.start - _OF_WHICH_REACH), part.start) is not None


# "1 M€, le Département apportant la même somme ; en tout, 2 M€"
_THE_SAME = re.compile(r"\bautant\b|\bmeme (?:somme|montant|effort)")
_BLOCKS_APART = 2  # the foot of a page may stand between two paragraphs, or two parts


def _parts_before(
    source: Source, mentions: Sequence[Mention], passage: Passage, payments: Sequence[Payment], index: int
) -> Kinds:
    """Return who pays the parts of a whole that follows them: "1,2 M€ de l'État, 0,8 M€ de l'ARS, soit 2 M€"."""
    whole, kinds, total = mentions[index], Kinds(), Decimal(0)
    is_total = "total" in source.folded[passage.own_low : passage.own_high]
    years = range(1, _MOST_YEARS + 1) if is_total else range(1, 2)  # "le coût total sur deux ans"
    for other in range(index - 1, max(index - MOST_PARTS, -1), -1):
        part = mentions[other]
        apart = (source.block_index(mentions[other + 1].core) or 0) - (source.block_index(part.core) or 0)
        near = is_total or apart <= _BLOCKS_APART
        if part.value >= whole.value or not near:
            break
        if is_of_which(source, part):
            continue  # "1 M€, dont 0,2 M€ pour des postes, soit en tout": a part of a part adds nothing
        givers = payments[other].payers
        doubled = other == index - 1 and len(givers) > 1 and part.value * len(givers) == whole.value
        if doubled and _THE_SAME.search(source.folded, last(part), whole.start):
            return in_order(givers)
        total += _worth(source, part, payments[other])
        kinds += givers
        if len(set(kinds)) > 1 and any(total * count == whole.value for count in years):
            return in_order(kinds)
    return []


def add_up_cells(
    source: Source,
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    payments: Sequence[Payment],
    cells: Set[int],
) -> None:
    """Name who pays a whole that is told right below a table by its last row; `cells` are where money stands in one."""
    for index in range(1, len(mentions)):
        told = mentions[index].start in cells or payments[index].payers
        if not told and mentions[index - 1].start in cells:
            payments[index].payers = _parts_before(source, mentions, passages[index], payments, index)


_BELOW = 3  # blocks below a table that may say who pays the rest


def add_rest(
    source: Source, tables: Sequence[Table], mentions: Sequence[Mention], payments: Sequence[Payment]
) -> None:
    """Name with those whose part of a whole a table gives who pays the rest: "Coût | dont État", and told below it."""
    starts = [mention.start for mention in mentions]
    for table in tables:
        wholes = [entry for row in table.rows for entry in row.entries if is_more(row, entry)]
        first = bisect_left([block.start for block in source.blocks], table.end) if wholes else 0
        below = source.blocks[first : first + _BELOW] if wholes else []
        rest = bearers_of_rest(source, below[0].start, below[-1].end) if below else []
        for entry in wholes if rest else ():
            index = bisect_left(starts, entry.start)
            if index < len(mentions) and mentions[index].start < entry.end:
                payments[index].payers = in_order([*payments[index].payers, *rest])
