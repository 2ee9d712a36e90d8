"""Whom a site can turn to: nothing is asked for before somebody is named."""

import re
from collections.abc import Mapping
from importlib.metadata import version

from pipeline.errors import WrongUsage
from pipeline.scraping.canonical import canonical
from pipeline.scraping.fetching.robots import PRODUCT

CONTACT = "TRIPARTITE_CONTACT"
# Of what may stand in parentheses in a header; a name without a dot is known to its own network alone.
_E_MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PAGE = re.compile(r"https?://[!-'*-~]+", re.IGNORECASE)


def user_agent(environment: Mapping[str, str]) -> str:
    """Return how the program introduces itself: by its name and with somebody to turn to.

    Raises
    ------
    WrongUsage
        If nobody is named, or by what is neither an e-mail address nor a page.

    Examples
    --------
    >>> user_agent({"TRIPARTITE_CONTACT": "veille@exemple.fr"})
    'tripartite/... (+veille@exemple.fr)'
    """
    contact = environment.get(CONTACT, "").strip()
    if not (_E_MAIL.fullmatch(contact) or (_PAGE.fullmatch(contact) and canonical(contact))):
        wrong = f": {contact[:80]!r} is neither." if contact else "."
        raise WrongUsage(
            f"Set {CONTACT} to an e-mail address or a page (http or https) where the sites that are read can turn "
            f"to, like veille@exemple.fr{wrong} Nothing is asked for without."
        )
    return f"{PRODUCT}/{version(PRODUCT)} (+{contact})"
