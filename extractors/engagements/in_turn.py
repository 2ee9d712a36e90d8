"""Lists whose entries are told in turn: "D'abord, …. Ensuite, …", "Le premier axe vise à …. Le deuxième …"."""

import re
from collections.abc import Iterator, Sequence

from extractors.text.anchors import Phrases
from extractors.text.list_entries import INFINITIVE, Entry, Listing, entry_at
from extractors.text.source import Sentence, Source

_FIRST = Phrases("d'abord", "premierement", "d'une part")
_TURN = re.compile(
    r"(?:(?:tout )?d'abord|premierement|deuxiemement|troisiemement|ensuite|puis|et|enfin),? (?:enfin,? )?"
)
_SHORT_LEAD = 30  # characters: "Il y en a trois." says less than the line above it


def in_turn(source: Source) -> Iterator[Listing]:
    """Find lists whose entries are told one after another, in one sentence or in several.

    >>> source = Source("Premier axe, la santé : agir tôt. Second axe, le logement : loger mieux.")
    >>> [[source.text[e.start : e.end] for e in listing.entries] for listing in in_turn(source)]
    [['agir tôt.', 'loger mieux.']]
    """
    yield from _by_adverbs(source)
    yield from _by_ranks(source)
    yield from _by_numbers(source)


def _by_adverbs(source: Source) -> Iterator[Listing]:
    """One sentence an entry: "D'abord, agir dès la grossesse. Ensuite, loger. Enfin, former."."""
    if not _FIRST.stand_in(source):
        return
    sentences, behind = source.sentences, 0
    for start in _FIRST.starts(source):
        first = source.sentence_index(start)
        if first is None or first < behind:
            continue
        if listing := _within(source, sentences[first], start):
            yield listing
            continue
        block, behind = sentences[first].block, first
        found: list[tuple[int, int]] = []
        while behind < len(sentences) and sentences[behind].block == block:
            end = sentences[behind].end
            turn = _TURN.match(source.folded, sentences[behind].start, end)
            if turn is None or not INFINITIVE.match(source.folded, turn.end(), end):
                break
            found.append((turn.end(), end))
            behind += 1
        if len(found) < 2:
            continue
        lead = source.blocks[block].start, sentences[first].start
        asks = source.folded[lead[0] : lead[1]].rstrip().endswith(("?", ":"))
        if lead[1] - lead[0] < _SHORT_LEAD and block and not asks:
            lead = source.blocks[block - 1].start, source.blocks[block - 1].end
        yield Listing(*lead, [entry_at(source, a, b, 0) for a, b in found], True)


# "il s'agit d'abord d'agir tôt, ensuite de loger, enfin de former", "d'une part d'agir tôt et, d'autre part, de loger"
_HERE = re.compile(r"(?:d'abord|premierement|d'une part),? ?:? ?")
_NEXT = re.compile(
    r"[,;]? (?:(?:et|puis),? )?(?:ensuite|enfin|puis|deuxiemement|troisiemement|d'autre part"
    r"|en (?:deuxieme|second|dernier) lieu),? "
)
# "la volonté d'agir tôt, … celle de loger"
_GOVERNED = re.compile(
    r"(?:(?P<noun>(?:l[ae] |l'|une? )?(?:volonte|ambition|objectif|souci|promesse|but|engagement)|celle|celui)"
    r" (?=de |d'|a ))?(?:de |d'|a )?"
)


def _within(source: Source, sentence: Sentence, start: int) -> Listing | None:
    """Read things to do that one sentence tells in turn."""
    here = _HERE.match(source.folded, start, sentence.end)
    if here is None or start - sentence.start < len("il "):
        return None
    return _cut(source, sentence, here.end(), _NEXT)


def _cut(source: Source, sentence: Sentence, start: int, turn: re.Pattern[str]) -> Listing | None:
    """Make a list of the things to do between the turns of a sentence; None where one of them is none."""
    found: list[tuple[int, int]] = []
    position = start
    for separator in turn.finditer(source.folded, start, sentence.end):
        found.append((position, separator.start()))
        position = separator.end()
    bounds = [(_behind(source, a), b) for a, b in [*found, (position, sentence.end)]]
    if len(bounds) < 2 or not all(INFINITIVE.match(source.folded, a, b) for a, b in bounds):
        return None
    governed = _GOVERNED.match(source.folded, start)
    lead_end = governed.end("noun") if governed and governed["noun"] else start
    return Listing(sentence.start, lead_end, [Entry(a, b, 0, "") for a, b in bounds], True)


def _behind(source: Source, start: int) -> int:
    """Where the infinitive behind a preposition begins."""
    governed = _GOVERNED.match(source.folded, start)
    return governed.end() if governed else start


# "la première, un bus ; la seconde, un relais"
_BARE_RANK = re.compile(
    r"(?:l[ae] |une? )?(?:premiere?|deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme|derniere?)(?: [a-z]+)?"
    r"(?:, (?:c'est )?| (?:est|sera) | ?: )"
)


def without_ranks(source: Source, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what stands behind the ranks of parts that each have one; none of others.

    >>> text = "la première, un bus ; la seconde, un relais"
    >>> [text[start:end] for start, end in without_ranks(Source(text), [(0, 19), (22, len(text))])]
    ['un bus', 'un relais']
    """
    ranks = [_BARE_RANK.match(source.folded, start, end) for start, end in parts]
    if not all(ranks):
        return []
    return [(rank.end(), end) for rank, (_, end) in zip(ranks, parts, strict=True) if rank]


_NOUNS = ("axe", "engagement", "objectif", "volet", "pilier", "priorite", "orientation", "chantier")
_FIRST_NUMBER = tuple(f"{noun} {number}" for noun in _NOUNS for number in ("1", "n° 1", "n°1"))
_FIRST_RANK = Phrases("premier", "premiere", *_FIRST_NUMBER)
_THINGS = "|".join((*_NOUNS, "ambition", "defi", "action", "mesure"))
_VERB = (
    r"(?:(?:vise(?:ra)?|consiste(?:ra)?|tend(?:ra)?|cherche(?:ra)?|s'attache(?:ra)?|servira|aidera|invite) a "
    r"|(?:est|sera|(?:se )?propose|prevoit|ambitionne|promet|s'efforce(?:ra)?"
    r"|a pour (?:but|objet|objectif|ambition|finalite)) (?:de |d')"
    r"|(?:entend(?:ra)?|veut|doit|devra|souhaite|va) (?:(?:viser|servir|consister|aider) a )?)"
)
# "Premier axe, la prévention : …", "Le deuxième vise à …", "Le troisième, lui, sera de …", "Le quatrième, à …",
# "L'axe 5 doit …"
_RANK = re.compile(
    r"(?:et |enfin,? )?(?:(?:l[ae] |s[ao]n? |notre |leur )?"
    r"(?P<rank>premiere?|deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme|derniere?)"
    rf"(?: (?P<thing>{_THINGS}))?|(?:l[ae] |l')(?P<numbered>{_THINGS}) (?:n ?[°o] ?)?(?P<number>\d))"
    rf"(?:(?:,? [^.:;,]{{2,50}})? ?: |,? (?:(?:elle|lui|quant a (?:lui|elle)),? )?{_VERB}"
    r"|, (?:a |de |d')|(?<=[a-z]), (?=(?:ne (?:plus|pas) )?[a-z]+(?:er|ir|re)\b))"
)
# "…, le deuxième à loger, le troisième veut former"
_NEXT_RANK = re.compile(
    r"[,;]? (?:et )?l[ae] (?:deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme|derniere?),? "
    rf"(?:{_VERB}|(?=a |de |d'))"
)


def _by_ranks(source: Source) -> Iterator[Listing]:
    """One sentence an entry, each with its rank; sentences without one may stand between them."""
    sentences, behind = source.sentences, 0
    for start in _FIRST_RANK.starts(source):
        first = source.sentence_index(start)
        if first is None or first < behind:
            continue
        block = sentences[first].block
        behind = first
        things: set[str] = set()
        heads: list[re.Match[str]] = []
        found: list[tuple[int, int]] = []
        while behind < len(sentences):
            sentence = sentences[behind]
            head = _RANK.match(source.folded, sentence.start, sentence.end)
            if sentence.block != block and not (
                head and sentence.start == source.blocks[sentence.block].start
            ):
                break
            block = sentence.block  # each may have a paragraph of its own
            behind += 1
            fits = head is not None and INFINITIVE.match(source.folded, head.end(), sentence.end)
            if head is None or not fits:
                if behind == first + 1:
                    break
                continue
            if not heads and (listing := _cut(source, sentence, head.end(), _NEXT_RANK)):
                yield listing
                break
            heads.append(head)
            things.add(head["thing"] or head["numbered"] or "")
            found.append((head.end(), sentence.end))
        if len(found) < 2 or not (heads[0]["rank"] or "premier").startswith("premier"):
            continue
        if len(things - {""}) > 1:
            continue  # "Premier axe : …. Première action : …": a list of both
        lead = heads[0].start(), heads[0].end()
        yield Listing(*lead, [Entry(a, b, 0, "") for a, b in found], True)


_FIRST_AXIS = Phrases(
    *_FIRST_NUMBER,
    *(f"premier {noun}" for noun in _NOUNS),
    *(f"premiere {noun}" for noun in _NOUNS),
)
_ABOUT = (
    r"(?: porte(?:ra)? sur| concerne(?:ra)?| vise(?:ra)?(?: a)?| traite(?:ra)? d[eu]s?| couvre| touche a"
    r"| (?:est|sera) (?:consacre|dedie)e? aux?| (?:est|sera) (?:consacre|dedie)e? a) "
)
# "L'axe 1 porte sur la prévention", "Un premier volet concerne les soins"
_NOUN = "|".join(_NOUNS)
_OPENS = re.compile(rf"(?:l'|l[ae] |une? )(?:premiere? (?:{_NOUN})|(?:{_NOUN}) (?:n ?[°o] ?)?1),?{_ABOUT}")
_GOES_ON = re.compile(
    rf"(?:^|[,;.] |, et | et )(?:enfin,? )?(?:l'|l[ae] |une? )(?:(?:{_NOUN}) (?:n ?[°o] ?)?[2-9]"
    rf"|(?:deuxieme|seconde?|troisieme|quatrieme|cinquieme|derniere?)(?: (?:{_NOUN}))?),?"
    rf"(?:{_ABOUT}| sur | aux? | a (?=l[ae]|l')| )"
)
_NOUN_PHRASE = re.compile(r"(?:l[ae] |l'|les |une? |des |mieux )[a-z]")


def _by_numbers(source: Source) -> Iterator[Listing]:
    """What each axis is about, by its number or rank, in one paragraph: "L'axe 1 porte sur …, l'axe 2 sur …"."""
    for start in _FIRST_AXIS.starts(source):
        index = source.sentence_index(start)
        if index is None:
            continue
        sentence = source.sentences[index]
        block = source.blocks[sentence.block]
        opens = _OPENS.match(source.folded, sentence.start, sentence.end)
        if opens is None:
            continue
        found: list[tuple[int, int]] = []
        position, limit = opens.end(), min(block.end, sentence.start + _REACH)
        for separator in _GOES_ON.finditer(source.folded, position, limit):
            found.append((position, separator.start()))
            position = separator.end()
        last = source.sentence_at(position)
        found.append((position, min(limit, last.end if last else limit)))
        if len(found) > 1 and all(_NOUN_PHRASE.match(source.folded, a, b) for a, b in found):
            yield Listing(opens.start(), opens.end(), [Entry(a, b, 0, "") for a, b in found], True)


_REACH = 700  # characters in which all the axes are told
