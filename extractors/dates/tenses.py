"""Whether the clause of a date lies in the past or the future: only then a missing year can be told."""

import re
from bisect import bisect
from collections.abc import Sequence

from extractors.dates.cues import Kind
from extractors.dates.mentions import Mention
from extractors.dates.years import Tense
from extractors.text.source import Source

_FUTURE = re.compile(
    r"\b(?:sera|seront|aura|auront|devra|devront|doit|doivent|devrai(?:t|ent)|pourra|pourront|va|vont"
    r"|\w{3,}(?:era|eront|ira|iront|dra|dront|vra|vront|tra|tront)"
    r"|prochaine?s?|prevue?s?|programmee?s?|(?<!donne )rendez-vous|a venir|futur\w*|envisag\w+|attendue?s?)\b"
    r"|\bd'ici\b|\bau plus tard\b"
)
_NO_FUTURE = frozenset(["opera", "camera", "libera", "sierra", "caldera"])
# Against the text, not its folded shadow: "a signé", not "à la".
_PAST = re.compile(
    r"\b(?:a|ont|avait|avaient|était|étaient|fut|furent|eu|ayant)\b|\b[sS]['’]est\b|\b[Ss]e sont\b"
    r"|\b(?!dev|pouv)\w{2,}[bcdgijklmnpqstuvxyç]ai(?:t|ent)\b"  # "accueillait", and neither "fait" nor "serait"
    r"|\w[éÉ](?:e|s|es|E|S|ES)?\b(?= (?:le|en|au|ce|mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche)\b)"
)
_TIMELESS = re.compile(r"\b(?:chaque|tous les|toutes les) (?:an(?:nee)?s?|mois)\b")


def tell_tense(source: Source, start: int, end: int, dates: Sequence[tuple[Mention, Kind]]) -> None:
    """Set the tense of the dates in a passage, each from the verb form nearest to it that shows one."""
    if _TIMELESS.search(source.folded, start, end):
        return
    signs: list[tuple[int, Tense]] = [(m.start(), "past") for m in _PAST.finditer(source.text, start, end)]
    future = (m for m in _FUTURE.finditer(source.folded, start, end) if m.group() not in _NO_FUTURE)
    signs += [(m.start(), "future") for m in future]
    signs.sort()
    for mention, kind in dates:
        at = bisect(signs, (mention.start,))
        around = signs[max(0, at - 1) : at + 1]
        if around:
            kind.tense = min(around, key=lambda sign: abs(sign[0] - mention.start))[1]
