"""In: withdrawals.yaml and all content; out: what is not withdrawn as it says, or was rewritten."""

from collections.abc import Iterator, Mapping

from ict_maturity.check.edition import not_ascending
from ict_maturity.check.link import ids_of
from ict_maturity.check.office import code_fits
from ict_maturity.model import Content, KeptRound, KeptRow, Withdrawals
from ict_maturity.problems.finding import Finding, KeyPath, finding, not_found, repeated
from ict_maturity.said import Sayable

FILE = "withdrawals.yaml"
PLACES = 6
"""The cells of a Recommendation: its levels, and those between levels."""


def codes_are_known(withdrawals: Withdrawals, content: Content) -> Iterator[Finding]:
    """Each withdrawal is of an office that has a code, and is marked when it is an invented one."""
    for i, each in enumerate(withdrawals.withdrawals):
        for found in code_fits(("office",), each.office, each.fictional, content):
            yield found.under("withdrawals", i)


def rounds_exist(withdrawals: Withdrawals, content: Content) -> Iterator[Finding]:
    """What is withdrawn of a round, or kept of it, is of one that has a file."""
    named: list[tuple[KeyPath, str]] = [
        (("withdrawals", i, "cycle"), each.cycle)
        for i, each in enumerate(withdrawals.withdrawals)
        if each.cycle
    ]
    named += [(("rounded", cycle), cycle) for cycle in withdrawals.rounded]
    known = ids_of("cycle", content)
    for path, cycle in named:
        if cycle not in known:
            yield not_found(path, "cycle-not-found", cycle, known, "cycles/", cycle=cycle)


def entries_are_in_order(withdrawals: Withdrawals, content: Content) -> Iterator[Finding]:
    """The oldest withdrawal comes first, and each is said once."""
    entries = list(enumerate(withdrawals.withdrawals))
    yield from not_ascending((("withdrawals", i, "date"), each.date) for i, each in entries)
    yield from repeated(
        (("withdrawals", i, "office"), f"{each.office} {each.cycle or ''}".strip())
        for i, each in entries
    )


def what_is_withdrawn_is_gone(withdrawals: Withdrawals, content: Content) -> Iterator[Finding]:
    """Of what is withdrawn there is no file any more."""
    for i, each in enumerate(withdrawals.withdrawals):
        path = ("withdrawals", i, "office")
        values: dict[str, Sayable] = {"office": each.office, "date": each.date}
        if each.cycle is None and ("office", each.office) in content.files:
            yield finding(path, "withdrawn-still-there.office", **values)
        elif each.cycle and ("assessment", f"{each.office}/{each.cycle}") in content.files:
            yield finding(path, "withdrawn-still-there.report", cycle=each.cycle, **values)


def kept_rows_fit(withdrawals: Withdrawals, content: Content) -> Iterator[Finding]:
    """What is kept of a round has the cells that the round's tables have."""
    for cycle, kept in withdrawals.rounded.items():
        if cycle in content.cycles:
            for path in misfits(cycle, kept, content):
                yield finding(path, "kept-row-does-not-fit", cycle=cycle)


def misfits(cycle: str, kept: KeptRound, content: Content) -> Iterator[KeyPath]:
    """Where the rows of a round have other cells than they should."""
    asked = content.cycles[cycle]
    under = content.answered_under(asked.edition)
    cells: tuple[tuple[str, Mapping[str, KeptRow], Mapping[str, int]], ...] = (
        ("recommendations", kept.recommendations, dict.fromkeys(under.recommendations, PLACES)),
        (
            "breakdowns",
            kept.breakdowns,
            {each.id: len(each.values) for each in under.framework.profile if each.breakdown},
        ),
        ("responses", kept.responses, {each.id: len(each.options) for each in asked.questions}),
    )
    for name, rows, sizes in cells:
        for id, row in rows.items():
            if sizes.get(id) != len(row.counts):
                yield ("rounded", cycle, name, id)


RULES = (
    codes_are_known,
    rounds_exist,
    entries_are_in_order,
    what_is_withdrawn_is_gone,
    kept_rows_fit,
)


def withdrawals_are_kept(before: Content, after: Content) -> Iterator[Finding]:
    """Withdrawals are added to and stay as they are."""
    old, new = before.withdrawals, after.withdrawals
    for i, each in enumerate(old.withdrawals):
        if new.withdrawals[i : i + 1] != (each,):
            yield finding(("withdrawals",), "report-rewritten.withdrawal", office=each.office)
            return
    for cycle, kept in old.rounded.items():
        if new.rounded.get(cycle) != kept:
            yield finding(("rounded",), "report-rewritten.kept_rows", cycle=cycle)
