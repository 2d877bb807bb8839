"""In: the content and a field of one of its files; out: where the field stands, with a link."""

from typing import NamedTuple

from ict_maturity.model import Content
from ict_maturity.render.address import line_address


class SourceLine(NamedTuple):
    """One line of a content file, and the address where the repository shows it."""

    file: str
    line: int
    url: str


def source_line(content: Content, kind: str, id: str, *path: str | int) -> SourceLine | None:
    """The line of a field of an object, None when its file does not have the field."""
    line = content.line_of(kind, id, *path)
    if line is None:
        return None
    file = content.source_of(kind, id)
    return SourceLine(file, line, line_address(content.framework.repository, file, line))
