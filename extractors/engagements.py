"""Engagements and actions of a contract: which lists and sentences hold them, and where each text begins and ends."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from spacy.language import Language
from spacy.tokens import Doc

from extractors.contracts import Mention, find_mentions, programmes
from extractors.facts import Action, Engagement
from extractors.folding import fold
from extractors.lists import INFINITIVE, LABEL, PLACE, Entry, Listing, find_listings
from extractors.source import Sentence, Source, source_of

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
    earlier: re.Pattern[str]
    contract: re.Pattern[str]
    rival: re.Pattern[str]
    plans: re.Pattern[str]
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
        either(lead["earlier"]),
        either(subject["contract"]),
        either(subject["rival"]),
        # Every sentence that the next pattern fits holds one of these; it is costly and most sentences hold none.
        re.compile(rf"\b(?:figurent|parmi|va|vont|prevoi\w+|de quoi|mesure|action|initiative|nouveaute|suivr(?:a|ont)|il est|est|sont|seront|sera|{verbs})\b"),
        re.compile(rf"(?:\bparmi [^.;:\n]{{3,90}}? figurent|^de quoi(?: notamment)?(?: financer| payer)?|\bparmi (?:lesquelles|lesquels|elles|eux|celles-ci|ceux-ci),?|\b(?:dans ce cadre|a ce titre|grace a (?:ce|cet|cette) \w+),? [^.;:\n]{{0,40}}?(?:prevoit|prevoient|va|vont|pourra|pourront)|"
        rf"(?<=[.!?] )de quoi(?: notamment)?(?: financer| payer)?|\b(?:premiere|seconde|deuxieme|troisieme|derniere|"
        rf"autre|principale) (?:mesure|action|initiative|nouveaute) ?:|\bsuivr(?:a|ont)(?:,[^,.;]{{3,30}},)?|"
        rf"\b(?:il est|est|sont) (?:aussi |notamment )?(?:prevu|programme|planifie)[es]*|"
        rf"\b(?:seront|sera) (?:ainsi |aussi |notamment )?(?:lance|cree|ouvert|engage|finance|"
        rf"deploye|renforce|mis)[es]*(?: en place| en oeuvre)?)(?: notamment)? |"
        rf"\b(?P<subject>{subjects})\b[^.;:\n]{{0,80}}?\b(?:{verbs})\b(?: (?:aussi|egalement|"
        rf"ainsi|entre autres|en particulier|par exemple|surtout|de|"
        rf"d'))*,?(?: notamment,?)?(?: de| d')? "),
        re.compile(rf"(?:l[ae] |l'|les |une? |des |du |de la |plus de |pres de |quelque )?(?:[\d.,]+ |deux |trois |quatre |cinq |six |sept |huit |neuf |dix |onze |douze |quinze |vingt |trente |\w+ante )?(?:nouve\w+ |grande?s |premiere?s? )?(?:{'|'.join(prose['not_measures'])})(?![\w-])"),
    )  # fmt: skip


_NOT_YET_MENTIONED = 10**9
_ACTION_WORDS = ("action", "mesure", "fiche")
_DEED = re.compile(
    r"(?:(?:l[ae] |l'|les |une? |des |d'une? |du |de |d')?(?:\d+ |nouvelles? |futures? )?)?"
    r"(?:\w+tions?|\w+ments?|\w+ages?|ouvertures?|acces|soutien|appui|mises? en \w+|"
    r"recrutements?|suivi|visites?|accueil|equipes?|places?|postes?|maintien|renfort|"
    r"extension|essor|bilans?|entretiens?|maillage|parrainage|lancement|achat|generalisation|"
    r"plateforme|guichet|maison|unite|centre|bus|service)\b"
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
    last: ListKind = "unknown"
    for listing in find_listings(source):
        if any(start < listing.entries[0].end and listing.entries[0].start < end for start, end in taken):
            continue
        kind = _kind(source, listing, first_mention, programme)
        if kind == "unknown" and _goes_on(source, listing, taken):
            kind = last
        if kind in ("engagements", "actions"):
            _add_listing(source, listing, kind, programme, found)
            taken.append((listing.entries[0].start, listing.entries[-1].end))
            last = kind
    _add_futures(source, found, taken, first_mention)
    _add_paragraphs(source, found, taken, first_mention)
    _add_prose(source, found, taken, mentions)
    found.actions.sort(key=lambda action: action.at.start)
    return found


def _goes_on(source: Source, listing: Listing, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether an inline list goes on with the one before: "En Charente : …, …. En Charente-Maritime : …, …"."""
    return bool(
        taken
        and listing.inline
        and listing.lead_end - listing.lead_start < 30
        and 0 <= listing.lead_start - taken[-1][1] < 3
        and _enumerates(source, listing)
    )


def _last(pattern: re.Pattern[str], text: str) -> int:
    position = -1
    for match in pattern.finditer(text):
        position = match.end()
    return position


def _kind(source: Source, listing: Listing, first_mention: int, programme: str | None) -> ListKind:
    """What a list holds, by the words that lead in to it and by its own entries."""
    cues = _cues()
    if listing.entries[0].start < first_mention:
        return "unknown"
    lead = _lead_words(source, listing)
    section = _section(source, listing.lead_start)
    if cues.earlier.search(lead) or (cues.earlier.search(section) and not cues.contract.search(lead)):
        return "neither"
    contract, rival = cues.contract.search(lead), cues.rival.search(lead)
    # The one named first is the subject: "le contrat appuie la feuille de route et a deux axes :".
    if rival and not (contract and contract.start() < rival.start()):
        return "neither"
    label = LABEL.match(fold(listing.entries[0].label))
    if label:
        return "actions" if _is_action_label(label) else "engagements"
    last = {
        kind: _last(pattern, lead)
        for kind, pattern in (
            ("engagements", cues.engagements),
            ("actions", cues.actions),
            ("neither", cues.neither),
        )
    }
    nearest = max(last, key=lambda kind: last[kind])
    if last[nearest] < 0:
        if listing.inline and PLACE.search(source.folded, listing.lead_start, listing.lead_end + 8):
            return "actions"
        if _axes_in(source, listing, programme) >= 2 or (
            not listing.inline and _all_infinitives(source, listing)
        ):
            return "engagements"
        return "unknown"
    if nearest == "actions" and _axes_in(source, listing, programme) >= 3:
        return "engagements"
    if nearest == "actions" and last["engagements"] >= 0 and _holds_both(source, listing):
        return "engagements"
    if listing.inline and not _enumerates(source, listing) and not _is_counted(lead, listing):
        return "unknown"
    return cast(ListKind, nearest)


def _is_action_label(label: re.Match[str]) -> bool:
    return (label["word"] or label["after"]).startswith(_ACTION_WORDS)


def _lead_words(source: Source, listing: Listing) -> str:
    """The last sentence of the lead-in, folded; with the one before where it is no more than a place ("En Charente :")."""
    sentence = source.sentence_index(max(listing.lead_start, listing.lead_end - 1))
    start = listing.lead_start
    if sentence is not None:
        start = max(start, source.sentences[sentence].start)
        if (
            listing.lead_end - start < 30
            and sentence
            and source.sentences[sentence - 1].block == source.sentences[sentence].block
        ):
            start = source.sentences[sentence - 1].start
    return source.folded[start : listing.lead_end].rstrip(" :")


def _holds_both(source: Source, listing: Listing) -> bool:
    """Whether "quatre engagements, huit actions" leads in to engagements: the actions are nested or behind a colon."""
    return any(e.level for e in listing.entries) or all(
        INFINITIVE.match(source.folded, e.start) and _COLON.search(source.folded, e.start, e.end) for e in listing.entries
    )


_COUNT_OF = re.compile(r"\b(deux|trois|quatre|cinq|six|sept|[2-7]) \w+")
_COUNTS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7}


def _is_counted(lead: str, listing: Listing) -> bool:
    """Whether the lead-in announces as many entries as there are."""
    return any((_COUNTS.get(n) or int(n)) == len(listing.entries) for n in _COUNT_OF.findall(lead) if n in _COUNTS or n.isdigit())


def _all_infinitives(source: Source, listing: Listing) -> bool:
    """Whether each entry of a list that a colon leads in to is something to do."""
    led = source.folded[listing.lead_start : listing.lead_end].rstrip().endswith(":")
    return (
        led
        and len(listing.entries) > 1
        and all(INFINITIVE.match(source.folded, e.start) for e in listing.entries)
    )


def _enumerates(source: Source, listing: Listing) -> bool:
    """Whether the entries of an inline list look like commitments: deeds, infinitives or noun phrases."""
    shapes = [
        bool(
            INFINITIVE.match(source.folded, e.start)
            or _DEED.match(source.folded, e.start)
            or e.label
            or re.match(
                r"\"|(?:dans l|l[ae] |l'|les |une? |des |d'une? |\d+ )", source.folded[e.start : e.end]
            )
        )
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
    return sum(
        any(axis.pattern.search(source.folded, e.start, e.end) for axis in axes) for e in listing.entries
    )


def _add_listing(
    source: Source, listing: Listing, kind: ListKind, programme: str | None, found: Commitments
) -> None:
    """Take the entries of a list; entries nested under an engagement are its actions."""
    current: int | None = None
    rule = f"{'inline' if listing.inline else 'list'}:{kind}"
    for entry in listing.entries:
        label = LABEL.match(fold(entry.label)) if entry.label else None
        is_action = kind == "actions" or entry.level > 0
        if label:
            is_action = _is_action_label(label)
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
            same = next(
                (i for i, e in enumerate(found.engagements) if e.text.casefold() == text.casefold()), None
            )
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
_PURPOSE = re.compile(
    r",? (?:l'une? (?=a |dans |en |sur |pour )|destine(?:e|s|es)?s? (?:a|aux?)\b|"
    r"permettant\b|visant\b|afin de\b|ayant pour\b|en vue de\b)"
)
_SENTENCE_END = re.compile(r"(?<![A-Z])\.(?= +[A-ZÀ-Ý«\"“])")
_COLON = re.compile(r" ?: +")


def _trim(source: Source, entry: Entry, *, action: bool) -> tuple[int, int] | None:
    """Bounds of the commitment itself: without label, closing punctuation, examples in parentheses, second clauses."""
    text, folded = source.text, source.folded
    start, end = entry.start, entry.end
    if locative := PLACE.match(folded, start, end):
        start = locative.end()
    if stop := _SENTENCE_END.search(text, start, end):
        end = stop.start()
    if colon := _COLON.search(folded, start, end):
        before, after = folded[start : colon.start()], folded[colon.end() : end]
        # "la prévention : agir plus tôt" has a label; "Renforcer la prévention : suivi, repérage" has details.
        if len(before.split()) <= 4 and not INFINITIVE.match(before) and INFINITIVE.match(after):
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
    while end > start and text[end - 1] in ' \n»"”':
        end -= 1
    words = folded[start:end].split()
    return (start, end) if len(words) >= 2 or (len(words) == 1 and len(words[0]) > 9) else None


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _add_paragraphs(
    source: Source, found: Commitments, taken: list[tuple[int, int]], first_mention: int
) -> None:
    """Take paragraphs that each begin with a deed ("Création d'une unité …"), under words that announce actions."""
    cues = _cues()
    announced = named = False
    waiting = list[tuple[int, int]]()
    for _, block in source.main_blocks():
        content = source.folded[block.start : block.end]
        if block.start < first_mention or block.kind == "item":
            continue
        free = (
            not any(a < block.end and block.start < b for a, b in taken)
            and source.text[block.start].isupper()
        )
        if free and (_DEED_OF.match(content) or (named and _is_nominal(content)) or _WILL_BE.match(content)):
            waiting.append((block.start, block.end))
            continue
        # One paragraph that starts with a deed may be anything; two in a row are a list, and so is one that was announced.
        if waiting and (announced or len(waiting) > 1):
            _take_paragraphs(source, waiting, found, taken)
        speech = content.startswith('"')
        if waiting or not speech:
            announced = (
                len(content) < 220
                and bool(_ANNOUNCEMENT.search(content))
                and not cues.neither.search(content)
            )
            label = LABEL.match(content)
            named = _CONTENT.search(content) is not None or (
                label is not None and not _is_action_label(label)
            )
            announced = announced or named
        waiting = []
    if waiting and (announced or len(waiting) > 1):
        _take_paragraphs(source, waiting, found, taken)


_ANNOUNCEMENT = re.compile(
    r"\b(?:actions?|mesures?|projets?|ce qui (?:va )?change\w*|concretement|nouveautes?|"
    r"au programme|qu'en fera-t-on)\b"
)
# Headings under which each paragraph is a measure, whatever it starts with.
_CONTENT = re.compile(
    r"^(?:ce que (?:contient|prevoit|ajoute|change|finance|permet)|le contenu|au programme|"
    r"les actions|les mesures|que contient)\b"
)
_DEED_OF = re.compile(
    r"(?:l[ae] |l')?(?:\w+(?:tion|ment|age)|ouverture|mise en (?:place|oeuvre|service)|achat|"
    r"recrutement|extension|soutien|appui|renforts?|embauche|montee)"
    r" (?:d[eu']|des|a )"
)
# "Une maison des familles ouvrira à Gray": something new, in the future.
_WILL_BE = re.compile(
    r"(?:une? |des |deux |trois |quatre |cinq |six |dix |\d+ )[^.,;:]{3,90}? (?:ouvrir(?:a|"
    r"ont)|verr(?:a|ont) le jour|rejoindr(?:a|ont)|accueiller(?:a|ont)|sillonner(?:a|ont)"
    r"|ser(?:a|ont) (?:\w+ment )?(?:cree|ouvert|recrute|embauche|deploye|installe|loue|mis|"
    r"lance|propose|renforce|double|generalise|offert|construit|forme|reserve)[es]*)\b"
)
_RELATIVE = re.compile(r"\b(?:qui|que|dont|ou) [^,.]*")
_FINITE = re.compile(r"\b(?:est|sont|a|ont|sera|seront|etait|va|vont|\w+(?:era|eront|ait|aient|(?<!m)ent))\b")


def _is_nominal(content: str) -> bool:
    """Whether the first sentence of a paragraph is a noun phrase: short and without a finite verb."""
    first = _RELATIVE.sub("", content.split(". ", maxsplit=1)[0])
    return (
        len(first) < 160
        and not first.startswith("article ")
        and len(first.split()) > 2
        and not _FINITE.search(first)
        and not first.rstrip().endswith((":", "?"))
    )


def _take_paragraphs(
    source: Source, bounds: list[tuple[int, int]], found: Commitments, taken: list[tuple[int, int]]
) -> None:
    for start, end in bounds:
        trimmed = _trim(source, Entry(start, end, 0, ""), action=True)
        if trimmed:
            found.actions.append(
                Action(
                    text=_one_line(source.text[slice(*trimmed)]),
                    evidence=[source.evidence(*trimmed, "paragraph:actions")],
                )
            )
            taken.append((start, end))


_PIECE = re.compile(
    r"(?!l'une? |l'autre )(?:l[ae] |l'|les |une? |des |du |de la |de l'|d'une? |\d[\d ]* |"
    r"deux |trois |quatre |cinq |six |sept |huit |neuf |dix |douze |quinze |vingt |"
    r"davantage d|plus d)"
)


def _add_futures(
    source: Source, found: Commitments, taken: list[tuple[int, int]], first_mention: int
) -> None:
    """Take sentences that say what will be there, two or more in one paragraph: "Un guichet ouvrira. Un bus sera loué."."""
    for index, block in source.main_blocks():
        inside = [s for s in source.sentences if s.block == index and s.start > first_mention]
        news = [s for s in inside if _WILL_BE.match(source.folded, s.start, s.end)]
        if len(news) < 2 or any(a < block.end and block.start < b for a, b in taken):
            continue
        for sentence in news:
            trimmed = _trim(source, Entry(sentence.start, sentence.end, 0, ""), action=True)
            if trimmed:
                found.actions.append(
                    Action(
                        text=_one_line(source.text[slice(*trimmed)]),
                        evidence=[source.evidence(*trimmed, "sentence:actions", 0.7)],
                    )
                )
        taken.append((block.start, block.end))


def _add_prose(
    source: Source, found: Commitments, taken: list[tuple[int, int]], mentions: Sequence[Mention]
) -> None:
    """Take measures that a sentence enumerates: "il prévoit la création de …, le recrutement de … et …"."""
    cues = _cues()
    plans = {source.sentence_index(verb.start()) for verb in cues.plans.finditer(source.folded)} if mentions else ()
    for index, sentence in enumerate(source.sentences):
        if (
            index not in plans
            or sentence.end < mentions[0].start
            or any(a < sentence.end and sentence.start < b for a, b in taken)
        ):
            continue
        found_verb = cues.prose.search(source.folded, sentence.start, sentence.end)
        if not found_verb or not _speaks_of_contract(source, found_verb, sentence, mentions):
            continue
        pieces = _pieces(source, found_verb.end(), sentence.end)
        for start, end in pieces:
            bounds = _trim(source, Entry(start, end, 0, ""), action=True)
            if bounds:
                found.actions.append(
                    Action(
                        text=_one_line(source.text[slice(*bounds)]),
                        evidence=[source.evidence(*bounds, "prose:actions", 0.7)],
                    )
                )


_ANTECEDENT = 8
_PRONOUNS = ("il", "elle", "ils", "elles", "qui")


def _speaks_of_contract(
    source: Source, found: re.Match[str], sentence: Sentence, mentions: Sequence[Mention]
) -> bool:
    """Whether the sentence is not quoted and its subject, where it is a pronoun, stands for a contract."""
    if source.folded.count('"', source.blocks[sentence.block].start, found.start()) % 2:
        return False
    if found["subject"] not in _PRONOUNS:
        return True
    index = source.sentence_index(sentence.start)
    return index is not None and any(
        index - _ANTECEDENT <= m.sentence <= index and m.start < found.start() for m in mentions
    )


_JOINT = re.compile(r", (?:et |ou encore |ainsi que |mais aussi |puis )?| et | ou encore | ainsi que ")


def _pieces(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """Cut an enumeration at the joints behind which a new measure starts; none where it is no enumeration of measures."""
    cues, folded = _cues(), source.folded
    starts = [start]
    for joint in _JOINT.finditer(folded, start, end):
        infinitives = INFINITIVE.match(folded, start) is not None
        after = folded[joint.end() : end]
        if infinitives:
            begins = (
                INFINITIVE.match(after) is not None
                or re.match(r"(?:de |d')[a-z]+(?:er|ir|re)\b", after) is not None
            )
        else:
            begins = _PIECE.match(after) is not None
        if begins and (
            _DEED.match(after) or infinitives or not joint.group().startswith(" et") or _PIECE.match(after)
        ):
            starts.append(joint.end())
    bounds = [(a, b) for a, b in zip(starts, [*starts[1:], end], strict=True)]
    first = folded[start : bounds[0][1]]
    if not (_PIECE.match(first) or INFINITIVE.match(first)) or cues.not_measure.match(first):
        return []
    cut = [(a, _before_joint(folded, a, b)) for a, b in bounds]
    return [(a, b) for a, b in cut if not cues.not_measure.match(folded, a)]


def _before_joint(folded: str, start: int, end: int) -> int:
    piece = folded[start:end]
    return start + len(
        re.sub(r"(?:,| et| ou encore| ainsi que|, et|, ou encore|, ainsi que|, puis|, mais aussi) *$", "", piece.rstrip()).rstrip(
            " ,."
        )
    )


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
