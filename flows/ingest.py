"""The flow `ingest`: inputs into an output folder, one task for each batch of documents."""

from collections.abc import Callable
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from pipeline.batching import parse_batch_size
from pipeline.errors import TripartiteError
from pipeline.inputs import find_inputs, readable
from pipeline.layout import LOG
from pipeline.run import Run
from pipeline.workers import Pending, Workers


# The catalogue says what is done: Prefect keeps no result of it and looks for none.
@task(name="batch", cache_policy=NO_CACHE, persist_result=False, result_serializer="json")
def ingest_batch(run: Run, pending: Pending) -> None:
    """Read, extract and store a batch of documents."""
    run.store(pending.result())


def ingest_all(run: Run, workers: Workers, progress: Callable[[int], None] | None = None) -> None:
    """Ingest what workers extract, each batch as a task of the flow that calls this.

    Parameters
    ----------
    run : Run
        Where it goes.
    workers : Workers
        Where it comes from.
    progress : callable, optional
        Told after each task how many documents it took.
    """
    for pending in workers:
        ingest_batch(run, pending)
        if progress:
            progress(len(pending.batch))


def ingest_planned(run: Run, workers: Workers, progress: Callable[[int], None] | None = None) -> None:
    """Run the flow `ingest` where planning and publishing are the caller's.

    The command line plans before it starts Prefect. Its inputs, a hundred thousand perhaps, named in whatever
    encoding, are no parameters of the flow: Prefect would store them.
    """

    @flow(name="ingest", persist_result=False, result_serializer="json")
    def ingest_here(documents: int, out: str) -> None:  # noqa: ARG001 - what Prefect shows of the run
        ingest_all(run, workers, progress)

    ingest_here(len(workers.plan.works), readable(run.out))


@flow(name="ingest", persist_result=False, result_serializer="json")
def ingest(
    inputs: list[str] | None,
    out: str,
    text: bool = True,
    gated: bool = True,
    batch_size: str | None = None,
    processes: int | None = None,
) -> dict[str, int]:
    """Read documents, extract what they report, and publish all that the output folder knows.

    Parameters
    ----------
    inputs : list of str or None
        Files, folders and patterns, as on the command line; None for what the archive has and this version has not
        extracted.
    out : str
        The output folder.
    text : bool
        Whether documents.jsonl holds the text of the documents.
    gated : bool
        Whether the statistical model reads doubtful passages only (faster, same result).
    batch_size : str, optional
        How much a task takes: a number of documents ("50") or of bytes ("2MB").
    processes : int, optional
        How many processes extract; as many as there are processors where it is not given.

    Returns
    -------
    dict of str to int
        Number of `documents` behind the inputs, of those `not_read`, of `contracts` that the folder holds.

    Raises
    ------
    TripartiteError
        If there is nothing at all behind the inputs, or the output folder cannot be used.
    """
    size = parse_batch_size(batch_size) if batch_size else None
    found = find_inputs(inputs, Path(out)) if inputs else None
    if inputs and found and not found.any_exists:
        raise TripartiteError(f"There is nothing to read under {', '.join(inputs)}.")
    with Run(found, Path(out), {"inputs": inputs}) as run:
        plan = run.plan(gated=gated)
        if plan.works:
            with Workers(plan, run.out / LOG, size, processes) as workers:
                ingest_all(run, workers)
        result = run.publish(plan, text=text)
    return {
        "documents": result.documents,
        "not_read": len(result.not_read),
        "contracts": result.contract_count,
    }
