"""Whether two statements about the same thing agree, and which of them says more.

A statement refines another one when it says all that the other says, and more: "13 octobre 2020" refines
"octobre 2020", 2 512 340 € refines "2,5 millions". Two contradict each other when they cannot both be right.
Values that neither refine nor contradict each other stand side by side.
"""

import re
from collections.abc import Collection, Hashable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from extractors.facts import Amount, Date, Deliberation, Period
from pipeline.wording import key

_EDTF = re.compile(r"(\d{4}|XXXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?")
# EDTF writes seasons, quarters and half-years in the place of the month.
_SPANS = {
    "21": (3, 6), "22": (6, 9), "23": (9, 12), "24": (12, 12),
    "33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12), "40": (1, 6), "41": (7, 12),
}  # fmt: skip


class _Parts(NamedTuple):
    """What a date says: null is not known, months are those that it may be."""

    year: str | None
    months: frozenset[int] | None
    day: str | None


@lru_cache(maxsize=8192)
def _parts(value: str) -> _Parts | None:
    found = _EDTF.fullmatch(value)
    if not found:
        return None
    year, month, day = found.groups()
    months = None
    if month and month != "XX":
        first, last = _SPANS.get(month, (int(month), int(month)))
        months = frozenset(range(first, last + 1))
    return _Parts(None if year == "XXXX" else year, months, None if day == "XX" else day)


def _says_all(one: _Parts, other: _Parts) -> bool:
    return (
        other.year in (None, one.year)
        and (other.months is None or (one.months is not None and one.months <= other.months))
        and other.day in (None, one.day)
    )


def edtf_refines(one: str, other: str) -> bool:
    """Whether the date `one` says all that `other` says, and more.

    >>> (
    ...     edtf_refines("2020-10-13", "2020-10"),
    ...     edtf_refines("2020-10-13", "XXXX-10-13"),
    ...     edtf_refines("2020", "2020"),
    ... )
    (True, True, False)
    """
    a, b = _parts(one), _parts(other)
    return a is not None and b is not None and a != b and _says_all(a, b)


def edtf_contradicts(one: str, other: str) -> bool:
    """Whether two dates cannot be the same.

    >>> edtf_contradicts("2020-10-13", "2021"), edtf_contradicts("XXXX-10-13", "2020-10")
    (True, False)
    """
    a, b = _parts(one), _parts(other)
    if a is None or b is None:
        return one != other
    return (
        (a.year is not None and b.year is not None and a.year != b.year)
        or (a.months is not None and b.months is not None and not a.months & b.months)
        or (a.day is not None and b.day is not None and a.day != b.day)
    )


def edtf_precision(value: str | None) -> int:
    """Return how many of year, month and day a date gives.

    >>> edtf_precision("2020-10-13"), edtf_precision("2020"), edtf_precision("XXXX-10"), edtf_precision(None)
    (3, 1, 1, 0)
    """
    parts = _parts(value) if value else None
    return sum(part is not None for part in parts) if parts else 0


@lru_cache(maxsize=8192)
def edtf_vaguer(value: str) -> frozenset[_Parts]:
    """Return all that a date may be told as: itself, with parts left out, with spans of months that hold its own."""
    parts = _parts(value)
    if parts is None:
        return frozenset()
    spans = {frozenset(range(first, last + 1)) for first, last in _SPANS.values()}
    months = {parts.months, None, *(span for span in spans if parts.months and parts.months <= span)}
    return frozenset(
        _Parts(year, span, day) for year in {parts.year, None} for span in months for day in {parts.day, None}
    )


def _is_vague(value: str) -> bool:
    """Whether a date can be told more precisely."""
    parts = _parts(value)
    return parts is not None and not (parts.year and parts.day and parts.months and len(parts.months) == 1)


class Dates:
    """How two statements of the same date compare."""

    @staticmethod
    def refines(one: Date, other: Date) -> bool:
        """Whether `one` is the more precise."""
        return edtf_refines(one.value, other.value)

    @staticmethod
    def contradicts(one: Date, other: Date) -> bool:
        """Whether they cannot be the same date."""
        return edtf_contradicts(one.value, other.value)

    @staticmethod
    def precision(fact: Date) -> int:
        """How much of the date is given."""
        return edtf_precision(fact.value)

    @staticmethod
    def filed(fact: Date) -> Iterable[Hashable]:
        """All that it may be told as."""
        return edtf_vaguer(fact.value)

    @staticmethod
    def sought(fact: Date) -> Sequence[Collection[Hashable]]:
        """What it says, where that is not a day."""
        return [[_parts(fact.value)]] if _is_vague(fact.value) else []


class Periods:
    """How two statements of the period of a contract compare; a bound that is null says nothing."""

    @staticmethod
    def refines(one: Period, other: Period) -> bool:
        """Whether each bound of `other` is null, the same in `one` or more precise in it."""
        pairs = ((one.start, other.start), (one.end, other.end))
        return (one.start, one.end) != (other.start, other.end) and all(
            b is None or (a is not None and (a == b or edtf_refines(a, b))) for a, b in pairs
        )

    @staticmethod
    def contradicts(one: Period, other: Period) -> bool:
        """Whether they differ in a bound that both give."""
        pairs = ((one.start, other.start), (one.end, other.end))
        return any(a is not None and b is not None and edtf_contradicts(a, b) for a, b in pairs)

    @staticmethod
    def precision(fact: Period) -> int:
        """How much of both bounds is given."""
        return edtf_precision(fact.start) + edtf_precision(fact.end)

    @staticmethod
    def filed(fact: Period) -> Iterable[Hashable]:
        """Each bound as it may be told."""
        yield None
        for name, bound in (("start", fact.start), ("end", fact.end)):
            if bound is not None:
                yield from ((name, parts) for parts in edtf_vaguer(bound) or (bound,))

    @staticmethod
    def sought(fact: Period) -> Sequence[Collection[Hashable]]:
        """Each bound that is given, where one is not, or is not a day."""
        bounds = {name: b for name, b in (("start", fact.start), ("end", fact.end)) if b is not None}
        if len(bounds) == 2 and not any(map(_is_vague, bounds.values())):
            return []
        return [[(name, _parts(bound) or bound)] for name, bound in bounds.items()] or [[None]]


class Deliberations:
    """How two statements of the deliberation on a contract compare."""

    @staticmethod
    def refines(one: Deliberation, other: Deliberation) -> bool:
        """Whether `one` gives number and date as `other` does, and one of them besides."""
        if Deliberations.contradicts(one, other):
            return False
        return all(
            b is None or a is not None
            for a, b in ((one.number, other.number), (one.session_date, other.session_date))
        ) and Deliberations.precision(one) > Deliberations.precision(other)

    @staticmethod
    def contradicts(one: Deliberation, other: Deliberation) -> bool:
        """Whether numbers or dates that both give are not the same."""
        numbers = one.number and other.number and key(one.number) != key(other.number)
        dates = (
            one.session_date and other.session_date and edtf_contradicts(one.session_date, other.session_date)
        )
        return bool(numbers or dates)

    @staticmethod
    def precision(fact: Deliberation) -> int:
        """Whether the number is given, and how much of the date."""
        return (3 if fact.number else 0) + edtf_precision(fact.session_date)

    @staticmethod
    def filed(fact: Deliberation) -> Iterable[Hashable]:
        """Number and date."""
        yield None
        if fact.number:
            yield key(fact.number)
        if fact.session_date:
            yield _parts(fact.session_date)

    @staticmethod
    def sought(fact: Deliberation) -> Sequence[Collection[Hashable]]:
        """The number if it is given, else the date and all that it may be told as."""
        if fact.number:
            return [] if fact.session_date and not _is_vague(fact.session_date) else [[key(fact.number)]]
        if not fact.session_date or _is_vague(fact.session_date):
            return [[None]]
        return [edtf_vaguer(fact.session_date) or [None]]


class Amounts:
    """How two statements of an amount compare."""

    @staticmethod
    def refines(one: Amount, other: Amount) -> bool:
        """Whether `other` is the same money, told without payers or year, or rounded."""
        return (
            (one.currency, one.per_year, one.role) == (other.currency, other.per_year, other.role)
            and (not other.payers or sorted(one.payers) == sorted(other.payers))
            and other.year in (None, one.year)
            and (_same_value(one, other) or _rounds_to(one, other))
            and Amounts.precision(one) > Amounts.precision(other)
        )

    @staticmethod
    def contradicts(one: Amount, other: Amount) -> bool:
        """Whether the sums differ; the caller sees to it that both are about the same."""
        return not (_same_value(one, other) or _rounds_to(one, other) or _rounds_to(other, one))

    @staticmethod
    def precision(fact: Amount) -> tuple[int, int, int]:
        """Whether payers and year are given, and how many digits."""
        return bool(fact.payers) + bool(fact.year), fact.approximation is None, _digits(fact.value)

    @staticmethod
    def filed(fact: Amount) -> Iterable[Hashable]:
        """The sum, and all that it may be rounded to."""
        return fact.value, *roundings(fact.value)

    @staticmethod
    def sought(fact: Amount) -> Sequence[Collection[Hashable]]:
        """The sum."""
        return [[fact.value]]


def _same_value(one: Amount, other: Amount) -> bool:
    return one.value == other.value and one.value_max == other.value_max


@lru_cache(maxsize=4096)
def _digits(value: Decimal) -> int:
    """Count significant digits: 2500000 has two."""
    return len(value.normalize().as_tuple().digits)


@lru_cache(maxsize=4096)
def roundings(value: Decimal) -> frozenset[Decimal]:
    """Return a sum in fewer and fewer digits.

    >>> sorted(map(int, roundings(Decimal(2512340))))
    [2500000, 2510000, 2512000, 2512300, 3000000]
    """
    _, digits, exponent = value.normalize().as_tuple()
    units = (Decimal((0, (1,), int(exponent) + drop)) for drop in range(1, len(digits)))
    return frozenset(value.quantize(unit, ROUND_HALF_UP) for unit in units)


def _rounds_to(exact: Amount, rounded: Amount) -> bool:
    """Whether `rounded` is `exact` in fewer digits; a single digit counts only where the text says "près de".

    Two digits at least: "1 million" would agree with anything from 500,000 to 1,500,000.
    """
    digits = _digits(rounded.value)
    if rounded.value_max is not None or exact.value_max is not None or digits >= _digits(exact.value):
        return False
    if digits < 2 and rounded.approximation is None:
        return False
    return rounded.value in roundings(exact.value)
