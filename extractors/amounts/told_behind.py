"""Who pays a sum by what a sentence behind it says: "440 000 €. Le total est pris en charge par l'État …"."""

import re

from extractors.amounts.clauses import Kinds
from extractors.contracts.mentions import find_mentions
from extractors.money.written import Mention
from extractors.parties.bodies import find_groups, kinds_of
from extractors.text.anchors import Phrases
from extractors.text.source import Sentence, Source, once_per_source

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
# "L'État et le Département en paient chacun la moitié.", "… apportent chacun la moitié du total"
_EACH_HALF = re.compile(
    r"[^.€;:]{3,80} (?:en |y )?(?:apport|financ|pren|pai|pay|vers|assum|support|mett|couvr|regl)\w* "
    r"(?:(?:chacune?|tous (?:les )?deux|a eux deux) )?(?:(?:en|pour) )?(?:la |une )?moitie"
    r"(?: chacune?)?(?: (?:de (?:cette|la) (?:somme|enveloppe|facture|depense)|du (?:total|montant|cout|budget)))?\W*"
)
# "Ils viennent de l'État.", "Cette somme provient du Département."
_COMES_FROM = re.compile(
    r"(?:(?P<they>ils|elles)|elle|il"
    r"|(?:cet|cette|ces|l'|la|les) ?(?:argent|sommes?|enveloppe|credits|fonds|moyens|montants?)) "
    r"(?:(?:pro)?vien(?:t|nent|dra|dront)|eman(?:e|ent)|sort(?:ent)?|(?:est|sont|sera|seront) issue?s?)"
    r"(?: (?:tou(?:te)?s|tout entiere?s?|exclusivement|uniquement|entierement|integralement|en totalite))? (?=d[eu' ])"
)
# "C'est la somme que l'État et le Département ont décidé de réunir."
_IS_THE_SUM = re.compile(
    r"(?:c'est|voila|telle? est) (?:(?:l[ae] |l')(?:somme|montant|enveloppe|effort|chiffre|total|aide)|ce) qu(?:e |')"
    r"[^.€;]{3,80}?\b(?:(?:met|vers|apport|consacr|mobilis|inscri|investi|debours|engag|alloue|promet|promi|donne)\w*"
    r"|decid\w* (?:d'|de )(?:y )?(?:reunir|mettre|verser|apporter|consacrer|mobiliser|engager))\b"
)
# "L'ARS la financera.", "C'est l'ARS qui paiera."
_PAYS_IT = re.compile(
    r" (?:qui (?:l[ae]s? |l'|en )?|l[ae]s? |l')(?:(?:a|ont) )?"
    r"(?:pai|pay|financ|regl|assum|support|debours|pren\w+ (?:tout )?en charge)\w*"
    r"(?: [a-z]+ment| en totalite| en entier)?\W*"
)
_IT_IS = ("", "c'est ", "ce sera ")
# "L'État en apporte la moitié, 1 M€ ; le Département complète."
_PART_OF_IT = re.compile(
    r"[^.€;:]{3,60} en [a-z]+(?: [a-z]+ment)? "
    r"(?:la moitie|un (?:tiers|quart)|les (?:deux tiers|trois quarts)|\d\d ?%)\b[^.;]{0,80}"
    r"(?:;|,|,? et) (?P<other>[^.€;:,]{3,60}) (?:(?:y |la |l'|les? )?complet(?:e|era|ent|eront)\b)"
)
# "Montant de l'aide : 2 M€. Le Département complète à hauteur de …": the aid is that of the other party.
_AID = re.compile(r"\b(?:aides?|subventions?|soutien|dotations?|concours)\b")
_COMPLETED = re.compile(
    r" (?:(?:y|l[ae]|en|les) |l')?(?:complet|abond|ajout|rajout|doubl|major|cofinanc)\w*\b"
)
_WITH_REACH = 80  # characters behind the name of a contract
_MONEY = re.compile(r"€|\beuros?\b|\bmillions?\b")
# "Les crédits ci-dessus sont apportés par l'État": whatever stands above.
_ABOVE = Phrases(
    *("ci-dessus", "precites", "precitees", "susvises", "susvisees", "qui precedent"),
    *("du tableau", "present tableau", "de ce tableau"),
)
_ALL_IS_PAID = re.compile(
    r"\b(?:les|ces|l'ensemble des|la totalite des|tous les) "
    r"(?:credits|montants|sommes|financements|depenses|couts|actions|mesures|fonds) (?:[a-z]+ )?"
    r"(?:ci-dessus|precitee?s|susvisee?s|qui precedent|d(?:e ce|u(?: present)?) tableau)(?: ci-dessus)?,? "
    r"(?:est|sont|sera|seront) (?:[a-z]+ )?"
    r"(?:prise?s? en charge|finance|support|assum|couvert|pay|vers|apport|mobilis|allou|alimente)\w*[^.€]*"
)
_HALVES = 2
_BELOW_HEADING = 5  # sentences in which the sum of a headline may be told again


# "Le chiffre : 183 M€ | C'est le budget 2022 du Conseil départemental."
_IS_BUDGET = re.compile(
    r"(?:c'est|c'etait|voila) (?:l[ae] |l')(?:budget|depense|facture)\b(?: (?:annuel|total|global)(?:le)?)?"
    r"(?: 20\d\d)? (?:d[eu]|des)(?: la| l')? ?"
)


# "380 000 € de plus. C'est le cadeau de l'État au département."
_IS_A_GIFT = re.compile(
    r"(?:c'est|ce sera|c'etait|voila|telle? est) (?:l[ae] |l'|une? )(?:premiere? |nouvel(?:le)? )?"
    r"(?:cadeau|effort|geste|apport|aide|soutien|contribution|participation|part|quote-part|rallonge|coup de pouce|mise"
    r"|dotation|subvention)(?: [a-z]+)? (?:d[eu]|par)(?: l[ae]| l')? ?"
)


def is_budget(source: Source, mention: Mention) -> Kinds:
    r"""Return whose budget money is by the sentence behind it; none where that does not say so.

    >>> from extractors.money.statements import find_money
    >>> source = Source("Le chiffre : 183 M€\nC'est le budget 2022 du Département.")
    >>> is_budget(source, find_money(source)[0])
    ['departement']
    """
    index = source.sentence_index(mention.core)
    if index is None or index + 1 == len(source.sentences):
        return []
    behind = source.sentences[index + 1]
    told = _IS_BUDGET.match(source.folded, behind.start, behind.end)
    return _right_behind(source, told, behind) if told else []


def _right_behind(source: Source, told: re.Match[str], sentence: Sentence) -> Kinds:
    """Return the body that is named first in a sentence, where that is right behind the words that tell of it."""
    first = next(iter(find_groups(source, sentence.start, sentence.end)), None)
    return list(first.kinds) if first and first.bare_start <= told.end() else []


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
    if said := _completed(source, index, mention) or is_budget(source, mention):
        return said
    heads = source.blocks[source.sentences[index].block].kind == "heading"
    for sentence in source.sentences[index + 1 : index + 1 + (_BELOW_HEADING if heads else 1)]:
        if part := _PART_OF_IT.match(source.folded, sentence.start, sentence.end):
            groups = find_groups(source, sentence.start, part.end("other"))
            return kinds_of([group for group in groups if not group.preposition])
        if _MONEY.search(source.folded, sentence.start, sentence.end):
            return []
        if given := _IS_THE_SUM.match(source.folded, sentence.start, sentence.end):
            groups = find_groups(source, sentence.start, given.end())
            return kinds_of([group for group in groups if not group.preposition])
        if gift := _IS_A_GIFT.match(source.folded, sentence.start, sentence.end):
            return _right_behind(source, gift, sentence)
        if paid := _IT_IS_PAID.match(source.folded, sentence.start, sentence.end):
            groups = find_groups(source, sentence.start, paid.end())
            agents = [group for group in groups if group.preposition == "par"]
            return kinds_of(agents or [group for group in groups if group.preposition == "entre"])
        if halves := _EACH_HALF.fullmatch(source.folded, sentence.start, sentence.end):
            kinds = kinds_of(
                [
                    group
                    for group in find_groups(source, sentence.start, halves.end())
                    if not group.preposition
                ]
            )
            return kinds if len(kinds) == _HALVES else []
        if payer := _pays_it(source, sentence):
            return [] if _counts(source, source.sentences[index], mention) else payer
        if comes := _COMES_FROM.match(source.folded, sentence.start, sentence.end):
            counted = comes["they"] and _counts(source, source.sentences[index], mention)
            first = find_groups(source, comes.end(), sentence.end)[:1]
            return kinds_of(first) if first and first[0].start == comes.end() and not counted else []
        if half := _HALF_IS.match(source.folded, sentence.start, sentence.end):
            groups = find_groups(source, sentence.start, half.end())
            kinds = kinds_of([group for group in groups if group.preposition != "a"])
            return kinds if len(kinds) > 1 else []
    return []


def _pays_it(source: Source, sentence: Sentence) -> Kinds:
    """Return who is told to pay what the sentence before tells of, in a sentence that tells no more."""
    first = next(iter(find_groups(source, sentence.start, sentence.end)), None)
    if first is None or first.preposition:
        return []
    opens = source.folded[sentence.start : first.start]
    pays = _PAYS_IT.fullmatch(source.folded, first.end, sentence.end)
    said = pays and opens in _IT_IS and (" qui " in pays.group()) == bool(opens)
    return list(first.kinds) if said else []


def _completed(source: Source, index: int, mention: Mention) -> Kinds:
    """Return with whom the contract is, where the money is an aid that another body completes in the next sentence."""
    if index + 1 >= len(source.sentences):
        return []
    here, behind = source.sentences[index], source.sentences[index + 1]
    if not _AID.search(source.folded, here.start, mention.start):
        return []
    groups = find_groups(source, behind.start, behind.end)[:1]
    for group in groups:
        opens = not group.preposition and group.start - behind.start < _OPENS
        if not opens or not _COMPLETED.match(source.folded, group.end, behind.end):
            return []
        others = {
            kind
            for contract in find_mentions(source)
            for other in find_groups(source, contract.end, contract.end + _WITH_REACH)
            if other.preposition == "avec"
            for kind in other.kinds
        }
        others -= set(group.kinds)
        return list(others) if len(others) == 1 else []
    return []


_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_SUM = re.compile(r"\d|€|\beuros?\b|\bmillions?\b")
# "L'État apporte 2 M€. | Le Département | met la même somme."
_GIVES_THE_SAME = re.compile(
    r" (?:y |en |lui aussi |de son cote |a son tour )?(?:"
    r"(?:met|apport|vers|ajout|rajout|consacr|engag|mobilis|inscri|allou|financ)\w* (?:aussi |egalement |exactement )?"
    r"(?:la meme somme|le meme montant|autant|une? (?:montant|somme|effort|enveloppe) (?:identique|equivalente?))\b"
    r"|(?:abond|complet)\w* (?:du meme montant|de la meme somme|d'autant|a la meme hauteur|a due concurrence)\b"
    r"|f(?:ait|ont|era|eront|erait|eraient) autant\b)"
    r"(?! (?:que|de|d'|si|a condition)\b)[^\d:]*"
)


# "Un bus coûtera 2 M€. | Cet achat fait partie du contrat signé hier"
_IS_PART = re.compile(
    r"(?:cet?(?:te)?|ces|l[ae]s?|l') ?(?:achat|action|projet|mesure|operation|initiative|dispositif|chantier|travaux"
    r"|equipement|investissement|realisation|creation|ouverture|depense|financement|somme|tout)s? "
    r"(?:[a-z]+ment |aussi |bien |d'ailleurs )?"
    r"(?:(?:fai(?:t|sait)|font) (?:[a-z]+ment )?partie|s'inscri\w+|entr\w+|figur\w+|decoul\w+|releve\w*"
    r"|(?:est|sont) (?:l'une? d\w+ [a-z]+|[a-z]+e?s?)) "
    r"(?:dans le cadre |au titre |(?:parmi|au nombre d)\w* (?:les )?[a-z]+ )?(?:au|du|dans|par|de|des)\b ?"
    r"(?:l[ae] |l'|ce |cette )?(?:[a-z]+ (?:de |du )(?:la |ce )?)?(?:nouveau |nouvelle )?"
    r"(?:contrat|convention|pacte|cdppe|crte|cls|ctg|avenant|accord|protocole)\b"
)
_PART_REACH = 3  # sentences


def is_held_behind(source: Source, mention: Mention) -> bool:
    """Whether one of the next sentences says that what is paid is part of a contract.

    >>> from extractors.money.statements import find_money
    >>> source = Source("Un bus coûtera 2 M€. Cet achat fait partie du contrat.")
    >>> is_held_behind(source, find_money(source)[0])
    True
    """
    index = source.sentence_index(mention.core)
    if index is None:
        return False
    behind = source.sentences[index + 1 : index + 1 + _PART_REACH]
    return any(_IS_PART.match(source.folded, told.start, told.end) for told in behind)


def gives_the_same(source: Source, mention: Mention) -> Kinds:
    """Return who gives as much by the next sentence, where no other is told in its own.

    >>> from extractors.money.statements import find_money
    >>> source = Source("L'État apporte 2 M€. Le Département met la même somme.")
    >>> gives_the_same(source, find_money(source)[0])
    ['departement']
    """
    index = source.sentence_index(mention.core)
    if index is None or index + 1 >= len(source.sentences):
        return []
    here, behind = source.sentences[index], source.sentences[index + 1]
    if here.block != behind.block or _counts(source, here, mention):
        return []  # which of several sums it is as much as is not said
    for group in find_groups(source, behind.start, behind.end)[:1]:
        opens = not group.preposition and group.start - behind.start < _OPENS
        if opens and _GIVES_THE_SAME.fullmatch(source.folded, group.end, behind.end):
            return list(group.kinds)
    return []


def _counts(source: Source, sentence: Sentence, mention: Mention) -> bool:
    """Whether a sentence tells another number than its money and years."""
    around = source.folded[sentence.start : mention.start] + "|" + source.folded[mention.end : sentence.end]
    return _SUM.search(_YEARS.sub("", around)) is not None


_OPENS = 4  # characters before the subject: its article


@once_per_source
def _told_of_all(source: Source) -> tuple[int, Kinds]:
    """Return where a text says who pays all the money above, and who does; nowhere is the start."""
    for start in _ABOVE.starts(source):
        sentence = source.sentence_at(start)
        paid = sentence and _ALL_IS_PAID.search(source.folded, sentence.start, sentence.end)
        if sentence and paid:
            groups = find_groups(source, sentence.start, paid.end())
            return sentence.start, kinds_of([group for group in groups if group.preposition == "par"])
    return 0, []


def told_of_all_above(source: Source, mention: Mention) -> Kinds:
    r"""Return who pays a sum where a sentence somewhere behind it says who pays all that stands above.

    >>> from extractors.money.statements import find_money
    >>> source = Source("Un bus : 2 M€\nUn lieu : 3 M€\nLes crédits ci-dessus sont versés par l'État.")
    >>> [told_of_all_above(source, mention) for mention in find_money(source)]
    [['etat'], ['etat']]
    """
    start, kinds = _told_of_all(source)
    return kinds[:] if mention.core < start else []
