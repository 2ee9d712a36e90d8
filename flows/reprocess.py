"""The flow `reprocess`: documents of the archive through this version, and what that changes as an artifact."""

from pathlib import Path

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.batches import extract
from pipeline.comparison import Comparison
from pipeline.comparison.showing import headline, markdown
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

    Returns
    -------
    dict of str to int
        Number of documents that were `known` in this version already, that were `done`, that `failed`, that are
        `missing` from the archive; if they were compared, in how many anything `changed`.

    Raises
    ------
    TripartiteError
        If nothing has run in the folder, or a parameter says nothing.
    """
    selection = selection_of(sources or (), since, until, fingerprint, failed=failed, needs_ocr=needs_ocr)
    with Reprocessing(Path(out), selection) as current:
        plan = current.plan()
        extract(current, plan, batch_size, processes, dask)
        counts = {
            "known": plan.known,
            "done": current.done,
            "failed": current.failed,
            "missing": len(current.missing),
        }
        if compare:
            comparison = current.compare()
            show(comparison, current.version)
            counts["changed"] = comparison.touched
    return counts


def show(comparison: Comparison, version: str) -> None:
    """Let Prefect show a comparison beside the run."""
    create_markdown_artifact(
        markdown(comparison), key="comparison", description=f"{version}: {headline(comparison)}"
    )
