"""Who signs: the figures that stand in the place of a signatory, by the grammar of the sentence or of the contract."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from extractors.acts import Act
from extractors.blocks import Block
from extractors.contract_text import BESIDE, contract_zone, delegates, is_represented, signature_block
from extractors.contracts import Mention, Step
from extractors.deliberation_signing import deliberates, signs_by_decision
from extractors.figures import Figure
from extractors.source import Sentence, Source


class Signing(NamedTuple):
    """A figure that signs: the rule that says so, and whether it signs for somebody else."""

    figure: Figure
    rule: str
    capacity: Literal["signs", "signs_for"]


# What joins two signatories: commas, "et", the bodies that they act for; no verb.
_JOINED = re.compile(
    r"[ ,;/•·|\n-]*(?:(?:et|ainsi que|puis|avec|d'une part|d'autre part|de l'autre|"
    r"aux cotes d[eu]|comme|de meme que|enfin|conjointement avec|pour|par|represente\w*|"
    r"en la personne de|en celle de|au nom d[eu]"
    r"|l'etat|l'ars|le departement|le conseil departemental|l'agence regionale de sante|"
    r"la prefecture|la region|la caf|la ville|la metropole|de|du|des|d'|la|le|les|l'|a|en|"
    r"s'agissant|agissant|cote|part|sa|son|leurs?"
    r"|ars|etat|departement|conseil|departemental|agence|regionale|sante|collectivite|"
    r"communaute|association|caisse|allocations|familiales|m\.|mme|madame|monsieur|celles?|"
    r"\([^)]{0,40}\)|[\w'-]+ par)[ ,;:-]*){0,14}"
)
_BY = re.compile(
    r"\b(?:par|entre|celles? d[eu']|celles? de|avec|lient|lie|signataires?|signatures? d[eu']|:)(?![\w])"
)
_WITH = re.compile(
    r"; (?:et )?(?:pour|de|cote)\b|\b(?:avec|aux cotes d[eu]|de concert avec|au cote d[eu]|ainsi que|et)\b"
)
_NAMED_SIGNATORIES = re.compile(
    r"\b(?:signataires?|ont signe|a signe|porte(?:nt)? les noms|au bas d[eu]|signe(?:e|s|"
    r"es)? par|signatures?|(?:co-?)?signe(?:e|s|"
    r"es)? (?:de|entre)|stylo|plume|parapheurs?|autour de la table)\b[^.\n:]{0,120}:"
)
# "Étaient signataires Mme A, préfète, et M. B"
_WERE_SIGNATORIES = re.compile(r"\b(?:etaient|sont|furent) (?:co)?signataires?\b[^.:\n]{0,60}")
_LIST_WORDS = (
    "sign",
    "les noms",
    "au bas d",
    "stylo",
    "plume",
    "parapheur",
    "autour de la table",
)  # every lead-in to a list of signatories holds one
_FOR = re.compile(
    r"\b(?:par delegation|pour le (?:prefet|president|directeur|compte)|pour la (?:prefete|"
    r"presidente|directrice)|au nom d[eu]|representant(?:e)? (?:le|la|l'|du|de)|par interim|"
    r"en l'absence|supplee|remplac\w+)"
)
_PRONOUN_ONE = re.compile(r"\b(?:il|elle|celui-ci|celle-ci|ce dernier|cette derniere)\b")
_PRONOUN_MANY = re.compile(
    r"\b(?:ils|elles|tous|toutes|les (?:deux|trois|quatre|cinq|six)|chacun|ensemble)\b"
)
_PERSONAL = re.compile(r"\b(?:il|elle|ils|elles)\b")
_PROCEED = re.compile(
    r"\b(?:proced\w+|appos\w+|ajout\w+|echang\w+|enterin\w+|particip\w+|scell\w+|mis|mettent|mirent|pris|prennent)\b"
)
_ANOTHER_VERB = re.compile(
    r"\b(?:a|ont|est|sont|etait|etaient|avait|avaient) (?:\w+ ){0,2}\w+(?:e|es|ee|ees|i|is|u|"
    r"us)\b|\bqui\b|\bque\b|\bselon\b|\bdont\b"
)
_REACH = 160


class Cast:
    """The figures of a text in order, found by where they stand."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.figures = figures
        self._starts = [figure.start for figure in figures]

    def between(self, start: int, end: int) -> Sequence[Figure]:
        """Return the figures that start from `start` on and before `end`."""
        return self.figures[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _that_may_list(source: Source) -> Iterator[Sentence]:
    """Yield the sentences that hold one of `_LIST_WORDS`."""
    words = [word for word in _LIST_WORDS if word in source.folded]
    for sentence in source.sentences if words else ():
        content = source.folded[sentence.start : sentence.end]
        if any(word in content for word in words):
            yield sentence


def find_signings(
    source: Source, figures: Sequence[Figure], steps: Sequence[Step], mentions: Sequence[Mention]
) -> list[Signing]:
    """Find who signs, by every frame that names signatories."""
    cast = Cast(sorted(figures, key=lambda figure: figure.start))
    found: dict[int, Signing] = {}

    def add(signers: Sequence[Figure], rule: str) -> None:
        for figure in signers:
            found.setdefault(figure.start, Signing(figure, rule, _capacity(source, figure)))

    signed = [step.act for step in steps if step.act.kind == "signed" and step.act.modality == "done"]
    decides = deliberates(source)
    if decides:
        # What is told as signed in the act of an assembly is an earlier contract.
        signed = []
        to_sign = signs_by_decision(source, cast.figures, [step.act for step in steps], mentions)
        add(to_sign, "signs by the decision")
    for act in signed:
        signers, rule = _by_act(source, act, cast)
        add(signers or _told_after(source, act, cast), rule or "list after the signing")
    for sentence in _that_may_list(source):
        if _SIGNATORIES.fullmatch(source.folded, sentence.start, sentence.end):
            add(_listed(source, sentence.end, sentence, cast), "under the heading of signatories")
        named = _NAMED_SIGNATORIES.search(source.folded, sentence.start, sentence.end)
        if named:
            add(_listed(source, named.end(), sentence, cast), "list of signatories")
        elif were := _WERE_SIGNATORIES.search(source.folded, sentence.start, sentence.end):
            add(_joined(source, cast.between(were.start(), sentence.end)), "list of signatories")
    if steps or contract_zone(source):
        told = [m.sentence for m in mentions] + [act.sentence for act in signed]
        named_in = {source.sentences[index].block for index in told}
        add([f for f in figures if is_represented(source, f, named_in)], "represented by")
    if not decides:  # who signs the extract of a deliberation does not sign the contract by that
        add(signature_block(source, figures), "signature block")
    zone = contract_zone(source)
    if zone:
        inside = [f for f in cast.between(*zone) if f.name]
        add(
            [f for f in inside if not _is_aside(source, f, zone[0])],
            "party to the contract",
        )
    known = [signing.figure for signing in found.values()]
    for figure in () if decides else _in_the_scene(source, figures, steps, known):
        add([figure], "in the scene of the signing")
    return sorted(found.values(), key=lambda signing: signing.figure.start)


def _is_aside(source: Source, figure: Figure, start: int) -> bool:
    """Whether a figure in the head of a contract is there for another, or lets another sign for it."""
    before = source.folded[max(start, figure.start - 60) : figure.start]
    return BESIDE.search(before) is not None or delegates(source, figure)


# Those who sign such contracts: whoever else stands in the scene is a guest.
_SIGNING_OFFICES = (
    "prefet",
    "president_departement",
    "vice_president_departement",
    "directeur_ars",
    "delegue_ars",
)


def _in_the_scene(
    source: Source, figures: Sequence[Figure], steps: Sequence[Step], known: Sequence[Figure]
) -> list[Figure]:
    """Find the préfet, président or ARS director who stands in the paragraph of the signing, told in no known way.

    Only where nobody of that party is known to sign, and the words around do not
    set the person apart ("en présence de", "étant retenu", a quotation).
    """
    blocks = {
        source.sentences[step.act.sentence].block
        for step in steps
        if step.act.kind == "signed" and step.act.modality == "done" and not _only_recalls(step)
    }
    parties = {figure.office.party for figure in known if figure.office}
    scene: list[Figure] = []
    for figure in figures:
        office = figure.office
        if figure.block not in blocks or figure.name is None or office is None:
            continue
        if office.office not in _SIGNING_OFFICES or office.party in parties or office.plural:
            continue
        sentence = source.sentence_at(figure.start)
        before = source.folded[max(sentence.start if sentence else 0, figure.start - 120) : figure.start]
        if BESIDE.search(before) or _AWAY.match(source.folded, figure.end) or before.count('"') % 2:
            continue
        if _SPEAKS.search(before) or _SPEAKS.match(source.folded, figure.end):
            continue
        scene.append(figure)
    return scene


def _only_recalls(step: Step) -> bool:
    """Whether a signing only tells which contract is meant: "le bilan du contrat signé en 2022"."""
    act, mention = step.act, step.mention
    bare = act.form == "passive" and act.end - act.start < _BARE_PARTICIPLE
    return bare and mention is not None and mention.start < act.start < mention.end + 2


_BARE_PARTICIPLE = 9  # characters: "a été signé" has more
_SPEAKS = re.compile(
    r"[ ,]*\b(?:(?:a|ont) )?(?:declare|precise|explique|souligne|indique|rappele|rappelle|"
    r"ajoute|insiste|salue|note|"
    r"confie|affirme|estime|resume|prevu|prevenu|previent|regrette|reconnait|glisse|juge|"
    r"lance|observe|dit|comptait|"
    r"attend|presidera|signera|devra|doit|n'a pas|ne|selon|assist\w+)\b"
)


def _by_act(source: Source, act: Act, cast: Cast) -> tuple[list[Figure], str]:
    sentence = source.sentences[act.sentence]
    before = [f for f in cast.between(sentence.start, act.start) if f.end <= act.start]
    after = cast.between(act.end, sentence.end)
    lead = source.folded[sentence.start : act.start]
    if act.form == "noun":
        if before and _PROCEED.search(lead[before[-1].end - sentence.start :]):
            return _subject(source, before, sentence, act.start), "subject of signing"
        if not before and _PROCEED.search(lead) and (told := _antecedents(source, lead, sentence, act, cast)):
            return told, "subject named before"
        if after and _PROCEED.search(lead) and not before:
            return _joined(source, after), "subject of signing"
        by = _BY.search(source.folded, act.end, after[0].start) if after else None
        if by and not BESIDE.search(source.folded, act.end, after[0].start):
            return _joined(source, after), "signature by"
        return [], ""
    if act.form == "passive":
        if after and not BESIDE.search(source.folded, act.end, after[0].start):
            gap = source.folded[act.end : after[0].start]
            if re.search(r"\b(?:par|entre)\b", gap) or re.fullmatch(
                r" (?:conjointement )?(?:de |d'|des mains de |de la main de )(?:m\. |mme )?", gap
            ):
                return _joined(source, after), "signed by"
        return [], ""
    signers = _subject(source, before, sentence, act.start)
    rule = "subject of signing"
    if not before:
        if (
            after
            and not _subject_words(lead)
            and not _PERSONAL.search(lead)
            and not BESIDE.search(source.folded, act.end, after[0].start)
            and after[0].start - act.end < _REACH
        ):
            # "Ont signé M. A, préfet, et M. B": the subject comes behind.
            return _joined(source, after), "subject behind the verb"
        signers, rule = _antecedents(source, lead, sentence, act, cast), "subject named before"
    with_ = after and _WITH.search(source.folded, act.end, after[0].start)
    if (
        with_
        and not BESIDE.search(source.folded, act.end, after[0].start)
        and not _ANOTHER_VERB.search(source.folded, act.end, after[0].start)
    ):
        signers = [*signers, *_joined(source, after)]
    return signers, rule


def _told_after(source: Source, act: Act, cast: Cast) -> list[Figure]:
    """Signatories told behind the sentence of the act: a list after its colon, or sentences that are only names.

    "Le contrat a été signé mardi par :" and items; "Sept partenaires ont signé. Parmi eux, Mme A, préfète, et M. B."
    """
    sentence = source.sentences[act.sentence]
    if source.folded[sentence.start : sentence.end].endswith(":"):
        return _listed(source, sentence.end, sentence, cast)
    found: list[Figure] = []
    for following in source.sentences[act.sentence + 1 : act.sentence + 3]:
        there = cast.between(following.start, following.end)
        words = source.folded[following.start : following.end]
        if following.block != sentence.block or BESIDE.search(words):
            break
        if words.endswith(":") and not there:
            found += _listed(source, following.end, following, cast)
            break
        if not there or _VERB.search(_outside(source, following, there)):
            break
        found += _joined(source, there)
    return found


_VERB = re.compile(
    r"\b(?:a|ont|est|sont|etait|etaient|avait|sera|seront|va|vont|\w+(?:ent|era|ait|aient))\b(?<!parmi)"
)


def _told(source: Source, block: Block, figures: Sequence[Figure]) -> bool:
    """Whether a block says something of its figures and does not only list them."""
    return _VERB.search(_outside(source, block, figures)) is not None


def _outside(source: Source, sentence: Sentence | Block, figures: Sequence[Figure]) -> str:
    """The words of a sentence or block that belong to no figure, folded."""
    parts, position = [], sentence.start
    for figure in figures:
        parts.append(source.folded[position : figure.start])
        position = max(position, figure.end)
    return " ".join([*parts, source.folded[position : sentence.end]])


def _subject_words(lead: str) -> bool:
    """Whether anything before the verb could be its subject."""
    return (
        re.search(
            r"[a-z]{3,}",
            re.sub(
                r"\b(?:ont|ainsi|aussi|y|ce \w+|le \d+\w* \w+(?: \d{4})?,?|(?:lun|mar|mercre|jeu|vendre|"
                r"same)di|a \w+,?)\b",
                "",
                lead,
            ),
        )
        is not None
    )


def _subject(source: Source, before: Sequence[Figure], sentence: Sentence, verb: int) -> list[Figure]:
    """The figures joined to the nearest one before the verb; those who are only beside it left out."""
    if not before:
        return []
    group = [before[-1]]
    for figure in reversed(before[:-1]):
        gap = source.folded[figure.end : group[0].start]
        if _JOINED.fullmatch(gap) or (len(gap) < 60 and not _ANOTHER_VERB.search(gap) and not _stop(gap)):
            group.insert(0, figure)
        else:
            break
    return _without_beside(source, group, sentence.start)


def _stop(gap: str) -> bool:
    return re.search(r"[.!?\"]|\n", gap) is not None


# "Entourée de ses services, Anne Roy a signé": the comma closes what stands beside her.
_OPENING = re.compile(
    r"(?:entouree?s?|accompagnee?s?|en presence|sous les yeux|sous le regard|devant) [^,:;]{4,80}, "
    r"(?:(?:le|la|l'|m\.|mme|madame|monsieur) ?)*$"
)


def _without_beside(source: Source, group: Sequence[Figure], start: int) -> list[Figure]:
    """Figures of a row up to the first one who is only there ("en présence de …")."""
    kept: list[Figure] = []
    position = start
    for index, figure in enumerate(group):
        gap = source.folded[position : figure.start]
        if BESIDE.search(gap[-90:]) and not (index == 0 and _OPENING.match(gap)):
            if kept and index < len(group):
                break
            position = figure.end
            continue
        kept.append(figure)
        position = figure.end
    return kept


def _joined(source: Source, after: Sequence[Figure]) -> list[Figure]:
    """The first figure and those that are joined to it, up to a verb, a stop or people who are only there."""
    group: list[Figure] = []
    end = 0  # of the figure before, who may be away
    for figure in after:
        gap, end = source.folded[end : figure.start], figure.end
        if _AWAY.match(source.folded, figure.end):
            continue
        if group:
            if _STANDS_FOR.fullmatch(gap):
                continue
            if (
                BESIDE.search(gap)
                or _stop(gap)
                or (not _JOINED.fullmatch(gap) and (len(gap) > 70 or _ANOTHER_VERB.search(gap)))
            ):
                break
        group.append(figure)
    return group


# "Luc Blanc, délégué, pour la directrice générale Anne Roy": he signs, she does not.
_STANDS_FOR = re.compile(
    r",? ?(?:en lieu et place d[eu]|pour|au nom d[eu]|representant) ?(?:l[ae] |l')?"
    r"(?:(?:prefet|president|direct(?:eur|rice)|ministre|maire)[^,;.:]{0,50} )?(?:m\. |mme )?"
)
# "le président, M. A, étant retenu à Paris"
_AWAY = re.compile(
    r",? ?(?:(?:etait|etant|est|qui etait) )?(?:retenue?|empechee?|absente?|excusee?|representee? par)\b"
)


_ON_BEHALF = re.compile(r"pour (?:l'|la |le )|l'etat\b|l'ars\b|le departement\b|par delegation")
_SIGNATORIES = re.compile(
    r"(?:les? )?(?:(?:trois|deux|quatre|cinq) )?(?:signataires?|parties signataires)(?: du contrat)?[ .]*"
)


def _listed(source: Source, start: int, sentence: Sentence, cast: Cast) -> list[Figure]:
    """Figures after the colon of "Signataires :", in the same sentence or in the blocks that follow it."""
    here = cast.between(start, sentence.end)
    if here:
        return _joined(source, here)
    block = sentence.block + 1
    group: list[Figure] = []
    while block < len(source.blocks):
        content = source.blocks[block]
        inside = cast.between(content.start, content.end)
        if content.end - content.start > 400:
            break
        if not inside:
            if _ON_BEHALF.match(source.folded, content.start, content.end):
                block += 1
                continue
            break
        words = source.folded[content.start : inside[0].start]
        if BESIDE.search(words) or re.match(r"contacts?|photo|credit", words):
            break
        if content.kind != "item" and (
            (group and source.blocks[block - 1].kind == "item") or _told(source, content, inside)
        ):
            break
        group += _joined(source, inside) if content.kind == "item" or len(inside) > 1 else inside
        block += 1
    return group


def _antecedents(source: Source, lead: str, sentence: Sentence, act: Act, cast: Cast) -> list[Figure]:
    """The figures that a pronoun subject stands for: those of the sentence before."""
    index = source.sentence_index(sentence.start)
    many = _PRONOUN_MANY.search(lead) or source.folded[act.start : act.end].startswith("ont")
    if not index or not (many or _PRONOUN_ONE.search(lead)):
        return []
    for previous in reversed(source.sentences[max(0, index - 2) : index]):
        there = cast.between(previous.start, previous.end)
        if there:
            kept = _without_beside(source, there, previous.start)
            return kept if many else kept[:1]
    return []


def _capacity(source: Source, figure: Figure) -> Literal["signs", "signs_for"]:
    around = source.folded[max(0, figure.start - 40) : figure.end + 40]
    return "signs_for" if _FOR.search(around) else "signs"
