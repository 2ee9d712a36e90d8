"""What a text that is no act itself tells of one: when an assembly decided on a contract, and with how many votes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.deliberation.sessions import find_assembly, find_session
from extractors.deliberation.votes import find_vote
from extractors.facts import Date, Deliberation
from extractors.text.blocks import Block
from extractors.text.grounds import GROUND
from extractors.text.source import Source, one_line

_HEAD = 250  # characters
# "Vote : 30 pour, 2 contre" right below what was voted on.
_VOTE = re.compile(r"\W*(?:(?:resultats?|detail|decompte) d[eu]s? )?(?:votes?|scrutin|voix)\b")
_FULL_DAY = 10  # characters of an EDTF day


def told_deliberation(
    source: Source, decided: Sequence[int], dates: Sequence[Date], *, refused: bool = False
) -> Deliberation | None:
    """Read the deliberation that the paragraphs around `decided` tell: the offsets of acts of adopting, or of refusing.

    Of what was `refused` only a vote that rejects it can be the vote, and that may stand anywhere in the text.

    >>> from extractors.dates.component import find_dates
    >>> from extractors.contracts.acts import find_acts
    >>> source = Source("Le 24 juin 2022, l'assemblée a adopté le CDPPE par 40 voix pour et 6 abstentions.")
    >>> (act,) = find_acts(source)
    >>> told = told_deliberation(source, [act.start], find_dates(source, [act]))
    >>> told.session_date, told.vote.for_, told.vote.abstentions
    ('2022-06-24', 40, 6)
    """
    indexes = dict.fromkeys(index for offset in decided if (index := source.block_index(offset)) is not None)
    blocks = [(source.blocks[index].start, source.blocks[index].end) for index in indexes]
    below = [(b.start, b.end) for i in indexes for b in source.blocks[i + 1 : i + 2] if _is_vote(source, b)]
    others = [(block.start, block.end) for _, block in source.main_blocks] if refused else []
    vote = next(
        (
            vote
            for bounds in (*blocks, *below, *others)
            if (vote := find_vote(source.folded, *bounds)) and (not refused or vote.outcome == "rejected")
        ),
        None,
    )
    # A report names in its head the session that it is for; what it recalls was adopted in another.
    session = find_session(source, dates, 0, _HEAD) or _session(dates, blocks)
    if vote is None and session is None:
        return None
    assembly = next((found for bounds in blocks if (found := find_assembly(source, *bounds))), None)
    evidence = [replace(session.at, rule="session, told")] if session else []
    if assembly:
        evidence.append(source.evidence(*assembly, "assembly"))
    if vote:
        evidence.append(source.evidence(vote.start, vote.end, "vote, told"))
    return Deliberation(
        assembly=one_line(source.text[slice(*assembly)]) if assembly else None,
        session_date=session.value if session else None,
        vote=vote.told if vote else None,
        evidence=evidence,
    )


def _is_vote(source: Source, block: Block) -> bool:
    return _VOTE.match(source.folded, block.start, block.end) is not None


def told_day(source: Source, dates: Sequence[Date], start: int, end: int) -> Date | None:
    """Find the one day between `start` and `end` on which an assembly sat or something was adopted, outside the visas.

    >>> from extractors.dates.component import find_dates
    >>> from extractors.contracts.acts import find_acts
    >>> source = Source("Le 24 juin 2022, les élus ont adopté le CDPPE.")
    >>> told_day(source, find_dates(source, find_acts(source)), 0, 46).value
    '2022-06-24'
    """
    days = [
        date
        for date in _days(dates)
        if start <= date.at.start < end
        and not (
            (sentence := source.sentence_at(date.at.start)) and GROUND.match(source.folded, sentence.start)
        )
    ]
    return days[0] if len({date.value for date in days}) == 1 else None


def _days(dates: Sequence[Date]) -> list[Date]:
    """The full days on which an assembly sat or something was adopted."""
    return [
        date
        for date in dates
        if date.kind in ("deliberation", "adoption")
        and len(date.value) == _FULL_DAY
        and not date.value.startswith("X")
    ]


def _session(dates: Sequence[Date], blocks: Sequence[tuple[int, int]]) -> Date | None:
    """The day of the session that one of the paragraphs tells, else the only one that the text tells."""
    days = _days(dates)
    here = [date for start, end in blocks for date in days if start <= date.at.start < end]
    alone = days if len({date.value for date in days}) == 1 else []
    return next(iter(here or alone), None)
