"""PDF to text: pages, words, lines, tables, reading order, paragraphs."""
