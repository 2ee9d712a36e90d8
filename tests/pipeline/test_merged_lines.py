"""What is consolidated bit by bit, as documents come, change and go, is what all of them together say."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import contract_lines, merged_lines
from pipeline.catalogue import Capture, Catalogue
from pipeline.catalogue.selection import Selection
from pipeline.consolidation import consolidate
from pipeline.entry import Entry
from pipeline.layout import CONTRACTS, MERGED
from pipeline.publication import publish_contracts
from pipeline.record import Document, to_line
from tests.growth import peak
from tests.pipeline.any_reports import any_contract
from tests.pipeline.made import Writer, contract, document, signatory

VERSIONS = ("one", "two")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue(tmp_path / ".tripartite" / "catalogue.sqlite") as opened:
        yield opened


PAGES = "https://www.exemple.fr/a", "https://www.exemple.fr/b"
DAY = datetime(2026, 3, 1, tzinfo=UTC)


def store(catalogue: Catalogue, *documents: Document, version: str = "one", publish: bool = True) -> None:
    entries = [Entry.of(document, version, [document.source.uri]) for document in documents]
    catalogue.store(entries, publish=publish)


def published(catalogue: Catalogue, out: Path) -> list[str]:
    (out / MERGED).parent.mkdir(exist_ok=True)
    publish_contracts(catalogue, out)
    return (out / CONTRACTS).read_text("utf-8").splitlines()


def from_scratch(catalogue: Catalogue) -> list[str]:
    """What the published records say together, found without what is kept from one time to the next."""
    return [to_line(c) for c in consolidate(map(Document.model_validate_json, catalogue.records()))]


@st.composite
def reports(draw: st.DrawFn, names: Any) -> Document:
    write = Writer(str(draw(names)) * 64)
    contracts = [any_contract(draw, write) for _ in range(draw(st.integers(0, 2)))]
    made = document(write, *contracts, kind=draw(st.sampled_from(["news", "contract"])))
    made.source.uri = draw(st.sampled_from(PAGES))
    return made


NAMES = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(st.just("store"), reports(NAMES), st.sampled_from(VERSIONS), st.booleans()),
    st.tuples(st.just("withdraw"), NAMES),
    st.tuples(st.just("capture"), NAMES, st.sampled_from(PAGES), st.integers(0, 3)),
    st.tuples(st.just("promote"), st.sampled_from(VERSIONS)),
    st.tuples(st.just("publish")),
)


def take(catalogue: Catalogue, kind: str, *what: Any) -> None:
    if kind == "store":
        store(catalogue, what[0], version=what[1], publish=what[2])
    elif kind == "withdraw":
        catalogue.withdraw([str(what[0]) * 64])
    elif kind == "capture":
        id_, page, days = str(what[0]) * 64, what[1], what[2]
        catalogue.captures.add([Capture(page, DAY + timedelta(days), id_, 10, http_status=200)])
    elif kind == "promote":
        catalogue.versions.promote(what[0], Selection())


@settings(max_examples=80, deadline=None)
@given(st.lists(STEPS, min_size=2, max_size=8), st.integers(1, 3))
def test_bit_by_bit_is_the_same_as_all_at_once(steps: list[Any], together: int) -> None:
    with (
        TemporaryDirectory() as folder,
        Catalogue(Path(folder) / "catalogue.sqlite") as catalogue,
        patch.object(merged_lines, "_TOGETHER", together),
    ):
        for step in steps:
            take(catalogue, *step)
            if step == ("publish",):
                assert published(catalogue, Path(folder)) == from_scratch(catalogue)
        assert published(catalogue, Path(folder)) == from_scratch(catalogue)


def told(name: str, id_: str, person: str) -> Document:
    write = Writer(name)
    return document(write, contract(write, id_, [id_.split("-")[1]], signatories=[signatory(write, person)]))


@pytest.fixture
def consolidated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The contracts that were consolidated, one after the other."""
    names: list[str] = []

    def noted(documents: Any) -> list[Any]:
        contracts = consolidate(documents)
        names.extend(one.id for one in contracts)
        return contracts

    monkeypatch.setattr(contract_lines, "consolidate", noted)
    return names


def test_only_what_somebody_says_otherwise_is_consolidated_again(
    catalogue: Catalogue, tmp_path: Path, consolidated: list[str]
) -> None:
    store(catalogue, told("a", "cdppe-02-2020", "Anne Roy"), told("b", "cdppe-39-2020", "Luc Petit"))
    published(catalogue, tmp_path)
    assert consolidated == ["cdppe-02-2020", "cdppe-39-2020"]
    consolidated.clear()
    published(catalogue, tmp_path)
    assert consolidated == []
    # What is said of no year can be said of this one: both are looked at.
    store(catalogue, told("c", "cdppe-39-x", "Luc Petit"))
    published(catalogue, tmp_path)
    assert consolidated == ["cdppe-39-2020"]
    consolidated.clear()
    catalogue.withdraw(["a"])
    assert len(published(catalogue, tmp_path)) == 1
    assert consolidated == []


def test_another_time_at_which_a_corrected_page_was_had_makes_its_lines_anew(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    before, after = told("b" * 64, "cdppe-02-2020", "Luc Petit"), told("a" * 64, "cdppe-02-2020", "Anne Roy")
    before.source.uri = after.source.uri = PAGES[0]
    for days, one in enumerate([before, after]):
        catalogue.captures.add([Capture(PAGES[0], DAY + timedelta(days), one.id, 10, http_status=200)])
    for when in ("2026-03-01T00:00:00Z", "2026-02-28T00:00:00Z"):
        before.source.retrieved_at = when
        store(catalogue, before, after)
        lines = published(catalogue, tmp_path)
        assert lines == from_scratch(catalogue)
        assert when in lines[0]


@pytest.mark.parametrize("file", [CONTRACTS, MERGED])
@pytest.mark.parametrize("damage", [lambda text: text[:-20], lambda text: "x" + text, lambda _: ""])
def test_a_file_that_somebody_else_wrote_is_made_anew(
    catalogue: Catalogue, tmp_path: Path, file: str, damage: Any
) -> None:
    store(catalogue, told("a", "cdppe-02-2020", "Anne Roy"), told("b", "cdppe-39-2020", "Luc Petit"))
    lines = published(catalogue, tmp_path)
    (tmp_path / file).write_text(damage((tmp_path / file).read_text()))
    assert published(catalogue, tmp_path) == lines


def test_another_version_of_the_program_makes_all_lines_anew(
    catalogue: Catalogue, tmp_path: Path, consolidated: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store(catalogue, told("a", "cdppe-02-2020", "Anne Roy"))
    published(catalogue, tmp_path)
    monkeypatch.setattr("pipeline.publication.consolidation", lambda: "a later one")
    published(catalogue, tmp_path)
    assert consolidated == ["cdppe-02-2020"] * 2


def test_the_reports_on_one_contract_are_shared_with_no_other_process(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merged_lines, "_MANY", 2)
    monkeypatch.setattr(merged_lines, "processors", lambda: 2)
    monkeypatch.setattr(merged_lines, "new_pool", lambda *_: pytest.fail("one is started"))
    store(catalogue, *(told(name, "cdppe-02-2020", "Anne Roy") for name in "abc"))
    assert published(catalogue, tmp_path) == from_scratch(catalogue)


def test_memory_does_not_grow_with_what_documents_report(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Other processes take part both times.
    monkeypatch.setattr(merged_lines, "_MANY", 100)
    monkeypatch.setattr(merged_lines, "_TOGETHER", 20)
    monkeypatch.setattr(merged_lines, "processors", lambda: 2)

    def add(numbers: range) -> None:
        store(catalogue, *(told(f"{n:04}", f"programme{n:04}-02-2020", "Anne Roy " * 500) for n in numbers))

    def publish_all() -> None:
        (tmp_path / MERGED).unlink(missing_ok=True)
        publish_contracts(catalogue, tmp_path)

    add(range(300))
    few = peak(publish_all)
    add(range(300, 1_200))
    assert peak(publish_all) < 1.5 * few
