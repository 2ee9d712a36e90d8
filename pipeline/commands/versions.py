"""`tripartite versions --out DIR`."""

import sys

from pipeline.commands.options import OutOption


def versions(
    out: OutOption,
) -> None:
    """List the versions that the documents of a folder were read in, the latest first, and which readers see.

    Exit code: 0.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from pipeline.existing import existing_catalogue
    from pipeline.monitoring import moment

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    shown.add_column("version", no_wrap=True)
    for heading in ("records", "failed", "published"):
        shown.add_column(heading, justify="right")
    for heading in ("from", "to"):
        shown.add_column(heading, no_wrap=True)
    with existing_catalogue(out) as catalogue:
        for version in catalogue.versions.all():
            counts = (version.extractions, version.failed, version.published)
            times = (version.first, version.last)
            shown.add_row(
                version.name, *(f"{count:,}" for count in counts), *(moment(at) if at else "" for at in times)
            )
    # A pipe has no width: the table must not be squeezed into 80 columns there.
    Console(width=None if sys.stdout.isatty() else 120).print(shown)
