"""The site's own addresses: one way to write them, and nothing leads to an example of one."""

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify
from pydantic import TypeAdapter, ValidationError

from ict_maturity.build import Build
from ict_maturity.export import export
from ict_maturity.facts.address import is_placeholder, mended_repository, mended_site
from ict_maturity.facts.values import RepositoryAddress, SiteAddress
from ict_maturity.load import load
from ict_maturity.render import asset_file, asset_files, render
from ict_maturity.render.address import anchor_of
from tests.copies import copied
from tests.english import spoken
from tests.unit.made_up import minimal_content, site_of

SITE, REPOSITORY = TypeAdapter[str](SiteAddress), TypeAdapter[str](RepositoryAddress)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("https://zebra.int/lending", "https://zebra.int/lending/"),
        ("https://zebra.int", "https://zebra.int/"),
        ("http://zebra.int/lending/", "https://zebra.int/lending/"),
        ("HTTPS://Zebra.int/Lending/", "https://zebra.int/Lending/"),
        ("zebra.int/lending", "https://zebra.int/lending/"),
        ("//zebra.int/lending", "https://zebra.int/lending/"),
        ("https://zebra.int/lending/?lang=en", "https://zebra.int/lending/"),
        ("https://zebra.int/lending/?", "https://zebra.int/lending/"),
        ("https://zebra.int/lending/#top", "https://zebra.int/lending/"),
        ("https://zebra.int/lending/index.html", "https://zebra.int/lending/"),
        ("https://zebra.int//lending/./a/../", "https://zebra.int/lending/a/"),
        (" https://zebra.int/lending/ ", "https://zebra.int/lending/"),
        ("https://zebra.int:8443/貸出", "https://zebra.int:8443/貸出/"),
        ("https://me@zebra.int/", ""),
        ("https://zebra.int/a b/", ""),
        ("https://[zebra/", ""),
        ("https://", ""),
        ("ftp://zebra.int/", ""),
        ("javascript:x", ""),
        ("", ""),
    ],
)
def test_the_address_of_a_site_is_a_folder_and_a_refusal_says_which(
    written: str, right: str
) -> None:
    assert mended_site(written) == right
    with pytest.raises(ValidationError) as refused:
        SITE.validate_python(written)
    assert refused.value.errors()[0]["ctx"]["mended"] == right
    if right:
        assert SITE.validate_python(right) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("https://zebra.int/lending/", "https://zebra.int/lending"),
        ("http://zebra.int/a/lending", "https://zebra.int/a/lending"),
        ("https://zebra.int/lending.git", "https://zebra.int/lending"),
        ("https://zebra.int/lending?tab=x#y", "https://zebra.int/lending"),
        ("https://zebra.int/", ""),
        ("git@zebra.int:lending", ""),
    ],
)
def test_the_address_of_a_repository_ends_with_its_name(written: str, right: str) -> None:
    assert mended_repository(written) == right
    with pytest.raises(ValidationError) as refused:
        REPOSITORY.validate_python(written)
    assert refused.value.errors()[0]["ctx"]["mended"] == right


@given(st.one_of(st.text(), st.from_regex(r"https?://[a-zA-Z.:/?#@%\[\]. ]+")))
def test_what_is_mended_needs_no_mending(written: str) -> None:
    for mended, type in ((mended_site, SITE), (mended_repository, REPOSITORY)):
        right = mended(written)
        assert not right or type.validate_python(right) == mended(right) == right


@pytest.mark.parametrize(
    ("field", "wrong", "right"),
    [
        ("site_url", "https://example.org/lending", "https://example.org/lending/"),
        ("repository", "https://example.org/lending/", "https://example.org/lending"),
    ],
)
def test_an_address_in_another_form_is_refused_with_the_mending(
    tmp_path: Path, field: str, wrong: str, right: str
) -> None:
    root = copied(tmp_path / "minimal")
    file = root / "framework.yaml"
    before = file.read_text()
    file.write_text(before.replace(f"{field}: {right}\n", f"{field}: {wrong}\n"))
    (problem,) = load(root).problems
    line = before[: before.index(f"{field}:")].count("\n") + 1
    assert (problem.file, problem.line, problem.code) == ("framework.yaml", line, "wrong-form")
    assert f"found the text '{wrong}'.\n" in spoken(problem)
    assert f"Write {right}" in spoken(problem)


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://example.org/ict", True),
        ("https://www.example.com", True),
        ("https://example.net:80/", True),
        ("https://code.example/ict", True),
        ("https://a.invalid/b", True),
        ("https://site.test/", True),
        ("https://localhost/a", True),
        ("https://example.int/", False),
        ("https://notexample.org/", False),
        ("https://example.org.zebra/", False),
        ("https://zebra.int/example.org", False),
    ],
)
def test_a_placeholder_is_a_host_that_nobody_can_have(address: str, is_one: bool) -> None:
    assert is_placeholder(address) is is_one


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("方法について", "方法について"),
        ("ﾃﾞｰﾀ、概要（2026年）", "ﾃﾞｰﾀ概要2026年"),
        ("Что такое уровень?", "что-такое-уровень"),
        ("ما هو المستوى؟", "ما-هو-المستوى"),
        ("مُستوى", "مُستوى"),
        ("स्तर क्या है", "स्तर-क्या-है"),
        ("Re\u0301sume\u0301", "résumé"),
        ("İki söz", "i̇ki-söz"),
        ("  What's  new?  ", "whats-new"),
        ("snake_case - and so on", "snake_case-and-so-on"),
        ("?!", ""),
    ],
)
def test_a_heading_in_any_script_keeps_its_signs_in_its_anchor(heading: str, anchor: str) -> None:
    assert anchor_of(heading) == anchor
    assert anchor_of(anchor) == anchor


@given(st.text(st.characters(max_codepoint=127, exclude_categories=["Cc"])))
def test_an_english_heading_has_the_anchor_that_it_has_elsewhere(heading: str) -> None:
    assert anchor_of(heading) == slugify(heading, "-")


def test_nothing_leads_to_a_placeholder_of_a_repository(built: Build) -> None:
    assert built.site is not None
    assert built.site.content.framework.real_repository is None
    pages = [each for each in built.outputs if each.path.endswith((".md", ".json"))]
    address = built.site.content.framework.repository
    assert [each.path for each in pages if f'href="{address}' in each.text] == []
    assert [each.path for each in pages if 'class=\\"ictm-pencil' in each.text] == []


def test_a_real_repository_is_led_to() -> None:
    content = minimal_content()
    address = "https://zebra.int/lending"
    framework = content.framework.model_copy(update={"repository": address})
    site = site_of(replace(content, framework=framework))
    pages = {each.path: each.text for each in render(site, export(site))}
    assert f'<a href="{address}">' in pages["data.md"]
    assert f'href="{address}/blob/main/kpis/K01-rules-of-lending.yaml#L' in pages["kpis/k01.md"]


def test_the_address_of_an_asset_changes_with_its_content_and_only_then() -> None:
    assert asset_file("assets/a.b.css", b"1") == asset_file("assets/a.b.css", b"1")
    assert asset_file("assets/a.b.css", b"1").path == "assets/a.b.6b86b273.css"
    assert asset_file("assets/a.b.css", b"2").path != asset_file("assets/a.b.css", b"1").path
    names = {file.name for file in (files("ict_maturity") / "assets").iterdir() if file.is_file()}
    made = {re.sub(r"\.[0-9a-f]{8}(\.\w+)$", r"\1", each.path) for each in asset_files()}
    assert {path for path in made if path.startswith("assets/")} == {f"assets/{n}" for n in names}
