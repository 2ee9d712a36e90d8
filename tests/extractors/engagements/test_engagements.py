"""Engagements and actions: which lists and sentences hold them, and where each begins and ends."""

import pytest

from extractors.contracts.component import find_mentions
from extractors.engagements.component import Commitments, find_commitments
from extractors.text.source import Source


def commitments(text: str) -> Commitments:
    source = Source(text)
    return find_commitments(source, find_mentions(source))


START = "Le CDPPE est signé.\n"

ENGAGEMENTS = [
    # as many as are counted, whatever else the words before the list name
    ("2 axes, 14 actions\n1/ Agir tôt\n2/ Mieux loger", ["Agir tôt", "Mieux loger"]),
    ("Deux engagements et douze fiches :\n- agir tôt\n- mieux loger", ["agir tôt", "mieux loger"]),
    # nothing but a name before them, or a count and no colon; one word may be one
    (
        "Axes : petite enfance ; jeunesse ; accès aux droits.",
        ["petite enfance", "jeunesse", "accès aux droits"],
    ),
    ("Thématiques retenues : santé, handicap, aller vers.", ["santé", "handicap", "aller vers"]),
    ("Il repose sur deux piliers, la santé et l'accueil des enfants.", ["la santé", "l'accueil des enfants"]),
    ("Autour de trois axes (santé, école, logement), il mobilise.", ["santé", "école", "logement"]),
    ("Il a deux axes – agir tôt, mieux loger – et deux ans.", ["agir tôt", "mieux loger"]),
    ("Il compte deux axes, le Département un et l'État un.", []),
    ("Deux axes, la préfète et le président l'ont dit, guideront l'action.", []),
    ("Le budget 2023 a deux priorités, les routes et la fibre.", []),
    ("Axe 1 - Agir tôt (2 actions)\nAxe 2 - Loger (3 actions)", ["Agir tôt", "Loger"]),
    # what each is about, by its number or its rank, in one sentence or several
    (
        "L'axe 1 porte sur la santé, l'axe 2 sur le logement et l'axe 3 concerne les agents.",
        ["la santé", "le logement", "les agents"],
    ),
    (
        "Un premier volet concerne la santé. Un deuxième, le logement.",
        ["la santé", "le logement"],
    ),
    ("L'axe 1 porte sur la santé.", []),
    ("Axe A - agir tôt ; axe B - mieux loger.", ["agir tôt", "mieux loger"]),
    # what a short question asks for
    ("Quels engagements ? Agir tôt, mieux loger.", ["Agir tôt", "mieux loger"]),
    ("On y lit deux promesses : agir tôt, mieux loger.", ["agir tôt", "mieux loger"]),
    # one with a title
    ("Un engagement n° 5, intitulé « Loger mieux », est ajouté au contrat.", ["Loger mieux"]),
    # "et" within an entry, before the last comma
    (
        "Priorités envisagées : le suivi à Laon et l'accueil à Guise, la santé, l'école.",
        ["le suivi à Laon et l'accueil à Guise", "la santé", "l'école"],
    ),
    # what the parties oblige themselves to, each with its letter
    ("Les parties s'y obligent à : a) agir tôt ; b) mieux loger.", ["agir tôt", "mieux loger"]),
    ("L'État et le Département promettent de : agir tôt ; mieux loger.", ["agir tôt", "mieux loger"]),
    # a sentence an axis, each with its rank, whatever stands between them
    (
        "Premier axe, la santé : agir tôt. Second axe, le toit : mieux loger les jeunes.",
        ["agir tôt", "mieux loger les jeunes"],
    ),
    (
        "Le premier axe vise à agir tôt. La PMI y gagne. Le deuxième, lui, entend loger les jeunes.",
        ["agir tôt", "loger les jeunes"],
    ),
    (
        "Il a trois axes. Le premier vise à agir tôt, le deuxième à mieux loger et le troisième à former les agents.",
        ["agir tôt", "mieux loger", "former les agents"],
    ),
    ("Première étape : réunir les acteurs. Deuxième étape : écrire le contrat.", []),
    ("Le premier à parler est le préfet. Le deuxième est le maire.", []),
    # things to do in turn, within one sentence
    (
        "Il s'agit d'abord d'agir tôt, ensuite de mieux loger, enfin de former les agents.",
        ["agir tôt", "mieux loger", "former les agents"],
    ),
    ("Le préfet a d'abord salué les élus, ensuite les familles.", []),
    ("Avant la signature, il a fallu d'abord convaincre, ensuite rassurer.", []),
    # numbered headings that each have items under them, below what names the contract
    (
        "Ils ont signé le contrat.\nI - Renforcer la prévention\no un bus neuf\nII - Loger mieux\no dix places",
        ["Renforcer la prévention", "Loger mieux"],
    ),
    # a line under each numbered title
    (
        "I. PRÉVENIR\nRepérer plus tôt les fragilités\nII. LOGER\nOuvrir dix places",
        ["Repérer plus tôt les fragilités", "Ouvrir dix places"],
    ),
    ("I. PRÉVENIR\nLe préfet a parlé\nII. LOGER\nLe maire aussi", []),
    ("Il nous aide à tenir deux caps : agir plus tôt ; mieux loger.", ["agir plus tôt", "mieux loger"]),
    ("Objectifs ? Agir plus tôt, éviter les ruptures.", ["Agir plus tôt", "éviter les ruptures"]),
    ("Quelles priorités ?\nAgir plus tôt, mieux loger.", ["Agir plus tôt", "mieux loger"]),
    ("Les objectifs ? Le préfet les a rappelés, la présidente aussi.", []),
    # capital letters that count
    ("Ses deux ambitions :\nA. Mieux prévenir\nB. Mieux loger", ["Mieux prévenir", "Mieux loger"]),
    # as many axes as entries: that the lead-in names the document or the signatories changes nothing
    ("Deux axes structurent le document :\n1/ Agir tôt\n2/ Protéger mieux", ["Agir tôt", "Protéger mieux"]),
    ("Deux défis lient les signataires :\n- agir tôt\n- mieux loger", ["agir tôt", "mieux loger"]),
    ("Les signataires entendent :\n1/ agir tôt\n2/ loger mieux", ["agir tôt", "loger mieux"]),
    ("L'État et l'ARS s'assignent deux buts :\n- agir tôt\n- loger mieux", ["agir tôt", "loger mieux"]),
    # a theme before each, a line each, under a heading on the contract
    (
        "Le contrat en trois points\nFamilles : agir tôt\nSanté : ne perdre aucun enfant de vue\nAvenir : loger mieux",
        ["agir tôt", "ne perdre aucun enfant de vue", "loger mieux"],
    ),
    ("Contact : appeler la mairie\nInscription : écrire au service", []),
    # what is said between dashes leads in to nothing
    (
        "Il a — le précédent datait de 2018 — deux axes : agir tôt, protéger mieux.",
        ["agir tôt", "protéger mieux"],
    ),
    # sentences that follow each other; what leads in to them stands above
    (
        "Ses objectifs ?\nIl en a trois. D'abord, agir tôt. Puis mieux protéger. Enfin, loger les jeunes.",
        ["agir tôt", "mieux protéger", "loger les jeunes"],
    ),
    # Roman numbers
    ("Il a 2 axes :\nI - Agir plus tôt\nII - Protéger mieux", ["Agir plus tôt", "Protéger mieux"]),
    # the text breaks off within the last one
    (
        "Trois axes :\n- agir plus tôt ;\n- mieux protéger ;\n- mieux accomp",
        ["agir plus tôt", "mieux protéger"],
    ),
    ("Deux axes :\n- mieux protéger les enfa", []),
    # by what means it is done
    ("Ses deux axes :\n- renforcer la PMI, avec douze postes\n- loger", ["renforcer la PMI"]),
    # the lead comes behind
    ("Agir tôt, mieux protéger : le contrat se décline en deux volets.", ["Agir tôt", "mieux protéger"]),
    # one is announced, whatever conjunction is in it
    ("Il y ajoute un troisième engagement : préparer l'avenir et loger.", ["préparer l'avenir et loger"]),
    # a label that is a verb
    (
        "Deux objectifs :\n1. Prévenir : agir plus tôt\n2. Protéger : loger mieux",
        ["agir plus tôt", "loger mieux"],
    ),
    # the words of the lead-in decide
    ("Il a deux axes :\n- agir plus tôt ;\n- mieux protéger.", ["agir plus tôt", "mieux protéger"]),
    # a label before the colon goes, details after it go too
    (
        "Trois axes :\n- la prévention : agir tôt\n- Mieux soigner : bilans, suivi\n- Loger",
        ["agir tôt", "Mieux soigner"],
    ),
    # examples in parentheses go, acronyms stay
    (
        "Priorités :\n- agir tôt (PMI, crèches)\n- renforcer la cellule (CRIP)",
        ["agir tôt", "renforcer la cellule (CRIP)"],
    ),
    # labelled lines
    ("Engagement n° 1 : Agir tôt\nEngagement n° 2 : Protéger mieux", ["Agir tôt", "Protéger mieux"]),
    # in a sentence
    ("Il s'articule autour de deux objectifs : agir tôt et protéger.", ["agir tôt"]),
    # quotation marks are no part of it
    ("Deux axes : « agir tôt » et « protéger mieux ».", ["agir tôt", "protéger mieux"]),
    # what the parties agree to do together
    (
        "Les parties s'accordent pour :\na) agir tôt ;\nb) protéger mieux ;\nc) ne laisser personne seul.",
        ["agir tôt", "protéger mieux", "ne laisser personne seul"],
    ),
    (
        "L'État, l'ARS et le Département unissent leurs forces pour :\n1° Agir tôt ;\n2° Loger les jeunes.",
        ["Agir tôt", "Loger les jeunes"],
    ),
    (
        "Les signataires ont décidé ensemble de :\n(i) repérer les fragilités ;\n(ii) offrir un suivi.",
        ["repérer les fragilités", "offrir un suivi"],
    ),
    # a heading that says no word of the programme's own
    ("Ce que nous voulons\n- repérer tôt\n- mieux loger", ["repérer tôt", "mieux loger"]),
    ("Nos trois paris\n- repérer tôt\n- mieux loger", ["repérer tôt", "mieux loger"]),
    ("Ce à quoi nous nous engageons\n1. Agir tôt\n2. Mieux loger", ["Agir tôt", "Mieux loger"]),
    ("Tous ensemble\n- repérer tôt\n- mieux loger", ["repérer tôt", "mieux loger"]),
    ("Objectif : figurer parmi les trente avec l'État et l'ARS.", []),  # one aim, with whom
]


@pytest.mark.parametrize(("text", "expected"), ENGAGEMENTS)
def test_engagements(text: str, expected: list[str]) -> None:
    found = [engagement.text for engagement in commitments(START + text).engagements]
    assert found[: len(expected)] == expected


SIGNATORIES = (
    "Anne Roy (préfecture), Luc Blanc (Département) et Léa Petit (délégation départementale de l'ARS)"
)
ACTIONS = [
    # what the money is for, asked in other words; what the measures are
    ("Pour faire quoi ?\n_ ouvrir un lieu\n_ former dix agents", ["ouvrir un lieu", "former dix agents"]),
    ("Les + du contrat\n✓ Un numéro unique\n✓ + 30 places", ["Un numéro unique", "30 places"]),
    ("Les mesures phares ? Un bus santé, vingt places.", ["Un bus santé", "vingt places"]),
    (
        "Volet santé : un bus, deux postes. Volet toit : dix places, un guichet.",
        ["un bus", "deux postes", "dix places", "un guichet"],
    ),
    (
        "Les actions de 2022 :\nUne équipe mobile, à Laon (12 000 €)\nDix places de répit (30 000 €)",
        ["Une équipe mobile, à Laon", "Dix places de répit"],
    ),
    (
        "Parmi lesquelles un bus, deux équipes et un fonds d'aide au permis.",
        ["un bus", "deux équipes", "un fonds d'aide au permis"],
    ),
    # each with its own "par", without an auxiliary of its own, named as some of them
    (
        "Cela se traduira par l'ouverture d'un lieu, par l'achat d'un bus et par l'embauche d'agents.",
        ["l'ouverture d'un lieu", "l'achat d'un bus", "l'embauche d'agents"],
    ),
    (
        "Dix places seront créées, deux agents recrutés et un lieu ouvert.",
        ["Dix places seront créées", "deux agents recrutés", "un lieu ouvert"],
    ),
    (
        "Sont ainsi programmés l'ouverture d'un lieu et l'achat d'un bus.",
        ["l'ouverture d'un lieu", "l'achat d'un bus"],
    ),
    (
        "Côté actions, citons l'ouverture d'un lieu et l'achat d'un bus.",
        ["l'ouverture d'un lieu", "l'achat d'un bus"],
    ),
    ("Signalons la présence du maire et de la députée.", []),
    ("Il consacre 80 M€ à ce volet ; il en prévoit 200 en 2022.", []),
    # a time or a place for a theme
    (
        "Ce qu'il contient :\n- Avant la naissance : un entretien pour chaque mère\n- Après 18 ans : un logement neuf",
        ["un entretien pour chaque mère", "un logement neuf"],
    ),
    # what it is for, asked in a magazine
    # who gives what, a count of things, what comes below a list: no measures
    ("Au cœur du débat, l'argent : l'État offre 1,9 million d'euros, à condition d'en ajouter autant.", []),
    ("Il porte sur trois points.", []),
    ("Le contrat finance 2 400 mesures de placement.", []),
    (
        "Au programme :\n- ouvrir un lieu\n- former dix agents\nRenseignements : la préfecture",
        ["ouvrir un lieu", "former dix agents"],
    ),
    # the measures that answer a question, each with its article or its number
    ("Concrètement ? Un bus santé, dix places et un guichet.", ["Un bus santé", "dix places", "un guichet"]),
    ("Concrètement ? Un bus part demain. Dix places suivront.", []),
    ("Concrètement ? Un bus ouvrira demain, dix places suivront.", []),
    # codes, under a labelled line
    (
        "Axe A. Agir tôt\nA1 bilan de santé à 4 ans\nA2 renfort des équipes",
        ["bilan de santé à 4 ans", "renfort des équipes"],
    ),
    (
        "Il a deux axes.\nI - Agir tôt\n- un bus neuf\n- dix places\nII - Loger mieux\n- un guichet",
        ["un bus neuf", "dix places", "un guichet"],
    ),
    ("À quoi ça sert ?\nÀ ouvrir un lieu, à former les équipes.", ["ouvrir un lieu", "former les équipes"]),
    # money and a count among them are none
    (
        "Il se traduit par :\n- un effort financier de 2 M€\n- un bus\n- un guichet\n- la mise en œuvre de 24 actions",
        ["un bus", "un guichet"],
    ),
    # what it comes to
    (
        "Concrètement, il s'agit de doubler les bilans, d'ouvrir un lieu et de loger dix jeunes.",
        ["doubler les bilans", "ouvrir un lieu", "loger dix jeunes"],
    ),
    (
        "En clair, cela veut dire doubler les bilans et ouvrir un lieu.",
        ["doubler les bilans", "ouvrir un lieu"],
    ),
    (
        "Concrètement, le Département va doubler les bilans et ouvrir un lieu.",
        ["doubler les bilans", "ouvrir un lieu"],
    ),
    ("Concrètement, il s'agit d'aider les familles.", []),
    ("Concrètement, la Creuse va recevoir 2 M€ et attendre la suite.", []),
    # whose part of it a list is
    (
        "Ce qui va changer ? Côté Département :\n* un lieu ouvrira à Guéret\nCôté Ville :\n* un bus tournera",
        ["un lieu ouvrira à Guéret", "un bus tournera"],
    ),
    (
        "Ce qui change\n\nCôté Creuse :\n- un lieu\n- un bus\nCôté Indre :\n- un guichet\n- un foyer",
        ["un lieu", "un bus", "un guichet", "un foyer"],
    ),
    ("Qui était là ?\n\nCôté Département :\n- Anne Roy, présidente\n- Luc Blanc, élu", []),
    # where the money goes
    (
        "Ces crédits iront notamment à :\n- un bus des familles\n- un guichet",
        ["un bus des familles", "un guichet"],
    ),
    (
        "Cette somme sera consacrée à :\n- la création d'un lieu\n- douze places",
        ["la création d'un lieu", "douze places"],
    ),
    # what there is question of, each with its own preposition; money is none
    (
        "Il est question d'un bus, de la création de six places et d'éducateurs en collège.",
        ["un bus", "la création de six places", "éducateurs en collège"],
    ),
    (
        "Il est aussi question de former les équipes et d'ouvrir un lieu.",
        ["former les équipes", "ouvrir un lieu"],
    ),
    ("Il est question de 2 millions d'euros.", []),
    ("Il n'est pas question d'une fusion des services.", []),
    # what they consist in
    (
        "Dix fiches. Les principales consistent à étendre les visites, à recruter dix agents et à ouvrir un lieu.",
        ["étendre les visites", "recruter dix agents", "ouvrir un lieu"],
    ),
    ("Ses premières mesures consisteront à former les équipes.", ["former les équipes"]),
    ("Les difficultés consistent à recruter et à former.", []),
    # what a newspaper picks out of it
    ("Parmi les 17 actions retenues, on relève un bus et un guichet.", ["un bus", "un guichet"]),
    ("On y trouve un lieu neutre et le renfort de la PMI.", ["un lieu neutre", "le renfort de la PMI"]),
    ("On note une hausse de 12 % des placements et un manque de places.", []),
    # a theme before each
    (
        "Ce qu'il contient :\n- Santé : un bilan par enfant\n- Familles : création d'un lieu",
        ["un bilan par enfant", "création d'un lieu"],
    ),
    # the signatories between the contract and what it plans
    (f"Le contrat, que signent {SIGNATORIES}, prévoit un bus et un guichet.", ["un bus", "un guichet"]),
    # what leads in to them is a participle, or a question
    (
        "Sont ainsi financés :\n* un bus des familles,\n* un guichet neuf.",
        ["un bus des familles", "un guichet neuf"],
    ),
    ("Pour quoi faire ?\n> ouvrir un lieu\n> former les équipes", ["ouvrir un lieu", "former les équipes"]),
    # "cela" goes back to the contract
    (
        "Cela se traduira notamment par la création d'un lieu et l'achat d'un bus.",
        ["la création d'un lieu", "l'achat d'un bus"],
    ),
    # catchwords of a day are no measures
    ("Au programme : visites guidées, exposition, goûter.", []),
    # people are no measures
    ("Les actions ont été présentées à tous : élus, associations, représentants du tribunal.", []),
    ("Parmi eux, le préfet du Lot et la présidente du Gers.", []),
    # a sentence without a verb; years are no measure
    (
        "Il porte sur 2023 et 2024.\nDe quoi financer, entre autres, un bus et un guichet.",
        ["un bus", "un guichet"],
    ),
    # a list led in as actions
    (
        "Ces fonds serviront par exemple à :\n- ouvrir un lieu\n- former les équipes",
        ["ouvrir un lieu", "former les équipes"],
    ),
    # an enumeration in a sentence
    (
        "Il prévoit la création d'un centre, le recrutement de deux médecins et l'ouverture d'un foyer.",
        ["la création d'un centre", "le recrutement de deux médecins", "l'ouverture d'un foyer"],
    ),
    # a complement between two commas starts no new measure
    (
        "Il comporte notamment vingt places, cette année, pour les fratries.",
        ["vingt places, cette année, pour les fratries"],
    ),
    # inverted
    # what is done to measures that stand behind; what each costs is no part of it
    ("Seront pris en charge un bus et un guichet.", ["un bus", "un guichet"]),
    ("Seront recrutées deux puéricultrices et une sage-femme.", ["deux puéricultrices", "une sage-femme"]),
    (
        "Actions :\n- un bus neuf, 1,9 M€ dont 700 000 € de l'État\n- un guichet",
        ["un bus neuf", "un guichet"],
    ),
    (
        "Actions :\n- un bus pour les familles, pour 65 000 euros\n- un guichet",
        ["un bus pour les familles", "un guichet"],
    ),
    (
        "Actions :\n- une aide de 300 €, versée aux familles\n- un guichet",
        ["une aide de 300 €, versée aux familles", "un guichet"],
    ),
    (
        "Réalisé dans l'année\n> recrutement de deux sages-femmes\n> ouverture d'un lieu",
        ["recrutement de deux sages-femmes", "ouverture d'un lieu"],
    ),
    ("Seront créés une maison des ados et un bus santé.", ["une maison des ados", "un bus santé"]),
    # paragraphs that start with a deed; what follows the first sentence goes
    (
        "Plusieurs actions sont prévues\nCréation d'un bus. Il ira partout.\nOuverture d'un lieu d'accueil.",
        ["Création d'un bus", "Ouverture d'un lieu d'accueil"],
    ),
    # what is listed "pour y parvenir" is done for what was listed before
    ("Deux axes :\n- agir tôt\n- soigner\nPour y parvenir, il faut :\n- créer un bus", ["créer un bus"]),
    # "en annexe" names a place, not what is listed
    (
        "Les opérations suivantes, détaillées en annexe :\n- un bus pour tous\n- un guichet",
        ["un bus pour tous", "un guichet"],
    ),
    # a measure that is given up is none
    ("Actions :\n- Action 1 : un bus neuf\n- Action 2 : le guichet est supprimé", ["un bus neuf"]),
    # in brackets, numbered; a comma inside cuts nothing
    (
        "Les mesures : (1) renforcer la cellule, (2) créer un point d'écoute, même le soir.",
        ["renforcer la cellule", "créer un point d'écoute, même le soir"],
    ),
    # what the text cites
    (
        "Le CLS est signé. Parmi ses 22 fiches, citons un guichet, des ateliers ou encore un bus dentaire.",
        ["un guichet", "des ateliers", "un bus dentaire"],
    ),
    # in speech: what the contract makes possible
    (
        "Le CDPPE est signé. Il s'agit notamment de financer une maison des adolescents.",
        ["une maison des adolescents"],
    ),
    (
        "Le contrat a été signé. Il se traduira par exemple par la création d'un centre.",
        ["la création d'un centre"],
    ),
    (
        "Le CDPPE est signé. Dans ce cadre, le Département pourra ouvrir un centre.",
        ["ouvrir un centre"],
    ),
    (
        "Le CDPPE est signé. « On va pouvoir ouvrir un centre et doubler les visites », dit le préfet.",
        ["ouvrir un centre", "doubler les visites"],
    ),
    # who gives how much is no measure
    ("Le CDPPE finance 14 projets : l'État leur consacre 872 000 €, le Département 310 000 €.", []),
    # clauses that each tell what will be there
    (
        "Un lieu neutre ouvrira à Gray, une équipe sillonnera la vallée, et dix places seront créées à Vesoul.",
        [
            "Un lieu neutre ouvrira à Gray",
            "une équipe sillonnera la vallée",
            "dix places seront créées à Vesoul",
        ],
    ),
    (
        "Deux éducatrices rejoindront la PMI et un bus desservira les villages.",
        ["Deux éducatrices rejoindront la PMI", "un bus desservira les villages"],
    ),
    ("Un élu votera contre, deux autres ne diront rien.", []),
    # sheets by their initials
    ("FA 1.1 – Créer dix places\nFA 1.2 – Doubler les visites", ["Créer dix places", "Doubler les visites"]),
    # what somebody cites among the measures
    (
        "Elle cite parmi les mesures prévues le dédoublement de la CRIP et l'ouverture d'un lieu neutre.",
        ["le dédoublement de la CRIP", "l'ouverture d'un lieu neutre"],
    ),
    ("Il évoque parmi les actions du contrat un bus et une équipe mobile.", ["un bus", "une équipe mobile"]),
    ("Parmi les nouveautés figurent un bus ainsi qu'une aide au permis.", ["un bus", "une aide au permis"]),
    ("Elle cite parmi les élus le maire et la députée.", []),
    # what is wanted in one place and in another
    (
        "Côté Mayenne, on veut un guichet dans chaque canton. En Sarthe, on parle d'un bus et de maraudes le soir.",
        ["un guichet dans chaque canton", "un bus", "maraudes le soir"],
    ),
    ("À Laval, on attend une réponse de l'État.", []),
    # sentences under the headings of axes
    (
        (
            "Chantier 1 | Aller vers les parents\nUn bus dessert les villages.\n"
            "Chantier 2 | Loger les jeunes\nChaque jeune majeur se voit proposer un parrain."
        ),
        ["Un bus dessert les villages", "Chaque jeune majeur se voit proposer un parrain"],
    ),
    # … in the present, with a verb that shows
    (
        (
            "Chantier 1 | Aller vers les parents\nUn bus dessert les villages.\n"
            "Chantier 2 | Loger les jeunes\nTrois bailleurs réservent des studios."
        ),
        ["Un bus dessert les villages", "Trois bailleurs réservent des studios"],
    ),
    (
        (
            "Chantier 1 | Aller vers les parents\nUn enfant sur cinq vit sous le seuil de pauvreté.\n"
            "Chantier 2 | Loger les jeunes\nUn rapport montre que tous n'ont pas de toit."
        ),
        [],
    ),
    # what is told of the contract itself, or checks it, is no measure
    ("Un comité de pilotage se réunira deux fois par an. Une évaluation sera lancée en 2024.", []),
    # one clause under each of several headings
    (
        "Soigner\nC'est long. Deux infirmières seront donc recrutées.\nÉcouter\nUn conseil des jeunes se réunira.",
        ["Deux infirmières seront donc recrutées", "Un conseil des jeunes se réunira"],
    ),
    # … soon, or done to what is there; the money that goes with it is no measure
    (
        "Le contrat est signé. Concrètement, une sage-femme va rejoindre la PMI et dix places vont être créées.",
        ["une sage-femme va rejoindre la PMI", "dix places vont être créées"],
    ),
    ("Le contrat est signé. Deux élus vont voter contre, un crédit va être ouvert.", []),
    # items under the sentence that tells of the contract, each something new; who came is no measure
    (
        "Le contrat a été signé à Foix.\n\U0001f476 Des visites dès la grossesse\n\U0001f3e0 30 places pour fratries",
        ["Des visites dès la grossesse", "30 places pour fratries"],
    ),
    (
        (
            "\U0001f58a Le contrat est signé entre l'État et le Département, pour les enfants de l'Ariège,"
            " et nous étions tous à Foix, dans la salle des fêtes, ce matin !"
            "\n\u27a1 un bus santé\n\u27a1 dix places"
            "\n\U0001f4b6 2 M€ de l'État\n\U0001f44f Merci à tous\n\u2764 186  14 commentaires"
        ),
        ["un bus santé", "dix places"],
    ),
    ("Le contrat a été signé à Foix.\n- une préfète\n- deux maires", []),
    # what the entries open with tells what they are, where nothing else does
    (
        "Le contrat a été signé :\n- ouvrir un lieu\n- former dix agents",
        ["ouvrir un lieu", "former dix agents"],
    ),
    ("Le contrat a été signé :\n- prévenir les crises\n- accompagner les parents", []),
    # a time or a place, and what will be there
    (
        "Le contrat est signé. Dès 2024 : un « bus des droits » à Laval, des ateliers à Mayenne.",
        ["un « bus des droits » à Laval", "des ateliers à Mayenne"],
    ),
    ("Le contrat est signé. À la rentrée : un bus, dix places.", ["un bus", "dix places"]),
    ("Le contrat est signé. En 2023 : 2 M€ pour l'État, 1 M€ pour l'ARS.", []),
    # other questions and headings
    (
        "Le contrat est signé.\nEt sur le terrain ?\n> Un bus santé\n> Le bilan à 4 ans",
        ["Un bus santé", "Le bilan à 4 ans"],
    ),
    (
        "Le CDPPE arrive.\nCe qui fait déjà consensus :\n- loger mieux\n- ouvrir un lieu",
        ["loger mieux", "ouvrir un lieu"],
    ),
    ("Le contrat est signé.\nDéjà en place :\n- loger mieux\n- ouvrir un lieu", []),
    # work that begins, or has its price, whatever else "chantiers" are
    (
        "Le CRTE est signé. Deux chantiers ouvrent : un bus et le renfort de la PMI.",
        ["un bus", "le renfort de la PMI"],
    ),
    (
        (
            "Le CRTE est signé.\nNos chantiers"
            "\nI. Isoler le gymnase        412 000 €\nII. Relier les bourgs        à chiffrer"
        ),
        ["Isoler le gymnase", "Relier les bourgs"],
    ),
    ("Le CRTE est signé.\nNos chantiers\nI. Isoler mieux\nII. Relier les bourgs", []),
    # what is asked for in "pour quoi faire" is aimed at, or done
    (
        "Le contrat est signé.\nPour quoi faire ?\n- Ouvrir un lieu\n- Former les agents",
        ["Ouvrir un lieu", "Former les agents"],
    ),
    ("Le contrat est signé.\nPour quoi faire ?\n- Protéger les bébés\n- Rompre l'isolement", []),
    # what is so besides is not said of the measure
    (
        "Le contrat est signé. Il doit servir à étoffer la PMI et à former dix agents, quand il en manque trente.",
        ["étoffer la PMI", "former dix agents"],
    ),
    # rows of tables, with money and without
    (
        (
            "CDPPE\nFiche | Intitulé | Crédits\n1.1 | Former les agents | 20 000 €"
            "\n2.1 | Un lieu neutre | 30 000 €\nTotal | | 50 000 €"
        ),
        ["Former les agents", "Un lieu neutre"],
    ),
    (
        "CDPPE\nAction | Pilote\nUn bus santé | Département\nUn lieu neutre | ARS",
        ["Un bus santé", "Un lieu neutre"],
    ),
    ("CDPPE\nInstance | Pilote\nLe comité | Département\nLa cellule | ARS", []),
    # a theme before each, a sentence each
    (
        "Ce qui va changer ?\nPour les bébés : un bilan à 4 ans. Pour les fratries : un village d'enfants.",
        ["un bilan à 4 ans", "un village d'enfants"],
    ),
    (
        "Les mesures ? Côté santé, un bilan. Côté toit, dix studios à Foix.",
        ["un bilan", "dix studios à Foix"],
    ),
    ("Les actions ?\nSanté : un bilan pour tous. Toit : des studios.", ["un bilan pour tous", "des studios"]),
    (
        "Au programme : pour les bébés, un bilan de santé ; pour les aînés, des studios.",
        ["un bilan de santé", "des studios"],
    ),
    ("Qui a parlé ?\nPour le Département, la présidente. Pour l'État, le préfet.", []),
    # what is said between commas, of the list or of one measure in it
    ("Il prévoit, dès cette année, un bus et un guichet.", ["un bus", "un guichet"]),
    ("On y relève, entre autres idées neuves, un bus et un guichet.", ["un bus", "un guichet"]),
    ("Il permettra, dans un premier temps, de former les équipes.", ["former les équipes"]),
    ("Y figurent, pêle-mêle, un bus et un guichet.", ["un bus", "un guichet"]),
    (
        "Deux actions : un bus santé, porté par la Ville, et un guichet, qui ouvrira en mai.",
        ["un bus santé", "un guichet"],
    ),
    (
        "Trois actions : un bus, le suivi par la PMI des bébés, une maison située à Gap.",
        ["un bus", "le suivi par la PMI des bébés", "une maison située à Gap"],
    ),
    # to pay for a post is a measure, to give two millions is none
    ("Il prévoit un bus et le financement d'un poste.", ["un bus", "le financement d'un poste"]),
    ("Il prévoit un bus et le financement de 2 M€.", ["un bus"]),
    # a lead-in to something else ends a list
    (
        "Actions :\n1. ouvrir un lieu\n2. former dix agents\nÀ télécharger :\n> Dossier de presse",
        ["ouvrir un lieu", "former dix agents"],
    ),
    (
        "Actions :\n1. ouvrir un lieu\n2. former dix agents\nContacts presse :\n- service de communication",
        ["ouvrir un lieu", "former dix agents"],
    ),
    # under each aim, by its rank
    (
        (
            "Au titre du premier, deux puéricultrices seront recrutées et un bus sillonnera le Perche. Au titre du "
            "deuxième, dix places verront le jour. Le troisième se traduira par la création d'un conseil des jeunes."
        ),
        [
            "deux puéricultrices seront recrutées",
            "un bus sillonnera le Perche",
            "dix places verront le jour",
            "la création d'un conseil des jeunes",
        ],
    ),
    (
        "Pour l'axe 1, un guichet ouvrira. Pour l'axe 2, six places seront créées.",
        ["un guichet ouvrira", "six places seront créées"],
    ),
    ("Pour l'axe 1, un bilan sera dressé. Pour l'axe 2, un comité sera réuni.", []),
    # when, between the heading and the list
    (
        "Ce qui va changer\nDès le printemps :\n- le référentiel sera généralisé ;\n- un réseau suivra les enfants.",
        ["le référentiel sera généralisé", "un réseau suivra les enfants"],
    ),
    # under headings without a colon
    ("Ce que l'État apporte\n- vingt agents de plus\n- un bus", ["vingt agents de plus", "un bus"]),
    # the purpose goes
    (
        "Actions prévues :\n- achat d'un bus destiné aux villages\n- un guichet",
        ["achat d'un bus", "un guichet"],
    ),
    # under few words that say nothing of it, not far below the contract's name
    ("Dans le détail :\n\n→ un lieu neutre\n\n→ des visites", ["un lieu neutre", "des visites"]),
    ("L'essentiel à retenir\n- un lieu neutre\n- 12 places", ["un lieu neutre", "12 places"]),
    ("Sur la table\n+ un lieu neutre\n+ deux foyers", ["un lieu neutre", "deux foyers"]),
    ("Bienvenue\n- un lieu neutre\n- deux foyers", ["un lieu neutre", "deux foyers"]),
    # the answer to a question on what it is for
    (
        "À quoi servira cet argent ?\n« À recruter dix agents, à ouvrir un lieu. »",
        ["recruter dix agents", "ouvrir un lieu"],
    ),
    (
        "En pratique, qu'est-ce que cela donne ? Un bus, une maison à Gap et dix places.",
        ["Un bus", "une maison à Gap", "dix places"],
    ),
    ("À quoi servira cet argent ? Un bus passe déjà, dix places sont créées.", []),
    # other words in running text
    (
        "Il y est question d'ouvrir un lieu et de créer vingt places.",
        ["ouvrir un lieu", "créer vingt places"],
    ),
    (
        "Premiers effets attendus en mai : deux agents de plus, un internat.",
        ["deux agents de plus", "un internat"],
    ),
    (
        "Il prévoit un bus. Un lieu neutre verra le jour à Gap.",
        ["un bus", "Un lieu neutre verra le jour à Gap"],
    ),
    ("Un lieu neutre verra le jour à Gap.", []),  # alone it may be anything
]


@pytest.mark.parametrize(("text", "expected"), ACTIONS)
def test_actions(text: str, expected: list[str]) -> None:
    assert [action.text for action in commitments(START + text).actions] == expected


NEITHER = [
    "Ce que le Département a déjà fait :\n- ouvrir un lieu\n- former les équipes",  # before the contract
    "Les départements sont retenus selon deux critères :\n1. une analyse\n2. une ambition",  # criteria
    "Actions :\n- Télécharger le contrat (format pdf - 1.4 mb)\n- Télécharger le communiqué de presse",  # of the page
    "Documents à télécharger :\n- Le contrat (PDF - 2,3 Mo)\n- La synthèse",  # links
    "La feuille de route a deux axes :\n- agir tôt\n- protéger",  # another plan's
    "Il prévoit une aide de deux millions d'euros.",  # money is no measure
    "Une réunion est programmée le 5 octobre.",  # a day is no measure
    "Il prévoit :\n- presse@creuse.fr / 05 00 00 00 00\n- contact@creuse.fr",  # whom to ask
    "Suivi du contrat\nLes parties conviennent de :\n- se réunir ;\n- examiner les indicateurs.",  # how it is run
    "Les parties conviennent de se réunir pour :\n- examiner les comptes ;\n- proposer une suite.",  # a meeting
    "Trois actions :\n- Partager cette page\n- Réagir à cet article",  # what the page says to its reader
    "Le contrat finance : 660 000 € par l'État, 165 000 € par l'ARS.",  # shares of money
    "Le texte prévoit trois axes et douze actions.",  # a count is none
    "Il comprend huit fiches-actions, réparties sur deux ans.",  # so is this one
    "VU le contrat d'objectifs,\nDÉCIDE\n- de proroger le contrat ;\n- d'accepter les crédits.",  # of an assembly
    "Actions :\n- La signature de l'avenant est fixée au 30 novembre.\n- Signature du contrat par l'État",
    "Il prévoit 15 à 20 heures d'activité par semaine.",  # how long
    "Et maintenant ?\n→ mai : diagnostic\n→ juin : rédaction des fiches\n→ octobre : signature du contrat",  # its steps
    "À lire aussi\n- un lieu neutre à Gap\n- dix places au foyer",  # links
]


@pytest.mark.parametrize("text", NEITHER)
def test_neither(text: str) -> None:
    found = commitments(START + text)
    assert (found.engagements, found.actions) == ([], [])


def test_a_report_tells_of_the_contract_before_it_names_it() -> None:
    report = (
        "Enfance : {}\nDeux priorités :\n- agir tôt ;\n- protéger les enfants.\nLe Conseil approuve le CDPPE."
    )
    told = [
        commitments(report.format(title)).engagements for title in ("contractualisation avec l'État", "bilan")
    ]
    assert [[e.text for e in engagements] for engagements in told] == [
        ["agir tôt", "protéger les enfants"],
        [],
    ]


def test_nothing_before_the_contract_is_named() -> None:
    assert commitments("Trois axes :\n- agir tôt\n- protéger\nLe CDPPE est signé.").engagements == []


def test_actions_know_their_engagement_and_the_reverse() -> None:
    found = commitments(
        START + "Axe 1 : Agir tôt\n- ouvrir un lieu\nAxe 2 : Protéger mieux\n- former\n- loger les jeunes"
    )
    assert [action.engagement for action in found.actions] == [0, 1]
    assert [engagement.actions for engagement in found.engagements] == [[0], [1]]


def test_axes_of_the_programme_are_recognised_in_other_words() -> None:
    found = commitments(
        START + "Deux axes :\n- intervenir le plus tôt possible\n- éviter les ruptures de parcours"
    )
    assert [engagement.axis for engagement in found.engagements] == ["1", "2"]
