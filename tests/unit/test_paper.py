"""What is printed: every text is a text, nothing leads out, and two runs write the same bytes."""

import re
import sys
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from ict_maturity.paper import (
    WRITERS,
    Bar,
    Bars,
    Block,
    Document,
    Grid,
    Heading,
    Item,
    Paragraph,
    Term,
    written,
)
from ict_maturity.problems import RefusedError
from ict_maturity.render.printed import blocks_of
from ict_maturity.said import word
from tests.unit.papers import docx_of, docx_text, pdf_text, without_spaces

ATTACKS = (
    '#import "@preview/evil:1.0.0": * #read("/etc/passwd")',
    "*bold* _it_ `raw` $x^2$ <label> @ref \\ // no",
    '{ HYPERLINK "https://example.org" } <w:fldSimple w:instr="DATE"/> & ]]>',
    "=cmd|' /C calc'!A0 {page} {pages}",
)
LEVELS = (("Level 0", "#edf2f6"), ("Level 4", "#0f3b57"))


def document(*blocks: Block, mark: str = "Draft", language: str = "en") -> Document:
    return Document("Title", language, mark, "Page {page} of {pages}", blocks)


def with_text(text: str) -> Document:
    return document(
        Heading(f"1{text}", 1),
        Paragraph(f"2{text}", strong=True),
        Paragraph(f"3{text}", quiet=True),
        Item(f"4{text}"),
        Item(f"5{text}", depth=7),
        Term(f"6{text}", f"7{text}"),
        Grid(f"8{text}", (f"9{text}", "B"), ((f"10{text}", "1"),)),
        Bars(f"11{text}", LEVELS, (Bar(f"12{text}", (1, 2)), Bar("none", (0, 0)))),
        mark=f"13{text}",
    )


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_every_text_is_only_a_text(ending: str, attack: str) -> None:
    made = written(with_text(attack), ending)
    text = (pdf_text if ending == ".pdf" else docx_text)(made)
    wanted = without_spaces(attack)
    printed = 12 if ending == ".pdf" else 11
    for place in range(1, printed + 1):
        assert f"{place}{wanted}" in text


@pytest.mark.parametrize("ending", WRITERS)
def test_the_same_document_is_the_same_bytes(ending: str) -> None:
    first, second = (written(with_text("Text"), ending) for _ in range(2))
    assert first == second
    assert written(with_text("Other"), ending) != first


def test_no_pdf_leads_out_and_each_is_tagged_in_its_language() -> None:
    for attack in ATTACKS:
        reader = PdfReader(BytesIO(written(with_text(attack), ".pdf")))
        root: Any = reader.root_object
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "en"
        assert "/StructTreeRoot" in root
        assert not {"/AA", "/OpenAction", "/AcroForm"} & set(root)
        assert reader.metadata is not None
        assert reader.metadata.title == "Title"
        assert not reader.attachments
        assert not any(page.get("/Annots") for page in reader.pages)


def test_no_docx_leads_out_and_its_only_fields_are_the_numbers_of_pages() -> None:
    for attack in ATTACKS:
        with ZipFile(BytesIO(written(with_text(attack), ".docx"))) as parts:
            fields: list[str] = []
            for name in parts.namelist():
                if not name.endswith((".xml", ".rels")):
                    continue
                for element in fromstring(parts.read(name)).iter():
                    assert element.get("TargetMode") != "External"
                    assert element.tag not in (qn("w:fldChar"), qn("w:instrText"))
                    assert element.tag != qn("w:hyperlink")
                    if element.tag == qn("w:fldSimple"):
                        fields.append(str(element.get(qn("w:instr"))))
            assert fields == ["PAGE", "NUMPAGES"]


def test_a_docx_says_what_it_is_and_nobody_who_wrote_it() -> None:
    opened = docx_of(written(with_text("Text"), ".docx"))
    about = opened.core_properties
    assert (about.title, about.language, about.author, about.comments) == ("Title", "en", "", "")
    assert opened.sections[0].header.paragraphs[0].text == "13Text"
    (table,) = opened.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["9Text", "B"],
        ["10Text", "1"],
    ]
    (shape,) = opened.inline_shapes
    assert shape._inline.docPr.get("descr") == "12Text: 1 2; none: 0 0"


def test_the_program_that_draws_asks_for_no_file_and_no_package() -> None:
    source = (files("ict_maturity") / "paper/report.typ").read_text("utf-8")
    assert re.findall(r"\b(import|include|read|plugin|image\(|eval)\b", source) == []


@pytest.mark.parametrize(
    "text", ["\u0416\u03b1\u0142\u015f\u1ebf\u2192\u2265", "\u0645\u0643\u062a\u0628"]
)
def test_letters_of_other_scripts_are_drawn(text: str) -> None:
    assert written(document(Heading("Names", 1), Paragraph(text)), ".pdf")


def test_a_letter_that_no_font_has_is_told() -> None:
    with pytest.raises(RefusedError) as error:
        written(document(Heading("Names", 1), Paragraph("\U000f1234")), ".pdf")
    assert "could not be displayed" in repr(error.value.said)


@pytest.mark.parametrize(("ending", "package"), [(".pdf", "typst"), (".docx", "docx")])
def test_what_is_not_installed_is_told(
    ending: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in WRITERS.values():
        monkeypatch.delitem(sys.modules, f"ict_maturity.paper.{name}", raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(RefusedError) as error:
        written(document(Heading("Names", 1)), ending)
    assert error.value.said == word("paper.missing", package=package)


@pytest.mark.parametrize("language", ["fr", "zh-CN", "pt-BR"])
def test_a_document_says_its_language(language: str) -> None:
    made = written(document(Heading("A", 1), language=language), ".pdf")
    said = str(PdfReader(BytesIO(made)).root_object["/Lang"])
    assert said.startswith(language.partition("-")[0])


def test_a_page_becomes_blocks_in_its_order() -> None:
    html = """<main><h1>Title</h1><p>One <b>two</b>, three.</p><h3>Deep</h3>
        <ul><li>a<ul><li>b</li></ul></li></ul><dl><dt>Term</dt><dd><p>said</p></dd></dl>
        <svg><text>no</text></svg><span aria-hidden="true"><b>no</b><br>no</span>
        <ul class="ictm-legend x"><li>no</li></ul>
        <details open><summary><b>3</b><span>Row <b>(core)</b></span></summary>inside</details>
        <table><caption>Cap</caption><tr><th>A</th><th>B</th></tr><tr><th>r</th><td>1<br>2</td></tr>
        <tr><td colspan="2">across</td></tr>
        </table>last</main>"""
    assert blocks_of(html) == (
        Heading("Title", 1),
        Paragraph("One two, three."),
        Heading("Deep", 2),
        Item("a"),
        Item("b", depth=1),
        Term("Term", "said"),
        Paragraph("3 · Row · (core)", strong=True),
        Paragraph("inside"),
        Grid("Cap", ("A", "B"), (("r", "1 2"), ("across", ""))),
        Paragraph("last"),
    )
