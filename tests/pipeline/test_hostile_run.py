"""Files made to break a reader among good ones: the good ones come out as if they were alone.

With GOOD_FILES=1000 in the environment there are so many of them, which takes a minute more.
"""

import json
import os
from pathlib import Path

import pytest

from pipeline.batching import BatchSize
from pipeline.inputs import find_inputs
from pipeline.reading.pdf.ocr.tesseract import recogniser
from pipeline.run import Run
from pipeline.workers import Workers
from tests.pipeline import hostile

PLACES = ("Creuse", "Aisne", "Jura", "Doubs", "Lot", "Gers", "Orne", "Tarn", "Var", "Yonne")


def good(number: int) -> tuple[str, bytes]:
    """A document of its own: a text, a page or a PDF."""
    lines = (
        f"Le {number % 28 + 1} mai 2021, Anne Roy, préfète de la {PLACES[number % 10]}, et Luc Petit,",
        "président du conseil départemental, ont signé le contrat départemental de prévention et",
        f"de protection de l'enfance. L'État apporte {number + 1} 000 euros.",
    )
    match number % 3:
        case 0:
            return f"{number}.txt", "\n".join(lines).encode()
        case 1:
            return f"{number}.html", f"<html><body><p>{' '.join(lines)}</p></body></html>".encode()
        case _:
            return f"{number}.pdf", hostile.pdf(lines)


def run(out: Path, folder: Path) -> dict[str, str]:
    """The lines of documents.jsonl by name."""
    with Run(find_inputs([str(folder)], out), out) as current:
        plan = current.plan()
        with Workers(plan, out / "log", BatchSize(documents=8), processes=2) as workers:
            for pending in workers:
                current.store(pending.result())
        current.publish(plan)
    lines = (out / "documents.jsonl").read_text().splitlines()
    return {json.loads(line)["source"]["uri"].removeprefix(f"{folder}/"): line for line in lines}


@pytest.mark.slow
def test_good_files_come_out_as_if_they_were_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = int(os.environ.get("GOOD_FILES", "24"))
    monkeypatch.setenv("TRIPARTITE_READ_SECONDS", "30")
    for name, data in map(good, range(number)):
        (folder / name).write_bytes(data)
    alone = run(tmp_path / "alone", folder)
    # In the middle of the good ones by name, and so in their batches.
    for at, (name, make) in enumerate(hostile.HOSTILE.items()):
        (folder / f"{at * number // len(hostile.HOSTILE)}.{name}").write_bytes(make())
    mixed = run(tmp_path / "mixed", folder)
    assert len(alone) == number
    assert {name: mixed[name] for name in alone} == alone
    statuses = {
        name.split(".", 1)[1]: json.loads(mixed[name])["status"] for name in mixed.keys() - alone.keys()
    }
    assert statuses == {
        "encrypted.pdf": "rejected",
        "truncated.pdf": "read",
        "empty.pdf": "empty",
        "page.pdf": "read",
        "picture.pdf": "rejected",
        "operators.pdf": "read",
        "deep.pdf": "read",
        "cyclic.pdf": "read",
        "huge.pdf": "rejected" if recogniser() else "needs_ocr",
        "active.pdf": "read",
        "bomb.zip": "rejected",
        "bomb.zip!/zeros.txt": "rejected",
    }
