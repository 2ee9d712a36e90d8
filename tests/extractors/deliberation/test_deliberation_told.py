"""What newspapers and magazines tell of a deliberation: the day of the session, the vote."""

import pytest

from extractors.contracts.acts import find_acts
from extractors.dates.component import find_dates
from extractors.deliberation.told import told_day, told_deliberation
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
    # the vote right below, on a line of its own
    (
        "Le conseil a adopté le CDPPE le 12 mai 2022.\n\nScrutin : 30 pour, 0 contre, 4 abstentions.",
        ("2022-05-12", 30, 0, "adopted"),
    ),
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


REFUSED = [
    # below the headline that tells the refusal
    (
        "Le CDPPE est recalé\n\nLundi 12 mai 2022, 15 élus ont voté contre, 11 pour et 3 se sont abstenus.",
        ("2022-05-12", 11, 15, "rejected"),
    ),
    # what was adopted is something else
    ("Le Département refuse le CDPPE.\n\nLe schéma a été voté par 30 voix pour et 2 contre.", None),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_what_is_told_of_a_refusal(text: str, expected: tuple[object, ...] | None) -> None:
    source = Source(text)
    acts = find_acts(source)
    decided = [act.start for act in acts if act.kind == "refused"]
    told = told_deliberation(source, decided, find_dates(source, acts), refused=True)
    vote = told and told.vote
    assert (told and vote and (told.session_date, vote.for_, vote.against, vote.outcome)) == expected


ADOPTED = [
    # a report that counts votes like an act, without an assembly's head
    ("Vendredi 26 mai 2023, les élus ont approuvé le CDPPE : 30 voix pour, 4 contre.", "2023-05-26"),
    # what a visa recalls
    ("Vu le CDPPE adopté le 26 mai 2023 ;\nle rapport est approuvé par 30 voix pour et 4 contre.", None),
    # on which its members sat, of which the decisions below say nothing
    (
        "Les conseillers départementaux ont siégé jeudi 26 mai 2023 à Mende.\nVote : 30 voix pour.",
        "2023-05-26",
    ),
    ("Retour sur la session du Conseil départemental (26 mai 2023).\nAdopté par 30 voix.", "2023-05-26"),
    ("Les partenaires du contrat se sont réunis vendredi 26 mai 2023.\nVote : 30 voix pour.", None),
    ("Les élus ont siégé jeudi 26 mai 2023, puis vendredi 2 juin 2023.\nVote : 30 voix pour.", None),
    # two days are no day
    ("Les élus ont approuvé le CDPPE le 26 mai 2023. Ils ont adopté l'avenant le 2 juin 2024.", None),
]


@pytest.mark.parametrize(("text", "day"), ADOPTED)
def test_an_act_without_a_head_is_of_the_one_day_that_it_tells(text: str, day: str | None) -> None:
    source = Source(text)
    found = told_day(source, find_dates(source, find_acts(source)), 0, len(text))
    assert (found and found.value) == day
