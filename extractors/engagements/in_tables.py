"""Engagements and actions from the tables of a contract: rows are actions, what groups them is an engagement."""

import re
from collections.abc import Sequence
from functools import partial

from extractors.contracts.rows import behind_name, is_of_other_row, is_of_own_row
from extractors.engagements.cell_entries import entries_in
from extractors.engagements.commitments import Commitments, axis_of
from extractors.engagements.cues import cues
from extractors.facts import Action, money
from extractors.money.words import pattern
from extractors.tables.columns import Column
from extractors.tables.entries import TableRow, label_bounds
from extractors.tables.forms import Form
from extractors.tables.grids import content
from extractors.tables.tables import Table
from extractors.text.blocks import Block
from extractors.text.folding import fold
from extractors.text.list_entries import INFINITIVE, LABEL
from extractors.text.source import Source, one_line

RULE = "table row"
_NUMBER = re.compile(r"(?P<number>\d{1,2})(?:[.-]\d{1,2})*[ .)°:-]")
_DOTTED = re.compile(r"(?:[a-z-]+ )?(?P<number>\d{1,2})[.-]\d{1,2}\b")
# "Engagement n° 1", "Action B": named elsewhere in words.
_REFERENCE = re.compile(
    r"[a-z]{1,12}\.?(?: [a-z]+)? ?(?:n ?[°o]\.? ?)?(?P<number>\d{1,2}|(?<=[ °])(?:[ivx]{1,4}|[a-h]))\.?"
)
_GOES_ON = re.compile(r"[ ,-]*\(? ?(?:suite(?: et fin)?|fin)[ .)]*$")  # "Axe 3 (suite)", on the next page
_RANKS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}


def plans(source: Source, tables: Sequence[Table], first_mention: int) -> list[Table]:
    """Return the tables that say what a contract is going to pay for, once one has been named."""
    return [
        table
        for table in tables
        if _is_of_many(source, table) or (table.start > first_mention and _is_plan(source, table))
    ]


def _is_of_many(source: Source, table: Table) -> bool:
    """Whether only some rows of a table carry out the contract: a list of subsidies for all kinds of things."""
    own = {is_of_own_row(source, row.label) for row in table.rows if row.role == "thing" and row.label}
    return len(own) > 1


# "La colonne « Réalisé 2023 » rappelle la convention précédente." tells nothing of the others.
_OF_COLUMN = re.compile(r"\bl(?:a|es) (?:\w+ )?colonnes?\b[^.]*")


def _is_plan(source: Source, table: Table) -> bool:
    things = [row for row in table.rows if row.role in ("thing", "group") and row.label]
    caption = source.folded[slice(*table.caption)] if table.caption else ""
    if not things or cues().earlier.search(_OF_COLUMN.sub("", caption)):
        return False
    figures = [column for column in table.columns if column.role == "figures"]
    if figures and all(column.recalled for column in figures):
        return False
    if table.columns[0].role != "action" and _is_schedule(_heading(source, table.columns[0])):
        return False
    heading = next((_heading(source, c) for c in table.columns if c.role == "action"), "")
    if pattern("(?:@tables.accounts)").search(heading):
        return False
    shared = bool(table.payers) or any(column.kinds or column.role == "payer" for column in table.columns)
    titled = any(
        row.label and not row.entries and LABEL.match(source.folded, row.label.start) for row in things
    )
    numbered = next((_heading(source, c) for c in table.columns if c.role == "counts"), "")
    return (
        shared
        or titled  # "Axe 2 – …", "Fiche 4 – …", and who pays in the rows below
        or any(
            pattern("(?:@tables.plan|@tables.told_plan)").match(named) for named in (heading, numbered)
        )  # "Fiche | Intitulé"
        or pattern(r"\b(?:@tables.plan)\b").search(caption) is not None
        or _are_deeds(source, [row.label for row in things if row.label])
    )


def _is_schedule(heading: str) -> bool:
    """Whether the first column of a table says when money is paid out."""
    return pattern("(?:@tables.schedule)").match(heading) is not None


def _are_deeds(source: Source, labels: Sequence[Block]) -> bool:
    """Whether several rows each name something to do."""
    deeds = (
        bounds and INFINITIVE.match(source.folded, *bounds)
        for bounds in map(partial(label_bounds, source), labels)
    )
    return len(labels) > 1 and all(deeds)


def _heading(source: Source, column: Column) -> str:
    return " ".join(content(source, block) for block in column.headings)


def ranks_in(source: Source, tables: Sequence[Table]) -> set[str]:
    """Return the numbers of the actions in tables: what the text says under "Action 1.3 :" is then no other one."""
    return {
        row.rank.rstrip(".)")
        for table in tables
        for row in table.rows
        if row.rank and not (row.label and _REFERENCE.fullmatch(content(source, row.label)))
    }


def add_tables(source: Source, tables: Sequence[Table], found: Commitments, programme: str | None) -> None:
    """Add the engagements and the actions of the tables of a contract."""
    if not tables:
        return
    numbers: dict[str, int] = {str(index + 1): index for index in range(len(found.engagements))}
    known = {fold(action.text): action for action in reversed(found.actions)}
    told = [_telling(fold(action.text)) for action in found.actions]
    for table in tables:
        if _sums_up(source, table, told):
            continue
        payers = {id(row.label) for row in table.rows if row.role == "group" and row.kinds}
        of_many = _is_of_many(source, table)  # the groups of such a list are no engagements
        groups = [None if of_many else row.label if row.role == "group" else row.group for row in table.rows]
        groups = [None if id(group) in payers else group for group in groups]
        engagements = [
            _engagement(source, table.start, group, found, numbers, programme) if group else None
            for group in groups
        ]
        for row, engagement in zip(table.rows, engagements, strict=True):
            if row.role != "thing" or row.recalled or row.label is None:
                continue
            written = content(source, row.label)
            if _is_told_in_full(written, told) or _REST.match(written):
                continue
            if is_of_own_row(source, row.label) or not (of_many or is_of_other_row(source, row.label)):
                rank = _DOTTED.match(row.rank or content(source, row.label))
                stated = numbers.get(rank["number"]) if rank else None
                for entry in [row.label] if row.entries else entries_in(source, row.label):
                    _add_action(source, row, entry, found, known, engagement if stated is None else stated)


# "Autres actions du contrat": the sum of those that no row names.
_REST = re.compile(r"(?:les )?autres (?:actions|mesures|operations|projets|dispositifs|depenses)\b")
_FEW = 3
_LONG_WORD = 4


def _telling(folded: str) -> set[str]:
    """Return the words of a text that say what it is about, as most long ones do."""
    words = folded.split()
    return {word for word in words if len(word) >= _LONG_WORD} or set(words)


def _is_told_in_full(label: str, told: Sequence[set[str]]) -> bool:
    """Whether a row only names in short an action that the text lists: "Maraudes", "maraudes hebdomadaires à Dole"."""
    words = _telling(label)
    return any(words < action for action in told)


def _sums_up(source: Source, table: Table, told: Sequence[set[str]]) -> bool:
    """Whether a table shares out the money of actions that the text lists, by fewer themes than there are actions.

    `told` are the words of the actions of the text: a row that has most of those of one names that one.
    """
    things = (row.label for row in table.rows if row.role == "thing" and row.label)
    labels = [_telling(content(source, label)) for label in things]
    if not labels or len(told) < _FEW or len(labels) >= len(told):
        return False
    return not any(
        2 * len(label & action) >= min(len(label), len(action)) for label in labels for action in told
    )


def add_titles(source: Source, tables: Sequence[Table], found: Commitments) -> None:
    """Add the actions that the lines above tables name."""
    known = {fold(action.text): action for action in reversed(found.actions)}
    for table in tables:
        if table.action is not None:
            _add_action(source, TableRow("thing", None), Block(*table.action, "heading"), found, known, None)


def add_forms(source: Source, forms: Sequence[Form], found: Commitments, programme: str | None) -> None:
    """Add the actions that forms are about, and the engagements that they name."""
    if not forms:
        return
    numbers: dict[str, int] = {str(index + 1): index for index in range(len(found.engagements))}
    known = {fold(action.text): action for action in reversed(found.actions)}
    for form in forms:
        start, group = form.bounds[0], form.engagement
        engagement = _engagement(source, start, group, found, numbers, programme) if group else None
        _add_action(source, TableRow("thing", form.title), form.title, found, known, engagement)


def _engagement(
    source: Source,
    since: int,
    group: Block,
    found: Commitments,
    numbers: dict[str, int],
    programme: str | None,
) -> int | None:
    """Return the index of the engagement that a cell names, in words or by its number; added where it is new."""
    written = _GOES_ON.sub("", content(source, group))
    if pattern("(?:@tables.sections)$").match(written):
        return None
    reference = _REFERENCE.fullmatch(written)
    label = reference or LABEL.match(written) or _NUMBER.match(written)
    number = _RANKS.get(label["number"] or "", label["number"]) if label else None
    if reference or written.isdigit():
        return numbers.get(number or written)
    bounds = label_bounds(source, group) or (group.start, group.end)
    text = one_line(source.text[slice(*bounds)])
    known = numbers.get(number) if number else None
    if known is not None and _is_short_for(text, found.engagements[known].text):
        return known
    if " " not in text and number is None:
        # One word, "Prévention", names no commitment: it is short for one that the text words in full.
        word = re.compile(rf"\b{re.escape(fold(text))}\b")
        full = [i for i, known in enumerate(found.engagements) if word.search(fold(known.text))]
        return full[0] if len(full) == 1 else None
    axis = axis_of(source, *bounds, programme)
    index = found.add_engagement(source, bounds, text, axis, RULE, since)
    numbers[number or str(index + 1)] = index
    return index


def _is_short_for(text: str, engagement: str) -> bool:
    """Whether a cell names in short the engagement of its number: "Axe 3 Majorité", "3. Amortir les dépenses"."""
    return " " not in text or _telling(fold(text)) < _telling(fold(engagement))


def _add_action(
    source: Source,
    row: TableRow,
    label: Block,
    found: Commitments,
    known: dict[str, Action],
    engagement: int | None,
) -> None:
    """Add the action that a row names, or its passage and money to the one of the same words."""
    bounds = label_bounds(source, label)
    written = content(source, label)
    if _REFERENCE.fullmatch(written) or (not row.entries and pattern("(?:@tables.sections)$").match(written)):
        return
    if bounds is None or sum(char.isalpha() for char in source.text[slice(*bounds)]) < 4:
        return
    if is_of_own_row(source, label):
        bounds = behind_name(source, *bounds), bounds[1]
    text = one_line(source.text[slice(*bounds)])
    evidence = source.evidence(*bounds, RULE)
    parts = [entry for entry in row.entries if not entry.column.total] or row.entries
    amounts = [money(entry.value) for entry in parts if entry.value]
    same = known.get(fold(text))
    if same is None:
        known[fold(text)] = Action(text=text, engagement=engagement, amounts=amounts, evidence=[evidence])
        found.actions.append(known[fold(text)])
        return
    if all(told.start != evidence.start for told in same.evidence):
        same.evidence.append(evidence)
    same.amounts += [amount for amount in amounts if amount not in same.amounts]
    same.engagement = engagement if same.engagement is None else same.engagement
