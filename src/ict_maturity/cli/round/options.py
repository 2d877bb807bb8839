"""In: a command of `round`; out: the same with the options that several of them have."""

import re
from pathlib import Path

import click

from ict_maturity.cli.commands import AnyFunction, spoken
from ict_maturity.facts.values import CYCLE
from ict_maturity.said import word


def with_private(function: AnyFunction) -> AnyFunction:
    """Give a command the option --private."""
    return click.option(
        "--private",
        type=click.Path(path_type=Path),
        envvar="ICT_MATURITY_PRIVATE",
        show_envvar=True,
        required=True,
        metavar="DIR",
        help="Folder for what nobody else may see, outside of every repository.",
    )(function)


def with_cycle(function: AnyFunction) -> AnyFunction:
    """Give a command the argument CYCLE."""
    return click.argument("cycle", callback=id_of_round)(function)


def id_of_round(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """A round's id is a year, or a year and a number."""
    if not re.fullmatch(CYCLE, value):
        raise click.BadParameter(spoken(word("command.round.id", form=word("form.cycle"))))
    return value
