"""In: content and a KPI; out: the words for the ids that reasons carry."""

from collections.abc import Mapping

from ict_maturity.model import Content, Kpi, Ordered, checks_of


def framework_labels(content: Content) -> Mapping[str, str]:
    """Addressees and profile fields."""
    framework = content.framework
    return {
        **{field.id: field.title for field in framework.profile},
        **{addressee.id: addressee.title for addressee in framework.addressees},
    }


def kpi_labels(kpi: Kpi) -> Mapping[str, str]:
    """The checks or choices of one KPI."""
    labels = {check.id: check.text for _, check in checks_of(kpi.rule)}
    if isinstance(kpi.rule, Ordered):
        labels |= {choice.id: choice.text for choice in kpi.rule.choices}
    return labels
