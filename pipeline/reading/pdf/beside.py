"""Pieces of text side by side: the stretches across a page that they cover."""

from pipeline.reading.pdf.lines import Line


def beside(first: Line, second: Line) -> bool:
    """Whether two pieces stand side by side."""
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    return shared > 0.3 * min(first.height, second.height)


class Columns:
    """The stretches across the page that are covered by text, from left to right."""

    def __init__(self, gutter: float) -> None:
        self.gutter = gutter
        self.spans: list[tuple[float, float]] = []

    def with_line(self, line: Line) -> list[tuple[float, float]]:
        """The stretches once `line` is there too."""
        low, high = line.x0, line.x1
        for left, right in self.spans:
            if left <= low and high <= right:  # as most lines
                return self.spans
        gutter = self.gutter
        spans = []
        for span in self.spans:
            if span[1] + gutter < low or span[0] - gutter > high:
                spans.append(span)
            else:
                low, high = min(low, span[0]), max(high, span[1])
        spans.append((low, high))
        return sorted(spans)

    def holds(self, line: Line) -> bool:
        """Whether `line` stands within one of the stretches."""
        low, high = self.spans[self.of(line)]
        return low - line.height <= line.x0 and line.x1 <= high + line.height

    def taking(self, line: Line) -> int | None:
        """The index of the stretch that holds `line`, or that it begins with and keeps clear of the others."""
        if self.holds(line):
            return self.of(line)
        if len(self.with_line(line)) < len(self.spans):
            return None
        return next((i for i, (low, _) in enumerate(self.spans) if abs(line.x0 - low) < line.height), None)

    def of(self, line: Line) -> int:
        """The index of the stretch that holds the middle of `line`."""
        middle = (line.x0 + line.x1) / 2
        for index, (low, high) in enumerate(self.spans):
            if low <= middle <= high:
                return index
        return 0
