"""Who pays the money of a list, by the line that opens it."""

from collections.abc import Sequence

from extractors.amounts.clauses import Kinds, Payment
from extractors.amounts.giving import find_verbs
from extractors.amounts.subjects import pronoun_of
from extractors.money.passages import introduction
from extractors.money.words import pattern
from extractors.money.written import Mention
from extractors.parties.bodies import find_groups, in_order, kinds_of
from extractors.text.gated import Gated
from extractors.text.source import Source

_AGENT = 6  # characters from "versée" to "le Département": "par "
# "Crédits de l'État pour 2024 :", "Montant de la participation du Département"
_GIFT = (
    r"\W*(?:(?:montants?|repartition|ventilation|detail) d(?:e la |e l'|es |u |e ))?"
    r"(?:@money_nouns.given)(?: [a-z]+)? $"
)


# "2 M€, État et Département confondus"
_TAKEN_TOGETHER = Gated(r" (?:confondue?s|cumulee?s)\b")


def taken_together(source: Source, start: int, end: int) -> Kinds:
    """Return which bodies the money of a passage counts together.

    >>> taken_together(Source("2 M€, État et Département confondus"), 0, 35)
    ['etat', 'departement']
    """
    found = _TAKEN_TOGETHER.search(source, start, end)
    groups = find_groups(source, start, found.start()) if found else []
    together = found and groups and groups[-1].end == found.start() and len(groups[-1].kinds) > 1
    return in_order(groups[-1].kinds) if together else []


def introduced(source: Source, block: int) -> Kinds:
    r"""Return who pays what `block` tells by the line that opens its list.

    >>> introduced(Source("Crédits de l'État :\n- insertion : 2 M€\n- enfance : 1 M€"), 1)
    ['etat']
    >>> introduced(Source("Ce que le Département apporte :\n- insertion : 2 M€\n- enfance : 1 M€"), 1)
    ['departement']
    >>> introduced(
    ...     Source("La contribution versée par le Département est de :\n- 2022 : 2 M€\n- 2023 : 1 M€"), 1
    ... )
    ['departement']
    """
    opening = introduction(source, block)
    if opening and (together := taken_together(source, *opening)):
        return together
    groups = (
        [g for g in find_groups(source, *opening) if g.preposition in ("", "de", "par")] if opening else []
    )
    if opening and not groups:
        return _understood(source, opening)
    if opening is None or len(groups) != 1:
        return []
    if groups[0].preposition == "par":
        given = [v for v in find_verbs(source, opening[0], groups[0].start) if v.sense == "give"]
        near = given and groups[0].start - given[-1].end < _AGENT
        return list(groups[0].kinds) if near and given[-1].voice == "passive" else []
    if groups[0].preposition == "de":
        gift = pattern(_GIFT).fullmatch(source.folded, opening[0], groups[0].start)
        return list(groups[0].kinds) if gift else []
    gives = any(v.voice == "active" and v.sense in ("give", "support") for v in find_verbs(source, *opening))
    return list(groups[0].kinds) if gives else []


def _understood(source: Source, opening: tuple[int, int]) -> Kinds:
    """Return whom a pronoun in the line that opens a list stands for: "L'ARS pilote ce volet. | Elle finance :".

    It is the subject of the sentence before, or behind another list of the line that opens that. A contract may be
    meant as well where a body is named only otherwise: "Elle est signée avec l'ARS. | Elle finance :".
    """
    verb = next((v for v in find_verbs(source, *opening) if v.voice == "active" and v.sense == "give"), None)
    index = source.sentence_index(verb.start) if verb else None
    if verb is None or not index:
        return []
    before = source.sentences[index - 1]
    told_in = introduction(source, before.block) or (before.start, before.end)
    kinds = pronoun_of(source, [], verb, source.sentences[index].start, told_in)
    subjects = kinds_of([group for group in find_groups(source, *told_in) if not group.preposition])
    return kinds if set(kinds) <= set(subjects) else []


# "Il apporte 2 M€, ainsi répartis :"
_PARTED = Gated(
    r"\b(?:reparti|ventile|decompose|detaille|distribue|affecte)[a-z]*(?: (?:ainsi|comme suit|de la facon suivante"
    r"|entre|sur|en)\b[^.;:]{0,60})? ?:?$"
)


def pay_parted(source: Source, mentions: Sequence[Mention], payments: Sequence[Payment]) -> None:
    """Let whoever pays the sum that a line parts pay the parts, which are listed below it."""
    whole: int | None = None
    for index, (mention, payment) in enumerate(zip(mentions, payments, strict=True)):
        block = source.block_index(mention.core)
        opening = introduction(source, block) if block is not None else None
        if opening is None:
            whole = index
        elif whole is not None and not payment.payers and mention.value < mentions[whole].value:
            inside = opening[0] <= mentions[whole].start < opening[1]
            if inside and _PARTED.search(source, *opening):
                payment.payers = payments[whole].payers[:]
