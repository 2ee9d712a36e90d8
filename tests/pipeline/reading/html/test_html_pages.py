"""The main text of whole pages, written after the platforms that French public bodies use.

Beside each page in tests/data/html a file says which lines are main text and which are boilerplate.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.reading import Reading, read

PAGES = sorted((Path(__file__).parents[3] / "data/html").glob("*.html"))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def page(path: Path) -> tuple[Reading, dict[str, Any]]:
    expected = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    html = path.read_text("utf-8").encode(expected.get("encoding", "utf-8"))
    return read(html, path.name), expected


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_main_text(path: Path) -> None:
    reading, expected = page(path)
    main = squeeze(reading.main_text)
    assert [line for line in expected["main"] if squeeze(line) not in main] == []
    assert [line for line in expected["boilerplate"] if squeeze(line) in main] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_boilerplate_stays_in_the_text(path: Path) -> None:
    reading, expected = page(path)
    rest = [squeeze(reading.text[b.start : b.end]) for b in reading.blocks if not b.main]
    lost = [line for line in expected["boilerplate"] if not any(squeeze(line) in block for block in rest)]
    assert lost == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_metadata(path: Path) -> None:
    reading, expected = page(path)
    fields = [field for field in ("title", "publisher", "published", "updated") if field in expected]
    assert {field: getattr(reading, field) for field in fields} == {
        field: expected[field] for field in fields
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_page_needs_the_names_of_its_classes_to_keep_its_main_text(path: Path) -> None:
    html = re.sub(r"\s(?:class|id)=\"[^\"]*\"", "", path.read_text("utf-8"))
    expected = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    main = squeeze(read(html.encode()).main_text)
    assert [line for line in expected["main"] if squeeze(line) not in main] == []
