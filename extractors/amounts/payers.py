"""Who pays and who receives each amount: its own clause, the series it stands in, the parts it is made of."""

import re
from collections.abc import Sequence

from extractors.amounts.as_much import gives_as_much
from extractors.amounts.clause_heads import read_head
from extractors.amounts.clause_tails import read_tail
from extractors.amounts.clauses import Clause, Kinds, Payment
from extractors.amounts.cost_sharing import share
from extractors.amounts.doubled import pay_doubled, pay_what_is_halved
from extractors.amounts.giving import find_verbs
from extractors.amounts.in_turn import pay_in_turn
from extractors.amounts.parts import OF_THAT, add_up, is_of_which
from extractors.amounts.spoken import is_ours
from extractors.amounts.subjects import who_speaks
from extractors.amounts.told_behind import gives_the_same
from extractors.money.passages import Passage, last
from extractors.money.words import gated, pattern
from extractors.money.written import Mention
from extractors.parties.bodies import find_groups, in_order
from extractors.parties.territories import territories_between
from extractors.text.source import Source


def find_payments(source: Source, mentions: Sequence[Mention], passages: Sequence[Passage]) -> list[Payment]:
    """Say for each of `mentions` who pays and who receives it.

    >>> from extractors.money.statements import find_money
    >>> from extractors.money.passages import find_passages
    >>> source = Source("Le Département recevra 2 M€ de l'État.")
    >>> mentions = find_money(source)
    >>> find_payments(source, mentions, find_passages(source, mentions))
    [Payment(payers=['etat'], payees=['departement'])]
    """
    payments: list[Payment] = []
    told: set[int] = set()
    clause: Clause | None = None
    for index, (mention, passage) in enumerate(zip(mentions, passages, strict=True)):
        start, end = passage.start, passage.end
        if clause is None or not (clause.start <= start and end <= clause.end):
            groups, verbs = find_groups(source, start, end), find_verbs(source, start, end)
            clause = Clause(source, start, end, groups, verbs)
        clause.turn_to(mention, passage)
        payment = _read_clause(clause)
        before = payments[-1].payers if index else []
        one_of = set(payment.payers) < set(
            before
        )  # "l'État et l'ARS y mettent 3 M€, soit | 1 M€ | pour l'État"
        restated = payment.payers and before and not one_of and _restates(clause)
        if index and (restated or not payment.payers) and _continues(clause, mentions[index - 1]):
            series = payments[_behind_brackets(source, mentions, index)]
            payment = Payment(series.payers[:], payment.payees or series.payees[:])
        elif payment.payers:
            told.add(index)
        payments.append(payment)
    told |= pay_in_turn(source, mentions, payments)
    add_up(source, mentions, passages, payments, told)
    share(source, mentions, passages, payments)
    pay_doubled(source, mentions, payments)
    values = {mention.value for mention in mentions}
    for mention, payment in zip(mentions, payments, strict=True):
        too = gives_the_same(source, mention) if payment.payers else []
        if payment.payers and not too and 2 * mention.value not in values:
            too = gives_as_much(source, mention)  # where what both give is told, each half is told of the one
        payment.payers = in_order([*payment.payers, *too]) if too else payment.payers
    pay_what_is_halved(source, mentions, payments)
    return payments


# "… s'ajoute au budget départemental de l'enfance (151 M€": money in brackets is that of the noun before it.
_OF_DEPARTMENT = re.compile(
    r"\b(?:budgets?|credits|depenses?|enveloppes?) (?:departementa(?:l|le|ux|les)|du (?:conseil )?departement(?:al)?)\b"
    r"[^,;:.()]{0,50} \((?:pres de |environ |plus de |soit )?$"
)
_NAMED_BEFORE = 120  # characters


def _read_clause(clause: Clause) -> Payment:
    """Read what the mention's own clause says; where it names nobody, what kind of budget it is."""
    source = clause.source
    if _OF_DEPARTMENT.search(source.folded, max(clause.start, clause.before - _NAMED_BEFORE), clause.before):
        return Payment(["departement"])
    payment = read_head(clause)
    read_tail(clause, payment)
    understood: Kinds = _of_ours(clause) if not payment.payers else []
    if not payment.payers and pattern("@money_nouns.national").search(source.folded, clause.low, clause.high):
        understood = ["etat"]
    elif not (payment.payers or understood) and (
        gated("@money_nouns.departmental").search(source, clause.low, clause.high)
        or _names_local_budget(clause)
    ):
        understood = ["departement"]
    payment.payers = in_order(payment.payers or [kind for kind in understood if kind not in payment.payees])
    payment.payees = in_order(kind for kind in payment.payees if kind not in payment.payers)
    return payment


_BUDGET = re.compile(r"\b(?:budgets?|depenses?|finances|comptes|caisses) $")
_BUDGET_REACH = 12  # characters


def _names_local_budget(clause: Clause) -> bool:
    """Whether it is the budget of a département by the adjective of its name: "le budget lozérien"."""
    return any(
        place.form == "adjective"
        and _BUDGET.search(clause.source.folded, max(clause.low, place.start - _BUDGET_REACH), place.start)
        for place in territories_between(clause.source, clause.low, clause.high)
    )


# "Notre effort atteindra 2 M€", "le budget de notre ville", "2 M€ de notre budget", where it is known who speaks.
_OURS = re.compile(
    r"\b(?:notre|nos) (?:propres? )?(?:budgets?|depenses?|efforts?|contribution|participation|part)\b"
    r"|\b(?:budgets?|depenses?) (?:[a-z]+ |20\d\d )?de notre [a-z]{4,}"
)
_OF_OURS = re.compile(r" (?:de|sur) (?:notre|nos) (?:propres? )?(?:budgets?|depenses?|fonds)\b")


def _of_ours(clause: Clause) -> Kinds:
    folded = clause.source.folded
    ours = _OURS.search(folded, clause.low, clause.before) or _OF_OURS.match(folded, clause.after)
    return who_speaks(clause.source) if ours else []


_THAT_IS = re.compile(
    r"\b(?:soit (?:(?:un|une|au) [a-z]+(?: de)? )?|pour un (?:total|montant (?:total|global|cumule)) de )$"
)
_OTHER_SHARE = (
    # "et celle de l'ARS, soit 2 M€", "le reste, soit 1 M€", "le Département double la mise, soit 4 M€",
    # "et pour un tiers par la Caf, soit 1 M€"
    r"\bcel(?:le|ui)s? d|\b(?:@clauses.rest)\b|\b(?:doubl|tripl)\w* l[ae']"
    r"|(?:\d ?%|\b(?:moitie|tiers|quarts?)) (?:par|pour)\b"
    # "et la part du Département, soit 2 M€", "le Département 60 % soit 3 M€"
    r"|[,;]? ?(?:et|,|;) (?:l[ae] |l')(?:part|quote-part|participation|contribution)\b[^,;:]{0,40},? soit\b"
    r"|(?<!\bde )\b\d{1,2}(?:,\d+)? ?%\)?,? \(?soit\b"
)


def _restates(clause: Clause) -> bool:
    """Whether the money is what comes before in other figures: "…, soit un total de 2 M€"."""
    before = clause.text(clause.low, clause.before)
    if not _THAT_IS.search(before) or pattern(_OTHER_SHARE).search(before):
        return False
    gives = clause.low > clause.start and any(
        v.voice == "active" and clause.low <= v.start < clause.before for v in clause.verbs
    )
    # "… ; l'ARS en finance la moitié, soit 2 M€"
    return not (gives and clause.groups_in(clause.low, clause.before, ""))


# "l'État annonce 2 M€, c'est | 60 000 € | de moins qu'en 2022"
_THAT_MAKES = re.compile(
    r"(?: (?:en|pour) [^,.;]{3,30})?,? (?:soit|c'est|ce qui (?:fait|represente)|cela fait|en hausse de|en baisse de) "
    r"(?:environ |pres de |plus de )?"
)
_DIFFERENCE = re.compile(r" (?:de (?:moins|plus|mieux)\b|par rapport\b)")


# "La dotation de l'État, de 2 M€, | est complétée de | 1 M€ | et atteint | 3 M€"
# "… est annulée et remplacée par une aide de | 1 M€"
_GROWS = re.compile(
    r"(?: (?:en|pour) 20\d\d)?,? (?:et )?(?:(?:est|sera|a ete) (?:ensuite |ainsi )?"
    r"(?:complet|port|abond|augment|major|ramen)ee?s? (?:de |d'|a )|(?:atteint|atteindra|passe a|s'eleve a) "
    r"|(?:(?:est|sera|a ete) (?:[a-z]+ et )?)?remplacee?s? par (?:une? |l[ae] |celle |celui )(?:[a-z-]+ ){0,2}"
    r"(?:de |d'))"
)


def _behind_brackets(source: Source, mentions: Sequence[Mention], index: int) -> int:
    """Which mention a series goes on with: "2 M€ (dont 1 M€ de l'ARS), contre 3 M€" goes on with the first."""
    gap = source.folded[last(mentions[index - 1]) : mentions[index].start]
    if ")" not in gap or "(" in gap[: gap.index(")")]:
        return index - 1
    for other in range(index - 2, max(-1, index - _MOST_IN_BRACKETS), -1):
        if "(" in source.folded[last(mentions[other]) : mentions[other + 1].start]:
            return other
    return index - 1


_MOST_IN_BRACKETS = 6  # mentions


# "une équipe (2 M€ de l'ARS) ; un internat (1 M€ du Département) ; des livres (| 90 000 €": each its own noun.
_OF_ANOTHER = re.compile(r"\) ?[,;] (?:et |enfin,? )?[^()]{3,120}\($")


# "L'État apporte 2 M€, soit plus de la moitié des | 3 M€", "2 M€ sur les | 3 M€": the whole is not his.
_FRACTION_OF = re.compile(
    r"(?:\b(?:moitie|tiers|quarts?|cinquieme|dixieme|majorite|essentiel)|\d ?%) (?:de |du |des |d')(?!plus |moins )"
    r"[^,;:.\d]{0,40}$|\bsur (?:les|un total de) (?:pres de |environ |quelque |plus de )?$"
)


# "Le Département dépense 2 M€. | Il y a dix ans, ce budget ne dépassait pas | 1 M€"
_SERIES = r"(?:(?:(?:il y a|voici|en) [^.,;:]{2,25}|pour (?:l'annee )?20\d\d), )?(?P<again>@clauses.series)"
# "L'État alloue une dotation de 2 M€. | Elle est portée à 3 M€ en 2023."
_STOPS = re.compile(r"[.;:] ")  # another sentence may tell what "elle" is
_IT_BECOMES = r"(?:elle|il|celle-ci|celui-ci) (?:@clauses.becomes) (?:\w+ ){0,2}(?:@clauses.set)\w* a "


def _continues(clause: Clause, before: Mention) -> bool:
    """Whether the mention goes on with the series that the one before it opens."""
    between = clause.text(last(before), clause.before)
    if last(before) <= clause.start and _is_of_that(clause, before):
        return True
    if "\n" in between or len(between) > 140 or _OF_ANOTHER.search(between) or is_ours(between):
        return False  # "l'État apporte 2 M€, nous ajoutons | 1 M€": not his, whoever speaks
    if _FRACTION_OF.search(between):
        return False
    if not _THAT_IS.search(between) and pattern(
        r"\b(?:@clauses.away) ?(?:d[e']s? ?)?(?:@clauses.determiner)? ?(?:@clauses.whole)\w*"
        r"(?: (?!et\b|puis\b)[a-z'-]+){0,4} ?$"
    ).search(between):
        return False  # "… à un plan de 3 M€" is not what was given
    if last(before) > clause.start:
        if re.search(r"\b(?:contre|puis|dont) $", between) or _restates(clause):
            return True
        if _THAT_MAKES.fullmatch(between) and _DIFFERENCE.match(clause.source.folded, clause.after):
            return True
        if _GROWS.fullmatch(between):
            return True
        # "la part de l'État, de 2 M€ au contrat, est portée à 3 M€"
        changed = pattern(r"\b(?:@clauses.becomes) (?:\w+ ){0,2}(?:@clauses.set)\w* a $").search(between)
        if changed and not clause.groups_in(last(before), clause.before):
            return True
        moves = [
            v
            for v in clause.verbs
            if last(before) <= v.start < clause.before
            and v.voice == "active"
            and clause.text(v.start - 2, v.start) != "s'"
        ]
        named = clause.groups_in(last(before), clause.before, "", "par", "de", "pour")
        return not moves and not named and not pattern(r"\b(?:@clauses.linking)\b").search(between)
    if clause.groups:
        return False
    if series := pattern(_SERIES).match(clause.source.folded, clause.start, clause.end):
        # "2 M€, dont 1 M€ du Département. Une somme de 0,2 M€ …": of the whole
        return not (series["again"].startswith("une ") and is_of_which(clause.source, before))
    between = clause.text(last(before), clause.start).rstrip()
    becomes = pattern(_IT_BECOMES).match(clause.source.folded, clause.start, clause.end)
    return becomes is not None and not _STOPS.search(between)


# "L'État verse 2 M€. Les associations en recevront | 1 M€", "| 1 M€ | en seront réservés au foyer"
_GET_OF_IT = re.compile(
    r"[^.;:,\d]{3,60} en (?:recev|touch|percev|recoi|percoi|absorb|obtien|obtenu|consomm|capt)\w* "
    r"(?:a (?:elle|lui|eux) seule?s? )?(?:environ |pres de |plus de )?"
)
_GOES_OF_IT = re.compile(r" en (?:seront|sera|sont|est|iront|ira|reviendr\w+|revienn?\w+|profit\w+)\b")
# "L'État avait versé 2 M€ en 2020. Le reliquat non consommé de cette année, soit | 60 000 €"
_LEFT_OF_IT = re.compile(
    r"(?:le |un )(?:reliquat|solde|restant)(?: [a-z]+){0,3} (?:de|sur) (?:cet|cette|ce|ces) [a-z]+(?: [a-z]+)?"
    r"(?:,? soit |,? de |,? d'un montant de |, |,? \()(?:environ |pres de )?"
)
_OF_IT_REACH = 400  # characters


def _is_of_that(clause: Clause, before: Mention) -> bool:
    """Whether a sentence takes a part of the money told before: "Sur ce total, 2 M€ …", "Il en recevra 2 M€"."""
    folded = clause.source.folded
    if OF_THAT.match(folded, clause.start, clause.end):
        return True
    opens = clause.low == clause.start and clause.before - last(before) < _OF_IT_REACH
    return opens and bool(
        _GET_OF_IT.fullmatch(folded, clause.start, clause.before)
        or _LEFT_OF_IT.fullmatch(folded, clause.start, clause.before)
        or (clause.before - clause.start < _OPENS and _GOES_OF_IT.match(folded, clause.after))
    )


_OPENS = 12  # characters: "Quelque", "Plus de"
