"""Who signs: the figures that stand in the place of a signatory, by the grammar of the sentence or of the contract."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from extractors.acts import Act
from extractors.contracts import Step
from extractors.figures import Figure
from extractors.source import Sentence, Source


class Signing(NamedTuple):
    """A figure that signs: the rule that says so, and whether it signs for somebody else."""

    figure: Figure
    rule: str
    capacity: Literal["signs", "signs_for"]


# Behind one of these stand people who are there but sign nothing.
_BESIDE = re.compile(
    r"\b(?:en presence|sous (?:la presidence|le regard|l'egide|l'impulsion|les yeux)|devant|entoures? (?:de|du|par)|accompagnes? (?:de|du|par)|salue|recu\w* par|accueilli\w* par|invite\w* par|assist\w+"
    r"|en compagnie|temoins?|a l'invitation|felicit\w+|remerci\w+|succede a|predecesseur|representants? de|retenu|empeche|absent|excuse|photo|credit)\b"
)
# What joins two signatories: commas, "et", the bodies that they act for; no verb.
_JOINED = re.compile(
    r"[ ,;/•\n-]*(?:(?:et|ainsi que|puis|avec|d'une part|d'autre part|de l'autre|aux cotes d[eu]|comme|de meme que|enfin|conjointement avec|pour|par|represente\w*|en la personne de|en celle de|au nom d[eu]"
    r"|l'etat|l'ars|le departement|le conseil departemental|l'agence regionale de sante|la prefecture|la region|la caf|la ville|la metropole|de|du|des|d'|la|le|les|l'|a|en|s'agissant|agissant|cote|part|sa|son|leurs?"
    r"|ars|etat|departement|conseil|departemental|agence|regionale|sante|collectivite|communaute|association|caisse|allocations|familiales|m\.|mme|madame|monsieur|celles?|\([^)]{0,40}\)|[\w'-]+ par)[ ,;:-]*){0,14}"
)
_BY = re.compile(r"\b(?:par|entre|celles? d[eu']|celles? de|avec|lient|lie|signataires?|signatures? d[eu']|:)(?![\w])")
_WITH = re.compile(r"\b(?:avec|aux cotes d[eu]|de concert avec|au cote d[eu]|ainsi que|et)\b")
_NAMED_SIGNATORIES = re.compile(r"\b(?:signataires?|ont signe|signe(?:e|s|es)? par|signatures?|(?:co-?)?signe(?:e|s|es)? (?:de|entre)|stylo|plume|parapheurs?)\b[^.\n:]{0,80}:")
_REPRESENTED = re.compile(
    r"\b(?:represente(?:e|s|es)? par|en la personne d[eu']|en celle d[eu']|que represente(?:nt)?|pris(?:e|es|s)? en la personne d[eu']|agissant au nom d[eu]|ci-apres|par l'intermediaire d[eu])[ ,]*(?:(?:de|son|sa|le|la|l'|m\.|mme|monsieur|madame|le docteur) ?)*$"
)
_FOR = re.compile(r"\b(?:par delegation|pour le (?:prefet|president|directeur|compte)|pour la (?:prefete|presidente|directrice)|au nom d[eu]|representant(?:e)? (?:le|la|l'|du|de)|par interim|en l'absence|supplee|remplac\w+)")
_PRONOUN_ONE = re.compile(r"\b(?:il|elle|celui-ci|celle-ci|ce dernier|cette derniere)\b")
_PRONOUN_MANY = re.compile(
    r"\b(?:ils|elles|tous|toutes|les (?:deux|trois|quatre|cinq|six)|chacun|ensemble)\b"
)
_PROCEED = re.compile(r"\b(?:proced\w+|appos\w+|particip\w+|scell\w+|mis|mettent|mirent|pris|prennent)\b")
_ANOTHER_VERB = re.compile(r"\b(?:a|ont|est|sont|etait|etaient|avait|avaient) (?:\w+ ){0,2}\w+(?:e|es|ee|ees|i|is|u|us)\b|\bqui\b|\bque\b|\bselon\b|\bdont\b")
_REACH = 160


def find_signings(source: Source, figures: Sequence[Figure], steps: Sequence[Step]) -> list[Signing]:
    """Find who signs, by every frame that names signatories."""
    found: dict[int, Signing] = {}

    def add(signers: Sequence[Figure], rule: str) -> None:
        for figure in signers:
            found.setdefault(figure.start, Signing(figure, rule, _capacity(source, figure)))

    for step in steps:
        if step.act.kind == "signed" and step.act.modality == "done":
            signers, rule = _by_act(source, step.act, figures)
            add(signers, rule)
    for sentence in source.sentences:
        named = _NAMED_SIGNATORIES.search(source.folded, sentence.start, sentence.end)
        if named:
            add(_listed(source, named.end(), sentence, figures), "list of signatories")
    if steps or contract_zone(source):
        add([f for f in figures if _is_represented(source, f)], "represented by")
    zone = contract_zone(source)
    if zone:
        add(_without_beside(source, [f for f in figures if zone[0] <= f.start < zone[1] and f.name], zone[0]), "party to the contract")
    return sorted(found.values(), key=lambda signing: signing.figure.start)


def _by_act(source: Source, act: Act, figures: Sequence[Figure]) -> tuple[list[Figure], str]:
    sentence = source.sentences[act.sentence]
    before = [f for f in figures if sentence.start <= f.start and f.end <= act.start]
    after = [f for f in figures if act.end <= f.start < sentence.end]
    lead = source.folded[sentence.start : act.start]
    if act.form == "noun":
        if before and _PROCEED.search(lead[before[-1].end - sentence.start :]):
            return _subject(source, before, sentence, act.start), "subject of signing"
        if after and _PROCEED.search(lead) and not before:
            return _joined(source, after), "subject of signing"
        by = _BY.search(source.folded, act.end, after[0].start) if after else None
        if by and not _BESIDE.search(source.folded, act.end, after[0].start):
            return _joined(source, after), "signature by"
        return [], ""
    if act.form == "passive":
        if after and not _BESIDE.search(source.folded, act.end, after[0].start):
            by = re.search(r"\b(?:par|entre)\b", source.folded[act.end : after[0].start])
            if by:
                return _joined(source, after), "signed by"
        return [], ""
    signers = _subject(source, before, sentence, act.start)
    rule = "subject of signing"
    if not before:
        if after and not _subject_words(lead) and not _BESIDE.search(source.folded, act.end, after[0].start) and after[0].start - act.end < _REACH:
            # "Ont signé M. A, préfet, et M. B": the subject comes behind.
            return _joined(source, after), "subject behind the verb"
        signers, rule = _antecedents(source, lead, sentence, act, figures), "subject named before"
    with_ = after and _WITH.search(source.folded, act.end, after[0].start)
    if with_ and not _BESIDE.search(source.folded, act.end, after[0].start) and not _ANOTHER_VERB.search(source.folded, act.end, after[0].start):
        signers = [*signers, *_joined(source, after)]
    return signers, rule


def _subject_words(lead: str) -> bool:
    """Whether anything before the verb could be its subject."""
    return re.search(r"[a-z]{3,}", re.sub(r"\b(?:ont|ainsi|aussi|y|ce \w+|le \d+\w* \w+(?: \d{4})?,?|(?:lun|mar|mercre|jeu|vendre|same)di|a \w+,?)\b", "", lead)) is not None


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


def _without_beside(source: Source, group: Sequence[Figure], start: int) -> list[Figure]:
    """Figures of a row up to the first one who is only there ("en présence de …"), and those after its comma-free run."""
    kept: list[Figure] = []
    position = start
    for index, figure in enumerate(group):
        gap = source.folded[position : figure.start]
        if _BESIDE.search(gap[-90:]):
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
    for figure in after:
        if group:
            gap = source.folded[group[-1].end : figure.start]
            if _BESIDE.search(gap) or _stop(gap) or (not _JOINED.fullmatch(gap) and (len(gap) > 70 or _ANOTHER_VERB.search(gap))):
                break
        group.append(figure)
    return group


def _listed(source: Source, start: int, sentence: Sentence, figures: Sequence[Figure]) -> list[Figure]:
    """Figures after the colon of "Signataires :", in the same sentence or in the blocks that follow it."""
    here = [f for f in figures if start <= f.start < sentence.end]
    if here:
        return _joined(source, here)
    block = sentence.block + 1
    group: list[Figure] = []
    while block < len(source.blocks):
        inside = [f for f in figures if f.block == block]
        content = source.blocks[block]
        if not inside or content.end - content.start > 400:
            break
        words = source.folded[content.start : inside[0].start]
        if _BESIDE.search(words) or re.match(r"contacts?|photo|credit", words):
            break
        group += _joined(source, inside) if content.kind == "item" or len(inside) > 1 else inside
        block += 1
    return group


def _antecedents(source: Source, lead: str, sentence: Sentence, act: Act, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that a pronoun subject stands for: those of the sentence before."""
    index = source.sentence_index(sentence.start)
    many = _PRONOUN_MANY.search(lead) or source.folded[act.start : act.end].startswith("ont")
    if not index or not (many or _PRONOUN_ONE.search(lead)):
        return []
    for previous in reversed(source.sentences[max(0, index - 2) : index]):
        there = [f for f in figures if previous.start <= f.start < previous.end]
        if there:
            kept = _without_beside(source, there, previous.start)
            return kept if many else kept[:1]
    return []


def _is_represented(source: Source, figure: Figure) -> bool:
    start = figure.name.full_start if figure.name else figure.start
    start = min(start, figure.start)
    return figure.name is not None and _REPRESENTED.search(source.folded, max(0, start - 60), start) is not None


_BETWEEN = re.compile(r"(?:^|\n) *(?:d' ?)?entre(?: les soussignes?| les parties)?(?: suivantes)?(?: d'une part)?[ ,:]*(?:\n|l'etat|le |la |les |monsieur|madame|m\. )", re.MULTILINE)
_AGREED = re.compile(r"(?:^|\n) *(?:vu\b|considerant|preambule|article|il (?:est|a ete) (?:convenu|arrete|expose|prealablement)|titre|ont convenu|conviennent)")


def contract_zone(source: Source) -> tuple[int, int] | None:
    """Bounds of the parties' names in the text of a contract: from "ENTRE" to what they agree on."""
    opening = _BETWEEN.search(source.folded)
    if not opening:
        return None
    closing = _AGREED.search(source.folded, opening.end())
    end = closing.start() if closing else min(len(source.folded), opening.end() + 3000)
    return (opening.start(), end) if re.search(r"\bet\b", source.folded[opening.end() : end]) else None


def _capacity(source: Source, figure: Figure) -> Literal["signs", "signs_for"]:
    around = source.folded[max(0, figure.start - 40) : figure.end + 40]
    return "signs_for" if _FOR.search(around) else "signs"
