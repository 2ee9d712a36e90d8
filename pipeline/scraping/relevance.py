"""Whether an announcement is worth fetching, by its title, and worth keeping, by its text; and why not."""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extractors.contracts.mentions import find_mentions
from extractors.contracts.programmes import programmes
from extractors.text.folding import fold
from extractors.text.source import Source as Text
from pipeline.scraping.discovery.links import Link, Verdict
from pipeline.scraping.sources.sources import Source

_LETTERS = re.compile(r"[^\W\d_]")
# So much of a title and of a summary is read; some sites put the whole page there.
_READ = 2_000


class _Words(NamedTuple):
    names: re.Pattern[str]
    topics: re.Pattern[str]
    hints: re.Pattern[str]
    acts: re.Pattern[str]
    bodies: re.Pattern[str]
    nothing: re.Pattern[str]


@cache
def _words() -> _Words:
    data = tomllib.loads((files("pipeline.scraping") / "data/relevance.toml").read_text("utf-8"))
    known = programmes().values()
    return _Words(
        re.compile("|".join(name.pattern for programme in known for name in programme.names)),
        re.compile("|".join(programme.topic.pattern.pattern for programme in known if programme.topic)),
        re.compile("|".join(data["hints"]), re.MULTILINE),
        re.compile("|".join(data["acts"])),
        re.compile("|".join(data["bodies"])),
        re.compile(rf"\b(?:{'|'.join(data['nothing'])})\b"),
    )


def vocabulary(source: Source) -> str:
    """Return a digest of all by which links and pages of a source are judged."""
    patterns = [pattern.pattern for pattern in _words()]
    by = [*patterns, *source.keywords, source.follow, str(source.since)]
    return hashlib.sha256("\0".join(by).encode()).hexdigest()[:32]


def judge_link(link: Link, source: Source) -> Verdict:
    """Tell whether the page behind a link is to be fetched.

    >>> from pipeline.scraping.sources.sources_yaml import parse_sources
    >>> source = parse_sources('''
    ... sources:
    ...   journal:
    ...     publisher: {name: Journal, departement: "23"}
    ...     find: {kind: feed, pages: [https://exemple.fr/rss]}
    ...     since: 2020-01-01
    ... ''')["journal"]
    >>> judge_link(Link("https://exemple.fr/a", "Enfance : un contrat"), source).wanted
    True
    >>> judge_link(Link("https://exemple.fr/b", "Sécheresse : les mesures"), source).reason
    'its title says nothing of a contract or a programme'
    >>> judge_link(Link("https://exemple.fr/c", "Un contrat signé", date="2019-12-31"), source).reason
    'it is of 2019-12-31, before 2020-01-01'
    """
    if source.since and link.date and link.date < source.since.isoformat()[: len(link.date)]:
        return Verdict(False, f"it is of {link.date}, before {source.since}")
    if source.follow == "all":
        return Verdict(True, "everything of this source is followed")
    said = fold(f"{link.title[:_READ]}\n{link.summary[:_READ]}")
    words = _words()
    for what, pattern in (("a programme", words.names), ("a topic", words.topics), ("a hint", words.hints)):
        if found := pattern.search(said):
            return Verdict(True, f"{what} in its title: {found[0]}")
    if found := _keyword(source.keywords, said):
        return Verdict(True, f"a keyword of the source in its title: {found[0]}")
    if says_nothing(said):
        return Verdict(True, "its title says nothing that it could be judged by")
    return Verdict(False, "its title says nothing of a contract or a programme")


def says_nothing(title: str) -> bool:
    """Tell whether a title leaves open what it leads to.

    >>> [
    ...     says_nothing(title)
    ...     for title in ("Télécharger (PDF, 1,2 Mo)", "Délibération n° 12", "Sécheresse", "")
    ... ]
    [True, True, False, True]
    """
    return not _LETTERS.search(_words().nothing.sub(" ", fold(title[: 2 * _READ])))


def names_programme(title: str, keywords: Iterable[str] = ()) -> bool:
    """Tell whether a title names a programme or its topic, or a keyword of the source: more than a hint."""
    folded = fold(title[:_READ])
    words = _words()
    return bool(words.names.search(folded) or words.topics.search(folded) or _keyword(keywords, folded))


def judge_text(title: str, text: str, keywords: Iterable[str] = ()) -> Verdict:
    """Tell whether a page is to be kept for extraction, by its title and its main text.

    >>> judge_text("Signature", "La préfète et le Département ont signé le CDPPE de la Creuse.").reason
    'it names a contract of cdppe: CDPPE'
    >>> judge_text("Concours", "Le contrat de travail des lauréats est signé.").wanted
    False
    """
    whole = f"{title}\n\n{text}"
    folded = fold(whole)
    words = _words()
    mentions = find_mentions(Text(whole))
    for mention in mentions:
        if mention.programme:
            named = whole[mention.start : mention.end]
            return Verdict(True, f"it names a contract of {mention.programme}: {named}")
    if mentions and (body := words.bodies.search(folded)):
        named = whole[mentions[0].start : mentions[0].end]
        return Verdict(True, f"it names a contract and a public body: {named}, {body[0]}")
    if (topic := words.topics.search(folded)) and (act := words.acts.search(folded)):
        return Verdict(True, f"it is on the topic of a programme and something is done: {topic[0]}, {act[0]}")
    if found := _keyword(keywords, folded):
        return Verdict(True, f"a keyword of the source: {found[0]}")
    return Verdict(False, "its text names no contract between public bodies")


def _keyword(keywords: Iterable[str], folded: str) -> re.Match[str] | None:
    written = "|".join(re.escape(fold(keyword)) for keyword in keywords)
    return re.search(rf"\b(?:{written})", folded) if written else None
