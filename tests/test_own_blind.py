"""The blind test: what a reader gets holds no key, and each answer that differs is told."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from ict_maturity.model import Content

ROOT = Path(__file__).parent.parent


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/blind_cases.py", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def keyed(content: Content, id: str, given: dict[str, Any]) -> dict[str, Any]:
    """The file of a reader who answers as the key does."""
    for case, read in zip(content.kpis[id].cases, given["cases"], strict=True):
        key = case.answer
        figures = {"date": key.date and key.date.isoformat(), "whole": key.answer, **key.checks}
        read["answer"] = {question: figures.get(question) for question in read["answer"]}
    return given


def test_a_reader_gets_no_keys_and_hears_what_differs(content: Content, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    assert run("write", str(file), "K07", "K09").returncode == 0
    text = file.read_text()
    for kpi in (content.kpis["K07"], content.kpis["K09"]):
        for case in kpi.cases:
            assert json.dumps(case.facts, ensure_ascii=False) in text
            assert case.title not in text
            assert case.reason not in text
    given = json.loads(text)
    term = next(each for each in content.glossary.terms if each.term == "Written decision")
    assert given["K09"]["glossary"][term.term] == term.meaning
    assert term.term not in given["K07"]["glossary"]
    empty = [value for kpi in given.values() for each in kpi["cases"] for value in each["answer"]]
    assert empty
    assert all(
        value is None
        for kpi in given.values()
        for each in kpi["cases"]
        for value in each["answer"].values()
    )

    filled = {id: keyed(content, id, kpi) for id, kpi in given.items()}
    file.write_text(json.dumps(filled))
    cases = len(content.kpis["K07"].cases) + len(content.kpis["K09"].cases)
    assert run("compare", str(file)).stdout.split("\n")[-2] == (
        f"{cases} cases, 0 answers differ from the keys."
    )

    filled["K09"]["cases"][0]["answer"]["approved"] = "met"
    file.write_text(json.dumps(filled))
    assert run("compare", str(file)).stdout.splitlines() == [
        "K09 case 1, approved: read met, keyed not_met",
        f"{cases} cases, 1 answers differ from the keys.",
    ]


def test_what_it_cannot_do_it_says(tmp_path: Path) -> None:
    assert "Use: scripts/blind write" in run().stderr
    assert "Use: scripts/blind write" in run("write", str(tmp_path / "x"), "K99").stderr
