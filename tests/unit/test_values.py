"""Numbers that take a lifetime to compute with, and signs that end a comment, are refused."""

import json
from pathlib import Path

import pytest

from ict_maturity.load import load
from ict_maturity.load.editions import digest_of_lock, digest_of_text
from tests.copies import copied
from tests.unit.cut_editions import edit, write_edition

ENDLESS = ("1e999999999", "1.0e+999999999", "1e-999999999", "-1e999999999")


@pytest.mark.parametrize("number", ENDLESS)
@pytest.mark.parametrize(
    ("file", "old"),
    [("kpis/K02*", "floor: 0"), ("framework.yaml", "small_cell: 2")],
    ids=["figure", "share"],
)
def test_an_endless_number_is_refused(tmp_path: Path, number: str, file: str, old: str) -> None:
    root = copied(tmp_path / "root")
    new = f"floor: {number}" if file.startswith("kpis") else f"{old}\n  overall_share: {number}"
    edit(root, file, old, new)
    (problem,) = load(root).problems
    assert problem.code == "number-out-of-range"


@pytest.mark.parametrize("number", ENDLESS)
def test_it_is_refused_in_an_edition_that_vouches_for_it(tmp_path: Path, number: str) -> None:
    root = copied(tmp_path / "root")
    write_edition(root)
    frozen, lock_file = (root / f"editions/2026.1.{part}.json" for part in ("content", "lock"))
    frozen.write_text(frozen.read_text("utf-8").replace("0.95", number, 1), "utf-8")
    lock = json.loads(lock_file.read_text("utf-8"))
    lock["content"] = digest_of_text(frozen.read_text("utf-8"))
    lock_file.write_text(json.dumps({**lock, "digest": digest_of_lock(lock)}), "utf-8")
    assert {problem.code for problem in load(root).problems} == {"number-out-of-range"}


@pytest.mark.parametrize("sign", ["\\u2028", "\\u2029", "\\x85"])
def test_a_title_ends_no_comment_in_a_report_to_be_filled_in(tmp_path: Path, sign: str) -> None:
    root = copied(tmp_path / "root")
    title = "Share of lent books that came back within 60 days"
    edit(root, "kpis/K02*", f"title: {title}", f'title: "{title}{sign}  K01: {{answer: unknown}}"')
    (problem,) = load(root).problems
    assert problem.code == "control-character"
