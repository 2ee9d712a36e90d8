"""What was done to a contract: to which of those that a text names each act is done."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from extractors.contracts.acts import Act
from extractors.contracts.mentions import Mention
from extractors.contracts.other_documents import is_of_other_document
from extractors.contracts.predecessors import is_aside
from extractors.contracts.with_persons import signs_with_persons
from extractors.contracts.with_whom import tells_with_whom
from extractors.text.calendar_names import WEEKDAYS
from extractors.text.source import Source


class Step(NamedTuple):
    """An act with the mention of the contract that it is done to (None: the contract is understood)."""

    act: Act
    mention: Mention | None

    @property
    def is_of_amendment(self) -> bool:
        """Whether it is done to an amendment, and not to the contract itself."""
        return self.mention is not None and self.mention.instrument == "amendment"

    @property
    def names_contract(self) -> bool:
        """Whether the contract is named in the sentence of the act."""
        return self.mention is not None and self.mention.sentence == self.act.sentence


# "le signer", "l'ont signé": the object is a contract named before.
_PRONOUN = re.compile(r"(?:\b(?:l[ea]s? |l'))(?:(?:ont|a|avait|avaient) (?:\w+ ){0,2})?$")
# When: "a signé | jeudi matin", "ce lundi 5 juillet".
_WHEN = (
    rf"(?:,? (?:hier|aujourd'hui|(?:(?:ce|le) )?(?:{WEEKDAYS})|(?:(?:ce|hier) )?(?:matin|soir)|cet apres-midi|ce jour"
    r"|(?:(?:le|ce) )?\d{1,2}(?:er)?(?: [a-z]{3,9}(?: \d{4})?)?),?)*"
)
# Not "Ont signé la préfète, Mme A, et M. B": there the subject stands behind the verb.
_OTHER_OBJECT = re.compile(
    r"(?:,? (?:avec|aux cotes de|hier|ce \w+|le \d+ \w+(?: \d{4})?|"
    rf"en \w+(?: \d{{4}})?)\b[^.;:\n]{{0,80}}?,)? (?:un|une|les?|la|l'|des|leurs?|sa|son|ses|"
    r"cette|ce|cet)\b ?(?!(?:(?:sous|vice)-)?(?:prefet|president)|direct(?:eur|rice)|ministre|deleguee?|maires?\b"
    rf"|{WEEKDAYS}|matin|soir|apres-midi|jour\b)"
    r"([a-z-]+)"
)
# "L'assemblée a adopté à l'unanimité un vœu demandant | un contrat"
_WISH = re.compile(r"[^.;:]{0,40}? (?:un (?:voe|vœ)u|une (?:motion|resolution))\b")
_REACH = 220
_BEHIND_ASIDE = re.compile(r", (?:l[ae] |l'|une? |ce |cette |leurs? )(?:nouve\w+ |tout |premiere? )*$")


def link_acts(source: Source, acts: Sequence[Act], mentions: Sequence[Mention]) -> list[Step]:
    """Tell to which contract each act is done; acts that are done to something else are left out.

    >>> from extractors.contracts.acts import find_acts
    >>> from extractors.contracts.mentions import find_mentions
    >>> source = Source("Le maire a signé un arrêté. Le CDPPE a été signé par le préfet.")
    >>> [step.mention.programme for step in link_acts(source, find_acts(source), find_mentions(source))]
    ['cdppe']
    """
    steps: list[Step] = []
    sentences = [mention.sentence for mention in mentions]
    for act in acts:
        first, behind = bisect_left(sentences, act.sentence), bisect_right(sentences, act.sentence)
        around = _Around(
            mentions[max(0, first - 1) : first], mentions[first:behind], mentions[behind : behind + 1]
        )
        linked, mention = _object(source, act, around)
        linked = linked and not (act.form == "active" and signs_with_persons(source.folded, act.end))
        if linked:
            titled = _titled_below(source, act, mentions) if act.kind == "signed" else []
            steps += [Step(act, one) for one in titled] or [Step(act, mention)]
    return [step for step in steps if not tells_with_whom(source, step, steps)]


# "ont paraphé deux textes", and below it the title of each; "deux contrats ont été signés"
_COUNTED = re.compile(
    r"\b(?P<count>deux|trois|quatre|[2-4]) (?:nouve\w+ )?(?:textes?|contrats|conventions|documents|accords)\b"
)
_MOST_BELOW = 30  # mentions behind the act among which the titles are looked for
_COUNTS = {"deux": 2, "trois": 3, "quatre": 4, "2": 2, "3": 3, "4": 4}
_BEFORE_TITLE = re.compile(
    r"\W*(?:\d{1,2} ?[/.)°-]+ ?)?(?:l[ae] |l'|une? )?(?:nouve\w+ )?(?P<amends>avenant (?:n ?[°o] ?\d+ )?(?:au |a la ))?"
)


def _titled_below(source: Source, act: Act, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the contracts that open a block of their own below an act done to as many."""
    sentence = source.sentences[act.sentence]
    counted = _COUNTED.search(source.folded, sentence.start, sentence.end)
    if counted is None:
        return []
    titled: dict[str, Mention] = {}
    first = bisect_right(mentions, act.sentence, key=lambda mention: mention.sentence)
    below = mentions[first : first + _MOST_BELOW]
    for index, mention in enumerate(below):
        block = source.blocks[source.sentences[mention.sentence].block]
        opens = _BEFORE_TITLE.fullmatch(source.folded, block.start, mention.start)
        if opens and mention.programme:
            titled.setdefault(mention.programme, below[index - 1] if opens["amends"] and index else mention)
    return list(titled.values()) if len(titled) == _COUNTS[counted["count"]] else []


class _Around(NamedTuple):
    """The mentions around an act: the last one before its sentence, those in it, the first one behind it."""

    before: Sequence[Mention]
    here: Sequence[Mention]
    behind: Sequence[Mention]


def _object(source: Source, act: Act, around: _Around) -> tuple[bool, Mention | None]:
    """Tell whether an act is done to a contract, and to which mention of it."""
    sentence = source.sentences[act.sentence]
    # "Le contrat …, à conclure entre … et …, est approuvé": the subject may stand far from its verb, and so may
    # the object behind all those who sign with the subject: "a signé, aux côtés de …, et de …, le contrat".
    far = _REACH * 2
    right = next((m for m in around.here if m.start >= act.end and m.start - act.end < far), None)
    if (
        right
        and right.start - act.end >= _REACH
        and not _BEHIND_ASIDE.search(source.folded, act.end, right.start)
    ):
        right = None
    reach = far if act.form == "passive" else _REACH
    lefts = [m for m in reversed(around.here) if m.end <= act.start and act.start - m.end < reach]
    left = next(iter(lefts), None)
    if len(lefts) > 1 and is_aside(source.folded, lefts[1].end, lefts[0].start, act.start):
        left = lefts[1]
    within = next((m for m in around.here if m.start < act.start < m.end), None)
    if within and act.form == "passive":
        return True, within  # "le contrat signé en mai avec l'État pour la protection de l'enfance"
    before = next(iter(around.before), None)
    if (
        act.kind == "signed"
        and not around.here
        and is_of_other_document(source, act, before.end if before else 0)
    ):
        return False, None
    if before is None and around.behind and _HERALD.search(source.folded, sentence.start, act.start + 1):
        # "Le texte a été signé mardi. … ce contrat …": named only afterwards.
        before = around.behind[0]
    folded = source.folded
    verb = folded[act.start : act.end]
    pronoun = bool(_PRONOUN.search(folded[max(sentence.start, act.start - 5) : act.start]))
    if act.form == "active":
        if _ORDINAL_OBJECT.match(folded, act.end) and not (right and right.start - act.end < _FIRST):
            return before is not None or left is not None, left or before
        if right and not pronoun:
            if act.kind == "adopted" and _WISH.match(folded, act.end, right.start):
                return False, None
            other = _OTHER_OBJECT.match(folded, act.end, right.start)
            return (not other or _is_apposition(folded, act.end, right.start)), right
        if pronoun:
            # Where none is named before: "Depuis le 4 mai, jour où le préfet l'a signé, la Creuse a un contrat".
            named = left or before or right
            return named is not None, named
        if act.kind == "adopted" and around.behind and _OPENS_LIST.fullmatch(folded, act.end, sentence.end):
            return True, around.behind[0]
        if left and _WHICH.match(folded, left.end, act.start):
            return True, left
        if act.kind == "signed" and _THEIR_BOND.match(folded, act.end, sentence.end):
            named = left or before or next(iter(around.behind), None)
            return named is not None, named
        if verb.startswith(("conclu", "a conclu", "ont conclu")) or _OTHER_OBJECT.match(
            folded, act.end, sentence.end
        ):
            return False, None
        if act.kind in ("refused", "adopted") and verb.endswith((" non", "-recevoir", " oui")):
            # "La Creuse dit non", and below it to what; "Contrat de ville : les élus disent oui".
            named = left or before or next(iter(around.behind), None)
            return named is not None, named
        # "L'Ardèche signe avec l'État": the contract is understood, a signature only.
        understood = act.kind == "signed" and _is_apposition(folded, act.end, sentence.end)
        return understood, left or before
    if act.form == "noun":
        near = right if right and right.start - act.end < 80 else left or right or before
        if act.kind == "signed" or verb.startswith("signature"):  # … or "n'apposera pas sa signature"
            return True, near
        return near is not None and near.sentence == act.sentence, near
    if verb.startswith("etabli"):
        return left is not None and act.start - left.end < 3, left
    if act.kind == "adopted" and not left and before and _REPORT.search(folded[sentence.start : act.start]):
        # "Le rapport est adopté": the vote on the report that proposes the contract.
        debated = act.sentence - before.sentence < _DEBATED or act.start - before.end < _DEBATE
        return debated, before
    if (
        act.kind == "adopted"
        and not left
        and before
        and _CALLED.search(folded, max(before.end, act.start - _CALL), act.start)
    ):
        # "… : contrat de prévention. Qui est contre ? Adopté à l'unanimité."
        return act.start == sentence.start and act.sentence - before.sentence < _DEBATED, before
    if act.kind == "adopted" and act.start == sentence.start and before and _OUTCOME.match(folded, act.end):
        # "Rapport 304 : contrat de ville. Adopté à l'unanimité."
        titled = _TITLED.search(folded, source.sentences[before.sentence].start, before.start)
        same = act.sentence - before.sentence < _TITLE_SENTENCES
        same = same and source.sentences[before.sentence].block == sentence.block
        return titled is not None and (same or act.sentence - before.sentence == 1), before
    if act.kind == "adopted" and not left and before and _IT_WAS.fullmatch(folded, sentence.start, act.start):
        goes_on = act.sentence - before.sentence <= _ANTECEDENT
        return goes_on and not _other_head(folded, before.end, act.start), before
    if left:
        return not _other_head(folded, left.end, act.start), left
    if right and (_INVERTED.fullmatch(folded, act.end, right.start) or act.start - sentence.start < 3):
        return True, right  # "Paraphé mardi par le préfet, le contrat …"
    if right and (
        _INVERTS.search(folded[sentence.start : act.start])
        or _DATED.fullmatch(folded, sentence.start, act.start)
    ):
        return _OTHER_OBJECT.match(folded, act.end, right.start) is None, right
    if before is None and around.behind and _exclaims(folded, act, sentence.start):
        told = around.behind[0]
        return told.sentence - act.sentence <= _ANTECEDENT, told
    if act.kind in ("signed", "refused") and (
        re.match(
            r".{0,120}\b(?:il|elle|ils|elles|celui-ci|celle-ci|ce dernier|qui|textes?|documents?|"
            r"tous deux|toutes deux|l'un|les deux|chacun)\b",
            folded[sentence.start : act.start + 1],
        )
        or act.start - sentence.start < 14
    ):
        return before is not None, before
    return False, None


# "C'est signé !", "Signé hier à Guéret !", and then what; but not the name of who signs a letter, or the stamp.
_EXCLAIMS = re.compile(r"(?:#\w+|\W|ca y est|enfin|voila|c'est (?:\w+ )?(?:officiel|fait)|c')*")
_SAYS_WHEN = re.compile(
    r" ?[!.]| (?:ce|cet|cette|hier|aujourd'hui|lundi|mardi|mercredi|jeudi|vendredi|samedi|le|a|au|en)\b"
)


def _exclaims(folded: str, act: Act, start: int) -> bool:
    """Whether a sentence tells that something is signed or refused, and not what."""
    if act.kind not in ("signed", "refused"):
        return False
    finite = folded.startswith("est ", act.start)
    return _EXCLAIMS.fullmatch(folded, start, act.start) is not None and (
        finite or _SAYS_WHEN.match(folded, act.end) is not None
    )


# "a signé le premier": one of the contracts named before; "en ont paraphé les soixante pages".
_ORDINAL_OBJECT = re.compile(
    rf"{_WHEN} (?:(?:les|chaque|toutes les|la|l'une des) (?:[a-z-]+ |\d+ )?(?:pages?|exemplaires?|feuillets?)\b"
    r"|(?:le |la |les |ce )(?:premiere?|seconde?|deuxieme|dernier|deux|trois|memes?|texte|"
    r"document|parchemin|fameux document)s?\b(?! \w+ (?:arrete|decret)))"
)
# "officialiser leur engagement commun": what they sign, and the contract is named elsewhere.
_THEIR_BOND = re.compile(
    r",?(?: (?!leurs? |cet|ce )[a-z0-9-]+){0,4},? (?:leurs?|cet(?:te)?|ce) (?:(?:nouv|premi|propre)\w* )?"
    r"(?:engagements?|partenariat|alliance|union|collaboration|cooperation|accord|entente|promesses?|bonne volonte)\b"
)
# "le contrat, que la préfète et le président ont conclu": the object stands before the verb.
_WHICH = re.compile(r"[^,.;:]{0,60}?,? (?:que|qu'(?:il|elle)s?)\b")
# "Il a été adopté vendredi": the contract named just before.
_IT_WAS = re.compile(
    r"\W*(?:il|elle|celui-ci|celle-ci|ce dernier|cette derniere|l[ea] (?:texte|document|convention)"
    r"|ce (?:texte|document))"
    r"(?:,[^,.;:]{3,50},)? "
)
# The contract is what a report is on, or all but: "Approbation du contrat". Not what money is given "dans le cadre de".
_TITLED = re.compile(r"(?:^|[:|—–-] )\W*(?!dans |au titre )(?:[a-z-]+[' ]){0,5}$", re.MULTILINE)
_OUTCOME = re.compile(
    r"[ ,:-]*(?:a l'unanimite|a la majorite|par (?:\d|[a-z-]+ voix)|sans (?:opposition|debat|discussion|reserve)"
    r"|moins \w|\(|[.;\n]|$|[^.;\n]{0,80}\b(?:s'abst|s'etant abst|votant contre|ayant vote contre))"
)
_CALLED = re.compile(
    r"\b(?:qui (?:est|s'abstient|vote)|des? (?:oppositions?|abstentions?|votes? contre)|aux voix"
    r"|(?:contre|pour|abstentions?)(?= ?\?))\b[^.\n]{0,30}[?.] $"
)
_CALL = 100  # characters of which a call for votes takes fewer, up to the end of its sentence
_TITLE_SENTENCES = 4  # of a line that begins with the title of a report and ends with its outcome
_ANTECEDENT = 3  # sentences back
_DEBATED, _DEBATE = (
    12,
    1200,
)  # sentences or characters between a contract and the vote on the report: short if spoken
_OPENS_LIST = re.compile(r" ?:?")  # "Le Conseil départemental a voté :", and then items
_FIRST = 24  # characters up to the noun in "conclure les trois premiers contrats"
_HERALD = re.compile(r"\b(?:il|elle|texte|document|partenariat|accord|feuilles|pages)\b")
# "Est approuvé le contrat", "Sont adoptés les termes de la convention"
_INVERTED = re.compile(r" (?:les termes (?:du |de la |de l')|le projet de |le |la |l')")
# "C'est à Guéret | qu'a été signé, ce 9 mai, le contrat", "la cérémonie au cours de laquelle est signée …"
_INVERTS = re.compile(r"\b(?:qu'|ou |quand |lorsqu'|que |laquelle |duquel |dont )(?:\w+ment )?$")
# "Le 7 mai 2021, à Guéret, | a été conclu entre l'État et le Département un contrat": nothing before it is a subject.
_DATED = re.compile(
    r"\W*(?:le |ce |hier|ce jour|aujourd'hui)?(?:(?:lun|mar|mercre|jeu|vendre|same)di ?|dimanche ?)?"
    r"(?:\d{1,2}(?:er)? [a-z]{3,9}(?: 20\d\d)?)?(?:,? (?:a|au|en) [a-z' -]{2,30})?,? "
)
_REPORT = re.compile(
    r"^\W*(?:l[ea] |l'|cette |ce )?(?:rapport|deliberation|proposition|projet|texte|dossier|"
    r"point|decision|resultat du vote)\b[^,;:.]{0,30}"
    r"(?:, (?:mise?s? aux voix|soumise?s? au vote|n'appelant [^,;:.]{0,40}),? ?[^,;:.]{0,12})?(?: ?: ?)?$"
    r"|^\W*(?:c'|voila qui )$",  # "C'est adopté."
    re.MULTILINE,
)
# Another noun that the participle belongs to, between the mention and the act ("le contrat et la charte signés").
_PARTICIPLE_HOST = re.compile(
    r"\b(?:loi|decret|strategie|plan|schema|budget|rapport|feuille de route|ordonnance|"
    r"motion|voeu|deliberation|instruction)\b[^,;:]{0,60}$"
)


def _other_head(folded: str, start: int, end: int) -> bool:
    return _PARTICIPLE_HOST.search(folded[start:end]) is not None


def _is_apposition(folded: str, start: int, end: int) -> bool:
    """Whether the words between an active verb and a mention leave the mention its object."""
    between = folded[start:end]
    return _WRONG_OBJECT.match(between) is None


_WRONG_OBJECT = re.compile(
    rf"{_WHEN},? (?:un|une|le|la|les|l'|des|leurs?|sa|son|cette|cet|ce) ?(?:arretes?|decrets?|"
    r"tribunes?|lois?|deliberations?|budgets?|feuilles? de route|rapports?|motions?|"
    r"voeux?|schemas?|plans?|strategies?|instructions?|circulaires?|livre|registre|lettre|"
    r"courrier|appel|subventions?|compte)\b"
)
