"""A flow in the process of the command line, with a server of its own where the user has none."""

from contextlib import ExitStack

from flows.cluster import crew_of
from flows.server import TemporaryServer, chosen_api, connected
from pipeline.batching import BatchSize
from pipeline.layout import LOG, SERVER_LOG
from pipeline.planning import Plan
from pipeline.pools import interrupts_held
from pipeline.progress import Progress
from pipeline.steps import Steps
from pipeline.workers import Workers


def work_here(
    name: str,
    steps: Steps,
    plan: Plan,
    size: BatchSize | None = None,
    processes: int | None = None,
    progress: Progress | None = None,
    dask: str | None = None,
) -> None:
    """Run the flow `name` over the work of `plan`, on the workers of the Dask scheduler `dask` if one is named.

    Prefect's server takes ten seconds and more to start. Meanwhile the workers load the models and extract
    the first batches, and this process imports Prefect.
    """
    with ExitStack() as stack:
        with steps.timed("start"):
            server = None if chosen_api() else stack.enter_context(TemporaryServer(steps.out / SERVER_LOG))
            crew = stack.enter_context(crew_of(dask))
            workers = stack.enter_context(Workers(plan, steps.out / LOG, size, processes, crew))
            # Something of all that is imported here takes an interrupt for its own: the run would go on.
            with interrupts_held():
                from flows.batches import store_planned

            stack.enter_context(connected(server))
        store_planned(name, steps, workers, progress)
