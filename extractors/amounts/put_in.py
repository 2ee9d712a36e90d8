"""Money that is put into the contract, by what stands behind it, and more of it: "2 M€ à ce contrat, puis 3 M€"."""

import re

from extractors.money.passages import last
from extractors.money.written import Mention
from extractors.text.source import Source

# "2 M€ | à ce contrat", "2 M€ en 2023 | au titre de la convention"
_PUT_IN = re.compile(
    r"(?: par an| chaque annee| en 20\d\d| sur \w+ ans)?,? (?:a|au|dans|pour|au titre d[eu]|en faveur d[eu]) ?"
    r"(?:le |la |l'|ce |cet |cette )?(?:present |presente |nouveau |nouvelle )?"
    r"(?:contrat|convention|avenant|pacte|accord|protocole|cdppe|cls|ctg|crte)\b"
    r"(?! (?:collective|d'assurance|de travail|(?:de |en )?20|precedent|anterieur|initial))"
)
_WHEN = (
    r"(?: par an| l'an| chaque annee| (?:en|pour|des) 20\d\d| (?:en|de) (?:fonctionnement|investissement))*"
)
_GIFT = (
    r"(?:(?:une?|l[ae]|d'une?|de) (?:[a-z]+ )?(?:aide|subvention|dotation|participation|contribution|enveloppe|somme"
    r"|rallonge|complement|supplement|montant|credit|versement|abondement)(?: [a-z]+){0,2} (?:de |d'|a hauteur de ))?"
)
_MORE = re.compile(
    rf"{_WHEN},? (?:et |puis |plus |ainsi qu(?:e |')|auxquel(?:le)?s s'ajout[a-z]+ |augmentee?s de "
    rf"|completee?s (?:de |par )){_GIFT}(?:environ |pres de |encore )?"
)
# "… et 3 M€ | à ses collèges": other money for others.
_ELSEWHERE = re.compile(rf"{_WHEN},? (?:a|au|aux|pour|vers|dans|sur)\b(?! 20\d\d| (?:un|deux|trois) ans)")


def is_put_in(source: Source, mention: Mention) -> bool:
    """Whether it is told right behind money that it goes to a contract.

    >>> from extractors.money.statements import find_money
    >>> source = Source("Le Département consacre 2 M€ à ce contrat et 3 M€ à ses collèges.")
    >>> [is_put_in(source, mention) for mention in find_money(source)]
    [True, False]
    """
    return _PUT_IN.match(source.folded, last(mention)) is not None


def is_more_of_it(source: Source, before: Mention, mention: Mention) -> bool:
    """Whether a sum goes on with the one before it, for the same.

    >>> from extractors.money.statements import find_money
    >>> source = Source("Il y met 2 M€ en 2023, puis 3 M€ en 2024 et 4 M€ à ses collèges.")
    >>> first, second, third = find_money(source)
    >>> is_more_of_it(source, first, second), is_more_of_it(source, second, third)
    (True, False)
    """
    goes_on = _MORE.fullmatch(source.folded, last(before), mention.start)
    return goes_on is not None and _ELSEWHERE.match(source.folded, last(mention)) is None
