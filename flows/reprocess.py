"""The flow `reprocess`: documents of the archive through this version, and what that changes as an artifact.

And `reprocess-part`, its work divided.
"""

from pathlib import Path
from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.batches import extract
from flows.parts import named, run_parts
from pipeline.comparison import Comparison
from pipeline.comparison.showing import headline, markdown
from pipeline.comparison.words import FRENCH
from pipeline.planning import Part, Plan
from pipeline.reprocessing import Reprocessing, selection_of


@flow(name="reprocess", persist_result=False, result_serializer="json")
def reprocess(
    out: str,
    sources: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    fingerprint: str | None = None,
    failed: bool = False,
    needs_ocr: bool = False,
    compare: bool = True,
    batch_size: str | None = None,
    processes: int | None = None,
    dask: str | None = None,
    parts: int = 1,
) -> dict[str, int]:
    """Read documents of the archive again with this version; what readers see stays until that is promoted.

    Parameters
    ----------
    out : str
        The output folder.
    sources : list of str, optional
        Only what these declared sources gave.
    since, until : str, optional
        Only what was captured between these days, in the time of Paris: "2026-03-04".
    fingerprint : str, optional
        Only what is published in this version, or begins so.
    failed, needs_ocr : bool
        Only what failed, or could not be read without character recognition.
    compare : bool
        Whether what changed is shown as an artifact, `comparison`.
    batch_size : str, optional
        How much is stored at once: a number of documents ("50") or of bytes ("2MB").
    processes : int, optional
        How many processes extract; as many as there are processors where it is not given.
    dask : str, optional
        Address of a Dask scheduler, whose workers extract instead of processes of this machine.
    parts : int
        In how many parts workers of Prefect's extract, each in a run of the deployment `reprocess-part`; what none
        has done in the end is done here.

    Returns
    -------
    dict of str to int
        Number of documents that were `known` in this version already, that were `done`, that `failed`, that are
        `missing` from the archive; if they were compared, in how many anything `changed`.

    Raises
    ------
    TripartiteError
        If nothing has run in the folder, another one is at work there, or a parameter says nothing.
    """
    what: dict[str, Any] = {
        "sources": sources or [], "since": since, "until": until, "fingerprint": fingerprint,
        "failed": failed, "needs_ocr": needs_ocr,
    }  # fmt: skip
    with Reprocessing(Path(out), selection_of(**what)) as current:
        if parts > 1:
            current.check_alone()
            how = {"out": out, "what": what, "batch_size": batch_size, "processes": processes}
            run_parts(current, "reprocess-part/reprocess-part", parts, how)
        # A part whose worker died is not waited for: what it has not done is done here.
        plan = current.plan(alone=parts == 1)
        extract(current, plan, batch_size, processes, dask)
        counts = _counts(current, plan)
        if compare:
            comparison = current.compare()
            show(comparison, current.version)
            counts["changed"] = comparison.touched
    return counts


@flow(name="reprocess-part", persist_result=False, result_serializer="json")
def part(
    out: str,
    what: dict[str, Any],
    number: int,
    of: int,
    batch_size: str | None = None,
    processes: int | None = None,
) -> dict[str, int]:
    """Do one of several parts of what a run of `reprocess` has to do.

    Parameters
    ----------
    out : str
        The output folder. Workers on several machines have a catalogue and an archive elsewhere.
    what : dict
        Which documents: parameters of `reprocess`.
    number, of : int
        Which part, from 1 on, of how many.
    batch_size : str, optional
        How much is stored at once: a number of documents ("50") or of bytes ("2MB").
    processes : int, optional
        How many processes extract; as many as there are processors where it is not given.

    Returns
    -------
    dict of str to int
        Number of documents that were `known` in this version already, that were `done`, that `failed`, that are
        `missing` from the archive.

    Raises
    ------
    TripartiteError
        If nothing has run in the folder, or a parameter says nothing.
    """
    with Reprocessing(Path(out), selection_of(**what), Part(number, of), named()) as current:
        plan = current.plan(alone=False)
        extract(current, plan, batch_size, processes)
        return _counts(current, plan)


def _counts(current: Reprocessing, plan: Plan) -> dict[str, int]:
    return {
        "known": plan.known,
        "done": current.done,
        "failed": current.failed,
        "missing": len(current.missing),
    }


def show(comparison: Comparison, version: str) -> None:
    """Let Prefect show a comparison beside the run."""
    create_markdown_artifact(
        markdown(comparison), key="comparison", description=f"{version}: {headline(comparison, FRENCH)}"
    )
