"""Which of the contracts that a text tells of it reports, and which it only recalls or tells by the way."""

import re

from extractors.contracts.mentions import has_none
from extractors.contracts.predecessors import tells_when
from extractors.text.source import Source
from pipeline.assembly.others import is_general, is_of_all
from pipeline.assembly.public_bodies import is_public
from pipeline.assembly.report import Report

FINAL = ("signed", "adopted", "amended")


def kept(source: Source, reports: list[Report], default: str, *, public: bool) -> list[Report]:
    """Return those that something final was done to, or that were refused by name; else the main one if it is to come.

    A refusal is the news, whatever other contract the text recalls as signed. `default` is the main programme;
    `public` tells that those who sign act for two public bodies.

    >>> signed, recalled = Report("cdppe", status="signed"), Report("crte")
    >>> [report.programme for report in kept(Source("…"), [recalled, signed], "cdppe", public=True)]
    ['cdppe']
    """
    final = [
        r
        for r in reports
        if (r.status in FINAL or _is_refused_by_name(r)) and (public or _is_public(source, r))
    ]
    if final:
        # A second contract counts only when it was signed or adopted by name, not by a pronoun or a heading, nor by
        # the way.
        final = [
            r
            for r in final
            if r.programme == default
            or any(
                s.mention and s.mention.programme == r.programme and not tells_when(source, s.act)
                for s in r.steps
            )
        ]
    if final:
        return final
    main = [
        r
        for r in reports
        if r.programme == default
        and _is_particular(source, r)
        and not any(has_none(source, m) for m in r.mentions)
    ]
    return [r for r in main if r.programme != "other" or r.status == "refused"]


def _is_particular(source: Source, report: Report) -> bool:
    """Whether a text speaks of one contract that is to come, and not of those that any may sign.

    "La contractualisation" alone is what all do, where the contracts are several: "les préfets ont jusqu'en juin".
    """
    single = [m for m in report.mentions if not m.plural and not is_of_all(source, m)]
    if any(m.plural for m in report.mentions):
        return any(not source.folded.startswith("contractualis", m.start) for m in single)
    return bool(single)


def _is_public(source: Source, report: Report) -> bool:
    """Whether a contract is one between public bodies, as all of the known programmes are."""
    if report.programme != "other" or report.is_text:
        return True
    sentences = {s.act.sentence for s in report.steps} | {m.sentence for m in report.mentions}
    return is_public(source, {source.sentences[index].block for index in sentences})


def _is_refused_by_name(report: Report) -> bool:
    """Whether the text names the contract that it tells as refused, of a known programme."""
    return (
        report.status == "refused"
        and report.programme != "other"
        and any(
            s.act.kind == "refused" and s.act.modality == "done" and s.names_contract for s in report.steps
        )
    )


def has_been_signed(source: Source, report: Report) -> bool:
    """Whether a signature is told in the past: "est signé" may be so of all contracts.

    >>> from extractors.contracts.acts import find_acts
    >>> from extractors.contracts.objects import Step
    >>> for text in ("Le préfet l'a signé en mai.", "Il est signé par le préfet."):
    ...     source = Source(text)
    ...     has_been_signed(source, Report("cdppe", steps=[Step(act, None) for act in find_acts(source)]))
    True
    False
    """
    return any(
        step.act.kind == "signed"
        and step.act.modality == "done"
        and not source.folded.startswith(("est ", "sont ", "sign"), step.act.start)
        and not is_general(source, step)
        for step in report.steps
    )


def is_told_as_signed(source: Source, report: Report) -> bool:
    """Whether a sentence tells the signature of a contract, not by the way, and names its programme.

    >>> from extractors.contracts.acts import find_acts
    >>> from extractors.contracts.mentions import find_mentions
    >>> from extractors.contracts.objects import link_acts
    >>> for text in ("Le préfet a signé le CDPPE.", "Le CDPPE signé en mai prévoit un bus."):
    ...     source = Source(text)
    ...     steps = link_acts(source, find_acts(source), find_mentions(source))
    ...     is_told_as_signed(source, Report("cdppe", steps=steps))
    True
    False
    """
    signed = [
        s for s in report.steps if s.act.kind == "signed" and s.act.modality == "done" and s.names_contract
    ]
    signed = [s for s in signed if s.mention and s.mention.programme]
    # "le contrat signé en mai" is by the way, "… signé le 3 mai entre l'État et …" is not; with its auxiliary a
    # participle is of two words.
    told = any(
        s.act.form == "active"
        or " " in source.folded[s.act.start : s.act.end]
        or _DAY_AND_PARTIES.match(source.folded, s.act.end)
        for s in signed
    )
    return report.programme != "other" and told


_DAY_AND_PARTIES = re.compile(r",? le \d[^.;:]{4,30} (?:entre|par) ")
