"""What newspapers and magazines tell of a deliberation: the day of the session, the vote."""

import pytest

from extractors.contracts.acts import find_acts
from extractors.dates.component import find_dates
from extractors.deliberation.told import told_deliberation
from extractors.text.source import Source

CASES = [
    # counts
    (
        "Lundi 12 mai 2022, l'assemblée a adopté le CDPPE par 30 voix contre 4.",
        ("2022-05-12", 30, 4, "adopted"),
    ),
    # a word for all; the session in the sentence behind
    (
        "Le CDPPE a été adopté. Réunis le 24 juin 2022, les conseillers départementaux l'ont voté à l'unanimité.",
        ("2022-06-24", None, None, "unanimous"),
    ),
    # the day only
    ("Le Conseil départemental a approuvé le CDPPE le 12 mai 2022.", ("2022-05-12", None, None, None)),
    # the vote only; the session is told further on
    (
        "Le CDPPE est adopté à l'unanimité.\n\nLes élus ont siégé le 12 mai 2022.",
        ("2022-05-12", None, None, "unanimous"),
    ),
    # the day in one paragraph, the vote in another
    (
        "L'assemblée a adopté le CDPPE le 12 mai 2022.\n\nIl a été approuvé à l'unanimité.",
        ("2022-05-12", None, None, "unanimous"),
    ),
    # the session in the head of the report goes before that in which another contract was adopted
    (
        "Commission permanente – séance du 4 décembre 2022\n\nLe 12 mai 2022, vous avez adopté le CDPPE.",
        ("2022-12-04", None, None, None),
    ),
    # a month is no day
    ("Le CDPPE, que le Conseil départemental avait approuvé en septembre 2022, est là.", None),
    # the vote on something else, in another paragraph
    ("Le CDPPE est adopté.\n\nLe tarif des cantines passe par 30 voix contre 4.", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_is_told(text: str, expected: tuple[object, ...] | None) -> None:
    source = Source(text)
    acts = find_acts(source)
    adopted = [act.start for act in acts if act.kind == "adopted" and act.modality == "done"]
    told = told_deliberation(source, adopted, find_dates(source, acts))
    vote = told and told.vote
    counts = (vote.for_, vote.against, vote.outcome) if vote else (None, None, None)
    assert (told and (told.session_date, *counts)) == expected
