"""Infinitives that tell what has been done: what stands before "signer" in "venait de signer"."""

import re

JUST_DONE = re.compile(
    r"\b(?:vien(?:s|t|nent)|ven(?:ons|ez|ant)|venai(?:t|ent|s))"
    r"(?: \w+ment| tout juste| a peine| ensemble|,? tou(?:s|tes) (?:les )?(?:deux|trois|quatre|cinq),?)? (?:de |d')"
    r"(?:les? |la |l'|y )?$"
    r"|\b(?:ai|a|avons|ont) (?:permis|pu|tenu|decide|choisi|accepte|fini|eu (?:l[ea] |l')\w+)(?: \w+)?"
    r" (?:de |d'|a |par )?$"
    # "a pris le temps de signer", "se sont empressés de signer"
    r"|(?<!n')(?<!ne l')\b(?:ai|a|avons|ont) (?:pris|trouve|eu) (?:[a-z]+ )?(?:le temps|la peine|le soin|l'honneur"
    r"|la joie|la chance|le privilege) d(?:e |')(?:y |les? |la |l')?$"
    r"|\b(?:s'est|se sont) (?:empresse|hate|depeche|resolu|fait (?:une joie|un plaisir|un devoir))e?s?"
    r" (?:de |d'|a )(?:y |les? |la |l')?$"
    # People who came together to sign have signed, unless a modal says otherwise.
    r"|\b(?:pris place|attabl|reuni|retrouv|rassembl|rejoint|rencontr|deplac|rendu|recev|recu|accueill|convi|"
    r"venu)(?!(?:e|i)?r(?:a|ont|ait|aient|ons)\b)\w*\b[^.;:\n]{0,90}\b(?:pour|afin de) (?:y |le |la )?$"
    r"|\b(?:est|sont) (?:aussi |donc |ainsi )?venue?s?\b"
    r"(?:(?!\b(?:doi(?:t|vent)|devr\w+|pourr\w+|va|vont|pour|afin|qui|avant|mais)\b)[^.;:\n]){1,80}(?<!de)(?<! a) $"
    r"|\b(?:au moment|a l'heure|a l'instant) de (?:y |le |la )?$"
    r"|\b(?:etai(?:t|ent)|s'est|se sont)\b[^.;:\n]{0,90}\bpour (?:y |le |la )?$"
    # "La visite a été l'occasion de signer", "ont profité de leur venue pour signer"
    r"|\b(?:a|ont|avait|avaient) (?:aussi |ainsi |egalement )?ete (?:aussi |ainsi |egalement )?l'occasion"
    r"(?:,? pour (?:(?!\bde )[^.;:\n]|\bde (?=la|l')){3,160}?,?)? (?:de |d'|pour )(?:y )?$"
    r"|\b(?:a|ont) (?:aussi |ainsi |egalement )?permis (?:a|aux?) [^.;:\n]{3,160}(?<!avant) de (?:y )?$"
    r"|\b(?:a|ont|avait|avaient) (?:profite|saisi)\w* [^.;:,\n]{3,60} pour (?:y )?$"
    # "Les élèves ont regardé trois adultes signer"
    r"|\b(?:ai|a|avons|ont) (?:[a-z]+ )?(?:vus?|regardee?s?|observee?s?|filmee?s?)"
    r" (?:(?!\b(?:de|d'|pour|a|sans|refus\w+)\b)[^.;:,\n]){3,60} $"
    # "Ils étaient trois à signer", "quand il s'est agi de signer", "lorsque l'heure est venue de signer"
    r"|\b(?:etaient|furent) (?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze) a (?:y |le |la )?$"
    r"|\b(?:quand|lorsque|lorsqu')[^.;:\n]{0,40}\b(?:s'est agi|a fallu|est venue?)\b[^.;:,\n]{0,20}"
    r"(?:\bde | )(?:y |le |la )?$"
)
# "n'ont pas tardé à signer", "il aura fallu attendre mai pour que tous signent"
NO_DELAY = re.compile(
    r"\b(?:a|aura|avait) (?:\w+ )?fallu (?:attendre|patienter|plusieurs|des?|un|une|\w+ (?:mois|ans|semaines))\b"
    r"[^.;:]{0,60} (?:pour|avant) (?:que |qu'|de )?[^.;:,]{0,60}$|"
    r"\bn'(?:a|ont) pas (?:(?:manque|attendu|neglige) (?:de |d'|pour )|(?:longtemps )?(?:tarde|hesite) a )"
    r"(?:y |les? |la |l')?$"
)
# "a reçu mardi Mme A, présidente du Département, et M. B, directeur général de l'ARS, pour | signer"
CAME = re.compile(
    r"\b(?:a|ont) (?:ainsi )?(?:recu|accueilli|reuni|convie|retrouve|rejoint|rencontre)s?\b[^.;:\n]*$"
)
# "Le contrat que nous allons | signer | dans un instant": said at the signing.
_GOING_TO = re.compile(r"\b(?:vais|va|allons|allez|vont) (?:y |l[ae]s? |l')?$")
_AT_ONCE = re.compile(
    r",? (?:dans (?:un|quelques) (?:instants?|minutes?|secondes?)|maintenant|a l'instant|a present|tout de suite)\b"
)
# What is asked for, or wanted, before it is signed.
_ASKS = (
    r"(?:demand|conven|exig|reclam|attend|permi|souhait|voul|propos|prefer|decid|choisi|prevu|annonc|prom[ie]|oblig|invit|pri[ee]"
    r"|conseil|besoin|falloir|fallait|necessaire|indispensable|tenu a|a [a-z]+er )"
)
_DID_FIRST = re.compile(
    rf"\b(?:a|ont|avait|avaient|est|sont|etait|etaient) (?!{_ASKS})[a-z]+(?:(?!\b{_ASKS})[^.;:\n]){{0,120}}"
    r"(?<!juste)(?<!pas) avant de (?:y |le |la )?$"
)


def is_at_once(before: str, folded: str, end: int) -> bool:
    """Whether the folded words before an infinitive and behind it say that it is done there and then.

    >>> is_at_once("nous allons ", "nous allons signer dans un instant", 18)
    True
    """
    return _AT_ONCE.match(folded, end) is not None and _GOING_TO.search(before) is not None


def did_first(before: str, written: str) -> bool:
    """Whether the words before an infinitive, folded and as written, tell what somebody did before doing it.

    >>> did_first("elle n'a pas cache sa joie avant de ", "Elle n'a pas caché sa joie avant de ")
    True
    """
    if "avant de" not in before[-12:]:
        return False
    verbs = "".join("-" if letter == "à" else folded for folded, letter in zip(before, written, strict=True))
    return _DID_FIRST.search(verbs) is not None
