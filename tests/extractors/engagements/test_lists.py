"""Lists with their lead-in, however they are written."""

import pytest

from extractors.engagements.lists import find_listings
from extractors.text.source import Source


def entries(text: str) -> list[list[str]]:
    source = Source(text)
    return [[text[e.start : e.end] for e in listing.entries] for listing in find_listings(source)]


CASES = [
    # bullets of any kind
    ("Trois axes :\n• agir tôt\n• protéger\n• soutenir", [["agir tôt", "protéger", "soutenir"]]),
    # labels are no part of the entry
    ("Les axes :\nAxe 1 – Agir tôt\nAxe 2 : Protéger", [["Agir tôt", "Protéger"]]),
    # labels with a letter or a hyphen in their number
    ("Fiche-action A1. Agir tôt\nFiche-action B2. Protéger", [["Agir tôt", "Protéger"]]),
    ("Les actions :\n- Action 1-1 : un bus\n- Action 2-1 : un guichet", [["un bus", "un guichet"]]),
    # labels with a line of their own
    ("Axe 1\nAgir tôt\nAxe 2\nProtéger", [["Agir tôt", "Protéger"]]),
    # labels whose ordinal stands behind
    ("Orientation première : agir tôt\nOrientation deuxième : protéger", [["agir tôt", "protéger"]]),
    ("Axe second – Agir tôt\nAxe troisième – Protéger", [["Agir tôt", "Protéger"]]),
    # codes for labels
    (
        "Deux priorités :\nP1 – lutter contre les violences\nP2 – soigner",
        [["lutter contre les violences", "soigner"]],
    ),
    # a list that counts from 1 again is another one
    (
        "Les axes :\n1) agir tôt ;\n2) protéger.\nLes actions :\n1) un bus ;\n2) un guichet.",
        [["agir tôt ;", "protéger."], ["un bus ;", "un guichet."]],
    ),
    # numbered headings in capitals are no entries of the list between them
    (
        "1. ENGAGEMENTS\n\nAxe 1 : agir tôt\n\nAxe 2 : protéger\n\n2. MOYENS\n\nRien n'est dit.",
        [["agir tôt", "protéger"]],
    ),
    # measures under a labelled line, without bullets; a heading that is no deed ends the list
    (
        "Axe 1 : agir tôt\nCréer une équipe\nRecrutement de sages-femmes\nLe mot du préfet",
        [["agir tôt", "Créer une équipe", "Recrutement de sages-femmes"]],
    ),
    # a bullet of the list around ends the one inside
    (
        "Il permet :\n- d'ouvrir un lieu,\n- de former.\n> À vos agendas",
        [["d'ouvrir un lieu,", "de former."]],
    ),
    # entries without any bullet, after a colon
    ("Les priorités :\n\nagir plus tôt\n\nprotéger mieux", [["agir plus tôt", "protéger mieux"]]),
    # inline, with commas and "et"
    (
        "Deux axes : prévenir les crises et soigner les enfants.",
        [["prévenir les crises", "soigner les enfants."]],
    ),
    # inline, with semicolons; a comma inside an entry does not cut it
    ("Les mesures : un bus, neuf ; une maison.", [["un bus, neuf", "une maison."]]),
    # "à savoir" for a colon
    ("Deux objectifs, à savoir agir tôt et protéger.", [["agir tôt", "protéger."]]),
    # by place, without a colon
    (
        "Ainsi, dans le Cantal, une équipe ; en Ardèche, des logements.",
        [["une équipe", "des logements."]],
    ),
    # a count announces headings
    (
        "Le contrat a deux engagements.\nAccueillir vite\nUn guichet ouvre.\nLever les freins\nOn verra.",
        [["Accueillir vite", "Lever les freins"]],
    ),
    # as many parts as are announced: "et" joins within them
    (
        "Trois axes : attirer et garder les soignants, soutenir les aidants, agir sur l'eau et l'air.",
        [["attirer et garder les soignants", "soutenir les aidants", "agir sur l'eau et l'air."]],
    ),
    # a decimal comma cuts nothing
    ("Son coût : 2,5 millions.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_entries(text: str, expected: list[list[str]]) -> None:
    assert entries(text) == expected


def test_nested_entries_know_their_level() -> None:
    source = Source("Axes :\n1. Agir\n   - tôt\n   - partout\n2. Protéger")
    (listing,) = find_listings(source)
    assert [entry.level for entry in listing.entries] == [0, 1, 1, 0]


def test_a_list_under_an_entry_is_a_list_of_its_own_too() -> None:
    text = "Décide :\n- d'approuver le texte, qui a deux axes :\n   1) agir tôt\n   2) protéger\n- de signer"
    assert ["agir tôt", "protéger"] in entries(text)
