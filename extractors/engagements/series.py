"""Measures in a row within a sentence: "pour ouvrir un lieu et former dix agents", "un bus et dix lits suivront"."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from extractors.contracts.mentions import Mention
from extractors.engagements.brought_about import is_abstract
from extractors.engagements.clauses import BODIES
from extractors.engagements.commitments import DEED, Commitments
from extractors.engagements.cues import NUMBERED, cues, told
from extractors.engagements.enumerated import enumerated
from extractors.engagements.joints import pieces_at_joints
from extractors.engagements.pieces import Bounds
from extractors.engagements.spoken_of import is_outside, is_wished
from extractors.engagements.times import AT_SOME_TIME, PART_OF_TIME
from extractors.text.anchors import Anchored, Phrases
from extractors.text.list_entries import INFINITIVE
from extractors.text.source import Sentence, Source

_FEWEST = 2  # one alone may be anything
NEAR = 8  # sentences behind one that names the contract


def add_series(source: Source, found: Commitments, mentions: Sequence[Mention]) -> None:
    """Take deeds and new things that stand in a row in one sentence, where no other rule has read it."""
    named = [mention.sentence for mention in mentions]
    read = {source.sentence_index(action.at.start) for action in found.actions}
    for index in _that_may_tell(source):
        sentence = source.sentences[index]
        last = bisect_right(named, index) - 1
        if last < 0 or index - named[last] > NEAR or index in found.taken or index in read:
            continue
        if is_aside(source, sentence):
            continue
        told_here = _deeds(source, sentence)
        if not told_here and not is_said(source, sentence):
            told_here = _things(source, sentence)
        for start, end in told_here:
            found.add_action(source, start, end, "series:actions", 0.7)
        if told_here:
            found.take(source, sentence.start, sentence.end)


@cache
def _infinitives() -> Anchored:
    return Anchored(told()["entry"]["deeds"])


# What is made, behind what it is to come to: "Nous aiderons les parents, | avec | l'ouverture d'un lieu".
_MADE = (
    *(
        "ouverture",
        "creation",
        "recrutement",
        "embauche",
        "mise en place",
        "installation",
        "deploiement",
        "doublement",
    ),
    *("construction", "lancement", "generalisation"),
)
# What things do that come, before them: "Ouvriront dès mai un relais et une crèche".
_COME = r"(?:(?:demarr|debut|commenc|arriv)eront|(?:s')?ouvriront|naitront|s'installeront|suivront|verront le jour)"
_SAYS = ("cite", "enumere", "mentionne", "evoque", "annonce")
_WORDS = Phrases(
    *(f"{made} d" for made in _MADE),
    *("marreront", "buteront", "menceront", "arriveront", "uvriront", "naitront", "stalleront"),
    *("verront le jour", "seront ", "suivront", "s'ajouteront", "l'accent", "au contrat", "par le contrat"),
    "dans le contrat",
    *("je pense", "je songe", "ous annonc", "nt en tete", "nt parmi", "nt au menu", "nt au programme"),
    *(f"sont {done}" for done in ("prevu", "programme", "finance", "inscrit", "retenu", "soutenu")),
    *(f" {says}{many} " for says in _SAYS for many in ("", "nt")),
    *(": voila ", ": c'est ce ", ": telles sont "),
    *(
        "ce sont ",
        " sont l",
        " sont ses ",
        " sont un",
        " sont d",
        " sont : ",
    ),
)


def _that_may_tell(source: Source) -> list[int]:
    """Return the sentences that hold an infinitive of doing or a word of those that tell things, in order."""
    starts = [*(deed.start() for deed in _infinitives().finditer(source)), *_WORDS.starts(source)]
    return sorted({index for start in starts if (index := source.sentence_index(start)) is not None})


# "généraliser le bilan, qui ne touche que six enfants sur dix": that is not said of what is done.
_RELATIVE = re.compile(r", (?:qui|dont|ou|que) [^,.;:]*")
_NEGATED = re.compile(r"\bn(?:e |')[^.;:]{1,40}\b(?:pas|plus|jamais|que|guere)\b|\bsans\b(?! oublier)")


# "Un bus et l'ouverture d'un lieu, | prévus au contrat, | n'ont pas vu le jour": the contract has them all the same.
_PLANNED = r",? (?:inscrit|prevu|programme|finance|retenu)[es]* (?:au|dans le|par le) contrat\b"
_PLANNED_THERE = re.compile(_PLANNED)


def is_aside(source: Source, sentence: Sentence) -> bool:
    """Whether a sentence tells of what was before the contract, is without it, is not, or is wished."""
    planned = _PLANNED_THERE.search(source.folded, sentence.start, sentence.end)
    words = source.folded[sentence.start : planned.start() if planned else sentence.end]
    bounds = sentence.start, sentence.end
    if cues().earlier.search(words) or is_wished(source, *bounds) or is_outside(source, *bounds):
        return True
    return _NEGATED.search(words) is not None and _NEGATED.search(_RELATIVE.sub("", words)) is not None


def is_said(source: Source, sentence: Sentence) -> bool:
    """Whether a sentence holds somebody's own words."""
    return (
        source.folded.find('"', sentence.start, sentence.end) >= 0
        or source.folded.count('"', source.blocks[sentence.block].start, sentence.start) % 2 == 1
    )


_MORE = (
    r"(?: (?:donc|ainsi|aussi|notamment|desormais|egalement|surtout|d'abord|enfin|par exemple|entre autres|en priorite"
    r"|[a-z]+ment)){0,2}"
)
_MONEY = (
    r"(?:argent|sommes?|credits|enveloppe|fonds|moyens|dotation|aide|financements?|budget|rallonge|soutien)"
)
# What leads in to deeds: "va", "permettra donc de", "2 M€ pour"; "se retrouveront en mai pour" leads in to none.
_WHOM = r"(?: (?:aux? |a l[a'] ?)[a-z'-]+(?: [a-z'-]+)?)?"
_ALLOWS = rf"(?:permett?(?:ra|ront|ent|rai(?:t|ent)|ant|re)?{_WHOM}|il s'agi(?:t|ra)){_MORE}"
_FRAME = re.compile(
    rf"\b(?:(?:va|vont|doi(?:t|vent)|pourr(?:a|ont)|devr(?:a|ont)|compte(?:nt)?){_MORE}"
    rf"(?: (?:permettre de|servir a|pouvoir))?|(?:servir(?:a|ont)|ser(?:t|vent)|aider(?:a|ont)){_MORE} a|{_ALLOWS} de"
    rf"|de quoi|consist\w+ a|prevoi(?:t|ent){_MORE}(?: entre autres| notamment)? de"
    rf"|(?:signataires|partenaires|parties) (?:veulent|souhaitent|entendent){_MORE}"
    # "Le Département veut notamment | embaucher dix agents et ouvrir un lieu": not what anybody else would like
    rf"|{BODIES} (?:veu(?:t|lent)|entend(?:ent)?){_MORE}"
    rf"|(?:avec|grace a) (?:cet(?:te)?|ces) {_MONEY}, [^.,;:]{{2,60}}?"
    rf" (?:veu(?:t|lent)|souhaite(?:nt)?|entend(?:ent)?){_MORE}) |\b{_ALLOWS} d'"
    r"|(?:€|\b(?:euros|millions|credits|enveloppe|moyens|argent|fonds|aide|dotation|somme|ans|annees)\b)[^.;:]{0,40}?"
    r" (?:(?:pour|afin de|destinee?s? a) |afin d')"
)
_DASHED = re.compile(r" [–—-] ")  # "ouvrir un lieu – fermé depuis 2019 –"


def _deeds(source: Source, sentence: Sentence) -> Bounds:
    """Read the infinitives that one frame leads in to, most of which are deeds."""
    if _infinitives().search(source, sentence.start, sentence.end) is None:
        return []
    for frame in _FRAME.finditer(source.folded, sentence.start, sentence.end):
        if not INFINITIVE.match(source.folded, frame.end(), sentence.end):
            continue
        closing = source.folded.find('"', frame.end(), sentence.end)
        pieces = pieces_at_joints(source, frame.end(), closing if closing >= 0 else sentence.end)
        deeds = [piece for piece in pieces if cues().deeds.match(source.folded, piece[0])]
        if len(deeds) >= _FEWEST and len(deeds) * 2 >= len(pieces):
            return [(start, _without_aside(source, start, end)) for start, end in pieces]
    return []


def _without_aside(source: Source, start: int, end: int) -> int:
    """Where a piece ends without what is said of it between dashes or behind "qui"."""
    aside = _DASHED.search(source.text, start, end) or _RELATIVE.search(source.folded, start, end)
    return aside.start() if aside else end


# "Je pense notamment à l'ouverture d'un lieu et au recrutement de dix agents", "je vous annonce l'achat d'un bus et …"
_IN_SPEECH = re.compile(
    r"(?:(?:et|mais) )?(?:[^.;:!?\n]{2,40}, )?(?:je (?:pense|songe)"
    r"(?: (?:notamment|aussi|surtout|bien sur|par exemple|en particulier))*(?= (?:a|aux?) )"
    r"|(?:je|nous) vous annonc(?:e|ons)|(?:je suis|j'ai|nous avons|nous sommes) [^.,;:!?\n]{2,40} de vous annoncer)"
    r" (?P<things>[^.;:!?\n]+)"
)


@cache
def _means() -> re.Pattern[str]:
    """Compile what a sentence in the future says something is done by: "elle sera suivie, grâce à la création …"."""
    other = "|".join(told()["futures"]["not_new"])
    return re.compile(
        r"[^.;:!?\n]{0,200}?\b(?!(?:voter|decider|suivr|signer|couter|durer)(?:a|ont|ons)\b)[a-z]{2,}(?:ra|ront|rons)\b"
        r"[^.;:!?\n]{0,120}? (?:avec|grace|via|par|a travers|au moyen de) (?P<things>(?:a )?(?:l[ae] |l'|une? |au |du )"
        rf"(?:{'|'.join(_MADE)}) d(?:e |'|u |es )(?:l[ae] |l'|une? |{NUMBERED})?(?!(?:\w+e?s? )?(?:{other})\b)"
        r"[^.;:!?\n]+)"
    )


# "Un bus, un lieu et dix places : voilà ce que prévoit le contrat"
_SUMS_UP = (
    r" ?: (?:voila|c'est|telles? (?:est|sont))"
    r" (?:ce qu[ei]|les (?:[a-z]+ )?(?:mesures|actions|projets|nouveautes))\b"
)


# Who speaks for a contract: what others cite may be what they miss.
_BY_OFFICE = (
    r"(?:l[ae] |l'|les )?(?:elue?|prefete?|(?:vice-)?presidente?|maire|direct(?:eur|rice)|conseill(?:er|ere)|deleguee?"
    r"|ministre|signataire|partenaire|sous-prefete?|responsable)s?"
)


# "L'élue cite notamment | un bus, l'ouverture d'un lieu et dix places"
_CITED = re.compile(
    rf"(?:[^.;:!?\n]{{2,60}}, )?(?:{_BY_OFFICE}|ils?|elles?)\b[^.;:!?\n]{{0,60}}? (?:{'|'.join(_SAYS)})(?:nt)?"
    r"(?: (?:notamment|aussi|ainsi|egalement|encore|par exemple|pele-mele|en vrac|entre autres|d'abord))?,? "
    r"(?P<things>[^.;:!?\n]+)"
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compile what stands around things told in a row; the group `things` is where they are."""
    done = "|".join(told()["futures"]["participles"])
    come = (
        rf"(?:verront le jour|suivront|s'ajouteront|seront (?:\w+ment |aussi |ainsi )?(?:{done})[es]*"
        r"|sont (?:aussi |egalement )?(?:prevu|programme)[es]*"
        rf"|sont (?:l[ea]s|ses|leurs) (?:{NUMBERED})?(?:premi|princip)\w+"
        r" (?:mesures|actions|projets|chantiers|operations)"
        r"|(?:figur|arriv|compt|vienn)ent (?:en tete|parmi (?:l[ea]s|ses) (?:[a-z]+ )?(?:mesures|actions|projets)"
        r"|au (?:menu|programme)))\b"
    )
    return (
        # "Un bus, dix places et un centre parental verront le jour", "à l'arrivée, ce sont un bus et … qui suivront"
        re.compile(rf"(?P<things>[^.;:!?\n]{{12,260}}?)(?: {come}|{_SUMS_UP})"),
        re.compile(rf"[^.,;:]{{2,30}}, (?:ce sont )?(?P<things>[^.;:!?\n]{{12,260}}?) (?:qui )?{come}"),
        re.compile(
            r"[^.;:!?\n]{0,120}\bl'accent (?:est|sera|a ete) (?:\w+ment |aussi )?(?:mis|porte) sur"
            r" (?P<things>[^.;:!?\n]+)"
        ),
        _means(),
        # "Sont financés un bus et dix places", "Démarreront en 2022 un bus et l'achat d'un lieu"
        re.compile(
            rf"(?:{PART_OF_TIME},? )?(?:y )?(?:(?:sont|seront) (?:\w+ment |aussi |ainsi )?"
            rf"(?:prevu|programme|inscrit|retenu|soutenu|{done})[es]*|{_COME})"
            rf"(?: notamment|{AT_SOME_TIME}) (?P<things>[^.;:!?\n]+)"
        ),
        # "Un bus et l'ouverture d'un lieu, prévus au contrat, …"
        re.compile(rf"(?:[^.,;:!?\n]{{2,60}} qu(?:e |'))?(?P<things>[^.;:!?\n]{{12,260}}?){_PLANNED}"),
        # "Les premiers projets inscrits sont la rénovation de l'école et un bus"
        re.compile(
            rf"(?:[^.;:!?\n]{{2,60}}, )?(?:l[ea]s|ses|leurs|nos|ces) (?:{NUMBERED})?(?:[a-z]+s )?"
            r"(?:actions?|mesures|projets|initiatives|nouveautes|fiches|operations|chantiers|realisations|dossiers)\b"
            r"[^.;:!?\n,]{0,60}? (?:sont|seront|furent)"
            r"(?: (?:notamment|donc|ainsi|d'abord|par exemple|entre autres|les suivante?s?))? ?:? ?"
            r"(?P<things>[^.;:!?\n]+)"
        ),
        _CITED,
        _IN_SPEECH,
    )


def _things(source: Source, sentence: Sentence) -> Bounds:
    """Read new things that a sentence enumerates before what becomes of them, or behind what they are."""
    for told_in in _patterns():
        found = told_in.match(source.folded, sentence.start, sentence.end)
        things = enumerated(source, *found.span("things")) if found else []
        things = [bounds for bounds in things if not cues().not_measure.match(source.folded, bounds[0])]
        if told_in in (_CITED, _IN_SPEECH) and not any(
            DEED.match(source.folded, start) for start, _ in things
        ):
            continue  # "Le maire cite un proverbe et une chanson"
        if len(things) >= (1 if told_in is _means() else _FEWEST):
            return [] if any(is_abstract(source, start) for start, _ in things) else things
    return []
