"""What kind of document a text is: press release, news, deliberation, contract, amendment, circular."""

import re

from extractors.contracts.annexes import is_annex
from extractors.deliberation.sessions import find_assembly
from extractors.deliberation.spans import find_spans
from extractors.people.contract_text import contract_zone
from extractors.text.anchors import Phrases
from extractors.text.source import Source
from pipeline.record import DocumentKind

# Formulas that only one kind uses, folded, and how far into the text they are looked for. The first kind that
# fits wins.
_FORMULAS: tuple[tuple[DocumentKind, int, Phrases], ...] = (
    (
        "circular",
        1500,
        Phrases(
            "note d'information n",
            "instruction n°",
            "instruction no",
            "circulaire n",
            "circulaire du",
            "date d'application",
            "mesdames et messieurs les prefets",
            "la presente instruction",
            "la presente note",
            "la presente circulaire",
        ),
    ),
    (
        "other",
        600,
        Phrases(
            "question ecrite n", "question orale n", "question au gouvernement", "agenda d", "offre d'emploi"
        ),
    ),
    (
        "deliberation",
        4000,
        Phrases(
            "apres en avoir delibere",
            "extrait du registre",
            "rapport a la commission permanente",
            "deliberation n°",
            "seance du",
            "seance publique du",
            "proces-verbal",
            "compte rendu sommaire",
            "compte rendu de la seance",
            "la commission permanente decide",
            "la commission permanente a approuve",
            "la commission permanente du conseil departemental a approuve",
            "rapporteur :",
            "rapporteure :",
            "delibere valablement",
            "president de seance",
            "presidente de seance",
            "la seance est levee",
            "\ndeliberation\n",
            "\ndelibere\n",
            "registre des deliberations",
            "releve des decisions",
            "fait et delibere",
            "membres en exercice",
            "secretaire de seance",
            "recueil des actes administratifs",
            "ordre du jour",
        ),
    ),
    # The name of a préfecture's site; further on a newspaper may speak of "les services de l'État".
    ("press_release", 200, Phrases("les services de l'etat")),
    (
        "press_release",
        10_000,
        Phrases(
            "communique de presse",
            "dossier de presse",
            "note aux redactions",
            "communication interministerielle",
            "salle de presse",
            "contact presse",
            "contacts presse",
            "espace presse",
            "service de la communication",
            "service communication",
        ),
    ),
    (
        "news",
        10_000,
        Phrases(
            "reserve aux abonnes",
            "reservee a nos abonnes",
            "deja abonne",
            "lecture :",
            "temps de lecture",
            "la redaction",
            "\nredaction",
            "propos recueillis",
            "abonnez-vous",
            "(afp)",
            "commentaire",
            "ecouter le direct",
            "credit photo",
            "a lire aussi",
            "lire aussi",
            "©",
            "\npar ",
            "\nentretien avec",
            "en bref.",
        ),
    ),
)


# "Vu l'instruction n° 50 du …": what an act quotes does not tell its kind.
_VISA = re.compile(r"\bvu (?:l'|la |le )[^,;\n]{0,60}")


def find_kind(source: Source) -> DocumentKind:
    r"""Tell the kind of a document by the formulas that only one kind uses.

    >>> find_kind(Source("Communiqué de presse\nLe contrat est signé."))
    'press_release'
    """
    if contract_zone(source) or is_annex(source) or _is_last_page(source):
        return "amendment" if "avenant" in source.folded[:300] else "contract"
    for kind, reach, formulas in _FORMULAS:
        teasers = kind == "deliberation" and _TEASERS.stand_in(source)
        told = formulas.stand_in(source, min(reach, _first_teaser(source)) if teasers else reach)
        if told and kind == "circular":
            told = formulas.stand_in_text(_VISA.sub("", source.folded[:reach]))
        if told or (kind == "deliberation" and _is_numbered_act(source)):
            return kind
    if _HOUR.search(source.folded, 0, _TOP):
        return "news"
    # Without a formula of its own: who lets people speak is a newspaper, who names a public body is one.
    if source.folded.count('"') > 1 and _SPEECH.search(source.folded):
        return "news"
    bodies = ("prefet", "prefec", "departement")
    return "press_release" if any(body in source.folded for body in bodies) else "other"


# How a contract speaks of itself in its articles.
_ITSELF = Phrases(
    "le present contrat", "la presente convention", "le present avenant", "le present protocole"
)
_ARTICLE = re.compile(r"^article \d", re.MULTILINE)
_DONE = re.compile(r"^fait (?:a|en|le)\b", re.MULTILINE)


def _is_last_page(source: Source) -> bool:
    """Whether a text holds the last articles of a contract and, below them, where it was signed."""
    if not _ITSELF.stand_in(source):
        return False
    article = _ARTICLE.search(source.folded)
    return article is not None and _DONE.search(source.folded, article.end()) is not None


# What other pages of a site tell stands under one of these: "Conseil départemental : la séance du 26 juin".
_TEASERS = Phrases(
    "lire aussi", "voir aussi", "sur le meme sujet", "dans la meme rubrique", "a decouvrir aussi"
)
_TEASER_HEAD = re.compile(r"^.{0,4}(?:a )?(?:lire|voir|decouvrir|sur|dans) .{0,40}$", re.MULTILINE)


def _first_teaser(source: Source) -> int:
    """Return where the teasers of other pages begin, which stand under a line of their own."""
    heads = (
        line.start() for line in _TEASER_HEAD.finditer(source.folded) if _TEASERS.stand_in_text(line.group())
    )
    return next(heads, len(source.folded))


def _is_numbered_act(source: Source) -> bool:
    """Whether an assembly is named above or under the number of an act: "Délibération AP-2021-77"."""
    acts = [span for span in find_spans(source) if span.number]
    return bool(acts) and find_assembly(source, 0, acts[0].start + 1500) is not None


# Newspapers note the hour: "Publié le 3 février 2023 à 07h30".
_HOUR = re.compile(
    r"publie(?<=\bpublie)\w* (?:le )?(?:[a-z]+ )?\d{1,2}[ /.](?:[a-z]+|\d\d?)[ /.]\d{4},? (?:a )?\d{1,2} ?[h:] ?\d\d"
)
_TOP = 2000  # characters
_SPEECH = re.compile(r"\"[^\"\n]{30,}\",? ?(?:a |ont )?[a-z]+e\b|\"[^\"\n]{20,}$", re.MULTILINE)
