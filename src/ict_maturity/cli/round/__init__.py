"""In: arguments; out: `round`, the commands of whoever asks offices and takes their answers in."""

import click

from ict_maturity.cli.commands import Suggesting
from ict_maturity.cli.round.close import close_command
from ict_maturity.cli.round.ingest import ingest_command
from ict_maturity.cli.round.open import open_command
from ict_maturity.cli.round.pack import pack_command
from ict_maturity.cli.round.receipt import receipt_command
from ict_maturity.cli.round.status import status_command
from ict_maturity.cli.round.tell import decline_command, extend_command, refuse_command
from ict_maturity.cli.round.withdraw import withdraw_command


@click.group("round", cls=Suggesting)
def round_command() -> None:
    """Ask offices by e-mail and take in what they answer.

    Each office gets a workbook and needs no other program. Who is invited stands in a private
    folder beside the repository, given with --private or in ICT_MATURITY_PRIVATE.
    """


round_command.add_command(open_command)
round_command.add_command(pack_command)
round_command.add_command(ingest_command)
round_command.add_command(receipt_command)
round_command.add_command(status_command)
round_command.add_command(extend_command)
round_command.add_command(decline_command)
round_command.add_command(refuse_command)
round_command.add_command(close_command)
round_command.add_command(withdraw_command)
