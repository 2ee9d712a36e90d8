"""Engagements and actions of a contract: which lists hold them, and which running text."""

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc

from extractors.contracts.mentions import Mention, find_mentions
from extractors.engagements.added import add_added
from extractors.engagements.brought_about import add_brought_about
from extractors.engagements.commitments import Commitments, axis_of, before_colon, trim
from extractors.engagements.cues import cues
from extractors.engagements.entry_shapes import enumerates, tells_progress
from extractors.engagements.futures import add_futures
from extractors.engagements.given import add_given
from extractors.engagements.in_tables import add_forms, add_tables, add_titles, plans, ranks_in
from extractors.engagements.leads import (
    lead_words,
    named_engagement,
    section_above,
    tells_further_part,
)
from extractors.engagements.list_ends import counts_in, without_broken_end, without_lead_ins
from extractors.engagements.list_kinds import ListKind, kind_of
from extractors.engagements.lists import find_listings
from extractors.engagements.measures import add_paragraphs, add_prose
from extractors.engagements.picked import add_picked
from extractors.engagements.presented import add_presented
from extractors.engagements.ranked import add_ranked
from extractors.engagements.sections import add_sections
from extractors.engagements.series import add_series
from extractors.engagements.sheets import take_sheets
from extractors.engagements.told_before import add_told_before
from extractors.engagements.told_on import add_told_on
from extractors.facts import Action, Engagement
from extractors.found import Later, found_in
from extractors.people.contract_text import contract_zone, is_formal
from extractors.tables.forms import find_forms
from extractors.tables.plans import read_plans
from extractors.tables.tables import Table, read_tables, tables_of
from extractors.text.folding import fold
from extractors.text.gated import Gated
from extractors.text.list_entries import LABEL, Listing, is_action_label
from extractors.text.source import Source, one_line

_NOT_YET_MENTIONED = 10**9
# "Contractualisation avec l'État": a report tells of the contract so, before the decision names it.
_TOLD_OF = Gated(r"\bcontractualis(?:ation|er|ent|e)\b")


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
    if mentions and (told := _TOLD_OF.search(source, 0, first_mention)):
        first_mention = told.start()
    programme = next((m.programme for m in mentions if m.programme), None)
    tables = [*(read_tables(source) if tables is None else tables), *read_plans(source)]
    for table in tables:
        found.take(source, table.start, table.end)
    forms = [form for form in find_forms(source) if form.bounds[0] > first_mention]
    for form in forms:
        found.take(source, *form.bounds)
    planned = plans(source, tables, first_mention)
    ranks = ranks_in(source, planned)
    last: ListKind = "unknown"
    last_end = read_to = -1
    contract = contract_zone(source) is not None
    obligations: list[tuple[Listing, ListKind]] = []
    listings = find_listings(source) if mentions else []
    axes = any(_has_axes(listing) for listing in listings)
    for whole in listings:
        start, end = whole.entries[0].start, whole.entries[-1].end
        listing = without_broken_end(source, whole, lead_words(source, whole))
        if not listing.entries:
            continue
        anew = 0 <= read_to <= listing.lead_start and listing.inline  # another lead in the same sentence
        if not (anew or found.is_free(source, start, listing.entries[0].end)) or _is_note(listing, ranks):
            continue
        kind = kind_of(source, listing, first_mention, programme)
        if kind == "unknown" and _goes_on(source, listing, last_end):
            kind = last
        if kind not in ("engagements", "actions") or _is_calendar(source, listing):
            continue
        lead = lead_words(source, listing)
        told_besides = axes and listing.inline and not _has_axes(listing) and _ONLY_AIMS.match(lead)
        if (contract and _is_obligation(source, listing)) or _BEFOREHAND.search(lead) or told_besides:
            obligations.append((listing, kind))
            found.take(source, start, end)
        else:
            _add_listing(source, listing, kind, programme, found)
            for entry in listing.entries:
                # Prose under a title is free, and what the parties do for an engagement.
                free = kind == "engagements" and (contract or not entry.level)
                first = source.sentence_at(entry.start) if free else None
                end = first.end if first else entry.end
                found.take(source, entry.start, min(end, entry.end))
            last, last_end, read_to = kind, end, listing.entries[-1].end
    take_sheets(source, found)
    add_titles(source, [table for table in tables if table.start > first_mention], found)
    add_tables(source, planned, found, programme)
    add_forms(source, forms, found, programme)
    known = {"engagements": bool(found.engagements), "actions": bool(found.actions)}
    for listing, kind in obligations:
        if not known[kind]:
            _add_listing(source, listing, kind, programme, found)
    if mentions:
        add_added(source, found, programme)
    if not (found.actions and is_formal(source)):
        # An act that lists its measures adds none in its running text, where a newspaper would.
        add_sections(source, found, first_mention)
        add_paragraphs(source, found, first_mention)
        add_ranked(source, found, mentions)
        add_picked(source, found, mentions)
        if mentions:
            add_told_before(source, found)
        add_prose(source, found, mentions)
        add_brought_about(source, found, mentions)
        add_told_on(source, found, mentions)
        add_given(source, found, mentions)
        add_presented(source, found, mentions)
        add_series(source, found, mentions)
        add_futures(source, found, first_mention)
    found.actions.sort(key=lambda action: action.at.start)
    return found


def _is_note(listing: Listing, ranks: Set[str]) -> bool:
    """Whether a list is only what is noted about actions that a table holds: "Action 1.3 : …"."""
    if not ranks:
        return False
    labels = [LABEL.match(fold(entry.label)) for entry in listing.entries]
    return all(label is not None and label["number"] in ranks for label in labels)


_SIGNATURE = Gated(
    r"\b(?:signature|vote|adoption)s? (?:du|de la|de l') ?(?:\w+ )?(?:contrat|convention|protocole|avenant|cdppe)\b"
)


def _is_calendar(source: Source, listing: Listing) -> bool:
    """Whether a list tells the steps up to the contract: "juin : rédaction ; octobre : signature du contrat"."""
    return any(_SIGNATURE.search(source, entry.start, entry.end) for entry in listing.entries)


def _is_obligation(source: Source, listing: Listing) -> bool:
    """Whether a list tells what one party owes the others."""
    if LABEL.match(fold(listing.entries[0].label)):
        return False
    lead, section = lead_words(source, listing), section_above(source, listing.lead_start)
    return cues().obligations.search(lead) is not None or cues().obligations.search(section) is not None


# "Le diagnostic a permis d'identifier trois priorités :" tells why there is a contract, where its own axes are told.
_BEFOREHAND = re.compile(
    r"\b(?:travaux|diagnostic|concertation|consultation|ateliers|evaluation|bilan|echanges|enquete)s?\b[^.;:]{0,160}"
    r"\b(?:identifi|degag|ressort|mis en (?:evidence|lumiere)|fait (?:emerger|apparaitre)|revel)\w*[^.;:]{0,40}$"
)


# "Agir tôt et loger : tels sont les objectifs du contrat", and below it "Axe 1 : …"
_ONLY_AIMS = re.compile(
    r"(?!.*\b(?:axe|engagement|priorite|orientation|volet|pilier)s?\b).*\b(?:objectif|ambition|but|finalite)s?\b"
)


def _has_axes(listing: Listing) -> bool:
    """Whether entries of a list are axes by their labels: "Axe 1 : …"."""
    labels = [LABEL.match(fold(entry.label)) for entry in listing.entries if entry.label]
    return sum(label is not None and not is_action_label(label) for label in labels) > 1


def _goes_on(source: Source, listing: Listing, last_end: int) -> bool:
    """Whether a list goes on with the one before: "En Charente : …, …. En Charente-Maritime : …, …"."""
    follows = last_end >= 0 and 0 <= listing.lead_start - last_end < 3
    short = listing.lead_end - listing.lead_start < 30
    if not (follows and short):
        return False
    if listing.inline:
        return enumerates(source, listing)
    return tells_further_part(source.folded[listing.lead_start : listing.lead_end])


def _add_listing(
    source: Source, listing: Listing, kind: ListKind, programme: str | None, found: Commitments
) -> None:
    """Take the entries of a list; entries nested under an engagement are its actions."""
    current: int | None = None
    measures_at: int | None = (
        None  # how deep the measures of this engagement stand: what is deeper details one
    )
    rule = f"{'inline' if listing.inline else 'list'}:{kind}"
    if kind == "actions" and (title := named_engagement(source, listing)):
        text, axis = one_line(source.text[slice(*title)]), axis_of(source, *title, programme)
        current = found.add_engagement(source, title, text, axis, "lead:engagements", title[0])
    counted = sum(entry.level == 0 for entry in listing.entries) in counts_in(lead_words(source, listing))
    entries = without_lead_ins(source, listing.entries, outermost=kind == "actions")
    if tells_progress(source, listing):
        entries = [before_colon(source, entry) for entry in entries]
    for entry, behind in zip(entries, [*entries[1:], None], strict=True):
        label = LABEL.match(fold(entry.label)) if entry.label else None
        is_action = kind == "actions" or entry.level > 0
        if label:
            is_action = is_action_label(label)
        if not is_action:
            measures_at = None
        elif current is not None:
            measures_at = entry.level if measures_at is None else min(measures_at, entry.level)
            if entry.level > measures_at:
                continue
        heads = behind is not None and behind.level > entry.level
        named = not is_action and bool(listing.inline or entry.label or heads or counted)
        bounds = trim(source, entry, action=is_action, word=named)
        if bounds is None or cues().dropped.search(source.folded, entry.start, entry.end):
            continue
        start, end = bounds
        if cues().no_deed.match(source.folded, start, end):
            continue
        if _is_title_of_contract(source, start):
            continue
        paper = label is not None and (label["word"] or "").startswith("fiche")  # "Fiche 3 : les partenaires"
        if (paper or not (label or listing.inline)) and cues().title.match(source.folded, start, end):
            continue
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


_ARTICLE = 4  # characters before the head of a title: "Le "


def _is_title_of_contract(source: Source, start: int) -> bool:
    """Whether an entry is the title under which a text tells of one of its contracts: "2/ L'avenant au contrat …"."""
    mentions = find_mentions(source)
    index = bisect_left(mentions, start, key=lambda mention: mention.start)
    if index == len(mentions) or mentions[index].start - start >= _ARTICLE:
        return False
    return mentions[index].programme is not None or mentions[index].instrument == "amendment"


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
