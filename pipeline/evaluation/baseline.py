"""What an afternoon with the usual libraries reaches: the yardstick for quality and speed.

spaCy's `fr_core_news_sm` as it comes, `dateparser.search.search_dates`, a pattern for euros, trafilatura for
HTML and simple rules on top. It shares with the extraction only the list of départements and the record.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.facts import (
    Action,
    Amount,
    Date,
    Department,
    Engagement,
    Evidence,
    Party,
    PartyKind,
    Period,
    Person,
    SignatoryParty,
)  # fmt: skip
from extractors.parties.gazetteer import territories
from pipeline.record import Contract, Document, Extraction, InputSource

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

_SIGNED = re.compile(r"sign(é|e|ent|er|ature|ataire)|paraph|conclu", re.IGNORECASE)
_ADOPTED = re.compile(r"adopt|approuv", re.IGNORECASE)
_CONTRACT = re.compile(r"\b(contrat|convention|avenant|protocole|pacte|CDPPE|CALPAE)", re.IGNORECASE)
_EUROS = re.compile(
    r"(\d[\d .\u00a0\u202f]*(?:,\d+)?)\s*(k|m|md|mds|milliers?|millions?|milliards?)?"
    r"\s*(?:d['’]\s*)?(?:€|euros?\b)",
    re.IGNORECASE,
)
_UNITS = {
    "k": 10**3,
    "milli": 10**3,
    "m": 10**6,
    "million": 10**6,
    "md": 10**9,
    "mds": 10**9,
    "milliard": 10**9,
}
_PERIOD = re.compile(r"\b(20\d\d)\s*(?:-|–|à|/|et)\s*(20\d\d)\b")
_ITEM = re.compile(r"^\s*(?:[•–>*\uf0a7-]|\d+[.)]|=>)\s*(.+)$")
_AXES = re.compile(r"engagement|axe|objectif|priorité", re.IGNORECASE)
_PAYERS: tuple[tuple[PartyKind, re.Pattern[str]], ...] = (
    ("etat", re.compile(r"\bÉtat|\bEtat|préfet")),
    ("ars", re.compile(r"\bARS\b|agence régionale de santé", re.IGNORECASE)),
    ("departement", re.compile(r"département", re.IGNORECASE)),
)
_FUNDS = re.compile(r"contrat|engag|apport|consacr|financ|mobilis|vers|allou", re.IGNORECASE)
_PARTIES: tuple[tuple[SignatoryParty, re.Pattern[str]], ...] = (
    ("ars", re.compile(r"\bARS\b|agence régionale de santé", re.IGNORECASE)),
    ("etat", re.compile(r"préf[eè]t|ministre|secrétaire d", re.IGNORECASE)),
    ("departement", re.compile(r"président.*(département|collectivité)|vice-président", re.IGNORECASE)),
)


@cache
def _model() -> "Language":
    import spacy

    return spacy.load("fr_core_news_sm")


@cache
def _departments() -> tuple[re.Pattern[str], dict[str, Department]]:
    by_name = {
        t.name.lower(): Department(code=t.code, name=t.name) for t in territories().values() if not t.silent
    }
    longest_first = sorted(by_name, key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE), by_name


def read(path: Path) -> str:
    """Read a document with the usual library for its format."""
    if path.suffix == ".html":
        try:
            import trafilatura
        except ImportError as error:
            raise ModuleNotFoundError(
                "the baseline reads HTML with trafilatura: pip install 'tripartite[dev]'"
            ) from error
        return trafilatura.extract(path.read_text("utf-8", "replace")) or ""
    if path.suffix == ".pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(path) as pdf:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    return path.read_text("utf-8", "replace")


def extract(paths: Iterable[Path]) -> Iterator[Document]:
    """Read each file and extract it to a record."""

    def texts() -> Iterator[tuple[str, Path]]:
        return ((read(path), path) for path in paths)

    for doc, path in _model().pipe(texts(), as_tuples=True):
        yield _document(doc, path)


def _document(doc: "Doc", path: Path) -> Document:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    facts = _Facts(doc, digest)
    published, updated = facts.stamp(r"publié|mis en ligne"), facts.stamp(r"mis à jour|modifié|actualisé")
    contract = facts.contract()
    amounts = facts.amounts()
    if contract:
        contract.amounts = [a for a in amounts if a.role == "funding"]
    return Document(
        id=digest,
        source=InputSource(uri=str(path), bytes=path.stat().st_size),
        status="read" if doc.text.strip() else "empty",
        published=published,
        updated=updated,
        text=doc.text,
        contracts=[contract] if contract else [],
        amounts=[a for a in amounts if not contract or a.role == "context"],
        extraction=Extraction(version="baseline", model=doc.vocab.lang, config=""),
    )


class _Facts:
    """The facts of one text by simple rules."""

    def __init__(self, doc: "Doc", digest: str) -> None:
        from dateparser.search import search_dates

        self.doc, self.text, self.digest = doc, doc.text, digest
        found = search_dates(doc.text, languages=["fr"], settings={"DATE_ORDER": "DMY"}) or []
        self.dates: list[tuple[int, str, str]] = []
        position = 0
        for wording, value in found:
            position = max(position, doc.text.find(wording, position))
            self.dates.append((position, wording, _iso(value)))

    def proof(self, start: int, end: int, rule: str) -> list[Evidence]:
        return [Evidence(document=self.digest, start=start, end=end, quote=self.text[start:end], rule=rule)]

    def stamp(self, words: str) -> str | None:
        """Take the first date that follows "Publié le" and the like."""
        if said := re.search(words, self.text, re.IGNORECASE):
            return next((value for start, _, value in self.dates if 0 <= start - said.end() < 20), None)
        return None

    def contract(self) -> Contract | None:
        sentences = [s for s in self.doc.sents if _SIGNED.search(s.text) or _ADOPTED.search(s.text)]
        named = _CONTRACT.search(self.text)
        if not named or not sentences:
            return None
        signing = [s for s in sentences if _SIGNED.search(s.text)]
        people = [person for sentence in signing for person in self.people(sentence)]
        signature = self.signature(signing)
        engagements, actions = self.items()
        return Contract(
            id="baseline",
            programme="other",
            instrument="contract",
            title=None,
            status="signed" if signing else "adopted",
            departments=self.departments(),
            parties=self.parties(people),
            signatories=people,
            dates=[signature] if signature else [],
            period=self.period(),
            amounts=[],
            engagements=engagements,
            actions=actions,
            sources=[self.digest],
            evidence=self.proof(named.start(), named.end(), "contract"),
        )

    def departments(self) -> list[Department]:
        """Take the département that is named most often."""
        pattern, by_name = _departments()
        named = [found.group().lower() for found in pattern.finditer(self.text)]
        return [by_name[max(named, key=named.count)]] if named else []

    def people(self, sentence: "Span") -> Iterator[Person]:
        """Take the PER entities of a sentence, each with what follows it after a comma."""
        for entity in sentence.ents:
            if entity.label_ == "PER" and " " in entity.text:
                after = self.text[entity.end_char : sentence.end_char]
                role = re.match(r"\s*,\s*([^,;.\n]+)", after)
                words = role[1].strip() if role else None
                yield Person(
                    name=entity.text,
                    role=words,
                    party=next((party for party, sign in _PARTIES if words and sign.search(words)), None),
                    capacity="signs",
                    evidence=self.proof(entity.start_char, entity.end_char, "PER near signing"),
                )

    def parties(self, people: Sequence[Person]) -> list[Party]:
        kinds = {p.party: p for p in people if p.party}
        return [Party(kind=kind, name=p.role or kind, evidence=p.evidence) for kind, p in kinds.items()]

    def signature(self, signing: Sequence["Span"]) -> Date | None:
        """Take the first date in a sentence that speaks of signing."""
        for sentence in signing:
            for start, wording, value in self.dates:
                if sentence.start_char <= start < sentence.end_char:
                    proof = self.proof(start, start + len(wording), "date near signing")
                    return Date(kind="signature", value=value, text=wording, evidence=proof)
        return None

    def period(self) -> Period | None:
        if found := _PERIOD.search(self.text):
            proof = self.proof(found.start(), found.end(), "years")
            return Period(start=found[1], end=found[2], text=found.group(), evidence=proof)
        return None

    def amounts(self) -> list[Amount]:
        amounts: list[Amount] = []
        for sentence in self.doc.sents:
            payers = [kind for kind, sign in _PAYERS if sign.search(sentence.text)]
            for found in _EUROS.finditer(sentence.text):
                start = sentence.start_char + found.start()
                funds = payers and _FUNDS.search(sentence.text)
                amounts.append(
                    Amount(
                        value=_value(found[1], found[2]),
                        text=found.group(),
                        payers=payers,
                        per_year=bool(re.search(r"par an|annuel", sentence.text)),
                        role="funding" if funds else "context",
                        evidence=self.proof(start, start + len(found.group()), "euros"),
                    )
                )
        return amounts

    def items(self) -> tuple[list[Engagement], list[Action]]:
        """List items: engagements under a line that speaks of engagements, actions elsewhere."""
        engagements: list[Engagement] = []
        actions: list[Action] = []
        position, under_axes = 0, False
        for line in self.text.split("\n"):
            if found := _ITEM.match(line):
                wording = found[1].rstrip(" ;.,")
                proof = self.proof(
                    position + found.start(1), position + found.start(1) + len(wording), "list item"
                )
                if under_axes:
                    engagements.append(Engagement(text=wording, evidence=proof))
                else:
                    actions.append(Action(text=wording, evidence=proof))
            elif line.strip():
                under_axes = bool(_AXES.search(line))
            position += len(line) + 1
        return engagements, actions


def _iso(value: datetime) -> str:
    return value.date().isoformat()


def _value(digits: str, unit: str | None) -> Decimal:
    """Read "2,5" and "millions"; a full stop or a space parts thousands."""
    number = Decimal(re.sub(r"[\s.]", "", digits).replace(",", "."))
    unit = (unit or "").lower().rstrip("s")
    return number * _UNITS.get("milli" if unit == "millier" else unit, 1)
