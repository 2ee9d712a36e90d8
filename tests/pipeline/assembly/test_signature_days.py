"""Which of the days in a text are those on which its own contract was signed, and not one before it."""

import pytest

from extractors.text.source import Source
from pipeline.assembly.document import assemble
from pipeline.extraction import language


def signed_on(text: str) -> list[str]:
    (contract,) = assemble(language()(Source(text).text)).contracts
    return [date.value for date in contract.dates if date.kind == "signature"]


AMENDED = [
    ("Anne Roy a signé mardi 4 mai 2021 un avenant au CDPPE conclu le 5 juillet 2019.", ["2021-05-04"]),
    (
        "Signé le 5 juillet 2019, le CDPPE a un avenant, que le préfet a paraphé le 4 mai 2021.",
        ["2021-05-04"],
    ),
    ("L'avenant au CDPPE a été signé le 4 mai 2021. Le contrat avait été signé en 2019.", ["2021-05-04"]),
    ("Le préfet et le président ont signé un avenant au CDPPE conclu le 5 juillet 2019.", []),
    # where one signing is told alone, it is that of the amendment
    ("L'avenant au CDPPE, signé le 4 mai 2021, prolonge le contrat.", ["2021-05-04"]),
]


@pytest.mark.parametrize(("text", "days"), AMENDED)
def test_an_amendment_has_its_own_date_of_signature(text: str, days: list[str]) -> None:
    assert signed_on(text) == days


FORMER = [
    (
        "Le préfet a signé le 4 mai 2023 le deuxième CDPPE du Lot. Un premier CDPPE, conclu en 2018, a été utile.",
        ["2023-05-04"],
    ),
    ("Le CDPPE a été signé le 4 mai 2023. Signé en mars 2018, il avait vieilli.", ["2023-05-04"]),
    ("Le CDPPE a été conclu en 2021. Il a été signé le 4 mai 2021.", ["2021", "2021-05-04"]),
    ("Le CDPPE a été signé en 2021.", ["2021"]),
]


@pytest.mark.parametrize(("text", "days"), FORMER)
def test_a_bare_year_is_not_that_of_what_was_signed_on_a_day_years_later(text: str, days: list[str]) -> None:
    assert signed_on(text) == days
