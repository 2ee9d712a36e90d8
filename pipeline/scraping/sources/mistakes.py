"""What is wrong with a value of the file of sources, in plain words: pydantic has words for programmers."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_DAY = "must be a day: 2026-03-04"
_FLAG = "must be true or false"
_LIST = "must be a list: [one, another]"
_NUMBER = "must be a number"
_WHOLE = "must be a whole number"
# By the kind of mistake; what stands in braces is what pydantic adds.
_MESSAGES = {
    "bool_parsing": _FLAG,
    "bool_type": _FLAG,
    "date_from_datetime_inexact": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_parsing": _DAY,
    "date_type": _DAY,
    "extra_forbidden": "there is no such field",
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "greater_than_equal": "must be at least {ge}",
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "missing": "is missing",
    "model_attributes_type": "must hold fields of its own: {{name: value}}",
    "model_type": "must hold fields of its own: {{name: value}}",
    "string_too_short": "must not be empty",
    "string_type": "must be a text: put it in quotation marks",
    "too_short": "must not be empty",
    "tuple_type": _LIST,
}


def said(wrong: "ErrorDetails") -> str:
    """Say what is wrong, and what can stand there.

    >>> said(
    ...     {
    ...         "type": "literal_error",
    ...         "input": "al",
    ...         "ctx": {"expected": "'hinted' or 'all'"},
    ...         "loc": (),
    ...         "msg": "",
    ...     }
    ... )
    "'al' is none of hinted, all: did you mean all?"
    """
    about: dict[str, Any] = wrong.get("ctx", {})
    match wrong["type"]:
        case "literal_error":
            return _none_of(wrong["input"], about["expected"].replace(" or ", ", "))
        case "union_tag_invalid":
            return _none_of(about["tag"], about["expected_tags"])
        case "union_tag_not_found":
            return "is missing"
        case kind if kind in _MESSAGES:
            return _MESSAGES[kind].format_map(about)
        case _:
            return wrong["msg"].removeprefix("Value error, ")


def field_of(wrong: "ErrorDetails") -> tuple[str, ...]:
    """Return the field within the place of a mistake that it is about, where that is not the place itself."""
    if wrong["type"] in ("union_tag_invalid", "union_tag_not_found"):
        return (wrong["ctx"]["discriminator"].strip("'"),)
    return (str(wrong["loc"][-1]),) if wrong["type"] == "missing" else ()


def _none_of(value: object, quoted: str) -> str:
    known = [name.strip("' ") for name in quoted.split(",")]
    close = get_close_matches(str(value), known, 1)
    return f"{value!r} is none of {', '.join(known)}" + (f": did you mean {close[0]}?" if close else "")
