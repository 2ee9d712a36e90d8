"""The program Tesseract: whether it is here, and what it makes of a picture."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache

LANGUAGE = "fra"
# In the place of the name of what recognises characters, where there is nothing that does.
NO_RECOGNISER = "none"


@cache
def recogniser() -> str | None:
    """Return the name and version of what recognises characters here, None if nothing does.

    It must know French.
    """
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        languages = _answer([program, "--list-langs"]).split()
        version = _answer([program, "--version"]).split()[1]
    except (OSError, subprocess.SubprocessError, IndexError):
        return None
    return f"tesseract {version}" if LANGUAGE in languages else None


def tesseract(picture: bytes, options: Sequence[str], *, seconds: float) -> str:
    """Run it over a picture.

    Parameters
    ----------
    picture : bytes
        In any format that it knows.
    options : sequence of str
        What follows the names of input and output on its command line.
    seconds : float
        How long it may take.

    Raises
    ------
    subprocess.SubprocessError
        If it takes longer, or fails.
    """
    return subprocess.run(
        ["tesseract", "stdin", "stdout", *options],
        input=picture,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        check=True,
        # Several pages at a time are faster than several threads a page.
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    ).stdout.decode("utf-8", "replace")


def _answer(command: Sequence[str]) -> str:
    # Old versions answer on the other stream.
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=20, check=True, text=True
    ).stdout
