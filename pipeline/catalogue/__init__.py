"""What is known of each document: where it was had, what was made of it, what readers see. The state of a folder."""

from pipeline.catalogue.captures import Capture
from pipeline.catalogue.catalogue import Catalogue
from pipeline.catalogue.database import CatalogueError
from pipeline.catalogue.published import Counts
from pipeline.catalogue.runs import RunState
from pipeline.catalogue.selection import Selected, Selection
from pipeline.catalogue.versions import Made, Version, Versions

__all__ = [
    "Capture", "Catalogue", "CatalogueError", "Counts", "Made", "RunState", "Selected", "Selection", "Version",
    "Versions",
]  # fmt: skip
