"""Which class a change is of, and whether the change log is true."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ict_maturity.compare.classes import CLASSES, declared, found, undeclared, unfounded
from ict_maturity.compare.difference import differences
from ict_maturity.model import AdoptedText, Change, Kpi, Recommendation, RuleTest
from tests.unit.made_up import minimal_content

CONTENT = minimal_content()
LADDER = next(kpi for kpi in CONTENT.kpis.values() if kpi.rule.type == "ladder")
RATIO = next(kpi for kpi in CONTENT.kpis.values() if kpi.rule.type == "ratio")
CHECKLIST = LADDER.model_copy(
    update={
        "rule": Kpi.model_validate(
            LADDER.model_dump()
            | {
                "rule": {
                    "type": "checklist",
                    "checks": [{"id": f"c{n}", "text": f"Claim {n}."} for n in range(1, 6)],
                    "at_least": {1: 1, 2: 2, 3: 3, 4: 4},
                }
            }
        ).rule
    }
)
ORDERED = LADDER.model_copy(
    update={
        "rule": Kpi.model_validate(
            LADDER.model_dump()
            | {
                "rule": {
                    "type": "ordered",
                    "question": "Which?",
                    "choices": [
                        {"id": f"s{n}", "text": f"State {n}.", "level": n} for n in range(3)
                    ],
                }
            }
        ).rule
    }
)
THEME = next(iter(CONTENT.recommendations.values())).model_copy(
    update={"content_status": "placeholder", "source": None}
)


def changed(kpi: Kpi, **fields: object) -> Kpi:
    return kpi.model_copy(update=fields)


def with_rule(kpi: Kpi, change: Mapping[str, Any]) -> Kpi:
    data = kpi.model_dump()
    return Kpi.model_validate(data | {"rule": {**data["rule"], **change}})


def with_check(kpi: Kpi, **fields: object) -> Kpi:
    checks = kpi.model_dump()["rule"]["checks"]
    return with_rule(kpi, {"checks": [{**checks[0], **fields}, *checks[1:]]})


def levels_of(kpi: Kpi) -> dict[int, Any]:
    return dict(kpi.model_dump()["rule"]["levels"])


def entry(change_class: str | None, summary: str = "Because.") -> Change:
    return Change.model_validate(
        {
            "date": date(2027, 1, 2),
            "edition": "2027.1",
            "change_class": change_class,
            "summary": summary,
        }
    )


TEST = RuleTest.model_validate(
    {"name": "n", "answer": {"answer": "unknown"}, "level": 0, "score": 0}
)
KPI_CHANGES: dict[str, tuple[Kpi, Kpi, set[str]]] = {
    "nothing": (LADDER, changed(LADDER), set()),
    "white space": (LADDER, changed(LADDER, scope=LADDER.scope.replace(" ", "\n")), set()),
    "title": (LADDER, changed(LADDER, title="Another"), {"editorial"}),
    "cases": (LADDER, changed(LADDER, cases=LADDER.cases[1:]), {"editorial"}),
    "tests": (LADDER, changed(LADDER, tests=(TEST,)), {"editorial"}),
    "replaces": (LADDER, changed(LADDER, counts_from=date(2027, 1, 1)), {"editorial"}),
    "reasons": (RATIO, with_rule(RATIO, {"reasons": {1: "Else."}}), {"editorial"}),
    "the Recommendation": (LADDER, changed(LADDER, recommendation="R02"), {"moved"}),
    "its actions": (LADDER, changed(LADDER, actions=(9,)), {"moved"}),
    "weight": (LADDER, changed(LADDER, weight=Decimal(3)), {"recalibrated"}),
    "core": (LADDER, changed(LADDER, core=not LADDER.core), {"recalibrated"}),
    "age of evidence": (LADDER, changed(LADDER, valid_for_months=99), {"recalibrated"}),
    "a cut point": (
        RATIO,
        with_rule(RATIO, {"cut_points": {1: 0.1, 2: 0.2, 3: 0.3, 4: 0.4}}),
        {"recalibrated"},
    ),
    "floor": (RATIO, with_rule(RATIO, {"floor": 0.01}), {"recalibrated"}),
    "numbers of checks": (
        CHECKLIST,
        with_rule(CHECKLIST, {"at_least": {1: 1, 2: 2, 3: 3, 4: 5}}),
        {"recalibrated"},
    ),
    "a core check": (CHECKLIST, with_check(CHECKLIST, core=True), {"recalibrated"}),
    "a check's text": (CHECKLIST, with_check(CHECKLIST, text="Clearer."), {"clarified"}),
    "a check's evidence": (CHECKLIST, with_check(CHECKLIST, evidence="public"), {"clarified"}),
    "a check's id": (CHECKLIST, with_check(CHECKLIST, id="other"), {"redefined"}),
    "scope": (LADDER, changed(LADDER, scope="Else."), {"clarified"}),
    "evidence wanted": (LADDER, changed(LADDER, evidence_wanted={1: "A."}), {"clarified"}),
    "whom it applies to": (LADDER, changed(LADDER, applies_when={"a": ("b",)}), {"clarified"}),
    "a numerator": (RATIO, with_rule(RATIO, {"numerator": "Else."}), {"clarified"}),
    "above one": (RATIO, with_rule(RATIO, {"may_exceed_one": True}), {"clarified"}),
    "addressee": (LADDER, changed(LADDER, addressee="somebody"), {"redefined"}),
    "unit": (RATIO, with_rule(RATIO, {"unit": "days"}), {"redefined"}),
    "type": (LADDER, changed(LADDER, rule=RATIO.rule), {"redefined"}),
    "a question": (ORDERED, with_rule(ORDERED, {"question": "Who?"}), {"clarified"}),
    "an adopted draft": (
        changed(LADDER, lifecycle="draft"),
        changed(LADDER, lifecycle="adopted"),
        {"editorial"},
    ),
    "begins to count": (
        changed(LADDER, lifecycle="upcoming"),
        changed(LADDER, lifecycle="adopted"),
        {"counted"},
    ),
    "no longer counts": (
        changed(LADDER, lifecycle="adopted"),
        changed(LADDER, lifecycle="upcoming"),
        {"recalibrated"},
    ),
    "retired": (LADDER, changed(LADDER, lifecycle="retired"), {"retired"}),
    "two kinds": (
        LADDER,
        changed(LADDER, scope="Else.", weight=Decimal(2), title="Else"),
        {"clarified", "recalibrated", "editorial"},
    ),
}


@pytest.mark.parametrize("name", KPI_CHANGES)
def test_the_class_of_a_change_of_a_kpi(name: str) -> None:
    before, after, expected = KPI_CHANGES[name]
    assert set(found(before, after)) == expected


def test_the_levels_of_choices() -> None:
    choices = ORDERED.model_dump()["rule"]["choices"]
    higher = with_rule(ORDERED, {"choices": [*choices[:2], {**choices[2], "level": 4}]})
    assert set(found(ORDERED, higher)) == {"recalibrated"}
    fewer = with_rule(ORDERED, {"choices": choices[:2]})
    assert set(found(ORDERED, fewer)) == {"redefined"}


def test_a_check_that_climbs_a_ladder_is_recalibrated() -> None:
    levels = levels_of(LADDER)
    moved = with_rule(LADDER, {"levels": {**levels, 1: levels[2], 2: levels[1]}})
    assert set(found(LADDER, moved)) == {"recalibrated"}
    assert {change.path[-1] for change in differences(LADDER, moved)} == {"level"}


def test_a_check_that_is_added_to_a_ladder_needs_a_new_id() -> None:
    levels = levels_of(LADDER)
    more = [*levels[4], {"id": "one-more", "text": "One more thing is written."}]
    assert set(found(LADDER, with_rule(LADDER, {"levels": {**levels, 4: more}}))) == {"redefined"}


RECOMMENDATION_CHANGES: dict[str, tuple[dict[str, object], set[str]]] = {
    "guidance": ({"levels": {**THEME.levels, 0: "Else."}}, {"editorial"}),
    "title": ({"title": "Else"}, {"editorial"}),
    "statement": ({"statement": "Else."}, {"clarified"}),
    "adopted": (
        {
            "content_status": "confirmed",
            "title": "Else",
            "statement": "Else.",
            "levels": {0: "Else."},
        },
        {"confirmed", "editorial"},
    ),
    "part of the adopted text": (
        {"content_status": "partial", "statement": "Else."},
        {"confirmed"},
    ),
    "retired": ({"lifecycle": "retired"}, {"retired"}),
}


@pytest.mark.parametrize("name", RECOMMENDATION_CHANGES)
def test_the_class_of_a_change_of_a_recommendation(name: str) -> None:
    fields, expected = RECOMMENDATION_CHANGES[name]
    assert set(found(THEME, THEME.model_copy(update=fields))) == expected


def test_a_text_that_is_known_less_well_is_said_to_be_clarified() -> None:
    confirmed = THEME.model_copy(update={"content_status": "confirmed"})
    assert set(found(confirmed, THEME)) == {"clarified"}


def test_adopted_text_is_confirmed_when_it_comes_and_clarified_when_it_changes() -> None:
    confirmed = THEME.model_copy(update={"content_status": "confirmed"})
    text = {"language": "en", "statement": "Lend.", "source": "https://example.org/a"}
    adopted = AdoptedText.model_validate({**text, "digest": "0" * 64})
    quoted = confirmed.model_copy(update={"adopted_text": adopted})
    again = adopted.model_copy(update={"statement": "Lend more."})
    mended = confirmed.model_copy(update={"adopted_text": again})
    assert set(found(confirmed, quoted)) == {"confirmed"}
    assert set(found(quoted, mended)) == {"clarified"}
    assert set(found(quoted, confirmed)) == {"clarified"}


def test_the_digest_is_of_the_words_and_not_of_how_lines_break() -> None:
    text = {"language": "en", "source": "https://example.org/a", "digest": "0" * 64}

    def digest(statement: str, *actions: str) -> str:
        words = {"statement": statement, "actions": actions}
        return AdoptedText.model_validate({**text, **words}).digest_of_words

    assert digest("Lend all\n  books.\n", "Now.") == digest("Lend all books.", "Now.")
    others = (("Lend all books. Now.",), ("Lend all book.", "Now."), ("Lend all books.", "now."))
    assert digest("Lend all books.", "Now.") not in {digest(*other) for other in others}


def test_what_was_not_there_is_added() -> None:
    assert dict(found(None, LADDER)) == {"added": ()}


def test_only_new_entries_declare_something() -> None:
    before = changed(LADDER, change_log=(entry("added"), entry("clarified", "Some  words.")))
    log = (entry("added"), entry("clarified", "Some\nwords."), entry("moved"), entry(None))
    assert declared(before, changed(LADDER, change_log=log)) == ("moved",)
    assert declared(None, changed(LADDER, change_log=log)) == ("added", "clarified", "moved")


def test_a_class_that_is_given_to_an_old_entry_declares_it() -> None:
    before = changed(LADDER, change_log=(entry(None),))
    assert declared(before, changed(LADDER, change_log=(entry("clarified"),))) == ("clarified",)


@pytest.mark.parametrize(
    ("happened", "said", "missing", "too_much"),
    [
        ((), (), (), ()),
        (("editorial",), (), (), ()),
        (("moved",), (), (), ()),
        (("counted",), (), (), ()),
        (("clarified",), (), ("clarified",), ()),
        (("clarified",), ("editorial",), ("clarified",), ()),
        (("clarified",), ("recalibrated",), ("clarified",), ("recalibrated",)),
        (("clarified", "recalibrated"), ("clarified",), ("recalibrated",), ()),
        (("clarified", "recalibrated"), ("clarified", "recalibrated"), (), ()),
        (("editorial",), ("clarified",), (), ("clarified",)),
        (("moved",), ("editorial",), (), ()),
        (("retired",), (), ("retired",), ()),
        (("retired",), ("redefined",), (), ()),
        (("retired",), ("split",), (), ()),
        (("clarified",), ("merged",), ("clarified",), ("merged",)),
        (("added",), ("added", "redefined"), (), ()),
        (("added",), ("clarified",), (), ("clarified",)),
    ],
)
def test_a_change_log_says_what_happened_and_nothing_else(
    happened: Any, said: Any, missing: Any, too_much: Any
) -> None:
    found_ = dict.fromkeys(happened, (("scope",),))
    assert undeclared(found_, said) == missing
    assert unfounded(found_, said) == too_much


def test_differences_are_readable() -> None:
    before = with_rule(RATIO, {"cut_points": {1: 0.1, 2: 0.5, 3: 0.8, 4: 0.95}})
    after = with_rule(RATIO, {"cut_points": {1: 0.1, 2: 0.5, 3: 0.8, 4: 0.970}})
    (change,) = differences(before, after)
    assert change.path == ("rule", "cut_points", "4")
    assert (change.before, change.after) == ("0.95", "0.97")
    counting = {"include": ("One.", "Two."), "exclude": ("Three.",)}
    first = Kpi.model_validate(LADDER.model_dump() | {"counting": counting})
    counting = {"include": ("Two.", "Four.", "Five."), "exclude": ("Three.",)}
    second = Kpi.model_validate(LADDER.model_dump() | {"counting": counting})
    assert [(each.path, each.before, each.after) for each in differences(first, second)] == [
        (("counting", "include"), "One.", "Four."),
        (("counting", "include"), None, "Five."),
    ]


def test_a_case_is_found_by_its_title() -> None:
    case = LADDER.cases[0].model_copy(update={"reason": "Else."})
    after = changed(LADDER, cases=(case, *LADDER.cases[1:]))
    (change,) = differences(LADDER, after)
    assert change.path == ("cases", case.title, "reason")


def test_every_field_of_a_rule_has_a_class_that_is_listed() -> None:
    assert set(CLASSES) >= {name for _, _, names in KPI_CHANGES.values() for name in names}
    assert isinstance(THEME, Recommendation)
