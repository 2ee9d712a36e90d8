"""What a page tells besides its article: headlines of others under "À lire aussi", what a newspaper costs."""

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
    head = _HEAD.match(source.folded, source.blocks[index].start, offset)
    if head and head.group().endswith(":"):
        return True  # "Lire aussi : un budget de 3 M€ pour les routes"
    for place in range(index, max(-1, index - _MOST), -1):
        block = source.blocks[place]
        if place < index and _HEAD.fullmatch(source.folded, block.start, block.end):
            return True
        if source.text[block.end - 1] in ".;:":
            return False  # no headline
    return False


_OFFER = re.compile(r"\b(?:(?:re|des)?abonn(?:e|es|ez|er|ement|ements)|essai|offre numerique)\b")
_LONGEST_OFFER = 120  # characters


def is_in_offer(source: Source, offset: int) -> bool:
    """Tell whether a passage stands in a line that offers a newspaper: "S'abonner dès 1 €".

    >>> source = Source("S'abonner dès 1 € | Se connecter")
    >>> is_in_offer(source, source.text.index("1"))
    True
    """
    index = source.block_index(offset)
    if index is None:
        return False
    block = source.blocks[index]
    short = block.end - block.start <= _LONGEST_OFFER and source.text[block.end - 1] not in ".;:"
    return short and _OFFER.search(source.folded, block.start, block.end) is not None
