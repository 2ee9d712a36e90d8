"""Since when a contract stands signed: "est signé depuis mardi", "Depuis mardi, le texte porte leurs signatures"."""

import re

_SIGNED = r"(?:sign|paraph|scell|officialis|ratifi)ee?s?"
_WRITTEN = r"(?:signatures?|paraphes?|griffes?|noms)"
_ADVERB = r"(?:(?:bel et bien|\w+ment|desormais|enfin|donc|deja|bien) )?"
_OFFICIAL = r"c'est (?:desormais |donc |enfin |bien )?(?:fait|chose faite|acte|officiel|signe|regle)\b"
# What is so: "figurent au bas du contrat", "porte les signatures", "est signé".
_STANDS = (
    rf"{_WRITTEN}\b[^.;:]{{0,160}}?\bfigur(?:e|ent)\b|\bfigur(?:e|ent) [^.;:]{{0,60}}?\b{_WRITTEN}"
    rf"|\b(?:port|compt|arbor)(?:e|ent) {_ADVERB}(?:[a-z]+ |l')?{_WRITTEN}"
    rf"|(?<!n')\b(?:est|sont) {_ADVERB}(?:{_SIGNED}|revetue?s? [^.;:]{{0,20}}{_WRITTEN})"
)
_BEFORE = re.compile(
    # "Cinq signatures figurent au bas du contrat | depuis", "est signé par Anne Roy, préfète, et Luc Bey, | depuis"
    rf"(?:{_STANDS})(?:(?! qui | que | dont |, et )[^.;:,]){{0,80}} depuis (?:le |ce )?$"
    rf"|\b(?:est|sont) {_ADVERB}{_SIGNED} par (?:[^.;:]|(?<=\bm)\.){{3,200}}, depuis (?:le |ce )?$"
    # "C'est fait depuis", "Il l'est depuis", "officiel depuis"
    rf"|\b(?:{_SIGNED}|faite?|l'est|officiel) depuis (?:le |ce )?$"
)
_BETWEEN = re.compile(r"\b(?:porte|portent|figure|figurent|est|sont),? depuis (?:le |ce )?$")
_BEHIND = re.compile(rf",? {_ADVERB}(?:[a-z]+ |l')?(?:{_WRITTEN}|{_SIGNED}|revetue?s?)\b")
_AHEAD = re.compile(r"(?:^|[;:(] ?)\W*depuis (?:le |ce )?$")
_MAIN = re.compile(
    rf"[^.;:,]{{0,40}},?(?: {_OFFICIAL}|(?:(?! qui | que | dont )[^.;:]){{3,140}}?(?:{_STANDS}))"
)


def stands_since(folded: str, left: str, end: int) -> bool:
    """Tell whether a day behind "depuis" is that since which something stands signed.

    Parameters
    ----------
    folded : str
        The folded text.
    left : str
        What stands before the day in its sentence.
    end : int
        Where the day ends.

    Examples
    --------
    >>> stands_since("le contrat est signe depuis mardi.", "le contrat est signe depuis ", 33)
    True
    >>> stands_since("il est prefet depuis mardi.", "il est prefet depuis ", 26)
    False
    """
    if "depuis" not in left:
        return False
    if _BEFORE.search(left):
        return True
    if _BETWEEN.search(left):
        return _BEHIND.match(folded, end) is not None
    return _AHEAD.search(left) is not None and _MAIN.match(folded, end) is not None
