"""The `tripartite` command.

Its commands are functions, or groups of them, that the entry points of the group `tripartite.commands` in
pyproject.toml name: a module each, in `pipeline/commands/` those that need no Prefect, in `flows/commands/` those
that start a flow. So flows are started from here, and yet nothing here knows of them. A command imports inside its
function what is heavy, because `--help` loads the modules of all.
"""

import gc
import os
import sys
from importlib.metadata import distribution

import typer

# New objects after which garbage is looked for: most of what a command makes while it starts stays, and to go
# through that again and again takes a tenth of the time of a run that finds nothing new.
_COLLECTED_AFTER = (20_000, 20, 20)

app = typer.Typer(
    name="tripartite",
    help="Who signed which public contract with whom, when, for how much: read from French documents.",
    no_args_is_help=True,
    add_completion=False,
    # Plain help: drawing it with Rich doubles the time until it is there.
    rich_markup_mode=None,
    pretty_exceptions_show_locals=False,
)

for _entry in sorted(distribution("tripartite").entry_points.select(group="tripartite.commands")):
    _command = _entry.load()
    if isinstance(_command, typer.Typer):
        app.add_typer(_command, name=_entry.name)
    else:
        app.command(_entry.name)(_command)


def main() -> None:
    """Run the command line; an error that is told in plain words ends it with one line and exit code 1 or 2."""
    from pipeline.errors import TripartiteError, WrongUsage

    gc.set_threshold(*_COLLECTED_AFTER)
    # What tells them apart is not loaded for nothing.
    if any(name.startswith("TRIPARTITE_") for name in os.environ):
        from pipeline.settings import unknown

        for told in unknown(os.environ):
            typer.echo(f"tripartite: {told}", err=True)
    try:
        app()
    except TripartiteError as error:
        typer.echo(f"tripartite: {error}", err=True)
        sys.exit(2 if isinstance(error, WrongUsage) else 1)


if __name__ == "__main__":
    main()
