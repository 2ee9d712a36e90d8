"""The spaCy Language with every component, in the order in which they read each other."""

import re
import sys

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
    "tripartite_deliberation",
    "tripartite_engagements",
)

# A word, a number or a sign with the space behind it; any other white space is a token of its own.
_TOKEN = re.compile(r"(?:[^\W\d_]+|\d+|[^\w\s]|_) ?|\s")


class Frame(Language):  # type: ignore[no-untyped-call]  # __init_subclass__ of spaCy
    """French as the components need it.

    `spacy.blank("fr")` compiles a pattern of a million and a half characters, the exceptions of the French
    tokenizer: seconds before the first text, and of use to the model alone, which loads them when it is asked.
    """

    lang = "fr"


class FrameTokenizer:
    """Cuts a text into words, numbers and single signs.

    The components work on the text itself, so the frame needs no linguistic tokens; the French tokenizer, four
    times slower, is kept for the passages that the model reads.

    >>> [token.text for token in FrameTokenizer(Frame().vocab)("2,5 M€")]
    ['2', ',', '5', 'M', '€']
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Make a Doc of `text`; `doc.text` is `text` again."""
        tokens = _TOKEN.findall(text)
        spaces = [len(token) > 1 and token[-1] == " " for token in tokens]
        words = [token[:-1] if space else token for token, space in zip(tokens, spaces, strict=True)]
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
    nlp = Frame()
    nlp.tokenizer = FrameTokenizer(nlp.vocab)
    # spaCy's limit of a million characters guards models that read a text at once; here they read passages.
    nlp.max_length = sys.maxsize
    for component in COMPONENTS:
        nlp.add_pipe(component, config={"gated": gated} if component == "tripartite_entities" else {})
    return nlp
