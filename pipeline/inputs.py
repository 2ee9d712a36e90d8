"""From what the user names (files, folders, patterns, a list) to the inputs of a run."""

import glob
import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.layout import PUBLISHED

_WRITTEN = "written by a run"
_UNDECODED = re.compile("[\udc80-\udcff]")


class Input(NamedTuple):
    """One input: where it is, as the user named it, and the file that holds its bytes.

    `retrieved_at` is when they were had (ISO 8601), and `charset` what their server said of them, where an archive
    knows.
    """

    uri: str
    path: Path
    retrieved_at: str | None = None
    charset: str | None = None


class Skipped(NamedTuple):
    """Something in a folder that is left out, and why."""

    uri: str
    reason: str


class Found(NamedTuple):
    """The inputs of a run, sorted by uri, each uri once; among them paths where there is nothing to read."""

    inputs: list[Input]
    skipped: list[Skipped]

    @property
    def any_exists(self) -> bool:
        """Whether there is anything at all under the names given."""
        return any(os.path.lexists(item.path) for item in self.inputs)


def find_inputs(names: Iterable[str], output: Path | None = None) -> Found:
    """Find the inputs behind `names`.

    Parameters
    ----------
    names : iterable of str
        Files, folders (all that is in them but hidden files) and patterns (`*`, `?`, `[…]`, `**`). A name
        behind which there is nothing stays an input: the run says so.
    output : Path, optional
        The folder that a run writes to; it is no input where it lies in a folder that is one.

    Examples
    --------
    >>> [item.uri for item in find_inputs(["no/such/file.txt"]).inputs]
    ['no/such/file.txt']
    """
    inputs: dict[str, Path] = {}
    skipped: dict[str, str] = {}
    output = output.resolve() if output is not None else None
    for path in (path for name in names if name for path in _matches(name, output, skipped)):
        if os.path.isdir(path):  # noqa: PTH112 - false where Path.is_dir raises: behind a closed folder
            files = list(_walk(path, output, skipped))
            if not files:
                skipped[readable(path)] = "folder without files"
            inputs.update((readable(file), file) for file in files)
        else:
            inputs[readable(path)] = path
    return Found(
        [Input(uri, inputs[uri]) for uri in sorted(inputs)],
        [Skipped(uri, skipped[uri]) for uri in sorted(skipped)],
    )


def readable(path: Path) -> str:
    r"""Return `path` as text that can be stored: bytes that are not UTF-8 percent-encoded.

    >>> readable(Path(os.fsdecode(b"caf\xe9 100%.txt"))), readable(Path("café 100%.txt"))
    ('caf%E9 100%25.txt', 'café 100%.txt')
    """
    name = str(path)
    if name.isascii():
        return name
    name = os.fsencode(path).decode("utf-8", "surrogateescape")
    if not _UNDECODED.search(name):
        return name
    return _UNDECODED.sub(lambda match: f"%{ord(match[0]) - 0xDC00:02X}", name.replace("%", "%25"))


def names_in(listing: bytes) -> list[str]:
    r"""Return the names in a list of paths, one a line; parted by NUL where there is one (`find -print0`).

    >>> names_in(b"a.txt\n\nb c.txt\n"), names_in(b"a\nb.txt\0")
    (['a.txt', 'b c.txt'], ['a\nb.txt'])
    """
    names = listing.split(b"\0") if b"\0" in listing else listing.splitlines()
    return [os.fsdecode(name) for name in names if name]


def _matches(name: str, output: Path | None, skipped: dict[str, str]) -> list[Path]:
    """Return what a name stands for; what a run has written is not what is meant by a pattern."""
    if os.path.lexists(name) or not glob.has_magic(name):
        return [Path(name)]
    matches = [Path(match) for match in glob.glob(name, recursive=True)]  # noqa: PTH207 - name may be absolute
    written = {path for path in matches if path.name in PUBLISHED and path.parent.resolve() == output}
    skipped.update((readable(path), _WRITTEN) for path in written)
    return [path for path in matches if path not in written] or ([] if written else [Path(name)])


def _walk(folder: Path, output: Path | None, skipped: dict[str, str]) -> Iterator[Path]:
    """Yield the files below `folder`, and each folder below it that cannot be listed."""
    unlisted: list[Path] = []
    for at, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        here = Path(at)
        written = PUBLISHED if here.resolve() == output else ()
        reasons = {name: _reason_to_skip_folder(here / name, output) for name in folders}
        folders[:] = [name for name in folders if not reasons[name]]
        reasons |= {name: _reason_to_skip_file(name, written) for name in files}
        skipped.update((readable(here / name), reason) for name, reason in reasons.items() if reason)
        yield from (here / name for name in files if not reasons[name])
    yield from unlisted


def _reason_to_skip_folder(folder: Path, output: Path | None) -> str | None:
    if folder.name.startswith("."):
        return "hidden folder"
    if folder.is_symlink():
        return "link to a folder: name the folder itself to read it"
    return "the output of this run" if folder.resolve() == output else None


def _reason_to_skip_file(name: str, written: Collection[str]) -> str | None:
    if name.startswith("."):
        return "hidden file"
    return _WRITTEN if name in written else None
