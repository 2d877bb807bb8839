"""In: one assessment round and all content; out: what is wrong with it."""

from collections.abc import Iterator

from ict_maturity.check.edition import not_yet_out
from ict_maturity.check.markdown import markdown_is_safe
from ict_maturity.model import Content, Cycle, edition_order
from ict_maturity.problems.finding import Finding, finding, not_found, repeated


def days_are_in_order(cycle: Cycle, content: Content) -> Iterator[Finding]:
    """A round opens before it closes, and asks about a day that is past when it closes."""
    for field, day in (("opens", cycle.opens), ("reference_date", cycle.reference_date)):
        if day > cycle.closes:
            yield finding(
                (field,), "dates-out-of-order.round", field=field, day=day, closes=cycle.closes
            )


def edition_is_out(cycle: Cycle, content: Content) -> Iterator[Finding]:
    """A round asks about an edition that is out."""
    yield from not_yet_out(("edition",), cycle.edition, content)


def edition_exists(cycle: Cycle, content: Content) -> Iterator[Finding]:
    """A round asks about the edition that is being made, or about one that was cut."""
    known = {content.framework.edition, *(id for kind, id in content.files if kind == "edition")}
    current = edition_order(content.framework.edition)
    if cycle.edition not in known and edition_order(cycle.edition) < current:
        yield not_found(
            ("edition",),
            "edition-not-found",
            cycle.edition,
            known,
            "editions/ and framework.yaml",
            edition=cycle.edition,
        )


def questions_are_listed_once(cycle: Cycle, content: Content) -> Iterator[Finding]:
    """No two questions share an id."""
    yield from repeated(
        (("questions", i, "id"), question.id) for i, question in enumerate(cycle.questions)
    )


RULES = (
    days_are_in_order,
    edition_is_out,
    edition_exists,
    questions_are_listed_once,
    markdown_is_safe,
)
