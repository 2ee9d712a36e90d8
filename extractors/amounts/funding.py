"""Whether an amount is money of a contract that the document reports, or context: a decision scored by cues."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from math import exp
from typing import Literal, NamedTuple

from extractors.amounts.clauses import Payment
from extractors.amounts.drawn_on import is_drawn_on
from extractors.amounts.granted import SIGNED, is_granted, is_of_others
from extractors.amounts.heads import head_of, is_of_budget, is_under_earlier
from extractors.amounts.of_many import is_of_many, is_told_of_many
from extractors.amounts.of_whole import find_wholes
from extractors.amounts.other_items import (
    is_of_other_month,
    is_other_item,
    is_other_point,
    is_told_apart,
    within,
)
from extractors.amounts.policies import is_of_nation, takes_up_policy
from extractors.amounts.put_in import is_more_of_it, is_put_in
from extractors.amounts.terms import Terms
from extractors.amounts.time import goes_to
from extractors.amounts.told_behind import is_budget, is_held_behind
from extractors.amounts.wordings import ELSEWHERE, Hit, worded_around
from extractors.contracts.annexes import is_annex
from extractors.contracts.mentions import Mention as Contract
from extractors.contracts.mentions import find_mentions, is_none
from extractors.contracts.rows import is_of_other_row, is_of_own_row
from extractors.money.passages import Passage, introduction
from extractors.money.words import vocabulary
from extractors.money.written import Mention
from extractors.parties.bodies import find_groups, kinds_of
from extractors.people.contract_text import contract_zone
from extractors.text.blocks import Block
from extractors.text.gated import Gated
from extractors.text.source import Source
from extractors.text.teasers import is_in_teaser
from extractors.text.word_scan import WordScan

Role = Literal["funding", "context"]


_STATE = {"etat", "ars"}
_NEAR = 400  # characters
_LEAST = 100  # euros; less than that is a price, and no money of a contract
_BILLION = 10**9  # euros; only a contract with a Region may come to so much
_OF_REGIONS = {"plan", "convergence"}
_OF_WORKS = {"crte", "ville", "territoire"}  # contracts that roads, schools and halls are built with
_OF_DEPARTMENTS = {"territoire"}  # where the Département gives what the State gives in others
_YEARS = re.compile(r"\b(20\d\d)(?:, 20\d\d)* ?(?:-|/|a|et) ?20\d\d\b")


_VISA = re.compile(r"\W*vu (?:l'|la |le |les |sa |son |ses )")


class Verdict(NamedTuple):
    """A role and how sure it is (0.5 to 1)."""

    role: Role
    confidence: float


def find_roles(
    source: Source,
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    terms: Sequence[Terms],
    payments: Sequence[Payment],
) -> list[Verdict]:
    """Decide for each mention whether it is money of a contract.

    A share has the role of its whole, and so have sums that add up to one; everything else is scored on its own.
    """
    contracts = [contract for contract in find_mentions(source) if not is_none(source, contract)]
    named = [contract.start for contract in contracts if not contract.plural]
    named_in = {source.sentences[contract.sentence].block for contract in contracts if not contract.plural}
    known = [contract.start for contract in contracts if contract.programme]
    general = not named and not SIGNED.search(source)
    largest = max(
        (m.value for m, p in zip(mentions, payments, strict=True) if not _STATE.isdisjoint(p.payers)),
        default=None,
    )
    first_year = _first_year(source, contracts)
    no_contract = not contracts and "contractualis" not in source.folded
    programmes = {contract.programme for contract in contracts if contract.programme}
    works, poor = not programmes.isdisjoint(_OF_WORKS), "pauvrete" in programmes
    local = bool(programmes) and programmes.isdisjoint(_OF_REGIONS)
    beside_state = not programmes or not programmes <= _OF_DEPARTMENTS
    weights = vocabulary()["role"]
    hits: dict[int, list[Hit]] = {}
    verdicts: list[Verdict] = []
    named_before = (
        False  # whether a contract is named before the money, or before other money that it goes on with
    )
    zone = contract_zone(source)
    without_state = zone is not None and _STATE.isdisjoint(kinds_of(find_groups(source, *zone)))
    of_others = bool(named) and not programmes and is_of_others(source)
    of_budget, annexed, of_many = is_of_budget(source), is_annex(source), is_of_many(source, head_of(source))
    for index, (mention, passage) in enumerate(zip(mentions, passages, strict=True)):
        named_here = within(named, passage.own_low, passage.own_high)
        if terms[index].scope == "share" and verdicts and passage.low > passage.start:
            verdicts.append(verdicts[-1])
            continue
        moved = index > 0 and goes_to(source, mentions[index - 1], mention)
        payers, time = payments[index].payers, terms[index].time
        ends = (time.period or "")[-4:]
        year = time.year or (ends if ends.isdigit() else None)
        own_only, other_only = beside_state and payers == ["departement"], set(payers) == {"other"}
        sentence_before = _sentence_before(source, passage.start)
        state_pays = not _STATE.isdisjoint(payers)
        named_before = (
            named_before
            and payers == payments[index - 1].payers
            and is_more_of_it(source, mentions[index - 1], mention)
        ) or within(named, passage.own_low, mention.start)
        facts = {
            "always": True,
            "no_contract": no_contract,
            "general": bool(contracts) and general,
            "named": named_before or _in_row(source, mention, is_of_own_row),
            "named_after": within(named, mention.end, passage.own_high),
            "put_in": own_only and is_put_in(source, mention),
            "state_pays": state_pays,
            "other_pays": other_only,
            "department_pays": own_only
            and not (
                without_state
                or (annexed and _is_cell(source, mention))
                or (of_others and is_granted(source, passage))
            ),
            "beside_others": (own_only or other_only) and _beside_others(source, mentions, payments, index),
            "far_larger": own_only
            and terms[index].scope != "action"
            and largest is not None
            and mention.value > 8 * largest,
            "drawn_on": is_drawn_on(source, mention),
            "billions": local and mention.value >= _BILLION,
            "department_receives": "departement" in payments[index].payees,
            "unit": terms[index].scope == "unit" or mention.value < _LEAST,
            "of_budget": (
                of_budget and not named_here and not (payers and within(named, sentence_before, passage.end))
            )
            or bool(is_budget(source, mention)),
            "under_earlier": is_under_earlier(source, mention.core),
            "of_many": of_many and not own_only,
            "earlier": bool(year and first_year and year < first_year),
            "apart": bool(named) and not state_pays and is_told_apart(source, mention.core, named),
            "held_behind": bool(named) and is_held_behind(source, mention),
            "teaser": is_in_teaser(source, mention.core),
            "other_row": _in_row(source, mention, is_of_other_row),
            "visa": _VISA.match(source.folded, passage.start) is not None,
            "other_item": is_of_other_month(source, mention.core, named_in)
            or (
                bool(named)
                and not state_pays
                and (
                    is_other_item(source, mention.core, named) or is_other_point(source, mention.core, known)
                )
            ),
            "of_nation": not named_here and is_of_nation(source, sentence_before, passage.start, passage.end),
            "after_many": "etat" in payers
            and "departement" not in payers
            and not named_here
            and is_told_of_many(source, sentence_before, passage.start, passage.end),
        }
        spoken = {name: weights[name] for name, holds in facts.items() if holds}
        behind = [p.start for p in passages[index + 1 : index + 2] if p.start >= passage.end]
        next_sum = behind[0] if behind else len(source.text)
        spoken |= worded_around(source, mention, passage, hits, next_sum)
        if moved:  # "la dépense passe de 2 à 3 M€": what is said of the one is said of the other
            before = worded_around(
                source, mention, replace(passages[index - 1], own_high=mention.start), hits, next_sum
            )
            spoken |= {name: weight for name, weight in before.items() if name not in _OF_FORMER}
        if not own_only:
            spoken.pop("beside", None)
            spoken.pop("policy", None)
        elif takes_up_policy(source, mention, sentence_before, named):
            spoken.pop("beside", None)
            spoken["policy"] = vocabulary()["role_words"]["policy"]["weight"]
        if "past" in spoken and _OFFERED.search(source.folded, passage.own_low, mention.start):
            spoken.pop("past")  # "Sur la table, l'État avait mis 2 M€"
        if poor:
            spoken.pop("poverty", None)
        for_measures = _FOR_MEASURES.search(source, passage.start, passage.end)
        if (zone and state_pays) or for_measures:
            spoken.pop("besides", None)
        if for_measures and named:
            spoken.pop("budget", None)  # "Ces dix actions représentent une dépense de 2 M€"
        told_here = "elsewhere" in spoken and _is_told_of_contract(source, mention, passage, known)
        if works or told_here or ("elsewhere" in spoken and _is_measure(source, mention)):
            spoken.pop("elsewhere", None)  # roads, schools and halls are what it is about
        if works:
            spoken.pop("cost", None)
        if "of_budget" in spoken:
            spoken.pop("its", None)  # "En recettes, 3 M€ de l'État"
        score = sum(spoken.values())
        role: Role = "funding" if score > 0 else "context"
        verdicts.append(Verdict(role, round(1 / (1 + exp(-abs(score))), 2)))
    for whole, parts in find_wholes(mentions, passages):
        if verdicts[whole].role == "funding":
            verdicts[parts.start : parts.stop] = [
                verdict if verdict.role == "funding" else verdicts[whole]
                for verdict in verdicts[parts.start : parts.stop]
            ]
    return verdicts


def _in_row(source: Source, mention: Mention, told: Callable[[Source, Block], bool]) -> bool:
    index = source.block_index(mention.core)
    return index is not None and told(source, source.blocks[index])


def _is_cell(source: Source, mention: Mention) -> bool:
    """Whether money stands in a table: in an annex of a contract it is what the parties give, whoever it is."""
    block = source.block_index(mention.core)
    return block is not None and source.blocks[block].cell is not None


@cache
def _elsewhere() -> WordScan:
    return WordScan({"elsewhere": vocabulary()["role_words"]["elsewhere"]["words"]})


def _is_told_of_contract(source: Source, mention: Mention, passage: Passage, known: Sequence[int]) -> bool:
    """Whether a block names its contract before the money, and what is done elsewhere not beside the money.

    "Le contrat local de santé est signé. Il prévoit des ateliers dans les lycées. Budget : | 2 M€"
    """
    index = source.block_index(mention.core)
    if index is None or not within(known, source.blocks[index].start, passage.start):
        return False
    return not any(True for _ in _elsewhere().find(source, passage.start, passage.end, overlap=True))


# "L'ARS réserve par ailleurs 8 000 € aux premières actions": by the way, and for what the contract is to do.
_FOR_MEASURES = Gated(
    r"\b(?:premiere?s|ces(?: [a-z]{2,8})?) (?:actions|mesures|projets|operations)\b(?! (?:de|du) | d')"
    r"|\b(?:actions?|mesures?|projets?|operations?) (?:du|de ce|de cet|de l'|de la|de cette) ?"
    r"(?:contrat|convention|pacte|avenant|accord|protocole)\b"
)
_MEASURES = re.compile(r"\b(?:actions?|mesures?|projets?|operations?|fiches?)\b")


def _is_measure(source: Source, mention: Mention) -> bool:
    """Whether money stands in an item of a list of measures: a breakfast in a school may be one of a contract."""
    index = source.block_index(mention.core)
    if index is None or source.blocks[index].kind != "item":
        return False
    opening = introduction(source, index)
    return opening is not None and _MEASURES.search(source.folded, *opening) is not None


_OFFERED = re.compile(
    r"\bsur la table\b[^.;:\d]* avai(?:t|ent) (?:mis|pose)\b|\bavai(?:t|ent) (?:mis|pose) sur la table\b"
)
_OF_FORMER = ("past", "today", "former", "aside")  # what holds for the first of two sums only


def _sentence_before(source: Source, start: int) -> int:
    """Where the sentence before that at `start` begins, in the same block; else `start`."""
    index = source.sentence_index(start)
    if not index or source.sentences[index - 1].block != source.sentences[index].block:
        return start
    return source.sentences[index - 1].start


def _sentence_start(source: Source, offset: int) -> int:
    sentence = source.sentence_at(offset)
    return sentence.start if sentence else offset


def _beside_others(
    source: Source, mentions: Sequence[Mention], payments: Sequence[Payment], index: int
) -> bool:
    """Whether money of other bodies stands a little before or after: then all give to one thing."""
    here = mentions[index].core
    return any(
        set(payments[other].payers) - {"other", *payments[index].payers}
        and abs(mentions[other].core - here) < _NEAR
        and not ELSEWHERE.search(source.folded, *sorted((mentions[other].core, here)))
        and not ELSEWHERE.match(source.folded, _sentence_start(source, mentions[other].core))
        for other in range(max(0, index - 6), min(len(mentions), index + 7))
    )


def _first_year(source: Source, contracts: Sequence[Contract]) -> str | None:
    """The first year of the contract as its title gives it, else the year of publication."""
    for contract in contracts:
        if years := _YEARS.search(source.folded, contract.start, contract.end + 60):
            return years[1]
    return source.published[:4] if source.published else None
