"""What a contract does, clause by clause: "Il finance un bus. Il crée un lieu et double le nombre de places."."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.contracts.mentions import Mention
from extractors.engagements.brought_about import is_abstract
from extractors.engagements.clauses import BODIES, no_news
from extractors.engagements.commitments import Commitments
from extractors.engagements.cues import cues, told
from extractors.engagements.enumerated import enumerated
from extractors.engagements.pieces import Bounds
from extractors.engagements.spoken_of import is_wished
from extractors.text.anchors import Anchored
from extractors.text.source import Sentence, Source

_FEWEST = 2  # "le contrat crée un cadre" tells no measure


def add_told_on(source: Source, found: Commitments, mentions: Sequence[Mention]) -> None:
    """Take what sentences in a row tell that the contract does, where they tell, with what is read, two measures.

    >>> source, found = Source("Le contrat finance un bus. Il double les places."), Commitments()
    >>> add_told_on(source, found, [])
    >>> [action.text for action in found.actions]
    ['un bus', 'double les places']
    """
    since = min((mention.start for mention in mentions), default=0)
    known = sorted((action.at.start, action.at.end) for action in found.actions)
    for first, last in _rows(source, since):
        sentences = source.sentences[first:last]
        read = [here for here in known if sentences[0].start <= here[0] < sentences[-1].end]
        new = [
            (start, end)
            for sentence in sentences
            for start, end in _done(source, sentence)
            if not any(start < behind and before < end for before, behind in read)
        ]
        if len(read) + len(new) >= _FEWEST:
            for start, end in new:
                found.add_action(source, start, end, "prose:actions", 0.7)
                found.take(source, start, end)


def _rows(source: Source, since: int) -> Iterator[tuple[int, int]]:
    """Yield from which sentence to which a block tells, one after the other, what the contract does."""
    index, sentences = 0, source.sentences
    done = {source.sentence_index(verb.start()) or 0 for verb in _verbs().finditer(source)}
    blocks = {sentences[place].block for place in done} if sentences else set()
    while blocks and index < len(sentences):
        first = index
        told_there = sentences[first].block in blocks and sentences[first].end > since
        if told_there and _opens().match(source.folded, sentences[first].start, sentences[first].end):
            index += 1
            while (
                index < len(sentences)
                and sentences[index].block == sentences[first].block
                and _goes_on().match(source.folded, sentences[index].start, sentences[index].end)
            ):
                index += 1
            yield first, index
        index = max(index, first + 1)


_MORE = r"(?: (?:aussi|egalement|ainsi|notamment|en outre|enfin|surtout|d'abord|[a-z]+ment))?"
_TURN = r"(?:(?:et|enfin|ensuite|puis|surtout|en outre|de plus|par ailleurs|d'abord),? )?"


@cache
def _verbs() -> Anchored:
    verbs = (*told()["prose"]["does"], *told()["prose"]["changes"])
    return Anchored([rf"{verb}(?:ra|re?)?" for verb in verbs])


def _said(verbs: str) -> str:
    """Write how verbs in the present are said, now or as what will be: "double", "doublera", "va doubler"."""
    return rf"(?:va{_MORE} (?:{verbs})re?|(?:{verbs})(?:ra)?)"


@cache
def _verb() -> str:
    data = told()["prose"]
    said = "|".join(sorted({*data["does"], *data["changes"], *data["verbs"]}))
    return rf"{_said(said)}{_MORE} "


@cache
def _opens() -> re.Pattern[str]:
    """Compile how a sentence begins that tells, of the contract by its name, what it does."""
    makers = "|".join(told()["prose"]["makers"])
    return re.compile(
        rf"{_TURN}(?:(?:l[ae] |l'|ce |cet |cette )(?:nouve\w+ )?(?:{makers})"
        rf"(?:, [^,.;:]{{3,80}},| [a-z][^,.;:]{{0,60}}?)??|(?:avec|grace a|par|via|dans le cadre d[eu]|au titre d[eu])"
        rf" ?(?:l[ae] |l'|ce |cet |cette )?(?:{makers})\b[^,.;:]{{0,40}}, {BODIES}) (?={_verb()})"
    )


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(
        rf"{_TURN}(?:il|elle|(?:l[ae] |l'|ce |cet |cette )(?:contrat|convention|accord|texte)) (?={_verb()})"
    )


@cache
def _clause() -> re.Pattern[str]:
    """Compile a clause: its verb, and whether what it governs is new or there already."""
    data = told()["prose"]
    changes, does = ("|".join(data[name]) for name in ("changes", "does"))
    return re.compile(
        rf"(?={_said(f'{changes}|{does}')}{_MORE} )(?:va{_MORE} )?(?:(?P<change>(?:{changes})(?:ra|re?)?{_MORE} "
        rf"(?=l[ae]s? |l'|son |sa |ses )(?!{'|'.join(data['unchanged'])}))"
        rf"|(?:{does})(?:ra|re?)?{_MORE} (?!l[ae]s? |l'))"
    )


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"(?:,? et |, (?:et |puis )?)(?={_verb()})")


def _done(source: Source, sentence: Sentence) -> Bounds:
    """Cut a sentence into what the contract does in each of its clauses; nothing where one tells something else."""
    opens = _opens().match(source.folded, sentence.start, sentence.end) or _goes_on().match(
        source.folded, sentence.start, sentence.end
    )
    if opens is None or is_wished(source, sentence.start, sentence.end):
        return []
    joints = list(_joint().finditer(source.folded, opens.end(), sentence.end))
    starts = [opens.end(), *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), sentence.end]
    bounds: Bounds = []
    for start, end in zip(starts, ends, strict=True):
        clause = _clause().match(source.folded, start, end)
        if clause is None:
            continue
        if clause["change"]:
            bounds.append((clause.start("change"), end))
            continue
        bounds += [
            (low, high)
            for low, high in enumerated(source, clause.end(), end)
            if not (
                is_abstract(source, low)
                or no_news().match(source.folded, low)
                or cues().not_measure.match(source.folded, low)
            )
        ]
    return bounds
