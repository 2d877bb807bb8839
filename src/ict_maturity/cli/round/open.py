"""In: a round's id and those to be invited; out: `round open`, which writes its files."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import click

from ict_maturity.check import check
from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import misused, say, spoken, with_root
from ict_maturity.cli.problems import stop_at
from ict_maturity.cli.round.options import DAY, with_by, with_cycle, with_private
from ict_maturity.load.places import Places
from ict_maturity.model import Content
from ict_maturity.rounds.events import Invited
from ict_maturity.rounds.invitations import Invitation, add, invitations_in, invited
from ict_maturity.rounds.list_of_offices import read_list
from ict_maturity.rounds.log import Log
from ict_maturity.rounds.opening import content_with, next_round, round_file
from ict_maturity.rounds.private import locked, made_private_folder
from ict_maturity.said import listed, word
from ict_maturity.website.workspace import write_if_changed


@click.command("open")
@with_cycle
@with_root
@with_private
@click.option(
    "--invite",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Those to be invited: CSV or YAML with office, and language and way where they differ.",
)
@click.option("--opens", type=DAY, metavar="DATE", help="First day for answers.")
@click.option("--closes", type=DAY, metavar="DATE", help="Last day for answers.")
@click.option("--reference-date", type=DAY, metavar="DATE", help="Day for which offices answer.")
@with_by
def open_command(
    cycle: str,
    root: Path,
    private: Path,
    file: Path,
    by: str,
    **days: datetime | None,
) -> None:
    """Open the round CYCLE and write an invitation for each office of FILE.

    The round's file is made from the last one: the same questions and KPIs, the newest edition that
    was cut, and each day a year later unless an option gives it. The file says how many are
    invited; who they are, with a token for each, is written into the private folder. Open the round
    again with another FILE to invite more: tokens that are there stay as they are.
    """
    content = sound_content(root)
    known = {*content.codes.codes, *content.codes.fictional}
    asked, problems = read_list(file, known)
    stop_at(problems, root)
    given = {name: day and day.date() for name, day in days.items()}
    refuse_days_of_open_round(content, cycle, given)
    if cycle not in content.cycles:
        planned = content_with(content, next_round(content, cycle, given, len(asked)))
        stop_at(check(planned, Places(root)), root)
    folder = made_private_folder(private, root).made_round(cycle)
    with locked(folder):
        there, problems = invitations_in(folder)
        stop_at(problems, folder)
        missing = (each for each in asked if each.office not in there)
        new = invited(missing, content.framework)
        every = {**there, **new}
        output = round_file(root, content, cycle, given, len(every))
        if new:
            add(folder, new, spoken(word("command.round.head")))
        note(Log(folder, cycle), every, by)
        write_if_changed(root / output.path, output.content)
    say_done(cycle, folder, len(new), len(every))


def refuse_days_of_open_round(
    content: Content, cycle: str, given: Mapping[str, date | None]
) -> None:
    """End with 2 when days are given for a round that has its file already."""
    if cycle in content.cycles and any(given.values()):
        file = content.source_of("cycle", cycle)
        raise misused(word("command.round.days", cycle=cycle, file=file))


def note(log: Log, every: Mapping[str, Invitation], by: str) -> None:
    """Write into the log who is invited, as far as it does not say so."""
    found = log.read()
    noted = {event.office for event in found.events if event.kind == "invited"}
    now = datetime.now(UTC)
    log.append(
        [
            Invited(office=code, at=now, by=by, way=each.way)
            for code, each in every.items()
            if code not in noted
        ]
    )


def say_done(cycle: str, folder: Path, new: int, every: int) -> None:
    """Say what was written, and where."""
    offices = word("command.count.offices", number=new)
    say(
        listed(
            (
                word("command.round.opened", offices=offices, cycle=cycle, all=every)
                if new
                else word("command.round.opened.nobody", cycle=cycle, all=every),
                word("command.round.where", folder=str(folder)),
                word("command.round.then", cycle=cycle),
            ),
            "sentences",
        )
    )
