"""When measures will be there: a season, a month or a year, and the part of a contract's time that it opens."""

from extractors.text.calendar_names import MONTHS

SEASON = (
    r"(?:(?:(?:premier|second|deuxieme|troisieme|quatrieme) (?:semestre|trimestre)"
    r"|rentree|printemps|ete|automne|hiver|annee(?: prochaine)?|an prochain|20\d\d|mois d[e'] ?[a-z]+"
    rf"|{MONTHS})(?: (?:scolaire|20\d\d))?)"
)
# "Dès le printemps", "en 2023", "pour la première année"
PART_OF_TIME = (
    rf"(?:des|a|au|en|pour|d'ici(?: a)?|courant|fin|debut)? ?(?:l[ae] |l'|cette )?(?:{SEASON}"
    r"|(?:court|moyen|long) terme|(?:phase|etape|temps|tranche) (?:n ?[°o] ?)?\d"
    r"|(?:premiere?|deuxieme|seconde?|troisieme|quatrieme|derniere?) (?:annee|phase|etape|temps|tranche))"
)
# … between a verb and what it tells of: "Sont prévus, | dès le printemps, | un bus et un relais"
AT_SOME_TIME = rf"(?:,? (?:{PART_OF_TIME}|en (?:premier|priorite)(?: lieu)?|d'abord),?)?"
