"""When: the dates of a contract that a document reports, and the time for which it runs."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extractors.contracts.objects import Step
from extractors.dates.component import period_subject
from extractors.dates.one_year import ONE_YEAR
from extractors.facts import Date, Period
from extractors.money.numerals import parse_words
from extractors.people.contract_foot import signing_place
from extractors.text.folding import fold
from extractors.text.source import Source
from pipeline.assembly.extensions import LONGER, extended
from pipeline.assembly.others import is_told_of_another
from pipeline.assembly.ownership import owner, shares_or_owns
from pipeline.assembly.report import Report

_DAY = len("2021-03-05")


def dates_of(source: Source, report: Report, reports: Sequence[Report], dates: Sequence[Date]) -> list[Date]:
    """The typed dates of this contract; one signature date, unless the contract was signed on several days."""
    wanted = ("signature", "adoption", "deliberation", "effective", "end")
    own = [
        d
        for d in dates
        if d.kind in wanted and (len(reports) == 1 or shares_or_owns(source, d.at.start, report, reports))
    ]
    if report.status not in ("signed", "amended"):
        return [d for d in own if d.kind != "signature"]
    if report.is_text and (foot := _at_the_foot(source, dates)):
        return [d for d in own if d.kind != "signature"] + foot
    signed = _own_signature(source, report, [d for d in own if d.kind == "signature"])
    return [d for d in own if d.kind != "signature"] + (signed or _of_the_scene(source, report, dates))


def _of_the_scene(source: Source, report: Report, dates: Sequence[Date]) -> list[Date]:
    """The day of the scene in which a contract is signed, where the signing itself is not dated.

    "Mardi 17 octobre, à Guéret, autour de la table, le préfet et le président. Tous deux ont signé le contrat."
    """
    events = [d for d in dates if d.kind == "event" and len(d.value) == 10]
    for step in report.steps if events else ():
        if step.act.kind != "signed" or step.act.modality != "done":
            continue
        block = source.sentences[step.act.sentence].block
        scene = bisect_left(events, step.act.start, key=lambda date: date.at.start)
        nearest = events[scene - 1] if scene else None
        # A reporter sets the scene in a paragraph of its own: "Du monde, vendredi 2 mai, à la salle des fêtes."
        weekday = nearest and _WEEKDAY.match(fold(nearest.text))
        opened = step.act.form == "active" and weekday
        first = source.blocks[max(0, block - 1) if opened else block]
        told_of_one = weekday and len({day.value for day in events}) == 1 and _at_an_hour(source, step)
        if nearest and (nearest.at.start >= first.start or told_of_one):
            rule = f"{nearest.at.rule}, day of the scene"
            told = replace(nearest.at, rule=rule, confidence=0.6)
            return [nearest.model_copy(update={"kind": "signature", "evidence": [told]})]
    return []


_HOUR = re.compile(
    r"\W*(?:au?|vers|en|dans|pendant|apres|avant)(?: l[ea] | l'| )"
    r"(?:(?:heure|moment|pause|fin|debut|milieu|issue|cours) (?:du |de la |de l'|de |d'))?"
    r"(?:midi|pause|matin(?:ee)?|apres-midi|soir(?:ee)?|journee|dejeuner|diner|gouter|cloture|ouverture"
    r"|\d{1,2} ?h(?:eures)?)\b"
)


def _at_an_hour(source: Source, step: Step) -> bool:
    """Whether a signing is told by the hour alone: "À la pause de midi, ils ont signé"."""
    sentence = source.sentences[step.act.sentence]
    return _HOUR.match(source.folded, sentence.start, step.act.start) is not None


_WEEKDAY = re.compile(r"(?:lun|mar|mercre|jeu|vendre|same)di\b|dimanche\b")


def _own_signature(source: Source, report: Report, dates: Sequence[Date]) -> list[Date]:
    """Of several dates of signature, those in a sentence that tells this contract's own."""
    sentences = {step.act.sentence for step in report.steps if step.act.kind == "signed"}
    own = [d for d in dates if not is_told_of_another(source, d.at.start)]
    own = [d for d in own if not _is_of_amended(source, report, d)]
    own = _without_former(own)
    told = [d for d in own if source.sentence_index(d.at.start) in sentences]
    return told or own


def _without_former(dates: Sequence[Date]) -> list[Date]:
    """Leave out the bare year or month of an earlier contract: "un premier, conclu en 2018", beside a day in 2023.

    So is a month in which one of the days is: "On signe beaucoup en novembre."
    """
    days = [d.value for d in dates if len(d.value) == _DAY]
    first = min((day[:4] for day in days), default="")
    return [
        d
        for d in dates
        if len(d.value) == _DAY
        or (d.value[:4] >= first and not any(len(d.value) > 4 and day.startswith(d.value) for day in days))
    ]


def _is_of_amended(source: Source, report: Report, date: Date) -> bool:
    """Whether a date is that of the contract which an amendment amends.

    "Ils ont signé l'avenant à la convention, elle-même signée le 5 juillet 2019": where the signing of the amendment
    itself is told, what was signed in the passive beside it is the contract.
    """
    index = source.sentence_index(date.at.start)
    if report.instrument != "amendment" or index is None:
        return False
    signed = [s for s in report.steps if s.act.kind == "signed" and s.act.modality == "done" and s.mention]
    of_amended = [_signs_amended(source, report, step) for step in signed]
    if all(of_amended):
        return False
    before = [
        told
        for step, told in zip(signed, of_amended, strict=True)
        if step.act.sentence == index and step.act.start < date.at.start
    ]
    return bool(before) and before[-1]


def _signs_amended(source: Source, report: Report, step: Step) -> bool:
    """Whether a signing is that of a contract right before its amendment: "signé en 2019", "avait été signé"."""
    act, mention = step.act, step.mention
    if mention is None or mention.instrument == "amendment" or act.form != "passive":
        return False
    if source.folded.startswith("avai", act.start):
        return True
    bare = " " not in source.folded[act.start : act.end]
    return bare and any(
        m.instrument == "amendment" and m.sentence - mention.sentence in (0, 1) for m in report.mentions
    )


def _at_the_foot(source: Source, dates: Sequence[Date]) -> list[Date]:
    """The day on which the text of a contract says that it was signed."""
    place = signing_place(source)
    if place is None:
        return []
    for date in dates:
        if place[0] <= date.at.start < place[1] and len(date.value) == 10:
            told = replace(date.at, rule="signature: at the foot of the contract")
            return [date.model_copy(update={"kind": "signature", "evidence": [told]})]
    return []


def period_of(
    source: Source,
    report: Report,
    reports: Sequence[Report],
    periods: Sequence[Period],
    dates: Sequence[Date],
) -> Period | None:
    """The contract's own period: the one said of it most plainly, the earliest of equals.

    Where only ends are told, the last one is its own: "… succède au contrat échu fin 2023 et court jusqu'en 2027".
    """
    own = [p for p in periods if period_subject(source, p) == "contract"]
    if len(reports) > 1:
        free = [p for p in own if not _is_told_of_another(source, p, report, reports)]
        own = [p for p in own if owner(source, p.at.start, reports) is report] or free
    if report.instrument == "amendment":
        # A year may be that of the money it adds.
        own = [p for p in own if p.at.rule != ONE_YEAR or _is_covered(source, p)]
    own = own or _as_long(source, report, periods, dates)
    bounded = sorted((p for p in own if p.start and p.end), key=lambda p: p.at.rule == ONE_YEAR)
    found = bounded[0] if bounded else max(own, key=lambda p: p.end or "", default=None)
    return extended(source, report, _begun(source, report, found, dates), periods, dates)


# "L'avenant couvre la seule année 2023", "Cet avenant, qui porte sur l'année 2023", "Il porte sur la seule année 2023"
_COVERS = re.compile(
    r"(?:\bavenant\b[^.;:,]{0,40}(?:,[^.;:,]{3,60},)?,?(?: qui)?|\. il)(?: ne)?"
    r" (?:port(?:e|era) (?:que )?sur (?:la seule |l')annee|concern\w+ que|couvr\w+|vaut|vaudra|court|courra"
    r"|s'applique(?:ra)?|est (?:conclu|valable|limite))\b[^.;:]{0,25}$"
)
_COVERS_REACH = 180  # characters


def _is_covered(source: Source, period: Period) -> bool:
    """Whether a year is told as that for which an amendment holds."""
    start = period.at.start
    return _COVERS.search(source.folded, max(0, start - _COVERS_REACH), start) is not None


_LASTS = re.compile(
    r"\b(?:pour|sur|d'une duree de|de) (?P<count>\d|deux|trois|quatre|cinq|six|sept|huit) ans\b(?! (?:de prison|d'age))"
)


def _as_long(
    source: Source, report: Report, periods: Sequence[Period], dates: Sequence[Date]
) -> list[Period]:
    """The periods of something else that fit how long the contract is told to last, from its signature on.

    "Ils ont contractualisé pour six ans. … Le programme 2021-2026 compte 43 projets."
    """
    signed = {d.value[:4] for d in dates if d.kind == "signature"}
    if not signed or report.instrument == "amendment":
        return []
    sentences = (source.sentences[index] for index in sorted(report.named_in | set(report.steps_in)))
    told = [lasts for s in sentences if (lasts := _LASTS.search(source.folded, s.start, s.end))]
    counts = [lasts["count"] for lasts in told]
    lengths = {int(count) if count.isdecimal() else int(parse_words(count)) for count in counts}
    return [
        p
        for p in periods
        if p.start
        and p.end
        and int(p.end[:4]) - int(p.start[:4]) + 1 in lengths
        and {p.start[:4], str(int(p.start[:4]) - 1)} & signed
        and period_subject(source, p) != "strategy"
    ]


def _is_told_of_another(source: Source, period: Period, report: Report, reports: Sequence[Report]) -> bool:
    """Whether a period stands in a sentence that names other contracts and not this one."""
    sentence = source.sentence_index(period.at.start)
    return sentence not in report.named_in and any(sentence in other.named_in for other in reports)


_FROM_SIGNATURE = re.compile(
    r"\b(?:prend|prendra|entre|entrera)\b[^.;]{0,60}\b(?:a|a la date de|au jour de|a compter de|"
    r"des) (?:sa|la) signature\b"
    r"|\ba compter de (?:sa|la) (?:date de )?signature\b"
)


def _begun(source: Source, report: Report, found: Period | None, dates: Sequence[Date]) -> Period | None:
    """The period with its start: the day of signature where the contract says so, else the year of the signing.

    "Signé le 7 décembre 2020, il vaut jusqu'au 31 décembre 2022": what has only an end runs from when it is signed.
    """
    if found is None or found.start:
        return found
    if _FROM_SIGNATURE.search(source.folded) and (foot := _at_the_foot(source, dates)):
        return found.model_copy(update={"start": foot[0].value, "evidence": [*found.evidence, foot[0].at]})
    signed = {d.value: d for d in dates if d.kind == "signature" and re.match(r"\d{4}", d.value)}
    sentence = source.sentence_at(found.at.start)
    told = source.folded[sentence.start : sentence.end] if sentence else ""
    if (
        report.status != "signed"
        or report.instrument == "amendment"
        or len(signed) != 1
        or LONGER.search(told)
    ):
        return found
    (date,) = signed.values()
    if date.value[:4] > (found.end or "")[:4]:
        return found
    first = replace(date.at, rule="period: from the year of the signature", confidence=0.6)
    return found.model_copy(update={"start": date.value[:4], "evidence": [*found.evidence, first]})
