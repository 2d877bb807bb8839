"""In: nothing; out: English sentences for every reason code of the scoring."""

WORDS = {
    "reason.kpi-not-asked": "This KPI is asked of: {addressee}.",
    "reason.kpi-newer": "This KPI came with edition {since}; the office answered {edition}.",
    "reason.kpi-retired": "This KPI is retired: kept, shown and no longer counted.",
    "reason.kpi-upcoming": "This KPI is upcoming: shown and not counted yet.",
    "reason.kpi-not-applicable": "By its profile the office is outside this KPI ({fields}).",
    "reason.claim-accepted": "That the KPI does not apply was accepted on {accepted_on} "
    "by {accepted_by}.",
    "reason.claim-open": "The office claims that the KPI does not apply. "
    "Until that is accepted it counts as unknown.",
    "reason.answer-unknown": "The office looked and cannot tell.",
    "reason.answer-not-assessed": "The office has not looked at this KPI.",
    "reason.answer-refused": "What was reported cannot be scored.",
    "reason.ladder-level-reached": "Every check up to level {level} is met.",
    "reason.ladder-blocked-by": "{met} of {of} checks of level {level} are met; "
    "still to meet: {checks}.",
    "reason.checklist-counted": "{met} of {of} checks are met, enough for level {level}.",
    "reason.checklist-needs": "Level {level} needs {needed} checks.",
    "reason.checklist-core-missing": "No level above 1 without these core checks: {checks}.",
    "reason.binary-met": "The check is met, which is worth level {level}.",
    "reason.binary-not-met": "The check is not met; it would be worth level {level_if_met}.",
    "reason.checks-open": "Not decided: {checks}. Were it met, the level would be "
    "{possible_level}.",
    "reason.ratio-figure": "{numerator} of {denominator} is {figure}.",
    "reason.number-figure": "The figure is {figure} {unit}.",
    "reason.recency-figure": "From {date} to the reference date, {months} whole months passed.",
    "reason.cut-point-reached": "Level {level} is reached at {cut_point} {direction}.",
    "reason.cut-point-next": "Level {level} would need {cut_point} {direction}.",
    "reason.choice-made": "The state chosen is {choice}, which is level {level}.",
    "reason.evidence-none": "There is no evidence: the answer is stated only.",
    "reason.evidence-grade": "The best evidence has grade {grade}.",
    "reason.evidence-stale": "All evidence is older than {valid_for_months} months; "
    "the best of it has grade {grade}, and its points are halved.",
    "reason.evidence-caps": "The evidence backs level {cap}, not the level {level} that is shown.",
    "reason.nothing-applicable": "No KPI of this Recommendation applies to the office.",
    "reason.core-below": "Level {level} needs every core KPI; below it: {kpis}.",
    "reason.too-many-below": "More KPIs than allowed are below level {level}: {kpis}.",
    "reason.kpi-below-floor": "More than one level below level {level}: {kpis}.",
    "reason.exceptions-used": "Level {level} is reached although this exception is below it: "
    "{kpis}.",
    "reason.score-mean": "The score is the weighted mean over {applicable} KPIs.",
    "reason.coverage-counted": "{assessed} of {applicable} KPIs are assessed, "
    "{coverage} of the weight.",
    "reason.coverage-too-low": "Only {coverage} of the weight is assessed; "
    "a published result needs {needed}.",
    "reason.core-not-assessed": "Not published, because these core KPIs are not assessed: {kpis}.",
    "reason.profile-limited": "{share} of the weight does not apply to the office, "
    "more than {limit}; the result is left out of all aggregates.",
    "reason.confidence-mean": "The evidence earns {points} of the points: confidence {confidence}.",
    "reason.nothing-assessed": "No KPI is assessed, so there is no confidence to state.",
    "reason.next-level-out-of-reach": "The rules of these KPIs do not reach level {level}: {kpis}.",
    "reason.meet-checks": "Meet for level {level}: {checks}.",
    "reason.meet-checks-any": "Meet for level {level}: {checks}.",
    "reason.open": "Not decided yet: {checks}.",
    "reason.others": "These would do as well: {checks}.",
    "reason.move-figure": "Bring the figure to {cut_point} {direction} for level {level}.",
    "reason.choose-state": "Reach for level {level}: {choices}.",
    "reason.overall-share": "At least {needed} of the published Recommendations are at level "
    "{level} or above, and none is below {lowest_allowed}.",
    "reason.overall-mean": "Mean of {published} published scores; the lowest is {lowest}.",
    "reason.too-few-published": "{published} of {total} Recommendations are published; "
    "an overall result needs {needed}.",
    "reason.too-few-cycles": "Not enough data: a trend needs two rounds under the same KPIs; "
    "there are {cycles}.",
    "reason.target-reached": "Level {level} has reached the target of {target_level}.",
    "reason.target-year-over": "{target_year} is over, and level {level} is below the target "
    "of {target_level}.",
    "reason.pace-compared": "{gained_per_year} levels a year were gained and {needed_per_year} "
    "are needed: {ratio} times the pace.",
    "reason.direction.higher": "or more",
    "reason.direction.lower": "or less",
    "list.and": "{first} and {last}",
    "list.quoted": "“{text}”",
}
