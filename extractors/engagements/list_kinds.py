"""What a list holds: engagements, actions or neither, by the words that lead in to it and by its own entries."""

import re
from typing import Literal, cast

from extractors.contracts.programmes import programmes
from extractors.engagements.commitments import COLON
from extractors.engagements.cues import cues
from extractors.engagements.entry_shapes import (
    all_measures,
    all_themed_things,
    all_things,
    are_aims_with_measures,
    are_catchwords,
    are_concrete,
    are_decisions,
    are_deeds,
    are_figures,
    are_of_a_day,
    are_priced,
    are_statistics,
    enumerates,
    is_day,
    is_gift,
    is_no_measure,
    is_party,
    to_do,
    will_be,
)
from extractors.engagements.leads import (
    BEARER,
    are_some_measures,
    asked_above,
    goes_on_of_contract,
    is_led_in,
    is_title,
    leads_in,
    led_above,
    named_engagement,
    own_lead,
    section_above,
    they_come,
)
from extractors.engagements.list_ends import counted_as, counts_in
from extractors.text.folding import fold
from extractors.text.list_entries import BARE_PLACE_LEADS, INFINITIVE, LABEL, PLACE, Listing, is_action_label
from extractors.text.source import Source

ListKind = Literal["engagements", "actions", "neither", "unknown"]


def kind_of(source: Source, listing: Listing, first_mention: int, programme: str | None) -> ListKind:
    r"""Tell what a list holds: unknown where nothing says it, or where no contract was mentioned before it.

    >>> from extractors.engagements.lists import find_listings
    >>> source = Source("Le CDPPE a trois axes :\n- repérer ;\n- protéger ;\n- loger.")
    >>> kind_of(source, find_listings(source)[0], 0, "cdppe")
    'engagements'
    """
    words = cues()
    if listing.entries[0].start < first_mention:
        return "unknown"
    lead = own_lead(source, listing)
    section = section_above(source, listing.lead_start)
    bearer = BEARER.search(lead)
    if bearer:
        lead = lead[: bearer.start()] or section or led_above(source, listing)
        if not lead:
            return "unknown"  # as the list before it
    if (
        are_decisions(source, listing)
        or all(is_party(source, e.start, e.end) for e in listing.entries)
        or any(is_day(source, e.start, e.end) for e in listing.entries)
        or are_statistics(source, listing)
    ):
        return "neither"
    if _DECIDES.search(lead) and all(
        source.folded.startswith(("d'", "de "), entry.start) for entry in listing.entries if not entry.level
    ):
        return "neither"  # what an assembly decides
    label = LABEL.match(fold(listing.entries[0].label))
    # "Deux postes sont vacants depuis 2020.", above the title "Engagement 2 : …", leads in to nothing.
    if label and not is_action_label(label) and not leads_in(source, listing):
        return "engagements"
    if words.earlier.search(lead) or (words.earlier.search(section) and not words.contract.search(lead)):
        return "neither"
    if words.whom.search(lead):
        return "neither"
    if (asked := words.asked.search(lead)) and not words.contract.search(lead, asked.end()):
        return "neither"
    contract, rival = words.contract.search(lead), words.rival.search(lead)
    # The one named first is the subject: "le contrat appuie la feuille de route et a deux axes :".
    if rival and not (
        (contract and contract.start() < rival.start()) or goes_on_of_contract(source, listing, lead)
    ):
        return "neither"
    if listing.inline and _DENIED.search(lead):
        return "neither"
    if listing.inline and any(is_no_measure(source, e.start, e.end) for e in listing.entries):
        return "neither"
    if sum(is_gift(source, e.start, e.end) for e in listing.entries) > 1:
        return "neither"
    if label:
        return "actions" if is_action_label(label) else "engagements"
    if listing.inline and BARE_PLACE_LEADS.search(source.folded, listing.lead_start, listing.lead_end):
        return "actions"
    if named_engagement(source, listing) or are_some_measures(source, listing):
        return "actions"
    if are_aims_with_measures(source, listing):
        return "engagements"
    if words.come_to.search(lead) and not (
        _BEGINS.search(lead) and to_do(source, listing) and not are_deeds(source, listing)
    ):
        return "actions"
    if they_come(lead) and all_measures(source, listing):
        return "actions"
    if words.agreed.search(lead) and to_do(source, listing):
        if words.run.search(section):
            return "neither"
        return "actions" if are_deeds(source, listing) else "engagements"
    if (
        _BY_PLACE.search(lead)
        and all_themed_things(source, listing)
        and (words.actions.search(lead) or words.actions.search(asked_above(source, listing)))
    ):
        return "actions"
    last = {
        kind: _last(pattern, lead)
        for kind, pattern in (
            ("engagements", words.engagements),
            ("actions", words.actions),
            ("neither", words.neither),
        )
    }
    nearest = max(last, key=lambda kind: last[kind])
    promised = "neither" if are_figures(source, listing) else counted_as(section, listing)
    if promised != "neither" and (
        last[nearest] < 0 or (nearest == "actions" and any(e.level for e in listing.entries))
    ):
        return promised  # "Un contrat, quatre engagements", and prose between the heading and the list
    if last[nearest] < 0:
        if listing.inline and PLACE.search(source.folded, listing.lead_start, listing.lead_end + 8):
            return "actions"
        if _axes_in(source, listing, programme) >= 2:
            return "engagements"
        if not listing.inline and are_deeds(source, listing):
            return "actions"
        if not listing.inline and _all_infinitives(source, listing):
            return "engagements"
        answers = lead.endswith("?")  # inline, a question has only the list behind it that it asks for
        told_of = (answers or _SOON.search(lead)) if listing.inline else is_led_in(source, listing, lead)
        return "actions" if told_of and all_measures(source, listing) else "unknown"
    if nearest == "engagements" and not listing.inline and are_priced(source, listing):
        return "actions"
    if _WORKS.search(lead) and (
        nearest == "engagements" or (nearest == "actions" and all_measures(source, listing))
    ):
        return "actions"
    if nearest == "engagements" and bearer and all_things(source, listing):
        return "actions"
    if nearest == "engagements" and _ONE_RANK.fullmatch(lead) and not to_do(source, listing):
        return "actions"
    if nearest == "engagements" and _BEGINS.search(lead) and all_measures(source, listing):
        return "actions"
    if nearest == "engagements" and not _is_counted(lead, listing) and will_be(source, listing):
        return "actions"
    if nearest == "engagements" and _GIVEN_TO.search(lead) and are_concrete(source, listing):
        return "actions"
    if _AT_HEART.search(lead):
        ideal = any(_IDEAL.match(source.folded, e.start, e.end) for e in listing.entries)
        return "actions" if are_concrete(source, listing) and not ideal else "engagements"
    if _WHAT_FOR.search(lead) and to_do(source, listing) and not are_deeds(source, listing):
        return "engagements"
    alone = _ONLY_NAMES.search(lead)
    if nearest == "actions" and _axes_in(source, listing, programme) >= 3:
        return "engagements"
    if (
        nearest == "actions"
        and last["engagements"] >= 0
        # "3 axes, 24 actions" above three entries, or above such as have others nested in them; not "axe 3. Actions :"
        and (_holds_both(source, listing) or (not alone and counted_as(lead, listing) == "engagements"))
    ):
        return "engagements"
    if nearest == "neither":
        # "L'État apporte 3 M€, ainsi répartis :", and what each part is to do
        pays_for = are_priced(source, listing) and to_do(source, listing)
        return "actions" if pays_for else counted_as(lead, listing)
    if listing.inline and _VOLET.search(lead) and all_things(source, listing):
        return "actions"
    if listing.inline and not (
        _FOLLOWING.search(lead)
        or alone
        or _WHAT_STARTS.fullmatch(lead)
        or enumerates(source, listing)
        or _is_counted(lead, listing)
    ):
        return "unknown"
    if listing.inline and nearest == "actions" and are_of_a_day(source, listing):
        return "neither"
    if listing.inline and nearest == "actions" and are_catchwords(source, listing):
        return "neither" if alone else "unknown"
    return cast(ListKind, nearest)


# "Le problème n'est pas de financer des postes mais de les pourvoir : …", "Ce n'est pas un plan de plus : …": why, and
# not what.
_DENIED = re.compile(
    r"\b(?:n'(?:est|etait)|ne (?:sera|serait|sont)) (?:pas|plus|jamais) (?:(?:[a-z]+ )?(?:de |d'|a )[a-z]+r\b[^,;:]*"
    r"|(?:une? |des )(?:(?!\b(?:mais|si|qu))[^,;:])*)$"
)
_DECIDES = re.compile(
    r"(?<!\bont )(?<!\ba )\b(?:decide|delibere|arrete)$|\bd e (?:c i d e|l i b e r e)$|\ba r r e t e$"
)
# "Quelles actions près de chez moi ?", and below it "Cela dépend de votre territoire :"
_BY_PLACE = re.compile(
    r"\b(?:par|selon|dans|de|quel) ?(?:l[ae]s? |l'|chaque |votre |vos |son |notre |ce )?"
    r"(?:territoires?|departements?|communes?|cantons?|secteurs?|bassins? de vie|lieux?)(?: [a-z' -]{2,30})?$"
)


def _last(pattern: re.Pattern[str], text: str) -> int:
    position = -1
    for match in pattern.finditer(text):
        position = match.end()
    return position


# "Volet santé : un bus, deux postes": what is done there, not what it aims at.
_VOLET = re.compile(r"(?:^|[.!?] )(?:le |l')?(?:volet|axe|pilier|chantier) [a-z][a-z' -]{2,40}$")


# "Dès 2024 : un bus, deux postes", "À la rentrée : …": when, and nothing else.
_SOON = re.compile(
    r"(?:^|[.!?;] )(?:et |enfin,? )?(?:des|a partir d[eu]|a compter d[eu]|en|d'ici(?: a)?|a|au|cet(?:te)?|l'an|dans"
    r"|pour|courant|avant|sur place|bientot|prochainement|dans la foulee|tout de suite|d'abord|ensuite|puis)"
    r"(?:[ '][a-z0-9' -]{0,40})?$"
)


# "Priorité 1" alone leads in to what is done for it.
_ONE_RANK = re.compile(
    r"(?:axe|engagement|objectif|priorite|orientation|volet|pilier|ambition|chantier|defi) (?:n ?[°o] ?)?"
    r"(?:\d{1,2}|[ivx]{1,4})"
)
# "Les premiers chantiers démarrent en 2022 :" are works; "Quatre chantiers :" may be aims.
_WORKS = re.compile(
    r"\bchantiers (?:[a-z]+ ){0,2}(?:demarr|debut|commenc|lanc|realis|financ)\w*"
    r"[^.;:]*$"
)
# "Trois chantiers ouvriront les premiers : un bus, un relais": work that begins.
_BEGINS = re.compile(r"\b(?:chantiers|pistes|defis)\b[^.;:]*$")
# "La priorité est donnée :", "Les crédits iront en priorité :": where the means go, and not what the priorities are.
_GIVEN_TO = re.compile(
    r"\bpriorites? (?:(?:est|sont|sera|seront|a ete|ont ete) )?(?:\w+ment )?(?:donne|accorde|mis|reserve|porte)\w*"
    r"|\b(?:en|par|de) priorite\b|\bprioritairement\b"
)
# "Au cœur du texte :" are things, or what all is for: "un accès simple aux droits".
_AT_HEART = re.compile(
    r"(?:^|[.!?] )au c(?:oe|œ)ur (?:du|de ce|de cet|de l[a']|de cette) ?(?:[a-z]+ )?"
    r"(?:contrat|convention|texte|accord|pacte|document|protocole)$"
)
_IDEAL = re.compile(
    r"(?:une? |des |l[ae] |l')(?:(?:meilleur|vrai|veritable|grand|juste)[a-z]* )?(?:acces|mode|droits?|reponses?"
    r"|solutions?|offre|loisirs|egalite|vie|cadre|parcours|prise en compte|continuite|qualite|prevention"
    r"|sante|education)\b"
)
# "Pour quoi faire ?" asks for what is aimed at, as for what is done.
_WHAT_FOR = re.compile(r"\bpour (?:en )?(?:faire )?quoi(?: faire)?\b")


# "Les mesures prévues sont les suivantes : permanences communes ; accueil de jour."
_FOLLOWING = re.compile(r"\b(?:suivante?s?|nouvelle|ci-(?:apres|dessous))$")
# "Axes : jeunesse ; accès aux droits", "Actions retenues : un bus ; un relais": nothing but what the entries are.
_ONLY_NAMES = re.compile(
    r"(?:^|[.!?;] )(?:les |ses |nos |leurs )?(?:grand[es]* |principal[es]* |premiere?s )?"
    r"(?:axes|priorites|orientations|thematiques|themes|domaines|volets|engagements"
    r"|actions?|mesures?|projets|operations|initiatives|fiches?(?:-actions?)?)"
    r"(?: (?:retenue?s?|prevue?s?|programmee?s|inscrite?s|associee?s?|correspondante?s?|concretes|phares?|prioritaires"
    r"|strategiques|communs?|communes|du (?:contrat|pacte|texte)|de (?:la convention|travail)))*$"
)


# "Ce qui se fera dès 2024 : cafés des parents, permanence au Bourgogne"
_WHAT_STARTS = re.compile(
    r"(?:voici |voila |et )?ce qu(?:i|e l'on|'on) (?:va |vont )?"
    r"(?:se fai(?:t|re)|se fera|fera|sera fait|(?:voit|verra|voir) le jour|(?:demarre|commence|debute)(?:ra|r)?"
    r"|ouvr(?:e|ira|ir)|lance(?:ra)?|arrivera|est (?:prevu|programme|decide|retenu))"
    r"(?: (?:des|en|a|au|cet(?:te)?|d'ici|sur|dans|avant|pour) ?[a-z0-9' ]{2,40})?"
)


def _holds_both(source: Source, listing: Listing) -> bool:
    """Whether "quatre engagements, huit actions" leads in to engagements: the actions are nested or behind a colon."""
    return any(e.level for e in listing.entries) or all(
        INFINITIVE.match(source.folded, e.start) and COLON.search(source.folded, e.start, e.end)
        for e in listing.entries
    )


def _is_counted(lead: str, listing: Listing) -> bool:
    """Whether the lead-in announces as many entries as there are."""
    return len(listing.entries) in counts_in(lead)


def _all_infinitives(source: Source, listing: Listing) -> bool:
    """Whether each entry of a list that a colon, or a heading on the contract, leads in to is something to do."""
    lead = source.folded[listing.lead_start : listing.lead_end].rstrip()
    outermost = [entry for entry in listing.entries if entry.level == 0]
    outlined = len(outermost) < len(listing.entries)
    on_contract = (outlined or is_title(source, listing)) and is_led_in(source, listing, lead)
    # "I. PRÉVENIR", and a line under it: that leads in to itself.
    titles = all(len(entry.label.split()) > 1 and entry.label.isupper() for entry in outermost)
    if any(cues().by_reader.match(source.folded, entry.start, entry.end) for entry in outermost):
        return False
    return (lead.endswith(":") or on_contract or titles) and to_do(source, listing)


def _axes_in(source: Source, listing: Listing, programme: str | None) -> int:
    axes = programmes()[programme].axes if programme else ()
    return sum(
        any(axis.pattern.search(source.folded, e.start, e.end) for axis in axes) for e in listing.entries
    )
