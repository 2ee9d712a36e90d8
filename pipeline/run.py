"""One run: inputs, or what the archive has, into the catalogue of an output folder, and from there into its files."""

from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from pipeline.archive.archive import Archive
from pipeline.catalogue import Catalogue
from pipeline.ingestion import Extracted
from pipeline.inputs import Found, Skipped
from pipeline.layout import UNPACKED
from pipeline.places import archive_place, catalogue_place, make_folder
from pipeline.planning import Part, Plan, make_plan, marks, plan_archived
from pipeline.publication import publish
from pipeline.record import Contract, Document
from pipeline.scratch import Scratch
from pipeline.sharing import Sharing
from pipeline.steps import Steps


class Result(NamedTuple):
    """What a run leaves.

    `contracts` are the first of the `contract_count` contracts that its folder holds, `not_read` what of its own
    inputs was not read.
    """

    documents: int
    contracts: list[Contract]
    contract_count: int
    not_read: list[Document]
    missing: list[Skipped]
    known: int = 0


class Run(Steps):
    """The steps of a run, in their order: `plan`, `store` for each batch that was extracted, `publish`.

    Whoever drives it decides how (a flow, a loop in a test). What is stored stays: a run that was interrupted
    is continued by the next one.

    Parameters
    ----------
    found : Found or None
        The inputs; None for what the archive has and this version has not extracted.
    out : Path
        The output folder; it is made where it is not there.
    parameters : dict, optional
        What the catalogue shall say of the run.

    Raises
    ------
    TripartiteError
        If the output folder, the catalogue or the archive cannot be used.
    """

    kind = "run"

    def __init__(self, found: Found | None, out: Path, parameters: dict[str, Any] | None = None) -> None:
        make_folder(out)
        # Before the catalogue: where it cannot be used there is nothing yet to give back.
        self.archive = Archive(archive_place(out))
        super().__init__(out, Catalogue(catalogue_place(out)))
        self.found = found
        self._parameters = parameters or {}
        self._started = perf_counter()
        self._ids: set[str] = set()
        self._missing: list[Skipped] = []
        self._unpacked = Scratch(out / UNPACKED)

    def close(self) -> None:
        """Give back the catalogue, remove what was unpacked."""
        super().close()
        self._unpacked.close()

    def plan(self, *, gated: bool = True, part: Part | None = None) -> Plan:
        """Find out what must be extracted, all of it or one part."""
        with self.timed("identify"):
            self.archive.sweep()
            if self.found is None:
                plan = plan_archived(self.catalogue, self.archive, self._unpacked.folder, gated=gated)
            else:
                plan = make_plan(
                    self.found.inputs, self.catalogue, self.archive, self._unpacked.folder, gated=gated
                )
        self._ids.update(plan.ids)
        if part:
            plan = replace(plan, works=[work for work in plan.works if part.has(work.id)])
        # What finds nothing to do leaves no trace.
        if plan.works:
            parameters = {"bytes": sum(work.size for work in plan.works), **self._parameters}
            self.number = self.catalogue.runs.start(self.kind, len(plan.works), plan.fingerprint, parameters)
            known_by = marks(plan.fingerprint)
            plan = replace(plan, sharing=Sharing(self.catalogue, self.number, plan.fingerprint, known_by))
        return plan

    def store(self, extracted: Extracted) -> None:
        """Store the documents of a batch, in one transaction, after their bytes."""
        self._ids.update(entry.id for entry in extracted.entries)
        self._missing += extracted.missing
        self.seconds["extract"] += extracted.seconds
        with self.timed("archive"):
            self.archive.keep(extracted.written)
        with self.timed("store"):
            self.catalogue.store(extracted.entries, run=self.number, lost=len(extracted.missing))

    def publish(self, plan: Plan, *, text: bool = True) -> Result:
        """Write the files of the output folder from all that its catalogue knows; none where nothing has changed."""
        # A run that was at work beside this one may have been killed.
        self.archive.sweep()
        missing = [*plan.skipped, *self._missing] if self.found is None else self._missing
        skipped = [*(self.found.skipped if self.found else []), *plan.skipped, *self._missing]
        known = plan.known + plan.elsewhere
        published = publish(
            self.catalogue,
            self.out,
            text=text,
            run={
                "inputs": len(self.found.inputs) if self.found else 0,
                "extracted": len(plan.works) - plan.elsewhere,
                "known": known,
            },
            skipped=skipped,
            seconds=self.seconds,
            started=self._started,
        )
        not_read = [document for document in self.catalogue.not_read() if document.id in self._ids]
        return Result(len(self._ids), published.contracts, published.contract_count, not_read, missing, known)
