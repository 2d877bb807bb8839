"""In: a round that is over; out: `round close`, which freezes who answered and its tables."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from ict_maturity.cli.check import problems_of
from ict_maturity.cli.commands import PROBLEMS, Impossible, say, with_root
from ict_maturity.cli.problems import stop_at
from ict_maturity.cli.round.options import (
    ledger_of,
    round_in,
    with_by,
    with_cycle,
    with_private_if_any,
    with_private_side,
)
from ict_maturity.cli.round.standing import standing
from ict_maturity.edition.closing import closed_now, closed_output, file_of_closed
from ict_maturity.model import Closing, Content, Cycle
from ict_maturity.rounds.state import OfficeState, Stage
from ict_maturity.said import listed, long_date, word
from ict_maturity.website.workspace import write_if_changed

UNSETTLED: tuple[Stage, ...] = ("received", "queries_open", "accepted")
"""Where an answer is neither taken in nor refused."""


@click.command("close")
@with_cycle
@with_root
@with_by
@with_private_if_any
@click.option("--again", metavar="REASON", help="Close it again, and say why its tables change.")
def close_command(cycle: str, root: Path, by: str, private: Path | None, again: str | None) -> None:
    """Freeze how many were asked, who answered and the tables of the round CYCLE.

    They are written into cycles/CYCLE.closed.yaml, beside the round's own file. From then on a
    correction is told on the page of its office and changes no table, and an answer that comes
    later is late and in no table. Answers that may be counted without a name are in the rounded
    tables, also those that lie in the private folder.

    Refused until the last day is over, and while an answer waits to be taken in, refused or
    released. With --again the tables are made anew of what is there now, but for the rounded ones,
    and REASON is kept.
    """
    content = content_to_close(root, cycle, again)
    asked = round_in(content, cycle)
    refuse_open(asked)
    ledger = ledger_of(private, root, cycle, by)
    found: Sequence[OfficeState] = ()
    if ledger:
        found = standing(content, asked, ledger, date.today())
        refuse_unsettled(found)
        content = with_private_side(content, root, private, "counted")
    closed = closed_now(content, cycle, Closing(date=date.today(), by=by, why=again))
    if closed is None:
        raise Impossible(word("command.round.close.nobody", cycle=cycle))
    if ledger:
        shown = [
            each.office
            for each in found
            if (each.stage, each.waiting_for) == ("released", "secretariat")
        ]
        ledger.close(closed.digest, shown, datetime.now(UTC))
    output = closed_output(closed)
    write_if_changed(root / output.path, output.content)
    say(word("command.round.close.done", cycle=cycle, file=output.path, number=len(closed.reports)))
    say(word("command.round.close.then", file=output.path))


def content_to_close(root: Path, cycle: str, again: str | None) -> Content:
    """All content, in which nothing is wrong but what closing the round again mends.

    Ends with 2 for a round that is closed, or is not, against what was typed.
    """
    content, problems = problems_of(root)
    file = file_of_closed(cycle)
    closed = content.closed.get(cycle) if content else None
    stop_at([each for each in problems if not (closed and again and each.file == file)], root)
    if content is None:  # Never without a problem, which the types cannot say.
        raise click.exceptions.Exit(PROBLEMS)
    if closed and not again:
        day = long_date(closed.history[-1].date)
        raise Impossible(word("command.round.close.before", cycle=cycle, day=day))
    if again and not closed:
        raise Impossible(word("command.round.close.first", cycle=cycle))
    return content


def refuse_open(asked: Cycle) -> None:
    """End with 2 while everybody may answer."""
    if date.today() <= asked.closes:
        day = long_date(asked.closes)
        raise Impossible(word("command.round.close.open", cycle=asked.id, day=day))


def refuse_unsettled(found: Sequence[OfficeState]) -> None:
    """End with 2 while an answer waits for somebody, or an office has time still."""
    unsettled = [
        word(
            "command.round.close.stage",
            office=each.office,
            stage=word(f"command.round.stage.{each.stage}"),
        )
        for each in found
        if each.stage in UNSETTLED
    ]
    if unsettled:
        offices = listed(unsettled, "commas")
        raise Impossible(word("command.round.close.unsettled", offices=offices))
    in_time = [
        word("command.round.close.until", office=each.office, day=long_date(each.last_day))
        for each in found
        if each.stage == "invited" and each.waiting_for == "office" and "late" not in each.marks
    ]
    if in_time:
        raise Impossible(word("command.round.close.time", offices=listed(in_time, "commas")))
