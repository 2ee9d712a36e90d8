"""A comparison for people: as a table for the terminal, as Markdown. In French, for analysts read it."""

import re
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from tomllib import loads
from typing import Any

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from extractors.source import one_line
from pipeline.comparison.changes import KINDS, Change, Side
from pipeline.comparison.summary import Comparison
from pipeline.terminal import plain

WORDS = loads(files("pipeline.comparison").joinpath("words.toml").read_text("utf-8"))
_FIELDS: dict[str, str] = WORDS["fields"]
_ORDER = list(_FIELDS)
_KINDS: dict[str, str] = WORDS["kinds"]
_COLUMNS: dict[str, str] = WORDS["columns"]
_DETAILS: dict[str, str] = WORDS["details"]
_CALLED_BY: list[list[str]] = WORDS["called"]["by"]
_QUIET: list[str] = WORDS["called"]["quiet"]
# Values that say nothing where a fact is shown alone.
_SILENT = (None, "", [], False, *WORDS["called"]["usual"])

# Characters of a quote or a name; the whole is in the JSON.
_LONGEST = 240
_COUNTS = (*KINDS, "unchanged")
# What Markdown would take for its own.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def table(comparison: Comparison) -> Group:
    """Show a comparison on a terminal: counts for each field, then the examples with both quotes.

    Parameters
    ----------
    comparison : Comparison
        What to show.
    """
    counts = Table(
        _COLUMNS["field"], *(_COLUMNS[name] for name in _COUNTS), box=box.SIMPLE_HEAD, pad_edge=False
    )
    for column in counts.columns[1:]:
        column.justify = "right"
    for field in _fields(comparison):
        counts.add_row(_FIELDS[field], *(_number(count) for count in _tallied(comparison, field)))
    parts: list[Text | Table] = [Text(headline(comparison)), counts]
    parts += [
        _rows("document", found, _where, title=_FIELDS[field])
        for field in _fields(comparison)
        if (found := comparison.examples_of(field))
    ]
    return Group(*parts)


def of_document(changes: Sequence[Change]) -> Table:
    """Show the changes of one document on a terminal, a row each."""
    return _rows("field", changes, lambda change: _named(_FIELDS[change.field], change))


def _rows(first: str, changes: Sequence[Change], told: Callable[[Change], str], title: str = "") -> Table:
    shown = Table(
        title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, show_lines=True
    )
    shown.add_column(_COLUMNS["kind"], no_wrap=True)
    shown.add_column(_COLUMNS[first], ratio=1, overflow="fold")
    for name in ("before", "after"):
        shown.add_column(_COLUMNS[name], ratio=2, overflow="fold")
    for change in changes:
        # As Text: square brackets in a quote are no markup.
        shown.add_row(*map(plain, (_KINDS[change.kind], told(change), *_cells(change))))
    return shown


def markdown(comparison: Comparison) -> str:
    """Write a comparison as Markdown, as Prefect shows it and as it can be sent to a colleague."""
    return "\n".join(_markdown(comparison)) + "\n"


def headline(comparison: Comparison) -> str:
    """Tell in one line how many documents changed.

    >>> headline(Comparison(documents=1, touched=0))
    '1 document comparé, 0 avec des changements'
    """
    several = "s" if comparison.documents > 1 else ""
    parts = [
        f"{_number(comparison.documents)} document{several} comparé{several}",
        f"{_number(comparison.touched)} avec des changements",
    ]
    if comparison.missing:
        parts.append(f"{_number(comparison.missing)} sans l’une des deux versions")
    return ", ".join(parts)


def _markdown(comparison: Comparison) -> Iterator[str]:
    yield from ("# Comparaison de deux versions", "", headline(comparison), "")
    if not comparison.fields:
        return
    yield from _row(_COLUMNS["field"], *(_COLUMNS[name] for name in _COUNTS))
    yield "|---" + "|--:" * len(_COUNTS) + "|"
    for field in _fields(comparison):
        yield from _row(_FIELDS[field], *map(_number, _tallied(comparison, field)))
    for field in _fields(comparison):
        if found := comparison.examples_of(field):
            name = _FIELDS[field]
            yield from ("", f"## {name[0].upper()}{name[1:]}", "")
            yield from _row(*(_COLUMNS[name] for name in ("kind", "document", "before", "after")))
            yield "|---|---|---|---|"
            for change in found:
                cells = (_KINDS[change.kind], _where(change), *_cells(change))
                yield from _row(*map(_escaped, cells))


def _row(*cells: str) -> Iterator[str]:
    yield f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    visible = plain(text).plain
    return _MARKS.sub(r"\\\1", visible).replace("\n", "<br>")


def _fields(comparison: Comparison) -> list[str]:
    return sorted(comparison.fields, key=_ORDER.index)


def _tallied(comparison: Comparison, field: str) -> list[int]:
    tally = comparison.fields[field]
    return [getattr(tally, name) for name in _COUNTS]


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")


def _where(change: Change) -> str:
    return _named(change.uri, change)


def _named(name: str, change: Change) -> str:
    """Add the contract that a change is of."""
    side = change.after or change.before
    return "\n".join(filter(None, [name, side.contract if side else None]))


def _cells(change: Change) -> tuple[str, str]:
    """What stands before and after: where both are there, what they are called and the parts that differ."""
    return _cell(change.before, change.after), _cell(change.after, change.before)


def _cell(side: Side | None, other: Side | None) -> str:
    if side is None:
        return "–"
    called = next((group for group in _CALLED_BY if any(side.value.get(name) for name in group)), [])
    said = [" ".join(_text(side.value[name]) for name in called if side.value.get(name) is not None)]
    for name, value in side.value.items():
        differs = value != other.value.get(name) if other else name not in _QUIET and value not in _SILENT
        if differs and name not in called:
            said.append(f"{_DETAILS[name]} : {_text(value)}")
    quotes = " […] ".join(dict.fromkeys(map(one_line, side.quotes)))
    lines = [_shortened(" · ".join(filter(None, said)))]
    if quotes:
        lines.append(f"« {_shortened(quotes)} »" + (f" (p. {side.page})" if side.page else ""))
    return "\n".join(lines)


def _text(value: Any) -> str:
    """Write a value of JSON for reading.

    >>> _text([{"code": "02", "name": "Aisne"}]), _text({"for": 12, "against": None}), _text(True)
    ('02 Aisne', 'pour 12', 'oui')
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dict):
        if value.keys() == {"code", "name"}:
            return f"{value['code']} {value['name']}"
        return ", ".join(
            f"{_DETAILS[name]} {_text(part)}" for name, part in value.items() if part is not None
        )
    if isinstance(value, list):
        return ", ".join(map(_text, value)) or "–"
    return one_line(str(value))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
