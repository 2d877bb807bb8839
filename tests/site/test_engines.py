"""The example's site: how builds work and how they fail, with both real engines."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from ict_maturity.build import build
from ict_maturity.website.engine import Drawing, build_site
from ict_maturity.website.stage import FOLDER, stage
from tests.english import spoken
from tests.site.sites import files, made

pytestmark = pytest.mark.site
ENGINES = ["mkdocs", "properdocs"]


def run(root: Path, engine: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", engine, *arguments, "--config-file", str(root / "mkdocs.yml")]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_engine_alone_makes_the_same_site(minimal: Path, engine: str) -> None:
    expected = files(made(minimal, minimal / "site", engine))
    ended = run(minimal, engine, "build", "--strict", "--site-dir", str(minimal / "alone"))
    assert ended.returncode == 0, ended.stderr
    assert files(minimal / "alone") == expected


def test_a_staged_folder_is_drawn_as_it_is(minimal: Path) -> None:
    expected = files(made(minimal, minimal / "site"))
    stage(minimal, build(minimal).outputs)
    settings = minimal / "mkdocs.yml"
    settings.write_text(f"docs_dir: {FOLDER}\n{settings.read_text()}")
    trust(minimal, "docs_dir")
    staged = minimal / FOLDER / "method.md"
    staged.write_text(staged.read_text().replace("reports facts", "reports facts, and only those"))
    page = "method/index.html"
    again = files(made(minimal, minimal / "site"))
    assert list(again) == list(expected)
    assert b"and only those" in again[page]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_problem_ends_the_build_with_its_words_and_keeps_the_site(
    minimal: Path, engine: str
) -> None:
    before = files(made(minimal, minimal / "site", engine))
    (minimal / "docs/kpis").mkdir()
    (minimal / "docs/kpis/k01.md").write_text("# Mine\n")
    result = build_site(minimal, minimal / "site", Drawing(engine))
    assert result.code == 1
    assert spoken(result.words).startswith("docs/kpis/k01.md  page-made-twice\n")
    assert "Traceback" not in spoken(result.words)
    assert files(minimal / "site") == before


def test_a_warning_is_told_and_does_not_stop_a_strict_build(minimal: Path) -> None:
    file = minimal / "kpis/K01-rules-of-lending.yaml"
    text = file.read_text("utf-8")
    claim = "The rules say that joining costs nothing"
    file.write_text(text.replace(f"{claim}.", f"{claim}, and they are kept."), "utf-8")
    result = build_site(minimal, minimal / "site", Drawing(strict=True))
    assert result.code == 0
    assert "claims-joined (warning)" in spoken(result.words)
    assert (minimal / "site/kpis/k01/index.html").is_file()


def test_broken_content_ends_the_build_with_all_problems(minimal: Path) -> None:
    for path in minimal.glob("kpis/*.yaml"):
        path.write_text("id: [")
    result = build_site(minimal, minimal / "site")
    assert result.code == 1
    assert len(re.findall(r"^kpis/K0\d\S+  \S+$", spoken(result.words), re.MULTILINE)) == 2


def test_a_link_to_nothing_fails_a_strict_build_only(minimal: Path) -> None:
    page = minimal / "docs/method.md"
    page.write_text(page.read_text() + "\n[away](nowhere.md)\n")
    strict = build_site(minimal, minimal / "site")
    assert strict.code == 1
    assert "nowhere.md" in spoken(strict.words)
    relaxed = build_site(minimal, minimal / "site", Drawing(strict=False))
    assert relaxed.code == 0
    assert "nowhere.md" in spoken(relaxed.words)


def test_an_own_theme_folder_goes_before_ours(minimal: Path) -> None:
    partials = minimal / "own/partials"
    partials.mkdir(parents=True)
    (partials / "copyright.html").write_text("Made in Hamlet")
    settings = minimal / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("theme:\n", "theme:\n  custom_dir: own\n"))
    refused = build_site(minimal, minimal / "site")
    assert (refused.code, "theme.custom_dir" in spoken(refused.words)) == (1, True)
    trust(minimal, "theme.custom_dir")
    home = (made(minimal, minimal / "site") / "index.html").read_text()
    assert "Made in Hamlet" in home
    assert 'class="ictm-frame"' in home


def test_serving_follows_a_change_of_content_once(minimal: Path) -> None:
    with served(minimal) as (address, log):
        wait_for(lambda: "Serving on" in log.read_text())
        before = read(f"{address}recommendations/r01/")
        source = next(minimal.glob("recommendations/R01-*.yaml"))
        text = source.read_text()
        title = re.search(r"^title: (.*)$", text, re.MULTILINE)
        assert title
        assert title[1] in before
        source.write_text(text.replace(title[0], "title: Another title for all to see"))
        wait_for(lambda: "Another title" in read(f"{address}recommendations/r01/"))
        time.sleep(1)
        assert log.read_text().count("Detected file changes") == 1


def test_serving_goes_on_after_a_page_that_cannot_be_published(minimal: Path) -> None:
    with served(minimal) as (address, log):
        wait_for(lambda: "Serving on" in log.read_text())
        page = minimal / "docs/method.md"
        text = page.read_text("utf-8")
        page.write_text(f"{text}\n## \\<img src=x onerror=alert(4)>\n", "utf-8")
        wait_for(lambda: "docs/method.md  html-in-markdown" in log.read_text())
        page.write_text(f"{text}\nMended.\n", "utf-8")
        wait_for(lambda: "Mended." in read(f"{address}method/"))


def trust(root: Path, setting: str) -> None:
    """List a setting of mkdocs.yml as a programmer who has looked at it."""
    (root / "trusted.yaml").write_text(f"settings: [{setting}]\nreason: A test needs it.\n")


@contextmanager
def served(root: Path) -> Iterator[tuple[str, Path]]:
    """`mkdocs serve` on a free port; its address and what it says."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    log = root / "serve.log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", host]
    with log.open("w") as said:
        server = subprocess.Popen(
            [*command, "--config-file", str(root / "mkdocs.yml")], stdout=said, stderr=said
        )
        try:
            yield f"http://{host}/", log
        finally:
            server.terminate()
            server.wait(timeout=10)


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def read(address: str) -> str:
    with urlopen(address) as answer:
        content: bytes = answer.read()
    return content.decode()
