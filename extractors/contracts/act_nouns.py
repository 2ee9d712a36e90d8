"""Nouns that tell an act ("la signature du contrat"): which are yet to come, and which are of no contract."""

import re

from extractors.contracts.act_words import ActKind

_SIGNATURE_TO_COME = re.compile(
    r"\b(?:en vue de|aux? fins? de|pour(?= une $)|aucune(?: date de)?|avant|prochaine?|future?|d'ici|jusqu'a|"
    r"dans l'attente de|vers|autoris\w+|attend\w*(?: encore| toujours| desormais| plus que)?|prevo\w+|prealable a"
    r"|prepar\w+|pouvoir|(?:faut|faudrait|faudra|rest(?:e|ent|ait|aient|era|eront))(?: encore| toujours| desormais)?"
    r"|(?:a|de|pour|d'|reste|restent) (?:recueillir|obtenir|reunir|recevoir)"
    r"|a compter de|des(?! $)|projet de|procedera|procederont|debouche\w* sur|perspective de|"
    r"aboutir a|conduire a|doit|devra|aura lieu|interviendra|se (?:deroulera|tiendra)"
    r"|(?:vis|esper|souhait|envisag|escompt)(?:e|ent|ons|ait|aient|ant)|promet(?:tent)?|tabl(?:e|ent) sur"
    r"|(?:objectif|cap|horizon|but)(?: [a-z]+){0,2} ?:"
    r"|(?:doit|devra|devrait|pourra|pourrait) (?:avoir lieu|intervenir|se (?:derouler|tenir))"
    r"|(?:feux? verts?|aval|accord|oui) a|favorables? a"
    # … that somebody asks for: "demandant à l'État la signature d'un contrat"
    r"|(?:demand|reclam|exig|sollicit|recommand|preconis|propos)\w+(?: (?:a |au |aux )[^,.;:]{2,30})?"
    r"|(?:appell(?:e|ent|ait|aient|ons)|exhort\w+)(?: (?!a )[^,.;:]{2,30})? a|(?:plaid|milit)\w+ pour"
    r"|(?<!ete )(?:soumis|presente)e?s? a|(?:porte|recev|recueille)r(?:a|ont)"
    r"|sous (?:la )?(?:reserve|condition) des?|(?:condition|subordon)n\w+ a|a defaut de|faute de|sans"
    # … or that was told before: "on nous a déjà annoncé cette signature en juin"
    r"|(?:en l'|l')absence de|promi(?:s|ses?)|(?:annonc|program)\w+(?= cette $))"
    r"(?: (?:toujours|encore|impatiemment|avidement))?(?: proceder a)? (?:la |les |une |sa |cette |leur |toute |l'|"
    r"a la )?$"
)
# "On parle d'une signature en juin", "en vue d'une signature à l'automne"
_TALKED_OF = re.compile(
    r"\b(?:parl(?:e|ent|ait)|question|perspective|possibilite|hypothese|eventualite|attente|idee|espoir|absence"
    r"|en vue|promesse|but|objectif) d'une (?:(?:prochaine|future|eventuelle|possible|rapide) )?$"
)
# "À quand la signature ?", "On peut imaginer une signature", "Rendez-vous en juin pour la signature"
_TOWARDS = re.compile(
    r"(?:\b(?:a quand(?: donc)?(?: la| cette| une)?"
    r"|quand (?:est|sera)(?: donc)? (?:prevu|attendu|fixe|programm)ee? (?:la|cette)"
    r"|(?:imagin|envisag|esper|vis)er (?:la|une|cette)"
    r"|(?:men|about|condui|debouch)(?:er|era|ir|ira|re|ra) (?:a|sur) (?:la|une|cette))"
    r"|^\W*rendez-vous (?:\w+ )?(?:en|le|au|a|pour|fin|debut|courant)\b[^.;:,]{0,30} pour (?:la|une|cette)) $"
)
# "Signature à la rentrée.", "Signature avant l'été."
_SOON = re.compile(
    r" (?:prochainement|bientot|(?:a la rentree|a l'automne|au printemps|avant l'ete|avant la fin|d'ici"
    r"|dans (?:l[ae]s? |deux|trois|quelques)|l'an(?:nee)? prochaine?|le mois prochain|la semaine prochaine)"
    r"\b[^,;.:\d]{0,40})[.;!]?$"
)
# "surseoir à la signature", "pas de signature", "il manque une signature": whoever holds it up has not signed.
_DOES = r"(?:e|es|ee|er|ent|ait|aient|ant|era)"
_WITHHELD = re.compile(
    r"\b(?:pas de|point de|surse?oi\w*(?: encore)? a|sursis a|suspend(?:s|re|u|ent|ait|aient|ant|ra)?"
    rf"|(?:gel|bloqu|retard|repouss|report|differ|ajourn|decal|annul|ecart|abandonn){_DOES}"
    rf"|exclu(?:t|re|ent|ait|ra)|(?:oppos|conditionn){_DOES}(?: [a-z]+ment)? a"
    r"|(?:report|ajournement|retard|annulation|suspension)s? de"
    r"|manqu(?:e|ent|ait|aient|era|eront)(?: encore| toujours| plus)?(?: que)?|compromet(?:tre|tent|tait)?)"
    r"(?: (?:sine die|pour l'heure|pour l'instant|a nouveau|(?:deux|trois|plusieurs|maintes) fois))?"
    r" ?(?:la |sa |une |l[ae]s? |leurs? |toute |cette |l')?$"
)
# "ont le plaisir de vous convier à la présentation puis à la signature", "la presse est conviée à la cérémonie de …",
# "de vous compter parmi les invités de la signature"
_CEREMONY = r"(?:la |une )?(?:(?:ceremonie|seance)(?: officielle| solennelle)? de (?:la )?)?$"
_INVITED_TO = re.compile(
    r"(?:\bvous (?:convi|invit|pri)(?:e|ent|er|ons)"
    r"|\b(?<!\ba )(?<!\bont )(?<!\bavait )(?<!\bavaient )(?:convi|invit)(?:e|ent|er|ons)"
    r" (?:la presse|les (?:journalistes|medias))"
    rf"|\b(?:est|sont|etes) (?:\w+ment )?(?:convi|invit)ee?s?)\b[^.;:]{{0,80}}? (?:a|pour) {_CEREMONY}"
    rf"|\bvous compter (?:parmi|au nombre)\b[^.;:]{{0,40}}? (?:a|de|lors de) {_CEREMONY}"
    rf"|\b(?:honorer de|confirmer) votre presence (?:(?:a|lors de|pour) )?{_CEREMONY}"
    rf"|(?<!')\binvitation (?:a|pour) {_CEREMONY}"
)
# "la signature du futur contrat"
_OF_A_FUTURE_ONE = re.compile(r" (?:du|de la|de l'|d'une?) ?(?:futur|prochain)")
# "16 h – Signature du contrat", "d'ici au 15 octobre : signature du contrat": a line of an agenda.
_ON_AGENDA = re.compile(
    r"^\W*(?:a |des )?\d{1,2} ?(?:h|heures|:)(?: ?\d\d)?\W*$"
    r"|\b(?:d'ici|avant|au plus tard|jusqu'a|a partir d[eu])\b[^.;:\n]{0,30} ?[:–—-] $"
)
_SIGNATURE_WILL = re.compile(
    # "un travail qui se déroulera sur trois ans" is not said of the signature, ", qui se déroulera mardi" is.
    r"[^.;:\n]{0,200}?\b(?:aur(?:a|ont|ait|aient) lieu|interviendra(?:it)?"
    r"|(?:(?<!qui )|(?<=, qui ))se (?:deroulera|tiendra)|(?:pourra|pourrait|va) (?:avoir lieu|intervenir"
    r"|se (?:derouler|tenir))|(?:est|sont|etait) (?:pourtant |toujours |encore |desormais |\w+ment )?(?:prevue|"
    r"attendue|programmee|fixee|reportee|annoncee|esperee|souhaitee|envisagee|visee|planifiee|calee|escomptee"
    r"|promise|pressentie|possible)s?|devrait|devra|devait|doit|ne saurait"
    r"|attendra|attendront|tarde|(?:reporte|annule|repousse|differe|ajourne|suspendu|renvoye|decale)e|"
    r"(?:est|a ete) (?:annulee|repoussee|differee|ajournee)|sera|"
    r"seront|a ete reportee|(?:est|etait|a ete|semble|parait) (?:[a-z]+ment |donc |desormais |bien )?"
    r"(?:remise a|abandonnee|gelee|bloquee|compromise|exclue|enterree|ecartee|impossible)|"
    r"n'est (?:pas|jamais)|n'a pas|n'aura pas|reste|se fait attendre|se profile"
    r"|(?:but|achopp|coinc|train|patin|pietin|bloqu)(?:e|ait)|(?:depend|traine en longueur|bloque|est suspendue)"
    r"|c'est (?:pour|prevu|dans|demain|bientot|imminent|une question de))\b"
    # "Quand la signature pourrait-elle intervenir ?"
    r"|[^.;:\n]{0,60}?\b(?:pourr(?:a|ait)|devr(?:a|ait)|aur(?:a|ait)|interviendra(?:it)?|va|doit)(?:-t)?-elle\b"
)
# "Une signature aurait même été évoquée pour la rentrée"
_SIGNATURE_WOULD = re.compile(
    r"[^.;:,\n]{0,120}?\baur(?:ait|aient) (?:\w+ment |meme |donc )?(?:ete )?[a-z]+e"
)
# "arbitrages en juin, signature espérée avant le 31 octobre": nothing of the clause says that it took place.
_EXPECTED = re.compile(
    r" (?:(?:du|de la|de ce|de cette) [a-z]+ )?"
    r"(?:prevue|attendue|esperee|souhaitee|envisagee|visee|escomptee|planifiee)"
    r"(?: au plus tard)? (?:pour |vers |avant |d'ici |en |l[ae] |l'|aux? |a |fin |debut |courant |mi-)"
    r"[^,;.:\n]{2,40}(?:[,;.]|$)"
)
# "une signature « envisageable au printemps »", "la signature paraît proche", "une signature en mars serait jouable"
_UP_TO_VERB = r"(?: (?!qu|dont |ou |il |elle |le prefet|le maire|l[ae] preside)[a-z0-9'-]+){0,7}?"
_LIKELY = re.compile(
    rf"(?:{_UP_TO_VERB} (?:est|etait|parait|semble|reste|demeure)(?: (?:[a-z]+ment|encore|toujours|desormais|donc))?)? "
    r"(?:\" ?)?(?:envisageable|possible|probable|imminente|proche|prochaine|eventuelle|hypothetique|jouable|imaginable"
    r"|plausible|incertaine|a venir|a portee de main|dans les (?:prochain[es]*|semaines|mois|jours))\b"
    rf"|{_UP_TO_VERB} (?:ne )?serait\b"
)
# "évoque une signature en mai", "croit à une signature rapide", "l'horizon d'une signature": one that was has "la".
_EVOKED = re.compile(
    r"\b(?:evoqu(?:e|ent|ait|aient)|cro(?:it|ient|yait) a|mis(?:e|ent|ait) sur"
    r"|(?:horizon|conditions?|scenario|calendrier) d') ?une (?:[a-z]+ )?$"
)
# "La signature, reportée deux fois, a eu lieu mardi."
_HELD = re.compile(
    r"[^.;:\n]{0,160}?\b(?:(?<!n')a|(?<!ne )s'est|(?<!n')est) (?!pas |plus |jamais )(?:\w+ ){0,2}"
    r"(?:eu lieu|tenue|deroulee|intervenue)\b"
)
_TOOK_PLACE = re.compile(r"\b(?:a (?:bien |enfin )?(?:eu|ete)|s'est|fut|eut)\b")
# "Le vote est attendu en septembre, | la signature dans la foulée": as what stands before the comma.
_AS_BEFORE = re.compile(
    r"\b(?:(?:est|sont|reste|restent) (?:[a-z]+ment |desormais )?(?:attendu|prevu|programm|esper|envisag|annonc)[a-z]*"
    r"|(?:aura|auront) lieu|interviendr(?:a|ont)|se (?:tiendr|deroulera)(?:a|ont)?)"
    r" (?:en|pour|le|l'|au?|d'ici|fin|debut|courant|dans|avant|apres)\b[^,;.:]{2,40}, (?:puis |et )?(?:la |sa |une )?$"
)
# What a contract provides for, or what an amendment is called: "renouvelable par tacite reconduction".
_NO_CHANGE = re.compile(r"\b(?:tacite|expresse|par|clause de|avenants?(?: n ?[°o]? ?\d{1,2})? de) $")
# A signature that is not of a contract.
_NO_SIGNATURE = re.compile(
    r"\bdelegations? (?:de|permanente de|generale de) $|\bparapheur de $"
    r"|\b(?:riche|avare|prodigue|fecond|charge)e?s? (?:en|de) $"  # "Le mois de juin a été riche en signatures"
)
_OTHER_SIGNATURE = re.compile(r" (?:electronique|numerique|manuscrite|des (?:actes|arretes|mandats))\b")


def is_of_no_contract(kind: ActKind, folded: str, before: str, end: int) -> bool:
    """Whether a noun names something else: a power of attorney, an electronic signature, a clause of renewal.

    >>> is_of_no_contract(
    ...     "signed", "arrete portant delegation de signature", "arrete portant delegation de ", 38
    ... )
    True
    """
    other = _OTHER_SIGNATURE.match(folded, end) is not None and "appos" not in before
    return (
        other
        or _NO_SIGNATURE.search(before) is not None
        or (kind == "amended" and _NO_CHANGE.search(before) is not None)
    )


def is_to_come(folded: str, before: str, end: int, limit: int) -> bool:
    """Whether the words before a noun, or those from its end to `limit`, say that it is yet to be.

    >>> is_to_come("la signature aura lieu en mai", "la ", 12, 29)
    True
    """
    if _HELD.match(folded, end, limit):
        return False
    if before.endswith(" des ") and not folded.endswith("s", 0, end):
        return True  # "dès signature du contrat", not "revêtu des signatures"
    expected = _EXPECTED.match(folded, end, limit)
    return (
        (expected is not None and not _TOOK_PLACE.search(expected[0]))
        or _ON_AGENDA.search(before) is not None
        or _SIGNATURE_TO_COME.search(before) is not None
        or _TOWARDS.search(before) is not None
        or (not before.strip(" -*•") and _SOON.match(folded, end, limit) is not None)
        or _AS_BEFORE.search(before) is not None
        or _WITHHELD.search(before) is not None
        or _TALKED_OF.search(before) is not None
        or _EVOKED.search(before) is not None
        or _LIKELY.match(folded, end, limit) is not None
        or _INVITED_TO.search(before) is not None
        or _OF_A_FUTURE_ONE.match(folded, end, limit) is not None
        or _SIGNATURE_WILL.match(folded, end, limit) is not None
        or _SIGNATURE_WOULD.match(folded, end, limit) is not None
    )
