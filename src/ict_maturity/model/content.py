"""In: every model object of one content root; out: Content, which the machine works on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from ict_maturity.model.closing import ClosedRound
from ict_maturity.model.edition import Edition
from ict_maturity.model.framework import Framework, Glossary, OfficeCodes
from ict_maturity.model.kpi import Kpi
from ict_maturity.model.office import Assessment, Audience, Cycle, Office
from ict_maturity.model.recommendation import Recommendation
from ict_maturity.model.services import Services
from ict_maturity.model.withdrawal import Withdrawals
from ict_maturity.model.world import Facts

Lines = Mapping[tuple[str | int, ...], int]
"""The line, from 1, of each field of a file and of each entry directly below a field."""


MAIN = "main"
"""The branch of the repository on which people work."""

SeenBy = Literal["public", "members"]
NAMED: Mapping[SeenBy, tuple[Audience, ...]] = {
    "public": ("public",),
    "members": ("public", "members"),
}
"""By who looks, the reports that are shown by name."""
PUBLISHED: tuple[Audience, ...] = ("public", "counted")
"""What reports say of which everybody learns something, by name or in totals."""


class AssessmentKey(NamedTuple):
    """Which office's assessment in which cycle."""

    office: str
    cycle: str


@dataclass(frozen=True)
class Content:
    """All that was read from one content root, each mapping in the order of its keys.

    `files` gives for each object's kind and id (`("kpi", "K07")`, `("assessment", "QM/2026")`,
    `("framework", "framework")` …) the file it was read from, relative to the root; files that have
    a problem and are left out of the content are in it too. `editions` are those that were cut,
    the oldest first; `lines` is by file. `revision` is the branch or tag that keeps these files.
    `seen_by` is who looks at what is made of it: everybody, or the members of the Task Force.
    """

    framework: Framework
    glossary: Glossary
    codes: OfficeCodes
    recommendations: Mapping[str, Recommendation]
    kpis: Mapping[str, Kpi]
    offices: Mapping[str, Office]
    assessments: Mapping[AssessmentKey, Assessment]
    cycles: Mapping[str, Cycle]
    files: Mapping[tuple[str, str], str]
    editions: Mapping[str, Edition] = field(default_factory=dict)
    lines: Mapping[str, Lines] = field(default_factory=dict)
    revision: str = MAIN
    facts: Facts = field(default_factory=Facts)
    services: Services = field(default_factory=Services)
    withdrawals: Withdrawals = field(default_factory=Withdrawals)
    closed: Mapping[str, ClosedRound] = field(default_factory=dict)
    seen_by: SeenBy = "public"

    @cached_property
    def named(self) -> frozenset[str]:
        """The codes of the offices that are shown by name: they allow it, or a report is shown."""
        return self._of(NAMED[self.seen_by])

    @cached_property
    def published(self) -> frozenset[str]:
        """The codes of the offices of which everybody learns something, by name or in totals."""
        return self._of(PUBLISHED)

    def _of(self, audiences: tuple[Audience, ...]) -> frozenset[str]:
        allowed = (code for code, each in self.offices.items() if each.audience in audiences)
        reported = (
            key.office
            for key, each in self.assessments.items()
            if key.office in self.offices and self._is_for(each, audiences)
        )
        return frozenset((*allowed, *reported))

    @staticmethod
    def _is_for(report: Assessment | None, audiences: tuple[Audience, ...]) -> bool:
        return report is not None and report.status == "submitted" and report.audience in audiences

    def shows(self, key: AssessmentKey) -> bool:
        """Whether a report is handed in and shown by name."""
        return self._is_for(self.assessments.get(key), NAMED[self.seen_by])

    def counts(self, key: AssessmentKey) -> bool:
        """Whether a report is handed in and counted without a name."""
        return self._is_for(self.assessments.get(key), ("counted",))

    def kpis_of(self, recommendation: str) -> tuple[Kpi, ...]:
        """The KPIs that name this Recommendation, in the order of their ids."""
        return tuple(kpi for kpi in self.kpis.values() if kpi.recommendation == recommendation)

    def asked_about(self, cycle: Cycle) -> tuple[str, ...]:
        """The ids of the Recommendations of which a cycle asks a KPI; all, when it names none."""
        return tuple(
            id
            for id in self.recommendations
            if not cycle.kpis or any(cycle.asks(kpi.id) for kpi in self.kpis_of(id))
        )

    def continued_as(self, office: str) -> tuple[tuple[Office, date], ...]:
        """The offices that continue one, each with its first day, the earliest first."""
        found = [
            (other, each.since)
            for other in self.offices.values()
            for each in other.succeeds
            if each.code == office
        ]
        return tuple(sorted(found, key=lambda item: (item[1], item[0].code)))

    def report_before(self, office: str, day: date) -> Assessment | None:
        """What an office handed in for the newest day before another one; None when nothing."""
        earlier = [
            each
            for key, each in self.assessments.items()
            if key.office == office and each.status == "submitted" and each.reference_date < day
        ]
        return max(earlier, key=lambda each: (each.reference_date, each.cycle), default=None)

    def successors_of(self, kpi: str) -> tuple[Kpi, ...]:
        """The KPIs that take the place of this one."""
        return tuple(
            other
            for other in self.kpis.values()
            if any(replaced.kpi == kpi for replaced in other.replaces)
        )

    @property
    def newest_edition(self) -> Edition | None:
        """The edition that was cut last, None when none was."""
        return tuple(self.editions.values())[-1] if self.editions else None

    def under(self, edition: Edition) -> "Content":
        """The same offices, rounds and reports, under the framework of an edition."""
        return replace(
            self,
            framework=edition.framework,
            recommendations=edition.recommendations,
            kpis=edition.kpis,
        )

    def answered_under(self, edition: str) -> "Content":
        """The content as it stood in the edition with this id.

        For the current edition, and for one that was never cut, that is the content itself.
        """
        cut = self.editions.get(edition)
        return self if cut is None or edition == self.framework.edition else self.under(cut)

    def source_of(self, kind: str, id: str) -> str:
        """The file that an object was read from, relative to the root."""
        return self.files[kind, id]

    def line_of(self, kind: str, id: str, *path: str | int) -> int | None:
        """Where a field stands in its object's file, None when the file does not have it.

        An entry that is not there, such as the answer to one KPI, has the line of its field.
        """
        lines = self.lines.get(self.source_of(kind, id), {})
        return lines.get(path[:2]) or lines.get(path[:1])
