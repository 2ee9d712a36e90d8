"""Who sits at the table at which a contract is signed, or opposite one who signs: "En face : Luc Blanc, maire"."""

import re

from extractors.contracts.acts import Act
from extractors.people.contract_text import BESIDE
from extractors.people.figures import Figure
from extractors.people.signing_rows import Cast, joined
from extractors.people.signing_scene import holds_signing_office
from extractors.text.source import Source

_AT_THE_TABLE = re.compile(
    r"\W*(?:(?:assis|reunis|attables|installes)e?s? )?(?:autour de|a) (?:la|cette|une|leur) (?:\w+ )?table"
    r"(?: (?:de signature|des signatures|d'honneur))?"
    r"(?: ?[,:]| (?:se (?:trouvaient|tenaient)|avaient pris place|il y avait|etaient (?:assis|reunis|installes))\b)"
)
_OPPOSITE = re.compile(
    r"\W*(?:en face(?: d'(?:elle|lui|eux))?|face a (?:elle|lui|eux)|de l'autre cote(?: de la table)?) ?[,:]"
)
_TELLS = re.compile(
    r"\b(?:a|ont|(?<!grand )est|sont|avait|avaient|sera|seront|va|vont|que|(?!president|departement|represent)"
    r"\w+(?:ent|era|ait|aient))\b|\""
)
_WHO_SIGNED = re.compile(r",? qui (?:a|ont) (?:\w+ )?(?:co|contre)?(?:signe|paraphe)[^,;.]*")
_FOR_WHOM = re.compile(r",? (?:pour|au nom d[eu']) ?")
_REACH = 2  # sentences behind the one that tells the signing


def seated(source: Source, act: Act, cast: Cast) -> list[Figure]:
    """Find who is named, in a sentence without a verb behind a signing, as sitting at the table, or opposite.

    At the table one of them at least holds an office of those who sign; opposite all of them act for somebody.

    >>> from extractors.contracts.acts import find_acts
    >>> from extractors.people.figures import figures_of
    >>> source = Source(
    ...     "Anne Roy, préfète, a signé. En face : Luc Blanc, maire, et Léa Petit, juge des enfants."
    ... )
    >>> (act,) = find_acts(source)
    >>> [who.name.family for who in seated(source, act, Cast(figures_of(source)))]
    ['Blanc', 'Petit']
    """
    block = source.sentences[act.sentence].block
    for sentence in source.sentences[act.sentence + 1 : act.sentence + 1 + _REACH]:
        opposite = _OPPOSITE.match(source.folded, sentence.start, sentence.end)
        opening = opposite or _AT_THE_TABLE.match(source.folded, sentence.start, sentence.end)
        there = cast.between(sentence.start, sentence.end) if opening and sentence.block - block < 2 else ()
        if opening is None or not there:
            continue
        row = joined(source, there)
        words = source.folded[opening.end() : sentence.end]
        for figure in reversed(there):
            words = (
                words[: max(0, figure.start - opening.end())] + words[max(0, figure.end - opening.end()) :]
            )
        words = _WHO_SIGNED.sub("", words)
        if _TELLS.search(words) or BESIDE.search(words):
            return []
        if opposite:
            return row if all(f.roles or _FOR_WHOM.match(source.folded, f.end) for f in row) else []
        return row if len(row) > 1 and any(map(_may_sign, row)) else []
    return []


def _may_sign(figure: Figure) -> bool:
    """Whether somebody holds an office of those who sign, or stands for the préfet in his arrondissement."""
    return holds_signing_office(figure) or (
        figure.office is not None and figure.office.office == "sous_prefet"
    )
