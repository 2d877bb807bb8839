"""In: content and every scorecard; out: the CycleResults of one cycle (docs/method.md, 8)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from ict_maturity.aggregate.disclosure import may_join, may_split
from ict_maturity.aggregate.distribution import LevelOf, distribution
from ict_maturity.aggregate.panel import Member, Panel, panel
from ict_maturity.aggregate.results import (
    CycleResults,
    Distribution,
    Group,
    MedianChange,
    OptionCount,
)
from ict_maturity.model import AssessmentKey, Content, Cycle, Office, ProfileField, Question
from ict_maturity.score import ready, score_assessment
from ict_maturity.score.scorecard import Scorecard

KPIS_TO_BLUR = 2
"""With fewer KPIs a Recommendation's level tells its KPI's, and the one table the other."""


def aggregate_cycle(
    content: Content, cycle: str, scorecards: Mapping[AssessmentKey, Scorecard]
) -> CycleResults:
    """Count the offices of one cycle: public ones by name, aggregate ones without.

    `scorecards` holds every submitted assessment of the cycle; private offices are passed over.
    """
    members = panel(content, cycle, scorecards)
    return CycleResults(
        cycle=cycle,
        asked=len(members.asked) + len(members.unnamed),
        reporting=members.reporting if members.reporting >= members.small_cell else None,
        named=tuple(member.office.code for member in members.named),
        unnamed_left_out=members.has_unnamed and not members.unnamed,
        recommendations={
            id: distribution(id, members, recommendation_level(id), with_unnamed=True)
            for id in sorted(content.recommendations)
        },
        kpis=kpi_distributions(content, members),
        breakdowns={
            field.id: groups(field, members)
            for field in content.framework.profile
            if field.breakdown
        },
        responses={
            question.id: option_counts(question, members)
            for question in content.cycles[cycle].questions
        },
    )


def kpi_distributions(content: Content, members: Panel) -> dict[str, Distribution]:
    """The distribution of every KPI.

    Unnamed offices are left out where a Recommendation has a single KPI: the two tables would say
    the same, and hidden counts of the one could be read from the other.
    """
    counted = Counter(kpi.recommendation for kpi in content.kpis.values() if kpi.counted)
    return {
        id: distribution(
            id,
            members,
            kpi_level(id),
            with_unnamed=counted[kpi.recommendation] >= KPIS_TO_BLUR,
        )
        for id, kpi in sorted(content.kpis.items())
    }


def recommendation_level(id: str) -> LevelOf:
    """The shown level of a result that is published and not profile-limited."""

    def level_of(member: Member) -> int | None:
        result = member.scorecard.recommendations[id]
        if result.levels is None or not result.published or result.profile_limited:
            return None
        return result.levels.shown

    return level_of


def kpi_level(id: str) -> LevelOf:
    """The shown level of a KPI that counts and is assessed."""

    def level_of(member: Member) -> int | None:
        result = member.scorecard.kpis[id]
        return result.shown.level if result.standing == "counted" and result.assessed else None

    return level_of


def groups(field: ProfileField, members: Panel) -> tuple[Group, ...]:
    """Offices asked and reporting by one profile field; a small group is suppressed.

    When a single group is, so is the smallest other one, for the total less the others would
    tell it.
    """
    unnamed = offices_of(members.unnamed)
    parts = [with_value(unnamed, field.id, value) for value in field.values]
    blank = sum(field.id not in office.profile for office in unnamed)
    if not may_split((*parts, blank), len(unnamed), members.small_cell):
        parts = [0 for _ in field.values]
    asked = [
        with_value(members.asked, field.id, value) + part
        for value, part in zip(field.values, parts, strict=True)
    ]
    reporting = [
        with_value(offices_of(members.named), field.id, value) + part
        for value, part in zip(field.values, parts, strict=True)
    ]
    suppressed = {index for index, count in enumerate(asked) if count < members.small_cell}
    if len(suppressed) == 1 and len(asked) > 1:
        suppressed.add(min(set(range(len(asked))) - suppressed, key=lambda index: asked[index]))
    return tuple(
        Group(field.id, value, label, None, None)
        if index in suppressed
        else Group(field.id, value, label, asked[index], reporting[index])
        for index, (value, label) in enumerate(field.values.items())
    )


def offices_of(members: Sequence[Member]) -> list[Office]:
    """The offices of members."""
    return [member.office for member in members]


def with_value(offices: Iterable[Office], field: str, value: str) -> int:
    """How many offices have a value in a profile field."""
    return sum(value in office.profile.get(field, ()) for office in offices)


def option_counts(question: Question, members: Panel) -> tuple[OptionCount, ...]:
    """How many offices chose each option, all None when too few answered the question."""
    named = answers_to(question, members.named)
    unnamed = answers_to(question, members.unnamed)
    parts = [sum(option in chosen for chosen in unnamed) for option in question.options]
    small = members.small_cell
    if not (
        may_join(len(unnamed), len(members.unnamed), small)
        and may_split(parts, len(unnamed), small)
    ):
        unnamed = []
    answered = [*named, *unnamed]
    return tuple(
        OptionCount(
            question.id,
            option,
            label,
            sum(option in chosen for chosen in answered) if len(answered) >= small else None,
        )
        for option, label in question.options.items()
    )


def answers_to(question: Question, members: Sequence[Member]) -> list[tuple[str, ...]]:
    """The options chosen by each member that answered the question."""
    return [
        member.assessment.responses[question.id]
        for member in members
        if question.id in member.assessment.responses
    ]


def since_other_edition(
    content: Content,
    earlier: Cycle,
    later: Cycle,
    scorecards: Mapping[AssessmentKey, Scorecard],
) -> tuple[MedianChange, ...]:
    """The medians of every Recommendation that both editions have; empty under one edition.

    Offices without a name are left out: three figures about them could tell what one would not.
    """
    if earlier.edition == later.edition:
        return ()
    older = content.answered_under(earlier.edition)
    newer = content.answered_under(later.edition)
    before = panel(older, earlier.id, scorecards)
    again = restated(newer, before)
    now = panel(newer, later.id, scorecards)
    return tuple(
        MedianChange(id, *(median_of(id, members) for members in (before, again, now)))
        for id in sorted(older.recommendations.keys() & newer.recommendations.keys())
    )


def restated(content: Content, members: Panel) -> Panel:
    """The same offices with the same answers, scored under the content's edition."""
    prepared = ready(content)
    named = tuple(
        replace(
            member,
            scorecard=score_assessment(content, member.assessment, member.office, prepared),
        )
        for member in members.named
    )
    return replace(members, named=named)


def median_of(recommendation: str, members: Panel) -> Fraction | None:
    """The median over offices with a name, None when too few stand behind it."""
    level_of = recommendation_level(recommendation)
    return distribution(recommendation, members, level_of, with_unnamed=False).median
