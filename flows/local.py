"""The flow in the process of the command line, with a server of its own where the user has none."""

from collections.abc import Callable
from contextlib import ExitStack

from flows.server import TemporaryServer, chosen_api, connected
from pipeline.batching import BatchSize
from pipeline.layout import LOG, SERVER_LOG
from pipeline.planning import Plan
from pipeline.run import Run
from pipeline.workers import Workers


def ingest_here(
    run: Run,
    plan: Plan,
    size: BatchSize | None = None,
    processes: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Run the flow `ingest` over the work of `plan`.

    Prefect's server takes ten seconds and more to start. Meanwhile the workers load the models and extract
    the first batches, and this process imports Prefect.
    """
    with ExitStack() as stack:
        with run.timed("start"):
            server = None if chosen_api() else stack.enter_context(TemporaryServer(run.out / SERVER_LOG))
            workers = stack.enter_context(Workers(plan, run.out / LOG, size, processes))
            from flows.ingest import ingest_planned

            stack.enter_context(connected(server))
        ingest_planned(run, workers, progress)
