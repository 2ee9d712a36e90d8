"""Tables written as text: a line a row, "|" between the cells, "<" for what the cell on the left takes, "^" above."""

from dataclasses import replace

from extractors.text.blocks import Block, Cell
from extractors.text.source import Source


def source_of_lines(lines: list[str], pages: list[int] | None = None) -> Source:
    """Make the source that a reader would make of `lines`; a line "---" ends a table, "=== page" a page."""
    text, blocks, starts = "", [], [0]
    table, row = 0, 0
    owner: dict[tuple[int, int], int] = {}
    for line in lines:
        if line == "=== page":
            starts.append(len(text))
        if not line.startswith("|"):
            table, row, owner = table + 1, 0, {}
            if line not in ("---", "=== page"):
                blocks.append(Block(len(text), len(text) + len(line), "paragraph"))
                text += line + "\n"
            continue
        for column, content in enumerate(cell.strip() for cell in line.strip("|").split("|")):
            if content in ("<", "^"):
                index = owner.get((row, column - 1) if content == "<" else (row - 1, column))
                if index is not None:
                    owner[row, column] = index
                    blocks[index] = _grown(blocks[index], row, column)
            elif content:
                owner[row, column] = len(blocks)
                blocks.append(
                    Block(len(text), len(text) + len(content), "cell", cell=Cell(table, row, column))
                )
                text += content + "\t"
        text = text.rstrip("\t") + "\n"
        row += 1
    return Source(text, blocks=blocks, pages=starts)


def _grown(block: Block, row: int, column: int) -> Block:
    cell = block.cell
    assert cell is not None
    rows, columns = max(cell.rows, row - cell.row + 1), max(cell.columns, column - cell.column + 1)
    return replace(block, cell=cell._replace(rows=rows, columns=columns))
