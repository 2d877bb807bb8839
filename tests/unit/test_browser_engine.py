"""The engine of the browser is the engine in Python, byte for byte.

`python -m tests.javascript --cases 5000 --seed 1` tries more.
"""

import json
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ict_maturity.build import Build
from ict_maturity.load import load
from ict_maturity.model import Answer, Content
from ict_maturity.score import ready
from tests.copies import MINIMAL
from tests.english import ENGLISH
from tests.javascript.asked import (
    Asked,
    as_json,
    assessment_asked,
    catalogue_asked,
    content_asked,
    edition_line,
    editions_asked,
    editions_of,
    handover_asked,
    queries_asked,
    reports_asked,
    sentences_asked,
    with_status,
    worlds_asked,
)
from tests.javascript.node import ENGINE, HERE, differences, tool
from tests.reference.worlds import a_world
from tests.unit.score_examples import assessment, content_of, kpi, level_answer, office, ordered

WORLDS, REPORTS, DOUBTS = 500, 20, 25
WORDS = 40
UNSAID = ("kpi-newer", "pace-compared", "target-reached", "target-year-over", "too-few-cycles")
"""Reasons of trends, and of a KPI that is newer than the edition of a single framework."""
QUERIES = ("times", "rest", "whole", "all")


def published_asked(built: Build) -> Iterator[Asked]:
    """Every published result, from nothing but data files and in their bytes."""
    files = {each.path: each.text for each in built.outputs if each.path.endswith(".json")}

    def data(name: str) -> Any:
        return json.loads(files[f"data/v1/{name}.json"])

    cycles = {each["id"]: each for each in data("framework")["cycles"]}
    sent: set[str] = set()
    for path in sorted(files):
        if not path.startswith("data/v1/offices/"):
            continue
        file, lines = json.loads(files[path]), files[path].split("\n")
        if not file["reported"]:
            continue
        first = lines.index('"scorecards": [') + 1
        for i, report in enumerate(file["assessments"]):
            if (edition := report["edition"]) not in sent:
                sent.add(edition)
                yield Asked(path, json.dumps(data(f"editions/{edition}") | {"edition": edition}))
            line = as_json(office=file["office"], assessment=report, cycle=cycles[report["cycle"]])
            card = lines[first + i].rstrip(",")
            yield Asked(path, line, "{" + card[card.index('"overall": ') :])


def doubtful_asked(content: Content, number: int) -> Iterator[Asked]:
    """Reports whose figures are those of the round before, or odd beside them."""
    yield from editions_asked("own", content)
    keys = [
        key
        for key, each in content.assessments.items()
        if content.report_before(key.office, each.reference_date)
    ]
    for n in range(number):
        rng = Random(n)
        key = rng.choice(keys)
        report = content.assessments[key]
        last = content.report_before(key.office, report.reference_date)
        assert last is not None
        answers = {id: odd(rng, answer) for id, answer in last.answers.items()}
        cycle = content.cycles[report.cycle]
        responses = {each.id: tuple(each.options)[rng.randint(0, 1) :] for each in cycle.questions}
        changes = {"answers": answers, "responses": responses, "notes": rng.choice((None, "So."))}
        yield queries_asked(f"{n}/{key}", content, key.office, report.model_copy(update=changes))


def odd(rng: Random, answer: Answer) -> Answer:
    """An answer with other figures: ten times as large, the rest, broken, or nearly so."""
    changes: dict[str, Any] = {"note": rng.choice((None, None, "Counted anew."))}
    for field in ("numerator", "denominator", "value"):
        if (figure := getattr(answer, field)) is not None:
            factor = Decimal(rng.choice(("1", "1", "10", "0.1", "9.9", "0.11", "0")))
            changes[field] = figure * factor + rng.choice((0, 0, 0, Decimal("0.5")))
    if answer.numerator is not None and answer.denominator is not None and rng.randint(0, 1):
        changes["denominator"] = answer.denominator
        changes["numerator"] = answer.denominator - answer.numerator + rng.choice((0, 1, 2))
    return answer.model_copy(update=changes)


def test_both_engines_write_the_same_bytes(content: Content, tmp_path: Path) -> None:
    example = load(MINIMAL).content
    assert example is not None
    asked = [
        *content_asked("own", content),
        *content_asked("example", example),
        *reports_asked("real", content, REPORTS),
        *worlds_asked("world", WORLDS),
    ]
    assert sum(1 for each in asked if each.expected) > WORLDS + REPORTS + 300
    assert not differences(tmp_path, asked)


def test_ids_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    ids, states = ("K100", "K98", "K99"), ordered(0, 1, 2, 3, 4)
    content = with_status(content_of(*(kpi(id, states) for id in ids)))
    report = assessment({id: level_answer(states, 1) for id in ids})
    asked = assessment_asked("order", content, office(), report, ready(content))
    assert asked.expected.index('"K99"') < asked.expected.index('"K100"')
    edition = Asked("order", edition_line(content, report.edition))
    assert not differences(tmp_path, [edition, asked])


def test_results_are_computed_again_from_the_data_files(built: Build, tmp_path: Path) -> None:
    asked = list(published_asked(built))
    assert sum(1 for each in asked if each.expected) >= 20
    assert not differences(tmp_path, asked)


def test_reasons_are_told_in_the_same_sentences(content: Content, tmp_path: Path) -> None:
    prepared = {id: ready(content.answered_under(id)) for id in editions_of(content)}
    asked = [catalogue_asked(), *editions_asked("own", content)]
    for key, report in content.assessments.items():
        edition = report.edition
        view, office = content.answered_under(edition), content.offices[key.office]
        asked.append(sentences_asked(f"{key}", view, office, report, prepared[edition]))
    for world in (a_world(Random(f"words/{n}"), rounds=1) for n in range(WORDS)):
        report, view = world.newest, with_status(world.content)
        asked.append(Asked("words", edition_line(view, report.edition)))
        asked.append(sentences_asked("words", view, world.office, report, ready(view)))
    said = "".join(each.expected for each in asked)
    texts = ENGLISH.plain(("reason.",))
    unsaid = {id for id, text in texts.items() if text.forms[-1].partition("{")[0] not in said}
    assert unsaid <= {f"reason.{code}" for code in UNSAID}
    assert not differences(tmp_path, asked)


def test_what_is_handed_over_is_what_round_ingest_takes(content: Content, tmp_path: Path) -> None:
    edition = content.framework.edition
    keys = [key for key, each in content.assessments.items() if each.edition == edition]
    asked = [handover_asked(content, key) for key in keys]
    assert len(asked) > 10
    assert not differences(tmp_path, asked)


def test_queries_are_those_of_the_check(content: Content, tmp_path: Path) -> None:
    asked = list(doubtful_asked(content, DOUBTS))
    assert all(any(f"doubtful.{id}" in each.expected for each in asked) for id in QUERIES)
    assert not differences(tmp_path, asked)


@pytest.mark.parametrize(
    "command",
    [
        ["tsc", "--project", "tsconfig.json"],
        ["prettier", "--config", ".prettierrc.json", "--check", f"{ENGINE}/*.js", "*.js"],
    ],
)
def test_types_and_form(command: list[str]) -> None:
    run = subprocess.run(
        [tool(command[0]), *command[1:]], cwd=HERE, capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stdout + run.stderr
