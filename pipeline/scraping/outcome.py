"""What came of one crawl of one source."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """Counts of a crawl, and what went wrong.

    Parameters
    ----------
    source : str
        Its key.
    pages : int
        Pages of listings, feeds and the like that were read; `pages_failed` could not be.
    shown : int
        Links on the first of them, which can be compared from crawl to crawl.
    met : int
        Links that were new; `judged_again` those that were passed over before and are wanted now.
    asked : int
        Pages and files behind links, new and known ones, that were looked at.
    new, changed, same : int
        Documents, announcements and attachments, that were fetched: kept for the first time, kept because their text is
        another, left alone because it is not.
    passed_over : int
        New links that were not followed.
    not_kept : int
        Pages and files that were read and are of no interest.
    failed : int
        Those that could not be fetched.
    gone : int
        Those that the site says it does not have, each counted once.
    taken_away : list of str
        Of these the addresses of the ones that were kept before.
    read, without_text : int
        Pages of HTML that were read, and of these the ones that hold menus and no main text.
    problems : list of str
        What went wrong, in the order in which it did.
    stopped : str or None
        Why not everything was asked for: the budget, the hours, a pause of the platform.
    alarms : list of str
        Why the source needs to be looked at.
    reached : int or None
        Up to which page of a numbered listing it came.
    complete : bool
        Whether nothing that could hold something new was left unread.
    """

    source: str
    pages: int = 0
    pages_failed: int = 0
    shown: int = 0
    met: int = 0
    judged_again: int = 0
    asked: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    passed_over: int = 0
    not_kept: int = 0
    failed: int = 0
    gone: int = 0
    taken_away: list[str] = field(default_factory=list)
    read: int = 0
    without_text: int = 0
    problems: list[str] = field(default_factory=list)
    stopped: str | None = None
    alarms: list[str] = field(default_factory=list)
    reached: int | None = None
    complete: bool = False

    def counts(self) -> dict[str, int]:
        """Return the numbers by name, for the ledger."""
        return {name: value for name in COUNTS if (value := getattr(self, name))}


COUNTS = (
    "pages", "pages_failed", "shown", "met", "new", "changed", "same", "passed_over", "failed", "gone", "read",
    "without_text", "reached", "judged_again", "asked", "not_kept",
)  # fmt: skip
