"""In: KPI health as published and from public offices; out: the Site with what may be taken over.

Offices without a name are counted in some answers and levels of the newest round. Those figures are
taken over when they lie within their bounds; all that follows from them is computed again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ict_maturity.aggregate.cycle import kpi_level, recommendation_level
from ict_maturity.aggregate.distribution import counted, levels_of
from ict_maturity.aggregate.health import crowded, queue, trial_level, with_signals
from ict_maturity.aggregate.health_answers import (
    GROUPS,
    State,
    answers_to_all,
    may_be_published,
    states,
)
from ict_maturity.aggregate.panel import Panel, panel
from ict_maturity.aggregate.results import Answers, Distribution, Health
from ict_maturity.aggregate.site import Site
from ict_maturity.export.results import counts, names
from ict_maturity.model import Content
from ict_maturity.verify.bounds import Bounds, Entry, is_count, median_of

FIGURES = names(counts(""))


@dataclass(frozen=True)
class TakenOver:
    """The site with figures that public data do not suffice for, and the paths of these."""

    site: Site
    paths: tuple[str, ...]


def take_over(site: Site, health: Entry, results: Entry) -> TakenOver:
    """The site with what unnamed offices may have made in `health`, the published health.json.

    `results` is the published file of the same round.
    """
    report = site.health
    if report.cycle is None:
        return TakenOver(site, ())
    content = site.asked_in(report.cycle).content
    members = panel(content, report.cycle, site.scorecards)
    asked = results.get("asked")
    unnamed = asked - site.results[report.cycle].asked if type(asked) is int else 0
    if unnamed < members.small_cell:
        return TakenOver(site, ())
    source = Source(
        by_id(health), by_id(results), content, members, Bounds(unnamed, members.small_cell)
    )
    kpis = {id: source.again(one, source.answers(one)) for id, one in report.kpis.items()}
    recommendations = {
        id: source.again(one, answers_to_all(source.counting(id, kpis.values())))
        for id, one in report.recommendations.items()
    }
    every = [*recommendations.values(), *kpis.values()]
    changed = replace(report, recommendations=recommendations, kpis=kpis, queue=queue(every))
    return TakenOver(replace(site, health=changed), tuple(paths(recommendations, kpis)))


@dataclass(frozen=True)
class Source:
    """Where figures may be taken from: published health and round, and who is behind them."""

    health: Mapping[str, Entry]
    round: Mapping[str, Entry]
    content: Content
    members: Panel
    bounds: Bounds

    def again(self, health: Health, answers: Answers | None) -> Health:
        """What follows from the answers and from the levels that may be taken over."""
        thresholds = self.content.framework.thresholds
        levels = self.levels(health)
        level = crowded(levels, thresholds.one_level_share)
        changed = replace(health, answers=answers, levels=levels, crowded=level, signals=())
        return with_signals(changed, thresholds)

    def counting(self, recommendation: str, kpis: Iterable[Health]) -> Iterator[Answers | None]:
        """The answers to the KPIs that count for a Recommendation."""
        for each in kpis:
            counts = each.kpi is not None and self.content.kpis[each.kpi].counted
            if counts and each.recommendation == recommendation:
                yield each.answers

    def answers(self, health: Health) -> Answers | None:
        """The published answers to a KPI if unnamed offices may have made them, else ours."""
        theirs = self.health.get(health.id, {}).get("answers")
        if not isinstance(theirs, dict) or theirs.get("unnamed") is not True:
            return health.answers
        if not all(is_count(theirs.get(group)) for group in GROUPS):
            return health.answers
        named = states(health.id, self.members.named)
        added = {group: theirs[group] - named[group] for group in GROUPS}
        if not self.may_be_added(added):
            return health.answers
        groups = {group: theirs[group] for group in GROUPS}
        return Answers(asked=sum(groups.values()), unnamed=True, **groups)

    def may_be_added(self, added: Mapping[State, int]) -> bool:
        """Whether unnamed offices can have answered so, and it may be told."""
        unnamed, small = self.bounds.unnamed, self.bounds.small
        possible = min(added.values()) >= 0 and 0 < sum(added.values()) <= unnamed
        return possible and may_be_published(added, unnamed, small)

    def levels(self, health: Health) -> Distribution:
        """The published levels if unnamed offices may have made them, else ours.

        What counts has the levels of the round, so the two files must say the same.
        """
        theirs = self.health.get(health.id, {}).get("levels")
        if not isinstance(theirs, dict) or theirs.get("unnamed") is not True:
            return health.levels
        in_round = self.round.get(health.id, {})
        is_trial = health.kpi is not None and not self.content.kpis[health.kpi].counted
        if not is_trial and any(theirs.get(name) != in_round.get(name) for name in FIGURES):
            return health.levels
        if self.bounds.distribution({**theirs, "suppressed": False}, self.named_at(health)):
            return health.levels
        counts = tuple(theirs["levels"])
        median = None if None in counts else median_of(counts)
        return Distribution(health.id, theirs["offices"], counts, median, unnamed=True)

    def named_at(self, health: Health) -> list[int]:
        """How many public offices are at each level."""
        if health.kpi is None:
            level_of = recommendation_level(health.recommendation)
        elif self.content.kpis[health.kpi].counted:
            level_of = kpi_level(health.kpi)
        else:
            level_of = trial_level(health.kpi)
        return counted(levels_of(self.members.named, level_of))


def by_id(data: Entry) -> dict[str, Entry]:
    """The entries of both lists of a file by the id of what they are about."""
    entries = [
        entry
        for name in ("recommendations", "kpis")
        if isinstance(data.get(name), list)
        for entry in data[name]
        if isinstance(entry, dict)
    ]
    return {str(entry.get("kpi") or entry.get("recommendation")): entry for entry in entries}


def paths(*kinds: Mapping[str, Health]) -> Iterator[str]:
    """Where unnamed offices stand behind a figure."""
    for name, healths in zip(("recommendations", "kpis"), kinds, strict=True):
        for id, health in healths.items():
            if health.answers and health.answers.unnamed:
                yield f"{name}.{id}.answers"
            if health.levels.unnamed:
                yield f"{name}.{id}.levels"
