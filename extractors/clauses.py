"""What one clause says of who pays its money and who receives it, before the money and after it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from extractors.bodies import Group, in_order
from extractors.facts import PartyKind
from extractors.giving import Verb
from extractors.money import Mention
from extractors.money_words import pattern
from extractors.passages import Passage, last
from extractors.source import Source
from extractors.subjects import pronoun_of, subject_of, understood_subject

Kinds = list[PartyKind]


@dataclass(slots=True)
class Payment:
    """Who pays a mention and who receives it, in the order of the record; empty where nobody is said to."""

    payers: Kinds = field(default_factory=list)
    payees: Kinds = field(default_factory=list)


@dataclass(slots=True)
class Clause:
    """The sentence of a mention with its bodies and verbs; `low` to `high` is the part of this mention."""

    source: Source
    start: int
    end: int
    groups: list[Group]
    verbs: list[Verb]
    mention: Mention
    low: int
    high: int

    def turn_to(self, mention: Mention, passage: Passage) -> None:
        """Look at another mention of the same sentence."""
        self.mention, self.low, self.high = mention, passage.low, passage.high

    def text(self, start: int, end: int) -> str:
        """Return the folded text from `start` to `end`."""
        return self.source.folded[start:end]

    def groups_in(self, start: int, end: int, *prepositions: str) -> list[Group]:
        """Return the bodies from `start` to `end`, of all prepositions or of those given."""
        return [
            g
            for g in self.groups
            if start <= g.start and g.end <= end and (not prepositions or g.preposition in prepositions)
        ]


def read_clause(clause: Clause) -> Payment:
    """Read who pays and who receives the clause's money."""
    payment = _read_verb(clause)
    for reading in () if payment.payers else _BEFORE:
        if payers := [kind for kind in reading(clause) if kind not in payment.payees]:
            payment.payers = payers
            break
    _read_after(clause, payment)
    if not payment.payers:
        payment.payers = [kind for kind in _understood(clause) if kind not in payment.payees]
    payment.payers = in_order(payment.payers)
    payment.payees = in_order(kind for kind in payment.payees if kind not in payment.payers)
    return payment


def _kinds(groups: Iterable[Group]) -> Kinds:
    return [kind for group in groups for kind in group.kinds]


# --- before the money -------------------------------------------------------------------------------------


def _read_verb(clause: Clause) -> Payment:
    """Read the verb that the money is the object of: "l'État verse au Département 2 M€"."""
    verb = _governing(clause)
    if verb is None:
        return Payment()
    start = clause.mention.start
    subject = subject_of(clause.source, clause.groups, clause.verbs, verb, clause.start)
    if not subject and verb.voice == "active" and verb.sense != "get":
        subject = _of_whom(clause) or pronoun_of(clause.source, clause.groups, verb, clause.start)
    to, of = clause.groups_in(verb.end, start, "a"), clause.groups_in(verb.end, start, "de", "aupres")
    if verb.voice == "passive":
        return Payment(_kinds(clause.groups_in(verb.end, start, "par")), _kinds(to))
    if verb.sense == "get":
        return Payment(_kinds(of), subject)
    if verb.sense == "ask":
        return Payment(_kinds([*to, *of]), subject)
    supported = [g for g in clause.groups_in(verb.end, start, "") if not clause.text(verb.end, g.start).strip()]
    return Payment(subject, _kinds([*supported, *to]))


def _of_whom(clause: Clause) -> Kinds:
    """Read "… 2 M€ de crédits de l'État": this goes before what a pronoun may mean."""
    position = last(clause.mention)
    groups = clause.groups_in(position, clause.high, "de")
    if groups and _names_payer(clause, groups[0], clause.text(position, groups[0].start), position):
        return list(groups[0].kinds)
    return []


_FIRST_OWN = re.compile(r"(?: [a-z]+){0,2} (?:son|sa|ses|leurs?) ")


def _governing(clause: Clause) -> Verb | None:
    """Find the verb before the money that the money belongs to."""
    start = clause.mention.start
    for verb in reversed(clause.verbs):
        if verb.start < clause.low or verb.end > start:
            continue
        before = clause.text(max(clause.start, verb.start - 18), verb.start)
        pledges = clause.text(verb.start, verb.end).startswith("engag")  # "s'engage sur 2 M€"
        if not pledges and pattern("(?:@clauses.no_governor)$").search(before):
            continue
        gap = clause.text(verb.end, start)
        if len(gap) > 160 or ";" in gap:
            continue
        if verb.voice == "active" and pattern(r"\b(?:@clauses.linking)\b").search(gap):
            continue
        owned = pattern(r"\b(?:son|sa|ses|leurs?) (?:propres? )?(?:@money_nouns.given)\b")
        if verb.sense == "own" and not _FIRST_OWN.match(gap + " ") and not owned.search(clause.text(clause.mention.end, clause.high)):
            continue
        return verb
    return None


def _label(clause: Clause) -> Kinds:
    """Read a body right before the money: "État : 2 M€", "(ARS 2 M€)", "…, l'ARS 2 M€"."""
    for group in reversed(clause.groups_in(clause.low, clause.mention.start, "", "pour", "par")):
        gap = clause.text(group.end, clause.mention.start)
        if gap.startswith(")"):
            continue  # "État (programme 304) 2 M€"
        if gap == " (" and group.preposition != "pour" and len(group.kinds) == 1:
            return list(group.kinds)  # "financé par l'État (2 M€) et l'ARS (1 M€)"
        if not pattern(r"(?: ?\([^()]{0,40}\))?(?:@clauses.beside)*[ .:…·=-]*(?:de |d')?").fullmatch(gap.lstrip(",")):
            return []
        side = clause.text(max(clause.start, group.start - 5), group.start) == "cote "
        elided = gap == ", " and clause.text(clause.low, group.start).rstrip().endswith(";")  # "; l'ARS, 2 M€"
        if elided:
            return list(group.kinds)
        if (gap.strip() == "," and not side) or group.preposition == "par" or (group.preposition and ":" not in gap):
            return []
        gave = any(v.sense in ("give", "support") and v.start < group.start for v in clause.verbs)
        marked = re.search(r"[:=]|\.\.|…| {3}", gap) is not None
        return list(group.kinds) if marked or gave or side or group.start == group.bare_start else []
    return []


def _gift(clause: Clause) -> Kinds:
    """Read a noun of giving with its body: "la subvention de l'État s'élève à 2 M€", "part État : 2 M€"."""
    for group in reversed(clause.groups_in(clause.low, clause.mention.start)):
        gap = clause.text(group.end, clause.mention.start)
        if clause.low > clause.start and re.match(r" ?(?:[,;)]|et\b|puis\b)", gap):
            if not pattern(r"\b(?:@clauses.set)\w*").search(gap):
                continue  # it belongs to the money before
        named = group.preposition in ("de", "par") or group.start == group.bare_start
        before = clause.text(max(clause.low, group.start - 60), group.start)
        noun = pattern(r"\b(?:@money_nouns.given|celles?|celui|ceux)(?: (?:20\d\d|[a-z-]{4,})){0,2} ?$")
        if named and len(gap) < 110 and not re.search(r";|\bque\b", gap) and noun.search(before):
            to = clause.groups_in(group.end, clause.mention.start, "a")
            return [kind for kind in group.kinds if kind not in _kinds(to)]
    return []


def _whose(clause: Clause) -> Kinds:
    """Read "le Département, dont le budget atteint 2 M€" and "l'État …, ce qui porte sa part à 2 M€"."""
    head = clause.text(clause.low, clause.mention.start)
    for group in reversed(clause.groups_in(clause.start, clause.mention.start, "")):
        gap = clause.text(group.end, clause.mention.start)
        if pattern(r",? dont (?:le|la|les|l')? ?(?:[a-z]+ )?(?:@money_nouns.given)\b").match(gap):
            return list(group.kinds)
    owned = pattern(r"\b(?:son|sa|ses|leurs?) (?:propres? )?(?:@money_nouns.given)\b")
    if owned.search(head):
        return understood_subject(clause.source, clause.groups, clause.mention.start, clause.start)
    return []


def _plain_subject(clause: Clause) -> Kinds:
    """Read a subject with any verb that has the money as its object: "l'État offrait 2 M€"."""
    for group in reversed(clause.groups_in(clause.low, clause.mention.start, "")):
        gap = re.sub(r",[^,;:]{0,90},", "", clause.text(group.end, clause.mention.start))
        if len(gap) > 90 or re.search(r"[;:,]|\b(?:que|qui|dont)\b", gap):
            return []
        verb = pattern(
            r" (?:(?:@clauses.auxiliary) |[nly]')*(?P<verb>[a-z]{3,})(?: (?:@clauses.adverb))*(?: (?:pour|de|d'))? ?"
            r"(?P<gift>(?:@clauses.determiner) ?(?:[a-z]+ )?(?:@money_nouns.given)(?: [a-z]+)? (?:de |d'|a hauteur de |a )?)?"
            r"(?:pres de |environ )?"
        ).fullmatch(gap)
        announced = verb and verb["gift"] and re.match("annonc|promet|promi|propos", verb["verb"])
        if verb and (announced or not pattern(r"(?:@clauses.no_giving)").match(verb["verb"])):
            return list(group.kinds)
        return []
    return []


# --- after the money --------------------------------------------------------------------------------------


def _read_after(clause: Clause, payment: Payment) -> None:
    """Read agents, complements and relative clauses after the money into `payment`."""
    position = last(clause.mention)
    gives = any(v.sense in ("give", "support") and v.end <= clause.mention.start for v in clause.verbs)
    agent_end = 0
    for group in clause.groups_in(position, clause.high):
        gap = clause.text(position, group.start)
        if pattern(r"\b(?:@clauses.rest)\b").search(gap) or _labels_next(clause, group):
            break
        passive = _passive(clause, position, group.start)
        if group.preposition == "par":
            near = len(gap) < 3 or (agent_end and len(clause.text(agent_end, group.start)) < 22)
            if (passive or near) and ";" not in gap and (not payment.payers or (agent_end and near)):
                payment.payers = [*(payment.payers if agent_end else []), *group.kinds]
                agent_end = group.end
        elif group.preposition == "a" and len(gap) < 90 and not re.search(r"[;:]|, (?!par)", gap):
            if _costs(clause):
                payment.payers = payment.payers or list(group.kinds)
            elif gives or passive or not gap.strip() or _GOES.search(gap):
                payment.payees += group.kinds
        elif not group.preposition and (
            gap.rstrip().endswith("moitie") or _EQUALS.match(clause.text(group.end, clause.high))
        ):
            payment.payers += group.kinds
        elif not payment.payers and _names_payer(clause, group, gap, position):
            payment.payers = list(group.kinds)


_GOES = re.compile(r"\b(?:ir(?:a|ont)|vont|va|revien\w+|reviend\w+|destinee?s?|revers\w+)(?: \w+ment)? $")


def _labels_next(clause: Clause, group: Group) -> bool:
    """Whether the body belongs to the money that follows: "… complété par l'ARS (1 M€)"."""
    return clause.high < clause.end and clause.text(group.end, clause.high).strip() in ("(", ":")


_EQUALS = re.compile(r"[^,;.]{0,30}(?:\ba la meme |\bla meme (?:somme|depense)|\ble meme (?:montant|effort)|\bun (?:montant|effort) (?:equivalent|identique)|\bautant\b(?! que))")


def _costs(clause: Clause) -> bool:
    """Whether the clause says what something costs somebody, or what somebody is asked for."""
    head = clause.text(clause.low, clause.mention.start)
    return bool(re.search(r"\bcout(?:e|ent|era|eront|ait)\b", head)) or any(
        v.sense == "ask" and clause.low <= v.start < clause.mention.start for v in clause.verbs
    )


def _passive(clause: Clause, start: int, end: int) -> bool:
    """Whether a participle between the money and "par" says that it is given."""
    if any(v.voice == "passive" and v.sense in ("give", "support", "own") and start <= v.start and v.end <= end and end - v.end < 50 for v in clause.verbs):
        return True
    gap = clause.text(start, end)
    participle = re.search(r"(?:^| )(?P<word>[a-z]{3,}(?:e|ee|es|ees|i|is|ie|ies|u|us|ue|ues|it|its|ts))(?: [a-z]+ment| a parite| ensemble| pour (?:un tiers|moitie))*,? $", gap)
    return len(gap) < 40 and bool(participle) and not pattern("(?:@clauses.no_giving)").match(participle["word"] if participle else "")


_FOLLOWS = re.compile(r"(?:\bque|\bqu'|[:–(]|\bdont|\bou) ?$")


def _names_payer(clause: Clause, group: Group, gap: str, position: int) -> bool:
    """Whether a body after the money, without "par", names who pays it."""
    if group.preposition == "de":
        return bool(
            pattern(
                r"\)?(?: ?(?:@clauses.term))?(?: ?[,(]?(?: ?(?:@clauses.determiner|de|en|du) ?(?:@money_nouns.given)(?: [a-z]{4,}){0,2})?,?"
                r"(?: ?(?:@clauses.of))? ?)"
            ).fullmatch(gap)
        )
    if group.preposition == "via":
        return len(gap) < 30
    if group.preposition == "sur":
        fund = re.match(r"sur (?:le |les )?(?:fonds|fir|bop|programme|budget|credits)", clause.text(group.start, group.end))
        return len(gap) < 25 and fund is not None
    if group.preposition:
        return False
    if gap.strip() == "(" or (gap == " " and group.start == group.bare_start):
        return bool(re.match(r" ?(?:[,.;)/+-]|$|et\b|\()", clause.text(group.end, clause.end)))
    verbs = [v for v in clause.verbs if v.voice == "active" and v.sense in ("give", "own")]
    relative = any(group.end <= v.start < group.end + 40 for v in verbs)
    inverted = any(position <= v.start and v.end + 1 == group.start for v in verbs)
    return inverted or (relative and len(gap) < 60 and bool(_FOLLOWS.search(gap)))


# --- where no body is named -------------------------------------------------------------------------------


def _understood(clause: Clause) -> Kinds:
    """Read budgets that are a body's own by their kind."""
    own = clause.text(clause.low, clause.high)
    if pattern("@money_nouns.national").search(own):
        return ["etat"]
    if pattern("@money_nouns.departmental").search(own):
        return ["departement"]
    return []


_BEFORE: tuple[Callable[[Clause], Kinds], ...] = (_label, _gift, _whose, _plain_subject)
