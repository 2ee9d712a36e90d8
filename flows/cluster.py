"""Extraction on the workers of a Dask cluster: bytes go to the archive first, and what is made of them comes back.

Whoever drives the run stores it, so a worker that dies takes nothing with it: Dask gives its batches to another one.
Workers need the same version of tripartite and a way to the archive; no database, and no Prefect.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Generic, ParamSpec, Self, TypeVar

from pipeline.archive.archive import Archive
from pipeline.archive.keeping import Written
from pipeline.batching import BatchSize, Work, Works, batches
from pipeline.errors import TripartiteError
from pipeline.fingerprint import fingerprint
from pipeline.planning import Plan

if TYPE_CHECKING:
    from distributed import Client

P = ParamSpec("P")
T = TypeVar("T")

# Seconds that a scheduler has to answer, and that a first worker has to come, a new one too after the last has gone.
PATIENCE = 60
# Seconds between two looks at whether somebody works at all.
_LOOK = 5
# How often a batch is tried again that ended with an error: of the archive perhaps, which was away.
_RETRIES = 2
# Files that are sent to the archive at once, where it is a store: each waits for an answer.
_SENT = 8

# A process has one language pipeline, which several threads of a Dask worker must not run at once.
_TURN = threading.Lock()


class Cluster:
    """The workers of a Dask scheduler.

    Parameters
    ----------
    address : str
        Of the scheduler: `tcp://host:8786`.

    Raises
    ------
    TripartiteError
        If it does not answer, or has no workers.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise TripartiteError(
                "Dask is not installed: pip install 'tripartite[cluster]' adds it."
            ) from error
        self.address = address
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise TripartiteError(f"No Dask scheduler answers at {address} ({error}).") from error
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            self.close()
            raise _no_workers(address) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster; what it was still to do for this run is forgotten."""
        self._client.close()  # type: ignore[no-untyped-call]

    @property
    def processes(self) -> int:
        """How many workers there are now."""
        return max(1, _workers(self._client))

    def prepared(self, plan: Plan) -> Plan:
        """Return the plan with its work in the archive, where workers find it."""
        archive = plan.archive if "://" in plan.archive else str(Path(plan.archive).resolve())
        return replace(plan, works=_Archived(plan.works, Archive(archive)), archive=archive)

    def pool(self, processes: int) -> "_Pool":  # noqa: ARG002 - a cluster is as large as it is
        """Return the cluster as a pool."""
        return _Pool(self._client, self.address)

    def dismiss(self) -> None:
        """Do nothing: what workers are at is forgotten with the pool."""


def crew_of(dask: str | None) -> AbstractContextManager[Cluster | None]:
    """Return the cluster of a scheduler, to be left in the end; none, and so this machine, where none is named."""
    return Cluster(dask) if dask else nullcontext()


class _Pool:
    """What this run lets the cluster do."""

    def __init__(self, client: "Client", address: str) -> None:
        self._client = client
        self._address = address
        # It fetches each answer as soon as there is one: what a worker still holds is lost with it.
        self._executor = client.get_executor(pure=False, retries=_RETRIES)  # type: ignore[no-untyped-call]

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "_Answer[T]":
        """Let it be done by a worker of the same version."""
        future = self._executor.submit(do_there, fingerprint(), work, *args, **kwargs)
        return _Answer(future, self._client, self._address)

    def shutdown(self, *, cancel_futures: bool) -> None:  # noqa: ARG002
        """Forget what has not been answered; whoever ends well has waited for all of it."""
        self._executor.shutdown(wait=False)


class _Answer(Generic[T]):
    """What a worker will have done."""

    def __init__(self, future: Future[T], client: "Client", address: str) -> None:
        self._future = future
        self._client = client
        self._address = address

    def result(self) -> T:
        """Wait for it.

        Raises
        ------
        BrokenProcessPool
            If it ended several workers, one after the other.
        TripartiteError
            If the scheduler is gone, or there are no workers any more.
        """
        from distributed.scheduler import KilledWorker

        seen = time.monotonic()
        while True:
            try:
                return self._future.result(timeout=_LOOK)
            except TimeoutError:
                if self._future.done():
                    raise  # the work's own
            except KilledWorker as error:
                raise BrokenProcessPool(str(error)) from error
            except CancelledError as error:
                raise TripartiteError(
                    f"The Dask scheduler at {self._address} is gone. What was read is stored: the same command goes "
                    "on from there."
                ) from error
            if _workers(self._client):
                seen = time.monotonic()
            elif time.monotonic() - seen > PATIENCE:
                raise _no_workers(self._address)


class _Archived:
    """Work whose bytes are put into the archive a batch ahead of being given away."""

    def __init__(self, works: Works, archive: Archive) -> None:
        self._works = works
        self._archive = archive

    def __len__(self) -> int:
        return len(self._works)

    def __iter__(self) -> Iterator[Work]:
        with ThreadPoolExecutor(_SENT) as threads:
            for batch in batches(self._works, BatchSize()):
                written = list(threads.map(self._written, batch))
                self._archive.keep(filter(None, written))
                for work, there in zip(batch, written, strict=True):
                    # What was changed since it was identified is another document now.
                    yield work._replace(id=there.id, archived=True) if there else work

    def _written(self, work: Work) -> Written | None:
        if not work.archived:
            with suppress(OSError):  # whoever reads it meets the same and says what it means
                return self._archive.write_file(work.input.path)
        return None


def do_there(version: str, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Do something in the process of a worker, alone, and only if that has the same version.

    Raises
    ------
    TripartiteError
        If it has another one: what it makes would be stored under a wrong name.
    """
    if fingerprint() != version:
        raise TripartiteError(
            f"The Dask worker on {socket.gethostname()} has version {fingerprint()} of tripartite, this run "
            f"{version}: install the same on both, with the same limits (TRIPARTITE_...) in the environment."
        )
    with _TURN:
        return work(*args, **kwargs)


def _workers(client: "Client") -> int:
    return len(client.scheduler_info(n_workers=-1)["workers"])


def _no_workers(address: str) -> TripartiteError:
    return TripartiteError(
        f"The Dask scheduler at {address} has had no workers for {PATIENCE} seconds. Start some: "
        f"dask worker {address} --nworkers -1 --nthreads 1"
    )
