"""In: one office's profile and all content; out: what is wrong with it."""

from collections.abc import Iterator

from ict_maturity.check.edition import not_ascending
from ict_maturity.check.link import profile_value_missing
from ict_maturity.check.markdown import markdown_is_safe
from ict_maturity.model import Content, Office
from ict_maturity.problems.finding import Finding, KeyPath, finding, not_found, repeated
from ict_maturity.said import Sayable, listed, word


def code_is_its_own(office: Office, content: Content) -> Iterator[Finding]:
    """The code is one that an office of its kind may have."""
    yield from code_fits(("code",), office.code, office.fictional, content)


def code_fits(path: KeyPath, code: str, fictional: bool, content: Content) -> Iterator[Finding]:
    """The code is one that offices/codes.yaml lists.

    An invented office never takes a real office's code, nor the other way round.
    """
    known = {*content.codes.codes, *content.codes.fictional}
    if code not in known:
        yield not_found(
            path,
            "office-code-unknown.office",
            code,
            known,
            "offices/codes.yaml",
            code=code,
            standard=content.codes.standard,
        )
    if fictional and code in content.codes.codes:
        yield finding(
            path,
            "fictional-code-disagrees.real",
            code=code,
            state=content.codes.codes[code],
            free=first_free(content),
        )
    if not fictional and code in content.codes.fictional:
        yield finding(path, "fictional-code-disagrees.free", code=code)


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


def former_names_are_in_order(office: Office, content: Content) -> Iterator[Finding]:
    """Former names are listed from the oldest to the newest."""
    yield from not_ascending(
        (("formerly", i, "until"), each.until) for i, each in enumerate(office.formerly)
    )


def former_profiles_are_in_order(office: Office, content: Content) -> Iterator[Finding]:
    """Former profiles are listed from the oldest to the newest."""
    yield from not_ascending(
        (("profile_formerly", i, "until"), each.until)
        for i, each in enumerate(office.profile_formerly)
    )


def predecessors_have_files(office: Office, content: Content) -> Iterator[Finding]:
    """An office continues offices that have a file, each once, and never itself."""
    codes = [each.code for each in office.succeeds]
    yield from repeated((("succeeds", i, "code"), code) for i, code in enumerate(codes))
    for i, code in enumerate(codes):
        path = ("succeeds", i, "code")
        if office.code in before(code, content):
            yield finding(path, "link-to-itself.office", office=office.code)
        elif ("office", code) not in content.files and not content.withdrawals.of(code):
            known = [id for kind, id in content.files if kind == "office"]
            yield not_found(path, "office-not-found", code, known, "offices/", office=code)


def before(code: str, content: Content) -> frozenset[str]:
    """An office and all that it continues, however far back."""
    found: set[str] = set()
    to_do = [code]
    while to_do:
        each = to_do.pop()
        if each not in found and each in content.offices:
            to_do += [earlier.code for earlier in content.offices[each].succeeds]
        found.add(each)
    return frozenset(found)


RULES = (
    code_is_its_own,
    profile_is_known,
    profile_answers_what_kpis_ask,
    former_names_are_in_order,
    former_profiles_are_in_order,
    predecessors_have_files,
    markdown_is_safe,
)
