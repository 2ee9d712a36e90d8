"""The two paths from files to lines of JSON that are measured against each other."""

from collections.abc import Callable, Sequence
from pathlib import Path

# As many documents as a run takes at once.
BATCH = 250

Way = Callable[[Sequence[Path]], list[str]]


def ours(paths: Sequence[Path], *, gated: bool = True) -> list[str]:
    """Read, extract and write with this project."""
    from pipeline.extraction import extract_documents
    from pipeline.inputs import Input
    from pipeline.record import to_line

    lines = []
    for start in range(0, len(paths), BATCH):
        inputs = [Input(str(path), path) for path in paths[start : start + BATCH]]
        for document in extract_documents(inputs, gated=gated):
            if document.status == "failed":
                # A batch that fails is done again one by one: such times would mean nothing.
                raise RuntimeError(f"{document.source.uri}: {document.problems}")
            lines.append(to_line(document))
    return lines


def baseline(paths: Sequence[Path]) -> list[str]:
    """Read, extract and write with the usual libraries as they come."""
    from pipeline.evaluation.baseline import extract
    from pipeline.record import to_line

    return [to_line(document) for document in extract(paths)]


WAYS: dict[str, Way] = {"tripartite": ours, "baseline": baseline}
