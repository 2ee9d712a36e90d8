"""What the entries of a list look like: something new, a deed, a thing to do, something that has its price."""

import re

from extractors.engagements.clauses import LARGE_SUM, happens
from extractors.engagements.commitments import DEED
from extractors.engagements.cues import NUMBERED, cues
from extractors.engagements.outlines import DEED_NOUN
from extractors.people.name_words import lexicon
from extractors.text.folding import fold
from extractors.text.list_entries import INFINITIVE, Entry, Listing
from extractors.text.source import Source

THING = re.compile(rf"(?:une? |des |{NUMBERED})(?:\" ?)?[a-z]")


# "90 000 euros iront à | la création d'un guichet"
MADE = re.compile(
    r"(?:l[ae] |l'|une? |des )?(?:creation|ouverture|recrutement|embauche|achat|acquisition|construction|installation"
    r"|amenagement|deploiement|renovation|extension|agrandissement|formation|equipement|mise en (?:place|service)"
    r"|lancement|doublement)s? (?:d|aux? |a )"
)


def all_things(source: Source, listing: Listing) -> bool:
    """Whether each entry is something new, with its number or its article."""
    return all(THING.match(source.folded, e.start, e.end) for e in listing.entries)


def are_catchwords(source: Source, listing: Listing) -> bool:
    """Whether no entry has more than two words: "Au programme : visites guidées, exposition, goûter."."""
    return all(len(source.folded[e.start : e.end].split()) < 3 for e in listing.entries)


# "Au menu : visite des chambres, goûter, questions": how an afternoon is spent.
_MOMENT = re.compile(
    r"(?:l[ae]s? |l'|une? |des |traditionnel(?:le)? )?(?:gouter|discours|allocutions?|prises? de parole|verre de"
    r"|pot (?:de|d')|buffet|collation|dejeuner|cocktail|cafe d'accueil|photos? (?:de|officielle)|signature"
    r"|temps d'echanges?|echanges? avec|questions?\b|depot de gerbe|devoilement|remise de (?:medaille|diplome))"
)


def are_of_a_day(source: Source, listing: Listing) -> bool:
    """Whether an entry is a moment of a day, as those of its programme are, and no measure."""
    return any(_MOMENT.match(source.folded, e.start, e.end) for e in listing.entries)


_THEMED = re.compile(rf"[^.;:]{{2,50}} : (?:{THING.pattern}|(?:l[ae] |l')?{DEED_NOUN})")


def all_themed_things(source: Source, listing: Listing) -> bool:
    """Whether each of several entries is something new, or a deed, behind a theme or a place: "Diois : un minibus"."""
    entries = listing.entries
    return len(entries) > 1 and all(_THEMED.match(source.folded, e.start, e.end) for e in entries)


def will_be(source: Source, listing: Listing) -> bool:
    """Whether each entry says what will be there: "une maison ouvrira à Gap"."""
    return all(happens().match(source.folded, e.start, e.end) for e in listing.entries)


def to_do(source: Source, listing: Listing) -> bool:
    """Whether each of several outermost entries is something to do: an infinitive opens it."""
    outermost = _outermost(listing)
    return len(outermost) > 1 and all(INFINITIVE.match(source.folded, entry.start) for entry in outermost)


def are_deeds(source: Source, listing: Listing) -> bool:
    """Whether most outermost entries, and more than one, open with what is done: "ouvrir", "recruter"."""
    outermost = _outermost(listing)
    deeds = sum(cues().deeds.match(source.folded, entry.start, entry.end) is not None for entry in outermost)
    return deeds > 1 and deeds * 3 >= len(outermost) * 2 and to_do(source, listing)


_PROGRESS = re.compile(
    r"[^.;:\n]{4,}? : (?:(?:pas|non|jamais|toujours|deja|bien|partiellement|en (?:grande )?partie|[a-z]+ement) )*"
    r"(?:en cours|a l'(?:arret|etude)|a venir|(?:deploye|lance|demarre|engage|commence|realise|acheve|termine|abandonne"
    r"|suspendu|reporte|ajourne|finalise|execute|solde|atteint)e?s?)\b"
)


def tells_progress(source: Source, listing: Listing) -> bool:
    """Whether an entry with a label has behind its colon how far it has come: "Action 2 – Un relais : en cours"."""
    return any(
        entry.label and _PROGRESS.match(source.folded, entry.start, entry.end) for entry in listing.entries
    )


_PARTY = re.compile(
    r"[^.;:,]{2,80},? represente(?:e|s|es)? par\b|(?:mm?\.|mmes?|monsieur|madame|le docteur) [a-z' -]{4,60},"
)


def is_party(source: Source, start: int, end: int) -> bool:
    """Whether an entry is a party with who stands for it, or somebody: "l'État, représenté par …", "Mme A, préfète"."""
    return _PARTY.match(source.folded, start, end) is not None


def are_decisions(source: Source, listing: Listing) -> bool:
    """Whether several outermost entries, and half of them, are what an assembly decides: "d'autoriser le Président"."""
    outermost = _outermost(listing)
    decided = sum(
        cues().decisions.match(source.folded, entry.start, entry.end) is not None for entry in outermost
    )
    return decided > 1 and decided * 2 >= len(outermost)


_TOWARDS = re.compile(r"(?:a(?= l[ae] | l'| les | une? )|aux?) ")
# Measures by what is opened, hired or counted; "au repérage précoce" is an aim.
_CONCRETE = re.compile(
    r"\b(?:\d|une? |deux |trois |quatre |cinq |six |dix |ouverture|creation|recrutement|embauche|renforts?\b"
    r"|perennisation|deploiement|installation|mise en (?:place|service)|achat|construction|doublement)"
)


def are_concrete(source: Source, listing: Listing) -> bool:
    """Whether the outermost entries are measures, and most of them are told by what is opened, hired or counted."""
    outermost = _outermost(listing)
    concrete = sum(_CONCRETE.search(source.folded, e.start, e.end) is not None for e in outermost)
    return concrete * 2 > len(outermost) and all_measures(source, listing)


def all_measures(source: Source, listing: Listing) -> bool:
    """Whether several outermost entries are short and each is something new, or a deed."""
    outermost = [
        entry
        for entry in _outermost(listing)
        if not cues().no_deed.match(source.folded, entry.start, entry.end)
    ]
    return len(outermost) > 1 and all(_is_measure(source, entry) for entry in outermost)


def _is_measure(source: Source, entry: Entry) -> bool:
    """Whether an entry is short and something new, or a deed, with or without the preposition of its verb."""
    folded, end = source.folded, entry.end
    towards = _TOWARDS.match(folded, entry.start, end)
    start = towards.end() if towards else entry.start
    return (
        end - start < _LONGEST_MEASURE
        and bool(THING.match(folded, start, end) or DEED.match(folded, start, end))
        and not cues().people.match(folded, start, end)
        and not cues().not_measure.match(folded, start, end)
        and not _SAYS.search(folded, start, end)
    )


_LONGEST_MEASURE = 160  # characters
# What is, or was, is no measure: "un enfant sur cinq est suivi".
_SAYS = re.compile(r"\b(?:(?<!l')est|sont|ont|etai(?:t|ent)|avai(?:t|ent)|a ete)\b|\d ?%|@|\bhttps?:")


def are_aims_with_measures(source: Source, listing: Listing) -> bool:
    """Whether each outermost entry is something to do and has new things under it: "Loger mieux : dix studios"."""
    outermost = _outermost(listing)
    nested = [entry for entry in listing.entries if entry.level]
    return (
        len(nested) >= len(outermost)
        and to_do(source, listing)
        and all(_is_measure(source, entry) for entry in nested)
    )


# "I. Isoler le gymnase   412 000 €": what has a price is done, whatever its heading calls it.
_PRICE_AT_END = re.compile(
    r"(?:  |\t|[:(|] ?| - |, )(?:\d[\d .]*(?:,\d+)? ?(?:k€|m€|€|euros?|millions? d'euros)(?: (?:ht|ttc))?"
    r"|(?:a chiffrer|en cours de chiffrage|a definir|a l'etude|cout a preciser|chiffrage en cours))\)?[ .;]*$"
)


_LONGEST_PRICE = 60  # characters


def are_priced(source: Source, listing: Listing) -> bool:
    """Whether the entries of a list, but for one or two, have a price behind them."""
    priced = sum(
        _PRICE_AT_END.search(source.folded, max(e.start, e.end - _LONGEST_PRICE), e.end) is not None
        for e in listing.entries
    )
    return priced > 1 and priced * 3 >= len(listing.entries) * 2


# "ARS (FIR) : 254 000 €", a line each: who gives what.
_BODY_GIVES = re.compile(
    r"(?:l'|la |le |les )?(?:etat|prefecture|ars|agence|departement|conseil departemental|region|caf|cpam|commune|ville"
    r"|metropole|communaute|collectivite)s?\b[^.;:(\d]{0,50}(?:\([^()]*\))? ?: ?[\d .,]+ ?(?:m€|k€|€|euros)"
)


def is_gift(source: Source, start: int, end: int) -> bool:
    """Whether an entry is a body and the money that it gives."""
    return _BODY_GIVES.match(source.folded, start, end) is not None


# "- 9 juillet 2024", "- Solidarités": when and under what a page was published.
_DAY = re.compile(r"(?:publie le |mis a jour le )?\d{1,2}(?:er)? ?(?:[a-z]{3,9} |/\d\d/)(?:19|20)\d\d")


def is_day(source: Source, start: int, end: int) -> bool:
    """Whether an entry is a day and nothing else."""
    return _DAY.fullmatch(source.folded, start, end) is not None


# "… avec l'État et | l'ARS": nothing but a body.
_BODY = re.compile(r"(?:l'|la |le |les )(?:etat|ars|agence|region|caf|departement|prefecture|ville)s?[ .]*")
# "l'État y met 2 M€", "1,3 M€ par an": who gives what, in a sentence, is no list of measures.
_GIVES = re.compile(
    r"(?:l'etat|l'ars|l[ea]s? departements?|le conseil departemental|la region|la collectivite|la caf)\b"
    r"[^.;:]{0,60}?\d[\d ,.]* ?(?:m€|k€|€|euros?|millions?)"
    r"|(?:un peu |bien )?(?:plus de |pres de |environ |quelque )?\d[\d ,.]* ?(?:m€|k€|€|euros?|millions?)"
    # "50 % Département, 42 % par l'État", "un million de l'État, autant de l'ARS"
    r"|(?:un |deux |trois )?(?:demi-)?millions? (?:d'euros )?(?:de|pour|par) l'(?:etat|ars)\b|autant (?:de|pour) l"
    r"|\d[\d,]* ?% (?:(?:pour|par|de|d[eu'])? ?(?:l'|la |le )?)(?:etat|ars|agence|departement|conseil|region|caf)\b"
)


# "Au programme, trois axes et des mesures concrètes": how many there are, and not what they are.
_COUNTED = re.compile(
    rf"(?:des |{NUMBERED})(?:grand[es]* )?"
    r"(?:axes|engagements|priorites|objectifs|orientations|volets|mesures|actions|fiches)\b"
    r"(?! (?:de|pour|a|aupres|renforcees? en|en milieu)\b| d')"
)
# "… : dès 2021, la collectivité signait un contrat avec l'État": the contract itself, and nothing that it plans.
_SIGNING = re.compile(
    r"\bsign(?:a|ait|aient|e|ent|er|erent|era|eront) (?:une? |l[ae] |son |cet? |cette )[^,;:]{0,20}?"
    r"(?:contrat|convention|accord|protocole|avenant)\b"
)


# "Elle a été recrutée : Anne Roy, 29 ans, infirmière": who somebody is.
_AGE = re.compile(r"\d{2} ans")
_NAME = re.compile(r"(?P<given>[A-ZÀ-Ý][\w'’-]+)(?: (?:de |d['’]|du |des |le |la )?[A-ZÀ-Ý][\w'’-]+){1,3}\.?")


def _is_person(source: Source, start: int, end: int) -> bool:
    """Whether an entry is the name of somebody, and nothing else."""
    name = _NAME.fullmatch(source.text, start, end)
    return name is not None and fold(name["given"]).partition("-")[0] in lexicon().given


# "19 conseillers ont voté contre", "4 contre", "2 se sont abstenus"
_VOTES = re.compile(
    r"(?:\d{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (?:[a-z]+ ){0,3}?"
    r"(?:(?:ont|a) vote (?:pour|contre)|(?:se sont|s'est) abst|abstentions?|voix\b|(?:pour|contre)\W*$)"
)


def is_no_measure(source: Source, start: int, end: int) -> bool:
    """Whether what a sentence lists is people, votes, a body, a signing, a gift, or how many of it there are."""
    folded = source.folded
    return bool(
        cues().people.match(folded, start, end)
        or _is_person(source, start, end)
        or _AGE.fullmatch(folded, start, end)
        or _GIVES.match(folded, start, end)
        or _BODY.fullmatch(folded, start, end)
        or _COUNTED.match(folded, start, end)
        or _VOTES.match(folded, start, end)
        or _SIGNING.search(folded, start, end)
    )


# "Cet argent financera d'abord | la prévention": what it is about, and no measure.
_THEME = re.compile(
    r"(?:l[ae]s? |l')(?:(?:prevention|protection|lutte|sante|acces|insertion|emploi|education|solidarite|reussite)"
    r"(?: (?:de l'enfance|de la jeunesse|contre (?:l[ae] |l')[a-z-]+|a (?:l[ae] |l')[a-z]+|aux [a-z]+|des [a-z]+"
    r"|sociale|professionnelle|scolaire))?|[a-z-]+)\W*"
)
# "De quoi | ouvrir trois chantiers qui attendaient": how many there are, and not what.
_UNNAMED = re.compile(
    rf"[a-z]+(?:er|ir|re) (?:(?:a bien|en (?:route|place|marche|chantier|(?:oe|œ)uvre)|sur|de front) )?"
    rf"(?:{NUMBERED}|des |plusieurs |quelques |ces |les )+(?:(?:grande?|premiere?|nouve\w+|gros(?:se)?)s? )?"
    r"(?:chantiers|projets|actions|mesures|dossiers|fronts|pistes|idees|initiatives|priorites|operations)"
    r"(?:\W*$|,? (?:qui|que|dont|jusqu|longtemps|tres|en (?:attente|souffrance|suspens|sommeil|panne|retard|cours|plan)"
    r"|(?:attendu|prevu|promis|inscrit|reste|laisse|retenu|reporte|prioritaire|concret|majeur|phare|nouveau|nouvel)\w*)\b)"
)


# "Il doit permettre de | toucher 640 000 euros cette année": money, and not what is done with it.
_GETS = re.compile(
    r"(?:toucher|recevoir|percevoir|obtenir|encaisser|mobiliser|debloquer|beneficier|disposer|verser|attribuer)"
    rf"(?: [a-z]+)?? (?:d(?:e |'))?(?:(?:une? )?[a-z]+ (?:[a-z]+ )?(?:de |d'))?{LARGE_SUM}"
)


def is_unnamed(source: Source, start: int, end: int) -> bool:
    """Whether a piece of a sentence only tells what measures are about, how many there are, or money."""
    folded = source.folded
    return any(
        (
            _THEME.fullmatch(folded, start, end),
            _UNNAMED.match(folded, start, end),
            _GETS.match(folded, start, end),
        )
    )


def _outermost(listing: Listing) -> list[Entry]:
    return [entry for entry in listing.entries if entry.level == 0]


def are_figures(source: Source, listing: Listing) -> bool:
    """Whether each entry begins with how many there are: "640 familles d'accueil" is none of three priorities."""
    return all(source.folded[entry.start].isdigit() for entry in listing.entries)


# "Taux de pauvreté : 12 %", "Nombre d'allocataires : 8 900"
_STATISTIC = re.compile(
    r"(?:l[ae]s? |l')?(?:taux|nombre|proportion|part|population|effectifs?|depenses?|moyenne|age moyen)\b"
    r"[^.;:]{0,70} ?[:=] ?\D{0,12}\d"
)


def are_statistics(source: Source, listing: Listing) -> bool:
    """Whether several entries, and half of them, only say how many there are of something: a box of key figures."""
    entries = listing.entries
    told = sum(_STATISTIC.match(source.folded, e.start, e.end) is not None for e in entries)
    if are_figures(source, listing):
        told += sum(cues().not_measure.match(source.folded, e.start, e.end) is not None for e in entries)
    return told > 1 and told * 2 >= len(entries)


def enumerates(source: Source, listing: Listing) -> bool:
    """Whether the entries of an inline list look like commitments: deeds, infinitives or noun phrases."""
    shapes = [
        bool(
            INFINITIVE.match(source.folded, e.start)
            or DEED.match(source.folded, e.start)
            or e.label
            or re.match(
                rf"\"|(?:dans l|l[ae] |l'|les |une? |des |d'une? |{NUMBERED})", source.folded[e.start : e.end]
            )
        )
        for e in listing.entries
    ]
    return sum(shapes) >= min(len(shapes), max(2, len(shapes) - 1))
