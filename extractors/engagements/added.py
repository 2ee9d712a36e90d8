"""Actions added to an engagement, both quoted in one sentence: "À l'axe 2 « A » s'ajoute l'action 2.6 « B »"."""

import re

from extractors.engagements.commitments import Commitments, axis_of
from extractors.facts import Action
from extractors.text.anchors import Phrases
from extractors.text.source import Sentence, Source, one_line

# By what a sentence tells that something is added; every such sentence holds one of these.
_ADDED = Phrases(
    *(
        "ajout",
        "complete par",
        "completee par",
        "enrichi",
        "est cree",
        "sont cree",
        "est inscri",
        "sont inscri",
    ),
    *("action nouvelle", "nouvelle action", "creation d"),
)
_TAKEN_OUT = re.compile(r"\b(?:supprim|retir|abandonn|annul|abrog|remplac)")
_QUOTED = r" ?\" ?(?P<{}>[^\"\n ][^\"\n]{{3,160}}?)[ .;]{{0,2}}\""
_PARTS = re.compile(
    r"\b(?:engagement|objectif|axe|orientation|priorite|pilier|ambition|volet)"
    r"(?: (?:strategique|commun|partage))?(?: (?:n ?[°o] ?)?(?:\d{1,2}|[ivx]{1,4}|[a-h]))?"
    r"(?:,? (?:intitule|libelle)e?)?,? ?[(:-]?" + _QUOTED.format("engagement") + r"|\b(?:fiche[- ])?action\b"
    r"(?: (?!est\b|sont\b)[\w.-]+){0,3}(?: (?:est|a ete) (?:ajoute|cree|inscrit)e)?(?:,? intitulee)?,? ?[(:-]?"
    rf"(?:{_QUOTED.format('action')}|(?<=:) (?P<bare>[^\".;:\n]{{8,160}}))"
)


def add_added(source: Source, found: Commitments, programme: str | None) -> None:
    """Take what a sentence adds to an engagement that it names, each action with the engagement beside it.

    >>> text = "L'action 1.5 « Un lieu d'écoute » est ajoutée à l'engagement 1 « Agir tôt »."
    >>> add_added(Source(text), found := Commitments(), None)
    >>> [(action.text, action.engagement) for action in found.actions], found.engagements[0].text
    ([("Un lieu d'écoute", 0)], 'Agir tôt')
    """
    end = 0
    for start in _ADDED.starts(source):
        sentence = source.sentence_at(start) if start >= end else None
        if sentence is None:
            continue
        end = sentence.end
        if not _TAKEN_OUT.search(source.folded, sentence.start, sentence.end):
            _add_pairs(source, sentence, found, programme)


def _add_pairs(source: Source, sentence: Sentence, found: Commitments, programme: str | None) -> None:
    parts = list(_PARTS.finditer(source.folded, sentence.start, sentence.end))
    if len({part["engagement"] is None for part in parts}) < 2:
        return
    waiting: list[tuple[int, int]] = []  # actions that stand before their engagement
    leads = parts[0]["engagement"] is None
    current: int | None = None
    for part in parts:
        if part["engagement"]:
            bounds = part.span("engagement")
            text, axis = one_line(source.text[slice(*bounds)]), axis_of(source, *bounds, programme)
            current = found.add_engagement(source, bounds, text, axis, "added:engagements", sentence.start)
            for action in waiting:
                _add(source, action, current, found)
            waiting = []
            continue
        action = part.span("action" if part["action"] else "bare")
        if leads:
            waiting.append(action)
        elif current is not None:
            _add(source, action, current, found)


def _add(source: Source, bounds: tuple[int, int], engagement: int, found: Commitments) -> None:
    start, end = bounds
    if any(start < action.at.end and action.at.start < end for action in found.actions):
        return
    found.engagements[engagement].actions.append(len(found.actions))
    text, evidence = one_line(source.text[start:end]), [source.evidence(start, end, "added:actions")]
    found.actions.append(Action(text=text, engagement=engagement, evidence=evidence))
