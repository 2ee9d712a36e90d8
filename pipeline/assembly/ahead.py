"""Signatures that a noun tells of, and that the text tells to be still to come."""

import re
from collections.abc import Sequence
from itertools import takewhile

from extractors.contracts.acts import Act
from extractors.contracts.objects import Step
from extractors.text.source import Source, once_per_source

# "Les journalistes qui souhaitent assister à la signature": the one of which the text speaks.
_AT_THE = re.compile(
    r"\b(?:assist\w+ a|(?:invite|convie)\w* a|lors de|a l'issue de|a l'occasion de|pour|apres|suivi\w* de|"
    r"pendant|precede\w* de|couvrir) (?:la |cette |l'evenement de )(?:ceremonie de |seance de )?$"
)
_AT_THE_REACH = 40


def refers_ahead(source: Source, step: Step, steps: Sequence[Step]) -> bool:
    """Whether a noun stands for a signature that is told to be still to come: "ils signeront demain".

    A title does ("Signature du contrat", and below it who will sign), and what is said of it behind.
    """
    act = step.act
    if act.kind != "signed" or act.form != "noun":
        return False
    if _is_invitation(source):
        return True
    signing = [s for s in steps if s.act.kind == "signed" and s.act.form != "noun" and not s.is_of_amendment]
    to_come = [s.act.start for s in signing if s.act.modality == "future"]
    if not to_come:
        return False
    if act.start > to_come[0]:
        return _AT_THE.search(source.folded[max(0, act.start - _AT_THE_REACH) : act.start]) is not None
    return len(to_come) == len(signing) and _is_title(source, act)


def _is_title(source: Source, act: Act) -> bool:
    """Whether a noun opens a block that is no sentence: "Signature du contrat"."""
    index = source.sentences[act.sentence].block
    block = source.blocks[index]
    opens = _BEFORE_TITLE.fullmatch(source.folded, block.start, act.start) is not None
    return opens and source.text[block.end - 1] not in ".!?"


_BEFORE_TITLE = re.compile(r"\W*(?:[a-z ]{3,30} : )?(?:la |ceremonie de )?")


_INVITATION = re.compile(
    r"\W*(?:(?:carton d')?invitation(?: (?:de |a la )?presse)?|save the date|reservez (?:la|votre|cette) date)"
    r"(?: ?[-–:/] ?.*)?\W*"
)
_WITHIN = 1_000  # characters of the main text in which the title stands


@once_per_source
def _is_invitation(source: Source) -> bool:
    """Whether a title says that this is an invitation: "INVITATION PRESSE", "Save the date"."""
    first = takewhile(lambda item: item[1].start < _WITHIN, source.main_blocks)
    return any(_INVITATION.fullmatch(source.folded, block.start, block.end) for _, block in first)
