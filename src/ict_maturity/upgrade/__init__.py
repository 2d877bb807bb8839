"""In: an assessment and two editions; out: what becomes of each answer under the other one."""

from ict_maturity.upgrade.carry import Carried, Way, carried_over, left_behind

__all__ = ["Carried", "Way", "carried_over", "left_behind"]
