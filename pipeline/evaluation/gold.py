"""Annotated documents: what a careful reader finds in a text, to measure the extraction against."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, ValidationError

from extractors.facts import PartyKind, SignatoryParty
from pipeline.errors import TripartiteError
from pipeline.record import DocumentKind
from pipeline.wording import key

SUFFIX = ".gold.json"
_DOCUMENTS = (".txt", ".html", ".pdf")
_NOT_PRINTED = re.compile(r"[\s\u00ad\ufffe]+")


class GoldError(TripartiteError):
    """A gold file that cannot be used; the message names the file and what is wrong with it."""


# Fields of which a careful reader could honestly say one thing or the other.
EitherWay = Literal[
    "is_contract", "kind", "departments", "signatories", "signature_date", "publication_date", "update_date",
    "period", "amounts", "engagements", "actions",
]  # fmt: skip


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldPerson(_Entry):
    """A signatory, name and role as the text writes them."""

    name: str
    role: str
    party: SignatoryParty


class GoldAmount(_Entry):
    """An amount; `verbatim` is left out where it stands in a table whose cells give the number only."""

    value: float
    value_max: float | None = None
    verbatim: str | None = None
    payer: list[PartyKind]
    per_year: StrictBool
    role: Literal["contract_funding", "context"]
    year: int | None = None
    page: int | None = None


class GoldVote(_Entry):
    """The counts of a vote."""

    for_: int | None = Field(alias="for")
    against: int | None
    abstentions: int | None


class GoldDeliberation(_Entry):
    """The deliberation on a contract."""

    number: str | None
    session_date: str | None
    vote: GoldVote | Literal["unanimous"] | None = None


def _edtf(value: Any) -> Any:
    if value is not None and not (
        isinstance(value, str) and re.fullmatch(r"(\d{4}|XXXX)(-\d\d){0,2}", value)
    ):
        raise ValueError(f"{value!r} is not a date like 2020-10-13, 2020-10, 2020 or XXXX-10-13")
    return value


def _partial(value: Any) -> Any:
    """Write "--10-18" and "2024-Q3" as EDTF does: XXXX-10-18 and 2024-35."""
    if isinstance(value, str):
        value = re.sub(r"^-(?=-)", "XXXX", value)
        value = re.sub(r"-Q([1-4])$", lambda quarter: f"-{32 + int(quarter[1])}", value)
    return _edtf(value)


def _years(value: Any) -> Any:
    """JSON has no tuples: a period of years is read as the tuple that it is compared with."""
    return tuple(value) if isinstance(value, list) else value


FairValue = Annotated[Any, BeforeValidator(_years)]
EdtfDate = Annotated[str | None, BeforeValidator(_edtf)]


class Gold(_Entry):
    """The annotation of one document. A field that a file leaves out is not compared (see corpus/gold)."""

    url: str | None = None
    kind: DocumentKind | None = None
    is_contract: StrictBool
    department_codes: list[str]
    signatories: list[GoldPerson]
    other_people: list[str] = []
    not_signatories: list[str] = []
    signature_date: EdtfDate
    publication_date: EdtfDate = None
    update_date: EdtfDate = None
    deliberation_date: EdtfDate = None
    partial_date: Annotated[str | None, BeforeValidator(_partial)] = None
    period: tuple[int, int] | None
    amounts: list[GoldAmount]
    engagements: list[str]
    actions: list[str]
    deliberation: GoldDeliberation | None = None
    either_way: dict[EitherWay, list[FairValue]] = {}
    pages: int | None = None
    scanned: StrictBool = False
    also: list[dict[str, Any]] = []
    notes: str = ""
    group: str | None = None

    def has(self, field: str) -> bool:
        """Whether the file says anything about `field`, be it that there is nothing."""
        return field in self.model_fields_set

    def quotes(self) -> Iterator[tuple[str, str]]:
        """Yield every wording that must stand in the text, with the field that it is from."""
        for person in self.signatories:
            yield "signatories.name", person.name
            yield "signatories.role", person.role
        yield from (("other_people", name) for name in self.other_people)
        yield from (("not_signatories", name) for name in self.not_signatories)
        yield from (("amounts.verbatim", a.verbatim) for a in self.amounts if a.verbatim)
        yield from (("engagements", text) for text in self.engagements)
        yield from (("actions", text) for text in self.actions)


def load_gold(folder: Path) -> dict[Path, Gold]:
    """Read the annotated documents of a folder: the path of each document with its annotation, by name.

    Raises
    ------
    GoldError
        If there are none, a document is missing, a file has not the right shape, or it quotes what is not in
        its document. The message lists all that is wrong with the file.
    """
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    if not paths:
        raise GoldError(f"no annotated documents (NAME{SUFFIX} beside NAME.txt, .html or .pdf) in {folder}")
    found: dict[Path, Gold] = {}
    for path in paths:
        gold, document = _parse(path), _document_of(path)
        if missing := _not_in_text(gold, document):
            lines = "\n".join(f"  {field}: {quote}" for field, quote in missing)
            raise GoldError(f"{path}: these stand not in the text of {document.name}:\n{lines}")
        found[document] = gold
    return found


def _parse(path: Path) -> Gold:
    try:
        return Gold.model_validate(json.loads(path.read_text("utf-8")))
    except ValidationError as error:
        lines = [f"  {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise GoldError(f"{path}: not a valid annotation:\n" + "\n".join(lines)) from error
    except ValueError as error:
        raise GoldError(f"{path}: not JSON in UTF-8: {error}") from error


def _document_of(path: Path) -> Path:
    stem = path.name.removesuffix(SUFFIX)
    for suffix in _DOCUMENTS:
        if (document := path.with_name(stem + suffix)).exists():
            return document
    raise GoldError(f"{path}: there is no {stem}.txt, {stem}.html or {stem}.pdf beside it")


def _not_in_text(gold: Gold, document: Path) -> list[tuple[str, str]]:
    """Wordings that the document does not hold, white space apart.

    Other formats than plain text break words and set accents apart, so that only letters and digits count.
    A scan has no text, or one that cannot be trusted: nothing can be said.
    """
    if gold.scanned:
        return []
    text = plain_text(document)
    squeeze = _squeeze if document.suffix == ".txt" else _letters
    squeezed = squeeze(text)
    return [(f, quote) for f, quote in gold.quotes() if squeeze(quote) not in squeezed] if squeezed else []


def _squeeze(text: str) -> str:
    return _NOT_PRINTED.sub("", text)


def _letters(text: str) -> str:
    return key(text).replace(" ", "")


def plain_text(path: Path) -> str:
    """Return all text of a document, menus and footers included, in the plainest way there is.

    This is independent of the readers that are measured.
    """
    if path.suffix == ".pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(path) as pdf:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    if path.suffix == ".html":
        import lxml.html

        page = path.read_bytes()
        parser = lxml.html.HTMLParser(encoding="utf-8" if _is_utf8(page) else None)
        return "".join(map(str, lxml.html.fromstring(page, parser=parser).itertext()))
    return path.read_text("utf-8")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
