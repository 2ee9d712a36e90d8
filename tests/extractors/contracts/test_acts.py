"""What is done to a contract: kind, modality and form of each act."""

import pytest

from extractors.contracts.acts import find_acts
from extractors.text.source import Source

CASES = [
    ("Le préfet a signé le contrat.", "signed done active"),  # plain past
    ("Ils ont tous les deux signé le contrat.", "signed done active"),  # words between
    ("Le contrat a été signé hier.", "signed done passive"),  # passive
    ("Le contrat est officiellement signé.", "signed done passive"),  # adverb in the passive
    ("Le contrat vient d'être signé.", "signed done passive"),  # immediate past, passive
    ("Le préfet vient de signer le contrat.", "signed done active"),  # immediate past, active
    ("L'Aude signe avec l'État.", "signed done active"),  # present of a headline
    ("Le contrat, signé le 3 mai, court sur trois ans.", "signed done passive"),  # bare participle
    ("Ils signeront le contrat en mai.", "signed future active"),  # future
    ("Le contrat sera signé en mai.", "signed future passive"),  # future passive
    ("Le contrat doit être signé en mai.", "signed future passive"),  # obligation
    ("Il sera négocié en mars puis signé en mai.", "signed future passive"),  # the second of two
    ("Il a été négocié en mars et signé en mai.", "signed done passive"),
    ("Une fois signé, le contrat s'appliquera.", "signed future passive"),  # condition
    ("Ils pourraient signer le contrat.", "signed future active"),  # possibility
    ("Le contrat n'a pas été signé.", "signed negated passive"),  # negation
    ("Le président n'a jamais signé le contrat.", "signed negated active"),  # never
    ("Le Département refuse de signer le contrat.", "refused done active"),  # the verb that governs
    ("Son refus de la signature du contrat surprend.", "refused done noun"),  # the noun that governs
    ("Ils se sont retrouvés à Guéret pour signer le contrat.", "signed done active"),  # they met to sign
    ("C'est promis, a dit la préfète au moment de signer le contrat.", "signed done active"),  # the scene
    ("Ils ont procédé à la signature du contrat.", "signed done noun"),  # noun with a light verb
    ("La signature du contrat aura lieu en mai.", "signed future noun"),  # noun, future
    ("En vue de la signature du contrat, ils se sont vus.", "signed future noun"),  # purpose
    ("L'assemblée a adopté le contrat.", "adopted done active"),  # adoption
    ("Le contrat est voté.", "adopted done passive"),  # vote
    ("La convention a été prolongée d'un an.", "amended done passive"),  # extension
    ("Le contrat a été conclu en mai.", "signed done passive"),  # irregular participle
    ("Le contrat est effectif depuis mai.", "signed done passive"),  # in force
    ("La convention est entrée en vigueur.", "signed done passive"),  # in force
    ("Le CDPPE du Lot date du 4 octobre 2021.", "signed done passive"),  # of a day
    (
        "La convention entre l'État et le Lot, datée du 4 octobre 2021, vise la pauvreté.",
        "signed done passive",
    ),
    ("Notre contrat avec l'État porte la date du 4 octobre 2021.", "signed done passive"),
    ("Le contrat remonte à juin 2021.", "signed done passive"),
    ("La Creuse dispose désormais de son contrat.", "signed done active"),  # had by now
    ("La Creuse s'est dotée d'une convention avec l'État.", "signed done active"),
    ("Depuis le 3 mai, la Creuse a un contrat avec l'État.", "signed done active"),
    ("Depuis mardi, un contrat lie l'État et la Creuse.", "signed done passive"),
    ("16 h – Signature du contrat avec le président", "signed future noun"),  # a line of an agenda
    ("D'ici au 15 octobre : signature du contrat", "signed future noun"),  # another one
    ("Avant l'été – signature du contrat", "signed future noun"),
    ("La réponse est attendue, pour une signature en mai.", "signed future noun"),
    # hoped for, aimed at
    ("La signature du contrat est espérée au deuxième trimestre.", "signed future noun"),
    ("Une signature du contrat est envisagée avant l'été.", "signed future noun"),
    ("On vise une signature du contrat en mai.", "signed future noun"),
    ("Arbitrages en juin, signature espérée avant le 31 octobre.", "signed future noun"),
    ("Bilan en mai, signature du contrat attendue à la rentrée.", "signed future noun"),
    ("La signature attendue par tous les réunit.", "signed done noun"),
    ("La signature prévue en mai a bien eu lieu.", "signed done noun"),
    ("Objectif affiché : une signature au troisième trimestre.", "signed future noun"),
    ("La signature du contrat, très attendue par tous, les a réunis.", "signed done noun"),
    ("Ils se sont vus pour la signature du contrat.", "signed done noun"),  # the one of that day
    ("Le 15 octobre : signature du contrat", "signed done noun"),  # done, as far as is told
    ("Au bas de la page, le paraphe du préfet scelle l'accord.", "signed done noun"),
    ("Restent à obtenir les paraphes de l'État et de l'ARS.", "signed future noun"),
    ("Il reste encore les signatures de l'État et de l'ARS.", "signed future noun"),
    ("Sous réserve des signatures de l'État et de l'ARS, tout est prêt.", "signed future noun"),
    ("LE CONTRAT A ÉTÉ SIGNÉ.", "signed done passive"),  # capitals
    ("Je viens de signer le contrat.", "signed done active"),  # the first person
    ("Nous avons eu la joie de signer le contrat.", "signed done active"),
    ("Vous avez signé le contrat.", "signed done active"),  # the second, in an interview
    ("C'est le nôtre que nous venons d'apposer au bas du contrat.", "signed done active"),  # under it
    ("Ils l'ont tous deux apposé, mardi, au pied du contrat.", "signed done active"),
    ("L'État et l'Aude ont contractualisé.", "signed done active"),  # another verb
    ("D E C I D E\n- d'approuver le contrat.", "adopted done active"),  # an assembly, in spaced letters
    ("La convention passée avec l'État court sur trois ans.", "signed done passive"),  # passed with somebody
    ("Le contrat passé en 2021 entre l'État et l'Aude", "signed done passive"),
    ("Trente départements contractualiseront en mai.", "signed future active"),
    ("Quand la signature pourrait-elle intervenir ?", "signed future noun"),  # a question when it will be
    ("À quand la signature ?", "signed future noun"),
    ("Quelle date pour la signature du contrat ?", "signed future noun"),
    ("Et la signature ?", "signed future noun"),
    ("La signature du contrat est-elle proche ?", "signed future noun"),  # … or how near it is
    ("Y aura-t-il signature ?", "signed future noun"),
    ("Quand la signature a-t-elle eu lieu ?", "signed done noun"),  # taken for granted
    ("Que change la signature du contrat ?", "signed done noun"),
    ("On parle d'une signature en juin.", "signed future noun"),  # talked of
    ("Faut-il craindre un report de la signature ?", "signed future noun"),  # put off
    ("La signature ne saurait tarder.", "signed future noun"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_act(text: str, expected: str) -> None:
    found = [f"{act.kind} {act.modality} {act.form}" for act in find_acts(Source(text))]
    assert expected in found


@pytest.mark.parametrize(
    "text",
    [
        "C'est un signe fort.",  # the noun
        "Au bas de la liste, les noms de ceux qui attendent.",  # of no document
        "Un coup de griffe du chat.",
        "Arrêté portant délégation de signature.",  # an internal power of attorney
        "Un certificat de signature électronique.",  # a technical one
        "La Creuse n'a pas encore de contrat.",  # not had yet
        "La Creuse a désormais un bus, sans contrat.",
        "Depuis le 3 mai, la Creuse attend un contrat.",
        "La Creuse s'est dotée d'un bus.",
        "La langue des signes.",
        "Deux ans sont passés avec l'État.",  # time is passed too
        "Le contrat est passé en commission.",
        "Le cachet apposé au bas du contrat est illisible.",  # told of the paper
        "Les crédits contractualisés sont versés.",  # what the contract holds
        "Le président refuse la signature du contrat.",
        "La loi sur laquelle s'appuie le contrat date du 4 octobre 2021.",  # that of the law
        "Le précédent contrat date du 4 octobre 2018.",  # an earlier one
        "Le contrat date de trois ans.",  # no day
    ],
)
def test_no_signing(text: str) -> None:
    assert not [act for act in find_acts(Source(text)) if act.kind == "signed"]
