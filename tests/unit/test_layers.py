"""What each layer may do: whom it imports, and whether it reads, writes or asks the machine."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/ict_maturity"
OUTERMOST = ("cli/", "deploy/", "rounds/", "website/")
READING = {"read_text", "read_bytes", "open", "iterdir", "glob", "rglob", "scandir", "walk"}
WRITING = {"write_text", "write_bytes", "mkdir", "makedirs", "touch", "unlink", "rename", "rmtree"}
WRITING |= {"rmdir", "symlink_to", "hardlink_to", "print", "echo", "secho"}
MACHINE = {"os.environ", "os.getenv", "os.environb", "date.today", "datetime.now", "datetime.today"}
MACHINE |= {
    "datetime.date.today",
    "datetime.datetime.now",
    "urllib.request",
    "Path.cwd",
    "os.getcwd",
}
ASKING = {"time", "socket", "random", "secrets", "subprocess", "http", "ssl", "sys", "logging"}
READERS = (
    "load/",
    "verify/",
    # The site that was drawn, what was laid out for it, its locks, and the package's own theme.
    "deploy/branch.py",
    # The private folder of a round.
    "rounds/",
    "website/plugin/",
    "website/stage.py",
    "website/stamp.py",
    "website/workspace/",
)


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Each module of the software, by its path in the package."""
    paths = sorted(SOURCE.rglob("*.py"))
    return tuple(
        (path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths
    )


def called(tree: ast.AST) -> set[str]:
    """The names of all functions that are called."""
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {ast.unparse(function).rpartition(".")[2] for function in calls}


def imported(tree: ast.AST) -> set[str]:
    """The packages that are imported, by their first name."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def asked(tree: ast.AST) -> set[str]:
    """What of the machine is asked: its clock, its network, its environment, its chance."""
    attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return imported(tree) & ASKING | {ast.unparse(node) for node in attributes} & MACHINE


def test_imports_keep_the_contracts_of_the_layers() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter], cwd=ROOT, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_only_load_and_verify_read_files_that_others_wrote() -> None:
    """What lies in the package itself is read by whoever shows it."""
    reading = {
        file for file, tree in modules() if called(tree) & READING and "files" not in called(tree)
    }
    assert {file for file in reading if not file.startswith(READERS)} == {
        # The digest of the manifest that a deployment has just made.
        "deploy/__init__.py",
        # The members of an archive that is in memory already.
        "intake/container.py",
    }
    assert {file.partition("/")[0] for file in reading} >= {"load", "verify"}


def test_only_the_outermost_layers_write_or_print() -> None:
    writing = {file for file, tree in modules() if called(tree) & WRITING}
    assert {file for file in writing if not file.startswith(OUTERMOST)} == {
        "repository/revision.py"
    }


def test_between_them_nothing_asks_the_machine() -> None:
    asking = {file for file, tree in modules() if asked(tree)}
    assert {file for file in asking if not file.startswith(OUTERMOST)} == {"repository/git.py"}
    assert "website/engine.py" in asking


def test_the_plugin_reads_four_things_from_the_environment() -> None:
    text = (SOURCE / "website/plugin/__init__.py").read_text("utf-8")
    read = sorted(re.findall(r"os\.environ\.get\((\w+)", text))
    assert read == ["MEMBERS", "OFFLINE", "STAGED", "VARIABLE"]
    assert len(re.findall(r"environ|getenv", text)) == 4


def test_no_function_but_that_of_the_catalogues_takes_a_language() -> None:
    taking = {
        f"{file}:{node.name}"
        for file, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        if "language" in {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
    }
    assert taking == {"texts/words.py:words_of"}
