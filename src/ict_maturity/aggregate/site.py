"""In: nothing; out: Site, all that pages and exports may know."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ict_maturity.aggregate.results import CycleResults, HealthReport
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.provenance import Provenance
from ict_maturity.score.scorecard import Scorecard, Trend


@dataclass(frozen=True)
class Site:
    """What is published: content with public offices only, their scorecards, and aggregates.

    `content.offices` and `content.assessments` hold public offices and submitted assessments only,
    so that no page and no export can reach an office that is private or counted without a name.
    Each of `scorecards` stands under the edition that was answered; `restated` has those of older
    editions again, under the current one. `trends` is by office, then by Recommendation.
    `provenance` says what each scorecard was computed from, by the engine of `engine_version`;
    `framework_digests` has the digest of every edition that a result rests on.
    """

    content: Content
    scorecards: Mapping[AssessmentKey, Scorecard]
    restated: Mapping[AssessmentKey, Scorecard]
    trends: Mapping[str, Mapping[str, Trend]]
    results: Mapping[str, CycleResults]
    provenance: Mapping[AssessmentKey, Provenance]
    framework_digests: Mapping[str, str]
    engine_version: str
    health: HealthReport

    @property
    def framework_digest(self) -> str:
        """The digest of the current edition."""
        return self.framework_digests[self.content.framework.edition]

    def asked_in(self, cycle: str | None) -> "Site":
        """The site in the words of the edition that a cycle asked about; itself for no cycle."""
        if cycle is None:
            return self
        edition = self.content.cycles[cycle].edition
        return replace(self, content=self.content.answered_under(edition))

    @property
    def latest_cycle(self) -> str | None:
        """The newest cycle that has results, or None when there is none."""
        return max(self.results, default=None)

    def latest_scorecard(self, office: str) -> Scorecard | None:
        """The office's newest scorecard, or None when it has not reported."""
        cycles = [key.cycle for key in self.scorecards if key.office == office]
        return self.scorecards[AssessmentKey(office, max(cycles))] if cycles else None
