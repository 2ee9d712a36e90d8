"""Measures that a passage without a verb enumerates: "la création d'un lieu à Gap et à Die, puis deux postes"."""

import re

from extractors.engagements.commitments import DEED
from extractors.engagements.cues import NUMBERED, SINCE, cues
from extractors.engagements.pieces import Bounds, split
from extractors.text.source import Source

_JOINT = re.compile(
    r" ?; *|, +| et (?=(?:d'|de |du |des |l[ae] |les |l'|une? |a |aux? |\d|[a-z]+ [a-z]+s\b))| ainsi qu(?:e |')"
)
# "d'abord la création d'un lieu, puis l'achat d'un bus", "dans un premier temps, …"
TURN = re.compile(
    r"(?:(?:et|puis|ensuite|enfin|mais aussi|(?:tout )?d'abord|(?:premiere|deuxieme|seconde|troisieme)ment"
    r"|en (?:premier|second|deuxieme|dernier) lieu"
    r"|dans un (?:premier|second|deuxieme) temps)(?:,? |$))*"
)
# "Dès septembre, un bus", "d'ici l'été, dix places": when, before the first of them.
WHEN = re.compile(
    rf"{SINCE}[^,;]{{0,30}}|(?:d'ici|avant|courant|a partir d[eu]|a compter d[eu]) ?[^,;]{{2,30}}|en (?:20\d\d|[a-z]+)"
    r"|au (?:printemps|mois|cours|debut|(?:premier|second|deuxieme|troisieme|quatrieme) (?:tri|se)mestre)[^,;]{0,20}"
    r"|(?:cet(?:te)?|chaque|l'an|l'annee) [a-z]+(?: prochaine?)?"
)
# Something new, or a deed with its article or what it is done to: "à l'ouverture d'un lieu" has a preposition.
_MEASURE = re.compile(
    rf"(?:\" ?)?(?:(?:a|par) (?=l[ae] |l'|une? |des |{NUMBERED})|aux? (?={DEED.pattern}))?"
    rf"(?P<it>(?!\d[\d .,]*(?:m€|k€|€|euros?\b|millions?\b))(?:une? |des |{NUMBERED})(?:\" ?)?[a-z]"
    rf"|(?:l[ae] |l'|du |(?<=au )|(?<=aux ))(?={DEED.pattern})"
    rf"|(?={DEED.pattern} (?:d'|(?:d[eu]|des|aux?|a)(?![a-z]))))"
)
# Where, for or with whom a measure is, behind "et" or a comma: "un bus à Gap et à Die", "avec la CAF et la CPAM".
_OF_BEFORE = re.compile(r"(?:a|en|dans|sur|pour|chez|d|de|du)\b|(?:l[ae] |l'|les )[\w'-]+[ .\"]*$")
# "une assemblée des enfants, deux fois par an", "des ateliers, chaque mercredi": how often.
_OFTEN = re.compile(
    r"(?:une|deux|trois|quatre|\d+) (?:\w+ )?par [a-z]+|(?:chaque|tous les|toutes les) [a-z]+"
)
# A sentence with a verb tells something, and is no list: "Un bus ouvrira demain, dix places suivront."
_HAPPENS = re.compile(r"\b(?:(?<!l')est|sont|ont|va|vont|(?:se|i|au|fe)r(?:a|ont)|\w{3,}(?:ra|ront))\b")
_HAS = re.compile(r"(?<![\w.])a(?= [a-zé])")  # "à Gap" has an accent
_RELATIVE = re.compile(r" (?:où|qui|dont|que|qu['’]) ?[^,.;:]+")  # "un lieu où les parents pourront se voir"


# "comme un bus ou un lieu": examples, and no choice between them
_JOINT_OF_EXAMPLES = re.compile(
    rf",? ou (?:encore )?(?=l[ae] |les |l'|une? |des |du |aux? |a l|{NUMBERED})|{_JOINT.pattern}"
)


def enumerated(source: Source, start: int, end: int, *, examples: bool = False) -> Bounds:
    """Cut a passage that is nothing but measures, each something new or a deed; none of another.

    >>> source = Source("un bus à Gap et à Die, puis l'achat d'un lieu")
    >>> [source.text[a:b] for a, b in enumerated(source, 0, len(source.text))]
    ['un bus à Gap et à Die', "l'achat d'un lieu"]
    """
    if tells(source, start, end):
        return []
    found: Bounds = []
    for low, high in split(source.folded, start, end, _JOINT_OF_EXAMPLES if examples else _JOINT):
        turn = TURN.match(source.folded, low, high)
        begins = turn.end() if turn else low
        if begins == high or (not found and WHEN.fullmatch(source.folded, begins, high)):
            continue  # "dans un premier temps, un bus"
        if found and _OFTEN.match(source.folded, low, high):
            found[-1] = found[-1][0], high
        elif measure := _MEASURE.match(source.folded, begins, high):
            found.append((measure.start("it"), high))
        elif found and _OF_BEFORE.match(source.folded[low:high]):
            found[-1] = found[-1][0], high
        else:
            return []
    return found


def tells(source: Source, start: int, end: int) -> bool:
    """Whether a passage has a verb that no relative clause holds.

    >>> [tells(Source(text), 0, len(text)) for text in ("un bus sera là", "un bus qui sera là")]
    [True, False]
    """
    verbs = [*_HAPPENS.finditer(source.folded, start, end), *_HAS.finditer(source.text, start, end)]
    relatives = [clause.span() for clause in _RELATIVE.finditer(source.text, start, end)] if verbs else []
    return any(not any(low < verb.start() < high for low, high in relatives) for verb in verbs)


_COMMA = re.compile(r" ?[;,] +(?:et )?")
_FEWEST, _SHORTEST = 2, 2  # measures in a paragraph, words of one
# Against the text as written: "à" would be folded to "a".
_VERB = re.compile(r"\b(?:(?<![lL]['’])est|sont|a|ont|va|vont|\w{2,}(?:ra|ront|aient))\b|€|\beuros?\b")
_BREAK = re.compile(r"^parmi\b| :|[.!?] |\bdont\b|^(?:\w+ )?(?:fiches|actions|mesures|projets)\b")
_KNOWN = re.compile(r"l[ae]s? |l'")  # "la commission permanente, …": no measure, unless a deed follows


def bare_enumeration(source: Source, start: int, end: int) -> Bounds:
    """Cut a passage that only enumerates measures, whatever they begin with, as under an axis; none of another.

    >>> source = Source("Visites à domicile, accès garanti à un logement.")
    >>> [source.text[a:b] for a, b in bare_enumeration(source, 0, len(source.text))]
    ['Visites à domicile', 'accès garanti à un logement.']
    """
    if _VERB.search(source.text, start, end) or _BREAK.search(source.folded[start:end]):
        return []
    if cues().not_measure.match(source.folded, start, end):
        return []
    if _KNOWN.match(source.folded, start) and not DEED.match(source.folded, start, end):
        return []
    pieces = split(source.folded, start, end, _COMMA)
    words = [len(source.folded[low:high].split()) for low, high in pieces]
    return pieces if len(pieces) >= _FEWEST and min(words) >= _SHORTEST else []
