"""What kind of document a text is: press release, news, deliberation, contract, amendment, circular."""

import re

from extractors.signing import contract_zone
from extractors.source import Source
from pipeline.record import DocumentKind

# First match wins, most telling first; the second number is how far into the text it is looked for.
_SIGNS: tuple[tuple[DocumentKind, re.Pattern[str], int], ...] = (
    ("circular", re.compile(r"\b(?:note d'information n|instruction n[°o]|circulaire (?:n|du)|date d'application)"), 1500),
    (
        "deliberation",
        re.compile(
            r"\b(?:apres en avoir delibere|extrait du registre|rapport a la commission permanente|"
        r"deliberation n[°o]|seance (?:publique )?du|proces-verbal|compte rendu (?:sommaire|"
        r"de la seance)"
            r"|la commission permanente (?:decide|a approuve)|rapporteure? ?:)"
        ),
        4000,
    ),
    (
        "news",
        re.compile(
            r"\b(?:reserve aux abonnes|deja abonne|lecture ?: ?\d|temps de lecture|par la redaction|"
        r"propos recueillis|abonnez-vous|\(afp\)|\bcommentaires?\b|publie le [^\n]{0,40}\bpar\b|"
        r"ecouter le direct|crediti? photo|a lire aussi|lire aussi|©)"
        ),
        10_000,
    ),
    ("press_release", re.compile(r"\b(?:communique de presse|contacts? presse|espace presse|"
        r"service (?:de la )?communication|prefecture|le departement)\b"), 10_000),
)  # fmt: skip


def find_kind(source: Source) -> DocumentKind:
    """Tell the kind of a document by the formulas that only one kind uses.

    >>> find_kind(Source("Communiqué de presse\\nLe contrat est signé."))
    'press_release'
    """
    if contract_zone(source):
        return "amendment" if re.search(r"\bavenant\b", source.folded[:300]) else "contract"
    for kind, sign, reach in _SIGNS:
        if sign.search(source.folded, 0, reach):
            return kind
    return "other"
