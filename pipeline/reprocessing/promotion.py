"""Another version becomes the one that readers see: in the catalogue in one transaction, then in the files."""

from collections import defaultdict
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from pipeline.catalogue.promotion import Promoted
from pipeline.catalogue.versions import PUBLISHED
from pipeline.existing import existing_catalogue
from pipeline.publication import Publication, publish
from pipeline.reprocessing.selecting import selection_of


class Promotion(NamedTuple):
    """What a promotion did: the version, the documents, and what the published files hold now."""

    version: str
    promoted: Promoted
    publication: Publication


def promote(out: Path, name: str, *, text: bool | None = None) -> Promotion:
    """Publish a version, and write the files of the folder anew.

    Until all of it is published in the catalogue readers see the old version whole; called again it writes the files,
    should it have been stopped before.

    Parameters
    ----------
    out : Path
        The output folder.
    name : str
        A version, or the beginning of it, or `latest`; `published` changes nothing and writes the files.
    text : bool, optional
        Whether documents.jsonl holds the text of the documents; as it did where this is not given.

    Raises
    ------
    TripartiteError
        If there is no such version.
    """
    started = perf_counter()
    with existing_catalogue(out) as catalogue:
        version = catalogue.versions.resolve(name)
        promoted = (
            Promoted(0, 0, 0) if version == PUBLISHED else catalogue.versions.promote(version, selection_of())
        )
        publication = publish(
            catalogue,
            out,
            text=text,
            run={"inputs": 0, "extracted": 0, "known": 0, "promoted": promoted.documents},
            seconds=defaultdict(float),
            started=started,
        )
    return Promotion(version, promoted, publication)
