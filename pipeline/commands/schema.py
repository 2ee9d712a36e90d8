"""`tripartite schema [document|contract]`."""

import json
from enum import StrEnum
from typing import Annotated

import typer


class Kind(StrEnum):
    """The records that are published."""

    document = "document"
    contract = "contract"


def schema(
    kind: Annotated[
        Kind | None, typer.Argument(help="One kind of record; both where it is not given.")
    ] = None,
) -> None:
    """Print the JSON Schema (draft 2020-12) of the lines of documents.jsonl and contracts.jsonl."""
    from pipeline.schema import json_schema

    kinds = [kind.value] if kind else [k.value for k in Kind]
    typer.echo(json.dumps(json_schema(*kinds), ensure_ascii=False, indent=2))
