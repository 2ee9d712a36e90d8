"""Lists of signatories: after a colon, under a heading, in the sentences behind the one that tells the signing."""

import re
from collections.abc import Iterator, Sequence

from extractors.contracts.acts import Act
from extractors.contracts.mentions import find_mentions
from extractors.people.contract_text import BESIDE
from extractors.people.figures import Figure
from extractors.people.named_beside import named_before, named_behind, whose_they_are
from extractors.people.parties import FOR_A_PARTY, acts_for_a_party
from extractors.people.placed import placed
from extractors.people.signing_rows import Cast, joined
from extractors.people.signing_scene import holds_signing_office
from extractors.people.signing_turns import one_by_one
from extractors.people.speech import INTERVIEW
from extractors.text.anchors import Phrases
from extractors.text.blocks import Block, Cell
from extractors.text.gated import Gated
from extractors.text.source import Sentence, Source

_NAMED_SIGNATORIES = re.compile(
    r"\b(?:signataires?|ont signe|a signe|porte(?:nt)? les noms|au bas d[eu]|signe(?:e|s|"
    r"es)? par|signatures?|(?:co-?)?signe(?:e|s|"
    r"es)? (?:de|entre)|stylos?|plumes?|paraphes?|griffes?|parapheurs?|autour de la table)\b"
    r"(?:(?!\b(?:pas|jamais|sans|rest|attend))[^.\n:]){0,120}[:\u2b07\u2935\U0001f447]"
)
# "Chacun des signataires désigne un correspondant :", "Le comité réunit les signataires et :": who follows it up later,
# and who looked on.
_OTHERS = re.compile(
    r"\b(?:correspondant|interlocut|referent|contacts?\b|suppleant|charge[es]* de (?:mission|projet)"
    r"|chef(?:fe)?s? de projet|coordinat|coordonn|animat|comites?\b|confi(?:e|ent|era|eront)\b"
    r"|(?:ont|a|avai(?:t|ent)) assiste|assist(?:ent|aient)\b"
    r"|(?:derriere|devant|autour|aupres) (?:l|d)es (?:\w+ )?(?:co)?signataires)"
)
# "Étaient signataires Mme A, préfète, et M. B", "Seront signataires, pour l'État, …"
_WERE_SIGNATORIES = Gated(r"\b(?:etaient|sont|furent|seront) (?:co)?signataires?\b[^.:\n]{0,60}")
# "Anne Roy, préfète, et Luc Blanc, président : deux signatures au bas d'un même texte."
_SO_MANY_SIGNED = re.compile(
    r" (?:deux|trois|quatre|cinq|six|sept|huit|\d{1,2})"
    r" (?:signatures|signataires|paraphes|stylos|plumes|griffes|parapheurs)\b"
)
# Every lead-in to a list of signatories holds one of these.
_LIST_WORDS = Phrases(
    "sign", "les noms", "au bas d", "stylo", "plume", "paraphe", "griffe", "autour de la table"
)
_AND_WHEN = r"(?:,? (?:et )?(?:quand|ou|a quelle date))*"  # "Qui l'a signé, et quand ?"
_LEADING = ":\u2b07\u2935\U0001f447"  # a colon, and the arrows and fingers that point down in posts
_SIGNATORIES = re.compile(
    r"(?:(?:encadre|zoom|focus|reperes?|en bref) ?[-:] ?)?"
    r"(?:les? |l'|nos )?(?:(?:trois|deux|quatre|cinq|six|\d{1,2}) )?(?:co)?"
    r"(?:signataires?|parties signataires|partenaires signataires)"
    r"(?P<of> (?:du |de la |de l'|de ce |de cette )[^.:;?]{3,90}?)?\W*"
    r"|(?:(?:par )?qui (?:l')?(?:(?:a|ont) )?|ils ont |elles ont |ont )(?:co)?signe(?:nt)?"
    r"(?P<what> (?:le |la |l')[^.:;]{3,90}?)?"
    rf"{_AND_WHEN}\W*|qui sont les (?:co)?signataires\W*"
    r"|(?:(?:quand|ou)(?:,| et) )?par qui (?P<it>l[ae] [^.:;?]{3,90} )?(?:a-t-(?:il|elle) ete|est-(?:il|elle))"
    rf" (?:co)?signee?{_AND_WHEN}\W*"
)
_UNDER_HEADING, _NAMED = "under the heading of signatories", "named as the signatories"
LISTED = (_UNDER_HEADING, _NAMED)  # the rules by which a text names people as the signatories
# The headings of the columns of a table: "Nom", "Fonction", or both in a line.
_COLUMNS = re.compile(
    r"(?:[ ,/|\t]*(?:(?:pre)?noms?|fonctions?|qualites?|titres?|civilite|roles?|mandats?|signataires?|representants?"
    r"|organismes?|structures?|institutions?|parties?|partenaires?|pour|signatures?|dates?|et|de|du|la)\b)+[ :|]*"
)
_ON_BEHALF = re.compile(
    r"pour (?:l'|la |le )|par delegation|(?:l'|l[ae] )?(?:etat|ars|agence regionale|prefecture|departement"
    r"|conseil departemental|region|ville|commune|communaute|metropole|caf|caisse)\b(?=[^.\n]{0,60}$)",
    re.MULTILINE,
)
# A region is named "Grand Est".
_FOR_WHOM = re.compile(r",? qui (?:represent|remplac|supple)\w+ (?:l[ae] |l')?")  # they sign for somebody
_SAYS = re.compile(r"[^\w\n]*[a-z0-9]")
_VERB = re.compile(
    r"\b(?:a|ont|(?<!grand )est|sont|etait|etaient|avait|sera|seront|va|vont|\w+ront|si|(?<!ainsi )que"
    r"|(?!departement\b|president\b|\w+[emu]ment\b)\w+(?:ent|era|ait|aient))\b(?<!parmi)"
)
# "Anne Roy, présidente, y voit « une chance »", "… en détaille le contenu": a sentence of its own.
_SPEECH = re.compile(
    r"\"|\by [a-z]+t\b"
    r"|\ben (?:detaill|expliqu|present|racont|comment|precis|dress|rappel|soulign|salu|livr|decrypt|dit|fait|tir)\w*"
)


def find_lists(source: Source, cast: Cast) -> Iterator[tuple[list[Figure], str]]:
    """Yield the signatories of each list that says that it is one, and the rule that found it.

    >>> from extractors.people.figures import figures_of
    >>> source = Source("Signataires : Anne Roy, préfète, et Luc Blanc, maire.")
    >>> [len(found) for found, _ in find_lists(source, Cast(figures_of(source)))]
    [2]
    """
    for sentence in _that_may_list(source):
        heading = _SIGNATORIES.fullmatch(source.folded, sentence.start, sentence.end)
        if heading and _is_of_contract(source, heading):
            yield listed(source, sentence.end, sentence, cast), _UNDER_HEADING
        colon = max(source.folded.rfind(sign, sentence.start, sentence.end) for sign in _LEADING)
        named = _NAMED_SIGNATORIES.search(source.folded, sentence.start, colon + 1) if colon >= 0 else None
        if named and _OTHERS.search(source.folded, sentence.start, named.end()):
            named = None
        if each := one_by_one(source, sentence, cast):
            yield each, "signatures one by one"
        elif named:
            rule = _NAMED if _are_of_contract(source, named) else "list of signatories"
            yield listed(source, named.end(), sentence, cast), rule
        elif colon >= 0 and _SO_MANY_SIGNED.match(source.folded, colon + 1):
            yield list(cast.between(sentence.start, colon)), "so many signatures"
        elif before := named_before(source, sentence, cast):
            yield before, _NAMED
        elif those := whose_they_are(source, sentence, cast):
            yield those, _NAMED
        elif behind := named_behind(source, sentence, cast) or placed(source, sentence, cast):
            yield behind, _NAMED
        elif were := _WERE_SIGNATORIES.search(source, sentence.start, sentence.end):
            yield joined(source, cast.between(were.start(), sentence.end)), "list of signatories"


def _is_of_contract(source: Source, heading: re.Match[str]) -> bool:
    """Whether a heading tells who signed a contract or does not say what: not "Les signataires de la tribune"."""
    if not (heading["of"] or heading["what"] or heading["it"]):
        return True
    return _names_contract(source, heading)


def _are_of_contract(source: Source, named: re.Match[str]) -> bool:
    """Whether a lead-in is "Signataires du contrat :"; "signé par :" may tell of one that is still to be signed."""
    return named.group().startswith("signataire") and _names_contract(source, named)


def _names_contract(source: Source, words: re.Match[str]) -> bool:
    return any(words.start() <= mention.start < words.end() for mention in find_mentions(source))


def _that_may_list(source: Source) -> Iterator[Sentence]:
    """Yield the sentences that hold one of `_LIST_WORDS`."""
    end = 0
    for start in _LIST_WORDS.starts(source):
        sentence = source.sentence_at(start) if start >= end else None
        if sentence:
            end = sentence.end
            yield sentence


_TOLD_REACH = 6  # sentences
_LEADS = re.compile(rf"[{_LEADING}]\W*$|\bpar$")


def told_after(source: Source, act: Act, cast: Cast) -> list[Figure]:
    """Signatories told behind the sentence of the act: a list after its colon, or sentences that are only names.

    "Le contrat a été signé mardi par :" and items; "Sept partenaires ont signé. Parmi eux, Mme A, préfète, et M. B."
    """
    sentence = source.sentences[act.sentence]
    if _LEADS.search(source.folded, sentence.start, sentence.end):
        return listed(source, sentence.end, sentence, cast)
    found = _body_by_body(source, sentence.block + 1, cast)
    if found:
        return found
    for following in source.sentences[act.sentence + 1 : act.sentence + 1 + _TOLD_REACH]:
        there = cast.between(following.start, following.end)
        words = source.folded[following.start : following.end]
        aside = BESIDE.search(words) or _OTHERS.search(words)
        if following.block != sentence.block or not (there or words.endswith(":")) or aside:
            break
        if words.endswith(":") and not any(figure.name for figure in there):
            found += listed(source, following.end, following, cast)
            break
        outside = _outside(source, following, there)
        if _VERB.search(outside) or _SPEECH.search(outside) or _is_anybody(source, there):
            break
        # "Les deux représentants de l'État : Mme A, préfète, et M. B": who they are is told.
        found += [f for f in joined(source, there) if f.name or not (f.office and f.office.plural)]
    return found or _in_block_of_names(source, sentence.block + 1, cast)


def _is_anybody(source: Source, figures: Sequence[Figure]) -> bool:
    """Whether one alone is named, of whom neither office nor party is told: "Anne Roy, 23 ans, applaudit"."""
    name = figures[0].name if len(figures) == 1 and not figures[0].roles else None
    return name is not None and not acts_for_a_party(source, name)


_GREETING = re.compile(r"\bche(?:rs?|res?) [a-z]")  # "Monsieur le président, cher Luc Blanc,"
_LABEL = re.compile(r"[:?]|\b(?:invite|presente?s?\b|excuse)")


def _in_block_of_names(source: Source, block: int, cast: Cast) -> list[Figure]:
    """Who is named in the sentence without a verb that opens a block: "Autour de la table, Anne Roy, préfète, et …".

    One of them at least holds an office of those who sign.
    """
    if block >= len(source.blocks):
        return []
    sentence = source.sentence_at(source.blocks[block].start)
    there = cast.between(sentence.start, sentence.end) if sentence else ()
    if sentence is None or len(there) < 2 or not any(f.name and holds_signing_office(f) for f in there):
        return []
    outside = _outside(source, sentence, there)
    if _VERB.search(outside) or _SPEECH.search(outside) or BESIDE.search(outside):
        return []
    if _GREETING.search(source.folded, sentence.start, sentence.end):
        return []
    if _LABEL.search(source.folded, sentence.start, there[0].start) or INTERVIEW.match(outside):
        return []
    row = joined(source, there)
    return row if len(row) > 1 else []


# "Pour l'État : M. A, préfet", and below it "Pour l'ARS :" and a name
_FOR_A_BODY = re.compile(
    rf"\W*(?:{FOR_A_PARTY}|pour la (?:region|caf|ville|commune)\b)[^:;,.\n]{{0,60}}(?:[:,]|$| [–—-] )"
)


def _body_by_body(source: Source, block: int, cast: Cast) -> list[Figure]:
    """Who is named in blocks in a row from `block` on, each of which tells first for which body; two at least."""
    found: list[Figure] = []
    bodies = 0
    while block < len(source.blocks):
        content = source.blocks[block]
        if not _FOR_A_BODY.match(source.folded, content.start, content.end):
            break
        inside = cast.between(content.start, content.end)
        if not inside and block + 1 < len(source.blocks):
            block += 1
            content = source.blocks[block]
            inside = cast.between(content.start, content.end)
        if not inside or _told(source, content, inside):
            break
        found += inside
        bodies += 1
        block += 1
    return found if bodies > 1 else []


def _told(source: Source, block: Block, figures: Sequence[Figure]) -> bool:
    """Whether a block says something of its figures and does not only list them."""
    return _VERB.search(_outside(source, block, figures)) is not None


def _only_named(source: Source, block: Block, cast: Cast) -> list[Figure]:
    """Who is named in a block before it says something: "Anne Roy, préfète ; Luc Blanc, maire. La CAF tarde."."""
    found: list[Figure] = []
    for index in source.sentences_between(block.start, block.end):
        sentence = source.sentences[index]
        there = cast.between(sentence.start, sentence.end)
        outside = _outside(source, sentence, there)
        if not there or _VERB.search(outside):
            break
        found += joined(source, there) if len(there) > 1 else there
    return found


def _outside(source: Source, sentence: Sentence | Block, figures: Sequence[Figure]) -> str:
    """The words of a sentence or block that belong to no figure, folded."""
    parts, position = [], sentence.start
    for figure in figures:
        parts.append(source.folded[position : figure.start])
        position = max(position, figure.end)
    return _FOR_WHOM.sub("", " ".join([*parts, source.folded[position : sentence.end]]))


def listed(source: Source, start: int, sentence: Sentence, cast: Cast) -> list[Figure]:
    """Figures after the colon of "Signataires :", in the same sentence or in the blocks that follow it.

    Where the sentence goes on without naming anybody it says something else: "Signature : en juin."
    """
    here = cast.between(start, sentence.end)
    if here:
        return joined(source, here)
    if _SAYS.match(source.folded, start, sentence.end) and not _ON_BEHALF.match(source.folded, start + 1):
        return []
    block = sentence.block + 1
    table = source.blocks[block].cell if block < len(source.blocks) else None
    group: list[Figure] = []
    while block < len(source.blocks):
        content = source.blocks[block]
        inside = cast.between(content.start, content.end)
        if content.end - content.start > 400 or (table and not _is_of_table(content, table)):
            break
        if not inside:
            # The role of the one before may stand in the next cell, and for whom they sign in the one before.
            told = table is not None or (bool(group) and group[-1].end >= content.end)
            told |= not group and _COLUMNS.fullmatch(source.folded, content.start, content.end) is not None
            if not (told or _ON_BEHALF.match(source.folded, content.start, content.end)):
                break
            block += 1
            continue
        words = source.folded[content.start : inside[0].start]
        if BESIDE.search(words) or re.match(r"contacts?|photo|credit", words):
            break
        if content.kind != "item":
            inside = _only_named(source, content, cast)
            if not inside or (group and source.blocks[block - 1].kind == "item"):
                break
        group += joined(source, inside) if content.kind == "item" else inside
        block += 1
    return group


def _is_of_table(block: Block, cell: Cell) -> bool:
    return block.cell is not None and block.cell.table == cell.table
