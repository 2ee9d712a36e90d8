"""The flow `ingest`: inputs into an output folder, batch by batch; and `part`, its work divided."""

from pathlib import Path

from prefect import flow

from flows.batches import extract
from flows.parts import named, run_parts
from pipeline.errors import TripartiteError
from pipeline.inputs import find_inputs
from pipeline.planning import Part
from pipeline.run import Run


@flow(name="ingest", persist_result=False, result_serializer="json")
def ingest(
    inputs: list[str] | None,
    out: str,
    text: bool = True,
    gated: bool = True,
    batch_size: str | None = None,
    processes: int | None = None,
    dask: str | None = None,
    parts: int = 1,
) -> dict[str, int]:
    """Read documents, extract what they report, and publish all that the output folder knows.

    Parameters
    ----------
    inputs : list of str or None
        Files, folders and patterns, as on the command line; None for what the archive has and no version has read.
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
    dask : str, optional
        Address of a Dask scheduler, whose workers extract instead of processes of this machine.
    parts : int
        In how many parts workers of Prefect's extract, each in a run of the deployment `part`; what none has
        done in the end is done here.

    Returns
    -------
    dict of str to int
        Number of `documents` behind the inputs, of those `not_read`, of `contracts` that the folder holds.

    Raises
    ------
    TripartiteError
        If there is nothing at all behind the inputs, or the output folder cannot be used.
    """
    with _run(inputs, out) as run:
        if parts > 1:
            run_parts(
                run,
                "part/part",
                parts,
                {
                    "inputs": inputs,
                    "out": out,
                    "gated": gated,
                    "batch_size": batch_size,
                    "processes": processes,
                },
            )
        plan = run.plan(gated=gated)
        extract(run, plan, batch_size, processes, dask)
        result = run.publish(plan, text=text)
    return {
        "documents": result.documents,
        "not_read": len(result.not_read),
        "contracts": result.contract_count,
    }


@flow(name="part", persist_result=False, result_serializer="json")
def part(
    inputs: list[str] | None,
    out: str,
    number: int,
    of: int,
    gated: bool = True,
    batch_size: str | None = None,
    processes: int | None = None,
) -> dict[str, int]:
    """Extract one of several parts of what a run has to do; nothing is published.

    Parameters
    ----------
    inputs : list of str or None
        As for the flow `ingest`; every worker must find the same there.
    out : str
        The output folder. Workers on several machines have a catalogue and an archive elsewhere.
    number, of : int
        Which part, from 1 on, of how many.
    gated : bool
        Whether the statistical model reads doubtful passages only (faster, same result).
    batch_size : str, optional
        How much a task takes: a number of documents ("50") or of bytes ("2MB").
    processes : int, optional
        How many processes extract; as many as there are processors where it is not given.

    Returns
    -------
    dict of str to int
        Number of documents that were `extracted`.

    Raises
    ------
    TripartiteError
        If there is nothing at all behind the inputs, or the output folder cannot be used.
    """
    with _run(inputs, out) as run:
        plan = run.plan(gated=gated, part=Part(number, of))
        extract(run, plan, batch_size, processes)
    return {"extracted": len(plan.works) - plan.elsewhere}


def _run(inputs: list[str] | None, out: str) -> Run:
    found = find_inputs(inputs, Path(out)) if inputs else None
    if inputs and found and not found.any_exists:
        raise TripartiteError(f"There is nothing to read under {', '.join(inputs)}.")
    return Run(found, Path(out), {"inputs": inputs, **named()})
