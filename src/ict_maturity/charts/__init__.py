"""In: numbers and words; out: inline SVG that reads without JavaScript, in print and in dark mode.

The charts hold no words of their own and no colours: words come from the caller, colours from the
variables of assets/ict-maturity.css. A chart stands beside a table that says the same.
"""

from ict_maturity.charts.count_bar import count_bar
from ict_maturity.charts.distribution import distribution, small_distribution
from ict_maturity.charts.ladder import CutPoint, cut_points, ladder
from ict_maturity.charts.level_bar import level_bar, level_scale
from ict_maturity.charts.radar import Axis, radar
from ict_maturity.charts.trend import Moment, trend

__all__ = [
    "Axis",
    "CutPoint",
    "Moment",
    "count_bar",
    "cut_points",
    "distribution",
    "ladder",
    "level_bar",
    "level_scale",
    "radar",
    "small_distribution",
    "trend",
]
