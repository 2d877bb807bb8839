"""What a file that somebody sent may do to its reader: be read exactly, be odd, or be refused."""

import struct
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ict_maturity.intake.book import LOCKED, OLE, read_book
from ict_maturity.intake.cells import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_SIGNS,
    MOST_SIGNS_OF_ALL,
    Cell,
    UnreadableFileError,
)
from ict_maturity.intake.container import (
    LARGEST_FILE,
    LARGEST_INSIDE,
    MOST_DEEP,
    MOST_ELEMENTS,
    MOST_MEMBERS,
)
from ict_maturity.intake.xlsx import column_of
from tests.unit.raw_books import (
    ONE_SHEET,
    SHEET,
    ods,
    ods_text,
    strings,
    styles,
    xlsx,
    zipped,
)

Rows = tuple[tuple[Cell, ...], ...]


def rows(file: bytes) -> Rows:
    return read_book(file).sheets[0].rows


def refusal(file: bytes) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        read_book(file)
    return refused.value.id.removeprefix("workbook-file.")


def inline(text: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def at(place: str) -> str:
    return f'<c r="{place}"><v>1</v></c>'


XLSX: Mapping[str, tuple[str, Cell]] = {
    "whole": ("<c><v>58940</v></c>", Cell(Decimal(58940))),
    "broken": ("<c><v>11.5</v></c>", Cell(Decimal("11.5"))),
    "as a machine has it": ("<c><v>0.10000000000000001</v></c>", Cell(Decimal("0.1"))),
    "with an exponent": ("<c><v>1E3</v></c>", Cell(Decimal(1000))),
    "15 digits": ("<c><v>999999999999999</v></c>", Cell(Decimal(999999999999999))),
    "16 digits": ("<c><v>1234567890123456</v></c>", Cell(Decimal(1234567890123456), "long")),
    "no number": ("<c><v>nan</v></c>", Cell("nan")),
    "true": ('<c t="b"><v>1</v></c>', Cell(True)),
    "text": (inline(" a  b "), Cell(" a  b ")),
    "lines": (inline("a\nb"), Cell("a\nb")),
    "a line's end": (inline("a_x000D_\nb"), Cell("a\r\nb")),
    "escaped": (inline("_x005F_x0041_"), Cell("_x0041_")),
    "half a sign": (inline("_xD800_"), Cell("_xD800_")),
    "error": ('<c t="e"><v>#DIV/0!</v></c>', Cell("#DIV/0!", "error")),
    "formula": ("<c><f>1+1</f><v>2</v></c>", Cell("2", "formula")),
    "uncomputed": ("<c><f>1+1</f></c>", Cell(None, "uncomputed")),
    "no such text": ('<c t="s"><v>7</v></c>', Cell(None)),
    "no number of a text": ('<c t="s"><v>²</v></c>', Cell(None)),
    "no such style": ('<c s="²"><v>3</v></c>', Cell(Decimal(3))),
}


@pytest.mark.parametrize("kind", XLSX)
def test_a_cell_of_xlsx_is_exact_or_odd(kind: str) -> None:
    cells, expected = XLSX[kind]
    found = rows(xlsx(cells + at("B1")))
    assert found[0][0] == expected
    assert expected.odd or str(found[0][0].value) == str(expected.value)


ODS_CELLS: Mapping[str, tuple[str, Cell]] = {
    "number": ('o:value-type="float" o:value="58940"', Cell(Decimal(58940))),
    "percent": ('o:value-type="percentage" o:value="0.87"', Cell(Decimal("0.87"), "percent")),
    "day": ('o:value-type="date" o:date-value="2026-06-30"', Cell(date(2026, 6, 30))),
    "midnight": ('o:value-type="date" o:date-value="2026-06-30T00:00:00"', Cell(date(2026, 6, 30))),
    "hour": (
        'o:value-type="date" o:date-value="2026-06-30T12:30"',
        Cell(date(2026, 6, 30), "time"),
    ),
    "true": ('o:value-type="boolean" o:boolean-value="true"', Cell(True)),
    "uncomputed": ('t:formula="of:=1+1"', Cell(None, "uncomputed")),
}


@pytest.mark.parametrize("kind", ODS_CELLS)
def test_a_cell_of_ods_is_exact_or_odd(kind: str) -> None:
    attributes, expected = ODS_CELLS[kind]
    after = '<t:table-cell o:value-type="float" o:value="1"/>'
    found = rows(ods(f"<t:table-row><t:table-cell {attributes}/>{after}</t:table-row>"))
    assert found[0][0] == expected


def test_a_text_of_ods_keeps_its_lines_and_spaces() -> None:
    inside = '<x:p>a<x:s x:c="2"/>b<x:line-break/>c<x:tab/>d</x:p><x:p/><x:p>e</x:p>'
    assert rows(ods_text(inside)) == ((Cell("a  b\nc\td\n\ne"),),)


def test_a_remark_beside_a_cell_is_no_part_of_it() -> None:
    remark = "<o:annotation><x:p>by hand</x:p></o:annotation>"
    assert rows(ods_text(f"{remark}<x:p>a</x:p>")) == ((Cell("a"),),)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('0.0"%"', Cell(Decimal(46000))),
        ("0.0%", Cell(Decimal(46000), "percent")),
        ("[$-409]dd/mm/yyyy", Cell(date(2025, 12, 9))),
        ("mmmm", Cell(date(2025, 12, 9))),
        ("[h]:mm", Cell(Decimal(46000), "time")),
        ("[mm]", Cell(Decimal(46000), "time")),
        ("[Red]0_d;[<9]-0*y", Cell(Decimal(46000))),
        ("0.00E+00", Cell(Decimal(46000))),
        ("General", Cell(Decimal(46000))),
        ("hh:mm", Cell(Decimal(46000), "time")),
        ('0 "days"', Cell(Decimal(46000))),
        ("[" * 100, Cell(Decimal(46000))),
    ],
)
def test_a_format_says_what_a_number_is(code: str, expected: Cell) -> None:
    formats = f'<numFmt numFmtId="200" formatCode={quoteattr(code)}/>'
    file = xlsx('<c s="1"><v>46000</v></c>', styles(formats, '<xf numFmtId="200"/>'))
    assert rows(file) == ((expected,),)


def test_a_format_of_a_strange_number_is_none() -> None:
    file = xlsx('<c s="1"><v>3</v></c>', styles("", f'<xf numFmtId="{"9" * 5000}"/><xf/>'))
    assert rows(file) == ((Cell(Decimal(3)),),)


@given(
    st.decimals(-(10**14), 10**14, places=4).filter(lambda each: len(each.as_tuple().digits) < 16)
)
@settings(deadline=None)
def test_every_number_is_the_one_that_was_typed(number: Decimal) -> None:
    stored = repr(float(number))
    (found,) = rows(xlsx(f"<c><v>{stored}</v></c>"))[0]
    assert (found.value, found.odd) == (number, None)


def test_limits_hold_at_their_borders() -> None:
    last = f"{'ALL'}{MOST_ROWS}"
    assert column_of("ALL") == MOST_COLUMNS - 1
    assert refusal(xlsx(at(f"A{MOST_ROWS + 1}"))) == "far"
    assert refusal(xlsx(at("ALM1"))) == "far"
    assert refusal(xlsx(at("A1") + at("XFD20000"))) == "far"
    assert refusal(xlsx(at(last))) == "far"
    assert len(rows(xlsx(at(f"A{MOST_ROWS}")))) == MOST_ROWS
    wide = MOST_CELLS // MOST_COLUMNS
    assert len(rows(xlsx(at(f"ALL{wide}")))) == wide
    assert refusal(xlsx(at(f"ALL{wide + 1}"))) == "far"
    assert refusal(xlsx(at(f"ALL{wide // 2 + 1}"), sheets=ONE_SHEET * 2)) == "far"
    assert len(read_book(xlsx(sheets=ONE_SHEET * MOST_SHEETS)).sheets) == MOST_SHEETS
    assert refusal(xlsx(sheets=ONE_SHEET * (MOST_SHEETS + 1))) == "far"


def test_repeated_cells_of_ods_count_where_they_hold_something() -> None:
    empty = '<t:table-cell t:number-columns-repeated="16384"/>'
    tail = f'<t:table-row t:number-rows-repeated="1048576">{empty}</t:table-row>'
    value = 'o:value-type="float" o:value="1"'
    assert rows(ods(tail)) == ()
    row = f'<t:table-row><t:table-cell t:number-columns-repeated="2" {value}/></t:table-row>'
    assert rows(ods(row + tail)) == ((Cell(Decimal(1)), Cell(Decimal(1))),)
    assert refusal(ods(tail + row)) == "far"
    many = f'<t:table-row t:number-rows-repeated="1048576"><t:table-cell {value}/></t:table-row>'
    assert refusal(ods(many)) == "far"


@pytest.mark.parametrize(
    "make", [lambda text: xlsx(inline(text)), lambda text: ods_text(f"<x:p>{text}</x:p>")]
)
def test_a_text_is_whole_or_told(make: Callable[[str], bytes]) -> None:
    longest = "a" * (MOST_SIGNS - 1)
    assert rows(make(longest)) == ((Cell(longest),),)
    ((found,),) = rows(make(f"{longest}ab"))
    assert found.odd == "overlong"


def test_one_long_text_in_many_cells_is_no_workbook() -> None:
    text = strings(f"<si><t>{'a' * (MOST_SIGNS - 1)}</t></si>")
    most = MOST_SIGNS_OF_ALL // (MOST_SIGNS - 1)
    cell = '<row><c t="s"><v>0</v></c></row>'
    assert len(rows(xlsx(cell * most, text))) == most
    assert refusal(xlsx(cell * (most + 1), text)) == "far"


PIECES = "<t>a</t>" * 100_000
SPACES = '<x:s x:c="1000"/>' * 100_000
REFUSED: Mapping[str, tuple[str, bytes]] = {
    "nothing": ("empty", b""),
    "a text": ("other", b"id;answer\n1;2\n"),
    "a PDF": ("pdf", b"%PDF-1.7\n"),
    "a picture": ("other", b"\x89PNG\r\n\x1a\n"),
    "any zip": ("archive", zipped({"a.txt": "a"})),
    "a text document": ("archive", zipped({"word/document.xml": "<a/>"})),
    "an old workbook": ("xls", OLE + b"\0" * 600),
    "a password": ("password", OLE + b"\0" * 100 + LOCKED),
    "a locked ods": (
        "password",
        ods("", {"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
    ),
    "macros": ("macros", xlsx(others={"xl/vbaProject.bin": b"a"})),
    "macros of old": ("macros", xlsx(others={"xl/macrosheets/sheet1.xml": "<a/>"})),
    "macros of ods": ("macros", ods("", {"Basic/Standard/Module1.xml": "<a/>"})),
    "values of elsewhere": ("outside", xlsx(others={"xl/externalLinks/externalLink1.xml": "<a/>"})),
    "cut short": ("broken", xlsx(at("A1"))[:-40]),
    "many members": ("broken", xlsx(others={f"a{n}": "" for n in range(MOST_MEMBERS)})),
    "packed by LZMA": ("broken", xlsx(packing=ZIP_LZMA)),
    "packed by bzip2": ("broken", xlsx(packing=ZIP_BZIP2)),
    "no XML": ("broken", xlsx(others={SHEET: b"\xff\xfe"})),
    "entities": (
        "broken",
        xlsx(others={SHEET: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    ),
    "an entity of elsewhere": (
        "broken",
        xlsx(others={SHEET: '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}),
    ),
    "deep": ("broken", xlsx("<a>" * MOST_DEEP)),
    "unpacked without end": ("large", xlsx(others={SHEET: b"<a>" + b" " * LARGEST_INSIDE})),
    "too large": ("large", b"PK\x03\x04" + b"\0" * LARGEST_FILE),
    "elements": ("large", xlsx("<x/>" * MOST_ELEMENTS)),
    "attributes": ("large", xlsx('<x a="" b=""/>' * (MOST_ELEMENTS // 3))),
    "a number of sheets of ods": ("far", ods("</t:table><t:table>" * MOST_SHEETS)),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_workbook_is_refused_by_what_it_is(kind: str) -> None:
    reason, file = REFUSED[kind]
    assert refusal(file) == reason


@pytest.mark.parametrize(
    "file",
    [xlsx(f'<c t="inlineStr"><is>{PIECES}</is></c>'), ods_text(f"<x:p>{SPACES}</x:p>")],
    ids=["xlsx", "ods"],
)
def test_a_text_of_many_pieces_is_told(file: bytes) -> None:
    """Each piece of it once: adding each to all before would take hours."""
    assert rows(file)[0][0].odd == "overlong"


@pytest.mark.parametrize("encoding", ["foo", "rot13", "gb18030", "utf-7", "idna"])
def test_a_declared_encoding_asks_no_codec(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><worksheet><c><v>1</v></c></worksheet>'
    assert rows(xlsx(others={SHEET: text})) == ((Cell(Decimal(1)),),)


def test_the_same_name_twice_is_damaged() -> None:
    file = BytesIO(xlsx(at("A1")))
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(file, "a") as archive:
        archive.writestr(SHEET, "<worksheet/>")
    assert refusal(file.getvalue()) == "broken"


def test_a_member_that_says_it_is_small_is_no_larger() -> None:
    """The size in the directory of the zip is a claim."""
    file = xlsx(others={SHEET: b"<a>" + b" " * 1_000_000 + b"</a>"})
    assert file.count(struct.pack("<I", 1_000_007)) == 2
    assert refusal(file.replace(struct.pack("<I", 1_000_007), struct.pack("<I", 10))) == "broken"


def test_a_link_to_a_page_is_in_order() -> None:
    link = '<Relationship Id="r1" TargetMode="External" Target="https://example.org/"/>'
    file = xlsx(at("A1"), {"xl/worksheets/_rels/sheet1.xml.rels": f"<R>{link}</R>"})
    assert rows(file) == ((Cell(Decimal(1)),),)


def test_a_sheet_of_elsewhere_is_not_read() -> None:
    for target in ('TargetMode="External" Target="worksheets/sheet1.xml"', 'Target="../../a.xml"'):
        relations = f'<R><Relationship Id="r1" {target}/></R>'
        assert read_book(xlsx(at("A1"), {"xl/_rels/workbook.xml.rels": relations})).sheets == ()
