"""Who pays a sum of which a sentence behind it says so: "440 000 €. Le total est pris en charge par l'État …"."""

import re

from extractors.amounts.clauses import Kinds
from extractors.money.written import Mention
from extractors.parties.bodies import find_groups, kinds_of
from extractors.text.source import Source

_IT_IS_PAID = re.compile(
    r"(?:l[ea] |l'|cet?(?:te)? |leur |son |sa )"
    r"(?:total|ensemble|tout|sommes?|montants?|couts?|depenses?|enveloppe|facture|budget|dotation)"
    r"(?: totale?| globale?)? (?:est|sont|sera|seront|serait) (?:[a-z]+ment )?"
    r"(?:prise?s? en charge|finance|support|assum|couvert|partag|repart|port|pay|vers|apport|mobilis)\w*(?! a \d)[^.€]*"
)
# "La moitié de l'enveloppe vient de l'État, l'autre du Département."
_HALF_IS = re.compile(
    r"(?:la moitie|une moitie|un tiers|les deux tiers|\d\d ?%)(?: (?:de|du) [^.€,]{3,40})? "
    r"(?:vien(?:t|nent)|provien(?:t|nent)|est|sont|sera|seront|(?:a|ont) ete)\b[^.€\d]*[, ]"
    r"(?:l'autre|le reste|les? deux|un tiers)\b[^.€]*"
)
_MONEY = re.compile(r"€|\beuros?\b|\bmillions?\b")
_BELOW_HEADING = 5  # sentences in which the sum of a headline may be told again


def told_behind(source: Source, mention: Mention) -> Kinds:
    """Return who pays money of which the next sentence says that it is paid; of a headline's sum one of the next.

    >>> from extractors.money.statements import find_money
    >>> source = Source("Il pèse 2 M€. Cette somme est partagée entre l'État et le Département.")
    >>> told_behind(source, find_money(source)[0])
    ['etat', 'departement']
    """
    index = source.sentence_index(mention.core)
    if index is None:
        return []
    heads = source.blocks[source.sentences[index].block].kind == "heading"
    for sentence in source.sentences[index + 1 : index + 1 + (_BELOW_HEADING if heads else 1)]:
        if _MONEY.search(source.folded, sentence.start, sentence.end):
            return []
        if paid := _IT_IS_PAID.match(source.folded, sentence.start, sentence.end):
            groups = find_groups(source, sentence.start, paid.end())
            agents = [group for group in groups if group.preposition == "par"]
            return kinds_of(agents or [group for group in groups if group.preposition == "entre"])
        if half := _HALF_IS.match(source.folded, sentence.start, sentence.end):
            groups = find_groups(source, sentence.start, half.end())
            kinds = kinds_of([group for group in groups if group.preposition != "a"])
            return kinds if len(kinds) > 1 else []
    return []
