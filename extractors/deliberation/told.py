"""What a text that is no act itself tells of one: when an assembly adopted a contract, and with how many votes."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.deliberation.sessions import find_assembly
from extractors.deliberation.votes import find_vote
from extractors.facts import Date, Deliberation, Vote
from extractors.text.source import Source, one_line

_FULL_DAY = 10  # characters of an EDTF day


def told_deliberation(source: Source, adopted: Sequence[int], dates: Sequence[Date]) -> Deliberation | None:
    """Read the deliberation that the paragraph around one of the offsets `adopted` tells: an act of adopting each.

    >>> from extractors.dates.component import find_dates
    >>> from extractors.contracts.acts import find_acts
    >>> source = Source("Le 24 juin 2022, l'assemblée a adopté le CDPPE par 40 voix pour et 6 abstentions.")
    >>> (act,) = find_acts(source)
    >>> told = told_deliberation(source, [act.start], find_dates(source, [act]))
    >>> told.session_date, told.vote.for_, told.vote.abstentions
    ('2022-06-24', 40, 6)
    """
    blocks = (source.block_index(offset) for offset in adopted)
    found = (_told_in(source, index, dates) for index in blocks if index is not None)
    return next((deliberation for deliberation in found if deliberation), None)


def _told_in(source: Source, index: int, dates: Sequence[Date]) -> Deliberation | None:
    """What the block at `index` tells of a deliberation."""
    start, end = source.blocks[index][:2]
    vote = find_vote(source.folded, start, end)
    session = _session(dates, start, end)
    if vote is None and session is None:
        return None
    assembly = find_assembly(source, start, end)
    evidence = [replace(session.at, rule="session, told")] if session else []
    if assembly:
        evidence.append(source.evidence(*assembly, "assembly"))
    if vote:
        evidence.append(source.evidence(vote.start, vote.end, "vote, told"))
    return Deliberation(
        assembly=one_line(source.text[slice(*assembly)]) if assembly else None,
        session_date=session.value if session else None,
        vote=Vote(for_=vote.for_, against=vote.against, abstentions=vote.abstentions, outcome=vote.outcome)
        if vote
        else None,
        evidence=evidence,
    )


def _session(dates: Sequence[Date], start: int, end: int) -> Date | None:
    """The day of the session that the paragraph tells, else the only one that the text tells."""
    days = [
        date
        for date in dates
        if date.kind in ("deliberation", "adoption")
        and len(date.value) == _FULL_DAY
        and not date.value.startswith("X")
    ]
    here = [date for date in days if start <= date.at.start < end]
    return next(iter(here or (days if len({date.value for date in days}) == 1 else [])), None)
