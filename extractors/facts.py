"""The facts that can be read from a text. A fact without evidence cannot be constructed."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, with_config

PartyKind = Literal[
    "etat", "ars", "departement", "region", "metropole", "commune", "epci", "caf", "association", "other"
]
# The party that a person acts for, as the tripartite contracts see it: every other body is "other".
SignatoryParty = Literal["etat", "ars", "departement", "other"]
Office = Literal[
    "prefet", "sous_prefet", "president_departement", "vice_president_departement", "directeur_ars", "delegue_ars",
    "ministre", "maire", "president_epci", "president_region", "other",
]  # fmt: skip
Capacity = Literal["signs", "signs_for", "present", "quoted", "rapporteur", "member", "other"]
DateKind = Literal[
    "signature", "adoption", "deliberation", "effective", "end", "event", "publication", "other"
]
Status = Literal["announced", "negotiated", "adopted", "signed", "amended", "refused"]
Instrument = Literal["contract", "amendment", "agreement", "protocol"]
Approximation = Literal["about", "almost", "at_least", "at_most", "range"]


def money(value: Decimal) -> str:
    """Write an amount in units of its currency: no exponent, cents only where there are any.

    >>> money(Decimal("2.5E6")), money(Decimal("775213.7")), money(Decimal("0.125"))
    ('2500000', '775213.70', '0.125')
    """
    if value == value.to_integral_value():
        return format(value.quantize(Decimal(1)), "f")
    cents = value.quantize(Decimal("0.01"))
    return format(cents if cents == value else value.normalize(), "f")


Money = Annotated[Decimal, PlainSerializer(money, return_type=str)]


class Model(BaseModel):
    """What all parts of a record have in common: unknown fields are an error."""

    model_config = ConfigDict(extra="forbid")


class Problem(Model):
    """A warning or an error in plain words; `page` is 1-based, null where it concerns the whole document."""

    code: str
    message: str
    page: int | None = None


# A plain dataclass, unlike the facts: there are as many as of all these together, and it is made in a fifth of the
# time. `Source.evidence` sees to it that the passage exists, pydantic to what is read from JSON.
@with_config(ConfigDict(extra="forbid"))
@dataclass(slots=True, kw_only=True)
class Evidence:
    """The passage that proves a value: `text[start:end] == quote` in the text of `document`.

    `start` and `end` count Unicode code points; `page` is 1-based; a box is (x0, top, x1, bottom) in PDF
    points from the top left corner; `rule` names what found it; `confidence` lies between 0 and 1.
    """

    document: str
    start: int
    end: int
    quote: str
    page: int | None = None
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    rule: str
    confidence: float = 1.0


class Fact(Model):
    """A value with the passages that prove it."""

    evidence: list[Evidence] = Field(min_length=1)

    @property
    def at(self) -> Evidence:
        """The first passage, by which facts are put in order."""
        return self.evidence[0]


class Department(Model):
    """A département or a collectivity with its competences, by its official geographic code (INSEE)."""

    code: str
    name: str


class Person(Fact):
    """Somebody named in the text, with what they are and what they do in it."""

    name: str
    given_name: str | None = None
    family_name: str | None = None
    honorific: str | None = None
    role: str | None = None
    office: Office = "other"
    party: SignatoryParty | None = None
    territory: list[Department] = Field(default_factory=list)
    capacity: Capacity = "other"


class Date(Fact):
    """A date (EDTF, ISO 8601-2), typed by what the sentence says of it.

    `inferred` names the rule by which a missing year was found, null where the text gives it.
    """

    kind: DateKind
    value: str
    text: str
    inferred: str | None = None


class Period(Fact):
    """A span of time with EDTF bounds; a bound that is not known is null."""

    start: str | None
    end: str | None
    text: str


class Amount(Fact):
    """Money in units of `currency`; `value_max` is the upper bound of a range."""

    value: Money
    value_max: Money | None = None
    currency: str = "EUR"
    text: str
    approximation: Approximation | None = None
    payers: list[PartyKind] = Field(default_factory=list)
    payees: list[PartyKind] = Field(default_factory=list)
    per_year: bool = False
    per_party: bool = False
    year: str | None = None
    period: str | None = None
    role: Literal["funding", "context"] = "context"
    scope: Literal["total", "share", "action", "unit"] = "total"
    purpose: str | None = None


class Action(Fact):
    """A concrete measure that a contract plans; `engagement` is an index into the contract's engagements."""

    text: str
    engagement: int | None = None
    amounts: list[str] = Field(default_factory=list)


class Engagement(Fact):
    """A strategic commitment; `axis` is its code in the programme's own list, null outside it."""

    axis: str | None = None
    text: str
    actions: list[int] = Field(default_factory=list)


class Party(Fact):
    """A body that is party to a contract; `representative` is the role that signs where no name is given."""

    kind: PartyKind
    name: str
    representative: str | None = None


class Vote(Model):
    """The outcome of a vote; a count that the text does not give is null."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    for_: int | None = Field(alias="for")
    against: int | None
    abstentions: int | None
    outcome: Literal["unanimous", "adopted", "rejected"] | None


class Deliberation(Fact):
    """The act of an assembly by which a contract was decided."""

    number: str | None = None
    assembly: str | None = None
    session_date: str | None = None
    rapporteur: str | None = None
    vote: Vote | None = None
    decisions: list[str] = Field(default_factory=list)
