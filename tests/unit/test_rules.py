"""Every type of rule has all that a type needs: a half-made one is noticed here."""

import inspect
import re
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from ict_maturity.export.tables import FIELDS
from ict_maturity.facts.answer import CHECKS, FACTS, FactField, FactKind, reported
from ict_maturity.facts.values import Model
from ict_maturity.forms.questionnaire import answer_lines
from ict_maturity.forms.skeleton import RULE_TYPES
from ict_maturity.model import Answer, Assessment, Cycle, Kpi, Measured, Office
from ict_maturity.model.example import EMPTY_KPI
from ict_maturity.render.kpis import rule_chart
from ict_maturity.rules import TYPES, Rule, RuleType, reader_of
from ict_maturity.rules.reading import NOTHING
from ict_maturity.said import listed, percentage, short_number, word
from ict_maturity.score import score_kpi
from ict_maturity.texts.rules import answer_facts
from tests.english import ENGLISH
from tests.torture.every_text import FACTS as EXAMPLES
from tests.torture.every_text import RULES, cycle

ROOT = Path(__file__).parents[2]
ADAPTER: TypeAdapter[RuleType] = TypeAdapter(Rule)
WHOLE_KPI = {"answer", "reason", "accepted_on", "accepted_by", "evidence", "note"}
"""The fields of an answer that hold no fact for a rule."""


def ids_of(name: str) -> str:
    """The KPI of the example content whose rule has this type."""
    return next(id for id, rule in RULES.items() if rule["type"] == name)


@pytest.fixture(params=TYPES, ids=lambda rule: rule.name())
def kind(request: pytest.FixtureRequest) -> type[RuleType]:
    """Each type of rule."""
    found: type[RuleType] = request.param
    return found


@pytest.fixture
def kpi(kind: type[RuleType]) -> Kpi:
    """A KPI with a sound rule of the type."""
    rule = ADAPTER.validate_python(RULES[ids_of(kind.name())])
    assert type(rule) is kind
    return EMPTY_KPI.model_copy(update={"id": "K01", "rule": rule})


@pytest.fixture
def answers(kind: type[RuleType]) -> list[Answer]:
    """Answers to it, from the lowest level up."""
    return [Answer.model_validate(each) for each in EXAMPLES[ids_of(kind.name())]]


def test_facts_are_listed_once_and_are_those_of_an_answer() -> None:
    names = [field.name for field in FACTS]
    assert len(set(names)) == len(names)
    assert set(names) == set(Answer.model_fields) - WHOLE_KPI
    assert {field.kind for field in FACTS} == set(get_args(FactKind))
    assert [field.name for field in FACTS if field != CHECKS] == [
        name for name in FIELDS if name not in WHOLE_KPI
    ]


def test_the_list_of_types_is_the_only_one() -> None:
    names = [kind.name() for kind in TYPES]
    assert tuple(names) == RULE_TYPES
    assert len(set(names)) == len(names)
    assert {kind.name() for kind in all_below(RuleType) if not inspect.isabstract(kind)} == {*names}


def all_below(kind: Any) -> list[type[RuleType]]:
    """The classes that are made from one, at any depth."""
    return [each for child in kind.__subclasses__() for each in (child, *all_below(child))]


def test_it_reads_every_level_and_refuses_what_is_missing(kpi: Kpi, answers: list[Answer]) -> None:
    reference = Cycle.model_validate(cycle("2026")).reference_date
    results = [score_kpi(kpi, answer, reference) for answer in answers]
    levels = [result.shown.level for result in results]
    assert levels == sorted(levels)
    assert set(levels) == kpi.rule.reachable_levels()
    assert all(result.assessed and result.reasons for result in results)
    silent = score_kpi(kpi, None, reference)
    assert (silent.shown, silent.assessed) == (NOTHING, False)
    top = max(kpi.rule.reachable_levels())
    assert silent.possible.level == (4 if isinstance(kpi.rule, Measured) else max(top, 3))


def test_it_has_a_next_move_to_each_level(kpi: Kpi) -> None:
    reader = reader_of(kpi.rule)
    reading = reader.read(None, None)
    moves = {level: reader.move(reading, level) for level in (1, 2, 3, 4)}
    top = max(kpi.rule.reachable_levels())
    assert {level for level, move in moves.items() if move} == set(range(1, top + 1))


def test_a_rule_that_is_not_sound_is_refused_and_reads_as_no_value(kpi: Kpi) -> None:
    """Those whose fields can contradict each other; the others are sound as they are."""
    broken = kpi.rule.model_copy(
        update={
            name: {}
            for name in ("levels", "at_least", "cut_points")
            if name in type(kpi.rule).model_fields
        }
    )
    changed = broken != kpi.rule
    assert broken.is_sound() is not changed
    assert bool(list(broken.findings("K01"))) is changed
    assert list(kpi.rule.findings("K01")) == []
    assert reader_of(broken).read(None, None).possible.level >= 3


def test_each_level_is_there_in_every_field_by_levels(kpi: Kpi) -> None:
    for name in type(kpi.rule).model_fields:
        by_level = getattr(kpi.rule, name)
        for level in by_level if isinstance(by_level, dict) else ():
            others = {key: value for key, value in by_level.items() if key != level}
            less = kpi.rule.model_copy(update={name: others})
            assert [each.path for each in less.findings("K01")] == [(name,)]


def test_what_it_asks_for_is_asked(kpi: Kpi) -> None:
    lines = "\n".join(answer_lines(kpi, Cycle.model_validate(cycle("2026")), None))
    for field in kpi.rule.facts:
        assert re.search(rf"^ +#? ?{field.name}:", lines, re.MULTILINE), lines
    for id in kpi.rule.labels():
        assert id in lines
    asked = [question.field for question in kpi.rule.questions()]
    assert asked == [f for f in kpi.rule.facts if f.kind != "checks" and not (f.dates or f.second)]


def test_what_is_answered_is_shown_whole(kpi: Kpi, answers: list[Answer]) -> None:
    for answer in answers:
        shown = answer_facts(kpi, answer)
        assert len(shown) == sum(
            len(value.model_fields_set) if isinstance(value, Model) else len(answer.checks) or 1
            for value in (getattr(answer, field.name) for field in reported(answer))
        )
        assert kpi.rule.is_whole(answer)
        assert list(kpi.rule.answer_findings(answer, None)) == []
    assert not kpi.rule.is_whole(Answer())


def test_it_has_words_a_picture_a_template_a_skeleton_and_a_row_in_the_method(
    kpi: Kpi, kind: type[RuleType]
) -> None:
    package = files("ict_maturity")
    assert ENGLISH(f"rule.type.{kind.name()}")
    assert ENGLISH.say(kpi.rule.line())
    assert "<svg" in rule_chart(ENGLISH, kpi)
    assert bool(list(kpi.rule.stairs())) is not isinstance(kpi.rule, Measured)
    assert (package / "templates" / f"rule_{kind.name()}.html.j2").is_file()
    assert (
        f"type: {kind.name()}" in (package / "skeletons" / f"rule-{kind.name()}.yaml").read_text()
    )
    assert re.search(
        rf"^\| `{kind.name()}` \|", (ROOT / "docs/method.md").read_text(), re.MULTILINE
    )


def test_it_says_what_a_change_of_each_field_does(kind: type[RuleType]) -> None:
    """A field that is not listed is redefined when it changes, and so are single checks."""
    listed = set(kind.changes)
    assert listed <= set(kind.model_fields)
    redefining = set(kind.model_fields) - listed
    assert redefining <= {"type", "unit", "direction", "levels", "checks", "check", "choices"}


@pytest.mark.parametrize("name", ["level", "score", "coverage", "confidence"])
@pytest.mark.parametrize("written", [Answer, Assessment])
def test_nobody_reports_a_result(written: type[Model], name: str) -> None:
    with pytest.raises(ValidationError, match=rf"{name}\n  Extra inputs are not permitted"):
        written.model_validate({name: 3})


def test_a_check_is_answered_in_one_of_four_words() -> None:
    for state in ("met", "not_met", "unknown", "not_assessed"):
        assert Answer.model_validate({"checks": {"a": state}}).checks == {"a": state}
    with pytest.raises(ValidationError, match="literal_error"):
        Answer.model_validate({"checks": {"a": "partly"}})


def test_only_rules_with_a_figure_have_a_window_and_a_least_denominator() -> None:
    def with_field(name: str) -> set[str]:
        return {kind.name() for kind in TYPES if name in kind.model_fields}

    assert with_field("as_of_within_months") == {"ratio", "number"}
    assert with_field("denominator_at_least") == {"ratio"}


def without(fields: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}


def test_one_check_alone_earns_level_3_at_most() -> None:
    rule = RULES[ids_of("binary")]
    for level in (1, 2, 3):
        assert ADAPTER.validate_python(rule | {"level_if_met": level}).reachable_levels() == {
            0,
            level,
        }
    assert ADAPTER.validate_python(without(rule, "level_if_met")).reachable_levels() == {0, 3}
    with pytest.raises(ValidationError, match="level_if_met"):
        ADAPTER.validate_python(rule | {"level_if_met": 4})


def test_facts_are_facts(kind: type[RuleType]) -> None:
    assert kind.facts
    assert all(isinstance(field, FactField) and field in FACTS for field in kind.facts)


@pytest.mark.parametrize("field", ["level", "levels", "score", "level_evidenced", "coverage"])
def test_an_office_reports_no_result(field: str) -> None:
    for model in (Answer, Assessment, Office):
        with pytest.raises(ValidationError) as told:
            model.model_validate({field: 4})
        refused = [each["loc"] for each in told.value.errors() if each["type"] == "extra_forbidden"]
        assert refused == [(field,)]


TENTHS = listed(map(percentage, (Fraction(n, 10) for n in (2, 4, 6, 8))), "commas")
LINES = {
    "ladder": word("rule.line.ladder", checks=8),
    "checklist": word("rule.line.checklist", checks=4, counts=listed((1, 2, 3, 4), "commas")),
    "ratio": word("rule.line.ratio.higher", points=TENTHS),
    "number": word(
        "rule.line.number.higher",
        points=word(
            "figure",
            number=listed((short_number(Fraction(n, 10)) for n in (2, 4, 6, 8)), "commas"),
            unit="zebras",
        ),
    ),
    "recency": word(
        "rule.line.recency.lower",
        points=word("figure.months", number=listed(map(short_number, (48, 36, 24, 12)), "commas")),
    ),
    "ordered": word("rule.line.ordered", choices=5, question="Which one?"),
    "binary": word("rule.line.binary", level=3),
}
"""What says the rules of the example content in one line."""
STAIRS = {
    "ladder": [(level, word("rule.step.checks", number=2)) for level in (1, 2, 3, 4)],
    "checklist": [(level, word("rule.step.at_least", number=level)) for level in (1, 2, 3, 4)],
    "ordered": [(level, word("rule.step.state", number=level + 1)) for level in range(5)],
    "binary": [(3, word("answer.met"))],
}
"""What their levels ask for."""


def test_it_says_itself_in_one_line_and_what_each_level_asks_for(kpi: Kpi) -> None:
    name = kpi.rule.name()
    assert kpi.rule.line() == LINES[name]
    assert [tuple(stair) for stair in kpi.rule.stairs()] == STAIRS.get(name, [])
