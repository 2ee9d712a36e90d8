"""A comparison for people: in English as a table for the terminal, in French as Markdown, which analysts read."""

import re
from collections.abc import Callable, Iterator, Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from pipeline.comparison.cells import cells
from pipeline.comparison.changes import KINDS, Change
from pipeline.comparison.summary import Comparison
from pipeline.comparison.words import ENGLISH, FIELDS, FRENCH, Words
from pipeline.terminal import plain

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
    parts: list[Text | Table] = [Text(headline(comparison, ENGLISH))]
    if comparison.touched:
        parts.append(_counts(comparison))
    parts += [
        _rows("document", found, _where, title=ENGLISH.field(field))
        for field in _fields(comparison)
        if (found := comparison.examples_of(field))
    ]
    return Group(*parts)


def _counts(comparison: Comparison) -> Table:
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    shown.add_column(ENGLISH.column("field"))
    for name in _COUNTS:
        shown.add_column(ENGLISH.column(name), justify="right")
    for field in _fields(comparison):
        shown.add_row(ENGLISH.field(field), *map(ENGLISH.number, _tallied(comparison, field)))
    return shown


def of_document(changes: Sequence[Change]) -> Table:
    """Show the changes of one document on a terminal, a row each."""
    return _rows("field", changes, lambda change: _named(ENGLISH.field(change.field), change))


def _rows(first: str, changes: Sequence[Change], told: Callable[[Change], str], title: str = "") -> Table:
    shown = Table(
        title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, show_lines=True
    )
    shown.add_column(ENGLISH.column("kind"), no_wrap=True)
    shown.add_column(ENGLISH.column(first), ratio=1, overflow="fold")
    for name in ("before", "after"):
        shown.add_column(ENGLISH.column(name), ratio=2, overflow="fold")
    for change in changes:
        # As Text: square brackets in a quote are no markup.
        shown.add_row(*map(plain, (ENGLISH.kind(change.kind), told(change), *cells(change, ENGLISH))))
    return shown


def markdown(comparison: Comparison) -> str:
    """Write a comparison as Markdown, as Prefect shows it and as it can be sent to a colleague."""
    return "\n".join(_markdown(comparison)) + "\n"


def headline(comparison: Comparison, words: Words) -> str:
    """Tell in one line how many documents changed.

    >>> (
    ...     headline(Comparison(documents=1, touched=0), FRENCH),
    ...     headline(Comparison(documents=2, touched=1), ENGLISH),
    ... )
    ('1 document comparé, rien n’a changé', '2 documents compared, 1 of them changed')
    """
    parts = [
        words.headline("several" if comparison.documents > 1 else "one", comparison.documents),
        words.headline("touched" if comparison.touched else "nothing", comparison.touched),
    ]
    if comparison.missing:
        parts.append(words.headline("missing", comparison.missing))
    return ", ".join(parts)


def _markdown(comparison: Comparison) -> Iterator[str]:
    yield from ("# Comparaison de deux versions", "", headline(comparison, FRENCH), "")
    if not comparison.touched:
        return
    yield from _row(*map(FRENCH.column, ("field", *_COUNTS)))
    yield "|---" + "|--:" * len(_COUNTS) + "|"
    for field in _fields(comparison):
        yield from _row(FRENCH.field(field), *map(FRENCH.number, _tallied(comparison, field)))
    for field in _fields(comparison):
        if found := comparison.examples_of(field):
            name = FRENCH.field(field)
            yield from ("", f"## {name[0].upper()}{name[1:]}", "")
            yield from _row(*map(FRENCH.column, ("kind", "document", "before", "after")))
            yield "|---|---|---|---|"
            for change in found:
                told = (FRENCH.kind(change.kind), _where(change), *cells(change, FRENCH))
                yield from _row(*map(_escaped, told))


def _row(*columns: str) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"


def _escaped(text: str) -> str:
    visible = plain(text).plain
    return _MARKS.sub(r"\\\1", visible).replace("\n", "<br>")


def _fields(comparison: Comparison) -> list[str]:
    return sorted(comparison.fields, key=FIELDS.index)


def _tallied(comparison: Comparison, field: str) -> list[int]:
    tally = comparison.fields[field]
    return [getattr(tally, name) for name in _COUNTS]


def _where(change: Change) -> str:
    return _named(change.uri, change)


def _named(name: str, change: Change) -> str:
    """Add the contract that a change is of."""
    side = change.after or change.before
    return "\n".join(filter(None, [name, side.contract if side else None]))
