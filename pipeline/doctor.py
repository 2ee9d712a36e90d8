"""Whether an output folder is well: catalogue against archive, model, Tesseract, schema, disk, and what to do."""

import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from sqlalchemy.exc import SQLAlchemyError

from pipeline.archive.archive import Archive
from pipeline.archive.keeping import DamagedBytes
from pipeline.catalogue import Catalogue
from pipeline.catalogue.database import Database, url_of
from pipeline.catalogue.schema import HEAD, version_of
from pipeline.errors import TripartiteError
from pipeline.monitoring import moment, standing
from pipeline.reading.pdf.ocr.tesseract import LANGUAGE, recogniser

Level = Literal["well", "note", "wrong"]

# Of what is listed one by one.
_MOST = 10
# Bytes below which a disk is too full for the next run, whatever it is.
_LEAST_FREE = 1_000_000_000


class Finding(NamedTuple):
    """What was looked at and how it is; `advice` says what to do where it is not well."""

    level: Level
    what: str
    advice: str = ""


def examine(
    catalogue_place: Path | str, archive_place: str, out: Path, *, thorough: bool = True, mend: bool = False
) -> Iterator[Finding]:
    """Look at everything; what keeps it from looking is a finding too.

    Parameters
    ----------
    catalogue_place, archive_place : Path or str
        Where the catalogue and the archive are.
    out : Path
        The output folder.
    thorough : bool
        Whether all bytes of the archive are read.
    mend : bool
        Whether the catalogue is told what the archive has lost.
    """
    try:
        schema = check_schema(catalogue_place)
        yield schema
        if schema.level == "well":
            with Catalogue(catalogue_place) as catalogue:
                yield from check_catalogue(catalogue)
                yield from check_archive(catalogue, Archive(archive_place), thorough=thorough, mend=mend)
                yield from check_runs(catalogue)
    except (TripartiteError, SQLAlchemyError, OSError) as error:
        yield Finding("wrong", " ".join(str(getattr(error, "orig", error)).split()))
    yield from check_model()
    yield from check_tesseract()
    # The archive may be an object store, which is no folder.
    yield from check_disk(folder for folder in (out, Path(archive_place)) if folder.is_dir())


def check_schema(place: Path | str) -> Finding:
    """Look of which version the schema of a database is; nothing is changed."""
    database = Database(url_of(place))
    try:
        version = version_of(database)
    finally:
        database.close()
    what = f"schema of the catalogue {database.name}: version {version or 'none'}"
    if version == HEAD:
        return Finding("well", what)
    if version is None:
        return Finding("wrong", what, "It is empty: `tripartite run INPUT...` makes one.")
    if version < HEAD:
        return Finding(
            "note",
            f"{what}, that of this program is {HEAD}",
            "The next command upgrades it and keeps all data; copy it before, if you may want to go back. "
            "Then call this again: the rest could not be looked at.",
        )
    return Finding(
        "wrong",
        f"{what}, this program knows none after {HEAD}",
        "Use the version that made it, or a later one.",
    )


def check_runs(catalogue: Catalogue) -> Iterator[Finding]:
    """Look for runs that died."""
    now = datetime.now(UTC)
    latest = catalogue.runs.latest(1)
    for run in latest:
        if (condition := standing(run, now).condition) in ("died", "silent", "failed"):
            yield Finding(
                "note",
                f"the last run ({run.kind}, {moment(run.started_at)}) {_ENDS[condition]}, "
                f"{run.done:,} of {run.planned:,} documents done",
                "What it stored is safe: the same command goes on from there.",
            )


_ENDS = {"died": "died", "failed": "failed", "silent": "has not been heard of for long"}


def check_archive(
    catalogue: Catalogue, archive: Archive, *, thorough: bool = True, mend: bool = False
) -> Iterator[Finding]:
    """Compare what the catalogue says is archived with what the archive has.

    Parameters
    ----------
    catalogue : Catalogue
        What should be there.
    archive : Archive
        What is.
    thorough : bool
        Whether all bytes are read, to find those that are damaged.
    mend : bool
        Whether the catalogue is told what is missing: a run that is given it puts it back then.
    """
    missing, damaged, orphaned, well = _Some(), _Some(), _Some(), 0
    for id_, expected, found in _both(catalogue.health.archived(), archive.ids()):
        if not expected:
            orphaned.add(id_)
        # What a run at work added after the archive was listed is there all the same.
        elif not found and id_ not in archive:
            missing.add(id_)
            if mend:
                catalogue.mark_archived([id_], archived=False)
        elif thorough and not _is_whole(archive, id_):
            damaged.add(archive.place(id_))
        else:
            well += 1
    yield Finding("well", f"archive {archive.url}: {well:,} documents {'intact' if thorough else 'there'}")
    if missing.count and mend:
        yield Finding(
            "note",
            f"archive: {missing.count:,} documents are missing, and the catalogue knows it now: {missing}",
            "Give the files to `tripartite run` again; until then `tripartite reprocess` leaves them out.",
        )
    elif missing.count:
        yield Finding(
            "wrong",
            f"archive: {missing.count:,} documents are missing: {missing}",
            "Put them back from a copy of the archive. If there is none: `tripartite doctor --mend`, then "
            "`tripartite run` with the files.",
        )
    if damaged.count:
        yield Finding(
            "wrong",
            f"archive: {damaged.count:,} documents are damaged: {damaged}",
            "Look at the disk. Move these files away; then they are missing, and what is said of that helps.",
        )
    if orphaned.count:
        yield Finding(
            "note",
            f"archive: {orphaned.count:,} documents that the catalogue does not know: {orphaned}",
            "A run that is at work stores them soon; one that was killed leaves them: run it again. Or the catalogue "
            "is older than the archive: use its latest copy.",
        )
    if unkept := catalogue.health.not_archived():
        yield Finding(
            "note",
            f"archive: of {unkept:,} documents the bytes were never kept; `tripartite reprocess` leaves them out",
            "Give the files to `tripartite run` again.",
        )


def check_catalogue(catalogue: Catalogue) -> Iterator[Finding]:
    """Look whether the database is whole, and all that is published is there."""
    problems = catalogue.health.damage()
    if problems:
        yield Finding(
            "wrong",
            f"catalogue {catalogue.database.name}: damaged: {problems}",
            "Put back a copy of the catalogue; the archive still has the documents.",
        )
    if lost := catalogue.health.published_without_record():
        yield Finding(
            "wrong",
            f"catalogue: the published version of {lost:,} documents is not there",
            "Promote another one (`tripartite promote`), or put back a copy of the catalogue.",
        )
    if not problems and not lost:
        yield Finding("well", f"catalogue {catalogue.database.name}: whole")


def check_model() -> Iterator[Finding]:
    """Look whether the components and the statistical model are installed and work."""
    from extractors.model import MODEL
    from extractors.people.entities import model
    from pipeline.extraction import language
    from pipeline.fingerprint import extraction

    try:
        for reads in (language(), model()):
            reads("Anne Roy est préfète de la Creuse.")
        yield Finding("well", f"model {extraction().model}: loads and reads")
    except Exception as error:  # noqa: BLE001 - whatever it is, that is the answer
        yield Finding("wrong", f"model {MODEL}: {error}", "Install the packages of requirements.lock again.")


def check_tesseract() -> Iterator[Finding]:
    """Look whether scans can be read here."""
    if name := recogniser():
        yield Finding("well", f"{name} with its data for French")
    else:
        yield Finding(
            "note",
            f"Tesseract with its data for French ({LANGUAGE}) is not there: scans get the status needs_ocr",
            "apt-get install tesseract-ocr tesseract-ocr-fra, then `tripartite reprocess --needs-ocr`.",
        )


def check_disk(folders: Iterable[Path]) -> Iterator[Finding]:
    """Look whether there is room for another run where the folders lie."""
    seen: set[int] = set()
    for folder in folders:
        device = folder.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        free = shutil.disk_usage(folder).free
        if free < _LEAST_FREE:
            advice = "Make room: a run that finds none keeps what it has stored, and stops."
            yield Finding("wrong", f"disk of {folder}: {free / 1e6:,.0f} MB free", advice)
        else:
            yield Finding("well", f"disk of {folder}: {free / 1e9:,.1f} GB free")


class _Some:
    """Counts ids, or where they are, and remembers the first few."""

    def __init__(self) -> None:
        self.count = 0
        self._first: list[str] = []

    def add(self, id_: str) -> None:
        self.count += 1
        if len(self._first) < _MOST:
            self._first.append(id_)

    def __str__(self) -> str:
        more = self.count - len(self._first)
        return ", ".join(self._first) + (f" and {more:,} more" if more else "")


def _is_whole(archive: Archive, id_: str) -> bool:
    try:
        archive.verify(id_)
    except (DamagedBytes, OSError):  # or the disk cannot read them
        return False
    return True


def _both(one: Iterator[str], other: Iterator[str]) -> Iterator[tuple[str, bool, bool]]:
    """Walk through two sorted lists side by side: each id, and in which of them it is.

    >>> list(_both(iter("ac"), iter("bc")))
    [('a', True, False), ('b', False, True), ('c', True, True)]
    """
    left, right = next(one, None), next(other, None)
    while left is not None or right is not None:
        id_ = min(id_ for id_ in (left, right) if id_ is not None)
        in_one, in_other = left == id_, right == id_
        yield id_, in_one, in_other
        left = next(one, None) if in_one else left
        right = next(other, None) if in_other else right
