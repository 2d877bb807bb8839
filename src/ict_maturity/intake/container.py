"""In: the bytes of a zip and of XML from anywhere; out: members and elements, within limits.

Whatever a file says of itself, no more is unpacked than the limits allow, and nothing it names is
fetched.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Protocol
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from ict_maturity.intake.cells import UnreadableFileError

LARGEST_FILE = 10_000_000
MOST_MEMBERS = 1_000
LARGEST_INSIDE = 50_000_000
"""Bytes of all members together, unpacked."""
MOST_DEEP = 100
ENCRYPTED = 1
CHUNK = 1 << 16
SPACE = " "
"""Between the address of a name in XML and the name."""
Attributes = Mapping[str, str]


class Reads(Protocol):
    """What is told of each element, by the names that come after their addresses."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A part of the text within."""


class Container:
    """The members of a zip, each unpacked when it is asked for."""

    def __init__(self, content: bytes) -> None:
        """Raises UnreadableFileError for what is no zip, or none that may be unpacked."""
        if len(content) > LARGEST_FILE:
            raise UnreadableFileError("workbook-file.large")
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise UnreadableFileError("workbook-file.broken") from error
        members = self._zip.infolist()
        self.names = frozenset(member.filename for member in members)
        if len(members) > MOST_MEMBERS or len(self.names) < len(members):
            raise UnreadableFileError("workbook-file.broken")
        if any(member.flag_bits & ENCRYPTED for member in members):
            raise UnreadableFileError("workbook-file.password")
        self._left = LARGEST_INSIDE

    def read(self, name: str) -> Iterator[bytes]:
        """A member in pieces, nothing when there is none."""
        if name not in self.names:
            return
        try:
            with self._zip.open(name) as member:
                while chunk := member.read(CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise UnreadableFileError("workbook-file.large")
                    yield chunk
        except (BadZipFile, OSError, EOFError, RuntimeError, ValueError, zlib.error) as error:
            raise UnreadableFileError("workbook-file.broken") from error

    def parse(self, name: str, reader: Reads) -> None:
        """Tell a reader of all elements of a member."""
        parser = ParserCreate(namespace_separator=SPACE)
        depth = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MOST_DEEP:
                raise UnreadableFileError("workbook-file.broken")
            reader.start(local(name), {local(key): value for key, value in attributes.items()})

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            reader.end(local(name))

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = reader.text
        parser.StartDoctypeDeclHandler = refuse
        parser.buffer_text = True
        try:
            for chunk in self.read(name):
                parser.Parse(chunk, False)
            if name in self.names:
                parser.Parse(b"", True)
        except ExpatError as error:
            raise UnreadableFileError("workbook-file.broken") from error


def local(name: str) -> str:
    """A name without its address."""
    return name.rpartition(SPACE)[2]


def refuse(*_: object) -> None:
    """No document of a spreadsheet declares entities; one that does unpacks without end."""
    raise UnreadableFileError("workbook-file.broken")


class Elements:
    """Tells functions of the elements that they are named for, and gathers text in between."""

    def __init__(
        self,
        starts: Mapping[str, Callable[[Attributes], None]],
        ends: Mapping[str, Callable[[str], None]],
    ) -> None:
        self._starts, self._ends = starts, ends
        self._text: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins, and the text within it."""
        if name in self._ends:
            self._text = []
        if name in self._starts:
            self._starts[name](attributes)

    def end(self, name: str) -> None:
        """An element ends; its text is what came since it, or the last one like it, began."""
        if name in self._ends:
            self._ends[name]("".join(self._text))
            self._text = []

    def text(self, text: str) -> None:
        """A part of a text."""
        self._text.append(text)
