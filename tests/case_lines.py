"""Reads the cases of tests/data: a line "text → what is expected  # what the case is for"."""

import re
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parent / "data"


def case_lines(name: str) -> list[Any]:
    """Each case of a file as (text, expectations), its line number and text the id.

    In a text ¶ is a line break and ⍽ a no-break space; expectations are parted by ";", "-" is none.
    """
    found = []
    for number, line in enumerate((DATA / name).read_text("utf-8").splitlines(), start=1):
        if line.startswith("#") or not line.strip():
            continue
        text, told = line.split(" → ")
        expected = re.split(r"\s+# ", told)[0].strip()
        wanted = [] if expected == "-" else [part.strip() for part in expected.split(";")]
        text = text.replace("¶", "\n").replace("⍽", "\u00a0")
        found.append(pytest.param(text, wanted, id=f"{number}: {text[:60]}"))
    return found
