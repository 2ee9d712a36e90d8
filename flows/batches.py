"""Batches as tasks: what workers extract is stored, and Prefect shows how far that is."""

from collections.abc import Iterator
from itertools import chain, islice

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.cluster import crew_of
from pipeline.batching import parse_batch_size
from pipeline.inputs import readable
from pipeline.layout import LOG
from pipeline.planning import Plan
from pipeline.progress import Progress
from pipeline.steps import Steps
from pipeline.workers import Elsewhere, Pending, Workers

# After so many tasks each of the next ones takes twice as many batches. A hundred thousand batches make less than
# 2,000 tasks, and a server that has to know of more gets slow.
_SAME = 200


class Share:
    """The batches of one task, taken from the workers when their turn comes.

    No tuple and no dataclass: into those Prefect would look for results of other tasks, thousands of times.
    """

    def __init__(self, batches: Iterator[Pending | Elsewhere], progress: Progress | None) -> None:
        self._batches = batches
        self._progress = progress

    def store(self, steps: Steps) -> None:
        """Wait for each batch and store it."""
        for pending in self._batches:
            extracted = pending.result()
            steps.store(extracted)
            if self._progress:
                # As the catalogue counts them: what the archive has lost is not read either.
                self._progress(len(pending.batch), extracted.failed + len(extracted.missing))


# The catalogue says what is done: Prefect keeps no result of it and looks for none.
@task(name="batch", cache_policy=NO_CACHE, persist_result=False, result_serializer="json")
def store_batches(steps: Steps, share: Share) -> None:
    """Read, extract and store batches of documents, each in a transaction of its own."""
    share.store(steps)


def extract(
    steps: Steps,
    plan: Plan,
    batch_size: str | None = None,
    processes: int | None = None,
    dask: str | None = None,
) -> None:
    """Extract and store the work of a plan, in tasks of the flow that calls this.

    Parameters
    ----------
    steps : Steps
        Where it goes.
    plan : Plan
        What there is to do.
    batch_size : str, optional
        How much is stored at once, as a user says it.
    processes : int, optional
        How many processes extract.
    dask : str, optional
        Address of a Dask scheduler, whose workers extract instead.
    """
    size = parse_batch_size(batch_size) if batch_size else None
    if len(plan.works):
        with crew_of(dask) as crew, Workers(plan, steps.out / LOG, size, processes, crew) as workers:
            store_all(steps, workers)


def store_all(steps: Steps, workers: Workers, progress: Progress | None = None) -> None:
    """Store what workers extract, in tasks of the flow that calls this.

    Parameters
    ----------
    steps : Steps
        Where it goes.
    workers : Workers
        Where it comes from.
    progress : callable, optional
        Told after each batch how many documents it took, and how many of them failed.
    """
    batches = iter(workers)
    for number, first in enumerate(batches):
        store_batches(steps, Share(chain([first], islice(batches, batches_of(number) - 1)), progress))


def batches_of(task_number: int) -> int:
    """Return how many batches a task takes.

    >>> [batches_of(number) for number in (0, 199, 200, 1_999)]
    [1, 1, 2, 512]
    """
    return int(2 ** (task_number // _SAME))


def store_planned(name: str, steps: Steps, workers: Workers, progress: Progress | None = None) -> None:
    """Run a flow called `name` where planning and publishing are the caller's.

    The command line plans before it starts Prefect. Its inputs, a hundred thousand perhaps, named in whatever
    encoding, are no parameters of the flow: Prefect would store them.
    """

    @flow(name=name, persist_result=False, result_serializer="json")
    def here(documents: int, out: str) -> None:  # noqa: ARG001 - what Prefect shows of the run
        store_all(steps, workers, progress)

    here(len(workers.plan.works), readable(steps.out))
