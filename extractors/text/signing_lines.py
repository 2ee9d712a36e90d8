"""How the lines begin over which those who sign put their names: "Pour l'État,", "La présidente du Département,"."""

import re

# On folded text. A body for which somebody signs, its article first.
BODY = r"(?:l[ae] |l')?(?:etat|ars|agence|departement|conseil|region|metropole|ville|commun|caf|caisse)"
# An office by itself, else the body that somebody signs for.
SIGNER = re.compile(
    r"(?:pour )?l[ea] (?P<office>prefet|(?:vice-)?president|direct|maire|ministre|deleg|secretaire general|rect"
    r"|sous-prefet)"
    rf"|pour (?P<body>{BODY})"
)
