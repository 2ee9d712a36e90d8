"""Lines that tell of a signature beside a day: what stands above the day, and whose office stands below it."""

import re

from extractors.text.source import Source

_SIGNATURE = re.compile(r"(?:ceremonie de )?signature\b")
_SIGNER = re.compile(r"(?:pour )?l[ae] (?:president|prefet|directeur|directrice|maire|secretaire|ministre)")
_SIGNER_LINE = 120  # characters, at most
# Below the office of who writes a letter: "à | Mesdames et Messieurs les maires", "Monsieur le préfet,", "Objet :"
_ADDRESSES = re.compile(
    r"\n\W*(?:[àÀ]\s*\n|(?:Mesdames|Chers?|Chères?)\b|(?:Messieurs|Madame|Monsieur)[^\n]{0,60},\s*\n|Objet ?:)"
)


def tells_signature(source: Source, index: int) -> bool:
    """Whether a block is headed by a signature.

    >>> tells_signature(Source("Signature du contrat"), 0)
    True
    """
    block = source.blocks[index]
    return _SIGNATURE.match(source.folded, block.start, block.end) is not None


def opens_signature(source: Source, index: int, right: str) -> bool:
    r"""Whether "Laon, le 3 mai" stands above the office of who signs below, which has a line of its own.

    >>> opens_signature(Source("Laon, le 3 mai 2021\n\nLe préfet"), 0, "")
    True
    """
    if right.strip(" .") or index + 1 == len(source.blocks):
        return False
    below = source.blocks[index + 1]
    short = below.end - below.start < _SIGNER_LINE
    signs = short and _SIGNER.match(source.folded, below.start, below.end) is not None
    return signs and not _ADDRESSES.search(source.text, below.start, below.end + _SIGNER_LINE)
