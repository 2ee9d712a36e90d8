"""Why a page was not had. Each fault ends as the problem of a fetch, never as the end of a run."""

from datetime import datetime

from pipeline.errors import TripartiteError


class FetchFault(TripartiteError):  # noqa: N818
    """A page that was not had.

    Parameters
    ----------
    code : str
        Stable short name of the reason, for programs.
    message : str
        What happened, to what, and what can be done, for people.

    Examples
    --------
    >>> BrokenAnswer("reset", "www.example.fr closed the connection.", transient=True).code
    'reset'
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NotAsked(FetchFault):
    """A request that was not made, or not to this address: robots.txt, window, budget, pause, address."""


class BrokenAnswer(FetchFault):
    """An answer that did not come, or not whole.

    Parameters
    ----------
    code, message : str
        As for every fault.
    transient : bool
        Whether the same request may well succeed a little later.
    """

    def __init__(self, code: str, message: str, *, transient: bool = False) -> None:
        super().__init__(code, message)
        self.transient = transient


class TurnedAway(FetchFault):
    """The site wants no requests now: 429, 403, 503, or a page that says that one is blocked.

    Parameters
    ----------
    code, message : str
        As for every fault.
    weight : int
        How much it counts; at ten the platform is left alone.
    until : datetime or None
        The moment that the site names (Retry-After).
    """

    def __init__(self, code: str, message: str, *, weight: int, until: datetime | None = None) -> None:
        super().__init__(code, message)
        self.weight = weight
        self.until = until
