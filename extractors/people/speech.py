"""Words by which a text quotes somebody: "explique Anne Roy", "selon Anne Roy", "Anne Roy, qui précise"."""

import re

from extractors.text.gated import Gated

QUOTED_AFTER = re.compile(
    r"[ ,]*(?:(?:a|ont|avait) )?(?:declare|precise|explique|souligne|indique|rappele|"
    r"rappelle|ajoute|insiste|salue|note|confie|affirme|conclut|estime|resume|se felicite|"
    r"s'est felicite|previent|prevenu|regrette|reconnait|glisse|juge|lance|observe|soupire|"
    r"dit|parle|denonce|critique|reclame|deplore|s'(?:inquiete|interroge|etonne|indigne)|plaide|raille|ironise)\w*\b"
)
# "a fait savoir, par la voix de M. A, | que …", "… | regretter …": what the voice says stands behind the name
WHAT_IS_SAID = re.compile(r",? (?:qu(?:e |')|regretter\b|vouloir\b|craindre\b)")
QUOTED_BEFORE = Gated(
    r"\b(?:selon|precise|explique|souligne|indique|rappelle|ajoute|declare|affirme|confie|"
    r"estime|resume|reconnait|dit|glisse|juge|lance|insiste|previent|regrette|soupire|"
    r"confirme|assure|annonce|raconte|sourit|detaille|commente|martele|se souvient|se (?:rejouit|felicite)|"
    r"pour)(?:-t-(?:il|elle))? ?,? ?$"
)
# What stands above or before the name of somebody who is interviewed, or who writes the editorial.
INTERVIEW = re.compile(
    r"\W*(?:(?:une|deux|trois|quatre|cinq|\d{1,2}) )?(?:questions? a|entretien(?: avec)?|interview(?: d[eu]| avec)?"
    r"|rencontre avec|la parole (?:a|est a)|(?:le )?mot d[eu](?: la| l')?|l'invitee?(?: d[eu]\b[^:]{0,30})?"
    r"|grand temoin|edito(?:rial)?(?: d[eu'])?|(?:le )?blog d[eu']|tribune(?: d[eu'])?|paroles? d[eu]"
    r"|(?:discours|allocution)(?: prononcee?)?(?: d[eu']| par))"
)
