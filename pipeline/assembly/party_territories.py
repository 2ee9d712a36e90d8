"""Which territories are party to a contract, by the words around them: "le contrat de l'Aude", "l'Allier a conclu"."""

import re
from collections.abc import Sequence

from extractors.contracts.objects import Step
from extractors.facts import Person
from extractors.parties.territories import TerritoryMention
from extractors.people.signing import Signing
from extractors.text.source import Source
from pipeline.assembly.others import is_general, told_as_earlier
from pipeline.assembly.report import Report
from pipeline.assembly.whole_regions import counted_in_region

# A body that is party to a contract, right before the name of its territory.
PARTY_BODY = re.compile(
    r"\b(?:conseils? departementa(?:l|ux)|departements?|assemblee departementale|"
    r"collectivite(?: territoriale)?|conseil general|presidente?s?|metropole"
    r"|commission permanente du conseil departemental|assemblee)(?: (?:du|de la|de l'|des|de|"
    r"d'|unique|europeenne d'))? ?$"
)
STATE_BODY = re.compile(
    r"\b(?:prefete?s?|prefectures?|sous-prefete?s?|etat|services de l'etat)(?: (?:du|de la|"
    r"de l'|des|de|d'))? ?(?:departement )?(?:(?:du|de la|de l'|des|de|d') ?)?$"
)
_CONTRACT_OF = re.compile(
    r"(?: (?:du|de la|de l'|des|de|d'|en|pour l[ea']s?|dans l[ea']s?|a la|au) ?|"
    r"[ ,(-]+)(?:(?:departement|conseil departemental|territoire) (?:du|de la|de l'|des|de|"
    r"d') ?)?"
)
_AND = re.compile(
    r" ?(?:,|et|, et|ainsi que|/|-)? ?(?:(?:du|de la|de l'|des|de|d'|le|la|l'|les|en|a la|au) ?)?"
)


def of_parties(
    source: Source,
    report: Report,
    territories: Sequence[TerritoryMention],
    signatories: Sequence[Person],
    unnamed: Sequence[Signing],
) -> list[str]:
    """Return the codes of the territories that the text tells as party to a contract; one may stand there twice.

    They are those of the département's signatories, of the contract's name, of who did what is told, and of the bodies
    named in the same sentences.
    """
    codes: list[str] = []
    sentences = {step.act.sentence for step in report.steps} | {m.sentence for m in report.mentions}
    for person in signatories:
        if person.party == "departement":
            codes += [d.code for d in person.territory]
    for signing in unnamed:
        if signing.figure.office and signing.figure.office.party == "departement":
            codes += signing.figure.office.codes
    earlier = told_as_earlier(source, report)
    signed_in = {source.block_index(p.at.start) for p in signatories if p.party == "departement"}
    for run in side_by_side(source, territories):
        first = run[0]
        before = source.folded[max(0, first.start - 70) : first.start]
        if _TO_BE_BORN.search(before):
            continue
        sentence = source.sentence_index(first.start)
        block = source.block_index(first.start)
        named = sentence in sentences
        mention = report.mention_before(first.start)
        if (
            (
                mention is not None
                and 0 <= first.start - mention.end < 40
                and _CONTRACT_OF.fullmatch(source.folded[mention.end : first.start])
            )
            or (sentence in report.steps_in and _is_subject(source, run, report.steps_in[sentence], earlier))
            or (block in signed_in and _opens_line(source, first))
            or (len(run) == 1 and _is_of_person(source, first, signatories))
            or (named and _is_beside_body(source, run))
            or ((named or _is_party_line(source, block)) and PARTY_BODY.search(before))
        ):
            codes += [code for t in run for code in t.codes]
    codes += _of_scenes(source, report, territories) + _of_its_bodies(source, report, territories)
    for index in sorted(sentences):
        codes += counted_in_region(source, source.sentences[index].start, source.sentences[index].end)
    return codes


# "À la veille de la naissance de | la Collectivité européenne d'Alsace": no party to what is signed before.
_TO_BE_BORN = re.compile(
    r"\b(?:naissance|creation|avenement|future?) (?:de |d'|a )?(?:l[ae] |l'|une )?(?:collectivite[a-z ]* d')?$"
)


# "Anne Roy (Finistère)", "Anne Roy pour la Creuse", and behind the territory "du Gers, Anne Roy, …"
_BEHIND_NAME = re.compile(r" \(| pour (?:l[ae]s? |l')")
_BEFORE_NAME = re.compile(r", (?:m\. |mme )?")


def _is_of_person(source: Source, territory: TerritoryMention, signatories: Sequence[Person]) -> bool:
    """Whether a territory stands right beside somebody who signs, as theirs."""
    for person in signatories:
        if _BEHIND_NAME.fullmatch(source.folded, person.at.end, max(person.at.end, territory.start)):
            return True
        if person.party == "departement" and _BEFORE_NAME.fullmatch(
            source.folded, territory.end, max(territory.end, person.at.start)
        ):
            return True
    return False


def side_by_side(source: Source, territories: Sequence[TerritoryMention]) -> list[list[TerritoryMention]]:
    """Group territories that stand side by side: "du Calvados, de l'Eure et de la Manche".

    >>> from extractors.parties.territories import find_territories
    >>> source = Source("Ceux du Calvados et de la Manche ont signé, celui de l'Orne attend.")
    >>> [len(run) for run in side_by_side(source, find_territories(source))]
    [2, 1]
    """
    found: list[list[TerritoryMention]] = []
    for territory in territories:
        if (
            found
            and 0 <= territory.start - found[-1][-1].end < 16
            and _AND.fullmatch(source.folded[found[-1][-1].end : territory.start])
        ):
            found[-1].append(territory)
        else:
            found.append([territory])
    return found


_BODY_AFTER = re.compile(r",? ?(?:et )?(?:l'etat|l'ars|l'agence regionale|la prefecture)\b")
_BODY_BEFORE = re.compile(r"\b(?:l'etat|l'ars|sante|la prefecture)(?: et|,) (?:le |la |les |l')?$")


def _is_beside_body(source: Source, run: Sequence[TerritoryMention]) -> bool:
    """Whether a territory stands in a row with the State or the ARS: "lie le Gers, l'État et l'ARS"."""
    before = source.folded[max(0, run[0].start - 40) : run[0].start]
    return run[0].form == "article" and bool(
        _BODY_AFTER.match(source.folded, run[-1].end) or _BODY_BEFORE.search(before)
    )


def _opens_line(source: Source, territory: TerritoryMention) -> bool:
    """Whether a territory opens a line as its label: "Ardèche : Anne Roy, présidente du Département"."""
    index = source.block_index(territory.start)
    if index is None or territory.start - source.blocks[index].start > 3:
        return False
    return re.match(r" ?[:–-]", source.folded[territory.end : territory.end + 3]) is not None


_PARTY_LINE = re.compile(r"(?:d' ?)?(?:entre|et)\b|le (?:conseil )?departement|(?:l'etat|pour l)|signataires")


def _is_party_line(source: Source, block: int | None) -> bool:
    if block is None:
        return False
    content = source.blocks[block]
    return _PARTY_LINE.match(source.folded, content.start, content.end) is not None


def _is_subject(
    source: Source, run: Sequence[TerritoryMention], steps: Sequence[Step], earlier: Sequence[Step]
) -> bool:
    """Whether the territory itself does what is told: "l'Allier a conclu", "l'État et le Calvados signent".

    Not one that had done so before others did: `earlier` is what is told of these.
    """
    step = next((step for step in steps if run[-1].end <= step.act.start), None)
    if step is None or step in earlier or run[0].form not in ("article", "bare", "adjective"):
        return False
    gap = source.folded[run[-1].end : step.act.start]
    before = source.folded[source.sentences[step.act.sentence].start : run[0].start]
    return (
        len(gap) < 60
        and not re.search(r"[;:]|\bque\b|\bqui\b", gap)
        and not STATE_BODY.search(before[-40:])
        and not re.search(r"\b(?:a|en|dans|vers) (?:l[ae]s? |l')?$", before)
        and not is_general(source, step)
    )


# "Dans le Morbihan, c'est chose faite.", "Du côté de la Creuse :", "Dans la Sarthe enfin, …"
_SCENE = re.compile(r"(?:dans|en|cote|pour|(?:du )?cote d[eu]s?|au tour d[eu]s?)(?: (?:l[ae]s?|l'))? ?")

_OPENED = re.compile(r"(?: (?:enfin|aussi|egalement|ensuite|encore|toujours|puis))? ?(?:[-:/|.,]|$)")


def _of_scenes(source: Source, report: Report, territories: Sequence[TerritoryMention]) -> list[str]:
    """Territories that open, each for itself, a paragraph in which something was done."""
    done = {source.sentences[index].block for index in report.steps_in}
    codes: list[str] = []
    for run in side_by_side(source, territories):
        index = source.block_index(run[0].start)
        if index is not None and index in done:
            opening = source.folded[source.blocks[index].start : run[0].start]
            if _SCENE.fullmatch(opening) and _OPENED.match(source.folded, run[-1].end):
                codes += [code for territory in run for code in territory.codes]
    return codes


# "L'Oise rejoint la liste. | Son conseil départemental a signé", "Du nouveau dans l'Oise. Le contrat | y a été signé"
_ITS_BODY = re.compile(
    r"\b(?:son|sa) (?:conseil departemental|departement|assemblee|presidente?|prefete?|collectivite)\b"
    r"|\by (?:a|ont|est|sont|fut) "
)

_OPENING = 5  # characters before the subject of a sentence: "Le ", "Dans "


def _of_its_bodies(source: Source, report: Report, territories: Sequence[TerritoryMention]) -> list[str]:
    """The territory whose own body did something, where it is named in the same sentence or in the one before."""
    codes: list[str] = []
    for index in report.steps_in if territories else ():
        sentence = source.sentences[index]
        body = _ITS_BODY.search(source.folded, sentence.start, sentence.end)
        start = source.sentences[index - 1].start if index else sentence.start
        named = [t for t in territories if body and start <= t.start < body.start()]
        opens = [t for t in named if t.start - sentence.start < _OPENING]
        if opens or len({t.codes for t in named}) == 1:
            codes += (opens or named)[0].codes
    return codes
