"""A site for a disk: every link leads to a file, and nothing else is changed."""

import json
from pathlib import Path

import pytest

from ict_maturity.website.offline import make_offline, offline_page, to_file


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ("./", "./index.html"),
        (".", "./index.html"),
        ("..", "../index.html"),
        ("../..", "../../index.html"),
        ("kpis/k07/", "kpis/k07/index.html"),
        ("../k07/#scope", "../k07/index.html#scope"),
        ("../?status=draft#a/b", "../index.html?status=draft#a/b"),
        ("../../data/v1/kpis.csv", "../../data/v1/kpis.csv"),
        ("a.html#b", "a.html#b"),
        ("a..", "a.."),
        ("#part", "#part"),
        ("?q=/", "?q=/"),
        ("", ""),
        ("/ict/404/", "/ict/404/"),
        ("//zebra.int/", "//zebra.int/"),
        ("https://zebra.int/", "https://zebra.int/"),
        ("mailto:a@zebra.int", "mailto:a@zebra.int"),
    ],
)
def test_a_link_to_a_folder_leads_to_its_file(link: str, file: str) -> None:
    assert to_file(link) == file
    assert to_file(file) == file


def test_only_links_are_changed() -> None:
    before = (
        '<a title="a > b" class="x" href="k/">k/</a> <a name="k/">href="k/"</a> '
        '<use href="k/"/> <link rel="next" href=".."> <p data-href="k/">&lt;a href="k/"&gt;</p>'
    )
    assert offline_page(before) == before.replace('x" href="k/"', 'x" href="k/index.html"').replace(
        'href=".."', 'href="../index.html"'
    )


def test_the_search_is_beside_the_pages_as_scripts(tmp_path: Path) -> None:
    page = (
        '<script id="__config">{"base": "..", "search": "../assets/worker.1.js"}</script>'
        '<script src="../assets/javascripts/bundle.1.min.js"></script>'
    )
    index = {"config": {"lang": ["en"]}, "docs": [{"location": ""}, {"location": "kpis/k07/#a"}]}
    texts = {
        "kpis/index.html": page,
        "404.html": '<a href="/">',
        "assets/worker.1.js": "the worker",
        "search/search_index.json": json.dumps(index),
        "search/entries.json": json.dumps([{"location": "kpis/", "title": "\u2028</script>"}]),
        "search/others-1.0.js": "others",
    }
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    make_offline(tmp_path)
    search = tmp_path / "search"
    made = (tmp_path / "kpis/index.html").read_text()
    ours = '<script src="../search/offline.js"></script>'
    assert made == page.replace("<script src", f"{ours}<script src")
    script = (search / "search_index.js").read_text()
    docs = json.loads(script.removeprefix("var __index = ").removesuffix(";\n"))["docs"]
    assert docs == [{"location": "./index.html"}, {"location": "kpis/k07/index.html#a"}]
    script = (search / "offline-files.js").read_text()
    read = json.loads(script.removeprefix("window.ictMaturityFiles = ").removesuffix(";\n"))
    assert (read["worker.1.js"], read["others-1.0.js"]) == ("the worker", "others")
    assert json.loads(read["entries.json"])[0]["location"] == "kpis/index.html"
    assert read.keys() == {"worker.1.js", "others-1.0.js", "entries.json"}
    assert not (tmp_path / "404.html").exists()


def test_a_site_without_search_is_made_as_well(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="a/">')
    make_offline(tmp_path)
    assert (tmp_path / "index.html").read_text() == '<a href="a/index.html">'
    assert not (tmp_path / "search").exists()
