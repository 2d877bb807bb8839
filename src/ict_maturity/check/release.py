"""In: all content; out: what keeps an edition from being released as adopted."""

from collections.abc import Iterator

from ict_maturity.model import Content, Kpi, Recommendation
from ict_maturity.problems.finding import Finding, finding


def text_is_confirmed(recommendation: Recommendation, content: Content) -> Iterator[Finding]:
    """A release carries adopted text only."""
    if recommendation.text_status != "confirmed":
        yield finding(
            ("text_status",),
            "text-not-confirmed",
            recommendation=recommendation.id,
            text_status=recommendation.text_status,
        )


def actions_are_evidenced(recommendation: Recommendation, content: Content) -> Iterator[Finding]:
    """A release has for each action a KPI that counts and asks those whom the action addresses."""
    kpis = [kpi for kpi in content.kpis_of(recommendation.id) if kpi.counted]
    for i, action in enumerate(recommendation.actions):
        if not any(
            action.number in kpi.actions and kpi.addressee == action.addressee for kpi in kpis
        ):
            yield finding(
                ("actions", i, "number"),
                "action-without-kpi",
                action=action.number,
                recommendation=recommendation.id,
                addressee=action.addressee,
            )


def draft_is_not_counted(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A release counts no draft."""
    if kpi.counted and kpi.lifecycle == "draft":
        yield finding(("lifecycle",), "draft-counted", kpi=kpi.id)
