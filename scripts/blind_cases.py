"""In: the KPIs; out: their cases without keys for a reader to fill in, or where a reader differs.

The file is JSON; a reader fills in what is empty in each `answer`. In `whole` stands unknown or
none, where that is the answer to the whole KPI.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ict_maturity.facts.answer import Answer
from ict_maturity.load import load
from ict_maturity.model import Glossary, Kpi
from ict_maturity.render.glossary_links import spellings

ROOT = Path(__file__).resolve().parent.parent
USAGE = "Use: scripts/blind write FILE [KPI...], or scripts/blind compare FILE"


def asked(kpi: Kpi) -> dict[str, str]:
    """What a reader has to decide in each case: the id and the text of each question."""
    checks = {check.id: check.text for _, check in kpi.rule.each_check()}
    figures = {each.field.name: each.text for each in kpi.rule.questions()}
    return checks or figures


def given(kpi: Kpi, answer: Answer) -> dict[str, str | None]:
    """What the key says to each question, and to the whole."""
    said = answer.model_dump(mode="json", exclude_none=True)
    known = {**said, **said.get("checks", {})}
    filled = {id: str(known[id]) if id in known else None for id in asked(kpi)}
    return {**filled, "whole": answer.answer}


def explained(kpi: Kpi, glossary: Glossary) -> dict[str, str]:
    """The terms of the glossary in what a reader gets, which the KPI's page links."""
    counting = (*kpi.counting.include, *kpi.counting.exclude)
    cases = (case.facts for case in kpi.cases)
    texts = (kpi.measures, kpi.scope, *counting, *asked(kpi).values(), *cases)
    found = spellings(glossary).found_in("\n".join(texts))
    return {term.term: term.meaning for term in glossary.in_order if term.term in found}


def blind(kpi: Kpi, glossary: Glossary) -> dict[str, Any]:
    """A KPI as a reader gets it: no levels, titles of cases, reasons, rulings or history."""
    return {
        "title": kpi.title,
        "measures": kpi.measures,
        "scope": kpi.scope,
        "counting": kpi.counting.model_dump(mode="json"),
        "questions": asked(kpi),
        "choices": {option.id: option.text for option in kpi.rule.options()},
        "glossary": explained(kpi, glossary),
        "cases": [
            {
                "facts": case.facts,
                "reference_date": case.reference_date and case.reference_date.isoformat(),
                "answer": dict.fromkeys([*asked(kpi), "whole"]),
            }
            for case in kpi.cases
        ],
    }


def differences(kpi: Kpi, cases: list[dict[str, Any]]) -> Iterator[str]:
    """A line for each question that a reader answered otherwise than the key."""
    if len(cases) != len(kpi.cases):
        yield f"{kpi.id}: the file has {len(cases)} cases, the KPI {len(kpi.cases)}"
        return
    for number, (case, read) in enumerate(zip(kpi.cases, cases, strict=True), start=1):
        for question, key in given(kpi, case.answer).items():
            answer = read["answer"].get(question)
            if (None if answer is None else str(answer)) != key:
                yield f"{kpi.id} case {number}, {question}: read {answer}, keyed {key}"


def main(words: list[str]) -> str | None:
    """Do what is asked; what is returned goes to the error stream."""
    content = load(ROOT).content
    if content is None:
        return "The content cannot be read; ict-maturity check says why."
    match words:
        case ["write", file, *ids] if content.kpis.keys() >= set(ids):
            kpis = {id: blind(content.kpis[id], content.glossary) for id in ids or content.kpis}
            Path(file).write_text(json.dumps(kpis, indent=1, ensure_ascii=False) + "\n")
        case ["compare", file]:
            filled = json.loads(Path(file).read_text())
            for id in filled.keys() - content.kpis.keys():
                return f"There is no KPI {id}."
            lines = [
                line
                for id, kpi in filled.items()
                for line in differences(content.kpis[id], kpi["cases"])
            ]
            cases = sum(len(kpi["cases"]) for kpi in filled.values())
            print(*lines, f"{cases} cases, {len(lines)} answers differ from the keys.", sep="\n")
        case _:
            return USAGE
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
