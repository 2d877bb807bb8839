"""What a form in a browser hands over: written and read it is the same, and what is odd is told."""

import json
import random
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from ict_maturity.cli import main
from ict_maturity.data.digest import framework_digest
from ict_maturity.forms.asked import NEVER, value_at
from ict_maturity.forms.handover import (
    FORMAT,
    HandedDocument,
    HandedExchange,
    Handover,
    handover,
    handover_bytes,
)
from ict_maturity.forms.layout import EVIDENCE, EXCHANGE, Paper, all_items
from ict_maturity.forms.schema import json_schema
from ict_maturity.intake.answers import answers_of, asked_in
from ict_maturity.intake.cells import FaultyFileError
from ict_maturity.intake.handed import LARGEST, is_handover, read_handover
from ict_maturity.intake.report import Sent, Taken, take
from ict_maturity.load import load
from ict_maturity.model import Assessment, AssessmentKey, Content
from ict_maturity.problems import Problem
from tests.copies import copied
from tests.english import spoken
from tests.unit.books import content as example
from tests.unit.books import last
from tests.unit.tables import BLOCK, PAGE

FILE = "HV-2026.json"
KEY = AssessmentKey("HV", "2026")
DIGEST = "d" * 64
COUNT, CHECK = "answers.K02.numerator", "answers.K01.checks.rules-written"
COUNTED = {COUNT: "710", "answers.K02.denominator": "1000", "answers.K02.as_of": "2026-06-30"}
Data = dict[str, Any]


def data(answers: Mapping[str, object] | None = None, **others: object) -> Data:
    """What stands in a file, with these answers."""
    said = {"format": FORMAT, "office": "HV", "cycle": "2026", "edition": "2026.1"}
    return {**said, "framework": DIGEST, "answers": dict(answers or {}), **others}


def written(found: Data) -> bytes:
    return json.dumps(found, ensure_ascii=False).encode()


def taken(answers: Mapping[str, object] | None = None, **others: object) -> Taken:
    form = read_handover(written(data(answers, **others)), FILE)
    return take(example(), KEY, form, last(), Sent(FILE, "e" * 64, date(2026, 9, 1)))


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [spoken(problem.told()) for problem in problems]


def refused(content: bytes) -> list[str]:
    with pytest.raises(FaultyFileError) as raised:
        read_handover(content, FILE)
    return told(raised.value.problems(FILE))


def test_every_report_of_ours_is_handed_over_and_read_as_it_is(content: Content) -> None:
    """All answers that are asked for come back, with their evidence, offers and asks."""
    for key, report in content.assessments.items():
        items = all_items(content, key, NEVER)
        cover = {"audience": "public", "by": "Desk"}
        paper = Paper(key, DIGEST, "THE-TOKEN")
        content_of_file = handover_bytes(handover(content, paper, items, report, cover))
        form = read_handover(content_of_file, FILE)
        assert form.whose().witnesses["token"] == "THE-TOKEN"
        answers = answers_of(content, form, asked_in(content, key, NEVER), NEVER)
        assert answers.problems == ()
        said = {**report.model_dump(exclude_none=True), "cover": cover}
        expected = {item.id: value_at(said, item.path) for item in items}
        assert {id: each.value for id, each in answers.answered.items()} == {
            id: value
            for id, value in expected.items()
            if value is not None and (not id.endswith(".answer") or value != "not_assessed")
        }
        documents = [line for line in answers.lines if line.table == "evidence"]
        asked = {item.path[1] for item in items if item.path[0] == "answers"}
        assert [(line.owner, line.fields["title"]) for line in documents] == [
            (kpi, each.title)
            for kpi, answer in report.answers.items()
            for each in answer.evidence
            if kpi in asked
        ]
        exchange = [line for line in answers.lines if line.table == "exchange"]
        assert len(exchange) == len(report.offers) + len(report.asks)


def test_the_file_has_the_columns_of_the_workbook() -> None:
    assert tuple(HandedDocument.model_fields) == EVIDENCE
    assert tuple(HandedExchange.model_fields) == EXCHANGE


def test_the_schema_and_the_reader_agree() -> None:
    schema = Draft202012Validator(json_schema("handover"))
    for found, is_right in (
        (data(COUNTED), True),
        (data({COUNT: 710}), False),
        (data(format="ict-maturity answers 2"), False),
        (data(score=4), False),
        (data(evidence=[{"kpi": "K01"}]), False),
        ({"format": FORMAT}, False),
    ):
        assert schema.is_valid(found) == is_right
        if is_right:
            assert read_handover(written(found), FILE).handed == Handover.model_validate(found)
        else:
            assert refused(written(found))


def test_answers_make_a_report() -> None:
    made = taken(
        {**COUNTED, CHECK: "met", "cover.audience": "public", "cover.by": "Desk"},
        evidence=[
            {
                "kpi": "K01",
                "title": "Rules",
                "url": "https://example.org/a",
                "read_on": "2026-06-01",
            }
        ],
        exchange=[{"kind": "offers", "recommendation": "R01", "text": "Our rules."}],
    )
    assert told(made.problems) == []
    assert made.report is not None
    assert (made.audience, made.report.history[-1].by) == ("public", "Desk")
    assert made.report.answers["K02"].numerator == 710
    (document,) = made.report.answers["K01"].evidence
    assert document.read_on == date(2026, 6, 1)
    assert made.report.offers[0].text == "Our rules."


def test_the_last_answer_counts_only_where_it_is_true_still() -> None:
    made = taken(still_true=[CHECK])
    assert made.report is not None
    assert (made.confirmed, dict(made.report.answers["K01"].checks)) == (
        1,
        {"rules-written": "met"},
    )
    assert told(taken(still_true=["notes"]).problems)


def test_a_doubt_ends_with_a_sentence_that_is_kept_as_a_remark() -> None:
    slip = {**COUNTED, COUNT: "7100", "answers.K02.denominator": "9000"}
    assert [problem.code for problem in taken(slip).problems] == ["answer-doubtful"]
    why = "Three more branches."
    report = taken(slip, doubts={COUNT: why}).report
    assert report is not None
    assert report.answers["K02"].note == why
    both = taken({**slip, "answers.K02.note": "Counted."}, doubts={COUNT: why}).report
    assert both is not None
    assert both.answers["K02"].note == f"Counted.\n\n{why}"
    other = taken({}, doubts={"cover.by": why}).report
    assert other is not None
    assert other.notes == why


WRONG: Mapping[str, tuple[Data, str, str]] = {
    "number": (
        {"answers": {COUNT: "58,940"}},
        COUNT,
        "58,940 is a text that may mean 58940 or 58.940.",
    ),
    "exponent": ({"answers": {COUNT: "1e9"}}, COUNT, "1e9 is not a number."),
    "digits": ({"answers": {COUNT: "1" * 19}}, COUNT, "more digits than"),
    "endless": ({"answers": {COUNT: "1" * 39_000}}, COUNT, "between -10^15 and 10^15"),
    "choice": ({"answers": {CHECK: "perhaps"}}, CHECK, "perhaps is none of the answers."),
    "day": ({"answers": {"answers.K02.as_of": "30.06.2026"}}, "answers.K02.as_of", "is not a day"),
    "unknown": ({"answers": {"answers.K99.note": "a"}}, "answers.K99.note", "does not ask"),
    "doubt": ({"doubts": {"answers.K99.value": "a"}}, "answers.K99.value", "does not ask"),
    "document": ({"evidence": [{"kpi": "K99", "title": "a"}]}, "evidence.0.kpi", "is no KPI"),
    "day of one": (
        {"evidence": [{"kpi": "K01", "title": "a", "date": "today"}]},
        "evidence.0.date",
        "today is not a day.",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_wrong_is_told_with_its_place_in_the_file(kind: str) -> None:
    others, place, said = WRONG[kind]
    words = told(taken(**others).problems)
    assert [each for each in words if each.startswith(f"{FILE}: {place}") and said in each]
    assert max(map(len, words)) < 1000


TWICE = b'{"answers": {"a": "1", "a": "2"}, '
REFUSED: Mapping[str, tuple[bytes, str]] = {
    "no end": (written(data())[:-1], "not-json"),
    "not a number": (written(data()).replace(b'"HV"', b"NaN"), "not-json"),
    "a key twice": (TWICE + written(data())[1:], "duplicate-key"),
    "deep": (b'{"a":' + b"[" * 100_000, "nested-too-deep"),
    "not UTF-8": (b'{"a": "\xe9"}', "not-utf-8"),
    "unseen signs": (written(data(COUNTED)).replace(b"710", "7\u202e10".encode()), "control-ch"),
    "large": (b'{"a": "' + b" " * LARGEST + b'"}', "workbook-file"),
    "values": (b'{"a": [' + b"1," * 50_001 + b"1]}", "file-too-large"),
    "many answers": (written(data({f"a{n}": "" for n in range(5_001)})), "wrong-type"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_such_file_is_refused_as_a_whole(kind: str) -> None:
    content, code = REFUSED[kind]
    assert is_handover(content)
    words = refused(content)
    assert any(code in each for each in words), words
    assert all(each.startswith(FILE) and len(each) < 1000 for each in words)


def test_a_changed_file_is_read_or_refused_and_nothing_else() -> None:
    original = written(data(COUNTED, doubts={COUNT: "a"}, evidence=[{"kpi": "K01", "title": "b"}]))
    for seed in range(300):
        choose = random.Random(seed)
        raw = bytearray(original)
        for _ in range(choose.choice((1, 3))):
            begin = choose.randrange(len(raw))
            pieces = (b"", b"{", b"[", b'"', b",", b"\x00", b"1e999", b"null", raw[: begin // 2])
            raw[begin : begin + choose.choice((0, 1, 9))] = choose.choice(pieces)
        report, problems = outcome(bytes(raw))
        assert (report is None) == bool(told(problems))


def outcome(content: bytes) -> tuple[Assessment | None, tuple[Problem, ...]]:
    """What becomes of a file: a report, or problems."""
    try:
        form = read_handover(content, FILE)
    except FaultyFileError as error:
        return None, error.problems(FILE)
    made = take(example(), KEY, form, last(), Sent(FILE, "e" * 64, date(2026, 9, 1)))
    return made.report, made.problems


@cache
def shown() -> str:
    """The file that the page shows."""
    blocks = {title: text for _, title, text in BLOCK.findall(PAGE.read_text("utf-8"))}
    return str(blocks["A file of answers"])


def test_the_file_that_the_page_shows_is_one() -> None:
    assert read_handover(shown().encode(), FILE).handed.office == "QO"


def test_the_command_takes_it_in_and_tells_the_office(tmp_path: Path) -> None:
    root = copied(tmp_path / "root")
    (root / "offices/HV/2026.yaml").unlink()
    content = load(root).content
    assert content is not None
    digest = framework_digest(content.answered_under("2026.1"))
    found = data({**COUNTED, "cover.audience": "public"}, framework=digest)
    path, page = tmp_path / FILE, tmp_path / "page.html"
    path.write_bytes(b"\xef\xbb\xbf" + written(found))

    def run(*words: object) -> str:
        command = ["round", *map(str, words), "--root", str(root)]
        result = CliRunner().invoke(main, command, catch_exceptions=False)
        assert result.exit_code == (1 if path.name == "old.json" else 0), result.output
        return result.output

    assert "3 of 31 questions answered" in run("ingest", path, "--accept")
    assert "numerator: 710" in (root / "offices/HV/2026.yaml").read_text()
    run("receipt", path, page)
    assert "3 of 31 questions were read" in page.read_text()
    path = path.with_name("old.json")
    path.write_bytes(written({**found, "framework": DIGEST}))
    assert "workbook-unknown" in run("ingest", path)
