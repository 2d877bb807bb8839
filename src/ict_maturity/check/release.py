"""In: all content; out: what keeps an edition from being released as adopted."""

from collections.abc import Iterator

from ict_maturity.check.finding import Finding
from ict_maturity.model import Content, Kpi, Recommendation


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


def draft_is_not_counted(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A release counts no draft."""
    if kpi.counted and kpi.lifecycle == "draft":
        yield Finding(
            ("lifecycle",),
            "draft-counted",
            f"{kpi.id} is a draft and counts; a release counts adopted KPIs only.",
            "Set `lifecycle: adopted` once it is, or `upcoming` to show it without counting it.",
        )
