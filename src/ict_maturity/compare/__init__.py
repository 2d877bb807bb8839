"""In: content before and after a change; out: what changed, and its Impact on every office."""

from ict_maturity.compare.impact import impact
from ict_maturity.compare.report import Impact, Side

__all__ = ["Impact", "Side", "impact"]
