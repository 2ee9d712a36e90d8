"""`tripartite scrape` that is killed: the process is gone at once, and the next one goes on from there."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pipeline.catalogue import Catalogue
from pipeline.layout import CATALOGUE
from tests.pipeline.scraping.pretend_sites import Announcement, Prefecture
from tests.pipeline.scraping.server import LOOPBACK, Asked, SiteServer

pytestmark = pytest.mark.slow

SIGNED = "La préfète et le président du Département ont signé le CDPPE pour deux ans."
# At which requests, counted from the first one of all.
KILLS = (3, 7)


def test_a_scrape_that_is_killed_again_and_again_loses_nothing_and_asks_for_nothing_twice(
    tmp_path: Path, server: SiteServer
) -> None:
    site = Prefecture(server, LOOPBACK, page_size=3)
    site.publish(
        *(
            Announcement(
                f"Contrat-{n}",
                f"Contrat {n}",
                f"2026-02-{n:02}",
                f"{SIGNED} {n}",
                ("a.pdf",) if n == 5 else (),
            )
            for n in range(1, 6)
        )
    )
    declared = tmp_path / "sources.yaml"
    declared.write_text(f"""
sources:
  prefecture:
    publisher: {{name: Préfecture, departement: "18"}}
    find:
      kind: listing
      pages: ["{server.url(LOOPBACK, "/Actualites")}"]
      link: a.menu-item-link
      card: .fr-card
      date: .fr-card__detail
      numbered: {{suffix: "/(offset)/{{n}}", first: 3, step: 3}}
    politeness: {{allow_addresses: [{LOOPBACK}], seconds_between_pages: 0, seconds_between_sites: 0}}
""")
    out = tmp_path / "out"
    program = "from pipeline.cli import main; main()"
    command = [sys.executable, "-c", program, "scrape", "--out", str(out), "--sources", str(declared)]
    running: list[subprocess.Popen[bytes]] = []
    in_flight: list[str] = []

    def kill_now_and_then(asked: Asked) -> None:
        if len(server.requests) in KILLS:
            in_flight.append(asked.path)
            running[-1].kill()

    server.before_all(kill_now_and_then)  # type: ignore[arg-type]
    codes = []
    for _ in range(len(KILLS) + 1):
        running.append(
            subprocess.Popen(command, env=os.environ | {"TRIPARTITE_CONTACT": "veille@exemple.fr"})
        )
        codes.append(running[-1].wait(300))
    assert codes == [-signal.SIGKILL] * len(KILLS) + [0]
    # What was under way when it happened was never had.
    asked = Counter(request.path.partition(";")[0] for request in server.requests)
    asked.subtract(path.partition(";")[0] for path in in_flight)
    assert {path: times for path, times in asked.items() if times > 1} == {}
    with Catalogue(out / CATALOGUE) as catalogue:
        kept = {uri.rpartition("/")[2] for unread in catalogue.unread("any") for uri in unread.uris}
    assert kept == {"a.pdf", *(f"Contrat-{n}" for n in range(1, 6))}
