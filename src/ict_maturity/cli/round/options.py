"""In: a command of `round`; out: the same with the options that several of them have."""

import re
from collections.abc import Callable
from pathlib import Path

import click

from ict_maturity.cli.commands import AnyFunction, misused, spoken
from ict_maturity.cli.problems import stop_at
from ict_maturity.facts.values import CYCLE
from ict_maturity.load.private import with_private_reports
from ict_maturity.model import Audience, Content, Cycle
from ict_maturity.rounds.ledger import Ledger
from ict_maturity.rounds.private import private_folder
from ict_maturity.said import listed, word

DAY = click.DateTime(["%Y-%m-%d"])


def with_by(function: AnyFunction) -> AnyFunction:
    """Give a command the option --by."""
    return click.option(
        "--by", default="secretariat", show_default=True, metavar="ROLE", help="Role that does it."
    )(function)


def with_private(function: AnyFunction) -> AnyFunction:
    """Give a command the option --private, without which it cannot work."""
    return private_option(required=True)(function)


def with_private_if_any(function: AnyFunction) -> AnyFunction:
    """Give a command the option --private, which a round among public offices does without."""
    return private_option(required=False)(function)


def private_option(required: bool) -> Callable[[AnyFunction], AnyFunction]:
    """The option --private, with its variable."""
    return click.option(
        "--private",
        type=click.Path(path_type=Path),
        envvar="ICT_MATURITY_PRIVATE",
        show_envvar=True,
        required=required,
        metavar="DIR",
        help="Folder for what nobody else may see, outside of every repository.",
    )


def ledger_of(private: Path | None, root: Path, cycle: str, by: str) -> Ledger | None:
    """The private side of a round, None without a private folder."""
    return Ledger(private_folder(private, root), cycle, by) if private else None


def with_private_side(
    content: Content, root: Path, private: Path | None, *audiences: Audience
) -> Content:
    """The content with what lies in the private folder for these audiences, or for any.

    What is wrong there ends the command.
    """
    if private is None:
        return content
    folder = private_folder(private, root).path
    both, problems = with_private_reports(content, folder, *audiences)
    stop_at(problems, folder)
    return both


def round_in(content: Content, cycle: str) -> Cycle:
    """The round; one that has no file ends the command with 2."""
    if cycle not in content.cycles:
        known = listed(content.cycles, "commas") or word("command.none_yet")
        raise misused(word("command.new.no_round", cycle=cycle, known=known))
    return content.cycles[cycle]


def with_cycle(function: AnyFunction) -> AnyFunction:
    """Give a command the argument CYCLE."""
    return click.argument("cycle", callback=id_of_round)(function)


def id_of_round(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """A round's id is a year, or a year and a number."""
    if not re.fullmatch(CYCLE, value):
        raise click.BadParameter(spoken(word("command.round.id", form=word("form.cycle"))))
    return value
