"""Who pays where a sentence alone does not tell: sums of parts, shared costs, all the parties, lists."""

import re
from collections.abc import Sequence, Set
from decimal import Decimal

from extractors.amounts.clauses import Kinds, Payment
from extractors.amounts.giving import find_verbs
from extractors.money.passages import Passage, captions, introduction, last
from extractors.money.words import gated
from extractors.money.written import Mention
from extractors.parties.bodies import Group, find_groups, in_order, kinds_of
from extractors.text.source import Source

_MOST_PARTS = 6
_MOST_YEARS = 4
_FARTHEST = 40  # sentences in which "les deux partenaires" are looked for
_COUNTS = {"deux": 2, "trois": 3, "quatre": 4}


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
    for index, payment in enumerate(payments):
        own = set(payment.payers) if index in told else set()
        kinds = _parts_after(source, mentions, passages[index], payments, index)
        if not (len(kinds) > 1 and own <= set(kinds)):
            kinds = [] if own else _parts_before(source, mentions, passages[index], payments, index)
        payment.payers = kinds or payment.payers


def _parts_after(
    source: Source, mentions: Sequence[Mention], passage: Passage, payments: Sequence[Payment], index: int
) -> Kinds:
    """Return who pays the parts of a whole that follow it: "2 M€, dont 1,2 M€ de l'État, le reste de l'ARS".

    Parts that add up to the whole may stand anywhere behind it; of others only those in its own paragraph count.
    """
    whole, kinds, told, total = mentions[index], Kinds(), Kinds(), Decimal(0)
    end, near = passage.end, True
    for other in range(index + 1, min(index + _MOST_PARTS, len(mentions))):
        part = mentions[other]
        if part.value >= whole.value:
            break
        near = near and _is_of_whole(source, whole, part, mentions[other - 1])
        total += part.value
        kinds += payments[other].payers
        if total == whole.value:
            return in_order(kinds)
        if near and total * 2 == whole.value:
            too = _as_much(source, part) or _bearer_of_half(source, whole.end, mentions[index + 1].start)
            if too:
                return in_order([*kinds, *too])
        if near and payments[other].payers:
            told = kinds[:]
            end = max(end, _end_behind(source, part))
    others = _bearers_of_rest(source, whole.end, end) if told else []
    return in_order([*told, *others]) if others else []


_BRINGS = re.compile(r"(?:, [^,;.:]{1,30},)?,? (?:[a-z']+ ){1,3}")


def _bearers_of_rest(source: Source, start: int, end: int) -> Kinds:
    """Return who pays the rest: "l'ARS apportant le reste", "le solde revenant au Département"."""
    rest = gated(r"\b(?:@clauses.rest)\b").search(source, start, end)
    if rest is None:
        return []
    for group in reversed(find_groups(source, start, rest.start())):
        if not group.preposition and _BRINGS.fullmatch(source.folded, group.end, rest.start()):
            return list(group.kinds)
    return kinds_of(find_groups(source, rest.end(), end))


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


OF_THAT = re.compile(r"(?:sur|dans|de) (?:ce|cet|cette) (?:sommes?|montants?|total|enveloppe|budget)\b")


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


def _parts_before(
    source: Source, mentions: Sequence[Mention], passage: Passage, payments: Sequence[Payment], index: int
) -> Kinds:
    """Return who pays the parts of a whole that follows them: "1,2 M€ de l'État, 0,8 M€ de l'ARS, soit 2 M€"."""
    whole, kinds, total = mentions[index], Kinds(), Decimal(0)
    is_total = "total" in source.folded[passage.own_low : passage.own_high]
    years = range(1, _MOST_YEARS + 1) if is_total else range(1, 2)  # "le coût total sur deux ans"
    for other in range(index - 1, max(index - _MOST_PARTS, -1), -1):
        part = mentions[other]
        near = is_total or source.block_index(part.core) == source.block_index(whole.core)
        if part.value >= whole.value or not near:
            break
        if _OF_WHICH.search(source.folded, max(0, part.start - _OF_WHICH_REACH), part.start):
            continue  # "1 M€, dont 0,2 M€ pour des postes, soit en tout": a part of a part adds nothing
        total += part.value
        kinds += payments[other].payers
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


def share(
    source: Source, mentions: Sequence[Mention], passages: Sequence[Passage], payments: Sequence[Payment]
) -> None:
    """Give mentions that name no payer those that their block, their list or the parties tell."""
    shared: dict[int, tuple[Kinds, range]] = {}
    for index in reversed(range(len(mentions))):
        mention, payment = mentions[index], payments[index]
        if not payment.payers and index + 1 < len(mentions):
            gap = source.folded[last(mention) : mentions[index + 1].start]
            if mention.rule == "series" or re.fullmatch(r"[^.;:]{0,12}, (?:soit|a raison de) ", gap):
                payment.payers = payments[index + 1].payers[:]
        block = source.block_index(mention.core)
        if payment.payers or block is None:
            continue
        if block not in shared:
            shared[block] = _sharers(source, source.blocks[block].start, source.blocks[block].end)
        kinds, told_in = shared[block]
        if mention.core not in told_in and any(
            other.core in told_in for other in mentions[max(0, index - 3) : index + 4]
        ):
            kinds = []  # that sentence says who shares other money
        payment.payers = (
            kinds[:]
            or _parties(source, passages[index])
            or _introduced(source, block)
            or _asked(source, mention)
            or _told_before(source, mentions, passages[index], payments, index)
        )
    for index in range(1, len(mentions)):
        if not payments[index].payers and _goes_on(source, mentions[index - 1], mentions[index]):
            payments[index].payers = payments[index - 1].payers[:]


# "aux Mayennais, 235 000 € de l'État ; aux Sarthois, 518 000 €": who gives is not said twice.
_ELSEWHERE = re.compile(
    r"[^.;:\d]{0,60}; ?(?:et )?(?:dans|pour|a|aux?|en|chez|du cote de|cote|vers) [^.;:\d]{2,50}, "
)


def _goes_on(source: Source, before: Mention, mention: Mention) -> bool:
    """Whether money is what the same payer gives elsewhere: only a place stands between it and the one before."""
    return _ELSEWHERE.fullmatch(source.folded, last(before), mention.start) is not None


def _sharers(source: Source, start: int, end: int) -> tuple[Kinds, range]:
    """Return the bodies that a block says share its costs, none unless there are two, and which sentence says it."""
    equal = gated("@clauses.equal").search(source, start, end)
    sentence = source.sentence_at(equal.start()) if equal else None
    if equal is None or sentence is None:
        return [], range(0)
    beside = [g for g in find_groups(source, equal.end(), sentence.end) if g.start < equal.end() + 12]
    inside = find_groups(source, sentence.start, sentence.end)
    around = find_groups(source, start, sentence.end)
    for groups, without in ((beside, {"a"}), (inside, {"a", "dans"}), (around, {"a", "dans", "de"})):
        kept = [g for g in groups if g.preposition not in without and not _is_denied(source.folded, g)]
        if len(kinds := kinds_of(kept)) > 1:
            charged = kinds_of([g for g in inside if _is_charged(source.folded, g)])
            return in_order([*kinds, *charged]), range(sentence.start, sentence.end)
    return [], range(0)


def _is_charged(folded: str, group: Group) -> bool:
    """Whether the body bears a share: "dont la moitié à la charge du Département"."""
    return folded[max(0, group.start - 12) : group.start].endswith("a la charge ")


def _is_denied(folded: str, group: Group) -> bool:
    """Whether "ni" stands before the body."""
    return folded[max(0, group.start - 4) : group.start].endswith("ni ")


_ALL = (
    r"\b(?:chacune?|tous|toutes|par|entre) [dl]es (?P<number>deux|trois|quatre)? ?(?:@clauses.parties)\b"
    r"|\bles (?P<count>deux|trois|quatre) (?:@clauses.parties)\b|\b(?:charge|part) de chacune?\b"
    r"|\bchacune? (?:en |y )?(?:pa(?:ie|ye|iera|yera)|apporte(?:ra)?|verse(?:ra)?|prend(?:ra)?|finance(?:ra)?"
    r"|assume(?:ra)?|supporte(?:ra)?|met(?:tra)?) (?:la )?moitie\b"
)


def _parties(source: Source, passage: Passage) -> Kinds:
    """Return who "les deux partenaires" are: the bodies of the nearest sentence before that names as many."""
    found = gated(_ALL).search(source, passage.start, passage.end)
    index = source.sentence_index(passage.start)
    if found is None or index is None:
        return []
    wanted = _COUNTS.get(found["number"] or found["count"] or "")
    for sentence in reversed(source.sentences[max(0, index - _FARTHEST) : index]):
        kinds = kinds_of(find_groups(source, sentence.start, sentence.end))
        if len(kinds) == wanted or (wanted is None and len(kinds) > 1):
            return kinds
    return []


_QUESTION = re.compile(
    r"(?:et )?(?:(?:de |pour |a )?combien|a quelle hauteur|quel(?:le)? (?:est|sera|somme|montant|budget|effort))"
    r"\b[^?]*\?"
)
_ANSWERS = 25  # characters before the money with which an answer begins: "Un peu plus de"


def _asked(source: Source, mention: Mention) -> Kinds:
    """Return who pays by the question that the money answers: "Combien l'État met-il ?", then "850 000 €"."""
    index = source.sentence_index(mention.core)
    if not index or mention.start - source.sentences[index].start > _ANSWERS:
        return []
    start, end = source.sentences[index - 1][:2]
    if not _QUESTION.match(source.folded, start, end):
        return []
    groups = [g for g in find_groups(source, start, end) if g.preposition in ("", "de", "par")]
    return kinds_of(groups) if len(groups) == 1 else []


_IN_ALL = re.compile(
    r"(?:^|[;,:] ?)(?:soit )?(?:l'ensemble|le total|le tout|au total|en tout|la somme"
    r"|(?:le |l'|la )(?:montant|cout|effort|enveloppe|budget|financement)s? (?:total|global|cumule)e?)\b[^.;:\d]*$"
)


def _told_before(
    source: Source, mentions: Sequence[Mention], passage: Passage, payments: Sequence[Payment], index: int
) -> Kinds:
    """Return who pays the shares told before in the same block, of which the money is all, whatever they add up to."""
    whole = mentions[index]
    if not _IN_ALL.search(source.folded[passage.own_low : whole.start].lstrip()):
        return []
    kinds = Kinds()
    for other in range(index - 1, max(index - _MOST_PARTS, -1), -1):
        part = mentions[other]
        if source.block_index(part.core) != source.block_index(whole.core) or part.value >= whole.value:
            break
        if len(payments[other].payers) != 1:
            return []
        kinds += payments[other].payers
    return in_order(kinds) if len(set(kinds)) > 1 else []


def _introduced(source: Source, block: int) -> Kinds:
    """Return who pays by the line that opens a list: "Ce que le Département apporte :"."""
    opening = introduction(source, block)
    if opening is None:
        return []
    groups = [g for g in find_groups(source, *opening) if g.preposition in ("", "de")]
    gives = any(v.voice == "active" and v.sense in ("give", "support") for v in find_verbs(source, *opening))
    return kinds_of(groups) if gives and len(groups) == 1 and groups[0].preposition == "" else []
