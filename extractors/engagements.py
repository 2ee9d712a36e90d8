"""Engagements and actions of a contract: which lists and sentences hold them, and where each text begins and ends."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from extractors.contracts import Mention, find_mentions, programmes
from extractors.facts import Action, Engagement
from extractors.lists import LABEL, Entry, Listing, find_listings
from extractors.source import Source, source_of

ListKind = Literal["engagements", "actions", "neither", "unknown"]


@dataclass
class Commitments:
    """The engagements and actions of a text; an action knows the index of its engagement and the reverse."""

    engagements: list[Engagement] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)


class _Cues(NamedTuple):
    engagements: re.Pattern[str]
    actions: re.Pattern[str]
    neither: re.Pattern[str]
    contract: re.Pattern[str]
    rival: re.Pattern[str]
    prose: re.Pattern[str]
    not_measure: re.Pattern[str]


@cache
def _cues() -> _Cues:
    data = tomllib.loads((files("extractors") / "data/engagements.toml").read_text("utf-8"))
    lead, subject, prose = data["lead"], data["subject"], data["prose"]

    def either(patterns: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(patterns))

    subjects, verbs = "|".join(prose["subjects"]), "|".join(prose["verbs"])
    return _Cues(
        either(lead["engagements"]),
        either(lead["actions"]),
        either(lead["neither"]),
        either(subject["contract"]),
        either(subject["rival"]),
        re.compile(rf"\b(?:{subjects})\b[^.;:\n]{{0,80}}?\b(?:{verbs})\b(?: (?:aussi|egalement|ainsi|entre autres|en particulier|par exemple|surtout|de|d'))*,?(?: notamment,?)?(?: de| d')? "),
        re.compile(rf"(?:l[ae] |l'|les |une? |des |du |de la |plus de |pres de |quelque )?(?:[\d.,]+ |deux |trois |quatre |cinq |six |sept |huit |neuf |dix |onze |douze |quinze |vingt |trente |\w+ante )?(?:nouve\w+ |grande?s |premiere?s? )?(?:{'|'.join(prose['not_measures'])})(?![\w-])"),
    )  # fmt: skip


_NOT_YET_MENTIONED = 10**9
_INFINITIVE = re.compile(r"(?:(?:mieux|ne pas|se |s'|y |davantage|plus |d'|de |a )?)*[a-z]{2,}(?:er|ir|re)\b")
_DEED = re.compile(
    r"(?:(?:l[ae] |l'|les |une? |des |d'une? |du |de |d')?(?:\d+ |nouvelles? |futures? )?)?"
    r"(?:\w+tions?|\w+ments?|\w+ages?|ouvertures?|acces|soutien|appui|mises? en \w+|recrutements?|suivi|visites?|accueil|equipes?|places?|postes?|maintien|renfort|extension|essor|bilans?|entretiens?|maillage|parrainage|lancement|achat|generalisation|plateforme|guichet|maison|unite|centre|bus|service)\b"
)


def find_commitments(source: Source, mentions: Sequence[Mention]) -> Commitments:
    """Find engagements and actions in lists and in running text.

    >>> source = Source("Le CDPPE a deux axes :\\n- agir plus tôt ;\\n- sécuriser les parcours.")
    >>> [(e.axis, e.text) for e in find_commitments(source, find_mentions(source)).engagements]
    [('1', 'agir plus tôt'), ('2', 'sécuriser les parcours')]
    """
    found = Commitments()
    first_mention = min((m.start for m in mentions), default=_NOT_YET_MENTIONED)
    programme = next((m.programme for m in mentions if m.programme), None)
    taken: list[tuple[int, int]] = []
    for listing in find_listings(source):
        if any(start < listing.entries[0].end and listing.entries[0].start < end for start, end in taken):
            continue
        kind = _kind(source, listing, first_mention, programme)
        if kind in ("engagements", "actions"):
            _add_listing(source, listing, kind, programme, found)
            taken.append((listing.entries[0].start, listing.entries[-1].end))
    _add_paragraphs(source, found, taken, first_mention)
    _add_prose(source, found, taken, first_mention)
    found.actions.sort(key=lambda action: action.at.start)
    return found


def _last(pattern: re.Pattern[str], text: str) -> int:
    position = -1
    for match in pattern.finditer(text):
        position = match.end()
    return position


def _kind(source: Source, listing: Listing, first_mention: int, programme: str | None) -> ListKind:
    """What a list holds, by the words that lead in to it and by its own entries."""
    cues = _cues()
    lead = source.folded[listing.lead_start : listing.lead_end].rstrip(" :")
    section = _section(source, listing.lead_start)
    if listing.entries[0].start < first_mention:
        return "unknown"
    labels = LABEL.match(fold_label(listing.entries[0].label)) if listing.entries[0].label else None
    if labels and not listing.inline:
        return "actions" if labels["word"].startswith(("action", "mesure", "fiche")) else "engagements"
    own = cues.contract.search(lead)
    if (cues.rival.search(lead) or (section and cues.rival.search(section) and not own)) and not _last(cues.contract, lead) > _last(cues.rival, lead):
        return "neither"
    positions = {"engagements": _last(cues.engagements, lead), "actions": _last(cues.actions, lead), "neither": _last(cues.neither, lead)}
    if positions["neither"] >= 0 and (positions["neither"] >= max(positions["engagements"], positions["actions"]) or not own):
        return "neither"
    if section and cues.neither.search(section) and not own:
        return "neither"
    if labels:
        return "actions" if labels["word"].startswith(("action", "mesure", "fiche")) else "engagements"
    kind: ListKind = "engagements" if positions["engagements"] >= positions["actions"] else "actions"
    if max(positions["engagements"], positions["actions"]) < 0:
        if _axes_in(source, listing, programme) >= 2:
            return "engagements"
        return "unknown"
    if kind == "actions" and _axes_in(source, listing, programme) >= 3:
        return "engagements"
    if listing.inline and not _enumerates(source, listing):
        return "unknown"
    return kind


def fold_label(label: str) -> str:
    """Fold a label for matching."""
    from extractors.folding import fold

    return fold(label)


def _enumerates(source: Source, listing: Listing) -> bool:
    """Whether the entries of an inline list look like commitments: deeds, infinitives or noun phrases."""
    shapes = [
        bool(_INFINITIVE.match(source.folded, e.start) or _DEED.match(source.folded, e.start) or e.label or re.match(r"(?:dans l|l[ae] |l'|les |une? |des |d'une? |\d+ )", source.folded[e.start : e.end]))
        for e in listing.entries
    ]
    return sum(shapes) >= max(2, len(shapes) - 1)


def _section(source: Source, offset: int) -> str:
    """The nearest heading above `offset`, folded."""
    index = source.block_index(offset)
    if index is None:
        return ""
    for block in reversed(source.blocks[max(0, index - 4) : index]):
        if block.main and block.kind == "heading":
            return source.folded[block.start : block.end]
    return ""


def _axes_in(source: Source, listing: Listing, programme: str | None) -> int:
    axes = programmes()[programme].axes if programme else ()
    return sum(any(axis.pattern.search(source.folded, e.start, e.end) for axis in axes) for e in listing.entries)


def _add_listing(source: Source, listing: Listing, kind: ListKind, programme: str | None, found: Commitments) -> None:
    """Take the entries of a list; entries nested under an engagement are its actions."""
    current: int | None = None
    rule = f"{'inline' if listing.inline else 'list'}:{kind}"
    for entry in listing.entries:
        label = LABEL.match(fold_label(entry.label)) if entry.label else None
        is_action = kind == "actions" or entry.level > 0
        if label:
            is_action = label["word"].startswith(("action", "mesure", "fiche"))
        bounds = _trim(source, entry, action=is_action)
        if bounds is None:
            continue
        start, end = bounds
        evidence = [source.evidence(start, end, rule)]
        text = _one_line(source.text[start:end])
        if is_action:
            if current is not None:
                found.engagements[current].actions.append(len(found.actions))
            found.actions.append(Action(text=text, engagement=current, evidence=evidence))
        else:
            axis = _axis(source, start, end, programme)
            same = next((i for i, e in enumerate(found.engagements) if e.text.casefold() == text.casefold()), None)
            if same is not None:
                found.engagements[same].evidence += evidence
                current = same
                continue
            current = len(found.engagements)
            found.engagements.append(Engagement(axis=axis, text=text, evidence=evidence))


def _axis(source: Source, start: int, end: int, programme: str | None) -> str | None:
    axes = programmes()[programme].axes if programme else ()
    return next((axis.code for axis in axes if axis.pattern.search(source.folded, start, end)), None)


_TAIL = re.compile(r"[\s;,.…:]+$|\s*\.\.\.\s*$|\s+(?:et|ou)\s*$")
_PARENTHESIS = re.compile(r" ?\((?P<inside>[^()]*)\)[\s;,.]*$")
_ACRONYM = re.compile(r"^[A-ZÀ-Ý0-9&.\- ]{2,12}s?$")
_PURPOSE = re.compile(r",? (?:destine(?:e|s|es)?s? (?:a|aux?)|permettant|visant|afin de|ayant pour|en vue de|qui|dont|grace a|soit)\b")
_LOCATIVE = re.compile(r"(?:dans l[ea']s? ?|en |a )[\w' -]{2,30}?, +")
_SENTENCE_END = re.compile(r"(?<![A-Z])\.(?= +[A-ZÀ-Ý«\"“])")
_COLON = re.compile(r" ?: +")


def _trim(source: Source, entry: Entry, *, action: bool) -> tuple[int, int] | None:
    """Bounds of the commitment itself: without label, closing punctuation, examples in parentheses, second clauses."""
    text, folded = source.text, source.folded
    start, end = entry.start, entry.end
    if locative := _LOCATIVE.match(folded, start, end):
        start = locative.end()
    if stop := _SENTENCE_END.search(text, start, end):
        end = stop.start()
    if colon := _COLON.search(folded, start, end):
        before, after = folded[start : colon.start()], folded[colon.end() : end]
        # "la prévention : agir plus tôt" has a label; "Renforcer la prévention : suivi, repérage" has details.
        if len(before.split()) <= 4 and not _INFINITIVE.match(before) and _INFINITIVE.match(after):
            start = colon.end()
        else:
            end = colon.start()
    while True:
        parenthesis = _PARENTHESIS.search(text, start, end)
        tail = _TAIL.search(text, start, end)
        if parenthesis and not _ACRONYM.match(parenthesis["inside"]):
            end = parenthesis.start()
        elif tail and tail.start() < end and not (parenthesis and tail.start() < parenthesis.start("inside")):
            end = tail.start()
        else:
            break
    if action and (purpose := _PURPOSE.search(folded, start, end)) and purpose.start() - start > 12:
        end = purpose.start()
    while start < end and text[start] in " \n«\"“'’•-–":
        start += 1
    while end > start and text[end - 1] in " \n»\"”":
        end -= 1
    words = folded[start:end].split()
    return (start, end) if len(words) >= 2 or len(words) == 1 and len(words[0]) > 9 else None


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _add_paragraphs(source: Source, found: Commitments, taken: list[tuple[int, int]], first_mention: int) -> None:
    """Take paragraphs that each begin with a deed ("Création d'une unité …"), under words that announce actions."""
    cues = _cues()
    announced = False
    for _, block in source.main_blocks():
        content = source.folded[block.start : block.end]
        if block.start < first_mention or block.kind == "item":
            continue
        free = not any(a < block.end and block.start < b for a, b in taken)
        deed = re.match(r"(?:l[ae] |l')?(?:\w+(?:tion|ment|age)|ouverture|mise en (?:place|oeuvre|service)|achat|recrutement|extension|soutien|appui) (?:d[eu']|des|a )", content)
        if announced and deed and free and source.text[block.start].isupper():
            bounds = _trim(source, Entry(block.start, block.end, 0, ""), action=True)
            if bounds:
                found.actions.append(Action(text=_one_line(source.text[slice(*bounds)]), evidence=[source.evidence(*bounds, "paragraph:actions")]))
        elif not deed:
            speech = content.startswith('"')
            announced = (announced and speech) or (
                bool(re.search(r"\b(?:actions?|mesures?|projets?)\b", content)) and not cues.neither.search(content) and len(content) < 220
            )


_PIECE = re.compile(r"(?:l[ae] |l'|les |une? |des |du |de la |de l'|d'une? |\d[\d ]* |deux |trois |quatre |cinq |six |sept |huit |neuf |dix |douze |quinze |vingt |davantage d|plus d)")


def _add_prose(source: Source, found: Commitments, taken: list[tuple[int, int]], first_mention: int) -> None:
    """Take measures that a sentence enumerates: "il prévoit la création de …, le recrutement de … et …"."""
    cues = _cues()
    for sentence in source.sentences:
        if sentence.end < first_mention or any(a < sentence.end and sentence.start < b for a, b in taken):
            continue
        found_verb = cues.prose.search(source.folded, sentence.start, sentence.end)
        if not found_verb:
            continue
        pieces = _pieces(source, found_verb.end(), sentence.end)
        for start, end in pieces:
            bounds = _trim(source, Entry(start, end, 0, ""), action=True)
            if bounds:
                found.actions.append(Action(text=_one_line(source.text[slice(*bounds)]), evidence=[source.evidence(*bounds, "prose:actions", 0.7)]))


_JOINT = re.compile(r", (?:et |ainsi que |mais aussi |puis )?| et | ainsi que ")


def _pieces(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """Cut an enumeration at the joints behind which a new measure starts; none where it is no enumeration of measures."""
    cues, folded = _cues(), source.folded
    starts = [start]
    for joint in _JOINT.finditer(folded, start, end):
        infinitives = _INFINITIVE.match(folded, start) is not None
        after = folded[joint.end() : end]
        if infinitives:
            begins = _INFINITIVE.match(after) is not None or re.match(r"(?:de |d')[a-z]+(?:er|ir|re)\b", after) is not None
        else:
            begins = _PIECE.match(after) is not None
        if begins and (_DEED.match(after) or infinitives or not joint.group().startswith(" et") or _PIECE.match(after)):
            starts.append(joint.end())
    bounds = [(a, b) for a, b in zip(starts, [*starts[1:], end], strict=True)]
    first = folded[start : bounds[0][1]]
    if not (_PIECE.match(first) or _INFINITIVE.match(first)) or cues.not_measure.match(first):
        return []
    cut = [(a, _before_joint(folded, a, b)) for a, b in bounds]
    return [(a, b) for a, b in cut if not cues.not_measure.match(folded, a)]


def _before_joint(folded: str, start: int, end: int) -> int:
    piece = folded[start:end]
    return start + len(re.sub(r"(?:,| et| ainsi que|, et|, ainsi que|, puis|, mais aussi) *$", "", piece.rstrip()).rstrip(" ,."))


if not Doc.has_extension("commitments"):
    Doc.set_extension("commitments", default=None)


@Language.factory("tripartite_engagements", assigns=["doc._.commitments"])
def make_engagements(nlp: Language, name: str) -> "CommitmentFinder":
    """Make the spaCy component that sets `doc._.commitments`."""
    return CommitmentFinder()


class CommitmentFinder:
    """spaCy component: sets `doc._.commitments` and `doc.spans["engagements"]`, `doc.spans["actions"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find engagements and actions in `doc`."""
        source = source_of(doc)
        mentions = doc._.mentions if doc._.mentions is not None else find_mentions(source)
        doc._.commitments = find_commitments(source, mentions)
        return doc
