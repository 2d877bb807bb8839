"""In: a content file and a path of keys in it; out: the line and column where that value stands."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import yaml

from ict_maturity.load.one_file import read_text

Key = str | int
Part = Literal["key", "value"]


class Places:
    """Finds lines and columns, reading a file again only when somebody asks about it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._trees: dict[str, yaml.Node | None] = {}

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
            found = child(node, key)
            if found is None:
                continue
            key_node, node = found
            mark = key_node.start_mark if part == "key" and key_node else node.start_mark
        return mark.line + 1, mark.column + 1

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


def child(node: yaml.Node, key: Key) -> tuple[yaml.Node | None, yaml.Node] | None:
    """The key node and value node under `key`, None when there is none."""
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == str(key):
                return key_node, value_node
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return None, node.value[key]
    return None
