"""The bodies that pay or receive, as a sentence names them, coordinated and with their preposition."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple, cast, get_args

from extractors.facts import PartyKind
from extractors.money.words import pattern, vocabulary
from extractors.parties.territories import territories_between
from extractors.text.source import Source, once_per_source
from extractors.text.word_scan import WordScan

ORDER: tuple[PartyKind, ...] = get_args(PartyKind)


class Group(NamedTuple):
    """One or several bodies side by side ("l'État et l'ARS").

    `start` is where the first one's article stands; `preposition` is that of the first one, "" where there
    is none (a subject, an object, a label); `plural` tells "les départements" from "le Département".
    """

    kinds: tuple[PartyKind, ...]
    start: int
    end: int
    preposition: str
    bare_start: int


def in_order(kinds: Iterable[PartyKind]) -> list[PartyKind]:
    """Return each of `kinds` once, in the order of the record.

    >>> in_order(["ars", "etat", "ars"])
    ['etat', 'ars']
    """
    wanted = set(kinds)
    return [kind for kind in ORDER if kind in wanted]


@cache
def _scan() -> WordScan:
    return WordScan(vocabulary()["bodies"])


_PIECE = re.compile(r"[a-z0-9]+'?|[^\sa-z0-9]")
_FUSED = {"du": "de", "des": "de", "au": "a", "aux": "a"}  # these hold their article
_EACH_OF = ("des", "de")
_NAME = re.compile(
    r"(?: ?\([A-ZÀ-Ý0-9 -]{2,12}\))?"
    r"(?:[ -](?:(?:d[eu]s?|la|les|le|l['’]|d['’]|de la|de l['’]|en) ?){0,2}[A-ZÀ-Ý][\w'’‑-]*"
    r"|[ -](?:sociale|territoriale|départementale|régionale|urbaine|signataires?|volontaires?|concernés?))*"
)


def find_groups(source: Source, start: int, end: int) -> list[Group]:
    """Find the bodies named from `start` to `end`, those side by side together, in order.

    >>> text = "Le Département et l'État versent à l'ARS de Corse."
    >>> [(g.kinds, g.preposition) for g in find_groups(Source(text), 0, len(text))]
    [(('departement', 'etat'), ''), (('ars',), 'a')]
    """
    groups: list[Group] = []
    for bare_start, body_end, kind in _bodies(source, start, end):
        if groups and bare_start < groups[-1].end:
            if kind in groups[-1].kinds:  # "ARS Île-de-France Fonds d'intervention régional"
                groups[-1] = groups[-1]._replace(end=max(body_end, groups[-1].end))
            continue
        if _EACH.match(source.folded, bare_start) and source.folded.endswith(" par ", start, bare_start):
            continue
        preposition, body_start = _before(source.folded, start, bare_start)
        joined = groups and _joined(source.folded, groups[-1], body_start, preposition)
        comma = joined and source.folded[groups[-1].end : body_start].strip() == ","
        anew = comma and (
            _GIVES_ITSELF.match(source.folded, body_end) or _FROM_FUND.match(source.folded, groups[-1].start)
        )
        if joined and not anew:
            last = groups[-1]
            groups[-1] = last._replace(kinds=(*last.kinds, kind), end=body_end)
            continue
        groups.append(Group((kind,), body_start, body_end, preposition, bare_start))
    return groups


# "800 € par | association": so much for each.
_EACH = re.compile(r"(?:association|commune)\b")
# "1 M€ pour l'ARS, le Département | apportant 2 M€"
_GIVES_ITSELF = re.compile(
    r" (?:y |en |lui |leur )?(?:apport|vers|ajout|financ|mett|complet|abond|pren|assum|support|particip|contribu"
    r"|inscriv|mobilis|consacr|fourniss|s'engag|s'associ|pay)e?ant\b"
)
# "L'ARS apporte 1 M€ pris sur le FIR, | l'État 2 M€": a fund does not pay with whoever is named behind it.
_FROM_FUND = re.compile(r"(?:sur|via) (?:le |les |son |ses )?(?:fir|fonds)\b")
_TITLE = re.compile(r"\b(?:m\. ?|mme |monsieur |madame )$")
# "30 départements" are counted, and in "1,8 État" the State has a share.
_MANY = re.compile(r"[a-z'-]{3,}s\b")


def _before(folded: str, low: int, start: int) -> tuple[str, int]:
    """Read preposition and article before a body at `start`, and where they begin."""
    pieces = _PIECE.findall(folded, max(low, start - 24), start)
    words = vocabulary()["grammar"]
    article = False
    alone = pieces and pieces[-1] in words["alone"]
    if alone or (pieces and pieces[-1] in words["counts"] and _MANY.match(folded, start)):
        start, article = folded.rindex(pieces.pop(), 0, start), pieces[-1:] == ["a"]
    counted = pieces and pieces[-1].isdecimal() and _MANY.match(folded, start)
    if pieces and (pieces[-1] in words["articles"] or counted):
        start, article = folded.rindex(pieces.pop(), 0, start), True
    if article and (title := _TITLE.search(folded, max(low, start - 24), start)):
        start = title.start()  # "par M. le préfet"
        pieces = _PIECE.findall(folded, max(low, start - 24), start)
    if not pieces:
        return "", start
    word = pieces[-1]
    position = folded.rindex(word, 0, start)
    if word in _EACH_OF and pieces[-2:-1] and pieces[-2] in ("chacun", "chacune"):
        return _before(
            folded, low, folded.rindex(pieces[-2], 0, position)
        )  # "par chacun des deux Départements"
    if word in _FUSED and not article:
        far = len(pieces) > 1 and pieces[-2] in ("aupres", "pres")
        return ("aupres", folded.rindex(pieces[-2], 0, position)) if far else (_FUSED[word], position)
    if word in ("de", "d'") or (word == "a" and article):
        return word[0] if word == "a" else "de", position
    return (word, position) if word in words["prepositions"] else ("", start)


_OF_PREFECT = re.compile(r"\bprefete?s? de (?:la )?$")  # "préfet de région" is the State


# "délégation départementale" is the ARS, "direction départementale" the State.
_OF_ANOTHER = re.compile(r"\b(?:delegation|direction|delegue|deleguee) $")


def find_names(source: Source, start: int, end: int) -> list[tuple[PartyKind, int, int]]:
    """Find each wording that names a body, with its kind, without article and proper name."""
    found = [
        (cast(PartyKind, name), low, high)
        for name, low, high in _scan().find(source, start, end)
        if (name != "etat" or source.folded[low:high] != "etat" or _is_state(source, low, high))
        and not (name == "region" and _OF_PREFECT.search(source.folded, max(0, low - 16), low))
        and not (name == "departement" and _OF_ANOTHER.search(source.folded, max(0, low - 14), low))
        and not (source.folded[low:high] == "ctg" and "guyan" not in source.folded)
        and not (high - low == _CD and name == "departement" and not source.text[low:high].isupper())
    ]
    others = _other_names(source)
    first, last = (bisect_left(others, place, key=lambda name: name[1]) for place in (start, end))
    return sorted([*found, *others[first:last]], key=lambda name: name[1]) if first < last else found


@once_per_source
def _other_names(source: Source) -> list[tuple[PartyKind, int, int]]:
    """Where names stand that are known only by the rest of the text, or by the line below."""
    return sorted([*_communities(source), *_cut_names(source)], key=lambda name: name[1])


_CUT = re.compile(r"(?<=[^\W\d_])-\n(?=[a-zà-öø-ÿ])")
_AROUND = 30  # characters on each side of a line's end that a name may take


def _cut_names(source: Source) -> list[tuple[PartyKind, int, int]]:
    """Where the name of a body is cut at the end of a line: "le Dépar-" and "tement" below it."""
    found: list[tuple[PartyKind, int, int]] = []
    for cut in _CUT.finditer(source.text):
        low, at = max(0, cut.start() - _AROUND), min(cut.start(), _AROUND)
        joined = Source(source.text[low : cut.start()] + source.text[cut.end() : cut.end() + _AROUND])
        found += [
            (cast(PartyKind, name), low + start, low + end + len(cut.group()))
            for name, start, end in _scan().find(joined, 0, len(joined.text))
            if start < at < end
        ]
    return found


_CD = 2  # letters of "CD", the conseil départemental; in small letters it is none
_ACRONYM = re.compile(r"\b(?:CC|CA|CU)[A-Z]{1,5}\b")
# "Communauté de communes du Vexin", "Grand Cahors Communauté": then "la communauté" is that one.
_COMMUNITY = re.compile(
    r"[Cc](?:ommunauté|OMMUNAUTÉ|OMMUNAUTE)s? (?:de communes|DE COMMUNES|d['’]agglo|D['’]AGGLO|urbaine|URBAINE)"
    r"|[A-ZÀ-Ý][\w'’-]+ Communauté\b"
)
_THE_COMMUNITY = r"\b(?<=la |es )communautes?\b(?! (?:@communities.other))|\b(?<=chaque )communaute\b"


def _communities(source: Source) -> list[tuple[PartyKind, int, int]]:
    """Where a text that speaks of communities names one in short: "la CCPL", "la CAB", "la communauté"."""
    if "communaut" not in source.folded:
        return []
    words = vocabulary()["communities"]
    found = [one.span() for one in _ACRONYM.finditer(source.text) if one.group().lower() not in words["not"]]
    if _COMMUNITY.search(source.text):
        found += [one.span() for one in pattern(_THE_COMMUNITY).finditer(source.folded)]
    return [("epci", start, end) for start, end in found]


def _bodies(source: Source, start: int, end: int) -> list[tuple[int, int, PartyKind]]:
    """Where each body is named, its proper name included, without its article."""
    found: list[tuple[int, int, PartyKind]] = []
    for kind, low, high in find_names(source, start, end):
        # Where all is in capitals, a capital marks no name; the State has none.
        nameless = source.folded[low:high] == "etat" or (high - low > 4 and source.text[low:high].isupper())
        proper = None if nameless else _NAME.match(source.text, high, end)
        found.append((low, proper.end() if proper else high, kind))
    for index, ((low, high, kind), (after, _, other)) in enumerate(pairwise(found)):
        if kind == other or after >= high:
            continue
        if source.text.count("(", low, after) <= source.text.count(")", low, after):
            # "ARS Département" in a heading
            found[index] = low, low + len(source.text[low:after].rstrip()), kind
    named: list[tuple[int, int, PartyKind]] = [
        (territory.start, territory.end, "departement")
        for territory in territories_between(source, start, end)
        if territory.codes and _acts(source.folded, territory.start)
    ]
    return sorted(found + [n for n in named if not any(b <= n[0] < e for b, e, _ in found)])


_ARTICLE = re.compile(r"\b(?:l[ea]|les|aux?|l')$")
_PLACED = re.compile(
    r"\b(?:de|dans|en|sur|pour|par|vers|chez|entre|avec|d|du|sous|a travers) (?:le|la|les|l')$"
)


# "60 M€ de l'État, 25 M€ du Nord": money right before it tells whose it is.
_GIVEN_BY = re.compile(r"(?:€|euros) (?:du|de la|de l'|des|de|d')$")


def _acts(folded: str, start: int) -> bool:
    """Whether a département named at `start` stands where a body would: "le Tarn versera", "au Tarn"."""
    before = folded[max(0, start - 14) : start].rstrip(" ")
    if _GIVEN_BY.search(before):
        return True
    return _ARTICLE.search(before) is not None and _PLACED.search(before) is None


_A_STATE = re.compile(r"\b(?:un|cet|bon) $")  # and no place that ends so: "Verdun État" in a table


def _is_state(source: Source, start: int, end: int) -> bool:
    """Whether "état" is the State: a capital, or an article and nothing that it would be the state of."""
    folded = source.folded
    if _A_STATE.search(folded, max(0, start - 5), start):
        return False
    if source.text[start] in "ÉE":
        return True
    article = folded[max(0, start - 2) : start] in ("l'", "d'")
    return article and not folded.startswith((" de ", " du ", " des", " d'"), end)


_TELLS = ("selon", "apres")  # "selon la préfète, | l'ARS versera 2 M€": one says what the other does


def _joined(folded: str, last: Group, start: int, preposition: str) -> bool:
    """Whether a body at `start` is coordinated with the group before it."""
    gap = folded[last.end : start]
    if len(gap) > 30 or not gap.strip():
        return False
    if preposition == "avec" and last.preposition == "":
        return gap.strip() in ("", ",")
    if preposition != last.preposition and (preposition or last.preposition in ("de", "a")):
        return False  # "le directeur de l'ARS et le Département" names one body in each place
    if last.preposition in _TELLS and not preposition and gap.strip() == ",":
        return False
    return pattern(r" ?,? ?(?:@grammar.joins)? ?(?:a \d+ ?% )?$").fullmatch(gap) is not None


def kinds_of(groups: Sequence[Group]) -> list[PartyKind]:
    """Return the kinds of all `groups`, each once, in the order of the record."""
    return in_order(kind for group in groups for kind in group.kinds)
