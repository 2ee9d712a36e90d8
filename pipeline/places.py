"""Where the catalogue and the archive of an output folder are: in it, or where the environment says."""

import os
from pathlib import Path

from pipeline.layout import ARCHIVE, CATALOGUE


def catalogue_place(out: Path) -> Path | str:
    """Return the file or URL of the catalogue of an output folder."""
    return os.environ.get("TRIPARTITE_CATALOGUE") or out / CATALOGUE


def archive_place(out: Path) -> str:
    """Return the folder or URL of the archive of an output folder."""
    return os.environ.get("TRIPARTITE_ARCHIVE") or str(out / ARCHIVE)
