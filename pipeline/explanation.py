"""A record made visible: the text with every fact marked in it, and beside each what it is and why."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rich.text import Text

from extractors.facts import Amount, Date, Evidence, Person, money
from pipeline.record import Contract, Document

_COLOURS = {
    "contract": "bold red", "party": "cyan", "person": "bold cyan", "date": "bold green",
    "money": "bold yellow", "engagement": "magenta", "action": "blue", "deliberation": "red",
    "aside": "dim",
}  # fmt: skip
_MANY = 4


class Finding(NamedTuple):
    """A fact as it is shown.

    `sort` is what kind of fact it is (and its colour), `what` says it in full; `value` is what was read,
    `reason` why it stands where it does in the record, in words; `evidence` are its passages.
    """

    sort: str
    what: str
    value: str
    reason: str
    evidence: Sequence[Evidence]

    @property
    def start(self) -> int:
        """Where the fact stands first."""
        return min(e.start for e in self.evidence)


def find_facts(document: Document) -> list[Finding]:
    """List every fact of a record in reading order."""
    findings = [f for contract in document.contracts for f in _of_contract(contract, document)]
    findings += [_person(p, "named, signs nothing here", p.capacity) for p in document.people]
    findings += [_amount(a, "belongs to no contract here") for a in document.amounts]
    findings += [_date(d, "belongs to no contract here") for d in document.dates]
    return sorted(findings, key=lambda f: (f.start, f.sort, f.value))


def _of_contract(contract: Contract, document: Document) -> Iterator[Finding]:
    of = f"of {contract.id}"
    if contract.evidence:
        yield Finding(
            "contract",
            "contract",
            f"{contract.id} ({contract.status})",
            contract.title or "",
            contract.evidence,
        )
    for party in contract.parties:
        yield Finding(
            "party",
            "party",
            " · ".join(filter(None, [party.kind, party.name, party.representative])),
            of,
            party.evidence,
        )
    for person in contract.signatories:
        yield _person(person, of, "signatory" if person.capacity == "signs" else person.capacity)
    for date in contract.dates:
        yield _date(date, f"{of}{_rather_than(_dates(document, date))}")
    if contract.period:
        bounds = f"{contract.period.start or '?'} to {contract.period.end or '?'}"
        yield Finding("date", "period", bounds, of, contract.period.evidence)
    for amount in contract.amounts:
        yield _amount(amount, of)
    for engagement in contract.engagements:
        axis = f"axis {engagement.axis}" if engagement.axis else "outside the programme's list"
        yield Finding("engagement", "engagement", engagement.text, f"{axis}, {of}", engagement.evidence)
    for action in contract.actions:
        under = (
            "" if action.engagement is None else f"under {contract.engagements[action.engagement].text!r}, "
        )
        yield Finding("action", "action", action.text, f"{under}{of}", action.evidence)
    if found := contract.deliberation:
        value = " · ".join(filter(None, [found.number, found.session_date, found.assembly]))
        yield Finding("deliberation", "deliberation", value, of, found.evidence)


def _person(person: Person, reason: str, capacity: str) -> Finding:
    value = " · ".join(filter(None, [person.name, person.role, person.party]))
    return Finding(
        "person",
        capacity.replace("_", " ") if capacity != "other" else "person",
        value,
        reason,
        person.evidence,
    )


def _date(date: Date, reason: str) -> Finding:
    inferred = f"year inferred: {date.inferred}; " if date.inferred else ""
    return Finding("date", f"date, {date.kind}", date.value, inferred + reason, date.evidence)


def _amount(amount: Amount, reason: str) -> Finding:
    upper = f" to {money(amount.value_max)}" if amount.value_max is not None else ""
    value = " · ".join(
        filter(
            None,
            [
                f"{money(amount.value)}{upper} {amount.currency}",
                amount.approximation,
                "per year" if amount.per_year else None,
                "per party" if amount.per_party else None,
                amount.year,
                f"paid by {' and '.join(amount.payers)}" if amount.payers else None,
                amount.scope if amount.scope != "total" else None,
                amount.purpose,
            ],
        )
    )
    return Finding("money", amount.role, value, reason, amount.evidence)


def _dates(document: Document, chosen: Date) -> list[str]:
    """List the other dates of the document, which were not taken for this one."""
    own = {(e.start, e.end) for e in chosen.evidence}
    return [
        f"{d.value} ({d.kind})" for d in document.dates if not own & {(e.start, e.end) for e in d.evidence}
    ]


def _rather_than(others: Sequence[str]) -> str:
    if not others:
        return ""
    more = f" and {len(others) - _MANY} more" if len(others) > _MANY else ""
    return f", rather than {', '.join(others[:_MANY])}{more}"


class _Mark(NamedTuple):
    """A passage to mark; those of no fact have the number 0."""

    start: int
    end: int
    number: int
    sort: str


def explain(document: Document, *, colours: bool, aside: Iterable[tuple[int, int]] = ()) -> Iterator[Text]:
    """Write a record out line by line: the text with its facts marked, after each line what they are.

    Parameters
    ----------
    document : Document
        The record, with its text.
    colours : bool
        Mark facts by colour; otherwise by numbered brackets, `[3 Léa Roux]`.
    aside : iterable of (int, int)
        Passages that are no main text (menus and the like), where they are known: they are dimmed.

    Yields
    ------
    rich.text.Text
        One line each.
    """
    findings = find_facts(document)
    lines = document.text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
    marks = _by_line(_marks(findings, document.id, aside), starts)
    shown = 0
    for number, (start, line) in enumerate(zip(starts, lines, strict=True)):
        end = start + len(line)
        yield _marked(line, start, marks[number], colours=colours)
        while shown < len(findings) and findings[shown].start <= end:
            yield from _told(shown + 1, findings[shown])
            shown += 1
    for conflict in (c for contract in document.contracts for c in contract.conflicts):
        values = ", ".join(v.value for v in conflict.values)
        yield Text(
            f"conflict: {conflict.field}: {values}; chosen: {conflict.chosen} ({conflict.rule})", "red"
        )
    for problem in document.problems:
        page = f" (page {problem.page})" if problem.page else ""
        yield Text(f"problem: {problem.code}{page}: {problem.message}", "red")


def _marks(findings: Sequence[Finding], document: str, aside: Iterable[tuple[int, int]]) -> Iterator[_Mark]:
    for start, end in aside:
        yield _Mark(start, end, 0, "aside")
    for number, finding in enumerate(findings, 1):
        yield from (
            _Mark(e.start, e.end, number, finding.sort) for e in finding.evidence if e.document == document
        )


def _by_line(marks: Iterable[_Mark], starts: Sequence[int]) -> dict[int, list[_Mark]]:
    """Sort marks by the lines that they touch."""
    lines: dict[int, list[_Mark]] = defaultdict(list)
    for mark in marks:
        for line in range(bisect_right(starts, mark.start) - 1, bisect_right(starts, mark.end - 1)):
            lines[line].append(mark)
    return lines


def _marked(line: str, offset: int, marks: Sequence[_Mark], *, colours: bool) -> Text:
    """Write one line of the text with the marks in it; the longer of two that start together is outside."""
    inside = [m._replace(start=max(m.start - offset, 0), end=min(m.end - offset, len(line))) for m in marks]
    inside.sort(key=lambda m: (m.start, -m.end, m.number))
    opened: dict[int, list[str]] = {}
    closed: dict[int, int] = {}
    for mark in (m for m in inside if m.number):
        opened.setdefault(mark.start, []).append(f"[{mark.number} ")
        closed[mark.end] = closed.get(mark.end, 0) + 1
    text = Text()
    cuts = sorted({0, len(line), *opened, *closed})
    for start, end in zip(cuts, [*cuts[1:], None], strict=True):
        if colours:
            text.append("".join(m.strip("[ ") + "▸" for m in opened.get(start, [])), "dim")
        else:
            text.append("]" * closed.get(start, 0) + "".join(opened.get(start, [])))
        style = next((_COLOURS[m.sort] for m in reversed(inside) if m.start <= start < m.end), "")
        text.append(line[start:end], style if colours else "")
    return text


def _told(number: int, finding: Finding) -> Iterator[Text]:
    """Say what a fact is: kind and value, then by which rule, how sure, and why it stands where it does."""
    text = Text(f"    {number:>3}  ")
    text.append(f"{finding.what}: ", _COLOURS[finding.sort])
    text.append(finding.value)
    yield text
    rules = list(dict.fromkeys(f"{e.rule} ({e.confidence:.2f})" for e in finding.evidence))
    yield Text(" " * 9 + "; ".join(filter(None, [" + ".join(rules), finding.reason])), "dim")
