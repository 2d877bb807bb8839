"""In: an office and a round; out: `round withdraw`, which erases what the office sent."""

from datetime import UTC, datetime
from pathlib import Path

import click

from ict_maturity.cli.commands import say, with_root
from ict_maturity.cli.round.options import with_by, with_cycle, with_private
from ict_maturity.rounds.ledger import Ledger
from ict_maturity.rounds.private import private_folder
from ict_maturity.said import word


@click.command("withdraw")
@click.argument("code")
@with_cycle
@click.argument("reason")
@with_root
@with_by
@with_private
def withdraw_command(
    code: str, cycle: str, reason: str, root: Path, by: str, private: Path
) -> None:
    """Erase what the office CODE sent in the round CYCLE, and note REASON in the log.

    The files as they came and its report in the private folder are deleted; the log keeps that
    they came, and when. A report that was public is taken out with "ict-maturity withdraw".
    """
    ledger = Ledger(private_folder(private, root), cycle, by)
    erased = ledger.withdraw(code, reason, datetime.now(UTC))
    say(word("command.round.withdrawn", number=erased, office=code, cycle=cycle))
