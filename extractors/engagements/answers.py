"""Lists that answer a short question: "Objectifs ? Agir tôt, loger.", "Que finance-t-il ? D'abord un bus, puis …"."""

import re
from collections.abc import Iterator

from extractors.engagements.enumerated import enumerated
from extractors.engagements.pieces import COMMA, Bounds, split
from extractors.text.anchors import Phrases
from extractors.text.list_entries import INFINITIVE, Listing, entry_at
from extractors.text.source import Sentence, Source

_QUESTION = Phrases("?")
# A question that names nobody asks for the list behind it.
_ASKS = re.compile(
    r"(?:et |les |ses |leurs? |quel(?:le)?s? (?:sont )?(?:les |ses )?)?"
    r"(?:objectifs?|priorites|engagements|ambitions?|buts?|enjeux|mesures|actions)"
    r"(?: (?:phares?|cles?|principales|principaux|prevue?s|retenue?s|finance[es]*|concretes|communs"
    r"|affiche[es]*|du contrat|du texte))? ?\?"
    r"|(?:et |mais )?(?:(?:en pratique|concretement|dans les faits),? )?(?:(?:a quoi|que|qu'est-ce que?|comment)\b|qu')"
    r"[^.;:?]{0,40}?\b(?:serv(?:ira|iront|ent|ir)|ir(?:a|ont)|contien(?:t|nent|dra)|contenir|comporte(?:ra)?"
    r"|prevoi(?:t|ent|r)|comprend(?:ra)?|(?:chang|apport|ajout|donn|financ)(?:e|era|er|ent|eront)"
    r"|tradui(?:t|re|ra|ront)|perme(?:t|ttra|ttre|ttent)|prome(?:t|ttent)|propose(?:ra)?|trouve(?:ra|r)?"
    r"|y a|y aura|li(?:t|re|ra)|ret(?:ient|enir|iendra))\b"
    r"[^.;:?]{0,40}\?"
    r"|(?:et |mais )?(?:ou (?:va|vont|ira|iront)|que (?:faire|fera-t-on) (?:de|avec)) "
    r"(?:l'argent|l'enveloppe|les (?:credits|fonds|moyens)|cet(?:te)? |ces )[^.;:?]{0,30}\?"
    # "Et pour les familles, concrètement ?"
    r"|(?:et |mais )?pour (?:l[ae]s? |l'|nos |vos )[^.;:?]{3,50}\?"
    r"|(?:avez-vous |auriez-vous )?(?:un|des|quelques) (?:autres? )?exemples?(?: concrets?| precis)? ?\?"
    r"|(?:pour ?quoi faire|pour faire quoi|a quoi (?:ca |cela |il |elle )?(?:sert|servira)|concretement)"
    r"[^.;:?]{0,20}\?"
)
# "Concrètement ? Un bus, dix places et un guichet." The measures, each with its article or its number; so are those
# that answer what it will serve for, or what ("que", "qu'est-ce que") it brings.
_ASKS_MEASURES = re.compile(
    r"(?:et |mais |les |quel(?:le)?s? (?:sont )?(?:les )?)?"
    r"(?:mesures|actions|concretement|en pratique|a quoi|qu|ou |comment|pour |a[a-z]+-vous |un |des )"
)
_TO = re.compile(r"(?:\" ?)?(?:a |de |d'|pour )?")
_FEWEST = 2  # one alone is no list


def answers(source: Source) -> Iterator[Listing]:
    """Find the lists that answer a short question, in the sentence behind it and in those that go on in turn.

    >>> source = Source("Que finance-t-il ? D'abord l'achat d'un bus, puis deux postes. Enfin, un guichet.")
    >>> [[source.text[e.start : e.end] for e in listing.entries] for listing in answers(source)]
    [["l'achat d'un bus", 'deux postes.', 'un guichet.']]
    """
    yield from _at_a_colon(source)
    for start in _QUESTION.starts(source):
        index = source.sentence_index(start)
        if index is None or index + 1 == len(source.sentences):
            continue
        question, answer = source.sentences[index], source.sentences[index + 1]
        if not _ASKS.fullmatch(source.folded, question.start, question.end):
            continue
        bounds = _to_do(source, answer)
        if len(bounds) < _FEWEST:
            bounds = _to_do_in_turn(source, index + 1)
        if not bounds and _ASKS_MEASURES.match(source.folded, question.start):
            bounds = _told(source, index + 1)
        if len(bounds) >= _FEWEST:
            yield Listing(question.start, question.end, [entry_at(source, a, b, 0) for a, b in bounds], True)


# "Au menu : l'embauche de deux agents. L'ouverture d'un lieu. Un bus."
_MENU = Phrases(
    "au menu", "au programme", "au sommaire", "a la cle", "dans le detail", "concretement", "en clair"
)
_LEADS = re.compile(
    r"(?:et |mais )?(?:au (?:menu|programme|sommaire)|a la cle|dans le detail|concretement|en clair)"
    r"(?: (?:du|de ce|de la|de cette) [a-z]+)? ?: "
)


def _at_a_colon(source: Source) -> Iterator[Listing]:
    """Find the measures of which the first stands behind a colon, and the others in sentences of their own."""
    for start in _MENU.starts(source):
        index = source.sentence_index(start)
        if index is None or index + 1 == len(source.sentences):
            continue
        sentence = source.sentences[index]
        lead = _LEADS.match(source.folded, sentence.start, sentence.end)
        first = enumerated(source, lead.end(), sentence.end) if lead else []
        others = (
            _told(source, index + 1) if first and source.sentences[index + 1].block == sentence.block else []
        )
        if lead and others:
            entries = [entry_at(source, a, b, 0) for a, b in [*first, *others]]
            yield Listing(sentence.start, lead.end(), entries, True)


def _to_do(source: Source, answer: Sentence) -> Bounds:
    """Cut an answer that is nothing but things to do: "À ouvrir un lieu, à former les équipes."."""
    parts = split(source.folded, answer.start, answer.end, COMMA)
    deeds = [(_TO.match(source.folded, start), end) for start, end in parts]
    found = [(to.end(), end) for to, end in deeds if to and INFINITIVE.match(source.folded, to.end(), end)]
    return found if len(found) == len(parts) else []


_MOST = 6  # sentences of an answer
# "À former les équipes, où … ." What is said of it behind.
_RELATIVE = re.compile(r", (?:ou|dont|qui|que|lequel|laquelle|avec|quand)\b")


def _to_do_in_turn(source: Source, first: int) -> Bounds:
    """Read an answer of which each sentence is a thing to do: "À ouvrir un lieu. À former, aussi, les équipes."."""
    found: Bounds = []
    block = source.sentences[first].block
    for sentence in source.sentences[first : first + _MOST]:
        to = _TO.match(source.folded, sentence.start)
        behind = to.end() if to else sentence.start
        if sentence.block != block or not INFINITIVE.match(source.folded, behind, sentence.end):
            break
        relative = _RELATIVE.search(source.folded, behind, sentence.end)
        found.append((behind, relative.start() if relative else sentence.end))
    return found if len(found) >= _FEWEST else []


def _told(source: Source, first: int) -> Bounds:
    """Cut the measures of an answer, and of the sentences behind it that are nothing but measures, too."""
    found: Bounds = []
    block = source.sentences[first].block
    for sentence in source.sentences[first:]:
        measures = enumerated(source, sentence.start, sentence.end) if sentence.block == block else []
        if not measures:
            break
        found += measures
    return found
