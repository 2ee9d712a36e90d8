"""The text of a contract: where its parties are named, and who represents them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice, takewhile

from extractors.people.figures import Figure
from extractors.people.speech import QUOTED_AFTER, WHAT_IS_SAID
from extractors.text.anchors import Anchored, Anchors, Phrases
from extractors.text.blocks import Block
from extractors.text.gated import Gated
from extractors.text.source import Source, once_per_source

# Behind one of these stand people who are there but sign nothing.
BESIDE = re.compile(
    r"\b(?:en presence|sous (?:la presidence|le regard|l'egide|l'impulsion|les (?:yeux|applaudissements|vivats)(?!,))"
    r"|devant(?! [^,;.:]{3,60} qu(?:e |')| (?:eux|elles?|lui|nous),)"
    r"|entouree?s? (?:de|du|d'|par)|accompagnee?s? (?:de|du|d'|par)|salue|recu\w* par|accueilli\w* par|"
    r"invite\w* par|assist\w+"
    r"|en compagnie|temoins?|a l'invitation|(?<!se )(?<!s'est )felicit\w+|remerci\w+|merci (?:a|aux)|"
    r"succede a|predecesseur|"
    r"(?<!\bdeux )(?<!\btrois )representants? de|retenu|empeche|absent|excuse"
    r"|(?<!\bune )photo(?! ?:? de (?:gauche|droite))"
    r"|credit|par delegation d(?:[eu]|(?='))"
    r"|(?:au premier|aux premiers) rangs?(?! d(?:e la|u|es) (?:signataires|partenaires)| desquels| duquel)"
    r"|dans (?:l'assistance|la salle|le public|l'assemblee)(?= ?[,:])"
    r"|parmi (?:les (?:invites|presents)|l'assistance|le public)"
    r"|avai(?:t|ent) (?:a (?:ses|leurs) cotes|aupres d'(?:elle|eux|lui)|pres de lui)"
    r"|flanquee?s? (?:de|du|d')|escortee?s? (?:de|du|d'|par))\b"
)


_REPRESENTED = Gated(
    r"\b(?:represente(?:e|s|es)? par|en la personne d[eu']|en celle d[eu']|par (?:la voix|celle) d[eu']|"
    r"que represente(?:nt)?|(?:pour|au nom de) l(?:aquelle|equel) (?:agit|intervient)|"
    r"pris(?:e|es|s)? en la personne d[eu']|agissant au nom d[eu]|"
    r"ci-apres|par l'intermediaire d[eu])[ ,]*(?:(?:de|son|sa|le|la|l'|m\.|mme|monsieur|"
    r"madame|le docteur) ?)*$"
)

# "L'ARS était représentée par Mme A, sa directrice, et la Caf | par son président | M. B"
_REPRESENTED_TOO = Gated(
    r"\brepresentee?s? par (?:m\. |mme )?[^;.:]{3,120}(?:,| et) (?:l[ae]s? |l')"
    r"(?:(?! (?:a|ont|est|sont|etait|etaient|sera|qui) )[^,;.:]){2,60} par "
    r"(?:(?:son|sa|le|la|l'|m\.|mme|monsieur|madame) ?)+$"
)
_TOO_REACH = 240  # characters

# "L'ARS était là, représentée par Mme A": at the ceremony.
_WAS_THERE = Gated(
    r"\b(?:etai(?:t|ent) (?:\w+ )?(?:la|presente?s?)|assist\w+|participai\w+)\b[^.;:]{0,20}\breprese\w+ par\b"
)

# "Mme A, elle-même représentée par M. B": who is represented signs nothing.
_DELEGATES = re.compile(
    r",? et,? par delegation\b|,? et pour (?:lui|elle)\b|,? (?:elle-meme |lui-meme )?(?:dument )?representee? par\b"
)

# "par la voix de M. A|, délégué de la fédération, | réclament un bilan"
_APPOSED = re.compile(r", [^,.;:\n]{2,60},")


def delegates(source: Source, figure: Figure) -> bool:
    """Whether somebody else signs for a figure: "sa directrice, Mme A, et par délégation par M. B"."""
    return _DELEGATES.match(source.folded, figure.end) is not None


def is_represented(source: Source, figure: Figure, named_in: set[int]) -> bool:
    """Whether a body is represented by a figure, where a contract is named: `named_in` holds those blocks."""
    start = figure.name.full_start if figure.name else figure.start
    start = min(start, figure.start)
    # In a text on something else a body may be represented at a meeting: a contract must be named close by.
    if contract_zone(source) is None and not _contract_named(source, figure.block, named_in):
        return False
    if delegates(source, figure) or _WAS_THERE.search(source, max(0, start - 60), start):
        return False
    if figure.name is None:
        return False
    if by := _REPRESENTED.search(source, max(0, start - 60), start):
        # "L'opposition, par la voix de M. A, parle d'un contrat creux": a voice that tells
        apposed = _APPOSED.match(source.folded, figure.end)
        ends = (figure.end, *((apposed.end(),) if apposed else ()))
        tells = any(said.match(source.folded, end) for end in ends for said in (QUOTED_AFTER, WHAT_IS_SAID))
        return "voix" not in by.group() or not tells
    sentence = source.sentence_at(start)
    low = max(sentence.start if sentence else 0, start - _TOO_REACH)
    return _REPRESENTED_TOO.search(source, low, start) is not None


def _contract_named(source: Source, block: int, named_in: set[int]) -> bool:
    """Whether a contract is named, or signed, in a block or, for an item, in what leads in to its list."""
    while block > 0 and block not in named_in and source.blocks[block].kind == "item":
        block -= 1
    return block in named_in


_BEFORE_ANCHOR = 80  # characters at most: spaces, numbers, "Le présent contrat est conclu"


def lines_with(anchors: Anchors | Phrases, source: Source) -> Iterator[int]:
    """Yield where lines break before one of `anchors` that stands near the start of its line, the last one first."""
    for start in reversed(anchors.starts(source)):
        line = source.folded.rfind("\n", max(0, start - _BEFORE_ANCHOR), start)
        if line >= 0 or start < _BEFORE_ANCHOR:
            yield max(line, 0)


_OPENING_WORDS = Anchors(["entre", "les soussign", "les parties", "nous sous", "nous, sous"])
# "Les parties", "Le présent contrat lie :": over those who are represented, one in a line.
_HEADED_WORDS = Anchors(
    ["parties", "contractants", "cocontractants", "present contrat", "presente convention"]
)
_HEADING = re.compile(
    r"[^\n]{0,30}\b(?:parties(?! prenantes)|(?:co)?contractants|presente? (?:contrat|convention)\b[^.\n]{1,40}:)"
    r"[^.\n]{0,40}:?"
)
# "…, représenté par M. A", behind which "…, le Département par Mme B" may stand; else "ARS : Mme C, directrice".
_PARTY = re.compile(
    r"\brepresentee?s? par\b|[,;] (?:et )?(?:l[ae]s? |l')[^.;:,\n]{3,60} par (?:m\.|mme|monsieur|madame) "
    r"|\b(?:etat|prefecture|departement|departemental|ars|agence|caisse|caf|commune|communaute|ville|region"
    r"|metropole)\b[^.;:\n]{0,60} ?: (?:m\.|mme|monsieur|madame) "
)
# "Les soussignés :", and below it one party in a line: "- l'État, …", "2. Le Département de l'Aube"
_PARTY_LINE = re.compile(
    r"^ *(?:\W{0,3}|\d ?[.)-]+ ?)(?:l[ae]s? |l'|pour l[ae]s? |pour l')?(?:etat|prefete?|prefecture"
    r"|conseil (?:departement|region)al|departement|agence|ars\b|region\b|metropole|commune|ville|communaute"
    r"|caisse|caf\b)",
    re.MULTILINE,
)
_LONGEST_LINK = 15  # characters: of "et", "d'une part,"
_OPENING = re.compile(
    r"(?:^|\n) *(?:"
    r"(?:\d+ )?(?:d' ?)?entre(?: les soussignee?s?| les parties)?(?: suivantes)?(?:,? d'une part)?[ ,:]*"
    r"(?:\n|l'|le |la |les |monsieur|madame|m\. )"
    r"|[^\n.;:]{5,70} (?:conclue?|etablie?|passee?) entre(?: les soussignee?s?| les parties)?(?: suivantes)? ?: ?\n"
    r"|(?:conclue?|etablie?|passee?|signee?) entre (?:les (?:parties|soussignee?s?))(?: suivantes| ci-apres)?[ ,:]*"
    r"(?:\n|l'|le |la )"
    r"|(?:nous,? |les (?:parties )?)soussignee?s ?[,:]|les parties (?:ci-apres|suivantes) ?:)",
    re.MULTILINE,
)


_SAID_FIRST = r"il (?:est|a ete) (?:[a-z'-]+ ){0,4}?(?:convenu|arrete|expose|rappele|prealablement)"
_AGREED = re.compile(
    r"(?:^|\n) *(?:vu\b|considerant|preambule|article|apres avoir"
    rf"|{_SAID_FIRST}"
    r"|titre|(?:les parties )?(?:ont|sont) convenu|conviennent|ont arrete|arretent|expose d(?:es|u)\b"
    r"|(?:1|i) ?[.)/-]+ ?(?!l['ea]|les |monsieur|madame|m\.)[a-z])"  # "1. Contexte", and not "1. L'État, …"
    rf"|, {_SAID_FIRST}"
)
# By this formula the text of a contract is known even where its head names the parties in a sentence only.
_FORMULA = Anchored(
    (
        "sont convenu[es]{0,2}",
        "conviennent",
        "ont (?:convenu|arrete)(?: et (?:convenu|arrete|accepte))?",
        "sont tombe[es]{0,2} d'accord",
        "il (?:est|a ete) (?:convenu|arrete)(?: et (?:convenu|arrete))?",
        "arretent",
    ),
    behind=r"(?: (?:ensemble|entre (?:elles|eux|les parties)|d'un commun accord))? (?:d[e'] ?|des |sur )?"
    r"(?:ce qui suit|(?:les )?(?:stipulations|dispositions|clauses) (?:qui suivent|suivantes|ci-apres))",
)


@once_per_source
def contract_zone(source: Source) -> tuple[int, int] | None:
    """Bounds of the parties' names in the text of a contract: from "ENTRE" to what they agree on."""
    openings = [_OPENING.match(source.folded, line) for line in lines_with(_OPENING_WORDS, source)]
    opening = next(
        (found for found in reversed(openings) if found and not _heads_deliberation(source, found.start())),
        None,
    )
    if not opening:
        return _agreeing(source) or _under_heading(source)
    closing = _AGREED.search(source.folded, opening.end())
    told = None if closing else _parties_end(source, opening.end())
    end = closing.start() if closing else told or min(len(source.folded), opening.end() + 3000)
    parties = source.folded[opening.end() : end]
    several = re.search(r"\bet\b", parties) or parties.count("represente") > 1
    if several or len(_PARTY_LINE.findall(parties)) > 1 or _FORMULA.search(source, end):
        return opening.start(), end
    return _agreeing(source)


# "DÉLIBÉRATION N° 12 / APPROUVANT LE CONTRAT / ENTRE L'ÉTAT ET LE DÉPARTEMENT": one title in several lines.
_TITLE_OF_ACT = re.compile(r"(?:^|\n) *(?:deliberation|extrait d)")
_DELIBERATED = Phrases("apres en avoir delibere")
_TITLE_REACH = 300  # characters


def _heads_deliberation(source: Source, start: int) -> bool:
    """Whether "ENTRE" at the start of a line goes on with the title of a deliberation, which names the parties too."""
    if not _DELIBERATED.stand_between(source, start, len(source.text)):
        return False
    titled = _TITLE_OF_ACT.search(source.folded, max(0, start - _TITLE_REACH), start)
    return titled is not None and _FORMULA.search(source, start) is None


def _agreeing(source: Source) -> tuple[int, int] | None:
    """Bounds of what stands in the paragraph before "sont convenus de ce qui suit"."""
    formula = _FORMULA.search(source)
    block = source.block_index(formula.start()) if formula else None
    if formula is None or block is None:
        return None
    return source.blocks[block].start, formula.start()


def _under_heading(source: Source) -> tuple[int, int] | None:
    """Bounds of the parties that stand under a heading, each represented by somebody."""
    for start in _HEADED_WORDS.starts(source):
        at = source.block_index(start)
        heading = source.blocks[at] if at is not None else None
        if heading is None or not _HEADING.fullmatch(source.folded, heading.start, heading.end):
            continue
        if (end := _parties_end(source, heading.end)) and not _DELIBERATES.stand_in(source):
            return heading.start, end
    return None


def _parties_end(source: Source, start: int) -> int | None:
    """Return where the paragraphs end that tell from `start` on who represents whom, at least two of them."""
    first = bisect_right(source.blocks, start, key=lambda block: block.end)
    told = [
        (block.end, len(_PARTY.findall(source.folded, block.start, block.end)))
        for block in takewhile(lambda block: _names_party(source, block), islice(source.blocks, first, None))
    ]
    return max(end for end, many in told if many) if sum(many for _, many in told) > 1 else None


def _names_party(source: Source, block: Block) -> bool:
    """Whether a paragraph names a party, or no more than that another one follows: "et", "d'une part,"."""
    short = block.end - block.start < _LONGEST_LINK
    return short or _PARTY.search(source.folded, block.start, block.end) is not None


# Formulas of a deliberation that it decides by.
_DELIBERATES = Phrases(
    "apres en avoir delibere",
    "extrait du registre",
    "deliberation n°",
    "deliberation no",
    "delibere et decide",
)


def is_formal(source: Source) -> bool:
    """Whether a text is an act itself, a contract or a deliberation, and not what somebody tells of one.

    >>> (
    ...     is_formal(Source("Après en avoir délibéré, le Conseil approuve le contrat.")),
    ...     is_formal(Source("Il a signé.")),
    ... )
    (True, False)
    """
    return _DELIBERATES.stand_in(source) or contract_zone(source) is not None
