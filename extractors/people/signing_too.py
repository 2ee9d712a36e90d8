"""Who is told to have signed too, beside those whom the sentence of the signing names."""

import re

from extractors.contracts.acts import Act
from extractors.people.contract_text import BESIDE
from extractors.people.figures import Figure
from extractors.people.named_beside import CONTRACT
from extractors.people.parties import FOR_A_PARTY, FOR_A_PARTY_BEHIND
from extractors.people.signing_rows import ANOTHER_VERB, Cast, first_of, joined, subject
from extractors.text.source import Source

# "en présence de Mme A, directrice, également signataire"
_ALSO_SIGNS = re.compile(
    r",? ?\(?(?:(?:egalement|aussi|elle aussi|lui aussi|elle-meme|lui-meme) )?(?:co)?signataires?\b"
    r"(?! d(?!u contrat|e la conv))"
    r"|,? (?:qui|et) (?:l'a (?:egalement |aussi )?|a (?:egalement|aussi) )(?:co)?signe\b"
)
# "Troisième signataire de ce contrat, Max Noir, directeur, …", "Autre signataire, la directrice de l'ARS, Léa Petit"
_SIGNATORY_BEFORE = re.compile(
    r"(?:^|[.;:,!?\"(] ?|\n)(?:l[ae] |l')?"
    r"(?:(?:second|deuxiem|troisiem|quatriem|cinquiem|dernier|premier|autr|seul)\w* "
    r"|(?:egalement|aussi) )*(?:co-?)?signataire(?: (?:elle|lui)(?: aussi|-meme))?"
    rf"(?: (?:du|de l[a']|de (?:ce|cet|cette|son|l'))(?: ?\w+){{0,2}}? ?{CONTRACT}(?: [^,;:.]{{3,60}})?)?"
    r" ?[,:] (?:l[ae] |l'|m\. |mme |monsieur |madame )*$"
)
_BEFORE_REACH = 160
# "L'Agence l'a fait par la main de sa directrice, Mme A", "Luc Blanc en a fait autant"
_DID_TOO = re.compile(
    r"\b(?:l'(?:a|ont|avait|avaient) (?:\w+ )?(?:fait(?! [a-z]+(?:er|ir)\b)|imitee?s?|suivie?s?)"
    r"|(?:a|ont|avait|avaient) fait (?:de meme|pareil)|en (?:a|ont|avait|avaient) fait autant"
    r"|(?<!qui )(?:a|ont) suivi(?= ?[,.;]| (?:puis|et|le mouvement|dans la foulee)\b)"
    r"|(?:lui|leur) (?:a|ont) emboite le pas)\b"
)
# "Il l'a été aussi par Léa Petit", "Elle l'avait été la veille par Luc Blanc"
_BEEN_TOO = re.compile(
    r"\W*(?:(?:il|elle|celui-ci|celle-ci|le (?:contrat|texte|document)|la convention) )?l'(?:a|avait) (?:\w+ ){0,2}ete"
    r"(?: [a-z'-]+){0,3}? par "
)
# "Luc Blanc a suivi, puis Léa Petit": the next one, without the verb.
_THEN = re.compile(
    r"(?: le mouvement| dans la foulee)?,? (?:puis|ensuite|enfin|et|avant(?! d[e']| que)|suivie? d[eu'])\b"
)
# "Luc Blanc, maire, a applaudi, un repas a suivi"
_HAS_VERB = re.compile(r"(?<!qui)(?:,| et) (?:a|ont|etait|etaient|est|sont) ")
# "Le 1er juin, c'était au tour de Mme A": told of the next one, which may stand under its own heading.
_IN_TURN = re.compile(r"\b(?:c'(?:est|etait)|ce fut|vint|vient|est venu)(?: \w+)? (?:au|le) tour d[eu']")
_TURN_REACH = 8  # sentences, headings among them


def does_too(source: Source, act: Act, cast: Cast) -> list[Figure]:
    """Find who is told, behind the sentence of the signing, to have done the same.

    >>> from extractors.contracts.acts import find_acts
    >>> from extractors.people.figures import figures_of
    >>> source = Source("Anne Roy, préfète, a signé. Luc Blanc, maire, en a fait autant.")
    >>> (act,) = find_acts(source)
    >>> len(does_too(source, act, Cast(figures_of(source))))
    1
    """
    if act.sentence + 1 == len(source.sentences):
        return []
    signing, following = source.sentences[act.sentence : act.sentence + 2]
    for later in source.sentences[act.sentence + 1 : act.sentence + 1 + _TURN_REACH]:
        if turn := _IN_TURN.search(source.folded, later.start, later.end):
            return joined(source, cast.between(turn.end(), later.end))
    if been := _BEEN_TOO.match(source.folded, following.start, following.end):
        return joined(source, cast.between(been.end(), following.end))
    did = _DID_TOO.search(source.folded, following.start, following.end)
    if did is None or following.block - signing.block > 1 or source.blocks[following.block].kind == "heading":
        return []
    before = [f for f in cast.between(following.start, did.start()) if f.end <= did.start()]
    if before and _HAS_VERB.search(source.folded, before[-1].end, did.start()):
        return []
    followers = subject(source, before, following, did.start())
    after = cast.between(did.end(), following.end)
    if followers and after:
        gap = source.folded[did.end() : after[0].start]
        after = after if _THEN.match(gap) and not ANOTHER_VERB.search(gap) else ()
    return [*followers, *joined(source, after)]


# "Pour l'État, Anne Roy a signé ; pour le Département, son président, Luc Blanc"
_FOR_A_PARTY_BEFORE = re.compile(
    rf"\b{FOR_A_PARTY}[^,;:.\n]{{0,40}}[,:] (?:c'(?:est|etait) )?(?:(?:l[ae]|s[ao]n?|m\.|mme) |l'){{0,2}}$"
)
_FOR_REACH = 90
_SHORT_LEAD = 12  # characters: "et Mme "


def each_for_a_party(source: Source, act: Act, cast: Cast) -> list[Figure]:
    """Find who stands behind the verb of a signing with the party that he or she acts for, up to another verb.

    >>> from extractors.contracts.acts import find_acts
    >>> from extractors.people.figures import figures_of
    >>> source = Source("La préfète Anne Roy a signé pour l'État, Luc Blanc pour le Département.")
    >>> (act,) = find_acts(source)
    >>> [figure.name.family for figure in each_for_a_party(source, act, Cast(figures_of(source)))]
    ['Blanc']
    """
    found: list[Figure] = []
    end = act.end
    for figure in cast.between(act.end, source.sentences[act.sentence].end):
        gap = source.folded[end : figure.start]
        if ANOTHER_VERB.search(gap) or BESIDE.search(gap):
            break
        before = source.folded[max(act.end, figure.start - _FOR_REACH) : figure.start]
        if FOR_A_PARTY_BEHIND.match(source.folded, figure.end) or _FOR_A_PARTY_BEFORE.search(before):
            found.append(figure)
        end = figure.end
    return [*found, *_parallel(source, act, cast)]


_FOR_WHOM = re.compile(r" (?:[a-z]+ment )?pour (?:l[ae]s? |l')?[a-z]")
# "… a signé pour la collectivité ; | Luc Blanc, trésorier, pour l'association."
_FOR_ANOTHER = re.compile(r",? pour (?:l[ae]s? |l'|s[ao]n? )?[^,;:.\n]{2,50}\W*")


def _parallel(source: Source, act: Act, cast: Cast) -> list[Figure]:
    """Find who is named alone behind a semicolon with the body that he acts for, as who signs before it is."""
    found: list[Figure] = []
    start, end = act.end, source.sentences[act.sentence].end
    if not _FOR_WHOM.match(source.folded, start):
        return found
    while (stop := source.folded.find(";", start, end)) >= 0:
        start = stop + 1
        part = source.folded.find(";", start, end)
        part = end if part < 0 else part
        there = cast.between(start, part)
        near = len(there) == 1 and there[0].start - start < _SHORT_LEAD
        if not near or not _FOR_ANOTHER.fullmatch(source.folded, there[0].end, part):
            break
        found += there
    return found


def also_signs(source: Source, figure: Figure) -> bool:
    """Tell whether the words right behind a figure, or right before it, say that it signs too.

    >>> from extractors.people.figures import figures_of
    >>> source = Source("en présence de Léa Petit, directrice, également signataire")
    >>> [also_signs(source, figure) for figure in figures_of(source)]
    [True]
    """
    if _ALSO_SIGNS.match(source.folded, figure.end):
        return True
    start = first_of([figure])
    lead = _SIGNATORY_BEFORE.search(source.folded, max(0, start - _BEFORE_REACH), start)
    return figure.name is not None and lead is not None
