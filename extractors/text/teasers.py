"""Headlines of other articles: "À lire aussi", and under it what a site tells elsewhere."""

import re
from itertools import takewhile

from extractors.text.folding import fold
from extractors.text.source import Source, once_per_source

_WORDS = (
    r"\W*(?:(?:a )?(?:lire|voir|decouvrir|consulter|ecouter) (?:aussi|egalement|encore)(?: (?:sur|dans) [^.:]{2,40})?"
    r"|(?:re\)? ?)?lire (?:(?:notre|l') ?(?:article|dossier|enquete|reportage)|(?=:))"
    r"|(?:sur le|dans la|dans le|du) meme (?:sujet|theme|rubrique|dossier|categorie|auteur)"
    r"|(?:nos |les |en |l')?(?:autres?|dernieres?|derniers) (?:articles?|actualites?|actus|communiques)"
    r"|articles? (?:lies|similaires|associes|recents|connexes)|(?:les )?(?:articles )?(?:les )?plus lus"
    r"|[^.:]{3,25} (?:vous interesser|interesser aussi)|vous aimerez(?: peut-etre)? aussi) ?"
)
_HEAD = re.compile(rf"{_WORDS}:?")
_LONGEST = 60  # characters of such words
_MOST = 10  # headlines
# "À lire aussi : la Marne signe", "Lire aussi La Marne signe": the words and the headline in one line.
_POINTS_ON = re.compile(rf"{_WORDS}[:>»→|]")
_READ_ALSO = re.compile(r"(?i:\W*(?:[aà] )?(?:lire|voir) (?:aussi|[ée]galement)) [«“\"]? ?[A-ZÀ-ÖØ-Ý]")
_HEADLINE = 200  # characters of such a line


def is_in_teaser(source: Source, offset: int) -> bool:
    r"""Whether a passage stands in one of the headlines under words that lead on to other articles.

    >>> source = Source("Le préfet a signé.\nÀ lire aussi\nLe Gard signe\nUn budget de 3 M€ pour les routes")
    >>> [is_in_teaser(source, source.text.index(word)) for word in ("préfet", "Gard", "3 M€")]
    [False, True, True]
    """
    index = source.block_index(offset)
    if index is not None and index in _headlines(source):
        return True
    sentence = source.sentence_at(offset)
    return sentence is not None and _points_on(source.text, source.folded, sentence.start, sentence.end)


def points_on(line: str) -> bool:
    """Whether a line points to another article, and tells its headline.

    >>> points_on("À lire aussi : Cluses aura sa gare"), points_on("Lire aussi Cluses aura sa gare")
    (True, True)
    >>> points_on("À lire aussi bien par les parents que par les enfants")
    False
    """
    return _points_on(line, fold(line), 0, len(line))


def _points_on(text: str, folded: str, start: int, end: int) -> bool:
    if end - start > _HEADLINE:
        return False
    return bool(_POINTS_ON.match(folded, start, end) or _READ_ALSO.match(text, start, end))


@once_per_source
def _headlines(source: Source) -> set[int]:
    """Return the blocks under such words: up to the first one that ends as no headline does."""
    blocks = source.blocks
    found: set[int] = set()
    for index, block in enumerate(blocks):
        if _points_on(source.text, source.folded, block.start, block.end):
            found.add(index)
        if block.end - block.start > _LONGEST or not _HEAD.fullmatch(source.folded, block.start, block.end):
            continue
        below = range(index + 1, min(index + _MOST, len(blocks)))
        found.update(takewhile(lambda place: source.text[blocks[place].end - 1] not in ".;:", below))
    return found
