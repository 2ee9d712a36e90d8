"""The tables of a text, read: grids, rows, columns, what their cells say, whether they add up."""
