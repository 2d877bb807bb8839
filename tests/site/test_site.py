"""The finished site: the same from both engines and each time, and every link leads somewhere."""

import json
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from ict_maturity.build import Build
from ict_maturity.data.outputs import MANIFEST_FILE
from ict_maturity.model import Content
from ict_maturity.website.workspace import MARKER
from tests.site.links import dead_links, parsed, requests_off
from tests.site.sites import ROOT, files, made

pytestmark = pytest.mark.site


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Here a build loads itself what it needs, under the variables that Python starts with."""


def test_properdocs_makes_the_same_pages(site: Path, tmp_path: Path) -> None:
    other = made(ROOT, tmp_path / "site", "properdocs")
    assert list(files(other)) == list(files(site))


def test_building_again_elsewhere_gives_the_same_bytes(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another folder, day, time zone, language, order of sets and of files on the disk."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    root = tmp_path / "another place"
    for name in sorted(listed.stdout.split("\0"), reverse=True):
        if (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)
    environment = {
        "TZ": "Pacific/Kiritimati",
        "SOURCE_DATE_EPOCH": "951782400",
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "PYTHONHASHSEED": "2026",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    again = files(made(root, tmp_path / "site"))
    first = files(site)
    assert list(again) == list(first)
    assert [path for path in first if first[path] != again[path]] == []


def test_every_link_leads_to_a_page_and_an_anchor(site: Path) -> None:
    assert list(dead_links(site)) == []


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    assert list(requests_off(site)) == []


def test_every_page_is_in_the_sitemap_and_no_other(site: Path, built: Build) -> None:
    assert built.site is not None
    address = built.site.content.framework.site_url
    listed = re.findall(r"<loc>([^<]*)</loc>", (site / "sitemap.xml").read_text())
    pages = {path.parent.relative_to(site) for path in site.rglob("index.html")}
    assert sorted(listed) == sorted(
        address if page == Path() else f"{address}{page.as_posix()}/" for page in pages
    )


def test_no_shell_and_no_stamp_is_left(site: Path) -> None:
    for path in site.rglob("*"):
        assert path.name not in ("_shell", "_stamp")
    for path in site.rglob("*.html"):
        assert "ictm-stamp-" not in path.read_text()


def test_every_page_says_where_it_comes_from_and_how_to_change_it(site: Path) -> None:
    for path in site.rglob("index.html"):
        page = path.read_text()
        assert 'class="ictm-frame"' in page, path
        assert page.count('<link rel="canonical"') == 1, path


def test_no_page_leads_to_the_placeholder_of_a_repository(site: Path, content: Content) -> None:
    """The site's own addresses, which begin alike, are said in texts and never linked."""
    framework = content.framework
    assert framework.real_repository is None
    for path in site.rglob("*.html"):
        links = parsed(path).links
        assert [link for link in links if link.startswith(framework.repository)] == [], path
        assert 'rel="edit"' not in path.read_text(), path


def test_an_office_page_leads_to_its_own_file_and_data(site: Path, built: Build) -> None:
    assert built.site is not None
    for code in built.site.content.offices:
        page = (site / f"offices/{code.lower()}/index.html").read_text()
        assert f"<code>offices/{code}/office.yaml</code></li>" in page
        assert f'href="../../data/v1/offices/{code.lower()}.json"' in page
        assert f'/offices/{code.lower()}/">' in page


def test_the_manifest_lists_every_file_of_the_site(site: Path) -> None:
    """It is written last: a page that was filled later would not have this digest."""
    listed = json.loads((site / MANIFEST_FILE).read_text("utf-8"))["files"]
    found = {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }
    assert {each["path"]: each["sha256"] for each in listed} == {
        name: digest for name, digest in found.items() if name not in (MANIFEST_FILE, MARKER)
    }
