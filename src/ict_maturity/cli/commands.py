"""In: arguments; out: the group of commands, their shared option and how each of them ends."""

import errno
import io
import sys
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ict_maturity import __version__
from ict_maturity.facts.signs import CONTROL_SIGNS
from ict_maturity.said import Phrase, Sayable, word
from ict_maturity.website.engine import look_for_garbage_seldom, reason_of

if TYPE_CHECKING:
    from ict_maturity.texts.words import Words

PROBLEMS = 1
COMMANDS: Mapping[str, str] = {
    "init": "init:init_command",
    "check": "check:check_command",
    "score": "score:score_command",
    "impact": "impact:impact_command",
    "edition": "edition:edition_command",
    "upgrade": "upgrade:upgrade_command",
    "round": "round:round_command",
    "report": "report:report_command",
    "kit": "kit:kit_command",
    "build": "build:build_command",
    "serve": "serve:serve_command",
    "deploy": "deploy:deploy_command",
    "stage": "export:stage_command",
    "export": "export:export_command",
    "verify": "verify:verify_command",
    "schema": "schema:schema_command",
    "new": "new:new_command",
    "withdraw": "withdraw:withdraw_command",
}
"""Module and name of each command, in the order in which people need them.

A module is imported when its command is typed: most of what the others need takes half a second.
"""
AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])


class Impossible(click.ClickException):
    """Ends a command that was called wrongly or that the machine does not allow."""

    exit_code = 2

    def __init__(self, said: Phrase) -> None:
        super().__init__(spoken(said))


class Suggesting(click.Group):
    """A group of commands that knows which one was meant."""

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed; ends with 2 and the name of one that is close."""
        typed = arguments[0]
        close = get_close_matches(typed, self.list_commands(context), n=1)
        if close and not typed.startswith("-") and self.get_command(context, typed) is None:
            raise misused(word("command.meant", typed=typed, meant=close[0]), context)
        return super().resolve_command(context, arguments)


class Commands(Suggesting):
    """Ends with one clear line, never a traceback, when the machine does not allow something."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command; a full disk or an unreadable folder is told and ends with 2."""
        look_for_garbage_seldom()
        try:
            return super().invoke(context)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            raise Impossible(word("command.not_allowed", reason=reason_of(error))) from error

    def list_commands(self, context: click.Context) -> list[str]:
        """In the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command with this name, None when there is none."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        found: click.Command = getattr(import_module(f"ict_maturity.cli.{module}"), attribute)
        return found


def printable(text: str) -> str:
    """The text without signs that a terminal would obey instead of show."""
    return CONTROL_SIGNS.sub(lambda match: ascii(match.group())[1:-1], text)


def speaker() -> "Words":
    """The words of all commands: so far the machine speaks one language to those who type."""
    # Not above: help needs no catalogue, and what reads them takes a third of its time.
    from ict_maturity.texts.words import ENGLISH, words_of

    return words_of(ENGLISH)


def spoken(said: Sayable) -> str:
    """What a command says, made safe for a terminal."""
    return printable(speaker().say(said))


def say(said: Sayable, err: bool = False) -> None:
    """Print words on the screen."""
    click.echo(spoken(said), err=err)


def misused(said: Phrase, context: click.Context | None = None) -> click.UsageError:
    """Ends a command that was typed wrongly, with 2."""
    return click.UsageError(spoken(said), context)


def tell(said: Phrase) -> None:
    """Say what is going on, to people only: nothing is said to a log or another program."""
    if talks_to_a_person():
        say(word("command.going_on", what=said), err=True)


def talks_to_a_person() -> bool:
    """Whether messages end on a screen."""
    return sys.stderr.isatty()


def chosen_root(context: click.Context, parameter: click.Parameter, value: Path | None) -> Path:
    """The content root: the given folder, or the nearest one upwards with a framework.yaml."""
    if value is not None:
        if (value / "framework.yaml").is_file():
            return value
        raise click.BadParameter(spoken(word("command.no_framework", folder=str(value))))
    found = find_root(Path.cwd())
    if found is None:
        raise misused(word("command.no_root"))
    return found


def find_root(start: Path) -> Path | None:
    """The nearest folder upwards from `start` that holds framework.yaml."""
    folders = (start, *start.parents)
    return next((folder for folder in folders if (folder / "framework.yaml").is_file()), None)


def refuse_without_settings(root: Path) -> None:
    """End with 2 where there is nothing that the site engine could start with."""
    if not (root / "mkdocs.yml").is_file():
        raise Impossible(word("command.no_settings", file=str(root / "mkdocs.yml")))


def with_root(function: AnyFunction) -> AnyFunction:
    """Give a command the option --root."""
    return click.option(
        "--root",
        type=click.Path(path_type=Path),
        callback=chosen_root,
        metavar="DIR",
        help="Folder that holds framework.yaml. [default: the nearest one upwards]",
    )(function)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ict-maturity")
def main() -> None:
    """Check, score and publish maturity assessments that are written in YAML.

    Begin with "ict-maturity check": it reads all content and says what is wrong, where, and what
    to do about it. "ict-maturity COMMAND --help" explains one command.

    A command ends with 0 when all is well, 1 when the content has problems, 2 when it was called
    wrongly or the machine did not allow it.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
