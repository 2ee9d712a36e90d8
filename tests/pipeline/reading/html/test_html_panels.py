"""What a click shows: panels of tabs under their labels, and what is folded away."""

import pytest

from pipeline.reading.html.document import read_html

_TITLE = "<main><h1>Un contrat pour les enfants du Loir</h1>"
_PROSE = "<p>Le préfet et le président du département ont signé hier, à Vendôme, un contrat de trois ans.</p>"
_LIST = "<ul><li>recruter deux sages-femmes</li></ul>"


def _lines(body: str) -> list[str]:
    reading = read_html(f"<html><body>{_TITLE}{_PROSE}{body}</main></body></html>".encode())
    return [reading.text[block.start : block.end] for block in reading.blocks if block.main][2:]


_ARIA = "<p role=tablist><b role=tab aria-controls=a>Objectifs</b><b role=tab aria-controls=b>Mesures</b></p>"
_LINKS = '<ul><li><a role=tab href="#a">Objectifs</a><li><a role=tab href="#b">Mesures</a></ul>'
_BOOTSTRAP = (
    '<ul class="nav nav-tabs"><li><a data-target="#a">Objectifs</a><li><a data-target="#b">Mesures</a></ul>'
)
_DSFR = "<p class=fr-tabs__list><button aria-controls=a>Objectifs</button><button aria-controls=b>Mesures</button></p>"
_OWN = '<div class=bascule><a href="#a">Objectifs</a> <a href="#b">Mesures</a></div>'


@pytest.mark.parametrize(
    ("labels", "opened", "closed"),
    [
        (_ARIA, "role=tabpanel", "role=tabpanel hidden"),
        (_LINKS, "role=tabpanel", 'role=tabpanel style="display: none" aria-hidden=true'),
        (_BOOTSTRAP, "class='tab-pane active'", "class=tab-pane"),
        (_DSFR, "class=fr-tabs__panel", "class=fr-tabs__panel"),
        (_OWN, "style=display:none", "style=display:none"),  # a script shows the first one too
        (_OWN, "class='volet ouvert'", "class=volet style='display: none;'"),  # or it is open
    ],
)
def test_the_panel_of_a_tab_stands_under_its_label(labels: str, opened: str, closed: str) -> None:
    body = f"{labels}<div><div id=a {opened}>Agir tôt</div><div id=b {closed}>{_LIST}</div></div>"
    assert _lines(body) == ["Objectifs", "Agir tôt", "Mesures", "recruter deux sages-femmes"]


@pytest.mark.parametrize(
    "body",
    [
        f"<h3><button aria-expanded=false aria-controls=c>Mesures</button></h3><div id=c hidden>{_LIST}</div>",
        f'<h3><a href="#c">Mesures</a></h3><div class=collapse id=c style="display:none">{_LIST}</div>',
        f'<h3 class=accordion-title>Mesures</h3><div class=accordion-content style="display: none;">{_LIST}</div>',
        f"<h3>Mesures</h3><div class=accordeon__contenu aria-hidden=true>{_LIST}</div>",
        f"<h3>Mesures</h3><div class=su-spoiler-content hidden>{_LIST}</div>",
        f"<h3 class=accordion>Mesures</h3> <div class=panel style=display:none>{_LIST}</div>",
        f"<h3><button aria-expanded=false>Mesures</button></h3><div hidden>{_LIST}</div>",
        f"<h3 class=accordion><a href='javascript:void(0)'>Mesures</a></h3><div hidden>{_LIST}</div>",
    ],
)
def test_what_is_folded_is_read(body: str) -> None:
    assert _lines(body) == ["Mesures", "recruter deux sages-femmes"]


@pytest.mark.parametrize(
    "body",
    [
        # A table of contents leads to what has a heading, or is in the open.
        '<ul><li><a href="#a">Aller</a><li><a href="#b">Retour</a></ul><p id=a>Agir</p><p id=b>Dire</p>',
        # What nothing on the page shows stays hidden, and a menu is no text, however it unfolds.
        "<p>Agir</p><p hidden>caché</p><p>Dire</p>",
        "<p>Agir</p><a href='#'></a><p hidden>caché</p><p>Dire</p>",
        "<p>Agir</p><button aria-controls=m>Menu</button><nav id=m hidden>caché</nav><p>Dire</p>",
        "<p>Agir</p><p>Dire</p><div class=modal role=dialog id=d hidden>caché</div><button data-target='#d'>?</button>",
    ],
)
def test_what_no_click_shows_is_no_panel(body: str) -> None:
    assert [line for line in _lines(body) if line not in ("Aller", "Retour")] == ["Agir", "Dire"]
