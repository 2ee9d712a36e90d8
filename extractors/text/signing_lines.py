"""How the lines begin over which those who sign put their names: "Pour l'État,", "La présidente du Département,"."""

import re

# On folded text. An office by itself, else the body that somebody signs for.
SIGNER = re.compile(
    r"(?:pour )?l[ea] (?P<office>prefet|president|direct|maire|ministre)"
    r"|pour (?:l[ea] |l')?(?P<body>etat|ars|agence|departement|conseil|region|metropole|ville|commun|caf|caisse)"
)
