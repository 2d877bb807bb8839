"""In: one Recommendation and all content; out: what is wrong with it."""

from collections.abc import Iterator

from ict_maturity.check.edition import changes_are_in_order, edition_is_out
from ict_maturity.check.link import addressee_missing, recommendation_missing
from ict_maturity.check.markdown import markdown_is_safe
from ict_maturity.model import Content, Recommendation
from ict_maturity.model.kpi import COUNTED_LIFECYCLES
from ict_maturity.problems.finding import Finding, finding, repeated
from ict_maturity.rules.levels import ALL_LEVELS, missing_levels
from ict_maturity.said import listed, word


def levels_are_complete(recommendation: Recommendation, content: Content) -> Iterator[Finding]:
    """All five levels are described."""
    yield from missing_levels(("levels",), recommendation.levels, ALL_LEVELS)


def source_fits_content_status(
    recommendation: Recommendation, content: Content
) -> Iterator[Finding]:
    """Adopted content says where it is published; a working theme cannot have such a source."""
    if recommendation.is_working_theme and recommendation.source:
        yield finding(("source",), "source-unexpected", recommendation=recommendation.id)
    if not recommendation.is_working_theme and not recommendation.source:
        yield finding(
            ("content_status",),
            "source-missing",
            recommendation=recommendation.id,
            content_status=recommendation.content_status,
        )


def adopted_text_is_what_was_adopted(
    recommendation: Recommendation, content: Content
) -> Iterator[Finding]:
    """A quotation belongs to confirmed content, has its actions, and was not touched since."""
    adopted = recommendation.adopted_text
    if not adopted:
        return
    if recommendation.content_status != "confirmed":
        yield finding(
            ("adopted_text",),
            "adopted-text-unexpected",
            recommendation=recommendation.id,
            content_status=recommendation.content_status,
        )
    told, quoted = [each.number for each in recommendation.actions], len(adopted.actions)
    if sorted(told) != [*range(1, quoted + 1)]:
        yield finding(
            ("adopted_text",),
            "adopted-actions-differ",
            recommendation=recommendation.id,
            told=listed(map(str, told), "commas") or word("problem.none_yet"),
            quoted=quoted,
        )
    if adopted.digest != adopted.digest_of_words:
        yield finding(
            ("adopted_text", "digest"),
            "adopted-text-edited",
            recommendation=recommendation.id,
            digest=adopted.digest_of_words,
        )


def numbers_are_listed_once(recommendation: Recommendation, content: Content) -> Iterator[Finding]:
    """Actions, their parts and related Recommendations are listed once."""
    actions = list(enumerate(recommendation.actions))
    yield from repeated((("actions", i, "number"), str(each.number)) for i, each in actions)
    for i, action in actions:
        yield from repeated(
            (("actions", i, "parts", j, "id"), part.id) for j, part in enumerate(action.parts)
        )
    yield from repeated(
        (("related", "recommendations", i, "id"), other.id)
        for i, other in enumerate(recommendation.related.recommendations)
    )


def addressees_exist(recommendation: Recommendation, content: Content) -> Iterator[Finding]:
    """Actions address somebody whom framework.yaml declares."""
    for i, action in enumerate(recommendation.actions):
        yield from addressee_missing(
            ("actions", i, "addressee"),
            "addressee-not-found.action",
            action.addressee,
            content,
            action=action.number,
        )


def related_exist(recommendation: Recommendation, content: Content) -> Iterator[Finding]:
    """Related Recommendations exist and are others."""
    for i, other in enumerate(recommendation.related.recommendations):
        path = ("related", "recommendations", i, "id")
        if other.id == recommendation.id:
            yield finding(path, "link-to-itself.related", recommendation=other.id)
        else:
            yield from recommendation_missing(
                path,
                "recommendation-not-found.related",
                other.id,
                content,
                recommendation=recommendation.id,
            )


def each_addressee_has_a_core_kpi(
    recommendation: Recommendation, content: Content
) -> Iterator[Finding]:
    """Whoever is asked about a Recommendation that counts is asked a core KPI, whatever it is.

    While the file of a KPI cannot be read, nobody knows what it would be.
    """
    unread = any(kind == "kpi" and id not in content.kpis for kind, id in content.files)
    if unread or recommendation.lifecycle not in COUNTED_LIFECYCLES:
        return
    kpis = [kpi for kpi in content.kpis_of(recommendation.id) if kpi.counted]
    held = {kpi.addressee for kpi in kpis if kpi.core and not kpi.applies_when}
    for addressee in dict.fromkeys(kpi.addressee for kpi in kpis):
        if addressee not in held:
            yield finding(
                ("id",), "core-kpi-missing", recommendation=recommendation.id, addressee=addressee
            )


def content_is_confirmed(recommendation: Recommendation, content: Content) -> Iterator[Finding]:
    """A release carries adopted content only, in whoever's words."""
    if recommendation.content_status != "confirmed":
        yield finding(
            ("content_status",),
            "content-not-confirmed",
            recommendation=recommendation.id,
            content_status=recommendation.content_status,
        )


def actions_are_evidenced(recommendation: Recommendation, content: Content) -> Iterator[Finding]:
    """A release has for each action a KPI that counts and asks those whom the action addresses."""
    kpis = [kpi for kpi in content.kpis_of(recommendation.id) if kpi.counted]
    for i, action in enumerate(recommendation.actions):
        if not any(
            action.number in kpi.actions and kpi.addressee == action.addressee for kpi in kpis
        ):
            yield finding(
                ("actions", i, "number"),
                "action-without-kpi",
                action=action.number,
                recommendation=recommendation.id,
                addressee=action.addressee,
            )


RULES = (
    levels_are_complete,
    source_fits_content_status,
    adopted_text_is_what_was_adopted,
    numbers_are_listed_once,
    addressees_exist,
    related_exist,
    each_addressee_has_a_core_kpi,
    edition_is_out,
    changes_are_in_order,
    markdown_is_safe,
)
RELEASE_RULES = (content_is_confirmed, actions_are_evidenced)
