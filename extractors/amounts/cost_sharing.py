"""Who pays where a sentence alone does not tell: shared costs, all the parties, lists, questions."""

import re
from collections.abc import Sequence

from extractors.amounts.clauses import Kinds, Payment
from extractors.amounts.fractions import FRACTION, sharers_in_parts
from extractors.amounts.introduced import introduced, pay_parted, taken_together
from extractors.amounts.parts import MOST_PARTS, bearers_of_rest
from extractors.amounts.told_behind import told_behind, told_of_all_above
from extractors.money.passages import Passage, last
from extractors.money.words import gated
from extractors.money.written import Mention
from extractors.parties.bodies import Group, find_groups, in_order, kinds_of
from extractors.text.gated import Gated
from extractors.text.source import Sentence, Source

_FARTHEST = 40  # sentences in which "les deux partenaires" are looked for
_HALVES = 2
_COUNTS = {"deux": 2, "trois": 3, "quatre": 4}


def share(
    source: Source, mentions: Sequence[Mention], passages: Sequence[Passage], payments: Sequence[Payment]
) -> None:
    """Give mentions that name no payer those that their block, their list or the parties tell."""
    shared: dict[int, tuple[Kinds, range]] = {}
    for index in reversed(range(len(mentions))):
        mention, payment = mentions[index], payments[index]
        if not payment.payers and index + 1 < len(mentions):
            gap = source.folded[last(mention) : mentions[index + 1].start]
            if mention.rule == "series" or re.fullmatch(r"[^.;:]{0,12}, (?:soit|a raison de) ", gap):
                payment.payers = payments[index + 1].payers[:]
        block = source.block_index(mention.core)
        if len(payment.payers) == 1 and (others := _who_share(source, mention, payment.payers)):
            payment.payers = others
        if payment.payers or block is None:
            continue
        if block not in shared:
            shared[block] = _sharers(source, source.blocks[block].start, source.blocks[block].end)
        kinds, told_in = shared[block]
        if mention.core not in told_in and any(
            other.core in told_in for other in mentions[max(0, index - 3) : index + 4]
        ):
            kinds = []  # that sentence says who shares other money
        payment.payers = (
            kinds[:]
            or taken_together(source, passages[index].start, passages[index].end)
            or _parties(source, passages[index])
            or introduced(source, block)
            or _asked(source, mention)
            or told_behind(source, mention)
            or _told_before(source, mentions, passages[index], payments, index)
            or told_of_all_above(source, mention)
        )
    _pay_instalments(source, mentions, passages, payments)
    pay_parted(source, mentions, payments)
    for index in range(1, len(mentions)):
        if not payments[index].payers and _goes_on(source, mentions[index - 1], mentions[index]):
            payments[index].payers = payments[index - 1].payers[:]


# "La moitié, 2 M€, vient de l'État", "2 M€, soit la moitié" and "pour moitié par l'ARS, qui verse 2 M€" are the share
# itself, not what is shared.
_IS_SHARE_BEFORE = re.compile(
    r"(?:\d ?%\)?|tiers|moitie|quarts?)"
    r"(?:(?: (?:du|des|de|pour|par|a la charge d[eu]) [^,;.:()\d]{2,50})?,? \(?(?:soit|qui (?:y |en )?[a-z]+)|,| \("
    r"| ?\)? ?[:=]|\))? ?$"
)
# "L'État verse 2 M€, l'ARS payant l'autre | moitié", "… la moitié restante": his is the first one.
_OTHER_HALF = re.compile(r"\bl'autre $")
_OWN_SHARE = r"\b(?:@carried.body)\b[^(),;.:]{0,40}\($"
_OWN_REACH = 60  # characters
_SHARE_REACH = 80  # characters
_IS_SHARE_BEHIND = re.compile(
    r",? \(?(?:soit|c'est-a-dire|ce qui fait) (?:l[ae]s? |pres de |environ )?[^,.;]{0,20}(?:%|tiers|moitie|quart)"
)


def _who_share(source: Source, mention: Mention, payers: Kinds) -> Kinds:
    """Return all who pay money of which one is said to pay a fraction: "à 60 % par l'État, le reste par l'ARS"."""
    sentence = source.sentence_at(mention.core)
    if sentence is None or not FRACTION.search(source, sentence.start, sentence.end):
        return []
    before = source.folded[max(sentence.start, mention.start - _SHARE_REACH) : mention.start]
    fractions = list(FRACTION.finditer(source, mention.start, sentence.end))
    if fractions and (
        _OTHER_HALF.search(source.folded, mention.end, fractions[0].start())
        or source.folded.startswith(" restant", fractions[0].end())
    ):
        return []
    if gated(_OWN_SHARE).search(source, max(sentence.start, mention.start - _OWN_REACH), mention.start):
        return []  # "le reste par l'État (2 M€)": his alone
    if _IS_SHARE_BEFORE.search(before) or _IS_SHARE_BEHIND.match(source.folded, last(mention), sentence.end):
        return []
    told = sharers_in_parts(source, sentence)
    others = told if payers[0] in told else []
    return in_order([*payers, *others, *bearers_of_rest(source, sentence.start, sentence.end)])


# "aux Mayennais, 235 000 € de l'État ; aux Sarthois, 518 000 €": who gives is not said twice.
_ELSEWHERE = re.compile(
    r"[^.;:\d]{0,60}; ?(?:et )?(?:dans|pour|a|aux?|en|chez|du cote de|cote|vers) [^.;:\d]{2,50}, "
)


def _goes_on(source: Source, before: Mention, mention: Mention) -> bool:
    """Whether money is what the same payer gives elsewhere: only a place stands between it and the one before."""
    return _ELSEWHERE.fullmatch(source.folded, last(before), mention.start) is not None


def _sharers(source: Source, start: int, end: int) -> tuple[Kinds, range]:
    """Return the bodies that a block says share its costs, none unless there are two, and which sentence says it."""
    equal = gated("@clauses.equal").search(source, start, end)
    sentence = source.sentence_at(equal.start()) if equal else None
    if equal is None or sentence is None:
        return [], range(0)
    told_in = _in_brackets(source, sentence, equal.start())
    parted = sharers_in_parts(source, sentence)
    if len(parted) > 1:
        return parted, told_in
    beside = [g for g in find_groups(source, equal.end(), sentence.end) if g.start < equal.end() + 12]
    inside = find_groups(source, sentence.start, sentence.end)
    around = find_groups(source, start, sentence.end)
    together = gated(_ALL).search(source, sentence.start, sentence.end)
    if together and not (together["halves"] and len(kinds_of(around)) == _HALVES):
        around = []  # "les trois partenaires" are others than the two that the block may name
    for groups, without in ((beside, {"a"}), (inside, {"a", "dans"}), (around, {"a", "dans", "de"})):
        kept = [g for g in groups if g.preposition not in without and not _is_denied(source.folded, g)]
        if len(kinds := kinds_of(kept)) > 1:
            charged = kinds_of([g for g in inside if _is_charged(source.folded, g)])
            rest = bearers_of_rest(source, sentence.start, sentence.end)
            return in_order([*kinds, *parted, *charged, *rest]), told_in
    return [], range(0)


def _in_brackets(source: Source, sentence: Sentence, offset: int) -> range:
    """Return the brackets that hold `offset`, with the money in them; the whole sentence where none do."""
    opens = source.folded.rfind("(", sentence.start, offset)
    closes = source.folded.find(")", offset, sentence.end)
    if opens < 0 or closes < 0 or source.folded.find(")", opens, offset) >= 0:
        return range(sentence.start, sentence.end)
    return range(opens, closes)


def _is_charged(folded: str, group: Group) -> bool:
    """Whether the body bears a share: "dont la moitié à la charge du Département"."""
    return folded[max(0, group.start - 12) : group.start].endswith("a la charge ")


def _is_denied(folded: str, group: Group) -> bool:
    """Whether "ni" stands before the body."""
    return folded[max(0, group.start - 4) : group.start].endswith("ni ")


_ALL = (
    r"\b(?:chacune?|tous|toutes|par|entre|(?:total|global|cumule)e?) [dl]es "
    r"(?P<number>deux|trois|quatre)? ?(?:@clauses.parties)\b"
    r"|\b(?:efforts?|budgets?|enveloppes?|financements?|investissements?)(?: financiers?)?"
    r" (?:communs?|communes?|conjoints?|conjointes?|partagee?s?)\b(?! a )"
    r"|\b(?P<united>tou(?:te)?s (?:les )?(?:contribu|finance|partenaire|partie|signataire|participation|apport)\w*"
    r" (?:reuni|confondu|cumule)\w*)"
    # "Cette convention, cofinancée à 50/50, atteint 2 M€": by the two that the text named before
    r"|\b(?P<halves>(?:co-?)?finance\w* (?:a )?(?:50 ?[/-] ?50|parite|moitie[- ]moitie))(?! (?:par|entre|avec))"
    r"|\b(?:les|(?:commune?|conjointe?|apports?|parts?|contributions?|participations?|efforts?|mises?|argent) des)"
    r" (?P<count>deux|trois|quatre) (?:@clauses.parties)\b|\b(?:au|le|dans un) pot commun\b"
    r"|\b(?:charge|part) de chacune?\b"
    r"|\bchacune? (?:en |y )?(?:pa(?:ie|ye|iera|yera)|apporte(?:ra)?|verse(?:ra)?|prend(?:ra)?|finance(?:ra)?"
    r"|assume(?:ra)?|supporte(?:ra)?|met(?:tra)?) (?:la )?moitie\b"
)


# "Pour comparaison, 2 M€ en 2022, tous financeurs confondus": who paid then is not said by who pays now.
_COMPARES = re.compile(r"(?:pour|a titre de|en) (?:comparaison|rappel|memoire)\b|\ba titre de comparaison")


def _parties(source: Source, passage: Passage) -> Kinds:
    """Return who "les deux partenaires" are: the bodies of the nearest sentence before that names as many."""
    found = gated(_ALL).search(source, passage.start, passage.end)
    index = source.sentence_index(passage.start)
    if found is None or index is None or (found["united"] and _COMPARES.match(source.folded, passage.start)):
        return []
    wanted = _HALVES if found["halves"] else _COUNTS.get(found["number"] or found["count"] or "")
    together = Kinds()
    block = source.sentences[index].block
    for sentence in reversed(source.sentences[max(0, index - _FARTHEST) : index]):
        if found["united"] and sentence.block != block and len(together) > 1:
            return in_order(together)
        kinds = kinds_of(find_groups(source, sentence.start, sentence.end))
        if found["halves"] and "etat" not in kinds:
            continue
        if len(kinds) == wanted or (wanted is None and len(kinds) > 1 and not found["united"]):
            return kinds
        together += [kind for kind in kinds if kind not in together]
    if found["united"]:
        return in_order(together)
    behind = source.sentences[min(index + 1, len(source.sentences) - 1)]
    kinds = kinds_of(find_groups(source, behind.start, behind.end))
    if wanted and len(kinds) == wanted and behind.block == source.sentences[index].block:
        return kinds
    # Named one by one: "le préfet …", "… de l'ARS", "le Département …" are three.
    return in_order(together) if wanted in (None, len(_ALL_THREE)) and set(together) == _ALL_THREE else []


_ALL_THREE = {"etat", "ars", "departement"}


_QUESTION = re.compile(
    r"(?:et )?(?:(?:de |pour |a )?combien|a quelle hauteur|quel(?:le)? (?:est|sera|somme|montant|budget|effort))"
    r"\b[^?]*\?"
)
# "La facture ? | Pour la Ville, 2 M€"
_WHO_PAYS = re.compile(
    r"(?:et )?(?:(?:pour |cote )?(?:l[ae] |l')?(?:facture|note|addition|cout|depense|financement|argent|budget)"
    r"|qui (?:paie|paye|finance|paiera|financera|met la main a la poche))[^?]{0,25}\?"
)
_ANSWERS = 25  # characters before the money with which an answer begins: "Un peu plus de"


def _asked(source: Source, mention: Mention) -> Kinds:
    """Return who pays by the question that the money answers: "Combien l'État met-il ?", then "850 000 €"."""
    index = source.sentence_index(mention.core)
    if not index or mention.start - source.sentences[index].start > _ANSWERS:
        return []
    before = source.sentences[index - 1]
    if _WHO_PAYS.match(source.folded, before.start, before.end):
        named = find_groups(source, source.sentences[index].start, mention.start)
        alone = len(named) == 1 and named[0].start == source.sentences[index].start
        return (
            list(named[0].kinds)
            if alone and source.folded[named[0].end : mention.start] in (", ", " : ")
            else []
        )
    if not _QUESTION.match(source.folded, before.start, before.end):
        return []
    groups = [g for g in find_groups(source, before.start, before.end) if g.preposition in ("", "de", "par")]
    return kinds_of(groups) if len(groups) == 1 else []


_IN_ALL = re.compile(
    r"(?:^|[;,:] ?)(?:soit )?(?:l'ensemble|le total|le tout|au total|en tout|la somme"
    r"|(?:le |l'|la )(?:montant|cout|effort|enveloppe|budget|financement)s? (?:total|global|cumule)e?)\b[^.;:\d]*$"
)


def _told_before(
    source: Source, mentions: Sequence[Mention], passage: Passage, payments: Sequence[Payment], index: int
) -> Kinds:
    """Return who pays the shares told before in the same block, of which the money is all, whatever they add up to."""
    whole = mentions[index]
    if not _IN_ALL.search(source.folded[passage.own_low : whole.start].lstrip()):
        return []
    kinds = Kinds()
    for other in range(index - 1, max(index - MOST_PARTS, -1), -1):
        part = mentions[other]
        if source.block_index(part.core) != source.block_index(whole.core) or part.value >= whole.value:
            break
        if len(payments[other].payers) != 1:
            return []
        kinds += payments[other].payers
    return in_order(kinds) if len(set(kinds)) > 1 else []


# "Un acompte de 70 %, soit 364 000 €, est versé à la signature ; le solde, soit 156 000 €, …": parts of a grant.
_INSTALMENT = Gated(
    r"\b(?:acomptes?|avances?|soldes?|(?:premier|1er|second|deuxieme|2e|2eme|dernier) versement"
    r"|(?:premiere|1ere|seconde|deuxieme|2e|2eme|derniere) (?:tranche|echeance|fraction))\b[^.;:\d]{0,60}"
    r"(?:(?:de |a |d')?\d{1,2}(?:,\d+)? ?%[^.;:\d]{0,40})?$"
)
_GRANT_REACH = 4  # amounts back


def _pay_instalments(
    source: Source, mentions: Sequence[Mention], passages: Sequence[Passage], payments: Sequence[Payment]
) -> None:
    """Let whoever pays the larger sum told just before pay the instalments that it is paid in."""
    for index, (mention, payment) in enumerate(zip(mentions, payments, strict=True)):
        if payment.payers or not _INSTALMENT.search(source, passages[index].low, mention.start):
            continue
        for other in range(index - 1, max(-1, index - 1 - _GRANT_REACH), -1):
            if payments[other].payers and mentions[other].value > mention.value:
                payment.payers = payments[other].payers[:]
                break
