"""What the assembly of a département decides besides the contract, the département pays."""

import re
from collections.abc import Sequence

from extractors.amounts.clauses import Payment
from extractors.amounts.funding import Verdict
from extractors.amounts.heads import head_of, is_of_budget
from extractors.amounts.terms import Terms
from extractors.money.written import Mention
from extractors.text.anchors import Anchored
from extractors.text.source import Source

# "Le Département a voté vendredi | son budget"
_VOTES = r"[^.;:\n]{0,40} (?:a|ont) (?:vote|adopte|approuve)[^.;:\n]{0,30} (?:son|le) budget\b"
# The business of a département's assembly, or of those who audit it.
_SESSION = Anchored(
    (
        "commission permanente",
        "assemblee departementale",
        "conseillers departementaux",
        "elus departementaux",
        "chambre regionale des comptes",
        "session d[eu]",
        "seances? (?:publique|pleniere)s?",
        "seance du conseil departemental",
        r"conseil departemental[^.;:\n]{0,60} (?:s'est |est |etait )?reuni",
        "deliberations? du conseil departemental",
        *(f"{body}{_VOTES}" for body in ("conseil departemental", "departement", "assemblee")),
    )
)


# Figures of a budget that nobody is paid.
_BOOKED = re.compile(
    r"\b(?:sections?(?! sociale)|provisions?|recettes?|excedents?|dette|emprunts?|rapporte|droits de mutation"
    r"|dmto|taxes?|fiscalite|fonds de compensation|dgf|cvae|tva)\b"
)
# What is only asked for, saved or gone without is paid by nobody.
_ASKED = re.compile(
    r"\b(?:(?:sollicit|demand|reclam|renonc|econom)\w*|priv(?:er?|ant)?e?s? (?:d|$)|perd(?:u|re|ent)?(?: |$)"
    r"|manque a gagner)[^.;:\d]{0,40}$"
)
_ASKED_REACH = 60  # characters
# What is spent in all of the country is no money of the assembly.
_NATIONAL = re.compile(
    r"\b(?:(?:au|sur le) (?:plan|niveau) national|sur (?:tout le|l'ensemble du) territoire national|nationalement"
    r"|a l'echelle (?:nationale|du pays)|dans tout le pays|enveloppes? nationales?|partout en france)\b"
)
_LEAST = 1000  # euros; less than that is a price


def pay_what_is_decided(
    source: Source,
    mentions: Sequence[Mention],
    terms: Sequence[Terms],
    payments: Sequence[Payment],
    verdicts: Sequence[Verdict],
) -> None:
    """Let the département pay for what its assembly decides besides the contract, where nobody else is named."""
    free = [
        payment
        for mention, term, payment, verdict in zip(mentions, terms, payments, verdicts, strict=True)
        if verdict.role == "context" and term.scope != "unit" and mention.value >= _LEAST
        if not payment.payers and "departement" not in payment.payees and not _is_of_others(source, mention)
        if not _ASKED.search(source.folded, max(0, mention.start - _ASKED_REACH), mention.start)
    ]
    for mention, payment in zip(mentions, payments, strict=True):
        if not payment.payers and "departement" not in payment.payees and _is_granted(source, mention):
            payment.payers = ["departement"]
    if free and (_SESSION.search(source) or _is_of_department(source)):
        for payment in free:
            payment.payers = ["departement"]


# "Il est proposé à la commission : – de lui allouer une subvention de 2 000 €": what the assembly itself gives.
# "– de prélever les crédits, à hauteur de 2 M€, sur le chapitre 65": and what it spends.
_GRANTED = re.compile(
    r"\W*(?:(?:article \w+|\d{1,2}[.)°/-]) ?[:.–-]* ?)?(?:de |d')(?:lui |leur |y )?"
    r"(?:(?:allouer|attribuer|accorder|octroyer|verser|subventionner)\b"
    r"|(?:prelever|imputer|inscrire|engager|mandater) (?:en depenses?|(?:l[ae]s? |l'|cette |ces |une? )?"
    r"(?:credits?|depenses?|sommes?|montants?))\b)"
)


def _is_granted(source: Source, mention: Mention) -> bool:
    """Whether an item of what a session of the département decides grants the money."""
    index = source.block_index(mention.core)
    block = None if index is None else source.blocks[index]
    return bool(
        block and _GRANTED.match(source.folded, block.start, mention.start) and _SESSION.search(source)
    )


_PLENARY = re.compile(r"\b(?:assemblee|seance|reunion) pleniere\b")


def _is_of_department(source: Source) -> bool:
    """Whether a text is headed by a département that meets or tells its budget."""
    head = head_of(source)
    if not any("departement" in source.folded[block.start : block.end] for block in head):
        return False
    return is_of_budget(source) or any(_PLENARY.search(source.folded, b.start, b.end) for b in head)


def _is_of_others(source: Source, mention: Mention) -> bool:
    """Whether its sentence tells figures of a budget that nobody is paid, or what is spent in all of the country."""
    sentence = source.sentence_at(mention.core)
    if sentence is None:
        return False
    bounds = sentence.start, sentence.end
    return any(told.search(source.folded, *bounds) is not None for told in (_BOOKED, _NATIONAL))
