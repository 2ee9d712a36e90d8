"""Where the time goes: reading, each component, assembly, JSON."""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.timing import timed


def stages(paths: Sequence[Path]) -> dict[str, float]:
    """Return the seconds of each stage over all documents, in the order of the path.

    The stages run one after the other over the whole batch: what a component costs is not mixed with those
    that it draws its documents from.
    """
    from pipeline import extraction
    from pipeline.assembly import assemble
    from pipeline.inputs import Input
    from pipeline.reading import read_file
    from pipeline.record import to_line

    seconds: dict[str, float] = {}
    seconds["reading"], readings = timed(lambda: [read_file(path) for path in paths])
    read = [(reading, digest) for reading, digest in readings if reading.status == "read"]
    nlp = extraction.language()
    seconds["frame"], docs = timed(lambda: [extraction._frame(*pair, gated=True) for pair in read])
    for name, component in nlp.pipeline:
        if hasattr(component, "pipe"):
            seconds[name], docs = timed(lambda c=component, d=docs: list(c.pipe(iter(d), batch_size=64)))
        else:
            seconds[name], docs = timed(lambda c=component, d=docs: [c(doc) for doc in d])
    seconds["assembly"], assembled = timed(lambda: [assemble(doc) for doc in docs])
    pairs = [(reading, digest, found) for (reading, digest), found in zip(read, assembled, strict=True)]
    item = Input("", Path())
    seconds["record"], documents = timed(lambda: [extraction._document(item, *pair) for pair in pairs])
    seconds["json"], _ = timed(lambda: [to_line(document) for document in documents])
    return seconds
