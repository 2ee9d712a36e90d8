"""`tripartite sources list`, `check` and `passed-over`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import OutOption
from pipeline.commands.scrape import SOURCES

sources = typer.Typer(
    help="List the declared sources, try them, and show what was passed over.", no_args_is_help=True
)

File = Annotated[Path, typer.Option("--sources", metavar="FILE", help="Where sources are declared.")]
Keys = Annotated[
    list[str] | None,
    typer.Argument(metavar="[KEY]...", help="Sources or platforms; else all.", show_default=False),
]


@sources.command("list")
def list_sources(keys: Keys = None, file: File = SOURCES) -> None:
    """List the declared sources. Exit code: 0; 2 if the declaration is wrong: each mistake is told with its line."""
    from rich.console import Console
    from rich.table import Table

    from pipeline.scraping.sources.sources_yaml import load_sources
    from pipeline.terminal import plain

    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("source", "dép.", "publisher", "kind", "where", ""):
        table.add_column(heading, no_wrap=heading in ("source", "dép."))
    for source in load_sources(file).select(keys):
        publisher = source.publisher
        table.add_row(
            source.key,
            publisher.departement or "",
            plain(publisher.name),
            source.find.kind,
            plain(source.place),
            "unverified" if source.unverified else "",
        )
    Console(width=None if sys.stdout.isatty() else 160).print(table)


@sources.command("check")
def check(out: OutOption, keys: Keys = None, file: File = SOURCES) -> None:
    """Try sources, politely: what each shows, and what does not fit its declaration.

    Of each its first page is read, and one announcement. The pace of DIR's scrapes is kept.

    Exit code: 0; 1 if something is wrong with one of them; 2 for wrong usage.
    """
    from pipeline.scraping.checking import Check
    from pipeline.scraping.scraper import Scraper
    from pipeline.scraping.sources.sources_yaml import load_sources

    declared = load_sources(file)
    wanted = declared.select(keys)
    wrong = 0
    with Scraper(out, declared) as scraper:
        for source in wanted:
            found: Check = scraper.check(source)
            wrong += bool(found.problems)
            typer.echo(found.told())
    if wrong:
        raise typer.Exit(1)


@sources.command("passed-over")
def passed_over(
    out: OutOption,
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", help="A source; else all.")] = None,
) -> None:
    """Show which announcements were not fetched or not kept, and why, and which are gone, the latest first.

    Exit code: 0.
    """
    from pipeline.existing import existing_catalogue
    from pipeline.scraping.ledger import Ledger

    found = False
    with existing_catalogue(out) as catalogue:
        for over in Ledger(catalogue.database).passed_over(key):
            day, reason = over.gone_at or over.met_at, f"{'gone: ' if over.gone_at else ''}{over.reason}"
            typer.echo(f"{day:%Y-%m-%d} {over.source}: {over.title or over.url}: {reason} ({over.url})")
            found = True
    if not found:
        typer.echo(f"Nothing was passed over{f' of a source {key}' if key else ''}.", err=True)
