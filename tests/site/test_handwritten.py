"""Hand-written pages through the real engine: what they ask for, and what they cannot do."""

import re
from pathlib import Path

import pytest

from ict_maturity.cli.check import problems_of
from ict_maturity.website.engine import build_site
from tests.english import spoken
from tests.site.sites import files, made

pytestmark = pytest.mark.site
MACROS = """
  - macros:
      render_by_default: false
      modules: [ict_maturity.website.macros]
"""
ASKING = "---\ntitle: Asking\nrender_macros: true\n---\n# Asking\n\n{}\n"


@pytest.fixture
def asking(minimal: Path) -> Path:
    """The example with a page that may ask for figures, and Markdown with more forms."""
    settings = minimal / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("  - ict-maturity\n", f"  - ict-maturity{MACROS}")
    text = text.replace("  - tables\n", "  - tables\n  - admonition\n")
    settings.write_text(text.replace("      - data.md", "      - data.md\n      - asking.md"))
    return minimal


def write(root: Path, markdown: str) -> None:
    (root / "docs/asking.md").write_text(ASKING.replace("{}", markdown), "utf-8")


def test_a_page_gets_figures_and_no_variable_of_the_machine(
    asking: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GH_TOKEN", "canary-in-the-environment")
    write(
        asking,
        'There are {{ count("kpis") }}.\n\n{{ kpi_table("R01") }}\n\n## {{ framework.edition }}',
    )
    site = files(made(asking, asking / "site"))
    page = site["asking/index.html"].decode()
    assert "<p>There are 2.</p>" in page
    assert "K01" in page
    assert "ictm-block" not in page
    assert [name for name, content in site.items() if b"canary" in content] == []


def test_anchors_are_readable_in_any_script_and_dead_ones_stop_a_build(minimal: Path) -> None:
    live = "概要", "%E6%A6%82%E8%A6%81", "方法について"
    text = "# Method\n\n## 方法について\n\n## 概要\n\n"
    text += "".join(f"[a](#{each})\n" for each in live)
    page = minimal / "docs/method.md"
    page.write_text(f"---\ntitle: Method\n---\n{text}[b](contribute.md#ما-هو-المستوى)\n", "utf-8")
    with (minimal / "docs/contribute.md").open("a", encoding="utf-8") as file:
        file.write("\n## ما هو المستوى؟\n\n[c](method.md#概要) [d](kpis/k01.md#scope)\n")
    built = files(made(minimal, minimal / "site"))
    assert 'id="概要"' in built["method/index.html"].decode()
    assert 'id="ما-هو-المستوى"' in built["contribute/index.html"].decode()
    with page.open("a", encoding="utf-8") as file:
        file.write("[x](#_1) [y](contribute.md#ما) [z](kpis/k01.md#zebra)\n")
    ended = build_site(minimal, minimal / "site")
    said = spoken(ended.words)
    assert ended.code == 1
    assert [dead in said for dead in ("#_1", "contribute.md#ما'", "k01.md#zebra")] == [True] * 3
    assert not any(f"#{each}'" in said for each in live)


# Each reader of pages has unit tests; here they are asked together.
@pytest.mark.parametrize(
    ("markdown", "code"),
    [
        ("{{ cycler.__init__.__globals__.os.popen('touch RAN') }}", "template-not-allowed"),
        ('{{ level("ZZ", "R01") }}', "template-not-allowed"),
        ('{{ count("everything") }}', "template-not-allowed"),
        ('{{ kpi_table("R01") }}\n\n{{ framework.nothing }}', "template-not-allowed"),
        ('Within a line: {{ kpi_table("R01") }}', "template-not-allowed"),
        ("!!! note\n    <svg onload=alert(1)>", "html-in-markdown"),
        ("{{ framework.levels }}", "template-not-allowed"),
        ("{{ count(" + "1" * 4500 + ") }}", "template-not-allowed"),
        ('{{ "\\u202e" }}', "control-character"),
        ("a&#8203;b", "control-character"),
        ("![x](&#9;&#92;&#92;evil.example/x.png)", "link-not-allowed"),
        ("1. " * 700, "markdown-not-allowed"),
        ("## __config", "html-in-markdown"),
    ],
)
def test_what_a_page_may_not_do_ends_check_and_build_in_the_same_problem(
    asking: Path, markdown: str, code: str
) -> None:
    write(asking, markdown.replace("RAN", str(asking / "ran")))
    result = build_site(asking, asking / "site")
    assert result.code == 1
    told = spoken(result.words)
    assert re.match(rf"docs/asking\.md(:\d+)?  {code}\n", told), told
    assert len(told.splitlines()) == 3
    assert told == "\n\n".join(spoken(problems_of(asking)[1]))
    assert not (asking / "ran").exists()
    assert not (asking / "site").exists()


def test_all_pages_that_cannot_be_published_are_told_at_once(asking: Path) -> None:
    write(asking, '{{ level("ZZ", "R01") }}')
    method = asking / "docs/method.md"
    method.write_text(f"{method.read_text('utf-8')}\n## __config\n", "utf-8")
    result = build_site(asking, asking / "site")
    assert result.code == 1
    assert "docs/asking.md:7  template-not-allowed\n" in spoken(result.words)
    assert "docs/method.md  html-in-markdown\n" in spoken(result.words)
    assert len(spoken(result.words).split("\n\n")) == 2


def test_what_check_lets_pass_is_built(asking: Path) -> None:
    """Braces in a title are text, and a place for a block may lie in a list or a note."""
    page = asking / "docs/asking.md"
    write(asking, '- a\n\n    {{ kpi_table("R01") }}\n\n!!! note\n\n    {{ count("kpis") }}')
    text = page.read_text("utf-8").replace("title: Asking", 'title: "{{ foo() }}"')
    page.write_text(text, "utf-8")
    assert problems_of(asking)[1] == ()
    site = files(made(asking, asking / "site"))
    assert "{{ foo() }}" in re.findall("<title>(.*)</title>", site["asking/index.html"].decode())[0]
