"""What readers of every published table of several rounds can be sure of: nothing of others.

`python -m tests.attack --sites 2000 --seed 1` tries more.
"""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from ict_maturity.aggregate import publish, site
from ict_maturity.aggregate import rounded as audit
from ict_maturity.aggregate.groups import NOBODY
from ict_maturity.edition.withdraw import taken_out
from ict_maturity.model import AssessmentKey, Withdrawal
from ict_maturity.score import score_all
from tests.attack.__main__ import watched
from tests.attack.derive import Derived, Told, follows
from tests.attack.histories import History
from tests.attack.readers import Watch, moved_by_others
from tests.unit.round_examples import Report, levels, unnamed, world

SITES = range(5)
ALL = frozenset("abcdefgh")


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", SITES)
def test_nobody_derives_an_answer_from_all_rounds(seed: int) -> None:
    watch = watched(str(seed))
    assert watch.rows, "or nothing is tried"
    assert watch.changed == []
    assert list(watch.leaks()) == []


@pytest.mark.no_cover
def test_without_the_audit_answers_are_derived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "tells", lambda *_: False)
    readers = {leak.reader for seed in SITES[:3] for leak in watched(str(seed)).leaks()}
    assert None in readers, "an outsider"
    assert len(readers) > 1, "an office that knows its own answer"


def test_exact_tables_that_others_move_are_found() -> None:
    content = world([*levels(2, 3), *unnamed(1)])
    key = next(key for key, each in content.assessments.items() if each.audience == "counted")
    shown = content.assessments[key].model_copy(update={"audience": "public"})
    other = replace(content, assessments={**content.assessments, key: shown})
    assert list(moved_by_others(content, publish(content, score_all(content)))) == []
    found = list(moved_by_others(content, publish(other, score_all(other))))
    assert found == ["the exact tables of 2026", "health"]


def test_frozen_tables_that_change_are_found() -> None:
    days = History(Random("0")).days()
    watch = Watch()
    watch.see(next(days))
    content = next(days)
    watch.see(content)
    assert (bool(watch.rows), watch.changed) == (True, [])
    closed = content.closed["2026"]
    rows = {
        id: row.model_copy(update={"counts": (95, *row.counts[1:])})
        for id, row in closed.all_offices.recommendations.items()
    }
    kept = closed.all_offices.model_copy(update={"recommendations": rows})
    edited = closed.model_copy(update={"all_offices": kept})
    watch.see(replace(content, closed={"2026": edited}))
    assert watch.changed == [f"the frozen 2026/{id}" for id in rows]


def test_who_took_back_a_counted_report_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight of the north round to ten, and without that office seven round to five."""
    counted = [Report("counted", region="north" if n < 7 else None) for n in range(11)]
    first = world([Report(), *counted])
    entry = Withdrawal(office="QB", cycle="2026", date=date(2026, 11, 1), audience="counted")
    left = taken_out(first, [entry]).content
    cycle = left.cycles["2026"]
    day = date(2027, 6, 30)
    again = {
        AssessmentKey(key.office, "2027"): each.model_copy(
            update={"cycle": "2027", "reference_date": day}
        )
        for key, each in left.assessments.items()
    }
    next_round = cycle.model_copy(update={"id": "2027", "reference_date": day})
    then = replace(
        left,
        cycles={**left.cycles, "2027": next_round},
        assessments={**left.assessments, **again},
    )

    def leaks() -> list[Derived]:
        watch = Watch()
        for content in (first, left, then):
            watch.see(content)
        assert watch.rows
        assert watch.changed == []
        return [leak.derived for leak in watch.leaks() if leak.reader is None]

    assert leaks() == []
    monkeypatch.setattr(site, "took_back", lambda *_: NOBODY)
    assert leaks() == [Derived("region", frozenset({"QB"}), 0, inside=True)]


# --- the integer program, by hand ----------------------------------------------------------------


def told(counts: tuple[int, ...], behind: frozenset[str] = ALL, several: bool = False) -> Told:
    return Told("R01", (0,) * len(counts), behind, counts, several)


def of(some: str, cell: int, inside: bool = True) -> Derived:
    return Derived("R01", frozenset(some), cell, inside)


EIGHT = {code: frozenset({0}) for code in "abcdefgh"}
SEVEN = {**EIGHT, "h": frozenset({1})}


def test_all_in_one_cell_follows() -> None:
    assert list(follows([told((10, 0))], EIGHT, ())) == [of("abcdefgh", 0)]
    assert list(follows([told((5, 0))], SEVEN, ())) == []


def test_who_knows_its_own_answer_knows_the_others() -> None:
    assert list(follows([told((5, 0), ALL - {"g"})], SEVEN, ())) == []
    rows = [Told("R01", (3, 0), ALL, (10, 0))]
    assert list(follows(rows, SEVEN, ())) == []
    more = [Told("R01", (1, 0), ALL, (10, 0))]
    assert list(follows(more, SEVEN, ())) == []
    assert list(follows(more, SEVEN, "h")) == [of("abcdefg", 0)]


def test_who_comes_between_two_days_is_read() -> None:
    """Of the first nine two are in the last cell; with one more there are three."""
    nine, ten = frozenset("abcdefghi"), frozenset("abcdefghij")
    truth = {code: frozenset({int(code in "hij")}) for code in ten}
    rows = [told((5, 0), nine), told((5, 5), ten)]
    assert [list(follows([row], truth, ())) for row in rows] == [[], []]
    assert list(follows(rows, truth, ())) == [of("j", 1)]


def test_an_option_that_nobody_chose_follows() -> None:
    truth = {code: frozenset({0}) for code in ALL}
    rows = [Told("R01", (0, 2), ALL, (10, 0), several=True)]
    assert of("abcdefgh", 1, inside=False) in list(follows(rows, truth, ()))
