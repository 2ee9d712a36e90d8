"""What a reprocessing would do: how many documents, and how long that takes if it goes as it went last time."""

from datetime import timedelta
from typing import NamedTuple

from pipeline.catalogue import Catalogue, RunState, Selection
from pipeline.catalogue.versions import Amount
from pipeline.monitoring import duration, moment
from pipeline.terminal import counted

# Runs that are looked through for one that was measured.
_LOOKED_AT = 100


class Outlook(NamedTuple):
    """How many documents are selected, how many to be worked on, how long it takes.

    `measured` is the earlier run that `seconds` was estimated from; both are None where none was measured.
    """

    version: str
    selected: Amount
    to_do: Amount
    seconds: float | None
    measured: RunState | None


def outlook(catalogue: Catalogue, selection: Selection, version: str, *marks: str) -> Outlook:
    """Find out what there is to do.

    Parameters
    ----------
    catalogue : Catalogue
        Where the documents are known.
    selection : Selection
        Which of them.
    version : str
        The version that is made.
    *marks : str
        The fingerprints under which a document has it already.
    """
    to_do = catalogue.versions.amount(selection, *marks)
    measured = next(filter(pace, catalogue.runs.latest(_LOOKED_AT)), None)
    seconds = to_do.bytes * pace(measured) if measured else None
    return Outlook(version, catalogue.versions.amount(selection), to_do, seconds, measured)


def pace(run: RunState) -> float:
    """Return the seconds that a byte took in a run, 0 if that was not measured."""
    size = run.parameters.get("bytes") or 0
    read = size * run.done / run.planned if run.planned else 0
    return ((run.ended_at or run.heartbeat) - run.started_at).total_seconds() / read if read else 0.0


def told(found: Outlook) -> str:
    """Say it in a few lines.

    >>> print(told(Outlook("abc", Amount(1200, 9_000_000), Amount(200, 1_500_000), None, None)))
    1,200 documents selected, 1,000 have version abc already, 200 to do (1.5 MB).
    How long that takes is not known: no earlier run was measured here.
    >>> print(told(Outlook("abc", Amount(0, 0), Amount(0, 0), None, None)))
    Nothing is selected: no document of the archive is what was asked for.
    """
    if not found.selected.documents:
        return "Nothing is selected: no document of the archive is what was asked for."
    known = found.selected.documents - found.to_do.documents
    size = found.to_do.bytes / 1e6
    selected = counted(found.selected.documents, "document")
    done = f"{known:,} have version {found.version} already"
    lines = [f"{selected} selected, {done}, {found.to_do.documents:,} to do ({size:,.1f} MB)."]
    if not found.to_do.documents:
        return lines[0]
    if found.seconds is None or found.measured is None:
        lines.append("How long that takes is not known: no earlier run was measured here.")
    else:
        time = duration(timedelta(seconds=found.seconds))
        since = moment(found.measured.started_at)
        lines.append(f"That takes about {time}, if it goes as in the {found.measured.kind} of {since}.")
    return "\n".join(lines)
