"""Whether an amount is money of a contract that the document reports, or context: a decision scored by cues."""

import re
from collections.abc import Sequence
from functools import cache
from math import exp
from typing import Literal, NamedTuple

from extractors.contracts import find_mentions
from extractors.money import Mention
from extractors.money_terms import Terms
from extractors.money_words import vocabulary
from extractors.passages import Passage
from extractors.clauses import Payment
from extractors.source import Source

Role = Literal["funding", "context"]


class Verdict(NamedTuple):
    """A role, how sure it is (0.5 to 1) and the names of the cues that spoke."""

    role: Role
    confidence: float
    cues: tuple[str, ...]


@cache
def _cues() -> list[tuple[str, str, re.Pattern[str], float]]:
    """Name, reach ("own", "sentence", "block"), pattern and weight of each cue."""
    return [
        (name, cue["in"], re.compile("|".join(cue["patterns"])), cue["weight"])
        for name, cue in vocabulary()["cues"].items()
        if "patterns" in cue
    ]


def find_roles(
    source: Source,
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    terms: Sequence[Terms],
    payments: Sequence[Payment],
) -> list[Verdict]:
    """Decide for each mention whether it is money of a contract.

    A share has the role of its whole; everything else is scored on its own.
    """
    weights = {name: cue["weight"] for name, cue in vocabulary()["cues"].items() if "patterns" not in cue}
    contracts = [m for m in find_mentions(source) if not m.plural]
    verdicts: list[Verdict] = []
    for index, mention in enumerate(mentions):
        start, end, full_low, _, low, high = passages[index]
        if terms[index].scope == "share" and verdicts and full_low > start:
            verdicts.append(verdicts[-1])
            continue
        block = source.blocks[source.block_index(mention.core) or 0]
        reach = {"own": (low, high), "sentence": (start, end), "block": (block.start, block.end)}
        spoken = {
            name: w for name, where, pattern, w in _cues() if pattern.search(source.folded, *reach[where])
        }
        payers = payments[index].payers
        facts = {
            "no_contract": not contracts and "contractualis" not in source.folded,
            "named": any(low <= c.start < mention.start for c in contracts),
            "named_after": any(mention.end <= c.start < high for c in contracts),
            "state_pays": bool({"etat", "ars"} & set(payers)),
            "department_pays": payers == ["departement"],
            "department_receives": "departement" in payments[index].payees,
            "unit": terms[index].scope == "unit",
            "bias": True,
        }
        spoken |= {name: weights[name] for name, holds in facts.items() if holds}
        score = sum(spoken.values())
        verdicts.append(
            Verdict(
                "funding" if score > 0 else "context", round(1 / (1 + exp(-abs(score))), 2), tuple(spoken)
            )
        )
    return verdicts
