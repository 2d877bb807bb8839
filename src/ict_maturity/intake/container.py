"""In: the bytes of a zip and of XML from anywhere; out: members and elements, within limits.

Whatever a file says of itself, no more is unpacked than the limits allow, and nothing it names is
fetched.
"""

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Protocol
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from ict_maturity.intake.cells import Text, UnreadableFileError

LARGEST_FILE = 10_000_000
MOST_MEMBERS = 1_000
LARGEST_INSIDE = 10_000_000
"""Bytes of all members that are read, unpacked, each as often as it is read."""
MOST_ELEMENTS = 500_000
"""Of XML, with their attributes, in all members that are read."""
MOST_DEEP = 100
ENCRYPTED = 1
PACKED = {ZIP_STORED, ZIP_DEFLATED}
"""The only ways of packing in either format; others ask for memory as the file says."""
ENCODING = "utf-8"
"""As every program writes; the one that a member declares may be any of the machine's codecs."""
SPACE = " "
"""Between the address of a name in XML and the name."""
BROKEN = (BadZipFile, OSError, EOFError, RuntimeError, ValueError, struct.error, zlib.error)
"""What is raised by a zip that is damaged."""
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
        except BROKEN as error:
            raise UnreadableFileError("workbook-file.broken") from error
        members = self._zip.infolist()
        self.names = frozenset(member.filename for member in members)
        if len(members) > MOST_MEMBERS or len(self.names) < len(members):
            raise UnreadableFileError("workbook-file.broken")
        if any(member.flag_bits & ENCRYPTED for member in members):
            raise UnreadableFileError("workbook-file.password")
        if any(member.compress_type not in PACKED for member in members):
            raise UnreadableFileError("workbook-file.broken")
        self._left = LARGEST_INSIDE
        self._elements = MOST_ELEMENTS

    def read(self, name: str) -> bytes:
        """A member, empty when there is none."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as member:
                content = member.read(self._left + 1)
        except BROKEN as error:
            raise UnreadableFileError("workbook-file.broken") from error
        self._left -= len(content)
        if self._left < 0:
            raise UnreadableFileError("workbook-file.large")
        return content

    def parse(self, name: str, reader: Reads) -> None:
        """Tell a reader of all elements of a member."""
        if name not in self.names:
            return
        parser = ParserCreate(ENCODING, SPACE)
        depth = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MOST_DEEP:
                raise UnreadableFileError("workbook-file.broken")
            self._elements -= 1 + len(attributes)
            if self._elements < 0:
                raise UnreadableFileError("workbook-file.large")
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
            # In one piece: in several, a long value is read anew with each of them.
            parser.Parse(self.read(name), True)
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
        self._text = Text()

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins, and the text within it."""
        if name in self._ends:
            self._text = Text()
        if name in self._starts:
            self._starts[name](attributes)

    def end(self, name: str) -> None:
        """An element ends; its text is what came since it, or the last one like it, began."""
        if name in self._ends:
            self._ends[name](str(self._text))
            self._text = Text()

    def text(self, text: str) -> None:
        """A part of a text."""
        self._text.add(text)
