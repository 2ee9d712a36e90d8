"""Who writes a letter: the name alone at its foot, with the office that stands alone at its head."""

from extractors.people.figures import Figure
from extractors.people.signing_rows import Cast
from extractors.text.source import Source

_HEAD, _FOOT = 4, 3  # blocks
_BESIDE = 6  # characters of a line besides an office or a name: "Le ", a comma


def letter_writer(source: Source, cast: Cast) -> Figure | None:
    r"""Return who signs a letter by name alone, with the one office that the head of the letter tells.

    >>> from extractors.people.figures import figures_of
    >>> source = Source("Le Président\n\nMadame,\n\nJ'ai signé le contrat.\n\nCordialement,\n\nLuc Blanc")
    >>> writer = letter_writer(source, Cast(figures_of(source)))
    >>> writer.name.family, len(writer.roles)
    ('Blanc', 1)
    """
    blocks = [index for index, _ in source.main_blocks]
    alone = [figure for figure in cast.figures if _stands_alone(source, figure)]
    offices = [
        f for f in alone if f.block in blocks[:_HEAD] and not f.name and f.office and not f.office.plural
    ]
    names = [f for f in alone if f.block in blocks[-_FOOT:] and f.name and f.name.given and not f.roles]
    if len(offices) != 1 or len(names) != 1 or offices[0].block >= names[0].block:
        return None
    return names[0]._replace(roles=offices[0].roles)


def _stands_alone(source: Source, figure: Figure) -> bool:
    start = source.text.rfind("\n", 0, figure.start) + 1
    end = source.text.find("\n", figure.end)
    return (len(source.text) if end < 0 else end) - start - (figure.end - figure.start) <= _BESIDE
