"""In: a KPI; out: what defines its measurement, and the digest of that."""

from typing import Any

from ict_maturity.data.digest import canonical_json, digest_of, plain
from ict_maturity.model import Kpi

MEASURED = (
    "addressee",
    "applies_when",
    "counting",
    "evidence_wanted",
    "measures",
    "rule",
    "scope",
    "valid_for_months",
)
"""The fields of a KPI that say what is measured, on whom, and what a fact needs to count."""
REASONS = ("reason", "reasons")
"""Fields of a rule that say why it is so, and not what it is."""


def measurement_digest(kpi: Kpi) -> str:
    """The digest that changes when, and only when, something else is measured."""
    return digest_of(measurement(kpi))


def measurement(kpi: Kpi) -> dict[str, Any]:
    """What is measured, as plain data in which only what matters is left.

    In these fields no list has an order that says anything: not that of checks, of counting
    rules, or of choices, which name their level.
    """
    written = {name: value for name, value in plain(kpi).items() if name in MEASURED}
    rule = {name: value for name, value in written["rule"].items() if name not in REASONS}
    return {name: _unordered(value) for name, value in {**written, "rule": rule}.items()}


def _unordered(value: Any) -> Any:
    """The data with every list in the one order that its entries give."""
    if isinstance(value, dict):
        return {key: _unordered(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted((_unordered(each) for each in value), key=canonical_json)
    return value
