"""The kit: one file with all that the self-assessment needs, which asks for nothing."""

import gzip
import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ict_maturity.build import Build
from ict_maturity.cli import main
from ict_maturity.model import Content
from ict_maturity.render.address import KIT
from ict_maturity.render.assess import kit
from ict_maturity.render.bundle import bundled
from tests.copies import copied
from tests.english import ENGLISH
from tests.unit.made_up import minimal_content, with_kpi

PARTS = re.compile(
    r"<style>(?P<style>.*?)</style>.*"
    r'<script type="application/json" id="kit">(?P<kit>.*?)</script>\n'
    r"<script>(?P<script>.*?)</script>",
    re.DOTALL,
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["kit", *map(str, arguments)])


def parts(page: str) -> dict[str, str]:
    found = PARTS.search(page)
    assert found is not None
    return found.groupdict()


def test_the_kit_is_small(content: Content) -> None:
    page = kit(content, ENGLISH).encode()
    assert len(page) < 400_000
    assert len(gzip.compress(page)) < 60_000


def test_the_policy_allows_this_script_and_this_style_and_no_connection() -> None:
    page = kit(minimal_content(), ENGLISH)
    (policy,) = re.findall(r'"Content-Security-Policy" content="([^"]*)"', page)
    allowed = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for kind in ("style", "script"):
        digest = b64encode(sha256(parts(page)[kind].encode()).digest()).decode()
        assert allowed.pop(f"{kind}-src") == f"'sha256-{digest}'"
    assert allowed.pop("img-src") == "data:"
    assert set(allowed.values()) == {"'none'"}
    assert set(allowed) == {"default-src", "connect-src", "form-action", "base-uri"}


def test_no_content_ends_the_element_in_which_it_stands() -> None:
    hostile = "</script><script>alert(1)</script><!--"
    page = kit(with_kpi(minimal_content(), title=hostile), ENGLISH)
    data = json.loads(parts(page)["kit"])
    assert data["edition"]["kpis"][0]["title"] == hostile
    assert page.count("<script") == 2


def test_only_the_kit_of_the_site_leads_back_to_it(built: Build) -> None:
    (on_site,) = (each.text for each in built.outputs if each.path == KIT)
    assert '<p id="home" hidden><a href="./">' in on_site
    assert 'id="home"' not in kit(minimal_content(), ENGLISH)


def test_two_kits_of_one_content_are_the_same_and_another_edition_has_another_id() -> None:
    content = minimal_content()
    ids = [
        json.loads(parts(kit(each, ENGLISH))["kit"])["id"]
        for each in (content, content, with_kpi(content, title="Another title"))
    ]
    assert ids[0] == ids[1] != ids[2]
    assert kit(content, ENGLISH) == kit(content, ENGLISH)


def test_modules_become_one_script_in_the_order_in_which_they_need_each_other(
    tmp_path: Path,
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a/main.js").write_text(
        '// In: x.\nimport { two } from "./two.js";\nimport {\n  One,\n} from "../b/one.js";\n'
        "/** @type {number} */ (globalThis).kept = 1;\nexport const main = two + new One();\n"
    )
    (tmp_path / "a/two.js").write_text(
        'import { One } from "../b/one.js";\n/**\n * Two.\n */\nexport async function two() {}\n'
    )
    (tmp_path / "b/one.js").write_text("export class One {}\n")
    script = bundled("a/main", tmp_path)
    order = re.findall(r"const module_(\w+) =", script)
    assert order == ["b_one", "a_two", "a_main"]
    assert "import" not in script
    assert "export" not in script
    assert "Two." not in script
    assert "(globalThis).kept = 1;" in script
    assert script.count("= module_b_one;") == 2
    assert "return { two };" in script


def test_the_command_writes_the_kit_once(tmp_path: Path) -> None:
    root, out = copied(tmp_path / "minimal"), tmp_path / "kit.html"
    done = run(out, "--root", root)
    assert done.exit_code == 0
    assert out.read_text("utf-8").startswith("<!doctype html>")
    before = out.read_bytes()
    assert run(out, "--root", root).exit_code == 2
    assert out.read_bytes() == before


def test_a_broken_content_makes_no_kit(tmp_path: Path) -> None:
    root, out = copied(tmp_path / "minimal"), tmp_path / "kit.html"
    (root / "framework.yaml").write_text("name: [", "utf-8")
    assert run(out, "--root", root).exit_code == 1
    assert not out.exists()


@pytest.mark.parametrize("number", [0, 1, 2, 21, 111, 199])
def test_the_plural_forms_of_numbers_are_listed(number: int) -> None:
    assert int(ENGLISH.plurals[number]) == (number != 1)
