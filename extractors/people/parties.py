"""Which party somebody acts for: by the role, else by the bodies named around it."""

import re
from collections.abc import Sequence

from extractors.deliberation.assemblies import party_of_assembly
from extractors.facts import SignatoryParty
from extractors.parties.territories import find_territories
from extractors.people.figures import Figure
from extractors.people.names import Name
from extractors.people.offices import OfficeMention
from extractors.text.anchors import Anchored
from extractors.text.source import Source

_OTHERS = [
    "region", "conseil (?:regional|municipal|communautaire|metropolitain|syndical)", "communaute", "syndicat",
    "association", "caisse", "caf", "msa", "mutualite",
    "metropole", "ville", "commune", "agglo(?:meration)?", "pole", "petr", "parc", "federation", "fondation",
    "groupement", "hopital", "rectorat", "centre hospitalier", "chambre", "union", "udaf", "mission locale",
    "france travail", "pole emploi", "cpam", "universite", "sdis", "service departemental d'incendie",
]  # fmt: skip
_DEPARTMENTS = [
    "departement", "conseil departemental", "la collectivite", "collectivite europeenne", "collectivite de corse",
    "collectivite territoriale", "metropole de lyon",
]  # fmt: skip
# A body named just before, for a role that names none: "pour l'ARS, la directrice", "le Département, … son président".
_BODY: tuple[tuple[SignatoryParty, Anchored], ...] = (
    ("ars", Anchored(["ars", "agence regionale de sante", "agence de sante", "l'agence(?= ?[,:)])"])),
    ("departement", Anchored(_DEPARTMENTS)),
    ("etat", Anchored(["l'etat", "cote etat", "prefecture", "prefete?"])),
    ("other", Anchored(_OTHERS)),
)


_PARTIES: tuple[SignatoryParty, ...] = ("ars", "departement", "etat", "other")


def party_of(source: Source, figure: Figure) -> SignatoryParty | None:
    """Return whom a person acts for: by the role, and where that names no body by the one named just before.

    Somebody without a role acts for a body that he is joined to in so many words.

    >>> from extractors.people.figures import figures_of
    >>> source = Source("Pour le Département, la présidente Anne Roy a signé.")
    >>> [party_of(source, figure) for figure in figures_of(source)]
    ['departement']
    """
    office = figure.office
    if office and not office.weak and office.party:
        of_country = office.party == "departement" and not _COUNTRIES.isdisjoint(office.codes)
        return "other" if of_country else office.party
    presides = office is not None and office.weak and _PRESIDENT.match(source.folded, office.start)
    if (office is None or presides) and _is_of_department(source, figure):
        return "departement"
    stands = _STANDS_FOR.match(source.folded, figure.end)
    if stands and (party := _nearest_body(source, *stands.span("whom"))):
        return party
    if office and presides:
        return _acts_for(source, figure) or _presided(source, office, figure)
    if office is None and PRESIDES.search(source.folded, max(0, figure.start - 60), figure.start):
        return party_of_assembly(source, figure.start) or "departement"
    block = source.blocks[figure.block]
    if party := _acts_for(source, figure):
        return party
    if office is None and not _STOOD_FOR.search(source.folded, max(0, figure.start - 60), figure.start):
        return _joined(source, figure)
    nearest = _nearest_body(source, max(block.start, figure.start - 300), figure.start)
    if nearest is None and (office is None or office.party is None):
        # "Pour le Département" on a line of its own, then "Monsieur A, son président"
        nearest = _nearest_body(source, max(0, block.start - 120), block.start)
    return nearest or (office.party if office else None)


_REACH = 300  # characters before a name
_MARK = r"(?:m\. |mme |monsieur |madame |dr )?$"
_OF = r"d(?:u |e (?:l[ae] |l')?)"
# What stands before the body that a name without a role is joined to, and between the two.
_JOINS = tuple(
    (re.compile(rf"{before}$"), re.compile(rf"{between}{_MARK}"))
    for before, between in (
        # "Pour l'ARS, Anne Roy", "Pour l'État, c'est une étape, dit Anne Roy", and the name on the line below
        (
            r"(?:^|[\n.,;:!?|•·–—-] ?| et )(?:pour|cote|au nom d[eu]) (?:l[ae] |l')?",
            r"[^.;!?\n]{0,90}[,: \n]\s?(?:par )?",
        ),
        # "il a signé pour le préfet, Luc Blanc"
        (r"\bpour (?:l[ae] |l')?", r"[^.,;:!?\n]{0,40}, "),
        # "Préfecture : Anne Roy", "Service communication du Département – Luc Blanc"
        (
            rf"(?:^|[\n.;|•·–—-] ?|: )(?:(?:service|direction|bureau|cabinet|pole)\b[^.,;:\n]{{0,30}} {_OF})?",
            r"(?: d[eu'][^.,;:\n]{2,40}?| [^ .,;:\n]{3,25})? ?[:–—-] ?(?:[^.,;:\n]{3,60}\n)?",
        ),
        # "la voisine du Département, Anne Roy"
        (rf"\b(?:l[ae] |l'|une? |son |sa )[a-z-]+ {_OF}", r",? "),
    )
)
# "l'ARS, représentée par Anne Roy"
_REPRESENTED = re.compile(
    r"[^.;:!?\n]{0,200}\b(?:representee?s? [^.;:,\n]{0,20}?par (?:[^.;:,\n]{3,60}, )?|par la voix d[eu]) ?"
    rf"{_MARK}"
)
# "Nommé préfet de la Creuse au printemps, Luc Blanc"
_APPOINTED = re.compile(rf"(?:^|[\n.;!?] )(?:nommee?|elue?|reelue?|installee?) [^.;:!?\n]{{3,110}}, {_MARK}")


def _joined(source: Source, figure: Figure) -> SignatoryParty | None:
    """The party whose body, before a name without a role, is joined to it in so many words."""
    start, end = max(0, figure.start - _REACH), figure.start
    before = source.folded[start:end]
    if appointed := _APPOINTED.search(before):
        return _nearest_body(source, start + appointed.start(), end)
    found = _last_body(source, start, end)
    if found is None:
        return None
    body, party = found
    lead, gap = source.folded[start : body.start()], source.folded[body.end() : end]
    joined = _REPRESENTED.fullmatch(gap) or any(
        opens.search(lead) and between.fullmatch(gap) for opens, between in _JOINS
    )
    return party if joined else None


_COUNTRIES = {"986", "987", "988"}  # of the Pacific, which have codes as départements have
# "Luc Blanc, représentant le directeur de l'agence régionale de santé", "représentait l'État",
# "par délégation du président du …",
# "par délégation de Mme Anne Roy, directrice générale de l'ARS"
_STANDS_FOR = re.compile(
    r",? (?:(?:qui )?represent(?:e|ait|ante?)|(?:et )?par delegation|agissant (?:au nom|pour le compte)) "
    r"(?P<whom>(?:de )?(?:l[ae] |l'|du |(?:d'|de |(?:de )?(?:m\.|mme) )[^,;.:\n]{3,40}, )[^,;.:\n]{3,90})"
)
# "le délégué de l'ARS, pour la directrice Anne Roy": of the same body
_STOOD_FOR = re.compile(r"\bpour (?:le |la |l')[^,;:.]{3,50}$")
_FOR_BODY = re.compile(r"(?P<comma> ?,)?(?: ?\(| a signe)? ?pour (?P<article>l[ae] |l')")
_BEHIND_ITS_BODY = re.compile(
    r"\bpour (?:l[ae] |l')[^,;:.]{2,60}[,:]? ?(?:par )?(?:m\. |mme )?(?<! et )(?<! et m\. )(?<! et mme )$"
)


def _acts_for(source: Source, figure: Figure) -> SignatoryParty | None:
    """The body behind a figure: "Anne Roy pour l'État, Luc Blanc pour le Département", not "pour l'État, Anne Roy"."""
    found = _FOR_BODY.match(source.folded, figure.end)
    if found is None:
        return None
    if found["comma"] and _BEHIND_ITS_BODY.search(source.folded[max(0, figure.start - 80) : figure.start]):
        return None
    starts = (found.start("article"), found.end())
    return next(
        (party for party, body in _BODY if any(body.pattern.match(source.folded, s) for s in starts)), None
    )


# Who chairs a session: "sous la présidence de Mme A".
PRESIDES = re.compile(
    r"\b(?:sous la presidence d[e']|presidente? de (?:la )?seance ?:|presidence ?:|presidence d[e']) ?(?:(?:m\.|"
    r"mme|monsieur|madame) )?$"
)
# "pour l'ARS", "au nom du Département": for which party somebody acts
FOR_A_PARTY = r"(?:pour|au nom d[eu]) ?(?:le |la |l')?(?:etat|ars|agence|departement|conseil|prefecture)\b"
FOR_A_PARTY_BEHIND = re.compile(rf",? {FOR_A_PARTY}")
_FOR_A_PARTY_BEFORE = re.compile(rf"\b{FOR_A_PARTY}[a-z' -]{{0,50}} ?[:,–—-]\s?$")


def acts_for_a_party(source: Source, name: Name) -> bool:
    """Whether a party is told for which somebody acts: "Pierre Roy pour l'ARS", "Pour l'ARS : Pierre Roy"."""
    before = source.folded[max(0, name.full_start - 80) : name.full_start]
    return bool(FOR_A_PARTY_BEHIND.match(source.folded, name.end) or _FOR_A_PARTY_BEFORE.search(before))


_BRACKETS = re.compile(r" \((?:l[ae]s? |l['’])?(?=[A-ZÀ-Ý])")


# "Anne Roy pour la Creuse"
_FOR_PLACE = re.compile(r" pour (?:l[ae]s? |l['’])(?=[A-ZÀ-Ý])")
# "les présidents de la Creuse, Anne Roy, du Gers, Luc Blanc, et du Lot, Jean Petit"
_OF_EACH = re.compile(
    r"\bpresidente?s\b[^.;:\n]*[, ](?P<place>(?:du |de la |de l'|des |d')[a-z' -]{3,30}), (?:m\. |mme )?$"
)
_REPRESENTED_BY = re.compile(r",? representee? par (?:m\. |mme )?$")


def _is_of_department(source: Source, figure: Figure) -> bool:
    """Whether a département stands in brackets behind somebody or is represented: "Anne Roy (Finistère)".

    "le Finistère, représenté par Anne Roy"
    """
    behind = _BRACKETS.match(source.text, figure.end) or _FOR_PLACE.match(source.text, figure.end)
    by = _REPRESENTED_BY.search(source.folded, max(0, figure.start - 25), figure.start)
    each = _OF_EACH.search(source.folded, max(0, figure.start - 160), figure.start)
    if not (behind or by or each):
        return False
    ends = {found.start() for found in (by,) if found} | {each.end("place") for each in (each,) if each}
    return any(
        place.codes and ((behind and place.start == behind.end()) or place.end in ends)
        for place in find_territories(source)
    )


# "président", "première vice-présidente", "2e vice-président"
_PRESIDENT = re.compile(
    r"(?:(?:\d{1,2} ?[a-z]{1,4}|premiere?|seconde?|[a-z]+ieme) )?(?:vice-|co-?)?presidente?"
)
# "notre présidente, Anne Roy, a signé avec Luc Blanc, président du Département": of another body than he.
_SIGNS_WITH_ITS = re.compile(
    r"[^.;:]{0,80}\bavec (?:[^.;:]|\bm\.){0,240}\b(?:vice-)?presidente?"
    r" d(?:u conseil departemental|u departement|e la collectivite)\b"
)
_OF_COMMUNITY = re.compile(
    r" (?:(?:de la |du |de l['’]|d['’])[A-Z]{2,6}\b|(?:du |de l['’]|de |d['’])(?:Nord|Sud|Est|Ouest|Centre)\s[A-ZÀ-Ý]"
    r"|(?:du |de )Grand[- ][A-ZÀ-Ý]|du Pays d)"
)


# The assembly of a département is no board: "Président du conseil d'administration" is of a fund, of firemen.
_OF_BOARD = re.compile(
    r"(?:vice-)?presidente? du (?:conseil (?:d'administration|de surveillance)|comite syndical|bureau syndical)\b"
)
# … and not its own Département: "président de la Collectivité"
_OF_UNKNOWN = re.compile(
    r"[Pp]résidente? (?:de la |du |de l['’])"
    r"(?!Collectivité|Assemblée|Conseil|Commission|Département|Institution|Majorité|République|Exécutif|Session)"
    r"[A-ZÀ-Ý][\wÀ-ÿ-]+"
)
# "Luc Blanc pour le Grand Langres, … tous deux présidents"
_FOR_UNKNOWN = re.compile(
    r" pour (?:l[ae]s? |l['’])?(?!Département|Conseil|Collectivité|[ÉE]tat)[A-ZÀ-Ý][\wÀ-ÿ-]+"
)
_OF_NAMED = re.compile(r"[Pp]résidente? (?:d['’]|de )[A-ZÀ-Ý]")


def _presided(source: Source, office: OfficeMention, figure: Figure) -> SignatoryParty | None:
    """Whose president somebody is who is only called that: of the body named last, which State and ARS are not.

    A text about a département that names nobody else speaks of its president; so does one that names a département
    and no other body that has a president.
    """
    if _OF_COMMUNITY.search(source.text, office.start, office.end):
        return "other"  # "président de la COR", "de Sud Vendée Littoral", "du Grand Reims"
    if _OF_BOARD.match(source.folded, office.start):
        return "other"
    if not (office.codes or office.region or office.body) and _OF_UNKNOWN.search(
        source.text, office.start, office.end
    ):
        return "other"  # "président de la Cirest"
    if figure.name and _FOR_UNKNOWN.match(source.text, figure.name.end):
        return "other"
    if not office.codes and _OF_NAMED.search(source.text, office.start, office.end):
        return "other"  # "président d'Argentan Intercom"
    if _SIGNS_WITH_ITS.match(source.folded, max(office.end, figure.end)):
        return "other"
    block = source.blocks[figure.block]
    near = max(block.start, figure.start - 300), figure.start
    above = max(0, block.start - 120), block.start
    for start, end in (near, above):
        if body := _nearest_body(source, start, end, ("departement", "other")):
            return body
    if "departement" in source.folded:
        return "departement"
    alone = _nearest_body(source, 0, len(source.text), ("other",)) is None
    return "departement" if alone and any(t.codes for t in find_territories(source)) else office.party


def _nearest_body(
    source: Source, start: int, end: int, parties: Sequence[SignatoryParty] = _PARTIES
) -> SignatoryParty | None:
    """The party, one of `parties`, whose body is named last between `start` and `end`."""
    last = _last_body(source, start, end, parties)
    return last[1] if last else None


def _last_body(
    source: Source, start: int, end: int, parties: Sequence[SignatoryParty] = _PARTIES
) -> tuple[re.Match[str], SignatoryParty] | None:
    """The body that is named last between `start` and `end`, with its party, one of `parties`."""
    found = (
        (body, party)
        for party, anchored in _BODY
        if party in parties
        for body in anchored.finditer(source, start, end)
    )
    return max(found, default=None, key=lambda named: named[0].end())
