"""The fingerprint of a version: another one whenever records could be others, and only then."""

import json
import subprocess
import sys

from pipeline.fingerprint import BESIDE, fingerprint

# All that reads and extracts the samples, PDFs in the child process included, is imported here.
LOADED = """
import json, sys
from pathlib import Path
import pipeline.reading.isolated.child
from pipeline.extraction import extract_documents
from pipeline.inputs import Input
samples = [Input(path.name, path) for path in sorted(Path("corpus/samples").iterdir())]
assert all(document.status == "read" for document in extract_documents(samples))
print(json.dumps([name.replace(".", "/") for name in sys.modules if name.startswith("pipeline.")]))
"""


def test_it_is_one_for_one_version() -> None:
    fingerprint.cache_clear()
    first = fingerprint()
    fingerprint.cache_clear()
    assert fingerprint() == first
    assert len(first) == 16


def test_what_it_leaves_out_takes_no_part_in_making_records() -> None:
    loaded = json.loads(
        subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True).stdout
    )
    assert "pipeline/reading/html" in loaded
    assert not [name for name in loaded if name.startswith(BESIDE)]
