"""What an amendment cancels: the money that it replaces by other money, or that it takes back."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.facts import Amount, Evidence
from extractors.tables.tables import Table
from extractors.text.source import Source


class Passage(NamedTuple):
    """Bounds of a text whose money no longer holds."""

    start: int
    end: int


# 'Les mots "… 780 000 € …" sont remplacés par les mots "…"'
_REPLACED = re.compile(
    r"\b(?:mots?|termes?|montants?|sommes?|phrases?|alineas?|dispositions?|stipulations?)(?: suivante?s?)? ?:? ?"
    r"\"(?P<old>[^\"]{1,600})\"[^\".]{0,60}\b(?:est|sont) (?:remplace|modifie|substitue)"
    r"|\bau lieu de ?:? ?\"(?P<misprint>[^\"]{1,600})\""
)
# "L'action 7, qui était dotée de 60 000 €, est supprimée", "La somme de 60 000 € n'est plus due".
_TAKEN_BACK = re.compile(
    r"\b(?:est|sont|sera|seront) (?:ainsi |donc )?(?:supprime|abroge|retire|annule|abandonne|retranche)e?s?\b"
    r"|\bn(?:'est|e (?:sont|sera|seront)) (?:donc |ainsi )?(?:plus|pas) (?:\w+ment )?"
    r"(?:due?|exigible|verse|appele|inscrit|mobilise|attribue|paye|reconduit|maintenu)e?s?\b"
    r"|\b(?:est|sont|devien(?:t|nent|dra|dront)) (?:caducs?|caduques?|sans objet)\b"
    r"|\bcess(?:e|ent|era|eront) d'etre (?:due?|exigible|verse|appele|inscrit)e?s?\b"
)
_OTHER_CLAUSE = re.compile(r" ?;| mais |\bremplacee?s? par ")  # what holds instead
_OLD_BEFORE = re.compile(
    r"\b(?:au lieu d(?:e|es|u)|en (?:remplacement|lieu et place) d(?:e|es|u)|contre|initialement|initial(?:e|es|s)?|"
    r"anterieur\w*|precedemment|precedente?s?|auparavant|jusqu'alors|jusque-la|"
    r"etai(?:t|ent) (?:\w+ )?(?:fixe|dote|prevu|arrete|evalue|estime)e?s?"
    r"|ne (?:vers|pai|apport|mobilis|financ|attribu)er(?:a|ont) (?:donc )?(?:plus|pas)"
    r"|se substitu\w+ (?:a|au|aux))\b[^.;:\"\d]{0,60}$"
)
_CHANGED = re.compile(
    r"\b(?:passe(?:nt|ra|ront|r)?|porte(?:e|s|es)?|porte|ramene\w*|releve\w*|reduit\w*|augment\w*|abaiss\w*|major\w*|minor\w*|"
    r"modifi\w*|evolu\w*)\b"
    # … "de 1 à 2 M€ et celle du Département | de | 2 M€ à 3 M€"
    r"(?:[^.;\d]{0,90}|[^.;]{0,150}\bcel(?:le|ui)s? d[eu'][^.;\d]{1,50})\bde (?:la somme de )?$"
)
# "fixée à 540 000 € par l'avenant n° 1, est ramenée à 512 750 €", "qui était de 402 000 €, est portée à 438 600 €"
_WAS_SET = re.compile(
    r"\b(?:(?:fixe|arrete|prevu|evalue|estime|etabli)e?s? a|etai(?:t|ent) de) (?:la somme de )?$"
)
_SET_TO = (
    r"\b(?:(?:est|sont|sera|seront|a ete|ont ete) (?:desormais |ainsi |donc )?(?:ramene|porte|releve|reduit|augmente"
    r"|abaisse)e?s? a|passe(?:nt|ra|ront)?(?: desormais| ainsi| donc)? a|atteint desormais) (?:la somme de )?$"
)
_IS_SET_TO = re.compile(rf"[^.;\d]{{0,60}}(?:n ?[°o] ?\d{{1,2}})?[^.;\d]{{0,40}}{_SET_TO}")
# "540 000 € dans le contrat initial, est portée à | 600 000 €", "La dotation initiale est portée à": the new one.
_BECOMES = re.compile(_SET_TO)
_TO = re.compile(r"[^.;\d]{0,25}\b(?:a|vers) (?:la somme de |un montant de )?(?:[a-z -]{0,90}\()?$")
_OLD_HEADING = re.compile(
    r"\b(?:annul|supprim|barre|remplacee?s?\b|prevu|initial|ancien|avant|precedent|anterieur|en vigueur"
    r"|contrat d'origine|convention initiale)\w*"
)
_NEW_HEADING = re.compile(
    r"\b(?:retenu|nouve|modifi|actualis|apres|revis|present avenant|ajust|corrig|definiti)\w*"
)
_REACH = 160


def cancelled(source: Source, amounts: Sequence[Amount], tables: Sequence[Table]) -> set[int]:
    """Find the amounts that an amendment replaces or takes back, by their place in `amounts`.

    >>> from extractors.amounts.component import find_amounts
    >>> source = Source("La part de l'État passe de 985 000 € à 1 117 400 €.")
    >>> cancelled(source, find_amounts(source), [])
    {0}
    """
    passages = sorted([*_quoted(source), *_old_columns(source, tables)])
    return {
        index
        for index, amount in enumerate(amounts)
        if any(p.start <= amount.at.start < p.end for p in passages)
        or any(_is_taken_back(source, told) for told in amount.evidence)
        or _is_old(source, amount, amounts[index + 1] if index + 1 < len(amounts) else None)
    }


def _quoted(source: Source) -> Iterator[Passage]:
    if '"' not in source.folded:
        return
    for found in _REPLACED.finditer(source.folded):
        yield Passage(*found.span("old" if found["old"] else "misprint"))


def _old_columns(source: Source, tables: Sequence[Table]) -> Iterator[Passage]:
    """The figures of a column that another column replaces ("montant prévu", "montant retenu")."""
    for table in tables:
        heads = [
            " ".join(source.folded[b.start : b.end] for b in column.headings) for column in table.columns
        ]
        new = [
            column.year
            for column, head in zip(table.columns, heads, strict=True)
            if _NEW_HEADING.search(head)
        ]
        old = {
            id(column)
            for column, head in zip(table.columns, heads, strict=True)
            if column.year in new and _OLD_HEADING.search(head) and not _NEW_HEADING.search(head)
        }
        for row in table.rows:
            yield from (Passage(e.start, e.end) for e in row.entries if id(e.column) in old)


def _is_taken_back(source: Source, told: Evidence) -> bool:
    """Whether the clause in which an amount is told says that it is no longer due."""
    sentence = source.sentence_at(told.start)
    if sentence is None:
        return False
    joints = list(_OTHER_CLAUSE.finditer(source.folded, sentence.start, sentence.end))
    start = max([joint.end() for joint in joints if joint.end() <= told.start], default=sentence.start)
    end = min([joint.start() for joint in joints if joint.start() >= told.end], default=sentence.end)
    return _TAKEN_BACK.search(source.folded, start, end) is not None


def _is_old(source: Source, amount: Amount, following: Amount | None) -> bool:
    """Whether a sentence says that an amount was: "au lieu de 10 €", "passe de 10 € à 20 €"."""
    at = amount.at
    sentence = source.sentence_at(at.start)
    low = max(sentence.start if sentence else 0, at.start - _REACH)
    before = source.folded[low : at.start].replace("\n", " ")
    if _OLD_BEFORE.search(before) and not _BECOMES.search(before):
        return True
    if following is None:
        return False
    gap = source.folded[at.end : following.at.start].replace("\n", " ")
    if _WAS_SET.search(before) and _IS_SET_TO.fullmatch(gap):
        return True
    if not _CHANGED.search(before):
        return False
    return len(gap) < _REACH and _TO.fullmatch(gap) is not None
