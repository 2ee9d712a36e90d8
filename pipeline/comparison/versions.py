"""Two versions of an archive compared, document by document, a few in memory at a time."""

from collections.abc import Callable

from pipeline.catalogue import Selection, Versions
from pipeline.comparison.changes import Change, compare
from pipeline.comparison.summary import Comparison


def compare_versions(
    versions: Versions,
    one: str,
    other: str,
    selection: Selection | None = None,
    each: Callable[[Change], None] | None = None,
) -> Comparison:
    """Compare what two versions say of every document.

    Parameters
    ----------
    versions : Versions
        Those of a catalogue.
    one, other : str
        Names of versions; `published` stands for what readers see.
    selection : Selection, optional
        Which documents; all where it is not given.
    each : callable, optional
        Told every change; the comparison holds a few examples only.
    """
    comparison = Comparison()
    for before, after in versions.pairs(one, other, selection):
        if before is None or after is None:
            comparison.missing += 1
            continue
        compared = compare(before, after)
        comparison.add(compared)
        if each:
            for change in compared.changes:
                each(change)
    return comparison
