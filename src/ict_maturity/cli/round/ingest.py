"""In: files that offices sent; out: `round ingest`, which says what was read and takes it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import PROBLEMS, Impossible, say, with_root
from ict_maturity.cli.problems import written
from ict_maturity.cli.round.pack import digest_asked
from ict_maturity.forms.skeleton import yaml_text
from ict_maturity.intake.book import read_book
from ict_maturity.intake.cells import UnreadableFileError
from ict_maturity.intake.container import LARGEST_FILE
from ict_maturity.intake.last import last_of
from ict_maturity.intake.report import Sent, Taken, take
from ict_maturity.intake.rows import whose
from ict_maturity.load.one_file import bytes_of
from ict_maturity.model import Assessment, AssessmentKey, Content
from ict_maturity.problems import Problem, wrong
from ict_maturity.said import Sayable, listed, word
from ict_maturity.website.workspace import write_if_changed

EVERYBODY = "public"


@dataclass(frozen=True)
class Come:
    """What became of one file: what was read, or why nothing was."""

    path: Path
    taken: Taken | None
    problems: tuple[Problem, ...]
    report: Assessment | None = None
    """What is to be written: the report, after a correction with its history."""


@click.command("ingest")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@with_root
@click.option("--accept", is_flag=True, help="Write the reports, each into its office's folder.")
def ingest_command(files: tuple[Path, ...], root: Path, accept: bool) -> None:
    """Read the workbooks FILE and say what is in them.

    Nothing is written without --accept. With it, the answers of each office that lets everybody
    see them become its report, offices/CODE/CYCLE.yaml; those of the others are not written into
    this folder, which is public. An office that has reported before corrects its report, and says
    why in the workbook. An unreadable file is told, and the others go on.
    """
    content = sound_content(root)
    today = date.today()
    came = [read(content, path, today) for path in files]
    for again in repeated(came):
        raise Impossible(word("command.round.twice", files=listed(map(str, again), "commas")))
    for each in came:
        say(told(each))
        if each.problems:
            click.echo(written(each.problems, "text", root))
        elif each.report is not None and accept:
            say(accepted(root, each))
    if any(each.problems for each in came):
        raise click.exceptions.Exit(PROBLEMS)
    if not accept:
        say(word("command.round.dry"))


def repeated(came: list[Come]) -> list[tuple[Path, ...]]:
    """The files of one call that are for the same office and round."""
    of: dict[AssessmentKey, list[Path]] = {}
    for each in came:
        if each.taken:
            of.setdefault(each.taken.key, []).append(each.path)
    return [tuple(paths) for paths in of.values() if len(paths) > 1]


def read(content: Content, path: Path, today: date) -> Come:
    """What one file holds."""
    name = path.name
    held, faults = bytes_of(path, LARGEST_FILE, word("problem.workbook-file.large.hint"))
    if faults:
        return Come(path, None, tuple(fault.within(name) for fault in faults))
    try:
        book = read_book(held)
    except UnreadableFileError as error:
        return Come(path, None, (wrong(error.id).at(name),))
    said = whose(book, name)
    problems = said.problems or tuple(misfits(content, said.witnesses, name))
    if problems:
        return Come(path, None, problems)
    key = AssessmentKey(said.witnesses["office"], said.witnesses["cycle"])
    sent = Sent(name, sha256(held).hexdigest(), today)
    taken = take(content, key, book, last_of(content, key), sent)
    return Come(path, taken, taken.problems, taken.report)


def misfits(content: Content, witnesses: Mapping[str, str], name: str) -> list[Problem]:
    """Why a workbook belongs to no office and round that are asked, or to another edition."""
    office, cycle = witnesses["office"], witnesses["cycle"]
    if office not in content.offices:
        return [wrong("workbook-unknown.office", office=office).at(name)]
    if cycle not in content.cycles:
        return [wrong("workbook-unknown.cycle", cycle=cycle).at(name)]
    if witnesses["framework"] != digest_asked(content, cycle):
        return [wrong("workbook-unknown.framework", cycle=cycle).at(name)]
    return []


def told(come: Come) -> Sayable:
    """What was read of a file, in a few lines."""
    taken = come.taken
    if taken is None:
        return word("command.round.nothing", file=come.path.name)
    values = {"file": come.path.name, "office": taken.key.office, "cycle": taken.key.cycle}
    counts = {"answered": taken.answered, "confirmed": taken.confirmed, "asked": taken.asked}
    lines: list[Sayable] = [
        word("command.round.read", **values, **counts),
        word("command.round.audience", audience=word(f"book.audience.{taken.audience}")),
    ]
    if taken.profile:
        fields = [
            word("command.round.profile.field", field=field, values=listed(said, "commas"))
            for field, said in taken.profile.items()
        ]
        lines.append(word("command.round.profile", fields=listed(fields, "semicolons")))
    return listed(lines, "lines")


def accepted(root: Path, come: Come) -> Sayable:
    """Write the report of an office that lets everybody see it, and say so."""
    taken, report = come.taken, come.report
    if taken is None or report is None or taken.audience != EVERYBODY:
        return word("command.round.kept_out", file=come.path.name)
    path = root / "offices" / taken.key.office / f"{taken.key.cycle}.yaml"
    text = yaml_text(report.model_dump(exclude_none=True, exclude_defaults=True))
    write_if_changed(path, text.encode())
    return word("command.round.accepted", file=str(path))
