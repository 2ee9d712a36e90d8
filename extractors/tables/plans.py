"""Tables without money that list what is to be done: "Action | Pilote | Calendrier"."""

from extractors.money.words import pattern
from extractors.tables.columns import read_columns
from extractors.tables.entries import read_rows
from extractors.tables.grids import content
from extractors.tables.tables import Table
from extractors.tables.worded_grids import find_worded_grids
from extractors.text.source import Source


def _names_plan(heading: str) -> bool:
    """Whether a heading is that of a plan: "Action", "Fiche n°", "Mesures à mener", "Exemples d'actions"."""
    named = r"(?:n ?[°o] (?:de (?:l[a'] ?)?|d[e'] ?)?)?(?:@tables.plan|@tables.told_plan)(?: [a-z]+){0,3}(?: n ?[°o])?$"
    return pattern(named).match(heading) is not None


def read_plans(source: Source) -> list[Table]:
    r"""Read the tables that hold no money and list what is to be done.

    >>> source = Source("Action | Pilote\nOuvrir un lieu | Département\nFormer les équipes | ARS")
    >>> [[source.text[r.label.start : r.label.end] for r in t.rows] for t in read_plans(source)]
    [['Ouvrir un lieu', 'Former les équipes']]
    """
    found: list[Table] = []
    for grid in find_worded_grids(source):
        columns = read_columns(source, grid)
        roles = [column.role for column in columns]
        heads = [content(source, block) for column in columns for block in column.headings]
        # What stands behind the action is said of it: "Action | Quartier | Porteur".
        if "action" not in roles or "label" in roles[: roles.index("action")] or len(heads) < grid.width:
            continue
        named = any(_names_plan(head) for head in heads)
        # "Article 3 : fiches-actions nouvelles", and below it "N° | Intitulé | Pilote"
        plan = pattern(r"\b(?:@tables.plan)\b")
        short = any(pattern("(?:@tables.action)$").match(head) for head in heads)
        above = grid.above[:1] if short else []
        caption = next((span for span in above if plan.search(source.folded, *span)), None)
        if named or caption:
            blocks = [b for row in [*grid.heading, *grid.body] for b in row if b is not None]
            start, end = min(b.start for b in blocks), max(b.end for b in blocks)
            rows = read_rows(source, grid, columns, None)
            found.append(Table(columns, rows, None, None, caption, [], start, end))
    return found
