"""The JSON Schema of what is published, made from the models that write it."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from pipeline.record import Contract, Document

MODELS: dict[str, type[BaseModel]] = {"document": Document, "contract": Contract}

# The text is left out by --no-text, the others where there is nothing to say.
_NOT_ALWAYS = {
    ("Document", "text"),
    ("InputSource", "superseded_by"),
    ("InputSource", "department"),
    ("ConflictValue", "retrieved_at"),
}


def json_schema(*kinds: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) that a record of one of `kinds` fulfils.

    Parameters
    ----------
    *kinds : str
        `document`, `contract`.

    Examples
    --------
    >>> json_schema("contract")["anyOf"]
    [{'$ref': '#/$defs/Contract'}]
    """
    models = [MODELS[kind] for kind in kinds]
    _, schema = models_json_schema([(model, "serialization") for model in models])
    definitions = schema["$defs"]
    for name, definition in definitions.items():
        # Later versions may add fields: a reader who checks against this one must not stumble over them.
        definition.pop("additionalProperties", None)
        # Every other field is written, empty or not.
        definition["required"] = [
            field for field in definition["properties"] if (name, field) not in _NOT_ALWAYS
        ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": " or ".join(model.__name__ for model in models),
        "anyOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in models],
        "$defs": definitions,
    }
