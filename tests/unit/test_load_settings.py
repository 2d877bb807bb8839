"""mkdocs.yml can make the site engine run programs, so only what is known passes."""

import json
from pathlib import Path

import pytest

from ict_maturity.load.settings import setting_problems
from ict_maturity.website.engine import build_site
from tests.copies import MINIMAL
from tests.english import spoken

ROOT = Path(__file__).parents[2]
SETTINGS = (MINIMAL / "mkdocs.yml").read_text("utf-8")


def told(root: Path, text: str, trusted: str = "") -> list[str]:
    """What is said of these settings, each as `code message`."""
    (root / "mkdocs.yml").write_text(text, "utf-8")
    if trusted:
        (root / "trusted.yaml").write_text(trusted, "utf-8")
    return [f"{each.code} {spoken(each.message)}" for each in setting_problems(root)]


@pytest.mark.parametrize("root", [ROOT, MINIMAL], ids=str)
def test_our_own_settings_are_known(root: Path) -> None:
    assert setting_problems(root) == []


def test_no_settings_are_no_problem(tmp_path: Path) -> None:
    assert setting_problems(tmp_path) == []


@pytest.mark.parametrize(
    "line",
    [
        "hooks: [hooks/build.py]",
        "INHERIT: other.yml",
        "docs_dir: /etc",
        "site_dir: /",
        "site_url: https://example.org/",
        "repo_url: javascript:alert(1)",
        "edit_uri: x",
        "copyright: <script>alert(1)</script>",
        "extra_javascript: [https://example.org/x.js]",
        "extra_css: [x.css]",
        "extra_templates: [x.html]",
        "watch: [/]",
        "dev_addr: 0.0.0.0:80",
        "use_directory_urls: false",
        "exclude_docs: '*'",
        "draft_docs: '*'",
        "remote_name: x",
        "<<: {hooks: [x]}",
    ],
)
def test_a_setting_that_is_not_known_is_refused(tmp_path: Path, line: str) -> None:
    (problem,) = told(tmp_path, f"{SETTINGS}\n{line}\n")
    assert problem.startswith(f"setting-not-allowed The setting {line.partition(':')[0]} is not")


@pytest.mark.parametrize(
    "plugins",
    [
        "[search]",
        "[]",
        "[ict-maturity, ict-maturity]",
        "[search, {ict-maturity: {enabled: false}}]",
    ],
)
def test_nothing_is_drawn_without_the_plugin_that_looks_at_pages(
    tmp_path: Path, plugins: str
) -> None:
    start, _, rest = SETTINGS.partition("plugins:\n  - search\n  - ict-maturity\n")
    assert rest
    (problem,) = told(tmp_path, f"{start}plugins: {plugins}\n{rest}")
    assert problem.startswith("setting-not-allowed ")
    assert "ict-maturity" in problem


@pytest.mark.parametrize("name", ["main.py", "main/x.py"])
def test_a_file_that_the_engine_would_run_by_its_name_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("raise SystemExit('this ran')")
    assert told(tmp_path, SETTINGS) == [
        "setting-not-allowed The site engine would run this file, because of its name."
    ]


@pytest.mark.parametrize(
    "address",
    ['https://x/"onmouseover=x', 'foo"onmouseover=x', "foo'x", "<x>.md", "a`b", "//evil.example"],
)
def test_an_address_in_the_navigation_cannot_end_its_own_quotes(
    tmp_path: Path, address: str
) -> None:
    (problem,) = told(tmp_path, f"{SETTINGS}  - {{Evil: {json.dumps(address)}}}\n")
    assert "expected pages of this site and web addresses" in problem


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("name: material", "name: mkdocs"),
        ("name: material", "name: material\n  custom_dir: own"),
        ("name: material", "name: material\n  static_templates: [x.html]"),
        ("font: false", "font: {text: Roboto}"),
        ("font: false", "1: x"),
        ("  font: false\n", ""),
        ("  name: material\n", ""),
        ("generator: false", "analytics: {provider: google, property: x}"),
        ("generator: false", "social: [{icon: x, link: 'javascript:alert(1)'}]"),
        ("generator: false", "homepage: https://example.org"),
        ("primary: custom", "primary: '\"><script>'"),
        ("material/weather-night", "../../../etc/passwd"),
        ("- search\n", "- search\n  - exec\n"),
        ("- search\n", "- search\n  - search: {separator: '(a+)+'}\n"),
        ("- search\n", "- search\n  - macros\n"),
        ("- search\n", "- search\n  - macros: {modules: [ict_maturity.website.macros]}\n"),
        ("- search\n", "- search\n  - macros: {modules: [os], render_by_default: false}\n"),
        ("- ict-maturity\n", "- ict-maturity: {x: 1}\n"),
        ("- tables\n", "- tables\n  - md_in_html\n"),
        ("- tables\n", "- tables\n  - pymdownx.snippets: {base_path: /}\n"),
        ("- tables\n", "- tables\n  - pymdownx.superfences: {custom_fences: []}\n"),
        ("permalink: true", "permalink: <b>"),
        ("Home: index.md", "Home: 'javascript:alert(1)'"),
        ("Home: index.md", "Home: //example.org/"),
        ("Home: index.md", "Home: ' javascript:alert(1)'"),
        ("Home: index.md", "Home: 1"),
    ],
)
def test_a_value_that_is_not_known_is_refused(tmp_path: Path, known: str, other: str) -> None:
    assert known in SETTINGS
    problems = told(tmp_path, SETTINGS.replace(known, other))
    assert problems
    assert {problem.partition(" ")[0] for problem in problems} == {"setting-not-allowed"}
    assert max(len(problem) for problem in problems) < 300


@pytest.mark.parametrize(
    "line",
    [
        "copyright: !ENV GH_TOKEN",
        "extra: !!python/object/apply:os.system [id]",
        "nav: !relative x",
        "copyright: &a x",
    ],
)
def test_words_that_run_something_are_not_read(tmp_path: Path, line: str) -> None:
    text = SETTINGS.partition("extra:")[0]
    (problem,) = told(tmp_path, f"{text}{line}\n")
    assert problem.startswith(("not-yaml The tag", "alias-not-allowed"))
    # Nor can anybody list them.
    trusted = f"settings: [{line.partition(':')[0]}]\nreason: A test.\n"
    assert told(tmp_path, f"{text}{line}\n", trusted) == [problem]


def test_lists_may_be_written_as_names_with_options(tmp_path: Path) -> None:
    text = SETTINGS.replace(
        "plugins:\n  - search\n  - ict-maturity", "plugins: {search: {}, ict-maturity: {}}"
    )
    assert told(tmp_path, text) == []
    text = text.replace("{search: {},", "{search: {}, exec: {},")
    assert len(told(tmp_path, text)) == 1


def test_a_programmer_can_list_what_is_needed(tmp_path: Path) -> None:
    text = (
        SETTINGS.replace("- search\n", "- search\n  - glightbox: {a: {b: 1}}\n") + "\nhooks: [x]\n"
    )
    assert len(told(tmp_path, text)) == 2
    trusted = "settings: [plugins.glightbox]\nreason: A test needs it.\n"
    (problem,) = told(tmp_path, text, trusted)
    assert "hooks" in problem
    assert told(tmp_path, text, trusted.replace("[", "[hooks, ")) == []
    # A name stands for itself and what is below it, not for others that begin alike.
    assert len(told(tmp_path, text, trusted.replace("glightbox", "glight"))) == 2


@pytest.mark.parametrize(
    "trusted", ["settings: [hooks]\n", "settings: hooks\nreason: x\n", "hooks: true\n", "[hooks]\n"]
)
def test_a_list_that_cannot_be_read_trusts_nothing(tmp_path: Path, trusted: str) -> None:
    problems = told(tmp_path, f"{SETTINGS}\nhooks: [x]\n", trusted)
    assert any("setting-not-allowed The setting hooks" in problem for problem in problems)
    assert len(problems) > 1


def test_the_engine_is_not_started_with_settings_that_are_not_known(tmp_path: Path) -> None:
    """A hook runs as soon as the engine reads it, before our plugin could refuse anything."""
    ran = tmp_path / "ran"
    (tmp_path / "hook.py").write_text(f"open({str(ran)!r}, 'w')")
    (tmp_path / "mkdocs.yml").write_text(f"{SETTINGS}\nhooks: [hook.py]\n")
    result = build_site(tmp_path, tmp_path / "site")
    assert result.code == 1
    assert spoken(result.words).startswith("mkdocs.yml:")
    assert not ran.exists()
    assert not (tmp_path / "site").exists()
