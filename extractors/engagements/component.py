"""Engagements and actions of a contract: which lists hold them, and which running text."""

import re
from collections.abc import Sequence, Set
from functools import partial
from typing import Literal, cast

from spacy.language import Language
from spacy.tokens import Doc

from extractors.contracts.component import Mention, find_mentions
from extractors.contracts.programmes import programmes
from extractors.engagements.commitments import COLON, DEED, Commitments, axis_of, cues, trim
from extractors.engagements.in_tables import add_forms, add_tables, plans, ranks_in
from extractors.engagements.list_ends import counts_in, without_broken_end
from extractors.engagements.lists import find_listings
from extractors.engagements.measures import add_futures, add_paragraphs, add_prose
from extractors.facts import Action, Engagement
from extractors.found import Later, found_in
from extractors.people.contract_text import contract_zone, is_formal
from extractors.tables.forms import find_forms
from extractors.tables.tables import Table, read_tables, tables_of
from extractors.text.folding import fold
from extractors.text.list_entries import INFINITIVE, LABEL, PLACE, Listing, is_action_label
from extractors.text.source import Source, one_line

ListKind = Literal["engagements", "actions", "neither", "unknown"]
_NOT_YET_MENTIONED = 10**9


def find_commitments(
    source: Source, mentions: Sequence[Mention], tables: Sequence[Table] | None = None
) -> Commitments:
    r"""Find engagements and actions in lists, in tables (read where they are not given) and in running text.

    >>> source = Source("Le CDPPE a deux axes :\n- agir plus tôt ;\n- sécuriser les parcours.")
    >>> [(e.axis, e.text) for e in find_commitments(source, find_mentions(source)).engagements]
    [('1', 'agir plus tôt'), ('2', 'sécuriser les parcours')]
    """
    found = Commitments()
    first_mention = min((m.start for m in mentions), default=_NOT_YET_MENTIONED)
    programme = next((m.programme for m in mentions if m.programme), None)
    tables = read_tables(source) if tables is None else tables
    for table in tables:
        found.take(source, table.start, table.end)
    forms = [form for form in find_forms(source) if form.bounds[0] > first_mention]
    for form in forms:
        found.take(source, *form.bounds)
    planned = plans(source, tables, first_mention)
    ranks = ranks_in(source, planned)
    last: ListKind = "unknown"
    last_end = -1
    contract = contract_zone(source) is not None
    obligations: list[tuple[Listing, ListKind]] = []
    for whole in find_listings(source) if mentions else ():
        start, end = whole.entries[0].start, whole.entries[-1].end
        listing = without_broken_end(source, whole, _lead_words(source, whole))
        if not listing.entries:
            continue
        if not found.is_free(source, start, listing.entries[0].end) or _is_note(listing, ranks):
            continue
        kind = _kind(source, listing, first_mention, programme)
        if kind == "unknown" and _goes_on(source, listing, last_end):
            kind = last
        if kind in ("engagements", "actions") and contract and _is_obligation(source, listing):
            obligations.append((listing, kind))
            found.take(source, start, end)
        elif kind in ("engagements", "actions"):
            _add_listing(source, listing, kind, programme, found)
            found.take(source, start, end)
            last, last_end = kind, end
    add_tables(source, planned, found, programme)
    add_forms(source, forms, found, programme)
    known = {"engagements": bool(found.engagements), "actions": bool(found.actions)}
    for listing, kind in obligations:
        if not known[kind]:
            _add_listing(source, listing, kind, programme, found)
    if not (found.actions and is_formal(source)):
        # An act that lists its measures adds none in its running text, where a newspaper would.
        add_futures(source, found, first_mention)
        add_paragraphs(source, found, first_mention)
        add_prose(source, found, mentions)
    found.actions.sort(key=lambda action: action.at.start)
    return found


def _is_note(listing: Listing, ranks: Set[str]) -> bool:
    """Whether a list is only what is noted about actions that a table holds: "Action 1.3 : …"."""
    if not ranks:
        return False
    labels = [LABEL.match(fold(entry.label)) for entry in listing.entries]
    return all(label is not None and label["number"] in ranks for label in labels)


def _is_obligation(source: Source, listing: Listing) -> bool:
    """Whether a list tells what one party owes the others."""
    if LABEL.match(fold(listing.entries[0].label)):
        return False
    lead, section = _lead_words(source, listing), _section(source, listing.lead_start)
    return cues().obligations.search(lead) is not None or cues().obligations.search(section) is not None


def _goes_on(source: Source, listing: Listing, last_end: int) -> bool:
    """Whether an inline list goes on with the one before: "En Charente : …, …. En Charente-Maritime : …, …"."""
    follows = last_end >= 0 and 0 <= listing.lead_start - last_end < 3
    short = listing.lead_end - listing.lead_start < 30
    return follows and listing.inline and short and _enumerates(source, listing)


def _last(pattern: re.Pattern[str], text: str) -> int:
    position = -1
    for match in pattern.finditer(text):
        position = match.end()
    return position


def _kind(source: Source, listing: Listing, first_mention: int, programme: str | None) -> ListKind:
    """What a list holds, by the words that lead in to it and by its own entries."""
    words = cues()
    if listing.entries[0].start < first_mention:
        return "unknown"
    lead = _lead_words(source, listing)
    section = _section(source, listing.lead_start)
    if words.earlier.search(lead) or (words.earlier.search(section) and not words.contract.search(lead)):
        return "neither"
    contract, rival = words.contract.search(lead), words.rival.search(lead)
    # The one named first is the subject: "le contrat appuie la feuille de route et a deux axes :".
    if rival and not (contract and contract.start() < rival.start()):
        return "neither"
    if listing.inline and any(
        words.people.match(source.folded, e.start, e.end) or _GIVES.match(source.folded, e.start, e.end)
        for e in listing.entries
    ):
        return "neither"
    label = LABEL.match(fold(listing.entries[0].label))
    if label:
        return "actions" if is_action_label(label) else "engagements"
    last = {
        kind: _last(pattern, lead)
        for kind, pattern in (
            ("engagements", words.engagements),
            ("actions", words.actions),
            ("neither", words.neither),
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
    if listing.inline and nearest == "actions" and _is_of_catchwords(source, listing):
        return "unknown"
    return cast(ListKind, nearest)


def _is_of_catchwords(source: Source, listing: Listing) -> bool:
    """Whether no entry has more than two words: "Au programme : visites guidées, exposition, goûter."."""
    return all(len(source.folded[e.start : e.end].split()) < 3 for e in listing.entries)


# "l'État y met 2 M€", "1,3 M€ par an": who gives what, in a sentence, is no list of measures.
_GIVES = re.compile(
    r"(?:l'etat|l'ars|l[ea]s? departements?|le conseil departemental|la region|la collectivite|la caf)\b"
    r"[^.;:]{0,60}?\d[\d ,.]* ?(?:m€|k€|€|euros|millions)"
    r"|(?:un peu |bien )?(?:plus de |pres de |environ |quelque )?\d[\d ,.]* ?(?:m€|k€|€|euros|millions)"
)


def _lead_words(source: Source, listing: Listing) -> str:
    """The last sentence of the lead-in, folded, with the one before where it only names a place ("En Charente :")."""
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
    lead = source.folded[start : listing.lead_end]
    if any(word in lead for word in _IN_ASIDES):
        lead = _ASIDE.sub(" ", lead)
    return lead.rstrip(" :")


# "dont le détail figure en annexe", "— le précédent datait de 2018 —": what is said aside is not of the list itself.
_ASIDE = re.compile(
    r",? (?:dont (?:le detail|la liste|le contenu)|detaille\w*|decrit\w*|precise\w*|jointe?s?|presente\w*)"
    r"[^,;:]{0,60}\b(?:annexe\w*|fiches?)\b[^,;:]{0,30}"
    r"| [-–—] [^-–—.;:]{8,90} [-–—] "
)
_IN_ASIDES = ("annexe", "fiche", " - ")  # what it matches holds one of these


def _holds_both(source: Source, listing: Listing) -> bool:
    """Whether "quatre engagements, huit actions" leads in to engagements: the actions are nested or behind a colon."""
    return any(e.level for e in listing.entries) or all(
        INFINITIVE.match(source.folded, e.start) and COLON.search(source.folded, e.start, e.end)
        for e in listing.entries
    )


def _is_counted(lead: str, listing: Listing) -> bool:
    """Whether the lead-in announces as many entries as there are."""
    return len(listing.entries) in counts_in(lead)


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
            or DEED.match(source.folded, e.start)
            or e.label
            or re.match(
                r"\"|(?:dans l|l[ae] |l'|les |une? |des |d'une? |\d+ )", source.folded[e.start : e.end]
            )
        )
        for e in listing.entries
    ]
    return sum(shapes) >= min(len(shapes), max(2, len(shapes) - 1))


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
            is_action = is_action_label(label)
        bounds = trim(source, entry, action=is_action)
        if bounds is None or cues().dropped.search(source.folded, entry.start, entry.end):
            continue
        start, end = bounds
        evidence = [source.evidence(start, end, rule)]
        text = one_line(source.text[start:end])
        if is_action:
            if current is not None:
                found.engagements[current].actions.append(len(found.actions))
            found.actions.append(Action(text=text, engagement=current, evidence=evidence))
        else:
            axis = axis_of(source, start, end, programme)
            same = next(
                (i for i, e in enumerate(found.engagements) if e.text.casefold() == text.casefold()), None
            )
            if same is not None:
                found.engagements[same].evidence += evidence
                current = same
                continue
            current = len(found.engagements)
            found.engagements.append(Engagement(axis=axis, text=text, evidence=evidence))


@Language.factory("tripartite_engagements", assigns=["doc._.commitments"])
def make_engagements(nlp: Language, name: str) -> "CommitmentFinder":
    """Make the spaCy component that sets `doc._.commitments`."""
    return CommitmentFinder()


class CommitmentFinder:
    """spaCy component: sets `doc._.commitments`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find engagements and actions in `doc`."""
        found = found_in(doc)
        mentions = find_mentions(found.source) if found.mentions is None else found.mentions
        tables = tables_of(found)
        found.commitments = Later(partial(find_commitments, found.source, mentions, tables))
        return doc
