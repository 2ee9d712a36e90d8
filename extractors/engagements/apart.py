"""Lists whose entries have a sentence each: "Trois choses vont changer. Un bus. Un lieu à Gap. Et dix places."."""

import re
from collections.abc import Iterator

from extractors.engagements.commitments import DEED
from extractors.engagements.cues import NUMBERED
from extractors.engagements.list_ends import counts_in
from extractors.text.anchors import Phrases
from extractors.text.list_entries import INFINITIVE, Listing, entry_at
from extractors.text.source import Sentence, Source

_NOUNS = (
    *("choses", "mesures", "actions", "projets", "nouveautes", "initiatives", "changements", "chantiers"),
    *("axes", "engagements", "priorites", "objectifs", "orientations", "ambitions", "volets", "defis"),
)
_COUNTED = Phrases(*_NOUNS)
_COUNT = re.compile(
    rf"\b(?P<count>deux|trois|quatre|cinq|six|sept|[2-7]|plusieurs) (?:grand[es]* |nouve\w+ |premiere?s )?"
    rf"(?:{'|'.join(_NOUNS)})\b"
)
_LONGEST_LEAD = 160  # characters
_NOT = re.compile(r"\bn(?:e |')|\bsans\b")
_TURN = re.compile(
    r"(?:(?:et|enfin|ensuite|puis|mais aussi|(?:tout )?d'abord"
    r"|(?:premiere|deuxieme|seconde|troisieme|quatrieme)ment),? )*"
)
# "La première consiste à …" says something.
_BEGINS = re.compile(
    rf"(?!l[ae] (?:premier|second|deuxieme|troisieme|dernier))"
    rf"(?:\" ?)?(?:(?:une? |des |l[ae]s? |l'|{NUMBERED})(?:\" ?)?[a-z]|{DEED.pattern})"
)
# What a sentence says of what it names, but for what stands behind "qui". Against the text: folded, "à" is "a".
_RELATIVE = re.compile(r",? (?:qui|que|dont|où) .*", re.DOTALL)
_FINITE = re.compile(
    r"\b(?:est|sont|a|ont|va|vont|était|étaient|peut|peuvent|doit|doivent|\w{2,}(?:ra|ront|ait|aient))\b"
)
_LONGEST = 160  # characters of an entry
_FEWEST, _MOST = 2, 8


def told_apart(source: Source) -> Iterator[Listing]:
    """Find lists of as many sentences without a verb as the sentence before them counts.

    >>> source = Source("Deux choses vont changer. Un bus à Gap. Et, enfin, dix places qui manquaient.")
    >>> [[source.text[e.start : e.end] for e in listing.entries] for listing in told_apart(source)]
    [['Un bus à Gap.', 'dix places qui manquaient.']]
    """
    behind = -1
    for start in _COUNTED.starts(source):
        index = source.sentence_index(start)
        if index is None or index <= behind:
            continue
        lead, behind = source.sentences[index], index
        counted = _COUNT.search(source.folded, lead.start, min(lead.end, lead.start + _LONGEST_LEAD))
        if counted is None or _NOT.search(source.folded, lead.start, lead.end):
            continue
        numbers = counts_in(counted[0])  # none: "plusieurs"
        found = [*_named_behind(source, index, max(numbers, default=_MOST))]
        if len(found) >= _FEWEST and numbers <= {len(found)}:
            yield Listing(lead.start, lead.end, [entry_at(source, a, b, 0) for a, b in found], True)


def _named_behind(source: Source, index: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield what the sentences of the same block behind one name, one each, until one says something."""
    for sentence in source.sentences[index + 1 : index + 1 + most]:
        begins = _named(source, sentence) if sentence.block == source.sentences[index].block else None
        if begins is None:
            break
        yield begins, sentence.end


def _named(source: Source, sentence: Sentence) -> int | None:
    """Where what a short sentence without a verb names begins."""
    turn = _TURN.match(source.folded, sentence.start, sentence.end)
    start = turn.end() if turn else sentence.start
    if sentence.end - start > _LONGEST:
        return None
    if INFINITIVE.match(source.folded, start, sentence.end):
        return start
    said = _FINITE.search(_RELATIVE.sub("", source.text[start : sentence.end]))
    return start if said is None and _BEGINS.match(source.folded, start, sentence.end) else None
