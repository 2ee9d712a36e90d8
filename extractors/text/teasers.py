"""Headlines of other articles: "À lire aussi", and under it what a site tells elsewhere."""

import re
from itertools import takewhile

from extractors.text.source import Source, once_per_source

_HEAD = re.compile(
    r"\W*(?:(?:a )?(?:lire|voir|decouvrir|consulter) (?:aussi|egalement|encore)(?: (?:sur|dans) [^.:]{2,40})?"
    r"|(?:sur le|dans la|dans le|du) meme (?:sujet|theme|rubrique|dossier|categorie|auteur)"
    r"|(?:nos |les |en |l')?(?:autres?|dernieres?|derniers) (?:articles?|actualites?|actus|communiques)"
    r"|articles? (?:lies|similaires|associes|recents|connexes)|(?:les )?(?:articles )?(?:les )?plus lus"
    r"|[^.:]{3,25} (?:vous interesser|interesser aussi)|vous aimerez(?: peut-etre)? aussi) ?:?"
)
_LONGEST = 60  # characters of such words
_MOST = 10  # headlines


def is_in_teaser(source: Source, offset: int) -> bool:
    r"""Whether a passage stands in one of the headlines under words that lead on to other articles.

    >>> source = Source("Le préfet a signé.\nÀ lire aussi\nLe Gard signe\nUn budget de 3 M€ pour les routes")
    >>> [is_in_teaser(source, source.text.index(word)) for word in ("préfet", "Gard", "3 M€")]
    [False, True, True]
    """
    index = source.block_index(offset)
    return index is not None and index in _headlines(source)


@once_per_source
def _headlines(source: Source) -> set[int]:
    """Return the blocks under such words: up to the first one that ends as no headline does."""
    blocks = source.blocks
    found: set[int] = set()
    for index, block in enumerate(blocks):
        if block.end - block.start > _LONGEST or not _HEAD.fullmatch(source.folded, block.start, block.end):
            continue
        below = range(index + 1, min(index + _MOST, len(blocks)))
        found.update(takewhile(lambda place: source.text[blocks[place].end - 1] not in ".;:", below))
    return found
