"""Lists in the one line below a heading that names them: "DES ACTIONS", and below it "Un bus ; dix places"."""

import re
from collections.abc import Sequence

from extractors.engagements.enumerated import tells
from extractors.engagements.list_ends import counts_in
from extractors.engagements.pieces import COMMA, Bounds, split
from extractors.text.blocks import Block
from extractors.text.list_entries import INFINITIVE, Entry, entry_at
from extractors.text.source import Source

_LONGEST_HEADING = 60  # characters
# "Nos priorités", "Les actions retenues", "Contenu du contrat": nothing but what the line below is.
_HEADING = re.compile(
    r"(?:(?:(?:les|des|nos|ses|leurs|quelques) )?(?:(?:deux|trois|quatre|cinq|six|sept|huit|dix|douze|\d+) )?"
    r"(?:grand[es]* |principa(?:les|ux) |premi(?:er|ere)s )?"
    r"(?:actions|mesures|projets|operations|nouveautes|axes|engagements|priorites|objectifs|ambitions|orientations"
    r"|piliers|volets)|(?:le |son )?contenu|au programme|ce qu(?:i est|i sera|e) prev[a-z]+)"
    r"(?: (?:retenu|prevu|programme|finance)e?s| communs?| communes| strategiques| partagee?s| phares?| concretes"
    r"| du contrat| de la convention| (?:pour |en )?20\d\d(?: ?- ?20\d\d)?)* ?:?"
)
# Besides the semicolon: "Un centre à Gap, mais aussi un bus ; dix places".
_SEMICOLON = re.compile(r" ?; *(?:et |puis |enfin,? )?|, (?:mais aussi|ainsi que|sans oublier) ")
_NOUN_JOINT = re.compile(r", (?:et )?| et (?=l[ae]s? |l'|une? |des )")
_NOUN = re.compile(r"(?:l[ae]s? |l'|une? |des )[a-z]")
# Money, or what is said behind a stop or a colon.
_OTHER = re.compile(r"[.:?!] |€|\beuros?\b|\bmillions?\b")
_LONGEST = 140  # characters of an entry


def in_one_line(source: Source, blocks: Sequence[Block], index: int) -> list[Entry]:
    r"""Return the entries in the line below the heading at `index`; none where it heads something else.

    >>> source = Source("DES ACTIONS\nCréation d'un foyer, mais aussi un bus ; ateliers nutrition.")
    >>> [source.text[e.start : e.end] for e in in_one_line(source, source.blocks, 0)]
    ["Création d'un foyer", 'un bus', 'ateliers nutrition.']
    """
    if index + 1 >= len(blocks):
        return []
    heading, line = blocks[index], blocks[index + 1]
    if (
        heading.end - heading.start > _LONGEST_HEADING
        or any(block.kind == "item" or block.cell for block in (heading, line))
        or not _HEADING.fullmatch(source.folded, heading.start, heading.end)
        or _OTHER.search(source.folded, line.start, line.end)
        or tells(source, line.start, line.end)
    ):
        return []
    counts = counts_in(source.folded[heading.start : heading.end])
    parts = _at_semicolons(source, line) or (_as_counted(source, line, max(counts)) if counts else [])
    fits = len(parts) > 1 and all(high - low <= _LONGEST for low, high in parts)
    return [entry_at(source, low, high, 0) for low, high in parts] if fits else []


def _at_semicolons(source: Source, line: Block) -> Bounds:
    if ";" not in source.folded[line.start : line.end]:
        return []
    return split(source.folded, line.start, line.end, _SEMICOLON)


def _as_counted(source: Source, line: Block, count: int) -> Bounds:
    """Cut a line at commas into as many themes or things to do as its heading counts."""
    for joint in (_NOUN_JOINT, COMMA):
        parts = split(source.folded, line.start, line.end, joint)
        if len(parts) == count and (
            all(_NOUN.match(source.folded, *part) for part in parts)
            or all(INFINITIVE.match(source.folded, *part) for part in parts)
        ):
            return parts
    return []
