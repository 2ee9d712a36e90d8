"""The catalogue and the archive of an output folder for those who look into it, and begin none."""

import os
from pathlib import Path

from pipeline.catalogue import Catalogue
from pipeline.errors import TripartiteError
from pipeline.layout import CATALOGUE, STATE


def existing_catalogue(out: Path) -> Catalogue:
    """Open the catalogue of an output folder that something has run in.

    Raises
    ------
    TripartiteError
        If nothing has.
    """
    return Catalogue(catalogue_place(out))


def catalogue_place(out: Path) -> Path | str:
    """Return where the catalogue of an output folder is.

    Raises
    ------
    TripartiteError
        If there is none.
    """
    place = os.environ.get("TRIPARTITE_CATALOGUE") or out / CATALOGUE
    if isinstance(place, Path) and not place.exists():
        raise TripartiteError(
            f"Nothing has run in {out} yet: `tripartite run INPUT... --out {out}` begins there."
        )
    return place


def archive_place(out: Path) -> str:
    """Return where the archive of an output folder is."""
    return os.environ.get("TRIPARTITE_ARCHIVE") or str(out / STATE / "archive")
