"""Lists that a count announces without a colon: "trois axes, la santé, le logement et l'école", "trois axes (…)".

Or in a sentence of its own: "Trois priorités. Les signataires veulent loger, soigner et former.", "… Loger et soigner."
"""

import re
from collections.abc import Iterator

from extractors.engagements.enumerated import enumerated
from extractors.engagements.list_ends import COUNTS
from extractors.text.anchors import Phrases
from extractors.text.list_entries import INFINITIVE, Entry, Listing
from extractors.text.source import Sentence, Source

THINGS = (
    *("axes", "engagements", "priorites", "objectifs", "orientations", "volets", "ambitions"),
    *("chantiers", "defis", "piliers"),
)
_MEASURES = ("actions", "mesures", "projets", "nouveautes", "initiatives")  # … each of which must read as one
_COUNTED = Phrases(*THINGS, *_MEASURES)
# "Deux ambitions, en fait. Soutenir les parents et …": no list begins behind the comma.
_AFTER_ALL = r"(?:en (?:fait|somme|realite|tout)|au fond|donc|pas (?:plus|davantage)|a vrai dire)"
_COUNT = re.compile(
    r"\b(?P<count>deux|trois|quatre|cinq|six|[2-6]) (?:grand[es]* )?"
    rf"(?:{'|'.join(THINGS)}|(?P<measures>{'|'.join(_MEASURES)}))\b"
    # Not with whom, or by whom: "deux actions menées avec la ville, la Caf et la MSA".
    r"(?: (?!avec\b|par\b)[a-z][a-z'-]*){0,6}"
    r"(?P<opens>,| \(| -) ?(?!a savoir|soit |dont |comme |notamment )"
    rf"(?! ?{_AFTER_ALL}[.!])"
)
_COUNT_ALONE = re.compile(
    rf"(?:[^;,]{{0,60}} )?(?P<count>deux|trois|quatre|cinq|six|[2-6]) (?:grand[es]* )?"
    rf"(?:{'|'.join((*THINGS, *_MEASURES))})\b[^.;:,]{{0,40}}"
    rf"(?:, {_AFTER_ALL})?[.!]"
)
# "Former les agents et loger les jeunes prendra du temps." says something of it.
_SAYS = re.compile(r"\b(?:(?<!l')est|sont|ont|va|vont|[a-z]{2,}(?:ra|ront|rait|raient))\b")
# What governs the infinitives of the sentence behind it: "Les signataires veulent", "Il s'agit | de".
_GOVERNS = re.compile(rf"[^.;:,?]{{4,60}}? (?:de |d'|a )?(?={INFINITIVE.pattern})")
_OF = re.compile(r"(?:de |d'|a )?")
_JOINT = re.compile(r", (?:et )?| et | ainsi que (?=l)")
_BARE_JOINT = re.compile(r", (?:et )?")
# With its article, so that no clause that goes on is taken: "trois axes, dont un nouveau, et dix actions".
_NOUN = re.compile(r"(?:l[ae] |l'|les |une? )(?!preside|prefe|departement\b|etat\b|ars\b|region\b)[a-z]")
FINITE = re.compile(r"\b(?:(?<!l')est|sont|ont|sera|seront|va|vont|qui|que|il|elle|ils|elles)\b|\d")
_LONGEST = 70  # characters of an entry


def after_a_count(source: Source) -> Iterator[Listing]:
    """Find lists of as many entries as the words before them count, in brackets, between dashes or behind a comma.

    >>> source = Source(
    ...     "Il a deux axes (santé, logement) et repose sur deux piliers, la confiance et l'écoute"
    ... )
    >>> [[source.text[e.start : e.end] for e in listing.entries] for listing in after_a_count(source)]
    [['santé', 'logement'], ['la confiance', "l'écoute"]]
    """
    if not _COUNTED.stand_in(source):
        return
    done = -1
    for start in _COUNTED.starts(source):
        sentence = source.sentence_at(start)
        if sentence is None or start < done:
            continue
        found = _COUNT.search(source.folded, max(sentence.start, done, start - 20), sentence.end)
        if found is None or found.start() > start:
            if told := _told_behind(source, sentence, start):
                done = told.entries[-1].end
                yield told
            continue
        done = found.end()
        if entries := _entries(source, sentence, found):
            yield Listing(sentence.start, found.end("opens") - 1, entries, True)


def _told_behind(source: Source, sentence: Sentence, start: int) -> Listing | None:
    """Read as many things to do as a short sentence counts, where the next one tells them, behind one verb or none."""
    counted = _COUNT_ALONE.fullmatch(source.folded, sentence.start, sentence.end)
    index = source.sentence_index(start)
    if counted is None or index is None or index + 1 == len(source.sentences):
        return None
    behind = source.sentences[index + 1]
    first = behind.start
    if not INFINITIVE.match(source.folded, first):
        governs = _GOVERNS.match(source.folded, first, behind.end)
        first = governs.end() if governs else -1
    elif _SAYS.search(source.folded, first, behind.end):
        return None
    if behind.block != sentence.block or first < 0:
        return None
    for joint in (_JOINT, _BARE_JOINT):
        parts = [(_behind(source.folded, a), b) for a, b in cut(source.folded, first, behind.end, joint)]
        if len(parts) == _number(counted) and all(INFINITIVE.match(source.folded, *part) for part in parts):
            return Listing(sentence.start, first, [Entry(a, b, 0, "") for a, b in parts], True)
    return None


def _behind(folded: str, start: int) -> int:
    """Where what stands behind a preposition begins."""
    preposition = _OF.match(folded, start)
    return preposition.end() if preposition else start


def _number(found: re.Match[str]) -> int:
    return COUNTS.get(found["count"]) or int(found["count"])


def _entries(source: Source, sentence: Sentence, found: re.Match[str]) -> list[Entry]:
    """Return as many entries as are announced; none where there are more or fewer."""
    count = _number(found)
    start, end = found.end(), sentence.end
    closing = {" (": ")", " -": " - "}.get(found["opens"])
    if closing:
        close = source.folded.find(closing, start, end)
        if close < 0 and closing == ")":
            return []
        end = close if close >= 0 else end
    if found["measures"]:
        measures = enumerated(source, start, end)
        return [Entry(a, b, 0, "") for a, b in measures] if len(measures) == count else []
    for joint in (_JOINT, _BARE_JOINT):
        parts = cut(source.folded, start, end, joint)
        fits = all(_is_entry(source.folded, a, b, bare=found["opens"] == " (") for a, b in parts)
        if len(parts) == count and fits:
            return [Entry(a, b, 0, "") for a, b in parts]
    return []


def cut(folded: str, start: int, end: int, joint: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return the bounds of what stands between the joints.

    >>> cut("santé, école et logement", 0, 24, _JOINT)[:2]
    [(0, 5), (7, 12)]
    """
    parts: list[tuple[int, int]] = []
    position = start
    for separator in joint.finditer(folded, start, end):
        parts.append((position, separator.start()))
        position = separator.end()
    return [*parts, (position, end)]


def _is_entry(folded: str, start: int, end: int, *, bare: bool) -> bool:
    if not 2 < end - start <= _LONGEST or FINITE.search(folded, start, end):
        return False
    return bare or (INFINITIVE.match(folded, start, end) or _NOUN.match(folded, start, end)) is not None
