"""What stands in menus, notices and the like is read by nobody."""

import pytest

from extractors.contracts.acts import find_acts
from extractors.dates.component import document_dates, find_dates
from extractors.deliberation.sessions import rapporteur_at
from extractors.engagements.inline import inline_listings
from extractors.text.blocks import Block
from extractors.text.source import Source

TEXT = "La page est vide."
ASIDE = (
    "Les élus ont pris la plume le 3 mai 2021. Le contrat est en vigueur.",
    "Publié le 12 mars 2021",
    "Publié le 13 mars 2021",
)


def page(*aside: str) -> Source:
    """A text, and below it lines that are none of it."""
    blocks, text = [Block(0, len(TEXT), "paragraph")], TEXT
    for line in aside:
        blocks.append(Block(len(text) + 1, len(text) + 1 + len(line), "paragraph", main=False))
        text += "\n" + line
    return Source(text, blocks=blocks)


def test_boilerplate_tells_no_acts_and_no_dates() -> None:
    source = page(ASIDE[0])
    assert find_acts(source) == []
    assert find_dates(source, []) == []


def test_boilerplate_dates_a_page_with_one_voice_only() -> None:
    published = [document_dates(page(*lines))[0] for lines in (ASIDE[1:2], ASIDE[1:])]
    assert [date and date.value for date in published] == ["2021-03-12", None]


def test_boilerplate_names_no_rapporteur() -> None:
    source = page("Rapporteur : M. Luc BLANC")
    assert rapporteur_at(source, 0, len(source.text)) is None


@pytest.mark.parametrize(
    "line",
    [
        "Il a deux axes (santé, logement).",
        "D'abord, agir tôt. Ensuite, loger. Enfin, former.",
        "Premier axe : agir tôt. Deuxième axe : loger mieux.",
        "L'axe 1 porte sur la santé, l'axe 2 sur le logement.",
    ],
)
def test_boilerplate_holds_no_lists(line: str) -> None:
    assert len(list(inline_listings(Source(line)))) == 1
    assert list(inline_listings(page(line))) == []
