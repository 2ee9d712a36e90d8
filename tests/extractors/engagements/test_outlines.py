"""Outlines: numbered headings with items under each."""

import pytest

from extractors.engagements.outlines import outline, promised_titles, ranked_lines
from extractors.text.blocks import Block
from extractors.text.source import Source

CASES = [
    (
        "I - Agir tôt\n- un bus\nII - Loger\n- dix places\n- un guichet",
        ["Agir tôt", "·un bus", "Loger", "·dix places", "·un guichet"],
    ),
    ("A) Agir tôt\n- un bus\nB) Loger\n- dix places", ["Agir tôt", "·un bus", "Loger", "·dix places"]),
    # one heading is none, nor are headings alone, or those that do not count from the first on
    ("I - Agir tôt\n- un bus", []),
    ("I - Agir tôt\nII - Loger", []),
    ("II - Agir tôt\n- un bus\nIII - Loger\n- dix places", []),
    ("I - Agir tôt\n- un bus\nIII - Loger\n- dix places", []),
    # a heading without items ends it
    ("I - Agir tôt\n- un bus\nII - Loger\nIII - Former\n- dix places", []),
]


def blocks_of(text: str) -> list[Block]:
    """A block for each line, as a page or a PDF has them: headings, whatever opens them, and bulleted items."""
    blocks, start = [], 0
    for line in text.split("\n"):
        item = line.startswith("- ")
        blocks.append(Block(start + 2 * item, start + len(line), "item" if item else "heading"))
        start += len(line) + 1
    return blocks


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_outline(text: str, expected: list[str]) -> None:
    entries = outline(Source(text), blocks_of(text), 0)
    assert ["·" * entry.level + text[entry.start : entry.end] for entry in entries] == expected


PROMISED = [
    (
        "Deux engagements\nAgir tôt\n- un bus\nLoger\n- dix places\nRepères",
        ["Agir tôt", "·un bus", "Loger", "·dix places"],
    ),
    # fewer than are promised, and a count of something else
    ("Trois engagements\nAgir tôt\n- un bus\nLoger\n- dix places\nRepères", []),
    ("Dans deux quartiers\nNos axes\n- agir tôt\nEn 2024\n- dix places", []),
]


@pytest.mark.parametrize(("text", "expected"), PROMISED)
def test_promised(text: str, expected: list[str]) -> None:
    entries = promised_titles(Source(text), blocks_of(text), 1)
    assert ["·" * entry.level + text[entry.start : entry.end] for entry in entries] == expected


RANKED = [
    ("I. Ouvrir un lieu\nII. Loger dix jeunes", ["Ouvrir un lieu", "Loger dix jeunes"]),
    # one alone, headings that are nothing to do, and ranks that do not count up
    ("I. Ouvrir un lieu", []),
    ("I. Contexte\nII. Moyens", []),
    ("II. Ouvrir un lieu\nIII. Loger dix jeunes", []),
]


@pytest.mark.parametrize(("text", "expected"), RANKED)
def test_ranked(text: str, expected: list[str]) -> None:
    entries = ranked_lines(Source(text), blocks_of(text), 0)
    assert [text[entry.start : entry.end] for entry in entries] == expected
