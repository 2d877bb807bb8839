"""In: content and every scorecard; out: the Site, in which nothing of a private office is left."""

from ict_maturity.aggregate.cycle import aggregate_cycle
from ict_maturity.aggregate.site import Site, publish

__all__ = ["Site", "aggregate_cycle", "publish"]
