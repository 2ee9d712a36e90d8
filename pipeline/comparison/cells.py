"""What stands before and after a change, in a few words with its quote."""

from importlib.resources import files
from tomllib import loads
from typing import Any

from extractors.text.source import one_line
from pipeline.comparison.changes import Change, Side
from pipeline.comparison.words import Words

_CALLED = loads(files("pipeline.comparison").joinpath("called.toml").read_text("utf-8"))
_BY: list[list[str]] = _CALLED["by"]
_QUIET: list[str] = _CALLED["quiet"]
# Values that say nothing where a fact is shown alone.
_SILENT = (None, "", [], False, *_CALLED["usual"])

# Characters of a quote or a name; the whole is in the JSON.
_LONGEST = 240


def cells(change: Change, words: Words) -> tuple[str, str]:
    """What stands before and after: where both are there, what they are called and the parts that differ."""
    return _cell(change.before, change.after, words), _cell(change.after, change.before, words)


def _cell(side: Side | None, other: Side | None, words: Words) -> str:
    if side is None:
        return "–"
    called = next((group for group in _BY if any(side.value.get(name) for name in group)), [])
    said = [" ".join(_text(side.value[name], words) for name in called if side.value.get(name) is not None)]
    for name, value in side.value.items():
        differs = value != other.value.get(name) if other else name not in _QUIET and value not in _SILENT
        if differs and name not in called:
            said.append(f"{words.detail(name)}{words.sign('colon')}{_text(value, words)}")
    quotes = " […] ".join(dict.fromkeys(map(one_line, side.quotes)))
    lines = [_shortened(" · ".join(filter(None, said)))]
    if quotes:
        quoted = words.sign("quote").format(_shortened(quotes))
        lines.append(quoted + (f" (p. {side.page})" if side.page else ""))
    return "\n".join(lines)


def _text(value: Any, words: Words) -> str:
    """Write a value of JSON for reading.

    >>> from pipeline.comparison.words import FRENCH
    >>> _text([{"code": "02", "name": "Aisne"}], FRENCH), _text({"for": 12, "against": None}, FRENCH)
    ('02 Aisne', 'pour 12')
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return words.sign("yes" if value else "no")
    if isinstance(value, dict):
        if value.keys() == {"code", "name"}:
            return f"{value['code']} {value['name']}"
        return ", ".join(
            f"{words.detail(name)} {_text(part, words)}" for name, part in value.items() if part is not None
        )
    if isinstance(value, list):
        return ", ".join(_text(item, words) for item in value) or "–"
    return one_line(str(value))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
