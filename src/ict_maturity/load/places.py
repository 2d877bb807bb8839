"""In: a content file and a path of keys in it; out: the line and column where that value stands."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

import yaml

from ict_maturity.load.one_file import read_text

Key = str | int
Part = Literal["key", "value"]
Child = tuple[yaml.Node | None, yaml.Node]
Children = Mapping[str, Child]


class PartFinder(Protocol):
    """What knows the line and column of a value, or of its key, in a file."""

    def at(self, file: str, path: Sequence[Key], part: Part = "value") -> tuple[int, int]:
        """Line and column, from 1; (0, 0) when they cannot be told."""


class Places:
    """Finds lines and columns, reading a file again only when somebody asks about it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._trees: dict[str, yaml.Node | None] = {}
        self._children: dict[int, Children] = {}

    @classmethod
    def of_text(cls, name: str, text: str) -> "Places":
        """The places in a text that is no file of its own, such as an example within a page."""
        places = cls(Path())
        places._trees[name] = yaml.compose(text, yaml.CSafeLoader)
        return places

    def at(self, file: str, path: Sequence[Key], part: Part = "value") -> tuple[int, int]:
        """Line and column, from 1, of the value (or of its key) that `path` leads to.

        Keys of the path that are not in the file are skipped, so that a missing field is placed
        at the mapping it is missing from; (0, 0) when the file cannot be read.
        """
        node = self._tree(file)
        if node is None:
            return 0, 0
        mark = node.start_mark
        for key in path:
            found = self._child(node, key)
            if found is None:
                continue
            key_node, node = found
            mark = key_node.start_mark if part == "key" and key_node else node.start_mark
        return mark.line + 1, mark.column + 1

    def _child(self, node: yaml.Node, key: Key) -> Child | None:
        # Asked for each of many problems: looking through a mapping anew took minutes.
        if id(node) not in self._children:
            self._children[id(node)] = children(node)
        return self._children[id(node)].get(str(key))

    def _tree(self, file: str) -> yaml.Node | None:
        if file not in self._trees:
            self._trees[file] = tree_of(self._root / file)
        return self._trees[file]


def tree_of(path: Path) -> yaml.Node | None:
    """The file's YAML nodes with their places, None when it cannot be read."""
    try:
        text, faults = read_text(path)
        return None if faults else yaml.compose(text, yaml.CSafeLoader)
    except (OSError, yaml.YAMLError):
        return None


def children(node: yaml.Node) -> Children:
    """What lies directly below a node, each with the node of its key; of equal keys the first."""
    if isinstance(node, yaml.MappingNode):
        pairs = [each for each in reversed(node.value) if isinstance(each[0], yaml.ScalarNode)]
        return {key.value: (key, value) for key, value in pairs}
    if isinstance(node, yaml.SequenceNode):
        return {str(i): (None, value) for i, value in enumerate(node.value)}
    return {}
