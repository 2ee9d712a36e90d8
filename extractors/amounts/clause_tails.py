"""Who pays and who receives money, by what stands after it in its clause."""

import re

from extractors.amounts.clauses import Clause, Kinds, Payment
from extractors.amounts.giving import Verb
from extractors.amounts.labels_behind import is_of_funder, is_who_pays, on_its_side
from extractors.amounts.own_parts import which_it_gives
from extractors.money.words import pattern
from extractors.parties.bodies import Group, in_order

_NEAR = 22  # characters between two agents: "par l'État et à parité par l'ARS"
_GOES = re.compile(r"\b(?:ir(?:a|ont)|vont|va|revien\w+|reviend\w+|destinee?s?|revers\w+)(?: \w+ment)? $")
_FALLS = re.compile(r"[^;:.]{0,40}\b(?:revien\w+|reviend\w+|incomb\w+|ech(?:oi|e)\w+)(?: \w+ment)? ")
_COSTS = re.compile(r"\bcout(?:e|ent|era|eront|ait)\b")
_FOLLOWS = re.compile(r"(?:\bque|\bqu'|[:–(]|\bdont|\bou) ?$")
# "compensée à hauteur de 2 M€ | seulement | par l'État"
_SO_MUCH = re.compile(
    r",? (?:seulement|uniquement|a peine|au (?:plus|moins|total|maximum)|tout au plus|en tout),? "
)
_FUND = re.compile(r"sur (?:le |les )?(?:fonds|fir|bop|programme|budget|credits)")
# "par l'État (50 %) et le Département (50 %)"
_SHARES_TOO = re.compile(r" ?\([^()]{1,20}\) ?,? ?(?:et )?(?:l[ae] |l')?")
# "2 M€ : c'est le complément versé par l'État"
_PRESENTED = re.compile(r" ?: (?:(?:c'est|voila) )?l[ae] [a-z]+ (?=[a-z]+ $)")
_RECEIVED = re.compile(r"\b(?:recu|percu|encaisse|touche|obtenu)e?s?(?: \w+ment)? $")
_EACH = re.compile(
    r"par (?:departement|territoire|region|commune|metropole|agglomeration)"
)  # for each of them
_EACH_YEAR = re.compile(r"^ ?(?:/ ?an|par an)\b")  # "52 000 €/an (Département)"
_LABEL_ENDS = re.compile(r" ?(?:[,.;)/+-]|$|et\b|\()")
# "900 000 € pour l'État | au titre du programme 304 et 273 000 € pour l'ARS"
_SHARE_ENDS = re.compile(rf"{_LABEL_ENDS.pattern}| (?:au titre|sur|via|en 20|par le biais|dans le cadre)\b")


def read_tail(clause: Clause, payment: Payment) -> None:
    """Read agents, complements and relative clauses after the money into `payment`."""
    agent_end = 0
    for group in clause.groups_in(clause.after, clause.high):
        gap = _behind(clause, group)
        presented = _PRESENTED.match(gap)
        told = pattern(r"\b(?:@clauses.rest)\b").search(gap, presented.end() if presented else 0)
        if told or _labels_next(clause, group):
            break
        if group.preposition == "par" and _EACH.fullmatch(clause.text(group.start, group.end)):
            continue
        if group.preposition == "par" and _RECEIVED.search(gap):
            payment.payees = in_order([*payment.payees, *group.kinds])
        elif group.preposition == "par":
            near = agent_end > 0 and group.start - agent_end < _NEAR
            beside = (
                len(gap) < 3
                or _SO_MUCH.fullmatch(gap)
                or (near and "autant" not in clause.text(agent_end, group.start))
            )
            if agent_end and beside:
                payment.payers += group.kinds
                agent_end = group.end
            elif _is_next_agent(clause, gap) or (
                not payment.payers and ";" not in gap and (beside or _is_given_by(clause, group))
            ):
                payment.payers = list(group.kinds)
                agent_end = group.end
        elif (
            agent_end and not group.preposition and _SHARES_TOO.fullmatch(clause.text(agent_end, group.start))
        ):
            payment.payers += group.kinds
            agent_end = group.end
        elif group.preposition == "a":
            _read_goal(clause, group, gap, payment)
        elif not group.preposition and _bears_as_much(clause, group, gap):
            payment.payers += group.kinds
        elif not payment.payers and _names_payer(clause, group, gap):
            payment.payers = list(group.kinds)
    payment.payers = payment.payers or which_it_gives(clause)


def _is_next_agent(clause: Clause, gap: str) -> bool:
    """Whether an agent right behind the money follows that of another: "versés par l'État et | 1 M€ | par l'ARS"."""
    return (
        gap == " " and clause.low > clause.start and bool(clause.groups_in(clause.low, clause.before, "par"))
    )


def _behind(clause: Clause, group: Group) -> str:
    """Return what stands between the money and a body, be it in the line below."""
    return clause.text(clause.after, group.start).replace("\n", " ")


def names_source(clause: Clause) -> Kinds:
    """Return whose money it is in "2 M€ de crédits de l'État"; none where that is not said."""
    for group in clause.groups_in(clause.after, clause.high, "de")[:1]:
        if _names_payer(clause, group, _behind(clause, group)):
            return list(group.kinds)
    return []


def _labels_next(clause: Clause, group: Group) -> bool:
    """Whether the body belongs to the money that follows: "… complété par l'ARS (1 M€)"."""
    mark = clause.text(group.end, clause.high).strip()
    if mark == ":" and group.preposition == "par":  # "2 M€ par an, financés par l'État et l'ARS : 1,2 M€ …"
        verbs = [v for v in clause.verbs if v.voice == "passive" and clause.after <= v.start < group.start]
        return clause.high < clause.end and not any(stands_behind(clause, clause.after, v) for v in verbs)
    return clause.high < clause.end and mark in ("(", ":")


def stands_behind(clause: Clause, end: int, verb: Verb) -> bool:
    """Whether a verb stands behind money that ends at `end`, with no more than "par an," between them."""
    return pattern(r"(?: (?:@clauses.term))?,? ?").fullmatch(clause.text(end, verb.start)) is not None


def _read_goal(clause: Clause, group: Group, gap: str, payment: Payment) -> None:
    """Read "à" and a body: whom the money goes to, or whom it costs."""
    if _FALLS.fullmatch(gap) and is_rest(clause.text(clause.low, clause.before)):
        payment.payers = payment.payers or list(group.kinds)
        return
    if len(gap) > 90 or re.search(r"[;:]|, (?!par)", gap):
        return
    asked = any(v.sense == "ask" and clause.low <= v.start < clause.before for v in clause.verbs)
    if (
        asked
        or _COSTS.search(clause.text(clause.low, clause.before))
        or (not gap.strip() and _costs_too(clause))
    ):
        payment.payers = payment.payers or list(group.kinds)
    elif (
        clause.gives_before(clause.before)
        or not gap.strip()
        or _GOES.search(gap)
        or _is_given_by(clause, group)
    ):
        payment.payees += group.kinds


def _costs_too(clause: Clause) -> bool:
    """Whether the money is what something costs the next one: "coûtera 2 M€ à l'État et | 1 M€ | au Département"."""
    costs = clause.low > clause.start and _COSTS.search(clause.text(clause.start, clause.low))
    return bool(costs) and not any(costs and v.start >= clause.start + costs.start() for v in clause.verbs)


def is_rest(before: str) -> bool:
    """Whether money is what is left to be paid: "le reste, soit | 1 M€ | revient au Département"."""
    return pattern(r"\b(?:@clauses.rest),? (?:\()?(?:soit|de|d'un montant de) $").search(before) is not None


# "à condition que | le Département | mette autant"
_CONDITION = re.compile(
    r"\b(?:a condition|pourvu|a charge|encore faut-il|des lors|si tant est) qu(?:e |')[a-z' ]{0,12}$"
)


def _bears_as_much(clause: Clause, group: Group, gap: str) -> bool:
    """Whether the body pays half or as much: "moitié État, moitié Département", "l'ARS en met autant"."""
    if _CONDITION.search(gap):
        return False
    if gap.rstrip().endswith("moitie"):
        return True
    told = pattern(r"[^,;.]{0,30}\b(?:@clauses.as_much)").match(clause.text(group.end, clause.high))
    return told is not None and _IS_BUT_ASKED.search(told.group()) is None


# "que le Département devrait abonder d'autant", "… aurait dû apporter la même somme": that is no promise.
_IS_BUT_ASKED = re.compile(
    r"\b(?:dev|pour)rai(?:t|ent)\b|\baurai(?:t|ent) (?:du|pu)\b|\b(?:refuse|hesite|rechigne|renonce)\w*"
    r"|\b(?:est|etait|sont) (?:prie|invite|cense|appele|somme)e?s?\b"
)
_SHARE_ITEM = re.compile(r"€ (?:au titre de |\w+ )?pour l'(?:etat|ars|agence)\b")
_NEIGHBOURS = 4  # items


def _is_in_list_of_shares(clause: Clause) -> bool:
    """Whether the money is an item beside that of the State: "- 410 000 € pour l'État", "- 540 000 € pour le …"."""
    blocks, index = clause.source.blocks, clause.source.block_index(clause.start)
    if index is None or blocks[index].kind != "item":
        return False
    around = blocks[max(0, index - _NEIGHBOURS) : index + _NEIGHBOURS]
    return any(b.kind == "item" and _SHARE_ITEM.search(clause.source.folded, b.start, b.end) for b in around)


def _is_given_by(clause: Clause, group: Group) -> bool:
    """Whether a participle between the money and the body says that it is given."""
    for verb in clause.verbs:
        gives = verb.voice == "passive" and verb.sense in ("give", "support", "own")
        if gives and clause.after <= verb.start and verb.end <= group.start < verb.end + 50:
            return True
    gap = _behind(clause, group)
    participle = pattern(
        r"(?:^| )(?P<word>[a-z]{3,}(?:es?|ee|ees|ies?|i|is|u|us|ues?|it|its|ts))(?: @clauses.manner| en 20\d\d)*,? $"
    ).search(gap)
    if participle is None or len(gap) > 40:
        return False
    if participle["word"].startswith("vote"):  # what an assembly votes is its own money
        return group.preposition == "par" and "etat" not in group.kinds
    return not pattern("(?:@clauses.no_giving)").match(participle["word"])


def is_origin(gap: str) -> bool:
    """Whether these words between money and a body say that it is the body's: "2 M€ de crédits État"."""
    return pattern(r" (?:de |d'|en )(?:@money_nouns.given) ").fullmatch(gap) is not None


def names_fund(clause: Clause, group: Group) -> bool:
    """Whether a body is named by the fund that money is taken from: "sur le FIR"."""
    return group.preposition == "sur" and _FUND.match(clause.text(group.start, group.end)) is not None


_WHICH = re.compile(r"\bqu(?:e |')")
_FROM_WHOM = re.compile(r"[^;:.]{0,60}")


def _is_got_from(clause: Clause, group: Group) -> bool:
    """Whether somebody gets the money from a body: "2 M€, c'est ce que la Creuse recevra de l'État"."""
    return any(
        v.sense == "get"
        and v.voice == "active"
        and clause.after <= v.start < group.start
        and _WHICH.search(clause.text(clause.after, v.start))
        and _FROM_WHOM.fullmatch(clause.text(v.end, group.start))
        for v in clause.verbs
    )


# "3 M€ | que la loi laisse à la charge | des départements"
_LEFT_TO = re.compile(r"[^;:.\d]{0,50}\b(?:laiss|rest|demeur)\w* (?:\w+ ){0,2}a la charge ")
# "2 M€ | d'allocations, à la charge | du Département"
_AT_CHARGE = re.compile(
    r"(?: (?:de |d'|pour |en )[^,;:.\d]{2,60})?,? (?:qui (?:est|sont|reste|restent) )?a la (?:seule )?charge "
)
# "Les dépenses atteignaient 2 M€ | au compte administratif 2020 | du Département"
_BOOKED = re.compile(
    r" (?:au|aux|dans les?) (?:budgets?|comptes? administratifs?)(?: [a-z]{4,}| 20\d\d){0,2} "
)
_EACH_OF = re.compile(r" ?,? ?chacune?,? ?")  # "800 000 € chacun pour l'État et le Département"


# "La dépense a grimpé de 9 à | 13,5 M€ | en trois ans pour | le Département", "la note enfle : | 9 M€ | pour …"
_IS_COST = re.compile(r"\b(?:depenses?|factures?|couts?|charges?|addition|note)\b[^.;:]{0,60}(?: ?: )?$")
_MEANWHILE = re.compile(
    r"(?: (?:(?:en|sur) (?:[^,;.:\d]{2,20}|20\d\d)|l'an(?:nee)? (?:passe|derni)\w*|(?:cette|chaque) annee|par an))? ?"
)


def _costs(clause: Clause, group: Group, gap: str) -> bool:
    """Whether it is a cost, named before the money, for a body named behind it."""
    if clause.groups_in(clause.start, clause.before) or not _MEANWHILE.fullmatch(gap):
        return False
    cost = _IS_COST.search(clause.text(clause.start, clause.before))
    behind = clause.text(group.end, clause.end)
    when = _MEANWHILE.match(behind)  # "La facture atteignait 2 M€ pour la collectivité | en 2022"
    return cost is not None and _LABEL_ENDS.match(behind[when.end() if when else 0 :]) is not None


# "2 M€ | sur trois ans, | État, ARS et Département | réunis"
_MEANWHILE_COMMA = re.compile(r"(?: (?:en|sur|pour) [^,;.:]{2,20})?, ?")
_TOGETHER = re.compile(r",? (?:reuni|confondu|ensemble|cumule|additionne)")


def _opens_block(clause: Clause) -> bool:
    index = clause.source.block_index(clause.before)
    return index is not None and clause.source.blocks[index].start == clause.before


def _labels_behind(gap: str) -> bool:
    """Whether a figure that opens its line is told right behind what it is: "2 M€ | budget 2024 | du Département"."""
    return pattern(r" (?:@money_nouns.given)(?: [a-z]{4,}| 20\d\d){0,2} ").fullmatch(gap) is not None


_ADJECTIVE = re.compile(r"(?:departement|municip)a(?:le?|ux)\b")


def _names_payer(clause: Clause, group: Group, gap: str) -> bool:
    """Whether a body after the money, without "par", names who pays it."""
    if any(told(clause, group, gap) for told in (on_its_side, is_of_funder, is_who_pays)):
        return True
    if group.preposition == "de":
        if _LEFT_TO.fullmatch(gap) or _AT_CHARGE.fullmatch(gap) or _BOOKED.fullmatch(gap):
            return True
        of = pattern(
            r"\)?(?: ?(?:@clauses.term))?(?: (?:supplementaire|nouveau|additionnel|complementaire)[a-z]*| de plus)?"
            r"(?:,? (?:est|sont|sera|seront|restent?|(?:a|ont) (?:deja |enfin |\w+ment )?ete)(?: deja)?)?"
            r"(?: ?[,(:]?(?: ?(?:c'est (?:le montant d[eu] ?)?|dans |sur )?"
            r"(?:@clauses.determiner|de|en|du|(?<=: )) ?(?:@money_nouns.given)"
            r"(?: [a-z]{4,}| 20\d\d){0,2}| (?:a |pour )?cel(?:le|ui)s?)?,?(?: ?(?:@clauses.of))? ?)"
        )
        if len(gap) < 120 and (of.fullmatch(gap) or (_opens_block(clause) and _labels_behind(gap))):
            return True
        return _is_got_from(clause, group)
    if group.preposition == "via":
        return len(gap) < 30
    if group.preposition == "sur":
        return len(gap) < 25 and names_fund(clause, group)
    if (
        group.preposition == "pour"
    ):  # "320 k€ pour l'État, 320 k€ pour le Département": whoever shares with the State
        shares = any(
            {"etat", "ars"} & set(g.kinds) for g in clause.groups_in(clause.start, clause.end, "pour")
        )
        if _EACH_OF.fullmatch(gap) or _costs(clause, group, gap):
            return True
        gap = _EACH_YEAR.sub("", gap)
        shares = shares or _is_in_list_of_shares(clause)
        return (
            shares and not gap.strip() and _SHARE_ENDS.match(clause.text(group.end, clause.end)) is not None
        )
    if group.preposition:
        return False
    if _TOGETHER.match(clause.text(group.end, clause.end)) and _MEANWHILE_COMMA.fullmatch(gap):
        return len(group.kinds) > 1
    gap = _EACH_YEAR.sub("", gap)
    if gap == ", " and clause.text(clause.before - 1, clause.before) == "(":  # "un internat (2 M€, État)"
        return clause.text(group.end, group.end + 1) == ")"
    if is_origin(gap) and _ADJECTIVE.match(clause.text(group.start, group.end)):
        return True  # "2 M€ de subvention municipale"
    if gap.strip() == "(" or (group.start == group.bare_start and (gap == " " or is_origin(gap))):
        return _LABEL_ENDS.match(clause.text(group.end, clause.end)) is not None
    verbs = [v for v in clause.verbs if v.voice == "active" and v.sense in ("give", "own")]
    if any(clause.after <= v.start and v.end + 1 == group.start for v in verbs):
        return True  # "c'est ce qu'apporte l'État"
    relative = any(group.end <= v.start < group.end + 40 for v in verbs)
    return relative and len(gap) < 60 and _FOLLOWS.search(gap) is not None
