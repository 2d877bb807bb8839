"""In: files that offices sent; out: `round ingest`, which says what was read and takes it in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import PROBLEMS, Impossible, say, spoken, with_root
from ict_maturity.cli.problems import written
from ict_maturity.cli.round.come import Come, Desk
from ict_maturity.cli.round.options import (
    DAY,
    ledger_of,
    with_by,
    with_private_if_any,
    with_private_side,
)
from ict_maturity.cli.round.profile import profiled, told_of_office
from ict_maturity.cli.round.ways import Ways, reader_of, with_ways
from ict_maturity.forms.skeleton import yaml_text
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.problems import Problem, errors, short
from ict_maturity.rounds.events import EventOfOffice
from ict_maturity.rounds.ledger import Ledger
from ict_maturity.rounds.state import last_day
from ict_maturity.said import Said, Sayable, listed, long_date, word
from ict_maturity.website.workspace import write_if_changed


def past(
    context: click.Context, parameter: click.Parameter, value: datetime | None
) -> datetime | None:
    """Nothing has come on a day that is not here yet."""
    now = datetime.now(UTC)
    if value and value.replace(tzinfo=UTC) > now:
        raise click.BadParameter(spoken(word("command.round.not_yet", day=long_date(value))))
    return value and value.replace(tzinfo=UTC)


@click.command("ingest")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@with_root
@with_by
@with_private_if_any
@click.option(
    "--came",
    type=DAY,
    callback=past,
    metavar="DAY",
    help="Day on which they came. [default: today]",
)
@with_ways
@click.option("--accept", is_flag=True, help="Write the reports, each into its office's folder.")
def ingest_command(
    files: tuple[Path, ...],
    root: Path,
    by: str,
    private: Path | None,
    ways: Ways,
    came: datetime | None,
    accept: bool,
) -> None:
    """Read the workbooks FILE and say what is in them.

    Nothing is written without --accept. With it, the answers of each office that lets everybody
    see them become its report, offices/CODE/CYCLE.yaml. Those of the others go into the private
    folder, if there is one, which also keeps each file as it came and a log of what became of it.
    An office that has reported before corrects its report, and says why in the workbook. An
    unreadable file is told, and the others go on. What came after the office's last day is told as
    late and taken in all the same.

    With --map, FILE is a table that another form wrote, a row for each office: CSV, xlsx or ods.

    With --merge, what two departments of one office sent becomes one report: what one of them
    answered is taken, and where they differ both answers are named and --decide says which counts.
    """
    content = with_private_side(sound_content(root), root, private)
    now = datetime.now(UTC)
    came = came or now
    ledgers: dict[str, Ledger | None] = {}

    def ledger(cycle: str) -> Ledger | None:
        if cycle not in ledgers:
            ledgers[cycle] = ledger_of(private, root, cycle, by)
        return ledgers[cycle]

    @cache
    def happened(cycle: str) -> Mapping[str, Sequence[EventOfOffice]]:
        private_side = ledger(cycle)
        return private_side.happened() if private_side else {}

    desk = Desk(content, root, came.date(), ledger, reader_of(content, ways))
    read = desk.read_files(files, ways)
    for again in repeated(read):
        raise Impossible(word("command.round.twice", files=listed(again, "commas")))
    for each in read:
        say(told(each))
        if of_office := told_of_office(content, each):
            say(of_office)
        if each.taken and (late := missed(content, each.taken.key, happened, came.date())):
            say(late)
        if each.taken and each.taken.key.cycle in content.closed:
            say(word("command.round.after_close", cycle=each.taken.key.cycle))
        if each.problems:
            click.echo(written(each.problems, "text", root))
        if accept and each.key:
            say(settled(root, each, ledger(each.key.cycle), came, now))
            if of_office := profiled(root, content, each):
                say(of_office)
    if any(each.problems for each in read):
        raise click.exceptions.Exit(PROBLEMS)
    if not accept:
        say(word("command.round.dry"))


def repeated(came: Sequence[Come]) -> list[tuple[str, ...]]:
    """The files of one call that are for the same office and round."""
    of: dict[AssessmentKey, list[str]] = {}
    for each in came:
        if each.key:
            of.setdefault(each.key, []).append(each.name)
    return [tuple(names) for names in of.values() if len(names) > 1]


def missed(
    content: Content,
    key: AssessmentKey,
    happened: Callable[[str], Mapping[str, Sequence[EventOfOffice]]],
    came: date,
) -> Said | None:
    """Says that what came on a day came after its office's last one, None when it did not.

    `happened` gives what happened in a round, by office.
    """
    events = happened(key.cycle).get(key.office, ())
    last = last_day(events, content.cycles[key.cycle].closes)
    if came <= last:
        return None
    return word("command.round.late", came=long_date(came), day=long_date(last))


def told(come: Come) -> Sayable:
    """What was read of a file, in a few lines."""
    taken = come.taken
    if taken is None:
        return word("command.round.nothing", file=come.name)
    values = {"file": come.name, "office": taken.key.office, "cycle": taken.key.cycle}
    counts = {"answered": taken.answered, "confirmed": taken.confirmed, "asked": taken.asked}
    lines: list[Sayable] = [
        word("command.round.read", **values, **counts),
        word("command.round.audience", audience=word(f"book.audience.{taken.audience}")),
    ]
    return listed(lines, "lines")


def settled(
    root: Path, come: Come, ledger: Ledger | None, came: datetime, now: datetime
) -> Sayable:
    """Write a report that has no problems, keep what came with what became of it, and say so."""
    key, report, taken = come.key, come.report, come.taken
    if key is None or taken is None:
        return word("command.round.nothing", file=come.name)
    digest = ledger.receive(key.office, come.held, came) if ledger else ""
    if report is None:
        if ledger:
            note_problems(ledger, key.office, digest, come.problems, now)
        return word("command.round.refused", file=come.name)
    profile = root / "offices" / key.office / "office.yaml"
    is_public = report.audience == "public" and profile.is_file()
    text = yaml_text(report.model_dump(exclude_none=True, exclude_defaults=True))
    if is_public:
        path = root / "offices" / key.office / f"{key.cycle}.yaml"
        write_if_changed(path, text.encode())
    elif ledger:
        path = ledger.keep_report(key.office, text)
    else:
        return word("command.round.kept_out", file=come.name)
    if ledger:
        ledger.accept(key.office, digest, report.audience, now, published=is_public)
    return word("command.round.accepted", file=str(path))


def note_problems(
    ledger: Ledger, office: str, digest: str, problems: tuple[Problem, ...], now: datetime
) -> None:
    """Note why an answer is refused, or what the office is asked when it is only odd.

    By code and place: the log outlives what the office sent, so nothing of it stands there.
    """
    if errors(problems):
        reasons = dict.fromkeys(f"{each.code}: {each.place}" for each in errors(problems))
        ledger.refuse(office, digest, "\n".join(reasons), now)
    else:
        queries = {short(each.place): each.code for each in problems}
        ledger.ask(office, digest, queries, now)
