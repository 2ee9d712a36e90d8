"""The work of runs that are at the same documents at once: each document is extracted by one of them."""

import logging
import time
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from pipeline.batching import Work
from pipeline.catalogue import Catalogue
from pipeline.monitoring import at_work

log = logging.getLogger(__name__)

# Seconds between two looks at what others have.
_LOOK = 1


class Taken(NamedTuple):
    """Of a batch: what this run must extract now, and what another has done since the run was planned."""

    mine: list[Work]
    done: list[Work]


class Sharing:
    """What other runs are at is left to them, until they have done it or have ended.

    Parameters
    ----------
    catalogue : Catalogue
        That of all of them.
    run : int
        The number of this run.
    fingerprint : str
        What extracts.
    known_by : tuple of str
        The fingerprints under which a document is known and needs no extraction.

    Attributes
    ----------
    elsewhere : int
        How many documents others have done so far since this run was planned.
    """

    def __init__(self, catalogue: Catalogue, run: int, fingerprint: str, known_by: tuple[str, ...]) -> None:
        self._catalogue = catalogue
        self._run = run
        self._fingerprint = fingerprint
        self._known_by = known_by
        self.elsewhere = 0
        self._left: list[Work] = []
        self._told: set[int] = set()

    def take(self, batch: Sequence[Work]) -> Taken:
        """Claim what nobody else is at; the others have the rest for now."""
        ids = [work.id for work in batch]
        gone = self._gone(self._catalogue.claims.owners(self._fingerprint, ids).values())
        owners = self._catalogue.claims.take(self._run, self._fingerprint, ids, gone)
        claimed = [work for work in batch if owners[work.id] == self._run]
        self._left += [work for work in batch if owners[work.id] != self._run]
        # After the claim: what another has given back, it has stored before.
        known = self._catalogue.known([work.id for work in claimed], *self._known_by)
        taken = Taken([], [])
        for work in claimed:
            (taken.done if work.is_known(known) else taken.mine).append(work)
        if taken.done:
            self.elsewhere += len(taken.done)
            self._catalogue.runs.advance(self._run, len(taken.done))
        return taken

    def rest(self) -> list[Work]:
        """Return what others were at and is free again, done or not; wait for it where it must be waited for.

        To be called when all that was taken is stored: of two that wait for each other none would ever go on.
        """
        self._catalogue.claims.release(self._run)
        while self._left:
            owners = self._catalogue.claims.owners(self._fingerprint, [work.id for work in self._left])
            gone = self._gone(owners.values())
            held = {id_: owner for id_, owner in owners.items() if owner not in gone}
            if free := [work for work in self._left if work.id not in held]:
                self._left = [work for work in self._left if work.id in held]
                return free
            self._tell(held.values())
            time.sleep(_LOOK)
        return []

    def _gone(self, owners: Collection[int]) -> set[int]:
        """Return those runs that have claimed something and are not at work.

        Who has claimed is read before who is at work: a run that begins in between is not among the first.
        """
        others = set(owners) - {self._run}
        if not others:
            return others
        return others.difference(
            run.id for run in at_work(self._catalogue.runs.running("run"), datetime.now(UTC))
        )

    def _tell(self, holders: Collection[int]) -> None:
        if new := set(holders) - self._told:
            self._told |= new
            log.warning(
                "Run %s is still at %d of these documents: waiting until it has done them, or has ended.",
                " and ".join(map(str, sorted(new))),
                len(holders),
            )
