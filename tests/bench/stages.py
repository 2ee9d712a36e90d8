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
    from pipeline.document_record import document_of
    from pipeline.inputs import Input
    from pipeline.reading import read_file
    from pipeline.record import to_line

    seconds: dict[str, float] = {}
    seconds["reading"], readings = timed(lambda: [read_file(path) for path in paths])
    read = [(reading, digest) for reading, digest in readings if reading.status == "read"]
    nlp = extraction.language()
    seconds["frame"], frames = timed(lambda: [extraction._frame(*pair, gated=True) for pair in read])
    seconds["division"], texts = timed(lambda: [extraction._text(doc, gated=True) for doc in frames])
    docs = [doc for text in texts for doc in text.docs]
    for name, component in nlp.pipeline:
        seconds[name], docs = timed(lambda c=component, d=docs: extraction._through(c, d))
    done = iter(docs)
    seconds["assembly"], assembled = timed(
        lambda: [text.assembled([next(done) for _ in text.docs]) for text in texts]
    )
    pairs = [(reading, digest, found) for (reading, digest), found in zip(read, assembled, strict=True)]
    item = Input("", Path())
    seconds["record"], documents = timed(lambda: [document_of(item, *pair) for pair in pairs])
    seconds["json"], _ = timed(lambda: [to_line(document) for document in documents])
    return seconds
