"""Which of its dates a text gives for itself: "Publié le …", "Mis à jour le …", a byline, a date alone."""

import re
from typing import Literal, NamedTuple

from extractors.dates.at_the_foot import foot_blocks, is_written_at
from extractors.dates.grammar import find_mentions
from extractors.dates.issues import (
    IssueRole,
    imprint,
    names_issue,
    opens_page,
    runs_with_issue,
    tells_page,
    title_of_issue,
)
from extractors.dates.mentions import Mention
from extractors.dates.openings import opens_tale
from extractors.dates.sections import opens_with_section, tells_section
from extractors.dates.signing_lines import opens_signature, tells_signature
from extractors.text.source import Source, once_per_source

# A season that an issue is of says no day or month of publication, only when the news is from.
Role = Literal["published", "updated", "season"]


class Dateline(NamedTuple):
    """A mention that dates the document; `confidence` is lower where no word says so."""

    mention: Mention
    role: Role
    confidence: float


_SUBJECT = (
    r"(?:(?:cet? |cette |l'|la |le )?(?:(?:present )?acte|(?:presente )?deliberation|article|page|contenu|actualite"
    r"|information|info|fiche|document|texte|dossier|billet|communique(?: de presse)?|annonce|offre(?: d'emploi)?|breve"
    r"|appel(?: a (?:projets?|candidatures?))?) )?(?:est |a ete )?"
)
_PUBLISHED = (
    r"(?:date de (?:publication|parution|mise en ligne|diffusion)|publiee?s?|publication|mise?s? en ligne"
    r"|parue?s?|parution|postee?|diffusee?|creee?|redigee?|ecrite?|envoyee?|partagee?)"
)
_UPDATED = (
    r"(?:date de (?:derniere )?(?:mise a jour|modification|revision)"
    r"|(?:derniere )?(?:mise?s? a jour|m\.?a\.?j\.?|modification|actualisation|modifiee?|actualisee?"
    r"|revisee?)"
    r"(?: (?:de la |de cette |du |de ce )(?:page|fiche|document|dossier|article|site))?)"
)
_TO_DATE = (
    r"(?:,? (?:sur|par|dans|a|pour) [^|•.;:\n]{1,40}?|,? ?initialement)?"
    r"(?: ?: ?| | ?, ?)(?:(?:le|du|au|en date du|ce|en|sur|depuis le) )?:? ?"
)
_STATED = re.compile(
    r"(?P<mark>^|  |[|•·()\[\]>/*]|[^\w ] ?-|\s-|[,:]| et|\d\d?|[.!?\"]) ?"
    rf"{_SUBJECT}(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED})){_TO_DATE}$"
)
_STATING_WORDS = re.compile(
    r"publi|jour|ligne|paru|partag|post|diffus|cree|redig|ecri|envoy|m\.?a\.?j|modifi|actualis|revis"
)
_OPENED = re.compile(
    rf"(?:[^|•·.;!?]{{2,40}}[|•·] ?)?(?:{_SUBJECT}(?:{_PUBLISHED}|{_UPDATED})|par |de |la redaction"
    r"|(?:le )?\d{1,2}(?:[/.]\d| [a-z]{3,9} \d{4}))"
)
_EMPTY = re.compile(rf"{_SUBJECT}(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED})) ?:?(?: le| du)? ?:?")
# "Publié le 3 mai, le rapport souligne …" and "paru au Journal officiel" date something else.
_PARTICIPLE = re.compile(
    r",? (?:au|dans|par) (?:le )?(?:journal officiel|jo\b|bulletin)"
    r"|, (?:le|la|l'|les|un|une|ce|cet|cette|il|elle|son|sa) ?\w"
    r"| (?:a ete|est|sont|avait|avaient|ont) [a-z]"
)

# What may follow a date on its line: the hour, the reading time, the author.
_TIME = r"(?:,? ?(?:a|-|,|\||•|·)? ?\d{1,2} ?(?:h|:|heures?) ?\d{0,2}(?: ?min\b|:\d\d)?)"
_REST = re.compile(
    rf"[ .]?{_TIME}?[ ,.|•·/()-]*(?:(?:temps de |duree de )?lecture.*|(?:par|textes?|photos?|reportage) .*|\d+ ?min.*"
    r"|(?:derniere )?(?:mise?|modifie|maj|actualise|publie)\b.*|partager.*|imprimer.*|ecouter.*"
    r"|\([^)]{1,40}\)|\d+ (?:commentaire|vue|partage)s?.*|communique.*|(?:lue?|vue?|consultee?) \d.*"
    r"|p(?:age|\.) ?\d{1,3})?"
)
_CATEGORY_AFTER = re.compile(rf"{_TIME}? *[|•·] *[^.!?]{{2,60}}")
_PLACE_BEHIND = re.compile(r" - (?:la |le |les |l')?[a-z][a-z'-]{2,30}")  # "05.04.2024 - Landes"
_TIME_AFTER = re.compile(rf"[ ,]*{_TIME}")
# What may stand before it.
_ALONE = re.compile(
    r"(?:(?:le|ce|du|date ?:?|en date du) ?)?|[^.!?:]{2,40} ?[|•·] ?(?:le )?"
    r"|(?:temps |duree )?(?:de )?lecture ?:? ?\d{1,2} ?min(?:utes?)?\.? ?[-|•·,]? ?(?:le )?"
    r"|\(?[a-z][a-z' -]{1,40}, ?(?:ce |le )?|(?:[^.!?:]{2,60}[ ,|-] ?)?edition du "
)
# The name of a paper, and beside it, or far behind it in the next column, the day.
_MASTHEAD = re.compile(r"[^.!?:]{2,40} - (?:le )?|[^.!?: ](?:[^.!?: ]| (?!  )){1,60} {3,}(?:le )?")
# "Politique – le 12/05/2022 par la rédaction", "Guéret – 22/11/2022 – 3 min de lecture"
_BY = re.compile(
    r"(?: a \d{1,2}(?:h|:)\d\d)?(?:,? par |[ ,|•·-]+(?:temps de |duree de )?(?:lecture|\d{1,2} ?min))"
)
_PLACE = re.compile(
    r"(?:communique(?: de presse)? ?[-:,.]? ?)?\(?[a-z][a-z'/ -]{1,40}(?:\([a-z0-9' -]{2,30}\))?, ?(?:ce |le )?$"
)
_AFTER_PLACE = re.compile(r" ?(?:\([a-z][a-z -]{1,20}\) ?)?(?:[-.:)]|$)")  # "(AFP) -": whose dispatch it is
_BYLINE = re.compile(
    r"(?:par|(?:ecrit|redige|poste|publie|mis en ligne|propose) par|de notre|de la redaction|la redaction"
    r"|redaction|propos recueillis par"
    r"|avec|afp|source|auteure?|communique(?: de presse)?|(?:conference|dossier|point) de presse"
    r"|article(?! (?:\d|premier|unique))|billet|actualites?|actu|breves?"
    r"|publications?)\b(?:[^.;!?]|\b[a-z]\.){0,80}"
)
# "M. Dn. - 14 déc. 2021 à 18:32": who wrote it, in whatever form, where the hour is told too.
_WHO = re.compile(r"[a-z][^;!?\n]{1,40}(?: ?[-–—|•·] ?|, le )")
# What tells that a date near the top is not the text's own.
_TOLD = re.compile(
    r"\b(?:signature|signe\w*|(?<!la )reunion|seance|session|visite|conference(?! de presse)|deliberation"
    r"|inauguration|rencontre|ceremonie|loi|arrete|decret|vote)\b"
)
# "ARRIVÉ LE", and the day below it: the stamp of an office.
_STAMPED = re.compile(
    r"\b(?:arrivee?|recue?|entree?|depose|enregistree?|expedie) ?(?:le)? ?:?$"
    r"|(?:ecue?|posee?|mise?|rrivee?) (?:en|a la|par la) (?:sous-)?prefectur\w*(?: d[eu][ '][a-z' -]{2,30})?$"
    r"|controle de legalite$"
)
_STAMP_WORDS = 40  # characters
# A headline may be a question too: "Qu'attend le Département ?"
_WHEN = re.compile(r"\b(?:quand|quel(?:le)?|depuis|date|jour)\b[^.!]*\? ?$")
_CLOSING = re.compile(r"(?:fait|signe|etabli|lu et|vu|pour extrait|delibere)\b")
_MEETING = re.compile(
    r"(?:seances?|session|reunion|deliberations?|convocation|commission permanente|registre|proces-verbal"
    r"|compte[ -]rendu|ordre du jour|assemblee)\b(?:[^.;:]|\.(?=\w)){0,60}$"
)
# "Actualité | Vie de l'assemblée": the section of a site, and no session.
_UNDER_CATEGORY = re.compile(r"[^.;:\d|•·>]{2,40} ?[|•·>]|actualites?\b|l'actualite\b|actus?\b|a la une\b")
# "L'assemblée départementale valide le contrat" is what the article tells.
_HEADLINE = re.compile(
    r"\b(?:conseil|assemblee|elue?s|departement)\b[^.;:]{0,30} (?:a |ont |se |s')?"
    r"(?:adopt|approuv|valid|enterin|renouvel|engag|vot(?:e|ent)\b (?:l[ea]|les|un|une)\b|(?:dit|disent) oui)"
)
_CLOCK = re.compile(
    r"\bnous sommes\b|\baujourd'hui\b|\bil est\b|\bmeteo\b|°|\bbonjour\b|\bfete\b|\bheure\b|\bste? |\bsaint\b"
)
_NAVIGATION = re.compile(
    r"(?:menu|accueil|recherch\w+|se connecter|connexion|fermer|newsletter|s'abonner|abonne\w*|aller au"
    r"|contact|mon compte|s'inscrire|rubriques|navigation)\b"
)
# "ENFANCE / Le contrat est signé" is a title.
_NAVIGATION_LINE = re.compile(rf"^{_NAVIGATION.pattern}|^(?!.*\b(?:contrat|convention|signe\w*)\b).*[>/|»•]")
_CLOCK_TIME = re.compile(r" ?[,-] ?\d{1,2}(?::|h)\d\d")
_LEFT = 200  # characters of a line that are looked at, on either side of a date
_TOP, _TOP_BLOCKS = 2500, 14  # characters and blocks


@once_per_source
def find_datelines(source: Source) -> list[Dateline]:
    """Find the mentions that date the document itself, in order.

    What a word says ("Publié le") counts 1.0, a byline 0.9, a date alone on a line near the top 0.8.
    """
    lines: list[Dateline] = []
    top, foot = _last_top_block(source), foot_blocks(source)
    for mention in find_mentions(source):
        seasonal = mention.form == "part" and mention.year is not None  # "N° 31 – printemps 2024"
        dated = mention.form in ("day", "numeric", "month") and mention.month is not None
        if not (dated or seasonal) or mention.last_day:
            continue
        index = source.block_index(mention.start)
        if index is None or mention.start - source.blocks[index].start > _LEFT:
            continue
        block = source.blocks[index]
        left = source.folded[block.start : mention.start]
        right = source.folded[mention.end : min(block.end, mention.end + _LEFT)]
        line = None if seasonal else _stated(source, mention, index, left, right)
        if line is None and index <= top and block.main and mention.year:
            month = mention.form == "month" or seasonal
            line = (
                _of_issue(mention, title_of_issue(source, mention, index, left, right), 0.7)
                if month
                else _unstated(source, mention, index, left, right)
            )
        elif line is None and index in foot and mention.year and mention.form == "month":
            line = _of_issue(mention, imprint(source, mention, index), 0.6)
        if line is None and source.pages and runs_with_issue(source, mention):
            line = Dateline(mention, "published", 0.6)
        dated = mention.year is not None and mention.day is not None and index in foot
        if line is None and dated and is_written_at(source, mention, index, left, right):
            line = Dateline(mention, "published", 0.6)
        if line:
            lines.append(line)
    return _without_teasers(source, lines)


def _without_teasers(source: Source, lines: list[Dateline]) -> list[Dateline]:
    """Leave out what boilerplate says, unless it alone dates the page and does so with one voice.

    So may the foot of a page, of which the text tells only when it was published, say when it was updated.
    """
    main = [line for line in lines if source.is_main(line.mention.start)]
    if not main:
        return [] if len({_day(line) for line in lines if line.role == "published"}) > 1 else lines
    foot = [line for line in lines if line.role == "updated" and line.mention.start > main[-1].mention.end]
    if any(line.role == "updated" for line in main) or len({_day(line) for line in foot}) != 1:
        return main
    return [*main, *foot]


def _day(line: Dateline) -> tuple[int | None, int | None, int | None]:
    return line.mention.year, line.mention.month, line.mention.day


def _stated(source: Source, mention: Mention, index: int, left: str, right: str) -> Dateline | None:
    """Tell whether a word gives the date for the document."""
    folded, block = source.folded, source.blocks[index]
    if left == "date " and mention.form == "month" and not folded[: block.start].strip():
        return Dateline(mention, "published", 1.0)  # what a crawl puts before the text
    own_line = source.text.rfind("\n", block.start, mention.start) + 1
    opens = _EMPTY.fullmatch(folded, own_line, mention.start) if own_line else None
    if opens and _rest_of_line(source, mention.end, block.end):
        # A paragraph of two lines: "Transmis le 18/03/2021", "Publié le 19/03/2021".
        return Dateline(mention, "updated" if opens["updated"] else "published", 1.0)
    found = _STATED.search(left) if _STATING_WORDS.search(left) else None
    if found and not _is_of_text(source, found, left, right, block.start):
        start = block.start + found.end("mark")
        if "\n" in source.text[start : mention.start] and not _rest_of_line(source, mention.end, block.end):
            return None  # "Publié le" is empty, the date opens the text below
        return Dateline(mention, "updated" if found["updated"] else "published", 1.0)
    if index and left in ("", "le ") and _is_rest(right):
        before = source.blocks[index - 1]
        if found := _EMPTY.fullmatch(folded, before.start, before.end):
            return Dateline(mention, "updated" if found["updated"] else "published", 1.0)
    return None


def _is_of_text(source: Source, found: re.Match[str], left: str, right: str, start: int) -> bool:
    """Whether "publié le 3 mai" is said of something that the text speaks of."""
    mark = found["mark"].strip()
    if mark in (",", ":", "et", "-") or mark.isdigit():
        short = len(left) + len(right) < _LEFT
        return not _OPENED.match(left) and not (mark == "-" and short)
    if mark and mark not in '.!?"':
        return False
    if _PARTICIPLE.match(right):
        return True
    capital = source.text[start + found.end("mark") :][:2].strip().istitle()
    return bool(mark) and not (capital and _ends(right))


def _ends(right: str) -> bool:
    """Whether a date ends its statement: "… le contrat. Publié le 3 mai 2021 à 10h"."""
    return _is_rest(right) or right.startswith((".", " -", " |", "\n"))


def _rest_of_line(source: Source, start: int, end: int) -> bool:
    stop = source.text.find("\n", start, end)
    return _is_rest(source.folded[start : min(start + _LEFT, end if stop < 0 else stop)])


def _is_rest(right: str) -> bool:
    return bool(_REST.fullmatch(right) or _CATEGORY_AFTER.fullmatch(right))


def _last_top_block(source: Source) -> int:
    """Return the index of the last block at the top of the main text, which is at most its first half."""
    most = min(_TOP, sum([block.end - block.start for _, block in source.main_blocks]) / 2)
    last, above = -1, 0
    for place, (index, block) in enumerate(source.main_blocks):
        if place > 2 and (place > _TOP_BLOCKS or above > most):
            break
        last = index
        above += block.end - block.start
    return last


def _unstated(source: Source, mention: Mention, index: int, left: str, right: str) -> Dateline | None:
    """Tell whether a date near the top dates the document by where it stands: in a byline, or alone."""
    if _TOLD.search(left) or _CLOSING.match(left):
        return None
    before = source.blocks[index - 1] if index else None
    if before and _WHEN.search(source.folded, before.start, before.end):
        return None  # the answer to "Quand a-t-il été signé ?"
    if (
        before
        and source.text[before.end - 1] == ":"
        and _TOLD.search(source.folded, before.start, before.end)
    ):
        return None  # "Prochaine réunion :"
    if before and _STAMPED.search(source.folded, max(before.start, before.end - _STAMP_WORDS), before.end):
        return None
    # "Guéret, lundi 3 mai 2021" may be when something was signed; with "le", or without the weekday, it is a dateline.
    placed = left.endswith(("le ", "ce ")) or mention.weekday is None
    placed = placed and not opens_with_section(left)
    if placed and _PLACE.fullmatch(left) and _AFTER_PLACE.match(right):
        return None if opens_signature(source, index, right) else Dateline(mention, "published", 0.9)
    if opens_tale(source, mention, index, left, right):
        return Dateline(mention, "published", 0.8)
    issue = names_issue(left) and opens_page(source, index)
    behind = (
        _is_rest(right)
        or tells_section(right)
        or _PLACE_BEHIND.fullmatch(right)
        or (issue and tells_page(right))
    )
    if not behind or right.endswith(","):
        return None
    if _BYLINE.fullmatch(left) or (_WHO.fullmatch(left) and _TIME_AFTER.match(right)):
        return Dateline(mention, "published", 0.9)
    if issue:
        return Dateline(mention, "published", 0.8)
    if mention.weekday is not None and index and tells_signature(source, index - 1):
        return None  # "Signature du contrat", and below it "Laon, lundi 3 mai 2021"
    alone = (
        _ALONE.fullmatch(left)
        or opens_with_section(left)
        or ((mention.weekday is not None or not index or _BY.match(right)) and _MASTHEAD.fullmatch(left))
    )
    return (
        Dateline(mention, "published", 0.8) if alone and not _is_clock(source, index, left, right) else None
    )


def _of_issue(mention: Mention, role: IssueRole | None, confidence: float) -> Dateline | None:
    return Dateline(mention, role, confidence) if role else None


def _is_clock(source: Source, index: int, left: str, right: str) -> bool:
    """Whether a date alone is the site's clock, or that of a session told on the line above."""
    folded, blocks = source.folded, source.blocks
    before = folded[blocks[index - 1].start : blocks[index - 1].end] if index else ""
    after = folded[blocks[index + 1].start :][:40] if index + 1 < len(blocks) else ""
    meeting = _MEETING.search(before) and not (_UNDER_CATEGORY.match(before) or _HEADLINE.search(before))
    if meeting or _CLOSING.match(before) or _CLOCK.search(left + right):
        return True
    if index == 0:
        stamped = left == "le "  # "Le 12/03/2021 à 17:42" is when the article came out
        return bool((_TIME_AFTER.match(right) and not stamped) or _NAVIGATION.match(after))
    above = (folded[b.start : b.end] for b in blocks[:index] if b.main)
    return _CLOCK_TIME.match(right) is not None and all(_NAVIGATION_LINE.search(line) for line in above)
