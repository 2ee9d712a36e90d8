"""How good the extraction is: precision and recall per field against annotated documents."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from extractors.facts import Amount, Person
from pipeline.evaluation.gold import Gold, GoldAmount
from pipeline.record import Contract, Document
from pipeline.wording import key, likeness

T = TypeVar("T", bound=Hashable)

CORE = (
    "is_contract", "departments", "signatories", "signature_date",
    "period", "amounts", "engagements", "actions",
)  # fmt: skip
FIELDS = (
    *CORE, "kind", "publication_date", "update_date", "signatory_party", "signatory_role",
    "amount_role", "amount_payers", "amount_per_year", "amount_year",
    "deliberation_number", "deliberation_date", "vote",
)  # fmt: skip
MEAN = "mean"
_FINAL = ("adopted", "signed", "amended")
_SAME_TEXT, _SAME_ROLE = 0.75, 0.6
_AMOUNT_ROLES = {"contract_funding": "funding", "context": "context"}


class Comparison(NamedTuple):
    """What was found for a field of a document and what was to be found.

    With `alike`, texts match that share so much of their words (0 to 1); without, values that are equal.
    """

    field: str
    found: Sequence[Any]
    wanted: Sequence[Any]
    alike: float | None = None


class Mistake(NamedTuple):
    """A value that is wrong ("spurious") or was not found ("missed")."""

    document: str
    field: str
    kind: str
    value: str


@dataclass
class Count:
    """How many values of a field are right, spurious and missed."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        found = self.right + self.spurious
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what was to be found that was found; 1 where there was nothing."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Score:
    """The counts of all documents, field by field (micro-averaged), and every single mistake."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    mistakes: list[Mistake] = field(default_factory=list)
    documents: int = 0
    ungrounded: int = 0

    @property
    def mean(self) -> float:
        """Mean F1 of the core fields; one that no document has counts as 0."""
        return sum(self.counts[name].f1 if name in self.counts else 0.0 for name in CORE) / len(CORE)

    def f1(self) -> dict[str, float]:
        """F1 of every field and, under "mean", their mean over the core fields."""
        return {name: count.f1 for name, count in self.counts.items()} | {MEAN: self.mean}


def evaluate(pairs: Iterable[tuple[str, Document, Gold]]) -> Score:
    """Score documents against their annotations, each given with a name for its mistakes."""
    score = Score()
    for name, document, gold in pairs:
        score.documents += 1
        score.ungrounded += count_ungrounded(document)
        for comparison in compare(document, gold):
            right, spurious, missed = _match(comparison)
            count = score.counts[comparison.field]
            count.right += right
            count.spurious += len(spurious)
            count.missed += len(missed)
            for kind, values in (("spurious", spurious), ("missed", missed)):
                score.mistakes += [Mistake(name, comparison.field, kind, str(value)) for value in values]
    return score


def compare(document: Document, gold: Gold) -> Iterator[Comparison]:
    """Set each field of a record beside its annotation.

    What an annotation lists under `either_way` counts neither for nor against; for texts the whole field.
    """
    for comparison in _all_fields(document, gold):
        if comparison.field not in gold.either_way:
            yield comparison
        elif comparison.alike is None:
            free = gold.either_way[comparison.field]
            found = [value for value in comparison.found if value not in free]
            yield comparison._replace(found=found, wanted=[v for v in comparison.wanted if v not in free])


def _all_fields(document: Document, gold: Gold) -> Iterator[Comparison]:
    contracts = document.contracts
    done = [True] if any(c.status in _FINAL for c in contracts) else []
    yield Comparison("is_contract", done, [True] if gold.is_contract else [])
    if gold.kind:
        yield Comparison("kind", [document.kind], [gold.kind])
    yield Comparison(
        "departments", _each(d.code for c in contracts for d in c.departments), gold.department_codes
    )
    yield from _people(contracts, gold)
    yield from _dates(document, gold)
    yield from _amounts(document, gold)
    yield Comparison(
        "engagements", [e.text for c in contracts for e in c.engagements], gold.engagements, _SAME_TEXT
    )
    yield Comparison("actions", [a.text for c in contracts for a in c.actions], gold.actions, _SAME_TEXT)
    yield from _deliberation(contracts, gold)


def _each(values: Iterable[T]) -> list[T]:
    """Each value once: what two contracts of one document share counts once."""
    return list(dict.fromkeys(values))


def _people(contracts: Sequence[Contract], gold: Gold) -> Iterator[Comparison]:
    found: dict[str, Person] = {key(p.name): p for c in contracts for p in c.signatories}
    wanted = {key(p.name): p for p in gold.signatories}
    yield Comparison("signatories", list(found), list(wanted))
    for name in found.keys() & wanted.keys():
        got, want = found[name], wanted[name]
        yield Comparison("signatory_party", [(name, got.party)], [(name, want.party)])
        yield Comparison("signatory_role", [got.role] if got.role else [], [want.role], _SAME_ROLE)


def _dates(document: Document, gold: Gold) -> Iterator[Comparison]:
    signed = _each(d.value for c in document.contracts for d in c.dates if d.kind == "signature")
    if gold.partial_date and not gold.signature_date:
        # The text tells part of the date only: saying that part is not wrong, saying more is.
        signed = [value for value in signed if value != gold.partial_date]
    yield Comparison("signature_date", signed, [gold.signature_date] if gold.signature_date else [])
    for name, value, want in (
        ("publication_date", document.published, gold.publication_date),
        ("update_date", document.updated, gold.update_date),
    ):
        if gold.has(name):
            yield Comparison(name, [value] if value else [], [want] if want else [])
    periods = _each((_year(c.period.start), _year(c.period.end)) for c in document.contracts if c.period)
    yield Comparison("period", periods, [gold.period] if gold.period else [])


def _year(value: str | None) -> int | None:
    return int(value[:4]) if value and value[:4].isdecimal() else None


def _amounts(document: Document, gold: Gold) -> Iterator[Comparison]:
    """Amounts by value; what is said of one is compared where the value itself is right."""
    found: dict[float, Amount] = {float(a.value): a for a in document.amounts}
    found |= {float(a.value): a for c in document.contracts for a in c.amounts}
    wanted: dict[float, GoldAmount] = {a.value: a for a in gold.amounts}
    yield Comparison("amounts", list(found), list(wanted))
    for value in found.keys() & wanted.keys():
        got, want = found[value], wanted[value]
        yield Comparison("amount_role", [(value, got.role)], [(value, _AMOUNT_ROLES[want.role])])
        yield Comparison(
            "amount_payers", [(value, p) for p in _each(got.payers)], [(value, p) for p in _each(want.payer)]
        )
        yield Comparison("amount_per_year", [(value, got.per_year)], [(value, want.per_year)])
        if want.year:
            yield Comparison("amount_year", [(value, _year(got.year))], [(value, want.year)])


def _deliberation(contracts: Sequence[Contract], gold: Gold) -> Iterator[Comparison]:
    if not gold.deliberation:
        return
    found = [c.deliberation for c in contracts if c.deliberation]
    number, day, vote = gold.deliberation.number, gold.deliberation.session_date, gold.deliberation.vote
    numbers = _each(key(d.number) for d in found if d.number)
    yield Comparison("deliberation_number", numbers, [key(number)] if number else [])
    days = _each(d.session_date for d in found if d.session_date)
    yield Comparison("deliberation_date", days, [day] if day else [])
    votes = [d.vote for d in found if d.vote]
    if vote == "unanimous":
        yield Comparison("vote", _each(v.outcome for v in votes), ["unanimous"])
    elif vote:
        counts = _each((v.for_, v.against, v.abstentions) for v in votes)
        yield Comparison("vote", counts, [(vote.for_, vote.against, vote.abstentions)])


def _match(comparison: Comparison) -> tuple[int, list[Any], list[Any]]:
    """Count what is right; list what is spurious and what was missed."""
    if comparison.alike is None:
        found, wanted = Counter(comparison.found), Counter(comparison.wanted)
        return (found & wanted).total(), list((found - wanted).elements()), list((wanted - found).elements())
    return _match_texts(comparison.found, comparison.wanted, comparison.alike)


def _match_texts(
    found: Sequence[str], wanted: Sequence[str], alike: float
) -> tuple[int, list[str], list[str]]:
    """Pair texts one to one, the most alike first."""
    likely = ((likeness(a, b), i, j) for i, a in enumerate(found) for j, b in enumerate(wanted))
    open_found, open_wanted = set(range(len(found))), set(range(len(wanted)))
    for _, i, j in sorted((pair for pair in likely if pair[0] >= alike), key=lambda p: (-p[0], p[1], p[2])):
        if i in open_found and j in open_wanted:
            open_found.remove(i)
            open_wanted.remove(j)
    right = len(found) - len(open_found)
    return right, [found[i] for i in sorted(open_found)], [wanted[j] for j in sorted(open_wanted)]


def count_ungrounded(document: Document) -> int:
    """Count the evidence in a record that is not in its text where it says to be."""

    def count(node: Any) -> int:
        if isinstance(node, list):
            return sum(map(count, node))
        if not isinstance(node, dict):
            return 0
        wrong = "quote" in node and document.text[node["start"] : node["end"]] != node["quote"]
        return wrong + sum(map(count, node.values()))

    return count(document.model_dump(exclude={"text"}))
