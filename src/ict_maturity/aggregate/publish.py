"""In: content and every scorecard; out: the Site, which no private or unnamed office reaches."""

from collections.abc import Mapping
from dataclasses import replace

from ict_maturity import __version__
from ict_maturity.aggregate.cycle import aggregate_cycle
from ict_maturity.aggregate.health import health_report
from ict_maturity.aggregate.results import CycleResults
from ict_maturity.aggregate.site import Site
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.provenance import framework_digest, provenance
from ict_maturity.score import trends
from ict_maturity.score.scorecard import Scorecard, Trend


def publish(
    content: Content,
    scorecards: Mapping[AssessmentKey, Scorecard],
    engine_version: str = __version__,
) -> Site:
    """Keep what may be seen by name, and count the rest where that reveals nobody.

    `scorecards` are those of every assessment, as `score_all` gives them.
    """
    public = public_content(content)
    framework = framework_digest(public)
    named = {key: scorecards[key] for key in public.assessments}
    results = results_by_cycle(content, scorecards)
    return Site(
        content=public,
        scorecards=named,
        trends={code: office_trends(public, code, named) for code in public.offices},
        provenance={
            key: provenance(public, key, framework, engine_version) for key in public.assessments
        },
        framework_digest=framework,
        engine_version=engine_version,
        results=results,
        health=health_report(content, scorecards, results),
    )


def public_content(content: Content) -> Content:
    """The content without offices that are private or unnamed, and without drafts."""
    offices = {
        code: office
        for code, office in sorted(content.offices.items())
        if office.visibility == "public"
    }
    assessments = {
        key: assessment
        for key, assessment in sorted(content.assessments.items())
        if key.office in offices and assessment.status == "submitted"
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
    return replace(content, offices=offices, assessments=assessments, files=files, lines=lines)


def office_trends(
    content: Content, code: str, scorecards: Mapping[AssessmentKey, Scorecard]
) -> Mapping[str, Trend]:
    """An office's trends over its submitted assessments, with the targets of the newest one."""
    keys = [key for key in content.assessments if key.office == code]
    if not keys:
        return {}
    newest = max(keys, key=lambda key: (content.assessments[key].reference_date, key))
    return trends([scorecards[key] for key in keys], content.assessments[newest].targets)


def results_by_cycle(
    content: Content, scorecards: Mapping[AssessmentKey, Scorecard]
) -> Mapping[str, CycleResults]:
    """The results of every cycle in which at least one office is counted."""
    every = (aggregate_cycle(content, cycle, scorecards) for cycle in sorted(content.cycles))
    return {
        results.cycle: results
        for results in every
        if results.named or results.reporting is not None
    }
