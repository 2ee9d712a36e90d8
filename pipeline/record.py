"""The public shape of what a run writes: documents and contracts. Names here are a promise to other programs."""

from typing import Literal

from pydantic import BaseModel, Field

from extractors.facts import (
    Action,
    Amount,
    Date,
    Deliberation,
    Department,
    Engagement,
    Evidence,
    Instrument,
    Model,
    Party,
    Period,
    Person,
    Problem,
    Status,
)

__all__ = ["Problem"]  # what a reader cannot read and what an extractor doubts are told in the same way

SCHEMA_VERSION = "1.0"

DocumentStatus = Literal["read", "empty", "needs_ocr", "rejected", "failed"]
DocumentKind = Literal["press_release", "news", "deliberation", "contract", "amendment", "circular", "other"]
# How far contracts come. A refusal comes before what overtakes it: a département that declines in May may adopt and
# sign in October, while a contract that is signed is refused no more. An amendment supposes a signature.
STATUS_ORDER: tuple[Status, ...] = ("announced", "negotiated", "refused", "adopted", "signed", "amended")


def _is_empty(value: object) -> bool:
    return not value


class InputSource(Model):
    """Where a document came from; `also` lists other inputs with the same bytes.

    `superseded_by` is there where its addresses gave other documents later: the ids of these, the latest last.
    `department` is there where a declared source gave it: the code of its publisher's département.
    """

    uri: str
    also: list[str] = Field(default_factory=list)
    superseded_by: list[str] = Field(default_factory=list, exclude_if=_is_empty)
    department: str | None = Field(default=None, exclude_if=_is_empty)
    media_type: str | None = None
    bytes: int
    pages: int | None = None
    title: str | None = None
    publisher: str | None = None
    retrieved_at: str | None = None


class ConflictValue(Model):
    """One of several values that documents give for a field.

    `retrieved_at` is there where the document was corrected since: when it still said so.
    """

    value: str
    evidence: list[Evidence]
    retrieved_at: str | None = Field(default=None, exclude_if=_is_empty)


class Conflict(Model):
    """Values that contradict each other, the one chosen and the rule that chose it."""

    field: str
    values: list[ConflictValue]
    chosen: str | None
    rule: str


class Contract(Model):
    """One contract, as one document reports it or as consolidated over all that speak of it."""

    id: str
    programme: str
    instrument: Instrument
    title: str | None
    status: Status
    departments: list[Department]
    parties: list[Party]
    signatories: list[Person]
    dates: list[Date]
    period: Period | None
    amounts: list[Amount]
    engagements: list[Engagement]
    actions: list[Action]
    deliberation: Deliberation | None = None
    conflicts: list[Conflict] = Field(default_factory=list)
    sources: list[str]
    evidence: list[Evidence]


class Extraction(Model):
    """What made a record: version of the extractors, name and version of the spaCy model, hash of the settings.

    `ocr` is what recognised the characters of scanned pages, `none` where that was needed and not to be had, null
    where it was not needed.
    """

    version: str
    model: str
    config: str
    ocr: str | None = None


class Document(Model):
    """One input, also one that could not be read: then `problems` says why."""

    schema_version: str = SCHEMA_VERSION
    id: str
    source: InputSource
    status: DocumentStatus
    problems: list[Problem] = Field(default_factory=list)
    kind: DocumentKind = "other"
    published: str | None = None
    updated: str | None = None
    text: str = ""
    contracts: list[Contract] = Field(default_factory=list)
    amounts: list[Amount] = Field(default_factory=list)
    people: list[Person] = Field(default_factory=list)
    dates: list[Date] = Field(default_factory=list)
    extraction: Extraction


class Reporting(BaseModel):
    """What consolidation wants of a document; texts and people need not be read from its line."""

    source: InputSource
    kind: DocumentKind
    contracts: list[Contract]


def to_line(record: BaseModel, *, text: bool = True) -> str:
    """Write a record as one line of JSON, fields in the order of the model.

    >>> to_line(Problem(code="empty", message="nothing in it"))
    '{"code":"empty","message":"nothing in it","page":null}'
    """
    return record.model_dump_json(by_alias=True, exclude=None if text else {"text"})
