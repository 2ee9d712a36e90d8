"""Headlines of other articles: "À lire aussi", and under it what a site tells elsewhere."""

import re

from extractors.text.source import Source

_HEAD = re.compile(
    r"\W*(?:(?:a )?(?:lire|voir|decouvrir|consulter) (?:aussi|egalement|encore)(?: (?:sur|dans) [^.:]{2,40})?"
    r"|(?:sur le|dans la|dans le|du) meme (?:sujet|theme|rubrique|dossier|categorie|auteur)"
    r"|(?:nos |les |en |l')?(?:autres?|dernieres?|derniers) (?:articles?|actualites?|actus|communiques)"
    r"|articles? (?:lies|similaires|associes|recents|connexes)|(?:les )?(?:articles )?(?:les )?plus lus"
    r"|[^.:]{3,25} (?:vous interesser|interesser aussi)|vous aimerez(?: peut-etre)? aussi) ?:?"
)
_MOST = 10  # headlines


def is_in_teaser(source: Source, offset: int) -> bool:
    r"""Whether a passage stands in one of the headlines under words that lead on to other articles.

    >>> source = Source("Le préfet a signé.\nÀ lire aussi\nLe Gard signe\nUn budget de 3 M€ pour les routes")
    >>> [is_in_teaser(source, source.text.index(word)) for word in ("préfet", "Gard", "3 M€")]
    [False, True, True]
    """
    index = source.block_index(offset)
    if index is None:
        return False
    for place in range(index, max(-1, index - _MOST), -1):
        block = source.blocks[place]
        if place < index and _HEAD.fullmatch(source.folded, block.start, block.end):
            return True
        if source.text[block.end - 1] in ".;:":
            return False  # no headline
    return False
