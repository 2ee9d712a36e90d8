"""`tripartite scrape` and `tripartite sources`, as somebody types them."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner

from pipeline.cli import app, main
from tests.pipeline.scraping.pretend_sites import Announcement, Feed
from tests.pipeline.scraping.server import LOOPBACK, SiteServer, page

SIGNED = "La préfète et le président du Département ont signé le CDPPE pour deux ans."


@pytest.fixture(autouse=True)
def contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIPARTITE_CONTACT", "veille@exemple.fr")


@pytest.fixture
def declared(tmp_path: Path, server: SiteServer) -> Path:
    file = tmp_path / "sources.yaml"
    file.write_text(f"""
sources:
  journal:
    publisher: {{name: Journal, departement: "23"}}
    find: {{kind: feed, pages: ["{server.url(LOOPBACK, "/rss.xml")}"]}}
    politeness: {{allow_addresses: [{LOOPBACK}], seconds_between_pages: 0, seconds_between_sites: 0}}
    unverified: true
  dossier:
    publisher: {{name: Dossier, departement: null}}
    find: {{kind: folder, folder: {tmp_path / "dossier"}}}
""")
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier/acte.txt").write_text("Acte")
    feed = Feed(server, LOOPBACK)
    feed.publish(
        Announcement("contrat", "Un contrat", "2026-02-01", SIGNED),
        Announcement("orages", "Orages", "2026-02-02", "Vent fort."),
    )
    return file


def call(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def ended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object
) -> tuple[object, str]:
    """Exit code and standard error of a command that is refused."""
    monkeypatch.setattr(sys, "argv", ["tripartite", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    return stopped.value.code, capsys.readouterr().err


def test_a_scrape_says_what_it_found(declared: Path, tmp_path: Path) -> None:
    code, shown = call("scrape", "--out", tmp_path / "out", "--sources", declared)
    assert code == 0
    assert "2 sources: 2 new documents, 0 changed" in shown
    row = next(line.split() for line in shown.splitlines() if line.startswith("journal"))
    assert row == ["journal", "2", "2", "1", "1", "0", "1", "0", "0", "0"]
    assert call("scrape", "--out", tmp_path / "out", "--sources", declared) == (
        0,
        "2 sources: 0 new documents, 0 changed\n",
    )


def test_a_silent_source_ends_it_with_1_and_is_told(
    declared: Path, tmp_path: Path, server: SiteServer
) -> None:
    out = tmp_path / "out"
    call("scrape", "--out", out, "--sources", declared)
    server.add(LOOPBACK, "/rss.xml", page("<p>Le site fait peau neuve.</p>"))
    code, shown = call("scrape", "--out", out, "--sources", declared)
    assert code == 1
    assert "journal: SILENT: it shows no announcement: " in shown
    assert "last good crawl" in shown
    assert "1 source to look at" in shown


def test_some_sources_can_be_chosen(declared: Path, tmp_path: Path) -> None:
    code, shown = call("scrape", "--out", tmp_path / "out", "--sources", declared, "--source", "dossier")
    assert (code, shown.splitlines()[-1]) == (0, "1 source: 1 new document, 0 changed")


def test_without_a_contact_no_site_is_asked(
    declared: Path,
    tmp_path: Path,
    server: SiteServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("TRIPARTITE_CONTACT")
    code, err = ended(monkeypatch, capsys, "scrape", "--out", tmp_path / "out", "--sources", declared)
    assert code == 2
    assert err.startswith("tripartite: Set TRIPARTITE_CONTACT")
    assert server.requests == []
    # Nothing was begun: the folder, which needs no contact, is new to the next scrape.
    shown = call("scrape", "--out", tmp_path / "out", "--sources", declared, "--source", "dossier")[1]
    assert "1 source: 1 new document, 0 changed" in shown


def test_the_list_of_sources(declared: Path) -> None:
    code, shown = call("sources", "list", "--sources", declared)
    assert code == 0
    rows = [line.split() for line in shown.splitlines()]
    assert rows[1][:4] == ["journal", "23", "Journal", "feed"]
    assert rows[1][-1] == "unverified"
    assert rows[2][:3] == ["dossier", "Dossier", "folder"]


def test_a_check_looks_at_one_page_and_one_announcement(
    declared: Path, tmp_path: Path, server: SiteServer
) -> None:
    code, shown = call("sources", "check", "journal", "--out", tmp_path / "out", "--sources", declared)
    assert (code, shown) == (
        0,
        (
            "journal: 2 announcements shown (2 dated, oldest first), 1 to follow; one page; "
            f"main text of one: {len('Un contrat') + 1 + len(SIGNED)} characters\n"
        ),
    )
    assert server.asked == [f"{LOOPBACK}/rss.xml", f"{LOOPBACK}/contrat"]


def test_a_check_tells_what_does_not_fit(declared: Path, tmp_path: Path, server: SiteServer) -> None:
    server.add(LOOPBACK, "/rss.xml", page("<p>Rien</p>"))
    code, shown = call("sources", "check", "--out", tmp_path / "out", "--sources", declared)
    assert code == 1
    assert f"  {server.url(LOOPBACK, '/rss.xml')} is no RSS and no Atom" in shown
    assert "dossier: 1 announcement shown" in shown


def test_what_was_passed_over_can_be_seen(declared: Path, tmp_path: Path, server: SiteServer) -> None:
    out = tmp_path / "out"
    call("scrape", "--out", out, "--sources", declared)
    code, shown = call("sources", "passed-over", "journal", "--out", out)
    assert code == 0
    assert shown.partition(" ")[2] == (
        "journal: Orages: its title says nothing of a contract or a programme "
        f"({server.url(LOOPBACK, '/orages')})\n"
    )


def test_a_page_that_is_gone_is_told_by_its_address_and_is_no_failure(
    declared: Path, tmp_path: Path, server: SiteServer
) -> None:
    out, url = tmp_path / "out", server.url(LOOPBACK, "/contrat")
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC)):
        call("scrape", "--out", out, "--sources", declared)
    server.add(LOOPBACK, "/contrat", page("<h1>Page retirée</h1>", "410 Gone"))
    with time_machine.travel(datetime(2026, 6, 2, 12, tzinfo=UTC)):
        code, shown = call("scrape", "--out", out, "--sources", declared, "--source", "journal")
    assert code == 0
    assert f"journal: gone, kept in the archive: {url}" in shown
    row = next(line.split() for line in shown.splitlines() if line.startswith("journal  "))
    assert row == ["journal", "2", "0", "0", "1", "0", "0", "0", "1", "0"]
    shown = call("sources", "passed-over", "journal", "--out", out)[1]
    assert f"2026-06-02 journal: Un contrat: gone: {url} answered 410 Gone. ({url})" in shown
    assert "gone 2026-06-02" in call("history", url, "--out", out)[1]


@pytest.mark.parametrize(
    ("arguments", "right", "wrong", "told"),
    [
        # a mistake in the declaration, whichever command reads it
        (
            ("scrape", "--out", "out"),
            '"23"',
            '"20"',
            "line 4, sources.journal.publisher.departement: there is no",
        ),
        (("sources", "check", "--out", "out"), '"23"', '"20"', "there is no département '20'"),
        (("sources", "list"), '"23"', '"20"', "there is no département '20'"),
        (("scrape", "--out", "out"), "sources:", "sources: [", "this is not valid YAML"),
        # names of nothing
        (("scrape", "--out", "out", "--source", "jornal"), "", "", "Did you mean journal?"),
        (("sources", "check", "jornal", "--out", "out"), "", "", "Did you mean journal?"),
        (("scrape", "--out", "out", "--sources", "absent.yaml"), "", "", "absent.yaml cannot be read"),
    ],
)
def test_wrong_usage_is_told_and_nothing_is_written(
    declared: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    right: str,
    wrong: str,
    told: str,
) -> None:
    monkeypatch.chdir(declared.parent)
    if right:
        declared.write_text(declared.read_text().replace(right, wrong))
    command, *options = arguments
    if "absent.yaml" not in options:
        options += ["--sources", str(declared)]
    code, err = ended(monkeypatch, capsys, command, *options)
    assert code == 2
    assert told in err
    assert not Path("out").exists()
