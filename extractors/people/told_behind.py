"""Roles that the sentence behind a name tells: "Anne Roy a signé. La présidente du Département …"."""

import re

from extractors.people.figures import Figure
from extractors.people.names import Name
from extractors.people.offices import is_definite
from extractors.people.signing_rows import Cast
from extractors.people.signing_scene import SIGNING_OFFICES
from extractors.text.folding import fold
from extractors.text.source import Source

_SENTENCES = 2  # behind that of the name
_FEMININE = re.compile(r"[a-z-]*(?:ete|ente|rice|guee)\b")
_MADAME = ("mme", "madame", "mlle")


def with_role_behind(source: Source, figure: Figure, cast: Cast) -> Figure:
    """Give somebody who has none the role that the sentences behind tell, as the only one whose it can be.

    Nobody else of the text may hold that office, and nobody else in the sentence may be without a role.

    >>> from extractors.people.figures import figures_of
    >>> text = "Anne Roy et le préfet Luc Blanc ont signé. « Enfin », dit la présidente du Département."
    >>> source, figures = Source(text), figures_of(Source(text))
    >>> with_role_behind(source, figures[0], Cast(figures)).office.office
    'president_departement'
    """
    index = source.sentence_index(figure.start)
    if figure.name is None or index is None or not figure.name.given:
        return figure
    named = [other for other in cast.figures if other.name]
    if any(other.roles and _family(other.name) == _family(figure.name) for other in named):
        return figure
    here = source.sentences[index]
    behind = source.sentences[index + 1 : index + 1 + _SENTENCES]
    for sentence in behind:
        if sentence.block != here.block:
            break
        for role in cast.between(sentence.start, sentence.end):
            if role.name is None and _is_of_one(source, role, figure.name):
                alone = {
                    _family(other.name)
                    for other in cast.between(here.start, role.start)
                    if other.name and not other.roles
                }
                held = any(o.office and role.office and o.office.office == role.office.office for o in named)
                return figure if held or len(alone) > 1 else figure._replace(roles=role.roles)
    return figure


def _family(name: Name | None) -> str:
    return fold(name.family) if name else ""


def _is_of_one(source: Source, role: Figure, name: Name) -> bool:
    """Whether a role told without a name is an office that one holds, of the gender of that name where it is told."""
    office = role.office
    if office is None or office.plural or office.office not in SIGNING_OFFICES:
        return False
    if not is_definite(source, role.start):
        return False
    feminine = _FEMININE.match(source.folded, office.start) is not None
    return not name.honorific or feminine == fold(name.honorific).startswith(_MADAME)
