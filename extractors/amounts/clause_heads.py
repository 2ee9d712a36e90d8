"""Who pays and who receives money, by what stands before it in its clause."""

import re
from collections.abc import Callable

from extractors.amounts.adding import completing, doubling, making_effort, next_giver, own_too, part_taken
from extractors.amounts.charged import charged
from extractors.amounts.clause_tails import is_origin, names_fund, names_source, stands_behind
from extractors.amounts.clauses import Clause, Kinds, Payment, all_kinds
from extractors.amounts.founders import brought_in, came_from, expected, founder, given_up, offerers
from extractors.amounts.giving import Verb
from extractors.amounts.labels_behind import is_funder
from extractors.amounts.own_parts import OWN, whose
from extractors.amounts.spoken import SPOKEN
from extractors.amounts.subjects import pronoun_of, subject_of
from extractors.deliberation.sessions import find_assembly
from extractors.money.words import pattern
from extractors.parties.bodies import Group, find_groups, kinds_of


def read_head(clause: Clause) -> Payment:
    """Read the verb that governs the money; without a payer, try the other ways to name one, in order."""
    payment = _read_verb(clause)
    named = any(group.end <= clause.before for group in clause.groups)
    for reading in () if payment.payers else _READINGS if named else _READINGS_WITHOUT_NAMES:
        if payers := [kind for kind in reading(clause) if kind not in payment.payees]:
            payment.payers = payers
            break
    return payment


def _read_verb(clause: Clause) -> Payment:
    """Read the verb that the money is the object of: "l'État verse au Département 2 M€"."""
    verb = _governing(clause)
    if verb is None:
        return Payment()
    to = all_kinds(clause.groups_in(verb.end, clause.before, "a"))
    of = all_kinds(clause.groups_in(verb.end, clause.before, "de", "aupres"))
    if verb.voice == "passive" and verb.sense == "ask":
        return Payment([*to, *of])  # "Subvention demandée à l'État : 2 M€"
    if verb.voice == "passive":
        agents = clause.groups_in(verb.end, clause.before, "par")
        if agents and clause.text(agents[-1].end, clause.before) == " (":
            agents = agents[-1:]  # "financé pour moitié par le Département, pour le reste par l'État (1 M€)"
        return Payment(all_kinds(agents), to)
    subject = subject_of(clause.source, clause.groups, clause.verbs, verb, clause.start)
    supported = [
        g for g in clause.groups_in(verb.end, clause.before, "") if not clause.text(verb.end, g.start).strip()
    ]
    if supported and _THAT.search(clause.text(clause.start, verb.start)):
        return Payment(all_kinds(supported[-1:]), to)
    if verb.sense == "get":
        return Payment(of, subject)
    if verb.sense == "ask":
        return Payment([*to, *of], subject)
    # "2 M€ de crédits de l'État" tells more than what a pronoun may mean.
    # In "prévoit un financement de l'État de 2 M€" a gift names its giver.
    subject = (
        subject
        or _gift(clause)
        or names_source(clause)
        or pronoun_of(clause.source, clause.groups, verb, clause.start)
    )
    return Payment(subject, [*all_kinds(supported), *to])


_THAT = re.compile(r"\bqu(?:e (?:se )?|')$")  # "2 M€ que se partagent l'ARS (1 M€) et le Département"
# "porteront ensemble leur effort à 2 M€", or "l'effort"
_FIRST_OWN = re.compile(
    r"(?: [a-z]+){0,2} (?:(?:son|sa|ses|leurs?) |(?:l'|la )(?:efforts?|enveloppe|mise|somme|dotation) )"
)
_CLOSED = re.compile(r"^ par [^,;:.()]{2,60}, et (?:de )?$")
_ADDED_TO = re.compile(
    r"\b(?:complet|abond|major|augment)ee?s? (?:chaque annee |tous les ans )?(?:par |de |d'|a hauteur de )"
)
_OF_WHICH = re.compile(r",? \(?dont (?:[a-z]+ )?$")
_OWN_PARTICIPLE = re.compile(r" [a-z]{3,}(?:e|ee|i|ie|u|ue|is|ise|it|ite)s? par ")
_FAR = 160  # characters between a verb and its object


def _governing(clause: Clause) -> Verb | None:
    """Find the verb before the money that the money belongs to."""
    owned = pattern(OWN).search(clause.text(clause.after, clause.high))
    for verb in reversed(clause.verbs):
        if verb.start < clause.low or verb.end > clause.before:
            continue
        pledges = clause.text(verb.start, verb.end).startswith("engag")  # "s'engage sur 2 M€"
        before = clause.text(max(clause.start, verb.start - 18), verb.start)
        if not pledges and pattern("(?:@clauses.no_governor)$").search(before):
            continue
        behind_other = clause.low > clause.start and not clause.text(clause.low, verb.start).strip()
        if verb.voice == "passive" and behind_other:
            continue  # "1,1 M€ versés par l'État et 250 000 euros": said of the money before
        gap = clause.text(verb.end, clause.before)
        of_former = verb.voice == "passive" and clause.low > clause.start
        if of_former and ":" in gap and stands_behind(clause, clause.low, verb):
            continue  # "2 M€ par an, financés par l'État et l'ARS : 1,2 M€ …": said of the money before
        if of_former and _CLOSED.search(gap):
            continue  # "dont 1 M€ du FIR versé par l'ARS, et 2 M€": said of the money before
        if of_former and _OF_WHICH.search(gap):
            continue  # "2 M€ sont versés par l'État et l'ARS, dont 1 M€ par l'ARS": said of the money before
        if of_former and _OWN_PARTICIPLE.match(clause.source.folded, clause.after, clause.high):
            continue  # "2 M€ sont délégués par l'État et 1 M€ voté par le Département": said of the money before
        if verb.voice == "passive" and _ADDED_TO.search(gap):
            continue  # "2 M€ sont accordés par l'État, complétés par 1 M€ de l'ARS"
        if len(gap) > _FAR or ";" in gap:
            continue
        if verb.voice == "active" and pattern(r"\b(?:@clauses.linking)\b").search(gap):
            continue
        if verb.sense == "own" and not _FIRST_OWN.match(gap + " ") and not owned:
            continue  # "porte sur 2 M€" is no spending
        return verb
    return None


def _is_for(clause: Clause, group: Group) -> bool:
    """Whether "pour" names whose contract it is: "Pour la Ville : 2 M€, dont 1 M€ versé par l'État"."""
    others = [g for g in clause.groups_in(clause.after, clause.end, "par", "de") if g.kinds != group.kinds]
    return (
        "etat" not in group.kinds
        and bool(others)
        and clause.text(clause.after, clause.end).find("dont ") >= 0
    )


def _label(clause: Clause) -> Kinds:
    """Read a body right before the money: "État : 2 M€", "(ARS 2 M€)", "…, l'ARS 2 M€"."""
    for group in reversed(clause.groups_in(clause.low, clause.before, "", "pour", "par", "entre")):
        gap = _SHARE_INSIDE.sub(" (", _APPOSED.sub(" ", clause.text(group.end, clause.before)))
        if group.preposition == "entre" and gap != " (":
            continue  # "partagé entre l'État (2 M€) et l'ARS (1 M€)" alone
        if gap.startswith(")"):
            continue  # "État (programme 304) 2 M€"
        if _ITS_SHARE.fullmatch(gap) and _FRACTION.search(clause.text(clause.low, group.start)):
            return list(group.kinds)  # "50 % pour l'État, soit 2 M€"
        if clause.low > clause.start and is_origin(clause.text(clause.low, group.start)):
            return []  # "2 M€ de crédits État (programme 304), 1 M€": said of the money before
        if group.preposition == "pour" and _is_for(clause, group):
            return []
        if gap == " (" and _is_doer(clause, group):
            return []
        if gap == " (" and group.preposition != "pour" and len(group.kinds) == 1:
            return list(group.kinds)  # "financé par l'État (2 M€) et l'ARS (1 M€)"
        if gap == ", " and clause.text(clause.low, group.start).rstrip().endswith((";", ":")):
            return list(group.kinds)  # "le financement est celui-ci : l'État, 3 M€ ; l'ARS, 2 M€"
        if not group.preposition and _ASIDE.fullmatch(gap) and clause.gives_before(group.start):
            return list(group.kinds)  # "la Région y consacre 8 M€ et l'État, au titre du FNADT, 2 M€"
        if not group.preposition and clause.gives_before(group.start) and pattern(_THE_REST).fullmatch(gap):
            return list(group.kinds)  # "l'État apporte 5 M€, le Département le solde, soit 2 M€"
        beside = pattern(
            r"(?: ?\([^()]{0,40}\)){0,2}(?:@clauses.beside){0,3}(?: une? (?:@money_nouns.given)(?: [a-z]+)?)?"
            r"[ .:…·=-]*\(?(?:de |d')?"
        )
        if len(gap) > _FAR or not beside.fullmatch(gap.lstrip(",")):
            return []
        opening = clause.text(clause.low, group.start).rstrip()[-1:]
        opens = opening in (":", ";") or (not opening and clause.low == clause.start)
        if group.preposition == "par" and opens:
            return list(group.kinds)  # "sont apportés en 2021 : par l'État, 2 M€ ; par l'ARS, 1 M€"
        if group.preposition == "par" and gap == " " and _pay_in_turn(clause):
            return list(group.kinds)  # "financé par l'État 2 M€, par l'ARS 1 M€"
        # "côté État, 2 M€"; right behind other money it is said of that: "3 M€ côté Département, 2 M€ côté État"
        side = clause.text(max(clause.start, group.start - 5), group.start) == "cote "
        if clause.low > clause.start and side and clause.text(clause.low, group.start).strip() in _SIDES:
            return []
        if group.preposition == "par" or (gap.strip() == "," and not side):
            return []
        if group.preposition and ":" not in gap:
            return []
        marked = side or re.search(r"[:=%]|\.\.|…| {3}", gap) or group.start == group.bare_start
        return list(group.kinds) if marked or clause.gives_before(group.start) else []
    return []


_SIDES = ("cote", "du cote")
_FRACTION = re.compile(r"(?:\d ?%|\b(?:moitie|tiers|quarts?)) $")
_ITS_SHARE = re.compile(r"(?:,? soit|,| \(|,? c'est-a-dire) ?(?:environ |pres de )?")


def _is_doer(clause: Clause, group: Group) -> bool:
    """Whether a body does what the money is for: "l'accueil de jour par une association (2 M€)"."""
    return group.preposition == "par" and tuple(group.kinds) == ("association",) and not clause.verbs


def _pay_in_turn(clause: Clause) -> bool:
    """Whether the money before is told right behind who pays it, as this one is."""
    return any(
        clause.text(group.end, group.end + 2).strip().isdigit()
        for group in clause.groups_in(clause.start, clause.low, "par")
    )


# "la Région, absente ce jour-là, sur 2 M€"
_APPOSED = re.compile(r"^, [a-z][^,;:.\d]{2,40}, (?=(?:sur|pour|a hauteur) |$)")
_SHARE_INSIDE = re.compile(r"^ \(\d{1,2}(?:,\d+)? ?%(?:,? soit|,| :) $")  # "par l'État (40 %, soit | 2 M€)"
_ASIDE = re.compile(
    r", (?:au titre|au travers|a travers|par le biais|via|sur|par|pour|avec|grace|dans|en)\b[^,;:.]{2,90}, "
)
# A comma or "et", also behind brackets: "2 M€ de crédits de l'État (programme 304), 1 M€"
_BEHIND = re.compile(r"^(?: ?\([^()]{0,40}\))? ?(?:[,;)]|et\b|puis\b)|\bet a $")


_THE_REST = r",? (?:@clauses.rest)(?:,? soit|,| \(|,? c'est-a-dire)? ?(?:environ |pres de )?"
_FUND = re.compile(r"le (?:fir|fonds)\b")
_ON_ACCOUNT = re.compile(r"\b(?:au titre|sur|pour|en|comme|dans le cadre) (?:de |d')?(?:l[ae] |l')?$")
_OPENS_SHARE = re.compile(r" ?[,;]? ?(?:et |puis |enfin )?(?:l[ae] |l')")
_SO_MUCH = re.compile(r",? (?:soit|d'un montant de|de|fixee? a) (?:environ |pres de )?")
_ANOTHER_GIFT = r"(?:,| et) (?:de |d')?(?:une?|la|le|l') ?(?:@money_nouns.given)(?: [a-z]+)? de $"


def _gift(clause: Clause) -> Kinds:
    """Read a noun of giving with its body: "la subvention de l'État s'élève à 2 M€", "part État : 2 M€"."""
    behind = clause.groups_in(clause.after, clause.high, "de")[:1]
    if any(is_origin(clause.text(clause.after, group.start)) for group in behind):
        return []  # "les moyens du Département : 2 M€ de crédits d'État"
    noun = pattern(
        r"\b(?:@money_nouns.given|celles?|celui|ceux|titre)(?: (?:20\d\d|(?:non )?[a-z-]{4,})){0,2}(?: au titre)? ?$"
    )
    for group in reversed(clause.groups_in(clause.low, clause.before)):
        gap = clause.text(group.end, clause.before)
        fund = _FUND.match(clause.text(group.start, group.end))  # "le FIR de l'ARS atteint 2 M€"
        lead = clause.text(max(clause.low, group.start - 60), group.start)
        given = fund or noun.search(lead)
        belongs_before = clause.low > clause.start and _BEHIND.search(gap)
        own_share = given and _OPENS_SHARE.fullmatch(lead[: given.start()]) and _SO_MUCH.fullmatch(gap)
        if given and (own_share or re.match(r"cel|ceux", given[0])):
            belongs_before = (
                None  # "…, et celle de l'ARS, 2 M€", "… et la part de l'ARS, soit 2 M€" begin anew
            )
        if belongs_before and not pattern(r"\b(?:@clauses.set)\w*").search(gap):
            continue
        named = group.preposition in ("de", "par") or group.start == group.bare_start
        named = bool(named or fund) or names_fund(clause, group)  # "la dotation inscrite sur le BOP 304"
        if not named or len(gap) > 110 or re.search(r";|\bque\b|\d ?% (?:du|de la|de l'|des) ", gap):
            continue  # "la part de l'État couvre 50 % du coût, arrêté à 2 M€"
        # "au titre de la part de l'État, une somme de"
        of_it = given and " et " not in gap and _ON_ACCOUNT.search(lead[: given.start()])
        if not of_it and pattern(_ANOTHER_GIFT).search(gap):
            continue  # "d'un financement de l'État et d'une aide de | 2 M€ | de l'ARS"
        if given:
            to = all_kinds(clause.groups_in(group.end, clause.before, "a"))
            return [kind for kind in group.kinds if kind not in to]
    return []


def _reserved(clause: Clause) -> Kinds:
    """Read the giver of a gift that is the subject: "l'enveloppe que l'État réserve à ce plan atteint 2 M€"."""
    given = pattern(r"(?:@money_nouns.given)(?: [a-z]+)? qu(?:e |')$")
    for group in clause.groups_in(clause.low, clause.before, ""):
        if given.search(clause.text(max(clause.low, group.start - 60), group.start)) and any(
            verb.sense == "give" and verb.voice == "active" and group.end < verb.start < group.end + 12
            for verb in clause.verbs
        ):
            return list(group.kinds)
    return []


_ANY_VERB = (
    r" (?:(?:@clauses.auxiliary) |[nly]')*(?P<verb>[a-z]{3,})(?: (?:@clauses.adverb))*(?: (?:pour|de|d'))? ?"
    r"(?P<gift>(?:@clauses.determiner) ?(?:[a-z]+ )?(?:@money_nouns.given)(?: [a-z]+)?"
    r" (?:de |d'|a hauteur de |a )?|l[ae] sien(?:ne)? (?:a |de )?|ses (?=$))?(?:pres de |environ )?"
)


_WHO = re.compile(r",? qui(?= )")  # of whom it is told, whatever stands before them


def _plain_subject(clause: Clause) -> Kinds:
    """Read a subject with any verb that has the money as its object: "l'État offrait 2 M€"."""
    told = {
        g.end: who for g in clause.groups if (who := _WHO.match(clause.source.folded, g.end, clause.before))
    }
    groups = [g for g in clause.groups_in(clause.low, clause.before) if not g.preposition or g.end in told]
    if not groups:
        return []
    end = groups[-1].end
    gap = re.sub(r",[^,;:]{0,90},", "", clause.text(told[end].end() if end in told else end, clause.before))
    if len(gap) > 90 or re.search(r"[;:,]|\b(?:que|qui|dont)\b", gap):
        return []
    verb = pattern(_ANY_VERB).fullmatch(gap)
    if verb is None:
        return []
    offered = verb["gift"] or "etat" in groups[-1].kinds  # what the State proposes is its own money
    announced = offered and pattern("(?:@clauses.announcing)").match(verb["verb"])
    # What an assembly votes is its own money.
    voted = "departement" in groups[-1].kinds and verb["verb"].startswith("vote")
    gives = announced or voted or not pattern("(?:@clauses.no_giving)").match(verb["verb"])
    return list(groups[-1].kinds) if gives else []


_DECIDED = re.compile(
    r"\W*(?:[a-z]\) |\d{1,2}[.)°] )?(?:decide|accepte|accorde|attribue|alloue|affecte|consacre|vote|fixe)(?:nt)? "
    r"(?:(?:egalement|en outre) )?(?:d'|de |une? |l[ae] |l'|au )"
)
_TO_GIVE = re.compile(
    r"\b(?:d'|de )(?:y |en )?(?:consacrer|allouer|attribuer|affecter|accorder|mobiliser|verser|participer)\b"
)


def _deciding(clause: Clause) -> Kinds:
    """Read a decision without a subject of its own: "DÉCIDE d'y consacrer 2 M€" is said of the assembly."""
    verb = _DECIDED.match(clause.source.folded, clause.start, clause.before)
    if verb is None or clause.groups_in(clause.start, clause.before, ""):
        return []
    if verb.group().endswith(("d'", "de ")) and not _TO_GIVE.search(clause.text(clause.start, clause.before)):
        return []
    assembly = find_assembly(clause.source, 0, clause.start)
    if assembly is None:
        return []
    return kinds_of(find_groups(clause.source, *assembly)) or ["departement"]


_Readings = tuple[Callable[[Clause], Kinds], ...]
_READINGS: _Readings = (
    expected,
    came_from,
    doubling,
    is_funder,
    charged,
    _label,
    _gift,
    next_giver,
    _reserved,
    whose,
    _plain_subject,
    part_taken,
    making_effort,
    completing,
    own_too,
    *SPOKEN,
    brought_in,
    founder,
    offerers,
    given_up,
    _deciding,
)
# Those that need no body before the money.
_READINGS_WITHOUT_NAMES: _Readings = (whose, *SPOKEN, offerers, given_up, _deciding)
