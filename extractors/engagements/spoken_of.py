"""Of what a verb tells the measures: of the contract, and not of another plan, of a wish or in somebody's words."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from extractors.engagements.clauses import BODIES
from extractors.engagements.cues import cues
from extractors.text.gated import Gated
from extractors.text.source import Source

_ANTECEDENT, _INTERVIEW = 8, 60  # sentences
_PRONOUNS = ("il", "elle", "ils", "elles", "qui", "cela", "ce qui")


def speaks_of_contract(source: Source, found: re.Match[str], index: int, named: Sequence[int]) -> bool:
    """Whether the sentence is not quoted and its subject, where it is a pronoun, stands for a contract.

    "On va ouvrir un centre" says what a contract told before makes possible, mostly within quotation marks.
    `named` holds the indexes of the sentences that name one, in order.
    """
    if found["speech"]:
        reach = _INTERVIEW if _answers(source, source.sentences[index].block) else _ANTECEDENT
        return bool(bisect_right(named, index)) and index - named[bisect_right(named, index) - 1] <= reach
    if not is_told_of(source, index, found):
        return False
    if found["subject"] == "projet":
        return _DRAFT.search(source, 0, found.start()) is not None
    if found["subject"] not in _PRONOUNS and not found["there"]:
        return True
    if found["subject"] in _CONTRACT_BY and (
        _is_body(source, index, found["subject"]) or _is_left_out(source, index)
    ):
        return False
    last = bisect_right(named, index) - 1
    return last >= 0 and index - named[last] <= _ANTECEDENT


# By which words of each gender a contract, or what it pays, may be told; what opens a sentence on somebody else.
_CONTRACT_BY = {
    "il": re.compile(
        r"\b(?:contrat|cdppe|accord|texte|document|protocole|pacte|avenant|partenariat|plan|programme"
        r"|dispositif|volet|complement|soutien|argent|financement)\b"
    ),
    "elle": re.compile(
        r"\b(?:convention|contractualisation|charte|enveloppe|rallonge|somme|dotation|aide|manne"
        r"|signature|demarche|feuille)\b"
    ),
}
_OF_BODY = re.compile(
    rf"(?:[^.,;:]{{3,40}}, )?(?:{BODIES}|l[ea] (?:maire|prefete?|presidente?)"
    r"|(?:l'(?:association|hopital|entreprise|union|institut)|l[ea] (?:foyer|centre|maison|mission|fondation|collectif"
    r"|syndicat|mutuelle|ligue|lycee|college|chu|clinique|ferme|cooperative))"
    r" [^.;:]{0,60}?(?:est|a|gere|accueille|emploie|fait|existe|anime)) "
)


def _is_body(source: Source, index: int, pronoun: str) -> bool:
    """Whether "il" or "elle" is the body that the sentence before is on, which names no contract of that gender."""
    here, before = source.sentences[index], source.sentences[index - 1]
    if not index or before.block != here.block or not _OF_BODY.match(source.folded, before.start, before.end):
        return False
    return _CONTRACT_BY[pronoun].search(source.folded, before.start, before.end) is None


# "Le projet prévoit un bus": that of a contract, where the text has named one.
_DRAFT = Gated(
    r"\bprojet (?:de |d'(?:un )?)(?:futur |nouve[a-z]+ )?(?:contrat|convention|accord|pacte|protocole|avenant|cdppe)\b"
)

# "Le plan hiver n'en fait pas partie. | Il prévoit dix lits."
_LEFT_OUT = re.compile(
    r"\bn'(?:en (?:fait|font|releve(?:nt)?)|y (?:figure(?:nt)?|est|sont)|(?:est|sont)(?= pas (?:inclus|compris|inscrit"
    r"|couvert|integr|concern|finance)[a-z]* (?:au|dans|par) (?:le |la |l'|ce |cette )?(?:contrat|convention)))\b"
    r"(?: toutefois| cependant| en revanche)? pas\b"
)


def _is_left_out(source: Source, index: int) -> bool:
    """Whether the sentence before, in its block, tells that what it is on is no part of the contract."""
    here, before = source.sentences[index], source.sentences[index - 1]
    return (
        bool(index)
        and before.block == here.block
        and _LEFT_OUT.search(source.folded, before.start, before.end) is not None
    )


def _answers(source: Source, block: int) -> bool:
    """Whether a paragraph answers the question that stands above it."""
    return bool(block) and source.folded[source.blocks[block - 1].end - 1] == "?"


def is_told_of(source: Source, index: int, found: re.Match[str]) -> bool:
    """Whether what was found in a sentence is in nobody's own words, wished by none, and of the contract."""
    sentence = source.sentences[index]
    if source.folded.count('"', source.blocks[sentence.block].start, found.start()) % 2:
        return False
    aside = is_wished(source, sentence.start, found.end()) or is_outside(source, sentence.start, sentence.end)
    return not aside and not _of_rival(source, sentence.start, found.end())


# "L'élue aurait voulu que l'on finance un bus", "il réclame que le contrat comporte un guichet"
_WISHED = re.compile(
    # "Le contrat de 2019 avait financé un bus": another one, which is over
    r"\bavai(?:t|ent) (?:[a-z]+ )?(?:permis|finance|soutenu|prevu|comporte)\b"
    r"|\bpremier (?:contrat|cdppe|accord|pacte|protocole)\b[^.;:]{0,60}"
    r" (?:a|aura) (?:[a-z]+ )?(?:permis|finance|soutenu)\b"
    r"|"
    r"\baur(?:ait|aient|ions|ais) (?:\w+ ){0,2}?(?:voulu|souhaite|aime|prefere|espere|fallu|du|pu)\b"
    r"|\b(?:(?:voudr|aimer|souhaiter|prefer)(?:ait|aient|ions|ais)|(?:reclam|exig|regrett)(?:e|ent|ait|aient))"
    r" (?:bien )?qu[e']"
)


def is_wished(source: Source, start: int, end: int) -> bool:
    """Whether a passage tells what somebody would have, or would have had, done.

    >>> text = "Elle aurait voulu que l'on finance un bus"
    >>> is_wished(Source(text), 0, len(text))
    True
    """
    return _WISHED.search(source.folded, start, end) is not None


_CONTRACT = r"(?:contrat|convention|cdppe|pacte|accord|protocole|partenariat|avenant)"
_OUTSIDE = Gated(
    rf"\bhors (?:du |de la |de l'|de ce |de cette )?{_CONTRACT}\b"
    rf"|\b(?:en dehors|independamment) (?:du |de la |de l'|de ce |de cette ){_CONTRACT}\b"
    rf"|\bsans (?:lien|rapport) avec (?:le |la |l'|ce |cet |cette ){_CONTRACT}\b"
    r"|\bnos (?:seuls |propres )(?:fonds|deniers|credits|moyens)\b|\bnos (?:fonds|deniers|credits|moyens) propres\b"
    r"|\b(?:ses|leurs) seuls (?:fonds|deniers|credits|moyens|frais)\b"
)


def is_outside(source: Source, start: int, end: int) -> bool:
    """Whether a passage tells what is done without the contract: "sur nos fonds propres", "hors contrat".

    >>> text = "Hors contrat, un lieu ouvrira à Die."
    >>> is_outside(Source(text), 0, len(text))
    True
    """
    return _OUTSIDE.search(source, start, end) is not None


_NEAR = 40  # characters from "qui" to what its verb governs


def _of_rival(source: Source, start: int, end: int) -> bool:
    """Whether the verb before `end` tells what another plan holds: "poursuivre son schéma, qui prévoit dix places"."""
    who = source.folded.rfind(" qui ", max(start, end - _NEAR), end)
    if who < 0:
        return False
    rival, contract = (
        max((found.end() for found in pattern.finditer(source.folded, start, who)), default=-1)
        for pattern in (cues().rival, cues().contract)
    )
    return rival > contract
