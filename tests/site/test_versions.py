"""Three editions and the work after them on one branch, served and clicked through."""

import gzip
import json
import pickle
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from playwright.sync_api import Browser, Page

from ict_maturity.data.outputs import FOLDER, MANIFEST_FILE
from ict_maturity.render.address import KIT
from ict_maturity.repository.anchor import anchor_line
from ict_maturity.repository.git import git
from ict_maturity.verify import Place, verify
from tests import warm
from tests.copies import copied
from tests.english import ENGLISH
from tests.once import once
from tests.site.accessible import Eye
from tests.site.sites import files
from tests.site.visit import DESK, visiting

pytestmark = [pytest.mark.site, pytest.mark.browser]

EDITIONS = ("2026.1", "2026.2", "2026.10")
PUBLIC = "https://example.org/lending/"
ELSEWHERE = "http://example.net/some/where/"
REPOSITORY = "https://zebra.int/lending"


@dataclass(frozen=True)
class Deployed:
    """What was deployed: the work folder, and the published folder after each deployment."""

    root: Path
    public: Path
    history: tuple[dict[str, bytes], ...]


def deploy(root: Path, *options: str) -> CompletedProcess[str]:
    """What scripts/deploy does."""
    return warm.ended(warm.command, "deploy", "--root", str(root), *options)


def content_of_edition(root: Path, edition: str) -> None:
    """Make all content be of this edition, with a page that no other has, and commit it."""
    for file in root.rglob("*.yaml"):
        file.write_text(re.sub(r'"2026\.\d+"', f'"{edition}"', file.read_text()))
    for path in root.glob("docs/only-in-*.md"):
        path.unlink()
    page = f"---\ntitle: Zebra {edition}\n---\n\nzebra{edition.replace('.', '')} grazes here.\n"
    (root / f"docs/{name_of(edition)}.md").write_text(page)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", f"Edition {edition}")


def name_of(edition: str) -> str:
    """The page that only this edition has; it speaks of zebras with the edition's number."""
    return f"only-in-{edition.replace('.', '-')}"


def checkout(bare: Path, folder: Path) -> dict[str, bytes]:
    """The files of the branch in the bare repository, as a server would get them."""
    shutil.rmtree(folder, ignore_errors=True)
    git(folder.parent, "clone", "--quiet", "--branch", "gh-pages", str(bare), folder.name)
    shutil.rmtree(folder / ".git")
    return files(folder)


def repository(root: Path, bare: Path) -> Path:
    """A copy of the example under git, with a bare repository as its remote."""
    copied(root)
    (root / ".gitignore").write_text("/.build/\n/site/\n")
    settings = root / "mkdocs.yml"
    instant = "    - navigation.indexes\n    - navigation.instant\n"
    settings.write_text(settings.read_text().replace("    - navigation.indexes\n", instant))
    framework = root / "framework.yaml"
    placeholder, real = f"repository: {PUBLIC.rstrip('/')}\n", f"repository: {REPOSITORY}\n"
    framework.write_text(framework.read_text().replace(placeholder, real))
    git(root.parent, "init", "--quiet", "--bare", str(bare))
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "config", "user.name", "A test")
    git(root, "config", "user.email", "test@example.org")
    git(root, "remote", "add", "origin", str(bare))
    return root


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Deployed:
    """The three editions, one after the other, then the work after them."""
    folder = once(tmp_path_factory, "versions", deploy_all)
    history = pickle.loads((folder / "history").read_bytes())
    return Deployed(folder / "content", folder / "public", history)


def deploy_all(folder: Path) -> None:
    """Publish them from the repository `content`, and keep what each left in `public`."""
    root = repository(folder / "content", folder / "bare.git")
    public, history = folder / "public", []
    for edition in EDITIONS:
        content_of_edition(root, edition)
        git(root, "tag", edition)
        ended = deploy(root, "--remote", "origin")
        assert (ended.returncode, ended.stderr) == (0, "")
        history.append(checkout(folder / "bare.git", public))
    (root / "docs/idea.md").write_text("# An idea\n\nNot decided.\n")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "An idea")
    ended = deploy(root, "--remote", "origin", "--next")
    assert (ended.returncode, ended.stderr) == (0, "")
    history.append(checkout(folder / "bare.git", public))
    (folder / "history").write_bytes(pickle.dumps(tuple(history)))


@pytest.fixture
def page(browser: Browser, deployed: Deployed) -> Iterator[Page]:
    """A new visitor, below a path that the site does not know, who must meet no error there."""
    with visiting(browser, deployed.public, ELSEWHERE, viewport=DESK) as visit:
        yield visit.page
        assert (visit.strays, visit.errors) == ([], [])


def opened(page: Page, path: str) -> Page:
    page.goto(ELSEWHERE + path, wait_until="networkidle")
    return page


def below(files: dict[str, bytes], folder: str) -> dict[str, bytes]:
    """The files of one folder, by their path within it."""
    prefix = f"{folder}/"
    paths = [path for path in files if path.startswith(prefix)]
    return {path.removeprefix(prefix): files[path] for path in paths}


def banner(page: Page) -> str:
    """What the banner of old editions says; nothing when it is not shown."""
    shown = page.locator(".ictm-outdated")
    return shown.inner_text() if shown.is_visible() else ""


def test_old_editions_stay_byte_for_byte(deployed: Deployed) -> None:
    for number, edition in enumerate(EDITIONS):
        first = below(deployed.history[number], edition)
        assert first
        for later in deployed.history[number:]:
            assert below(later, edition) == first


def test_latest_is_the_newest_edition_by_number(deployed: Deployed) -> None:
    for number, edition in enumerate(EDITIONS):
        now = deployed.history[number]
        latest, same = below(now, "latest"), below(now, edition)
        assert latest.keys() == same.keys()
        other = {path for path in latest if latest[path] != same[path]}
        assert other == {"sitemap.xml", "sitemap.xml.gz", MANIFEST_FILE}
        mine, its = (site["sitemap.xml"].decode() for site in (latest, same))
        assert mine == its.replace(f"<loc>{PUBLIC}{edition}/", f"<loc>{PUBLIC}latest/")
        assert mine.count(f"<loc>{PUBLIC}latest/") == mine.count("<loc>") > 10
        assert gzip.decompress(latest["sitemap.xml.gz"]).decode() == mine
    listed = json.loads((deployed.public / "versions.json").read_text())
    assert [each["version"] for each in listed] == ["next", "2026.10", "2026.2", "2026.1"]
    assert [each["version"] for each in listed if each["aliases"] == ["latest"]] == ["2026.10"]


@pytest.mark.parametrize("version", [*EDITIONS, "latest", "next"])
def test_what_is_published_verifies(deployed: Deployed, version: str) -> None:
    site = deployed.public / version
    anchor = sha256((site / MANIFEST_FILE).read_bytes()).hexdigest()
    report = verify(Place(site / FOLDER, site), anchor)
    assert (report.changed, report.differences, report.verdict) == ((), (), "proven")
    assert {each.kind: each.count for each in report.verified}["pages"] > 10


def test_the_message_of_a_tag_names_what_its_deployment_published(
    deployed: Deployed, tmp_path: Path
) -> None:
    """Made again later, from the tag alone, and where nothing may be published."""
    newest = EDITIONS[-1]
    root = tmp_path / "from-the-tag"
    git(deployed.root, "worktree", "add", "--quiet", "--detach", str(root), newest)
    said = deploy(root, "--tag-message")
    git(deployed.root, "worktree", "remove", "--force", str(root))
    manifest = (deployed.public / newest / MANIFEST_FILE).read_bytes()
    assert said.stdout.splitlines()[-1] == anchor_line(sha256(manifest).hexdigest()), said.stderr


def test_each_edition_has_its_own_pages_data_and_sitemap(deployed: Deployed) -> None:
    for edition in EDITIONS:
        folder = deployed.public / edition
        assert (folder / name_of(edition) / "index.html").is_file()
        framework = json.loads((folder / "data/v1/framework.json").read_text())
        assert framework["framework"]["edition"] == edition
        assert f"<loc>{PUBLIC}{edition}/kpis/k01/</loc>" in (folder / "sitemap.xml").read_text()
        for other in set(EDITIONS) - {edition}:
            assert not (folder / name_of(other)).exists()


def test_an_edition_leads_to_its_tag_and_to_the_main_branch_for_changes_only(
    deployed: Deployed,
) -> None:
    for version in (*EDITIONS, "latest", "next"):
        tag = {"latest": "2026.10", "next": "main"}.get(version, version)
        seen = set()
        for path in (deployed.public / version).rglob("*.html"):
            links = set(re.findall(rf'href="{REPOSITORY}/?([^"]*)"', path.read_text()))
            allowed = rf"(?:blob/{re.escape(tag)}/[^#]+#L\d+|edit/main/.+)?"
            assert [link for link in links if not re.fullmatch(allowed, link)] == [], path
            seen |= {link.partition("/")[0] for link in links}
        assert seen == {"", "blob", "edit"}, version
        page = (deployed.public / version / "offices/hv/index.html").read_text()
        assert f'href="{REPOSITORY}/edit/main/offices/HV/office.yaml"' in page


def test_every_page_has_its_canonical_address_in_the_latest_edition(deployed: Deployed) -> None:
    for version in (*EDITIONS, "latest", "next"):
        folder = deployed.public / version
        for path in folder.rglob("index.html"):
            place = path.parent.relative_to(folder).as_posix().removeprefix(".")
            address = f"{PUBLIC}latest/{place}/" if place else f"{PUBLIC}latest/"
            found = re.findall(r'<link rel="canonical" href="([^"]*)"', path.read_text())
            assert found == [address], path


def test_a_citation_names_the_permanent_address(deployed: Deployed) -> None:
    text = (deployed.public / "2026.1/offices/hv/index.html").read_text()
    assert f"{PUBLIC}2026.1/offices/hv/</cite>" in text


def test_the_root_leads_to_the_latest_also_without_scripts(
    browser: Browser, deployed: Deployed
) -> None:
    for scripts in (True, False):
        options = {"java_script_enabled": scripts}
        with visiting(browser, deployed.public, ELSEWHERE, **options) as visit:
            visit.page.goto(ELSEWHERE)
            visit.page.wait_for_url(f"{ELSEWHERE}latest/")
    assert deployed.history[-1]["404.html"] == deployed.history[-1]["2026.10/404.html"]


def test_the_chooser_lists_all_and_leads_to_the_same_page(page: Page) -> None:
    opened(page, "latest/kpis/k01/")
    button = page.locator(".md-version__current")
    assert button.inner_text() == "2026.10latest"
    button.focus()
    links = page.locator(".md-version__link")
    listed = [link.inner_text() for link in links.all()]
    assert listed == ["next", "2026.10latest", "2026.2", "2026.1"]
    links.filter(has_text="2026.2").click()
    page.wait_for_url(f"{ELSEWHERE}2026.2/kpis/k01/")


def test_an_old_edition_leads_to_the_same_page_in_the_latest(page: Page) -> None:
    opened(page, "2026.1/offices/hv/")
    page.locator(".ictm-outdated").wait_for()
    assert ENGLISH("frame.outdated", edition="2026.1") in banner(page)
    page.get_by_role("link", name=ENGLISH("frame.latest")).click()
    page.wait_for_url(f"{ELSEWHERE}latest/offices/hv/")
    assert banner(page) == ""


def test_who_reads_a_part_of_a_page_comes_to_that_part_in_the_latest(page: Page) -> None:
    link = page.get_by_role("link", name=ENGLISH("frame.latest"))
    opened(page, "2026.1/kpis/k01/#scope")
    assert link.evaluate("link => link.href") == f"{ELSEWHERE}latest/kpis/k01/#scope"
    page.evaluate("location.hash = '#rule'")
    link.click()
    page.wait_for_url(f"{ELSEWHERE}latest/kpis/k01/#rule")


def test_a_page_that_is_gone_leads_to_the_latest_home_page(page: Page) -> None:
    opened(page, f"2026.1/{name_of('2026.1')}/")
    page.get_by_role("link", name=ENGLISH("frame.latest.home")).click()
    page.wait_for_url(f"{ELSEWHERE}latest/")


def test_next_says_on_every_page_that_it_is_no_edition(page: Page, deployed: Deployed) -> None:
    said = ENGLISH("frame.next")
    for path in (deployed.public / "next").rglob("*.html"):
        # The kit is no page of the site: it is the same file on a disk.
        assert said in path.read_text() or path.match(KIT), path
    for edition in EDITIONS:
        assert said not in (deployed.public / edition / "index.html").read_text()
    opened(page, "next/idea/")
    assert banner(page) == ""
    page.get_by_role("link", name=ENGLISH("frame.latest.home")).click()
    page.wait_for_url(f"{ELSEWHERE}latest/")


def test_search_in_an_old_edition_stays_in_it(page: Page) -> None:
    opened(page, "2026.1/kpis/k01/")
    page.locator(".md-search__input").click()
    page.keyboard.type("zebra20262")
    page.wait_for_timeout(500)
    assert page.locator(".md-search-result__item").count() == 0
    page.locator(".md-search__input").fill("")
    page.keyboard.type("zebra20261")
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url(f"{ELSEWHERE}2026.1/{name_of('2026.1')}/**")


def test_the_page_of_editions_lists_all_that_are_published(page: Page) -> None:
    opened(page, "2026.2/editions/")
    section = page.locator("[data-ictm-versions]")
    section.locator("li").first.wait_for()
    listed = [item.inner_text() for item in section.locator("li").all()]
    assert listed == ["2026.10 (latest)", "2026.2", "2026.1"]
    section.get_by_role("link", name="2026.1", exact=True).click()
    page.wait_for_url(f"{ELSEWHERE}2026.1/editions/")


def test_no_version_loads_whole_pages(browser: Browser, deployed: Deployed) -> None:
    with visiting(browser, deployed.public, PUBLIC, viewport=DESK) as visit:
        for version in ("latest", "2026.10", "2026.1", "next"):
            page = visit.open(f"{version}/")
            page.evaluate("window.stillTheSamePage = true")
            page.get_by_role("link", name="Recommendations").first.click()
            page.wait_for_url(f"{visit.address}{version}/recommendations/")
            assert page.evaluate("window.stillTheSamePage"), version


def test_instant_navigation_keeps_banner_and_chooser(browser: Browser, deployed: Deployed) -> None:
    with visiting(browser, deployed.public, PUBLIC, viewport=DESK) as visit:
        page = visit.open("2026.1/offices/")
        page.evaluate("window.stillTheSamePage = true")
        page.locator(".ictm a[href$='hv/']").first.click()
        page.wait_for_url(f"{visit.address}2026.1/offices/hv/")
        assert page.evaluate("window.stillTheSamePage")
        assert ENGLISH("frame.outdated", edition="2026.1") in banner(page)
        assert page.locator(".md-version__link").count() == 4
        page.get_by_role("link", name=ENGLISH("frame.latest")).click()
        page.wait_for_url(f"{visit.address}latest/offices/hv/")
        page.wait_for_load_state("networkidle")
        assert banner(page) == ""
        assert (visit.strays, visit.errors) == ([], [])


def test_banner_and_chooser_are_accessible(page: Page) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    eye = Eye()
    for path in ("2026.1/", "2026.1/kpis/k01/", "2026.1/editions/", "next/", "latest/", ""):
        opened(page, path)
        chooser = page.locator(".md-version__current")
        if chooser.count():
            chooser.focus()
        assert [*eye.violations_in_both(page)] == [], path


def test_without_scripts_an_old_edition_shows_the_way(browser: Browser, deployed: Deployed) -> None:
    options = {"java_script_enabled": False}
    with visiting(browser, deployed.public, ELSEWHERE, **options) as visit:
        page = visit.open("2026.1/kpis/k01/")
        assert ENGLISH("frame.outdated.perhaps", edition="2026.1") in page.inner_text("body")
        page.get_by_role("link", name=ENGLISH("frame.latest")).first.click()
        page.wait_for_url(f"{ELSEWHERE}latest/kpis/k01/")
