"""Bytes to a document record: reading, extraction, assembly. The one path that every command and flow takes."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.record import Document


class Input(NamedTuple):
    """One input: where it is, as the user named it, and the file that holds its bytes."""

    uri: str
    path: Path


def fingerprint() -> str:
    """Return the hash of all that decides what a text yields: code version, model, settings, reference data."""
    raise NotImplementedError


def extract_documents(inputs: Sequence[Input], *, gated: bool = True) -> Iterator[Document]:
    """Read and extract a batch of inputs, each to one Document, in their order.

    What cannot be read becomes a Document with status "rejected" or "empty" and a problem in plain words; an
    error of ours one with status "failed". The model is loaded once per process.
    """
    raise NotImplementedError
