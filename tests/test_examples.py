"""Each folder of examples/invalid changes the base: the printed problems are its expected.txt.

A folder is named by a problem's code; further ones of the same code add a dot and a few words.
Where a rule looks back, the base is cut as an edition first, and so is each folder below cut/.
"""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ict_maturity.cli import main
from ict_maturity.load.one_file import LARGEST_FILE
from ict_maturity.problems.codes import (
    CHECKING,
    INVITING,
    MEANINGS,
    READING,
    RELEASING,
    WARNING,
    WORKBOOK,
)
from tests.copies import copied
from tests.unit.cut_editions import write_edition

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "tests" / "examples"
NOT_CONTENT = {*WORKBOOK, *INVITING}
INVALID = sorted(folder.name for folder in (EXAMPLES / "invalid").iterdir())
VALID = sorted(folder.name for folder in (EXAMPLES / "valid").iterdir())
MADE_HERE = {
    "more-problems": ("offices/QN/office.yaml", "code: QN\n" + "x: 1\n" * 25),
    "file-name-not-allowed": ("docs/re\u0301sume\u0301.md", "# About us"),
    "file-too-large": ("offices/QM/office.yaml", "# " + "x" * 5 * LARGEST_FILE),
}
"""Files that are too big to be kept, or that some machines cannot keep."""


CUT_FIRST = frozenset(
    {
        "changed-twice-a-year",
        "class-does-not-fit",
        "class-missing",
        "corrected-after-the-cut",
        "edition-frozen",
        "id-gone",
        "name-not-kept",
        "new-id-needed",
        "next-edition-declared",
        "notice-too-short",
        "office-gone",
        "report-gone",
        "report-rewritten",
        "retired-id-used",
        "words-changed-after-the-cut",
    }
)


def content_root(kind: str, name: str, folder: Path) -> Path:
    """The base with one example's files dropped in."""
    root = folder / "root"
    example = EXAMPLES / kind / name
    copied(root, EXAMPLES / "base")
    if name.partition(".")[0] in CUT_FIRST:
        shutil.copytree(editions_before(example, folder / "before"), root / "editions")
    left_out = shutil.ignore_patterns("cut", "expected.txt")
    shutil.copytree(example, root, symlinks=True, dirs_exist_ok=True, ignore=left_out)
    if name in MADE_HERE:
        file, text = MADE_HERE[name]
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text(text, "utf-8")
    return root


def editions_before(example: Path, root: Path) -> Path:
    """The editions that were cut before the example: of the base, and of each folder of cut/."""
    copied(root, EXAMPLES / "base")
    write_edition(root)
    for earlier in sorted((example / "cut").glob("*")):
        shutil.copytree(earlier, root, dirs_exist_ok=True)
        write_edition(root)
    return root / "editions"


def run(code: str, root: Path) -> Result:
    """The command that finds the problem."""
    command = ["stage"] if code == "page-made-twice" else ["check"]
    release = ["--release"] if code in RELEASING else []
    return CliRunner().invoke(main, [*command, *release, "--root", str(root)])


@pytest.mark.parametrize("name", INVALID)
def test_invalid_example_prints_what_is_expected(
    name: str, tmp_path: Path, write_expected: bool
) -> None:
    code = name.partition(".")[0]
    result = run(code, content_root("invalid", name, tmp_path))
    expected = EXAMPLES / "invalid" / name / "expected.txt"
    if write_expected:
        expected.write_text(result.output, "utf-8")
    assert result.output == expected.read_text("utf-8")
    assert result.exit_code == (0 if code in WARNING else 1)
    assert f"  {code}{' (warning)' if code in WARNING else ''}\n" in result.output


@pytest.mark.parametrize("name", VALID)
def test_valid_example_has_no_problem(name: str, tmp_path: Path) -> None:
    result = run("", content_root("valid", name, tmp_path))
    assert result.output.startswith("No problems in ")
    assert result.exit_code == 0


def test_every_code_has_an_example() -> None:
    assert {name.partition(".")[0] for name in INVALID} == set(MEANINGS) - NOT_CONTENT


def test_every_code_is_explained_with_its_example() -> None:
    page = (ROOT / "docs" / "reference" / "problems.md").read_text("utf-8")
    entries = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL))
    assert list(entries) == list(MEANINGS)
    for code in MEANINGS.keys() - NOT_CONTENT:
        entry = entries[code]
        expected = (EXAMPLES / "invalid" / code / "expected.txt").read_text("utf-8")
        example = re.search(r"^```text\n(.*?)\n```$", entry, re.MULTILINE | re.DOTALL)
        assert example
        assert example[1] in expected
        assert re.search(rf"  {code}(?: \(warning\))?$", example[1], re.MULTILINE)


def test_codes_are_listed_in_order() -> None:
    for codes in (READING, CHECKING, RELEASING, WARNING, WORKBOOK, INVITING):
        assert list(codes) == sorted(codes)


ID = re.compile(r"([a-z]+(?:-[a-z0-9]+)+)(?:\.[a-z0-9_]*)?")
"""A code, and perhaps a point with the name of one of its texts."""


def texts_in(module: Path) -> Iterator[str]:
    """Every text that stands in a module's code."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_code_is_used_that_is_not_listed() -> None:
    source = ROOT / "src" / "ict_maturity"
    # The rest of rules/ has the codes of reasons, which are others.
    finding = [path for path in (source / "rules").glob("*.py") if "Finding" in path.read_text()]
    modules = [*(source / "load").glob("*.py"), *(source / "check").glob("*.py"), *finding]
    modules += [source / "problems/finding.py", source / "problems/__init__.py"]
    texts = {text for module in modules for text in texts_in(module)}
    codes = {match[1] for text in texts if (match := ID.fullmatch(text))}
    assert codes - {"utf-8", "utf-8-sig"} == set(MEANINGS) - NOT_CONTENT - {"page-made-twice"}
