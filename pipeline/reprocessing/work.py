"""A reprocessing: what is selected goes through this version, and stays beside what readers see."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.archive import Archive
from pipeline.batching import Work
from pipeline.catalogue import Catalogue, RunState, Selection
from pipeline.catalogue.runs import ended_by
from pipeline.catalogue.versions import PUBLISHED
from pipeline.comparison import Change, Comparison, compare_versions
from pipeline.errors import WrongUsage
from pipeline.existing import existing_catalogue
from pipeline.ingestion import Extracted
from pipeline.inputs import Input, Skipped
from pipeline.monitoring import at_work
from pipeline.places import archive_place
from pipeline.planning import Plan, current_mark, marks
from pipeline.reprocessing.outlook import Outlook, outlook
from pipeline.steps import Steps

# Runs that are looked through for one that is at work.
_LOOKED_AT = 20


class _Waiting:
    """What is to be extracted, read from the catalogue a page at a time: of a hundred thousand few are in memory."""

    def __init__(
        self, catalogue: Catalogue, selection: Selection, without: tuple[str, ...], count: int
    ) -> None:
        self._catalogue = catalogue
        self._selection = selection
        self._without = without
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Work]:
        for document in self._catalogue.versions.select(self._selection, *self._without):
            item = Input(document.uris[0], Path(), document.retrieved_at, document.charset)
            yield Work(document.id, item, document.uris, document.size, archived=True)


class Reprocessing(Steps):
    """The steps of a reprocessing, in their order: `plan`, `store` for each batch that was extracted, `compare`.

    Until its version is promoted readers see what they saw. What is stored stays: one that was interrupted is
    continued by the next one.

    Parameters
    ----------
    out : Path
        The output folder.
    selection : Selection
        Which documents.

    Attributes
    ----------
    version : str
        The name of the version that is made.
    done, failed : int
        How many documents were extracted so far, and how many of these failed.
    missing : list of Skipped
        What could not be had from the archive.

    Raises
    ------
    TripartiteError
        If nothing has run in the folder, or catalogue or archive cannot be used.
    WrongUsage
        If nothing was ever asked of a source that is selected.
    """

    def __init__(self, out: Path, selection: Selection) -> None:
        super().__init__(out)
        self.selection = selection
        self.catalogue = existing_catalogue(out)
        try:
            _check_sources(self.catalogue, selection)
            self.archive = Archive(archive_place(out))
        except BaseException:
            self.catalogue.close()
            raise
        self.done = 0
        self.failed = 0
        self.missing: list[Skipped] = []
        self.version = current_mark()
        self._number: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._number is not None:
                self.catalogue.runs.end(self._number, ended_by(error))
        finally:
            self.catalogue.close()

    def outlook(self) -> Outlook:
        """Find out what there is to do, and how long that takes."""
        return outlook(self.catalogue, self.selection, self.version, *marks(self.version))

    def others(self) -> list[RunState]:
        """Return the reprocessings that are at work here already: each would do what the others do."""
        latest = self.catalogue.runs.latest(_LOOKED_AT)
        return [run for run in at_work(latest, datetime.now(UTC)) if run.kind == "reprocess"]

    def plan(self) -> Plan:
        """Find out what must be extracted, and note that it begins."""
        found = self.outlook()
        works = _Waiting(self.catalogue, self.selection, marks(self.version), found.to_do.documents)
        if found.to_do.documents:
            size = {"bytes": found.to_do.bytes}
            self._number = self.catalogue.runs.start("reprocess", len(works), self.version, size)
        known = found.selected.documents - found.to_do.documents
        return Plan(frozenset(), works, known, self.version, gated=True, archive=self.archive.url)

    def store(self, extracted: Extracted) -> None:
        """Store the documents of a batch beside what is published, in one transaction."""
        self.done += len(extracted.entries)
        self.failed += extracted.failed
        self.missing += extracted.missing
        self.seconds["extract"] += extracted.seconds
        with self.timed("store"):
            self.catalogue.store(extracted.entries, run=self._number, publish=False)

    def compare(self, each: Callable[[Change], None] | None = None) -> Comparison:
        """Compare what readers see of the selected documents with what this version makes of them."""
        with self.timed("compare"):
            return compare_versions(self.catalogue.versions, PUBLISHED, self.version, self.selection, each)


def _check_sources(catalogue: Catalogue, selection: Selection) -> None:
    """Tell a key that is mistyped from a source that gave nothing."""
    known = catalogue.captures.sources() if selection.sources else []
    if unknown := [key for key in selection.sources if key not in known]:
        there = f"there are {', '.join(known)}" if known else "nothing was fetched from any"
        raise WrongUsage(f"No source {', '.join(unknown)} is known here: {there}.")
