"""What `scripts/mutants` changes, and that the list of mutants nobody can notice is true."""

import ast
import importlib.util
import subprocess
import sys
from collections import Counter
from textwrap import dedent
from types import FunctionType

import pytest

from tests.mutants.__main__ import TESTS, tried_twice
from tests.mutants.changes import changes
from tests.mutants.mutant import ROOT, SOURCE, Importer, Mutant, mutants_of, sampled
from tests.mutants.same import all_same, is_same, reason_of
from tests.mutants.trial import Outcomes, code_of, outcome_of, replacement_of


def made_of(code: str) -> list[tuple[str, str]]:
    """Each change of some code, before and after."""
    tree = ast.parse(dedent(code))
    before = ast.dump(tree)
    found = []
    for change in changes(tree):
        compile(tree, "changed", "exec")
        assert ast.dump(tree) != before
        found.append((change.before, change.after))
    assert ast.dump(tree) == before
    return found


@pytest.mark.parametrize(
    ("code", "after"),
    [
        ("a = b < c", ["b <= c"]),
        ("a = b is None", ["b is not None"]),
        ("a = b and c", ["b or c", "c", "b"]),
        ("a = b + 5", ["b - 5", "b + 6"]),
        ("a = max(b)", ["min(b)"]),
        ("A = (b, c)", ["(c,)", "(b,)"]),
        ("__all__ = ['b', 'c']", []),
        ("A = B[1] | C", []),
        ("def a():\n    if b:\n        c = b | d[1]", ["if not b:", "b & d[1]", "d[2]"]),
        ("def a():\n    assert_never(1)", []),
        ("def a():\n    yield from ()", []),
        ("a: Literal[1] = b", []),
        ("a: Annotated[int, Field(ge=1)] = b", ["Field(ge=2)"]),
        ("@cache(5)\nclass A: pass", []),
        ("a = zip(b, strict=True)", []),
        ("a = [b for b in c if d]", [" for b in c"]),
        ("if a:\n    b()", ["if not a:", "pass"]),
        ("def a():\n    'Words.'\n    yield b", ["yield from ()"]),
        ("def a() -> bool:\n    return b", ["return True", "return False"]),
        ("def a() -> bool:\n    return True", ["return False"]),
        ("def a() -> int:\n    return b", ["return None"]),
        ("def a():\n    return", ["pass"]),
        ("for a in (b, c):\n    continue", ["(c,)", "(b,)", "break"]),
        ("a = b(c, d)", []),
    ],
)
def test_each_change_is_small_and_is_taken_back(code: str, after: list[str]) -> None:
    assert [change for _, change in made_of(code)] == after


def test_all_mutants_of_a_package_can_be_compiled_and_are_told_apart() -> None:
    mutants = list(mutants_of("score"))
    assert len({(mutant.file, mutant.number) for mutant in mutants}) == len(mutants) > 400
    assert all(mutant.change.before != mutant.change.after for mutant in mutants)
    assert mutants[0].code() != mutants[1].code()


def test_a_seed_gives_the_same_sample_again() -> None:
    assert sampled(["score"], 9, 1) == sampled(["score"], 9, 1) != sampled(["score"], 9, 2)


def test_a_sample_is_of_the_packages_that_were_named() -> None:
    sample = sampled(["rules", "check"], 30, 1)
    assert {each.file.partition("/")[0] for each in sample} == {"rules", "check"}


def test_a_function_is_given_the_code_of_a_mutant() -> None:
    levels = importlib.import_module("ict_maturity.score.levels")
    mean = levels.weighted_mean
    path = str(SOURCE / "score" / "levels.py")
    (mutant,) = (
        each
        for each in mutants_of("score")
        if each.change.function == "weighted_mean" and "denominator / sum(" in each.change.after
    )
    ready = replacement_of(mutant, {(path, "weighted_mean"): mean})
    assert ready is not None
    other = FunctionType(ready[1], mean.__globals__)
    assert ready[0] is mean
    assert code_of(mutant.code(), "weighted_mean") == other.__code__ != mean.__code__


def test_a_module_is_imported_as_its_mutant() -> None:
    mutant = next(each for each in mutants_of("score") if each.change.after == "Fraction(96, 100)")
    importer = Importer(mutant)
    assert importer.find_spec("ict_maturity.score.levels") is None
    spec = importer.find_spec(mutant.module)
    assert spec is not None
    assert spec.loader is importer
    module = importlib.util.module_from_spec(spec)
    importer.exec_module(module)
    assert importer.used
    assert str(module.ON_TRACK) == "24/25"


def test_the_head_of_a_package_is_imported_as_one() -> None:
    mutant = next(each for each in mutants_of("rules") if each.file == "rules/__init__.py")
    spec = Importer(mutant).find_spec("ict_maturity.rules")
    assert spec is not None
    assert spec.submodule_search_locations is not None


def test_an_end_says_what_became_of_a_mutant() -> None:
    (mutant,) = sampled(["score"], 1, 1)
    assert [outcome_of(mutant, code) for code in (0, 1, 2)] == ["survived", "killed", "killed"]


def test_every_listed_mutant_is_one_of_the_code() -> None:
    files = {known.file.partition("/")[0] for known in all_same()}
    mutants = [mutant for package in sorted(files) for mutant in mutants_of(package)]
    gone = [known for known in all_same() if not any(is_same(each, known) for each in mutants)]
    assert gone == []
    assert all(known.reason.strip() for known in all_same())
    assert max(Counter(all_same()).values(), default=1) == 1


def test_only_what_the_quick_tests_leave_is_tried_by_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every = [mutant for package in TESTS for mutant in mutants_of(package)]
    listed = next(mutant for mutant in every if reason_of(mutant))
    killed, left, noticed = (mutant for mutant in every[:3])
    asked: list[tuple[list[Mutant], list[str]]] = []

    def tried(mutants: list[Mutant], options: list[str], at_once: int) -> Outcomes:
        asked.append((mutants, options))
        dead = killed if len(asked) == 1 else noticed
        return {each: "killed" if each == dead else "survived" for each in mutants}

    monkeypatch.setattr("tests.mutants.__main__.tried", tried)
    outcomes = tried_twice([killed, listed, left, noticed], ["check"], 1)
    assert [mutants for mutants, _ in asked] == [
        [killed, listed, left, noticed],
        [left, noticed],
    ]
    assert [outcomes[each] for each in (killed, listed, left, noticed)] == [
        "killed",
        "survived",
        "survived",
        "killed",
    ]
    quick, more = ({each for each in options if "test_" in each} for _, options in asked)
    assert quick < more
    assert all((ROOT / each).exists() for each in more)


def test_trials_tell_what_some_test_notices_from_what_none_does() -> None:
    """In a process of its own, because the trials run pytest themselves; no file changes."""
    before = {path: path.read_bytes() for path in SOURCE.rglob("*.py")}
    program = """
        from tests.mutants.mutant import ROOT, mutants_of
        from tests.mutants.trial import tried

        after = ("evidence.holder", "Fraction(1, 5)", "min(levels) - 1")
        chosen = [each for each in mutants_of("score") if each.change.after in after]
        unit = ROOT / "tests" / "unit"
        tests = [str(unit / f"test_{name}.py") for name in ("score_evidence", "numbers")]
        for each, outcome in tried(chosen, tests, 2).items():
            print(each.change.after, outcome)
    """
    done = subprocess.run(
        [sys.executable, "-c", dedent(program)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert sorted(set(lines)) == [
        "Fraction(1, 5) killed",
        "evidence.holder killed",
        "min(levels) - 1 survived",
    ]
    assert {path: path.read_bytes() for path in SOURCE.rglob("*.py")} == before
