"""In: all content; out: what keeps an edition from being released as adopted."""

from collections.abc import Iterator

from ict_maturity.model import Content, Kpi, Recommendation
from ict_maturity.problems.finding import Finding


def text_is_confirmed(recommendation: Recommendation, content: Content) -> Iterator[Finding]:
    """A release carries adopted text only."""
    if recommendation.text_status != "confirmed":
        yield Finding(
            ("text_status",),
            "text-not-confirmed",
            f'The text of {recommendation.id} is "{recommendation.text_status}"; '
            "a release needs adopted text.",
            "Enter the adopted text with its source and set `text_status: confirmed`.",
        )


def actions_are_evidenced(recommendation: Recommendation, content: Content) -> Iterator[Finding]:
    """A release has for each action a KPI that counts and asks those whom the action addresses."""
    kpis = [kpi for kpi in content.kpis_of(recommendation.id) if kpi.counted]
    for i, action in enumerate(recommendation.actions):
        if not any(
            action.number in kpi.actions and kpi.addressee == action.addressee for kpi in kpis
        ):
            yield Finding(
                ("actions", i, "number"),
                "action-without-kpi",
                f"No KPI that counts evidences action {action.number} of {recommendation.id}, "
                f'which addresses "{action.addressee}".',
                "Write a KPI with the same addressee, or name the action in the `actions` "
                "of one that evidences it.",
            )


def draft_is_not_counted(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A release counts no draft."""
    if kpi.counted and kpi.lifecycle == "draft":
        yield Finding(
            ("lifecycle",),
            "draft-counted",
            f"{kpi.id} is a draft and counts; a release counts adopted KPIs only.",
            "Set `lifecycle: adopted` once it is, or `upcoming` to show it without counting it.",
        )
