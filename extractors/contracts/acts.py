"""What is done to a contract: verbs and nouns of signing, adopting, negotiating, refusing, with their modality."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple, cast

from spacy.language import Language
from spacy.tokens import Doc

from extractors.contracts import participles
from extractors.contracts.act_nouns import is_of_no_contract, is_to_come
from extractors.contracts.act_words import ActKind, Verb, lexicon, phrase_pattern, phrase_words
from extractors.contracts.conditions import is_wished
from extractors.contracts.in_force import in_force
from extractors.contracts.infinitives import CAME, JUST_DONE, NO_DELAY, did_first, is_at_once
from extractors.contracts.other_senses import has_other_sense
from extractors.contracts.plans import stands_in_plan
from extractors.contracts.questions import is_answered, is_asked, is_asked_for, is_denied
from extractors.found import found_in
from extractors.text.anchors import Anchors, Phrases
from extractors.text.gated import Gated
from extractors.text.source import Sentence, Source

Modality = Literal["done", "future", "negated"]
Form = Literal["active", "passive", "noun"]


class Act(NamedTuple):
    """A verb or noun that says what became of a contract.

    `start` and `end` bound the verb group ("ont signé", "a été signé", "signature"); `sentence` is the
    index of its sentence in `Source.sentences`.
    """

    kind: ActKind
    start: int
    end: int
    sentence: int
    modality: Modality
    form: Form


# What may stand between an auxiliary and its participle.
_BETWEEN = (
    r"(?:(?:\w+ment|ete|bien|deja|jamais|pas|plus|toujours|encore|tous|toutes|chacune?|deux|trois|les|"
    r"ensuite|aussi|ainsi|donc|enfin|hier|alors|ensemble|y|le|la|puis"
    r"|eux|elles|de concert|tour a tour|a tour de role|l'une? apres l'autre|cote a cote"
    r"|a l'unanimite|ce jour|a (?:son|leur) tour|ce matin|a nouveau|par ailleurs"
    r"|en (?:outre|effet)|de (?:nouveau|(?:son|leur) cote)|pour (?:sa|leur) part|d'ores et deja"
    r"|quant a (?:lui|eux|elles?)|\w+[eu]s? et),? ){0,4}$"
)
_HAVE = re.compile(
    r"\b(?:(?P<done>ai|a|ont|avait|avaient|ayant|eut|avons|avez|avoir)|(?P<future>aura|auront|"
    r"aurait|auraient|ait|aient))(?:-(?:t-)?(?:ils?|elles?|on|nous|vous))?,? " + _BETWEEN
)
_BE = re.compile(
    r"(?:\b(?P<done>est|sont|etait|etaient|fut|furent|(?:a|ont|avait|avaient|ayant)(?: pas|"
        r" plus| jamais| encore| toujours| deja| donc| ainsi| bien| enfin| \w+ment){0,2} ete|"
        r"(?:vient|viennent|venait) d'etre)"
    r"|\b(?P<future>etre|sera|seront|serait|seraient|soit|soient|(?:aura|auront|aurait|ait) ete)"
    r"(?:-(?:t-)?(?:ils?|elles?))?) " + _BETWEEN
)  # fmt: skip
_NEGATED = re.compile(
    r"\bn(?:e |')[^.;:\n]{0,20}\b(?:pas|plus|jamais|point)\b[^,;:.\n]{0,25}$|\b(?:non|jamais|"
    r"sans avoir|sans etre) $|\brien (?:de |d')(?:\w+ )?$"
    r"|\b(?:rien|personne|aucune?)\b[^.;:\n]{0,30}\bn(?:e |')[^.;:\n]{0,25}$"
)
_REFUSED = re.compile(r"\b(?:refus|renonc|declin|rejet)\w*(?: (?:de|a|d'))? ?(?:l[ae]s? |l'|sa |leur )?$")
_ARTICLE = re.compile(
    r"\b(?:un|le|ce|du|des|les|au|aucun|de|seul|bon|en|premier|chaque|son|mauvais|fort|beau) $"
)
_WINDOW = 110


_WORD = re.compile("[a-z-]+")


@cache
def _anchors() -> Anchors:
    return Anchors(form[:4] for form in lexicon())


def find_acts(source: Source) -> list[Act]:
    """Find the acts in the main text, in order.

    >>> text = "Le préfet a signé le contrat. La convention sera signée en mai."
    >>> [(act.kind, act.modality, act.form) for act in find_acts(Source(text))]
    [('signed', 'done', 'active'), ('signed', 'future', 'passive')]
    """
    acts = _phrases(source)
    acts += [
        Act("signed", told.start, told.end, told.sentence, "done", told.form) for told in in_force(source)
    ]
    forms = lexicon()
    for found in _anchors().finditer(_WORD, source):
        verb = forms.get(found.group())
        index = source.sentence_index(found.start()) if verb else None
        if verb is None or index is None:
            continue
        act = _classify(source, verb, found.start(), found.end(), source.sentences[index], index)
        if act:
            acts.append(act)
    acts.sort(key=lambda act: act.start)
    return sorted([*acts, *_resumed(source, acts)], key=lambda act: act.start)


# "Il devait être signé le 3 : il l'a été hier.", "Il n'était pas signé. C'est chose faite."
_RESUMES = Gated(
    r"\bl'(?:a|ont|avait|avaient) (?:\w+ment |enfin |bien |bel et bien )?ete(?= ?[.,;:!)]"
    r"| (?:hier|avant-hier|c[e']|cet|cette|par|l[ae]|lundi|mardi|mercredi|jeudi|vendredi|samedi|a|au|en|fin"
    r"|debut|mi|dans|depuis|sans|devant|finalement)\b)"
    r"|\bc'est (?:\w+ment |enfin |donc |desormais )?(?:chose faite|fait)\b"
    r"|\b(?:il|elle|ils|elles) l(?:'est|e sont) (?:\w+ment |enfin |desormais )?depuis\b"
)


def _resumed(source: Source, acts: Sequence[Act]) -> Iterator[Act]:
    """Yield what has been done of the acts that were to come, told without its verb in the same or next sentence."""
    for found in _RESUMES.finditer(source, 0, len(source.text)):
        index = source.sentence_index(found.start())
        before = bisect_left(acts, found.start(), key=lambda act: act.start)
        last = acts[before - 1] if before else None
        if index is not None and last and last.modality != "done" and index - last.sentence <= 1:
            yield Act(last.kind, found.start(), found.end(), index, "done", "passive")


@cache
def _words() -> Phrases:
    """Compile what every phrase holds one of, and most texts none: looked for first."""
    return Phrases(*phrase_words())


_TO_BE_DONE = re.compile(
    r"\b(?:vont|va|doivent|doit|devront|devra|pour|avant de)(?: (?:encore|aussi|d'abord|donc|maintenant))? $"
)
_FUTURE = re.compile(r"[a-z]+r(?:a|ont)\b")
# What is done to the contract that is the subject: "Le contrat | a reçu le feu vert de l'assemblée".
_UNDERGOES = re.compile(r"(?:re[cu]|obt|\w+ l'unanimite|(?:est|sont|a ete) passe)")
# "Le texte porte | trois paraphes", "Les | noms … figurent au bas": who wrote them is told as of signatures.
_BORNE = re.compile(
    r"(?:(?:port|re[cu]|au |en |l[ae]s? |deux |trois |quatre |cinq |six ).*?)?(?=(?:noms|paraphes?|griffes?)$)"
)
_BEYOND = 300  # characters behind a sentence, at most, at which a phrase looks ahead


def _told_by_phrase(source: Source) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the phrases of the sentences that hold one of their words, each with the index of its sentence."""
    here = {index for start in _words().starts(source) if (index := source.sentence_index(start)) is not None}
    for index in sorted(here):
        sentence = source.sentences[index]
        for found in phrase_pattern().finditer(source.folded, sentence.start, sentence.end + _BEYOND):
            if found.start() < sentence.end:
                yield index, found


def _phrases(source: Source) -> list[Act]:
    """Acts told by a phrase ("prendre la plume"): done, unless what stands before makes them future or negated."""
    acts: list[Act] = []
    for index, found in _told_by_phrase(source):
        before = source.folded[max(source.sentences[index].start, found.start() - _WINDOW) : found.start()]
        have = _HAVE.search(before)
        to_come = have["future"] if have else _FUTURE.match(found.group()) or _TO_BE_DONE.search(before)
        start = found.start() - (len(before) - have.start() if have else 0)
        form: Form = "active"
        if _UNDERGOES.match(found.group()):
            form = "passive"
        if borne := _BORNE.match(found.group()):
            start, form = found.start() + borne.end(), "noun"
            lead = before + found.group()[: borne.end()]
            to_come = to_come or is_to_come(source.folded, lead, found.end(), source.sentences[index].end)
        modality: Modality = "negated" if _NEGATED.search(before) else "future" if to_come else "done"
        acts.append(Act(cast(ActKind, found.lastgroup), start, found.end(), index, modality, form))
    return acts


def _classify(source: Source, verb: Verb, start: int, end: int, sentence: Sentence, index: int) -> Act | None:
    """Tell modality and form of one verb from what stands before it."""
    before = source.folded[max(sentence.start, start - _WINDOW) : start]
    word, form = start, verb.form
    if has_other_sense(verb.kind, source.folded, start, end, before):
        return None
    if form == "participle" and _is_bare_plural(source.text, start, end):
        return None
    if form == "e":
        form = (
            "participle"
            if source.text[end - 1] in "éÉ" or _HAVE.search(before) or _BE.search(before)
            else "present"
        )
    if form == "auxiliary":
        if not _HAVE.search(before):
            return None
        form = "participle"
    if form == "noun" or (form == "present" and _is_heading_noun(source.folded, before, end)):
        return _noun(source, verb, start, end, before, sentence, index)
    modality: Modality = "done"
    kind = verb.kind
    voice: Form = "active"
    have = be = None
    if form == "participle":
        # "a été signé" holds "a … signé" too: being comes first.
        be = _BE.search(before)
        have = None if be else _HAVE.search(before)
        voice = "active" if have else "passive"
        auxiliary = be or have
        if (
            auxiliary["future"]
            if auxiliary
            else participles.is_to_come(source.folded, before, end, sentence.end)
        ):
            modality = "future"
        start -= len(before) - auxiliary.start() if auxiliary else 0
    elif form == "present" and _ARTICLE.search(before):
        return None
    elif form == "present" and is_wished(before):
        modality = "future"
    elif form == "infinitive":
        came = before.endswith("pour ") and CAME.search(source.folded, sentence.start, start)
        first = did_first(before, source.text[start - len(before) : start])
        done = came or first or JUST_DONE.search(before) or is_at_once(before, source.folded, end)
        modality = "done" if done else "future"
        if _REFUSED.search(before):
            kind, modality = "refused", "done"
        elif _ITEM_OF.search(before) and _decided(source.folded, start):
            modality = "done"
    elif form == "future" or (form == "past" and participles.is_by_doing_so_to_come(before)):
        modality = "future"
    if form in ("present", "future") and _NEGATES.search(before):
        # "le Gard ne signera pas": not signing is told as a decision; "n'ont pas encore signé" is not.
        return Act(
            "refused" if kind == "signed" else kind,
            start,
            end,
            index,
            "done" if kind == "signed" else "negated",
            voice,
        )
    if modality == "done" and is_asked(source, word, sentence):
        modality = "done" if is_answered(source, index) else "future"
    elif modality == "done" and is_denied(source, index):
        modality = "negated"
    if NO_DELAY.search(before):
        modality = "done"
    elif _NEGATED.search(before):
        modality = "negated"
    return Act(kind, start, end, index, modality, voice)


def _is_heading_noun(folded: str, before: str, end: int) -> bool:
    """Whether a word that may be a verb is a noun without its article: "avis en mai, | vote de l'assemblée"."""
    return _OPENS.search(before) is not None and _OF.match(folded, end) is not None


_OPENS = re.compile(r"(?:^|[,;:–—-] ?)$")
_OF = re.compile(r" (?:du |de l[a' ]|des elus|en (?!urgence|silence))")
_NEGATES = re.compile(r"\bn(?:e |')(?:l[ae]s? |l'|y )?$")
# An assembly's decision: "DÉCIDE … – d'approuver le contrat".
_ITEM_OF = re.compile(
    r"^(?:\W*(?:article \w+\W*)?)(?:d'|de )$|\b(?:decide|decident|"
    r"a decide)(?: [^.;:\n]{0,60}?)? ?:? ?(?:d'|de )$"
)
_DECISION = re.compile(
    r"\b(?:(?P<decides>decide\w*|arrete|d e c i d e|a r r e t e)"
    r"|propos\w+|demand\w+|invit\w+|prie|sollicit\w+|souhait\w+)\b"
)


def _decided(folded: str, offset: int) -> bool:
    """Whether the last verb that governs a list of infinitives before `offset` decides and does not only propose."""
    governing = list(_DECISION.finditer(folded, max(0, offset - 2000), offset))
    return bool(governing) and governing[-1]["decides"] is not None


def _is_bare_plural(text: str, start: int, end: int) -> bool:
    """Whether "-es" has no accent in a lower-case word: "signes" is a noun, "signés" a participle."""
    word = text[start:end]
    return word.endswith("es") and not word.endswith("ées") and word.islower()


def _noun(
    source: Source, verb: Verb, start: int, end: int, before: str, sentence: Sentence, index: int
) -> Act | None:
    if is_of_no_contract(verb.kind, source.folded, before, end):
        return None
    modality: Modality = "done"
    kind = verb.kind
    if _WILL_NOT.search(before):  # as "ne signera pas" is
        return Act("refused" if kind == "signed" else kind, start, end, index, "done", "noun")
    if _REFUSED.search(before):
        kind = "refused"
    elif (
        is_to_come(source.folded, before, end, sentence.end)
        or stands_in_plan(source, start, end, sentence)
        or is_asked_for(source.folded, start, end, sentence)
    ):
        modality = "future"
    if _NEGATED.search(before):
        modality = "negated"
    return Act(kind, start, end, index, modality, "noun")


_WILL_NOT = re.compile(
    r"\bn(?:e |')(?:appos|donn|mett)(?:e|ent|er(?:a|ont)|ra|ront) (?:donc |jamais )?pas (?:sa|leur) $"
)


@Language.factory("tripartite_acts", assigns=["doc._.acts"])
def make_acts(nlp: Language, name: str) -> "ActFinder":
    """Make the spaCy component that sets `doc._.acts`."""
    return ActFinder()


class ActFinder:
    """spaCy component: sets `doc._.acts`."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the acts in `doc`."""
        found = found_in(doc)
        found.acts = find_acts(found.source)
        return doc
