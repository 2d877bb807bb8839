"""What the search finds: of generated pages, of hand-written ones, and with which library."""

import json
import re
from hashlib import sha256
from importlib.resources import files

import pytest

from ict_maturity.build import Build
from ict_maturity.data.search import ENTRIES, SearchEntry, entries_in, entries_text
from ict_maturity.render.page_text import entries_of_html
from tests.english import ENGLISH

SCRIPTS = files("ict_maturity") / "assets" / "search"
PUBLISHED = {
    "minisearch-7.2.0.js": "03c27931eb603af1d3358579e9885eafdb6a2f5fa9929557b3e77d7e99d06d03",
    "minisearch-7.2.0.licence.txt": (
        "70d37354d6395629fb99edb28cb37a5d356ffa24a48cd02a5def5b83a300a899"
    ),
}
"""SHA-256 of dist/umd/index.js and LICENSE.txt in the npm package minisearch 7.2.0."""


def found(html: str, **head: str) -> list[tuple[str, str, str]]:
    page = SearchEntry("guide/", head.get("title", ""), head.get("text", ""), ("Guide",), boost=0.5)
    entries = list(entries_of_html(html, page))
    assert {(each.kinds, each.boost) for each in entries} == {(("Guide",), 0.5)}
    return [(each.location, each.title, each.text) for each in entries]


def test_a_hand_written_page_is_found_by_its_sections() -> None:
    html = (
        '<h1 id="top">A guide<a class="headerlink" href="#top">¶</a></h1><p>First &amp; last.</p>'
        '<h2 id="how">How to <em>begin</em><a class="headerlink" href="#how">¶</a></h2>'
        "<p>One\nway,<br>and <code>another</code>.</p><ul><li>Sort</li><li>Tidy</li></ul>"
        '<h3 id="why">Why</h3><p>Because.</p><h4 id="no">Small</h4><p>Still why.</p>'
    )
    assert found(html) == [
        ("guide/", "A guide", "\nFirst & last."),
        ("guide/#how", "How to begin", "One way, and another.\nSort\nTidy"),
        ("guide/#why", "Why", "Because.\nSmall\nStill why."),
    ]


def test_a_table_is_read_row_by_row() -> None:
    html = (
        "<table><thead><tr><th>Code</th><th>Office</th></tr></thead>"
        "<tbody><tr><td>QM</td><td>Marrowland</td></tr></tbody></table><p>End.</p>"
    )
    assert found(html, title="T", text="D.") == [
        ("guide/", "T", "D.\nCode; Office\nQM; Marrowland\nEnd.")
    ]


def test_what_is_no_sentence_is_not_read() -> None:
    html = (
        "<p>a</p><pre><code>x = 1</code></pre><svg><title>no</title><text>no</text></svg><p>b</p>"
    )
    assert found(html, title="T") == [("guide/", "T", "\na\nb")]


def test_entries_are_read_as_they_were_written() -> None:
    entries = (
        SearchEntry("", "Home", "", ("Home",)),
        SearchEntry("a/#b", "<b>", "x\ny", ("K", "L"), ("N1",), 2),
    )
    text = entries_text(entries)
    assert text.count("\n") == 1
    assert [list(each) for each in json.loads(text)] == [
        ["location", "title", "kinds"],
        ["location", "title", "text", "kinds", "names", "boost"],
    ]
    again = entries_in(text)
    assert entries_text(again) == text
    assert [each.title for each in again] == ["Home", "<b>"]


def entries_of(built: Build) -> tuple[SearchEntry, ...]:
    (output,) = (each for each in built.outputs if each.path == ENTRIES)
    return entries_in(output.text)


def test_every_page_is_found_and_every_id_and_code_is_a_name(built: Build) -> None:
    assert built.site is not None
    content = built.site.content
    named = {name: each.location for each in entries_of(built) for name in each.names}
    for id in content.recommendations:
        assert named[id] == f"recommendations/{id.lower()}/"
    for id in content.kpis:
        assert named[id] == f"kpis/{id.lower()}/"
    for office in content.offices.values():
        for name in (office.code, office.name, *(each.name for each in office.formerly)):
            assert named[name] == f"offices/{office.code.lower()}/"
    assert named["csv"] == named["json"] == "data/"
    pages = {
        each.path for each in built.outputs if each.path.endswith(".md") or "_stamp" in each.path
    }
    assert len(pages) == len({each.location.partition("#")[0] for each in entries_of(built)})


def test_an_office_is_one_entry_however_many_there_are(built: Build) -> None:
    assert built.site is not None
    places = [
        each.location for each in entries_of(built) if re.match("offices/[a-z]", each.location)
    ]
    content = built.site.content
    codes = {*content.offices, *(each.office for each in content.withdrawals.offices)}
    assert sorted(places) == [f"offices/{code.lower()}/" for code in sorted(codes)]


def test_what_is_invented_or_not_adopted_says_so_in_every_hit(built: Build) -> None:
    assert built.site is not None
    content = built.site.content
    fictional, theme = ENGLISH("fictional"), ENGLISH("content_status.placeholder")
    themes = {id for id, one in content.recommendations.items() if one.is_working_theme}
    seen = set()
    for each in entries_of(built):
        place = re.match("(recommendations|kpis|offices)/([a-z0-9]+)/(#case-)?", each.location)
        if place:
            id = place[2].upper()
            if place[1] == "offices":
                of_code = content.offices.get(id) or content.withdrawals.of(id)
                assert of_code is not None
                assert (fictional in each.kinds) is of_code.fictional
            else:
                of = content.kpis[id].recommendation if place[1] == "kpis" else id
                assert (theme in each.kinds) is (of in themes), each.location
                assert (fictional in each.kinds) is bool(place[3]), each.location
            seen.add(place[1])
        for office in content.offices.values():
            if office.fictional and office.name in each.text and "offices" not in each.location:
                assert f"{office.name} ({fictional})" in each.text, each.location
    assert len(seen) == 3


def test_the_keys_of_cases_are_not_shown_by_the_search(built: Build) -> None:
    assert built.site is not None
    (text,) = (each.text for each in built.outputs if each.path == ENTRIES)
    cases = [case for kpi in built.site.content.kpis.values() for case in kpi.cases]
    assert cases
    assert not [
        case.reason for case in cases if json.dumps(case.reason, ensure_ascii=False) in text
    ]


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_others_made_is_as_they_published_it(name: str) -> None:
    assert sha256((SCRIPTS / name).read_bytes()).hexdigest() == PUBLISHED[name]


def test_scripts_of_the_search_make_no_code_and_ask_nobody_else() -> None:
    worker = (SCRIPTS / "worker.js").read_text("utf-8")
    for forbidden in ("eval(", "Function(", "http", "//", "innerHTML", "document"):
        assert forbidden not in worker, forbidden
    library = (SCRIPTS / "minisearch-7.2.0.js").read_text("utf-8")
    for forbidden in ("eval(", "Function(", "XMLHttpRequest", "importScripts", "import("):
        assert forbidden not in library, forbidden
    assert {file.name for file in SCRIPTS.iterdir()} == {"worker.js", *PUBLISHED}
