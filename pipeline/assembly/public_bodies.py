"""Whether a contract of which no programme is known is one between public bodies."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.facts import Person
from extractors.parties.bodies import find_groups
from extractors.people.contract_text import contract_zone
from extractors.people.signing import Signing
from extractors.text.source import Source

# Who acts for public bodies that a text does not name: "le maire et le sous-préfet ont signé".
_OF_STATE = re.compile(r"\b(?:sous-)?prefete?\b|\bprocureure?\b")
_OF_LOCAL = re.compile(
    r"\bmaire\b|\bpresidente? (?:de la communaute|de l'agglomeration|de la metropole|du petr)\b"
)


def is_public(source: Source, blocks: Iterable[int]) -> bool:
    r"""Whether two public bodies stand in one of the blocks that speak of a contract, or in the list that it leads in.

    >>> text = "Une convention est signée entre :\n- la préfecture du Lot,\n- le Conseil départemental."
    >>> is_public(Source(text), [0])
    True
    """
    places = [(block, *_items_under(source, block)) for block in blocks]
    kinds = [
        {
            kind
            for block in together
            for group in find_groups(source, source.blocks[block].start, source.blocks[block].end)
            for kind in group.kinds
        }
        for together in places
    ]
    if any(len(together) > 1 for together in kinds) or contract_zone(source) is not None:
        return True
    told = [source.folded[source.blocks[block].start : source.blocks[block].end] for block, *_ in places]
    return any(_OF_STATE.search(words) and _OF_LOCAL.search(words) for words in told)


_PARTIES = ("etat", "ars", "departement")
_HEADS_OF_LOCAL = ("president_region", "president_epci", "maire")


def sign_for_public(people: Sequence[Person], unnamed: Sequence[Signing]) -> bool:
    """Whether those who sign act for two public bodies, wherever the text names these."""
    signing = [(p.party, p.office) for p in people if p.capacity in ("signs", "signs_for")]
    signing += [(s.figure.office.party, s.figure.office.office) for s in unnamed if s.figure.office]
    bodies = {party if party in _PARTIES else office for party, office in signing}
    return len(bodies.intersection((*_PARTIES, *_HEADS_OF_LOCAL))) > 1


def _items_under(source: Source, block: int) -> Iterator[int]:
    """Yield the indexes of the items that a block leads in: "une convention entre :", and those who sign."""
    if not source.text.endswith(":", 0, source.blocks[block].end):
        return
    for index in range(block + 1, len(source.blocks)):
        if source.blocks[index].kind != "item":
            return
        yield index
