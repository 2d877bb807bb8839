"""What a file says is what is read: nothing is cut off, and nothing hides in it, in silence."""

from pathlib import Path

import pytest

from ict_maturity.check import check
from ict_maturity.facts.signs import UNSEEN_SIGNS
from ict_maturity.load import load
from ict_maturity.load.handwritten import handwritten
from ict_maturity.load.one_file import decode
from ict_maturity.load.yaml_text import parse_yaml
from tests.copies import copied
from tests.english import spoken

BASE = Path(__file__).parent.parent / "examples" / "base"
KPI = "kpis/K01-lending-plan.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copied(tmp_path / "root", BASE)
    return tmp_path / "root"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: Know rule #3 of the list\n", '"Know rule #3 of the list"'),
        ("a: Know rule # 3\n", '"Know rule # 3"'),
        ("a: Know rule  \t#\n", '"Know rule #"'),
        ("a: Know rule # 3", '"Know rule # 3"'),
        ("a: Know\n  rule # 3\n", '"Know rule # 3"'),
        ("- Know rule # 3\n", '"Know rule # 3"'),
        ("a: {b: Know rule # 3\n}\n", '"Know rule # 3"'),
        ("a: !!str Know rule # 3\n", '"!!str Know rule # 3"'),
        ("? Know rule # 3\n: b\n", '"Know rule # 3"'),
        ('a: Know "rule" # 3\n', "'Know \"rule\" # 3'"),
        ("a: it's rule # 3\n", '"it\'s rule # 3"'),
        ("a: Rule # 3\n", '"Rule # 3"'),
        ("a: rule #3\n", '"rule #3"'),
        ("a: #3 of the list\n", '"#3 of the list"'),
        ("a: Über # 3\n", '"Über # 3"'),
        ("x: \U0001f600\r\na: Know rule # 3\r\nb: c\r\n", '"Know rule # 3"'),
    ],
)
def test_a_text_that_ends_at_a_comment_is_refused(text: str, said: str) -> None:
    (fault,) = parse_yaml(text).faults
    assert fault.what.code == "text-cut-off"
    assert fault.line == (2 if text.startswith("x") else 1)
    assert said in spoken(fault.what.hint)
    assert parse_yaml(f"a: {said}\n").faults == []


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: draft # b\n", {"a": "draft"}),
        ("a: draft #\n", {"a": "draft"}),
        ("a: draft ## b\n", {"a": "draft"}),
        ("a: draft # b\r\n", {"a": "draft"}),
        ("a: R01 # b\n", {"a": "R01"}),
        ("a: 2026-01-01  # b\n", {"a": "2026-01-01"}),
        ("a: https://example.org/ # b\n", {"a": "https://example.org/"}),
        ("a: 3 #b\n", {"a": 3}),
        ("a: true #b\n", {"a": True}),
        ("a: # b\n", {"a": None}),
        ("a: # b\n  - 1\n", {"a": [1]}),
        ("a: Know rule#3 of\n", {"a": "Know rule#3 of"}),
        ("a: 'Know rule' # 3\n", {"a": "Know rule"}),
        ('a: "Know rule" # 3\n', {"a": "Know rule"}),
        ("a: | # b\n  Know rule # 3\n", {"a": "Know rule # 3\n"}),
        ("a: > # b\n  Know rule # 3\n", {"a": "Know rule # 3\n"}),
        ("a: Know rule\n# 3\n", {"a": "Know rule"}),
        ("a: [Know rule, b # 3\n]\n", {"a": ["Know rule", "b"]}),
    ],
)
def test_a_comment_that_cannot_be_meant_as_text_is_one(text: str, data: object) -> None:
    parsed = parse_yaml(text)
    assert (parsed.data, parsed.faults) == (data, [])


UNSEEN = "\u00ad\u034f\u061c\u115f\u17b4\u180e\u200b\u200e\u202e\u2060\u2066\u2800\u3164\ufeff"
UNSEEN += "\ufe00\ufff9\ufffb\U0001d173\U000e0020\U000e0100\x00\x07\x7f\x85\u2028\r"


@pytest.mark.parametrize("sign", [*UNSEEN, "\u200c", "\u200d", "\ufe0f"], ids=ascii)
def test_a_sign_that_cannot_be_seen_is_told_with_its_line_wherever_it_hides(
    root: Path, sign: str
) -> None:
    kpi = (root / KPI).read_text()
    for before in ("measures: How", "# a remark", "measures: 'How", "x: |\n  How"):
        (root / KPI).write_bytes(f"\n{before} f{sign}ar\n{kpi}".encode())
        (problem,) = load(root).problems
        assert (problem.line, problem.code) == (2 + before.count("\n"), "control-character")
    (root / "docs").mkdir()
    (root / "docs/page.md").write_bytes(f"# Title\n\nHow f{sign}ar\n".encode())
    (problem,) = handwritten(root)[1]
    assert (problem.line, problem.column, problem.code) == (3, 6, "control-character")


@pytest.mark.parametrize("sign", [*UNSEEN[:-1], "\u200c", "\u200d", "\ufe0f"], ids=ascii)
def test_nor_does_it_pass_when_it_is_spelled_out(root: Path, sign: str) -> None:
    number = f"\\U{ord(sign):08x}"
    kpi = (root / KPI).read_text().replace("measures: How far", f'measures: "How f{number}ar"\n#')
    (root / KPI).write_text(kpi)
    (problem,) = load(root).problems
    assert (problem.line, problem.code) == (9, "control-character")


@pytest.mark.parametrize(
    "text",
    [
        "naïve — “quoted” … é",
        "می\u200cخواهم",
        "क\u094d\u200dष",
        "❤\ufe0f",
        "👩\u200d💻",
        "👨\u200d👩\u200d👧",
        "a\tb\nc",
        "a\u00a0b",
    ],
)
def test_signs_that_a_language_needs_are_read(text: str) -> None:
    assert not UNSEEN_SIGNS.search(text)
    assert decode(f"\ufeff{text}\r\n".encode()) == (f"{text}\r\n", [])


@pytest.mark.parametrize("text", ["adequ\u0065\u0301", "adequé"])
def test_two_ways_to_write_a_letter_are_one_to_the_word_list(root: Path, text: str) -> None:
    framework = (root / "framework.yaml").read_text()
    words = framework.replace("not_measurable: [", "not_measurable: [adequ\u00e9, ")
    (root / "framework.yaml").write_text(words)
    kpi = (root / KPI).read_text().replace("A plan is written down", f"A plan is {text}")
    (root / KPI).write_text(kpi)
    loaded = load(root)
    assert loaded.content
    assert loaded.problems == ()
    codes = [problem.code for problem in check(loaded.content, loaded.places)]
    assert codes == ["word-not-measurable"]


@pytest.mark.parametrize(
    ("raw", "line", "code"),
    [
        (b"a: 1\n---\nb: 2\n", 3, "not-yaml"),
        ("a: 1\nb: \ufffe\n".encode(), 2, "not-yaml"),
        (b"a: 1\nb: \x00\n", 2, "control-character"),
        (b"a: 1\nb: [\n", 3, "not-yaml"),
        (b"", 1, "file-empty"),
        (b"\n# nothing\n", 1, "file-empty"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(
    root: Path, raw: bytes, line: int, code: str
) -> None:
    (root / KPI).write_bytes(raw)
    (problem,) = load(root).problems
    assert (problem.line, problem.code) == (line, code)
