"""A territory is found by every way to write it, and never where the word means something else."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.parties.gazetteer import find_region, regions, territories, written_names
from extractors.parties.territories import department, find_territories, region_members
from extractors.text.source import Source

REFERENCE = Path(__file__).parents[3] / "corpus" / "reference"
SPOKEN = [place for place in territories().values() if not place.silent]
OLD_AND_OTHER = [(name, place) for place in SPOKEN for name in place.names]


def rows(name):
    with (REFERENCE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def codes(text):
    return [code for mention in find_territories(Source(text)) for code in mention.codes]


def found(text):
    return [(text[m.start : m.end], *m.codes) for m in find_territories(Source(text))]


# What is known agrees with the official lists.


def test_every_official_departement_is_known_by_its_code_name_and_region():
    official = {(row["code"], row["name"], row["region"]) for row in rows("departements.csv")}
    own = {"20R", "69D", "69M", "6AE"}  # collectivities that are not départements
    assert {(t.code, t.name, t.region) for t in territories().values() if t.code not in own} == official


def test_articles_are_the_official_ones():
    article = {"0": "", "1": "", "2": "le", "3": "la", "4": "les", "5": "l'"}
    official = {row["code"]: article[row["tncc"]] for row in rows("departements.csv")}
    assert {code: territories()[code].article for code in official} == official


def test_regions_are_the_official_ones_with_all_their_departements():
    official = {row["code"]: row["name"] for row in rows("regions.csv") if len(row["code"]) == 2}
    current = {region.code: region for region in reversed(regions())}
    assert {code: region.name for code, region in current.items()} == official
    for code, region in current.items():
        assert region.members == [row["code"] for row in rows("departements.csv") if row["region"] == code]


def test_former_regions_had_no_departement_of_another_region():
    for region in regions():
        assert {territories()[code].region for code in region.members} <= {region.code, "06"}


# Every territory in the frames of running text.


@pytest.mark.parametrize("place", SPOKEN, ids=lambda place: place.code)
@pytest.mark.parametrize(
    "frame",
    [
        "Le préfet {of} a signé.",
        "réunion à la préfecture {of}, mardi",
        "la présidente du Conseil départemental {of} et l'ARS",
        "Le Département {of} signe",
        "pour le département {of}.",
    ],
)
def test_after_an_office_or_a_body(frame, place):
    assert codes(frame.format(of=place.of)) == [place.code]
    assert codes(frame.format(of=place.of).upper()) == [place.code]
    assert codes(frame.format(of=place.of).replace("-", " ")) == [place.code]
    assert codes(frame.format(of=place.of).replace("-", "‑").replace("'", "’")) == [place.code]


@pytest.mark.parametrize("place", [p for p in SPOKEN if p.ambiguous != "town"], ids=lambda place: place.code)
def test_alone_in_brackets(place):
    assert codes(f"Le foyer de Trifouillis ({place.name})") == [place.code]
    assert codes(f"Le foyer de Trifouillis ({place.name.upper()}).") == [place.code]


@pytest.mark.parametrize("place", [p for p in SPOKEN if not p.ambiguous], ids=lambda place: place.code)
def test_bare_where_the_name_means_nothing_else(place):
    assert codes(f"Agence {place.name} Habitat".replace("-", " ")) == [place.code]


@pytest.mark.parametrize(("name", "place"), OLD_AND_OTHER, ids=lambda value: getattr(value, "code", value))
def test_former_and_other_names(name, place):
    assert codes(f"le préfet ({name}), 1950") == (
        [] if place.ambiguous == "town" and "-" in name else [place.code]
    )


@pytest.mark.parametrize("place", SPOKEN, ids=lambda place: place.code)
def test_adjectives(place):
    for adjective in place.adjectives:
        assert codes(f"un élu {adjective}, des familles {adjective.rstrip('s')}s") == [place.code] * 2


def test_no_name_is_found_inside_another():
    """Each written name, whatever it is, is found as one mention or none, never as a part of it."""
    for key in written_names():
        text = f"la ({key.title()})"
        for mention in find_territories(Source(text)):
            assert (mention.start, mention.end) == (4, len(text) - 1), text


@pytest.mark.parametrize("region", regions(), ids=lambda region: region.name)
def test_region_names_hold_no_departement(region):
    for name in [region.name, *region.names]:
        mentions = find_territories(Source(f"ARS {name}, le 3 mai"))
        same = {p.code for p in SPOKEN if p.name == name}  # Guadeloupe, Corse … are both
        assert [(m.region, set(m.codes)) for m in mentions] in ([(region.code, set())], [(None, same)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Names inside other names.
        ("la Haute-Vienne et la Vienne", [("Haute-Vienne", "87"), ("Vienne", "86")]),
        ("préfet d'Ille-et-Vilaine", [("Ille-et-Vilaine", "35")]),
        ("la Haute-Loire et la Loire", [("Haute-Loire", "43"), ("Loire", "42")]),
        ("la Loire-Atlantique, Loire Atlantique", [("Loire-Atlantique", "44"), ("Loire Atlantique", "44")]),
        ("préfète des Alpes de Haute Provence", [("Alpes de Haute Provence", "04")]),
        ("la Seine-Saint-Denis, la Seine-et-Marne", [("Seine-Saint-Denis", "93"), ("Seine-et-Marne", "77")]),
        ("région Pays de la Loire", [("Pays de la Loire",)]),
        ("région Nord-Pas-de-Calais", [("Nord-Pas-de-Calais",)]),
        ("le Nord et le Pas-de-Calais", [("Nord", "59"), ("Pas-de-Calais", "62")]),
        ("ARS Centre-Val de Loire", [("Centre-Val de Loire",)]),
        ("la Corse-du-Sud et la Corse", [("Corse-du-Sud", "2A"), ("Corse", "20R")]),
        ("Savoie et Haute-Savoie", [("Savoie", "73"), ("Haute-Savoie", "74")]),
        ("conseil départemental Drôme-Ardèche", [("Drôme", "26"), ("Ardèche", "07")]),
        # Towns that hold the name of a river or a département.
        ("Villeneuve-sur-Lot, Romans-sur-Isère, Bar-sur-Aube", []),
        ("Villeneuve sur Lot", []),
        ("La Roche-sur-Yon, Mont-de-Marsan, Saint-Denis, Châteauroux", []),
        ("Bourg-en-Bresse (Ain)", [("Ain", "01")]),
        ("à Marne-la-Vallée et à Val-d'Isère", []),
        ("Saint-Quentin-en-Yvelines, dans les Yvelines", [("Yvelines", "78")]),
        ("Fontaine-de-Vaucluse", []),
        # Points of the compass.
        ("dans le nord de la France", []),
        ("Le Nord de la France", []),
        ("gare du Nord, mer du Nord, Amérique du Nord, Hauts-de-France", [("Hauts-de-France",)]),
        ("dans le Nord-Est", []),
        ("à l'Ouest et au Nord, au Nord et au Sud", []),
        ("le Nord est engagé", [("Nord", "59")]),
        ("Nord-Isère", []),
        ("le contrat du Nord Charente", [("Charente", "16")]),
        ("le préfet du Nord Michel Blanc", [("Nord", "59")]),
        ("Angers Loire Métropole, Ouest Aveyron Communauté", [("Aveyron", "12")]),
        ("le conseil départemental du nord", [("nord", "59")]),
        # Rivers and mountains.
        ("les bords de la Loire, la vallée de la Drôme, les gorges du Tarn", []),
        ("un pont sur la Loire, le tunnel sous la Manche", []),
        ("les eaux de Loire", []),
        ("des enfants placés dans la Manche", [("Manche", "50")]),
        ("trois foyers dans l'Indre, deux dans le Cher", [("Indre", "36"), ("Cher", "18")]),
        # Common words, given names, towns.
        ("La Somme de 3 000 euros, la somme, LA SOMME VERSÉE", []),
        ("Un lot. Le Lot n° 3, le LOT 2, un Lot", []),
        ("la Réunion du 3 mai, LA RÉUNION DE RENTRÉE, Réunion publique", []),
        ("à la Réunion, à La Réunion", [("Réunion", "974"), ("Réunion", "974")]),
        ("préfet de la Réunion, PRÉFET DE LA SOMME", [("Réunion", "974"), ("SOMME", "80")]),
        ("Aude Perrin et sa chère amie, pour qu'il vienne", []),
        ("l'Aude ; Aude y croit", [("Aude", "11")]),
        ("à Vienne, en Autriche", []),
        ("à Paris, le 3 mai 2021", []),
        ("préfet de la région Île-de-France, préfet de Paris", [("Île-de-France",), ("Paris", "75")]),
        ("la Ville de Paris", [("Ville de Paris", "75")]),
        ("la commune de Saint-Martin", []),
        ("la collectivité de Saint-Martin", [("Saint-Martin", "978")]),
        # Datelines and lists.
        ("DRÔME – Trois foyers", [("DRÔME", "26")]),
        ("ORNE – Trois foyers", [("ORNE", "61")]),
        ("Mayenne. Un foyer ouvre", [("Mayenne", "53")]),
        ("RÉUNION – Ordre du jour", []),
        ("(Lot, Gers, Tarn)", [("Lot", "46"), ("Gers", "32"), ("Tarn", "81")]),
        ("l'Ain, Cher, Indre et Vienne", [("Ain", "01"), ("Cher", "18"), ("Indre", "36"), ("Vienne", "86")]),
        # The four collectivities and other names.
        ("la Collectivité européenne d'Alsace", [("Collectivité européenne d'Alsace", "6AE")]),
        ("la Métropole de Lyon et le Rhône", [("Métropole de Lyon", "69M"), ("Rhône", "69")]),
        ("les deux Savoie", [("deux Savoie", "73", "74")]),
        ("préfet de la creuse", [("creuse", "23")]),
        ("Côtes d’Armor, ex-Côtes-du-Nord", [("Côtes d’Armor", "22"), ("Côtes-du-Nord", "22")]),
        ("Le Lot‐et‐Garonne vote", [("Lot‐et‐Garonne", "47")]),
        ("Maine- et-Loire", [("Maine- et-Loire", "49")]),
        # Adjectives; what is both the département and a town or a region is none.
        ("le président isérois et les Finistériens", [("isérois", "38"), ("Finistériens", "29")]),
        ("Alain Landais, un élu charentais", []),
        # Abbreviations of regions need their capitals.
        ("l'ARS PACA aura", [("PACA",)]),
        ("l'ARS AURA", [("AURA",)]),
    ],
)  # fmt: skip
def test_running_text(text, expected):
    assert found(text) == expected


def test_a_mention_tells_its_form():
    forms = [m.form for m in find_territories(Source("l'Isère (Isère), un élu isérois, en Bretagne"))]
    assert forms == ["article", "bare", "adjective", "region"]


def test_names_do_not_cross_lines():
    assert found("Loire\n\nAtlantique") == [("Loire", "42")]


@given(
    st.lists(
        st.sampled_from([*list(written_names()), "\n", ", ", "le ", "sur ", "-", "'", "(", "1"]), max_size=12
    )
)
def test_mentions_are_ordered_inside_the_text_and_do_not_overlap(parts):
    text = " ".join(parts).title()
    mentions = find_territories(Source(text))
    bounds = [offset for m in mentions for offset in (m.start, m.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= m.start < m.end <= len(text) and "\n" not in text[m.start : m.end] for m in mentions)
    assert find_territories(Source(text)) == mentions


def test_codes_that_do_not_exist_are_refused():
    with pytest.raises(ValueError, match='"99"'):
        department("99")
    with pytest.raises(ValueError, match="Atlantide"):
        region_members("Atlantide")
    assert find_region("Atlantide") is None


def test_collectivities_know_their_departements():
    assert territories()["6AE"].members == ["67", "68"]
    assert (territories()["67"].into, territories()["67"].until) == ("6AE", "2020-12-31")
    assert department("69D").name == "Département du Rhône"
    assert [d.name for d in region_members("Corse")] == ["Corse-du-Sud", "Haute-Corse"]
