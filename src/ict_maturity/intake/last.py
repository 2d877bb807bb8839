"""In: content, an office and a round; out: what it reported before and may still be true."""

from typing import Any

from ict_maturity.compare.wishes import wishes_of
from ict_maturity.edition import carried_over
from ict_maturity.facts.answer import BEFORE
from ict_maturity.forms.asked import NEVER, Last
from ict_maturity.model import AssessmentKey, Content


def last_of(content: Content, key: AssessmentKey) -> Last:
    """What the newest report of an earlier round proposes; nothing without one.

    An answer is proposed as `upgrade` proposes it, whether the edition changed or not. A figure
    that is too old to be true still is proposed as the earlier one.
    """
    day = content.cycles[key.cycle].reference_date
    report = content.report_before(key.office, day)
    if report is None:
        return NEVER
    office, cycle = content.offices[key.office], content.cycles[key.cycle]
    before, after = content.answered_under(report.edition), content.answered_under(cycle.edition)
    carried = carried_over(report, office, cycle, before, after)
    answers = {each.kpi.id: each.answer for each in carried if each.answer}
    data: dict[str, dict[str, Any]] = {
        id: answer.model_dump(exclude_none=True, exclude_defaults=True)
        for id, answer in answers.items()
    }
    for each in carried:
        # Beside the fact that it is itself, it would be no earlier one.
        if each.earlier and not each.answer:
            data[each.kpi.id] = {BEFORE.name: each.earlier.model_dump(exclude_none=True)}
    wishes, _ = wishes_of(report, before, after)
    return Last(answers, {"answers": data, **wishes})
