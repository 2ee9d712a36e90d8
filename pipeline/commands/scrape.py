"""`tripartite scrape --out DIR`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

SOURCES = Path("corpus/sources.yaml")


def scrape(
    out: Annotated[
        Path,
        typer.Option(metavar="DIR", file_okay=False, help="The output folder. What is there is added to."),
    ],
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="A source, or all of a platform; else all that are declared."),
    ] = None,
    sources: Annotated[Path, typer.Option(metavar="FILE", help="Where sources are declared.")] = SOURCES,
) -> None:
    """Look for new and changed announcements at declared sources, and put them into the archive of DIR.

    `tripartite run --out DIR` then reads them. Sites are asked slowly: this takes its time, can be stopped at any
    moment and goes on from there. The environment variable TRIPARTITE_CONTACT must name somebody to turn to.

    Exit code: 0; 1 if a source is silent (nothing, much less than usual, only errors, pages without text): it is
    told with its last good crawl; 2 for wrong usage.
    """
    import logging

    from rich.console import Console

    from pipeline.layout import LOG
    from pipeline.scraping.report import remarks, summary, table
    from pipeline.scraping.scraper import Scraper
    from pipeline.scraping.sources.sources_yaml import load_sources

    declared = load_sources(sources)
    wanted = declared.select(source)
    outcomes = []
    try:
        with Scraper(out, declared) as scraper:
            form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
            logging.basicConfig(filename=out / LOG, level=logging.WARNING, format=form)
            for outcome in scraper.scrape(wanted):
                outcomes.append(outcome)
                for line in remarks(outcome):
                    typer.echo(line, err=True)
    except KeyboardInterrupt:
        typer.echo("Interrupted. What was fetched is kept: the same command goes on from there.", err=True)
        raise typer.Exit(130) from None
    # A pipe has no width: the table must not be squeezed into 80 columns there.
    shown = table(outcomes)
    if shown.row_count:
        Console(width=None if sys.stdout.isatty() else 140).print(shown)
    typer.echo(summary(outcomes))
    if any(outcome.alarms for outcome in outcomes):
        raise typer.Exit(1)
