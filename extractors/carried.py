"""Numbers that are money only by what stands around them: "80 millions", "dont 50 de l'État"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from extractors.bodies import find_groups
from extractors.giving import find_verbs
from extractors.money import Mention
from extractors.money_words import vocabulary
from extractors.numerals import parse_digits
from extractors.source import Source

_NEAR = 250  # characters within which the unit of one amount speaks for another


def settle(source: Source, mentions: Sequence[Mention]) -> list[Mention]:
    """Keep what is money of `mentions` and add the numbers that share a magnitude with them.

    >>> from extractors.money import find_money
    >>> source = Source("Une aide de 80 millions, dont 50 de l'État.")
    >>> [str(m.value) for m in settle(source, find_money(source))]
    ['80000000', '50000000']
    """
    kept: list[Mention] = []
    for index, mention in enumerate(mentions):
        if mention.unit or _is_money(source, mention, mentions):
            kept.append(mention)
            after = mentions[index + 1].start if index + 1 < len(mentions) else len(source.text)
            kept += _shares(source, mention, after)
    return kept


@cache
def _context() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = vocabulary()["context"]
    return (
        re.compile(rf"\b(?:{'|'.join(data['nouns'])})"),
        re.compile(rf" (?:de |d'|du |des )(?!(?:la |l'|les )?(?:{'|'.join(data['after_de'])}))"),
        re.compile(
            r" (?:personnes|habitants|visiteurs|enfants|francais|jeunes|tonnes|m2|km|d'habitants|de)\b"
        ),
    )


def _is_money(source: Source, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a number with a magnitude but no unit is money by its sentence or its neighbours."""
    nouns, counted, people = _context()
    folded = source.folded
    if counted.match(folded, mention.end) or (
        people.match(folded, mention.end) and not folded.startswith(" de", mention.end)
    ):
        return False
    sentence = source.sentence_at(mention.core)
    if sentence is None:
        return False
    parted = any(share["payer"] for share in _SHARE.finditer(folded, mention.end, sentence.end))
    if (
        parted
        or nouns.search(folded, sentence.start, sentence.end)
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


_NUMBER = r"(?P<number>\d{1,3}(?:[.,]\d{1,3})?)(?![\w%]|[.,]\d)(?! ?%)"
_PAYER = r"(?: de l'(?:etat|ars|agence|union)| du (?:departement|conseil|fonds|fir)| de la (?:region|caf|collectivite|caisse)| par (?:l|le|la)\b)"
_SHARE = re.compile(
    r"(?P<intro>\bdont|\bcontre|\bpuis|\bsoit|\ben (?:apport|vers|met|financ|consacr|mobilis|investi|donn|ajout)\w*|,| et)"
    rf"(?: (?P<about>pres d[e']|plus d[e']|environ|quelque|presque|au moins))? ?{_NUMBER}"
    rf"(?P<payer>{_PAYER})?(?P<follow> (?:en (?:20|prov|plus)|pour |par |au titre|via |sur |sera|sero|a la charge|apport|vers|financ|venant|issus|destin|consacr)|[.,;:)]|$| et )?"
)
_THOUSANDS = re.compile(
    r"(?:\b(?:etat|ars|departement|region|caf|collectivite) (?P<paid>\d{1,3}(?:[ .]\d{3})+)(?= et |[,;.)]|$))"
    r"|\ben (?:ajout|rajout|apport|vers|met|financ|consacr|mobilis|donn)\w* (?P<given>\d{1,3}(?:[ .]\d{3})+)(?![\w%]|[.,]\d)"
    r"|(?<![\w.,])(?P<number>\d{1,3}(?:[ .]\d{3})+)(?= (?:a la charge|de l'(?:etat|ars|agence)|du (?:departement|conseil)|de la (?:region|caf)"
    r"|pour (?:l'etat|l'ars|le departement)|par (?:l'etat|l'ars|le departement)|venant|provenant|en 20\d\d))"
)
_FIGURE = re.compile(r"\d")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")


def _shares(source: Source, whole: Mention, limit: int) -> list[Mention]:
    """The small numbers after `whole` that are counted in its magnitude."""
    sentence = source.sentence_at(whole.end - 1)
    limit = min(limit, sentence.end if sentence else whole.end, whole.end + _NEAR)
    shares: list[Mention] = []
    if whole.scale < 1000:
        for found in _THOUSANDS.finditer(source.folded, whole.end, limit):
            start, end = found.span(found.lastgroup or 0)
            value = parse_digits(source.folded[start:end])
            shares.append(Mention(start, end, start, value, whole.scale, rule="carried", confidence=0.85))
        return shares
    position = whole.end
    for found in _SHARE.finditer(source.folded, whole.end, limit):
        intro = found["intro"].strip()
        follows = found["payer"] or (
            found["follow"] and (intro not in (",", "et") or found["follow"].startswith(" en 20"))
        )
        between = _YEARS.sub("", source.folded[position : found.start()])
        then = intro == "contre" and (found["follow"] or "").startswith(" en 20")
        if not follows or (_FIGURE.search(between) and not then):
            continue
        value = parse_digits(found["number"], Decimal(10**6)) * whole.scale
        if (intro == "dont" and value > whole.value) or _YEARS.fullmatch(found["number"]):
            continue
        start, end = found.span("number")
        share = Mention(start, end, start, value, whole.scale, rule="carried", confidence=0.85)
        if about := found["about"]:
            share.start = found.start("about")
            share.approximation = (
                "at_least" if about[:2] in ("pl", "au") else "almost" if about.startswith("pres") else "about"
            )
        shares.append(share)
        position = end
    return shares
