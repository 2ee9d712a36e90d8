"""How clauses say what will be done: "une maison ouvrira à Gap", "le Département créera dix places"."""

import re
from functools import cache
from typing import NamedTuple

from extractors.engagements.cues import NUMBERED, told

# "Au titre du premier, …", "Pour l'axe 2, …", "Sur le second point, …": under which of the aims it will be done.
_RANKED = r"(?:premiere?|deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme|derniere?)"
_AIM = r"(?:axe|engagement|objectif|priorite|volet|orientation|ambition|pilier|point)"
UNDER_AIM = (
    r"(?:au titre|en application|en reponse|dans le cadre|au service|pour ce qui (?:est|concerne)"
    r"|s'agissant|pour|sur) ?(?:du |de la |de l'|de |au |a la |a l'|l[ae] |l')?"
    rf"(?:{_RANKED}(?: {_AIM})?|{_AIM} (?:n ?[°o] ?)?\d{{1,2}})(?: [^,.;:]{{0,40}})?, "
)
_MOREOVER = r"\w+ment |donc |ainsi |aussi |enfin |bientot |deja |desormais |egalement "
_AND = (
    r"(?: (?:aussi|egalement|notamment|ainsi|en outre|par ailleurs|pour sa part|de plus|[a-z]+ment|d'abord|ensuite"
    r"|enfin|surtout)|,[^,.;]{3,110},)?"
)
_MONEY = (
    r"(?:(?:un peu |bien )?(?:plus|moins|pres) (?:de |d')|quelque |environ )?(?:\d[\d .,]*|une? |deux |trois )"
    r"(?:m€|k€|€|euros?\b|millions?\b)"
)
# So much that no person is given it: "l'île recevra 5,4 millions", and not "chaque jeune recevra 500 euros".
LARGE_SUM = (
    r"(?:(?:un peu |bien )?(?:plus|moins|pres) (?:de |d')|quelque |environ )?"
    r"(?:(?:\d+(?:[.,]\d+)?|une?|deux|trois|quatre|cinq|six|dix) (?:millions?\b|m€|k€)"
    r"|\d+(?:[.,]\d+)?(?:m€|k€)|\d{2,3}[ .]\d{3} ?(?:€|euros\b)|\d{1,3}(?:[ .]\d{3}){2} ?(?:€|euros\b))"
)
# "Le Jura disposera de 2,4 M€": money that comes, and no measure.
RECEIVES = re.compile(
    r"\b(?:recevr|percevr|toucher|beneficier|disposer|obtiendr|gagner|encaisser)(?:a|ont)(?: [a-z]+)? "
    rf"(?:d(?:e |'))?(?:(?:une? )?[a-z]+ (?:[a-z]+ )?(?:de |d'))?{LARGE_SUM}"
)
_NEW = rf"(?:une? |des |{NUMBERED})"
_BODY = (
    r"(?:l'(?:etat|ars|agence(?: regionale de sante)?|agglomeration|education nationale|hopital)"
    r"|le (?:conseil )?departement(?:al)?"
    r"|la (?:region|caf|prefecture|collectivite|metropole|ville|commune|pmi"
    r"|communaute(?: (?:de communes|d'agglomeration|urbaine))?)"
    r"|les (?:(?:deux|trois|quatre) )?(?:parties|signataires|partenaires)"
    r"|les (?:deux|trois|quatre) (?:collectivites|institutions|administrations))"
)
BODIES = rf"{_BODY}(?:(?:,| et) {_BODY}){{0,2}}(?:, (?:lui|elle|eux)(?:-memes?)?,)?"
# "L'ARS financera un lieu", "l'État prendra à sa charge la formation de …": what is paid for is done.
PAYS = re.compile(
    rf"(?:{BODIES} (?:(?:co)?financer(?:a|ont)|v(?:a|ont){_AND} (?:co)?financer|paier(?:a|ont)"
    r"|prendr(?:a|ont) (?:a (?:sa|leur)|en) charge)"
    rf"|nous (?:co)?financerons|on (?:co)?financera|il y aura){_AND} "
)
# "Le Département s'engage à ouvrir un lieu et à former les équipes"
PLEDGES = re.compile(
    rf"(?:je m'engage|nous nous engageons){_AND} a "
    r"|nous avons (?:ensemble |donc |aussi )?(?:decide|convenu|fait le choix) (?:ensemble )?d(?:e |')"
    rf"|(?:{BODIES}|ils?|elles?) (?:(?:s'engage(?:nt|ra|ront)?|s'est engagee?|se sont engage[es]*){_AND} (?:a|sur) "
    rf"|(?:s'accordent|se sont (?:accorde|entendu|mis d'accord)e?s?){_AND} sur "
    rf"|(?:ont convenu|conviennent|sont convenue?s){_AND} d(?:e |'))"
    # "L'ARS entend par ailleurs ouvrir un lieu", "La Ville prévoit de doubler les places"
    rf"|{BODIES} (?:(?:entend(?:ent)?|compte(?:nt)?){_AND} |prevoi(?:t|ent){_AND} d(?:e |'))(?=[a-z]+(?:er|ir|re)\b)"
)


@cache
def done() -> str:
    """Write the pattern of the participle behind "sera": any but those that tell no measure ("signé", "présenté")."""
    no = "|".join(told()["futures"]["not_done"])
    return (
        rf"(?:{_MOREOVER})?(?!(?:{no})e{{0,2}}s?\b)"
        r"(?!(?:l[ae]s?|une?|des?|du|ce|cette|que|plus|mis a jour)\b)"
        r"[a-z]+(?:ee?|[iu]e?|ise?|ite?|erte?)s?"
    )


# "mettrons en place | un relais", "créerons à Gap | un centre", "doterons | chaque centre"
_TO_WHAT = (
    r"(?: en place)?(?: (?:a|en|dans|sur|chez) [^.,;:]{2,40}?)? "
    rf"(?:{_NEW}|chaque |tou(?:s|tes) les |l[ae] (?=[a-z]+(?:age|tion)\b))"
)


# "Un enfant de la Creuse doit accueillir ce qu'un enfant de Lyon …": what ought to be, of whomever it is said.
_MAXIM = (
    r"une? (?:[a-z]+ )?(?:enfant|jeune|eleve|bebe|mineure?|adolescente?|parent|mere|pere|famille|personne|patiente?"
    r"|femme|homme|victime|malade|habitante?|citoyen(?:ne)?|usager|locataire|salariee?"
    r"|etudiante?)\b[^.,;:]{0,90}? doit\b"
)


@cache
def happens() -> re.Pattern[str]:
    """Compile how a clause says that something new will be there: "une maison des familles ouvrira à Gray"."""
    data = told()["futures"]
    verbs, participles = "|".join(data["verbs"]), "|".join(data["participles"])
    other = "|".join(data["not_new"])
    infinitives = rf"(?:(?:{verbs})e?|{'|'.join(data['infinitives'])}|etre (?:{participles})[es]*)"
    return re.compile(
        rf"(?!{_MAXIM}){_NEW}(?!(?:\w+e?s? )?(?:{other})\b)[^.,;:]{{3,90}}?(?:, [^.,;:]{{3,80}},)? "
        rf"(?:(?:se |s')?(?!(?:{'|'.join(data['no_news'])})(?:a|ont)\b)[a-z]+r(?:a|ont)"
        rf"|v(?:a|ont) (?:{_MOREOVER})?{infinitives}|ser(?:a|ont) {done()}"
        rf"|doi(?:t|vent) (?:{_MOREOVER})?{infinitives}"
        rf"|(?:est|sont) (?:{_MOREOVER})?(?:prevu|programme|planifie)[es]*)\b"
        # "Nous tiendrons une permanence", "on mettra en place un répit", "nous créerons à Gap un centre"
        rf"|{_we_will()}{_TO_WHAT}"
    )


def _we_will() -> str:
    """Return the pattern of what we do: "nous créerons", "on ouvrira"."""
    ours = "|".join(told()["futures"]["ours"])
    return f"(?:nous (?:{ours})ons|on (?:{ours})a)"


@cache
def we_too() -> re.Pattern[str]:
    """Compile how a clause goes on without its "nous": "nous créerons un lieu, | doterons chaque centre …"."""
    return re.compile(rf"(?:{'|'.join(told()['futures']['ours'])})ons{_TO_WHAT}")


@cache
def we_do_too() -> re.Pattern[str]:
    """Compile how a clause goes on with what we do to what is there: "et | nous équiperons les pompiers de …"."""
    no = "|".join(told()["futures"]["not_there"])
    return re.compile(
        rf"{_we_will()} "
        rf"(?!{'|'.join(told()['prose']['unchanged'])}|l[ae]s? liens?\b)"
        rf"(?:l[ae]s? |l'|chaque |tou(?:s|tes) les )(?!(?:{no})\b)"
    )


@cache
def no_news() -> re.Pattern[str]:
    """Compile what is no measure, though new: "des réunions", "un effort"."""
    return re.compile(rf"{_NEW}(?:\w+e?s? )?(?:{'|'.join(told()['futures']['not_new'])})\b")


@cache
def done_too() -> re.Pattern[str]:
    """Compile how a clause goes on without its auxiliary: "dix places seront créées, | un guichet ouvert"."""
    data = told()["futures"]
    participles, other = "|".join(data["participles"]), "|".join(data["not_new"])
    return re.compile(
        rf"(?:une? |{NUMBERED})(?!(?:\w+e?s? )?(?:{other})\b)[^.,;:]{{3,60}}? (?:{participles})[es]*\b"
    )


_ASIDE = r"(?:, [^.,;:]{3,80},)?"  # "l'équipe, portée par l'hôpital, interviendra"


@cache
def becomes() -> re.Pattern[str]:
    """Compile how a clause tells what becomes of what is there: "l'école de Vif accueillera dix élèves"."""
    data = told()["futures"]
    return re.compile(
        rf"(?:l[ae] |l'|les |chaque |tou(?:s|tes) les )(?!(?:\w+e?s? )?(?:{'|'.join(data['not_there'])})\b)"
        rf"(?:(?! si )[^.,;:]){{3,90}}?(?:{_ASIDE}|, (?!et )[a-z' -]{{3,40}} et [a-z' -]{{3,30}}?) "
        rf"(?:(?:se |s')?(?:{'|'.join(data['changes'])})(?:a|ont)"
        # … or what all will have: "les visites à domicile seront proposées à toutes les familles", "chacun sera reçu"
        rf"|ser(?:a|ont) {done()})\b"
        rf"|chacune? sera {done()} (?:par|dans|a|au|aux|en|chez) "
        # "Chaque enfant confié aura un médecin"
        rf"|(?:chaque |toute? (?!le?s? )|tou(?:s|tes) les )(?!(?:{'|'.join(data['not_there'])})\b)[^.,;:]{{3,60}}? "
        rf"aur(?:a|ont) (?:droit a |acces a )?{_NEW}"
        rf"|(?:chaque |toute? )(?:enfant|eleve|jeune|parent|famille|mineure?)\b[^.,;:]{{0,50}}? aura (?:son|sa) "
    )


@cache
def may_do() -> re.Pattern[str]:
    """Compile how a clause goes on with what people will be able to do: "et | les jeunes pourront passer le permis"."""
    no = "|".join(told()["futures"]["not_there"])
    return re.compile(
        rf"(?:l[ae] |l'|les |chaque |tou(?:s|tes) les )(?!(?:{no})\b)[^.,;:]{{3,60}}? "
        rf"pourr(?:a|ont) (?:{_MOREOVER})?(?:y |s'y |se )?[a-z]+(?:er|ir|re)\b"
    )


@cache
def will_do() -> re.Pattern[str]:
    """Compile how a clause answers what will change: "les jeunes éliront leurs délégués", whatever they will do."""
    data = told()["futures"]
    return re.compile(
        rf"(?:l[ae] |l'|les |chaque |tou(?:s|tes) les )(?!(?:{'|'.join(data['not_there'])})\b)[^.,;:]{{3,90}}? "
        rf"(?:(?:se |s')?(?!(?:{'|'.join(data['no_news'])})(?:a|ont)\b)[a-z]{{2,}}r(?:a|ont)"
        rf"|(?:v|pourr)(?:a|ont) (?:{_MOREOVER})?(?:y |s'y |se )?[a-z]+(?:er|ir|re))\b"
    )


class Undertaking(NamedTuple):
    """Patterns of what bodies do: how a clause says it, how one goes on, how the next sentence does."""

    clause: re.Pattern[str]
    same_subject: re.Pattern[str]
    by_pronoun: re.Pattern[str]


@cache
def undertaking(*, contract: bool) -> Undertaking:
    """Compile what bodies are said to do: in a contract also in the present, elsewhere only what is to come."""
    data = told()["undertakings"]
    er, other = "|".join(data["er"]), "|".join(told()["futures"]["not_new"])
    futures = "|".join(data["futures"])
    verb = rf"(?:(?:(?:{er})er|{futures})(?:a|ont)|v(?:a|ont){_AND} (?:(?:{er})er|(?:{futures})e?|soutenir|tenir))\b"
    if contract:
        verb = rf"(?:{verb}|(?:{er})(?:e|ent)\b|(?:{'|'.join(data['presents'])})\b)"
    place = r"(?: en place| a disposition| en service)?"
    new = rf"{_NEW}(?!(?:[a-z]+e?s? )?(?:{other})\b)"
    known = rf"(?:l[ae]s? |l'|de (?=\d)|a (?=\d))(?!(?:{other})\b)"
    done = rf"{verb}{place}{_AND}{place} (?!{_MONEY})(?:{new}|{known})"
    subject = rf"(?:{BODIES}|ils?|elles?)" if contract else BODIES
    return Undertaking(
        *(re.compile(said) for said in (rf"{subject} {done}", done, rf"(?:ils?|elles?) {done}"))
    )
