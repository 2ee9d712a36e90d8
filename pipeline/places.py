"""The output folder, and where its catalogue and its archive are: in it, or where the environment says."""

import os
from contextlib import suppress
from pathlib import Path

from pipeline.errors import TripartiteError, WrongUsage
from pipeline.layout import ARCHIVE, CATALOGUE, STATE


def make_folder(out: Path) -> Path:
    """Make the output folder, where it is not there, and in it the folder of what runs keep; return that.

    Raises
    ------
    WrongUsage
        If a file is in the way.
    TripartiteError
        If it cannot be made.
    """
    check_folder(out)
    try:
        (out / STATE).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TripartiteError(f"{out} cannot be the output folder: {error.strerror}.") from error
    return out / STATE


def check_folder(out: Path) -> None:
    """See to it that no file is where an output folder is, or is to be.

    Raises
    ------
    WrongUsage
        If one is.
    """
    for place in (out / STATE, out, *out.parents):
        with suppress(PermissionError):  # whoever makes it meets the same and says so
            if place.exists() and not place.is_dir():
                raise WrongUsage(f"{out} cannot be the output folder: {place} is a file.")


def catalogue_place(out: Path) -> Path | str:
    """Return the file or URL of the catalogue of an output folder."""
    return os.environ.get("TRIPARTITE_CATALOGUE") or out / CATALOGUE


def archive_place(out: Path) -> str:
    """Return the folder or URL of the archive of an output folder."""
    return os.environ.get("TRIPARTITE_ARCHIVE") or str(out / ARCHIVE)
