"""Who stands in the scene of a signing, told in no known way."""

import re
from collections.abc import Sequence

from extractors.contracts.objects import Step
from extractors.people.contract_text import BESIDE
from extractors.people.figures import Figure
from extractors.people.signing_rows import AWAY
from extractors.text.source import Source

# Those who sign such contracts: whoever else stands in the scene is a guest.
SIGNING_OFFICES = (
    "prefet",
    "president_departement",
    "vice_president_departement",
    "directeur_ars",
    "delegue_ars",
)


def holds_signing_office(figure: Figure) -> bool:
    """Whether one person holds an office of those who sign such contracts."""
    office = figure.office
    return office is not None and not office.plural and office.office in SIGNING_OFFICES


_BARE_PARTICIPLE = 9  # characters: "a été signé" has more
_SPEAKS = re.compile(
    r"[ ,]*\b(?:(?:a|ont|en|y|nous(?: en)?) )?(?:declare|precise|explique|souligne|indique|rappele|rappelle|"
    r"detaille|decrypte|raconte|repond|revient sur|commente|"
    r"ajoute|insiste|salue|note|"
    r"confie|affirme|estime|resume|prevu|prevenu|previent|regrette|reconnait|glisse|juge|"
    r"lance|observe|dit|comptait|"
    r"attend|presidera|signera|devra|doit|n'a pas|ne|selon|assist\w+)\b"
)

# "« Le bus est plein », | sourit", whatever the verb
_IS_QUOTED = re.compile(
    r"\" ?,? (?!(?:et|avec|par|entre|pour|dont) )(?:(?:se |s')?[a-z]+(?:-t-(?:il|elle))? )"
    r"(?:(?:aussitot|alors|pour sa part),? )?(?:l[ae] |l')?$"
)
# "Nous avons demandé audience | au vice-président, Luc Blanc", "Ma collègue | Léa Petit, vice-présidente, vous recevra"
_TURNED_TO = re.compile(
    r"\b(?:demand|ecri|adress|envoy|reclam|repond|interpell|saisi)\w*\b[^.;:]{0,60}\b(?:au |a la |a l')$"
    r"|\b(?:mon|ma|notre) (?:chere? )?(?:collegue|consoeur|predecesseure?),? (?:m\. |mme )?$"
)


def in_the_scene(
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
        if not holds_signing_office(figure) or office.party in parties:
            continue
        sentence = source.sentence_at(figure.start)
        before = source.folded[max(sentence.start if sentence else 0, figure.start - 120) : figure.start]
        if BESIDE.search(before) or AWAY.match(source.folded, figure.end) or before.count('"') % 2:
            continue
        if _TURNED_TO.search(before):
            continue
        if _SPEAKS.search(before) or _SPEAKS.match(source.folded, figure.end) or _IS_QUOTED.search(before):
            continue
        scene.append(figure)
    return scene


def _only_recalls(step: Step) -> bool:
    """Whether a signing only tells which contract is meant: "le bilan du contrat signé en 2022"."""
    act, mention = step.act, step.mention
    bare = act.form == "passive" and act.end - act.start < _BARE_PARTICIPLE
    return bare and mention is not None and mention.start < act.start < mention.end + 2
