"""The wordings of offices and bodies, read from data/offices.toml and made into patterns."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple, cast

from extractors.facts import Office, PartyKind, SignatoryParty
from extractors.text.anchors import Anchors

BodyKind = PartyKind | Literal["delegation"]


class Head(NamedTuple):
    """A wording of the head of a role and what it means; see data/offices.toml for the fields."""

    pattern: re.Pattern[str]
    office: Office
    party: SignatoryParty | None
    by_body: dict[str, Office]
    weak: bool
    topics: bool
    apposed: bool
    ordinal: bool
    acronym: bool
    needs: Literal["", "object", "body", "governs", "ordinal"]


class Body(NamedTuple):
    """A body that a role is of; an `open` one may go on as a noun, an `indirect` one has no president."""

    kind: BodyKind
    party: SignatoryParty
    open: bool
    indirect: bool


class Lexicon(NamedTuple):
    """All that `offices` and `role_extent` match; `heads` are by their first letters, which `anchors` finds.

    `body` matches any body; its group of each number is that of one of `bodies`, counted from 1.
    """

    anchors: Anchors
    heads: dict[str, list[Head]]
    qualifiers: re.Pattern[str]
    body: re.Pattern[str]
    bodies: list[Body]
    ends: frozenset[str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    nominal: tuple[str, ...]
    not_after: frozenset[str]
    not_acronyms: frozenset[str]
    competences: frozenset[str]

    def heads_at(self, folded: str, start: int) -> list[Head]:
        """Return the heads whose first letters, as many as are known, stand at `start`."""
        for end in range(start + _STEM, start, -1):
            if heads := self.heads.get(folded[start:end]):
                return heads
        return []


_END = r"(?![a-z0-9]|-[a-z])"
# "président(e)", "directeur·rice", "adjoint.e.s"
_INCLUSIVE = r"(?:\((?:e|ere|rice|ne)s?\)s?|[.·•](?:e|ere|rice|ne)(?:[.·•]?s)?(?![a-z0-9]))?"
_STEM = 4  # letters


@cache
def lexicon() -> Lexicon:
    """Read the file once."""
    data = tomllib.loads(files("extractors").joinpath("data/offices.toml").read_text("utf-8"))
    heads: dict[str, list[Head]] = {}
    for entry in data["offices"]:
        for written in entry["heads"]:
            heads.setdefault(_stem(written), []).append(_head(entry, written))
    qualifiers = "|".join(map(_spaced, data["qualifiers"]["words"]))
    return Lexicon(
        anchors=Anchors(heads),
        heads=heads,
        qualifiers=re.compile(f"(?: +(?:{qualifiers}){_END}{_INCLUSIVE}){{0,4}}"),
        body=re.compile(f"(?:{'|'.join(_group(entry['patterns']) for entry in data['bodies'])}){_END}"),
        bodies=[
            Body(entry["kind"], entry["party"], entry.get("open", False), entry.get("indirect", False))
            for entry in data["bodies"]
        ],
        ends=frozenset(data["ends"]["words"]),
        verbs=frozenset(data["ends"]["verbs"]),
        nouns=frozenset(data["ends"]["nouns"]),
        nominal=tuple(data["ends"]["nominal"]),
        not_after=frozenset(data["ends"]["not_after"]),
        not_acronyms=frozenset(data["ends"]["not_acronyms"]),
        competences=frozenset(data["competences"]["words"]),
    )


def _group(patterns: Sequence[str]) -> str:
    return f"({'|'.join(map(_spaced, patterns))})"


def _head(entry: dict[str, Any], written: str) -> Head:
    return Head(
        pattern=re.compile(_spaced(written) + _END + _INCLUSIVE),
        office=entry["office"],
        party=entry.get("party"),
        by_body=cast("dict[str, Office]", entry.get("by_body", {})),
        weak=entry.get("weak", False),
        topics=entry.get("topics", False),
        apposed=entry.get("apposed", False),
        ordinal=entry.get("ordinal", False),
        acronym=entry.get("acronym", False),
        needs=entry.get("needs", ""),
    )


def _stem(written: str) -> str:
    """Take the first letters of a pattern, those that it always begins with; a letter alone begins too much."""
    found = re.match(r"(?:[a-z] )?[a-z]+(?!\?)", written)
    if found is None:
        raise ValueError(f'offices.toml: the head "{written}" must begin with letters')
    return found.group()[:_STEM]


def _spaced(written: str) -> str:
    """Let a space be any number of spaces, and a hyphen between words a space as well."""
    return re.sub(r"(?<=[a-z?)])-(?=[a-z(])", "(?: *- *| +)", re.sub(r" (?![?*+])", " +", written))
