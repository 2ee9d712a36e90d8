"""The terms of an amount: each year or each party, total or share, what for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from extractors.amounts.headed_rates import is_headed_yearly
from extractors.amounts.time import Time, find_times, goes_to
from extractors.money.passages import Passage, captions, introduction
from extractors.money.words import gated, pattern
from extractors.money.written import Mention
from extractors.parties.bodies import find_groups
from extractors.text.source import Source

Scope = Literal["total", "share", "action", "unit"]


@dataclass(slots=True)
class Terms:
    """What is said of an amount beside its value; `end` is where its passage ends with "par an"."""

    end: int
    time: Time
    per_year: bool = False
    per_party: bool = False
    scope: Scope = "total"
    purpose: str | None = None


def find_terms(source: Source, mentions: Sequence[Mention], passages: Sequence[Passage]) -> list[Terms]:
    """Read the terms of each of `mentions` from the sentence around it.

    >>> from extractors.money.statements import find_money
    >>> from extractors.money.passages import find_passages
    >>> source = Source("Une aide de 2 M€ par an sur la période 2024-2027.")
    >>> mentions = find_money(source)
    >>> (terms,) = find_terms(source, mentions, find_passages(source, mentions))
    >>> terms.per_year, terms.time.period
    (True, '2024/2027')
    """
    found: list[Terms] = []
    times, folded = find_times(source, mentions, passages), source.folded
    for index, (mention, passage, time) in enumerate(zip(mentions, passages, times, strict=True)):
        terms = Terms(mention.end, time)
        goes_on = passage.low > passage.start or (
            index and captions(source, mentions[index - 1], source.block_index(mention.core) or 0)
        )
        before = found[-1] if goes_on else None
        terms.per_year = _rate(source, mention, passage, "per_year", terms)
        terms.per_year = terms.per_year or (not time and is_headed_yearly(source, mention))
        if terms.per_year and time.year and _is_of_that_year(source, mention, passage):
            terms.per_year = False
        terms.per_party = _rate(source, mention, passage, "per_party", terms)
        terms.scope = _scope(source, mention, passage, before)
        terms.purpose = _purpose(source, mention, passage.high)
        part = before and (
            terms.scope == "share" or _PARTS_BEGIN.fullmatch(folded, before.end, mention.start)
        )
        if before and part and not time:
            # "2 M€ par an, dont 1 M€ de l'État", "2 M€ en 2021, dont 1 M€ de l'État", "2 M€ par an : 1 M€ …"
            terms.per_year = terms.per_year or before.per_year
            terms.time = replace(before.time)
        found.append(terms)
    _share_terms(source, mentions, found)
    for index in range(1, len(mentions)):  # "le prix passe de 2 € à 3 €"
        if found[index - 1].scope == "unit" and goes_to(source, mentions[index - 1], mentions[index]):
            found[index].scope = "unit"
    for index in range(len(mentions) - 1, 0, -1):  # "2 M€ et 3 M€ par an", "2 M€ et l'ARS 3 M€ par an"
        one, other = mentions[index - 1 : index + 1]
        if found[index].per_year and not found[index - 1].time:
            alone = _AND.fullmatch(source.folded, one.end, other.start)
            if (
                alone
                or _is_one_row(source, one, other)
                or (source.folded.startswith(" et ", one.end) and _gives_too(source, one.end, other.start))
            ):
                found[index - 1].per_year = True
    return found


# "2 M€ | de l'État, | 1 M€ | de l'ARS et | 3 M€ | du Département, chaque année"
_OF_BODY = re.compile(
    r" (?:de |d'|du )(?:l'|la )?(?:(?!\b(?:au total|en tout|pour|une fois)\b)[^,;.:()\d]){2,50}(?:, | et |, et )"
)
_CLOSED_BY_TERM = r" (?:de |d'|du )(?:l'|la )?[^,;.:()\d]{2,50},? (?:@per_year.after)"


def _is_one_row(source: Source, one: Mention, other: Mention) -> bool:
    """Whether two sums are of one row, each with its body behind it, that a comma parts from "chaque année"."""
    if not _OF_BODY.fullmatch(source.folded, one.end, other.start):
        return False
    behind = other.end
    while row := _OF_BODY_AND_SUM.match(source.folded, behind):
        behind = row.end()
    return pattern(_CLOSED_BY_TERM).match(source.folded, behind) is not None


_OF_BODY_AND_SUM = re.compile(
    _OF_BODY.pattern + r"\d[\d ,.]*(?: ?(?:[km]?€|euros|millions?|milliards?)(?: d'euros)?)*"
)
_MOST_PARTS = 6
# "le poste coûte 52 000 € par an ; l'ARS en finance la moitié, soit 26 000 €"
_FRACTION = re.compile(
    r"\b(?:moitie|tiers|quarts?|\d\d ?%)(?: [^.;:\d]{0,40})?,? soit (?:environ |pres de )?$"
)
_NEAR = 90  # characters between two sums of one verb
# "chaque année 2 M€ | au Gard et | 3 M€", "plus | 3 M€"; "2 M€ par an | , contre | 1 M€"
_AND_TO = re.compile(
    r"(?: (?:a|au|aux|en|dans|pour) [^,;.:()\d]{2,60})?(?:,? (?:et|plus|puis)|,) (?:de |d')?"
)
_AGAINST = re.compile(r",? contre (?:environ |pres de |plus de )?")
_WHOLE_TERM = re.compile(
    r" (?:sur|pour) (?:toute )?(?:la duree|l'ensemble de la|la periode|les (?:deux|trois|quatre) ans)\b"
)
# "l'État met 395 000 € par an, | la Région | 140 000 €", "…, Caux | Communauté | 80 000 €": the verb is understood,
# and so is "par an"
# … also behind what the first sum is for: "2 M€ | au titre de la politique de la ville et | la Ville | 1 M€".
_NEXT_GIVER = re.compile(
    r"(?: sur la table| (?:au titre|dans le cadre|en faveur) [^,;.:()\d]{3,60}?(?= et |[,;]))?"
    r" ?[,;]? ?(?:et |puis )?(?:l[ae] |l['’])?(?:[A-ZÀ-Ý][\w'’-]+ ){0,3}"
)
_NEXT_SUM = re.compile(r"[ ,]*(?:(?:a hauteur |pour sa part )?(?:de |d'))?")
# "La part de l'État s'élève à 2 M€ par an, | celle du Département à | 3 M€"
_NEXT_SHARE = re.compile(r" ?[,;]? ?(?:et |puis )?cel(?:le|ui) (?:(?:du|de|d'|des) ?)?(?:l[ae] |l')?")
_COMES_TO = re.compile(
    r",? (?:(?:(?:s'eleve|s'etablit|monte|est fixee?|est) )?(?:a|de|d'|atteint|:) ?)?(?:environ |pres de )?"
)


def _share_terms(source: Source, mentions: Sequence[Mention], found: Sequence[Terms]) -> None:
    """Give parts and fractions of a sum, and what the next giver adds, "par an" and the year told with the sum."""
    folded = source.folded
    for index, (whole, terms) in enumerate(zip(mentions, found, strict=True)):
        for other in _parts_behind(source, mentions, index):
            found[other].per_year = found[other].per_year or terms.per_year
            if not found[other].time:
                found[other].time = replace(terms.time)
        if index + 1 == len(mentions) or not terms.per_year:
            continue
        after, behind = mentions[index + 1], found[index + 1]
        between = folded[terms.end : after.start]
        fraction = len(between) < 200 and after.value < whole.value and _FRACTION.search(between)
        once = behind.time or _WHOLE_TERM.match(folded, after.end)
        too = not once and (
            _AGAINST.fullmatch(between) is not None
            or _goes_to_both(source, whole, between)
            or _gives_too(source, terms.end, after.start)
            or _each_behind(source, terms.end, after)
        )
        behind.per_year = behind.per_year or bool(fraction) or too


def _goes_to_both(source: Source, whole: Mention, between: str) -> bool:
    """Whether "chaque année" stands before two sums that one verb gives."""
    if len(between) >= _NEAR or not _AND_TO.fullmatch(between):
        return False
    low = max(0, whole.start - _NEAR)
    return gated(_RATE_BEFORE["per_year"]).search(source, low, whole.start) is not None


# "25 000 € par an | pour l'ARS, | 20 000 € | pour la Ville"
_BEHIND = re.compile(
    r" (?P<link>pour|de|par|a la charge de) (?:la |l'|le )?[^,;.:()\d]{2,40}?(?:,| et|, et) (?:pres de |environ )?"
)


def _each_behind(source: Source, start: int, after: Mention) -> bool:
    """Whether two sums that stand side by side tell behind them, by the same word, whose each is."""
    one = _BEHIND.fullmatch(source.folded, start, after.start)
    return one is not None and source.folded.startswith(f" {one['link']} ", after.end)


def _gives_too(source: Source, start: int, end: int) -> bool:
    """Whether nothing but another body stands between two sums: its verb is that of the one before."""
    if end - start > 90 or source.sentence_index(start) != source.sentence_index(end):
        return False
    groups = find_groups(source, start, end)
    if len(groups) != 1:
        return False
    (giver,) = groups
    if giver.preposition == "de":  # "celle du Département à"
        shares = _NEXT_SHARE.fullmatch(source.folded, start, giver.start)
        return shares is not None and _COMES_TO.fullmatch(source.folded, giver.end, end) is not None
    alone = not giver.preposition and _NEXT_SUM.fullmatch(source.folded, giver.end, end)
    return bool(alone) and _NEXT_GIVER.fullmatch(source.text, start, giver.start) is not None


# "58 000 € par an, | pris en charge par l'ARS à hauteur de | 30 000 €"
_IS_EACH = re.compile(r" (?:chacune?|par (?:partenaire|partie|signataire|financeur))\b")
_PARTED = re.compile(r":|\b(?:prise?s? en charge|(?:co-?)?financ|partag|reparti|support|assum|pay)")


def _parts_behind(source: Source, mentions: Sequence[Mention], index: int) -> range:
    """Return which mentions of its sentence make up the one before: "80 M€ en 2020 : 50 M€ et 30 M€"."""
    whole, total = mentions[index], Decimal(0)
    behind = mentions[index + 1] if index + 1 < len(mentions) else whole
    if whole.value in (behind.value * 2, behind.value * 3) and _IS_EACH.match(source.folded, behind.end):
        return range(index + 1, index + 2)  # "80 M€ en 2020 : 40 M€ chacun"
    for other in range(index + 1, min(index + 1 + _MOST_PARTS, len(mentions))):
        if other == index + 1:
            parted = _PARTED.search(source.folded, whole.end, mentions[other].start)
            if parted is None or source.sentence_index(whole.core) != source.sentence_index(
                mentions[other].core
            ):
                break
        total += mentions[other].value
        if total == whole.value and other > index + 1:
            return range(index + 1, other + 1)
        if total >= whole.value:
            break
    return range(0)


# "Pour 2022 …, ce qui porte le budget annuel à 2 M€": the sum of that year.
_OF_THAT_YEAR = re.compile(
    r"\b(?:soit|porte\w*|portant|donne\w*|represente\w*)(?: a)? (?:une? |l[ae] |l')"
    r"(?:budget|total|montant|cout|effort|enveloppe)(?: \w+)? annuel(?:le)?\b[^.;:\d]*$"
)

# "Elle se renégociait chaque année : 350 000 € en 2022, 310 000 € en 2023"
_YEAR_BY_YEAR = re.compile(
    r"\b(?:chaque annee|tous les ans|annuellement|d'une annee (?:a|sur) l'autre) ?: ?$"
)


def _is_of_that_year(source: Source, mention: Mention, passage: Passage) -> bool:
    """Whether a sum that a year is told of is that year's alone, however yearly it is."""
    return any(
        told.search(source.folded, passage.own_low, mention.start) for told in (_OF_THAT_YEAR, _YEAR_BY_YEAR)
    )


# "2 M€ par an : | 1 M€ de l'État", "2 M€ par an" alone on a line and below it "C'est le montant inscrit : | 1 M€ …"
_PARTS_BEGIN = re.compile(r"\s*(?:(?:c'est|voila|tel est) [^.;:,\d]{3,60})?: ?")

_AND = re.compile(r" (?:et|ou) (?:de |d')?")


_RATE_AFTER = {
    name: rf"(?: ?: (?:l[ae] |une |c'est ))?[^\d,.;:]{{0,45}}?,? ?(?P<term>@{name}.after)"
    for name in ("per_year", "per_party")
}
# A line behind or below the money that opens it: "budget du Département pour l'enfance et la famille | chaque année".
_RATE_CLOSES = {name: rf"[^\d,.;:]{{0,100}} (?P<term>@{name}.after)\W*" for name in _RATE_AFTER}
_RATE_BEHIND = {
    name: rf"\),? ?(?P<term>@{name}.after)" for name in _RATE_AFTER
}  # "trente euros (30 €) par an"
_RATE_BEFORE = {name: rf"\b(?:@{name}.before)[^\d;]{{0,90}}$" for name in _RATE_AFTER}


def _rate(source: Source, mention: Mention, passage: Passage, name: str, terms: Terms) -> bool:
    """Whether the money is for each year, or for each party; takes "par an" into its passage."""
    after = pattern(_RATE_AFTER[name]).match(source.folded, mention.end, passage.high)
    if after is None and mention.more:
        after = pattern(_RATE_BEHIND[name]).match(source.folded, mention.more[-1][1])
    if after is None and _is_told_below(source, mention):
        after = pattern(_RATE_CLOSES[name]).fullmatch(source.folded, mention.end, passage.high)
    if after and not pattern(r"\b(?:@per_year.not_of) (?:\w+ )?$").search(
        source.folded, mention.end, after.start("term")
    ):
        if after.start("term") <= terms.end + 4:
            terms.end = after.end()
        return True
    low = max(passage.own_low, mention.start - 120)
    return gated(_RATE_BEFORE[name]).search(source, low, mention.start) is not None


def _is_told_below(source: Source, mention: Mention) -> bool:
    """Whether money opens its block, or is alone in it and the one below tells what it is."""
    index = source.block_index(mention.core)
    opens = index is not None and source.blocks[index].start == mention.start
    return opens or captions(source, mention, (index or 0) + 1)


_LABELLED = re.compile(r"[:(–-] ?$")


def _scope(source: Source, mention: Mention, passage: Passage, before: Terms | None) -> Scope:
    folded, low, start = source.folded, passage.low, mention.start
    if gated(r"\b(?:@scope.unit_before)[^\d;]{0,60}$").search(source, low, start):
        return "unit"
    if pattern(r"(?: par an et| ?[a-z]+)? ?(?:@scope.unit_after)").match(folded, mention.end, passage.high):
        return "unit"
    if gated(r"\b(?:@scope.share)[^\d;]{0,40}$").search(source, low, start):
        return "share"
    if before and before.scope == "share" and re.search(r"^,? ?(?:et |puis )|, $| et ", folded[low:start]):
        return "share"
    index = source.block_index(mention.core)
    lead = introduction(source, index) if index is not None else None
    # "2 M€, dont :", and below it who gives what
    if lead and gated(r"\b(?:@scope.share) ?:$").search(source, *lead):
        return "share"
    opening = source.blocks[index].start if index is not None else low
    labelled = _LABELLED.search(folded, max(opening, start - 3), start)
    action = pattern(r"(?:\d+ |un |une |des |le |la |l')?(?:@scope.action)")
    return "action" if labelled and action.match(folded, opening) else "total"


def _purpose(source: Source, mention: Mention, high: int) -> str | None:
    """Return what the money is for, as written after it; null where the clause does not say."""
    wording = pattern(r"(?:^|[ ,])(?:@purpose.after)(?P<what>[^.;:,()\d\"]{3,120})")
    found = wording.search(source.folded, mention.end, min(high, mention.end + 160))
    if found is None or re.search(r"[.;]", source.folded[mention.end : found.start()]):
        return None
    start, end = found.span("what")
    if pattern(r"(?:@purpose.no_thing)").match(source.folded, start):
        return None
    last = r"\s+(?:et|ou|dont|soit|puis|en|sur|pour|de|à|au|les|la|le|des|chaque année|par an|tous les ans)$"
    what = re.sub(last, "", source.text[start:end].strip())
    return " ".join(what.split()) if len(what) > 3 else None
