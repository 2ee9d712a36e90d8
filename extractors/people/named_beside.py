"""Who is named right beside the word "signataires": "Les signataires sont A et B", "A et B en sont signataires"."""

import re

from extractors.people.figures import Figure
from extractors.people.signing_rows import Cast, first_of, joined
from extractors.text.gated import Gated
from extractors.text.source import Sentence, Source

_SO_MANY = r"(?:deux|trois|quatre|cinq|six|sept|huit)"
CONTRACT = r"(?:contrat|convention|document|texte|accord|protocole|pacte|avenant)"
_BODY = (
    r"(?:l'etat|l[ae] prefecture|l'(?:ars|agence)|l[ae] (?:conseil )?(?:departement|region|metropole|collectivite|ville"
    r"|commune|communaute|caf|caisse|cpam|msa|parquet|tribunal|rectorat)|l'(?:education|association|union|assurance))\b"
)
# "Les trois signataires, M. A, préfet, et Mme B, présidente, s'y obligent", "Ses signataires sont M. A et Mme B",
# "Les signataires sont l'État (M. A, préfet), …", "… seront, pour l'État, M. A": those who are named right behind the
# word, the body for which each signs before him or not.
_NAMED_BEHIND = re.compile(
    rf"(?<!devant )(?<!avec )(?<!pour )"
    rf"\b(?:(?:(?:l[ae]s?|ses|nos|leurs) |l')(?:(?:{_SO_MANY}|futurs?) )*|{_SO_MANY} )(?:co)?signataires?"
    rf"(?: (?:du|de la|de ce|de cette|de) (?:{CONTRACT}|{_BODY}))?"
    r"(?:,| \(| (?:en )?(?:est|sont|sera|seront|etaient|furent)(?: donc)?,?) (?:a savoir |soit |respectivement )?"
    rf"(?:(?:pour |cote )?{_BODY}[^,;:.()]{{0,50}}(?:, | \()(?:represente\w* par |en la personne d[eu] ?)?)?"
    r"(?:(?:la|le|l'|m\.|mme|madame|monsieur) ?){0,2}$"
)
_REACH = 160
# What a role goes on with that was not read, a stray dot of a scan in it: "président | du syndicat des deux rives".
_REST_OF_ROLE = re.compile(r"(?: \.?(?:d[eu]s? |d')[^,;:.!?\"]{2,60})?")
# "Mme A, préfète, et M. B, président, en sont les deux signataires", "A et B sont les signataires du contrat"
_ARE_SIGNATORIES = Gated(
    r"(?:,|\)| -)?(?: en)? (?:sont|etaient|seront|furent|ont ete)"
    rf" (?:tous )?(?:les )?(?:{_SO_MANY} )?(?:co)?signataires?\b"
    rf"(?! (?:du|des?|d')\b(?! ?(?:(?:ce|cet|cette|la) |l')?{CONTRACT}))"
)


# "Six signatures figurent au bas du contrat. | Ce sont celles de Mme A, préfète, et de M. B"
_THOSE_OF = re.compile(
    r"\W*(?:ce sont|il s'agit d(?:e |'))(?: (?:donc|respectivement|la|l[ae]s? signatures))*"
    r" ?(?:celles?|ceux) d(?:e |u |')"
)
_SIGNED_BY_MANY = re.compile(
    rf"\b(?:{_SO_MANY}|\d{{1,2}}|les|plusieurs) (?:signatures|paraphes|noms|griffes)\b"
)
_OTHER_TEXT = re.compile(r"\b(?:petition|tribune|motion|manifeste|appel|lettre ouverte)\b")


def whose_they_are(source: Source, sentence: Sentence, cast: Cast) -> list[Figure]:
    """Who is named in "Ce sont celles de …" right behind a sentence that counts the signatures of a contract.

    >>> from extractors.people.figures import figures_of
    >>> source = Source(
    ...     "Le contrat porte deux signatures. Ce sont celles d'Anne Roy, préfète, et de Luc Blanc."
    ... )
    >>> len(whose_they_are(source, source.sentences[0], Cast(figures_of(source))))
    2
    """
    index = source.sentence_index(sentence.start)
    behind = source.sentences[index + 1 : index + 2] if index is not None else []
    those = _THOSE_OF.match(source.folded, behind[0].start, behind[0].end) if behind else None
    counted = _SIGNED_BY_MANY.search(source.folded, sentence.start, sentence.end) if those else None
    if those is None or counted is None or _OTHER_TEXT.search(source.folded, sentence.start, sentence.end):
        return []
    return joined(source, cast.between(those.start(), behind[0].end))


def named_before(source: Source, sentence: Sentence, cast: Cast) -> list[Figure]:
    """Who is named right before "en sont les signataires", where they stand in one row from the first on.

    >>> from extractors.people.figures import figures_of
    >>> source = Source("Mme Anne Roy, préfète, et M. Luc Blanc, maire, en sont les signataires.")
    >>> len(named_before(source, source.sentences[0], Cast(figures_of(source))))
    2
    """
    are = _ARE_SIGNATORIES.search(source, sentence.start, sentence.end)
    here = list(cast.between(sentence.start, are.start())) if are else []
    if not (here and are) or len(joined(source, here)) != len(here):
        return []
    return here if _REST_OF_ROLE.fullmatch(source.folded, here[-1].end, are.start()) else []


def named_behind(source: Source, sentence: Sentence, cast: Cast) -> list[Figure]:
    """Who is named right behind "les signataires", up to the first who does not stand in one row with them.

    >>> from extractors.people.figures import figures_of
    >>> source = Source(
    ...     "Les signataires sont l'État (Mme Anne Roy, préfète) et la ville (M. Luc Blanc, maire)."
    ... )
    >>> len(named_behind(source, source.sentences[0], Cast(figures_of(source))))
    2
    """
    here = cast.between(sentence.start, sentence.end)
    for index in range(len(here)):
        start = first_of(here[index:])
        before = source.folded[max(sentence.start, start - _REACH) : start]
        if _NAMED_BEHIND.search(before):
            return joined(source, here[index:])
    return []
