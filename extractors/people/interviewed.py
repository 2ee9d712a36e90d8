"""Who is interviewed: whose name opens the answers, "Anne Roy : Nous avons …", and a title or headline."""

import re
from collections.abc import Sequence

from extractors.facts import Person
from extractors.people.speech import INTERVIEW
from extractors.text.source import Source

_ANSWERS = re.compile(r" ?: ?\"?")
_APPOSED = re.compile(r", (?!et )[a-z]")
_QUESTION = re.compile(r"\? ?$")


def interviewed(source: Source, people: Sequence[Person], before: int) -> Person | None:
    r"""Return the one person without a role who answers questions, or is announced as who does, and named `before`.

    Somebody of whom more is told beside the name, "Max Noir, éducateur", has another role.

    >>> interviewed(Source("Le contrat est signé."), [], 9) is None
    True
    """
    answering = [
        person
        for person in people
        if person.role is None
        and any(evidence.end <= before for evidence in person.evidence)
        and not any(_APPOSED.match(source.folded, evidence.end) for evidence in person.evidence)
        and _answers(source, person)
    ]
    return answering[0] if len(answering) == 1 else None


def _answers(source: Source, person: Person) -> bool:
    for evidence in person.evidence:
        index = source.block_index(evidence.start)
        if index is None or not index:
            continue
        block, above = source.blocks[index], source.blocks[index - 1]
        opens = evidence.start == block.start and _ANSWERS.match(source.folded, evidence.end)
        if opens and _QUESTION.search(source.folded, above.start, above.end):
            return True
    first = min(person.evidence, key=lambda evidence: evidence.start)
    index = source.block_index(first.start)
    start = source.blocks[index].start if index is not None else first.start
    announced = INTERVIEW.match(source.folded, start)
    return announced is not None and not source.folded[announced.end() : first.start].strip(" :mdr.e")
