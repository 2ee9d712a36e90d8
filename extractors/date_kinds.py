"""What a date is the date of: a signature, a session, a law. The clause around it tells."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast

from extractors.acts import Act
from extractors.date_mentions import Mention
from extractors.date_words import any_of
from extractors.date_years import Tense
from extractors.facts import DateKind
from extractors.source import Sentence, Source


@dataclass(slots=True)
class Kind:
    """Kind and tense of a mention, None where not decided; `cued` tells that words next to it decide the kind.

    `legal` marks dates of laws and the like, among which nothing of the tale happens.
    """

    kind: DateKind
    tense: Tense | None = None
    cued: bool = False
    legal: bool = False


class _Patterns(NamedTuple):
    of_noun: re.Pattern[str]
    nouns: re.Pattern[str]
    binding: re.Pattern[str]
    body: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = tomllib.loads((files("extractors") / "data/date_kinds.toml").read_text("utf-8"))
    nouns = "|".join(f"(?P<{kind}>{any_of(words)})" for kind, words in data["nouns"].items())
    verbs = "|".join(f"(?P<{kind}>{any_of(data['verbs'][kind])})" for kind in ("event", "other"))
    endings = any_of(data["verbs"]["endings"])
    return _Patterns(
        of_noun=re.compile(
            r"(?<!mois )\b(?:en date )?(?:du|de|des|d'|date) ?(?:l'an(?:nee)? )?$|n ?[°o] ?[\w./-]+,? (?:du|en date du) $"
        ),
        nouns=re.compile(rf"\b(?:{nouns})\b"),
        binding=re.compile(
            rf"\b(?:{verbs}){endings}(?: \w+ment)?,? (?:(?:par|a|au|en|dans|avec) [^,;:.]{{1,40}} )?(?:(?:le|en|au|ce|des|du|depuis|fin|a la|debut) )?$"
        ),
        body=re.compile(rf"\b{any_of(data['bodies']['words'])}\b"),
    )


_CUE_REACH = 80  # characters
# What stands just before a date and names its kind, in this order.
_CUES: tuple[tuple[DateKind, Tense | None, re.Pattern[str]], ...] = (
    (
        "effective", None,
        re.compile(
            r"(?:\b(?:a compter|a partir|a dater|(?:en|de) vigueur|effets?|effectifs?|effective|applicables?|debut(?:e|era|ant|ent|eront)|demarr(?:e|era|ent|eront)"
            r"|commenc(?:e|era|ent|eront)|date d'effet|date de debut)(?: a compter| a partir| des)? ?:? ?(?:du |de |le |au |d'|en |de l'annee )?|\bdes le )$"
        ),
    ),
    (
        "end", None,
        re.compile(
            r"\b(?:jusqu'(?:au|en|a)|fin (?:est )?(?:fixee )?(?:le|au|en)|(?:s'ach\w+|expir\w+|se termin\w+|arriv\w+ a (?:echeance|terme|expiration|son terme)"
            r"|prend\w* fin|cess\w+(?: de produire)?(?: ses effets)?|date de fin|echeance|terme)(?: ?: ?| (?:est )?(?:fixe\w* )?(?:le|au|en) ))(?: ?(?:le|la|l'annee) ?)?(?:fin )? ?$"
        ),
    ),
    ("other", "future", re.compile(r"\b(?:d'ici(?: a| au| le| la)?|avant(?: le| la)?|au plus tard(?: le| en| au)?|date limite ?:?(?: le)?|pour le) ?(?:la )?(?:fin )?$")),
    ("other", "past", re.compile(r"\b(?:depuis|apres)(?: le)? ?$")),
    ("other", "past", re.compile(r"\bextrait conforme\b[^.;]{0,60}$|\b(?:teletransmi|transmi|recu|recept|affich|notifi|convo|depos|envoi|executoire|visa|certifi|imprim|consult)\w*(?: \w+){0,4}? ?(?:le|du|:|au) ?:? ?$")),
    ("deliberation", None, re.compile(r"\bdate d(?:e (?:la )?|u )(?:seance|reunion|session|deliberation|conseil|vote|commission)[^:;.]{0,40} ?: ?(?:le )?$")),
)  # fmt: skip
# "à compter du …" begins anything; the term of a contract is told beside it.
_IN_FORCE = re.compile(r"vigueur|effet|effecti|applicable")
_TERM = re.compile(
    r"\b(?:contra|convention|accord|protocole|avenant|partenariat|pacte|cdppe|duree|signe|conclu|valable|vaut|couvre|(?:il|elle) (?:est|court|prend|entre|debute|demarre))"
)
_MET_OR_BODY = re.compile(r"\b(?:reuni\w*|assemble\w*|seance|session|conseil|delibere\w*|commission)\b")
# A contract that came before the one that the text is about.
_EARLIER = re.compile(
    r"\b(?:prece\w+|ancienn?e?|prend\w* la suite|prenant la suite|fai(?:t|sant) suite a|succed\w+|remplac\w+|distincte?|arrivee? a echeance|echue?)\b"
)
# Checked for a capital: "Fait à Laon, le …" closes, "il a fait à Laon" tells.
_DONE_AT = re.compile(
    r"\b(?:fait(?: et (?:signe|passe|convenu))?|signe|etabli|conclu)s?,? (?:a|au|aux|en|le)\b[^.;:\d]{0,70}?(?:\d[^.;:\d]{0,50})?[,.]? ?(?:le |ce |en date du )?:? ?$"
    r"|\bdate de (?:la )?signature(?: du (?:contrat|document|present contrat))? ?:? ?(?:le )?$|\bsignature(?: du contrat)? ?: ?(?:le )?$"
    r"|\b(?:signee?|paraphee?)s?(?: \w+ment)?(?: le| en date du) ?: ?$"
)
_DONE_AND_DELIBERATED = re.compile(r"\bfait et delibere\w*\b[^.;:\d]{0,80}$|\bdelibere a [^.;:\d]{0,60}$")
# The closing date of an extract or an order is not that of a contract.
_NO_CONTRACT = re.compile(
    r"registre des (?:deliberations|arretes|decisions)|apres en avoir delibere|pour extrait conforme|\barrete ?:|\bdecide ?:|certifie executoire"
)
# "Laon, le 3 mai" alone on a line closes a contract between parties, or a letter.
_PLACE = re.compile(r"(?:a )?[a-z][a-z' -]{1,40}, ?(?:ce |le )")
_PARTIES = re.compile(r"\bd'(?:une|autre) part\b|\bsoussigne|\bil (?:est|a ete) convenu")
_VISA = re.compile(r"\W*vu\b")
_OF = ("du ", "de ", "des ", "d'", "date ", "l'an ", "l'annee ")
# A verb between a noun and "du 3 mai" tears them apart.
_VERB = re.compile(r" (?:est|sont|ont|a ete|etait|etaient|sera|seront|s'est|se sont|avait|avaient|a \w+e)\b")
_MINUTES = re.compile(r"\b(?:proces-verb\w+|compte[ -]rendus?) ")
_AUTHORISED = re.compile(r"\b(?:habilit|autoris|approuv|vot|adopt|decid|valid|mandat)\w*")
_MET = re.compile(
    r"\b(?:reuni\w*|siege|seance|session|tient|tenait|tenue?)\b(?: [^.;:]{0,60}?)?,? ?(?:le |ce |du )?$"
)
_TENT = re.compile(
    r"\b(?:lors|a l'occasion|au cours|a l'issue|au terme|en marge|a la faveur|durant|pendant|dans le cadre) (?:de |d'|du |des )[^.;:]{0,70}$"
)

# Where one statement of a sentence ends and the next begins.
_BREAK = re.compile(
    r"[;:]| (?:qui|dont|lequel|laquelle|lesquel(?:le)?s|lorsqu(?:e |')|quand|alors que|tandis que|puisqu(?:e |')|car|mais|apres que|avant que"
    r"|et (?:a|ont|s'est|se sont|sera|seront|doit|il|elle|ils|elles|entre\w*))\b|\. "
    r"|,? (?:issue?s?|prevue?s?|definie?s?|inscrite?s?|instituee?s?|portee?s? par|confirmee?s?) (?:de|du|par|dans|en|le|a)\b"
)
_OPENING = re.compile(
    r"[\W\d]*(?:(?:c'est|ce fut|c'etait|ce|cet|le|en|au|aux|a|des|dans|lors|de|du|date|la|les|reunis?|rassembles|au cours|a l'occasion)\b[ ,-]*|l'"
    r"|[a-z' -]{2,30}(?:[.:,]| -) (?:le |ce )?)*"
)
# Costs in characters. A date inside a sentence belongs rather to the verb before it than to one ahead.
_REACH, _OPENING_REACH, _BREAK_COST, _AHEAD_COST = 240, 60, 150, 30

# Done to something that is no contract.
_CONTRACT = re.compile(
    r"\b(?:contra|contractualis|convention|accord|protocole|avenant|partenariat|pacte|cdppe|calpae|crte|charte|engagement|document|texte|signataire|entente|cls\b|cpom)"
)
_OTHER_OBJECT = re.compile(
    r"\b(?:deliberations?|feuilles? de route|budgets?|schemas?|plans?|strategies?|rapports?|arretes?|decrets?|lois?|orientations?|motions?|voeux?|reglements?"
    r"|subventions?|marches?|tribunes?|lettres?|courriers?|permis|instructions?|circulaires?|projet (?:de service|d'etablissement|educatif|associatif)|proces-verba\w+)\b"
)
_PRESENT = re.compile(r"(?:est|sont) (?!.*été)[^;.]*|\w+(?:e|ent|t)")
_LINK = re.compile(
    r"\bs'y\b|\b(?:a cette occasion|a l'issue|au cours de (?:cette|ce|laquelle)|lors de (?:cette|ce|laquelle)|ce jour-la|le meme jour|en marge|dans la foulee"
    r"|pour l'occasion|a cette date|dans la matinee|dans l'apres-midi|sur place|par la meme occasion)\b|^\W*(?:ils|elles|il|elle|tous|toutes|les (?:deux|trois|quatre|\w+) "
    r"(?:parties|signataires|partenaires|institutions)|le prefet et|puis|ensuite)\b"
)
_THERE = re.compile(r"\by (?:\w+ )?$")
_CEREMONY = re.compile(
    r"\W*(?:c'etait|c'est|la ceremonie|la signature|l'evenement|la rencontre|elle (?:a eu lieu|s'est)|le paraphe|cela s'est|la scene|le rendez-vous)\b"
)

_FUTURE = re.compile(
    r"\b(?:sera|seront|aura|auront|devra|devront|doit|doivent|devrai(?:t|ent)|pourra|pourront|va|vont|\w{3,}(?:era|eront|ira|iront|dra|dront|vra|vront|tra|tront)"
    r"|prochaine?s?|prevue?s?|programmee?s?|rendez-vous|a venir|futur\w*|envisag\w+|attendue?s?)\b|\bd'ici\b|\bau plus tard\b"
)
_NO_FUTURE = {
    "opera",
    "camera",
    "libera",
    "sierra",
    "caldera",
    "sahara",
    "contra",
    "extra",
    "ultra",
    "infra",
    "intra",
}
_PAST = re.compile(
    r"\b(?:a|ont|avait|avaient|était|étaient|fut|furent|eu|ayant)\b|\b[sS]['’]est\b|\b[Ss]e sont\b|\w[éÉ](?:e|s|es|E|S|ES)?\b(?= (?:le|en|au|ce|mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche)\b)"
)
_TIMELESS = re.compile(r"\b(?:chaque|tous les|toutes les) (?:an(?:nee)?s?|mois)\b")


def classify(source: Source, mentions: Sequence[Mention], acts: Sequence[Act]) -> list[Kind]:
    """Tell the kind of each mention in the main text, and whether its clause lies in the past or the future.

    Parameters
    ----------
    source : Source
        The text.
    mentions : sequence of Mention
        In text order.
    acts : sequence of Act
        What is done to contracts, in text order.

    Returns
    -------
    list of Kind
        One for each mention.
    """
    kinds: list[Kind] = []
    by_sentence: dict[int, list[int]] = {}
    for index, mention in enumerate(mentions):
        at = source.sentence_index(mention.start)
        kinds.append(_cue(source, mention, source.sentences[at] if at is not None else None))
        if at is not None:
            by_sentence.setdefault(at, []).append(index)
    acts_by_sentence: dict[int, list[Act]] = {}
    for act in acts:
        acts_by_sentence.setdefault(act.sentence, []).append(act)
    for at, here in by_sentence.items():
        _attach(source, source.sentences[at], here, mentions, kinds, acts_by_sentence.get(at, []))
    for at, found in acts_by_sentence.items():
        if at not in by_sentence or not any(kinds[i].kind == "signature" for i in by_sentence[at]):
            _reach_over(source, at, found, by_sentence, mentions, kinds)
    for at, here in by_sentence.items():
        open_kinds = [
            (mentions[i], kinds[i]) for i in here if kinds[i].tense is None and mentions[i].year is None
        ]
        _tell_tense(source, source.sentences[at], open_kinds)
    return kinds


def _cue(source: Source, mention: Mention, sentence: Sentence | None) -> Kind:
    """The kind that the words next to the date give, or what a date is without any."""
    folded = source.folded
    day = mention.day is not None or mention.form in ("weekday", "near")
    if sentence is None:
        return Kind("other")
    left = folded[max(sentence.start, mention.start - 130) : mention.start]
    if _VISA.match(folded, sentence.start) or _VISA.match(folded, source.blocks[sentence.block].start):
        return Kind("other", "past", cued=True, legal=True)
    closing = _closing(source, left, mention)
    if closing:
        return closing
    for kind, tense, pattern in _CUES:
        if found := pattern.search(left[-_CUE_REACH:]):
            if (
                kind == "effective"
                and not _IN_FORCE.search(found.group())
                and not _TERM.search(folded, sentence.start, sentence.end)
            ):
                kind = "event" if day else "other"
            return Kind(kind, tense, cued=True, legal=kind == "other")
    if folded.startswith("l'an", mention.start) and _MET_OR_BODY.search(folded, mention.end, sentence.end):
        return Kind("deliberation", "past", cued=True)
    if of_noun := _noun_of(source, left, sentence, mention):
        return of_noun
    if bound := _patterns().binding.search(left[-_CUE_REACH:]):
        return Kind("event" if day and bound["event"] else "other", "past", cued=True)
    if _MET.search(left[-90:]) and _patterns().body.search(folded, sentence.start, sentence.end):
        return Kind("deliberation")
    return Kind("event" if day and not re.search(r"\bau $", left) else "other")


def _closing(source: Source, left: str, mention: Mention) -> Kind | None:
    """The kind of "Fait à Laon, le 3 mai": the signature, unless the text is an extract or an order."""
    if mention.day is None:
        return None
    if _DONE_AND_DELIBERATED.search(left):
        return Kind("deliberation", "past", cued=True)
    at = source.block_index(mention.start)
    if at is None:
        return None
    block = source.blocks[at]
    before = source.folded[block.start : mention.start][-130:]
    if not left.strip(" a,lec") and at:  # "Fait à Laon" may stand on the line above
        above = source.folded[source.blocks[at - 1].start : source.blocks[at - 1].end]
        if above.startswith(("fait ", "signe a ")) and len(above) < 100:
            return Kind("other" if _NO_CONTRACT.search(source.folded) else "signature", "past", cued=True)
    done = _DONE_AT.search(before)
    if not done or not (
        done.group().rstrip().endswith(":")
        or source.text[mention.start - len(before) + done.start()].isupper()
    ):
        if not _PLACE.fullmatch(before) or source.folded[mention.end : block.end].strip(" .,"):
            return None
        if not _PARTIES.search(source.folded):
            return Kind("other", "past", cued=True)
    return Kind("other" if _NO_CONTRACT.search(source.folded) else "signature", "past", cued=True)


def _noun_of(source: Source, left: str, sentence: Sentence, mention: Mention) -> Kind | None:
    """The kind of "X du 12 mars 2021": the noun nearest to the date owns it."""
    patterns = _patterns()
    if not left.endswith(_OF) or not patterns.of_noun.search(left[-_CUE_REACH:]):
        return None
    clause = re.split(r"[;:)]", left)[-1]
    found = max(patterns.nouns.finditer(clause), key=lambda noun: noun.start(), default=None)
    if found is None or _VERB.search(clause, found.end()):
        return None
    kind = cast(DateKind, found.lastgroup)
    folded = source.folded
    if kind == "deliberation":
        return _session(source, left, clause, found, sentence, mention)
    return Kind(
        kind,
        "past" if kind in ("other", "adoption") else None,
        cued=kind != "event" or not _TENT.search(left),
        legal=kind == "other",
    )


def _session(
    source: Source, left: str, clause: str, noun: re.Match[str], sentence: Sentence, mention: Mention
) -> Kind:
    """The kind of "séance du …", "délibération n° 3 du …": this one or an earlier one."""
    folded, word = source.folded, noun.group()
    opens = (
        clause[: noun.start()].strip(" -\"'") in ("", "la", "extrait de la", "projet de")
        and len(clause) == mention.start - sentence.start
    )
    if (
        word.startswith("deliberation")
        and not opens
        and not _AUTHORISED.search(folded, sentence.start, sentence.end)
    ):
        return Kind("other", "past", cued=True, legal=True)
    if _MINUTES.search(clause) and _AUTHORISED.search(folded, mention.end, sentence.end):
        return Kind("other", "past", cued=True, legal=True)
    if (
        word.startswith("reunion")
        and not opens
        and not _patterns().body.search(folded, sentence.start, sentence.end)
    ):
        return Kind("event", cued=not _TENT.search(left))
    return Kind("deliberation", cued=not _TENT.search(left))


def _attach(
    source: Source,
    sentence: Sentence,
    here: Sequence[int],
    mentions: Sequence[Mention],
    kinds: Sequence[Kind],
    acts: Sequence[Act],
) -> None:
    """Give the free dates of a sentence to its acts: to each act the date that is nearest to it."""
    pairs = sorted(_pairs(source, sentence, here, mentions, kinds, acts))
    owner: dict[int, int] = {}
    dated: dict[int, int] = {}
    for _, index, number in pairs:
        shared = number in dated and mentions[dated[number]][:2] == mentions[index][:2]
        if index in owner or (number in dated and not shared):
            continue
        owner[index], dated[number] = number, index
        _set_kind(source, sentence, kinds[index], acts[number])


def _pairs(
    source: Source,
    sentence: Sentence,
    here: Sequence[int],
    mentions: Sequence[Mention],
    kinds: Sequence[Kind],
    acts: Sequence[Act],
) -> Iterator[tuple[float, int, int]]:
    """Yield the cost of each pair of a date and the act that could own it."""
    folded = source.folded
    for index in here:
        mention = mentions[index]
        if kinds[index].cued:
            continue
        lead = folded[sentence.start : mention.start]
        opening = len(lead) < 60 and _OPENING.fullmatch(lead) is not None or _TENT.search(lead) is not None
        best: tuple[float, int, int] | None = None
        for number, act in enumerate(acts):
            if act.end <= mention.start:
                gap = folded[act.end : mention.start]
                cost = float(len(gap))
            else:
                gap = folded[mention.end : act.start]
                cost = (
                    min(len(gap), _OPENING_REACH)
                    if opening
                    else len(gap) + _AHEAD_COST * (1 + gap.count(","))
                )
            cost += _BREAK_COST * len(_BREAK.findall(gap))
            if cost <= _REACH and (best is None or cost < best[0]):
                best = (cost, index, number)
        if best:
            yield best


def _set_kind(source: Source, sentence: Sentence, kind: Kind, act: Act) -> None:
    if act.modality != "done":
        kind.tense = "future" if act.modality == "future" else None
        if act.kind == "signed" and kind.kind == "other":
            kind.kind = "event"
        return
    # "signe", "est signé" may be of today or of next week.
    kind.tense = "" if _PRESENT.fullmatch(source.text, act.start, act.end) else "past"
    text = source.folded[sentence.start : sentence.end]
    other = _OTHER_OBJECT.search(text) is not None and _CONTRACT.search(text) is None
    if act.kind == "signed":
        earlier = act.form == "passive" and _EARLIER.search(source.folded, sentence.start, act.end)
        kind.kind = "event" if other else "other" if earlier else "signature"
    elif act.kind == "adopted":
        if kind.kind != "deliberation":
            kind.kind = "other" if other else "adoption"
    elif kind.kind == "event":
        kind.kind = "other" if act.kind in ("amended", "refused") else "event"


def _reach_over(
    source: Source,
    at: int,
    acts: Sequence[Act],
    by_sentence: dict[int, list[int]],
    mentions: Sequence[Mention],
    kinds: Sequence[Kind],
) -> None:
    """Date a signing by the sentence before ("… mardi 3 mai. Il y a signé …") or after ("La cérémonie …")."""
    act = next((a for a in acts if a.kind == "signed" and a.modality == "done"), None)
    if act is None or (
        at in by_sentence and any(mentions[i].day and not kinds[i].legal for i in by_sentence[at])
    ):
        return
    sentence = source.sentences[at]
    text = source.folded[sentence.start : act.start]
    candidates: list[int] = []
    if act.form != "noun" and (_THERE.search(text) or _LINK.search(text)):
        candidates = by_sentence.get(at - 1, [])
    elif at + 1 < len(source.sentences) and _CEREMONY.match(source.folded, source.sentences[at + 1].start):
        candidates = by_sentence.get(at + 1, [])
    free = [
        i
        for i in candidates
        if kinds[i].kind in ("event", "deliberation") and not kinds[i].legal and kinds[i].tense != "future"
    ]
    if len({mentions[i][:2] for i in free}) == 1:
        for index in free:
            kinds[index].kind, kinds[index].tense = "signature", "past"


def _tell_tense(source: Source, sentence: Sentence, open_kinds: Sequence[tuple[Mention, Kind]]) -> None:
    """Set the tense of each mention from the nearest verb form that shows one."""
    if not open_kinds or _TIMELESS.search(source.folded, sentence.start, sentence.end):
        return
    signs: list[tuple[int, Tense]] = [
        (m.start(), "past") for m in _PAST.finditer(source.text, sentence.start, sentence.end)
    ]
    signs += [
        (m.start(), "future")
        for m in _FUTURE.finditer(source.folded, sentence.start, sentence.end)
        if m.group() not in _NO_FUTURE
    ]
    for mention, kind in open_kinds:
        if signs:
            kind.tense = min(signs, key=lambda sign: abs(sign[0] - mention.start))[1]
