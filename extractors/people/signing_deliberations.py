"""Who will sign what an assembly adopts: those with whom it contracts, and the president whom it authorises."""

import re
from collections.abc import Sequence

from extractors.contracts.acts import Act
from extractors.contracts.mentions import Mention
from extractors.deliberation.spans import find_spans
from extractors.people.contract_text import BESIDE, contract_zone
from extractors.people.contracting import listed_below, passed_between, tells_parties, will_sign
from extractors.people.figures import Figure
from extractors.people.parties import PRESIDES
from extractors.people.signing_rows import Cast
from extractors.text.anchors import Phrases
from extractors.text.source import Sentence, Source

# Formulas of the act of an assembly, folded; one is enough.
_FORMULAS = Phrases(
    *("apres en avoir delibere", "extrait du registre", "registre des deliberations", "deliberation n°"),
    *("deliberation no", "delibere et decide", "mis aux voix", "mets aux voix", "met le rapport aux voix"),
    *("proces-verbal de la commission permanente", "president de seance", "presidente de seance"),
    *("la seance est levee", "proces-verbal de la seance", "\ndelibere\n", "fait et delibere"),
    *("extrait du proces-verbal des deliberations", "pour extrait conforme"),
)
_PARTIES = ("etat", "ars", "departement")
_TOWARDS = re.compile(
    r"\b(?:intervenir|conclu\w*|passer(?:a|ont)?|passee?s?|sign\w+|avec|entre|represent\w+|"
    r"parties|partenaires)\b"
    r"|\b(?:contrat|convention|accord|avenant|protocole|il|elle)(?: d[^.;:]{3,90}?)? (?:lie|liera|unit|unira|engage)\b"
)
_QUOTING = re.compile(r"\W*(?:vu|rapporteure?s?)\b")
_WILL_SIGN = re.compile(
    r"[^.;:\n]{0,90}?\bqui (?:le |la |l')?(?:signer|sont appeles a signer|doivent signer)\w*"
)
_THEN = re.compile(r"\b(?:alors|ancien(?:ne)?|entendue?|saisine d[eu]) (?:le |la |m\. |mme )?$")
# "Mme A, vice-présidente, présente le contrat négocié avec l'État": she reports on it.
_REPORTS = re.compile(
    r",? (?:(?:presente|expose|rapporte|indique|rappelle|precise|commente|detaille|resume|soumet|propose|donne lecture"
    r"|fait (?:rapport|part|lecture)|a (?:presente|expose|rapporte|indique|rappele|precise|detaille|soumis|propose))\b)"
)
_RAPPORTEUR = re.compile(r"\brapporteure?s? ?:? ?(?:m\.|mme|monsieur|madame)? ?$")
_AUTHORISED = re.compile(
    r"\b(?:autoris\w+|habilit(?:e|ent|ant|er)|mandat(?:e|ent|ant|er)|charg(?:e|ent|er)"
    r"|(?:donn|accord|confi)\w+ (?:tout )?(?:mandat|pouvoir|delegation|qualite)s?(?: au?x?)?)"
    r" (?:(?:m\.|mme|monsieur|madame) )?(?:l[ea] |sa |son )?(?P<role>presidente?)\b[^.;\n]{0,120}?\bsign"
    r"|\b(?:le |la )(?P<other>presidente?)(?: du conseil departemental)? (?:est|etant|"
    r"sera) autorisee? a (?:le |la )?sign"
    r"|\bsign\w+ (?:le contrat |ce contrat |l'avenant )?avec vous, (?:monsieur le |"
    r"madame la )(?P<addressed>presidente?)"
)
_ROLE_ABOVE = re.compile(r"\b(?:le |la )?presidente?,?\s*(?:(?:m\.|mme|monsieur|madame) )?$")


def deliberates(source: Source) -> bool:
    """Whether a text is the act of an assembly and not what somebody tells of one.

    >>> (
    ...     deliberates(Source("Le rapport, mis aux voix, est adopté.")),
    ...     deliberates(Source("Le contrat est adopté.")),
    ... )
    (True, False)
    """
    if contract_zone(source) is not None:
        return False
    return _FORMULAS.stand_in(source) or any(s.number for s in find_spans(source))


def signs_by_decision(
    source: Source, figures: Sequence[Figure], acts: Sequence[Act], mentions: Sequence[Mention]
) -> list[Figure]:
    """Find those who sign by what is decided, in the sentences that name the contract or its signature.

    With one of the State or the ARS named, the president whom the assembly authorises is found by his office.
    """
    told = {m.sentence for m in mentions} | {
        a.sentence for a in acts if a.kind == "signed" and a.modality != "negated"
    }
    # "Elle est passée entre l'État, en la personne de M. A, et …": the contract is that of the sentence before.
    told |= {index + 1 for index in told if passed_between(source, index + 1)}
    told |= {index for index in range(len(source.sentences)) if tells_parties(source, index)}
    cast = Cast(figures)
    found: list[Figure] = []
    for lead in sorted(told):
        found += listed_below(source, lead, cast)
    for figure in figures:
        index = source.sentence_index(figure.start)
        if index is None:
            continue
        sentence = source.sentences[index]
        if figure in found:
            continue
        if (index in told and _contracts(source, sentence, figure)) or _commits(source, sentence, figure):
            found.append(figure)
        elif index in told and (named := _named_of(source, sentence, figure, figures)):
            found.append(named)
    if found and all(f.office and f.office.party != "departement" for f in found) and authorised_role(source):
        president = president_of(source, figures)
        found += [president] if president and president not in found else []
    known = {figure.name.family for figure in found if figure.name}
    for act in acts:
        # Who is called "président" only is known by his office where the assembly authorises him.
        to_come = [f for f in will_sign(source, act, cast) if not (_is_bare(f) and authorised_role(source))]
        found += [f for f in to_come if f.name and f.name.family not in known]
    return found


def _is_bare(figure: Figure) -> bool:
    """Whether a president is told without the body that is presided over."""
    office = figure.office
    return office is not None and office.end - office.start <= len("presidente")


# "l'Agence régionale de santé Grand Est, représentée par M. A, directeur départemental": his office names no body.
_STANDS_FOR = re.compile(
    r"\b(?:(?:etat|prefecture|sante|ars)\b[^;:]{0,60}, (?:representee? par|que represente|en la personne de)"
    r"|pour l['a] ?(?:etat|prefecture|agence regionale de sante|ars)\b[^;:,]{0,60}(?:,| :))"
    r" (?:(?:m\.|mme|monsieur|madame) )?$"
)


def _contracts(source: Source, sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure in a sentence about the contract is one of those who conclude it."""
    office = figure.office
    if _IF_NEEDED.search(source.folded, max(sentence.start, figure.start - 60), figure.start):
        return False
    if figure.name and office and _WILL_SIGN.match(source.folded, figure.end):
        return True
    if _is_authorised(source, sentence, figure):
        return True
    if figure.name is None or office is None or office.plural:
        return False
    stands_for = _STANDS_FOR.search(source.folded, max(sentence.start, figure.start - 160), figure.start)
    head_of_service = office.party not in _PARTIES or (office.office == "other" and not office.body)
    if head_of_service and not stands_for:
        return False
    if _REPORTS.match(source.folded, figure.end):
        return False
    folded = source.folded
    before = folded[max(sentence.start, figure.start - 120) : figure.start]
    if _QUOTING.match(folded, sentence.start) or _THEN.search(before) or _RAPPORTEUR.search(before):
        return False
    return not BESIDE.search(before) and _TOWARDS.search(folded, sentence.start, sentence.end) is not None


# "autorise le Président à signer la convention avec le préfet"
_TO_SIGN_WITH = re.compile(
    r"\bsigne(?:r|ra) (?:l[ea] |l'|ce |cette )[^;:,]{2,80}? avec (?:monsieur |madame |m\. |mme )?(?:l[ea] |l')$"
)


def _named_of(source: Source, sentence: Sentence, figure: Figure, figures: Sequence[Figure]) -> Figure | None:
    """Whom the text names elsewhere, where the contract is to be signed with the holder of an office."""
    office = figure.office
    if figure.name or office is None or office.party not in ("etat", "ars") or office.plural:
        return None
    if not _TO_SIGN_WITH.search(source.folded, sentence.start, figure.start):
        return None
    holders = [
        f for f in figures if f.name and f.office and f.office.office == office.office
        and (not office.codes or not f.office.codes or set(office.codes) & set(f.office.codes))
        and not _THEN.search(source.folded[max(0, f.start - 40) : f.start])
    ]  # fmt: skip
    names = {holder.name.family for holder in holders if holder.name}
    return holders[0] if len(names) == 1 else None


_ITS_BODY = re.compile(r"\b(?:etat|prefecture|sante|ars)\b[^;:]{0,60}, representee? par [^;:]{0,40}$")
_ITS_SHARE = re.compile(
    r"[^;.]{0,90}\b(?:s'engage|verse|apporte|mobilise|finance|contribue|participe|alloue|consacre)\w*\b"
)


def _commits(source: Source, sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure stands for a body that commits itself: "que l'État, représenté par Mme A, préfète, verse …"."""
    if figure.name is None or _QUOTING.match(source.folded, sentence.start):
        return False
    before = source.folded[max(sentence.start, figure.start - 160) : figure.start]
    return _ITS_BODY.search(before) is not None and _ITS_SHARE.match(source.folded, figure.end) is not None


_AUTHORISES = re.compile(r"\b(?:autoris|habilit|donne (?:mandat|pouvoir) a)\w*[^;:]{0,40}$")
# "autorise le Président, ou en cas d'empêchement Mme A, à le signer": the president will, as far as is known.
_IF_NEEDED = re.compile(r"\b(?:a defaut|empeche\w*|en (?:son|sa|cas d')? ?absence|suppleance)\b[^;:]{0,30}$")
_TO_SIGN = re.compile(r",? (?:a|pour|de|d'|afin de) ?(?:l[ae]s? |l'|y )?sign")
_MAY_SIGN = re.compile(r",? (?:est|sera) (?:autorise|habilite|mandate)e? a (?:l[ae]s? |l'|y )?sign")


# "autorise la signature du contrat par son président, Luc Blanc"
_SIGNATURE_BY = re.compile(
    r"\b(?:autoris|approuv)\w*[^;:]{0,20} (?:la |sa )?signature\b[^;:]{0,140}\bpar (?:(?:le|la|son|sa|m\.|mme) ?)*$"
)


def _is_authorised(source: Source, sentence: Sentence, figure: Figure) -> bool:
    """Whether an assembly authorises a figure by name: "autorise le Président, M. A, à le signer"."""
    if figure.name is None:
        return False
    start = max(sentence.start, figure.start - 200)
    if _SIGNATURE_BY.search(source.folded, start, figure.start):
        return True
    if _MAY_SIGN.match(source.folded, figure.end):
        return True
    if not _TO_SIGN.match(source.folded, figure.end):
        return False
    start = max(sentence.start, figure.start - 80)
    return _AUTHORISES.search(source.folded, start, figure.start) is not None


def authorised_role(source: Source, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """Where the text names the president whom the assembly authorises to sign, if it does."""
    found = _AUTHORISED.search(source.folded, start, len(source.folded) if end is None else end)
    if found is None:
        return None
    group = next(name for name in ("role", "other", "addressed") if found[name])
    return found.span(group)


def president_of(source: Source, figures: Sequence[Figure]) -> Figure | None:
    """Find who presides: named with the office of president, or as the one who chairs the session or signs the act."""
    named = [figure for figure in figures if figure.name]
    for figure in named:
        if figure.office and figure.office.office == "president_departement" and not figure.office.plural:
            return figure
    for pattern in (PRESIDES, _ROLE_ABOVE):
        for figure in named:
            start = figure.name.full_start if figure.name else figure.start
            if pattern.search(source.folded[max(0, start - 60) : start].replace("\n", " ")):
                return figure
    return None
