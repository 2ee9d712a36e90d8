"""When a contract was signed or adopted, where a text does not say it in one sentence."""

import pytest

from extractors.text.source import Source
from pipeline.assembly.document import assemble
from pipeline.extraction import language

SCENES = [
    # the paragraph before sets the scene …
    (
        (
            "Il y avait foule, vendredi 2 mai 2025, à la salle des fêtes de Guéret.\n\n"
            "La raison : le CDPPE. Anne Roy, préfète, l'a paraphé la première."
        ),
        ["2025-05-02"],
    ),
    (
        (
            "Grand soleil, jeudi 12 juin 2025, dans les jardins de la préfecture de la Creuse.\n\n"
            "Ont signé le CDPPE : Anne Roy, préfète, et Luc Blanc, président du Département."
        ),
        ["2025-06-12"],
    ),
    # … no day that is told of something else, or that stands further off
    (
        "La circulaire est datée du 2 mai 2025.\n\nAnne Roy, préfète de la Creuse, a paraphé le CDPPE.",
        [],
    ),
    (
        (
            "Il y avait foule, vendredi 2 mai 2025, à la foire.\n\nLes élus en parlaient encore.\n\n"
            "Anne Roy, préfète de la Creuse, a paraphé le CDPPE."
        ),
        [],
    ),
    # … but at an hour of the day that the text opens with, or in the course of what happened on it
    (
        (
            "Samedi 14 octobre 2023, le salon des métiers du soin a fait le plein.\n\nLes stages\n\n"
            "Vingt lycéens ont trouvé un stage.\n\nÀ l'heure du déjeuner, Anne Roy, préfète de la Creuse, et "
            "Luc Blanc, président du Département, ont signé le CDPPE."
        ),
        ["2023-10-14"],
    ),
    (
        (
            "Le salon des métiers du soin s'est tenu samedi 14 octobre 2023.\n\nVingt lycéens ont trouvé un stage."
            "\n\nEn fin de matinée, le CDPPE a été signé par Anne Roy, préfète de la Creuse."
        ),
        ["2023-10-14"],
    ),
    (
        (
            "Samedi 14 octobre 2023, le salon des métiers a fait le plein.\n\nDimanche 22 octobre 2023, on a couru."
            "\n\nLes pompiers\n\nEn fin de matinée, Anne Roy, préfète de la Creuse, a signé le CDPPE."
        ),
        [],
    ),
    # a contract before it stands in the same sentence
    (
        (
            "Ils étaient dix autour du premier contrat de ville de Guéret ; ils sont cinq pour le suivant, signé "
            "mardi 6 mai 2025.\nLe contrat de ville a été signé par Anne Roy, préfète de la Creuse."
        ),
        ["2025-05-06"],
    ),
    # a month in which that day is tells nothing more
    (
        (
            "On signe beaucoup en mai 2025. Mardi 6 mai 2025, le CDPPE réunissait Anne Roy, préfète de la Creuse, et "
            "Luc Blanc, président du Département. Tous deux l'ont signé."
        ),
        ["2025-05-06"],
    ),
]


@pytest.mark.parametrize(("text", "days"), SCENES)
def test_the_day_of_the_scene_is_that_of_the_signature(text: str, days: list[str]) -> None:
    (contract,) = assemble(language()(Source(text).text)).contracts
    assert [date.value for date in contract.dates if date.kind == "signature"] == days
