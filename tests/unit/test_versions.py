"""The list of a site's versions: its order, which edition is the latest, and what is no list."""

import json

import pytest

from ict_maturity.data.versions import (
    Version,
    latest_of,
    read_versions,
    versions_json,
    with_version,
)
from ict_maturity.render.front import front_page
from tests.english import refusing
from tests.unit.made_up import minimal_content


def added(*names: str) -> tuple[Version, ...]:
    versions: tuple[Version, ...] = ()
    for name in names:
        versions = with_version(versions, Version(name, name))
    return versions


def test_the_highest_number_is_the_latest_whichever_came_last() -> None:
    versions = added("2026.9", "2026.10", "next", "2025.1")
    assert [each.version for each in versions] == ["next", "2026.10", "2026.9", "2025.1"]
    assert latest_of(versions) == "2026.10"
    assert [each.version for each in versions if each.aliases] == ["2026.10"]


def test_the_work_after_an_edition_is_never_the_latest() -> None:
    assert latest_of(added("next")) == ""


def test_a_version_that_comes_again_stands_once() -> None:
    assert added("2026.1", "2026.1") == added("2026.1")


def test_the_list_is_read_as_it_was_written_in_the_form_of_mike() -> None:
    versions = added("2026.1", "next")
    text = versions_json(versions)
    assert read_versions(text) == versions
    assert json.loads(text)[1] == {"version": "2026.1", "title": "2026.1", "aliases": ["latest"]}


@pytest.mark.parametrize("text", ["", "{", "{}x", '["2026.1"]', '[{"version": "1"}]', "3", "null"])
def test_what_is_no_list_is_said_to_be_none(text: str) -> None:
    with refusing(r"versions\.json is not a list of versions"):
        read_versions(text)


def test_a_version_of_another_kind_is_not_understood() -> None:
    text = '[{"version": "dev", "title": "dev", "aliases": []}]'
    with refusing("lists 'dev', which is neither next nor an edition"):
        read_versions(text)


@pytest.mark.parametrize(
    ("names", "folder"),
    [(["next"], "next"), (["next", "2026.1"], "latest"), (["2026.1"], "latest")],
)
def test_the_front_page_leads_on_without_scripts(names: list[str], folder: str) -> None:
    page = front_page(minimal_content().framework, added(*names))
    assert f'<meta http-equiv="refresh" content="0; url={folder}/">' in page
    assert all(f'<a href="{name}/">' in page for name in names)
    assert "<script" not in page
