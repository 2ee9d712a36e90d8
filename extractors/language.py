"""The spaCy Language with every component, in the order in which they read each other."""

import re

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

# Each reads the text and, where it says so, what those before it found.
COMPONENTS = (
    "tripartite_acts",
    "tripartite_contracts",
    "tripartite_dates",
    "tripartite_amounts",
    "tripartite_parties",
    "tripartite_entities",
    "tripartite_people",
    "tripartite_engagements",
)

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\s|.", re.DOTALL)


class FrameTokenizer:
    """Cuts a text into words, numbers and single signs.

    The components work on the text itself, so the frame needs no linguistic tokens; the French tokenizer, four
    times slower, is kept for the passages that the model reads.

    >>> [token.text for token in FrameTokenizer(spacy.blank("fr").vocab)("2,5 M€")]
    ['2', ',', '5', 'M', '€']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Make a Doc of `text`; `doc.text` is `text` again."""
        words: list[str] = []
        spaces: list[bool] = []
        for word in _TOKEN.findall(text):
            if word == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(word)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


def load(*, gated: bool = True) -> Language:
    """Make the Language that finds every kind of fact.

    Parameters
    ----------
    gated : bool
        Let the statistical model read only passages around doubtful names. The facts are the same either way.

    Examples
    --------
    >>> doc = load()("Le 3 mai 2021, Anne Roy, préfète de la Creuse, a signé le CDPPE.")
    >>> doc._.people[0].name, doc._.dates[0].value
    ('Anne Roy', '2021-05-03')
    """
    nlp = spacy.blank("fr")
    nlp.tokenizer = FrameTokenizer(nlp.vocab)
    for component in COMPONENTS:
        nlp.add_pipe(component, config={"gated": gated} if component == "tripartite_entities" else {})
    return nlp
