"""Where things lie in the output folder of a run."""

DOCUMENTS = "documents.jsonl"
CONTRACTS = "contracts.jsonl"
REPORT = "report.json"
PUBLISHED = (DOCUMENTS, CONTRACTS, REPORT)
# What a run keeps for itself; hidden, so that it is never taken for an input.
STATE = ".tripartite"


CATALOGUE = f"{STATE}/catalogue.sqlite"
# The bytes of documents.
ARCHIVE = f"{STATE}/archive"
# At which revision of the catalogue the published files were written.
WRITTEN = f"{STATE}/published.json"
# What the lines of contracts.jsonl were made of.
MERGED = f"{STATE}/merged"
# Held by the run that writes them.
PUBLISHING = f"{STATE}/publishing"
# What our own errors leave for those who mend them, and what Prefect's server says.
LOG = f"{STATE}/run.log"
SERVER_LOG = f"{STATE}/prefect.log"
# The members of archives, while a run reads them.
UNPACKED = f"{STATE}/unpacked-"
