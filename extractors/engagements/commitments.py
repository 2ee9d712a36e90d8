"""What engagements and actions have in common: where each text begins and ends, what is taken already."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from extractors.contracts.programmes import programmes
from extractors.engagements.cues import cues, told
from extractors.facts import Action, Engagement
from extractors.text.blocks import is_picture
from extractors.text.list_entries import INFINITIVE, LABEL, PLACE, Entry
from extractors.text.source import Source, one_line


@dataclass
class Commitments:
    """The engagements and actions of a text; an action knows the index of its engagement and the reverse.

    `taken` holds the indexes of the sentences that some rule has read already.
    """

    engagements: list[Engagement] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def take(self, source: Source, start: int, end: int) -> None:
        """Note that the sentences from `start` to `end` are read."""
        self.taken.update(source.sentences_between(start, end))

    def is_free(self, source: Source, start: int, end: int) -> bool:
        """Whether no rule has read the sentences from `start` to `end`."""
        return not self.taken or self.taken.isdisjoint(source.sentences_between(start, end))

    def add_action(self, source: Source, start: int, end: int, rule: str, confidence: float = 1.0) -> bool:
        """Add the action that a passage tells, trimmed; tell whether there was one."""
        bounds = trim(source, Entry(start, end, 0, ""), action=True)
        if bounds and cues().no_deed.match(source.folded, *bounds):
            return False
        if bounds:
            evidence = [source.evidence(*bounds, rule, confidence)]
            self.actions.append(Action(text=one_line(source.text[slice(*bounds)]), evidence=evidence))
        return bounds is not None

    def add_engagement(
        self, source: Source, bounds: tuple[int, int], text: str, axis: str | None, rule: str, since: int
    ) -> int:
        """Add an engagement, or its passage to the one that says the same; return its index.

        What words the same axis of the programme says the same, unless it was named after `since`: one list may
        have several engagements for one axis.
        """
        evidence = source.evidence(*bounds, rule)
        for index, known in enumerate(self.engagements):
            elsewhere = all(passage.start < since for passage in known.evidence)
            if known.text.casefold() == text.casefold() or (axis and known.axis == axis and elsewhere):
                known.evidence.append(evidence)
                return index
        self.engagements.append(Engagement(axis=axis, text=text, evidence=[evidence]))
        return len(self.engagements) - 1


def axis_of(source: Source, start: int, end: int, programme: str | None) -> str | None:
    """Return the code of the programme's own commitment that a passage words."""
    axes = programmes()[programme].axes if programme else ()
    return next((axis.code for axis in axes if axis.pattern.search(source.folded, start, end)), None)


DEED = re.compile(
    r"(?:(?:l[ae] |l'|les |une? |des |d'une? |du |de |d')?(?:\d+ |nouvelles? |futures? )?)?"
    r"(?:\w+tions?|\w+ments?|\w+ages?|(?:re)?ouvertures?|acces|soutien|appui|mises? (?:en \w+|a disposition)|"
    r"prises? en charge|recrutements?|suivi|visites?|accueil|equipes?|places?|postes?|maintien|renfort|"
    r"extension|essor|pose|embauches?|bilans?|entretiens?|maillage|parrainage|lancement|achat|generalisation|"
    r"plateforme|guichet|maison|unite|centre|bus|service|tournees?|livraisons?)\b"
)


_PARENTHESIS = re.compile(r" ?\((?P<inside>[^()]*)\)$")
_ACRONYM = re.compile(r"^(?=.*[A-ZÀ-Ý])[A-ZÀ-Ý0-9&.\- ]{2,12}s?$")
# For whom or what a measure is belongs to its name, but not behind a comma, nor where another sentence goes on.
_PURPOSE = re.compile(
    r",? (?:l'une? (?=a |dans |en |sur |pour )|destine(?:e|s|es)?s? (?:a|aux?)\b|"
    r"permettant\b|visant\b|afin de\b|ayant pour\b|en vue de\b)"
)
# A second clause that says by what it is done: "Renforcer la PMI, avec douze postes".
_MEANS = re.compile(r", (?:avec|grace a|notamment|par exemple|a travers|en lien avec) ")
# … or what is so at the same time, or told of it, what it costs, who says so: "recruter dix éducateurs, quand il en
# manque trente", "un relais, que portera l'hôpital", "… qui coûtera 60 000 euros", "… promet le maire".
_CIRCUMSTANCE = re.compile(
    r", (?:qu(?:e |')[^,;.]{8,}$"
    r"|(?:quand|alors qu|tandis qu|pendant qu|la ou|car|puisqu|parce qu|faute d|ce qu)(?:[ei]\b|'|\b)"
    r"|(?:qui (?:cout(?:e|era|eront)|ser(?:a|ont) (?:finance|paye|pris en charge))"
    r"|dont (?:l[ae] |l')(?:cout|part|prix|facture|montant|budget|financement|depense))\b"
    r"|(?:dote|chiffre|estime|evalue)e?s? [^,;.\d]{0,25}\d[\d .,]*(?:k€|m€|€|euros|millions?)"
    r"|(?:promet|annonce|explique|precise|assure|indique|detaille|souligne|resume|poursuit|declare|affirme|se rejouit)"
    r"(?:-t-| (?=l[ae] |l'|m\. |mme |[a-z-]+ [a-z-]+$)))"
)
# The stop first: `re` looks for nothing else.
_SENTENCE_END = re.compile(r"\.(?<![A-Z]\.)(?=\s+[A-ZÀ-Ý«\"“])")
COLON = re.compile(r" ?: +")
# "Santé : un bilan pour chaque enfant" has a theme, "Un lieu pour les parents : une maison à Guéret" has details.
_OF_WHOM = r"(?:avant|apres|pendant|durant|chez|dans|en|aux?|(?:pour|a)(?! \w+(?:er|ir|oir)\b)) [\w' -]{2,30}"
_THEME = re.compile(
    rf"{_OF_WHOM}"
    r"|[a-z-]+(?:(?: et| [&/-]| de l[ae]?| des?| du)? [a-z'-]+)?"
)
# "À l'école. Un bilan sera proposé." tells first for whom, when or where, and is a sentence only then.
_FOR_WHOM = re.compile(_OF_WHOM)
_NEW = re.compile(
    r"(?:une? |des |deux |trois |quatre |cinq |six |dix |\d+ "
    r"|(?:l[ae] |l')?(?:\w+tion|\w+ment|ouverture|\w+age|renfort) d[eu'])"
)


# "Engagement de rattachement : 1. Agir tôt": what a form asks for.
_FORM_LABEL = re.compile(
    r"(?:engagement|axe|objectif|orientation|priorite|volet|chantier)s? (?:de rattachement|concernee?s?|vise?e?s?"
    r"|de reference|correspondante?s?|associee?s?)"
)
# "dont 1,6 M€ de l'État", "660 000 par l'État": a share of money.
_SHARE = re.compile(
    r"(?:dont |soit )?\d[\d .,]*(?: ?(?:k€|m€|€|euros?|millions?(?: d'euros)?))?"
    r"(?: (?:par|de|du|pour|a la charge d[eu])(?: la| le| l')? ?"
    r"(?:l'etat|etat|l'ars|ars|departement|conseil departemental|region|caf|collectivite)\b.*)?"
)


# ", 1,9 M€ dont 700 000 € de l'État": what a measure costs, behind its name.
_SHORTEST = 6  # characters of a measure
_LABEL, _LONG_LABEL = 4, 7  # words before a colon
_WORD = 5  # characters of a single word that may be a commitment
_TELLING_WORD = 10  # … and of one that surely is
_COMMA_MONEY = re.compile(r"(?:,| -) (?:pour |soit )?\d| (?:pour|soit) \d")
# "Isoler le gymnase     412 000 €": what stands in the next column, far behind the name of a measure.
_NEXT_COLUMN = re.compile(r" {3,}(?=\d|à chiffrer|à définir|à l['’]étude|en cours|non )|\t| ?\.{4,}| ?…{2,}")
_PRICE = re.compile(
    r"(?:,| -)? (?:pour |soit )?\d[\d .]*(?:,\d+)? ?(?:k€|m€|€|euros?|millions? d'euros)"
    r"(?:,? (?:dont|par an|finances? par|a la charge|(?:entierement )?pris en charge par|payes? par)\b.*)?$"
)


def _price_at(folded: str, start: int, end: int) -> int | None:
    """Where what a measure costs begins, behind the first comma, dash or "pour" that money follows."""
    comma = _COMMA_MONEY.search(folded, start + _SHORTEST, end)
    return comma.start() if comma and _PRICE.match(folded[comma.start() : end]) else None


_LAST_QUOTE = "\u201f"  # letters and most signs stand before it: they need no look at what pictures there are


def _without_tail(text: str, start: int, end: int) -> int:
    """Where a passage ends without the signs, the pictures and the conjunctions that lead on to the next one."""
    while end > start:
        last = text[end - 1]
        if last in ";,.…:" or last.isspace() or (last > _LAST_QUOTE and is_picture(last)):
            end -= 1
        elif text[end - 2 : end] in ("et", "ou") and end - 3 >= start and text[end - 3].isspace():
            end -= 3
        else:
            break
    return end


def _is_of_page(words: Sequence[str]) -> bool:
    """Whether this is what the page says to its reader: "Partager cette page", "Réagir à cet article"."""
    verbs, others = page_words()
    bare = (word.strip(',.:;!?-–()©«»"') for word in words)
    return next(bare, "") in verbs and all(word in others or not word.isalpha() for word in bare)


@cache
def page_words() -> tuple[frozenset[str], frozenset[str]]:
    """Read with which words a page speaks to its reader: the first one, and all others."""
    data = told()["page"]
    return frozenset(data["first"]), frozenset(data["others"])


# "Pour : | 27 voix"
_VOTE = re.compile(r"(?:\d+|[a-z-]+) (?:voix|votes?|abstentions?|suffrages?)\b.*")
# "Avenant 2 | - format : PDF - 1,2 Mb": a file that the page offers.
_FILE = re.compile(r"\b(?:format ?:? ?)?(?:pdf|docx?|odt|xlsx?)\b|\d ?[mk](?:o|b)\b")


# 'Un engagement n° 5, intitulé "Loger mieux", est ajouté', "L'engagement n° 4, « Loger mieux », est complété"
_TITLED = re.compile(
    r",? ?\(?(?P<named>(?:intitule|denomme|appele|nomme)e? ?:? ?)?\" ?(?P<title>[^\"\n]{4,}?) ?\""
    r"(?(named)|(?=\)?,? (?:est|sera)\b))"
)


# "Les parties s'engagent à loger les jeunes"
_PLEDGE = re.compile(
    r"(?:les (?:parties|signataires|partenaires)|le departement|l'etat|l'ars|ils|elles)"
    r" s'engage(?:nt)? (?:ensemble )?a (?=[a-z]+r)"
)


def before_colon(source: Source, entry: Entry) -> Entry:
    """Cut an entry to what stands before its colon, where it has one.

    >>> before_colon(Source("Un relais : en cours"), Entry(0, 20, 0, "")).end
    9
    """
    colon = COLON.search(source.folded, entry.start, entry.end)
    return entry._replace(end=colon.start()) if colon else entry


def trim(source: Source, entry: Entry, *, action: bool, word: bool = False) -> tuple[int, int] | None:
    """Bounds of the commitment itself: without label, closing punctuation, examples in parentheses, second clauses.

    One short word is none, such as "Contact", unless `word` tells that it is: "Axe 2 : Loger".
    """
    text, folded = source.text, source.folded
    start, end = entry.start, entry.end
    if locative := PLACE.match(folded, start, end):
        start = locative.end()
    if not action and (pledge := _PLEDGE.match(folded, start, end)):
        start = pledge.end()
    if titled := _TITLED.match(folded, start, end):
        start, end = titled.span("title")
    if (stop := _SENTENCE_END.search(text, start, end)) and _FOR_WHOM.fullmatch(folded, start, stop.start()):
        start = stop.end() + 1
        stop = _SENTENCE_END.search(text, start, end)
    if stop:
        end = stop.start()
    if colon := COLON.search(folded, start, end):
        before, after = folded[start : colon.start()], folded[colon.end() : end]
        # "la prévention : agir plus tôt" has a label; "Renforcer la prévention : suivi, repérage" has details.
        # "Prévenir : agir dès la grossesse" has one too.
        labelled = len(before.split()) == 1 or not INFINITIVE.match(before)
        themed = (
            INFINITIVE.match(after)
            or (_THEME.fullmatch(before) and _NEW.match(after))
            or _FOR_WHOM.fullmatch(before)
        )
        # "au titre de la prévention : repérer" is longer, and no measure.
        most = _LONG_LABEL if _FOR_WHOM.fullmatch(before) else _LABEL
        if len(before.split()) <= most and labelled and themed:
            start = colon.end()
        else:
            end = colon.start()
    while True:
        end = _without_tail(text, start, end)
        parenthesis = _PARENTHESIS.search(text, start, end) if text[start:end].endswith(")") else None
        if parenthesis is None or _ACRONYM.match(parenthesis["inside"]):
            break
        end = parenthesis.start()
    if action and (column := _NEXT_COLUMN.search(text, start + _SHORTEST, end)):
        end = column.start()
    if action and (price := _price_at(folded, start, end)):
        end = price
    purpose = _PURPOSE.search(folded, start, end) if action else None
    if purpose and purpose.start() - start > 12 and (stop or folded[purpose.start()] == ","):
        end = purpose.start()
    if action and (circumstance := _CIRCUMSTANCE.search(folded, start + _SHORTEST, end)):
        end = circumstance.start()
    means = _MEANS.search(folded, start, end)
    if means and means.start() - start > 12 and " " in folded[start : means.start()]:
        end = means.start()
    while start < end and text[start] in " \n«\"“'’•-–+":
        start += 1
    while end > start and text[end - 1] in ' \n»"”':
        if text[end - 1] == "»" and "«" in text[start:end]:
            break  # "Maraude « Santé »"
        end -= 1
    end = _without_tail(text, start, end)  # the stop inside the quotation marks
    words = folded[start:end].split()
    if _SHARE.fullmatch(folded, start, end) or _is_of_page(words) or "@" in text[start:end]:
        return None  # an address is whom to ask
    if LABEL.fullmatch(folded, start, end) or _FORM_LABEL.fullmatch(folded, start, end):
        return None  # "Axe 2" alone is the heading of those below it
    if _FILE.search(folded, end, entry.end) or _VOTE.fullmatch(folded, start, end):
        return None
    shortest = _WORD if word else _TELLING_WORD
    return (start, end) if len(words) >= 2 or (len(words) == 1 and len(words[0]) >= shortest) else None
