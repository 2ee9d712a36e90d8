"""YAML with the line of every value, so that an error can say where it is."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

from pipeline.errors import WrongUsage

Path = tuple[str | int, ...]


class Marked(NamedTuple):
    """A document as plain values, and the line (from 1) of each value by its path."""

    value: Any
    lines: dict[Path, int]

    def place(self, path: Sequence[str | int]) -> Path:
        r"""Return the path of the deepest value on `path`.

        Steps that the document does not have are passed over: what validates a union adds some of its own.

        >>> read_yaml("a:\n  b: 1").place(["a", "any", "b"])
        ('a', 'b')
        """
        here: Path = ()
        for step in path:
            if (*here, step) in self.lines:
                here = (*here, step)
        return here


class _Loader(yaml.SafeLoader):
    """Takes no alias: what it means stands elsewhere, and it can stand for itself."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="aliases are not taken", problem_mark=mark)
        return super().compose_node(parent, index)


def read_yaml(text: str, name: str = "YAML") -> Marked:
    r"""Read a YAML document; `name` is what messages call it.

    Raises
    ------
    WrongUsage
        If it is not valid, or gives a key twice: YAML itself would silently keep the last.

    Examples
    --------
    >>> read_yaml("a: 1\nb: [x, {c: 2}]").lines[("b", 1, "c")]
    2
    >>> read_yaml("a: 1\na: 2", "sources.yaml")
    Traceback (most recent call last):
    pipeline.errors.WrongUsage: sources.yaml:2: the key 'a' stands there twice, first in line 1.
    """
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        lines: dict[Path, int] = {}
        if node is not None:
            _mark(loader, node, (), lines, name)
        return Marked(loader.construct_document(node) if node is not None else None, lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}:{mark.line + 1}" if mark else name
        raise WrongUsage(f"{where}: this is not valid YAML: {error.problem}.") from error
    except yaml.YAMLError as error:
        raise WrongUsage(f"{name}: this is not valid YAML: {error}.") from error
    finally:
        if loader is not None:
            loader.dispose()


def _mark(loader: yaml.SafeLoader, node: yaml.Node, path: Path, lines: dict[Path, int], name: str) -> None:
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*path, index)] = item.start_mark.line + 1
            _mark(loader, item, (*path, index), lines, name)
    elif isinstance(node, yaml.MappingNode):
        for key_node, value in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise WrongUsage(f"{name}:{line}: a key must be a word.")
            key = loader.construct_object(key_node)
            if (first := lines.get((*path, key))) is not None:
                raise WrongUsage(f"{name}:{line}: the key {key!r} stands there twice, first in line {first}.")
            lines[(*path, key)] = line
            _mark(loader, value, (*path, key), lines, name)
