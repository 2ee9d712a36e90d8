"""Surnames alone that what stands before them tells to be names: "le préfet Vilbois", "MM. Roy, Blanc et Petit"."""

import re
from collections.abc import Iterator, Sequence

from extractors.parties.territories import territories_between
from extractors.people.name_words import lexicon
from extractors.people.names import Name
from extractors.people.offices import OfficeMention
from extractors.text.source import Source

# The offices that go before a surname alone, as a title does; with "du Département" they are titles still, while
# behind the name of a community its brand may follow ("la présidente de l'agglomération Arlysère").
_TITLE = re.compile(
    r"(?:(?:vice-|sous-)?(?:prefete?|presidente?)|maire|ministre|recteur|rectrice|directeur|directrice|dg)"
    r"(?: du (?:departement|conseil departemental)| de l'ars)?"
)
_DEFINITE = re.compile(r"(?:\b(?:l[ae]|du|au|mme|madame|m\.|monsieur)|\bl') ?$")
_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
_WORD = rf"(?:(?:de|du|de La|Le|La|Van|Von|El|Ben) )?[{_CAPITAL}][\w'’-]*[a-zà-ÿA-ZÀ-Þ](?![\w'’-])"
_SURNAME = re.compile(rf" (?P<name>{_WORD})(?! [{_CAPITAL}])")
# What may stand between the names behind "MM.": a role in brackets or between commas.
_NEXT = re.compile(
    rf"(?: \([^()\n]{{2,60}}\)|, [a-z][^,;:.\n]{{2,60}}(?=,))?(?:, et|,| et) (?P<name>{_WORD})"
    r"(?= \(|,| et |[.;:]|\s?\n| [a-zà-ÿ])"
)
_PLURAL = ("mm.", "mmes", "mmes.", "messieurs", "mesdames")
_SHORTEST_IN_CAPITALS = 4  # "le président UDI"


def find_lone_surnames(source: Source, offices: Sequence[OfficeMention], names: Sequence[Name]) -> list[Name]:
    """Find the surnames behind a definite office, and those in a row behind an honorific of several people.

    Those that belong to `names`, which were found by themselves, are left out.

    >>> from extractors.people.names import find_names
    >>> from extractors.people.offices import find_offices
    >>> source = Source("MM. Roy (préfet) et Blanc (ARS) ont signé avec la présidente Vilbois.")
    >>> [name.family for name in find_lone_surnames(source, find_offices(source), list(find_names(source)))]
    ['Vilbois', 'Blanc']
    """
    known = {name.start for name in names} | {name.full_start for name in names}
    found = [*_behind_offices(source, offices), *_behind_plurals(source, names)]
    return [name for name in found if name.start not in known and _is_surname(source, name)]


def _behind_offices(source: Source, offices: Sequence[OfficeMention]) -> Iterator[Name]:
    for office in offices:
        if not _TITLE.fullmatch(source.folded, office.start, office.end):
            continue
        if not _DEFINITE.search(source.folded, max(0, office.start - 9), office.start):
            continue
        if found := _SURNAME.match(source.text, office.end):
            yield _name(found)


def _behind_plurals(source: Source, names: Sequence[Name]) -> Iterator[Name]:
    ends = {name.start: name.end for name in names}
    for name in names:
        if not name.honorific or name.honorific.lower() not in _PLURAL:
            continue
        end = name.end
        while found := _NEXT.match(source.text, end):
            yield _name(found)
            end = ends.get(found.start("name"), found.end())


def _name(found: re.Match[str]) -> Name:
    start, end = found.span("name")
    return Name(start, end, start, "", found["name"].replace("’", "'"), None, "honorific")


def _is_surname(source: Source, name: Name) -> bool:
    words = lexicon()
    last = source.folded[name.start : name.end].split()[-1]
    if last in words.stop or last in words.openers or territories_between(source, name.start, name.end):
        return False
    return not source.text[name.start : name.end].isupper() or name.end - name.start >= _SHORTEST_IN_CAPITALS
