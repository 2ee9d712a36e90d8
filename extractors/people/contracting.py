"""Between whom a contract to come is, told in the act of an assembly: its parties, and by whom it will be signed."""

import re
from collections.abc import Sequence

from extractors.contracts.acts import Act
from extractors.people.contract_text import BESIDE
from extractors.people.figures import Figure
from extractors.people.signing_lists import listed
from extractors.people.signing_rows import Cast, joined, subject
from extractors.text.source import Sentence, Source

# The subject is the contract itself, told by a pronoun or as what is laid before the assembly.
_PASSED_BETWEEN = re.compile(
    r"(?:(?:il|elle|celui-ci|celle-ci|ce dernier|cette derniere"
    r"|(?:l[ea] |l'|ce |cet |cette )(?:document|texte|projet|accord|partenariat))\b[^.;:\n]{0,60}?"
    r" (?:conclue?|(?<!il )(?<!elle )passee?|arretee?|etablie?|souscrite?|negociee?|nouee?|convenue?"
    r"|intervenir|intervien(?:t|dra)|engage(?:ra)?|lie(?:ra)?|oblige(?:ra)?|uni(?:t|ra))"
    # "Le Département s'y engagera avec M. A": by the assembly's side
    r"|(?:le departement|la collectivite) (?:s'y |l[ea] |l')?(?:engage|conclu|passe|souscri|nouer)\w*)"
    r"(?: [\w' ]{1,40})? (?:entre|avec|l'etat|l[ea]s? |mme |m\. |madame |monsieur )"
)
# "Les parties en sont l'État, représenté par M. A, et le Département, représenté par Mme B", "Y seront parties …"
_PARTIES_ARE = re.compile(
    r"(?:(?:l[ae]s?|ses|nos) (?:(?:deux|trois|quatre|cinq|six) )?"
    r"(?:(?:parties(?: (?:prenantes|signataires|contractantes))?|(?:co)?contractants)"
    r"(?: (?:du|au|a l[ae]|de l[ae]|a l'|de l') ?(?:present\w* )?(?:contrat|convention|accord|avenant|protocole))?"
    r" (?:en |y )?|partenaires (?:en|y) )(?:sont|seront)"
    r"|(?:y|en) (?:sont|seront) (?:egalement |aussi )?(?:parties|partenaires)(?: prenantes)?)\b"
)


def tells_parties(source: Source, index: int) -> bool:
    """Whether the sentence at `index` opens by telling who the parties are.

    >>> tells_parties(Source("Les parties en sont l'État et le Département."), 0)
    True
    """
    sentence = source.sentences[index]
    return _PARTIES_ARE.match(source.folded, sentence.start, sentence.end) is not None


_NEXT = 2  # blocks: the same one, or the paragraph below


def passed_between(source: Source, index: int) -> bool:
    """Whether the sentence at `index` goes on about the contract of the one before it, and tells between whom it is.

    >>> passed_between(Source("Le contrat est prêt. Il est conclu entre l'État et la ville."), 1)
    True
    """
    if index >= len(source.sentences):
        return False
    sentence = source.sentences[index]
    near = sentence.block - source.sentences[index - 1].block < _NEXT
    return near and _PASSED_BETWEEN.match(source.folded, sentence.start, sentence.end) is not None


_QUOTING = re.compile(r"\W*(?:vu|rapporteure?s?)\b")
# "Le contrat est conclu entre :", "Il sera signé le 16 avril en préfecture par :", and below it an item for each
_LEADS_TO_PARTIES = re.compile(
    r"\b(?:conclue?|passee?|signee?|souscrite?|intervenir|conclure|passer|signer)\b[^.;:]{0,80}?"
    r"\b(?:entre|par|avec)(?: (?:les (?:parties|personnes|signataires)(?: suivante?s)?|d'une part))?,? ?:$"
)


def listed_below(source: Source, index: int, cast: Cast) -> list[Figure]:
    r"""Who is listed below a sentence that tells that the contract is concluded between them.

    >>> from extractors.people.figures import figures_of
    >>> source = Source("Le contrat est conclu entre :\n- Mme Anne Roy, préfète ;\n- M. Luc Blanc, maire.")
    >>> [figure.name.family for figure in listed_below(source, 0, Cast(figures_of(source)))]
    ['Roy', 'Blanc']
    """
    if index >= len(source.sentences):
        return []
    sentence = source.sentences[index]
    if _QUOTING.match(source.folded, sentence.start):
        return []
    if not _LEADS_TO_PARTIES.search(source.folded, sentence.start, sentence.end):
        return []
    return [figure for figure in listed(source, sentence.end, sentence, cast) if figure.name]


_BY = re.compile(r"[^.;:]{0,60}?\b(?:par|entre) (?:(?:m\.|mme|monsieur|madame|l[ae]s?|s[ao]n|l')[ ,]?)*")
_WILL = re.compile(r"\w+er(?:a|ont)")
# "est proposé à la signature de M. A, préfet, et de Mme B, présidente", "portera la signature du préfet, M. A"
_SIGNATURE_OF = re.compile(
    r"(?:s (?:conjointes|respectives))? (?:conjointe )?(?:de |d'|du |des )"
    r"(?:(?:m\.|mme|monsieur|madame|l[ae]|l')[ ,]?)*"
)
_PUT_TO = re.compile(r"\b(?:a la|(?:porte|recev|recueille)r(?:a|ont) l[ae]s?) $")


def will_sign(source: Source, act: Act, cast: Cast) -> list[Figure]:
    """Who is to sign, by an act of signing to come: "Le contrat sera signé par Mme A et M. B", "M. A le signera".

    >>> from extractors.contracts.acts import find_acts
    >>> from extractors.people.figures import figures_of
    >>> source = Source("La convention sera signée par M. Luc Blanc, maire, et par Mme Anne Roy, directrice.")
    >>> [figure.name.family for figure in will_sign(source, find_acts(source)[0], Cast(figures_of(source)))]
    ['Blanc', 'Roy']
    """
    sentence = source.sentences[act.sentence]
    if act.kind != "signed" or act.modality != "future" or _QUOTING.match(source.folded, sentence.start):
        return []
    row: Sequence[Figure] = ()
    if act.form == "passive":
        row = _behind(source, act, sentence, cast, _BY)
    elif act.form == "noun" and _PUT_TO.search(source.folded, sentence.start, act.start):
        row = _behind(source, act, sentence, cast, _SIGNATURE_OF)
    elif _WILL.fullmatch(source.folded, act.start, act.end):
        before = [f for f in cast.between(sentence.start, act.start) if f.end <= act.start]
        row = subject(source, before, sentence, act.start)
    return [figure for figure in row if figure.name and figure.office and not figure.office.plural]


def _behind(
    source: Source, act: Act, sentence: Sentence, cast: Cast, link: re.Pattern[str]
) -> Sequence[Figure]:
    """Those who are told right behind an act and its `link`, "par" or "de"."""
    after = cast.between(act.end, sentence.end)
    if not after:
        return ()
    first = min(after[0].start, after[0].name.full_start if after[0].name else after[0].start)
    if not link.fullmatch(source.folded, act.end, first) or BESIDE.search(source.folded, act.end, first):
        return ()
    return joined(source, after)
