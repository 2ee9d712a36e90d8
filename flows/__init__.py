"""Prefect flows: they start, repeat, schedule and show what `pipeline` does. Nothing below knows of them."""

import os

# Prefect reads its settings when it is first imported, so they are made here, before any flow imports it.
# What the user has set stays.
_SETTINGS = {
    # Two switches, for two senders of usage data.
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # Its log of every state of every task would drown what a run has to say.
    "PREFECT_LOGGING_LEVEL": "WARNING",
}
for _name, _value in _SETTINGS.items():
    os.environ.setdefault(_name, _value)
