"""The bodies that can be party to a contract and the territories that a text names."""

from spacy.language import Language
from spacy.tokens import Doc

from extractors.found import Found, Later, found_in
from extractors.parties.bodies import find_groups
from extractors.parties.territories import find_territories


@Language.factory("tripartite_parties", assigns=["doc._.bodies", "doc._.territories"])
def make_parties(nlp: Language, name: str) -> "PartyFinder":
    """Make the spaCy component that sets `doc._.bodies` and `doc._.territories`."""
    return PartyFinder()


class PartyFinder:
    """spaCy component: sets `doc._.bodies` (in sentences on a contract, where those are known) and `doc._.territories`.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("fr")
    >>> _ = nlp.add_pipe("tripartite_parties")
    >>> doc = nlp("L'État et l'ARS signent avec le département du Doubs.")
    >>> [group.kinds for group in doc._.bodies], [t.codes for t in doc._.territories]
    ([('etat', 'ars'), ('departement',)], [('25',)])
    """

    def __call__(self, doc: Doc) -> Doc:
        """Find bodies and territories in `doc`."""
        found = found_in(doc)
        source = found.source
        sentences = [source.sentences[index] for index in sorted(_of_contracts(found))] or source.sentences
        found.bodies = Later(lambda: [g for s in sentences for g in find_groups(source, s.start, s.end)])
        found.territories = find_territories(source)
        return doc


def _of_contracts(found: Found) -> set[int]:
    """Sentences that name a contract or say what was done to one: only there is a body a party."""
    return {m.sentence for m in found.mentions or ()} | {step.act.sentence for step in found.steps or ()}
