"""The flow `publish`: a version becomes the one that readers see, and the published files are written anew."""

from pathlib import Path

from prefect import flow

from pipeline.reprocessing import promote


@flow(name="publish", persist_result=False, result_serializer="json")
def publish(out: str, version: str = "published", text: bool | None = None) -> dict[str, int]:
    """Publish a version.

    Parameters
    ----------
    out : str
        The output folder.
    version : str
        A fingerprint, the beginning of one, or `latest`; `published` writes the files and changes nothing.
    text : bool, optional
        Whether documents.jsonl holds the text of the documents; as it did where this is not given.

    Returns
    -------
    dict of str to int
        Number of documents `promoted`, of those that were `kept` because this version could not read them, or
        are `lacking` because it was not tried on them, of `contracts` that the folder holds.

    Raises
    ------
    TripartiteError
        If there is no such version.
    """
    done = promote(Path(out), version, text=text)
    return {
        "promoted": done.promoted.documents,
        "kept": done.promoted.kept,
        "lacking": done.promoted.lacking,
        "contracts": done.publication.contract_count,
    }
