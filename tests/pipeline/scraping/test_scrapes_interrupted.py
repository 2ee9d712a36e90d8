"""A scrape that ends between two answers: the next one goes on and asks for nothing again."""

from collections.abc import Callable

import pytest

from pipeline.scraping.web import CatalogueLog
from tests.pipeline.scraping.pretend_sites import Departement, Prefecture
from tests.pipeline.scraping.server import SiteServer, page, redirect
from tests.pipeline.scraping.world import CHER, CREUSE, SIGNED, World, contract


class Killed(BaseException):
    """In the place of SIGKILL: nothing catches it, nothing is tidied up."""


def killed_after(noted: int, world: World, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scrape until so many answers are noted; then the process is gone."""
    keep: Callable[..., None] = CatalogueLog.keep
    left = noted

    def keep_until_killed(self: CatalogueLog, *args: object) -> None:
        nonlocal left
        keep(self, *args)
        left -= 1
        if not left:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(CatalogueLog, "keep", keep_until_killed)
        with pytest.raises(Killed):
            world.scrape(source)


@pytest.mark.parametrize("noted", range(1, 6))
def test_after_a_kill_nothing_is_fetched_twice(
    world: World, cher: Prefecture, monkeypatch: pytest.MonkeyPatch, noted: int
) -> None:
    killed_after(noted, world, "cher", monkeypatch)
    before = list(world.server.asked)
    world.scrape("cher")
    asked = before + world.server.asked
    assert sorted(asked) == sorted(set(asked))
    assert world.archived() == {
        f"{CHER}/Actualites/Contrat-11",
        f"{CHER}/Actualites/Contrat-12",
        f"{CHER}/contenu/telechargement/4242/contrat.pdf",
    }


@pytest.mark.parametrize("noted", range(2, 9))
def test_after_a_kill_no_redirection_and_no_missing_page_is_asked_for_again(
    world: World, server: SiteServer, monkeypatch: pytest.MonkeyPatch, noted: int
) -> None:
    Departement(server, CREUSE).publish(contract(3), contract(4), contract(5))
    # One page moved twice, another is gone, a third leads in a circle.
    server.add(CREUSE, "/actualites/Contrat-3", redirect("/moved", "301 Moved Permanently"))
    server.add(CREUSE, "/moved", redirect("/moved/again"))
    server.add(CREUSE, "/moved/again", page(f"<main><h1>Un contrat</h1><p>{SIGNED}</p></main>"))
    server.add(CREUSE, "/actualites/Contrat-4", page("", "404 Not Found"))
    server.add(CREUSE, "/actualites/Contrat-5", redirect("/circle"))
    server.add(CREUSE, "/circle", redirect("/actualites/Contrat-5"))
    killed_after(noted, world, "creuse", monkeypatch)
    before = list(world.server.asked)
    world.scrape("creuse")
    asked = before + world.server.asked
    assert sorted(asked) == sorted(set(asked))
    assert len(asked) == 7
    assert world.archived() == {f"{CREUSE}/moved/again"}
