"""Each rule is tried at every place that it visits; the places come from the model."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ict_maturity.check import findings
from ict_maturity.facts.answer import BEFORE, CHECKS, DATE, FACTS, Before, FactField, needed
from ict_maturity.facts.values import EDITION, KPI, RECOMMENDATION
from ict_maturity.problems.finding import KeyPath
from ict_maturity.rules import TYPES, Ladder
from tests.torture.every_text import EACH, PAIRS, FieldPath, TextField, kind_of, text_fields
from tests.unit.every_field import (
    FILES,
    changed,
    fields,
    found,
    found_in,
    last_places,
    whole,
)

pytestmark = pytest.mark.no_cover
"""They run the same lines hundreds of times."""

TEXTS = [field for field in text_fields() if field.kind != "settings"]
MARKDOWN = [field for field in TEXTS if field.is_markdown]
OF_KPIS = [field for field in TEXTS if field.kind == "kpi"]
FIRST = "kpis/K01-one.yaml"
REPORT = "offices/XA/2026.yaml"
KPI_FILES = {type.name(): f"kpis/K{n:02}-one.yaml" for n, type in enumerate(TYPES, start=1)}
ONE_DAY = timedelta(days=1)
LONG = "sentence-too-long"


def name(value: object) -> str | None:
    """How a field is called in the name of a test."""
    if isinstance(value, tuple):
        return ".".join(map(str, value))
    return value.name if isinstance(value, FactField) else None


def is_claim(field: TextField) -> bool:
    """Whether an office decides on the text: a check or a choice."""
    return field.path[0] == "rule" and field.path[-1] == "text"


def is_check(field: TextField) -> bool:
    return is_claim(field) and "choices" not in field.path


def is_counting(field: TextField) -> bool:
    return field.path[0] == "counting"


def at(found: list[tuple[KeyPath, str]], code: str) -> list[KeyPath]:
    """Where problems of one code were found."""
    return [path for path, each in found if each == code]


def test_the_content_has_a_kpi_of_each_type_and_no_finding() -> None:
    assert {file: whole().kpis[file[5:8]].rule.name() for file in KPI_FILES.values()} == {
        file: name for name, file in KPI_FILES.items()
    }
    assert list(findings(whole())) == []


@pytest.mark.parametrize("field", TEXTS, ids=str)
def test_raw_html_is_refused_in_markdown_and_nowhere_else(field: TextField) -> None:
    for file, place in last_places(field.kind, field.path):
        expected = [place] if field.is_markdown else []
        assert at(found(file, *place, value="Now <b>bold</b>."), "html-in-markdown") == expected


@pytest.mark.parametrize("field", MARKDOWN, ids=str)
def test_every_rule_on_markdown_is_asked_of_every_markdown_text(field: TextField) -> None:
    file, place = last_places(field.kind, field.path)[0]
    for text, code in (
        ("# A heading", "markdown-not-allowed"),
        ("> " * 13 + "a", "markdown-not-allowed"),
        ("[a](javascript:b)", "link-not-allowed"),
        ("a&shy;b", "control-character"),
        ("[a](kpis/k98.md)", "kpi-not-found"),
        ("[a](recommendations/r98.md)", "recommendation-not-found"),
    ):
        assert at(found(file, *place, value=text), code) == [place]


@pytest.mark.parametrize("field", OF_KPIS, ids=str)
def test_words_are_measured_in_claims_and_counting_rules_alone(field: TextField) -> None:
    counts = is_claim(field) or is_counting(field)
    for file, place in last_places(field.kind, field.path):
        expected = [place] if counts else []
        found_here = found(file, *place, value="The list is Adequate.")
        assert at(found_here, "word-not-measurable") == expected


@pytest.mark.parametrize("field", OF_KPIS, ids=str)
def test_sentences_of_claims_have_at_most_25_words(field: TextField) -> None:
    for file, place in last_places(field.kind, field.path):
        expected = [place] if is_claim(field) else []
        assert at(found(file, *place, value=f"It is{' so' * 24}."), LONG) == expected
        assert at(found(file, *place, value=f"It is{' so' * 23}. It is."), LONG) == []


@pytest.mark.parametrize("field", OF_KPIS, ids=str)
def test_only_checks_must_be_single_claims(field: TextField) -> None:
    for file, place in last_places(field.kind, field.path):
        expected = [place] if is_check(field) else []
        joined = found(file, *place, value="Fine. A list is kept, and it is read.")
        assert at(joined, "claims-joined") == expected
        assert at(found(file, *place, value="It is kept, and the other."), "claims-joined") == []


# --- links ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "path"), fields(pattern=RECOMMENDATION), ids=name)
def test_every_link_to_a_recommendation_needs_one(kind: str, path: FieldPath) -> None:
    for file, place in last_places(kind, path):
        assert found(file, *place, value="R98") == [(place, "recommendation-not-found")]


@pytest.mark.parametrize(("kind", "path"), fields(pattern=KPI), ids=name)
def test_every_link_to_a_kpi_needs_one(kind: str, path: FieldPath) -> None:
    start, rest = path[: path.index(EACH)], path[path.index(EACH) + 1 :]
    (file, *_) = (file for file in FILES if kind_of(file) == kind)
    entry = {"kpi": "K98", "relation": "equal"} if rest else "K98"
    assert found(file, *start, value=[entry]) == [((*start, 0, *rest), "kpi-not-found")]


def test_what_an_office_says_of_something_needs_that_thing() -> None:
    for path, value, code in (
        (("answers", "K98"), {"answer": "unknown"}, "kpi-not-found"),
        (("targets", "R98"), {"level": 2, "year": 2030}, "recommendation-not-found"),
        (("responses", "hopes"), ["more"], "question-not-found"),
    ):
        assert found(REPORT, *path, value=value) == [(path, code)]
    assert found(REPORT, "cycle", value="2027") == [(("cycle",), "cycle-not-found")]
    place = ("responses", "wishes", 1)
    assert found(REPORT, *place, value="most") == [(place, "option-not-found")]


# --- days and editions -----------------------------------------------------------------------

REFERENCE = date(2026, 6, 30)
"""The reference date of the cases and of the report of 2026, and the day its round closes."""
FACT_DAYS = ("date", "as_of", "before.date", "before.as_of", "change.date", "evidence.[].date")
LATER_DAYS = ("accepted_on", "evidence.[].read_on", "evidence.[].verified_on")
WAS = "assessment: history.[].was"
ANSWERS = (
    *("kpi: cases.[].answer", "kpi: tests.[].answer"),
    *("assessment: answers.{}", f"{WAS}.answers.{{}}"),
)
REPORTED = {f"{answers}.{field}" for answers in ANSWERS for field in FACT_DAYS}
"""Days that must not lie after the reference date."""
LOGGED = {
    "recommendation: change_log.[].date",
    "kpi: change_log.[].date",
    "kpi: rulings.[].date",
    "kpi: open_questions.[].date",
    "assessment: history.[].date",
    "office: formerly.[].until",
    "office: profile_formerly.[].until",
}
"""Days of lists that have the oldest entry first."""
ROUND = {"cycle: opens": True, "cycle: reference_date": True, "cycle: closes": False}
"""Days of a round that all agree here; whether a problem is a day later or a day earlier."""
FREE = {
    "recommendation: reviewed",
    "kpi: reviewed",
    "office: succeeds.[].since",
    *(f"{answers}.{field}" for answers in ANSWERS for field in LATER_DAYS),
}
"""Days that may be any."""
REFERRED = {
    "kpi: cases.[].reference_date",
    "kpi: tests.[].reference_date",
    "assessment: reference_date",
    f"{WAS}.reference_date",
}
"""Days that must not lie before what is reported."""
OF_EDITIONS = {"framework: edition_date", "kpi: counts_from"}
"""Days that are compared with editions that were cut: tests/unit/test_check_borders.py."""
OF_WITHDRAWALS = {"withdrawals: withdrawals.[].date"}
"""Days of what is gone: tests/unit/test_withdrawals.py."""
OF_AUDIENCES = {"office: audience_since"}
"""Days from which an office allows less: tests/unit/test_audience.py."""
DAY_FIELDS = [f"{kind}: {'.'.join(path)}" for kind, path in fields(format="date")]
DAY_CODES = {"date-after-reference", "dates-out-of-order"}


def concrete(field: str) -> tuple[str, KeyPath]:
    """A file with the field, and a place of it, the first of a list."""
    kind, _, path = field.partition(": ")
    parts = path.replace("answers.{}", "answers.K03").split(".")
    file = REPORT if kind == "assessment" else next(f for f in FILES if kind_of(f) == kind)
    if kind == "kpi" and "change" in parts:  # Only a rule without checks asks for one.
        file = KPI_FILES["ratio"]
        parts = ["1" if part == EACH and parts[0] == "tests" else part for part in parts]
    if field.startswith(WAS):  # The first entry is that of the submission.
        parts[1] = "1"
    return file, tuple(0 if part == EACH else int(part) if part == "1" else part for part in parts)


def wrong_days(file: str, values: dict[KeyPath, Any]) -> list[KeyPath]:
    """Where days are not as they should be."""
    return [path for path, code in found_in(file, changed(file, values)) if code in DAY_CODES]


def test_every_day_of_the_model_is_tried() -> None:
    tried = [REPORTED, LOGGED, ROUND, FREE, REFERRED]
    tried += [OF_EDITIONS, OF_WITHDRAWALS, OF_AUDIENCES]
    assert sorted(each for fields in tried for each in fields) == sorted(DAY_FIELDS)


@pytest.mark.parametrize("field", sorted(REPORTED))
def test_nothing_is_reported_that_happened_after_the_reference_date(field: str) -> None:
    file, place = concrete(field)
    base: dict[KeyPath, Any] = {}
    if kind_of(file) == "kpi":
        base[(*place[:2], "reference_date")] = str(REFERENCE)
    for days, expected in ((-1, []), (0, []), (1, [place])):
        day = str(REFERENCE + days * ONE_DAY)
        assert wrong_days(file, base | {place: day}) == expected


@pytest.mark.parametrize("field", sorted(REFERRED))
def test_a_reference_date_is_not_before_what_is_reported(field: str) -> None:
    file, place = concrete(field)
    holder = (*place[:-1], *(("answer",) if file == FIRST else ("answers", "K03")))
    told = (*holder, "evidence", 0, "date")
    base: dict[KeyPath, Any] = {told: str(REFERENCE)}
    for days, expected in ((-1, [told]), (0, []), (1, [])):
        day = str(REFERENCE + days * ONE_DAY)
        assert wrong_days(file, base | {place: day}) == expected


@pytest.mark.parametrize("field", sorted(LOGGED))
def test_every_log_has_the_oldest_entry_first(field: str) -> None:
    file, place = concrete(field)
    log, day = place[:1], place[-1]
    entry = FILES[file][log[0]][0]
    last = date.fromisoformat(entry[day])
    for days, expected in ((-1, [(*log, 1, day)]), (0, []), (1, [])):
        entries = [entry, entry | {day: str(last + days * ONE_DAY)}]
        assert wrong_days(file, {log: entries}) == expected


@pytest.mark.parametrize("field", ROUND)
def test_a_round_closes_last(field: str) -> None:
    file, place = "cycles/2026.yaml", (field.partition(": ")[2],)
    base: dict[KeyPath, Any] = {(name,): str(REFERENCE) for name in ("opens", "closes")}
    for days in (-1, 0, 1):
        day = str(REFERENCE + days * ONE_DAY)
        bad = days == 1 if ROUND[field] else days == -1
        found_here = wrong_days(file, base | {("reference_date",): str(REFERENCE), place: day})
        names = [place] if ROUND[field] else [("opens",), ("reference_date",)]
        assert found_here == (names if bad else [])


EDITION_FIELDS = [f"{kind}: {'.'.join(path)}" for kind, path in fields(pattern=EDITION)]
LATER: dict[str, str | None] = {
    "framework: edition": None,
    "recommendation: since": "edition-not-out",
    "recommendation: change_log.[].edition": None,
    "kpi: since": "edition-not-out",
    "kpi: change_log.[].edition": None,
    "kpi: rulings.[].edition": "edition-not-due",
    "cycle: edition": "edition-not-out",
    "assessment: edition": "edition-disagrees",
}
"""The problem of an edition after the next one; None where any edition may stand."""


def test_every_edition_of_the_model_is_tried() -> None:
    assert sorted(LATER) == sorted(EDITION_FIELDS)


@pytest.mark.parametrize("field", LATER)
def test_an_edition_that_is_not_out_is_named_only_where_it_may_be(field: str) -> None:
    file, place = concrete(field)
    code = LATER[field]
    assert (place, code) not in found(file, *place, value="2026.1")
    later = [each for each in found(file, *place, value="2026.3") if each[0] == place]
    assert later == ([(place, code)] if code else [])


@pytest.mark.parametrize("kind", ["kpi", "recommendation"])
def test_what_is_upcoming_may_come_with_a_later_edition(kind: str) -> None:
    file, place = concrete(f"{kind}: since")
    values: dict[KeyPath, Any] = {place: "2026.2"}
    codes = [code for _, code in found_in(file, changed(file, values))]
    assert "edition-not-out" in codes
    upcoming = found_in(file, changed(file, values | {("lifecycle",): "upcoming"}))
    assert at(upcoming, "edition-not-out") == []


@pytest.mark.parametrize(
    ("edition", "since", "problems"),
    [
        ("2025.2", "2026.1", 1),
        ("2026.1", "2026.1", 0),
        ("2026.2", "2026.1", 0),
        ("2027.1", "2026.1", 0),
        ("2026.3", "2026.1", 1),
        ("2027.2", "2026.1", 1),
        ("2028.1", "2026.1", 1),
        ("2025.2", "2025.2", 0),
        ("2025.9", "2025.10", 1),
    ],
)
def test_a_ruling_holds_from_an_edition_with_its_kpi_that_is_out_or_next(
    edition: str, since: str, problems: int
) -> None:
    values: dict[KeyPath, Any] = {("since",): since, ("rulings", 0, "edition"): edition}
    found_here = at(found_in(FIRST, changed(FIRST, values)), "edition-not-due")
    assert found_here == [("rulings", 0, "edition")] * problems


# --- lists ----------------------------------------------------------------------------------

LISTED_ONCE = {
    "framework.yaml": {("addressees",), ("profile",)},
    "glossary.yaml": {("terms",), ("terms", 0, "also")},
    "facts.yaml": {("estimates",), ("facts",)},
    "offices/codes.yaml": {("fictional",)},
    "services.yaml": {("services",), ("templates",)},
    "recommendations/R01-first.yaml": {
        ("actions",),
        ("actions", 0, "parts"),
        ("related", "recommendations"),
    },
    FIRST: {("rule", "levels", level) for level in range(1, 5)},
    KPI_FILES["checklist"]: {("rule", "checks")},
    KPI_FILES["ordered"]: {("rule", "choices")},
    "cycles/2026.yaml": {("questions",)},
    "offices/XA/office.yaml": {("profile", "size")},
    REPORT: {("responses", "wishes")},
}
"""Every list of a file in which nothing may stand twice; in all others it may."""


def lists_in(data: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Every list of a file."""
    if isinstance(data, list):
        yield path
    parts = enumerate(data) if isinstance(data, list) else data.items()
    for key, value in parts if isinstance(data, list | dict) else ():
        if isinstance(value, list | dict):
            yield from lists_in(value, (*path, key))


@pytest.mark.parametrize("file", LISTED_ONCE)
def test_what_has_a_name_is_listed_once(file: str) -> None:
    refused = set()
    for path in lists_in(FILES[file]):
        if path == ("levels",):  # There are five, so that none can be added.
            continue
        entries: Any = FILES[file]
        for key in path:
            entries = entries[key]
        # Only the repetition is looked at: a level may be set twice for other reasons too.
        changes = changed(file, {(*path, len(entries)): entries[0]})
        twice = [place[: len(path)] for place in at(found_in(file, changes), "listed-twice")]
        refused |= {path} & set(twice)
    assert refused == LISTED_ONCE[file]


def test_languages_are_listed_once() -> None:
    twice = found("framework.yaml", "languages", value=["en", "fr", "en"])
    assert twice == [(("languages", 2), "listed-twice")]


def test_a_round_asks_each_kpi_once_and_only_what_counts() -> None:
    file = "cycles/2026.yaml"
    for asked, problems in (
        (["K01", "K05"], []),
        (["K01", "K02"], []),
        (["K01", "K01"], [(("kpis", 1), "listed-twice")]),
        (["K01", "K05", "K08"], [(("kpis", 2), "kpi-not-counted")]),
        (["K02"], [(("kpis",), "core-kpi-missing")]),
        (["K01", "K06"], [(("kpis",), "core-kpi-missing")]),
    ):
        assert found(file, "kpis", value=asked) == problems


@pytest.mark.parametrize("change", [{"core": False}, {"applies_when": {"size": ("small",)}}])
def test_whoever_is_asked_is_asked_a_core_kpi_that_always_applies(change: dict[str, Any]) -> None:
    file = "recommendations/R01-first.yaml"
    kpis = whole().kpis
    without = replace(whole(), kpis={**kpis, "K01": kpis["K01"].model_copy(update=change)})
    assert at(found_in(file, without), "core-kpi-missing") == [("id",)]
    upcoming = changed(file, {("lifecycle",): "upcoming"}, without)
    assert at(found_in(file, upcoming), "core-kpi-missing") == []
    other = {**without.kpis, "K02": kpis["K02"].model_copy(update={"core": True})}
    assert at(found_in(file, replace(without, kpis=other)), "core-kpi-missing") == []


@pytest.mark.parametrize(
    ("who", "code"),
    [("XA", "verified-by-itself"), ("XZ", "office-code-unknown"), ("TF", None), ("XB", None)],
)
def test_evidence_is_verified_by_somebody_else(who: str, code: str | None) -> None:
    place = ("answers", "K03", "evidence", 0, "verified_by")
    assert found(REPORT, *place, value=who) == ([(place, code)] if code else [])


def test_kpis_that_are_replaced_are_listed_once() -> None:
    entry = {"kpi": "K08", "relation": "equal"}
    assert found(FIRST, "replaces", value=[entry]) == []
    assert found(FIRST, "replaces", value=[entry, entry]) == [
        (("replaces", 1, "kpi"), "listed-twice")
    ]


# --- facts ----------------------------------------------------------------------------------

VALUES: dict[str, Any] = {
    "checks": {"aa": "met"},
    "numerator": 1,
    "denominator": 2,
    "value": 1,
    "date": "2026-06-01",
    "choice": "state-1",
    "as_of": "2026-06-01",
    "change": {"what": "A change.", "date": "2026-01-01"},
}
SECOND = {
    type.name(): {
        **{field.name: VALUES[field.name] for field in needed(type.facts) if field != DATE},
        **({"date": "2025-06-01"} if DATE in type.facts else {"as_of": "2025-06-01"}),
    }
    for type in TYPES
    if BEFORE in type.facts
}
"""By type, the facts as they were a year before."""


def value_of(type: Any, fact: FactField) -> Any:
    if fact == BEFORE:
        return SECOND.get(type.name(), {"as_of": "2025-06-01"})
    return {PAIRS[1][0]: "met"} if (type, fact) == (Ladder, CHECKS) else VALUES[fact.name]


def test_every_fact_is_tried() -> None:
    assert [*VALUES, "before"] == [field.name for field in FACTS if field != BEFORE] + ["before"]


@pytest.mark.parametrize("fact", FACTS, ids=name)
@pytest.mark.parametrize("type", TYPES, ids=lambda type: type.name())
def test_a_rule_takes_the_facts_it_asks_for_and_no_other(type: Any, fact: FactField) -> None:
    id = KPI_FILES[type.name()][5:8]
    place = ("answers", id)
    value = value_of(type, fact)
    whole_answer = {field.name: value_of(type, field) for field in type.facts}
    assert found(REPORT, *place, value=whole_answer) == []
    more = found(REPORT, *place, value=whole_answer | {fact.name: value})
    without = {name: value for name, value in whole_answer.items() if name != fact.name}
    less = found(REPORT, *place, value=without)
    if fact in type.facts:
        assert more == []
        lacking: list[KeyPath] = [place] if without else []
        if fact.second:
            lacking = [(*place, "change")] if fact == BEFORE else []
        assert at(less, "answer-incomplete") == lacking
    else:
        assert more == [((*place, fact.name), "answer-does-not-fit")]
        assert less == []
    twofold = found(REPORT, *place, value={"answer": "none", fact.name: value})
    assert ((*place, "answer"), "answer-twofold") in twofold


SECOND_TYPES = [type for type in TYPES if BEFORE in type.facts]


@pytest.mark.parametrize("type", SECOND_TYPES, ids=lambda type: type.name())
def test_an_earlier_fact_has_the_form_of_the_present_one(type: Any) -> None:
    place = ("answers", KPI_FILES[type.name()][5:8])
    present = {field.name: VALUES[field.name] for field in needed(type.facts)}
    whole_fact = SECOND[type.name()]
    for field in Before.model_fields:
        value = whole_fact.get(field, "2025-06-01" if field == "date" else VALUES[field])
        more = found(REPORT, *place, value=present | {"before": {**whole_fact, field: value}})
        fits = [] if field in whole_fact else [((*place, "before", field), "answer-does-not-fit")]
        assert more == fits
        left = {name: value for name, value in whole_fact.items() if name != field}
        less = at(found(REPORT, *place, value=present | {"before": left}), "answer-incomplete")
        assert less == ([(*place, "before")] if field in whole_fact else [])


@pytest.mark.parametrize("part", ["reason", "accepted_on", "accepted_by"])
def test_parts_of_a_claim_belong_to_a_claim(part: str) -> None:
    value = {"answer": "unknown", part: "2026-06-01"}
    place = ("answers", "K01")
    assert found(REPORT, *place, value=value) == [((*place, part), "answer-does-not-fit")]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({}, None),
        ({"accepted_on": "2026-06-01", "accepted_by": "A body"}, None),
        ({"accepted_on": "2026-06-01"}, "answer-incomplete"),
        ({"accepted_by": "A body"}, "answer-incomplete"),
    ],
)
def test_a_claim_is_accepted_by_somebody_on_a_day(parts: dict[str, str], code: str | None) -> None:
    value = {"answer": "not_applicable", "reason": "There are none.", **parts}
    place = ("answers", "K01")
    assert found(REPORT, *place, value=value) == ([(place, code)] if code else [])


@pytest.mark.parametrize("pair", [("url", "read_on"), ("verified_by", "verified_on")])
@pytest.mark.parametrize("left", [(), (0,), (1,), (0, 1)])
def test_evidence_has_both_parts_or_none(pair: tuple[str, str], left: tuple[int, ...]) -> None:
    whole_evidence = FILES[REPORT]["answers"]["K01"]["evidence"][0]
    gone = {pair[part] for part in left}
    evidence = {key: value for key, value in whole_evidence.items() if key not in gone}
    place = ("answers", "K01", "evidence")
    expected = [((*place, 1), "evidence-incomplete")] if len(left) == 1 else []
    assert found(REPORT, *place, value=[whole_evidence, evidence]) == expected


@pytest.mark.parametrize(
    ("field", "values", "path", "code"),
    [
        ("size", ["small"], (), None),
        ("size", ["small", "large"], (), "one-value-expected"),
        ("size", ["small", "tiny"], (1,), "profile-value-not-found"),
        ("shape", ["round", "long"], (), "profile-field-not-found"),
    ],
)
def test_one_thing_is_said_of_a_profile_field(
    field: str, values: list[str], path: KeyPath, code: str | None
) -> None:
    file = "offices/XA/office.yaml"
    expected = [(("profile", field, *path), code)] if code else []
    assert found(file, "profile", field, value=values) == expected


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("tests", 0, "level"), 1, "test-disagrees"),
        (("tests", 0, "possible_level"), 3, "test-disagrees"),
        (("tests", 0, "score"), 0.0001, "test-disagrees"),
        (("tests", 0, "score"), 0.00005, None),
        (("cases", 1, "level"), 3, "case-disagrees"),
    ],
)
def test_each_figure_of_an_example_is_compared(
    path: KeyPath, value: float, code: str | None
) -> None:
    codes = ("test-disagrees", "case-disagrees")
    told = [each for each in found(FIRST, *path, value=value) if each[1] in codes]
    assert told == ([(path, code)] if code else [])
