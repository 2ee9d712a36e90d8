"""YAML with the line of every value, so that an error can say where it is."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

from pipeline.errors import WrongUsage

Path = tuple[str | int, ...]


class Marked(NamedTuple):
    """A document as plain values, and the line (from 1) of each value by its path.

    `twice` has what YAML itself would pass over: a key that stands there again, with its first line and this one. The
    value is that of the last.
    """

    value: Any
    lines: dict[Path, int]
    twice: list[tuple[Path, int, int]]

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
    """Takes no alias: what it means stands elsewhere, and it can stand for itself. Days stay texts."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="aliases are not taken", problem_mark=mark)
        return super().compose_node(parent, index)


# So that one that is none is told of like any other value.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(text: str, name: str = "YAML") -> Marked:
    r"""Read a YAML document; `name` is what messages call it.

    Raises
    ------
    WrongUsage
        If it is not valid.

    Examples
    --------
    >>> read_yaml("a: 1\nb: [x, {c: 2}]").lines[("b", 1, "c")]
    2
    >>> read_yaml("a: 1\na: 2").twice
    [(('a',), 1, 2)]
    """
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        marked = Marked(None, {}, [])
        if node is None:
            return marked
        _mark(loader, node, (), marked, name)
        return marked._replace(value=loader.construct_document(node))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}:{mark.line + 1}" if mark else name
        raise WrongUsage(f"{where}: this is not valid YAML: {error.problem}.") from error
    except (yaml.YAMLError, ValueError) as error:
        raise WrongUsage(f"{name}: this is not valid YAML: {error}.") from error
    finally:
        if loader is not None:
            loader.dispose()


def _mark(loader: yaml.SafeLoader, node: yaml.Node, path: Path, marked: Marked, name: str) -> None:
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            marked.lines[(*path, index)] = item.start_mark.line + 1
            _mark(loader, item, (*path, index), marked, name)
    elif isinstance(node, yaml.MappingNode):
        seen: dict[Any, int] = {}
        for key_node, value in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise WrongUsage(f"{name}:{line}: a key must be a word.")
            key = loader.construct_object(key_node)
            if key in seen:
                marked.twice.append(((*path, key), seen[key], line))
            seen.setdefault(key, line)
            marked.lines[(*path, key)] = line
            _mark(loader, value, (*path, key), marked, name)
