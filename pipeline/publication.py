"""The catalogue into the files that people and programs read: documents, contracts, report."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from pipeline.catalogue import Catalogue
from pipeline.inputs import Skipped
from pipeline.layout import CONTRACTS, DOCUMENTS, REPORT
from pipeline.record import SCHEMA_VERSION, Contract, Document, to_line


def publish_documents(catalogue: Catalogue, out: Path, *, text: bool = True) -> None:
    """Write documents.jsonl: a line for every document that the catalogue knows, sorted by id.

    Parameters
    ----------
    catalogue : Catalogue
        What to write.
    out : Path
        The folder to write to.
    text : bool
        Whether the lines hold the text of the documents.
    """
    lines: Iterable[str] = catalogue.records()
    if not text:
        lines = (to_line(Document.model_validate_json(line), text=False) for line in lines)
    _write(out / DOCUMENTS, lines)


def publish_contracts(catalogue: Catalogue, out: Path) -> list[Contract]:
    """Write contracts.jsonl: a line for every contract, consolidated over all documents, sorted by id."""
    from pipeline.consolidation import consolidate

    contracts = sorted(
        consolidate(catalogue.reporting()), key=lambda contract: (contract.id, to_line(contract))
    )
    _write(out / CONTRACTS, map(to_line, contracts))
    return contracts


def publish_report(
    catalogue: Catalogue,
    out: Path,
    *,
    contracts: int,
    run: Mapping[str, int],
    skipped: Iterable[Skipped],
    seconds: Mapping[str, float],
) -> None:
    """Write report.json: counts, everything that was not read or left out with the reason, time per stage.

    Parameters
    ----------
    catalogue : Catalogue
        What to count.
    out : Path
        The folder to write to.
    contracts : int
        Number of consolidated contracts.
    run : mapping of str to int
        What this run did; all else speaks of everything that the folder holds.
    skipped : iterable of Skipped
        What this run left out of the folders it was given.
    seconds : mapping of str to float
        Time that each stage of this run took.
    """
    counts = catalogue.counts()
    report: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "documents": {
            "total": sum(counts.statuses.values()),
            "by_status": counts.statuses,
            "by_kind": counts.kinds,
        },
        "contracts": contracts,
        "facts": {"total": sum(counts.facts.values()), "by_kind": counts.facts},
        "not_read": [_reason(document) for document in catalogue.not_read()],
        "skipped": [entry._asdict() for entry in skipped],
        "run": dict(run),
        "seconds": {stage: round(spent, 3) for stage, spent in seconds.items()},
    }
    _write(out / REPORT, [json.dumps(report, ensure_ascii=False, indent=2)])


def _reason(document: Document) -> dict[str, Any]:
    return {
        "uri": document.source.uri,
        "also": document.source.also,
        "document": document.id,
        "status": document.status,
        "problems": [problem.model_dump() for problem in document.problems],
    }


def _write(path: Path, lines: Iterable[str]) -> None:
    """Write lines to `path`, which holds either what it held or all of them, whatever happens meanwhile."""
    with NamedTemporaryFile(
        "w", dir=path.parent, prefix=f".{path.name}.", encoding="utf-8", newline="\n", delete=False
    ) as file:
        temporary = Path(file.name)
        try:
            file.writelines(f"{line}\n" for line in lines)
        except BaseException:
            temporary.unlink()
            raise
    # A temporary file is private; what is published is as readable as any new file.
    os.umask(mask := os.umask(0))
    temporary.chmod(0o666 & ~mask)
    temporary.replace(path)
