"""Whether a line goes on with the one before it, by the words at its beginning and at the end of that one."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from extractors.text.calendar_names import MONTHS
from extractors.text.lines import TextLine

_ENDS = tuple('.!?:;…»”"')
_AFTER_THE_END = ") \t\n\u00a0\u202f"
# A title in capitals goes on in a line that begins with one of these.
_LINKED = re.compile(r"(?:ET )?(?:D(?:E|ES|U)|AUX?) |(?:ET )?D['’]")
# A line that ends with one of these goes on in the next one.
_OPEN_END = re.compile(
    r"(?:[,'(]|[a-z]-|\b(?:de|du|des|d|la|le|les|l|et|ou|a|au|aux|en|par|pour|avec|sur|dans|que|qui|"
    r"m\.|mm\.|mme|mmes|madame"
    r"|monsieur|un|une|son|sa|ses|ce|cette|ces|leur|leurs|entre)"
    r")$"
)
# So does one that ends with a name, unless the next one has a label: "M. RIGLET", then "Absents : …".
_NAME_END = re.compile(r"\b(?:m\.|mme\.?|monsieur|madame) [a-z'-]+(?: [a-z'-]+){0,3}$")
# "… et le préfet François", then "Pesneaud ont signé": a given name behind an office, its surname on the next line.
_GIVEN_END = re.compile(
    r"\b(?:l[ae]|son|sa) (?:(?:sous-)?préf(?:et|ète)|(?:vice-)?présidente?|maire|direct(?:eur|rice))"
    r" [A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?$"
)
_SURNAME_BEGIN = re.compile(
    r"(?!(?:L[ea]s?|Une?|Des?|Du|Ces?|Cet|Cette|Ils?|Elles?|Dans|Pour|En|Aux?|Sur|Avec) )[A-ZÀ-Ý][\w-]+(?:,| [a-zà-ÿ])"
)
# "…, préfète ; Anne", then "Roy, présidente": a name in a row, whose surname its office follows on the next line.
_ROW_END = re.compile(
    r"(?:; |(?<=.{40}), |\b(?:et|par|avec) |\b[dD]['’])(?:[Ee]t )?[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?$"
)
_HOLDER_BEGIN = re.compile(
    r"[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)?, (?:l[ae] )?"
    r"(?:(?:sous-)?préf[eè]|(?:vice-)?présiden|maires?\b|direct(?:eur|rice)|délégué|conseill|députée?\b|sénat)"
)
SUM = re.compile(r"\d[\d ,.]* ?(?:[MmKk]?€|(?:euros?|millions?|milliards?)\b)")
# "L'État avait réservé", then "115 M€ aux départements": a verb and what it is to have.
_GIVES_END = re.compile(
    r"\b(?:a|ont|avait|avaient|aura|auront) (?:\w+ment |aussi |deja |egalement )?[a-z]+(?:e|i|u|is|it)$"
    r"|\b(?:verse|apporte|consacre|mobilise|alloue|met|attribue|ajoute|donne|prevoit|paie|engage|atteint)(?:nt|ra|ront)?$"
)
# "2 M€, moitié Département, moitié", then "État et ARS": a share told behind another, and whose it is.
_SHARE_END = re.compile(
    r"(?:\b(?:moitie|tiers|quarts?)|%) [a-z][^.;:]*, (?:et )?(?:pour )?"
    r"(?:(?:(?:un|deux|trois) )?(?:moitie|tiers|quarts?)|\d\d? ?%)$"
)
# "en ajoute", then "850 000, chaque année"
_GROUPED = re.compile(r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+\b")
LABEL_LINE = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ][^:\n]{1,40} ?: ")
# "31 décembre", then "2019" on the next line.
_MONTH_END = re.compile(rf"\b(?:{MONTHS})$")
# "La directrice de l'ARS", then "Centre-Val de Loire" on the next line.
_OF_HEALTH_END = re.compile(r"\b(?:ars|de sante)$")
_LONGEST_END = 12  # characters at the end of a line: more than `_OPEN_END` and `_MONTH_END` can match
_YEAR = re.compile(r"(?:19|20)\d\d\b")
# "pour l'État : Anne Roy, préfète", under another line like it.
_FOR_WHOM = re.compile(r"pour l(?:['’]|e |a |es )[^:\n]{2,70}: ", re.IGNORECASE)
# "par M. D. — 22/09/2021", under a title: who wrote it, and when.
_BYLINE = re.compile(r"par [A-ZÀ-Ý][^\n,;:]{1,50} [-–—|•·] (?:le )?\d[^\n,;:]{5,20}")
# "VU la délibération …," and under it "CONSIDÉRANT que …": each ground of an act stands by itself.
GROUND = re.compile(
    r"(?:(?:VU|Vu|CONSID[EÉ]RANT|Considérant)\b(?! (?:par|pour|et)\b)"
    r"|Après (?:en )?avoir (?:en )?d|APR[EÈ]S (?:EN )?AVOIR"
    r"|(?:Sur|SUR) (?:le rapport|LE RAPPORT|(?:la )?proposition|(?:LA )?PROPOSITION)\b)"
)
# "La Commission permanente décide :", under the last ground or the last item of a list in one, which ends with a comma.
_DECIDES = re.compile(
    r"(?:le conseil|la commission permanente|l['’]assembl[ée]e)\b[^.;:]{0,80}?"
    r" (?:d[ée]cide|d[ée]lib[èe]re|approuve|adopte|autorise)\b",
    re.IGNORECASE,
)
# "Action 2 – Ouvrir un lieu neutre" is an entry of its own, however long the line above it.
_RANKED_LINE = re.compile(
    r"(?:Actions?|Fiches?(?: [Aa]ctions?)?|Axes?|Mesures?|Engagements?|Objectifs?|Volets?|Priorités?|Orientations?)"
    r" (?:n ?[°o] ?)?(?:\d{1,2}(?:\.\d{1,2})?|[A-H]|[IVX]{1,4}) ?[.:)/–—-]",
    re.IGNORECASE,
)
_ENTRE = re.compile(r"entre(?: les soussign\w+)? ?[:,]?")


def ends_sentence(text: str, line: TextLine) -> bool:
    """Whether `line` ends as sentences, or the parts of a list, do."""
    return text[line.start : line.end].rstrip(_AFTER_THE_END).endswith(_ENDS)


def opens_entry(line: str) -> bool:
    """Whether a line is an entry of its own, however long the one above it.

    >>> opens_entry("Engagement 3 : agir tôt"), opens_entry("Engagement pris en 2021")
    (True, False)
    """
    return line[0].isupper() and _RANKED_LINE.match(line) is not None


def is_title_in_capitals(before: str, after: str) -> bool:
    """Whether a title goes on from one line to the next.

    >>> is_title_in_capitals("CONTRAT DE PRÉVENTION", "DE L'ENFANCE"), is_title_in_capitals("ARS", "PRÉFET")
    (True, False)
    """
    return _LINKED.match(after) is not None and before.isupper() and after.isupper()


@cache
def _region_begin() -> re.Pattern[str]:
    regions = tomllib.loads((files("extractors") / "data/territories.toml").read_text("utf-8"))["regions"]
    return re.compile(rf"(?:{'|'.join(re.escape(region['name']) for region in regions)})\b")


def ends_openly(folded: str) -> bool:
    """Whether a folded line ends with a word or a sign that more must follow.

    >>> ends_openly("signe par le"), ends_openly("signe")
    (True, False)
    """
    return _OPEN_END.search(folded, max(0, len(folded) - _LONGEST_END)) is not None


def continues(before: str, folded: str, after: str) -> bool:
    """Whether the line `after` plainly goes on with the line `before` it, by their words alone.

    `folded` is `before` folded. Lines that end a sentence or begin an item are the caller's business.

    >>> continues("signé par le", "signe par le", "Département"), continues("Laon", "laon", "Creuse")
    (True, False)
    """
    if _FOR_WHOM.match(after) or _BYLINE.fullmatch(after) or GROUND.match(after):
        return False
    if folded.endswith(",") and _DECIDES.match(after):
        return False
    last = max(0, len(folded) - _LONGEST_END)
    if _YEAR.match(after) and _MONTH_END.search(folded, last):
        return True
    if (SUM.match(after) or _GROUPED.match(after)) and _GIVES_END.search(folded):
        return True
    if folded.endswith(("moitie", "tiers", "quart", "quarts", "%")) and _SHARE_END.search(folded):
        return True
    if _NAME_END.search(folded) and not LABEL_LINE.match(after):
        return True
    if _SURNAME_BEGIN.match(after) and _GIVEN_END.search(before):
        return True
    if _HOLDER_BEGIN.match(after) and _ROW_END.search(before):
        return True
    if _OF_HEALTH_END.search(folded, last) and _region_begin().match(after):
        return True
    if after.startswith("auxquel") or _ENTRE.fullmatch(after):
        return False  # what goes on with a whole list, and not with its last item; the parties of a contract
    if is_title_in_capitals(before, after):
        return True
    return after[0].islower() or ends_openly(folded)
