"""To do what: the engagements and actions of several documents, and which belongs to which."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from extractors.facts import Action, Engagement
from pipeline.consolidation.usual import grouped, merge_evidence, place, usual, usual_of
from pipeline.wording import key

Measures = tuple[Sequence[Engagement], Sequence[Action]]


def merge_measures(reports: Sequence[Measures]) -> tuple[list[Engagement], list[Action]]:
    """Bring engagements together by axis or wording, actions by wording, and link them anew.

    Engagements of one axis that one document tells apart stay apart.
    """
    split = _split_axes(reports)

    def name(engagement: Engagement) -> tuple[str, str]:
        if engagement.axis and engagement.axis not in split:
            return engagement.axis, ""
        return engagement.axis or "", key(engagement.text)

    groups = grouped((e for engagements, _ in reports for e in engagements), name)
    merged = {which: _merge_engagement(same) for which, same in groups.items()}
    order = sorted(
        merged, key=lambda n: (not merged[n].axis, _axis_order(merged[n].axis), place(merged[n]), n)
    )
    index = {which: number for number, which in enumerate(order)}

    actions: dict[str, list[Action]] = defaultdict(list)
    belongs: dict[str, list[tuple[int | None, list[str]]]] = defaultdict(list)
    for engagements, found in reports:
        homes = {number: i for i, e in reversed(list(enumerate(engagements))) for number in e.actions}
        for number, action in enumerate(found):
            home = action.engagement
            if home is None:
                home = homes.get(number)
            what = key(action.text)
            actions[what].append(action)
            where = None if home is None else index[name(engagements[home])]
            belongs[what].append((where, [e.document for e in action.evidence]))
    result = [_merge_action(same, usual(belongs[what])) for what, same in actions.items()]
    last = len(order)
    result.sort(key=lambda a: (last if a.engagement is None else a.engagement, place(a), key(a.text)))
    ordered = [merged[which] for which in order]
    for number, one in enumerate(result):
        if one.engagement is not None:
            ordered[one.engagement].actions.append(number)
    return ordered, result


def _split_axes(reports: Sequence[Measures]) -> set[str]:
    """Axes under which one document has several engagements."""
    split: set[str] = set()
    for engagements, _ in reports:
        texts: dict[str, set[Hashable]] = defaultdict(set)
        for engagement in engagements:
            if engagement.axis:
                texts[engagement.axis].add(key(engagement.text))
        split |= {axis for axis, different in texts.items() if len(different) > 1}
    return split


def _axis_order(axis: str | None) -> tuple[int, str]:
    """Axis 10 after axis 9."""
    return (int(axis) if axis and axis.isdecimal() else 0), axis or ""


def _merge_engagement(same: list[Engagement]) -> Engagement:
    return Engagement(
        axis=same[0].axis,
        text=usual_of(same, lambda e: e.text) or same[0].text,
        evidence=merge_evidence(e.evidence for e in same),
    )


def _merge_action(same: list[Action], engagement: int | None) -> Action:
    return Action(
        text=usual_of(same, lambda a: a.text) or same[0].text,
        engagement=engagement,
        amounts=sorted({amount for a in same for amount in a.amounts}),
        evidence=merge_evidence(a.evidence for a in same),
    )
