"""In: what is to be added; out: `new`, which writes a file with the questions in it."""

from collections.abc import Container, Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from ict_maturity.cli.commands import (
    PROBLEMS,
    Impossible,
    Suggesting,
    misused,
    printable,
    say,
    spoken,
    with_root,
)
from ict_maturity.cli.problems import written
from ict_maturity.data.outputs import Output
from ict_maturity.forms.questionnaire import new_assessment
from ict_maturity.forms.skeleton import RULE_TYPES, new_kpi, new_office, new_recommendation
from ict_maturity.load import load
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.said import listed, word
from ict_maturity.website.workspace import write_if_changed

LONGEST_TITLE = 300


@click.group("new", cls=Suggesting)
def new_command() -> None:
    """Write a new file with all questions in it, to be filled in.

    A file that exists is never overwritten.
    """


def one_line(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """A title fits on one line."""
    title = " ".join(value.split())
    if not title or len(title) > LONGEST_TITLE or printable(title) != title:
        raise click.BadParameter(spoken(word("command.new.title", most=LONGEST_TITLE)))
    return title


@new_command.command("recommendation")
@click.argument("title", callback=one_line)
@with_root
def recommendation_command(title: str, root: Path) -> None:
    """Begin a Recommendation called TITLE, under the next free id."""
    save(root, new_recommendation(framework_of(root), title, date.today()))


@new_command.command("kpi")
@click.argument("title", callback=one_line)
@with_root
@click.option("--recommendation", required=True, metavar="ID", help="Recommendation it belongs to.")
@click.option(
    "--rule",
    type=click.Choice(RULE_TYPES),
    default="ladder",
    show_default=True,
    help="How facts become a level; docs/method.md explains the types.",
)
def kpi_command(title: str, root: Path, recommendation: str, rule: str) -> None:
    """Begin a KPI called TITLE, under the next free id."""
    content = framework_of(root)
    begun = [id for kind, id in content.files if kind == "recommendation"]
    if recommendation not in begun:
        known = listed(begun, "commas") or word("command.none_yet")
        values = {"recommendation": recommendation, "known": known}
        raise misused(word("command.new.no_recommendation", **values))
    save(root, new_kpi(content, title, recommendation, rule))


@new_command.command("office")
@click.argument("code")
@with_root
def office_command(code: str, root: Path) -> None:
    """Begin the profile of the office CODE. It stays private until you say otherwise."""
    content = framework_of(root)
    if code not in content.codes.codes and code not in content.codes.fictional:
        unlisted = word("command.new.code_not_listed", office=code)
        free = listed(content.codes.fictional[:4], "commas")
        hint = [word("command.new.free_codes", codes=free)] if free else []
        raise misused(listed([unlisted, *hint], "sentences"))
    save(root, new_office(content, code))


@new_command.command("assessment")
@click.argument("code")
@click.argument("cycle")
@with_root
def assessment_command(code: str, cycle: str, root: Path) -> None:
    """Begin what the office CODE reports in the round CYCLE, every check not assessed yet."""
    content = framework_of(root)
    if ("office", code) not in content.files:
        raise misused(word("command.new.no_office", office=code))
    begun = [id for kind, id in content.files if kind == "cycle"]
    if cycle not in begun:
        known = listed(begun, "commas") or word("command.none_yet")
        raise misused(word("command.new.no_round", cycle=cycle, known=known))
    if unfinished := sorted(unfinished_files(content, code, cycle)):
        raise Impossible(word("command.new.unfinished", files=listed(unfinished, "commas")))
    save(root, new_assessment(content, AssessmentKey(code, cycle), date.today()))


def unfinished_files(content: Content, code: str, cycle: str) -> Iterator[str]:
    """The files that hold a part of what an office is asked in a round and cannot be read yet."""
    readable: Mapping[str, Container[str]] = {
        "office": content.offices,
        "cycle": content.cycles,
        "recommendation": content.recommendations,
        "kpi": content.kpis,
    }
    wanted = {"office": {code}, "cycle": {cycle}}
    if cycle in content.cycles and content.cycles[cycle].kpis:
        wanted["kpi"] = set(content.cycles[cycle].kpis)
    for (kind, id), file in content.files.items():
        if kind in readable and id in wanted.get(kind, {id}) and id not in readable[kind]:
            yield file


def framework_of(root: Path) -> Content:
    """What is there already; a new file may be begun while wanted have problems."""
    loaded = load(root)
    if loaded.content is None:
        click.echo(written(loaded.problems, "text", root), err=True)
        raise click.exceptions.Exit(PROBLEMS)
    return loaded.content


def save(root: Path, output: Output) -> None:
    """Write the file, unless there is one."""
    path = root / output.path
    if path.exists():
        raise Impossible(word("command.new.exists", file=str(path)))
    write_if_changed(path, output.content)
    say(word("command.new.done", file=str(path)))
