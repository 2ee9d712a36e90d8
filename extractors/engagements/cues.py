"""What lead-ins, subjects, verbs and words say of a list or a sentence: whether it tells engagements or actions."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from extractors.engagements.times import AT_SOME_TIME
from extractors.text.alternatives import by_letter
from extractors.text.anchors import Anchored
from extractors.text.calendar_names import MONTHS


class Cues(NamedTuple):
    """Patterns of `data/engagements.toml`: what lead-ins, subjects and sentences say of a list."""

    engagements: re.Pattern[str]
    actions: re.Pattern[str]
    come_to: re.Pattern[str]
    neither: re.Pattern[str]
    earlier: re.Pattern[str]
    asked: re.Pattern[str]
    whom: re.Pattern[str]
    agreed: re.Pattern[str]
    run: re.Pattern[str]
    obligations: re.Pattern[str]
    dropped: re.Pattern[str]
    title: re.Pattern[str]
    no_deed: re.Pattern[str]
    deeds: re.Pattern[str]
    by_reader: re.Pattern[str]
    decisions: re.Pattern[str]
    contract: re.Pattern[str]
    rival: re.Pattern[str]
    plans: Anchored
    prose: re.Pattern[str]
    further: re.Pattern[str]
    not_measure: re.Pattern[str]
    people: re.Pattern[str]


# How many there are of something new, without the article.
NUMBERED = (
    r"deux |trois |quatre |cinq |six |sept |huit |neuf |dix |onze |douze |treize |quatorze |quinze |seize "
    r"|dix-(?:sept|huit|neuf) |cent |(?:vingt|trente|quarante|cinquante|soixante|quatre-vingt)s?(?:-[a-z]+)* |\d+ "
)
# How a newspaper picks measures out of a contract: "on y trouve un lieu neutre".
_SEES = (
    *("trouve(?:ra)?", "retrouve(?:ra)?", "releve(?:ra)?", "note(?:ra)?", "compte(?:ra)?", "lit", "lira"),
    *("decouvre", "remarque(?:ra)?", "distingue", "reti(?:ent|endra)", "apprend"),
)
_MEASURES = (
    *("actions?", "mesures?", "fiches?", "projets?", "initiatives?", "nouveautes?"),
    *("chantiers?", "operations?"),
)
# "Au chapitre des mesures, on trouve un relais de nuit", "côté nouveautés, on note un bus"
_AMONG = (
    r"(?:parmi|dans|sur|(?:du )?cote|en matiere|a la (?:rubrique|page)"
    r"|au (?:nombre|fil|chapitre|rang|registre|rayon|titre|catalogue|palmares))"
)
_PICKED_FROM = (
    *(*_MEASURES, "dispositifs?"),
    *("contrat", "texte", "document", "convention", "liste", "pages", "volet", "axe"),
    *("idees?", "pistes?", "propositions?"),
)
# What people somewhere want to have: "côté Mayenne, on veut un bus", "à Laval, on parle d'un bus".
_WANTS = (
    *("veut", "voudrait", "mise sur", "parie sur", "prevoit"),
    *("lance(?:ra)?", "cree(?:ra)?", "ouvre", "ouvrira", "installe(?:ra)?"),
)
_WANTS_OF = ("parle", "reve", "disposera", "beneficiera", "se dotera")
_SOMEWHERE = r"(?:cote|en|dans|pour|aux?|a|chez) [^.,;:\n]{2,40}, on "
_CITES = (
    *("cite", "citent", "mentionne", "mentionnent", "evoque", "evoquent", "enumere", "signale", "signalent"),
    *("releve", "retient"),
)
# "Seront pris en charge un bus, deux postes et des visites": what is done to measures that stand behind.
_DONE = (
    *("lance", "cree", "ouvert", "engage", "finance", "deploye", "renforce", "mis"),
    *("pris(?= en charge)", "prise(?=s? en charge)"),
    *("recrute", "installe", "construit", "amenage", "embauche", "soutenu", "cofinance", "paye", "developpe"),
)
# "L'argent ira à un bus, au renfort des équipes et à six postes."
_SPENT = ("consacre", "affecte", "dedie", "alloue", "destine", "fleche")
_MONEY_GOES = (
    r"(?:argent|sommes?|credits?|enveloppe|fonds|moyens|montant|dotation|reste|solde|euros|\d+ ?€|elle|ils?|qui) "
    rf"(?:(?:ir|profiter|beneficier)(?:a|ont)|ser(?:a|ont) (?:{'|'.join(_SPENT)})e?s?)"
    r"(?: notamment| principalement| en priorite| surtout)?"
)
# "Il prévoit, dès cette année, un bus", "on y relève, entre autres mesures, un guichet"; "des bus" are a measure.
SINCE = rf"des (?:cet|l[ae']|les |lors|que|maintenant|demain|aujourd|{MONTHS}|\d)"
ASIDE = rf", (?:(?={SINCE})|(?!(?:une?|l[ae]|les|des|du|de|dont) |l'|d'une? (?!part\b)))[^,.;:\n]{{3,70}},"
# "La première année verra l'ouverture d'un lieu", "2024 verra deux recrutements"
_TIME = r"(?:annee|exercice|semestre|trimestre|periode|phase|etape|rentree|mois|(?:19|20)\d\d)(?: [a-z0-9' -]{1,30}?)?"
# "Le territoire verra ainsi arriver une crèche et un bus", "vous allez voir s'ouvrir un lieu"
_WILL_SEE = r"(?:verr(?:a|ont|ez|ons)|(?:va|vont|allez|allons) voir)"
_SOON = r"(?: (?:ainsi|donc|aussi|bientot|enfin|[a-z]+ment))?"
_COME = r"(?:arriver|naitre|eclore|fleurir|apparaitre|(?:s'ouvrir|s'installer|se creer|sortir de terre)(?: ensuite)?)"
# "De quoi ouvrir dix places"; "de quoi souffler un peu" is no measure.
_SO_THAT = (
    r"de quoi(?! (?:\w+ )?(?:respirer|souffler|voir|tenir|rassurer|convaincre|patienter|satisfaire|rejouir|durer"
    r"|nourrir|alimenter|rever|sourire|faire face))"
)
# "Parmi les points forts figurent …": what a diagnosis finds there already, and not what the contract brings.
_FOUND_THERE = (
    r"(?:[ls]es|leurs|nos) (?:points (?:forts|faibles)|atouts|forces|faiblesses|fragilites|difficultes|constats"
    r"|besoins|manques|lacunes|demandes|revendications|souhaits|doleances|attentes|voeux|regrets)\b"
    r"(?! d[eu] (?:ce |cet(?:te)? |la |l'|notre )?(?:contrat|texte|accord|convention|pacte))"
)
_RANKED_ONE = (
    r"(?:premiere|seconde|deuxieme|troisieme|derniere|autre|principale|seule|unique|grande)"
    r" (?:mesure|action|initiative|nouveaute|operation|avancee|innovation)"
    r"|(?:mesure|action|initiative|nouveaute|operation) (?:phare|unique|principale|emblematique|nouvelle)"
    r"|(?:projet|chantier|dispositif) (?:phare|emblematique)|(?:au c(?:oe|œ)ur|point fort) du contrat"
    r"|(?:(?<=\n)|(?<=[.!?] ))(?:nouveaute|innovation)(?= ?:)"
    r"|(?:une|la) (?:mesure|nouveaute)(?! (?:de|d'|que|qui|dont)\b)"
    r"|(?:premier|second|autre|seul|principal|grand) (?:projet|chantier|ajout|apport|changement)"
)
# "Une mesure manque : un bus"
_NOT_THERE = r"(?![a-z' ]*\b(?:manqu|oubli|absen|rejet|refus|ecart|retir|reclam|demand|regrett|critiqu))"
# "Puis suivront un bus et dix places", and not "Les agents, quant à eux, suivront une formation"
_INVERTED = (
    r"(?:(?<=[,;:.!?] )|(?<=\n)|(?<=puis )|(?<=ensuite )|(?<=enfin )|(?<=\d )|(?<=rentree )|(?<=annee ))"
    r"(?<!eux, )(?<!elles, )(?<!part, )"
)
_PLANS = (
    *(
        "figurent",
        "figureront",
        r"inscrit\w*",
        "ajoutent",
        "ajouteront",
        "parmi",
        "trouvent",
        r"il s'agi(?:t|ra)",
        "allons",
        r"pourr(?:a|on[st])",
        "va",
        "vont",
        r"prevoi\w+",
    ),
    *("ira", "iront", "profitera", "profiteront", "beneficiera", "beneficieront"),
    *(
        *(
            f"{which} (?:projet|chantier|ajout|apport|changement)"
            for which in ("premier", "second", "autre", "seul", "principal", "grand")
        ),
        *(f"{what} (?:phare|emblematique)" for what in ("projet", "chantier", "dispositif")),
        "au c(?:oe|œ)ur",
        "point fort",
        "avancee",
        "innovation",
    ),
    *("de quoi", "mesure", "action", "initiative", "nouveaute", "suivr(?:a|ont)", "viendr(?:a|ont)"),
    *(
        f"{have} (?:ainsi |aussi |notamment |egalement |donc )?ete {what}\\w*"
        for have in ("ont", "a")
        for what in ("retenu", "choisi", "inscrit", "decide", "arrete", "acte")
    ),
    *(r"s'y ajoute(?:ra)?", "verra", "verront", "verrez", "verrons", "allez voir"),
    *(
        "citons",
        "signalons",
        "question",
        "propose",
        "envisage",
        "on annonce",
        "cela suppose",
        "veut dire",
        "signifie",
        r"consist\w+",
        "on y",
    ),
    *(f"on {sees}" for sees in (*_SEES, *_WANTS, *_WANTS_OF)),
    # More letters than "est": most texts hold that in nearly every sentence.
    *(
        rf"{be} (?:aussi |notamment |ainsi |egalement )?(?:prevu|programme|planifie)\w*"
        for be in ("est", "sont")
    ),
    *(
        rf"{be} (?:ainsi |aussi |notamment )?(?:{'|'.join((*_DONE, *_SPENT))})\w*"
        for be in ("seront", "sera")
    ),
)

# What may stand between a verb and what it governs.
_GOVERNS = (
    r"(?: (?:aussi|egalement|donc|ainsi|entre autres|en particulier|par exemple|surtout|d'abord|d'une part"
    r"|en priorite|pele-mele|en vrac|a la fois"
    r"|en premier lieu|en outre|enfin|pour (?:cela|ce faire|y parvenir)|a cet(?:te)? (?:effet|fin)|dans ce but"
    rf"|a ce titre|de|d'))*(?:{ASIDE}|,? notamment,?|{AT_SOME_TIME},?)(?: de| d')? "
)


@cache
def told() -> dict[str, Any]:
    """Read `data/engagements.toml`, once."""
    return tomllib.loads((files("extractors") / "data/engagements.toml").read_text("utf-8"))


@cache
def cues() -> Cues:
    """Compile the patterns once."""
    data = told()
    lead, subject, prose = data["lead"], data["subject"], data["prose"]

    def either(patterns: list[str]) -> re.Pattern[str]:
        return re.compile(by_letter(patterns))

    verbs_of_contract = [*prose["verbs"], *prose["comes_to"]]
    subjects, verbs = "|".join(prose["subjects"]), "|".join(verbs_of_contract)
    return Cues(
        either(lead["engagements"]),
        either(lead["actions"]),
        either(lead["come_to"]),
        either(lead["neither"]),
        either(lead["earlier"]),
        either(lead["asked"]),
        either(lead["whom"]),
        either(lead["agreed"]),
        either(lead["run"]),
        either(lead["obligations"]),
        either(data["entry"]["dropped"]),
        either(data["entry"]["title"]),
        either(data["entry"]["no_deed"]),
        re.compile(rf"(?:a |de |d'|y )?(?:{'|'.join(data['entry']['deeds'])})\b"),
        re.compile(rf"(?:{'|'.join(data['entry']['by_reader'])})(?![a-z])"),
        re.compile(rf"(?:de |d'|m'|de m')?(?:{'|'.join(data['entry']['decisions'])})"),
        either(subject["contract"]),
        either(subject["rival"]),
        # Every sentence that the next pattern fits holds one of these; it is costly and most sentences hold none.
        Anchored([*_PLANS, *verbs_of_contract]),
        re.compile(
            # The start of a word first, so that no alternative is tried at the other places.
            rf"\b(?:(?:il s'agi(?:t|ra)(?: notamment)? de (?:financer|soutenir|payer)|"
            rf"(?P<of>il (?:y )?(?:est|sera|etait) (?:aussi |notamment |egalement )?question)(?= d[e'])|"
            rf"(?P<place_of>{_SOMEWHERE}(?:{'|'.join(_WANTS_OF)}))(?= d[e'])|"
            rf"{_SOMEWHERE}(?:{'|'.join(_WANTS)})|"
            rf"(?P<to>{_MONEY_GOES})(?= (?:a|aux?) )|"
            r"(?P<pays>(?:euros|millions|\d+ ?(?:€|m€)) (?:(?:co)?financer(?:a|ont)|servir(?:a|ont)(?= a )"
            r"|permettr(?:a|ont)(?= d[e'])))|"
            rf"(?:{'|'.join(_CITES)})(?: (?:notamment|aussi|ainsi))? parmi (?:les|ces|ses|leurs) "
            rf"(?:{'|'.join(_PICKED_FROM)})\b[^.,;:\n]{{0,50}}?(?<! de)(?<! d[au])(?= (?:l[ae]s? |l'|une? |des ))|"
            rf"(?P<aim>(?:il s'agi(?:t|ra) (?:notamment|entre autres|par exemple|en particulier|surtout)"
            rf"|il est (?:(?:aussi|egalement|ainsi|enfin|par ailleurs|en outre) )?(?:propose|envisage))(?= d)|"
            rf"on annonce(?: (?:aussi|notamment|egalement))?(?= )|"
            rf"(?:concretement|en clair|dans les faits|en pratique),? (?:il s'agi(?:t|ra)|cela suppose|"
            rf"(?:cela|ca|ceci) (?:veut dire|signifie)|[^.;:,\n]{{2,40}}? (?:va|vont|pourra|pourront))"
            rf"(?: notamment)?)(?= )|"
            rf"(?:{_AMONG} [^.;:\n]{{0,40}}?\b(?:{'|'.join(_PICKED_FROM)})\b"
            rf"[^.;:\n]{{0,50}}?,? on (?:y )?|(?P<there>on y ))(?:{'|'.join(_SEES)})"
            rf"(?: (?:aussi|notamment|egalement|par exemple|entre autres|ainsi|surtout|encore|pele-mele|en vrac))?|"
            rf"(?:(?:les|ces|ses|leurs) (?:(?:principales|premieres|autres)(?: (?:actions|mesures|initiatives|fiches))?"
            rf"|actions|mesures|initiatives|fiches(?:[ -]actions?)?)|(?:{_RANKED_ONE}))\b[^.;:\n]{{0,40}}?"
            rf" consist(?:e|era|ait|ent|eront|aient)(?: (?:notamment|surtout|donc|ainsi))? a|"
            rf"(?P<speech>on va|nous allons)(?: (?:donc|ainsi|aussi|enfin|pouvoir)){{0,2}}|"
            rf"parmi (?!{_FOUND_THERE})[^.;:\n]{{3,90}}? (?:figurent|citons|notons|(?:se|s'y) trouvent|"
            rf"sont (?:cites|citees|mentionnes|mentionnees)|(?:il|elle) (?:cite|mentionne|evoque)|"
            rf"on (?:retiendra|citera|peut citer))|"
            rf"(?:parmi (?:les|ses|leurs|ces) (?:[a-z]+ )?|(?:cote|au (?:rayon|chapitre|registre|rang)) (?:des )?)"
            rf"(?:{'|'.join(_MEASURES)})"
            rf"(?! (?:mene|realise|conduit|acheve|termine|livre)[es]*\b)(?: [^.,;:\n]{{0,40}})?,"
            rf"(?= (?:une? |l[ae] |l'|les |des |{NUMBERED}))|"
            rf"(?:actions?|mesures?|projets?|initiatives?|nouveautes)[^.;:\n]{{0,30}}, (?:citons|signalons)|"
            rf"{_AMONG} [^.;:\n]{{0,30}}?\b(?:{'|'.join(_MEASURES)})\b[^.;:,\n]{{0,40}},?"
            rf" (?:figur(?:ent|eront)|(?:se|s'y) trouvent|(?:citons|notons|signalons))|"
            rf"y (?:figurent|figureront|(?:est|sont|seront) inscrit[es]*)(?: (?:aussi|egalement|ainsi|encore))?|"
            rf"s'y ajoute(?:nt|ront|ra)?|"
            rf"une (?:seule |nouvelle |autre )?(?:action|mesure) (?:s'(?:y )?ajoute|vient s'(?:y )?ajouter"
            rf"|(?:y )?est ajoutee)(?: au contrat)?(?:,| :)|"
            rf"^{_SO_THAT}(?: notamment)?(?: financer| payer)?|"
            rf"parmi (?:lesquelles|lesquels|elles|eux|celles-ci|ceux-ci),?|(?:dans ce cadre|"
            rf"a ce titre|grace a (?:ce(?:t|tte|s)? \w+|eux|elles?|lui|cela|quoi)),? [^.;:\n]{{0,40}}?"
            rf"\b(?:prevoit|prevoient|va|vont|pourra|pourront|pourrons)|"
            rf"(?:(?<=[.!?] )|(?<=\n)){_SO_THAT}(?: notamment)?(?: financer| payer)?|(?:{_RANKED_ONE})"
            # "Première mesure annoncée, l'ouverture d'un lieu", "Autre projet : un bus"; of "La première, un bus, a été
            # retirée" something else is told.
            rf"(?:(?:{_NOT_THERE} [a-z' ]{{2,60}})? ?:"
            rf"(?! l[ae]s? [a-z]+ (?:est|sont|ont|[a-z]{{2,}}r(?:a|ont))\b)|(?: [a-z' ]{{2,30}})?,? (?:c'est|est|sera)"
            rf"(?= (?:une? |(?:l[ae] |l')[a-z]+ (?:d|aux? )))"
            rf"|(?: [a-z]{{3,}}(?:e|i|u|is|it)e?)?(?: (?:d|en|pour|par)[a-z0-9' ]{{2,30}})?,"
            rf"(?![^.;:\n]{{3,120}}, (?:a|ont|est|sont|fait|va|vont|doi(?:t|vent)|n'|ne|se|s'|[a-z]+r(?:a|ont))\b)"
            rf"(?= (?:une? (?!fois\b)|des (?!l)|{NUMBERED}|(?:l[ae] |l')[a-z]+ (?:d|au?x? ))))|"
            rf"{_TIME} verr(?:a|ont)(?! le jour)|{_WILL_SEE}{_SOON} {_COME}|"
            rf"{_INVERTED}suivr(?:a|ont)(?:,[^,.;]{{3,30}},)?|"
            rf"viendr(?:a|ont) (?:ensuite|s'y ajouter|s'ajouter|plus tard|completer (?:l[ae] |l'|ce |cet |cette )\w+)|"
            rf"(?:il est|est|sont) (?:aussi |notamment |ainsi |egalement )?(?:prevu|programme|planifie)[es]*|"
            r"(?:ont|a) (?:ainsi |aussi |notamment |egalement |donc )?"
            r"ete (?:retenu|choisi|inscrit|decide|arrete|acte)[es]*|"
            rf"(?:seront|sera) (?:ainsi |aussi |notamment )?(?:{'|'.join(_DONE)})[es]*"
            rf"(?: en place| en (?:oe|œ)uvre| en charge)?)(?:{ASIDE}|,? (?:notamment|entre autres),?|{AT_SOME_TIME}) |"
            rf"(?P<subject>{subjects})\b[^.;:\n]{{0,160}}?\b(?:{verbs})\b{_GOVERNS})"
        ),
        # "Le contrat, qui compte trois axes, | prévoit aussi | un bus": another verb of the same subject.
        re.compile(rf"(?:,| et)(?: (?:ils?|elles?))? (?:{verbs})\b{_GOVERNS}"),
        re.compile(
            r"(?:l[ae] |l'|les |une? |des |du |de la |plus de |pres de |quelque )?"
            r"(?:\d+ (?:a|et) (?=\d))?"  # "15 à 20 heures"
            rf"(?:[\d.,]+ (?:\d{{3}} )*|{NUMBERED})?"
            rf"(?:nouve\w+ |grande?s |premiere?s? )?(?:{'|'.join([*prose['not_measures'], *prose['people']])})(?![\w-])"
        ),
        re.compile(rf"(?:l[ae] |l'|les |un |une |des )?(?:{'|'.join(prose['people'])})(?![\w-])"),
    )
