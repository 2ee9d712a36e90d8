"""Where a text speaks of a contract between public bodies, and of which programme."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from extractors.contracts.annexes import is_annex
from extractors.contracts.excerpts import is_excerpt
from extractors.contracts.objectives import are_public
from extractors.contracts.programmes import programme_at
from extractors.contracts.with_persons import is_with_persons
from extractors.facts import Instrument
from extractors.text.anchors import Anchors
from extractors.text.gated import Gated
from extractors.text.source import Source, once_per_source


class Mention(NamedTuple):
    """A passage that names a contract: `programme` is null where only its topic could tell.

    `start` and `end` bound the head noun with what names the programme; `sentence` is an index into
    `Source.sentences`; `number` is that of an amendment ("avenant n° 2"); `to_come` tells "futur contrat",
    "projet de convention"; `general` tells "les contrats", "30 contrats", which no one document reports.
    """

    start: int
    end: int
    instrument: Instrument
    programme: str | None
    sentence: int
    number: int | None
    to_come: bool
    plural: bool


@cache
def _heads() -> tuple[Anchors, re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, Instrument]]:
    data = tomllib.loads((files("extractors") / "data/instruments.toml").read_text("utf-8"))
    instruments: dict[str, Instrument] = {}
    words: list[str] = []
    for instrument in ("contract", "agreement", "protocol", "amendment"):
        for word in data["heads"][instrument]:
            words.append(word)
            instruments[word.removesuffix("s?")] = instrument
    return (
        Anchors(words),
        re.compile(rf"(?:{'|'.join(words)})\b"),
        re.compile("|".join(data["not"]["after"])),
        re.compile(r"(?:\b|^)(?:" + "|".join(data["not"]["before"]) + r")$"),
        instruments,
    )


_TO_COME = Gated(
    r"\b(?:futurs?|future|prochaine?s?|projets? de|proposition de|appel a|"
    r"candidat\w* a)(?: nouveaux?| nouvelles?)? (?:la |un |une )?$"
)
_PROCESS = "contractualisation"
# … which names a contract in a title, or where it is sought: "Rapport 5.02 – Contractualisation « enfance »".
_TITLE_SO_FAR = re.compile(
    r"(?:^|\n)\W*(?:(?:rapport|dossier|point|objet|affaire|deliberation|question)\b\W*)?"
    r"(?:n ?[°o] ?)?[\w./-]{0,20}[ :–—)-]*$"
)
# "La Sarthe candidate à la contractualisation": the contract that it wants; "n'a pas candidaté à" is none.
_CANDIDACY = re.compile(r"(?<!pas )\bcandidat[a-z]* a (?:la |une )(?:nouvelle |future )?$")
# … unless it is that of the State with all of them: "La contractualisation État-départements".
_OF_ALL = re.compile(r" (?:entre )?(?:l')?etat ?(?:-|/|et|avec)(?: les)? ?departements\b")
_NUMBER = re.compile(r"(?: (?:modificatif|financier|technique))?,? ?n ?[°o]? ?(\d{1,2})\b")
# "Le contrat définit les actions contre la pauvreté": what it does is no name of it, once it has been named.
_DOES = re.compile(
    r" (?:a|ont|est|sont|doit|s'\w+|se \w+|fixe|definit|determine|prevoit|vise|porte|precise|decrit|organise|etablit"
    r"|contribue|concourt|permet|comporte|comprend|decline|finance|soutient|rassemble|reunit|mobilise|engage|concerne|traduit"
    r"|constitue|couvre|succede)\b"
)
_FEW_WORDS = re.compile(
    r"(?: (?:tripartite|departemental|local|cadre|territorial|pluriannuel|national|regional|"
    r"unique|partenarial|triennal|d'objectifs)e?s?(?:-cadre)?)*"
)


# "l'avenant n° 1 | au | contrat de ville" is of the programme of that contract.
_AMENDS = re.compile(r"(?: n ?[°o] ?\d{1,2})? (?:au |a la |a l'|du |de la )")


def _amends(folded: str, mention: Mention, start: int) -> bool:
    """Whether a mention is that of an amendment to the contract whose own begins at `start`."""
    amendment = mention.instrument == "amendment" and mention.programme is None
    return amendment and _AMENDS.fullmatch(folded, mention.end, start) is not None


@once_per_source
def find_mentions(source: Source) -> list[Mention]:
    """Find where the main text names contracts, in order.

    >>> (mention,) = find_mentions(Source("Le CDPPE de la Somme est signé."))
    >>> mention.programme, mention.instrument
    ('cdppe', 'contract')
    """
    anchors, head, excluded, excluded_before, instruments = _heads()
    folded = source.folded
    mentions: list[Mention] = []
    covered = 0
    another = ""
    named: set[str] = set()  # nouns by which a contract of a programme has been named
    # An annex, or the last pages of a contract, may name it in the running head only.
    aside = bool(source.sentences and source.pages) and (is_annex(source) or is_excerpt(source))
    for found in anchors.finditer(head, source):
        start = found.start()
        index = source.sentence_index(start)
        if index is None and aside:
            index, aside = 0, False
        if index is None or start < covered:
            continue
        acronym = found.group() in instruments
        word = found.group() if acronym else found.group().rstrip("s")
        if excluded.match(folded, start) and not (
            folded.startswith("d'objectifs", found.end() + 1) and are_public(source)
        ):
            another = found.group()
            continue
        before = folded[max(0, start - 30) : start]
        if word in ("accord", "partenariat") and excluded_before.search(before):
            continue
        if is_with_persons(folded, start, found.end()):
            another = found.group()
            continue
        titled = _CANDIDACY.search(before) or _TITLE_SO_FAR.search(folded, max(0, start - 60), start)
        if word == _PROCESS and (not titled or _OF_ALL.match(folded, found.end())):
            continue
        programme, end = programme_at(folded, start, found.end(), source.sentences[index].end)
        if programme and word in named and _DOES.match(folded, found.end()):
            programme, end = None, found.end()
        if programme:
            named.add(word)
        # "le contrat" after "contrat jeune majeur" is that one, until one of a programme is named; behind many
        # ("les contrats jeunes majeurs") it is not one of those.
        if programme is None and found.group() == another:
            continue
        another = ""
        few = _FEW_WORDS.match(folded, found.end())
        end = max(end, few.end() if few else end)
        instrument = instruments[word]
        number = _NUMBER.match(folded, found.end()) if instrument == "amendment" else None
        plural = bool(_SEVERAL.search(before)) if acronym else found.group().endswith("s")
        if programme and mentions and _amends(folded, mentions[-1], start):
            mentions[-1] = mentions[-1]._replace(programme=programme)
        mentions.append(
            Mention(
                start,
                end,
                instrument,
                programme,
                index,
                int(number[1]) if number else None,
                bool(_TO_COME.search(source, max(0, start - 30), start)),
                plural,
            )
        )
        # "contrat … (CDPPE)" is one mention, "avenant au contrat" are two.
        covered = end if programme else found.end()
    return mentions


_SEVERAL = re.compile(r"\b(?:[ldcsm]es|aux|leurs|nouveaux|premiers|futurs) $")  # "les CDPPE" has no s
_NONE = re.compile(r"\b(?:aucune?|sans|pas de|faute de) $")


def is_none(source: Source, mention: Mention) -> bool:
    """Whether a contract is named as one that there is not.

    >>> source = Source("Aucun contrat n'a été passé.")
    >>> [is_none(source, mention) for mention in find_mentions(source)]
    [True]
    """
    return _NONE.search(source.folded, max(0, mention.start - 10), mention.start) is not None


# "Ses voisins ont un contrat, la Sarthe n'en a pas"; "n'en a pas encore" tells of one to come.
_HAS_NONE = re.compile(
    r"\bn'en (?:a|ont|avait|avaient|dispose|disposent|possede|compte)(?: (?:toujours|donc|elle|lui|eux|elles))?,? "
    r"(?:pas|aucune?|point)\b(?! encore| moins| (?:signe|conclu|vote|adopte|parle|vu|vou|ete|fini))"
)


def has_none(source: Source, mention: Mention) -> bool:
    """Whether the sentence that names a contract goes on to tell of somebody who has none.

    >>> source = Source("Ses voisins ont un contrat avec l'État, la Sarthe n'en a pas.")
    >>> [has_none(source, mention) for mention in find_mentions(source)]
    [True]
    """
    end = source.sentences[mention.sentence].end
    return " n'en " in source.folded[mention.end : end] and bool(
        _HAS_NONE.search(source.folded, mention.end, end)
    )


def in_running_head(source: Source, offset: int) -> bool:
    """Whether `offset` stands in the running head of an annex, or of later pages, that names their contract.

    >>> in_running_head(Source("CDPPE de la Somme 2021-2023"), 20)
    False
    """
    if source.is_main(offset):
        return False
    first = next(iter(find_mentions(source)), None)
    return first is not None and source.block_index(first.start) == source.block_index(offset) is not None
