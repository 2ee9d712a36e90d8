"""Which reports come together: the ids of contracts, and families of them that are consolidated by themselves."""

import hashlib
import re
from collections import defaultdict
from typing import NamedTuple

from pipeline.record import Contract, Document

_YEAR = re.compile(r"(?P<stem>.+)-(?P<year>\d{4}|x)(?P<rest>-[a-z].*)?")


class Family(NamedTuple):
    """Contracts with the same programme, départements and instrument, of whatever year."""

    stem: str
    rest: str | None


def name_of(contract: Contract) -> str:
    """Return the id under which reports come together.

    Where no département is known, contracts of different documents are different ones: "other-2020" says
    nothing about where, and one contract made of two would be false.
    """
    document = min(contract.sources, default="")[:8]
    if contract.departments or contract.id.endswith(f"-{document}"):
        return contract.id
    return f"{contract.id}-{document}"


def year_of(name: str) -> str | None:
    """Return the year of a contract, "x" where it is not known; None if its id has no place for one.

    >>> year_of("cdppe-02-2020"), year_of("cdppe-02-x-avenant"), year_of("cdppe")
    ('2020', 'x', None)
    """
    found = _YEAR.fullmatch(name)
    return found["year"] if found else None


def family_of(name: str) -> Family:
    """Return the family of a contract. What is consolidated of one depends on the reports of no other.

    >>> family_of("cdppe-02-2020") == family_of("cdppe-02-x")
    True
    """
    found = _YEAR.fullmatch(name)
    return Family(found["stem"], found["rest"]) if found else Family(name, None)


def digests(document: Document) -> dict[str, str]:
    """Return a digest of all that a document reports of each contract, and when, by the names of these."""
    beginning = f"{document.kind} {document.source.retrieved_at}".encode()
    found: defaultdict[str, hashlib.blake2b] = defaultdict(lambda: hashlib.blake2b(beginning, digest_size=8))
    for contract in document.contracts:
        found[name_of(contract)].update(contract.model_dump_json().encode())
    return {name: digest.hexdigest() for name, digest in found.items()}
