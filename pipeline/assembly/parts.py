"""A file of many acts, read act by act: only what an act says goes into the contract that it decides."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel

from extractors.contracts.mentions import Mention, find_mentions
from extractors.deliberation.gazettes import find_gazette_spans
from extractors.deliberation.spans import Span, find_spans
from extractors.facts import Evidence
from extractors.people.contract_text import contract_zone
from extractors.text.blocks import Block
from extractors.text.source import Source


class Part(NamedTuple):
    """A piece of a file that is read for itself.

    `source` is its text; `start` is where it begins in the file; `act` is false for what stands before the first act.
    """

    source: Source
    start: int
    act: bool


class Division(NamedTuple):
    """The parts of a file that are read, and the acts of it that name no contract and are set aside.

    `gazette` tells acts of all kinds, others are the deliberations of an assembly.
    """

    parts: list[Part]
    aside: list[Span]
    gazette: bool = False


_PUBLIC = re.compile(r"\b(?:etat|prefete?s?|prefecture|ars|agence regionale de sante)\b")
# "Arrêté portant délégation de signature à M. A", at the head of an act.
_DELEGATES = re.compile(r"\b(?:delegation|subdelegation) (?:generale )?de signature\b")
_TITLE = 400  # characters, with what stands above it on its page
_SHOWN = 12


def divide(source: Source) -> Division | None:
    r"""Divide a file of several acts; None where it is to be read as one text.

    >>> text = "Conseil du 4 mai 2021\n" + "".join(
    ...     f"Délibération n° 21-{n}\n{title}\nLe rapporteur expose. {'Le débat suit. ' * 20}\nDÉCIDE d'approuver.\n"
    ...     for n, title in enumerate(["Voirie", "CDPPE de la Creuse", "Collèges"])
    ... )
    >>> division = divide(Source(text))
    >>> [part.source.text[:20] for part in division.parts], len(division.aside)
    (['Conseil du 4 mai 202', 'Délibération n° 21-1'], 2)
    """
    gazette = find_gazette_spans(source)
    spans = gazette or find_spans(source)
    apart = sum(span.apart for span in spans)
    if apart < 2 or apart * 2 < len(spans):
        return None
    chosen = _naming_contracts(source, spans)
    if not chosen:
        # Read as a whole, and no contract made of what belongs to a score of acts.
        return Division([Part(source, 0, False)], [])
    parts = [part_of(source, span.start, span.end, act=True) for span in spans if span in chosen]
    if source.text[: spans[0].start].strip():
        parts.insert(0, part_of(source, 0, spans[0].start, act=False))
    return Division(parts, [span for span in spans if span not in chosen], gazette=bool(gazette))


def _naming_contracts(source: Source, spans: Sequence[Span]) -> set[Span]:
    """The acts that name a contract of a known programme; where none does, those that name one with the State.

    Where none does so in a sentence, those that are one.
    """
    known: set[Span] = set()
    public: set[Span] = set()
    mentions = iter(find_mentions(source))
    mention = next(mentions, None)
    for span in (span for span in spans if not _is_leave_to_sign(source, span)):
        while mention and mention.start < span.start:
            mention = next(mentions, None)
        while mention and mention.start < span.end:
            if mention.programme and not _in_visa(source, mention):
                known.add(span)
            elif _PUBLIC.search(source.folded, *_sentence_bounds(source, mention)):
                public.add(span)
            mention = next(mentions, None)
    return known or public or {span for span in spans if _is_public_contract(source, span)}


def _is_public_contract(source: Source, span: Span) -> bool:
    """Whether an act is the text of a contract, with the State for one of its parties."""
    if not _PUBLIC.search(source.folded, span.start, span.end):
        return False
    act = part_of(source, span.start, span.end, act=True).source
    zone = contract_zone(act)
    return zone is not None and _PUBLIC.search(act.folded, *zone) is not None


def _is_leave_to_sign(source: Source, span: Span) -> bool:
    """Whether an act only says who may sign: it lists contracts of all kinds."""
    return _DELEGATES.search(source.folded, span.start, min(span.end, span.start + _TITLE)) is not None


def _sentence_bounds(source: Source, mention: Mention) -> tuple[int, int]:
    sentence = source.sentences[mention.sentence]
    return sentence.start, sentence.end


_VISA = re.compile(r"\W*vu\b")


def _in_visa(source: Source, mention: Mention) -> bool:
    """Whether a contract is only recalled: "Vu le contrat …"."""
    return _VISA.match(source.folded, source.sentences[mention.sentence].start) is not None


def part_of(source: Source, start: int, end: int, *, act: bool) -> Part:
    """Cut a part out of a file: its text, its blocks, its pages with their numbers."""
    blocks = [
        Block(
            max(block.start, start) - start,
            min(block.end, end) - start,
            block.kind,
            block.level,
            block.marker,
            block.main,
            block.cell,
        )
        for block in source.blocks
        if block.end > start and block.start < end
    ]
    cut = Source(
        source.text[start:end],
        id=source.id,
        blocks=blocks,
        pages=[page - start for page in source.pages],
        published=source.published,
        updated=source.updated,
    )
    return Part(cut, start, act)


def place_evidence(source: Source, model: Any, offset: int, seen: set[int]) -> None:
    """Move the evidence of facts that were read in a part to where it stands in the file, each piece once."""
    for evidence in _evidence(model):
        if id(evidence) not in seen:
            seen.add(id(evidence))
            evidence.start += offset
            evidence.end += offset
            # Only the file knows its pages, and how sure their letters are.
            there = source.evidence(evidence.start, evidence.end, evidence.rule, evidence.confidence)
            evidence.page, evidence.boxes, evidence.confidence = there.page, there.boxes, there.confidence


def _evidence(value: Any) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _evidence(getattr(value, name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _evidence(item)


def aside_message(source: Source, division: Division) -> str:
    """Say which acts of a file were not read, and where they stand."""
    shown = [_shown(source, span) for span in division.aside[:_SHOWN]]
    more = len(division.aside) - len(shown)
    listed = ", ".join(shown) + (f" and {more} more" if more else "")
    total = len(division.aside) + sum(part.act for part in division.parts)
    return (
        f"The file holds {total} acts; {len(division.aside)} of them name no contract, so that their money, people "
        f"and dates are not listed: {listed}."
    )


def _shown(source: Source, span: Span) -> str:
    line = source.text[span.start : span.end].split("\n", 1)[0].strip()
    number = source.text[slice(*span.number)] if span.number else line[:40]
    page = sum(start <= span.start for start in source.pages)
    return f"{number} (page {page})" if page else number
