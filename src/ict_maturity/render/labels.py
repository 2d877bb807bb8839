"""In: content and a KPI; out: the words for the ids that reasons carry."""

from collections.abc import Mapping

from ict_maturity.model import Content, Kpi


def framework_labels(content: Content) -> Mapping[str, str]:
    """Addressees and profile fields."""
    framework = content.framework
    return {
        **{field.id: field.title for field in framework.profile},
        **{addressee.id: addressee.title for addressee in framework.addressees},
    }


def kpi_labels(kpi: Kpi) -> Mapping[str, str]:
    """The checks or choices of one KPI."""
    return kpi.rule.labels()
