"""In: one office's profile and all content; out: what is wrong with it."""

from collections.abc import Iterator

from ict_maturity.check.link import profile_value_missing
from ict_maturity.check.markdown import markdown_is_safe
from ict_maturity.model import Content, Office
from ict_maturity.problems.finding import Finding, finding, not_found, repeated
from ict_maturity.said import Sayable, listed, word


def code_is_known(office: Office, content: Content) -> Iterator[Finding]:
    """The code is one that offices/codes.yaml lists."""
    known = {*content.codes.codes, *content.codes.fictional}
    if office.code not in known:
        yield not_found(
            ("code",),
            "office-code-unknown.office",
            office.code,
            known,
            "offices/codes.yaml",
            code=office.code,
            standard=content.codes.standard,
        )


def fictional_offices_have_free_codes(office: Office, content: Content) -> Iterator[Finding]:
    """An invented office never takes a real office's code, nor the other way round."""
    if office.fictional and office.code in content.codes.codes:
        yield finding(
            ("code",),
            "fictional-code-disagrees.real",
            code=office.code,
            state=content.codes.codes[office.code],
            free=first_free(content),
        )
    if not office.fictional and office.code in content.codes.fictional:
        yield finding(("code",), "fictional-code-disagrees.free", code=office.code)


def first_free(content: Content) -> Sayable:
    """A code for a fictional office that no folder has."""
    free = (code for code in content.codes.fictional if ("office", code) not in content.files)
    return next(free, word("problem.one_of_fictional"))


def profile_is_known(office: Office, content: Content) -> Iterator[Finding]:
    """Profile fields and values are declared in framework.yaml, one value unless several may be."""
    multiple = {field.id for field in content.framework.profile if field.multiple}
    for field, values in office.profile.items():
        path = ("profile", field)
        found = list(profile_value_missing(path, field, values, content))
        yield from found
        yield from repeated(((*path, i), value) for i, value in enumerate(values))
        if len(values) > 1 and field not in multiple and not found:
            yield finding(
                path, "one-value-expected.profile", field=field, values=listed(values, "commas")
            )


def profile_answers_what_kpis_ask(office: Office, content: Content) -> Iterator[Finding]:
    """An office that reports fills the profile fields by which KPIs apply: a gap drops no KPI."""
    if not any(key.office == office.code for key in content.assessments):
        return
    asked = {field for kpi in content.kpis.values() for field in kpi.applies_when}
    for field in sorted(asked - set(office.profile)):
        kpis = [kpi.id for kpi in content.kpis.values() if field in kpi.applies_when]
        yield finding(
            ("profile",), "profile-field-missing", field=field, kpis=listed(kpis, "commas")
        )


RULES = (
    code_is_known,
    fictional_offices_have_free_codes,
    profile_is_known,
    profile_answers_what_kpis_ask,
    markdown_is_safe,
)
