"""In: content and every scorecard; out: Site, all that pages and exports may know."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from ict_maturity import __version__
from ict_maturity.aggregate.change import round_changes
from ict_maturity.aggregate.closed import as_closed
from ict_maturity.aggregate.cycle import aggregate_cycle
from ict_maturity.aggregate.groups import Group, groups
from ict_maturity.aggregate.health import health_report
from ict_maturity.aggregate.panel import reported_unnamed, took_back
from ict_maturity.aggregate.results import CycleResults, HealthReport
from ict_maturity.data.digest import Provenance, framework_digest, provenance
from ict_maturity.model import (
    AssessmentKey,
    ClosedRound,
    Content,
    Edition,
    Office,
    Withdrawals,
)
from ict_maturity.score import restated_results, score_all, splitting, trends
from ict_maturity.score.scorecard import Scorecard, Trend
from ict_maturity.score.trend import Split


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

    def latest_cycle_about(self, kpis: Iterable[str]) -> str | None:
        """The newest cycle that has results and asked one of these KPIs, or None."""
        wanted = tuple(kpis)
        asked = (
            id for id in self.results if any(self.content.cycles[id].asks(kpi) for kpi in wanted)
        )
        return max(asked, default=None)

    @cached_property
    def _rounds(self) -> Mapping[str, tuple[AssessmentKey, ...]]:
        return by_office(self.scorecards)

    def rounds_of(self, office: str) -> tuple[AssessmentKey, ...]:
        """What the office reported, the oldest round first."""
        return self._rounds.get(office, ())

    def result_before(self, scorecard: Scorecard, recommendation: str) -> Scorecard | None:
        """The office's last earlier scorecard whose round asked about a Recommendation."""
        earlier = (self.scorecards[key] for key in self.rounds_of(scorecard.office))
        asked = [
            each
            for each in earlier
            if each.cycle < scorecard.cycle
            and recommendation in each.recommendations
            and not each.recommendations[recommendation].not_asked
        ]
        return asked[-1] if asked else None

    def latest_scorecard(self, office: str) -> Scorecard | None:
        """The office's newest scorecard, or None when it has not reported."""
        rounds = self.rounds_of(office)
        return self.scorecards[rounds[-1]] if rounds else None


def publish(
    content: Content,
    scorecards: Mapping[AssessmentKey, Scorecard],
    engine_version: str = __version__,
) -> Site:
    """Keep what may be seen by name, and count the rest where that reveals nobody.

    Who looks is said by the content.

    `scorecards` are those of every assessment, as `score_all` gives them.
    """
    public = public_content(content)
    digests = framework_digests(public)
    named = {key: scorecards[key] for key in public.assessments}
    named_trends = trends_by_office(public, named)
    then, counted = counted_in_rounds(content, scorecards)
    progress = named_trends
    if then is not content:
        progress = trends_by_office(public_content(then), counted)
    results = results_by_cycle(then, counted, progress)
    return Site(
        content=public,
        scorecards=named,
        restated=restated_results(public),
        trends=named_trends,
        provenance={
            key: provenance(public, key, digests[assessment.edition], engine_version)
            for key, assessment in public.assessments.items()
        },
        framework_digests=digests,
        engine_version=engine_version,
        results=results,
        health=health_report(then, counted, results),
    )


def counted_in_rounds(
    content: Content, scorecards: Mapping[AssessmentKey, Scorecard]
) -> tuple[Content, Mapping[AssessmentKey, Scorecard]]:
    """The content and scorecards that rounds are counted from: closed ones as they were then."""
    then = as_closed(content)
    if then is content:
        return content, scorecards
    other = {
        key: report
        for key, report in then.assessments.items()
        if report is not content.assessments[key]
    }
    return then, {
        **{key: scorecards[key] for key in then.assessments},
        **score_all(replace(then, assessments=other)),
    }


def trends_by_office(
    content: Content, scorecards: Mapping[AssessmentKey, Scorecard]
) -> Mapping[str, Mapping[str, Trend]]:
    """The trends of each office of public content."""
    named = {key: scorecards[key] for key in content.assessments}
    split, rounds = splitting(content, named), by_office(named)
    return {
        code: office_trends(content, rounds.get(code, ()), named, split) for code in content.offices
    }


def by_office(keys: Iterable[AssessmentKey]) -> Mapping[str, tuple[AssessmentKey, ...]]:
    """What each office reported, the oldest round first."""
    groups = groupby(sorted(keys), key=lambda key: key.office)
    return {office: tuple(rounds) for office, rounds in groups}


def framework_digests(content: Content) -> Mapping[str, str]:
    """The digest of every edition that was cut, asked about or answered, and of the current one."""
    editions = {content.framework.edition, *content.editions}
    editions |= {cycle.edition for cycle in content.cycles.values()}
    editions |= {assessment.edition for assessment in content.assessments.values()}
    views = {id: content.answered_under(id) for id in sorted(editions)}
    current = framework_digest(content)
    return {
        id: current if view is content else framework_digest(view) for id, view in views.items()
    }


def public_content(content: Content) -> Content:
    """The content with what is shown by name alone: no other office, no other report, no draft."""
    offices = {code: among(content, content.offices[code]) for code in sorted(content.named)}
    assessments = {
        key: assessment
        for key, assessment in sorted(content.assessments.items())
        if key.office in offices and content.shows(key)
    }
    kept = {("office", code) for code in offices}
    kept |= {("assessment", "/".join(key)) for key in assessments}
    files = {
        place: file
        for place, file in sorted(content.files.items())
        if place[0] not in ("office", "assessment") or place in kept
    }
    shown = set(files.values())
    lines = {file: found for file, found in content.lines.items() if file in shown}
    return replace(
        content,
        offices=offices,
        assessments=assessments,
        withdrawals=public_withdrawals(content),
        closed={id: among_shown(each, assessments) for id, each in content.closed.items()},
        editions={id: without_offices(each) for id, each in content.editions.items()},
        files=files,
        lines=lines,
    )


def public_withdrawals(content: Content) -> Withdrawals:
    """The withdrawals of offices that were shown by name, unless they have become unnamed since."""
    listed = content.withdrawals.withdrawals
    unnamed = content.offices.keys() - content.named
    return Withdrawals(
        withdrawals=tuple(
            each for each in listed if each.audience == "public" and each.office not in unnamed
        )
    )


def among(content: Content, office: Office) -> Office:
    """An office as those see it who see it by name.

    It says only of named ones that it continues them, and nothing of what it will allow.
    """
    return office.model_copy(
        update={
            "succeeds": tuple(each for each in office.succeeds if each.code in content.named),
            "audience": content.seen_by,
            "audience_since": None,
        }
    )


def among_shown(closed: ClosedRound, shown: Collection[AssessmentKey]) -> ClosedRound:
    """A closed round that names no report but those that are shown by name still."""
    reports = {
        code: digest for code, digest in closed.reports.items() if (code, closed.id) in shown
    }
    return closed.model_copy(update={"reports": reports})


def without_offices(edition: Edition) -> Edition:
    """An edition without what its lock keeps of offices: one of them may be private by now."""
    return replace(edition, lock=edition.lock.model_copy(update={"offices": {}}))


def office_trends(
    content: Content,
    keys: Sequence[AssessmentKey],
    scorecards: Mapping[AssessmentKey, Scorecard],
    split: Split,
) -> Mapping[str, Trend]:
    """An office's trends over its submitted assessments, with the targets of the newest one."""
    if not keys:
        return {}
    newest = max(keys, key=lambda key: (content.assessments[key].reference_date, key))
    targets = content.assessments[newest].targets
    return trends([scorecards[key] for key in keys], targets, split)


def results_by_cycle(
    content: Content,
    scorecards: Mapping[AssessmentKey, Scorecard],
    named_trends: Mapping[str, Mapping[str, Trend]],
) -> Mapping[str, CycleResults]:
    """The results of every cycle in which some office is counted, each under its edition.

    `named_trends` are those of the offices with a name, by their codes.
    """
    cycles = sorted(content.cycles.items())
    small = content.framework.thresholds.small_cell
    counted = counted_groups(content)
    every = (
        aggregate_cycle(content.answered_under(cycle.edition), id, scorecards, counted[id])
        for id, cycle in cycles
    )
    found = [results for results in every if results.named or results.all_offices.shown]
    return {results.cycle: results for results in with_changes(found, named_trends, small)}


def counted_groups(content: Content) -> Mapping[str, Group]:
    """By cycle: who of those that reported is counted without a name.

    Who took back what a rounded table still counts has left: it was in the group of that round.
    """
    cycles = sorted(content.cycles)
    reported = [reported_unnamed(content, id) for id in cycles]
    then = [now | took_back(content, id) for id, now in zip(cycles, reported, strict=True)]
    found = groups(then, content.framework.thresholds.small_cell)
    return {id: group & now for id, group, now in zip(cycles, found, reported, strict=True)}


def with_changes(
    found: Sequence[CycleResults], named_trends: Mapping[str, Mapping[str, Trend]], small: int
) -> Iterator[CycleResults]:
    """Each round with what the offices with a name did since the last one that had such offices."""
    before = None
    for results in found:
        if not results.named:
            yield results
            continue
        if before:
            compared = [named_trends[code] for code in results.named]
            changes = round_changes(compared, before, results.cycle, small)
            yield replace(results, compared_with=before, changes=changes)
        else:
            yield results
        before = results.cycle
