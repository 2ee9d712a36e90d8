"""The catalogue of an output folder for those who look into it, and begin none."""

from pathlib import Path

from pipeline.catalogue import Catalogue
from pipeline.errors import TripartiteError
from pipeline.places import catalogue_place, check_folder


def existing_catalogue(out: Path) -> Catalogue:
    """Open the catalogue of an output folder that something has run in.

    Raises
    ------
    TripartiteError
        If nothing has.
    """
    return Catalogue(existing_place(out))


def existing_place(out: Path) -> Path | str:
    """Return where the catalogue of an output folder is.

    Raises
    ------
    TripartiteError
        If there is none.
    WrongUsage
        If no output folder can be there.
    """
    check_folder(out)
    place = catalogue_place(out)
    if isinstance(place, Path) and not place.exists():
        raise TripartiteError(
            f"Nothing has run in {out} yet: `tripartite run INPUT... --out {out}` begins there."
        )
    return place
