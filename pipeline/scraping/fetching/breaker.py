"""One circuit breaker for each platform: a ban on one host is a ban on all of them, and stops all requests."""

from datetime import UTC, datetime, timedelta

from pipeline.scraping.fetching.clock import Clock
from pipeline.scraping.fetching.faults import NotAsked
from pipeline.scraping.fetching.state import State

# Strikes add up until an answer is good. A ban that is said so stops at once, two pages that are forbidden in
# a row do, and so do five that did not come, since banned addresses often get no answer at all, or came as errors.
BAN, FORBIDDEN, NO_ANSWER = 10, 5, 2
_OPENS_AT = 10
# How long a platform is left alone: longer each time that it turns the probe away.
PAUSES = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
# What a site may ask for with Retry-After.
LONGEST = timedelta(days=7)
# After so long without trouble the next pause is a short one again.
FORGOTTEN_AFTER = timedelta(days=1)
# After a pause, so many answers must be good, with so many times longer pauses between them.
TRIALS = 3
SLOWNESS = 5


class Breaker:
    """Stops requests to platforms that want none, and lets them begin again, slowly.

    Parameters
    ----------
    state : State
        Where it is kept, so that the next run knows of it too.
    clock : Clock
        Tells the time.
    """

    def __init__(self, state: State, clock: Clock) -> None:
        self._state = state
        self._clock = clock

    def check(self, platform: str) -> int:
        """Return how many times longer than usual the pauses must be now.

        Raises
        ------
        NotAsked
            If the platform is to be left alone.
        """
        row = self._state.execute(
            "SELECT closed_until, trials, reason FROM breakers WHERE platform = ?", (platform,)
        ).fetchone()
        if row is None:
            return 1
        closed_until, trials, reason = row
        if self._clock.now().timestamp() < closed_until:
            until = datetime.fromtimestamp(closed_until, UTC)
            raise NotAsked(
                "platform_paused",
                f"{platform} is left alone until {until:%Y-%m-%d %H:%M} UTC, since {reason}. "
                "A later run goes on by itself.",
            )
        return SLOWNESS if trials else 1

    def strike(self, platform: str, weight: int, reason: str, until: datetime | None = None) -> None:
        """Count a fault; enough of them in a row, or any while the platform is on trial, stop its requests."""
        with self._state.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO breakers (platform) VALUES (?)", (platform,))
            strikes, openings, closed_until, trials = connection.execute(
                "SELECT strikes, openings, closed_until, trials FROM breakers WHERE platform = ?", (platform,)
            ).fetchone()
            strikes += weight
            if strikes < _OPENS_AT and not trials:
                connection.execute("UPDATE breakers SET strikes = ? WHERE platform = ?", (strikes, platform))
                return
            now = self._clock.now()
            if now.timestamp() > closed_until + FORGOTTEN_AFTER.total_seconds():
                openings = 0
            if now.timestamp() < closed_until:
                openings -= 1  # an answer that was under way when it was stopped already
            end = now + PAUSES[min(openings, len(PAUSES) - 1)]
            if until:
                end = max(end, min(until, now + LONGEST))
            connection.execute(
                "UPDATE breakers SET strikes = 0, openings = ?, closed_until = ?, trials = ?, reason = ?"
                " WHERE platform = ?",
                (openings + 1, max(end.timestamp(), closed_until), TRIALS, reason, platform),
            )

    def good(self, platform: str) -> None:
        """Count a good answer."""
        self._state.execute(
            "UPDATE breakers SET strikes = 0, trials = max(trials - 1, 0)"
            " WHERE platform = ? AND (strikes OR trials) AND closed_until <= ?",
            (platform, self._clock.now().timestamp()),
        )
