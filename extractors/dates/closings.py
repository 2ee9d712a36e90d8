"""The date at the close of an act: "Fait à Laon, le 3 mai 2021", "Date de signature : 3 mai"."""

import re
from itertools import islice

from extractors.dates.mentions import Mention
from extractors.facts import DateKind
from extractors.text.gated import Gated
from extractors.text.signing_lines import SIGNER
from extractors.text.source import Source, once_per_source

_NEAR, _LEFT = 80, 130  # characters before a date that are looked at
# Checked for a capital: "Fait à Mende, le …" closes, "il a fait à Mende" tells.
_DONE_AT = re.compile(
    r"\b(?:fait(?: et (?:signe|passe|convenu))?|signe|etabli|conclu|dresse|passe)s?,? (?:a|au|aux|en|le)\b"
    r"[^.;:\d]{0,70}?(?:\d[^.;:\d]{0,50})?[,.]? ?(?:le |ce |en date du )?:? ?$"
)
_SIGNED_ON = re.compile(
    r"\bdate de (?:la )?signature(?: du (?:contrat|document|present contrat))? ?:? ?(?:le )?$"
    r"|\bsignature(?: du contrat)? ?: ?(?:le )?$|\b(?:signee?|paraphee?)s?(?: \w+ment)?(?: le"
    r"| en date du) ?: ?$"
)
_CLOSING_WORDS = re.compile(r"\b(?:fait|sign|etabli|conclu|dresse|passe\b|paraph|delibere)")
_DONE_AND_DELIBERATED = re.compile(r"\bfait et delibere\w*\b[^.;:\d]{0,80}$|\bdelibere a [^.;:\d]{0,60}$")
# The closing date of an extract or an order is not that of a contract.
_NO_CONTRACT = Gated(
    r"registre des (?:deliberations|arretes|decisions)|apres en avoir delibere|pour extrait conforme"
    r"|\barrete(?:nt)? ?[:\n]|\bdecide ?:|certifie executoire"
)
# "Laon, le 3 mai" alone on a line closes a contract between parties, or a letter.
_PLACE = re.compile(
    r"(?:en [a-z ]+ (?:exemplaires?|originaux)\b[a-z ]*, ?)?(?:a )?[a-z][a-z' -]{1,40}, ?(?:ce |le )"
)
_PARTIES = Gated(r"\bd'(?:une|autre) part\b|\bsoussigne|\bil (?:est|a ete) convenu")


def closing(source: Source, left: str, mention: Mention) -> DateKind | None:
    """Tell what a date at the close of a text is the date of: the signature, but of an extract or an order.

    `left` is what stands before it in its sentence.

    >>> from extractors.dates.grammar import find_mentions
    >>> source = Source("Fait à Mende, le 9 mai 2021")
    >>> closing(source, "fait a mende, le ", find_mentions(source)[0])
    'signature'
    """
    at = source.block_index(mention.start)
    if mention.day is None or at is None:
        return None
    if not _CLOSING_WORDS.search(left) and mention.start - source.blocks[at].start > _NEAR:
        return None
    if _DONE_AND_DELIBERATED.search(left):
        return "deliberation"
    if not _closes(source, at, left, mention):
        block = source.blocks[at]
        alone = mention.start - block.start < _NEAR and block.end - mention.end < 3
        if not alone or not _PLACE.fullmatch(source.folded, block.start, mention.start):
            return None
        if not (_has_parties(source) or stands_over_offices(source, block.end)):
            return "other"
    return "other" if is_no_contract(source) else "signature"


_BELOW = 300  # characters below a date in which the offices of those who sign stand
_LONGEST_OFFICE, _FEW_PIECES = 110, 4
_PIECE = re.compile(r"[^\s](?:[^\n\t]*[^\s])?")


def stands_over_offices(source: Source, end: int) -> bool:
    r"""Whether the offices of several who sign stand right below what ends at `end`, one beside or under another.

    >>> text = "À Guéret, le 3 mai 2021"
    >>> below = "\nLa préfète\tLe président du Département"
    >>> [
    ...     stands_over_offices(Source(text + more), len(text))
    ...     for more in (below, "\nLa préfète a signé le CDPPE.")
    ... ]
    [True, False]
    """
    pieces = islice(_PIECE.finditer(source.text, end, end + _BELOW), _FEW_PIECES)
    named: list[str] = []
    for place, piece in enumerate(pieces):
        found = SIGNER.match(source.folded, *piece.span())
        if found and piece.end() - piece.start() < _LONGEST_OFFICE and not piece[0].endswith("."):
            named.append(found["office"] or found["body"])
        elif not place:
            return False
    return len(set(named)) > 1


@once_per_source
def _has_parties(source: Source) -> bool:
    return _PARTIES.search(source) is not None


@once_per_source
def is_no_contract(source: Source) -> bool:
    """Whether a text says that it is an order or the extract of a decision, whoever signs at its foot."""
    return _NO_CONTRACT.search(source) is not None


def _closes(source: Source, at: int, left: str, mention: Mention) -> bool:
    """Whether "Fait à Laon" or "Date de signature :" stands before the date, or on the line above."""
    if _SIGNED_ON.search(left[-_NEAR:]):
        return True
    if at and not left.strip(" a,lec"):
        above = source.blocks[at - 1]
        if above.end - above.start < 100 and source.folded.startswith(("fait ", "signe a "), above.start):
            return True
    line = source.folded[max(source.blocks[at].start, mention.start - _LEFT) : mention.start]
    done = _DONE_AT.search(line)
    return done is not None and source.text[mention.start - len(line) + done.start()].isupper()
