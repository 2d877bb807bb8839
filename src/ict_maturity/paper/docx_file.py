"""In: a document; out: its bytes as DOCX.

Each text becomes the text of a run, which no program reads as anything else. The one field is the
number of the page, and nothing in the file leads out of it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx import Document as NewFile
from docx.document import Document as Opened
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from ict_maturity.data.archive import zipped
from ict_maturity.paper.document import (
    Bars,
    Document,
    Grid,
    Heading,
    Item,
    Paragraph,
    Term,
)
from ict_maturity.paper.typst_file import picture

DAY_OF_EVERY_FILE = datetime(2000, 1, 1)
"""Two runs write the same bytes."""
FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
NUMBERS = re.compile("({pages?})")
BULLETS = ("List Bullet", "List Bullet 2", "List Bullet 3")
QUIET = 0x52, 0x63, 0x70
PAPER, MARGIN = (21.0, 29.7), 2.5
"""A4, and what is left free around its text, in centimetres."""
WIDTH = PAPER[0] - 2 * MARGIN
FIRST_COLUMN = 2.4
"""How much wider the first column of a table is than the others."""


def bytes_of(document: Document) -> bytes:
    """The document as DOCX, the same bytes for the same document.

    Raises RefusedError where a figure cannot be drawn, as `typst_file.picture` does.
    """
    opened = NewFile()
    describe(opened, document)
    for block in document.blocks:
        if isinstance(block, Bars):
            write_bars(opened, block, picture(document, block))
        else:
            WRITE[type(block)](opened, block)
    held = BytesIO()
    opened.save(held)
    with ZipFile(held) as saved:
        return zipped((name, saved.read(name)) for name in saved.namelist())


def describe(opened: Opened, document: Document) -> None:
    """What the file says of itself, and what stands on every page."""
    about = opened.core_properties
    about.title, about.language = document.title, document.language
    about.author = about.comments = about.last_modified_by = ""
    about.created = about.modified = DAY_OF_EVERY_FILE
    for language in opened.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), document.language)
    opened.styles["Caption"].paragraph_format.space_before = Pt(10)
    section = opened.sections[0]
    section.page_width, section.page_height = map(Cm, PAPER)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.header.paragraphs[0].text = document.mark
    foot = section.footer.paragraphs[0]
    for text in NUMBERS.split(document.page):
        if text in FIELDS:
            add_field(foot, FIELDS[text])
        else:
            foot.add_run(text)


def add_field(line: Line, name: str) -> None:
    """A number that the program counts when it shows the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    line._p.append(field)


def write_heading(opened: Opened, block: Heading) -> None:
    """A heading in the style of its level."""
    opened.add_heading(block.text, level=min(block.level, 9))


def write_paragraph(opened: Opened, block: Paragraph) -> None:
    """A paragraph."""
    run = opened.add_paragraph().add_run(block.text)
    run.bold = block.strong or None
    if block.quiet:
        run.font.color.rgb = RGBColor(*QUIET)


def write_item(opened: Opened, block: Item) -> None:
    """An entry of a list."""
    opened.add_paragraph(block.text, style=BULLETS[min(block.depth, len(BULLETS) - 1)])


def write_term(opened: Opened, block: Term) -> None:
    """A term in bold, and what is said of it."""
    line = opened.add_paragraph()
    line.add_run(block.term).bold = True
    line.add_run(f" {block.text}")


def write_grid(opened: Opened, block: Grid) -> None:
    """A table below its caption, whose first row is repeated on each page."""
    caption(opened, block.caption)
    columns = len(block.columns)
    one = WIDTH / (columns - 1 + FIRST_COLUMN)
    widths = [Cm(one * FIRST_COLUMN), *[Cm(one)] * (columns - 1)]
    table = opened.add_table(rows=0, cols=columns, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in (block.columns, *block.rows):
        line = table.add_row()
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, width in zip(line.cells, row, widths, strict=True):
            cell.width = width
            said = cell.paragraphs[0]
            said.paragraph_format.space_before = said.paragraph_format.space_after = Pt(2)
            written = said.add_run(text)
            written.font.size, written.bold = Pt(9), row is block.columns or None
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def write_bars(opened: Opened, block: Bars, drawn: bytes) -> None:
    """A figure below its caption, with its numbers for those who cannot see it."""
    caption(opened, block.caption)
    shape = opened.add_picture(BytesIO(drawn), width=Cm(WIDTH))
    shape._inline.docPr.set("descr", block.described)


def caption(opened: Opened, text: str) -> None:
    """What stands above a table or a figure."""
    if text:
        opened.add_paragraph(text, style="Caption").paragraph_format.keep_with_next = True


WRITE: Mapping[type, Callable[[Opened, Any], None]] = {
    Heading: write_heading,
    Paragraph: write_paragraph,
    Item: write_item,
    Term: write_term,
    Grid: write_grid,
}
