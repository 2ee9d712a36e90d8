"""What kind of document a text is: press release, news, deliberation, contract, amendment, circular."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from itertools import takewhile
from typing import Any, NamedTuple

from extractors.contracts.annexes import is_annex
from extractors.contracts.excerpts import is_excerpt
from extractors.deliberation.sessions import find_assembly
from extractors.deliberation.spans import find_spans
from extractors.people.contract_text import contract_zone
from extractors.text.anchors import Phrases
from extractors.text.source import Source
from pipeline.record import DocumentKind


class _Sign(NamedTuple):
    """Formulas of one kind, how far into the text they are looked for, how much they tell, and where they stand."""

    kind: DocumentKind
    within: int
    formulas: Phrases
    weight: int = 0
    opens: bool = False


def _signs(entries: Iterable[Mapping[str, Any]]) -> list[_Sign]:
    return [
        _Sign(e["kind"], e["within"], Phrases(*e["formulas"]), e.get("weight", 0), e.get("opens", False))
        for e in entries
    ]


_DATA = tomllib.loads((files("pipeline.assembly") / "data/kinds.toml").read_text("utf-8"))
_ONLY, _SIGNS = _signs(_DATA["only"]), _signs(_DATA["signs"])


def find_kind(source: Source) -> DocumentKind:
    r"""Tell the kind of a document by the formulas that only one kind uses, else by the signs of who publishes it.

    >>> find_kind(Source("Communiqué de presse\nLe contrat est signé."))
    'press_release'
    """
    if contract_zone(source) or is_annex(source) or is_excerpt(source):
        return kind_of_contract(source)
    for only in _ONLY:
        acts = only.kind == "deliberation"
        teasers = acts and _TEASERS.stand_in(source)
        reach = min(only.within, _first_teaser(source)) if teasers else only.within
        told = any(
            _is_of_document(source, start, opens=only.opens)
            for start in only.formulas.between(source, 0, reach)
        )
        if (told or (acts and _is_numbered_act(source))) and not (acts and _is_of_committee(source)):
            return only.kind
    return _published_by(source)


_OPENING_OF_CONTRACT = 300  # characters, in which an amendment says that it is one


def kind_of_contract(source: Source) -> DocumentKind:
    """Tell an amendment from another contract.

    >>> kind_of_contract(Source("AVENANT N° 2 AU CONTRAT")), kind_of_contract(Source("CONTRAT LOCAL"))
    ('amendment', 'contract')
    """
    return "amendment" if "avenant" in source.folded[:_OPENING_OF_CONTRACT] else "contract"


_COMMITTEE = re.compile("|".join(_DATA["committees"]["lines"]))
_DELIBERATES = Phrases(*_DATA["committees"]["unless"])


def _is_of_committee(source: Source) -> bool:
    """Whether a text is the minutes of those who follow a contract: they have a secretary too and decide nothing."""
    within = int(_DATA["committees"]["within"])
    blocks = takewhile(lambda block: block.start < within, source.blocks)
    named = any(_COMMITTEE.match(source.folded, block.start, block.end) for block in blocks)
    return named and not _DELIBERATES.stand_in(source)


# "- Recueil des actes administratifs": an entry of a menu; "- Séance du 3 mai", "- Rapporteur : M. Roy" are none.
_TELLS = re.compile(r"[\d:]")
# "Objet : | instruction n° 12"; "Vu la | circulaire du 3 mai" and "né de la | circulaire du 3 mai" are of other texts.
_OPENING = re.compile(r"\W*(?:objet ?: ?)?")


# "En ouverture de la | séance du 3 mai, le président a rendu compte …": a sentence, and no head of an act.
_IN_PROSE = re.compile(r"\b(?:de|a|lors de|pendant|durant|apres|avant|pour|dans) la $")
_HEAD_LINE = 120  # characters


def _is_of_document(source: Source, start: int, *, opens: bool) -> bool:
    """Whether a formula stands in what the document itself says, and not in the menu of a site.

    `opens` asks that it also opens its paragraph.
    """
    index = source.block_index(start)
    if index is None or not source.blocks[index].main:
        return False
    block = source.blocks[index]
    if opens:
        return block.kind != "item" and _OPENING.fullmatch(source.folded, block.start, start) is not None
    if (
        block.kind == "paragraph"
        and block.end - block.start > _HEAD_LINE
        and _IN_PROSE.search(source.folded, max(0, start - 20), start)
    ):
        return False
    return block.kind != "item" or _TELLS.search(source.folded, block.start, block.end) is not None


def _published_by(source: Source) -> DocumentKind:
    """Tell by its signs whether a public body speaks or a newspaper; "other" where nothing speaks for either."""
    told = dict.fromkeys(("press_release", "news"), 0)
    for sign in _SIGNS:
        if sign.formulas.stand_in(source, sign.within):
            told[sign.kind] += sign.weight
    told["news"] += _looks_like_newspaper(source.text)
    if told["news"] > told["press_release"]:
        return "news"
    bodies = ("prefet", "prefec", "departement")
    return "press_release" if any(told.values()) or any(body in source.folded for body in bodies) else "other"


def _looks_like_newspaper(text: str) -> int:
    """Weigh how a text is written: newspapers begin with the place, note the hour and who writes."""
    weight = 2 if _PLACE.match(text) else 0
    weight += 3 * sum(pattern.search(text, 0, _TOP) is not None for pattern in (_HOUR, _BYLINE))
    return weight + 3 * (_INITIALS.search(text, max(0, len(text) - _FOOT)) is not None)


# "Vesoul. – Le préfet …", "ISÈRE – Un premier contrat …": newspapers begin with the place, others with who speaks.
_PLACE = re.compile(
    r"\W*(?!(?i:(?:le |la )?(?:d[ée]partement|pr[ée]fecture|ville|ars|communiqu[ée])|\w+ mag))"
    r"[A-ZÀ-Ý][\w'’-]+(?: (?:[A-ZÀ-Ý][\w'’-]*|d[eu]s?|l[ae]s?|sur|en|et)){0,4}"
    r"(?:\. ?[–—-]?| ?[–—•/]| -) (?=\W*[A-ZÀ-Ý0-9])"
)
_HOUR = re.compile(r"(?:19|20)\d\d,? ?(?:à|[–-])? ?\d{1,2}[h:]\d\d\b", re.IGNORECASE)
# What stands before "Par Luc Blanc" is asked behind it: letters are found at once, any place in a text is not.
_BYLINE = re.compile(
    r"[Pp]ar (?:(?<=[\n–|•·-].{4})|(?<=[–|•·-] .{4}))(?:[A-ZÀ-Ý][\w'’-]+ ?){1,4}$", re.MULTILINE
)
_INITIALS = re.compile(r"(?:\n|\. ?)[A-Z]\. ?-?[A-Z]\.(?: ?[A-Z]\.)?\s*$")
_TOP, _FOOT = 2000, 30  # characters


# What other pages of a site tell stands under one of these: "Conseil départemental : la séance du 26 juin".
_TEASERS = Phrases(
    "lire aussi", "voir aussi", "sur le meme sujet", "dans la meme rubrique", "a decouvrir aussi"
)
_TEASER_HEAD = re.compile(r"^.{0,4}(?:a )?(?:lire|voir|decouvrir|sur|dans) .{0,40}$", re.MULTILINE)


def _first_teaser(source: Source) -> int:
    """Return where the teasers of other pages begin, which stand under a line of their own."""
    heads = (
        line.start() for line in _TEASER_HEAD.finditer(source.folded) if _TEASERS.stand_in_text(line.group())
    )
    return next(heads, len(source.folded))


def _is_numbered_act(source: Source) -> bool:
    """Whether an assembly is named above or under the number of an act: "Délibération AP-2021-77"."""
    acts = [span for span in find_spans(source) if span.number]
    return bool(acts) and find_assembly(source, 0, acts[0].start + 1500) is not None
