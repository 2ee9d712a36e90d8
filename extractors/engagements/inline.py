"""Lists within a sentence: after a colon, before one, by places."""

import re
from collections.abc import Iterator, Set
from itertools import dropwhile, pairwise

from extractors.engagements.aims import aims
from extractors.engagements.answers import answers
from extractors.engagements.apart import told_apart
from extractors.engagements.counted import after_a_count
from extractors.engagements.enumerated import WHEN
from extractors.engagements.in_turn import in_turn, without_ranks
from extractors.engagements.list_ends import counts_in
from extractors.engagements.pieces import COMMA, split
from extractors.engagements.summed_up import summed_up
from extractors.engagements.themed import without_themes
from extractors.text.gated import Gated
from extractors.text.list_entries import ASIDE, BARE_PLACE, INFINITIVE, PLACE, Listing, entry_at
from extractors.text.sentences import LONGEST
from extractors.text.source import Sentence, Source

# Each alternative with the sign that it begins with: where none of these stands, `re` tries nothing.
_COLON_INLINE = re.compile(r" : +(?=\S)|: +(?=\S)|, a savoir ?:? +| a savoir ?:? +|a savoir ?:? +")
_SEMICOLON = re.compile(r" ?; *(?:et |puis |enfin,? |ou )?")
_COMMA = re.compile(
    r", +(?:et |puis |ou encore |ainsi que |ainsi qu'|mais aussi |enfin )?"
    r"| (?:(?:et|puis|ou encore|ainsi que) |ainsi qu')(?=(?:\" ?|d'|de |du |des |l[ae] |les |l'|un |une |\d+ )?\w+)"
)

_DASH = re.compile(r" [–—-] ")
_PLUS = re.compile(r" \+ ")  # "un bus + dix places"
_SLASH = re.compile(r" / ")  # "l'emploi et la formation / la santé / le cadre de vie"


def inline_listings(source: Source) -> Iterator[Listing]:
    """Lists within a sentence, after a colon: "trois axes : prévenir …, protéger … et accompagner …"."""
    folded = source.folded
    yield from in_turn(source)
    yield from answers(source)
    yield from after_a_count(source)
    yield from told_apart(source)
    yield from aims(source)
    yield from summed_up(source)
    for sentence in source.sentences:
        if listing := _behind_comma(source, sentence):
            yield listing
            continue
        words = folded[sentence.start : sentence.end]
        if ":" not in words and ";" not in words and "a savoir" not in words:
            continue
        # A semicolon before a capital ends a sentence: the list goes on in the next ones.
        limit = min(source.blocks[sentence.block].end, sentence.start + LONGEST)
        end = _inline_end(source, sentence.end, limit)
        starts = [
            sentence.start,
            *(found.end() for found in _NEXT_LEAD.finditer(source, sentence.start, end)),
        ]
        for start, stop in pairwise([*starts, end]):
            if listing := _in_clause(source, start, stop):
                yield listing


# "deux axes : loger ; soigner ; que ses premières actions seront : …": a lead of its own ends the list before it.
_NEXT_LEAD = Gated(
    r"; (?:et )?(?=(?:que |qu')?[^;:]{3,90}? (?:sont|seront|est|sera|\w+(?:voit|prend|porte|nonce|tient|dra|era)) :)"
)


def _in_clause(source: Source, start: int, end: int) -> Listing | None:
    """Read the list of a passage that has one lead."""
    folded = source.folded
    for colon in _COLON_INLINE.finditer(folded, start, end):
        if _ONE.search(folded, max(start, colon.start() - _ONE_REACH), colon.start()):
            return Listing(start, colon.start() + 1, [entry_at(source, colon.end(), end, 0)], True)
        stop = _end_of_words(folded, start, colon.start(), end)
        parts = split(folded, colon.end(), stop, _SEMICOLON)
        if len(parts) < 2:
            parts = _labelled(source, colon.end(), stop) or _at_commas(
                folded, colon.end(), stop, counts_in(folded[start : colon.start()])
            )
        if placed := _behind_places(folded, colon.end(), stop):
            return Listing(start, placed[0][0], [entry_at(source, a, b, 0) for a, b in placed], True)
        if len(parts) >= 2:
            parts = without_themes(source, parts) or without_ranks(source, parts) or parts
            return Listing(start, colon.start() + 1, [entry_at(source, a, b, 0) for a, b in parts], True)
    if ";" not in folded[start:end]:
        return None
    labelled = _labelled(source, start, end)
    if labelled and labelled[0][0] == start:  # "Axe A - prévenir ; axe B - protéger"
        return Listing(start, start, [entry_at(source, a, b, 0) for a, b in labelled], True)
    parts = _by_place(source, start, end)
    return Listing(start, parts[0][0], [entry_at(source, a, b, 0) for a, b in parts], True) if parts else None


def _end_of_words(folded: str, start: int, colon: int, end: int) -> int:
    """Where somebody's words end that hold the colon: "« C'est du concret : un bus, un lieu », dit la préfète"."""
    if folded.count('"', start, colon) % 2 == 0:
        return end
    closing = folded.find('"', colon, end)
    return closing if closing >= 0 else end


_OPENING = re.compile(r"(?:au (?:menu|programme)|a la cle)(?: notamment| entre autres)?,? ")
# What tells that something is said of the things behind: "Au programme, le préfet a visité …".
# Looked for in the text itself: folded, "à" is "a".
_IS_CLAUSE = re.compile(r"[:;]| (?:a|ont|est|sont|va|vont|\w{2,}(?:ra|ront|ait|aient)) ")


def _behind_comma(source: Source, sentence: Sentence) -> Listing | None:
    """Read a list of things that a few words lead in to: "Au menu, l'ouverture d'un lieu et la formation de …"."""
    opening = _OPENING.match(source.folded, sentence.start, sentence.end)
    if opening is None or _IS_CLAUSE.search(source.text, sentence.start, sentence.end):
        return None
    start = opening.end()
    parts = _at_commas(source.folded, start, sentence.end, set())
    return (
        Listing(sentence.start, start, [entry_at(source, a, b, 0) for a, b in parts], True)
        if len(parts) > 1
        else None
    )


# "un quatrième engagement, facultatif : …", "Action : …" announce one entry, whatever commas and conjunctions it holds.
_ONE = re.compile(
    r"\b(?<!pour )(?<!dans )(?<!sous )(?<!sur )(?:un|le) "
    r"(?:premier|second|deuxieme|troisieme|quatrieme|cinquieme|nouvel|dernier|autre) "
    r"(?:engagement|axe|objectif|volet)(?:,? [a-z]{4,}){0,2}$"
    r"|(?<!pour )(?<!dans )(?<!sous )(?<!sur )\b(?:l'|l[ae] |une? )(?:action|mesure|engagement|axe|objectif|volet)"
    r" (?:nouvelle?|supplementaire|suivante?|ci-apres)$"
    r"|(?:(?<=\n)|(?<=[.;!?] ))(?:action|mesure)(?: (?:prevue|retenue|phare|associee|correspondante))?$"
)
_ONE_REACH = 120  # characters before the colon in which all of it stands


def _by_place(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """Parts of a sentence that each start with a place: "dans le Cantal, une équipe ; en Ardèche, des logements"."""
    parts = split(source.folded, start, end, _SEMICOLON)
    places = [PLACE.search(source.folded, a, b) for a, b in parts]
    return (
        [(place.end(), b) for place, (_, b) in zip(places, parts, strict=True) if place]
        if len(parts) > 1 and all(places)
        else []
    )


# "dans la Nièvre une épicerie itinérante, dans l'Yonne un garage solidaire"
_NEXT_PLACE = re.compile(r"(?:,|,? et) (?=(?:dans l|en |a )[^,;]{3,40}? (?:une? |des |\d))")


def _behind_places(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Parts between commas that each start with a place and have no comma behind it."""
    parts = split(folded, start, end, _NEXT_PLACE)
    places = [BARE_PLACE.match(folded, *part) for part in parts]
    bounds = [(place.end(), b) for place, (_, b) in zip(places, parts, strict=True) if place]
    return bounds if len(bounds) == len(parts) > 1 else []


def _inline_end(source: Source, end: int, limit: int) -> int:
    while source.folded[end - 1] == ";" and end < limit:
        following = source.sentence_at(end + 1) or source.sentence_at(end + 2)
        if following is None:
            break
        end = following.end
    return end


def _at_commas(folded: str, start: int, end: int, counts: Set[int]) -> list[tuple[int, int]]:
    """Split at commas and "et"; at commas or dashes only where these alone make as many parts as are announced.

    "trois axes : attirer et garder les soignants, soutenir les aidants, agir sur l'eau et l'air"
    """
    for mark, fewest in ((_PLUS, 2), (_SLASH, 3)):
        if len(parts := split(folded, start, end, mark)) >= fewest:
            return parts
    cut = _with_places(folded, split(folded, start, end, _COMMA))
    parts = _without_asides(folded, _whole_before_last(folded, cut))
    if counts and len(parts) not in counts:
        dashed = split(folded, start, end, _DASH)
        if len(dashed) in counts:
            return dashed
        fewer = _without_asides(folded, split(folded, start, end, COMMA))
        by_verb = _at_infinitives(folded, parts)
        parts = next((each for each in (fewer, by_verb) if len(each) in counts), parts)
    return parts


def _at_infinitives(folded: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join to the thing to do before it what is none: "réunir les frères et | sœurs"."""
    joined: list[tuple[int, int]] = []
    for part in parts:
        if joined and not INFINITIVE.match(folded, *part):
            joined[-1] = joined[-1][0], part[1]
        else:
            joined.append(part)
    return joined


def _without_asides(folded: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out what is said of the part before it ("…, porté par la Ville, …"), and when all will be, before them."""
    listed = list(dropwhile(lambda part: _BEFORE_ALL.fullmatch(folded, *part), parts))
    return listed[:1] + [part for part in listed[1:] if not ASIDE.match(folded, *part)]


# "Au programme, dès 2023, entre autres, un bus"
_BEFORE_ALL = re.compile(
    rf"{WHEN.pattern}|notamment|entre autres|par exemple|pour commencer|dans un premier temps"
)


# "deux accueils de jour, à Rochefort et à Jonzac": where it will be, behind a comma.
_WHERE = re.compile(r"(?:a|au|aux|en|dans|sur|pres de|chez) ")
# "les épiceries de Romans et | de Montélimar", "les écoles du centre et | du port"
_OF = re.compile(rf"(?<![^ ])(?:de |du |d')(?!{INFINITIVE.pattern})")


def _with_places(folded: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join to the entry before it what only says where that will be, or goes on with its "de"."""
    joined: list[tuple[int, int]] = parts[:1]
    for part in parts[1:]:
        first, last = joined[-1]
        goes_on = (
            _OF.match(folded, *part) and _OF.search(folded, first, last) and not _OF.match(folded, first)
        )
        if goes_on or (_WHERE.match(folded, *part) and not INFINITIVE.match(folded, part[0])):
            joined[-1] = joined[-1][0], part[1]
        else:
            joined.append(part)
    return joined


def _whole_before_last(folded: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join again what "et" parts before the last comma: "le suivi à Laon et à Guise, la santé, l'école"."""
    gaps = [folded[before[1] : behind[0]] for before, behind in pairwise(parts)]
    last_comma = max((index for index, gap in enumerate(gaps) if "," in gap), default=-1)
    joined = parts[:1]
    for index, part in enumerate(parts[1:]):
        alone = " " not in folded[slice(*joined[-1])]  # "attirer et garder les soignants, …"
        if index < last_comma and "," not in gaps[index] and (alone or not INFINITIVE.match(folded, part[0])):
            joined[-1] = joined[-1][0], part[1]
        else:
            joined.append(part)
    return joined


_RANKED = Gated(
    r"\b(?:axe|engagement|objectif|volet|priorite) (?:n ?[°o] ?)?(?:\d|[a-e] ?[:.)/-])|\((?:\d{1,2}|[a-h])\) "
)


def _labelled(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """Split at labels: "axe 1 : prévenir, repérer ; axe 2 : …", "(1) créer, (2) …" whatever stands between them."""
    starts = [found.start() for found in _RANKED.finditer(source, start, end)]
    return list(pairwise([*starts, end])) if len(starts) > 1 else []
