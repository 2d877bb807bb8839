"""Stamping: one page a stamp, made from the page that the site engine drew once."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from ict_maturity.data.shell import body
from ict_maturity.website.stamp import Shell, Stamp, StampError, filled, stamp
from tests.english import refusing

KEY = "ictm-stamp-0123-"
SHELL = f"""<title>{KEY}title - Site</title>
<link rel="canonical" href="https://example.org/x/offices/_shell/">
<meta name="description" content="{KEY}description">
<a href="#{KEY}anchor">Skip</a>
<ul><li class="page"><a href="../qm/">Other</a></li>
<li class="toc"><a href="#{KEY}anchor"><span>{KEY}heading</span></a></li></ul>
<a href="https://example.org/repo/edit/main/{KEY}source">Edit</a>
<h1>{KEY}title</h1>
<div><h2 id="{KEY}anchor">{KEY}heading</h2>{body(KEY)}</div>
<ul><li>Edition 2026.1</li><li>Cycle {KEY}cycle, <b>{KEY}data_date</b></li>
<li><a href="../../{KEY}data">JSON</a></li></ul>
"""
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset>
    <url>
         <loc>https://example.org/x/</loc>
         <lastmod>2026-11-23</lastmod>
    </url>
    <url>
         <loc>https://example.org/x/offices/_shell/</loc>
         <lastmod>2026-11-23</lastmod>
    </url>
</urlset>
"""


def office(code: str, **changes: Any) -> dict[str, Any]:
    return {
        "path": f"offices/{code}/",
        "title": f"Office <{code}>",
        "description": 'Says "yes"',
        "body": f"<h2 id='levels'>Levels</h2><p>{KEY}title {code}</p>",
        "tags": ["Office"],
        "toc": [{"id": "levels", "title": "Levels & more"}, {"id": "next", "title": "Next"}],
        "source": f"offices/{code.upper()}/office.yaml",
    } | changes


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for folder in ("offices/_shell", "_stamp/offices"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "offices/_shell/index.html").write_text(SHELL)
    (tmp_path / "_stamp/key.txt").write_text(KEY)
    (tmp_path / "sitemap.xml").write_text(SITEMAP)
    for code in ("qn", "qm"):
        put(tmp_path, code, office(code))
    return tmp_path


def put(site: Path, code: str, record: object) -> None:
    (site / f"_stamp/offices/{code}.json").write_text(json.dumps(record))


def test_each_stamp_becomes_a_page_and_the_shell_goes(site: Path) -> None:
    assert stamp(site) == 2
    assert {path.parent.name for path in site.glob("offices/*/index.html")} == {"qm", "qn"}
    assert not (site / "_stamp").exists()


def test_everything_that_names_the_page_is_filled_and_escaped(site: Path) -> None:
    stamp(site)
    page = (site / "offices/qm/index.html").read_text()
    assert "<title>Office &lt;qm&gt; - Site</title>" in page
    assert 'content="Says &quot;yes&quot;"' in page
    assert '<link rel="canonical" href="https://example.org/x/offices/qm/">' in page
    assert "edit/main/offices/QM/office.yaml" in page
    assert '<a href="#levels">Skip</a>' in page
    assert "_shell" not in page


def test_the_table_of_contents_has_a_line_a_heading_and_keeps_other_lists(site: Path) -> None:
    stamp(site)
    page = (site / "offices/qm/index.html").read_text()
    assert page.count('<li class="toc">') == 2
    assert '<a href="#levels"><span>Levels &amp; more</span></a>' in page
    assert '<a href="#next"><span>Next</span></a>' in page
    assert page.count('<li class="page">') == 1


def test_a_page_without_headings_has_an_empty_table_of_contents() -> None:
    page = filled(Shell(SHELL, KEY), Stamp(**office("qm", toc=[])))
    assert '<li class="toc">' not in page
    assert '<a href="#">Skip</a>' in page


def test_list_items_about_what_a_page_does_not_have_are_left_out() -> None:
    page = filled(Shell(SHELL, KEY), Stamp(**office("ib", data="data/v1/offices/IB.json")))
    assert "<li>Edition 2026.1</li>" in page
    assert '<li><a href="../../data/v1/offices/IB.json">JSON</a></li>' in page
    assert "Cycle" not in page
    page = filled(Shell(SHELL, KEY), Stamp(**office("qm", cycle="2026", data_date="1 May 2026")))
    assert "<li>Cycle 2026, <b>1 May 2026</b></li>" in page
    assert "JSON" not in page


def test_the_body_is_put_in_as_it_is(site: Path) -> None:
    stamp(site)
    page = (site / "offices/qm/index.html").read_text()
    assert f"<div><h2 id='levels'>Levels</h2><p>{KEY}title qm</p></div>" in page


def test_the_sitemap_lists_the_pages_without_dates_and_is_packed_the_same_each_time(
    site: Path,
) -> None:
    stamp(site)
    sitemap = (site / "sitemap.xml").read_text()
    assert sitemap.count("<loc>") == 3
    assert "<loc>https://example.org/x/offices/qm/</loc>" in sitemap
    assert "lastmod" not in sitemap
    packed = (site / "sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed).decode() == sitemap
    assert packed[4:8] == b"\0\0\0\0"


def test_a_site_without_stamps_and_sitemap_is_left_alone(tmp_path: Path) -> None:
    assert stamp(tmp_path) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_site_without_sitemap_is_stamped(site: Path) -> None:
    (site / "sitemap.xml").unlink()
    assert stamp(site) == 2


def test_a_sitemap_without_addresses_stays_without(site: Path) -> None:
    (site / "sitemap.xml").write_text("<urlset></urlset>")
    stamp(site)
    assert (site / "sitemap.xml").read_text() == "<urlset></urlset>"


def test_a_missing_shell_says_what_to_do(site: Path) -> None:
    (site / "offices/_shell/index.html").unlink()
    with refusing(r"_shell/index\.html is missing.*Build the whole site", StampError):
        stamp(site)


def test_a_shell_without_the_place_for_the_body_is_refused(site: Path) -> None:
    (site / "offices/_shell/index.html").write_text(f"<p>{KEY}title</p>")
    with refusing("has no <div", StampError):
        stamp(site)


@pytest.mark.parametrize(
    "record",
    [office("qn"), office("../qm"), ["a", "list"], {"path": "offices/qm/"}, office("qm", extra=1)],
)
def test_a_stamp_that_is_not_one_is_refused(site: Path, record: object) -> None:
    put(site, "qm", record)
    with refusing(r"qm\.json", StampError):
        stamp(site)
