"""Who signs: the figures that stand in the place of a signatory, by the grammar of the sentence or of the contract."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from extractors.contracts.acts import Act
from extractors.contracts.in_force import tells_state
from extractors.contracts.mentions import Mention
from extractors.contracts.objects import Step
from extractors.contracts.predecessors import tells_when
from extractors.people.all_signatories import all_signatories
from extractors.people.antecedents import antecedents, whose_signature
from extractors.people.capacity import capacity_of
from extractors.people.contract_foot import is_closed_contract, signature_block
from extractors.people.contract_text import BESIDE, contract_zone, delegates, is_represented
from extractors.people.figures import Figure
from extractors.people.first_person import says_i, speakers
from extractors.people.roles_in_order import roles_in_order
from extractors.people.seated import seated
from extractors.people.signing_deliberations import deliberates, signs_by_decision
from extractors.people.signing_lists import find_lists, told_after
from extractors.people.signing_rows import ANOTHER_VERB, Cast, are_among, first_of, joined, subject
from extractors.people.signing_scene import in_the_scene
from extractors.people.signing_too import also_signs, does_too, each_for_a_party
from extractors.people.speeches import in_a_speech
from extractors.people.told_behind import with_role_behind
from extractors.text.source import Source


class Signing(NamedTuple):
    """A figure that signs: the rule that says so, and whether it signs for somebody else."""

    figure: Figure
    rule: str
    capacity: Literal["signs", "signs_for"]


_BY = re.compile(
    r"\b(?:par|entre|celles? d[eu']|celles? de|avec|lient|lie|signataires?|signatures? d[eu']|:)(?![\w])"
)
_WITH = re.compile(
    r"; (?:et )?(?:pour|de|cote)\b|\b(?:avec|aux cotes d[eu']|de concert avec|au cote d[eu']|ainsi que|et)(?!\w)"
)
# "M. A, représentant le directeur général Luc Blanc": the other one is not there.
_STOOD_FOR = re.compile(
    r"\brepresentante? (?:le |la |l')(?!etat|ars|agence|departement|region)(?:(?! et )[^,;:.\n]){4,60} $"
)
_PERSONAL = re.compile(r"\b(?:il|elle|ils|elles)\b")
_PROCEED = re.compile(
    r"\b(?:proced\w+|appos\w+|ajout\w+|engage\w*\b[^.;:]{0,60}\bpar|pretee?s?|concretis\w+|formalis\w+"
    r"|echang\w+|enterin\w+|particip\w+|scell\w+|mis|mettent|mirent|pris|prennent|alle?e?s? de)\b"
)
# "La signature fait suite aux échanges conduits par M. A": what he did is something else
_TELLS_OF_ANOTHER = re.compile(
    r"\b(?:fait suite|conclut|couronne|clot|acheve|parachev\w+|prolonge|resulte|decoule|s'inscrit"
    r"|vient (?:clore|conclure|couronner)|est (?:l'aboutissement|le fruit|le resultat))\b"
)
# "Le document porte la signature de M. A et celle de Mme B", "il a reçu la signature de M. A"
_BEARS = re.compile(
    r"\b(?:port(?:e|ent|ait|aient|ant) (?:\w+ ){0,2}"
    r"|(?:a|ont|avait) (?:recu|recueilli|reuni|rassemble)(?: [^.;:]{1,90})? )"
    r"(?:la |les |\w+ )$"
)
# "Sur la dernière page, les signatures de Mme A, préfète, et de M. B"
_OF_WHOM = re.compile(
    r"(?: (?:conjointes?|respectives?|manuscrites?|(?:[a-z]+ment )?(?:apposee?s?|conjuguees?)))?"
    r"(?:,? (?:celles?|ceux))? (?:de |d'|du )(?:l[ae] |l'|m\. |mme |monsieur |madame ){0,2}"
)
# "Un arrêté portant la signature de M. A ferme la route": no contract.
_OTHER_TEXT = re.compile(
    r"\W*(?:l[ae] |l'|une? |cette |cet |ce )(?:arrete|decret|circulaire|petition|tribune|courrier|motion|manifeste)\b"
)
_REACH = 160


# "signé par Mme A, prédécesseure du préfet"
_FORMER = re.compile(r"(?: \(|,) ?(?:son |sa |la |le )?predecesseure?\b")
# Of the contract that an amendment amends: "Vu le contrat signé par M. A", "le contrat conclu le 3 mai 2021 par M. A".
_VISA = re.compile(r"\W*vu (?:l[ae]s? |l')")
_NAMED = re.compile(r"[a-z]{4,}(?<! ete)(?<!present)(?<!presente) $")
_OF_A_DAY = re.compile(r"[a-z]+ (?:a [a-z' -]{2,30}, ?)?le (?:(?:lun|mar|mercre|jeu|vendre|same)di )?\d")


def find_signings(
    source: Source, figures: Sequence[Figure], steps: Sequence[Step], mentions: Sequence[Mention]
) -> list[Signing]:
    """Find who signs, by every frame that names signatories."""
    cast = Cast(sorted(figures, key=lambda figure: figure.start))
    found: dict[int, Signing] = {}

    def add(signers: Sequence[Figure], rule: str) -> None:
        for figure in signers:
            if _STOOD_FOR.search(source.folded, max(0, figure.start - 90), figure.start):
                continue
            if _FORMER.match(source.folded, figure.end):
                continue
            found.setdefault(figure.start, Signing(figure, rule, capacity_of(source, figure)))

    adopted = any(step.act.kind == "adopted" and step.act.modality == "done" for step in steps)
    signed = [
        step.act for step in steps if _signs(source, step.act) or (adopted and _will_sign(source, step.act))
    ]
    # "Quand nous avons signé la convention de 2019, …" tells who signed only where nothing else does.
    signed = [act for act in signed if not tells_when(source, act)] or signed
    zone = contract_zone(source)
    if zone:
        signed = [act for act in signed if not _is_of_earlier(source, act)]
    # A contract may cite the deliberation that it was approved by.
    decides = deliberates(source) and not is_closed_contract(source, figures)
    if decides:
        # What is told as signed in the act of an assembly is an earlier contract.
        signed = []
        to_sign = signs_by_decision(source, cast.figures, [step.act for step in steps], mentions)
        add(to_sign, "signs by the decision")
    for act in signed:
        signers, rule = _by_act(source, act, cast)
        add(signers, rule)
        if not signers or _WITH_THESE.search(source.folded, act.end, source.sentences[act.sentence].end):
            add(told_after(source, act, cast), "list after the signing")
    for act in signed:
        add(does_too(source, act, cast), "told to do so too")
        add(seated(source, act, cast), "at the table of the signing")
        if signers and act.form == "active":
            add(each_for_a_party(source, act, cast), "for a party of its own")
    for signers, rule in find_lists(source, cast):
        add(signers, rule)
    if steps or zone:
        told = [m.sentence for m in mentions] + [act.sentence for act in signed]
        named_in = {source.sentences[index].block for index in told}
        add([f for f in figures if is_represented(source, f, named_in)], "represented by")
    if not decides:  # who signs the extract of a deliberation does not sign the contract by that
        add(signature_block(source, figures), "signature block")
        add(list(in_a_speech(source, cast)), "addressed in a speech")
    if signed:
        add([f for f in figures if also_signs(source, f)], "told to sign too")
        add(list(all_signatories(source, cast)), "told to be the signatories")
    if zone:
        inside = [f for f in cast.between(*zone) if f.name]
        add(
            [f for f in inside if not _is_aside(source, f, zone[0])],
            "party to the contract",
        )
    for figure in roles_in_order(source, [signing.figure for signing in found.values()], cast):
        found[figure.start] = found[figure.start]._replace(figure=figure)
    for start, signing in found.items():
        found[start] = signing._replace(figure=with_role_behind(source, signing.figure, cast))
    known = [signing.figure for signing in found.values()]
    scenes = [step for step in steps if not tells_state(source, step.act.start, step.act.end)]
    for figure in () if decides else in_the_scene(source, figures, scenes, known):
        add([figure], "in the scene of the signing")
    return sorted(found.values(), key=lambda signing: signing.figure.start)


# "signée par M. A, préfet, avec :" and a list
_WITH_THESE = re.compile(r"\b(?:avec|ainsi que(?: par)?|et(?: par)?) ?:$")


_RENEWED_BY = re.compile(r"(?:a|ont) (?:\w+ )?ete (?:\w+ )?(?:renouvel|recondui)")


def _signs(source: Source, act: Act) -> bool:
    """Whether an act is done by signing: also "ont renouvelé la convention", "elle a été renouvelée par M. A"."""
    told = source.folded[act.start : act.end]
    renews = act.kind == "amended" and (
        ("renouvel" in told and act.form == "active") or _RENEWED_BY.match(told) is not None
    )
    state = tells_state(source, act.start, act.end)
    return act.modality == "done" and ((act.kind == "signed" and not state) or renews)


def _is_of_earlier(source: Source, act: Act) -> bool:
    """Whether the text of a contract tells of one that was signed before it: by its visa, or by its day."""
    start = source.sentences[act.sentence].start
    if _VISA.match(source.folded, start):
        return True
    named = _NAMED.search(source.folded, start, act.start)
    return named is not None and _OF_A_DAY.match(source.folded, act.start) is not None


_WILL = re.compile(r".*(?:\b(?:sera|seront) .*|er(?:a|ont))")


def _will_sign(source: Source, act: Act) -> bool:
    """Whether an act tells who is to sign what has been adopted: "Il sera signé en mai par Mme A"."""
    told = _WILL.fullmatch(source.folded, act.start, act.end) is not None
    return act.kind == "signed" and act.modality == "future" and told


def _is_aside(source: Source, figure: Figure, start: int) -> bool:
    """Whether a figure in the head of a contract is there for another, or lets another sign for it."""
    before = source.folded[max(start, figure.start - 60) : figure.start]
    return BESIDE.search(before) is not None or delegates(source, figure)


# "…, Mme A, directrice, qui a signé à son tour", "…, M. B, qui a lui aussi apposé sa signature".
_WHO_SIGNED = re.compile(
    r",? ?(?:qui|lequel|laquelle) (?:(?:l'|y |le |en )?a (?:[a-z-]+ ){0,4}?"
    r"(?:appos|mis|donn|ajout|joint|port)\w* (?:\w+ )?(?:sa|son) |(?:l'|y |le )?(?:[a-z-]+ ){0,2})"
)
_ALONG_WITH = re.compile(r"\b(?:avec|aux cotes d[eu']|de concert avec|ainsi que)(?!\w)")


_BY_WHOM = re.compile(r"[^.;:]{0,12}\bpar (?:l[ae] |l'|m\. |mme |madame |monsieur )*$")


def _by_whom_behind(source: Source, after: Sequence[Figure]) -> list[Figure]:
    """Find who signs behind those who only look on: "signé en présence de la ministre, Mme A, par M. B"."""
    for index in range(1, len(after)):
        if _BY_WHOM.fullmatch(source.folded, after[index - 1].end, first_of(after[index:])):
            return joined(source, after[index:])
    return []


_HELD = ("tenu", "tenue", "tenus", "tenues")  # "la plume était tenue | par Anne Roy"


def _by_act(source: Source, act: Act, cast: Cast) -> tuple[list[Figure], str]:
    sentence = source.sentences[act.sentence]
    before = [f for f in cast.between(sentence.start, act.start) if f.end <= act.start]
    after = cast.between(act.end, sentence.end)
    lead = source.folded[sentence.start : act.start]
    if before and before[-1].name and _WHO_SIGNED.fullmatch(source.folded, before[-1].end, act.start):
        alone = not source.folded[act.start : act.end].startswith("ont")
        if alone and act.form in ("noun", "active"):
            with_her = after and _ALONG_WITH.search(source.folded, act.end, after[0].start)
            return [before[-1], *(joined(source, after) if with_her else ())], "told to sign too"
    if act.form == "noun":
        if not before and _OTHER_TEXT.match(lead):
            return [], ""
        if before and _PROCEED.search(lead[before[-1].end - sentence.start :]):
            return subject(source, before, sentence, act.start), "subject of signing"
        if not before and _PROCEED.search(lead) and (told := antecedents(source, lead, sentence, act, cast)):
            return told, "subject named before"
        if after and not before and (_PROCEED.search(lead) or _BEARS.search(lead)):
            whose = whose_signature(source, sentence, act, cast) if lead.endswith("porte sa ") else []
            return [*whose, *joined(source, after)], "subject of signing"
        of_whom = after and _OF_WHOM.fullmatch(source.folded, act.end, first_of(after))
        if of_whom and not before and act.modality == "done":
            return joined(source, after), "signature of"
        by = _BY.search(source.folded, act.end, after[0].start) if after else None
        other = by and _TELLS_OF_ANOTHER.search(source.folded, act.end, by.start())
        if by and not other and not BESIDE.search(source.folded, act.end, after[0].start):
            return joined(source, after), "signature by"
        return [], ""
    if act.form == "passive" or source.folded.endswith(_HELD, act.start, act.end):
        if after and not BESIDE.search(source.folded, act.end, after[0].start):
            gap = source.folded[act.end : after[0].start]
            if re.search(r"\b(?:par|entre)\b", gap) or re.fullmatch(
                r" (?:conjointement )?(?:de |d'|des mains de |de la main de )(?:m\. |mme )?", gap
            ):
                return joined(source, after), "signed by"
        return _by_whom_behind(source, after), "signed by"
    if _INVERTED.search(lead):
        return joined(source, after), "subject behind the verb"
    signers = subject(source, before, sentence, act.start)
    rule = "subject of signing"
    if it := _WITH_OTHERS.fullmatch(lead):
        # "Avec le président, Luc Blanc, elle vient de signer": she, and those with her.
        signers = [*antecedents(source, it["it"], sentence, act, cast), *signers]
    if (
        after
        and (opening := _OPENED.fullmatch(lead))
        and _NO_WORD.fullmatch(source.folded, act.end, first_of(after))
    ):
        # "Face à la préfète, ont signé les présidents A et B": the subject comes behind.
        return [*(signers if opening["opposite"] else []), *joined(source, after)], "subject behind the verb"
    if says_i(source, act):
        # "Sa voisine, Mme A, a été cambriolée : « Je signe aussi ! »": who stands before the quotation tells of it.
        quoted = [f for f in signers if '"' not in source.folded[f.end : act.start]]
        signers, rule = [*quoted, *speakers(source, act, cast)], "told in the first person"
    elif not before and after and _BY_THE_HAND.search(source.folded, act.end, after[0].start):
        return joined(source, after), "signed by the hand of"
    elif not before:
        if (
            after
            and not _subject_words(lead)
            and not _PERSONAL.search(lead)
            and not BESIDE.search(source.folded, act.end, after[0].start)
            and after[0].start - act.end < _REACH
        ):
            # "Ont signé M. A, préfet, et M. B": the subject comes behind.
            return joined(source, after), "subject behind the verb"
        if after and are_among(source, act.start, act.end, after):
            return joined(source, after), "among those who sign"
        signers, rule = antecedents(source, lead, sentence, act, cast), "subject named before"
    with_ = after and _WITH.search(source.folded, act.end, after[0].start)
    if (
        with_
        and not BESIDE.search(source.folded, act.end, after[0].start)
        and not ANOTHER_VERB.search(source.folded, act.end, after[0].start)
    ):
        signers = [*signers, *joined(source, after)]
    return signers, rule


# "Elle se décline en contrats | que | signent le préfet et le département", "que | viennent de | signer A et B"
_INVERTED = re.compile(r"(?:^|\s)qu(?:e |')(?:vien(?:nen)?t (?:(?:tout juste|a peine|\w+ment) )?de )?$")
# "L'association l'a signé, par la main de sa présidente, Mme A"
_BY_THE_HAND = re.compile(r"\b(?:par la main|sous la plume|en la personne) d[eu']")
# What opens a sentence whose subject stands behind its verb: beside whom, or before whom, they sign.
_OPENED = re.compile(
    r"\W*(?:(?P<opposite>face a|avec|aux cotes d[eu'])|devant|aupres d[eu']|sous les yeux d[eu']|en presence d[eu'])"
    r"(?! l'occasion)[^;:]{4,120}, "
)
# "Avec le président, Luc Blanc, elle vient de": the pronoun takes up somebody named before.
_WITH_OTHERS = re.compile(
    r"\W*(?:avec|aux cotes d[eu']|au cote d[eu']|en compagnie d[eu']|de concert avec)[^;:!?]{4,240}, "
    r"(?P<it>(?:elle|il) (?:(?:vient|a) (?:\w+ment |tout juste )?(?:de )?)?)"
)
# Nothing but articles between the verb and whoever stands behind it: no object.
_NO_WORD = re.compile(
    r"(?:,? (?:tour a tour|ensemble|successivement|egalement|aussi))?,? ?"
    r"(?::|l[ae]s?|l'|m\.|mme|mm\.|monsieur|madame| )*"
)


def _subject_words(lead: str) -> bool:
    """Whether anything before the verb could be its subject."""
    return (
        re.search(
            r"[a-z]{3,}",
            re.sub(
                r"\b(?:ont|ainsi|aussi|y|ce \w+|le \d+\w* \w+(?: \d{4})?,?|(?:lun|mar|mercre|jeu|vendre|"
                r"same)di|a \w+,?|(?:du )?cote (?:de )?(?:la |le |l')?\w+,?|pour (?:la |le |l')\w+,?)\b",
                "",
                lead,
            ),
        )
        is not None
    )
