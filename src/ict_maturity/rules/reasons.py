"""In: nothing; out: the closed list of reason codes, with the facts that each one carries."""

from collections.abc import Mapping
from enum import StrEnum


class ReasonCode(StrEnum):
    """Why a number is what it is. `texts` words every code; `FACTS` says what fills the words."""

    KPI_NOT_ASKED = "kpi-not-asked"
    """The KPI addresses somebody else."""
    KPI_NEWER = "kpi-newer"
    """The KPI came with a later edition than the one the office answered."""
    KPI_NOT_ASKED_THIS_ROUND = "kpi-not-asked-this-round"
    """The round does not ask this KPI."""
    KPI_RETIRED = "kpi-retired"
    """The KPI is kept and shown, and no longer counted."""
    KPI_UPCOMING = "kpi-upcoming"
    """The KPI is shown and not counted yet."""
    KPI_BY_CHOICE = "kpi-by-choice"
    """The KPI addresses somebody else and is answered all the same; it is shown and not counted."""
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
    ANSWER_NONE = "answer-none"
    """There is nothing of the kind, which is level 0."""
    ANSWER_REFUSED = "answer-refused"
    """The reported facts, or the rule itself, cannot be scored; `check` says why."""

    LADDER_LEVEL_REACHED = "ladder-level-reached"
    """Of the checks up to level `through`, `met` of `of` are met and `checks` are not; up to
    level 3 one missing check is forgiven, each other one costs a level."""
    LADDER_NEEDS = "ladder-needs"
    """The next level needs so many further checks."""
    CHECKLIST_COUNTED = "checklist-counted"
    """So many of the checks are met, which is enough for this level."""
    CHECKLIST_NEEDS = "checklist-needs"
    """The next level needs so many checks."""
    CHECKLIST_CORE_MISSING = "checklist-core-missing"
    """Without these core checks no level above 2 is reached."""
    CHECKLIST_SECOND_FIGURE_MISSING = "checklist-second-figure-missing"
    """Without these checks level 4 is not reached."""
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
    ALL_BUT_ONE = "all-but-one"
    """Of three to six, all but one are there, which is enough for this level."""
    CHOICE_MADE = "choice-made"
    """The state that the office chose maps to this level."""
    WAS_HELD = "was-held"
    """An earlier fact shows that the top was held."""
    WAS_IMPROVED = "was-improved"
    """The fact is better than an earlier one, because of what the office changed."""
    SECOND_MISSING = "second-missing"
    """Nothing shows that the fact was held at the top or improved, so the KPI ends at level 3."""

    EVIDENCE_NONE = "evidence-none"
    """There is no evidence: the answer is stated only."""
    EVIDENCE_GRADE = "evidence-grade"
    """The best evidence that is not stale has this grade."""
    EVIDENCE_STALE = "evidence-stale"
    """All evidence is older than the KPI accepts; the best of it has this grade."""
    EVIDENCE_CAPS = "evidence-caps"
    """The evidence backs the cap only, not the level that is shown."""

    NOTHING_APPLICABLE = "nothing-applicable"
    NOTHING_ASKED = "nothing-asked"
    """No KPI of the Recommendation applies to the office."""
    CORE_BELOW = "core-below"
    """These core KPIs are below the next level."""
    TOO_MANY_BELOW = "too-many-below"
    """These other KPIs are below the next level, and only one may be."""
    KPI_BELOW_FLOOR = "kpi-below-floor"
    """These KPIs are more than one level below the next level."""
    EXCEPTION_USED = "exception-used"
    """The level is reached although this KPI is below it: one that is not core may be."""
    SCORE_MEAN = "score-mean"
    """The score is the weighted mean over so many KPIs."""
    COVERAGE_COUNTED = "coverage-counted"
    """So many of the applicable KPIs are assessed; this share of the facts is, by weight."""
    COVERAGE_TOO_LOW = "coverage-too-low"
    """Less than the needed share of the facts is decided, so the result is not published."""
    CORE_UNDECIDED = "core-undecided"
    """Too little of these core KPIs is decided, so the result is not published."""
    SHORT_ROUND = "short-round"
    """The round asked only some of the KPIs that count."""
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
    """Meet so many checks: `checks` are the first ones, each of `others` would do as well as one
    of them that the level can do without."""
    MOVE_FIGURE = "move-figure"
    """Move the figure to the cut point of this level."""
    CHOOSE_STATE = "choose-state"
    """Reach one of these states."""
    HOLD_OR_IMPROVE = "hold-or-improve"
    """Report an earlier fact at the top, or one that is worse with what was changed since."""
    GIVE_EVIDENCE = "give-evidence"
    """Give evidence of this grade or a better one."""

    OVERALL_SHARE = "overall-share"
    """At least the needed share of the Recommendations is at this level or above, and none is
    more than one level below it; with what is undecided taken as met it would be `possible`."""
    OVERALL_LOWEST = "overall-lowest"
    """The published Recommendations with the lowest level."""
    OVERALL_SHORT_ROUND = "overall-short-round"
    """The round left out KPIs of these Recommendations."""
    TOO_FEW_PUBLISHED = "too-few-published"
    """Less than the needed share of the Recommendations is published."""

    TOO_FEW_CYCLES = "too-few-cycles"
    """Fewer than two cycles have a published result."""
    TARGET_REACHED = "target-reached"
    """The level is at the target or above it."""
    TARGET_YEAR_OVER = "target-year-over"
    """The target year has ended and the level is not reached."""
    PACE_COMPARED = "pace-compared"
    """What was gained a year is this multiple of what is needed a year."""


FACTS: Mapping[ReasonCode, tuple[str, ...]] = {
    ReasonCode.KPI_NOT_ASKED: ("addressee",),
    ReasonCode.KPI_NEWER: ("edition", "since"),
    ReasonCode.KPI_NOT_ASKED_THIS_ROUND: (),
    ReasonCode.KPI_RETIRED: (),
    ReasonCode.KPI_UPCOMING: (),
    ReasonCode.KPI_BY_CHOICE: ("addressee",),
    ReasonCode.KPI_NOT_APPLICABLE: ("fields",),
    ReasonCode.CLAIM_ACCEPTED: ("accepted_by", "accepted_on"),
    ReasonCode.CLAIM_OPEN: (),
    ReasonCode.ANSWER_UNKNOWN: (),
    ReasonCode.ANSWER_NOT_ASSESSED: (),
    ReasonCode.ANSWER_NONE: (),
    ReasonCode.ANSWER_REFUSED: (),
    ReasonCode.LADDER_LEVEL_REACHED: ("checks", "level", "met", "of", "through"),
    ReasonCode.LADDER_NEEDS: ("level", "needed"),
    ReasonCode.CHECKLIST_COUNTED: ("level", "met", "of"),
    ReasonCode.CHECKLIST_NEEDS: ("level", "needed"),
    ReasonCode.CHECKLIST_CORE_MISSING: ("checks",),
    ReasonCode.CHECKLIST_SECOND_FIGURE_MISSING: ("checks",),
    ReasonCode.BINARY_MET: ("check", "level"),
    ReasonCode.BINARY_NOT_MET: ("check", "level_if_met"),
    ReasonCode.CHECKS_OPEN: ("checks", "possible_level"),
    ReasonCode.RATIO_FIGURE: ("denominator", "figure", "numerator"),
    ReasonCode.NUMBER_FIGURE: ("figure", "unit"),
    ReasonCode.RECENCY_FIGURE: ("date", "months"),
    ReasonCode.CUT_POINT_REACHED: ("cut_point", "direction", "level", "unit"),
    ReasonCode.CUT_POINT_NEXT: ("cut_point", "direction", "level", "unit"),
    ReasonCode.ALL_BUT_ONE: ("level",),
    ReasonCode.CHOICE_MADE: ("choice", "level"),
    ReasonCode.WAS_HELD: (),
    ReasonCode.WAS_IMPROVED: (),
    ReasonCode.SECOND_MISSING: (),
    ReasonCode.EVIDENCE_NONE: (),
    ReasonCode.EVIDENCE_GRADE: ("grade",),
    ReasonCode.EVIDENCE_STALE: ("grade", "valid_for_months"),
    ReasonCode.EVIDENCE_CAPS: ("cap", "level"),
    ReasonCode.NOTHING_APPLICABLE: (),
    ReasonCode.NOTHING_ASKED: (),
    ReasonCode.CORE_BELOW: ("kpis", "level"),
    ReasonCode.TOO_MANY_BELOW: ("kpis", "level"),
    ReasonCode.KPI_BELOW_FLOOR: ("kpis", "level"),
    ReasonCode.EXCEPTION_USED: ("kpis", "level"),
    ReasonCode.SCORE_MEAN: ("applicable",),
    ReasonCode.COVERAGE_COUNTED: ("applicable", "assessed", "coverage"),
    ReasonCode.COVERAGE_TOO_LOW: ("coverage", "needed"),
    ReasonCode.CORE_UNDECIDED: ("kpis",),
    ReasonCode.SHORT_ROUND: ("asked",),
    ReasonCode.PROFILE_LIMITED: ("limit", "share"),
    ReasonCode.CONFIDENCE_MEAN: ("confidence", "points"),
    ReasonCode.NOTHING_ASSESSED: (),
    ReasonCode.NEXT_LEVEL_OUT_OF_REACH: ("kpis", "level"),
    ReasonCode.MEET_CHECKS: ("checks", "level", "open"),
    ReasonCode.MEET_CHECKS_ANY: ("checks", "level", "open", "others"),
    ReasonCode.MOVE_FIGURE: ("cut_point", "direction", "level", "unit"),
    ReasonCode.CHOOSE_STATE: ("choices", "level"),
    ReasonCode.HOLD_OR_IMPROVE: (),
    ReasonCode.GIVE_EVIDENCE: ("grade",),
    ReasonCode.OVERALL_SHARE: ("level", "needed", "possible"),
    ReasonCode.OVERALL_LOWEST: ("level", "recommendations"),
    ReasonCode.OVERALL_SHORT_ROUND: ("recommendations",),
    ReasonCode.TOO_FEW_PUBLISHED: ("needed", "published", "total"),
    ReasonCode.TOO_FEW_CYCLES: ("cycles",),
    ReasonCode.TARGET_REACHED: ("level", "target_level"),
    ReasonCode.TARGET_YEAR_OVER: ("level", "target_level", "target_year"),
    ReasonCode.PACE_COMPARED: ("gained_per_year", "needed_per_year", "ratio"),
}
"""The names of each code's facts, in alphabetical order."""
