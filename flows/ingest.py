"""The flow `ingest`: inputs into an output folder, batch by batch."""

from pathlib import Path

from prefect import flow

from flows.batches import store_all
from pipeline.batching import parse_batch_size
from pipeline.errors import TripartiteError
from pipeline.inputs import find_inputs
from pipeline.layout import LOG
from pipeline.run import Run
from pipeline.workers import Workers


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
                store_all(run, workers)
        result = run.publish(plan, text=text)
    return {
        "documents": result.documents,
        "not_read": len(result.not_read),
        "contracts": result.contract_count,
    }
