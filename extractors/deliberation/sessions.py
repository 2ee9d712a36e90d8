"""The head of a deliberation: which assembly sat, on which day, who reported."""

import re
from collections.abc import Sequence

from extractors.dates.grammar import find_mentions
from extractors.dates.mentions import Mention
from extractors.dates.years import edtf
from extractors.deliberation.words import words
from extractors.facts import Date
from extractors.text.calendar_names import WEEKDAYS
from extractors.text.source import Source

_WEEKDAY = rf"(?:(?:{WEEKDAYS}) )?"
# What stands right before the day on which an assembly sat.
_OF = r"(?: (?:du|de la|de l'|des|de|d') ?(?!\d)[a-z' -]{2,60}?)?"
_SAT = re.compile(
    rf"\b(?:(?:seance|session|reunion)s?(?: (?!d[ue]\b)[a-z]+){{0,3}}(?: 20\d\d)?{_OF} ?"
    rf"(?:,? ?(?:en date )?du|,? ?(?:le|ce)|,? ?:|-)"
    rf"|(?:commission permanente|conseil(?: [a-z]+)?|assemblee [a-z]+|comite [a-z]+|"
    rf"bureau [a-z]+){_OF} ?(?:(?:en date )?du|,? ?:|-)"
    rf"|(?:reunie?s?(?: [^.;:\d]{{0,80}}?)?|siege(?:ant)?|pleniere) ?,? ?(?:du|le|ce)) ?{_WEEKDAY}$"
)
_ISLAND = re.compile(r"\b(?:La Réunion|LA RÉUNION)\b")  # no sitting
_MET = re.compile(r"reunie?s?\b")
# "Réunis à Privas le 24 juin 2024, les conseillers départementaux ont adopté le contrat"
_MEMBERS = re.compile(
    r"\b(?:conseillers?|conseilleres|elue?s) (?:departementa|regiona|municipa|communautaire|metropolitain|territoria)"
)
_YEAR_FIRST = re.compile(r"l'an ")
# A day of another session, or one on which something else was done.
_ANOTHER = re.compile(
    r"\bvu\b[^.;]*$|\b(?:convoqu\w*(?![^.;]*\breuni)|convocations?|procurations?|precedente?|derniere|derniers?|prochaine?|"
    r"deliberation(?! - )|compte rendu de la (?:seance|reunion) precedente"
    r"|approbation)\b[^.;\d]*$"
)
# "Le 24 septembre 2021, à 9 h 30, l'assemblée départementale s'est réunie"
_THEN_SAT = re.compile(
    r",?[^.;\n]{0,40}\b(?:conseil(?:lers)?|elus|assemblee|commission permanente|bureau|comite) [^.;]{0,120}"
    r"\b(?:reuni|assemble|siege)"
)
# The title of the act itself: "Délibération n° 2023-45 du 7 juillet 2023".
_TITLED = re.compile(
    rf"\W*(?:extrait de (?:la )?)?deliberation (?:n ?[°o] ?)?(?=[^ ]*\d)[\w./-]{{1,24}}[ \n]?,?[ \n]?"
    rf"(?:en date )?du {_WEEKDAY}"
    # "Conseil départemental des Vosges – délibération du 14 mars 2022"
    r"|[^.;:\n\d]{0,30}\b(?:conseil|commission permanente|assemblee)\b[^.;:\n\d]{0,50} ?[-|,] ?deliberation"
    rf"(?: n ?[°o] ?[\w./-]{{1,24}})? du {_WEEKDAY}"
)
_TITLE = 90  # characters that it may have
_LATER = re.compile(r"[^.;\n]{0,40}\b(?:est|sont|a ete|ont ete) (?:adopte|approuve)")
_REACH = 6000
_RAPPORTEUR = re.compile(
    r"\brapport(?:eure?s?|euse)\b(?: (?:de la commission|du (?:dossier|rapport)))?\s*:?\s*"
)


def find_session(source: Source, dates: Sequence[Date], start: int, end: int) -> Date | None:
    r"""Find the day on which the assembly sat, among the `dates` between `start` and `end` of the text.

    >>> from extractors.dates.component import find_dates
    >>> source = Source("Convocation du 2 mai 2022\nSéance du 4 mai 2022")
    >>> find_session(source, find_dates(source, []), 0, 46).value
    '2022-05-04'
    """
    for date in dates:
        at = date.at
        if at.start < start or len(date.value) != 10 or date.value.startswith("XXXX"):
            continue
        if at.start >= min(end, start + _REACH):
            break
        if _YEAR_FIRST.match(source.folded, at.start) or _THEN_SAT.match(source.folded, at.end):
            return date
        if at.start - start < _TITLE and _TITLED.fullmatch(source.folded, start, at.start):
            return date
        before = source.folded[max(start, at.start - 140) : at.start].replace("\n", " ").replace("\t", " ")
        close = re.sub(r" {2,}", " ", before) if "  " in before else before
        sat = _SAT.search(close)
        of_island = sat and sat.group().startswith("reunion") and close.endswith("la ", 0, sat.start())
        if sat and of_island and _ISLAND.search(source.text, at.start - len(before), at.start):
            sat = _SAT.search(close, sat.start() + len("reunion"))
        if sat is None:
            if _is_under_heading(source, at.start):
                return date
            continue
        sentence = _own_heading(source, at.start) or _own_sentence(source, at.start, before)
        near = max(start, at.start - 400)
        if _MET.match(sat.group()) and not (
            words().assembly.search(source, near, at.end + 120)
            or _MEMBERS.search(source.folded, near, at.end + 120)
        ):
            continue  # others meet too: "les partenaires, réunis le 9 novembre"
        if _ANOTHER.search(sentence) or _LATER.match(source.folded, at.end):
            continue
        return date
    return None


def session_in_margins(source: Source) -> Date | None:
    """Find the day of the session in what stands at the head or foot of pages, whose dates are no facts otherwise."""
    days = [
        _day(source, mention)
        for mention in (find_mentions(source) if source.pages else ())
        if mention.day and mention.month and mention.year and not source.is_main(mention.start)
    ]
    return find_session(source, days, 0, len(source.text))


def _day(source: Source, mention: Mention) -> Date:
    evidence = source.evidence(mention.start, mention.end, "deliberation: margin")
    value = edtf(mention.year, mention.month, mention.day)
    return Date(kind="deliberation", value=value, text=evidence.quote, evidence=[evidence])


_OWN_LINE = re.compile(rf"\W*{_WEEKDAY}(?:le )?")
_SITTING_LINE = re.compile(
    r"(?:(?:proces[ -]verbal|compte[ -]rendu) )?(?:de la |d'une )?(?:seance|session|reunion)\b"
    r"(?! precedente| prochaine)[^.;:\d]*"
)
_LINES_ABOVE = 2


def _is_under_heading(source: Source, day: int) -> bool:
    """Whether a day opens its line, right below a heading such as "RÉUNION DE LA COMMISSION PERMANENTE"."""
    line = source.text.rfind("\n", 0, day) + 1
    if not line or not _OWN_LINE.fullmatch(source.folded, line, day):
        return False
    for _ in range(_LINES_ABOVE):
        above = source.text.rfind("\n", 0, line - 1) + 1 if line else 0
        if line and _SITTING_LINE.fullmatch(source.folded, above, line - 1):
            return True
        line = above
    return False


_HEADING = re.compile(r"(?:seance|session|reunion)\b")
_HEADING_BLOCKS = 3  # "SÉANCE", "DU", "17 MARS 2023" may stand on a line each


def _own_heading(source: Source, day: int) -> str:
    """What stands before a day from the block on that says "séance", where one that is near begins with that."""
    index = source.block_index(day)
    for block in reversed(source.blocks[max(0, index - _HEADING_BLOCKS + 1) : index + 1] if index else ()):
        if _HEADING.match(source.folded, block.start):
            return source.folded[block.start : day].replace("\n", " ")
    return ""


_LONG_ENOUGH = 20  # characters of a paragraph that say by themselves what a day is


def _own_sentence(source: Source, day: int, before: str) -> str:
    """What stands `before` a day in its sentence: of a paragraph, not of the title above it."""
    index = source.block_index(day)
    own = day - source.blocks[index].start if index is not None else 0
    before = before[-own:] if own > _LONG_ENOUGH else before
    return before[max(before.rfind(". "), before.rfind("; ")) + 1 :]


_OF_PLACE = re.compile(r" ?(?:du|de la|de l'|des|de|d') ?")
_NAME = re.compile(
    r"(?:[A-ZÀ-Ý][\w’'-]*|(?:et|de|du|la|le|les|l[’']|d[’']|en|sur|"
    r"des)(?=[ -]))(?:[ -](?:[A-ZÀ-Ý][\w’'-]*|(?:et|de|du|la|le|les|en|sur|des)(?=[ -])))*"
)
_VISA = re.compile(r"\W*(?:vu|considerant|sur)\b")


def find_assembly(source: Source, start: int, end: int) -> tuple[int, int] | None:
    r"""Find the assembly that decides between `start` and `end`: bounds of its name with its territory.

    >>> text = "EXTRAIT DU REGISTRE\nCommission permanente du Tarn\nLe Conseil départemental …"
    >>> text[slice(*find_assembly(Source(text), 0, 70))]
    'Commission permanente du Tarn'
    """
    first: tuple[int, int] | None = None
    for found in words().assembly.finditer(source, start, min(end, start + _REACH)):
        block = source.block_index(found.start())
        if block is None or not source.blocks[block].main:
            continue
        line = max(source.blocks[block].start, source.text.rfind("\n", 0, found.start()) + 1)
        if _VISA.match(source.folded, line, found.start() + 1):
            continue
        bounds = (found.start(), _with_territory(source, found.end(), source.blocks[block].end))
        if found.group().startswith(("commission", "bureau")):
            return bounds
        first = first or bounds
        if found.start() - first[0] > 1500:
            break
    return first


def _with_territory(source: Source, end: int, limit: int) -> int:
    """Where a body's name ends with its territory: "Conseil départemental | de la Creuse"."""
    of = _OF_PLACE.match(source.folded, end, limit)
    if not of:
        return end
    if (inner := words().assembly.pattern.match(source.folded, of.end(), limit)) is not None:
        return _with_territory(source, inner.end(), limit)
    name = _NAME.match(source.text, of.end(), min(limit, of.end() + 60))
    return name.end() if name and not _DAY.match(source.folded, of.end()) else end


_DAY = re.compile(r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\d)")


def rapporteur_at(source: Source, start: int, end: int) -> int | None:
    """Where the name of the rapporteur is to be looked for: behind the word, or None where the act names none."""
    for found in _RAPPORTEUR.finditer(source.folded, start, end):
        if source.is_main(found.start()):
            return found.end()
    return None
