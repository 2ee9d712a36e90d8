"""For whom somebody signs: for himself, or for another by delegation, by order or in his place."""

import re
from typing import Literal

from extractors.people.figures import Figure
from extractors.text.anchors import Anchored
from extractors.text.source import Source

# "le contrat, signé par Anne Roy, remplace l'ancien": she replaces nobody
_NO_CONTRACT = (
    r"(?! (?:(?:l[ae]s? |l'|une? )?(?:ancienn?e?|precedente?|premiere?|contrat|convention|pacte)|cel))"
)
_FOR = Anchored(
    [
        *("par delegation", "pour le (?:prefet|president|directeur|compte)"),
        *("pour la (?:prefete|presidente|directrice)", "au nom d[eu]"),
        *("elle-meme representee par", "lui-meme represente par"),
        *(r"representante? (?:m\. |mme )?(?:le|la|du|(?:de )?l'(?!etat))", "par interim"),
        *("en l'absence", "supplee", rf"remplac\w+{_NO_CONTRACT}"),
    ],
    behind="",
)
_BY_ORDER = re.compile(r"\bp\. ?o\. $")
_ANOTHER = re.compile(r" et (?!par |pour )")
_NEXT_SIGNER = re.compile(r", et |(?<!par delegation), par ")
_LONGEST_FORMULA = 130


def capacity_of(source: Source, figure: Figure) -> Literal["signs", "signs_for"]:
    """Tell whether a figure that signs does so for itself or for another.

    >>> from extractors.people.figures import figures_of
    >>> source = Source("Mme Anne Roy, par délégation du préfet, et M. Luc Blanc ont signé.")
    >>> [capacity_of(source, figure) for figure in figures_of(source) if figure.name]
    ['signs_for', 'signs']
    """
    if _BY_ORDER.search(source.folded, max(0, figure.start - 6), figure.start):
        return "signs_for"
    start, end = max(0, figure.start - 40), figure.end + 40
    first, last = source.block_index(figure.start), source.block_index(figure.end - 1)
    if last is not None:
        end = min(end, source.blocks[last].end)  # the line below is of another
    if sentence := source.sentence_at(figure.end - 1):
        end = min(end, sentence.end)
    if other := _ANOTHER.search(source.folded, figure.end, end):
        end = other.start()
    # "…, par délégation du préfet, et M. B", "…, au nom du préfet, par M. B"
    start = max(
        [start, *(joint.start() for joint in _NEXT_SIGNER.finditer(source.folded, start, figure.start))]
    )
    for block in source.blocks[max(0, first - 1) : first + 1] if first is not None else ():
        goes_on = block.end > figure.start or source.text[block.end - 1] == ","
        far = figure.start - block.start < _LONGEST_FORMULA
        if far and goes_on and source.folded.startswith("pour ", block.start):
            start = block.start  # "Pour le directeur général de l'Agence régionale de santé," far in front
    acts_for = any(
        not source.folded.endswith("agissant ", 0, found.start())  # the prefect "agissant au nom de l'État"
        for found in _FOR.finditer(source, start, end)
    )
    return "signs_for" if acts_for else "signs"
