"""In: a document; out: its bytes as PDF, tagged for those who listen to it, or a figure as PNG.

What draws them, Typst, gets the texts as data beside a program of ours. That program reads no file
and names no package, which is all that could make it ask for something elsewhere.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from importlib.resources import files
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from ict_maturity.paper.document import Bars, Block, Document
from ict_maturity.problems import RefusedError
from ict_maturity.said import word

Form = Literal["pdf", "png"]
ACCESSIBLE = "ua-1"
"""The form of PDF that refuses to be written without a title, a language and a description of
each picture."""
DAY_OF_EVERY_FILE = 0
"""What the program would take for now, in seconds: two runs write the same bytes."""
DOTS = 200
"""Of a picture, an inch."""


def bytes_of(document: Document) -> bytes:
    """The document as PDF, the same bytes for the same document.

    Raises RefusedError for a letter that no font has.
    """
    return drawn(document, "pdf", {"pdf_standards": [ACCESSIBLE]})


def picture(document: Document, figure: Bars) -> bytes:
    """A figure of a document as PNG, without its caption. Raises RefusedError as above."""
    return drawn(replace(document, blocks=(figure,)), "png", {"ppi": DOTS})


def drawn(document: Document, form: Form, options: Mapping[str, Any]) -> bytes:
    """What Typst draws with the fonts that it brings; where they lack a letter, the machine's."""
    source = (files("ict_maturity") / "paper/report.typ").read_bytes()
    inputs = {"document": json.dumps(plain(document), ensure_ascii=False), "form": form}
    reason = ""
    for own_fonts_only in (True, False):
        with TemporaryDirectory() as empty:
            try:
                made: bytes = typst.compile(
                    source,
                    root=empty,
                    package_path=empty,
                    package_cache_path=empty,
                    ignore_system_fonts=own_fonts_only,
                    format=form,
                    timestamp=DAY_OF_EVERY_FILE,
                    sys_inputs=inputs,
                    **options,
                )
            except typst.TypstError as error:
                reason = str(error)
            else:
                return made
    raise RefusedError(word("paper.not_drawn", reason=reason))


def plain(document: Document) -> Mapping[str, Any]:
    """The document as JSON carries it, each block with the name of its kind."""
    return {**asdict(document), "blocks": [plain_block(block) for block in document.blocks]}


def plain_block(block: Block) -> Mapping[str, Any]:
    """One block; a figure says how long its longest bar is, and its numbers in words."""
    data = {"kind": type(block).__name__, **asdict(block)}
    if isinstance(block, Bars):
        data |= {"longest": block.longest, "described": block.described}
    return data
