"""In: a content root and a round; out: `report`, which writes what a session is told about it."""

from pathlib import Path

import click

from ict_maturity.aggregate import publish
from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import Impossible, say, with_root
from ict_maturity.cli.round.options import with_cycle
from ict_maturity.paper import WRITERS, written
from ict_maturity.problems import RefusedError
from ict_maturity.render.session_report import session_report
from ict_maturity.said import listed, word
from ict_maturity.score import score_all
from ict_maturity.website.workspace import write_if_changed


@click.command("report")
@with_cycle
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@with_root
def report_command(cycle: str, out: Path, root: Path) -> None:
    """Write what a session is told about the round CYCLE.

    OUT ends in .docx or .pdf. Who took part, levels, gaps, what offices said beyond the KPIs, what
    changed, offers and asks, and what KPI health puts forward, with figures, tables and the files
    in which the numbers stand. It is marked as a draft. An OUT that exists is not overwritten.
    """
    ending = out.suffix.lower()
    if ending not in WRITERS:
        raise Impossible(word("command.report.ending", endings=listed(sorted(WRITERS), "or")))
    if out.exists():
        raise Impossible(word("command.new.exists", file=str(out)))
    content = sound_content(root)
    site = publish(content, score_all(content))
    if cycle not in site.results:
        known = listed(site.results, "commas")
        raise Impossible(word("command.report.no_results", cycle=cycle, known=known))
    try:
        made = written(session_report(site, site.content.cycles[cycle]), ending)
    except RefusedError as error:
        raise Impossible(error.said) from error
    write_if_changed(out, made)
    say(word("command.report.done", file=str(out)))
