"""Participles that tell with whom or for how long a contract is, and not that it has been signed."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.text.calendar_names import WEEKDAYS
from extractors.text.source import Source

if TYPE_CHECKING:
    from extractors.contracts.objects import Step

_PASSED = re.compile(r"(?:passe|conclu|noue)e?s?")
# "conclu hier", "conclu le 3 mai", "conclu par la préfète": that was done.
_DONE = re.compile(rf",? (?:le|ce|hier|par|en|au|depuis|{WEEKDAYS})\b")


def tells_with_whom(source: Source, step: "Step", steps: Sequence["Step"]) -> bool:
    """Whether a participle only tells with whom a contract is that is still to be signed.

    "L'assemblée a adopté le contrat, conclu pour trois ans avec l'État": what it adopts it has not signed. Nor has
    anybody where the text tells that the signature is to come, of a contract and not of an amendment to it.
    """
    act = step.act
    if act.kind != "signed" or act.form != "passive":
        return False
    if not _PASSED.fullmatch(source.folded, act.start, act.end) or _DONE.match(source.folded, act.end):
        return False
    return any(
        (other.act.kind == "signed" and other.act.modality == "future" and not other.is_of_amendment)
        or (_is_adoption(other) and other.act.sentence == act.sentence and other.act.end < act.start)
        for other in steps
    )


def _is_adoption(step: "Step") -> bool:
    act = step.act
    return act.kind == "adopted" and act.form == "active" and act.modality == "done"
