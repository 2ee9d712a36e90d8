"""The spaCy component for contracts: where a text names them, and what was done to them."""

from spacy.language import Language
from spacy.tokens import Doc

from extractors.contracts.acts import find_acts
from extractors.contracts.mentions import find_mentions
from extractors.contracts.objects import link_acts
from extractors.found import found_in


@Language.factory("tripartite_contracts", assigns=["doc._.mentions", "doc._.steps"])
def make_contracts(nlp: Language, name: str) -> "ContractFinder":
    """Make the spaCy component that sets `doc._.mentions` and `doc._.steps`."""
    return ContractFinder()


class ContractFinder:
    """spaCy component: sets `doc._.mentions` and `doc._.steps`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the contracts in `doc` and what was done to them."""
        found = found_in(doc)
        source, acts = found.source, found.acts
        found.mentions = mentions = find_mentions(source)
        found.steps = link_acts(source, find_acts(source) if acts is None else acts, mentions)
        return doc
