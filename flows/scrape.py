"""The flow `scrape`: declared sources into the archive of an output folder, one task for each source."""

from collections.abc import Sequence
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event

from pipeline.scraping.outcome import Outcome
from pipeline.scraping.report import COLUMNS, is_quiet, remarks, summary
from pipeline.scraping.scraper import Scraper
from pipeline.scraping.sources.sources import SOURCES, Source
from pipeline.scraping.sources.sources_yaml import load_sources

# What automations wait for. The deployment `ingest` starts at the first, see prefect.yaml.
NEW_CAPTURE = "tripartite.capture.new"
SILENT = "tripartite.source.silent"
# What the first is about.
ARCHIVE = "tripartite.archive"


# The ledger says what is known: Prefect keeps no result of it and looks for none.
@task(name="source", cache_policy=NO_CACHE, persist_result=False, result_serializer="json")
def crawl_source(scraper: Scraper, source: Source) -> Outcome:
    """Crawl a source."""
    return scraper.crawl(source)


@flow(name="scrape", persist_result=False, result_serializer="json")
def scrape(out: str, sources: list[str] | None = None, file: str = str(SOURCES)) -> dict[str, int]:
    """Look for new and changed announcements at declared sources, and put them into the archive.

    What came of it is an artifact of the run. New documents emit `tripartite.capture.new`, once for the run, and
    each silent source emits `tripartite.source.silent`.

    Parameters
    ----------
    out : str
        The output folder.
    sources : list of str, optional
        Keys of sources, platforms, or patterns like `departement-*`; all that are declared where it is not given.
    file : str
        Where they are declared.

    Returns
    -------
    dict of str to int
        Number of `new` and `changed` documents, of sources that are `silent`.

    Raises
    ------
    TripartiteError
        If the declaration is wrong, the folder cannot be used, or nobody is named to turn to.
    """
    declared = load_sources(Path(file))
    wanted = declared.select(sources)
    with Scraper(Path(out), declared) as scraper:
        outcomes = list(scraper.scrape(wanted, lambda source: _as_task(scraper, source)))
    _report(outcomes, out)
    return {
        "new": sum(outcome.new for outcome in outcomes),
        "changed": sum(outcome.changed for outcome in outcomes),
        "silent": sum(bool(outcome.alarms) for outcome in outcomes),
    }


def _as_task(scraper: Scraper, source: Source) -> Outcome:
    return crawl_source.with_options(task_run_name=source.key)(scraper, source)


def _report(outcomes: Sequence[Outcome], out: str) -> None:
    create_table_artifact(
        key="scrape",
        table=[
            {
                "source": outcome.source,
                **{heading: getattr(outcome, name) for heading, name in COLUMNS},
                "remarks": "; ".join(remarks(outcome)),
            }
            for outcome in outcomes
            if not is_quiet(outcome)
        ],
        description=summary(outcomes),
    )
    for outcome in outcomes:
        if outcome.alarms:
            resource = {"prefect.resource.id": f"tripartite.source.{outcome.source}"}
            emit_event(SILENT, resource=resource, payload={"alarms": outcome.alarms, "out": out})
    found = {outcome.source: outcome.new + outcome.changed for outcome in outcomes}
    if any(found.values()):
        resource = {"prefect.resource.id": ARCHIVE, "prefect.resource.name": out}
        sources = {source: number for source, number in found.items() if number}
        emit_event(NEW_CAPTURE, resource=resource, payload={"sources": sources, "out": out})
