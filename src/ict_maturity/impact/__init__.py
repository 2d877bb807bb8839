"""In: content before and after a change; out: the Impact, which names no office that is hidden."""

from ict_maturity.impact.compare import impact
from ict_maturity.impact.report import Impact, Side

__all__ = ["Impact", "Side", "impact"]
