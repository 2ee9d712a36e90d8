"""Verbs in the present that tell what is wished, or so on a condition: "souhaite que tous signent", "s'il signe"."""

import re

# "Si elle l'approuve, la signature interviendra en mai"; "même si tous signent" tells that they do.
_IF = re.compile(
    r"(?<!meme )\b(?:si|s'ils?|(?:a|sous) (?:la )?condition que|pourvu que|en esperant que)\b[^,.;:\n]{0,70}$"
)
_WISHED = re.compile(
    r"\b(?:souhait\w+|veu(?:t|lent)|voud\w+|demand\w+|exig\w+|esper\w+|attend\w*|propos\w+|reclam\w+|f(?:aut|audra\w*)"
    r"|pour|afin|necessaire|indispensable|important|question|favorable a ce) qu(?:e |')[^.;:]{0,80}$"
)


def is_wished(before: str) -> bool:
    """Whether the words before a verb make it one that is wished, or on a condition.

    >>> is_wished("le maire souhaite que l'etat "), is_wished("le maire et l'etat ")
    (True, False)
    """
    return _IF.search(before) is not None or _WISHED.search(before) is not None
