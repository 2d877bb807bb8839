"""In: framework and one assessment; out: the Scorecard, with the reason for every number."""

from ict_maturity.score.assessment import (
    Ready,
    ready,
    regrouped,
    score_all,
    score_assessment,
)
from ict_maturity.score.kpi import score_kpi
from ict_maturity.score.restate import restated_results
from ict_maturity.score.split import splitting
from ict_maturity.score.trend import trends

__all__ = [
    "Ready",
    "ready",
    "regrouped",
    "restated_results",
    "score_all",
    "score_assessment",
    "score_kpi",
    "splitting",
    "trends",
]
