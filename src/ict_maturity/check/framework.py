"""In: framework.yaml, glossary.yaml and offices/codes.yaml; out: what is wrong within them."""

from collections.abc import Iterator

from ict_maturity.model import Content, Framework, Glossary, OfficeCodes
from ict_maturity.problems.finding import Finding, finding, not_found, repeated
from ict_maturity.rules.levels import ALL_LEVELS
from ict_maturity.said import listed


def levels_are_in_order(framework: Framework, content: Content) -> Iterator[Finding]:
    """The five levels are declared once each, from 0 to 4."""
    found = tuple(level.level for level in framework.levels)
    if found != ALL_LEVELS:
        yield finding(("levels",), "level-missing.framework", found=listed(found, "commas"))


def ids_are_listed_once(framework: Framework, content: Content) -> Iterator[Finding]:
    """No two addressees, profile fields or languages share an id."""
    yield from repeated(
        (("addressees", i, "id"), each.id) for i, each in enumerate(framework.addressees)
    )
    yield from repeated((("profile", i, "id"), each.id) for i, each in enumerate(framework.profile))
    yield from repeated((("languages", i), each) for i, each in enumerate(framework.languages))


def confidence_thresholds_rise(framework: Framework, content: Content) -> Iterator[Finding]:
    """Confidence A needs more points than confidence B."""
    thresholds = framework.thresholds
    if thresholds.confidence_a <= thresholds.confidence_b:
        yield finding(
            ("thresholds", "confidence_a"),
            "thresholds-not-rising.confidence",
            a=str(thresholds.confidence_a),
            b=str(thresholds.confidence_b),
        )


def results_are_broken_down_once(framework: Framework, content: Content) -> Iterator[Finding]:
    """One profile field at most tells who answered, because each further one tells more of them."""
    fields = [(i, field) for i, field in enumerate(framework.profile) if field.breakdown]
    for i, field in fields[1:]:
        yield finding(
            ("profile", i, "breakdown"),
            "one-value-expected.breakdown",
            field=field.id,
            first=fields[0][1].id,
        )


def addressed_offices_have_codes(framework: Framework, content: Content) -> Iterator[Finding]:
    """An addressee that is one office has a code that is assigned."""
    known = {*content.codes.codes, *content.codes.fictional}
    for i, addressee in enumerate(framework.addressees):
        if addressee.office and addressee.office not in known:
            yield not_found(
                ("addressees", i, "office"),
                "office-code-unknown.addressee",
                addressee.office,
                known,
                "offices/codes.yaml",
                addressee=addressee.id,
                code=addressee.office,
            )


def terms_are_listed_once(glossary: Glossary, content: Content) -> Iterator[Finding]:
    """No form of a term stands for two entries, whatever its capital letters."""
    yield from repeated(
        (path, form.casefold())
        for i, term in enumerate(glossary.terms)
        for path, form in (
            (("terms", i, "term"), term.term),
            *((("terms", i, "also", j), other) for j, other in enumerate(term.also)),
        )
    )


def codes_are_listed_once(codes: OfficeCodes, content: Content) -> Iterator[Finding]:
    """A code is either assigned or free for fictional offices."""
    yield from repeated(
        (
            *((("codes", code), code) for code in codes.codes),
            *((("fictional", i), code) for i, code in enumerate(codes.fictional)),
        )
    )


FRAMEWORK_RULES = (
    levels_are_in_order,
    ids_are_listed_once,
    confidence_thresholds_rise,
    results_are_broken_down_once,
    addressed_offices_have_codes,
)
GLOSSARY_RULES = (terms_are_listed_once,)
CODES_RULES = (codes_are_listed_once,)
