"""Years that shares told one after another have in common, and their total with them."""

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors.amounts.giving import find_verbs
from extractors.amounts.parts import is_of_which
from extractors.amounts.time import ANY_YEAR, Time, is_compared, opens_at
from extractors.money.passages import last
from extractors.money.written import Mention
from extractors.text.source import Source


def carry_years(
    source: Source, mentions: Sequence[Mention], times: Sequence[Time], payers: Sequence[Sequence[str]]
) -> None:
    """Give shares that are told one after another the year of the first: "En 2021, l'État … . Le Département …".

    A share is money that one body pays; `payers` is empty for what is none. Another share of the same body is
    of another time, and so may be what stands two blocks further on.
    """
    year: str | None = None
    told: set[str] = set()
    place, shared = 0, Decimal(0)
    _carry_back(source, mentions, times, payers)
    before: Mention | None = None
    for mention, time, bodies in zip(mentions, times, payers, strict=True):
        whole, before = before, mention
        block = source.block_index(mention.core)
        if block is None or source.blocks[block].kind == "cell" or block > place + 1:
            year = None
        place = block if block is not None else place
        if time:
            if is_compared(source, mention):
                continue
            if time.year != year or not told.isdisjoint(bodies):
                year, told, shared = time.year, set(), Decimal(0)
            told.update(bodies)
            shared += mention.value
        elif year and len(bodies) > 1 and shared == mention.value:
            time.year = year  # "Le total de 2 M€ sera réparti", which is that of its shares
        elif year and len(bodies) == 1 and told and _tells_of_share(source, mention):
            time.year = year
        elif (
            year
            and told.issuperset(bodies)
            and (is_of_which(source, mention) or _is_of(source, whole, mention))
        ):
            time.year = year  # "Le Département apporte autant, soit 2 M€, dont 1 M€ en nature"
        elif year and len(bodies) == 1 and told and told.isdisjoint(bodies):
            time.year = year
            told.update(bodies)
            shared += mention.value


_SHARE = (
    r"(?:la |l'|le |du )?(?:part|participation|contribution|dotation|enveloppe|apport|concours|financement)"
)
_OF_SHARE = re.compile(
    r"(?:[\d.]+ )?(?:(?:l'|le |la |cette? )(?:augmentation|hausse|baisse|diminution|progression|ecart|difference)"
    rf" (?:constatee? |portee? )?(?:de |sur ){_SHARE}\b"
    rf"|(?:{_SHARE} [^.;:\d]{{2,60}}|ces (?:credits|moyens|financements|montants|sommes))"
    r" (?:comp(?:rennent|rend|ort)|incl|integr|englob)\w*\b)[^.;:\d]*$"
)


def _tells_of_share(source: Source, mention: Mention) -> bool:
    """Whether a sentence tells of what a share holds, or grows by: "La part de l'État comprend | 2 M€ de …"."""
    return _OF_SHARE.match(source.folded, opens_at(source, mention), mention.start) is not None


# "une dépense de 2 M€ en 2022, | que l'État prend à sa charge pour | 1 M€"
_PAID_OF_IT = re.compile(r"(?: (?:en|pour) (?:l'annee )?20\d\d)?,? (?:que |qu'|dont )[^.;:\d\n]{2,70}")


def _is_of(source: Source, whole: Mention | None, mention: Mention) -> bool:
    """Whether a relative clause behind money tells what somebody pays of it."""
    if whole is None or mention.value >= whole.value:
        return False
    return _PAID_OF_IT.fullmatch(source.folded, last(whole), mention.start) is not None


# "… à 2 M€ et celle de l'ARS à | 1 M€ pour 2023", "respectivement 2 M€ et | 1 M€ pour 2023"
_WHOSE = r"(?:cel(?:le|ui)|ceux|l[ae] |l')[^.;:\d\n]{0,60}"
_FIRST = r"(?: \([^()]{1,40}\))?[^.;:\d\n]{0,80}"
_AND = re.compile(rf"{_FIRST}\bet (?:{_WHOSE}|de )?")
# "2 M€, | ceux de l'ARS à | 1 M€ et la part du Département de 3 M€ pour 2023": the last of a row tells it of all.
_NEXT = re.compile(rf"{_FIRST}, (?:{_WHOSE})")

# "L'État a apporté 2 M€ et l'ARS | versera | 1 M€ en 2023": each at its own time.
_TO_COME = re.compile(r"\b[a-z]{2,}r(?:a|ont)\b")
_HAS = re.compile(r"\b(?:a|ont|avait|avaient) (?:deja |ainsi |[a-z]+ment )?$")
_GIVEN_REACH = 60  # characters before a sum that hold the verb it is the object of


def _is_given(source: Source, mention: Mention) -> bool:
    """Whether it is told of a sum that somebody gave it."""
    near = max(opens_at(source, mention), mention.start - _GIVEN_REACH)
    verbs = find_verbs(source, near, mention.start)
    if not verbs or source.folded.endswith("er", verbs[-1].start, verbs[-1].end):
        return False
    return _HAS.search(source.folded, near, verbs[-1].start) is not None


def _carry_back(
    source: Source, mentions: Sequence[Mention], times: Sequence[Time], payers: Sequence[Sequence[str]]
) -> None:
    """Give the share of one body the year at the end of its sentence that is told behind that of another."""
    carried = False  # whether the share behind has the year of one further on
    for index in range(len(mentions) - 2, -1, -1):
        one, other = mentions[index], mentions[index + 1]
        row, carried = carried, False
        if times[index] or not times[index + 1].year or not len(payers[index]) == len(payers[index + 1]) == 1:
            continue
        joins = (_AND, _NEXT) if row else (_AND,)
        joined = payers[index] != payers[index + 1] and any(
            join.fullmatch(source.folded, last(one), other.start) for join in joins
        )
        joined = joined and not (
            _is_given(source, one) and _TO_COME.search(source.folded, last(one), other.start)
        )
        if joined and not ANY_YEAR.search(source.folded, opens_at(source, one), one.start):
            times[index].year = times[index + 1].year
            carried = True
