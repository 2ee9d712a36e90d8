"""Who pays and who receives an amount, by the grammar of the sentence around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from extractors.bodies import Group, find_groups, in_order
from extractors.facts import PartyKind
from extractors.giving import Verb, find_verbs
from extractors.money import Mention
from extractors.numerals import vocabulary
from extractors.passages import Passage, last
from extractors.source import Source
from extractors.subjects import subject_of


@dataclass(slots=True)
class Payment:
    """Who pays a mention and who receives it, in the order of the record; empty where nobody is said to."""

    payers: list[PartyKind] = field(default_factory=list)
    payees: list[PartyKind] = field(default_factory=list)


@dataclass(slots=True)
class _Clause:
    """The sentence of a mention, with its bodies and verbs, and the part of it that is the mention's own."""

    source: Source
    start: int
    end: int
    groups: list[Group]
    verbs: list[Verb]
    low: int = 0
    high: int = 0


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
    clause: _Clause | None = None
    for index, (mention, (start, end, low, high, *_)) in enumerate(zip(mentions, passages, strict=True)):
        if clause is None or not (clause.start <= start and end <= clause.end):
            clause = _Clause(
                source, start, end, find_groups(source, start, end), find_verbs(source, start, end)
            )
        clause.low, clause.high = low, high
        payment = _direct(clause, mention)
        before = mentions[index - 1] if index else None
        if before and not payment.payers and not payment.payees and _continues(clause, before, mention):
            payment = Payment(payments[-1].payers[:], payments[-1].payees[:])
        payments.append(payment)
    _share(source, mentions, payments)
    return payments


@cache
def _given() -> str:
    return "|".join(vocabulary()["money_nouns"]["given"])


@cache
def _of() -> re.Pattern[str]:
    """What may stand between the money and "de l'État"."""
    return re.compile(
        rf" ?[,(]?(?: ?(?:de |d'|en |du |des )?(?:{_given()})(?: [a-z]{{4,}}){{0,2}})?,?"
        r"(?: ?(?:de la part|en provenance|provenant|issue?s?|venant|emanant|au titre|sur fonds|a la charge|prise?s? en charge))? ?"
    )


@cache
def _noun_of() -> re.Pattern[str]:
    """A noun of giving just before "de l'État", or before a body without article ("part État")."""
    return re.compile(rf"\b(?:{_given()}|celles?|celui|ceux)(?: [a-z-]+){{0,2}} ?$")


@cache
def _understood() -> list[tuple[PartyKind, re.Pattern[str]]]:
    """What tells the payer of a budget without naming a body."""
    nouns = vocabulary()["money_nouns"]
    return [
        ("etat", re.compile("|".join(nouns["national"]))),
        ("departement", re.compile("|".join(nouns["departmental"]))),
    ]


# After these, a body between two amounts belongs to the first.
_PAST = re.compile(r" ?(?:[,;)]|et\b|puis\b)")
_PURPOSE = re.compile(
    r"(?:\b(?:pour|afin de|afin d'|de quoi|permet\w* de|permet\w* d'|destine\w* a|vis\w* a|serv\w* a|devant) ?|\bs'|\bse )$"
)
_LINKING = re.compile(
    r"\b(?:comptent?|represente(?:nt|ra)?|est|sont|pesent?|coutent?|coutera|atteint|atteignent|s'elevent?|prevoi(?:t|ent)|chiffre|etait|etaient|porte(?:nt)? sur)\b"
)
_ADJACENT = re.compile(
    r",? ?(?:quant a (?:lui|elle)|pour sa part|de son cote|a son tour|a hauteur d[e']|pour|avec|environ|en 20\d\d)?,? ?:? ?(?:de |d')?"
)
_QUE = re.compile(r"(?:\bque|\bqu'|[:–(]|\bdont|\bou) ?$")
_OWN = re.compile(r"(?: [a-z]+){0,2} (?:son|sa|ses|leurs?) ")
_POSSESSIVE = re.compile(
    r"\b(?:son|sa|ses|leurs?) (?:propres? )?(?:budget|effort|depense|contribution|participation|part|enveloppe|aide|soutien|investissement|engagement financier)"
)
_LABEL_END = re.compile(r" ?(?:[,.;)/+-]|$|et\b)")


def _direct(clause: _Clause, mention: Mention) -> Payment:
    """What the mention's own part of the sentence says."""
    payers: list[PartyKind] = []
    payees: list[PartyKind] = []
    _read_head(clause, mention, payers, payees)
    _read_tail(clause, mention, payers, payees)
    if not payers:
        payers = [
            kind
            for kind, pattern in _understood()
            if pattern.search(clause.source.folded, clause.low, clause.high)
        ]
    return Payment(in_order(payers), in_order(kind for kind in payees if kind not in payers))


def _read_head(clause: _Clause, mention: Mention, payers: list[PartyKind], payees: list[PartyKind]) -> None:
    """Subject and verb before the money, a label, or a noun of giving: "la subvention de l'État"."""
    folded = clause.source.folded
    groups = [g for g in clause.groups if clause.low <= g.start and g.end <= mention.start]
    verb = _governing(clause, mention)
    if verb:
        subject = subject_of(clause.source, clause.groups, clause.verbs, verb, clause.start)
        between = [g for g in clause.groups if verb.end <= g.start and g.end <= mention.start]
        object_kinds = [
            k
            for g in between
            if g.preposition == "" and folded[verb.end : g.start].strip() == ""
            for k in g.kinds
        ]
        if verb.voice == "passive":
            payers += [k for g in between if g.preposition == "par" for k in g.kinds]
            payees += [k for g in between if g.preposition == "a" for k in g.kinds]
        elif verb.sense == "get":
            payees += subject
            payers += [k for g in between if g.preposition == "de" for k in g.kinds]
        else:
            payers += subject
            payees += object_kinds + [k for g in between if g.preposition == "a" for k in g.kinds]
    if payers:
        return
    for group in reversed(groups):
        gap = folded[group.end : mention.start]
        article = group.start != group.bare_start
        if (
            group.preposition == ""
            and _ADJACENT.fullmatch(gap)
            and not (gap.startswith(",") and len(gap) < 4)
        ):
            gives = any(v.sense == "give" and v.start < group.start for v in clause.verbs)
            if ":" in gap or gives or not article:
                payers += group.kinds
                return
        if clause.low > clause.start and _PAST.match(gap):
            continue
        noun = _noun_of().search(folded, max(clause.low, group.start - 60), group.start)
        if (
            noun
            and (group.preposition == "de" or not article)
            and len(gap) < 110
            and not re.search(r"[;]|\bque\b", gap)
        ):
            payers += group.kinds
            payees += [k for g in groups if g.preposition == "a" and g.start >= group.end for k in g.kinds]
            return


def _governing(clause: _Clause, mention: Mention) -> Verb | None:
    """The verb before the money that the money belongs to."""
    folded = clause.source.folded
    for verb in reversed(clause.verbs):
        if not clause.low <= verb.start or verb.end > mention.start:
            continue
        if _PURPOSE.search(folded, max(clause.start, verb.start - 16), verb.start):
            continue
        gap = folded[verb.end : mention.start]
        if len(gap) > 160 or ";" in gap or _LINKING.search(gap):
            if verb.voice == "passive" and len(gap) <= 160:
                return verb
            continue
        if (
            verb.sense == "own"
            and not _OWN.match(gap + " ")
            and not _POSSESSIVE.search(folded, mention.end, clause.high)
        ):
            continue
        return verb
    return None


def _read_tail(clause: _Clause, mention: Mention, payers: list[PartyKind], payees: list[PartyKind]) -> None:
    """Agents, complements and relative clauses after the money."""
    folded, position = clause.source.folded, last(mention)
    gives = any(v.sense in ("give", "support") and v.end <= mention.start for v in clause.verbs)
    for group in clause.groups:
        if group.start < position or group.end > clause.high:
            continue
        gap = folded[position : group.start]
        verbs = [v for v in clause.verbs if position <= v.start and v.end <= group.start]
        passive = any(
            v.voice == "passive" and v.sense in ("give", "support") and group.start - v.end < 50
            for v in verbs
        )
        following = [
            v
            for v in clause.verbs
            if group.end <= v.start < group.end + 40 and v.voice == "active" and v.sense == "give"
        ]
        match group.preposition:
            case "de" if not payers and _of().fullmatch(gap):
                payers += group.kinds
            case "par" if (not payers or passive) and (passive or len(gap) < 3) and ";" not in gap:
                payers += [k for k in group.kinds if k not in payers]
            case "via" if not payers and len(gap) < 30:
                payers += group.kinds
            case "a" if (
                (gives or passive or gap.strip() == "")
                and len(gap) < 90
                and not re.search(r"[;:]|, (?!par)", gap)
            ):
                payees += group.kinds
            case "" if not payers and _is_label(clause, group, gap):
                payers += group.kinds
            case "" if not payers and following and _QUE.search(gap) and len(gap) < 60:
                payers += group.kinds
            case "" if (
                not payers and verbs and verbs[-1].voice == "active" and verbs[-1].end + 1 == group.start
            ):
                payers += group.kinds if verbs[-1].sense == "give" else []
            case _:
                continue


def _is_label(clause: _Clause, group: Group, gap: str) -> bool:
    """Whether `group` labels the money before it: "450 000 € (État)"."""
    named = gap.strip() == "(" or (gap == " " and group.start == group.bare_start)
    return named and bool(_LABEL_END.match(clause.source.folded, group.end))


_AWAY = re.compile(
    r"\b(?:a|sur|pour|dans|au regard|aux|au|en plus|outre|rapporte a|compare a|parmi) ?(?:d'|de |des |du )?(?:un|une|le|la|les|l'|ce|cette|des|du|d'un|d'une)? ?"
    r"(?:plan|contrat|budget|projet|cout|total|enveloppe|montant|depense|besoin|facture|deficit)\w*(?: [a-z'-]+){0,4} ?$"
)
_SERIES = re.compile(
    r"(?:(?:soit|dont|puis|contre)\b|(?:un|ce|cet|cette|une)(?: meme)? (?:budget|effort|montant|somme|enveloppe|aide|dotation|chiffre|subvention|soutien|participation|contribution)\b)"
)


def _continues(clause: _Clause, before: Mention, mention: Mention) -> bool:
    """Whether the mention goes on with the series that the one before it opens."""
    folded = clause.source.folded
    between = folded[last(before) : mention.start]
    if "\n" in between or len(between) > 140 or _AWAY.search(between):
        return False
    first, stop = last(before), mention.start
    if last(before) > clause.start:
        moves = any(first <= v.start < stop and v.voice == "active" for v in clause.verbs)
        return (
            not moves
            and not any(first <= g.start < stop for g in clause.groups)
            and not _LINKING.search(between)
        )
    return bool(_SERIES.match(folded, clause.start)) and not clause.groups


_EQUAL = re.compile(
    r"\ba parite|\ba parts? egales?|\bcofinanc|\bco-financ|\b50/50|\bpour moitie|\bmoitie[- ]moitie|\b\d+ ?% (?:par|pour|de)\b|\ba part egale"
)


def _share(source: Source, mentions: Sequence[Mention], payments: list[Payment]) -> None:
    """Give mentions without payers those that their block says share the cost; series take from what follows."""
    shared: dict[int, list[PartyKind]] = {}
    for index in reversed(range(len(mentions))):
        mention, payment = mentions[index], payments[index]
        if mention.rule == "series" and not payment.payers and index + 1 < len(mentions):
            payment.payers = payments[index + 1].payers[:]
        block = source.block_index(mention.core)
        if payment.payers or block is None:
            continue
        if block not in shared:
            shared[block] = _sharers(source, source.blocks[block].start, source.blocks[block].end)
        payment.payers = shared[block][:]


def _sharers(source: Source, start: int, end: int) -> list[PartyKind]:
    """The bodies that a block says share its costs; none unless there are two."""
    equal = _EQUAL.search(source.folded, start, end)
    if equal is None:
        return []
    sentence = source.sentence_at(equal.start())
    if sentence is None:
        return []
    for low in (sentence.start, start):
        groups = find_groups(source, low, sentence.end)
        kinds = in_order(
            k for g in groups if g.preposition in ("", "par", "entre", "avec", "pour") for k in g.kinds
        )
        if len(kinds) > 1:
            return kinds
    return []
