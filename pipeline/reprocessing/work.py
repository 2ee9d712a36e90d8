"""A reprocessing: what is selected goes through this version, and stays beside what readers see."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.archive.archive import Archive
from pipeline.batching import Work
from pipeline.catalogue import Catalogue, RunState, Selection
from pipeline.catalogue.versions import PUBLISHED
from pipeline.comparison import Change, Comparison, compare_versions
from pipeline.errors import TripartiteError, WrongUsage
from pipeline.existing import existing_catalogue
from pipeline.ingestion import Extracted
from pipeline.inputs import Skipped
from pipeline.monitoring import SILENCE, at_work, duration
from pipeline.places import archive_place
from pipeline.planning import Part, Plan, archived_work, current_mark, marks
from pipeline.reprocessing.outlook import Outlook, outlook
from pipeline.steps import Steps


class AtWork(TripartiteError):  # noqa: N818
    """Another run is at what this one would do."""


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
            yield archived_work(document)


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
    part : Part, optional
        Which part of them, where several share the work.
    parameters : dict, optional
        What the catalogue shall say of the run.

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

    kind = "reprocess"

    def __init__(
        self,
        out: Path,
        selection: Selection,
        part: Part | None = None,
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(out, existing_catalogue(out))
        self.selection = selection._replace(ids=part.ids) if part else selection
        try:
            _check_sources(self.catalogue, selection)
            self.archive = Archive(archive_place(out))
        except BaseException:
            self.close()
            raise
        self._parameters = parameters or {}
        self.done = 0
        self.failed = 0
        self.missing: list[Skipped] = []
        self.version = current_mark()

    def outlook(self) -> Outlook:
        """Find out what there is to do, and how long that takes."""
        return outlook(self.catalogue, self.selection, self.version, *marks(self.version))

    def check_alone(self) -> None:
        """See to it that no other reprocessing is at work here: two would do the same work.

        Raises
        ------
        AtWork
            If one is.
        """
        _check_alone(self.catalogue.runs.running(self.kind))

    def plan(self, *, alone: bool = True) -> Plan:
        """Find out what must be extracted, and note that it begins.

        Parameters
        ----------
        alone : bool
            Whether no other reprocessing may be at work; those of which this one is a part, or has parts, may.

        Raises
        ------
        AtWork
            If one is, and there is anything to do.
        """
        found = self.outlook()
        works = _Waiting(self.catalogue, self.selection, marks(self.version), found.to_do.documents)
        if found.to_do.documents:
            parameters = {"bytes": found.to_do.bytes, **self._parameters}
            check = _check_alone if alone else None
            self.number = self.catalogue.runs.start(self.kind, len(works), self.version, parameters, check)
        known = found.selected.documents - found.to_do.documents
        return Plan(frozenset(), works, known, self.version, gated=True, archive=self.archive.url)

    def store(self, extracted: Extracted) -> None:
        """Store the documents of a batch beside what is published, in one transaction."""
        self.done += len(extracted.entries)
        self.failed += extracted.failed
        self.missing += extracted.missing
        self.seconds["extract"] += extracted.seconds
        with self.timed("store"):
            lost = len(extracted.missing)
            self.catalogue.store(extracted.entries, run=self.number, lost=lost, publish=False)

    def compare(self, each: Callable[[Change], None] | None = None) -> Comparison:
        """Compare what readers see of the selected documents with what this version makes of them."""
        with self.timed("compare"):
            return compare_versions(self.catalogue.versions, PUBLISHED, self.version, self.selection, each)


def _check_alone(runs: Sequence[RunState]) -> None:
    """Refuse to begin beside another one: it can be told whether one of this machine lives, of others what they say."""
    now = datetime.now(UTC)
    for run in at_work(runs, now):
        host = run.parameters.get("process", {}).get("host", "another machine")
        raise AtWork(
            f"Another reprocess is at work on {host} (run {run.id}: {run.done:,} of {run.planned:,} done, last heard "
            f"of {duration(now - run.heartbeat)} ago); two would do the same work twice. When it has ended, the same "
            f"command does what is left. Killed, it does not count: where it ran at once, elsewhere after "
            f"{duration(SILENCE)} of silence."
        )


def _check_sources(catalogue: Catalogue, selection: Selection) -> None:
    """Tell a key that is mistyped from a source that gave nothing."""
    known = catalogue.captures.sources() if selection.sources else []
    if unknown := [key for key in selection.sources if key not in known]:
        there = f"there are {', '.join(known)}" if known else "nothing was fetched from any"
        raise WrongUsage(f"No source {', '.join(unknown)} is known here: {there}.")
