"""Where an enumeration in a sentence is cut: at the joints behind which another measure starts."""

import re

from extractors.engagements.commitments import DEED
from extractors.engagements.cues import NUMBERED, cues
from extractors.text.list_entries import INFINITIVE
from extractors.text.source import Source

# Without "a", which may be "à" where text is folded.
FINITE = re.compile(
    r"\b(?:(?<!l')est|sont|ont|sera|seront|etait|va|vont|vit|montre|\w+(?:era|eront|ait|aient|(?<!m)ent))\b"
)
_FINITE_OR_HAS = re.compile(rf"{FINITE.pattern}|\ba\b")
_PIECE = re.compile(
    r"(?!l'une? |l'autre |des (?:cette|cet|ce|la|le|les|lors|que|maintenant|demain|\d))"
    rf"(?:l[ae] |l'|les |une? |des |du |de la |de l'|d'une? |\d[\d ]* |{NUMBERED}|davantage d|plus d)"
)
_JOINT = re.compile(
    r"(?:, (?:et |ou encore |ainsi que |ainsi qu'|mais aussi |puis |sans oublier )?| et | ou encore | ainsi qu(?:e |'))"
    r"(?:d'autre part,? |puis |enfin )?| ou (?=(?:de |d')[a-z]+(?:er|ir|re)\b)"
)


_TO_DO = re.compile(r"(?:de |d')[a-z]+(?:er|ir|re)\b")


def _is_choice(folded: str, joint: re.Match[str]) -> bool:
    """Whether "ou" only joins what may be done instead; "… ou de recruter", a deed, is one example more."""
    return joint.group() == " ou " and not cues().deeds.match(folded, joint.end())


def pieces_at_joints(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """Cut an enumeration at the joints behind which a new measure starts; none where it does not list measures.

    >>> text = "ouvrir un lieu, recruter dix agents et former les équipes"
    >>> [text[start:end] for start, end in pieces_at_joints(Source(text), 0, len(text))]
    ['ouvrir un lieu', 'recruter dix agents', 'former les équipes']
    """
    words, folded = cues(), source.folded
    end = _end_of_list(folded, start, end)
    starts = [start]
    for joint in _JOINT.finditer(folded, start, end):
        if _is_choice(folded, joint):
            continue
        infinitives = INFINITIVE.match(folded, start) is not None
        after = folded[joint.end() : end].removeprefix("par ")
        if infinitives:
            begins = INFINITIVE.match(after) is not None or _TO_DO.match(after) is not None
        else:
            # "il s'agit de financer un bus, | et de former les équipes": the verb that governs the first is another
            begins = _PIECE.match(after) is not None or _TO_DO.match(after) is not None
            infinitives = _TO_DO.match(after) is not None
        if begins and (
            DEED.match(after) or infinitives or not joint.group().startswith(" et") or _PIECE.match(after)
        ):
            starts.append(joint.end())
    bounds = [(a, b) for a, b in zip(starts, [*starts[1:], end], strict=True)]
    first = folded[start : bounds[0][1]]
    if not (_PIECE.match(first) or INFINITIVE.match(first)) or words.not_measure.match(first):
        return []
    cut = [(_behind_preposition(folded, a), _before_joint(folded, a, b)) for a, b in bounds]
    return [(a, b) for a, b in cut if not (words.not_measure.match(folded, a) or _BETTER.match(folded, a, b))]


# "suivre de plus près les enfants confiés", "mieux soutenir les familles", "agir plus tôt": an aim, whatever is done.
_BETTER = re.compile(
    r"(?:agir|intervenir|reagir|prevenir) (?:(?:le |bien |encore )?plus|tres) (?:tot|vite|rapidement|en amont)\b|"
    r"mieux [a-z]+(?:er|ir|re)\b|[a-z]+(?:er|ir|re) (?:mieux|(?:de )?plus (?:pres|finement|facilement|efficacement))\b"
)


def _end_of_list(folded: str, start: int, end: int) -> int:
    """Where an enumeration ends: at a semicolon behind which something is said of it: "; la somme sera de 500 €"."""
    for place in (found.start() for found in _SEMICOLON.finditer(folded, start, end)):
        behind = folded[place:end].lstrip(" ;")
        if not (INFINITIVE.match(behind) or _TO_DO.match(behind)) and _FINITE_OR_HAS.search(behind):
            return place
    return end


_SEMICOLON = re.compile(r" ?; ")
# "il est question d'un bus, de visites et d'éducateurs": each with its own preposition.
_JOINT_OF = re.compile(
    r"(?:, (?:et |ou encore |ainsi que |mais aussi )?| et | ou encore | ainsi que | ou )(?=d'|de[s ]|du )"
)
PREPOSITION = re.compile(r"de |d'|du ")


def pieces_of(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what a verb governs with "de" at its joints.

    >>> text = "d'un bus, de visites et d'éducateurs"
    >>> [text[start:end] for start, end in pieces_of(Source(text), 0, len(text))]
    ['un bus', 'visites', 'éducateurs']
    """
    folded = source.folded
    joints = [joint for joint in _JOINT_OF.finditer(folded, start, end) if not _is_choice(folded, joint)]
    bounds = zip([start, *(j.end() for j in joints)], [*(j.start() for j in joints), end], strict=True)
    pieces: list[tuple[int, int]] = []
    for first, last in bounds:
        of = PREPOSITION.match(folded, first, last)
        pieces.append((of.end() if of else first, _before_joint(folded, first, last)))
    return [piece for piece in pieces if not cues().not_measure.match(folded, piece[0])]


_OF = re.compile(r"(?:de |d'|a )(?=[a-z]+(?:er|ir|re)\b)|par (?=l[ae] |l'|les |une? |des |\d)")


def _behind_preposition(folded: str, start: int) -> int:
    """Where the infinitive of "de former" or "à former" begins, or what "par" governs."""
    of = _OF.match(folded, start)
    return of.end() if of else start


def _before_joint(folded: str, start: int, end: int) -> int:
    piece = folded[start:end]
    return start + len(
        re.sub(
            r"(?:,| et| ou| ou encore| ainsi qu[e']|, et|, ou encore|, ainsi qu[e']|, puis|, mais aussi|, sans oublier)"
            r"(?:,? d'autre part,?| puis| enfin)? *$",
            "",
            piece.rstrip(),
        ).rstrip(" ,.")
    )
