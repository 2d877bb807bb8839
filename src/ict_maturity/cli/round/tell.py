"""In: what was agreed by mail; out: `round extend`, `decline` and `refuse`, which note it."""

from datetime import UTC, date, datetime
from pathlib import Path

import click

from ict_maturity.cli.commands import Impossible, misused, say, with_root
from ict_maturity.cli.new import framework_of
from ict_maturity.cli.round.options import DAY, round_in, with_by, with_cycle, with_private
from ict_maturity.cli.round.standing import standing
from ict_maturity.rounds.ledger import Ledger
from ict_maturity.rounds.private import private_folder
from ict_maturity.rounds.state import OfficeState
from ict_maturity.said import long_date, word


@click.command("extend")
@click.argument("code")
@with_cycle
@click.argument("day", type=DAY)
@click.argument("reason")
@with_root
@with_by
@with_private
def extend_command(
    code: str, cycle: str, day: datetime, reason: str, root: Path, by: str, private: Path
) -> None:
    """Give the office CODE more time in the round CYCLE, until DAY, and note REASON in the log.

    Its answer is late after that day, and not after the last day of the others. An office that had
    declined takes part again.
    """
    ledger = Ledger(private_folder(private, root), cycle, by)
    state = invited(ledger, code, root)
    until = day.date()
    if until <= state.last_day:
        has = long_date(state.last_day)
        raise Impossible(word("command.round.no_more_time", office=code, day=has))
    ledger.extend(code, until, reason, datetime.now(UTC))
    say(word("command.round.extended", office=code, cycle=cycle, day=long_date(until)))


@click.command("decline")
@click.argument("code")
@with_cycle
@click.argument("reason")
@with_root
@with_by
@with_private
def decline_command(code: str, cycle: str, reason: str, root: Path, by: str, private: Path) -> None:
    """Note that the office CODE takes no part in the round CYCLE, with the REASON it gave.

    It is sent nothing more and waited for no more, until it is given more time or a workbook of
    its own.
    """
    ledger = Ledger(private_folder(private, root), cycle, by)
    state = invited(ledger, code, root)
    if "declined" in state.marks:
        raise Impossible(word("command.round.declined_before", office=code, cycle=cycle))
    if state.stage != "invited":
        raise Impossible(word("command.round.has_answered", office=code, cycle=cycle))
    ledger.decline(code, reason, datetime.now(UTC))
    say(word("command.round.declined", office=code, cycle=cycle))


@click.command("refuse")
@click.argument("code")
@with_cycle
@click.argument("reason")
@with_root
@with_by
@with_private
def refuse_command(code: str, cycle: str, reason: str, root: Path, by: str, private: Path) -> None:
    """Note that what the office CODE sent in the round CYCLE is not taken in, and the REASON.

    For an answer that waits for a reply which does not come. The file as it came is kept; the
    office may send another one.
    """
    ledger = Ledger(private_folder(private, root), cycle, by)
    if not ledger.refuse_last(code, reason, datetime.now(UTC)):
        raise Impossible(word("command.round.nothing_waits", office=code, cycle=cycle))
    say(word("command.round.refused_last", office=code, cycle=cycle))


def invited(ledger: Ledger, code: str, root: Path) -> OfficeState:
    """Where an office stands that was invited to a round that is open; ends with 2 for others."""
    content = framework_of(root)
    asked = round_in(content, ledger.cycle)
    if closed := content.closed.get(ledger.cycle):
        day = long_date(closed.history[0].date)
        raise Impossible(word("command.round.is_closed", cycle=ledger.cycle, day=day))
    found = standing(content, asked, ledger, date.today())
    for each in found:
        if each.office == code and "not_invited" not in each.marks:
            return each
    raise misused(word("command.round.not_invited", office=code, cycle=ledger.cycle))
