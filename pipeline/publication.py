"""The catalogue into the files that people and programs read: documents, contracts, report."""

import fcntl
import gc
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import perf_counter
from typing import Any, NamedTuple

from pipeline.catalogue import Catalogue
from pipeline.errors import TripartiteError
from pipeline.fingerprint import consolidation
from pipeline.inputs import Skipped
from pipeline.layout import CONTRACTS, DOCUMENTS, MERGED, PUBLISHED, PUBLISHING, REPORT, WRITTEN
from pipeline.record import SCHEMA_VERSION, Contract, Document

# How many contracts are shown to the person at the terminal.
_SHOWN = 60


class Publication(NamedTuple):
    """How many contracts the published files hold, and the first of them."""

    contract_count: int
    contracts: list[Contract]


class _Left(NamedTuple):
    """What the last publication left: what it published, what it reported of the inputs of its run."""

    published: Publication
    reported: tuple[int, list[list[str]]]


def publish(
    catalogue: Catalogue,
    out: Path,
    *,
    run: Mapping[str, int],
    skipped: Sequence[Skipped] = (),
    seconds: dict[str, float],
    started: float,
    text: bool | None = True,
) -> Publication:
    """Write all files, or none if they say already what the catalogue knows.

    Of two runs that publish at once one waits for the other, so that in the end the files speak of what both found.

    Parameters
    ----------
    catalogue : Catalogue
        What to write.
    out : Path
        The folder to write to.
    run : mapping of str to int
        What this run did; all else speaks of everything that the folder holds.
    skipped : sequence of Skipped
        What this run left out of the folders it was given.
    seconds : dict of str to float
        Time that each stage of this run took; that of these stages is added.
    started : float
        When the run started, by the clock of `perf_counter`.
    text : bool or None
        Whether the lines of documents.jsonl hold the text of the documents; None for as they did.

    Raises
    ------
    TripartiteError
        If they cannot be written. What was there stays.
    """
    with _alone(out):
        _sweep(out)
        # Before anything is read: what is stored meanwhile makes the next run write again.
        before = _written(out)
        if text is None:
            text = before is None or bool(before["text"])
        state = {"revision": catalogue.revision(), "text": text, "consolidation": consolidation()}
        left = _left(out) if before == state else None
        if left is None:
            (out / WRITTEN).unlink(missing_ok=True)
            with _timed(seconds, "publish"):
                publish_documents(catalogue, out, text=text)
            with _timed(seconds, "consolidate"):
                publish_contracts(catalogue, out)
        elif left.reported == (run["inputs"], [list(entry) for entry in skipped]):
            return left.published
        published = left.published if left else _published(out)
        seconds["total"] = perf_counter() - started
        publish_report(
            catalogue, out, contracts=published.contract_count, run=run, skipped=skipped, seconds=seconds
        )
        _write(out / WRITTEN, [json.dumps(state)])
        return published


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
    catalogue.patiently(lambda: _write(out / DOCUMENTS, catalogue.records(text=text)))


def publish_contracts(catalogue: Catalogue, out: Path) -> None:
    """Write contracts.jsonl: a line for every contract, consolidated over all documents, sorted by id."""
    from pipeline.merged_lines import MergedLines

    def write() -> None:
        with catalogue.reported() as reported:
            lines = MergedLines(reported, out, consolidation())
            _write(out / CONTRACTS, lines)
        _write(out / MERGED, lines.record)

    with _without_collection():
        catalogue.patiently(write)


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
        What this run left out of the folders it was given, or could not have from the archive.
    seconds : mapping of str to float
        Time that each stage of this run took.
    """
    counts = catalogue.patiently(catalogue.counts)
    report: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "documents": {
            "total": sum(counts.statuses.values()),
            "by_status": counts.statuses,
            "by_kind": counts.kinds,
        },
        "contracts": contracts,
        "facts": {"total": sum(counts.facts.values()), "by_kind": counts.facts},
        "not_read": catalogue.patiently(lambda: [_reason(document) for document in catalogue.not_read()]),
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


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Wait until no other run publishes into the same folder."""
    (out / PUBLISHING).parent.mkdir(parents=True, exist_ok=True)
    with (out / PUBLISHING).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _without_collection() -> Iterator[None]:
    """Do not look for cycles among objects that have none: with millions of them it takes as long as making them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _sweep(out: Path) -> None:
    """Remove what runs that were killed while they wrote have left: nobody else writes now."""
    for path in [*(out / name for name in PUBLISHED), out / WRITTEN]:
        for left in path.parent.glob(f".{path.name}.*"):
            left.unlink(missing_ok=True)


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    started = perf_counter()
    yield
    seconds[stage] = perf_counter() - started


def _written(out: Path) -> dict[str, Any] | None:
    """Return what the published files were written from; None if they are not all there, or nothing says it."""
    if not all((out / name).exists() for name in PUBLISHED):
        return None
    try:
        written: dict[str, Any] = json.loads((out / WRITTEN).read_text("utf-8"))
    except (FileNotFoundError, ValueError):  # a power cut can leave it empty
        return None
    return written


def _left(out: Path) -> _Left | None:
    """Return what the last publication left; None if somebody else wrote into the files since."""
    try:
        return _Left(_published(out), _reported(out))
    except (ValueError, KeyError, TypeError):
        return None


def _reported(out: Path) -> tuple[int, list[list[str]]]:
    """Return what the report says of the inputs of the run that wrote it, and of what that left out."""
    report = json.loads((out / REPORT).read_text("utf-8"))
    return report["run"]["inputs"], [[entry["uri"], entry["reason"]] for entry in report["skipped"]]


def _published(out: Path) -> Publication:
    with (out / CONTRACTS).open("rb") as lines:
        shown = [Contract.model_validate_json(line) for line in islice(lines, _SHOWN)]
        return Publication(len(shown) + sum(1 for _ in lines), shown)


def _write(path: Path, lines: Iterable[str]) -> None:
    """Write lines to `path`, which holds either what it held or all of them, whatever happens meanwhile."""
    try:
        with NamedTemporaryFile(
            "w", dir=path.parent, prefix=f".{path.name}.", encoding="utf-8", newline="\n", delete=False
        ) as file:
            temporary = Path(file.name)
            try:
                file.writelines(f"{line}\n" for line in lines)
                file.flush()
            except BaseException:
                temporary.unlink()
                raise
        # A temporary file is private; what is published is as readable as any new file.
        os.umask(mask := os.umask(0))
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    except OSError as error:
        raise TripartiteError(
            f"{path} cannot be written ({error.strerror}); what it held, it holds. Everything that was read is "
            "stored: the same command goes on from there."
        ) from error
