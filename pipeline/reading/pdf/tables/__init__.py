"""The tables of PDF pages, with and without lines."""
