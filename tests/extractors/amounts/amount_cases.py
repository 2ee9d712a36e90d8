"""Reads the cases of tests/data/*_cases.txt: "text → amounts  # what the case is for"."""

import re
import shlex
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors.facts import Amount, money

DATA = Path(__file__).parents[2] / "data"
EMPTY: dict[str, Any] = {
    "approx": None, "pay": [], "to": [], "per_year": False, "per_party": False,
    "year": None, "period": None, "scope": "total",
}  # fmt: skip


def cases(name: str) -> list[Any]:
    """Each case of a file as (text, list of expected fields), its text the id."""
    found = []
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line.startswith("#") or " → " not in line:
            continue
        text, expected = re.split(" → ", line, maxsplit=1)
        expected = re.split(r"\s+# ", expected)[0]
        text = text.replace("¶", "\n").replace("⍽", "\u00a0").replace("⎵", "\u202f")
        wanted = [] if expected.strip() == "-" else [_fields(part) for part in expected.split(" ; ")]
        found.append(pytest.param(text, wanted, id=line.split(" → ")[0]))
    return found


def _fields(part: str) -> dict[str, Any]:
    value, *rest = shlex.split(part)
    fields: dict[str, Any] = {"value": value}
    for item in rest:
        key, _, content = item.partition("=")
        listed = key in ("pay", "to")
        fields[key] = content.split(",") if listed else content or True
    return fields


def shown(amount: Amount, keys: set[str]) -> dict[str, Any]:
    """The fields of `amount` named by `keys`, as a case writes them."""
    value = money(Decimal(amount.value)) + (
        f"-{money(amount.value_max)}" if amount.value_max is not None else ""
    )
    fields = {
        "value": value, "approx": amount.approximation, "pay": amount.payers, "to": amount.payees,
        "per_year": amount.per_year, "per_party": amount.per_party, "year": amount.year, "period": amount.period,
        "scope": amount.scope, "role": amount.role, "text": amount.text, "purpose": amount.purpose,
        "n": str(len(amount.evidence)),
    }  # fmt: skip
    return {key: fields[key] for key in keys}


Fields = list[dict[str, Any]]


def compared(amounts: list[Amount], wanted: Fields, only: set[str] | None = None) -> tuple[Fields, Fields]:
    """Amounts and a case side by side: its own fields, all others (or those in `only`) empty."""
    expected = [fields if only else EMPTY | fields for fields in wanted]
    keys = [set(fields) for fields in expected]
    rest = only or {"value", *EMPTY}
    return [shown(a, keys[i] if i < len(keys) else rest) for i, a in enumerate(amounts)], expected
