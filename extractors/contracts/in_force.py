"""What tells that a contract has been signed without a word of signing: it is in force, of a day, or had now."""

import re
from typing import Literal, NamedTuple

from extractors.contracts.of_a_day import of_a_day
from extractors.text.anchors import Anchored
from extractors.text.calendar_names import MONTHS, WEEKDAYS
from extractors.text.source import Source, once_per_source


class InForce(NamedTuple):
    """The verb that tells it, the sentence that holds it, and whether the contract is its subject or its object."""

    start: int
    end: int
    sentence: int
    form: Literal["active", "passive"]


_FORCE = Anchored(
    (
        "en vigueur",
        "en application depuis",
        "applique depuis",
        r"effecti(?:f|ve)s? depuis",
        "pris effet",
        "realite",
    )
)
_IS_OR_HAS = re.compile(
    r"\b(?:(?:est|sont) (?:\w+ment |deja |desormais |maintenant |enfin )?(?:entree?s? |devenue?s? |une )?"
    r"|(?:a|ont) |s')$"
)
_HAS = r"\b(?:dispose(?:nt)?|possede(?:nt)?|beneficie(?:nt)?|a|ont|(?:est|sont) (?:dote|lie|engage|uni|couvert)e?s?)\b"
_HAS_BEFORE = re.compile(rf"{_HAS},? $")
_CONTRACT = r"(?:contrat|convention|pacte|cdppe|calpae)\b"
_A_CONTRACT = rf"[^.;:,]{{0,60}}\b{_CONTRACT}"
_DAY = (
    rf"depuis (?:le |hier|ce |{WEEKDAYS}|{MONTHS}|20\d\d|(?:debut|mi|fin)\b|l'(?:an|ete|automne|hiver)|(?:la|cette) |"
    rf"(?:un|deux|trois|quatre|quelques|plusieurs) )(?:(?!\bou )[^.;:]){{0,70}}"
)
# "Depuis le 5 avril, la Creuse dispose d'un contrat", "La Creuse est dotée, depuis le 5 avril, d'un contrat",
# "Depuis le 5 avril, un contrat lie …", "Depuis le 5 avril, c'est fait : …"; not "depuis mardi, jour où il l'a signé".
SINCE = re.compile(
    rf"\W*(?:{_DAY}(?P<has>{_HAS})|[^.;:]{{3,70}}(?P<had>{_HAS})[^.;:]{{0,30}}{_DAY}){_A_CONTRACT}"
    # "La Creuse et l'État sont liés par un contrat depuis 2021"
    rf"|[^.;:]{{3,90}}(?P<held>\b(?:dispose(?:nt)?|beneficie(?:nt)?|(?:est|sont) (?:dote|lie|uni)e?s?)\b){_A_CONTRACT}"
    rf"[^.;:,]{{0,110}} {_DAY}"
    rf"|\W*{_DAY}(?:{_A_CONTRACT}[^.;:]{{0,90}}(?P<binds>\b(?:lie(?:nt)?|uni(?:t|ssent)|engage(?:nt)?)\b)"
    r"|\bc'est (?:chose )?fait)"
)
# "La Creuse | dispose désormais | de son contrat", "elle s'est dotée d'une convention".
_NOW = Anchored(("desormais", "maintenant", "enfin", "depuis", "dotee?s?", "doter"))
# "La Creuse | a son contrat", and not what it adds "à son contrat"; "la Creuse, | signataire d'un contrat".
_OWN = Anchored(("a son", "a sa", "ont leur", "ont son", "signataires?"))
_ITS_OWN = re.compile(rf" (?:\w+ ){{0,2}}?{_CONTRACT}(?! a\b)")
_SIGNATORY = re.compile(
    r"(?:(?<!un),|\bles (?:deux|trois|quatre)|\b(?:est|sont|devenue?s?|rejoi(?:nt|gnent) les departements)) $"
)
_OF_CONTRACT = re.compile(
    rf" d(?:u |'une? |e (?:la |ce |cet |cette |leur |son )?)(?!futur|prochain)(?:\w+ ){{0,2}}?{_CONTRACT}"
)
_GOT_BEFORE = re.compile(
    r"\b(?:(?:s'est|se sont) (?:\w+ment |ainsi |enfin |aussi )?|(?:vient|viennent) de se )$"
)
_OBJECT = re.compile(rf",? (?:(?:de |d'|par )?(?:son|sa|une?|leur|cet|cette|ce) )(?:\w+ ){{0,2}}?{_CONTRACT}")
_REACH = 40  # characters


@once_per_source
def in_force(source: Source) -> list[InForce]:
    """Find what a text says is in force, or somebody has now: a contract that is has been signed.

    >>> source = Source("La Creuse dispose désormais d'un contrat. Il est en vigueur.")
    >>> [source.text[found.start : found.end] for found in in_force(source)]
    ['est en vigueur', 'dispose désormais']
    """
    holds = [_behind(source, found, _IS_OR_HAS, "passive") for found in _FORCE.finditer(source)]
    had = [_had(source, found) for found in _NOW.finditer(source)]
    own = [_own(source, found) for found in _OWN.finditer(source)]
    dated = [InForce(told.start, told.end, told.sentence, "passive") for told in of_a_day(source)]
    return [told for told in (*holds, *had, *own, *dated) if told]


def _had(source: Source, found: re.Match[str]) -> InForce | None:
    """Read "La Creuse dispose désormais de son contrat", or since when it does."""
    if found.group() == "depuis":
        return _since(source, found.start())
    if not _OBJECT.match(source.folded, found.end()):
        return None
    return _behind(source, found, _GOT_BEFORE if found.group().startswith("dote") else _HAS_BEFORE, "active")


def _own(source: Source, found: re.Match[str]) -> InForce | None:
    """Read "La Creuse a son contrat", "la Creuse, signataire d'un contrat"."""
    index = source.sentence_index(found.start())
    if index is None:
        return None
    start = source.sentences[index].start
    if found.group().startswith("sign"):
        told = _SIGNATORY.search(source.folded, start, found.start()) and _OF_CONTRACT.match(
            source.folded, found.end()
        )
    else:
        owned = source.text[found.start()] not in "àÀ"
        told = _ITS_OWN.match(source.folded, found.end()) if owned else None
        told = told if not source.folded.endswith("n'", start, found.start()) else None
    return InForce(*found.span(), index, "active") if told else None


def _since(source: Source, offset: int) -> InForce | None:
    """Read "Depuis le 5 avril, la Creuse dispose d'un contrat"."""
    index = source.sentence_index(offset)
    if index is None:
        return None
    sentence = source.sentences[index]
    clause = max(sentence.start, source.folded.rfind(": ", sentence.start, offset) + 1)
    since = SINCE.match(source.folded, clause, sentence.end)
    if since is None or since.lastgroup is None:
        return None
    return InForce(*since.span(since.lastgroup), index, "passive" if since["binds"] else "active")


def _behind(
    source: Source, found: re.Match[str], verb: re.Pattern[str], form: Literal["active", "passive"]
) -> InForce | None:
    index = source.sentence_index(found.start())
    if index is None:
        return None
    before = max(source.sentences[index].start, found.start() - _REACH)
    begins = verb.search(source.folded, before, found.start())
    return InForce(begins.start(), found.end(), index, form) if begins else None


def tells_state(source: Source, start: int, end: int) -> bool:
    """Tell whether an act is only that a contract is in force, or had: nobody is told to have signed it.

    >>> tells_state(Source("Il est en vigueur."), 3, 17), tells_state(Source("Il est signé."), 3, 12)
    (True, False)
    """
    return any((told.start, told.end) == (start, end) for told in in_force(source))
