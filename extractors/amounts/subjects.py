"""The bodies that are the subject of a verb: before it, before "qui", or behind a pronoun."""

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.amounts.giving import Verb
from extractors.facts import PartyKind
from extractors.parties.bodies import Group, find_groups, kinds_of
from extractors.text.source import Source

_INSERT = re.compile(r",[^,;:]{0,120},|\([^()]{0,80}\)|\"[^\"]{0,80}\"")
# A noun phrase of its own right before the verb: then that is the subject and no body before it.
_OTHER_SUBJECT = re.compile(
    r"(?:^|[,;:] ?|\b(?:et|que|ou|mais|car|donc) |\bqu')"
    r"(?:ce|cette|cet|ces|le|la|les|l'|son|sa|ses|leur|un|une|des) ?"
    r"(?!annee|annees|fois|semaine|cadre|verse|apporte)[a-z-]{3,}(?: [a-z'-]+){0,7} $"
)
_PRONOUN = re.compile(
    r"\b(?P<one>il|elle|celui-ci|celle-ci|ce dernier|cette derniere)\b(?P<gap>[^,;:.]{0,50})$"
    r"|\b(?P<many>ils|elles|ces derniere?s|tous deux|l'une? et l'autre"
    r"|(?P<each>chacune?|chaque (?:partenaire|signataire|partie|financeur))|(?:les|nos) (?:deux |trois )?"
    r"(?:parties|partenaires|signataires|institutions|collectivites))\b[^,;:.]{0,30}$"
)
# "Il prévoit", "elle prévoit" behind a contract that is named: contracts plan, those who sign them give.
_PLANS = re.compile(r"prev(?:oi|oy)")
_CONTRACT = re.compile(
    r"\b(?:contrat|convention|accord|avenant|protocole|pacte|plan|programme|cdppe|charte|dispositif)\b"
)
_UNDER = re.compile(
    r"\b(?:au titre|dans le cadre|en application|en vertu|grace|pour|sur|par) ?(?:d[eu] |a |au )?"
    r"(?:l[ae] |l'|ce |cet |cette )?(?:[a-z]+ )?$"
)
_UNDER_REACH = 40  # characters
_IMPERSONAL = re.compile(
    r"\bil (?:nous |leur |lui |me )?(?:revien|convien|s'agi|fau|appartien|importe|y a|reste|suffi)"
)
# In "il nous a promis 2 M€" we are given to.
_WE = re.compile(r"(?<!\bil )(?<!\belle )(?<!\bils )(?<!\belles )(?<!\bqui )(?<!\bon )\bnous\b[^,;:.]{0,30}$")
# "L'État apporte 2 M€, nous | ajoutons", "nous avons ajouté"; in "l'État nous apporte" we are given to.
_IS_OURS = re.compile(
    r"\bnous (?:[a-z]+ ){0,2}(?:[a-z]+ons|(?:avons|allons|devons|pouvons) (?:[a-z]+ ){0,2}[a-z]+)$"
)
# Whose "nous" it is: "notre collectivité", or the president of the département who speaks in the text.
_OURS = re.compile(
    r"\bnotre (?:collectivite|departement|assemblee)\b"
    r"|\b(?:son|sa) presidente?\b"
    r"|\bpresidente? (?:\([^()]{2,20}\) )?d[eu] (?:la |l')?(?:conseil |assemblee )?departement"
)
_WHO = re.compile(r"\b(?:qui|(?<=, )l(?:equel|aquelle|esquels|esquelles))\b[^,;:.]{0,40}$")
# "par la Ville et par la Caf, | qui apporte": the last one alone.
_PLURAL = re.compile(r"\blesquel|\b[a-z]+(?<!m)ent\b|ont\b")
_BREAK = re.compile(r"[;:]|\b(?:que|qui|dont|quand|tandis|lorsqu\w+|puisqu\w+|si)\b|\bqu'")
_FEMININE = {"ars", "region", "metropole", "commune", "caf"}
_FEMININE_WORDS = ("la ", "l'agglo", "l'interco", "l'association")
_MOST_WORDS = 18
_EACH_REACH = 4  # sentences before "chacun" in which those are named who are meant
_OPENING = 30  # characters at the start of a sentence that hold its subject


def subject_of(
    source: Source, groups: Sequence[Group], verbs: Sequence[Verb], verb: Verb, start: int
) -> list[PartyKind]:
    """Return the kinds of the bodies that are the subject of `verb`, none where it is something else.

    `groups` and `verbs` are those of the sentence, which starts at `start`.
    """
    folded = source.folded
    before = [g for g in groups if g.end <= verb.start]
    of_contract = verb.sense == "own" and _OF_CONTRACT.search(folded, start, verb.end)
    if of_contract and not _THEIR.match(folded, verb.end):
        return []
    if who := _WHO.search(folded, max(start, verb.start - 60), verb.start):
        named = next((g for g in reversed(before) if folded[g.end : who.start()].strip(" ,") == ""), None)
        if named is None:
            return []
        plural = _PLURAL.search(folded, who.start(), verb.end)
        return list(named.kinds if plural else named.kinds[-1:])
    if before and _is_left_to(folded, before[-1], verb, start):
        return list(before[-1].kinds)
    if ours := _IS_OURS.search(folded, max(start, verb.start - 40), verb.end):
        with_us = before[-1:] if before and folded[before[-1].end : ours.start()] == " et " else []
        return [*kinds_of(with_us), *who_speaks(source)]
    for group in reversed(before):
        if group.preposition or _is_object(folded, group, verbs):
            continue
        gap = _INSERT.sub(" ", folded[group.end : verb.start])
        if _BREAK.search(gap) or _OTHER_SUBJECT.search(gap) or len(gap.split()) > _MOST_WORDS:
            break
        return list(group.kinds)
    if _WE.search(folded, max(start, verb.start - 60), verb.start):
        return who_speaks(source)
    return []


# "Le préfet a signé un avenant au contrat, portant": what an amendment changes.
_OF_CONTRACT = re.compile(
    r"\b(?:avenant|contrat|convention|protocole|accord|cdppe)\b[^,;:.]{0,80},? "
    r"(?:(?:port|augment|relev|doubl|tripl|major)ant|qui (?:port|augment|relev|doubl|tripl|major)e(?:ra)?)$"
)


_THEIR = re.compile(r" (?:leurs?|son|sa|ses) ")  # "… portant leur effort à": of those who signed it


# "à charge pour la Métropole d'apporter 2 M€", "il revient à l'ARS de verser 1 M€"
_LEFT_TO = re.compile(r"\b(?:charge|(?:appart|rev)ien\w+|incomb\w+|(?:laiss|confi|demand)\w+) $")
_TO = re.compile(r" d(?:e |')(?:y |en )?")
_LEFT_REACH = 24  # characters before a body


def _is_left_to(folded: str, group: Group, verb: Verb, start: int) -> bool:
    """Whether a body is whom it is left to, or asked, to do what the infinitive tells."""
    return (
        group.preposition in ("pour", "a")
        and _TO.fullmatch(folded, group.end, verb.start) is not None
        and _LEFT_TO.search(folded, max(start, group.start - _LEFT_REACH), group.start) is not None
    )


# The minutes of a département's assembly are headed so, and what its president reports; an extract may name it below.
_DEPARTMENT = re.compile(
    r"\bconseil departemental\b|\bdepartement d|\ble departement\b|\bassemblee departementale\b"
)
_MINUTES = re.compile(
    r"\b(?:proces-verba(?:l|ux)|compte[ -]rendu (?:des debats|integral|de)|debats|rapport d[eu] (?:la )?presidente?)\b"
)
_HEAD = 300  # characters


# The paper that a town hall sends to those who live there, and "pour notre village" where nobody else says "nous".
_PAPER = re.compile(r"\bbulletin (?:municipal|communal|de la commune)\b")
_TOWN = re.compile(r"\bnotre (?:village|commune|ville|bourg)\b")
# "Notre communauté" may be that of all who live there, unless the text names one of communes.
_COMMUNITY = re.compile(
    r"\bnotre (?:communaute\b(?! (?:educative|scolaire|medicale|religieuse|nationale))|intercommunalite\b|agglo)"
)
# Whoever presides over one and says "je" in a letter: named at its head or its foot.
_I = re.compile(r"\b(?:j'(?:ai|etais)|je (?:suis|vous|veux|tiens))\b")
_PRESIDES = re.compile(
    r"(?:^|\n)[^\n]{0,60}\bpresidente? de (?:la |l')?"
    r"(?:communaute (?:de communes|d'agglomeration|urbaine)|agglo|intercommunal)"
)
_OF_COMMUNES = re.compile(r"\bcommunaute (?:de communes|d'agglomeration|urbaine)|\bintercommuna|\bagglo")
_OF_DEPARTMENT = re.compile(r"\bdepartementa(?:l|le|ux|les)\b|\bnotre departement\b")


def who_speaks(source: Source) -> list[PartyKind]:
    """Return whom "nous" means in a text: the town whose paper it is, a community of towns, or the département.

    Nobody if unknown.

    >>> who_speaks(Source("Bulletin municipal. Pour notre village, 2 M€ restent à notre charge."))
    ['commune']
    """
    if _speaks_as_town(source):
        return ["commune"]
    if _speaks_as_community(source):
        return ["epci"]
    return ["departement"] if _speaks_as_department(source) else []


@lru_cache(maxsize=8)
def _speaks_as_town(source: Source) -> bool:
    if _PAPER.search(source.folded[:_HEAD]):
        return True
    return _TOWN.search(source.folded) is not None and not _OF_DEPARTMENT.search(source.folded)


@lru_cache(maxsize=8)
def _speaks_as_community(source: Source) -> bool:
    if "notre departement" in source.folded:
        return False
    if _COMMUNITY.search(source.folded):
        return _OF_COMMUNES.search(source.folded) is not None
    ends = (source.folded[:_HEAD], source.folded[-_HEAD:])
    return _I.search(source.folded) is not None and any(_PRESIDES.search(end) for end in ends)


@lru_cache(maxsize=8)
def _speaks_as_department(source: Source) -> bool:
    """Whether "nous" is the département in a text: the minutes of its assembly, or what its president says."""
    head, foot = source.folded[:_HEAD], source.folded[-_HEAD:]
    minutes = _MINUTES.search(head) is not None and (_DEPARTMENT.search(head) or _DEPARTMENT.search(foot))
    return bool(minutes) or _OURS.search(source.folded) is not None


def pronoun_of(
    source: Source, groups: Sequence[Group], verb: Verb, start: int, told_in: tuple[int, int] | None = None
) -> list[PartyKind]:
    """Return the kinds of the bodies that the pronoun before `verb` stands for.

    They are named before it in its sentence, which starts at `start`, else in the passage `told_in`: without one
    the sentence before.
    """
    near = max(start, verb.start - 60)
    if _IMPERSONAL.search(source.folded, near, verb.start):
        return []
    if pronoun := _PRONOUN.search(source.folded, near, verb.start):
        if pronoun["one"] and _PLANS.match(source.folded, verb.start) and _names_contract(source, start):
            return []
        return _antecedent(source, [g for g in groups if g.end <= verb.start], pronoun, start, told_in)
    return []


def understood_subject(source: Source, groups: Sequence[Group], offset: int, start: int) -> list[PartyKind]:
    """Return whom "sa part" at `offset` means: the last subject in its sentence, else in the one before."""
    index = source.sentence_index(start)
    before = [g for g in groups if g.end <= offset and g.preposition == ""]
    if not before and (topic := topic_of(source, groups, start)):
        before = [topic]
    if not before and index:
        sentence = source.sentences[index - 1]
        before = [g for g in find_groups(source, sentence.start, sentence.end) if g.preposition == ""]
    return list(before[-1].kinds) if before and len(before[-1].kinds) == 1 else []


# "Quant à | l'ARS, | sa part atteint 2 M€", "Du côté de l'État, …"; what "selon l'ARS," opens is not about it.
_TOPIC = re.compile(
    r"\W*(?:quant|pour ce qui (?:est|concerne)|s'agissant|en ce qui concerne|concernant|(?:du )?cote) "
)


def topic_of(source: Source, groups: Sequence[Group], start: int) -> Group | None:
    """Return the body that the opening of a sentence says it is about, if it does so."""
    first = next((group for group in groups if group.start >= start), None)
    if first is None or not source.folded.startswith(",", first.end):
        return None
    about = _TOPIC.fullmatch(source.folded, start, first.start)
    return first if about or (first.preposition == "pour" and first.start == start) else None


def _is_object(folded: str, group: Group, verbs: Sequence[Verb]) -> bool:
    """Whether `group` stands right after a verb, as what it supports."""
    return any(
        v.end <= group.start and folded[v.end : group.start].strip() == "" and v.voice == "active"
        for v in verbs
    )


def _antecedent(
    source: Source,
    before: Sequence[Group],
    pronoun: re.Match[str],
    start: int,
    told_in: tuple[int, int] | None,
) -> list[PartyKind]:
    """Whom a pronoun stands for: bodies before it in its sentence, else in the sentence before."""
    candidates = [g for g in before if g.end <= pronoun.start()]
    index = source.sentence_index(start) or 0
    first = index - _EACH_REACH
    if not candidates and index:
        low, high = told_in or (source.sentences[index - 1].start, source.sentences[index - 1].end)
        candidates = find_groups(source, low, high)
        if pronoun["one"] == "il" and " y " not in pronoun["gap"]:  # it may as well be the contract
            candidates = [g for g in candidates if g.start - low < _OPENING or g.preposition == "par"]
    while pronoun["each"] and index > 1 and len(kinds_of(candidates)) < 2 and index > first:
        index -= 1
        sentence = source.sentences[index - 1]
        candidates = find_groups(source, sentence.start, sentence.end)
    if pronoun["one"] in (None, "il", "elle"):  # "celui-ci" is whoever was named last
        # Subjects, agents last.
        candidates.sort(key=lambda group: (group.preposition == "", group.preposition == "par"))
    if pronoun["many"] or (pronoun["one"] is None):
        kinds = kinds_of([g for g in candidates if g.preposition == ""]) or kinds_of(candidates)
        return kinds if len(kinds) > 1 else []
    feminine = pronoun["one"] in ("elle", "celle-ci", "cette derniere")
    for group in reversed(candidates):
        if _SEVERAL.search(source.folded, group.start, group.end):
            continue  # "97 départements" are no "il"
        if len(group.kinds) == 1 and feminine == _is_feminine(source.folded, group):
            return list(group.kinds)
    return []


_SEVERAL = re.compile(
    r"\b(?:departements|conseils|collectivites|regions|(?<!communaute de )communes|villes|agences|associations)\b"
)


def _names_contract(source: Source, start: int) -> bool:
    """Whether the sentence before the one at `start` names a contract, and not only under which somebody gives."""
    index = source.sentence_index(start)
    before = source.sentences[index - 1] if index else None
    return before is not None and any(
        not _UNDER.search(source.folded, max(before.start, contract.start() - _UNDER_REACH), contract.start())
        for contract in _CONTRACT.finditer(source.folded, before.start, before.end)
    )


def _is_feminine(folded: str, group: Group) -> bool:
    return group.kinds[0] in _FEMININE or folded.startswith(_FEMININE_WORDS, group.start)
