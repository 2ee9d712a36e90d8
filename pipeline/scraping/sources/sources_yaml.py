"""The file of sources, corpus/sources.yaml, into sources; what is wrong in it is told with line and field."""

import re
from pathlib import Path as File
from typing import Any, NamedTuple

from pydantic import ValidationError

from pipeline.errors import WrongUsage
from pipeline.scraping.sources.mistakes import field_of, said
from pipeline.scraping.sources.sources import SOURCES, Source, Sources
from pipeline.scraping.sources.yaml_lines import Marked, Path, read_yaml

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = "{host}"


class _Fault(NamedTuple):
    line: int
    place: str
    what: str


def load_sources(file: File = SOURCES) -> Sources:
    """Read the sources that a file declares.

    Raises
    ------
    WrongUsage
        If it cannot be read or anything in it is wrong; every fault is told with its line and field.
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise WrongUsage(f"{file} cannot be read ({reason}). Name it with --sources.") from error
    return parse_sources(text, str(file))


def parse_sources(text: str, name: str = str(SOURCES)) -> Sources:
    """Read sources from YAML; see `load_sources`.

    Examples
    --------
    >>> parse_sources('''
    ... sources:
    ...   journal:
    ...     publisher: {name: Journal, departement: "98"}
    ...     find: {kind: feed, pages: [https://exemple.fr/rss]}
    ... ''')
    Traceback (most recent call last):
    pipeline.errors.WrongUsage: corpus/sources.yaml has 1 mistake:
      line 4, sources.journal.publisher.departement: there is no département '98' in ...
    """
    marked = read_yaml(text, name)
    faults = {
        _fault(marked, path, f"stands there twice, first in line {first}")._replace(line=line)
        for path, first, line in marked.twice
    }
    platforms, entries = _top(marked, faults)
    found: dict[str, Source] = {}
    for key, entry in entries.items():
        source = _source(key, entry, platforms, marked, faults)
        if source:
            found[source.key] = source
    used = [entry.get("platform") for entry in entries.values() if isinstance(entry, dict)]
    for platform in (name for name in platforms if name not in used):
        faults.add(_fault(marked, ("platforms", platform), "no source is of this platform"))
    if faults:
        lines = "\n".join(f"  line {line}, {place}: {what}" for line, place, what in sorted(faults))
        plural = "s" if len(faults) > 1 else ""
        raise WrongUsage(f"{name} has {len(faults)} mistake{plural}:\n{lines}")
    return Sources(found, name)


def _top(marked: Marked, faults: set[_Fault]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the platforms and the sources, as they are written."""
    value = marked.value
    if not isinstance(value, dict) or not isinstance(value.get("sources"), dict):
        faults.add(_Fault(1, "sources", "there must be a mapping `sources` of keys to sources"))
        return {}, {}
    platforms = value.get("platforms") or {}
    for key in value.keys() - {"platforms", "sources"}:
        faults.add(_fault(marked, (key,), "only `platforms` and `sources` can stand here"))
    if not isinstance(platforms, dict) or not all(isinstance(p, dict) for p in platforms.values()):
        faults.add(_fault(marked, ("platforms",), "must be a mapping of names to what their sources share"))
        platforms = {}
    return platforms, value["sources"]


def _source(
    key: Any, entry: Any, platforms: dict[str, Any], marked: Marked, faults: set[_Fault]
) -> Source | None:
    here = ("sources", key)
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        faults.add(_fault(marked, here, "a key is lower-case letters and digits with hyphens between"))
        return None
    if not isinstance(entry, dict):
        faults.add(_fault(marked, here, "a source is a mapping"))
        return None
    platform = entry.get("platform")
    if platform is not None and (not isinstance(platform, str) or platform not in platforms):
        faults.add(_fault(marked, (*here, "platform"), f"there is no platform {platform!r} above"))
        return None
    shared = platforms[platform] if platform else {}
    try:
        return Source.model_validate({**_filled(_merged(shared, entry), entry.get("host")), "key": key})
    except ValidationError as error:
        wrongs = error.errors()
        for wrong in wrongs:
            if wrong["type"] == "too_short" and any(
                _is_within(other["loc"], wrong["loc"]) for other in wrongs
            ):
                continue  # those that are wrong themselves were not counted
            own = marked.place([*here, *wrong["loc"]])
            inherited = marked.place(["platforms", platform or "", *wrong["loc"]])
            # What the source does not say itself stands with its platform.
            place = inherited if platform and len(inherited) > len(own) else own
            faults.add(_fault(marked, place, said(wrong), field_of(wrong)))
        return None


def _is_within(path: Path, other: Path) -> bool:
    return len(path) > len(other) and path[: len(other)] == other


def _fault(marked: Marked, place: Path, what: str, field: Path = ()) -> _Fault:
    # A field that is missing has no line of its own: where it should be.
    line = marked.lines.get((*place, *field)) or marked.lines.get(place, 1)
    return _Fault(line, ".".join(map(str, (*place, *field))), what)


def _merged(shared: Any, own: Any) -> Any:
    """Lay what a source says over what its platform says."""
    if isinstance(shared, dict) and isinstance(own, dict):
        return {**shared, **{key: _merged(shared.get(key), value) for key, value in own.items()}}
    return own


def _filled(value: Any, host: Any) -> Any:
    """Put the host into the addresses of the platform."""
    if isinstance(value, dict):
        return {key: _filled(item, host) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, host) for item in value]
    return value.replace(_HOST, str(host)) if isinstance(value, str) and host else value
