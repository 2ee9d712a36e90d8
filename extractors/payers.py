"""Who pays and who receives each amount: its own clause, the series it stands in, the parts it is made of."""

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors.bodies import Group, find_groups, in_order, kinds_of
from extractors.clauses import Clause, Kinds, Payment, read_clause
from extractors.giving import find_verbs
from extractors.money import Mention
from extractors.money_words import pattern
from extractors.passages import Passage, introduction, last
from extractors.source import Source


def find_payments(source: Source, mentions: Sequence[Mention], passages: Sequence[Passage]) -> list[Payment]:
    """Say for each of `mentions` who pays and who receives it.

    >>> from extractors.money import find_money
    >>> from extractors.passages import find_passages
    >>> source = Source("Le Département recevra 2 M€ de l'État.")
    >>> mentions = find_money(source)
    >>> find_payments(source, mentions, find_passages(source, mentions))
    [Payment(payers=['etat'], payees=['departement'])]
    """
    payments: list[Payment] = []
    inherited: set[int] = set()
    clause: Clause | None = None
    for index, (mention, passage) in enumerate(zip(mentions, passages, strict=True)):
        start, end = passage.start, passage.end
        if clause is None or not (clause.start <= start and end <= clause.end):
            groups, verbs = find_groups(source, start, end), find_verbs(source, start, end)
            clause = Clause(source, start, end, groups, verbs, mention, start, end)
        clause.turn_to(mention, passage)
        payment = read_clause(clause)
        if index and (not payment.payers or _restates(clause)) and _continues(clause, mentions[index - 1]):
            payment = Payment(payments[-1].payers[:], payment.payees or payments[-1].payees[:])
            inherited.add(index)
        payments.append(payment)
    _distribute(source, mentions, payments)
    _add_up(source, mentions, passages, payments, inherited)
    _share(source, mentions, passages, payments)
    return payments


def _restates(clause: Clause) -> bool:
    """Whether the money is what comes before in other figures: "…, soit un total de 2 M€"."""
    return bool(re.search(r"\bsoit (?:(?:un|une|au) [a-z]+(?: de)? )?$", clause.text(clause.low, clause.mention.start)))


def _continues(clause: Clause, before: Mention) -> bool:
    """Whether the mention goes on with the series that the one before it opens."""
    between = clause.text(last(before), clause.mention.start)
    if "\n" in between or len(between) > 140:
        return False
    if pattern(r"\b(?:a|sur|pour|dans|au regard|aux|au|en plus|outre|parmi) ?(?:d[e']s? ?)?(?:un|une|le|la|les|l'|ce|cette|des|du|d'une?)? ?(?:@clauses.whole)\w*(?: [a-z'-]+){0,4} ?$").search(between):
        return False  # "… à un plan de 3 M€" is not what was given
    if last(before) > clause.start:
        if re.search(r"\b(?:contre|puis|dont) $", between) or _restates(clause):
            return True
        moves = [
            v
            for v in clause.verbs
            if last(before) <= v.start < clause.mention.start
            and v.voice == "active"
            and clause.text(v.start - 2, v.start) != "s'"
        ]
        named = clause.groups_in(last(before), clause.mention.start, "", "par", "de", "pour")
        return not moves and not named and not pattern(r"\b(?:@clauses.linking)\b").search(between)
    return not clause.groups and bool(pattern("(?:@clauses.series)").match(clause.text(clause.start, clause.end)))


def _distribute(source: Source, mentions: Sequence[Mention], payments: Sequence[Payment]) -> None:
    """Give each its own in "l'État et l'ARS apportent respectivement 2 M€ et 1 M€"."""
    for index in range(1, len(mentions)):
        one, other = payments[index - 1 : index + 1]
        before = source.folded[max(0, mentions[index - 1].start - 60) : last(mentions[index])+ 30]
        if "respectivement" not in before or len(one.payers) != 2 or one.payers != other.payers:
            continue
        low = max(0, mentions[index - 1].start - 160)
        pair = [g for g in find_groups(source, low, mentions[index - 1].start) if set(g.kinds) == set(one.payers)]
        if pair:
            one.payers, other.payers = [pair[-1].kinds[0]], [pair[-1].kinds[1]]


def _add_up(
    source: Source,
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    payments: Sequence[Payment],
    inherited: set[int],
) -> None:
    """Name as payers of a whole all those who pay its parts, where these add up or "le reste" is told."""
    for index, mention in enumerate(mentions):
        told = [] if index in inherited else payments[index].payers
        block = source.block_index(mention.core)
        kinds: Kinds = []
        total = Decimal(0)
        for other in range(index + 1, min(index + 6, len(mentions))):
            if source.block_index(mentions[other].core) != block or mentions[other].value >= mention.value:
                break
            total += mentions[other].value
            kinds += payments[other].payers
            if total == mention.value and len(set(kinds)) > 1 and set(told) <= set(kinds):
                payments[index].payers = in_order(kinds)
        rest = pattern(r"\b(?:@clauses.rest)\b").search(source.folded, mention.end, passages[index].end)
        if rest and kinds and not told and total < mention.value:
            others = kinds_of(find_groups(source, rest.end(), passages[index].end))
            payments[index].payers = in_order([*kinds, *others]) if others else []
        own = source.folded[passages[index].own_low : passages[index].own_high]
        years = range(1, 5) if "total" in own else range(1, 2)  # "2 M€ … le coût total sur deux ans, 4 M€"
        kinds, total = [], Decimal(0)
        for other in range(index - 1, max(index - 6, -1), -1):
            if mentions[other].value >= mention.value or (len(years) == 1 and source.block_index(mentions[other].core) != block):
                break
            total += mentions[other].value
            kinds += payments[other].payers
            if len(set(kinds)) > 1 and not told and any(total * count == mention.value for count in years):
                payments[index].payers = in_order(kinds)


def _share(source: Source, mentions: Sequence[Mention], passages: Sequence[Passage], payments: Sequence[Payment]) -> None:
    """Give mentions without payers those that their block says share the cost; series take from what follows."""
    shared: dict[int, Kinds] = {}
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
        payment.payers = shared[block][:] or _parties(source, passages[index]) or _introduced(source, block)


def _sharers(source: Source, start: int, end: int) -> Kinds:
    """Return the bodies that a block says share its costs; none unless there are two."""
    equal = pattern("@clauses.equal").search(source.folded, start, end)
    sentence = source.sentence_at(equal.start()) if equal else None
    if equal is None or sentence is None:
        return []
    beside = [g for g in find_groups(source, equal.end(), sentence.end) if g.start < equal.end() + 12]
    inside = find_groups(source, sentence.start, sentence.end)
    around = find_groups(source, start, sentence.end)
    for groups, without in ((beside, {"a"}), (inside, {"a", "dans"}), (around, {"a", "dans", "de"})):
        kept = [g for g in groups if g.preposition not in without and not _is_denied(source.folded, g)]
        if len(kinds := kinds_of(kept)) > 1:
            return kinds
    return []


def _is_denied(folded: str, group: Group) -> bool:
    """Whether "ni" stands before the body."""
    return folded[max(0, group.start - 4) : group.start].endswith("ni ")


_ALL = re.compile(
    r"\b(?:chacune?|tous|toutes|par|entre) (?:d|l)es (?P<number>deux|trois|quatre)? ?(?:parties|partenaires|signataires|cosignataires|institutions)"
    r"|\bles (?P<count>deux|trois|quatre) (?:parties|partenaires|signataires|cosignataires|institutions)\b|\b(?:charge|part) de chacune?\b"
)
_COUNTS = {"deux": 2, "trois": 3, "quatre": 4}


def _parties(source: Source, passage: Passage) -> Kinds:
    """Who "les deux partenaires" are: the bodies of the nearest sentence before that names as many."""
    found = _ALL.search(source.folded, passage.start, passage.end)
    index = source.sentence_index(passage.start)
    if found is None or index is None:
        return []
    wanted = _COUNTS.get(found["number"] or found["count"] or "")
    for sentence in reversed(source.sentences[max(0, index - 40) : index]):
        kinds = kinds_of(find_groups(source, sentence.start, sentence.end))
        if len(kinds) == wanted or (wanted is None and len(kinds) > 1):
            return kinds
    return []


def _introduced(source: Source, block: int) -> Kinds:
    """Return who pays by the line that opens a list: "Ce que le Département apporte :"."""
    opening = introduction(source, block)
    if opening is None:
        return []
    groups = [g for g in find_groups(source, *opening) if g.preposition in ("", "de")]
    gives = any(v.voice == "active" and v.sense in ("give", "support") for v in find_verbs(source, *opening))
    return kinds_of(groups) if gives and len(groups) == 1 and groups[0].preposition == "" else []
