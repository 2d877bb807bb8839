"""In: content and the editions that were cut; out: where it would break what was published."""

from collections.abc import Iterator
from itertools import pairwise

from ict_maturity.check.assessment import Report
from ict_maturity.check.change import (
    classes_fit,
    fields,
    key_path,
    name_is_known,
    stays_retired,
)
from ict_maturity.check.markdown import text_is_safe
from ict_maturity.compare.classes import Found, Item, found
from ict_maturity.compare.difference import FieldPath, differences
from ict_maturity.compare.history import earlier_digests
from ict_maturity.facts.values import whole_months
from ict_maturity.model import (
    PUBLISHED,
    ChangeClass,
    Content,
    Edition,
    Framework,
    Kpi,
    Office,
    Recommendation,
)
from ict_maturity.problems.finding import Finding, finding

NOTICE_MONTHS = 2
QUIET_MONTHS = 12
FRAMEWORK_FIELDS = frozenset({"addressees", "profile", "thresholds"})
"""Fields of framework.yaml that results are computed with."""
COUNTED: tuple[ChangeClass, ...] = ("clarified", "recalibrated")
"""Changes that offices have to look at; at most one a year for each KPI."""


def framework_is_the_locked_one(framework: Framework, content: Content) -> Iterator[Finding]:
    """What results are computed with does not change within an edition that was cut."""
    edition = content.editions.get(framework.edition)
    if edition is None:
        return
    changes = differences(edition.framework, framework)
    paths = tuple(change.path for change in changes if change.path[0] in FRAMEWORK_FIELDS)
    if paths:
        yield frozen("framework.yaml", paths, framework.edition)


def kpi_is_the_locked_one(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A KPI measures what the edition that the content says it is measures."""
    edition = content.editions.get(content.framework.edition)
    if edition:
        yield from is_frozen(kpi, edition.kpis.get(kpi.id), edition)


def recommendation_is_the_locked_one(
    recommendation: Recommendation, content: Content
) -> Iterator[Finding]:
    """A Recommendation says what the edition that the content says it is says."""
    edition = content.editions.get(content.framework.edition)
    if edition:
        before = edition.recommendations.get(recommendation.id)
        yield from is_frozen(recommendation, before, edition)


def is_frozen(after: Item, before: Item | None, edition: Edition) -> Iterator[Finding]:
    """Only words change within an edition that was cut."""
    happened = found(before, after)
    if "added" in happened:
        yield finding(("id",), "edition-frozen.added", id=after.id, edition=edition.id)
    paths = tuple(path for each in happened if each != "editorial" for path in happened[each])
    if paths:
        yield frozen(after.id, paths, edition.id)


def frozen(name: str, paths: tuple[FieldPath, ...], edition: str) -> Finding:
    """A change that belongs to the next edition."""
    return finding(
        key_path(paths[0]),
        "edition-frozen.changed",
        name=name,
        edition=edition,
        fields=fields(paths),
    )


def kpi_changes_are_declared(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Each change of a KPI since the newest edition stands in its change log with its class."""
    before = coming_from(content)
    if before and kpi.id in before.kpis:
        yield from classes_fit(before.kpis[kpi.id], kpi)


def recommendation_changes_are_declared(
    recommendation: Recommendation, content: Content
) -> Iterator[Finding]:
    """Each change of a Recommendation since the newest edition stands in its change log."""
    before = coming_from(content)
    if before and recommendation.id in before.recommendations:
        yield from classes_fit(before.recommendations[recommendation.id], recommendation)


def retired_kpi_stays_retired(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A KPI that any edition retired never comes back."""
    for edition in content.editions.values():
        if kpi.id in edition.kpis:
            yield from stays_retired(edition.kpis[kpi.id], kpi)


def retired_recommendation_stays_retired(
    recommendation: Recommendation, content: Content
) -> Iterator[Finding]:
    """A Recommendation that any edition retired never comes back."""
    for edition in content.editions.values():
        if recommendation.id in edition.recommendations:
            yield from stays_retired(edition.recommendations[recommendation.id], recommendation)


def kpi_is_announced(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """A new KPI is shown two months, at the least, before it counts."""
    before = coming_from(content)
    if before is None or kpi.id in before.kpis or kpi.lifecycle == "retired":
        return
    day = content.framework.edition_date
    if kpi.lifecycle != "upcoming" or kpi.counts_from is None:
        yield finding(
            ("lifecycle",),
            "notice-too-short.new",
            kpi=kpi.id,
            edition=before.id,
            months=NOTICE_MONTHS,
            day=day,
        )
    elif whole_months(day, kpi.counts_from) < NOTICE_MONTHS:
        yield finding(
            ("counts_from",),
            "notice-too-short.soon",
            kpi=kpi.id,
            counts_from=kpi.counts_from,
            months=NOTICE_MONTHS,
            day=day,
        )


def announced_kpi_waits(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """An announced KPI counts from the day that was announced, and not earlier."""
    before = coming_from(content)
    known = before.kpis.get(kpi.id) if before else None
    if not before or not known or known.lifecycle != "upcoming" or not kpi.counted:
        return
    if not due(known, before, content):
        which = "announced_for" if known.counts_from else "announced_on"
        yield finding(
            ("lifecycle",),
            f"notice-too-short.{which}",
            kpi=kpi.id,
            day=content.framework.edition_date,
            edition=before.id,
            announced=known.counts_from or before.date,
        )


def due(known: Kpi, before: Edition, content: Content) -> bool:
    """Whether an announced KPI may count in the edition that is being made."""
    day = content.framework.edition_date
    if known.counts_from:
        return day >= known.counts_from
    return whole_months(before.date, day) >= NOTICE_MONTHS


def kpi_changes_once_a_year(kpi: Kpi, content: Content) -> Iterator[Finding]:
    """Offices have to look at a KPI anew once a year at most."""
    before = coming_from(content)
    if before is None or kpi.id not in before.kpis:
        return
    changes = counted_changes(found(before.kpis[kpi.id], kpi))
    last = last_change(kpi.id, content) if changes else None
    if last and whole_months(last.date, content.framework.edition_date) < QUIET_MONTHS:
        yield finding(
            key_path(changes[0]),
            "changed-twice-a-year",
            kpi=kpi.id,
            edition=last.id,
            date=last.date,
            fields=fields(changes),
            months=QUIET_MONTHS,
        )


def last_change(id: str, content: Content) -> Edition | None:
    """The newest edition in which offices had to look at a KPI anew."""
    for earlier, later in reversed(list(pairwise(content.editions.values()))):
        both = id in earlier.kpis and id in later.kpis
        if both and counted_changes(found(earlier.kpis[id], later.kpis[id])):
            return later
    return None


def counted_changes(happened: Found) -> tuple[FieldPath, ...]:
    """The fields in which a change made offices look anew."""
    return tuple(path for each in COUNTED for path in happened.get(each, ()))


def coming_from(content: Content) -> Edition | None:
    """The edition that the next one follows, None when the content is an edition that was cut."""
    return None if content.framework.edition in content.editions else content.newest_edition


def name_is_kept(office: Office, content: Content) -> Iterator[Finding]:
    """What the newest edition called an office, it is called or was called formerly."""
    edition = content.newest_edition
    locked = edition.lock.offices.get(office.code) if edition else None
    if locked:
        yield from name_is_known(locked.name, office, content)


def report_is_the_locked_one(report: Report, content: Content) -> Iterator[Finding]:
    """A report says what it said when an edition was cut, but for what its history corrects."""
    edition = edition_with(report.office, report.assessment.cycle, content)
    if edition is None or report.assessment.audience not in PUBLISHED:
        return
    if report.assessment.status != "submitted":
        yield finding(("status",), "report-gone.draft", edition=edition.id)
        return
    digest = edition.lock.offices[report.office].reports[report.assessment.cycle]
    if digest not in earlier_digests(report.assessment):
        yield finding(("history",), "report-rewritten.edition", edition=edition.id)


def edition_with(office: str, cycle: str, content: Content) -> Edition | None:
    """The newest edition whose lock knows an office's report in a round."""
    for edition in reversed(tuple(content.editions.values())):
        locked = edition.lock.offices.get(office)
        if locked and cycle in locked.reports:
            return edition
    return None


def offices_are_kept(edition: Edition, content: Content) -> Iterator[Finding]:
    """Every office that the newest edition names has its file, and so has each of its reports.

    What an office has for itself is its own, and it may take it away.
    """
    if edition is not content.newest_edition:
        return
    for code, locked in edition.lock.offices.items():
        if ("office", code) not in content.files:
            if not content.withdrawals.of(code):
                yield finding(
                    ("offices", code), "office-gone.edition", office=code, edition=edition.id
                )
        elif code in content.published:
            for cycle in locked.reports:
                is_there = ("assessment", f"{code}/{cycle}") in content.files
                if not (is_there or content.withdrawals.of(code, cycle)):
                    yield finding(
                        ("offices", code, "reports", cycle),
                        "report-gone.edition",
                        office=code,
                        cycle=cycle,
                        edition=edition.id,
                    )


def ids_are_kept(edition: Edition, content: Content) -> Iterator[Finding]:
    """Everything that the newest edition has still has its file."""
    if edition is not content.newest_edition:
        return
    for kind, ids in (("recommendation", edition.recommendations), ("kpi", edition.kpis)):
        for id in ids:
            if (kind, id) not in content.files:
                yield finding(
                    (f"{kind}s", id),
                    "id-gone.edition",
                    id=id,
                    edition=edition.id,
                    file=f"{kind}s/{id}-….yaml",
                )


def notes_are_safe(edition: Edition, content: Content) -> Iterator[Finding]:
    """The release notes, which people may word anew, hold no HTML, and links run nothing."""
    yield from text_is_safe(edition.notes, content)


FRAMEWORK_RULES = (framework_is_the_locked_one,)
KPI_RULES = (
    kpi_is_the_locked_one,
    kpi_changes_are_declared,
    retired_kpi_stays_retired,
    kpi_is_announced,
    announced_kpi_waits,
    kpi_changes_once_a_year,
)
RECOMMENDATION_RULES = (
    recommendation_is_the_locked_one,
    recommendation_changes_are_declared,
    retired_recommendation_stays_retired,
)
OFFICE_RULES = (name_is_kept,)
ASSESSMENT_RULES = (report_is_the_locked_one,)
EDITION_RULES = (ids_are_kept, offices_are_kept)
NOTES_RULES = (notes_are_safe,)
