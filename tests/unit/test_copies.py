"""Copies of content for tests: what a developer's build left in the example stays there."""

from pathlib import Path

from tests.copies import copied


def test_what_a_build_left_is_not_taken_along(tmp_path: Path) -> None:
    root = copied(tmp_path / "root")
    before = sorted(root.rglob("*"))
    for left in (".build/docs", ".site.0123", "site/kpis"):
        (root / left).mkdir(parents=True)
        (root / left / "index.html").write_text("left")
    again = copied(tmp_path / "again", root)
    assert [path.relative_to(again) for path in sorted(again.rglob("*"))] == [
        path.relative_to(root) for path in before
    ]
