"""Which figures are the same person."""

import re
from collections.abc import Sequence

from extractors.people.figures import Figure
from extractors.text.folding import fold


def same_people(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Group figures of one person: the same surname, and given names that do not contradict each other.

    >>> from extractors.people.figures import figures_of
    >>> from extractors.text.source import Source
    >>> source = Source("Anne Roy a signé. Mme Roy et M. Blanc sont repartis.")
    >>> [len(group) for group in same_people(figures_of(source))]
    [2, 1]
    """
    groups: list[list[Figure]] = []
    by_surname: dict[str, list[list[Figure]]] = {}
    for figure in sorted(figures, key=lambda f: (not is_full(f), f.start)):
        assert figure.name is not None
        # The last word of the surname is the same in all its forms.
        alike = by_surname.setdefault(_key(figure.name.family).split(" ")[-1], [])
        home = [group for group in alike if _agree(group[0], figure)]
        if len(home) == 1 or (home and is_full(figure)):
            home[0].append(figure)
        elif not home:
            groups.append([figure])
            alike.append(groups[-1])
    return sorted(groups, key=lambda group: min(f.start for f in group))


def is_full(figure: Figure) -> bool:
    """Whether a figure has a given name that is no initial."""
    name = figure.name
    return name is not None and bool(name.given) and not name.given.endswith(".")


def _agree(first: Figure, other: Figure) -> bool:
    a, b = first.name, other.name
    assert a is not None
    assert b is not None
    if b.given.endswith(
        "."
    ):  # "B. S. Ousseni" is "Ben Saïd Ousseni", wherever the surname of the latter begins
        initials = [part for part in re.split(r"[ .-]+", _key(b.given)) if part]
        words, many = f"{_key(a.given)} {_key(a.family)}".split(), len(initials)
        if [word[0] for word in words[:many]] == initials and words[many:] == _key(b.family).split():
            return True
    if _key(a.family) != _key(b.family):
        # "Marie DUPONT" in full and "Mme DUPONT MARTIN", or a surname cut at its first word.
        return not b.given and _key(a.family).split()[-1:] == _key(b.family).split() and bool(b.honorific)
    if not a.given or not b.given:
        return not (a.honorific and b.honorific and _gender(a.honorific) != _gender(b.honorific))
    given_a, given_b = _key(a.given), _key(b.given)
    return given_a == given_b


def _gender(honorific: str) -> str:
    return "f" if fold(honorific).startswith(("mme", "madame", "mlle", "mademoiselle")) else "m"


def _key(text: str) -> str:
    return fold(text).replace("-", " ").strip()
