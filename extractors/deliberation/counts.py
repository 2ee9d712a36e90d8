"""The counts of a vote: numbers beside their labels, in tables, in words, and people counted by name."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from extractors.deliberation.count_tables import tables_in
from extractors.money.numerals import parse_words
from extractors.money.words import vocabulary

Label = Literal["for", "against", "abstentions", "voters", "expressed"]


class Token(NamedTuple):
    """One count with its label; `named` tells that it was got by counting names."""

    start: int
    end: int
    label: Label
    number: int
    named: bool = False


@cache
def _number() -> str:
    words = [word for word in vocabulary()["words"] if word not in ("mille", "et")]
    word = "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"
    return (
        r"(?:\d(?: \d(?![\w.,]))?\d{0,2}(?![\d%€/]|[.,]\d)(?! ?(?:%|€|m€|k€|euros|millions))"
        rf"|{word}(?:[ -](?:et[ -])?{word}){{0,3}}(?![a-z]))"
    )


_NONE = r"(?:neant|aucune?|zero|nulle?|/|[-o](?=[ \t]*(?:[-;,\n]|$)))"
_NO = r"(?:personne|non|pas une?)"  # what is answered to a chair who asks
_VOTED = r"(?:(?:ont |a )?vot(?:e|es|ant|ants|ent) |voix |suffrages? |bulletins? )?"
# "Pour l'adoption du contrat : 20", "Contre le rapport : 3"
_ON_WHAT = (
    r"(?:(?<=pour) (?:l[ae] |l'|ce |cette )(?:adoption|approbation|signature)|(?<=pour|ntre) (?:l[ae] |l'|ce |cette )"
    r"(?:rapport|projet|texte|contrat|convention|avenant|proposition|deliberation|motion))\b[^.:;,()\n]{0,50}(?= ?:)"
)
_LABELS = (
    rf"(?P<label>{_VOTED}(?:pour|contre)(?={_ON_WHAT}|(?! (?:la|le|les|l')))|abst(?:entions?|\b\.?)(?: ?\(s\))?"
    r"|(?:se sont|s'est|se) abst\w+|favorables?|defavorables?|(?:nombre de )?votants|suffrages exprimes)"
    rf"(?:{_ON_WHAT})?"
)
# A number without a colon before it is a count only where nothing is counted behind it.
_ALONE = r"(?=[ \t]*(?:[-;,.|/()\n]|$|(?:et|voix|vote|contre|abst|pour)))"


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![a-z]){_LABELS}(?:[ \t]*[:=][ \t\n]*(?P<count>{_number()}|{_NONE})(?=[ \t]*(?:[-;,.|/()\n]|$|"
        r"voix|vote|contre|abst|pour|elus?\b|conseill|et\b|nul|blanc|n(?:e |'|on[ -]|ppv)|"
        r"(?:ainsi )?fait (?:et|a)\b|la (?:presente )?deliberation\b|le (?:presidente?|maire|rapport|projet)\b"
        r"|au registre\b|groupes?\b|mm?\.|mmes?\b|monsieur\b|madame\b"
        r"|certifi|transmi|publi|affich|acte\b|fait\b|pour extrait))"
        rf"|[ \t]+(?P<bare>{_number()}){_ALONE}"
        rf"|[ \t]*\((?P<noted>{_number()})(?: (?:voix|elue?s?|conseillere?s?|votes?|membres?))?\)"
        r"(?=[ \t]*(?:[-:;,.|/()\n]|$|contre|abst|pour)))"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,])(?P<count>{_number()}|aucune?)[ \t]*(?:(?:voix|votes?|suffrages?|bulletins?|elue?s?|"
        r"conseillere?s?|membres)[ \t]+)?(?:departementa(?:ux|les) )?(?:votant |exprime(?:s|es)? |\" ?)?"
        r"(?P<label>(?:pour|contre)(?! (?:la|le|les|l'))|abst(?:entions?|\b\.?)|favorables?|defavorables?"
        r"|(?:s'|se sont |s'est |s'etant )abst(?:iennent|ient|enue?s?|enant)(?! d[e'])"
        r"|(?:votent|votant|ayant vote|ont vote|se (?:sont )?(?:prononc|declar|montr)e(?:nt|s|es))"
        r" (?:pour|contre|en faveur|favorables?|defavorables?)(?! (?:la|le|les|l')))(?![a-z])"
    )


@cache
def _against() -> re.Pattern[str]:
    """Match "par 20 voix contre 12"."""
    number = _number()
    return re.compile(
        rf"(?<![\w.,])(?P<for>{number}) (?:voix|suffrages|votes) (?:pour )?contre (?P<against>{number})"
        r"(?! (?:(?:voix|suffrages|votes) )?(?:pour|contre|abst))"
    )


@cache
def _voices() -> re.Pattern[str]:
    """Match "par 29 voix", where nothing says that they are for."""
    return re.compile(rf"\bpar (?P<count>{_number()}) (?:voix|suffrages)(?! (?:pour|contre|favorables?))\b")


# "le groupe du Centre votant contre (11)", "le groupe du Centre (5 élus) s'étant abstenu"
_DID = (
    r"(?:s'abst(?:enant|ient|iennent)|s'etant abstenue?s?|(?:se sont|s'est) abstenue?s?"
    r"|(?:votant|ayant vote|a vote|ont vote|vote|votent) contre)"
)


@cache
def _grouped() -> re.Pattern[str]:
    """Match what a group of the assembly did, its members counted in brackets."""
    many = r"(?: (?:elue?s?|voix|conseillere?s?|membres?|sieges?))?"
    return re.compile(
        rf"(?P<did>{_DID}) ?\((?P<behind>{_number()}){many}\)|\((?P<before>{_number()}){many}\),? ?(?P<done>{_DID})"
    )


@cache
def _yes_and_no() -> re.Pattern[str]:
    """Match "30 oui, 2 non"."""
    number = _number()
    return re.compile(
        rf"(?<![\w.,])(?P<for>{number}) oui,? (?:et |contre )?(?P<against>{number}) non(?![a-z-])"
    )


@cache
def _no_and_yes() -> re.Pattern[str]:
    """Match "30 non, 2 oui"."""
    number = _number()
    return re.compile(
        rf"(?<![\w.,])(?P<against>{number}) non,? (?:et |contre )?(?P<for>{number}) oui(?![a-z-])"
    )


@cache
def _groups() -> re.Pattern[str]:
    """Match "contre : groupe « Agir », soit 4 voix"."""
    return re.compile(
        r"\b(?P<label>contre|abstentions?) ?: ?(?:l[ea]s? )?groupes? [^.;:\n]{2,60}?,? soit "
        rf"(?P<count>{_number()})(?= (?:voix|elue?s?|conseillere?s?|votes?|membres?)|[ .,;)]|$)"
    )


# "Adopté (40 P, 0 C, 2 A)"
_INITIALS = re.compile(
    r"\(\s*(?P<for>\d{1,3}) ?p ?[,;/-] ?(?:(?P<against>\d{1,3}) ?c ?[,;/-] ?)?(?P<abstentions>\d{1,3}) ?a\b"
)

_ASKED_LABEL = (
    r"(?P<label>contre|pour|abstentions?|abstien(?:t|nent)|oppositions?|opposee?s?|(?:avis|vote) contraires?)"
)


@cache
def _asked() -> re.Pattern[str]:
    """Match what a chair asks and counts: "Qui est contre ? Personne. Des abstentions ? Cinq."."""
    return re.compile(
        rf"\b{_ASKED_LABEL} ?\?[ \t]*(?:- )?(?:il y en a |l[ea]s? [^?.:\n]{{3,50}}? soit )?"
        rf"(?P<count>{_number()}|aucune?|zero|neant|{_NO})(?![a-z%])"
    )


# "Adopté sans opposition", "sans opposition ni abstention": nobody.
_WITHOUT = re.compile(
    r"\bsans (?:aucune? )?(?P<label>opposition|(?:voix|vote) contre|abstention)(?:,? (?:ni|et sans)"
    r" (?:aucune? )?(?P<other>opposition|(?:voix|vote) contre|abstention))?\b"
)


_TITLE = r"(?:mm?\.|mmes?\b|mr\b|messieurs|mesdames|monsieur|madame)"
_NAMED = re.compile(rf":[ \t\n]*{_TITLE}")  # what `_NAMES` holds; to find that out is cheap
_NAMES = re.compile(rf"(?<![a-z]){_LABELS}[ \t]*:[ \t\n]*(?=(?P<names>{_TITLE}))")
_WITHHOLDING = re.compile(
    rf"(?P<names>{_TITLE}(?:[^.;:\n]|(?<=mm)\.|(?<=\bm)\.){{1,200}}?),? "
    r"(?:(?P<abst>s'abst(?:enant|iennent|ient)|s'etant abstenue?s?)|(?:votant|ayant vote|votent) contre)"
)
_WITHHELD = ("s'abst", "s'etant abst", "nt contre", "vote contre")
_NAMES_END = re.compile(
    r"(?<=[a-z]{3})\.|\n|;(?! ?(?:mm?\.|mme|mmes))|\b(?:se sont|ont vote|ne prend|pour ?:|contre ?:|abst)"
)
# Letters first, what must stand before them behind these: Python looks for letters much faster.
UNANIMOUS = re.compile(r"unanim(?:it|e(?<=\bunanime))")
_MINUS = re.compile(
    r"\w*(?: des \w+(?: \w+){0,4})?,? moins (?P<count>[a-z]+|\d{1,3}) (?P<label>abst|voix contre|contre)"
)


def _value(written: str) -> int:
    digits = written.replace(" ", "")
    if digits.isdecimal():
        return int(digits)
    if re.fullmatch(rf"{_NONE}|{_NO}", written):
        return 0
    return int(parse_words(written))


def _label(word: str) -> Label:
    if "votants" in word or "exprimes" in word:
        return "voters" if "votants" in word else "expressed"
    if "abst" in word:
        return "abstentions"
    return "against" if any(root in word for root in ("contr", "defav", "oppos")) else "for"


def tokens_in(scope: str) -> list[Token]:
    """Find the counts with their labels; where two readings overlap, the one that begins first is kept.

    >>> [(token.label, token.number) for token in tokens_in("pour : 24, contre : 1")]
    [('for', 24), ('against', 1)]
    """
    readings = (_table_tokens, _two_sides, _labelled, _initials, _voices_for, _nobody, _but_for)
    found = [token for reading in readings for token in reading(scope)]
    found.sort(key=lambda token: (token.start, -token.end))
    kept: list[Token] = []
    for token in found:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


_SIDES: tuple[Label, Label] = ("for", "against")


def _two_sides(scope: str) -> Iterator[Token]:
    """Read wordings that count both sides: "20 voix contre 12", "30 oui, 2 non"."""
    sides = ((_against, ("s contre", "voix")), (_yes_and_no, (" oui",)), (_no_and_yes, (" oui",)))
    for pattern, letters in sides:
        for match in pattern().finditer(scope) if any(word in scope for word in letters) else ():
            first, second = _SIDES if match.start("for") < match.start("against") else _SIDES[::-1]
            middle = match.start(second)
            yield Token(match.start(), middle, first, _value(match[first]))
            yield Token(middle, match.end(), second, _value(match[second]))


# Each with letters without which it finds nothing.
_ONE_COUNT = ((_behind, ""), (_before, ""), (_grouped, "("), (_groups, "groupe"), (_asked, "?"))


def _labelled(scope: str) -> Iterator[Token]:
    """Read wordings with one count and its label, whichever stands first."""
    for pattern, letters in _ONE_COUNT:
        for match in pattern().finditer(scope) if letters in scope else ():
            label, count = (
                next(text for name, text in match.groupdict().items() if text and name in names)
                for names in (("label", "did", "done"), ("count", "bare", "noted", "behind", "before"))
            )
            yield Token(match.start(), match.end(), _label(label), _value(count))


def _initials(scope: str) -> Iterator[Token]:
    for match in _INITIALS.finditer(scope) if "adopt" in scope else ():
        for label in ("for", "against", "abstentions"):
            if match[label]:
                yield Token(match.start(label), match.end(label), label, int(match[label]))


def _voices_for(scope: str) -> Iterator[Token]:
    for match in _voices().finditer(scope) if "voix" in scope or "suffrages" in scope else ():
        yield Token(match.start("count"), match.end(), "for", _value(match["count"]))


def _nobody(scope: str) -> Iterator[Token]:
    for match in _WITHOUT.finditer(scope) if "sans " in scope else ():
        for name in ("label", "other"):
            if match[name]:
                yield Token(match.start(name), match.end(name), _label(match[name]), 0)


def _but_for(scope: str) -> Iterator[Token]:
    """Read "à l'unanimité moins deux abstentions"."""
    for match in UNANIMOUS.finditer(scope):
        if minus := _MINUS.match(scope, match.end()):
            count = 1 if minus["count"] in ("une", "un") else _value_or_none(minus["count"])
            if count is not None:
                yield Token(minus.start("count"), minus.end(), _label(minus["label"]), count)


def _value_or_none(written: str) -> int | None:
    try:
        return _value(written)
    except KeyError:
        return None


def _table_tokens(scope: str) -> Iterator[Token]:
    for table in tables_in(scope):
        for index, (head, count) in enumerate(table.columns):
            place = table.start + index
            yield Token(place, place + 1, _label(head), count)
        yield Token(table.body, table.end, "voters", -1)  # nothing else is read in this row


def named_in(scope: str) -> Iterator[Token]:
    """Count those who are named: "Contre : M. A, Mme B", "MM. A et B s'abstenant"."""
    for match in _NAMES.finditer(scope) if _NAMED.search(scope) else ():
        stop = _NAMES_END.search(scope, match.end())
        end = stop.start() if stop else len(scope)
        label = _label(match["label"])
        if label != "voters" and end - match.end() < 1500:
            yield Token(match.start(), end, label, _count_names(scope[match.end() : end]), named=True)
    for match in _WITHHOLDING.finditer(scope) if any(words in scope for words in _WITHHELD) else ():
        label = "abstentions" if match["abst"] else "against"
        yield Token(match.start(), match.end(), label, _count_names(match["names"]), named=True)


def _count_names(names: str) -> int:
    return sum(bool(re.search(r"[a-z]{2}", part)) for part in re.split(r",|;| et | - ", names))
