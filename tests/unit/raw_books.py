"""Workbooks as raw zips, made as no program makes them: what a stranger may send."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ONE_SHEET = '<sheet name="A" r:id="r1"/>'


def zipped(members: Mapping[str, str | bytes], packing: int = ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    file = BytesIO()
    with ZipFile(file, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def xlsx(
    cells: str = "",
    others: Mapping[str, str | bytes] | None = None,
    sheets: str = ONE_SHEET,
    packing: int = ZIP_DEFLATED,
) -> bytes:
    """A workbook with these cells in each sheet, and other members."""
    head = f'xmlns="{MAIN}" xmlns:r="{RELATIONS}"'
    target = '<Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
    members: dict[str, str | bytes] = {
        "xl/workbook.xml": f"<workbook {head}><sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{target}</Relationships>",
        SHEET: f"<worksheet {head}><sheetData>{cells}</sheetData></worksheet>",
    }
    return zipped({**members, **(others or {})}, packing)


def strings(inside: str) -> Mapping[str, str]:
    """The member that holds the texts of an xlsx."""
    return {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{inside}</sst>'}


def styles(formats: str, style: str) -> Mapping[str, str]:
    """The member that holds the formats of an xlsx, and its one style."""
    inside = f"<numFmts>{formats}</numFmts><cellXfs><xf/>{style}</cellXfs>"
    return {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{inside}</styleSheet>'}


def ods(rows: str, others: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook as an OpenDocument file with these rows in its one sheet."""
    table = f'<t:table t:name="A">{rows}</t:table>'
    members: dict[str, str | bytes] = {
        "mimetype": ODS,
        "content.xml": f'<d xmlns:t="t" xmlns:x="x" xmlns:o="o">{table}</d>',
    }
    return zipped({**members, **(others or {})})


def ods_text(inside: str) -> bytes:
    """The same with one cell that holds a text."""
    cell = f'<t:table-cell o:value-type="string">{inside}</t:table-cell>'
    return ods(f"<t:table-row>{cell}</t:table-row>")
