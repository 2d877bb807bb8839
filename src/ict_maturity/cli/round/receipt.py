"""In: a workbook that came back; out: `round receipt`, which tells an office what was read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import PROBLEMS, Impossible, misused, say, with_root
from ict_maturity.cli.problems import written as told
from ict_maturity.cli.round.come import Come, Desk
from ict_maturity.cli.round.options import ledger_of, with_private_if_any, with_private_side
from ict_maturity.cli.round.ways import Ways, reader_of, with_ways
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.paper import WRITERS, written
from ict_maturity.problems import RefusedError
from ict_maturity.render.receipt import printed_receipt, receipt
from ict_maturity.said import Sayable, word
from ict_maturity.website.workspace import write_if_changed


@click.command("receipt")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@with_root
@with_private_if_any
@with_ways
@click.option("--office", metavar="CODE", help="Office to be told, where FILE has several.")
def receipt_command(
    files: tuple[Path, ...],
    out: Path,
    root: Path,
    private: Path | None,
    ways: Ways,
    office: str | None,
) -> None:
    """Write a page that tells an office what was read of its workbook FILE.

    OUT is one file to send back: PDF or DOCX where its name ends in .pdf or .docx, otherwise HTML.
    It says what was read in words, the level that follows for each KPI and Recommendation with its
    reasons, and the next steps. Nothing else is written, and nothing of other offices is on the
    page. An OUT that exists is not overwritten.
    """
    if out.exists():
        raise Impossible(word("command.new.exists", file=str(out)))
    content = with_private_side(sound_content(root), root, private)
    desk = Desk(
        content,
        root,
        date.today(),
        lambda cycle: ledger_of(private, root, cycle, ""),
        reader_of(content, ways),
    )
    come = only_one(desk.read_files(files, ways), office)
    if come.taken is None or come.report is None:
        click.echo(told(come.problems, "text", root))
        raise click.exceptions.Exit(PROBLEMS)
    taken = come.taken
    with_report = replace(content, assessments={**content.assessments, taken.key: come.report})
    counts = {"answered": taken.answered, "confirmed": taken.confirmed, "asked": taken.asked}
    audience = word(f"book.audience.{taken.audience}")
    lines = [
        word("receipt.read", file=come.name, **counts),
        word("command.round.audience", audience=audience),
        word("receipt.reply"),
    ]
    write_if_changed(out, page_bytes(with_report, taken.key, lines, out))
    say(word("command.round.receipt", file=str(out)))


def only_one(came: Sequence[Come], office: str | None) -> Come:
    """What came from the office, or the one thing that came."""
    found = [each for each in came if not office or (each.key and each.key.office == office)]
    if len(found) != 1:
        raise misused(word("command.round.which", number=len(found)))
    return found[0]


def page_bytes(content: Content, key: AssessmentKey, lines: Sequence[Sayable], out: Path) -> bytes:
    """The page in the form that the name of the file asks for."""
    ending = out.suffix.lower()
    if ending not in WRITERS:
        return receipt(content, key, lines).encode()
    try:
        return written(printed_receipt(content, key, lines), ending)
    except RefusedError as error:
        raise Impossible(error.said) from error
