"""What the components find in a document, kept with its Doc: `doc._.dates`, `doc._.people` and so on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.text.source import Source

if TYPE_CHECKING:
    from extractors.contracts.acts import Act
    from extractors.contracts.mentions import Mention
    from extractors.contracts.objects import Step
    from extractors.deliberation.component import Act as Deliberation
    from extractors.engagements.commitments import Commitments
    from extractors.facts import Amount, Date, Period, Person, Problem
    from extractors.parties.bodies import Group
    from extractors.parties.territories import TerritoryMention
    from extractors.people.entities import Entity
    from extractors.people.figures import Figure
    from extractors.people.signing import Signing
    from extractors.tables.tables import Table


T = TypeVar("T")


class Later(Generic[T]):
    """What is found when it is first asked for: a text that reports no contract is never asked for its parties.

    >>> parties = Later(lambda: ["etat", "ars"])
    >>> asked(parties), asked(parties) is asked(parties)
    (['etat', 'ars'], True)
    """

    def __init__(self, find: Callable[[], T]) -> None:
        self._find = find
        self._found: list[T] = []

    def get(self) -> T:
        """Return it, found the first time."""
        if not self._found:
            self._found.append(self._find())
        return self._found[0]


def asked(value: Later[T] | T | None) -> T | None:
    """Return a value, and one that is found later now."""
    return value.get() if isinstance(value, Later) else value


@dataclass(slots=True)
class Found:
    """The text of a document and what is known of it; None where no component has looked for it yet."""

    source: Source
    acts: "list[Act] | None" = None
    mentions: "list[Mention] | None" = None
    steps: "list[Step] | None" = None
    dates: "list[Date] | None" = None
    periods: "list[Period] | None" = None
    tables: "list[Table] | None" = None
    amounts: "list[Amount] | None" = None
    problems: "list[Problem] | None" = None
    bodies: "Later[list[Group]] | list[Group] | None" = None
    territories: "list[TerritoryMention] | None" = None
    figures: "list[Figure] | None" = None
    entities: "list[Entity] | None" = None
    people: "list[Person] | None" = None
    unnamed: "list[Signing] | None" = None
    deliberations: "Later[list[Deliberation]] | list[Deliberation] | None" = None
    commitments: "Later[Commitments] | Commitments | None" = None


# Where it is kept. The components ask for it once a document: each `doc._` takes as long as several patterns.
_KEY = "tripartite"


def found_in(doc: Doc) -> Found:
    """Return what was found in `doc`; its source is made from its text where a reader has not set one.

    >>> import spacy
    >>> found = found_in(spacy.blank("fr")("Signé le 3 mai."))
    >>> found.source.sentences[0].end, found.dates
    (15, None)
    """
    found: Found | None = doc.user_data.get(_KEY)
    if found is None:
        found = doc.user_data[_KEY] = Found(Source(doc.text))
    return found


def source_of(doc: Doc) -> Source:
    """Return the source of `doc`."""
    return found_in(doc).source


def carrying(source: Source, vocab: Vocab) -> Doc:
    """Make a Doc that takes `source` through the components and has no tokens: they read the text itself.

    >>> import spacy
    >>> doc = carrying(Source("Signé le 3 mai."), spacy.blank("fr").vocab)
    >>> len(doc), doc._.source.text
    (0, 'Signé le 3 mai.')
    """
    doc = Doc(vocab)
    doc.user_data[_KEY] = Found(source)
    return doc


def mark(doc: Doc, key: str, passages: Iterable[tuple[int, int, str]]) -> None:
    """Set `doc.spans[key]` to passages with their labels, where `doc` has tokens for spans to be made of."""
    if len(doc):
        spans = (doc.char_span(*passage, alignment_mode="expand") for passage in passages)
        doc.spans[key] = [span for span in spans if span is not None]


def _get(name: str, doc: Doc) -> Any:
    return asked(getattr(found_in(doc), name))


def _set(name: str, doc: Doc, value: Any) -> None:
    setattr(found_in(doc), name, value)


for _field in fields(Found):
    Doc.set_extension(
        _field.name, getter=partial(_get, _field.name), setter=partial(_set, _field.name), force=True
    )
