"""The recipe for a new export in docs/development/index.md, followed with a binary format."""

import shutil
import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ict_maturity import export
from ict_maturity.aggregate.site import Site
from ict_maturity.build import build
from ict_maturity.data.outputs import Output
from ict_maturity.texts import words
from ict_maturity.verify import NOTHING, Place, verify
from ict_maturity.website.stage import write
from tests.copies import MINIMAL

MEANING = 'msgid "data.file.levels.bin"\nmsgstr "A byte for each level."\n'


def levels_file(site: Site) -> Iterator[Output]:
    levels = [
        result.levels.shown if result.levels else 255
        for card in site.scorecards.values()
        for result in card.recommendations.values()
    ]
    content = b"LV\xff\x00" + struct.pack(f"{len(levels)}B", *levels)
    yield Output(f"{export.FOLDER}/levels.bin", content)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of a site that is built with the format."""
    shutil.copytree(Path(str(words.LANGUAGES)), tmp_path / "locale")
    (tmp_path / "locale/en/LC_MESSAGES/levels.po").write_text(MEANING)
    monkeypatch.setattr(words, "LANGUAGES", tmp_path / "locale")
    words.words_of.cache_clear()
    monkeypatch.setattr(export, "FORMATS", (*export.FORMATS, levels_file))
    built = build(MINIMAL)
    assert not built.problems
    write(tmp_path / "site", built.outputs)
    yield tmp_path / "site" / export.FOLDER
    words.words_of.cache_clear()


def test_one_function_and_one_line_make_a_format(data: Path) -> None:
    assert (data / "levels.bin").read_bytes().startswith(b"LV\xff\x00")
    assert "A byte for each level." in (data.parents[1] / "data.md").read_text("utf-8")
    report = verify(Place(data, None))
    assert (report.differences, report.unreadable, report.unknown_files) == ((), (), ())
    assert {each.kind: each.count for each in report.verified}["other files"] == 3


def test_a_byte_that_was_changed_is_told(data: Path) -> None:
    content = (data / "levels.bin").read_bytes()
    (data / "levels.bin").write_bytes(content[:-1] + b"\x09")
    (each,) = verify(Place(data, None)).differences
    assert (each.kind, each.file) == ("other files", "levels.bin")
    (data / "levels.bin").unlink()
    (each,) = verify(Place(data, None)).differences
    assert (each.file, each.published) == ("levels.bin", NOTHING)


def test_what_published_data_do_not_suffice_for_is_left_out(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def marked(site: Site) -> Iterator[Output]:
        return (replace(file, recomputable=False) for file in levels_file(site))

    monkeypatch.setattr(export, "FORMATS", (*export.FORMATS[:-1], marked))
    (data / "levels.bin").write_bytes(b"anything")
    report = verify(Place(data, None))
    assert (report.differences, report.unknown_files) == ((), ())
    assert ("levels.bin", "all of it") in {
        (each.file, each.path) for each in report.not_recomputable
    }
