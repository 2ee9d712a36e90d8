"""What is scraped and then read: a page that was corrected at its address, and who publishes it."""

import json
from pathlib import Path
from typing import Any

from pipeline.layout import CONTRACTS, DOCUMENTS
from tests.pipeline.running import run
from tests.pipeline.scraping.making import FakeClock
from tests.pipeline.scraping.pretend_sites import Announcement, Prefecture
from tests.pipeline.scraping.server import SiteServer
from tests.pipeline.scraping.world import CHER, World

SIGNED = """Le contrat départemental de prévention et de protection de l'enfance (CDPPE) du Cher a été signé le {day}
octobre 2020 par Anne Roy, préfète du Cher, et Luc Petit, président du conseil départemental du Cher."""


def read(out: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / name).read_text("utf-8").splitlines()]


def test_a_page_that_was_corrected_at_its_address(
    tmp_path: Path, server: SiteServer, clock: FakeClock
) -> None:
    world = World(tmp_path / "out", server, clock)
    site = Prefecture(server, CHER)
    announced = Announcement("Contrat", "Signature du CDPPE", "2020-10-20", SIGNED.format(day=13))
    site.publish(announced)
    world.scrape("cher")
    run(world.out)
    clock.go_on(days=100)  # it is of years ago: it is looked at seldom
    site.publish(Announcement("Contrat", "Signature du CDPPE", "2020-10-20", SIGNED.format(day=16)))
    world.scrape("cher")
    run(world.out)
    earlier, later = sorted(read(world.out, DOCUMENTS), key=lambda line: line["source"]["retrieved_at"])
    assert earlier["source"]["superseded_by"] == [later["id"]]
    assert ("13 octobre" in earlier["text"], "16 octobre" in later["text"]) == (True, True)
    for line in (earlier, later):
        assert (line["source"]["publisher"], line["source"]["department"]) == ("Préfecture du Cher", "18")
    (contract,) = read(world.out, CONTRACTS)
    assert [date["value"] for date in contract["dates"] if date["kind"] == "signature"] == ["2020-10-16"]
    (conflict,) = (c for c in contract["conflicts"] if c["field"] == "dates.signature")
    assert (conflict["chosen"], conflict["rule"]) == ("2020-10-16", "later_capture")
    assert [(value["value"], value.get("retrieved_at")) for value in conflict["values"]] == [
        ("2020-10-13", earlier["source"]["retrieved_at"]),
        ("2020-10-16", None),
    ]
    assert contract["sources"] == sorted([earlier["id"], later["id"]])
