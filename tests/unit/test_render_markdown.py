"""Markdown fields: what people may write is shown, what could run or load is text."""

import re
from collections.abc import Callable
from html import escape as html_escape
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from ict_maturity.model import Glossary, Term
from ict_maturity.render.glossary_links import term_anchor, with_glossary_links
from ict_maturity.render.markdown import html_of, inline_html_of, paragraphs, plain

PAGE = "kpis/k07.md"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScript:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](data:text/html,hello)",
        "[x](//elsewhere.example)",
        "[x](/root)",
        "<javascript:alert(1)>",
        "![x](https://elsewhere.example/pixel.png)",
        "text\n{: onclick=alert(1) }",
        '--8<-- "/etc/hostname"',
        "# heading",
        "heading\n=======",
    ],
)
def test_nothing_runs_or_loads(text: str) -> None:
    html = html_of(text, PAGE)
    for forbidden in ("<script", "<img", "onclick=&quot", "<h1", 'href="j', 'href="d', 'href="/'):
        assert forbidden not in html


def test_braces_stay_as_they_are() -> None:
    assert html_of("{{ 7 * 7 }} {% x %}", PAGE) == "<p>{{ 7 * 7 }} {% x %}</p>\n"


@pytest.mark.parametrize("text", ["Text.\n\n[Note]: binding", "[Note]: binding", "[a][b] [b]: c"])
def test_what_defines_a_link_elsewhere_is_shown_as_text(text: str) -> None:
    assert Markup(html_of(text, PAGE)).striptags().split() == text.split()
    assert "<a" not in html_of(text, PAGE)


def test_links_are_read_from_the_top_of_the_site() -> None:
    assert 'href="../../method/#levels"' in html_of("[m](method.md#levels)", PAGE)
    assert 'href="https://example.org/?a=1&amp;b=2"' in html_of(
        "[e](https://example.org/?a=1&b=2)", PAGE
    )
    assert 'href="#rule"' in html_of("[r](#rule)", PAGE)


def test_inline_markdown_has_no_paragraph() -> None:
    assert inline_html_of("a **b**", PAGE) == "a <strong>b</strong>"


def test_plain_text_has_no_markup() -> None:
    assert plain("a **b** [c](method.md)\n& d") == "a b c & d"


def test_paragraphs_escape() -> None:
    assert paragraphs("a < b\n\n c") == "<p>a &lt; b</p><p>c</p>"


def glossary() -> Glossary:
    return Glossary(
        terms=(
            Term(term="KPI", meaning="m", also=("KPIs",)),
            Term(term="level", meaning="m"),
            Term(term="evidenced level", meaning="m"),
            Term(term="WILD", meaning="m"),
        )
    )


def test_only_the_first_use_of_a_term_is_linked() -> None:
    html = with_glossary_links("<p>Level and level. KPIs, KPI.</p>", glossary(), PAGE)
    assert html == (
        '<p><a class="ictm-term" href="../../glossary/#level">Level</a> and level. '
        '<a class="ictm-term" href="../../glossary/#kpi">KPIs</a>, KPI.</p>'
    )


@pytest.mark.parametrize("text", ["Core check", "core check", "Core checks", "core checks"])
def test_an_ordinary_term_is_linked_with_a_capital_letter_and_without(text: str) -> None:
    terms = (Term(term="Core check", meaning="m", also=("core checks",)),)
    assert "#core-check" in with_glossary_links(f"<p>A {text}.</p>", Glossary(terms=terms), PAGE)


def test_a_name_is_linked_only_as_it_is_written() -> None:
    terms = (Term(term="Task Force", meaning="m"), Term(term="WILD", meaning="m"))
    html = "<p>A task force in the wild.</p>"
    assert with_glossary_links(html, Glossary(terms=terms), PAGE) == html


def test_the_longest_term_wins_and_parts_of_words_do_not_count() -> None:
    html = with_glossary_links(
        "<p>evidenced level, levels, top-level, wild, level/2</p>", glossary(), PAGE
    )
    assert html.count("<a ") == 1
    assert "#evidenced-level" in html


@pytest.mark.parametrize("tag", ["a", "h2", "code", "pre", "th", "summary", "svg", "select"])
def test_links_headings_and_code_are_left_alone(tag: str) -> None:
    html = f"<{tag}><b>level</b></{tag}>"
    assert with_glossary_links(html, glossary(), PAGE) == html


ENTITIES = ("lt", "amp", "gt", "quot", "39", "34", "x27", "#39", "nbsp", "amp;", "&", "a", "t")


@pytest.mark.parametrize("escaped", [escape, html_escape, lambda text: html_of(text, PAGE)])
@given(
    names=st.lists(st.sampled_from(ENTITIES), min_size=1, unique=True),
    text=st.lists(st.sampled_from((*ENTITIES, "<", ">", "'", '"', ";", " ", "2 "))).map("".join),
)
def test_links_change_no_text_whatever_the_terms(
    escaped: Callable[[str], str], names: list[str], text: str
) -> None:
    terms = Glossary(terms=tuple(Term(term=name, meaning="m") for name in names))
    html = str(escaped(text))
    linked = with_glossary_links(html, terms, PAGE)
    assert LINK.sub("", linked) == html
    assert text_of(linked) == text_of(html)


LINK = re.compile(r'<a class="ictm-term"[^>]*>|</a>')


def text_of(html: str) -> str:
    """The text as a browser reads it, piece by piece."""
    pieces = re.split(r"<[^>]*>", html)
    return "".join(map(unescape, pieces))


@pytest.mark.parametrize("term", ["R&D", "the office's own", 'a "level"', "<10"])
@pytest.mark.parametrize("escaped", [escape, html_escape, lambda text: html_of(text, PAGE)])
def test_a_term_with_a_sign_that_is_escaped_is_linked(
    escaped: Callable[[str], str], term: str
) -> None:
    terms = Glossary(terms=(Term(term=term, meaning="m"),))
    linked = with_glossary_links(str(escaped(f"All of {term} is here.")), terms, PAGE)
    assert text_of(linked.partition('">')[2].partition("</a>")[0]) == term


def test_anchors_keep_letters_of_every_script() -> None:
    assert term_anchor("Not applicable (n/a)") == "not-applicable-na"
    assert term_anchor("成熟度") == "成熟度"
