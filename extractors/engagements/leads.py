"""What stands before a list: the sentence that leads in to it, the question and the heading above that."""

import re

from extractors.contracts.mentions import find_mentions
from extractors.engagements.cues import cues
from extractors.engagements.times import PART_OF_TIME, SEASON
from extractors.text.list_entries import Listing
from extractors.text.source import Source


def lead_words(source: Source, listing: Listing) -> str:
    """Return the last sentence of the lead-in, folded, and the one before where it only names a place.

    "Le bus roulait déjà. Le contrat finance :" tells of the contract by itself, "La note est salée :" of nothing else.
    """
    sentence = source.sentence_index(max(listing.lead_start, listing.lead_end - 1))
    start = listing.lead_start
    if sentence is not None:
        start = max(start, source.sentences[sentence].start)
        if (
            listing.lead_end - start < 30
            and sentence
            and not cues().contract.search(source.folded, start, listing.lead_end)
            and not (listing.inline and _STATES.match(source.folded, start, listing.lead_end))
            and source.sentences[sentence - 1].block == source.sentences[sentence].block
        ) or (sentence and _THEIR_TITLES.match(source.folded, start, listing.lead_end)):
            start = source.sentences[sentence - 1].start
    lead = source.folded[start : listing.lead_end]
    if any(word in lead for word in _IN_ASIDES):
        lead = _ASIDE.sub(" ", lead)
    return lead.rstrip(" :")


# "La note n'est pas mince :", and behind the colon why: said of something else than the sentence before.
_STATES = re.compile(
    r"(?:mais |et |car |or )?(?:(?:l[ae]s? |l'|son |sa |leurs? )[a-z -]+? (?:est|sont|reste(?:nt)?|demeure(?:nt)?)"
    r"|[a-z' -]+? (?:n'est pas|ne sont pas)) (?:[a-z]+ )?[a-z]+ ?:?$"
)
# "Les fiches sont annexées. | Leurs titres sont les suivants :", under the heading "Fiches-actions" "Intitulés :"
_THEIR_TITLES = re.compile(
    r"\W*(?:(?:en )?voici |elles? (?:ont|portent) )?(?:leurs? |l[ae]s? )?(?:titres?|intitules?|libelles?|noms|liste)"
    r"(?: en)?(?: (?:est|sont|figurent)[^.;:]{0,40})?(?: (?:suivante?s?|ci-(?:dessous|apres)))? ?:?$"
)
# "Comme le précédent, conclu en 2021, | il comporte quatre engagements :"
_COMPARED = re.compile(
    r"\b(?:comme|a l'(?:image|instar) d[eu]|a la difference d[eu]|contrairement au?|dans la (?:suite|lignee) d[eu])"
    r"\b[^.:;]{3,80}?, (?=(?:ils?|elles?|l[ae]s?|ce|cet|cette|celui-ci|celle-ci)\b|l')"
)


# "Parmi les actions menées dans le département :", "Trois priorités pour notre territoire :": where, behind what.
_WHERE = re.compile(
    r"(?<=[a-z\d]) (?:dans|sur|pour|a l'echelle d[eu]|au (?:service|profit|benefice) d[eu]) ?(?:l'ensemble d[eu]s? )?"
    r"(?:tou(?:t|te|tes|s) )?(?:l[ae]s? |ce |ces |notre |nos |son |ses )?"
    r"(?:departement|territoire|commune|canton|bassin de vie)s?(?! (?:suivant|retenu|concern|laureat)\w*)"
    r"(?: (?!de |des |du |d'|qui |que |dont |ou )[a-z-]+)?$"
)


# "Le contrat reprend les priorités | dégagées par le projet territorial :": of whose aims they are, and no measures.
_OF_PAPER = re.compile(
    r"(\b(?:axes|priorites|objectifs|orientations|enjeux|defis|ambitions|volets|engagements)\b)(?: sont ceux)?,?"
    r"(?: (?:degage|defini|issu|identifi|fixe|inscrit|tire|pose|porte|arrete|retenu)[a-z]*)?"
    r" (?:d[eu] (?:son |notre |leur )?|(?:par|dans) (?:l[ea] |son )|au )(?:projet|programme|plan|dispositif)\b"
    r"(?! d'actions?)[^.;:,?]{0,60}$"
)


def own_lead(source: Source, listing: Listing) -> str:
    """Return the words that lead in to a list, folded, without what the contract is compared to, or follows.

    Nor with where it all is done, which would tell of a list of places.
    """
    lead = _OF_PAPER.sub(r"\1", _COMPARED.sub("", lead_words(source, listing)))
    where = _WHERE.search(lead)
    named = where and (
        cues().actions.search(lead, 0, where.start()) or cues().engagements.search(lead, 0, where.start())
    )
    return lead[: where.start()] if where and named else lead


# "dont le détail figure en annexe", "— le précédent datait de 2018 —": what is said aside is not of the list itself.
_ASIDE = re.compile(
    r",? (?:dont (?:l[ae]s? |l')[a-z]{4,}|detaille\w*|decrit\w*|precise\w*|jointe?s?|presente\w*)"
    r"[^,;:]{0,60}\b(?:annexe\w*|fiches?)\b[^,;:]{0,30}"
    r"|,? annexee?s? (?:aux? |a l|ci-)[^,;:]{2,40}"
    r"| - [^-.;:]{8,90} - "
)
_IN_ASIDES = ("annexe", "fiche", " - ")  # what it matches holds one of these


_IT = re.compile(r"\W*(?:ils?|elles?|celui-ci|celle-ci|ce dernier)\b")


def goes_on_of_contract(source: Source, listing: Listing, lead: str) -> bool:
    """Whether a lead-in opens with "il", and the sentence before, in its block, is on the contract and nothing else."""
    index = source.sentence_index(max(listing.lead_start, listing.lead_end - 1))
    if not index or not _IT.match(lead):
        return False
    here, before = source.sentences[index], source.sentences[index - 1]
    told = source.folded[before.start : before.end]
    on_contract = cues().contract.search(told) and not cues().rival.search(told)
    return before.block == here.block and bool(on_contract)


def section_above(source: Source, offset: int) -> str:
    """Return the nearest heading above `offset`, folded."""
    index = source.block_index(offset)
    if index is None:
        return ""
    for block in reversed(source.blocks[max(0, index - 4) : index]):
        if block.main and block.kind == "heading":
            return source.folded[block.start : block.end]
    return ""


def asked_above(source: Source, listing: Listing) -> str:
    """Return the block above the lead-in of a list, folded, where it is a question."""
    index = source.block_index(listing.lead_start)
    above = source.blocks[index - 1] if index else None
    asks = above is not None and source.folded[above.end - 1] == "?"
    return source.folded[above.start : above.end] if above is not None and asks else ""


def led_above(source: Source, listing: Listing) -> str:
    """Return the block above the lead-in of a list, folded, where it has a colon too: "Actions :", "En 2023 :"."""
    index = source.block_index(listing.lead_start)
    above = source.blocks[index - 1] if index else None
    if above is None or above.kind == "item":
        return ""
    return source.folded[above.start : above.end - 1].rstrip() if source.text[above.end - 1] == ":" else ""


# "Ce qui va changer ? Côté Département :": whose part of it the list is.
# "Ce qui va changer", and below it "Dès le printemps :": when it will be done.
BEARER = re.compile(
    r"(?:^| )cote (?:de )?(?:la |le |l')?[a-z][a-z' -]{1,30}$"
    r"|^(?:des|a (?:partir|compter) d[eu'es]+|d'ici|courant|avant|au cours d[eu'es]+|(?:a|en|pour) (?=l|20\d\d))"
    rf" ?(?:l[ae]s? |l'|cette? |fin )?{SEASON}$"
)
# "Année 2025", "À long terme", "Phase 3": a further part of what a list above it began to tell.
_FURTHER_PART = re.compile(rf"cote .*|{PART_OF_TIME}")


def tells_further_part(lead: str) -> bool:
    """Whether a lead-in, folded, only tells whose or of when the list is, as that of the list before it did.

    >>> tells_further_part("annee 2025"), tells_further_part("contacts")
    (True, False)
    """
    return _FURTHER_PART.fullmatch(lead.rstrip(" :")) is not None


# "Au titre de l'engagement « Loger », sont ajoutées :", "Sous l'axe 2 (« Loger mieux »), figurent :".
_NAMED = re.compile(
    r"(?:\bl'|\b(?:[dl]e|du|au|la|cet|cette) )(?:engagement|objectif|axe|orientation|priorite|pilier|ambition)"
    r"(?: strategique| commun| partage)?(?: (?:n ?. ?)?(?:\d{1,2}|[ivx]{1,4}))?(?: intitule)?e?,? ?[(:]? ?"
    r"\" ?(?P<title>[^\"\n]{4,120}?)[ .]?\""
)


# "Article 9 – Engagement 3 : | Loger mieux", and below it "Les actions de cet engagement sont :"
_THIS = re.compile(
    r"\b(?:cet|ce|cette) (?:engagement|objectif|axe|orientation|priorite|pilier|ambition|volet)\b(?! s'ajout)"
)
_NUMBERED_TITLE = re.compile(
    r"(?:(?:article|titre|chapitre|partie) [\divx]{1,4} ?[-–—.:]+ ?)?(?:(?:[a-z]+ )?(?:n ?. ?)?(?:\d{1,2}|[ivx]{1,4})"
    r" ?[-–—.:]+ ?)?(?P<title>[a-z][^\n:]{4,140}?)[ .]*"
)


def named_engagement(source: Source, listing: Listing) -> tuple[int, int] | None:
    """Return the bounds of the title of the one engagement that a list of measures is under.

    It stands in quotation marks in the words before the list, or in the heading above them, which call it "this one".
    """
    named = list(_NAMED.finditer(source.folded, listing.lead_start, listing.lead_end))
    if len(named) == 1:
        return named[0].span("title")
    if named or not _THIS.search(source.folded, listing.lead_start, listing.lead_end):
        return None
    index = source.block_index(listing.lead_start)
    above = source.blocks[index - 1] if index else None
    if above is None or above.kind != "heading":
        return None
    title = _NUMBERED_TITLE.fullmatch(source.folded, above.start, above.end)
    return title and title.span("title")


# "Quatorze actions en découlent. | Certaines visent les petits :", "Dix projets. Deux d'entre eux démarrent :"
_SOME = re.compile(
    r"\W*(?:(?:et|mais|parmi) )?(?:certaine?s|plusieurs|quelques-une?s|d'autres"
    r"|les (?:une?s|autres|premiere?s|dernier[es]*)"
    r"|(?:la plupart|[a-z-]+|\d+) d'entre (?:eux|elles))\b(?! (?:des?|du|d')\b)"
)
_MEASURES = re.compile(r"\b(?:actions|mesures|projets|operations|initiatives|fiches)\b")
_AIMS = re.compile(r"\b(?:axes|engagements|objectifs|priorites|orientations|volets|ambitions)\b")


def are_some_measures(source: Source, listing: Listing) -> bool:
    """Whether a lead-in speaks of some of the measures that the sentences before it, in its block, tell of."""
    index = source.sentence_index(max(listing.lead_start, listing.lead_end - 1))
    if index is None:
        return False
    sentence = source.sentences[index]
    if not _SOME.match(source.folded, sentence.start, listing.lead_end):
        return False
    before = source.folded[source.blocks[sentence.block].start : sentence.start]
    own = source.folded[sentence.start : listing.lead_end]
    return bool(_MEASURES.search(before)) and not _AIMS.search(before) and not _AIMS.search(own)


def is_title(source: Source, listing: Listing) -> bool:
    """Whether what leads in to a list is a heading."""
    block = source.block_index(listing.lead_start)
    return block is not None and source.blocks[block].kind == "heading"


def leads_in(source: Source, listing: Listing) -> bool:
    """Whether what stands above a list is a heading, or ends with a colon."""
    written = source.folded[listing.lead_start : listing.lead_end].rstrip()
    return is_title(source, listing) or not written.endswith(".")


_NEAR = 900  # characters from the name of a contract to the list of what is in it
_SHORT_LEAD = 60  # characters


def is_led_in(source: Source, listing: Listing, lead: str) -> bool:
    """Whether a lead-in speaks of the contract, or is a heading or a few words with a colon not far below its name.

    A paragraph of which another sentence names the contract leads in to bullets right below it too.
    """
    written = source.folded[listing.lead_start : listing.lead_end].rstrip()
    if cues().contract.search(lead) or cues().contract.search(written):
        return True
    first = listing.entries[0].start
    opens = is_title(source, listing) or written.endswith(":")
    named = [mention for mention in find_mentions(source) if mention.end <= first]
    return opens and len(lead) <= _SHORT_LEAD and bool(named) and first - named[-1].end < _NEAR


# "Dix projets y répondent. | Dès janvier démarreront :": the verb stands first, so what is listed is what will come.
# "Trois axes le structurent. | À venir cette année :", "… | D'ici à décembre :" have none, and mean the same.
_THEY_COME = re.compile(
    r"(?:^|[.!?] )(?:(?:et|puis|ensuite|enfin|ainsi|d'abord),? )?"
    r"(?:(?:des|en|a|au|d'ici|courant|cet(?:te)?)(?: [a-z0-9']+){1,3}?,? )?(?:s'y |y |se |s')?"
    r"(?!(?:rest|manqu|exist|demeur|subsist|devr|doiv|guid|structur)[a-z]+ |[^.;:]*\bpriorit)"
    r"[a-z]{2,}(?:ront|(?<!m)(?<!ai)ent)\b[^.;:?!]*$"
    r"|[.!?] (?:(?:deja )?(?:a venir|en preparation|au calendrier)\b"
    r"|(?:les )?premi(?:er|ere)s (?:jalons|etapes|pas|concretisations)\b"
    rf"|{PART_OF_TIME}$)[^.;:?!]{{0,30}}$"
)


def they_come(lead: str) -> bool:
    """Whether a lead-in, folded, tells of what is listed behind it that it will come, and that it is no aim.

    >>> they_come("dix projets servent ces axes. ouvriront en 2023"), they_come("trois axes le composent")
    (True, False)
    """
    coming = _THEY_COME.search(lead)
    return coming is not None and not cues().engagements.search(lead, coming.start())
