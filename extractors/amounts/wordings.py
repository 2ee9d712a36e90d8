"""What is worded around money that tells whose it is: "au niveau national", "budget annuel", "au titre du contrat"."""

import re
from functools import cache

from extractors.money.passages import Passage
from extractors.money.words import vocabulary
from extractors.money.written import Mention
from extractors.text.source import Source
from extractors.text.word_scan import WordScan

Hit = tuple[str, int]  # the name of a wording, and where it stands

_TOPIC = 25  # characters of a heading that only names a topic: "Collèges"
# "L'État apportera 3 M€. Au plan national, vingt départements …"
ELSEWHERE = re.compile(
    r"\b(?:(?:au|sur le) (?:plan|niveau) national|a l'echelle (?:nationale|du pays)|nationalement)\b"
)
# "3 M€, souligne la préfète, qui rappelle que le plan mobilise | au niveau national 2 milliards"
_SUM_ELSEWHERE = re.compile(rf"{ELSEWHERE.pattern}[^.;\d]{{0,30}}\d")


@cache
def _words() -> WordScan:
    return WordScan({name: entry["words"] for name, entry in vocabulary()["role_words"].items()})


def worded_around(
    source: Source, mention: Mention, passage: Passage, hits: dict[int, list[Hit]], next_sum: int
) -> dict[str, float]:
    """Weights of the wordings around the money; `hits` keeps those of each block.

    `next_sum` is where the sentence of the next sum begins, of which what is said behind it is told.
    """
    index = source.block_index(mention.core)
    if index is None:
        return {}
    block = source.blocks[index]
    above = source.blocks[index - 1] if index else block
    if above.kind != "heading" or above.end - above.start > _TOPIC:
        above = block
    if index not in hits:
        hits[index] = [
            (name, start) for name, start, _ in _words().find(source, above.start, block.end, overlap=True)
        ]
    reach = {
        "own": (passage.own_low, passage.own_high),
        "sentence": (passage.start, passage.end),
        "block": (above.start, block.end),
        "around": (above.start, min(block.end, next_sum)),
    }
    entries = vocabulary()["role_words"]
    spoken: dict[str, float] = {}
    for name, start in hits[index]:
        low, high = reach[entries[name]["in"]]
        apart = name == "of_many" and ELSEWHERE.search(source.folded, passage.end, max(passage.end, start))
        apart = apart or (
            name == "national"
            and start >= passage.own_high
            and _SUM_ELSEWHERE.search(source.folded, passage.own_high, passage.end)
        )
        if low <= start < high and not apart:
            spoken[name] = entries[name]["weight"]
    return spoken
