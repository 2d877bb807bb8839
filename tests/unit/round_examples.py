"""Made-up rounds: offices at chosen levels, with and without a name, and any number of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from ict_maturity.aggregate import Site, publish
from ict_maturity.aggregate.results import CycleResults
from ict_maturity.model import (
    Answer,
    Assessment,
    AssessmentKey,
    Content,
    Cycle,
    Office,
    ProfileField,
    Question,
)
from ict_maturity.score import score_all
from tests.unit.score_examples import (
    assessment,
    content_of,
    kpi,
    level_answer,
    office,
    ordered,
    template,
    with_assessments,
)

SMALL = 5
STATES = ordered(0, 1, 2, 3, 4)
CODES = [f"Q{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
CODES += [f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
REGION = ProfileField(
    id="region", title="Region", values={"north": "North", "south": "South"}, breakdown=True
)
SIZE = ProfileField(id="size", title="Size", values={"small": "Small"})
FOCUS = Question(
    id="focus", title="Focus", text="On what?", options={"data": "Data", "people": "People"}
)


@dataclass(frozen=True)
class Report:
    """One office in one cycle: the level of K01 and K02 (R01) and of K03 (R02, alone)."""

    audience: str = "public"
    first: int | None = 2
    second: int | None = 2
    third: int | None = 2
    region: str | None = "north"
    focus: tuple[str, ...] = ()
    status: str | None = "submitted"
    """None: the office has not reported."""


def framework() -> Content:
    """Two KPIs of R01 and one of R02, all core, so that levels follow from answers at sight."""
    base = content_of(
        kpi("K01", STATES, core=True),
        kpi("K02", STATES, core=True),
        kpi("K03", STATES, recommendation="R02", core=True),
    )
    cycle: Cycle = template().cycles["2026"].model_copy(update={"questions": (FOCUS,)})
    return replace(
        base,
        framework=base.framework.model_copy(update={"profile": (REGION, SIZE)}),
        cycles={"2026": cycle},
    )


FRAMEWORK = framework()


def reported(report: Report) -> Assessment:
    levels = {"K01": report.first, "K02": report.second, "K03": report.third}
    answers = {
        id: Answer(answer="unknown") if level is None else level_answer(STATES, level)
        for id, level in levels.items()
    }
    responses = {"focus": report.focus} if report.focus else {}
    return assessment(answers, status=report.status, responses=responses)


def world(reports: Sequence[Report]) -> Content:
    offices: list[Office] = []
    assessments: dict[AssessmentKey, Assessment] = {}
    for code, report in zip(CODES, reports, strict=False):
        profile = {"region": (report.region,)} if report.region else {}
        offices.append(office(code, report.audience, **profile))
        if report.status:
            assessments[AssessmentKey(code, "2026")] = reported(report)
    return with_assessments(FRAMEWORK, offices, assessments)


def site_of(reports: Sequence[Report]) -> Site:
    content = world(reports)
    return publish(content, score_all(content))


def results_of(reports: Sequence[Report]) -> CycleResults:
    return site_of(reports).results["2026"]


def levels(*found: int, audience: str = "public") -> list[Report]:
    return [Report(audience, level, level, level) for level in found]


def unnamed(*found: int) -> list[Report]:
    return levels(*found, audience="counted")


def in_region(region: str | None, number: int, audience: str = "public") -> list[Report]:
    return [Report(audience, region=region) for _ in range(number)]


LEVEL = st.sampled_from([0, 1, 2, 2, 2, 3, 3, 3, 3, None])
REPORT = st.builds(
    Report,
    audience=st.sampled_from(["public", "counted", "counted", "counted", "own"]),
    first=LEVEL,
    second=st.just(4),
    third=LEVEL,
    region=st.sampled_from(["north", "south", "south", None]),
    focus=st.sampled_from([(), ("data",), ("people",), ("data", "people")]),
    status=st.sampled_from(["submitted", "submitted", "submitted", "draft", None]),
)
WORLDS = st.lists(REPORT, min_size=25, max_size=len(CODES) - 1)
