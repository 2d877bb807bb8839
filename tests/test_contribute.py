"""What docs/contribute/ tells an editor to type is true and passes the check."""

import re
from pathlib import Path

import pytest

from ict_maturity.check import check
from ict_maturity.cli.check import problems_of
from ict_maturity.compare.history import rewritten
from ict_maturity.load import load
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.score import score_all
from tests.copies import own_copied
from tests.english import spoken
from tests.unit.cut_editions import loaded_content

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs/contribute"
K07 = "kpis/K07-strategy-reviewed-yearly.yaml"
BLOCK = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```', re.DOTALL | re.MULTILINE)


def blocks(page: str) -> list[tuple[str, str]]:
    """The titled blocks of a page, in order."""
    return BLOCK.findall((PAGES / page).read_text("utf-8"))


def edits(page: str) -> list[tuple[str, str]]:
    """What a page says to replace, and by what."""
    before = [text for title, text in blocks(page) if title.lower().endswith("before")]
    after = [text for title, text in blocks(page) if title.lower().endswith("after")]
    assert len(before) == len(after) > 0
    return list(zip(before, after, strict=True))


@pytest.fixture
def copy(tmp_path: Path, content: Content) -> Path:
    """The content, to be edited."""
    return own_copied(tmp_path, content)


def replace_once(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")


def begin_the_next_edition(root: Path) -> None:
    """What the editors do once an edition was cut, so that figures may change again."""
    path = root / "framework.yaml"
    text = re.sub(r'(?m)^edition: ".*"$', 'edition: "2027.1"', path.read_text("utf-8"))
    path.write_text(re.sub(r"(?m)^edition_date: .*$", "edition_date: 2027-01-15", text), "utf-8")


def found(root: Path) -> str:
    """What the check says, without the line, which moves with every edit above it."""
    return without_line("\n\n".join(spoken(problem) for problem in problems_of(root)[1]))


def without_line(told: str) -> str:
    return re.sub(r"(?<=\.yaml):\d+:\d+", "", told)


def test_the_text_that_is_mended_is_there_and_the_file_stays_right(copy: Path) -> None:
    for before, after in edits("text.md"):
        replace_once(copy / K07, before, after)
    assert found(copy) == ""


def test_moving_a_cut_point_goes_as_the_page_says(copy: Path) -> None:
    begin_the_next_edition(copy)
    figure, reason, test, log = edits("cut-point.md")
    replace_once(copy / K07, *figure)
    replace_once(copy / K07, *reason)
    (told,) = (text for title, text in blocks("cut-point.md") if title == "What the check says")
    assert found(copy) == without_line(told).rstrip("\n")
    replace_once(copy / K07, *test)
    replace_once(copy / K07, *log)
    assert found(copy) == ""


def test_a_report_as_on_the_page_is_right_and_scored(copy: Path) -> None:
    files = dict(blocks("report.md"))
    entry = files.pop("The last entry of history")
    assert list(files) == ["offices/XA/office.yaml", "offices/XA/2026.yaml"]
    for name, text in files.items():
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_text(text, "utf-8")
    loaded = load(copy)
    assert loaded.content is not None
    assert (loaded.problems, check(loaded.content, loaded.places)) == ((), ())
    card = next(card for key, card in score_all(loaded.content).items() if key.office == "XA")
    assert card.kpis["K07"].shown.level == 4
    assert card.kpis["K10"].shown.level == 2
    assert (card.kpis["K11"].shown.level, card.kpis["K11"].possible.level) == (0, 4)
    key = AssessmentKey("XA", "2026")
    before = loaded.content.assessments[key]
    report = copy / "offices/XA/2026.yaml"
    replace_once(report, "numerator: 9", "numerator: 8")
    silent = loaded_content(copy).assessments[key]
    assert [change.path for change in rewritten(before, silent)] == [
        ("answers", "K10", "numerator")
    ]
    report.write_text(report.read_text("utf-8") + entry, "utf-8")
    assert found(copy) == ""
    told = loaded_content(copy).assessments[key]
    assert rewritten(before, told) == ()
