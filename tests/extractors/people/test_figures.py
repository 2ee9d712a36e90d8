"""Which role goes with which name, and which stays without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.people.figures import Figure, find_figures
from extractors.people.names import find_names
from extractors.people.offices import find_offices
from extractors.text.source import Source, one_line
from tests.case_lines import case_lines

CASES = case_lines("figure_cases.txt")


def figures_of(text: str) -> list[Figure]:
    source = Source(text)
    return find_figures(source, list(find_names(source)), find_offices(source))


def shown(text: str, figure: Figure) -> str:
    """A figure as a case writes it."""
    name = text[figure.name.start : figure.name.end] if figure.name else ""
    return f"{name} = {' + '.join(one_line(text[role.start : role.end]) for role in figure.roles)}".strip()


@pytest.mark.parametrize(("text", "figures"), CASES)
def test_figures(text: str, figures: list[str]) -> None:
    assert [shown(text, figure) for figure in figures_of(text)] == figures


PREFETS = "préfets de la Creuse et de la Corrèze"
APART = [
    # a role that several hold, before or behind their names
    (f"Anne Roy et Luc Blanc, {PREFETS}", [f"Anne Roy = {PREFETS}", f"Luc Blanc = {PREFETS}"]),
    (
        f"Léa Petit, Anne Roy et Luc Blanc, {PREFETS}",
        [f"Léa Petit = {PREFETS}", f"Anne Roy = {PREFETS}", f"Luc Blanc = {PREFETS}"],
    ),
    # each for a territory of its own
    (
        "Deux préfets : Anne Roy pour la Mayenne, Luc Blanc pour la Sarthe",
        ["Anne Roy = préfets", "Luc Blanc = préfets"],
    ),
    # roles side by side on a line, names in their columns on the next one
    (
        "Le Préfet          Le Président du Département\nAnne ROY           Luc BLANC",
        ["Anne ROY = Préfet", "Luc BLANC = Président du Département"],
    ),
    # … or the names above, on lines that end with commas, with the marks of signatures between them
    (
        "Anne ROY           Luc BLANC\nPréfète            Président du Département",
        ["Anne ROY = Préfète", "Luc BLANC = Président du Département"],
    ),
    (
        "La Préfète,        Le Président,\nAnne ROY           Luc BLANC",
        ["Anne ROY = Préfète", "Luc BLANC = Président"],
    ),
    (
        "La Préfète           Le Président\n[signé]          [signé]\nAnne ROY           Luc BLANC",
        ["Anne ROY = Préfète", "Luc BLANC = Président"],
    ),
    (
        "La préfète\tLe président du Département\tLe directeur de l'ARS\nAnne ROY\tLuc BLANC\tYves PETIT",
        [
            "Anne ROY = préfète",
            "Luc BLANC = président du Département",
            "Yves PETIT = directeur de l'ARS",
        ],
    ),
    # roles on a line each and then as many names, as a page is read on which two sign side by side
    (
        "La préfète\nLe président du Département\nAnne ROY\nLuc BLANC",
        ["Anne ROY = préfète", "Luc BLANC = président du Département"],
    ),
    # the signature is written out above the name
    (
        "La préfète\nLe président du Département\nA. Roy\nBlanc\nAnne ROY\nLuc BLANC PETIT",
        ["Anne ROY = préfète", "Luc BLANC PETIT = président du Département"],
    ),
    ("La préfète\nA. de Brosse\nAnne de BROSSE", ["Anne de BROSSE = préfète"]),
    # others of the same letters or surname are others
    ("La préfète\nA. Roy\nLe président\nLuc ROY", ["A. Roy = préfète", "Luc ROY = président"]),
    ("La préfète\nA. Roy\nLe président\nAnne BLANC", ["A. Roy = préfète", "Anne BLANC = président"]),
    ("La préfète\nLe président\nAnne ROY", ["= préfète", "Anne ROY = président"]),
]


@pytest.mark.parametrize(("text", "figures"), APART)
def test_a_role_that_stands_apart_from_its_name(text: str, figures: list[str]) -> None:
    assert [shown(text, figure) for figure in figures_of(text)] == figures


@pytest.mark.parametrize(("text", "figures"), CASES)
def test_bounds_hold_name_and_roles(text: str, figures: list[str]) -> None:
    for figure in figures_of(text):
        parts = [*figure.roles, *([figure.name] if figure.name else [])]
        assert figure.start <= min(part.start for part in parts)
        assert figure.end == max(part.end for part in parts)


PARTS = [
    "Anne Roy",
    "M. Luc BLANC",
    "préfète de la Creuse",
    "le président du Département",
    ", ",
    " et ",
    "\n",
    " ",
]


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_every_name_and_every_role_belongs_to_exactly_one_figure(text: str) -> None:
    source = Source(text)
    names, offices = list(find_names(source)), find_offices(source)
    found = find_figures(source, names, offices)
    free = [n for n in names if not any(o.start < n.start and n.end <= o.end for o in offices)]
    assert sorted(f.name.start for f in found if f.name) == [name.start for name in free]
    assert sorted(role.start for f in found for role in f.roles) == [office.start for office in offices]


def test_the_office_is_the_first_role_that_tells_one() -> None:
    (figure,) = figures_of("Luc Blanc, président, préfet du Lot")
    assert figure.office is not None
    assert figure.office.office == "prefet"
