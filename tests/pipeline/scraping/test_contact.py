"""Whom a site can turn to: an e-mail address or a page, and nothing else."""

import pytest

from pipeline.errors import WrongUsage
from pipeline.scraping.contact import user_agent


@pytest.mark.parametrize(
    "contact",
    [
        "veille@exemple.fr",
        "veille+actes@exemple-region.fr",
        " veille@exemple.fr\n",  # as a file of settings may hold it
        "https://exemple.fr/robot",
        "HTTP://exemple.fr:8080/robot?qui=nous",
    ],
)
def test_what_names_somebody(contact: str) -> None:
    assert user_agent({"TRIPARTITE_CONTACT": contact}).endswith(f" (+{contact.strip()})")


@pytest.mark.parametrize(
    "contact",
    [
        "toto",
        "exemple.fr",  # a page without its scheme could be anything
        "veille@",
        "@exemple.fr",
        "veille@localhost",  # nobody outside reaches it
        "veille@exemple.fr, autre@exemple.fr",
        "veille @exemple.fr",
        "Veille <veille@exemple.fr>",
        "vigie@exemplé.fr",  # a header is ASCII
        "veille@exemple.fr)",  # it would close the comment that it stands in
        "veille@exemple.fr\r\nX-A: b",  # it would be a header field of its own
        "https://",
        "https:///robot",
        "https://exemple.fr/le robot",
        "https://exemple.fr/)",
        "ftp://exemple.fr/robot",
        "mailto:",
    ],
)
def test_what_names_nobody_is_told(contact: str) -> None:
    with pytest.raises(WrongUsage, match=r"e-mail address or a page.* is neither") as raised:
        user_agent({"TRIPARTITE_CONTACT": contact})
    assert repr(contact) in str(raised.value)


@pytest.mark.parametrize("environment", [{}, {"TRIPARTITE_CONTACT": ""}, {"TRIPARTITE_CONTACT": "  "}])
def test_nobody_is_named(environment: dict[str, str]) -> None:
    with pytest.raises(WrongUsage, match=r"like veille@exemple\.fr\. Nothing is asked for"):
        user_agent(environment)
