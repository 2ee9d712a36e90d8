"""The entries of lists: how they are labelled, and what they look like."""

import re
from typing import NamedTuple

from extractors.text.blocks import Block, is_picture
from extractors.text.source import Source


class Entry(NamedTuple):
    """One entry of a list: its bounds, its nesting (0 is the outermost) and its label ("Axe 1 –") if it has one."""

    start: int
    end: int
    level: int
    label: str


class Listing(NamedTuple):
    """A list: what leads in to it (bounds; the heading or sentence before), its entries, how it is written."""

    lead_start: int
    lead_end: int
    entries: list[Entry]
    inline: bool


LABEL = re.compile(
    r"(?:l'|le |un )?(?P<word>engagements?|axes?|objectifs?|priorites?|volets?|orientations?|"
    r"actions?|mesures?|fiches?(?:[ -]actions?)?|projets?(?= ?n)|fa(?=[ -]?\d)|defis?|chantiers?|piliers?|ambitions?)"
    r"(?: strategiques?| prioritaires?|"
    r" operationnel(?:le)?s?)? ?(?:n ?[°o] ?)?(?P<number>[a-e]?\d{1,2}(?:[.-]\d{1,2})*|[ivx]{1,4}|"
    r"(?:premier|second)e?|(?:deux|trois|quatr|cinqu|six|sept|huit)ieme|derniere?|"
    r"[a-d](?= ?[:.)/|-]))\b ?(?:[:.)/|-]+|,(?= ))? *"
    r"|(?:le |la )?(?:premiere?|deuxieme|seconde?|troisieme|quatrieme|cinquieme|derniere?|"
    r"autre|1ere?|[2-9]e(?:me)?) (?P<after>engagement|axe|objectif|priorite|volet|"
    r"orientation|action|mesure|ambition|pilier|chantier|defi)(?: strategique)? ?[:-] *"
)
_ORDINAL = re.compile(
    r"(?:(?:le |la )?(?:premiere?|deuxieme|second|seconde|troisieme|quatrieme|cinquieme|"
    r"dernier|derniere)(?: \w+)? ?: *"
    # "Une ambition : réduire …", "Une autre : redonner …"
    r"|(?:une? |l[ae] |l'|notre )(?:(?:autre|premiere?|deuxieme|seconde?|troisieme|derniere?)\b ?)?"
    r"(?:(?:ambition|priorite|objectif|axe|defi|cap|enjeu|engagement|volonte)\b ?)?: *"
    r"|[a-z]\d ?[.:)-] *|[ivx]{1,4} ?[.:)-] +|"
    r"(?:d'abord|ensuite|enfin|puis|et enfin),? +(?=\w+(?:er|ir|re)\b)|"
    r"\d{1,2} ?[°)/.-]+ *|[a-h]\) ?|\((?:\d{1,2}|[a-h]|i{1,3}|iv|v)\) *)"
)
_SOMEWHERE = r"(?:dans l[ea']s? ?|en |a )[\w' -]{2,30}?"
PLACE = re.compile(rf"\b{_SOMEWHERE}, +(?=(?:une? |des |l[ae]s? |l'|\d))")
# The same without a comma, before an entry and in what leads in to it: ": dans la Nièvre | une épicerie".
BARE_PLACE = re.compile(rf"{_SOMEWHERE},? +(?=une? |des |\d)")
BARE_PLACE_LEADS = re.compile(rf": {_SOMEWHERE} $")


def is_action_label(label: re.Match[str]) -> bool:
    """Whether a match of `LABEL` labels an action and not an engagement."""
    return (label["word"] or label["after"]).startswith(("action", "mesure", "fiche", "projet", "fa"))


def is_action_title(source: Source, start: int, end: int) -> bool:
    """Whether a line is the label of an action with its name behind it: "Fiche 2 – Accueil de jour"."""
    label = LABEL.match(source.folded, start, end)
    return label is not None and is_action_label(label) and label.end() < end


# Infinitives by their ending; nouns that end alike, and the verbs in -re, are told apart by list.
INFINITIVE = re.compile(
    r"(?:mieux |bien |ne (?:(?:pas|plus|jamais) )?|n'|se |s'|y |davantage |plus |d'|de |a |les? |la |l'|\" ?)*"
    r"(?!(?:atelier|foyer|quartier|dossier|metier|papier|chantier|calendrier|premier|dernier|"
    r"soir|loisir|avenir|hier|fer|mer|hiver|cahier|courrier|particulier|regulier|pouvoir|"
    r"espoir|devoir)s?\b)"
    r"(?:[a-z]{2,}(?:er|ir|oir)|(?:\w*m|re|entre)ettre|\w*prendre|rendre|\w*duire|\w*truire|"
    r"entendre|defendre|etendre|attendre|detendre|perdre|suspendre|descendre|fondre|\w*clure|repondre|vendre|\w*vivre|\w*suivre"
    r"|\w*naitre|accroitre|lire|ecrire|\w*scrire|\w*faire|\w*joindre|atteindre|craindre|"
    r"contraindre|vaincre|rompre|interrompre|etre|resoudre|dire|detruire|mettre)\b"
)


# What is said of the entry before it, behind a comma: "un bus, porté par la Ville, et un guichet, qui ouvrira en mai".
ASIDE = re.compile(
    r"(?:(?!suivis? )[a-z]{3,}(?:e|i|u|is|it)e?s? (?:(?:\w+ment|deja|ensemble|chacune?) )?(?:par|conjointement)\b"
    r"|(?:porte|situe|installe|implante|base|destine|dedie|reserve|confie|adosse|rattache|associe|prevu|finance|cofinance"
    r"|ouvert|attendu|propose)e?s? (?:a|au|aux|en|dans|pour|sur|chez|avec|grace|des?|le|d')\b"
    r"|(?:qui|que|dont|ou) (?!encore\b)|qu'(?:il|elle|on|une?)\b|(?:notamment|surtout|en particulier|y compris)\b)"
)


_TOLD = 120  # characters
_QUOTES = re.compile(r'[^.;:"\d]{3,80}: ?"(?=[^"]{30})')  # "La préfète : « Derrière chaque ligne … »"


def is_told(source: Source, block: Block) -> bool:
    """Whether an item is a paragraph of a post, which a picture opens: it leads in, quotes, or is a long sentence."""
    if block.kind != "item" or not is_picture(block.marker):
        return False
    if _QUOTES.match(source.folded, block.start, block.end):
        return True
    last = source.text[block.end - 1]
    return last == ":" or (last in ".!?…" and block.end - block.start > _TOLD)


def entry_at(source: Source, start: int, end: int, level: int) -> Entry:
    """Make the entry that a passage holds, its label set apart.

    >>> entry_at(Source("Axe 1 : agir"), 0, 12, 0)
    Entry(start=8, end=12, level=0, label='Axe 1 : ')
    """
    label = ""
    for pattern in (LABEL, _ORDINAL):
        found = pattern.match(source.folded, start, end)
        if found and found.end() < end:
            label = source.text[start : found.end()]
            start = found.end()
            break
    return Entry(start, end, level, label)
