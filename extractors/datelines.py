"""Which of its dates a text gives for itself: "Publié le …", "Mis à jour le …", a byline, a line with a date alone."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from extractors.date_mentions import Mention
from extractors.source import Source

Role = Literal["published", "updated"]


class Dateline(NamedTuple):
    """A mention that dates the document; `confidence` is lower where no word says so."""

    mention: Mention
    role: Role
    confidence: float


_SUBJECT = (
    r"(?:(?:cet? |cette |l'|la |le )?(?:article|page|contenu|actualite|information|info|fiche|document|texte|dossier|billet"
    r"|communique(?: de presse)?|annonce) )?(?:est |a ete )?"
)
_PUBLISHED = (
    r"(?:date de (?:publication|parution|mise en ligne|diffusion)|publiee?s?|publication|mise?s? en ligne|parue?s?|parution|postee?"
    r"|diffusee?|creee?|redigee?|ecrite?|envoyee?)"
)
_UPDATED = (
    r"(?:date de (?:derniere )?(?:mise a jour|modification|revision)|(?:derniere )?(?:mise?s? a jour|m\.?a\.?j\.?|modification|actualisation"
    r"|modifiee?|actualisee?|revisee?)(?: de la page| de cette page)?)"
)
_UNTIL_DATE = r"(?:,? (?:sur|par|dans|a|pour) [^|•.;:\n]{1,40}?|,? ?initialement)?(?: ?: ?| | ?, ?)(?:depuis )?(?:(?:le|du|au|en date du|ce|en) )?:? ?"
_STATED = re.compile(
    rf"(?P<mark>^|[|•·()\[\]>/*]|[^\w ] ?-|\s-|[,:]| et|\d\d?) ?{_SUBJECT}(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED})){_UNTIL_DATE}$"
)
_OPENED = re.compile(rf"(?:{_SUBJECT}(?:{_PUBLISHED}|{_UPDATED})|par |de |la redaction)")
# "Publié le 3 mai, le rapport souligne …" and "paru au Journal officiel" date something else.
_PARTICIPLE = re.compile(
    r",? (?:au|dans|par) (?:le )?(?:journal officiel|jo\b|bulletin)|, (?:le|la|l'|les|un|une|ce|cet|cette|il|elle|son|sa) ?\w"
)
_EMPTY = re.compile(rf"{_SUBJECT}(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED})) ?:?(?: le| du)? ?:?")

_TIME = r"(?:,? ?(?:a|-|,|\||•|·)? ?\d{1,2} ?(?:h|:|heures?) ?\d{0,2}(?: ?min\b|:\d\d)?)"
_REST = re.compile(
    rf"[ .]?{_TIME}?[ ,.|•·/()-]*(?:(?:temps de |duree de )?lecture.*|par .*|\d+ ?min.*|(?:derniere )?(?:mise?|modifie|maj|actualise|publie)\b.*"
    r"|partager.*|imprimer.*|ecouter.*|\d+ (?:commentaire|vue|partage)s?.*|communique.*)?"
)
_CATEGORY_AFTER = re.compile(r" ?[|•·] ?[^.!?]{2,60}")
_ALONE = re.compile(
    r"(?:(?:le|ce|du|date ?:?|posted on|en date du) ?)?|[^.!?:]{2,40} ?[|•·] ?(?:le )?|\(?[a-z][a-z' -]{1,40}, ?(?:ce |le )?"
)
_BYLINE = re.compile(
    r"(?:par|ecrit par|redige par|de notre|de la redaction|la redaction|redaction|propos recueillis par|avec|afp|source|auteure?|communique(?: de presse)?"
    r"|article|actualites?|actu|breves?|publications?)\b[^.;!?]{0,80}"
)
_TOLD = re.compile(
    r"\b(?:signature|signe\w*|reunion|seance|session|visite|conference|deliberation|inauguration|rencontre|ceremonie|loi|arrete|decret|vote)\b"
)
_MEETING = re.compile(
    r"(?:seances?|session|reunion|deliberations?|convocation|commission permanente|registre|proces-verbal|compte[ -]rendu|ordre du jour|assemblee)\b[^.;:]{0,60}$"
)
_CLOCK = re.compile(
    r"\bnous sommes\b|\baujourd'hui\b|\bil est\b|\bmeteo\b|°|\bbonjour\b|\bfete\b|\bheure\b|\bst[e]? |\bsaint\b"
)
_NAVIGATION = re.compile(
    r"(?:menu|accueil|recherch\w+|se connecter|connexion|fermer|newsletter|s'abonner|abonne\w*|aller au|contact|mon compte|s'inscrire|rubriques|navigation)\b"
)
_CLOSING = re.compile(r"(?:fait|signe|etabli|lu et|vu|pour extrait|delibere)\b")
_AFTER_PLACE = re.compile(r" ?(?:[-.:)]|$)")
_PLACE = re.compile(r"(?:communique(?: de presse)? ?[-:,.]? ?)?\(?[a-z][a-z' -]{1,40}, ?(?:ce |le )$")
_TOP = 2500  # characters
_TOP_BLOCKS = 14


def find_datelines(source: Source, mentions: Sequence[Mention]) -> list[Dateline]:
    """Find the mentions that date the document itself, in order.

    What a word says ("Publié le") counts 1.0, a byline 0.9, a date alone on a line near the top 0.8.
    """
    lines: list[Dateline] = []
    for mention in mentions:
        if mention.form not in ("day", "numeric", "month") or mention.month is None or mention.last_day:
            continue
        index = source.block_index(mention.start)
        if index is None:
            continue
        line = _stated(source, mention, index)
        if line is None and mention.year and mention.start < _TOP and source.blocks[index].main:
            line = _unstated(source, mention, index)
        if line:
            lines.append(line)
    return _without_teasers(source, lines)


def _without_teasers(source: Source, lines: list[Dateline]) -> list[Dateline]:
    """Leave out what boilerplate says, unless it alone dates the page and does so with one voice."""
    main = [line for line in lines if source.is_main(line.mention.start)]
    if main or len({line.mention[3:6] for line in lines if line.role == "published"}) > 1:
        return main
    return lines


def _stated(source: Source, mention: Mention, index: int) -> Dateline | None:
    """A date that a word gives for the document."""
    folded, block = source.folded, source.blocks[index]
    left, right = folded[block.start : mention.start], folded[mention.end : block.end]
    if left == "date " and folded[: block.start].strip() == "" and mention.form == "month":
        return Dateline(mention, "published", 1.0)  # what a crawl puts before the text
    if len(left) < 200 and (found := _STATED.search(left)):
        mark = found["mark"].strip()
        loose = mark in (",", ":", "et", "-") or mark.isdigit()
        if loose and not _OPENED.match(left) and not (mark == "-" and block.end - block.start < 200):
            return None
        if found.start() == 0 and not mark and _PARTICIPLE.match(right):
            return None
        role = found.lastgroup if found.lastgroup != "mark" else None
        start = block.start + found.start(role or 0)
        if "\n" in source.text[start : mention.start] and not _rest_of_line(source, mention.end, block.end):
            return None  # "Publié le" is empty, the date opens the text below
        return Dateline(mention, "updated" if found["updated"] else "published", 1.0)
    if index and left.strip() in ("", "le") and _is_rest(right):
        before = source.blocks[index - 1]
        if found := _EMPTY.fullmatch(folded, before.start, before.end):
            return Dateline(mention, "updated" if found["updated"] else "published", 1.0)
    return None


def _rest_of_line(source: Source, start: int, end: int) -> bool:
    stop = source.text.find("\n", start, end)
    return _is_rest(source.folded[start : end if stop < 0 else stop])


def _is_rest(right: str) -> bool:
    return bool(_REST.fullmatch(right) or _CATEGORY_AFTER.fullmatch(right))


def _unstated(source: Source, mention: Mention, index: int) -> Dateline | None:
    """A date that dates the document by where it stands: near the top, in a byline or alone."""
    folded, block = source.folded, source.blocks[index]
    rank = sum(b.main for b in source.blocks[:index])
    if rank > _TOP_BLOCKS or (rank > 2 and mention.start > len(folded) / 2) or mention.form == "month":
        return None
    left, right = folded[block.start : mention.start], folded[mention.end : block.end]
    if len(left) > 100 or _TOLD.search(left) or _CLOSING.match(left):
        return None
    if rank < 4 and _PLACE.fullmatch(left) and _AFTER_PLACE.match(right):
        return None if _opens_signature(folded, block.end, right) else Dateline(mention, "published", 0.9)
    if not _is_rest(right):
        return None
    if _BYLINE.fullmatch(left):
        return Dateline(mention, "published", 0.9)
    if not _ALONE.fullmatch(left):
        return None
    before = folded[source.blocks[index - 1].start : source.blocks[index - 1].end] if index else ""
    after = folded[source.blocks[index + 1].start :][:40] if index + 1 < len(source.blocks) else ""
    time = bool(re.match(rf"[ ,]*{_TIME}", right))
    if (
        _MEETING.search(before)
        or _CLOSING.match(before)
        or _CLOCK.search(left + right)
        or (index == 0 and (time or _NAVIGATION.match(after)))
    ):
        return None
    return Dateline(mention, "published", 0.8)


def _opens_signature(folded: str, end: int, right: str) -> bool:
    """Whether "Laon, le 3 mai" stands above the office of who signs below."""
    below = folded[end : end + 60].strip()
    return not right.strip(" .") and bool(
        re.match(
            r"(?:pour )?l[ae] (?:president|prefet|directeur|directrice|maire|secretaire|ministre)", below
        )
    )
