"""Those who extract the batches of a run ahead of the one who stores them: processes of this machine, or others."""

import logging
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, Protocol, Self, TypeVar

from pipeline.batching import BatchSize, Work, batches, fitting_size
from pipeline.errors import TripartiteError
from pipeline.ingestion import Extracted, extract_batch, fatal
from pipeline.inputs import readable
from pipeline.planning import Plan
from pipeline.pools import interrupts_held, new_pool, processors

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

# Batches on their way, for each process: enough to work on while Prefect starts, few enough to hold.
_AHEAD = 4


class Answer(Protocol[T_co]):
    """What a pool will have done."""

    def result(self) -> T_co:
        """Wait for it; BrokenProcessPool if it ended the process that was at it."""


class Pool(Protocol):
    """Processes that do what they are given, as executors of `concurrent.futures` are."""

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Answer[T]:
        """Let it be done soon."""

    def shutdown(self, *, cancel_futures: bool) -> None:
        """Wait for what is being done, and leave undone what has not begun."""


class Crew(Protocol):
    """Those who extract, on this machine or on others."""

    @property
    def processes(self) -> int:
        """How many there are."""

    def prepared(self, plan: Plan) -> Plan:
        """Return the plan as those can follow it who are not here."""

    def pool(self, processes: int) -> Pool:
        """Return a pool of some of them."""

    def dismiss(self) -> None:
        """End what they are at."""


class Here:
    """Processes of this machine."""

    def __init__(self, log_file: Path, processes: int | None) -> None:
        self._log_file = log_file
        self.processes = processes or processors()

    def prepared(self, plan: Plan) -> Plan:
        """Return the plan."""
        return plan

    def pool(self, processes: int) -> Pool:
        """Start some processes."""
        return new_pool(processes, self._log_file, "pipeline.loaded")

    def dismiss(self) -> None:
        """End the processes: what they are at can take minutes."""
        for process in multiprocessing.active_children():
            process.terminate()


class Pending:
    """A batch that is being extracted, or soon.

    No tuple and no dataclass: into those Prefect would look for results of other tasks, thousands of times.
    """

    def __init__(self, workers: "Workers", batch: list[Work], pool: Pool) -> None:
        plan = workers.plan
        self.batch = batch
        self.pool = pool
        self._workers = workers
        with interrupts_held():
            self._future = pool.submit(extract_batch, batch, plan.fingerprint, plan.archive, gated=plan.gated)

    def wait(self) -> Extracted:
        """Wait for the batch; if its process breaks down, that is raised."""
        return self._future.result()

    def result(self) -> Extracted:
        """Wait for the batch; a document that brings its process down fails, and only that one."""
        try:
            return self.wait()
        except BrokenProcessPool:
            return self._workers.rescue(self)


class Elsewhere:
    """A batch that another run has extracted and stored."""

    def __init__(self, batch: list[Work]) -> None:
        self.batch = batch

    def result(self) -> Extracted:
        """Return that nothing is left to store."""
        return Extracted.joined([])


class Workers:
    """Extracts the work of a plan in other processes, a few batches ahead.

    They start at once, and load the models while the caller does other things. Iterating gives the batches in
    their order; `result` of each waits for it. What other runs are at comes last, when they have done it, or not.

    Parameters
    ----------
    plan : Plan
        What to extract. If it is shared with other runs, each batch must be stored before the next one is asked for.
    log_file : Path
        Where processes of this machine log to, tracebacks of our own errors above all.
    size : BatchSize, optional
        How much a batch holds; what fits the work where it is not given.
    processes : int, optional
        How many processes of this machine; as many as there are processors where it is not given.
    crew : Crew, optional
        Who extracts instead of processes of this machine.
    """

    def __init__(
        self,
        plan: Plan,
        log_file: Path,
        size: BatchSize | None = None,
        processes: int | None = None,
        crew: Crew | None = None,
    ) -> None:
        self._log_file = log_file
        self._crew = crew = crew or Here(log_file, processes)
        self.plan = crew.prepared(plan)
        self._pool = crew.pool(crew.processes)
        self._one: Pool | None = None
        self._size = size or fitting_size(len(plan.works), crew.processes)
        self._batches = batches(self.plan.works, self._size)
        self._ahead: deque[Pending | Elsewhere] = deque()
        self._fill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error:
            # What they are at is lost anyway.
            self._crew.dismiss()
        for pool in (self._pool, self._one):
            if pool:
                pool.shutdown(cancel_futures=True)

    def __iter__(self) -> Iterator[Pending | Elsewhere]:
        while self._ahead or self._has_rest():
            yield self._ahead.popleft()
            self._fill()

    def rescue(self, broken: Pending) -> Extracted:
        """Extract the documents of a batch whose process broke down, each alone.

        Raises
        ------
        TripartiteError
            If processes break down before they have a document: then no document is to blame.
        """
        log.warning(
            "A process broke down. The documents that it had, %d, are tried one by one.", len(broken.batch)
        )
        if broken.pool is self._pool:
            self._pool = self._crew.pool(self._crew.processes)
        return Extracted.joined(self._alone(work) for work in broken.batch)

    def _alone(self, work: Work) -> Extracted:
        # In a pool where nothing else runs: if that breaks, no other document is to blame.
        self._one = self._one or self._started()
        try:
            return Pending(self, [work], self._one).wait()
        except BrokenProcessPool:
            self._one = None
            return fatal(work, self.plan.fingerprint, self.plan.archive)

    def _started(self) -> Pool:
        """Return a pool of one process, which has started and loaded the models."""
        pool = self._crew.pool(1)
        try:
            Pending(self, [], pool).wait()
        except BrokenProcessPool as error:
            raise TripartiteError(
                "The processes that extract end before they have a document (out of memory, perhaps); what they "
                f"say of it is above or in {readable(self._log_file)}. What was read is stored: the same command "
                "goes on from there."
            ) from error
        return pool

    def _has_rest(self) -> bool:
        """Go on to what other runs were at, when all that is ours is stored; whether there is any."""
        while self.plan.sharing and not self._ahead and (rest := self.plan.sharing.rest()):
            self._batches = batches(rest, self._size)
            self._fill()
        return bool(self._ahead)

    def _fill(self) -> None:
        while len(self._ahead) < _AHEAD * self._crew.processes and (batch := next(self._batches, None)):
            if self.plan.sharing:
                batch, done = self.plan.sharing.take(batch)
                if done:
                    self._ahead.append(Elsewhere(done))
            if batch:
                self._ahead.append(self._begun(batch))

    def _begun(self, batch: list[Work]) -> Pending:
        try:
            return Pending(self, batch, self._pool)
        except BrokenProcessPool:
            # Broken by a batch before this one, which will be rescued when its turn comes.
            self._pool = self._crew.pool(self._crew.processes)
            return Pending(self, batch, self._pool)
