"""Which item of one record is which of another: by what they are, then by where they stand.

Positions in a list say nothing: one fact more moves all others. The order of the two records makes no
difference to the pairs.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.comparison.items import Item
from pipeline.wording import key

Pair = tuple[Item | None, Item | None]
Passage = Hashable


class _Numbered(NamedTuple):
    number: int
    item: Item


_Pairs = list[tuple[_Numbered, _Numbered]]


def passages(item: Item, *, same_text: bool) -> tuple[Passage, ...]:
    """Return where an item stands: offsets where both records point into the same text, else the words."""
    if same_text:
        return tuple((passage.start, passage.end) for passage in item.evidence)
    return tuple(key(passage.quote) for passage in item.evidence)


def match(old: Iterable[Item], new: Iterable[Item], *, same_text: bool) -> list[Pair]:
    """Pair the items of a field.

    Parameters
    ----------
    old, new : iterable of Item
        Those of the two records.
    same_text : bool
        Whether the evidence of both points into the same text.

    Returns
    -------
    list of (Item or None, Item or None)
        Every item once; None stands where the other record has nothing for it.

    Examples
    --------
    >>> one, two, three = (Item("dates", {"value": value}, value) for value in ("2020", "2021", "2022"))
    >>> pairs = match([one, two], [three, one], same_text=True)
    >>> [(a and a.identity, b and b.identity) for a, b in pairs]
    [('2020', '2020'), ('2021', None), (None, '2022')]
    """
    before = list(map(_Numbered._make, enumerate(old)))
    after = list(map(_Numbered._make, enumerate(new)))
    pairs: _Pairs = []
    # Nearly all facts are what they were: these are found without comparing each with each.
    for found in (_equal, _identical, _overlapping):
        pairs += found(before, after, same_text)
        taken = {a.number for a, _ in pairs}, {b.number for _, b in pairs}
        before = [one for one in before if one.number not in taken[0]]
        after = [one for one in after if one.number not in taken[1]]
    matched: list[Pair] = [(a.item, b.item) for a, b in sorted(pairs, key=lambda pair: pair[0].number)]
    return [*matched, *((a.item, None) for a in before), *((None, b.item) for b in after)]


def _equal(before: Sequence[_Numbered], after: Sequence[_Numbered], same_text: bool) -> _Pairs:
    """Pair what is the same in every respect."""

    def looks(item: Item) -> Hashable:
        return item.identity, repr(item.value), passages(item, same_text=same_text)

    pairs: _Pairs = []
    for olds, news in _buckets(before, after, looks):
        pairs += zip(olds, news, strict=False)
    return pairs


def _identical(before: Sequence[_Numbered], after: Sequence[_Numbered], same_text: bool) -> _Pairs:
    """Pair what is the same thing, first where it stands in the same place or agrees in more."""
    pairs: _Pairs = []
    for olds, news in _buckets(before, after, lambda item: item.identity):
        pairs += _best([(old, new) for old in olds for new in news], same_text)
    return pairs


def _overlapping(before: Sequence[_Numbered], after: Sequence[_Numbered], same_text: bool) -> _Pairs:
    """Pair what was read from the same passage."""
    if same_text:
        return _best(list(_meeting(before, after)), same_text)
    olds = defaultdict(list)
    for old in before:
        for passage in passages(old.item, same_text=False):
            olds[passage].append(old)
    found = {
        (old.number, new.number): (old, new)
        for new in after
        for passage in passages(new.item, same_text=False)
        for old in olds.get(passage, ())
    }
    return _best(list(found.values()), same_text)


def _buckets(
    before: Iterable[_Numbered], after: Iterable[_Numbered], by: Callable[[Item], Hashable]
) -> Iterator[tuple[list[_Numbered], list[_Numbered]]]:
    both: defaultdict[Hashable, tuple[list[_Numbered], list[_Numbered]]] = defaultdict(lambda: ([], []))
    for side, numbered in enumerate((before, after)):
        for one in numbered:
            both[by(one.item)][side].append(one)
    yield from both.values()


def _meeting(
    before: Iterable[_Numbered], after: Iterable[_Numbered]
) -> Iterator[tuple[_Numbered, _Numbered]]:
    """Yield the pairs with passages that overlap, in one walk through the text."""
    spans = [
        (passage.start, passage.end, side, one)
        for side, numbered in enumerate((before, after))
        for one in numbered
        for passage in one.item.evidence
    ]
    spans.sort(key=lambda span: span[:2])
    seen: set[tuple[int, int]] = set()
    open_: tuple[list[tuple[int, _Numbered]], list[tuple[int, _Numbered]]] = [], []
    for start, end, side, one in spans:
        other = 1 - side
        open_[other][:] = [(ends, met) for ends, met in open_[other] if ends > start]
        for _, met in open_[other]:
            pair = (met, one) if side else (one, met)
            numbers = pair[0].number, pair[1].number
            if numbers not in seen:
                seen.add(numbers)
                yield pair
        open_[side].append((end, one))


def _best(candidates: _Pairs, same_text: bool) -> _Pairs:
    """Choose pairs so that each item is in one: the likest first.

    Of pairs that are as like, that with the nearer positions goes first. So the same pairs are chosen when the
    two records change places: what still ties then is (i, j) and (j, i), which do not exclude each other.
    """
    chosen: _Pairs = []
    taken: tuple[set[int], set[int]] = set(), set()
    for old, new in sorted(candidates, key=lambda pair: _rank(pair[0], pair[1], same_text)):
        if old.number not in taken[0] and new.number not in taken[1]:
            taken[0].add(old.number)
            taken[1].add(new.number)
            chosen.append((old, new))
    return chosen


def _rank(old: _Numbered, new: _Numbered, same_text: bool) -> tuple[int, int, int, int]:
    shared = _shared(old.item, new.item, same_text)
    details = sum(new.item.value.get(name) == value for name, value in old.item.value.items())
    return -shared, -details, abs(old.number - new.number), old.number + new.number


def _shared(old: Item, new: Item, same_text: bool) -> int:
    """Count the characters of the passages that two items share."""
    if same_text:
        return sum(
            max(0, min(a.end, b.end) - max(a.start, b.start)) for a in old.evidence for b in new.evidence
        )
    common = set(passages(old, same_text=False)) & set(passages(new, same_text=False))
    return sum(len(str(passage)) for passage in common)
