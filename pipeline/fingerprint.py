"""What makes the records of this program: the fingerprint of a version. Found without loading any model."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

from extractors.model import MODEL
from pipeline.reading.limits import current_limits
from pipeline.record import Extraction

# Libraries that decide what is read in a document, beside our own code.
_LIBRARIES = ("lxml", "numpy", "pikepdf", "pypdfium2", "selectolax", "spacy")
# Code and reference data: what a package has of other files decides nothing.
_SUFFIXES = (".py", ".toml", ".txt", ".csv", ".json")
# What no record is made with: a change there is no reason to read a hundred thousand documents again.
BESIDE = (
    "pipeline/catalogue",
    "pipeline/commands",
    "pipeline/comparison",
    "pipeline/consolidation",
    "pipeline/evaluation",
    "pipeline/reprocessing",
    "pipeline/scraping",
)


@cache
def fingerprint() -> str:
    """Return the hash of all that decides what a text yields: code, reference data, model, settings, libraries.

    Two runs with the same fingerprint give the same records for the same bytes.
    """
    libraries = " ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    digest = hashlib.sha256(f"{_model()} {libraries} {current_limits()}".encode())
    for package in ("extractors", "pipeline"):
        _add(digest, files(package), package)
    return digest.hexdigest()[:16]


@cache
def consolidation() -> str:
    """Return the hash of all that decides which contracts are made of given records."""
    digest = hashlib.sha256(fingerprint().encode())
    _add(digest, files("pipeline") / "consolidation", "pipeline/consolidation")
    return digest.hexdigest()[:16]


@cache
def extraction(ocr: str | None = None) -> Extraction:
    """Say what made the records of this process; `ocr` is what recognised characters, where they had to be."""
    return Extraction(version=version("tripartite"), model=_model(), config=fingerprint(), ocr=ocr)


def _model() -> str:
    return f"{MODEL} {version(MODEL.replace('_', '-'))}"


def _add(digest: "hashlib._Hash", folder: Traversable, name: str) -> None:
    for source, path in _sources(folder, name):
        digest.update(source.encode() + b"\0" + path.read_bytes())


def _sources(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        here = f"{name}/{path.name}"
        if path.is_dir() and path.name != "__pycache__" and here not in BESIDE:
            yield from _sources(path, here)
        elif path.name.endswith(_SUFFIXES):
            yield here, path
