"""In: nothing; out: the closed list of reason codes, with the facts that each one carries."""

from collections.abc import Mapping
from enum import StrEnum


class ReasonCode(StrEnum):
    """Why a number is what it is. `texts` words every code; `FACTS` says what fills the words."""

    KPI_NOT_ASKED = "kpi-not-asked"
    """The KPI addresses somebody else."""
    KPI_NEWER = "kpi-newer"
    """The KPI came with a later edition than the one the office answered."""
    KPI_RETIRED = "kpi-retired"
    """The KPI is kept and shown, and no longer counted."""
    KPI_UPCOMING = "kpi-upcoming"
    """The KPI is shown and not counted yet."""
    KPI_NOT_APPLICABLE = "kpi-not-applicable"
    """The office's profile does not meet `applies_when` in these profile fields."""
    CLAIM_ACCEPTED = "claim-accepted"
    """The office's claim that the KPI does not apply was accepted."""
    CLAIM_OPEN = "claim-open"
    """The office claims that the KPI does not apply; until accepted it counts as unknown."""

    ANSWER_UNKNOWN = "answer-unknown"
    """The office looked and cannot tell, for the KPI as a whole."""
    ANSWER_NOT_ASSESSED = "answer-not-assessed"
    """The office has not looked at the KPI, or left it out."""
    ANSWER_REFUSED = "answer-refused"
    """The reported facts, or the rule itself, cannot be scored; `check` says why."""

    LADDER_LEVEL_REACHED = "ladder-level-reached"
    """Every check up to this level is met."""
    LADDER_BLOCKED_BY = "ladder-blocked-by"
    """These checks of the next level are not met; `met` of `of` are."""
    CHECKLIST_COUNTED = "checklist-counted"
    """So many of the checks are met, which is enough for this level."""
    CHECKLIST_NEEDS = "checklist-needs"
    """The next level needs so many checks."""
    CHECKLIST_CORE_MISSING = "checklist-core-missing"
    """Without these core checks no level above 1 is reached."""
    BINARY_MET = "binary-met"
    """The one check is met."""
    BINARY_NOT_MET = "binary-not-met"
    """The one check is not met."""
    CHECKS_OPEN = "checks-open"
    """These checks are unknown or not assessed; were they met, the level would be this."""
    RATIO_FIGURE = "ratio-figure"
    """The ratio that was read against the cut points."""
    NUMBER_FIGURE = "number-figure"
    """The number that was read against the cut points."""
    RECENCY_FIGURE = "recency-figure"
    """The whole months since the date that were read against the cut points."""
    CUT_POINT_REACHED = "cut-point-reached"
    """The figure reaches the cut point of this level."""
    CUT_POINT_NEXT = "cut-point-next"
    """The cut point of the next level."""
    CHOICE_MADE = "choice-made"
    """The state that the office chose maps to this level."""

    EVIDENCE_NONE = "evidence-none"
    """There is no evidence: the answer is stated only."""
    EVIDENCE_GRADE = "evidence-grade"
    """The best evidence that is not stale has this grade."""
    EVIDENCE_STALE = "evidence-stale"
    """All evidence is older than the KPI accepts; the best of it has this grade."""
    EVIDENCE_CAPS = "evidence-caps"
    """The evidence backs the cap only, not the level that is shown."""

    NOTHING_APPLICABLE = "nothing-applicable"
    """No KPI of the Recommendation applies to the office."""
    CORE_BELOW = "core-below"
    """These core KPIs are below the next level."""
    TOO_MANY_BELOW = "too-many-below"
    """These other KPIs are below the next level, more than are allowed."""
    KPI_BELOW_FLOOR = "kpi-below-floor"
    """These KPIs are more than one level below the next level."""
    EXCEPTIONS_USED = "exceptions-used"
    """The level is reached although these KPIs are below it, which is allowed."""
    SCORE_MEAN = "score-mean"
    """The score is the weighted mean over so many KPIs."""
    COVERAGE_COUNTED = "coverage-counted"
    """So many of the applicable KPIs are assessed, which is this share of the weight."""
    COVERAGE_TOO_LOW = "coverage-too-low"
    """Less than the needed share of the weight is assessed, so the result is not published."""
    CORE_NOT_ASSESSED = "core-not-assessed"
    """These core KPIs are not assessed, so the result is not published."""
    PROFILE_LIMITED = "profile-limited"
    """More than the limit of the weight does not apply to the office."""
    CONFIDENCE_MEAN = "confidence-mean"
    """The mean evidence points of the assessed KPIs give this confidence."""
    NOTHING_ASSESSED = "nothing-assessed"
    """No KPI is assessed, so there is no confidence."""
    NEXT_LEVEL_OUT_OF_REACH = "next-level-out-of-reach"
    """The rules of these KPIs do not reach what the next level needs."""

    MEET_CHECKS = "meet-checks"
    """Meet these checks; `open` are those of them that were not decided yet."""
    MEET_CHECKS_ANY = "meet-checks-any"
    """Meet so many checks: `checks` are the first ones, `others` would do as well as the
    ones among them that are not core."""
    MOVE_FIGURE = "move-figure"
    """Move the figure to the cut point of this level."""
    CHOOSE_STATE = "choose-state"
    """Reach one of these states."""

    OVERALL_SHARE = "overall-share"
    """At least the needed share of the published Recommendations is at this level or above,
    and none is below `lowest_allowed`."""
    OVERALL_MEAN = "overall-mean"
    """The mean of the published scores, and the lowest of them."""
    TOO_FEW_PUBLISHED = "too-few-published"
    """Less than the needed share of the Recommendations is published."""

    TOO_FEW_CYCLES = "too-few-cycles"
    """Fewer than two cycles have a published result under the same KPIs."""
    TARGET_REACHED = "target-reached"
    """The level is at the target or above it."""
    TARGET_YEAR_OVER = "target-year-over"
    """The target year has ended and the level is not reached."""
    PACE_COMPARED = "pace-compared"
    """What was gained a year is this multiple of what is needed a year."""


FACTS: Mapping[ReasonCode, tuple[str, ...]] = {
    ReasonCode.KPI_NOT_ASKED: ("addressee",),
    ReasonCode.KPI_NEWER: ("edition", "since"),
    ReasonCode.KPI_RETIRED: (),
    ReasonCode.KPI_UPCOMING: (),
    ReasonCode.KPI_NOT_APPLICABLE: ("fields",),
    ReasonCode.CLAIM_ACCEPTED: ("accepted_by", "accepted_on"),
    ReasonCode.CLAIM_OPEN: (),
    ReasonCode.ANSWER_UNKNOWN: (),
    ReasonCode.ANSWER_NOT_ASSESSED: (),
    ReasonCode.ANSWER_REFUSED: (),
    ReasonCode.LADDER_LEVEL_REACHED: ("level",),
    ReasonCode.LADDER_BLOCKED_BY: ("checks", "level", "met", "of"),
    ReasonCode.CHECKLIST_COUNTED: ("level", "met", "of"),
    ReasonCode.CHECKLIST_NEEDS: ("level", "needed"),
    ReasonCode.CHECKLIST_CORE_MISSING: ("checks",),
    ReasonCode.BINARY_MET: ("check", "level"),
    ReasonCode.BINARY_NOT_MET: ("check", "level_if_met"),
    ReasonCode.CHECKS_OPEN: ("checks", "possible_level"),
    ReasonCode.RATIO_FIGURE: ("denominator", "figure", "numerator"),
    ReasonCode.NUMBER_FIGURE: ("figure", "unit"),
    ReasonCode.RECENCY_FIGURE: ("date", "months"),
    ReasonCode.CUT_POINT_REACHED: ("cut_point", "direction", "level", "unit"),
    ReasonCode.CUT_POINT_NEXT: ("cut_point", "direction", "level", "unit"),
    ReasonCode.CHOICE_MADE: ("choice", "level"),
    ReasonCode.EVIDENCE_NONE: (),
    ReasonCode.EVIDENCE_GRADE: ("grade",),
    ReasonCode.EVIDENCE_STALE: ("grade", "valid_for_months"),
    ReasonCode.EVIDENCE_CAPS: ("cap", "level"),
    ReasonCode.NOTHING_APPLICABLE: (),
    ReasonCode.CORE_BELOW: ("kpis", "level"),
    ReasonCode.TOO_MANY_BELOW: ("kpis", "level"),
    ReasonCode.KPI_BELOW_FLOOR: ("kpis", "level"),
    ReasonCode.EXCEPTIONS_USED: ("kpis", "level"),
    ReasonCode.SCORE_MEAN: ("applicable",),
    ReasonCode.COVERAGE_COUNTED: ("applicable", "assessed", "coverage"),
    ReasonCode.COVERAGE_TOO_LOW: ("coverage", "needed"),
    ReasonCode.CORE_NOT_ASSESSED: ("kpis",),
    ReasonCode.PROFILE_LIMITED: ("limit", "share"),
    ReasonCode.CONFIDENCE_MEAN: ("confidence", "points"),
    ReasonCode.NOTHING_ASSESSED: (),
    ReasonCode.NEXT_LEVEL_OUT_OF_REACH: ("kpis", "level"),
    ReasonCode.MEET_CHECKS: ("checks", "level", "open"),
    ReasonCode.MEET_CHECKS_ANY: ("checks", "level", "open", "others"),
    ReasonCode.MOVE_FIGURE: ("cut_point", "direction", "level", "unit"),
    ReasonCode.CHOOSE_STATE: ("choices", "level"),
    ReasonCode.OVERALL_SHARE: ("level", "lowest_allowed", "needed"),
    ReasonCode.OVERALL_MEAN: ("lowest", "published"),
    ReasonCode.TOO_FEW_PUBLISHED: ("needed", "published", "total"),
    ReasonCode.TOO_FEW_CYCLES: ("cycles",),
    ReasonCode.TARGET_REACHED: ("level", "target_level"),
    ReasonCode.TARGET_YEAR_OVER: ("level", "target_level", "target_year"),
    ReasonCode.PACE_COMPARED: ("gained_per_year", "needed_per_year", "ratio"),
}
"""The names of each code's facts, in alphabetical order."""
