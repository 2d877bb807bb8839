"""In: a round's id; out: `round status`, which says where each office stands and who is to act."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from ict_maturity.cli.commands import printable, say, speaker, with_root
from ict_maturity.cli.new import framework_of
from ict_maturity.cli.round.options import round_in, with_cycle, with_private
from ict_maturity.cli.round.standing import standing
from ict_maturity.model import Content, Cycle
from ict_maturity.rounds.ledger import Ledger
from ict_maturity.rounds.private import private_folder
from ict_maturity.rounds.state import MARKS, WAITING, OfficeState, totals
from ict_maturity.said import Sayable, listed, long_date, word

COLUMNS = (
    "office",
    "stage",
    "marks",
    "waiting_for",
    "last_day",
    "way",
    "language",
    "sent_on",
    "since",
)
GAP = "  "


@click.command("status")
@with_cycle
@with_root
@with_private
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "csv", "json")),
    default="text",
    show_default=True,
    help="text for people, csv for a spreadsheet, json for programs.",
)
def status_command(cycle: str, root: Path, private: Path, form: str) -> None:
    """Say where each office stands in the round CYCLE, and who is to act next.

    It is worked out from the invitations and the log each time. It names offices that may not be
    named elsewhere, so keep what it prints to yourself.
    """
    content = framework_of(root)
    asked = round_in(content, cycle)
    ledger = Ledger(private_folder(private, root), cycle, "")
    if torn := ledger.log.read().torn:
        say(word("command.round.torn", number=torn, file=str(ledger.log.path)), err=True)
    found = standing(content, asked, ledger, date.today())
    if form == "csv":
        click.echo(csv_text(found), nl=False)
    elif form == "json":
        click.echo(json.dumps(data_of(content, asked, found), indent=2))
    else:
        click.echo(printable("\n".join(map(speaker().say, lines_of(content, asked, found)))))


def csv_text(found: Sequence[OfficeState]) -> str:
    """The table, one line an office."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for each in found:
        cells = {**vars(each), "marks": ";".join(each.marks)}
        table.writerow([cells[name] for name in COLUMNS])
    return text.getvalue()


def data_of(content: Content, cycle: Cycle, found: Sequence[OfficeState]) -> dict[str, Any]:
    """All of it for programs; `closed` is the day on which the round was closed."""
    rows = [{name: plain(vars(each)[name]) for name in COLUMNS} for each in found]
    closed = content.closed.get(cycle.id)
    days = {"closes": cycle.closes, "closed": closed and closed.history[0].date}
    days = {name: plain(day) for name, day in days.items()}
    return {"cycle": cycle.id, **days, "totals": totals(found), "offices": rows}


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def lines_of(content: Content, cycle: Cycle, found: Sequence[OfficeState]) -> Iterator[Sayable]:
    """The table by who is to act, the secretariat first, with a line of totals above it."""
    number = totals(found)
    came = number["offices"] - number["invited"]
    closed = content.closed.get(cycle.id)
    yield word(
        "command.round.status.closed" if closed else "command.round.status",
        cycle=cycle.id,
        closes=long_date(closed.history[0].date if closed else cycle.closes),
        invited=number["offices"] - number["not_invited"],
        answered=came,
    )
    if marked := [
        word("command.round.marked", number=number[mark], mark=word(f"command.round.mark.{mark}"))
        for mark in MARKS
        if number[mark]
    ]:
        yield word("command.round.of_these", marked=listed(marked, "commas"))
    for whom in WAITING:
        rows = [row_of(content, cycle, each) for each in found if each.waiting_for == whom]
        if rows:
            yield ""
            yield word(f"command.round.waiting.{whom}", number=len(rows))
            yield from (word("command.score.indented", line=line) for line in aligned(rows))


def row_of(content: Content, cycle: Cycle, each: OfficeState) -> tuple[str, ...]:
    """Code, name, where it stands, what else there is to know and since when."""
    speak = speaker().say
    office = content.offices.get(each.office)
    name = office.name if office else content.codes.codes.get(each.office, "")
    marks: list[Sayable] = [word(f"command.round.mark.{mark}") for mark in each.marks]
    if each.last_day != cycle.closes:
        marks.append(word("command.round.until", day=long_date(each.last_day)))
    since = speak(word("command.round.since", day=each.since)) if each.since else ""
    stage = speak(word(f"command.round.stage.{each.stage}"))
    return each.office, name, stage, since, speak(listed(marks, "commas"))


def aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The rows as columns below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield GAP.join(cells).rstrip()
