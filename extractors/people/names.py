"""Names of people, by their shape: every casing, particles, two-word surnames, surname after an honorific."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from extractors.people.name_words import Lexicon, lexicon
from extractors.text.folding import fold
from extractors.text.source import Source

Ground = Literal["honorific", "given name", "common given name", "shape"]


class Name(NamedTuple):
    """A passage that looks like the name of a person.

    `start` and `end` bound the name without its honorific, `full_start` with it. `given` is "" for a surname
    alone. `ground` tells what speaks for it: an honorific, a given name, a given name that is also a common word
    (rose, france), or nothing but its shape; the last two need more evidence.
    """

    start: int
    end: int
    full_start: int
    given: str
    family: str
    honorific: str | None
    ground: Ground

    @property
    def certain(self) -> bool:
        """Whether the name needs no further evidence."""
        return self.ground in ("honorific", "given name")


_UPPER = "A-ZÀ-ÖØ-ÞŒŸ"
_WORD = rf"(?:[dDlLOo]['’])?[{_UPPER}]\w*(?:['’\-‐‑]\n?\w+)*"
_PARTICLES = (
    r"(?:(?:de|du|des|la|le|De|Du|Des|La|Le|DE|DU|LA|LE|El|EL|Ben|BEN|Aït|ben|el|von|van|Van|Von|der|den|da|dos|di|Di)"
    r"[ \u00a0\n])"
)
_INITIALS = rf"[{_UPPER}]\.(?:[ -]?[{_UPPER}]\.)?"
_SPACE = r"(?:[ \u00a0\u202f]|[ \u00a0]?\n)"
_HONORIFIC = (
    r"(?:M\.|MM\.|Mr\.?|Mme\.?|Mmes\.?|Mlle\.?|Madame|Monsieur|Mesdames|Messieurs|Mademoiselle|MADAME|MONSIEUR|MME"
    r"|M(?= [A-ZÉ])"
    r"|Dr\.?|Docteure?|Pr\.?|Professeure?|Me|Maître|le docteur|le professeur)"
)
# Words that open sentences: no name starts with one, and most candidates would.
_OPENERS = (
    r"(?!(?:Autour|Devant|Les?|La|L['’]|Une?|Des?|Du|Ces?|Cette|Dans|Pour|En|Ils?|Elles?|Aux?|Par|Sur|Avec|Et"
    r"|LES?|LA|DES?|DU|EN|ET|AUX?|PAR)\b|P\. ?O\.(?= [A-ZÀ-Þ][^ .]))"  # "P.O. Anne Roy": by order
)
# "Rapporteur M. Luc Blanc": a title begins a name, it does not go on with one.
_TITLE = r"(?!(?:MM?\.|Mmes?|MME|Mlles?|Madame|Monsieur)[ \u00a0\n])"
_MORE = rf"(?:{_SPACE}(?:{_PARTICLES}){{0,2}}{_TITLE}(?:{_INITIALS}|{_WORD}))"
# "M. de La Tour"; "Madame la" begins an office.
_LEADING = rf"(?:(?!l[ae][ \u00a0\n]){_PARTICLES}(?:{_PARTICLES})?)?"
# One word or more after an honorific; two capitalised words or more, with particles between them, without one.
_CANDIDATE = re.compile(
    rf"(?:(?P<honorific>{_HONORIFIC}){_SPACE}(?P<after>{_LEADING}(?:{_INITIALS}|{_WORD}){_MORE}{{0,5}})"
    rf"|{_OPENERS}(?P<alone>(?:{_INITIALS}|{_WORD}){_MORE}{{1,5}}))"
)
# Where a candidate may begin: a capital, and behind its word, not told exactly, a letter that the next word of a
# name can begin with, or the end of the line. To look for this first is several times as fast: Python finds single
# letters at once, and a word is read once.
_NOT_BEHIND = r"[\w@/.#-]"
_BEGIN = re.compile(
    # Of the three small letters, which are many, the next one is asked first.
    rf"[{_UPPER}dlo](?:(?:(?<=[{_UPPER}])(?<!{_NOT_BEHIND}.)|['’](?=[{_UPPER}])(?<!{_NOT_BEHIND}..))"
    rf"(?=[\w'’‐‑.-]{{0,80}}+(?:\s{{1,2}}(?:[{_UPPER}bv]|d[aeiou'’]|l[ae'’]|o['’]|el)|\n))"
    rf"|e (?=docteur|professeur)(?<!{_NOT_BEHIND}...))",
    re.DOTALL,
)
_RANK = re.compile(r"[IVX]{1,4}\. ")
_OF_PLACE = frozenset(("de", "du", "des", "la", "le", "les"))
_TOKEN = re.compile(rf"{_INITIALS}|\S+(?:(?<=[-‐‑])\n\S*)*")
_INITIAL = re.compile(_INITIALS)
_HYPHEN = re.compile(r"[-‐‑]\n?")
_MASK = "xX*.…-"  # what is written in place of a name that is not to be read
_CAPS = re.compile(rf"[{_UPPER}'’\-‐‑\n]{{2,}}$")


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    folded: str


def find_names(source: Source) -> Iterator[Name]:
    """Yield what looks like the name of a person in the main text, in order.

    >>> [source_name[3:5] for source_name in find_names(Source("Mme Anne HUBERT et Christophe de Balorre."))]
    [('Anne', 'HUBERT'), ('Christophe', 'de Balorre')]
    """
    text, folded, places = source.text, source.folded, lexicon().places
    outlined = "\nII. " in text
    for index, block in source.main_blocks:
        for found in _candidates(text, block.start, _end(source, index)):
            if outlined and _RANK.match(text, found.start()) and source.word_before(found.start(), " ") == "":
                continue  # "I. CONTEXTE", and further down "II. …"
            honorific = found["honorific"]
            start, end = found.span("after" if honorific else "alone")
            word = source.word_before(start, " '\n")
            if word in places:
                continue
            elided = text[start] in "dl" and not honorific
            if elided:
                start += 2  # "celle d'Anne Roy": an elision, where "M. d'Auzac" has a particle
            tokens = [
                _Token(first, last, text[first:last], _joined(folded[first:last]))
                for first, last in [token.span() for token in _TOKEN.finditer(text, start, end)]
            ]
            of_place = elided or word == "a" or word in _OF_PLACE
            if of_place and (_opens_with_place(tokens) or tokens[0].folded == "grand"):
                tokens = tokens[1:]  # "le Grand Langres" is no person either
            if not tokens:
                continue
            yield from _names_in(tokens, honorific, found.start())


def _candidates(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the runs of capitalised words in a passage."""
    position = start
    while begin := _BEGIN.search(text, position, end):
        found = _CANDIDATE.match(text, begin.start(), end)
        if found:
            yield found
        position = found.end() if found else begin.start() + 1


def _joined(word: str) -> str:
    """Close the gap of a word that was broken over a line behind its hyphen."""
    return word.replace("\n", "").replace(" ", "")


_LONGEST_LONE = 25
_LONE = re.compile(rf"[{_UPPER}][\w'’\-‐‑]+")
_SURNAME = re.compile(rf"[{_UPPER}'’\-‐‑]{{2,}}(?: [{_UPPER}'’\-‐‑]{{2,}}){{0,3}}")


def _end(source: Source, index: int) -> int:
    """Where the text of a block is read to: a given name alone goes on in the capitals under it.

    So names stand in the boxes of signatures: "Raïssa", and below it "MOUNICHY".
    """
    block = source.blocks[index]
    if block.end - block.start > _LONGEST_LONE:
        return block.end
    following = source.blocks[index + 1] if index + 1 < len(source.blocks) else None
    if following is None or not following.main:
        return block.end
    if not _LONE.fullmatch(source.text, block.start, block.end) or following.start - block.end > 2:
        return block.end
    given = fold(source.text[block.start : block.end]).split("-")[0] in lexicon().given
    return (
        following.end
        if given and _SURNAME.fullmatch(source.text, following.start, following.end)
        else block.end
    )


def _opens_with_place(tokens: list[_Token]) -> bool:
    """Whether no given name stands before a whole name: "de la Creuse Anne Roy", "reçoit à Guéret Anne Roy"."""
    words = lexicon()
    return len(tokens) > 2 and not _is_given(tokens[0], words) and _is_given(tokens[1], words)


def _names_in(tokens: list[_Token], honorific: str | None, full_start: int) -> Iterator[Name]:
    """Cut a run of capitalised words into names."""
    words = lexicon()
    index = 0
    while index < len(tokens):
        title = honorific if index == 0 else None
        if index and tokens[index - 1].folded in _OF_PLACE and _opens_with_place(tokens[index:]):
            index += 1  # "l'Agglo du Pays de Dreux Anne Roy"
            continue
        name, after = _name_at(tokens, index, title, words)
        if name is None:
            index += 1
            if index < len(tokens):
                tokens[index] = _without_elision(tokens[index])
            continue
        yield name._replace(full_start=full_start) if title else name
        index = after


def _without_elision(token: _Token) -> _Token:
    """Cut "d'" off a word behind one that begins no name: "Celle d'Anne Roy"."""
    if token.text[:2] not in ("d'", "d’"):
        return token
    return _Token(token.start + 2, token.end, token.text[2:], token.folded[2:])


def _name_at(
    tokens: list[_Token], index: int, honorific: str | None, words: Lexicon
) -> tuple[Name | None, int]:
    given_end = index
    if not honorific and tokens[index].folded in words.never_first:
        if not _is_first_ben(tokens, index, words):
            return None, index + 1
        given_end = index + 1
    while given_end < len(tokens) and _is_given(tokens[given_end], words):
        given_end += 1
    if given_end == len(tokens) and given_end - index >= 2:
        given_end -= 1  # "Pascal Martin": the last one is the surname
    ground: Ground = "shape"
    if given_end > index:
        ground = "common given name" if tokens[index].folded in words.ambiguous else "given name"
    if honorific:
        ground = "honorific"
        if tokens[index].folded in words.particles and (end := _family_end(tokens, index, words)) > index:
            return _make(tokens, index, index, end, honorific, ground), end
    if given_end == index:
        if _is_stop(tokens[index], words) or _is_masked(tokens[index]):
            return None, index + 1
        # A given name that is in no list, or a surname after an honorific.
        if honorific and (len(tokens) - index == 1 or _ends(tokens, index + 1, words)):
            end = index + 1
            return _make(tokens, index, index, end, honorific, ground), end
        given_end = index + 1
    elif (
        given_end - index > 1
        and _CAPS.match(tokens[given_end - 1].text)
        and not _CAPS.match(tokens[index].text)
    ):
        # "Anne MARTIN PIERRE": capitals begin the surname even where they could be given names.
        given_end = next(i for i in range(index, given_end) if _CAPS.match(tokens[i].text))
    family_end = _family_end(tokens, given_end, words)
    if family_end == given_end:
        if given_end - index >= 2:
            return _make(tokens, index, given_end - 1, given_end, honorific, ground), given_end
        if honorific and not _is_masked(tokens[index]):
            return _make(tokens, index, index, index + 1, honorific, ground), index + 1
        return None, index + 1
    if ground == "shape" and not all(_VOWEL.search(t.folded) for t in tokens[index:family_end]):
        return None, index + 1  # letters that a seal or a pen left on a scan
    return _make(tokens, index, given_end, family_end, honorific, ground), family_end


_VOWEL = re.compile("[aeiouy]|^d'|^l'")


def _is_first_ben(tokens: list[_Token], index: int, words: Lexicon) -> bool:
    """Whether "Ben" begins a given name, as on Mayotte ("Ben Issouf Ousseni"), and is no particle."""
    following = tokens[index + 1 : index + 2]
    return tokens[index].text == "Ben" and all(_is_given(t, words) for t in following) and len(following) > 0


def _is_given(token: _Token, words: Lexicon) -> bool:
    if "." in token.text and _INITIAL.fullmatch(token.text):
        return True
    if token.folded in words.stop and token.folded not in words.given:
        return False
    return token.folded in words.given or (
        "-" in token.folded and all(part in words.given for part in token.folded.split("-"))
    )


def _is_stop(token: _Token, words: Lexicon) -> bool:
    """Whether a word is part of no name; in capitals a function word is not told from the rest by its case."""
    return _bare(token) in words.stop or (token.folded in words.openers and token.text.isupper())


def _bare(token: _Token) -> str:
    """A word without its article: "de l'ARS" is part of no name."""
    return token.folded.removeprefix("l'")


def _is_masked(token: _Token) -> bool:
    return not token.text.strip(_MASK)


def _ends(tokens: list[_Token], index: int, words: Lexicon) -> bool:
    return tokens[index].folded in words.stop


def _family_end(tokens: list[_Token], index: int, words: Lexicon) -> int:
    """Index behind the surname that starts at `index`: particles, then one word, or several in capitals."""
    end = index
    while end < len(tokens) and tokens[end].folded in words.particles and end + 1 < len(tokens):
        end += 1
    if end == len(tokens) or _is_stop(tokens[end], words) or _is_masked(tokens[end]):
        return index
    capitals = _in_capitals(tokens[end])
    end += 1
    while end < len(tokens) and end - index < 5:
        token = tokens[end]
        if token.folded in words.particles and _after_particles(tokens, end, words) not in words.stop:
            end += 1
            continue
        if _is_stop(token, words) or _in_capitals(token) != capitals or _is_masked(token):
            break
        if not capitals and end - index >= 2 + sum(t.folded in words.particles for t in tokens[index:end]):
            break
        end += 1
    while end > index and tokens[end - 1].folded in words.particles:
        if end - 2 >= index and tokens[end - 2].text in ("Le", "LE"):
            break  # "Yannick Le Du"
        end -= 1
    return end


def _in_capitals(token: _Token) -> bool:
    """Whether a word is in capitals, the particle that it may begin with left aside: "d'AUZAC"."""
    elided = token.folded.startswith(("d'", "l'"))
    return _CAPS.match(token.text, 2 if elided and len(token.text) > 3 else 0) is not None


def _after_particles(tokens: list[_Token], index: int, words: Lexicon) -> str:
    """The first word behind the particles at `index`, folded; a stop word where there is none."""
    return next((_bare(t) for t in tokens[index:] if t.folded not in words.particles), "le")


def _make(
    tokens: list[_Token], index: int, family: int, end: int, honorific: str | None, ground: Ground
) -> Name:
    given = " ".join(t.text for t in tokens[index:family])
    surname = " ".join(t.text for t in tokens[family:end])
    return Name(
        tokens[index].start,
        tokens[end - 1].end,
        tokens[index].start,
        _clean(given),
        _clean(surname),
        honorific,
        ground,
    )


def _clean(text: str) -> str:
    return _HYPHEN.sub("-", text).replace("’", "'")
