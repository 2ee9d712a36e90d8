"""The day on which a text speaks, from which it counts "cette année" and "l'an dernier"."""

import re
from collections.abc import Sequence

from extractors.amounts.heads import head_of
from extractors.dates.component import document_dates, find_dates
from extractors.dates.datelines import find_datelines
from extractors.dates.words import any_of, weekdays
from extractors.deliberation.sessions import find_session
from extractors.facts import Date
from extractors.text.source import Source, once_per_source


@once_per_source
def today(source: Source) -> str:
    r"""Return the day of publication, of the session whose act a text is, or of which it is headed; "" if unknown.

    >>> today(
    ...     Source(
    ...         "Discours du préfet\nSignature du contrat – Vesoul, jeudi 24 novembre 2022\n\nMes chers amis,"
    ...     )
    ... )
    '2022-11-24'
    """
    if published := source.published or next((date.value for date in document_dates(source) if date), ""):
        return published
    if season := next((line.mention.year for line in find_datelines(source) if line.role == "season"), None):
        return str(season)
    dates = find_dates(source, [])
    session = find_session(source, dates, 0, len(source.text))
    return session.value if session else _dated_head(source, dates)


# "Signature du contrat – Vesoul, jeudi | 24 novembre 2022"; in a title a date is that of what it names:
# "Avenant au contrat du 12 décembre 2019".
_DATED = re.compile(rf"(?:^|[,–-] ?(?:(?:le|ce) )?(?:{any_of(weekdays(abbreviated=False))} )?)$")


def _dated_head(source: Source, dates: Sequence[Date]) -> str:
    """Return the only day with which a line of the head ends, as that of a speech does; "" where there is none."""
    lines = {block.end: block for block in head_of(source)}
    days = set[str]()
    for date in dates:
        line = lines.get(date.at.end)
        if line and _DATED.search(source.folded, line.start, date.at.start):
            days.add(date.value)
    return days.pop() if len(days) == 1 else ""
