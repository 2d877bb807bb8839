"""Which levels cases show, and where a check may hold two claims: where the lines lie."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ict_maturity.check.case import cases_cover_levels
from ict_maturity.check.text import joins_two_claims
from ict_maturity.load import load
from ict_maturity.model import (
    Answer,
    Binary,
    Case,
    Check,
    Choice,
    Content,
    Kpi,
    NumberRule,
    Ordered,
    Ratio,
    Recency,
    Rule,
)
from ict_maturity.said import word
from tests.english import spoken

BASE = Path(__file__).parent.parent / "examples" / "base"
CUTS = {1: Decimal(1), 2: Decimal(2), 3: Decimal(3), 4: Decimal(4)}
RATIO = Ratio(
    type="ratio",
    numerator="x",
    denominator="y",
    direction="higher",
    floor=Decimal(0),
    cut_points=CUTS,
)
NUMBER = NumberRule(
    type="number", value="x", unit="days", direction="higher", floor=Decimal(0), cut_points=CUTS
)
RECENCY = Recency(type="recency", date="x", floor=Decimal(48), cut_points=CUTS)


@pytest.fixture(scope="module")
def content() -> Content:
    content = load(BASE).content
    assert content is not None
    return content


def kpi_with(content: Content, rule: Rule, *cases: Case, scope: str = "All books.") -> Kpi:
    return content.kpis["K02"].model_copy(update={"rule": rule, "cases": cases, "scope": scope})


def case_of(facts: str, answer: Answer, reference_date: date | None = None) -> Case:
    return Case(
        title="x",
        facts=facts,
        answer=answer,
        reference_date=reference_date,
        level=0,
        reason="The reason says 77, which a reader sees too late.",
    )


@pytest.mark.parametrize(
    ("level", "missing"),
    [
        (0, ["middle", "high"]),
        (1, ["middle", "high"]),
        (2, ["low", "high"]),
        (3, ["low", "middle"]),
        (4, ["low", "middle"]),
    ],
)
def test_each_level_is_a_low_the_middle_or_a_high_one(
    level: int, missing: list[str], content: Content
) -> None:
    case = case_of("x", Answer()).model_copy(update={"level": level})
    messages = [
        each.message for each in cases_cover_levels(kpi_with(content, RECENCY, case), content)
    ]
    assert messages == [word(f"problem.case-level-missing.{band}", kpi="K02") for band in missing]


def test_only_levels_that_the_rule_can_reach_are_wanted(content: Content) -> None:
    rule = Binary(type="binary", check=Check(id="x", text="It is there."), reason="Enough.")
    low = case_of("x", Answer())
    kpi = kpi_with(content, rule, low)
    (finding,) = cases_cover_levels(kpi, content)
    assert spoken(finding.message) == "No case of K02 shows a high level (3 or 4)."
    choices = (Choice(id="no", text="No.", level=1), Choice(id="half", text="Half.", level=2))
    ordered = Ordered(type="ordered", question="Which?", choices=choices)
    assert kpi_with(content, ordered, low).rule.reachable_levels() == {1, 2}


@pytest.mark.parametrize(
    ("sentence", "joined"),
    [
        ("The plan names the shelves, and it was signed.", True),
        ("A list is kept, and each entry has a date.", True),
        ("The plan names the shelves, and covers all rooms.", True),
        ("The plan says who decides, and the head signed it.", True),
        ("Owners, dates, and figures are known, and errors were counted.", True),
        ("The plan names the goals, the owner, and the date of each.", False),
        ("Filing, search, and payment are online.", False),
        ("A plan, an owner, and a signed list are there.", False),
        ("A rule was sent to all staff, and the register.", False),
        ("The plan was written and sent.", False),
    ],
)
def test_two_claims_are_seen_by_their_verbs(sentence: str, joined: bool) -> None:
    assert joins_two_claims(sentence) is joined
