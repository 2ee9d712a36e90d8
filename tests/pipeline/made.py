"""Records made by hand: a document is written down as what it says, offsets and evidence follow."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from extractors.facts import (
    Action,
    Amount,
    Date,
    Deliberation,
    Department,
    Engagement,
    Evidence,
    Party,
    Period,
    Person,
)
from pipeline.record import Contract, Document, Extraction, InputSource

NAMES = {"02": "Aisne", "2A": "Corse-du-Sud", "39": "Jura", "01": "Ain"}


class Writer:
    """Writes a text piece by piece and hands out the evidence of each piece."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.text = ""

    def __call__(self, quote: str, rule: str = "made", confidence: float = 1.0) -> list[Evidence]:
        start = len(self.text)
        self.text += quote + "\n"
        end = start + len(quote)
        return [
            Evidence(
                document=self.document, start=start, end=end, quote=quote, rule=rule, confidence=confidence
            )
        ]


def signatory(write: Writer, name: str, role: str | None = None, **more: Any) -> Person:
    given, _, family = name.rpartition(" ")
    return Person(
        name=name,
        given_name=given or None,
        family_name=family,
        role=role,
        capacity="signs",
        evidence=write(f"{name}, {role}"),
        **more,
    )


def date(write: Writer, kind: Any, value: str, **more: Any) -> Date:
    return Date(kind=kind, value=value, text=value, evidence=write(value), **more)


def period(write: Writer, start: str | None, end: str | None) -> Period:
    return Period(start=start, end=end, text=f"{start} à {end}", evidence=write(f"{start} à {end}"))


def amount(write: Writer, value: str, payers: Iterable[Any] = (), **more: Any) -> Amount:
    more.setdefault("role", "funding")
    return Amount(value=Decimal(value), text=value, payers=list(payers), evidence=write(value), **more)


def engagement(write: Writer, text: str, axis: str | None = None, actions: Iterable[int] = ()) -> Engagement:
    return Engagement(axis=axis, text=text, actions=list(actions), evidence=write(text))


def action(write: Writer, text: str, engagement: int | None = None) -> Action:
    return Action(text=text, engagement=engagement, evidence=write(text))


def party(write: Writer, kind: Any, name: str) -> Party:
    return Party(kind=kind, name=name, evidence=write(name))


def deliberation(write: Writer, number: str | None, day: str | None, **more: Any) -> Deliberation:
    return Deliberation(number=number, session_date=day, evidence=write(f"{number} du {day}"), **more)


def contract(
    write: Writer, name: str = "cdppe-02-2020", codes: Iterable[str] = ("02",), **fields: Any
) -> Contract:
    given: dict[str, Any] = {
        "programme": name.partition("-")[0],
        "instrument": "contract",
        "title": None,
        "status": "signed",
        "departments": [Department(code=code, name=NAMES.get(code, code)) for code in codes],
        "parties": [],
        "signatories": [],
        "dates": [],
        "period": None,
        "amounts": [],
        "engagements": [],
        "actions": [],
        "sources": [write.document],
        "evidence": write(f"le contrat {name}"),
    }
    return Contract(id=name, **(given | fields))


def document(write: Writer, *contracts: Contract, kind: Any = "press_release", **fields: Any) -> Document:
    given: dict[str, Any] = {
        "source": InputSource(uri=f"{write.document}.txt", bytes=len(write.text)),
        "status": "read",
        "kind": kind,
        "text": write.text,
        "contracts": list(contracts),
        "extraction": Extraction(version="0", model="none", config="none"),
    }
    return Document(id=write.document, **(given | fields))
