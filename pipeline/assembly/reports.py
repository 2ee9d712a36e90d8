"""Which contracts a document reports, and how far each has come."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from extractors.contracts.annexes import is_annex
from extractors.contracts.excerpts import is_dated_excerpt
from extractors.contracts.mentions import Mention, is_none
from extractors.contracts.objects import Step
from extractors.contracts.programmes import topic_of
from extractors.deliberation.spans import find_spans
from extractors.facts import Instrument, Status
from extractors.people.contract_foot import closes_as_contract
from extractors.people.contract_text import contract_zone
from extractors.people.figures import Figure
from extractors.text.gated import Gated
from extractors.text.grounds import GROUND
from extractors.text.source import Source
from pipeline.assembly.ahead import refers_ahead
from pipeline.assembly.kept import has_been_signed, is_told_as_signed, kept
from pipeline.assembly.non_reports import calls_for_projects, explains, offers_job, reports_none
from pipeline.assembly.others import is_general, is_of_another
from pipeline.assembly.own_acts import decides_with_public_body
from pipeline.assembly.report import Report
from pipeline.record import STATUS_ORDER, DocumentKind

_FINAL: dict[str, Status] = {"signed": "signed", "adopted": "adopted", "amended": "amended"}
_NEGOTIATED = re.compile(
    r"\b(?:negoci\w+|elabor\w+|lance\w* (?:\w+ ){0,3}(?:contractualisation|demarche|"
    r"discussions?)|comite de pilotage|travail(?:lent|lera)? (?:a|sur)|discussions?|"
    r"groupes? de travail|reunion de lancement|diagnostic partage|concertation)\b"
)
_DRAFT = re.compile(r"\b(?:projet de (?:contrat|convention|avenant|cdppe)|modele de|trame de)\b")


def find_reports(
    source: Source,
    kind: DocumentKind,
    mentions: Sequence[Mention],
    steps: Sequence[Step],
    figures: Sequence[Figure] = (),
    *,
    public: bool = False,
    listed: bool = False,
) -> list[Report]:
    """Find the contracts that the document reports, the one most spoken of first.

    `figures` are the people of the text: those who sign at its foot make it a contract, whatever it looks like.
    `public` tells that those who sign act for two public bodies, `listed` that the text names them as the signatories.

    Mentions and steps that name no programme go to the contract named before them, else to the one that the
    document is about. A contract that is only mentioned in passing, or told of others, is not reported.
    """
    mentions = [
        m
        for m in mentions
        if not (
            is_of_another(source, source.sentences[m.sentence])
            or (m.programme is None and is_none(source, m))
        )
    ]
    steps = [s for s in steps if not is_of_another(source, source.sentences[s.act.sentence])]
    if (
        kind == "circular"
        or (not mentions and not steps)
        or (kind != "deliberation" and reports_none(source))
    ):
        return []  # a circular tells others to sign
    if kind == "deliberation":
        public = public or decides_with_public_body(source, mentions)
        steps = [s for s in steps if not _is_of_next_act(source, s)]
        # An assembly decides on what is still to be signed: what it tells as signed is an earlier contract.
        decided = [s for s in steps if not _is_earlier(source, s)]
        steps = steps if not decided and _TAKES_NOTE.search(source) else decided
    reports: dict[str, Report] = {}
    default = _main_programme(source, mentions, steps, decided=kind == "deliberation")
    current = default
    named = False
    home: dict[Mention, str] = {}
    called: dict[str, str] = {}  # "le pacte" is the one that was named as a pact, whatever was named since
    for mention in mentions:
        noun = source.folded[mention.start : mention.end].partition(" ")[0].rstrip("s")
        recalled = named and _is_ground(source, mention.sentence)
        named = named or mention.programme is not None
        if mention.programme and not recalled:
            called[noun] = mention.programme
        home[mention] = mention.programme or called.get(noun, current)
        if not (recalled or _is_aside(source, mention)):
            current = home[mention]
        told = home[mention] if recalled else current
        reports.setdefault(told, Report(told)).mentions.append(mention)
    for step in steps:
        code = home.get(step.mention, default) if step.mention else default
        reports.setdefault(code, Report(code)).steps.append(step)
    is_text = contract_zone(source) is not None or is_annex(source) or is_dated_excerpt(source)
    to_come = any(s.act.kind == "signed" and s.act.modality == "future" for s in steps)
    if not is_text and kind != "deliberation":
        is_text = not to_come and closes_as_contract(source, figures)
    listed = listed and not to_come and kind != "deliberation"
    for report in reports.values():
        report.is_text = is_text and report.programme == default
        report.status = _status(source, report)
        if listed and report.programme == default and report.status in ("announced", "negotiated"):
            report.status = "signed"  # "Les signataires :", and nothing says that they are still to sign
        report.instrument, report.number = _instrument(report)
        if kind == "amendment" and report.is_text and report.instrument != "amendment":
            # "CONVENTION D'APPUI …", and below it "AVENANT N° 3"
            report.instrument, report.number = "amendment", _amended_by(report)
    reported = kept(source, list(reports.values()), default, public=public)
    if kind == "deliberation":
        return reported
    if explains(source):
        reported = [report for report in reported if has_been_signed(source, report)]
    if offers_job(source) or calls_for_projects(source):
        return [report for report in reported if report.is_text or is_told_as_signed(source, report)]
    return reported


# "prend acte du rapport d'exécution": the contract was signed before, and nothing is decided on it.
_TAKES_NOTE = Gated(
    r"\b(?:prend|pris|prendre|donne|donner) acte\b[^.;]{0,40}"
    r"\b(?:rapport|bilan|compte[- ]rendu|communication|information|execution|avancement|presentation|etat)"
)


def _is_ground(source: Source, sentence: int) -> bool:
    """Whether a sentence is of a ground of an act: "Considérant que la convention de 2019 a permis …"."""
    block = source.blocks[source.sentences[sentence].block]
    return GROUND.match(source.folded, block.start) is not None


def _is_earlier(source: Source, step: Step) -> bool:
    """Whether an assembly tells as signed, or on its grounds as prolonged, what it does not decide on."""
    block = source.blocks[source.sentences[step.act.sentence].block]
    if step.act.modality != "done" or block.cell:
        return False  # above rows of a table it says what they are for
    return step.act.kind == "signed" or (step.act.kind == "amended" and _is_ground(source, step.act.sentence))


def _is_of_next_act(source: Source, step: Step) -> bool:
    """Whether what was done is told in another act of the minutes than the contract: "N° 8 Motion. Rejetée."."""
    if step.mention is None:
        return False
    named, done = (
        bisect_right(find_spans(source), place, key=lambda span: span.start)
        for place in (step.mention.start, step.act.start)
    )
    return named != done and named > 0 and done > 0  # what stands before the first act belongs to none


def _is_aside(source: Source, mention: Mention) -> bool:
    """Whether a contract is named in brackets alone: "le contrat" behind them is the one of which the text speaks."""
    before, behind = source.folded[: mention.start][-1:], source.folded[mention.end : mention.end + 1]
    return before == "(" and behind in (")", ",", ";")


def _main_programme(
    source: Source, mentions: Sequence[Mention], steps: Sequence[Step], *, decided: bool
) -> str:
    """The programme named most, of those named as often what something was done to; else the topic of the text.

    An assembly's act is about what it decides on, however often its report names another.
    """
    named = [m.programme for m in mentions if m.programme]
    acted = {step.mention.programme for step in steps if step.mention}

    def rank(programme: str) -> tuple[bool, int, bool]:
        done = programme in acted
        return decided and done, named.count(programme), done

    return max(dict.fromkeys(named), key=rank) if named else topic_of(source) or "other"


# What an assembly votes on may be that somebody negotiates: "mandat de négociation".
_MANDATE = Gated(
    r"\bmandat\w* (?:[a-z'-]+ ){0,6}?(?:de |d'|pour |a )(?:negoci|engager (?:les|des) (?:negociations|discussions))"
)


def _status(source: Source, report: Report) -> Status:
    reached: list[Status] = []
    told = [step for step in report.steps if not refers_ahead(source, step, report.steps)]
    named = {step.act.kind for step in told if step.act.modality == "done" and step.names_contract}
    for step in told:
        if step.act.kind == "adopted" and not step.names_contract and _MANDATE.search(source):
            continue  # "Le rapport est adopté"
        if step.act.modality == "done" and step.act.kind in _FINAL and not is_general(source, step):
            reached.append(_FINAL[step.act.kind])
        elif (
            step.act.kind == "refused"
            and step.act.modality == "done"
            # "les eaux rejetées", "une offre refusée": where no programme is known, it must be said of the contract
            and (report.programme != "other" or step.names_contract)
        ):
            reached.append("refused")
    if report.is_text and not _DRAFT.search(source.folded[:600]):
        reached.append("signed")
    if "refused" in reached and "signed" not in named and not report.is_text:
        return "refused"  # a signature told without the contract's name is a neighbour's, or an earlier one
    if reached:
        return max(reached, key=STATUS_ORDER.index)
    return "negotiated" if _NEGOTIATED.search(source.folded) else "announced"


_AUTHORISED = re.compile(r"\b(?:autoris|habilit|mandat|charg)\w*\b[^.;\n]{0,80}$")


def is_authorised(source: Source, report: Report) -> bool:
    """Whether an assembly lets somebody sign a contract of which no more is told: then its vote was on that."""
    if report.status not in ("announced", "negotiated"):
        return False
    return any(
        step.act.kind == "signed"
        and step.act.modality == "future"
        and _AUTHORISED.search(source.folded, source.sentences[step.act.sentence].start, step.act.start)
        for step in report.steps
    )


def _instrument(report: Report) -> tuple[Instrument, int | None]:
    """The instrument of the mention that most was done to; an amendment when one was signed or adopted."""
    done = [step.mention for step in report.steps if step.mention and step.act.modality == "done"]
    if report.is_text:
        done = []  # a contract says by its title what it is, whatever it tells of amendments
    amendment = next((m for m in done if m.instrument == "amendment"), None)
    if (
        amendment is None
        and report.mentions
        and all(m.instrument == "amendment" for m in report.mentions[:1])
    ):
        amendment = report.mentions[0]
    if amendment:
        number = amendment.number or next((m.number for m in report.mentions if m.number), None)
        return "amendment", number
    first = next((m for m in [*done, *report.mentions] if m.instrument != "amendment"), None)
    return (first.instrument if first else "contract"), None


def _amended_by(report: Report) -> int | None:
    """The number of the amendment whose text this is: the first that is named."""
    return next((m.number for m in report.mentions if m.instrument == "amendment" and m.number), None)
