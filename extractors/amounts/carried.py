"""Numbers that are money only by what stands around them: "80 millions", "dont 50 de l'État"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.amounts.bare_shares import bare_shares
from extractors.amounts.giving import find_verbs
from extractors.facts import Approximation
from extractors.money.numerals import parse_digits
from extractors.money.words import pattern
from extractors.money.written import Mention
from extractors.parties.bodies import find_groups
from extractors.text.alternatives import by_letter
from extractors.text.source import Source

_NEAR = 250  # characters within which the unit of one amount speaks for another


def settle(source: Source, mentions: Sequence[Mention]) -> list[Mention]:
    """Keep what is money of `mentions` and add the numbers that share a magnitude with them.

    >>> from extractors.money.statements import find_money
    >>> source = Source("Une aide de 80 millions, dont 50 de l'État.")
    >>> [str(m.value) for m in settle(source, find_money(source))]
    ['80000000', '50000000']
    """
    kept: list[Mention] = []
    for index, mention in enumerate(mentions):
        if mention.unit or _is_money(source, mention, mentions):
            kept.append(mention)
            after = mentions[index + 1].start if index + 1 < len(mentions) else len(source.text)
            shares = bare_shares(source, mention, after) or _shares(source, mention, after)
            kept += shares
            kept += _of_it(source, shares[-1] if shares else mention, after)
            kept += _given_next(source, shares[-1] if shares else mention, after) if mention.unit else []
    return kept


def _is_money(source: Source, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a number with a magnitude but no unit is money by its sentence or its neighbours."""
    folded = source.folded
    counted = pattern(
        r" (?:de |d'|du |des )(?!(?:la |l'|les )?(?:@context.after_de))| (?:@context.counted)\b"
    )
    if counted.match(folded, mention.end):
        return False
    sentence = source.sentence_at(mention.core)
    if sentence is None:
        return False
    parted = any(share["payer"] for share in pattern(_SHARE).finditer(folded, mention.end, sentence.end))
    if (
        parted
        or pattern(r"\b(?:@context.nouns)").search(folded, sentence.start, sentence.end)
        or find_verbs(source, sentence.start, sentence.end)
    ):
        mention.confidence = 0.9
        return True
    block = source.block_index(mention.core)
    mention.confidence = 0.8
    if find_groups(source, sentence.start, sentence.end):
        return True
    return any(
        other.unit and abs(other.core - mention.core) < _NEAR and source.block_index(other.core) == block
        for other in mentions
    )


_SMALL = r"(?P<number>\d{1,3}(?:[.,]\d{1,3})?)(?![\w%]|[.,]\d)(?! ?%)"
_INTRODUCTIONS = by_letter(
    [r"\bdont", r"\bcontre", r"\bpuis", r"\bsoit", r"\ben (?:@carried.giving)\w*", ",", " et"]
)
# "dont 320 000 versés par l'État", "… pris en charge par l'ARS"
_GIVEN_BY = r"(?:(?:@carried.giving)\w*|pris(?:e|es)? en charge|fourni(?:e|es|s)?) par (?:l'|l[ae]\b)"
_SHARE = (
    rf"(?P<intro>{_INTRODUCTIONS})"
    rf"(?: (?P<about>pres d[e']|plus d[e']|environ|quelque|presque|au moins))? ?{_SMALL}"
    rf"(?P<payer> (?:(?:@carried.payer)|{_GIVEN_BY}))?(?=(?P<follow> (?:@carried.follow)|[.,;:)]|$| et )?)"
)
_LARGE = r"\d{1,3}(?:[ .]\d{3})+"
_THOUSANDS = (
    # "le Département, que je remercie, 760 000"
    rf"\b(?:@carried.body)(?:, [^,;:.\d]{{3,40}},)? (?P<paid>{_LARGE})(?= et |[,;.)]|$)"
    rf"|\ben (?:@carried.giving)\w* (?P<given>{_LARGE})(?![\w%]|[.,]\d)"
    # "1,1 million d'euros la première année et à peine 800 000 la seconde"
    rf"|(?<![\w.,])(?P<number>{_LARGE})(?= (?:@carried.payer|@carried.source|{_GIVEN_BY}))"
)
_THEN = re.compile(r" (?:en 20|la |l'an)")  # "3,2 M€ la première année, 3,6 la deuxième"
_FIGURE = re.compile(r"\d")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
# "L'État, sur le programme 304, en apporte 1 500 000": that is no sum.
_NUMBERED = re.compile(rf"{_YEARS.pattern}|\b(?:programme|bop|article|chapitre|fonction) (?:n ?[°o] ?)?\d+")


def _shares(source: Source, whole: Mention, limit: int) -> list[Mention]:
    """Return the numbers after `whole` that are counted in its magnitude, or in its unit."""
    sentence = source.sentence_at(whole.end - 1)
    limit = min(limit, sentence.end if sentence else whole.end, whole.end + _NEAR)
    shares = [
        _euros(source, *found.span(found.lastgroup or 0))
        for found in (pattern(_THOUSANDS).finditer(source.folded, whole.end, limit) if whole.unit else ())
    ]
    if whole.scale < 1000:
        return shares
    shares += _parallel(source, whole, limit)
    position = whole.end
    for found in pattern(_SHARE).finditer(source.folded, whole.end, limit):
        intro, follow = found["intro"].strip(), found["follow"] or ""
        then = _THEN.match(follow) is not None
        follows = found["payer"] or then or (follow and intro not in (",", "et"))
        between = _YEARS.sub("", source.folded[position : found.start()])
        if not follows or _YEARS.fullmatch(found["number"]):
            continue
        if _FIGURE.search(between) and not (intro == "contre" and then):
            continue  # "60 M€ pour 120 projets, dont 12 …" counts projects
        share = _carried(source, whole, *found.span("number"))
        if intro == "dont" and share.value > whole.value:
            continue
        if about := found["about"]:
            share.start = found.start("about")
            share.approximation = _ABOUT.get(about[:2], "about")
        shares.append(share)
        position = share.end
    return sorted(shares, key=lambda share: share.start)


# "49 millions d'euros pour l'enfance, 61 pour l'autonomie, 38,5 pour le RSA": each with its own purpose.
_FOR = re.compile(r" (?P<link>pour|a|aux?|vers)(?= | l'| la )")
_NEXT_FOR = re.compile(
    r"(?P<before>[^.;:,\d€]{2,60}?)(?:,? et |, )(?P<number>\d{1,3}(?:[.,]\d{1,3})?) (?P<link>pour|a|aux?|vers)"
    r" (?:l[ae]s? |l')?[a-z]"
)


def _parallel(source: Source, whole: Mention, limit: int) -> Iterator[Mention]:
    """Yield the numbers behind `whole` that go to others as it goes to one, each behind a comma."""
    first = _FOR.match(source.folded, whole.end, limit)
    position = first.end() if first and whole.unit else limit
    while found := _NEXT_FOR.match(source.folded, position, limit):
        if first is None or found["link"][0] != first["link"][0]:
            return
        yield _carried(source, whole, *found.span("number"))
        position = found.end("link")


# "Le précédent contrat en pesait 650", "il en prévoit 200 en 2022": so many of what the money before is counted in.
_OF_IT = (
    r"\b(?:en|n'en) (?:(?:avai(?:t|ent)|a|ont|aur(?:a|ont)) (?:deja |ainsi )?)?(?:@carried.of_it)\w*"
    r"(?: que| deja| environ| quelque| pres de)? (?P<number>\d{1,3}(?:[.,]\d{1,3})?)"
    r"(?= ?(?:[.;,)]|$|en 20\d\d|cette annee|l'an|la (?:deuxieme|seconde|troisieme|suivante)))"
)


def _of_it(source: Source, whole: Mention, limit: int) -> list[Mention]:
    """Return the number behind `whole` that "en" counts in its magnitude, in its sentence or in the next one."""
    index = source.sentence_index(whole.end - 1)
    if whole.scale < 1000 or index is None:
        return []
    end = source.sentences[min(index + 1, len(source.sentences) - 1)].end
    limit = min(limit, end, whole.end + _NEAR)
    found = pattern(_OF_IT).search(source.folded, whole.end, limit)
    if found is None or _FIGURE.search(_YEARS.sub("", source.folded[whole.end : found.start()])):
        return []  # other things may be counted: "60 M€ pour 120 projets. Il en avait prévu 90."
    return [_carried(source, whole, *found.span("number"))]


# "L'État verse 620 000 €. La Ville en met 180 000, | la Caf 95 000.", "Nous en mettons 180 000 chaque année"
_GIVEN = (
    rf"\ben (?:@carried.giving)\w* (?P<given>{_LARGE})(?![\w%]|[.,]\d)"
    r"(?= ?(?:[.,;\")]|et |$|par an\b|(?:chaque|cette) annee\b|de plus\b|(?:en|pour) 20\d\d))"
)
_GIVEN_TOO = rf"(?:,| et) (?:l[ae] |l')(?:@carried.body) (?P<paid>{_LARGE})(?= et |[,;.]|$)"


def _given_next(source: Source, whole: Mention, limit: int) -> list[Mention]:
    """Return what others give "of it", in full, in the sentence behind that of `whole`."""
    index = source.sentence_index(whole.end - 1)
    if index is None or index + 1 == len(source.sentences):
        return []
    behind = source.sentences[index + 1]
    limit = min(limit, behind.end, whole.end + _NEAR)
    found = pattern(_GIVEN).search(source.folded, behind.start, limit) if behind.start < limit else None
    if found is None or _FIGURE.search(_NUMBERED.sub("", source.folded[whole.end : found.start()])):
        return []
    too = pattern(_GIVEN_TOO).finditer(source.folded, found.end(), limit)
    return [_euros(source, *found.span("given")), *(_euros(source, *one.span("paid")) for one in too)]


_ABOUT: dict[str, Approximation] = {"pl": "at_least", "au": "at_least", "pr": "almost"}


def _euros(source: Source, start: int, end: int) -> Mention:
    value = parse_digits(source.folded[start:end], Decimal(1))
    return Mention(start, end, start, value, Decimal(1), rule="carried", confidence=0.85)


def _carried(source: Source, whole: Mention, start: int, end: int) -> Mention:
    value = parse_digits(source.folded[start:end], whole.scale) * whole.scale
    return Mention(start, end, start, value, whole.scale, rule="carried", confidence=0.85)
