"""What a run found, for the person at the terminal."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from extractors.facts import Amount, money
from pipeline.layout import CONTRACTS, DOCUMENTS, REPORT
from pipeline.record import Contract, Document
from pipeline.run import Result
from pipeline.terminal import counted, plain

# Beyond these a list helps nobody; the files hold all of it.
_CONTRACTS = 60
_NOT_READ = 30
_NAMES = 12
_SUMS = 5
_DATES = ("signature", "adoption", "deliberation", "effective", "event")


def show(console: Console, result: Result, out: Path) -> None:
    """Print the contracts as a table, the counts, where the files lie, and a line for each input not read."""
    if result.contracts:
        console.print(_table(result.contracts[:_CONTRACTS]))
        _more(console, result.contract_count - len(result.contracts[:_CONTRACTS]), out / CONTRACTS)
    statuses = Counter(document.status for document in result.not_read)
    read = result.documents - statuses.total()
    known = f" ({result.known:,} known already)" if result.known else ""
    counts = [f"{read:,} of {counted(result.documents, 'document')} read{known}"]
    counts += [f"{count:,} {status.replace('_', ' ')}" for status, count in sorted(statuses.items())]
    told = ", ".join(counts) if result.documents else "All that the archive has was read before"
    _line(console, f"{told}; {counted(result.contract_count, 'contract')} in {out}")
    _line(console, f"JSON: {out / CONTRACTS}, {out / DOCUMENTS}, {out / REPORT}")
    for document in result.not_read[:_NOT_READ]:
        _line(console, problem_line(document), style="red")
    _more(console, len(result.not_read) - _NOT_READ, out / REPORT)
    for missing in result.missing[:_NOT_READ]:
        _line(console, f"{missing.uri}: {missing.reason}", style="red")
    _more(console, len(result.missing) - _NOT_READ, out / REPORT)


def problem_line(document: Document) -> str:
    """Tell in one line why a document was not read."""
    reasons = " ".join(problem.message for problem in document.problems) or document.status.replace("_", " ")
    return f"{document.source.uri}: {reasons}"


def _table(contracts: Sequence[Contract]) -> Table:
    headings = ("Département", "Programme", "Status", "Date", "Signatories", "Money")
    table = Table(*headings, box=box.SIMPLE_HEAD, pad_edge=False)
    table.columns[-1].justify = "right"
    for contract in contracts:
        cells = (
            _territory(contract),
            contract.programme
            if contract.instrument == "contract"
            else f"{contract.programme} {contract.instrument}",
            contract.status,
            _date(contract),
            ", ".join(_first((person.name for person in contract.signatories), _NAMES)),
            "\n".join(_sums(_chief(contract.amounts))),
        )
        # As Text: square brackets in a name are no markup.
        table.add_row(*map(plain, cells))
    return table


def _territory(contract: Contract) -> str:
    """Name a département; of several, give the codes."""
    if len(contract.departments) == 1:
        return f"{contract.departments[0].code} {contract.departments[0].name}"
    return " ".join(department.code for department in contract.departments)


def _date(contract: Contract) -> str:
    """Return the date that counts most, with its kind where that is not the signature."""
    for kind in _DATES:
        for date in contract.dates:
            if date.kind == kind:
                return date.value if kind == "signature" else f"{date.value} ({kind})"
    return ""


def _chief(amounts: Sequence[Amount]) -> list[Amount]:
    """Return the totals; where none is given, the shares."""
    for scope in ("total", "share"):
        if chosen := [amount for amount in amounts if amount.scope == scope]:
            return chosen
    return []


def _sums(amounts: Sequence[Amount]) -> list[str]:
    """Write the first of several amounts, and how many more there are."""
    return _first(map(_money, amounts), _SUMS)


def _first(told: Iterable[str], most: int) -> list[str]:
    """Return the first of several different texts, and how many more there are.

    >>> _first(["a", "b", "b", "c", "d"], 3)
    ['a', 'b', 'and 2 more']
    """
    different = list(dict.fromkeys(told))
    if len(different) <= most:
        return different
    return [*different[: most - 1], f"and {len(different) - most + 1} more"]


def _money(amount: Amount) -> str:
    """Write an amount for reading.

    >>> from extractors.facts import Evidence
    >>> seen = [Evidence(document="", start=0, end=1, quote="x", rule="")]
    >>> _money(Amount(value=Decimal("904724.25"), text="", per_year=True, evidence=seen))
    '904,724.25 € a year'
    """
    values = [f"{Decimal(money(value)):,}" for value in (amount.value, amount.value_max) if value is not None]
    currency = "€" if amount.currency == "EUR" else amount.currency
    return f"{' to '.join(values)} {currency}{' a year' if amount.per_year else ''}"


def _more(console: Console, count: int, file: Path) -> None:
    if count > 0:
        _line(console, f"and {count:,} more in {file}")


def _line(console: Console, text: str, style: str = "") -> None:
    # A terminal breaks long lines by itself; a file that this goes to keeps them whole.
    console.print(plain(text, style), soft_wrap=True)
