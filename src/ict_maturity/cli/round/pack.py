"""In: a round and where to write; out: `round pack`, a workbook and a letter for each office."""

from collections.abc import Iterator
from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import Impossible, misused, say, with_root
from ict_maturity.data.digest import framework_digest
from ict_maturity.data.outputs import Output
from ict_maturity.export.archive import archive
from ict_maturity.forms.letter import letter
from ict_maturity.forms.workbook import Paper, workbook
from ict_maturity.intake.last import last_of
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.said import listed, word
from ict_maturity.website.workspace import write_if_changed


@click.command("pack")
@click.argument("cycle")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@with_root
@click.option(
    "--office",
    "codes",
    multiple=True,
    metavar="CODE",
    help="Office to write to; may be repeated. [default: all that have not reported yet]",
)
def pack_command(cycle: str, out: Path, root: Path, codes: tuple[str, ...]) -> None:
    """Write a workbook for each office that is asked in the round CYCLE.

    OUT is an archive (zip) with a folder for each office: its workbook, and the text of a letter to
    send it with. The workbook holds all questions of the round and what the office reported
    before, which counts when the office says that it is still true. An OUT that exists is not
    overwritten.
    """
    if out.exists():
        raise Impossible(word("command.new.exists", file=str(out)))
    content = sound_content(root)
    if cycle not in content.cycles:
        known = listed(content.cycles, "commas") or word("command.none_yet")
        raise misused(word("command.new.no_round", cycle=cycle, known=known))
    keys = [AssessmentKey(code, cycle) for code in offices_asked(content, cycle, codes)]
    write_if_changed(out, archive(packed(content, keys), "", f"round-{cycle}"))
    say(word("command.round.packed", number=len(keys), file=str(out)))


def offices_asked(content: Content, cycle: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Those that were named, or all that still report and have not done so in this round."""
    if unknown := [code for code in codes if code not in content.offices]:
        raise misused(word("command.new.no_office", office=listed(unknown, "commas")))
    if codes:
        return tuple(dict.fromkeys(codes))
    return tuple(
        code
        for code in content.offices
        if (code, cycle) not in content.assessments and not content.continued_as(code)
    )


def packed(content: Content, keys: list[AssessmentKey]) -> Iterator[Output]:
    """The files of each office."""
    for key in keys:
        paper = Paper(key, digest_asked(content, key.cycle), last=last_of(content, key))
        name = f"{key.office}/{key.office}-{key.cycle}"
        yield Output(f"{name}.xlsx", workbook(content, paper))
        yield Output.of_text(f"{name}.txt", letter(content, key))


def digest_asked(content: Content, cycle: str) -> str:
    """The digest of what a round asks, under the edition that it asks."""
    return framework_digest(content.answered_under(content.cycles[cycle].edition))
