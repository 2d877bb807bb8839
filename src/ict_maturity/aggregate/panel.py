"""In: content and scorecards; out: who takes part in one cycle, by name and without."""

from collections.abc import Mapping
from dataclasses import dataclass

from ict_maturity.model import Assessment, AssessmentKey, Content, Office
from ict_maturity.score.scorecard import Scorecard


@dataclass(frozen=True)
class Member:
    """An office that reported in a cycle."""

    office: Office
    assessment: Assessment
    scorecard: Scorecard


@dataclass(frozen=True)
class Panel:
    """Who takes part in one cycle, in the order of codes.

    `asked` are all offices with a name, `named` those of them that reported, `unnamed` the
    reporting offices that are counted without a name; when fewer than `small_cell` of these
    reported, they are left out and `unnamed` is empty. `has_unnamed` says whether there are such
    offices at all, whether they reported or not. Private offices are not here.
    """

    asked: tuple[Office, ...]
    named: tuple[Member, ...]
    unnamed: tuple[Member, ...]
    has_unnamed: bool
    small_cell: int

    @property
    def reporting(self) -> int:
        """The number of reporting offices that are counted."""
        return len(self.named) + len(self.unnamed)


def panel(content: Content, cycle: str, scorecards: Mapping[AssessmentKey, Scorecard]) -> Panel:
    """The panel of a cycle: submitted assessments of offices that are asked as offices.

    An addressee of its own answers other KPIs than the offices, so it is not compared with them.
    """
    small_cell = content.framework.thresholds.small_cell
    apart = {addressee.office for addressee in content.framework.addressees}
    offices = [office for code, office in sorted(content.offices.items()) if code not in apart]
    public = tuple(office for office in offices if office.visibility == "public")
    aggregate = tuple(office for office in offices if office.visibility == "aggregate")
    unnamed = members(content, aggregate, cycle, scorecards)
    return Panel(
        asked=public,
        named=members(content, public, cycle, scorecards),
        unnamed=unnamed if len(unnamed) >= small_cell else (),
        has_unnamed=bool(aggregate),
        small_cell=small_cell,
    )


def members(
    content: Content,
    offices: tuple[Office, ...],
    cycle: str,
    scorecards: Mapping[AssessmentKey, Scorecard],
) -> tuple[Member, ...]:
    """The offices that submitted an assessment in the cycle."""
    keys = (AssessmentKey(office.code, cycle) for office in offices)
    return tuple(
        Member(content.offices[key.office], content.assessments[key], scorecards[key])
        for key in keys
        if key in content.assessments and content.assessments[key].status == "submitted"
    )
