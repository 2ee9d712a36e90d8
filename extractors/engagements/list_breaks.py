"""What parts one list of blocks from the next: titles, lead-ins to something else, items of the list around."""

import re
from itertools import takewhile

from extractors.engagements.cues import cues
from extractors.text.blocks import Block, is_picture
from extractors.text.list_entries import INFINITIVE, LABEL, is_action_label
from extractors.text.source import Source

_PLAIN = re.compile(r"(?:\d{1,2}|[A-H])[.)]?")


def is_marked_title(source: Source, blocks: list[Block], index: int) -> bool:
    """Whether an item is the title of the numbered list behind it: "➤ Trois priorités", "1. Agir tôt", "➤ Budget"."""
    if index + 1 == len(blocks):
        return False
    block, below = blocks[index], blocks[index + 1]
    marked = block.kind == "item" and block.marker != "" and not block.marker[0].isalnum()
    if not (marked and below.kind == "item" and below.marker[:1] == "1"):
        return False
    alike = [place for place, other in enumerate(blocks[:-1]) if other.marker == block.marker]
    over_text = any(blocks[place + 1].kind == "paragraph" for place in alike)
    return (over_text or len(alike) == 1) and source.text[block.end - 1] not in ".;,:"


def is_next_title(blocks: list[Block], first: int, index: int) -> bool:
    """Whether an item is the next title, marked as the one above the list that begins at `first`."""
    above, block = blocks[max(first - 1, 0)], blocks[index]
    if not above.kind == block.kind == "item":
        return False
    if _PLAIN.fullmatch(above.marker) and _PLAIN.fullmatch(block.marker):
        # "2. Le contrat", its items, and "3. Les partenaires"
        return _PLAIN.fullmatch(blocks[first].marker) is None
    return above.marker == block.marker and block.marker[:1] != blocks[first].marker[:1]


# What a section of a text is about: no aim or measure is told by these alone, or by these with their article.
_MATTER = (
    r"(?:bilan|contexte|constats?|etat des lieux|diagnostic|contrat|convention|pacte|avenant|budget|financements?"
    r"|moyens|partenaires|signataires|calendrier|gouvernance|pilotage|suivi|mesures|actions|projets|engagements|axes"
    r"|objectifs|priorites|chiffres?|perspectives|suites?|(?:programme|plan)s? d'actions?)"
)
_NEW_OR_OLD = r"(?:(?:nouve|ancien|premi|princip|grand|deuxi|second)\w+ )?"
_AS_AGREED = (
    r"(?: (?:retenu|prevu|partage|commun|reciproque|financier|arrete|inscrit|ajoute|finance|programme|nouve"
    r"|complementaire|supplementaire)\w*(?: (?:par|a|au|dans) (?:le |la |l'|ce |cet )?\w+)?)?"
)
_OF_SECTION = re.compile(
    rf"(?:l[ae]s? |l'|nos |ses |leurs? |notre ){_NEW_OR_OLD}{_MATTER}\b|ce qu"
    rf"|{_NEW_OR_OLD}{_MATTER}(?: et (?:les )?{_MATTER})?{_AS_AGREED}"
    rf"(?:$| ?[(:]| (?:du|de la) {_NEW_OR_OLD}(?:contrat|convention|pacte)\b)"
)
_LONGEST_TITLE = 70


def is_numbered_section(source: Source, blocks: list[Block], index: int) -> bool:
    """Whether a numbered item is the title of a section that has a list of its own: "1. Le bilan", "2. Les mesures"."""
    block = blocks[index]
    if not (block.kind == "item" and _PLAIN.fullmatch(block.marker) and index + 1 < len(blocks)):
        return False
    below = blocks[index + 1]
    listed = (
        _PLAIN.fullmatch(below.marker) is None
        if below.kind == "item"
        else LABEL.match(source.folded, below.start, below.end) is not None
    )
    title = source.text[block.start : block.end]
    under = below.level > block.level  # "4. Actions :", and under it "4.1. …"
    return listed and names_section(
        source, block.start, block.start + len(title.rstrip(" :") if under else title)
    )


def names_section(source: Source, start: int, end: int) -> bool:
    """Whether a title is that of a section of the text, and no aim.

    >>> [names_section(Source(title), 0, len(title)) for title in ("Le bilan", "Les mesures", "Agir tôt")]
    [True, True, False]
    """
    short = end - start < _LONGEST_TITLE and source.text[end - 1] not in ".;,:"
    return short and _OF_SECTION.match(source.folded, start, end) is not None


def is_section(
    source: Source, blocks: list[Block], first: int, index: int, label: re.Match[str] | None
) -> bool:
    """Whether a numbered heading parts two lists: "2. Moyens" after others, or what came before "Axe 1 : …"."""
    block, opening = blocks[index], blocks[first]
    if is_numbered_section(source, blocks, index) or _is_next_in_post(blocks, first, index):
        return True
    if label:
        under_heading = index == first + 1 and opening.kind == "item" and opening.marker[:1].isdigit()
        return under_heading and block.kind != "item" and not is_action_label(label)
    capitals = source.text[block.start : block.end].isupper() and block.kind == "item"
    return capitals and not source.text[opening.start : opening.end].isupper()


def _is_next_in_post(blocks: list[Block], first: int, index: int) -> bool:
    """Whether a picture opens what a post tells behind its list: "2️⃣ un bus", "✅ un bus", then "💶 Combien ?"."""
    if not is_picture(blocks[index].marker):
        return False
    markers = {block.marker for block in blocks[first:index]}
    behind = takewhile(lambda block: block.kind == "item", blocks[index:])
    if all(marker[:1].isdigit() for marker in markers):
        return not any(block.marker[:1].isdigit() for block in behind)
    alike = index > first + 1 and len(markers) == 1 and is_picture(blocks[first].marker)
    return alike and not any(block.marker in markers for block in behind)


def is_outer(source: Source, blocks: list[Block], first: int, index: int) -> bool:
    """Whether an item is one of the list around: another bullet and a capital, behind small letters and a stop."""
    block, opening = blocks[index], blocks[first]
    if block.kind != "item" or opening.kind != "item" or block.marker[:1] == opening.marker[:1]:
        return False
    ended = source.text[blocks[index - 1].end - 1] in ".!?"
    return ended and source.text[block.start].isupper() and source.text[opening.start].islower()


_TITLE_WORDS = 4


def heads(source: Source, blocks: list[Block]) -> bool:
    """Whether one numbered line is the heading of what follows: "2. Engagements", then "Les parties s'engagent à :"."""
    title = blocks[0]
    words = source.folded[title.start : title.end].split()
    deed = INFINITIVE.match(source.folded, title.start)
    return (
        len(blocks) == 1
        and _PLAIN.fullmatch(title.marker) is not None
        and len(words) <= _TITLE_WORDS
        and not deed
    )


def is_heading(source: Source, blocks: list[Block], index: int) -> bool:
    """Whether an item that stands alone is the heading of a part: in capitals, or numbered on behind a paragraph."""
    block, above = blocks[index], blocks[max(index - 1, 0)]
    if source.text[block.start : block.end].isupper():
        return True
    goes_on = _PLAIN.fullmatch(block.marker) is not None and block.marker[0] != "1"
    behind = above.kind == "paragraph" and source.text[above.end - 1] == "."
    return goes_on and behind and not INFINITIVE.match(source.folded, block.start)


def is_of_page(source: Source, block: Block) -> bool:
    """Whether a lead-in is to what no list of measures holds: "À télécharger :", "Étaient présents :"."""
    words, lead = cues(), source.folded[block.start : block.end].rstrip(" :")
    of_contract = (words.engagements, words.actions, words.agreed)
    return words.neither.search(lead) is not None and not any(told.search(lead) for told in of_contract)
