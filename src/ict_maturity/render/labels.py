"""In: content; out: the words for the ids that reasons carry, and for a Recommendation."""

from collections.abc import Mapping

from ict_maturity.model import Content, Kpi, Recommendation
from ict_maturity.said import Sayable, word


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


def recommendation_words(item: Recommendation) -> Sayable:
    """Id, title and, for a working theme, that it is one."""
    title = word("titled", id=item.id, title=item.title)
    if not item.is_working_theme:
        return title
    return word("marked", text=title, mark=word("text_status.within.placeholder"))
