"""Who signs by a speech that is held at the signing: "nous serons trois à signer : vous, Madame la présidente, …"."""

import re
from collections.abc import Iterator

from extractors.people.figures import Figure
from extractors.people.signing_rows import Cast
from extractors.people.speech import INTERVIEW
from extractors.text.gated import Gated
from extractors.text.source import Source

_WE_SIGN = Gated(r"\bnous [^.;:]{0,40}\b(?:signer(?:ons)?|signons|(?:avons|venons de) signer?)\b")
_TITLE = r"(?:madame|monsieur) l[ae] [a-z-]+"
_YOU = re.compile(rf"(?:\bvous|(?<=[a-z])),? (?P<title>{_TITLE})")  # "…, monsieur le préfet, vous et moi"
_GREETED = re.compile(rf"\b(?P<title>{_TITLE})(?:(?!{_TITLE}).)*$")
# "vous et moi", "tous les trois": the speaker and so many others
_ALL_OF_US = re.compile(r"\b(?:vous et moi|tou(?:s|tes) (?:les )?(?P<count>deux|trois|quatre|cinq))\b")
_COUNTS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5}
_I = re.compile(r",? (?:vous et moi|tous (?:les )?deux)\b")
_I = re.compile(r"\bmoi(?:-meme)?\b")


def in_a_speech(source: Source, cast: Cast) -> Iterator[Figure]:
    r"""Yield the speaker and those whom a speech addresses as signing with "nous".

    >>> from extractors.people.figures import figures_of
    >>> source = Source(
    ...     "Discours de Mme Anne Roy, préfète\nMonsieur le président du Département, cher Luc Blanc,\n"
    ...     "Monsieur le maire, cher Max Noir,\nNous serons deux à signer : vous, Monsieur le président, et moi."
    ... )
    >>> [who.name.family for who in in_a_speech(source, Cast(figures_of(source)))]
    ['Roy', 'Blanc']
    """
    for told in _WE_SIGN.finditer(source, 0, len(source.folded)):
        sentence = source.sentence_at(told.start())
        if sentence is None:
            continue
        titles = {you["title"] for you in _YOU.finditer(source.folded, told.end(), sentence.end)}
        all_of_us = _ALL_OF_US.search(source.folded, told.start(), sentence.end)
        before = [f for f in cast.figures if f.end <= told.start() and f.name] if titles or all_of_us else []
        greetings = (_GREETED.search(source.folded, _opens(source, figure), figure.end) for figure in before)
        addressed = [
            figure
            for figure, greeting in zip(before, greetings, strict=True)
            if greeting and (greeting["title"] in titles or not titles)
        ]
        if all_of_us and not titles and len(addressed) + 1 != _COUNTS[all_of_us["count"] or "deux"]:
            continue  # "vous et moi", "tous les trois": whom, where more are greeted?
        if addressed and (all_of_us or _I.search(source.folded, told.end(), sentence.end)):
            yield from (f for f in before[:1] if INTERVIEW.match(source.folded, _opens(source, f)))
        yield from addressed


def _opens(source: Source, figure: Figure) -> int:
    return source.blocks[figure.block].start
