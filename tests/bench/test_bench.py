"""The benchmark measures what it says: other documents each time, every stage, both ways to a record."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.language import COMPONENTS
from pipeline.reading.pdf.document import read_pdf
from tests.bench import documents, pdf
from tests.bench.paths import WAYS
from tests.bench.stages import stages
from tests.bench.timing import Worker, alternate, cpu_seconds, in_child

TEXT = """\
Le 13 octobre 2020, Mme Léa ROUX-PETIT, préfète, et Luc d’Arc ont signé.
L’État apporte 450 000 €, dit Mme Roux-Petit.
"""


@pytest.fixture
def originals(tmp_path: Path) -> list[documents.Original]:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    gold = {"signatories": [{"name": "Léa ROUX-PETIT"}, {"name": "Luc d’Arc"}], "other_people": ["Anne Noir"]}
    (folder / "a.gold.json").write_text(json.dumps(gold), "utf-8")
    (folder / "b.html").write_text('<p class="x3">Signé le 4 mai 2021</p>', "utf-8")
    return documents.find([folder], ".txt") + documents.find([folder], ".html")


def test_copies_differ_in_numbers_and_names_and_in_nothing_else(originals: list[documents.Original]) -> None:
    names = documents.Names(originals)
    first, second = (originals[0].varied(turn, names) for turn in (1, 2))
    assert originals[0].varied(0, names) == TEXT
    assert len({TEXT, first, second}) == 3

    def shape(text: str) -> str:
        people = "|".join((*names.given, *names.family))
        return re.sub(r"\d", "0", re.sub(people, "N", text, flags=re.IGNORECASE))

    assert shape(first) == shape(second) == shape(TEXT)
    assert "2020" in first


def test_copies_exchange_names_of_the_same_kind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Jean-Paul Roy et Anne Blanc", "utf-8")
    gold = {"signatories": [{"name": "Jean-Paul Roy"}], "other_people": ["Anne Blanc", "Anne Petit"]}
    (tmp_path / "a.gold.json").write_text(json.dumps(gold), "utf-8")
    (original,) = documents.find([tmp_path], ".txt")
    names = documents.Names([original])
    # Both parts of a given name are given names; who stands there twice comes up twice as often.
    assert names.given == ["Anne", "Anne", "Jean", "Paul"]
    assert names.family == ["Blanc", "Petit", "Roy"]
    given = {word for turn in range(9) for word in re.split("[- ]", original.varied(turn, names))[:2]}
    assert given == {"Anne", "Jean", "Paul"}


def test_markup_stays_as_it_is(originals: list[documents.Original]) -> None:
    assert originals[1].varied(3, documents.Names(originals)) == '<p class="x3">Signé le 7 mai 2021</p>'


def test_a_long_document_holds_the_text_of_the_short_ones(
    originals: list[documents.Original], tmp_path: Path
) -> None:
    short = documents.write_long(originals, 6, 1, tmp_path / "short")
    long = documents.write_long(originals, 6, 6, tmp_path / "long")
    assert (len(short), len(long)) == (6, 1)
    assert "\n\n".join(path.read_text("utf-8") for path in sorted(short)) == long[0].read_text("utf-8")


def test_both_ways_write_a_line_for_each_document(
    originals: list[documents.Original], tmp_path: Path
) -> None:
    paths = documents.write(originals, 5, tmp_path / "in")
    for way in WAYS.values():
        lines = [json.loads(line) for line in way(paths)]
        assert [line["source"]["uri"] for line in lines] == [str(path) for path in paths]


def test_every_stage_is_timed(originals: list[documents.Original], tmp_path: Path) -> None:
    seconds = stages(documents.write(originals, 3, tmp_path / "in"))
    assert list(seconds) == ["reading", "frame", "division", *COMPONENTS, "assembly", "record", "json"]


def test_ways_take_turns() -> None:
    calls: list[str] = []

    def way(name: str) -> float:
        calls.append(name)
        return len(calls)

    seconds = alternate({name: lambda _, name=name: way(name) for name in "ab"}, [[], []])
    assert calls == ["a", "b", "a", "b"]
    assert seconds == {"a": [1, 3], "b": [2, 4]}


def test_a_worker_answers_with_its_seconds(originals: list[documents.Original], tmp_path: Path) -> None:
    paths = documents.write(originals, 2, tmp_path / "in")
    with Worker("tripartite") as worker:
        assert worker.seconds(paths) > worker.seconds(paths) > 0  # the first time it loads its models


def test_a_process_of_its_own_tells_its_memory(originals: list[documents.Original], tmp_path: Path) -> None:
    documents.write(originals, 1, tmp_path / "in")
    child = in_child("tripartite", tmp_path / "in")
    assert child.memory > 20e6
    assert child.cpu > 0


def test_a_gazette_has_its_pages_and_their_text() -> None:
    data = pdf.gazette(["Le Département s'engage.\nIl agit tôt."], 3)
    reading = read_pdf(data)
    assert reading.page_count == 3
    assert reading.text.count("Il agit tôt.") == 3 * 46 // 2
    assert pdf.gazette(["Le Département s'engage.\nIl agit tôt."], 3) == data


def test_pages_are_read_all_ways(capsys: pytest.CaptureFixture[str]) -> None:
    pdf.text_speed("a gazette", [pdf.gazette(["Le Département s'engage."], 2)])
    printed = capsys.readouterr().out
    assert "text of 2 pages" in printed
    assert [line.split("  ")[1] for line in printed.splitlines()[3:]] == [
        "PDFium, the bare text",
        "tripartite, tables not looked for",
        "tripartite",
        "pdfplumber, extract_text",
    ]


@pytest.mark.skipif(
    not any(Path("/proc/self/task").glob("*/children")), reason="the system tells nothing of such processes"
)
def test_the_time_of_a_process_that_goes_on_counts() -> None:
    work = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True); input()"
    before = cpu_seconds()
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", work], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        while_it_goes_on = cpu_seconds() - before
        process.communicate("\n")
    assert while_it_goes_on > 0.2
