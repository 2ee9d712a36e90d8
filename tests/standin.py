"""Extraction as it would be if it cost nothing: for tests of what is around it.

A text says what becomes of it: "02 Anne Roy" reports a contract of that département with that signatory,
"nothing" nothing, "scan" needs character recognition, "failure" fails, "breakdown" ends the process, the empty
text is empty.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence

import pytest

from pipeline import extraction as real
from pipeline.inputs import Input
from pipeline.record import Document, Extraction, InputSource, Problem
from tests.pipeline.made import Writer, contract, signatory

MADE_BY = Extraction(version="0", model="none", config="stand-in")


class Standin:
    """Counts what it extracts."""

    def __init__(self) -> None:
        self.extracted: list[str] = []
        self.fingerprint = "stand-in"
        self.recogniser: str | None = None
        # What a later version makes otherwise.
        self.amend: Callable[[Document], None] = lambda document: None

    def extract_documents(self, inputs: Sequence[Input], *, gated: bool = True) -> Iterator[Document]:
        for item in inputs:
            self.extracted.append(item.uri)
            yield self._document(item)

    def put_in_place(self, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(real, "extract_documents", self.extract_documents)
        patch.setattr("pipeline.ingestion.extraction", lambda: MADE_BY)
        patch.setattr("pipeline.planning.extraction", lambda: MADE_BY)
        patch.setattr("pipeline.planning.fingerprint", lambda: self.fingerprint)
        patch.setattr("pipeline.planning.recogniser", lambda: self.recogniser)

    def _document(self, item: Input) -> Document:
        document = _document(item)
        if document.text == "scan":
            document.status = "read" if self.recogniser else "needs_ocr"
            document.extraction = MADE_BY.model_copy(update={"ocr": self.recogniser or "none"})
        self.amend(document)
        return document


def _document(item: Input) -> Document:
    data = item.path.read_bytes()
    text = data.decode()
    document = Document(
        id=hashlib.sha256(data).hexdigest(),
        source=InputSource(uri=item.uri, bytes=len(data), retrieved_at=item.retrieved_at),
        status="read",
        extraction=MADE_BY,
    )
    if not text:
        document.status = "empty"
        document.problems = [Problem(code="empty_file", message="The file has no bytes.")]
    elif text == "failure":
        document.status = "failed"
        document.problems = [Problem(code="extraction_failed", message="It failed.")]
    elif text == "breakdown":
        os._exit(1)
    elif text[:2].isdigit():
        write = Writer(document.id)
        code, _, name = text.partition(" ")
        document.contracts = [
            contract(write, f"cdppe-{code}-2020", [code], signatories=[signatory(write, name)])
        ]
        document.text = write.text
    else:
        document.text = text
    return document
