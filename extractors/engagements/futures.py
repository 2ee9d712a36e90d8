"""Actions told as what will be: "une maison ouvrira à Gap, dix agents seront recrutés, l'ARS financera un bus"."""

import re
from collections.abc import Iterable, Iterator

from extractors.engagements.clauses import (
    PAYS,
    PLEDGES,
    RECEIVES,
    UNDER_AIM,
    Undertaking,
    becomes,
    done_too,
    happens,
    may_do,
    no_news,
    undertaking,
    we_do_too,
    we_too,
    will_do,
)
from extractors.engagements.commitments import DEED, Commitments
from extractors.engagements.cues import NUMBERED, cues
from extractors.engagements.entry_shapes import MADE
from extractors.engagements.enumerated import enumerated
from extractors.engagements.joints import pieces_at_joints
from extractors.engagements.leads import section_above
from extractors.engagements.pieces import Bounds
from extractors.engagements.spoken_of import is_outside
from extractors.money.words import pattern
from extractors.people.contract_text import contract_zone
from extractors.text.briefs import in_other_brief
from extractors.text.list_entries import INFINITIVE
from extractors.text.source import Sentence, Source

_FEWEST = 2  # one clause may be anything
_LONGEST_QUESTION = 80  # characters


def add_futures(source: Source, found: Commitments, first_mention: int) -> None:
    """Take clauses that say what will be done, where a text has two measures: "Un lieu ouvrira, un bus passera".

    The articles of a contract tell what bodies do in the present; elsewhere only what is still to come counts.

    >>> source, found = (
    ...     Source("L'ARS financera deux postes, le Département recrutera un médecin."),
    ...     Commitments(),
    ... )
    >>> add_futures(source, found, -1)
    >>> [action.text for action in found.actions]
    ['deux postes', 'le Département recrutera un médecin']
    """
    contract = contract_zone(source) is not None
    told = [
        bounds
        for sentence in _unread(source, found, first_mention)
        for bounds in _measures(source, sentence, contract=contract)
    ]
    if len(told) + len(found.actions) < _FEWEST:
        return
    known = [(action.at.start, action.at.end) for action in found.actions]
    for start, end in told:
        if any(start < behind and before < end for before, behind in known):
            continue  # told already, in a sentence that was read for one thing only
        found.add_action(source, start, end, "sentence:actions", 0.7)


def _unread(source: Source, found: Commitments, first_mention: int) -> Iterator[Sentence]:
    """Yield the sentences behind the first mention of a contract that no rule has read, but those of other news."""
    named = source.block_index(first_mention)
    for index, block in source.main_blocks:
        if block.end < first_mention or (named is not None and in_other_brief(source, index, named)):
            continue
        for place in source.sentences_between(block.start, block.end):
            sentence = source.sentences[place]
            told = place not in found.taken and sentence.start > first_mention
            asked = source.text[sentence.end - 1] == "?"  # "Une maison ouvrira-t-elle à Gap ?"
            aside = (
                _leads_in(source, index, sentence)
                or is_outside(source, sentence.start, sentence.end)
                or _tells_means(source, sentence)
            )
            if told and not asked and not aside:
                yield sentence


# "Article 3 – Moyens", "Article 5 : Dispositions financières", and below it "L'État finance l'équipe pour 50 000 €."
_OF_MEANS = re.compile(
    r"(?:article|titre|chapitre) [\divx]{1,4}(?:er)?[ .:)/–—-]*"
    r"(?:les |engagements? |participations? |contributions? |dispositions |modalites |conditions )*"
    r"(?:moyens|financ[a-z]+|budgets?|budgetaires?|cout)\b(?! (?:nouveaux|supplementaires))"
)
_SUM = re.compile(r"\d ?(?:€|euros?\b|k€|m€|millions?\b)")


def _tells_means(source: Source, sentence: Sentence) -> bool:
    """Whether a sentence with a sum tells what is paid for what there is, under the heading of a contract's means."""
    if _SUM.search(source.folded, sentence.start, sentence.end) is None:
        return False
    return _OF_MEANS.match(section_above(source, sentence.start)) is not None


def _leads_in(source: Source, block: int, sentence: Sentence) -> bool:
    """Whether a sentence only leads in to the items below it: "Deux opérations démarreront en mai :"."""
    below = source.blocks[block + 1 : block + 2]
    return source.folded[sentence.end - 1] == ":" and any(other.kind == "item" for other in below)


_WILL_BE = re.compile(r"\bser(?:a|ont)\b")
_NEXT_CLAUSE = re.compile(
    r"(?:[,;] (?:et |puis |tandis qu(?:e |')|enfin,? |surtout,? )?"
    r"| et(?:, (?:surtout|enfin|aussi|bientot),)? (?:qu(?:e |'))?| tandis qu(?:e |'))"
)
_CONTRACT = "contrat|convention|accord|texte|document|avenant|protocole|pacte"
_OPENING = re.compile(
    r"(?:et|mais aussi) (?=une? |des |\w+ [a-z]+s )"
    r"|(?:(?:tout )?d'abord|ensuite|puis|enfin),? "
    r"|(?:a ce titre|a cet effet|de son cote|de plus|en outre|par ailleurs|ainsi|dans ce cadre|concretement"
    r"|demain|bientot|l'an prochain|l'annee prochaine|cette annee|surtout|desormais|des \d{4}|en \d{4}),? "
    r"|(?:une?|deux|trois|quatre) [^.,;:]{3,30} par (?:an|mois|semaine|jour|trimestre),? "
    r"|(?:resultat|au final|exemples?|concretement|a la cle) ?: "
    # what for: "Afin d'enrayer la baisse des vocations (218 aujourd'hui), une campagne …"
    r"|(?:afin|pour) (?:de |d')[^.;:()]{3,100}(?:\([^()]{3,80}\))?,"
    r" (?=une? |des |\d|l[ae] |les |l'|chaque |tou(?:s|tes) les |nous |on )"
    # when or where: "Dès la rentrée, un bus …", "À Gray, une maison …"
    r"|(?:des|d'ici|avant|apres|courant|en|a|au|aux|dans|sur|chez|cote|pour|grace a(?:ux?)?"
    r"|a partir d[eu']|a compter d[eu']|avec|par|conformement aux?|selon"
    rf"|au titre d[eu'](?= ?(?:ce |cet |cette |l[ea] |l')?(?:{_CONTRACT})))"
    r"(?! ?(?:(?:son |leur )?bord,|l'(?:interieur|etage|accueil),|place,))"
    r" ?(?!l'occasion|titre|ce titre)[^,.;:]{2,40},"
    r" (?=une? |des |\d|l[ae] |les |l'|chaque |tou(?:s|tes) les |nous |on |[a-z]+ [a-z-]+s )"
    # "On y lit qu'une équipe sera créée. Qu'un lieu ouvrira. Et que …"
    r"|(?:on y (?:lit|apprend|decouvre|retrouve)|il y est (?:ecrit|dit|promis|prevu|inscrit))"
    r"(?: \w+ment| aussi| egalement)? qu(?:e |')|(?:et |enfin,? )?qu(?:e |')(?=[^?!]{8,}\.)"
    # "Le contrat prévoit aussi qu'une équipe …"
    rf"|(?:(?:l[ae] |l'|ce |cet |cette )?(?:{_CONTRACT})|ils?|elles?)\b[^.,;:]{{0,40}}"
    r" (?:prevoi(?:t|ent)|garanti(?:t|ssent))(?: \w+ment| aussi| egalement| en outre| ainsi)? qu(?:e |')"
    rf"|(?:et |enfin,? )?{UNDER_AIM}"
)


# "un guichet ouvrira à Gap, et dans les collèges la cantine sera gratuite"
_ELSEWHERE = re.compile(
    r"(?:dans|a|au|aux|en) (?:l[ae]s? |l'|chaque )?[^,.;:]{2,80}? (?:[a-z]{2,}r|se)(?:a|ont)\b"
)
_QUOTED = re.compile(r"\" ?(?:et |mais )?")
_COLON = re.compile(r" ?: ?(?=\w|\" ?\w)")
# "À lire aussi : à Gap, une piscine ouvrira": a rubric, and no sentence.
_RUBRIC = re.compile(
    r"(?:a |pour )?(?:lire|voir|relire|noter|suivre|retenir|rappel|memoire|agenda|photos?)\b|(?:\S+ ){0,2}:"
)


def _passages(source: Source, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield where what will be may be told: in the whole sentence, or behind its colon, without quotation marks.

    "« Nous ouvrirons un lieu », annonce-t-il", "La priorité est la santé : un bus passera".
    """
    folded, start, end = source.folded, sentence.start, sentence.end
    quoted = _QUOTED.match(folded, start, end)
    if quoted or (folded[end - 1] == '"' and folded.count('"', start, end) % 2):
        start = quoted.end() if quoted else start
        closing = folded.find('"', start, end)
        end = closing if closing >= 0 else end
    opening = _OPENING.match(folded, start, end)
    yield opening.end() if opening else start, end
    colon = None if _RUBRIC.match(folded, start, end) else _COLON.search(folded, start, end)
    if colon:
        behind = _QUOTED.match(folded, colon.end(), end)
        closing = folded.find('"', behind.end(), end) if behind else -1
        start, end = behind.end() if behind else colon.end(), closing if closing >= 0 else end
        opening = _OPENING.match(folded, start, end)
        yield opening.end() if opening else start, end


def _measures(source: Source, sentence: Sentence, *, contract: bool) -> Bounds:
    """Cut a sentence into what is done in each of its clauses, where the first one says what will be."""
    asked = _is_asked(source, sentence)
    for start, end in _passages(source, sentence):
        if told := _clauses(source, start, end, contract=contract, asked=asked):
            return told
    return []


def what_will_be(source: Source, start: int, end: int) -> Bounds:
    """Cut a passage into what is done in each of its clauses, where the first one says what will be.

    >>> source = Source("un lieu ouvrira à Die et dix agents seront formés")
    >>> [source.text[a:b] for a, b in what_will_be(source, 0, len(source.text))]
    ['un lieu ouvrira à Die', 'dix agents seront formés']
    """
    return _clauses(source, start, end, contract=False, asked=False)


def _is_asked(source: Source, sentence: Sentence) -> bool:
    """Whether the line above a paragraph asks for measures: "Concrètement, ça donne quoi ?"."""
    above = source.blocks[max(0, sentence.block - 1)]
    return (
        sentence.block > 0
        and source.blocks[sentence.block].kind == "paragraph"
        and source.text[above.end - 1] == "?"
        and above.end - above.start <= _LONGEST_QUESTION
        and cues().actions.search(source.folded, above.start, above.end) is not None
    )


def _clauses(source: Source, start: int, end: int, *, contract: bool, asked: bool) -> Bounds:
    """Cut a passage into what is done in each of its clauses; nothing where the first one does not say what will be."""
    folded = source.folded
    said_by_body = undertaking(contract=contract)
    bodies = (PLEDGES, PAYS, said_by_body.clause)
    things = (happens(), becomes(), *([will_do()] if asked else []))
    head = _first((*bodies, *things), folded, start, end) or _by_same_body(source, start, end, said_by_body)
    if head is None:
        return []
    bounds: Bounds = []
    more = [*bodies, *things, may_do(), _ELSEWHERE]
    if head.re in (*bodies, said_by_body.by_pronoun):
        more.append(said_by_body.same_subject)
    if _WILL_BE.search(folded, start, end):
        more.append(done_too())
    if folded.startswith("nous ", start):
        more += [we_too(), we_do_too()]
    elif folded.startswith("on ", start):
        more.append(we_do_too())
    for joint in _NEXT_CLAUSE.finditer(folded, start, end):
        if joint.start() < head.end():
            continue
        if following := _first(more, folded, joint.end(), end):
            bounds.append((start, joint.start()))
            start, head = joint.end(), following
        elif joint.group().startswith(";"):
            end = joint.start()  # what is told behind is something else
            break
    return [piece for clause in [*bounds, (start, end)] for piece in _done(source, *clause)]


_SAME_BODY = 6  # sentences in a row that tell on by a pronoun


def _by_same_body(source: Source, start: int, end: int, told: Undertaking) -> re.Match[str] | None:
    """Match what "elle" will do where the sentence before tells what a body will: "Elle posera soixante caméras".

    Or where that tells on so itself.
    """
    found = told.by_pronoun.match(source.folded, start, end)
    index = source.sentence_index(start)
    if found is None or not index:
        return None
    here = source.sentences[index]
    for before in reversed(source.sentences[max(0, index - _SAME_BODY) : index]):
        if before.block != here.block:
            return None
        if told.clause.search(source.folded, before.start, before.end):
            return found
        if not told.by_pronoun.match(source.folded, before.start, before.end):
            return None
    return None


def _first(clauses: Iterable[re.Pattern[str]], folded: str, start: int, end: int) -> re.Match[str] | None:
    """Match the first of the patterns that a clause begins with."""
    return next((found for clause in clauses if (found := clause.match(folded, start, end))), None)


def _done(source: Source, start: int, end: int) -> Bounds:
    """Return what is done in a clause: the deeds that are pledged, the things that are paid for, else all of it."""
    if pledges := PLEDGES.match(source.folded, start, end):
        if not INFINITIVE.match(source.folded, pledges.end(), end):
            return _pledged_things(source, pledges.end(), end)
        pieces = pieces_at_joints(source, pledges.end(), end)
        return [piece for piece in pieces if cues().deeds.match(source.folded, piece[0])]
    if pays := PAYS.match(source.folded, start, end):
        return [
            thing
            for thing in enumerated(source, pays.end(), end)
            if not (no_news().match(source.folded, *thing) or pattern(_REST).fullmatch(source.folded, *thing))
        ]
    if RECEIVES.search(source.folded, start, end):
        return []
    reason = _REASON.search(source.folded, start, end)
    return [(start, reason.start() if reason else end)]


# "L'arrivée de douze policiers", "dix places"; whoever pledges no more than "une transparence totale" makes nothing.
_TOLD = re.compile(rf"{MADE.pattern}|{NUMBERED}|(?:l[ae] |l')[a-z]+ d(?:e (?:{NUMBERED})|'une? )")
_MAY_FOLLOW = re.compile(rf"{_TOLD.pattern}|{DEED.pattern}|une? ")


def _pledged_things(source: Source, start: int, end: int) -> Bounds:
    """Read things that are pledged, where one is made or counted: "l'installation de caméras et le renfort …".

    "La Ville s'engage à la prévention et à l'accompagnement" names none.
    """
    folded = source.folded
    things = enumerated(source, start, end) or pieces_at_joints(source, start, end)
    told = any(_TOLD.match(folded, low) for low, _ in things)
    fits = told and all(_MAY_FOLLOW.match(folded, low) for low, _ in things)
    return [
        thing
        for thing in things
        if fits and not (no_news().match(folded, *thing) or cues().not_measure.match(folded, *thing))
    ]


# "Le Département financera | le complément": money, and no measure.
_REST = (
    r"(?:(?:@clauses.rest)|(?:l[ae] |l'|sa )(?:facture|depense|cout|tout|totalite|ensemble|part|somme))\W*"
)
# "Une crèche ouvrira à Gap, | où la dernière a fermé en mai"
_REASON = re.compile(
    r", ou (?:l[ae]s? |l'|il |on |une? |plus |aucune? )(?![^;:.]*r(?:a|ont)\b)"
    r"[^;:.]*\b(?:est|sont|a|ont|manqu\w+|\w{3,}ai(?:t|ent)|n'\w+)\b[^;:.]*\.?$"
)
