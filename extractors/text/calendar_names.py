"""The names of the months and weekdays as folded text has them, for patterns that tell a date from other words."""

import tomllib
from importlib.resources import files

_CALENDAR = tomllib.loads((files("extractors") / "data/calendar.toml").read_text("utf-8"))
# The first form of each is how it is spelled; only dates are read off misspelled ones too.
MONTHS = "|".join(forms[0] for forms in _CALENDAR["months"])
WEEKDAYS = "|".join(forms[0] for forms in _CALENDAR["weekdays"])
