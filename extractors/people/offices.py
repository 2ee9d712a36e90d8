"""Roles of people: what office somebody holds, of which body, for which territory."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.facts import Office, PartyKind, SignatoryParty
from extractors.parties.territories import find_territories
from extractors.people.office_data import Head, lexicon
from extractors.people.role_extent import Extent, read_extent
from extractors.people.role_words import RoleWords
from extractors.text.source import Source


class OfficeMention(NamedTuple):
    """A role as a text words it.

    `start` and `end` bound head and complements ("vice-présidente déléguée à la Jeunesse"), without article
    or honorific. `party` is whom its holder acts for, null where only the context can tell; `weak` marks
    roles that say little without it ("le président"). `plural` ones are held by several people. `codes` are
    the départements and collectivities named in it, `region` the code of a region; `body` the first body.
    """

    start: int
    end: int
    office: Office
    party: SignatoryParty | None
    weak: bool
    plural: bool
    codes: tuple[str, ...]
    region: str | None
    body: PartyKind | None


_ORDINAL = re.compile(
    r"(?<![a-z0-9])(?:premiere?s?|seconde?|1 ?ere?|\d{1,2} ?(?:e|eme|nde?)"
    r"|(?:deux|trois|quatr|cinqu|six|sept|huit|neuv|dix)ieme) +$"
)
_FORMER = re.compile(r"(?<![a-z])(?:anciens?|anciennes?|ex|feu)[ -]+$")


# "Anne Roy, qui est préfète", "La première est préfète, le second est président"
_SAID_OF_ONE = re.compile(
    r"\bqui est $"
    r"|\b(?:l[ae] (?:premiere?|seconde?|deuxieme|troisieme|derniere?)|l'une?|l'autre) (?:est|etait) (?:la |le )?$"
)
# "Elle est préfète ; lui préside le Département": what is said of two who are named behind.
_ONE = r"(?:elle|il|lui|l'une?|l'autre|l[ae] (?:premiere?|seconde?))"
_OPENS = rf"(?:^|[.!?\"\n]) ?{_ONE}"
_OR = r"[^.;:\n]{2,90}?[,;] (?:et |tandis que |quand )?"
_OF_THE_FIRST = re.compile(rf"{_OPENS}(?: (?:est|etait))? (?:la |le )?$")
_OTHER_BEHIND = re.compile(rf"{_OR}{_ONE}\b")
_OF_THE_OTHER = re.compile(rf"{_OPENS} (?:est|etait|preside)\b{_OR}{_ONE},?(?: (?:est|etait))? (?:la |le )?$")
_TWO_REACH = 150  # characters


def is_said_of_two(folded: str, start: int) -> bool:
    """Whether an office at `start` is told of one of two people by a pronoun, and another one of the other.

    >>> told = "elle est prefete ; lui preside le departement."
    >>> is_said_of_two(told, told.index("prefete")), is_said_of_two(told, told.index("preside"))
    (True, True)
    """
    low = max(0, start - _TWO_REACH)
    if _OF_THE_FIRST.search(folded, low, start):
        return _OTHER_BEHIND.match(folded, start) is not None
    return _OF_THE_OTHER.search(folded, low, start) is not None


_THE = re.compile(r"\b(?:l[ae] |l')$")


def is_definite(source: Source, start: int) -> bool:
    """Whether "le", "la" or "l'" stands before an office at `start`, as before one that one person holds.

    >>> is_definite(Source("Pour la préfète"), 8), is_definite(Source("Une préfète"), 4)
    (True, False)
    """
    return _THE.search(source.folded, max(0, start - 4), start) is not None


def find_offices(source: Source) -> list[OfficeMention]:
    """Find the roles of people, in order and without overlap.

    A role goes on as far as its complements certainly belong to it; two roles of one person are two mentions.

    >>> text = "Le préfet de la région Occitanie, préfet du Tarn, et la présidente du Département"
    >>> [(text[m.start : m.end], m.office) for m in find_offices(Source(text))]
    [('préfet de la région Occitanie', 'prefet'), ('préfet du Tarn', 'prefet'),
     ('présidente du Département', 'president_departement')]
    """
    words: RoleWords | None = None
    mentions: list[OfficeMention] = []
    end = 0
    for start in lexicon().anchors.starts(source):
        if start < end:
            continue
        words = words or RoleWords(source, {mention.start: mention for mention in find_territories(source)})
        found = words.head_at(start)
        if not found:
            continue
        said_of = source.word_before(start, " '") in lexicon().not_after
        if said_of and not (
            _SAID_OF_ONE.search(source.folded, max(0, start - 22), start)
            or is_said_of_two(source.folded, start)
        ):
            continue  # "elle est préfète", but "Anne Roy, qui est préfète, …"
        if mention := _mention(words, start, *found):
            mentions.append(mention)
            end = mention.end
    return mentions


_BEHIND_NAME = re.compile(r" ?\((?P<inside>[^()\n]{2,50})\)|,? (?:de l'|de la |du )|, ")


def find_affiliations(source: Source, ends: Sequence[int]) -> list[OfficeMention]:
    """Find bodies right behind names, which end at `ends`: "Anne Roy (ARS Bretagne)", "Luc Blanc de l'ARS".

    >>> text = "Anne Roy (ARS Bretagne)"
    >>> [(text[m.start : m.end], m.party) for m in find_affiliations(Source(text), [8])]
    [('ARS Bretagne', 'ars')]
    """
    mentions: list[OfficeMention] = []
    words: RoleWords | None = None
    for end in ends:
        behind = _BEHIND_NAME.match(source.folded, end)
        if behind is None:
            continue
        words = words or RoleWords(source, {mention.start: mention for mention in find_territories(source)})
        start = behind.start("inside") if behind["inside"] else behind.end()
        if (body := words.body_at(start)) and not words.head_at(start):
            close = behind.end("inside") if behind["inside"] else body[1]
            kind = "ars" if body[0].kind == "delegation" else body[0].kind
            codes = tuple(
                c for at, place in words.territories.items() if start <= at < close for c in place.codes
            )
            mentions.append(
                OfficeMention(start, close, "other", body[0].party, False, False, codes, None, kind)
            )
    return mentions


def _mention(words: RoleWords, start: int, head: Head, head_end: int) -> OfficeMention | None:
    plural = not head.acronym and words.folded[start:head_end].split(" ")[0].endswith("s")
    role = read_extent(words, head, head_end, plural=plural)
    governs = words.folded[max(0, start - 4) : start] == "qui " or is_said_of_two(words.folded, start)
    if head.needs == "governs" and not governs:
        return None  # "la maire préside la séance" is no role of hers
    if (head.needs in ("body", "governs") and not (role.bodies or role.inner)) or (
        head.needs == "object" and role.end == head_end
    ):
        return None
    left = words.folded[max(0, start - 14) : start]
    if head.needs == "ordinal" and not _ORDINAL.search(left):
        return None
    former = _FORMER.search(left)
    if prefix := former or (head.ordinal and _ORDINAL.search(left)):
        start -= len(left) - prefix.start()
    party, weak = _party(head, role)
    body = role.direct or (role.bodies[0] if role.bodies else None)
    return OfficeMention(
        start=start,
        end=role.end,
        office="other" if former else _office(head, role),
        party=None if former else party,
        weak=weak or former is not None,
        plural=plural,
        codes=tuple(dict.fromkeys(code for place in role.territories for code in place.codes)),
        region=next((place.region for place in role.territories if place.region), None),
        body=None if body is None else "ars" if body.kind == "delegation" else body.kind,
    )


def _office(head: Head, role: Extent) -> Office:
    """Tell what the body makes of the head: the president of a Département, of a région, of a club."""
    body = role.direct or (role.bodies[0] if role.bodies and head.office != "other" else None)
    if body:
        return head.by_body.get(body.kind, head.office)
    if role.last == "territory" and not (role.nouns or role.inner) and head.party in (None, "departement"):
        # "la présidente de l'Aube", "le président de Normandie"; a "délégué départemental de l'Aube" is no other for it
        return head.by_body.get("departement" if role.territories[0].codes else "region", head.office)
    return head.office


def _party(head: Head, role: Extent) -> tuple[SignatoryParty | None, bool]:
    """Tell whom the holder acts for, and whether that is uncertain."""
    if head.party and not head.weak:
        return head.party, False
    if role.bodies:
        body = role.direct or role.bodies[0]
        return body.party, all(body.kind == "delegation" for body in role.bodies)
    if role.inner and role.inner.party:
        return role.inner.party, False
    presides = "departement" in head.by_body and head.party in (None, "departement")
    if presides and role.last == "territory" and not role.nouns:
        return ("departement" if role.territories[0].codes else "other"), False
    return head.party, head.weak
