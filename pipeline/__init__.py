"""Bytes to documents, contracts and files. Knows no Prefect."""

import logging

# It warns of each further attempt, with nothing that says of what; who tries again says it. Whoever wants both sets up
# logging.
logging.getLogger("stamina").addHandler(logging.NullHandler())
