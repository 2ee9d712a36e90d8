"""A year that is not written comes from the document's own dates, or stays unknown."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.contracts.acts import find_acts
from extractors.dates.component import find_dates
from extractors.facts import Date
from extractors.text.source import Source
from tests.extractors.dates.date_cases import annotated


def dates_of(text: str, **metadata: str) -> list[Date]:
    source = Source(text, **metadata)  # type: ignore[arg-type]
    return [date for date in find_dates(source, find_acts(source)) if date.kind != "publication"]


PUBLISHED = "Publié le mardi 11 janvier 2022\n"


@pytest.mark.parametrize(("text", "expected"), annotated("date_years_cases.txt"))
def test_the_publication_tells_the_year(text: str, expected: list[tuple[str, str]]) -> None:
    dates = dates_of(PUBLISHED + text)
    assert [(date.text, f"{date.value} {date.inferred or ''}".strip()) for date in dates] == expected


OF_AN_ISSUE = [
    ("Le mag du Lot – n° 12 – printemps 2021", "2021-03-29"),
    ("Le mag du Lot, n° 12, été 2021, page 4", "2021-03-29"),
    ("Le journal du Lot – 1er trimestre 2022", "2022-03-29"),
    ("Lot magazine no 4 | Automne 2022", "2022-03-29"),
    ("Le journal du Lot – hiver 2021", "XXXX-03-29"),  # a winter lies in two years
    ("Le contrat du printemps 2021", "XXXX-03-29"),  # no issue
]


@pytest.mark.parametrize(("head", "value"), OF_AN_ISSUE)
def test_the_season_of_an_issue_tells_the_year(head: str, value: str) -> None:
    dates = dates_of(f"{head}\n\nLe 29 mars, ils ont signé le contrat.")
    assert [date.value for date in dates if date.kind == "signature"] == [value]


def test_a_season_without_a_year_is_counted_from_the_month_of_publication() -> None:
    dates = dates_of("Le bus, promis cet été, roulera l'été prochain.", published="2021-10-02")
    assert [date.value for date in dates] == ["2021-22", "2022-22"]


def test_nothing_is_counted_from_what_is_not_told() -> None:
    assert dates_of(OF_AN_ISSUE[0][0] + "\nIls ont signé le mois dernier.") == []
    day = dates_of("Publié le 3 mai\nIls ont signé le contrat le 4 juin.")
    assert [date.value for date in day] == ["XXXX-06-04"]


FEET = [
    ("Lot Magazine · janvier/février 2022 · p. 9", "2021-12-02"),  # an issue of two months
    ("Lot Magazine, janvier 2022, page 9", "2021-12-02"),
    ("Le bilan paraît en janvier 2022.", "XXXX-12-02"),  # no imprint
]


@pytest.mark.parametrize(("foot", "value"), FEET)
def test_the_imprint_at_the_foot_tells_the_year(foot: str, value: str) -> None:
    dates = dates_of(f"Le 2 décembre dernier, ils ont signé le contrat.\n\n{foot}")
    assert [date.value for date in dates if date.kind == "signature"] == [value]


UNRESOLVED = [
    "L'accord a été conclu en fin de semaine.",
    "Le contrat a été signé la semaine dernière.",
    "Le contrat est signé ce vendredi.",  # past or future: the tense does not tell
    "Ouvert le lundi et le vendredi.",
    "Du lundi au vendredi, le contrat est consultable.",
]


@pytest.mark.parametrize("text", UNRESOLVED)
def test_what_cannot_be_resolved_is_left_out(text: str) -> None:
    assert dates_of(PUBLISHED + text) == []


def test_nothing_is_told_from_a_day_that_is_not_known() -> None:
    assert dates_of("Le contrat a été signé hier, ce vendredi, le mois dernier, l'an dernier.") == []


def test_a_month_of_publication_tells_the_year_but_no_day() -> None:
    text = " date 2020-12 Le contrat a été signé le 18 novembre. Il a été présenté vendredi."
    assert [(d.value, d.inferred) for d in dates_of(text)] == [("2020-11-18", "publication_year")]


def test_metadata_stand_in_for_a_publication_line() -> None:
    (date,) = dates_of("Le contrat a été signé le 18 novembre.", published="2020-12-01")
    assert (date.value, date.inferred) == ("2020-11-18", "metadata_year")


def test_a_stated_publication_goes_before_metadata() -> None:
    (date,) = dates_of(PUBLISHED + "Le contrat a été signé le 20 décembre.", published="2024-06-01")
    assert date.value == "2021-12-20"


# An update may come years after the news.
UPDATED = [
    (
        "Mis à jour le 12/06/2018\nLe contrat a été signé le 5 juin.",
        "2018-06-05",
        "update_year",
    ),  # days before
    ("Mis à jour le 12/06/2018\nLe contrat a été signé le 9 janvier.", "XXXX-01-09", None),  # long before
    # The weekday agrees, or it does not.
    ("Mis à jour le 12/06/2018\nLe contrat a été signé mardi 9 janvier.", "2018-01-09", "update_year"),
    ("Mis à jour le 12/06/2018\nLe contrat a été signé lundi 9 janvier.", "XXXX-01-09", None),
    ("Mis à jour le 12/06/2018\nLe contrat sera signé le 13 juillet.", "XXXX-07-13", None),  # whose future?
    # With its hour it is that of a newspaper, which tells from it.
    ("Modifié le 12/06/2018 à 08h15\nLe contrat a été signé hier.", "2018-06-11", "update_day"),
    ("Mis à jour le 12/06/2018, 18:02\nIls ont signé vendredi le contrat.", "2018-06-08", "update_day"),
]


def test_an_update_without_its_hour_is_no_today() -> None:
    assert dates_of("Mis à jour le 12/06/2018\nLe contrat a été signé hier.") == []


@pytest.mark.parametrize(("text", "value", "rule"), UPDATED)
def test_an_update_tells_the_year_of_what_lies_just_before(text: str, value: str, rule: str | None) -> None:
    (date,) = dates_of(text)
    assert (date.value, date.inferred) == (value, rule)


NEAREST = [
    # The tale goes on from a full date in the same sentence or the one before.
    ("Le 3 mars 2021, le comité a siégé. Le 12 avril, le contrat a été signé.", "2021-04-12", "nearest_year"),
    # of a signature anywhere before in its paragraph
    (
        "L'État a signé le 3 mars 2021. Il pleuvait. Le contrat a été signé par la ville le 12 avril.",
        "2021-04-12",
        "nearest_year",
    ),
    ("Le comité a siégé le 3 mars 2021. Il pleuvait. Le 12 avril, le comité est revenu.", "XXXX-04-12", None),
    (
        "Présenté le 3 mars 2021, signé le 12 avril, le contrat vaut trois ans.",
        "2021-04-12",
        "nearest_year",
    ),
    ("Présenté le 12 avril, le contrat a été approuvé le 3 mai 2021 par l'élue.", "2021-05-03", None),
    # Backwards, after a law, in another paragraph.
    ("Le 3 mars 2021, le comité a siégé. Le 12 février, le contrat a été signé.", "XXXX-02-12", None),
    ("La loi du 8 août 2012 le prévoit. Le 12 avril, le contrat a été signé.", "XXXX-04-12", None),
    ("Le 3 mars 2021, le comité a siégé.\n\nLe 12 avril, le contrat a été signé.", "XXXX-04-12", None),
    # The weekday fits one of the years that the text speaks of.
    ("Contrat 2020-2022\n\nIl a été signé mercredi 4 novembre.", "2020-11-04", "weekday"),
    ("Contrat 2021-2022\n\nIl a été signé mercredi 4 novembre.", "XXXX-11-04", None),
]


@pytest.mark.parametrize(("text", "value", "rule"), NEAREST)
def test_without_a_publication_the_text_itself_may_tell_the_year(
    text: str, value: str, rule: str | None
) -> None:
    date = dates_of(text)[-1]
    assert (date.value, date.inferred) == (value, rule)


def test_a_date_that_its_weekday_contradicts_is_kept_with_less_confidence() -> None:
    right, wrong = dates_of("Réunions du mardi 13 octobre 2020 et du lundi 20 octobre 2020.")
    assert (right.value, right.at.confidence) == ("2020-10-13", 1.0)
    assert (wrong.value, wrong.at.confidence) == ("2020-10-20", 0.7)


def test_what_is_said_to_be_signed_after_the_publication_is_not_signed_yet() -> None:
    text = PUBLISHED + "Le préfet signe le contrat le 3 mars 2022."
    assert [(date.kind, date.value) for date in dates_of(text)] == [("event", "2022-03-03")]


TOLD_AS_DONE = [
    "La signature est intervenue le 3 mars 2022, entre les deux parties.",
    "Le contrat, dont la signature est intervenue le 3 mars 2022, vaut trois ans.",
    "La signature du contrat, intervenue le 3 mars 2022, engage les parties.",
    "Les signatures ont été apposées le 3 mars 2022.",
    "La cérémonie de signature s'est déroulée le 3 mars 2022.",
    "Le 3 mars 2022 a eu lieu la signature du contrat.",
    "Le contrat a été signé le 3 mars 2022.",
    # What is to come is the work, not the signing.
    "La signature, intervenue le 3 mars 2022, ouvre un travail qui se déroulera sur trois ans.",
]


@pytest.mark.parametrize("text", TOLD_AS_DONE)
def test_a_signing_told_as_done_after_the_publication_is_of_a_page_changed_since(text: str) -> None:
    dates = [(date.kind, date.value, date.at.confidence) for date in dates_of(PUBLISHED + text)]
    assert dates == [("signature", "2022-03-03", 0.7)]


TO_COME = [
    "La signature interviendra le 3 mars 2022.",
    "La signature doit intervenir le 3 mars 2022.",
    "La signature pourrait se dérouler le 3 mars 2022.",
    "La signature du contrat se tiendra le 3 mars 2022.",
    "Le 3 mars 2022 aura lieu la signature du contrat.",
    "La signature, qui n'est pas intervenue, est attendue le 3 mars 2022.",
]


# Told as to come it is none, whether or not a publication dates the text.
@pytest.mark.parametrize("text", TO_COME)
@pytest.mark.parametrize("published", [PUBLISHED, ""])
def test_a_signing_to_come_has_no_date_of_signature(published: str, text: str) -> None:
    assert [date.kind for date in dates_of(published + text)] == ["event"]


MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"]
MONTHS += ["septembre", "octobre", "novembre", "décembre"]
WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31)), st.integers(0, 364))
def test_a_past_day_is_the_last_one_before_the_publication(published: dt.date, ago: int) -> None:
    day = published - dt.timedelta(days=ago)
    written = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    text = f"Publié le {published:%d/%m/%Y}\nLe contrat a été signé {written}."
    (date,) = dates_of(text)
    # On 29 February a year ago the day does not exist this year.
    assert date.value in (day.isoformat(), f"XXXX-{day:%m-%d}")
    if (day.month, day.day) != (2, 29):
        assert date.value == day.isoformat()


@given(
    st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)),
    st.sampled_from(["{d:%d/%m/%Y}", "{d:%d-%m-%Y}", "{d:%d.%m.%Y}", "{d:%Y-%m-%d}", "words"]),
)
def test_a_full_date_is_read_as_it_is_written(day: dt.date, form: str) -> None:
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}" if form == "words" else form.format(d=day)
    (date,) = dates_of(f"Le contrat a été signé le {written}.")
    assert (date.value, date.text, date.kind) == (day.isoformat(), written, "signature")
