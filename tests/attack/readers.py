"""In: what a site published from day to day; out: what its readers can be sure of.

A reader keeps every table that was ever published, knows which offices stand behind each row, and
may be one of them. Offices with a name can be subtracted: their exact tables stand beside.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ict_maturity.aggregate import Site, publish
from ict_maturity.aggregate.distribution import in_recommendation
from ict_maturity.aggregate.panel import Member, members
from ict_maturity.aggregate.results import AllOffices, CycleResults, Rounded
from ict_maturity.aggregate.site import counted_groups
from ict_maturity.model import Content
from ict_maturity.score import score_all
from tests.attack.derive import Answers, Derived, Told, follows

NO_TABLES = AllOffices(offices=None, recommendations={}, breakdowns={}, responses={})


class Leak(NamedTuple):
    """What somebody is sure of; `reader` is the office that knows its own answers, if any."""

    reader: str | None
    derived: Derived


class Watch:
    """Everything that was published, with the truth beside it.

    `changed` says where an exact table was moved by offices without a name, or a frozen one
    differs from what was published before.
    """

    def __init__(self) -> None:
        self.changed: list[str] = []
        self._rows = defaultdict[str, list[Told]](list)
        self._truth = defaultdict[str, dict[str, frozenset[int]]](dict)

    def see(self, content: Content) -> None:
        """Look at the site that is made of this content."""
        scorecards = score_all(content)
        site = publish(content, scorecards)
        self.changed += moved_by_others(content, site)
        for id, group in counted_groups(content).items():
            if id not in site.results:
                continue
            offices = [content.offices[code] for code in sorted(group)]
            rows = rows_of(content, site.results[id], members(content, offices, id, scorecards))
            frozen = id in content.closed or id in content.withdrawals.rounded
            for told, answers in rows:
                if not frozen:
                    self._rows[told.subject].append(told)
                    self._truth[told.subject].update(answers)
                elif told.counts not in [each.counts for each in self._rows[told.subject]]:
                    self.changed.append(f"the frozen {told.subject}")

    @property
    def rows(self) -> int:
        """How many rounded rows were seen."""
        return sum(map(len, self._rows.values()))

    def leaks(self) -> Iterator[Leak]:
        """What an outsider, and each office that knows its own answers, can be sure of."""
        for subject, rows in self._rows.items():
            truth = self._truth[subject]
            # Who stands behind the same rows with the same answer knows the same.
            alike = {
                (*(code in row.behind for row in rows), answer): code
                for code, answer in truth.items()
            }
            for reader in (None, *sorted(alike.values())):
                for derived in follows(rows, truth, () if reader is None else (reader,)):
                    yield Leak(reader, derived)


def moved_by_others(content: Content, site: Site) -> Iterator[str]:
    """Which exact tables are others than those of a site that never heard of unnamed offices."""
    public = {key: each for key, each in content.assessments.items() if content.shows(key)}
    alone = replace(content, assessments=public)
    without = publish(alone, score_all(alone))
    for id, results in site.results.items():
        other = without.results.get(id)
        if other and replace(results, all_offices=NO_TABLES) != replace(
            other, all_offices=NO_TABLES
        ):
            yield f"the exact tables of {id}"
    if site.health.cycle == without.health.cycle and site.health != without.health:
        yield "health"


def rows_of(
    content: Content, results: CycleResults, counted: Sequence[Member]
) -> Iterator[tuple[Told, Answers]]:
    """The rounded rows of a round that are shown, and what the offices behind them answered."""
    for id, row in results.all_offices.recommendations.items():
        place_of = in_recommendation(id)
        found = {each.office.code: place_of(each) for each in counted}
        answers = {code: frozenset({place.cell}) for code, place in found.items() if place}
        exact = results.recommendations[id]
        if row.counts is not None:
            subject, named = f"{results.cycle}/{id}", (*exact.levels, exact.between)
            yield Told(subject, named, frozenset(answers), row.counts), answers
    for field in content.framework.profile:
        row = results.all_offices.breakdowns.get(field.id, Rounded(field.id, None, None))
        values = list(field.values)
        answers = {
            each.office.code: frozenset(map(values.index, each.office.profile.get(field.id, ())))
            for each in counted
        }
        if row.counts is not None:
            named = tuple(each.reporting for each in results.breakdowns[field.id])
            behind = frozenset(answers)
            # A profile stays from round to round, so all rounds count the same answers.
            yield Told(field.id, named, behind, row.counts, field.multiple, every=False), answers
    for question in content.cycles[results.cycle].questions:
        row = results.all_offices.responses[question.id]
        options = list(question.options)
        answers = {
            each.office.code: frozenset(map(options.index, each.assessment.responses[question.id]))
            for each in counted
            if question.id in each.assessment.responses
        }
        if row.counts is not None:
            subject = f"{results.cycle}/{question.id}"
            named = tuple(each.offices for each in results.responses[question.id])
            told = Told(subject, named, frozenset(answers), row.counts, question.multiple)
            yield told, answers
