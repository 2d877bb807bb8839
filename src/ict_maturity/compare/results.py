"""In: content before and after; out: each office's newest result on both sides, and restated."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ict_maturity.compare.report import Side
from ict_maturity.model import Assessment, AssessmentKey, Content, Office
from ict_maturity.score import Ready, ready, score_assessment
from ict_maturity.score.scorecard import Scorecard


@dataclass(frozen=True)
class Results:
    """One office's newest submitted report.

    `before` is its newest result before the change, None when it had not reported or could not be
    seen; `restated` is today's report under the framework before.
    """

    office: Office
    assessment: Assessment
    before: Scorecard | None
    restated: Scorecard
    after: Scorecard


def results_of(before: Side, after: Side) -> Iterator[Results]:
    """The results of every public office, in the order of codes.

    Offices that are counted without a name are in no figure but those of their round.
    """
    old, new = Scoring(before), Scoring(after)
    earlier = newest_reports(before.content)
    for code, report in newest_reports(after.content).items():
        office = after.content.offices[code]
        was = before.content.offices.get(code)
        seen = earlier.get(code)
        restated = old.result(report, office)
        same = seen == report and was == office
        scored = old.result(seen, was) if seen and was and not same else None
        yield Results(
            office=office,
            assessment=report,
            before=restated if same else scored,
            restated=restated,
            after=new.result(report, office),
        )


class Scoring:
    """What reports come to on one side: its results where it has them, the engine's elsewhere."""

    def __init__(self, side: Side) -> None:
        self.side = side

    @cached_property
    def prepared(self) -> Ready:
        """The side's framework, made ready when first asked for."""
        return ready(self.side.content)

    def result(self, report: Assessment, office: Office) -> Scorecard:
        """The office's report under the framework of this side."""
        known = self.side.scorecards.get(AssessmentKey(office.code, report.cycle))
        return known or score_assessment(self.side.content, report, office, self.prepared)


def newest_reports(content: Content) -> Mapping[str, Assessment]:
    """The newest submitted report of each public office."""
    newest: dict[str, tuple[tuple[object, ...], Assessment]] = {}
    for key, assessment in sorted(content.assessments.items()):
        if key.office in content.offices and content.shows(key):
            newest[key.office] = later(newest.get(key.office), key, assessment)
    return {code: assessment for code, (_, assessment) in newest.items()}


def later(
    known: tuple[tuple[object, ...], Assessment] | None, key: AssessmentKey, found: Assessment
) -> tuple[tuple[object, ...], Assessment]:
    """The later one of two reports, by the day they hold for."""
    mine = ((found.reference_date, key.cycle), found)
    return mine if known is None or known[0] <= mine[0] else known
