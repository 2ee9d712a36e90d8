"""What is known of départements, collectivities and regions, and all the ways to write their names."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from extractors.facts import Department
from extractors.text.folding import fold

# What else the word may be, and hence what shows that the territory is meant (see data/territories.toml).
Kind = Literal["sure", "river", "name", "noun", "town", "adjective", "region", "acronym", "decoy"]

_GAP = re.compile(r"[ -]+")


class Territory(NamedTuple):
    """A département or a collectivity with its competences; a date that is not known is the empty string.

    `until` is its last day as a collectivity of its own and `into` the one that it went into; `members` are
    the départements that make up a larger one. A `silent` one is never found in a text.
    """

    code: str
    name: str
    article: str
    region: str
    ambiguous: Literal["", "river", "name", "noun", "town"] = ""
    names: Sequence[str] = ()
    adjectives: Sequence[str] = ()
    since: str = ""
    until: str = ""
    into: str = ""
    members: Sequence[str] = ()
    silent: bool = False

    @property
    def of(self) -> str:
        """The name as it follows "préfet": "du Doubs", "de l'Isère", "d'Ille-et-Vilaine"."""
        bare = "d'" if fold(self.name)[0] in "aeiou" else "de "
        return {"le": "du ", "la": "de la ", "l'": "de l'", "les": "des ", "": bare}[self.article] + self.name


class Region(NamedTuple):
    """A region of today or one that was merged in 2016; `code` is always that of a region of today."""

    code: str
    name: str
    ars: str
    names: list[str]
    members: list[str]


class Name(NamedTuple):
    """What a written name stands for: the départements or collectivities `codes`, or the region `region`."""

    kind: Kind
    codes: tuple[str, ...] = ()
    name: str = ""
    article: str = ""
    region: str | None = None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("extractors").joinpath("data/territories.toml").read_text("utf-8"))


@cache
def territories() -> dict[str, Territory]:
    """All départements and collectivities by their official code.

    >>> territories()["38"].of, territories()["67"].into
    ("de l'Isère", '6AE')
    """
    return {entry["code"]: Territory(**entry) for entry in _data()["territories"]}


@cache
def regions() -> list[Region]:
    """All regions, those of before 2016 after the one that they went into."""
    found: list[Region] = []
    for entry in _data()["regions"]:
        found.append(
            Region(entry["code"], entry["name"], entry["ars"], entry.get("names", []), entry["members"])
        )
        for old in entry.get("former", []):
            agency = f"Agence régionale de santé {old['name']}"
            found.append(Region(entry["code"], old["name"], agency, old.get("names", []), old["members"]))
    return found


def department(code: str) -> Department:
    """Return the département or collectivity with this official code.

    Raises
    ------
    ValueError
        If there is none.

    Examples
    --------
    >>> department("2A").name
    'Corse-du-Sud'
    """
    if found := territories().get(code):
        return Department(code=code, name=found.name)
    raise ValueError(
        f'no département or collectivity has the code "{code}"; write it as in "02", "2A", "974"'
    )


@cache
def _regions_by_key() -> dict[str, Region]:
    return {key_of(name): region for region in reversed(regions()) for name in (region.name, *region.names)}


def find_region(name: str) -> Region | None:
    """Return the region with this name or abbreviation, also one that was merged in 2016, or None.

    >>> find_region("PACA").ars
    "Agence régionale de santé Provence-Alpes-Côte d'Azur"
    """
    return _regions_by_key().get(key_of(name))


def region_members(name: str) -> tuple[Department, ...]:
    """Return the départements of the region with this name, by code.

    Raises
    ------
    ValueError
        If there is and was no such region.

    Examples
    --------
    >>> [d.code for d in region_members("Haute-Normandie")]
    ['27', '76']
    """
    if found := find_region(name):
        return tuple(department(code) for code in found.members)
    raise ValueError(f'there is and was no region "{name}"')


def key_of(name: str) -> str:
    """Fold a name, with one space for each hyphen or run of spaces, so that all spellings are one.

    >>> key_of("Côtes - d’Armor")
    "cotes d'armor"
    """
    return key_of_folded(fold(name))


def key_of_folded(name: str) -> str:
    """Return the key of a name that is folded already."""
    return _GAP.sub(" ", name).replace("' ", "'")


@cache
def written_names() -> dict[str, Name]:
    """All that can be written, by its key; of several meanings the most important one."""
    names: dict[str, Name] = {}
    for written, name in _written():
        names.setdefault(key_of(written), name)
    return names


@cache
def context_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words after which a name is a territory whatever else it may be, and words after which it is none."""
    context = _data()["context"]
    return frozenset(context["titles"]), frozenset(context["features"])


@cache
def seats() -> dict[str, str]:
    """Towns where a préfet sits, folded, with the code of the département; none that means anything else."""
    return dict(_data()["seats"])


@cache
def sub_seats() -> dict[str, str]:
    """Towns where a sous-préfet sits, folded, with the code of the département; none that means anything else."""
    return dict(_data()["sub_seats"])


def _written() -> Iterator[tuple[str, Name]]:
    for place in territories().values():
        if place.silent:
            continue
        own = Name(place.ambiguous or "sure", (place.code,), place.name, place.article or "la")
        sure = own._replace(kind="sure")
        yield place.name.removeprefix("La "), own
        yield from (
            (name, own if place.ambiguous == "town" and " " not in name else sure) for name in place.names
        )
        # "le CD53", "CD 53": its council by its number
        yield from ((f"CD{space}{place.code}", sure) for space in ("", " "))
        for adjective in place.adjectives:
            yield from ((form, own._replace(kind="adjective")) for form in _forms(adjective))
    for group in _data()["groups"]:
        yield from ((name, Name("sure", tuple(group["members"]), group["name"])) for name in group["names"])
    for region in regions():
        for name in (region.name, *region.names):
            kind: Kind = "acronym" if name.isupper() else "region"
            yield name.removeprefix("La "), Name(kind, (), region.name, region=region.code)
    yield from ((phrase, Name("decoy")) for phrase in _data()["decoys"]["phrases"])


def _forms(adjective: str) -> list[str]:
    """List the forms of an adjective, from its masculine singular."""
    if adjective.endswith("en"):
        return [adjective + ending for ending in ("", "s", "ne", "nes")]
    return [adjective + ending for ending in ("", "e", "es") + (() if adjective.endswith("s") else ("s",))]
