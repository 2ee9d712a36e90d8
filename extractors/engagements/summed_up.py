"""Lists whose lead comes behind them: "Repérer, protéger, loger : le contrat a trois volets", "… Ce sont ses axes."."""

import re
from collections.abc import Iterator, Set

from extractors.engagements.counted import FINITE, THINGS
from extractors.engagements.list_ends import counts_in
from extractors.engagements.pieces import Bounds, split
from extractors.text.anchors import Phrases
from extractors.text.list_entries import INFINITIVE, Listing, entry_at
from extractors.text.source import Source

_NAMED = Phrases(*THINGS)
_NUMBER = r"(?:deux|trois|quatre|cinq|six|sept|[2-7])"
_KIND = rf"(?:(?:grand|princip|premi)\w+ )?(?:{'|'.join(THINGS)})\b"
# "Ce sont les trois axes du contrat", "Tels sont ses objectifs", "Voilà nos ambitions", "Ces trois défis guident …"
_THESE = (
    r"(?:(?:ce|tel(?:le)?s|voila|voici)(?: (?:sont|seront|furent))?(?: (?:la|donc|ainsi|bien|en resume))?"
    rf" (?:l[ea]s|ses|leurs|nos) (?:{_NUMBER} )?|ces {_NUMBER} ){_KIND}"
)
# … or, behind a colon, whatever the clause says of as many: "… : le contrat se décline en quatre volets".
_BEHIND = re.compile(
    rf"(?: ?[:,] |, et )(?P<sum>{_THESE}|(?<=: )(?:le |la |l'|les |ce |cet |cette |ces )?[^.;:]{{0,60}}"
    rf"\b{_NUMBER} {_KIND})| sont (?:l[ea]s|ses|leurs) {_NUMBER} {_KIND}"
)
_OPENS = re.compile(_THESE)
# What governs the infinitives: "Les signataires veulent", "Il s'agit de".
_GOVERNS = re.compile(
    r"(?:il (?:s'agi(?:t|ra)|est question) |(?:l[ea]s|ces) [a-z' ]{4,40} (?:veulent|entendent|comptent|souhaitent"
    r"|s'engagent|ont choisi|ont decide) |(?:il|elle|le contrat|l'accord|le texte|la convention) vise )"
)
_TO = re.compile(r"(?:de |d'|a )?")
_JOINT = re.compile(
    rf", +(?:et |puis |ainsi que |mais aussi |enfin )?| (?:et|puis|ainsi que) (?=(?:de |d'|a )?{INFINITIVE.pattern})"
)


def summed_up(source: Source) -> Iterator[Listing]:
    """Find lists of things to do that the words behind them, or the next sentence, call aims.

    >>> source = Source("Il s'agit d'agir tôt et de loger les jeunes. Ce sont les deux axes du contrat.")
    >>> [[source.text[e.start : e.end] for e in listing.entries] for listing in summed_up(source)]
    [['agir tôt', 'loger les jeunes.']]
    """
    done = -1
    for start in _NAMED.starts(source):
        index = source.sentence_index(start)
        if index is None or index <= done:
            continue
        done = index
        sentence = source.sentences[index]
        if opens := _OPENS.match(source.folded, sentence.start, sentence.end):
            lead = opens.span()
            counted = counts_in(source.folded[slice(*lead)])
            bounds = _told_before(source, index, max(counted, default=1))
        elif behind := _BEHIND.search(source.folded, sentence.start, sentence.end):
            lead = behind.span()
            counted = counts_in(source.folded[slice(*lead)])
            told = sentence.start, behind.start()
            bounds = _to_do(source, *told) or _themes(source, *told, counted)
        else:
            continue
        if len(bounds) > 1 and counted <= {len(bounds)}:
            yield Listing(*lead, [entry_at(source, a, b, 0) for a, b in bounds], True)


def _told_before(source: Source, index: int, count: int) -> Bounds:
    """Cut the sentence before the one at `index`, or as many as are counted, each of them something to do."""
    block = source.sentences[index].block
    before = [
        sentence for sentence in source.sentences[max(0, index - count) : index] if sentence.block == block
    ]
    if not before:
        return []
    bounds = _to_do(source, before[-1].start, before[-1].end)
    if len(bounds) == 1 and count == len(before):
        bounds = [each for sentence in before for each in _to_do(source, sentence.start, sentence.end)]
    return bounds


# "La santé, le logement et l'emploi sont les trois axes du contrat"
_NOUN_JOINT = re.compile(r", (?:et )?| et (?=l[ae]s? |l'|une? )")
_NOUN = re.compile(r"(?:l[ae]s? |l'|une? )[a-z]")
_LONGEST = 90  # characters of a theme


def _themes(source: Source, start: int, end: int, counted: Set[int]) -> Bounds:
    """Cut a passage that is nothing but as many themes, each with its article, as are counted."""
    parts = split(source.folded, start, end, _NOUN_JOINT) if counted else []
    fits = len(parts) in counted and all(
        high - low < _LONGEST
        and _NOUN.match(source.folded, low, high)
        and not FINITE.search(source.folded, low, high)
        for low, high in parts
    )
    return parts if fits else []


def _to_do(source: Source, start: int, end: int) -> Bounds:
    """Cut a passage that is nothing but things to do, whatever verb governs them."""
    governs = _GOVERNS.match(source.folded, start, end)
    found: Bounds = []
    for low, high in split(source.folded, governs.end() if governs else start, end, _JOINT):
        to = _TO.match(source.folded, low, high)
        begins = to.end() if to else low
        if not INFINITIVE.match(source.folded, begins, high):
            return []
        found.append((begins, high))
    return found
