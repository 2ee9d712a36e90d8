"""Actions told in running text: paragraphs that start with a deed, enumerations of what a contract plans."""

import re
from collections.abc import Sequence

from extractors.contracts.mentions import Mention
from extractors.engagements.brought_about import is_abstract
from extractors.engagements.clauses import BODIES, happens, no_news
from extractors.engagements.commitments import Commitments
from extractors.engagements.cues import NUMBERED, cues
from extractors.engagements.entry_shapes import MADE, is_no_measure, is_unnamed
from extractors.engagements.enumerated import enumerated
from extractors.engagements.going_on import going_on
from extractors.engagements.joints import FINITE, PREPOSITION, pieces_at_joints, pieces_of
from extractors.engagements.news import AS_IT_IS, news
from extractors.engagements.pieces import Bounds
from extractors.engagements.spoken_of import speaks_of_contract
from extractors.text.folding import fold
from extractors.text.list_entries import INFINITIVE, LABEL, is_action_label
from extractors.text.source import Source


def add_paragraphs(source: Source, found: Commitments, first_mention: int) -> None:
    """Take paragraphs that each begin with a deed ("Création d'une unité …"), under words that announce actions."""
    above = ""  # what stands above the paragraphs and may announce them
    waiting = list[tuple[int, int]]()
    for _, block in source.main_blocks:
        content = source.folded[block.start : block.end]
        if block.start < first_mention:
            continue
        if block.kind == "item":
            above = ""  # what stood above is told by these
            continue
        if _COLUMNS.fullmatch(source.text, block.start, block.end) or _PRICE_COLUMN.fullmatch(content):
            continue
        free = source.text[block.start].isupper() and found.is_free(source, block.start, block.end)
        heads = names_measures(above) and not names_measures(content)
        if free and heads and len(told_now := news(source, block.start, block.end)) > 1:
            for piece in told_now:
                found.add_action(source, *piece, "paragraph:actions")
            found.take(source, block.start, block.end)
            continue
        if free and (
            _DEED_OF.match(content)
            or (
                heads
                and (
                    _is_nominal(source.text[block.start : block.end]) or news(source, block.start, block.end)
                )
            )
            or happens().match(content)
        ):
            waiting.append((block.start, block.end))
            continue
        if block.cell is not None and waiting:
            waiting.pop()  # the caption of a table
        # One paragraph that starts with a deed may be anything; two in a row, or one that was announced, are a list.
        if waiting and (len(waiting) > 1 or _announces(above)):
            _take_paragraphs(source, waiting, found)
        speech = content.startswith('"')
        if waiting or not speech:
            above = content
        waiting = []
    if waiting and (len(waiting) > 1 or _announces(above)):
        _take_paragraphs(source, waiting, found)


def _announces(content: str) -> bool:
    """Whether a block says that measures follow."""
    if names_measures(content):
        return True
    return (
        len(content) < _LONGEST_LEAD
        and _ANNOUNCEMENT.search(content) is not None
        and not cues().neither.search(content)
    )


def names_measures(content: str) -> bool:
    """Whether a block is a heading under which each paragraph is a measure, whatever it starts with."""
    told = content.endswith(".") or _TELLS_ITSELF.search(
        content
    )  # "Les mesures seront arrêtées à l'automne."
    heads = (_CONTENT.match(content) is not None and not told) or _PRESENTS.search(content) is not None
    label = LABEL.match(content)
    return heads or (label is not None and not is_action_label(label))


# "Projet        Coût HT        Aide de l'État": the headings of the columns below.
_COLUMNS = re.compile(r"[^\d\n]*\S(?: {3,}|\t+)\S[^\d\n]*")
# "Axe - Action - Montant annuel": the same where dashes part them, with what is paid in the last one.
_PRICE_COLUMN = re.compile(
    r"[^\d.:]{3,60} [-–—;|/] (?:montants?|couts?|budgets?|financements?|credits?)(?: [a-z'’]+){0,4}(?: ?\([^()]*\))?"
)
_LONGEST_LEAD = 220
_ANNOUNCEMENT = re.compile(
    r"\b(?:actions?|mesures?|projets?|ce qui (?:va )?change\w*|concretement|nouveautes?|"
    r"au programme|qu'en fera-t-on)\b"
)
_CONTENT = re.compile(
    r"(?:(?:le |la )?(?:tableau|liste|recapitulatif|synthese|detail|inventaire) des (?:[a-z]+ )?"
    r"(?:actions|mesures|projets)"
    r"|ce qu(?:e|i) (?:va )?(?:conteni|contien|prevoi|ajoute|change|finance|perme)\w*|le contenu|au programme|"
    r"(?:les|nos|ses|exemples? d[e' ]+|quelques|quelques exemples d[e' ]+)"
    r" ?(?:(?:premier|principa|grand|nouve)\w+ )?(?:actions|mesures|projets|operations|realisations)"
    r"|que contient)\b"
    r"|(?:des |quelques )?(?:actions|mesures)(?: (?:concretes|phares|retenues|prevues))?$"
)
# "Il court jusqu'en 2024. En voici les principales mesures.", "Zoom sur trois actions."
_PRESENTS = re.compile(
    r"(?:^|[.!?] )(?:(?:en |et )?voici|zoom|focus|gros plan|coup d'(?:oe|œ)il|tour d'horizon|decouvrez|presentation)"
    r"(?: (?!et )[a-z'-]+){0,4} (?:mesures|actions|projets|nouveautes|operations)\b"
    # … of the contract, and of nobody else: "Voici les actions de la mairie."
    r"(?! (?:du|des|de la|de l') ?(?!contrat|convention|pacte|texte|document|accord|protocole|avenant|cdppe|axe))"
    r"[^.:;?!\"]{0,40}[.: ]*$"
)
_TELLS_ITSELF = re.compile(r": ?\w")  # "Au programme : un bus et un guichet."
_DEED_OF = re.compile(
    # "L'animation du contrat est confiée à …" is told of the contract itself.
    r"(?!(?:l[ae] |l')?\w+ (?:du|de ce|de la|de cette) (?:contrat|convention|accord|pacte|dispositif)\b)"
    r"(?:l[ae] |l')?(?:(?!departement)\w+(?:tion|ment|age)|ouverture|mise en (?:place|(?:oe|œ)uvre|service)|achat|"
    r"recrutement|extension|soutien|appui|renforts?|embauche|montee)"
    r" (?:d[eu']|des|a )"
)
_RELATIVE = re.compile(r"\b(?:qui|que|dont|ou) [^,.]*")
# "Un bus dentaire. Il …", "Un bus dentaire : il …": what is said of a measure behind its name.
_SAID_OF = re.compile(r"\. | ?: (?=(?:[Ii]ls?|[Ee]lles?|[Oo]n|[Cc]e(?:t|tte|s)?|[Cc]elui|[Cc]elle)\b)")
# "L'ARS finance un poste", "Le contrat court jusqu'en 2023", "Il prévoit un bus", "J'en citerai deux": no noun phrases.
_BODY_DOES = re.compile(
    rf"{BODIES} [a-z]+(?:e|ent|it)\b"
    r"|(?:l[ae] |l'|ce |cette |cet )(?:(?:avant-)?projet de )?(?:contrat|convention|accord|protocole|pacte)\b"
    r"|(?:l[ae] |l'|ce )(?:texte|document|avant-projet|projet)"
    r" (?:[a-z]+ )?(?:prevoi|contien|compor|compren|perme)[a-z]*\b"
    r"|(?:je |j'|nous |on |ils? |elles? |cela |ca |c'est )"
)
_HAS = re.compile(r"\ba\b")  # as written: "à" is no verb


def _is_nominal(written: str) -> bool:
    """Whether the first sentence of a paragraph, as written, is a noun phrase: short and without a finite verb."""
    said_of = _SAID_OF.search(written)
    first = written[: said_of.start()] if said_of else written
    folded = _RELATIVE.sub("", fold(first))
    return (
        len(folded) < 160
        and not folded.startswith(("article ", "pour "))
        and len(folded.split()) > (1 if said_of else 2)
        and not FINITE.search(folded)
        and not AS_IT_IS.search(folded)
        and not _BODY_DOES.match(folded)
        and not _HAS.search(first)
        and not folded.rstrip().endswith((":", "?"))
    )


# "Le financement de l'État s'élève à …": of what a body gives.
_GIFT = re.compile(
    r"(?:l[ae] |l')?\w+ (?:de l'(?:etat|ars|agence)|du (?:conseil )?departement(?:al)?|de la (?:region|caf))\b"
)


def _take_paragraphs(source: Source, bounds: list[tuple[int, int]], found: Commitments) -> None:
    for start, end in bounds:
        if _GIFT.match(source.folded, start, end):
            continue
        said_of = _SAID_OF.search(source.text, start, end)
        name = start, said_of.start() if said_of and ":" in said_of.group() else end
        pieces = enumerated(source, *name)
        for piece in pieces if len(pieces) > 1 else [name]:
            if found.add_action(source, *piece, "paragraph:actions"):
                sentence = source.sentence_at(start) if happens().match(source.folded, start) else None
                found.take(source, start, min(end, sentence.end) if sentence else end)  # more may happen


def add_prose(source: Source, found: Commitments, mentions: Sequence[Mention]) -> None:
    """Take measures that a sentence enumerates: "il prévoit la création de …, le recrutement de … et …"."""
    if not mentions:
        return
    words = cues()
    named = [mention.sentence for mention in mentions]
    for index in sorted({source.sentence_index(verb.start()) or 0 for verb in words.plans.finditer(source)}):
        sentence = source.sentences[index] if source.sentences else None
        if sentence is None or sentence.end < mentions[0].start or index in found.taken:
            continue
        verb = words.prose.search(source.folded, sentence.start, sentence.end)
        if verb and speaks_of_contract(source, verb, index, named):
            limit = sentence.end
            if verb["speech"]:
                if not _is_plan(source, sentence.start, verb):
                    continue
                closing = source.folded.find('"', verb.end(), limit)
                limit = closing if closing >= 0 else limit
            of = (
                verb["of"]
                or verb["place_of"]
                or (verb["aim"] and PREPOSITION.match(source.folded, verb.end()))
            )
            paid = verb["to"] or (verb["pays"] and not INFINITIVE.match(source.folded, verb.end()))
            pieces = enumerated if paid else pieces_of if of else pieces_at_joints
            verbs = words.further.finditer(source.folded, verb.end(), limit) if verb["subject"] else ()
            joints = [verb.span(), *(further.span() for further in verbs)]
            ends = [*(start for start, _ in joints[1:]), limit]
            told = [
                piece
                for (_, start), end in zip(joints, ends, strict=True)
                for piece in (_served(source, verb, start, end) or pieces(source, start, end))
                if _is_named(source, *piece)
            ]
            if (verb["to"] or verb["pays"]) and len(told) == 1:
                made = MADE.match(source.folded, told[0][0]) or cues().deeds.match(source.folded, told[0][0])
                if not made:
                    continue  # "L'argent ira à la prévention" names no measure
            if verb["aim"] and not (
                _are_deeds(source, told) or _are_made(source, told) or _counts(source, told)
            ):
                continue
            more = going_on(source, index) if told else []
            for start, end in [*told, *more]:
                found.add_action(source, start, end, "prose:actions", 0.7)
            for start, end in more:
                found.take(source, start, end)


def _served(source: Source, verb: re.Match[str], start: int, end: int) -> Bounds:
    """Cut the measures, if no infinitives, that money serves for: "servira à l'achat d'un bus, puis au renfort …"."""
    serves = "servir" in verb.group() and not INFINITIVE.match(source.folded, start)
    return enumerated(source, start, end, examples=True) if serves else []


def _is_named(source: Source, start: int, end: int) -> bool:
    """Whether a piece names a measure, and not only what measures are about, or the contract itself."""
    if is_abstract(source, start) and source.folded.find(":", start, end) < 0:
        return False
    return not (is_unnamed(source, start, end) or is_no_measure(source, start, end))


# "Le contrat que nous allons | signer n'est pas un papier de plus" says something of the contract.
_RELATIVE_TO = re.compile(r"\b(?:l[ae]s? |l'|ce |cet |cette |ces |une? |des )[^,;:]{2,40} qu(?:e |')$")
_ONLY_SAID = re.compile(
    r"(?:signer|parapher|conclure|poursuivre|continuer|parler|evoquer|discuter|reussir|relever|gagner|travailler|avancer"
    r"|ecrire|tourner|franchir|essayer|tenter|regarder|decouvrir|ecouter|entendre|remercier|saluer|rappeler|commencer"
    r"|lire|rester|partir|dire|prendre (?:le temps|soin|part)|changer (?:de|l[ae])|donner (?:un (?:nouvel|nouveau|coup)"
    r"|une nouvelle)|(?:tout )?faire (?:en sorte|le point|mieux|plus|tout|pour))\b"
)


def _is_plan(source: Source, start: int, verb: re.Match[str]) -> bool:
    """Whether behind "nous allons" stands what will be done, and not what is only said there."""
    folded = source.folded
    if _RELATIVE_TO.search(folded, start, verb.start()) or not INFINITIVE.match(folded, verb.end()):
        return False
    return not (_ONLY_SAID.match(folded, verb.end()) or _NO_DEED.match(folded, verb.end()))


def _are_made(source: Source, pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether there are several things that are opened, hired, bought: "il s'agit notamment de l'achat d'un bus"."""
    return len(pieces) > 1 and all(MADE.match(source.folded, start) for start, _ in pieces)


def _counts(source: Source, pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether there are several new things, one of them made or counted: "cela veut dire un bus et dix places"."""
    folded = source.folded
    new = all(_NEW_THING.match(folded, start) and not no_news().match(folded, start) for start, _ in pieces)
    counted = any(MADE.match(folded, start) or _NUMBER.match(folded, start) for start, _ in pieces)
    return len(pieces) > 1 and new and counted


_NUMBER = re.compile(rf"(?:{NUMBERED})[a-z]")
_NEW_THING = re.compile(rf"{MADE.pattern}|(?:une? |des |{NUMBERED})(?!meilleur|moindre|vrai|reel)[a-z]")


# What somebody will have, and not do: "concrètement, le Département va recevoir 2 M€".
_NO_DEED = re.compile(
    r"(?:recevoir|percevoir|toucher|attendre|beneficier|etre|avoir|devoir|pouvoir|disposer|verser|payer|signer|voir)\b"
)


def _are_deeds(source: Source, pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether there are several things to do, or a deed: "concrètement, il s'agit d'aider les familles" names none."""
    words = cues()
    deeds = [
        INFINITIVE.match(source.folded, start)
        and not _NO_DEED.match(source.folded, start)
        and not words.decisions.match(source.folded, start)
        for start, _ in pieces
    ]
    concrete = len(pieces) == 1 and words.deeds.match(source.folded, pieces[0][0])
    return all(deeds) and (len(pieces) > 1 or concrete is not None)
