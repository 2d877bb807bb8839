"""In: one office's profile and all content; out: what is wrong with it."""

from collections.abc import Iterator

from ict_maturity.check.link import profile_value_missing
from ict_maturity.check.markdown import markdown_is_safe
from ict_maturity.model import Content, Office
from ict_maturity.problems.finding import Finding, not_found, repeated


def code_is_known(office: Office, content: Content) -> Iterator[Finding]:
    """The code is one that offices/codes.yaml lists."""
    known = {*content.codes.codes, *content.codes.fictional}
    if office.code not in known:
        yield not_found(
            ("code",),
            "office-code-unknown",
            f'"{office.code}" is not a code of {content.codes.standard}, '
            "as offices/codes.yaml lists them.",
            office.code,
            known,
            "offices/codes.yaml",
        )


def fictional_offices_have_free_codes(office: Office, content: Content) -> Iterator[Finding]:
    """An invented office never takes a real office's code, nor the other way round."""
    if office.fictional and office.code in content.codes.codes:
        yield Finding(
            ("code",),
            "fictional-code-disagrees",
            f"The office is fictional, but {office.code} stands for "
            f"{content.codes.codes[office.code]}.",
            f"Take a code that the standard leaves free, such as {first_free(content)}.",
        )
    if not office.fictional and office.code in content.codes.fictional:
        yield Finding(
            ("code",),
            "fictional-code-disagrees",
            f"{office.code} is a code for fictional offices, but the office is not marked so.",
            "Add `fictional: true`, or use the office's own code.",
        )


def first_free(content: Content) -> str:
    """A code for a fictional office that no folder has."""
    free = (code for code in content.codes.fictional if ("office", code) not in content.files)
    return next(free, "one listed under `fictional`")


def profile_is_known(office: Office, content: Content) -> Iterator[Finding]:
    """Profile fields and values are declared in framework.yaml, one value unless several may be."""
    multiple = {field.id for field in content.framework.profile if field.multiple}
    for field, values in office.profile.items():
        path = ("profile", field)
        found = list(profile_value_missing(path, field, values, content))
        yield from found
        yield from repeated(((*path, i), value) for i, value in enumerate(values))
        if len(values) > 1 and field not in multiple and not found:
            yield Finding(
                path,
                "one-value-expected",
                f"An office has one value of {field}; found {', '.join(values)}.",
                "Keep the one that describes the office best.",
            )


def profile_answers_what_kpis_ask(office: Office, content: Content) -> Iterator[Finding]:
    """An office that reports fills the profile fields by which KPIs apply: a gap drops no KPI."""
    if not any(key.office == office.code for key in content.assessments):
        return
    asked = {field for kpi in content.kpis.values() for field in kpi.applies_when}
    for field in sorted(asked - set(office.profile)):
        kpis = [kpi.id for kpi in content.kpis.values() if field in kpi.applies_when]
        yield Finding(
            ("profile",),
            "profile-field-missing",
            f"The profile says nothing on {field}, which decides whether {', '.join(kpis)} "
            "applies.",
            f"Add {field} with one of its values from framework.yaml.",
        )


RULES = (
    code_is_known,
    fictional_offices_have_free_codes,
    profile_is_known,
    profile_answers_what_kpis_ask,
    markdown_is_safe,
)
