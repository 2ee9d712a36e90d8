"""From the records of documents to the lines of contracts.jsonl, in any process: no catalogue is asked here."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pipeline.consolidation import consolidate
from pipeline.contract_names import name_of
from pipeline.entry import Told
from pipeline.record import Reporting, to_line


class Line(NamedTuple):
    """A contract: its id, the digest of the reports that it was made of, its line."""

    name: str
    digest: str
    text: str


class Piece(NamedTuple):
    """Some contracts, each with the digest of the reports on it, and the documents that report them."""

    digests: Mapping[str, str]
    told: Iterable[Told]


def consolidated(piece: Piece) -> list[Line]:
    """Make the lines of some contracts; what the documents say of others is left out."""
    contracts = consolidate(_reporting(piece))
    return [Line(contract.id, piece.digests[contract.id], to_line(contract)) for contract in contracts]


def _reporting(piece: Piece) -> Iterator[Reporting]:
    for record, superseded_by in piece.told:
        reporting = Reporting.model_validate_json(record)
        reporting.source.superseded_by = list(superseded_by)
        reporting.contracts = [c for c in reporting.contracts if name_of(c) in piece.digests]
        yield reporting
