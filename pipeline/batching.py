"""How much work is done and stored at once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from pipeline.errors import TripartiteError
from pipeline.inputs import Input

_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?(kB|MB)?", re.IGNORECASE | re.ASCII)
_UNITS = {"kb": 1_000, "mb": 1_000_000}


class Work(NamedTuple):
    """Bytes to extract: their id, the input to read, all names they were given under, their size.

    `archived`: whether they are to be had from the archive, and not where the input says.
    """

    id: str
    input: Input
    uris: tuple[str, ...]
    size: int
    archived: bool = False

    def is_known(self, known: Mapping[str, str]) -> bool:
        """Whether it needs no extraction, `known` being the names under which documents were extracted.

        A reader may look at the name too: the first name in sort order decides, whichever came first in time.
        """
        return self.id in known and known[self.id] <= self.uris[0]


class Works(Protocol):
    """Work of which is known how much it is: a list, or what is read from the catalogue little by little."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Work]: ...


class BatchSize(NamedTuple):
    """A batch is full when it holds this many documents or bytes, whichever comes first.

    By bytes because documents differ a thousandfold: a batch is what memory holds and an interrupt loses.
    """

    documents: int = 250
    bytes: int = 2_000_000


def parse_batch_size(text: str) -> BatchSize:
    """Read a batch size: a number of documents, or of bytes with kB or MB.

    >>> parse_batch_size("50").documents, parse_batch_size("1.5MB").bytes
    (50, 1500000)
    >>> parse_batch_size("many")
    Traceback (most recent call last):
    pipeline.errors.TripartiteError: "many" is no batch size: give a number of documents (50) or bytes (2MB).
    """
    match = _SIZE.fullmatch(text)
    number = float(match[1]) if match else 0.0
    if match and match[2] and number > 0:
        return BatchSize(documents=10**9, bytes=max(1, int(number * _UNITS[match[2].lower()])))
    if match and number >= 1 and number.is_integer():
        return BatchSize(documents=int(number))
    raise TripartiteError(f'"{text}" is no batch size: give a number of documents (50) or bytes (2MB).')


def fitting_size(documents: int, processes: int) -> BatchSize:
    """Return a batch size that gives every process something to do, and the user something to see.

    >>> fitting_size(42, processes=2).documents, fitting_size(100_000, processes=2).documents
    (6, 250)
    """
    usual = BatchSize()
    return usual._replace(documents=max(1, min(usual.documents, -(-documents // (4 * processes)))))


def batches(works: Iterable[Work], size: BatchSize) -> Iterator[list[Work]]:
    """Cut the work into batches; what is larger than a batch makes one alone.

    >>> from pathlib import Path
    >>> works = [Work(name, Input(name, Path(name)), (name,), 40) for name in "abcde"]
    >>> [len(batch) for batch in batches(works, BatchSize(documents=2, bytes=1000))]
    [2, 2, 1]
    >>> [len(batch) for batch in batches(works, BatchSize(documents=9, bytes=100))]
    [2, 2, 1]
    """
    batch: list[Work] = []
    held = 0
    for work in works:
        if batch and (len(batch) == size.documents or held + work.size > size.bytes):
            yield batch
            batch, held = [], 0
        batch.append(work)
        held += work.size
    if batch:
        yield batch
