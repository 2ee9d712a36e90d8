"""For which years a contract holds: its own, those of one that it prolongs, those since it was signed."""

import pytest

from pipeline.assembly.document import assemble
from pipeline.extraction import language

AMENDMENT = (
    "CONVENTION CONTRE LA PAUVRETÉ DU LOT\nAVENANT N° 1\nENTRE\nl'État, représenté par le préfet,\n"
    "et le Département, représenté par son président,\nArticle 1\n"
)
PERIODS = [
    # an amendment may hold for one year, which is not that of its money
    ("L'avenant au CDPPE du Lot, signé le 7 mars 2023, couvre la seule année 2023.", ("2023", "2023")),
    (
        "Le préfet du Lot a signé l'avenant au CDPPE. Cet avenant, qui porte sur l'année 2023, ajoute un foyer.",
        ("2023", "2023"),
    ),
    (
        "Le 7 mars 2023, le préfet du Lot a signé l'avenant au CDPPE. Il porte sur la seule année 2023.",
        ("2023", "2023"),
    ),
    (
        "Le 7 mars 2023, le préfet du Lot a signé l'avenant au CDPPE. Il apporte 200 000 € pour l'année 2023.",
        (None, ""),
    ),
    # what has only an end runs from its signing …
    ("Le CDPPE du Lot, signé le 7 décembre 2020, court jusqu'au 31 décembre 2022.", ("2020", "2022-12-31")),
    # … and so does what is prolonged
    ("Le CDPPE du Lot, signé en 2020, est prolongé jusqu'au 31 décembre 2023.", ("2020", "2023-12-31")),
    (
        "En 2020, le Lot concluait un CDPPE de trois ans. Un avenant, adopté lundi, le proroge jusqu'à fin 2023.",
        ("2020", "2023"),
    ),
    (
        "Le Lot et l'État s'étaient engagés en 2020 par un CDPPE. Il est prolongé jusqu'en 2023.",
        ("2020", "2023"),
    ),
    ("Un avenant prolonge jusqu'en 2023 le CDPPE du Lot conclu en octobre 2020.", ("2020", "2023")),
    # … by an amendment that has a day of its own
    ("L'avenant au CDPPE du Lot, signé le 5 octobre 2022, le prolonge jusqu'en 2023.", (None, "2023")),
    ("Le Lot et l'État ont signé en 2022 un avenant qui prolonge le CDPPE jusqu'en 2023.", (None, "2023")),
    # the new end told before the name of the contract, with the years that it had
    ("Le Lot adopte un avenant. Il prolonge jusqu'en 2023 le CDPPE 2020-2022.", ("2020", "2023")),
    ("Le CDPPE du Lot 2020-2022 est prolongé d'un an.", ("2020", "2023")),
    # … told with the year that was added
    (
        "Le CDPPE du Lot est prolongé d'un an par avenant. Il court donc à présent de 2021 à 2023.",
        ("2021", "2023"),
    ),
    # … but not where the contract before it was prolonged
    (
        "Le CDPPE du Lot 2024-2027 est signé. L'ancien CDPPE, échu fin 2022, avait été prolongé d'un an.",
        ("2024", "2027"),
    ),
    # what an amendment gives: a longer time from the same year on, or another end
    (
        "L'avenant au CDPPE du Lot est signé. Le contrat, conclu pour 2020-2022, court désormais de 2020 à 2023.",
        ("2020", "2023"),
    ),
    (
        "L'avenant au CDPPE du Lot est signé. Les mots « 2020-2022 » sont remplacés par « 2020-2023 ».",
        ("2020", "2023"),
    ),
    (
        "L'avenant au CDPPE du Lot (2020-2022) est signé. Il prendra fin non plus en 2022 mais le 31 décembre 2023.",
        ("2020", "2023-12-31"),
    ),
    # … and not the time of a plan
    (
        "L'avenant au CDPPE du Lot (2020-2022) est signé. Il sert la stratégie nationale 2020-2023.",
        ("2020", "2022"),
    ),
    # a programme that is as long as the contract is told to be, from its signing on …
    (
        "Le 3 mai 2021, l'État et le Lot ont signé le CRTE pour six ans. Le programme 2021-2026 est riche.",
        ("2021", "2026"),
    ),
    (
        "Le CRTE du Lot part pour cinq ans\nLe 3 mai 2021, l'État l'a signé. La feuille de route 2021-2025 vaut.",
        ("2021", "2025"),
    ),
    # … and not one that is longer, or begins at another time
    (
        "Le 3 mai 2021, l'État et le Lot ont signé le CRTE pour six ans. Le programme 2021-2027 est riche.",
        (None, ""),
    ),
    (
        "Le 3 mai 2021, l'État et le Lot ont signé le CRTE pour six ans. Le programme 2015-2020 est clos.",
        (None, ""),
    ),
    # nothing ends before it is signed
    ("Le CDPPE du Lot a été signé le 3 mai 2023. Il vaut jusqu'au 31 décembre 2022.", (None, "2022-12-31")),
    # from its signature, whose day stands at the foot of its text
    (
        (
            "CONTRAT DÉPARTEMENTAL DE PRÉVENTION ET DE PROTECTION DE L'ENFANCE\nENTRE\n"
            "L'État, représenté par M. Jean Dupuis, préfet du Lot,\nET\n"
            "Le Département du Lot, représenté par Mme Anne Roy, présidente du Conseil départemental,\n"
            "Il est convenu ce qui suit :\nArticle 1 : Objet\nLe contrat organise la prévention.\n"
            "Article 2 : Durée\nIl prend effet à compter de sa signature et jusqu'au 31 décembre 2022.\n"
            "Fait à Cahors, le 3 mai 2021\nLe préfet, Jean Dupuis\nLa présidente, Anne Roy\n"
        ),
        ("2021-05-03", "2022-12-31"),
    ),
    # the text of an amendment, under the name of what it amends
    (
        AMENDMENT + "La convention, signée pour 2019-2021, est prolongée jusqu'au 31 décembre 2022.",
        ("2019", "2022-12-31"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_period(text: str, expected: tuple[str | None, str]) -> None:
    (contract,) = assemble(language()(text)).contracts
    assert contract.period is None or (contract.period.start, contract.period.end) == expected
    assert contract.period or expected[0] is None
