"""One run: inputs into the catalogue of an output folder, and from there into its files."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import NamedTuple, Self

from pipeline.catalogue import Catalogue
from pipeline.errors import TripartiteError
from pipeline.ingestion import Extracted, Plan, make_plan
from pipeline.inputs import Found
from pipeline.layout import CATALOGUE, UNPACKED
from pipeline.publication import publish_contracts, publish_documents, publish_report
from pipeline.record import Contract, Document
from pipeline.scratch import Scratch


class Result(NamedTuple):
    """What a run leaves: the contracts that its folder holds, and what of its own inputs was not read."""

    documents: int
    contracts: list[Contract]
    not_read: list[Document]
    known: int = 0


class Run:
    """The steps of a run, in their order: `plan`, `store` for each batch that was extracted, `publish`.

    Whoever drives it decides how (a flow, a loop in a test). What is stored stays: a run that was interrupted
    is continued by the next one.

    Parameters
    ----------
    found : Found
        The inputs.
    out : Path
        The output folder; it is made where it is not there.

    Raises
    ------
    TripartiteError
        If the output folder cannot be used.
    """

    def __init__(self, found: Found, out: Path) -> None:
        self.found = found
        self.out = out
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._started = perf_counter()
        self._ids: set[str] = set()
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TripartiteError(f"{out} cannot be the output folder: {error.strerror}.") from error
        self.catalogue = Catalogue(out / CATALOGUE)
        self._unpacked = Scratch(out / UNPACKED)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.catalogue.close()
        self._unpacked.close()

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the time that passes to the seconds of `stage`."""
        started = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += perf_counter() - started

    def plan(self, *, gated: bool = True) -> Plan:
        """Find out what must be extracted."""
        with self.timed("start"):
            import pipeline.extraction  # noqa: F401 - spaCy, seconds, which no other stage shall seem to take
        with self.timed("identify"):
            plan = make_plan(self.found.inputs, self.catalogue, self._unpacked.folder, gated=gated)
        self._ids.update(plan.ids)
        return plan

    def store(self, extracted: Extracted) -> None:
        """Store the documents of a batch, in one transaction."""
        self._ids.update(entry.id for entry in extracted.entries)
        self.seconds["extract"] += extracted.seconds
        with self.timed("store"):
            self.catalogue.store(extracted.entries)

    def publish(self, plan: Plan, *, text: bool = True) -> Result:
        """Write the files of the output folder from all that its catalogue knows."""
        with self.timed("publish"):
            publish_documents(self.catalogue, self.out, text=text)
        with self.timed("consolidate"):
            contracts = publish_contracts(self.catalogue, self.out)
        self.seconds["total"] = perf_counter() - self._started
        publish_report(
            self.catalogue,
            self.out,
            contracts=len(contracts),
            run={"inputs": len(self.found.inputs), "extracted": len(plan.works), "known": plan.known},
            skipped=[*self.found.skipped, *plan.skipped],
            seconds=self.seconds,
        )
        not_read = [document for document in self.catalogue.not_read() if document.id in self._ids]
        return Result(len(self._ids), contracts, not_read, plan.known)
