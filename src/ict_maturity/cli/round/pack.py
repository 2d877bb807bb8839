"""In: a round and where to write; out: `round pack`, a workbook and a letter for each office."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import Impossible, misused, say, with_root
from ict_maturity.cli.problems import stop_at
from ict_maturity.cli.round.options import (
    ledger_of,
    round_in,
    with_by,
    with_private_if_any,
    with_private_side,
)
from ict_maturity.data.digest import framework_digest
from ict_maturity.data.outputs import Output
from ict_maturity.export.archive import archive
from ict_maturity.forms.layout import Paper
from ict_maturity.forms.letter import letter
from ict_maturity.forms.limesurvey import Survey, survey
from ict_maturity.forms.skeleton import yaml_text
from ict_maturity.forms.workbook import workbook
from ict_maturity.intake.last import last_of
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.rounds.state import has_declined
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
@click.option(
    "--limesurvey",
    is_flag=True,
    help="Write one survey for LimeSurvey and its mapping instead of workbooks.",
)
@with_by
@with_private_if_any
def pack_command(
    cycle: str,
    out: Path,
    root: Path,
    codes: tuple[str, ...],
    limesurvey: bool,
    by: str,
    private: Path | None,
) -> None:
    """Write a workbook for each office that is asked in the round CYCLE.

    OUT is an archive (zip) with a folder for each office: its workbook, and the text of a letter to
    send it with. The workbook holds all questions of the round and what the office reported
    before, which counts when the office says that it is still true. With a private folder those
    who were invited are written to, each with its own number, and the log says so. An OUT that
    exists is not overwritten.

    With --limesurvey, OUT holds a survey that LimeSurvey imports, and the mapping with which
    `round ingest --map` takes in what it exports.
    """
    if out.exists():
        raise Impossible(word("command.new.exists", file=str(out)))
    content = with_private_side(sound_content(root), root, private)
    round_in(content, cycle)
    if limesurvey:
        write_if_changed(out, archive(survey_files(content, cycle), "", f"round-{cycle}"))
        say(word("command.round.survey", file=str(out)))
        return
    ledger = ledger_of(private, root, cycle, by)
    tokens: dict[str, str] = {}
    waiting: list[str] = []
    if ledger:
        invitations, problems = ledger.invitations()
        stop_at(problems, ledger.folder)
        by_book = {code: each for code, each in invitations.items() if each.way == "workbook"}
        tokens = {code: each.token for code, each in by_book.items()}
        happened = ledger.happened()
        waiting = [code for code in tokens if not has_declined(happened.get(code, ()))]
    offices = offices_asked(content, cycle, codes, waiting if ledger else content.offices)
    papers = [paper_of(content, AssessmentKey(code, cycle), tokens) for code in offices]
    write_if_changed(out, archive(packed(content, papers), "", f"round-{cycle}"))
    if ledger:
        ledger.sent(offices, datetime.now(UTC))
    say(word("command.round.packed", number=len(papers), file=str(out)))


def mapping_text(made: Survey) -> str:
    """The mapping of a survey as its file."""
    return yaml_text(made.mapping.model_dump(exclude_defaults=True))


def survey_files(content: Content, cycle: str) -> Iterator[Output]:
    """The survey, and the mapping that reads its answers."""
    made = survey(content, cycle)
    yield Output.of_text("survey.txt", made.structure)
    yield Output.of_text("mapping.yaml", mapping_text(made))


def offices_asked(
    content: Content, cycle: str, codes: tuple[str, ...], invited: Iterable[str]
) -> tuple[str, ...]:
    """Those that were named, or all invited that have not reported in this round."""
    if unknown := [code for code in codes or invited if code not in content.offices]:
        raise misused(word("command.new.no_office", office=listed(unknown, "commas")))
    if codes:
        return tuple(dict.fromkeys(codes))
    return tuple(
        code
        for code in invited
        if (code, cycle) not in content.assessments and not content.continued_as(code)
    )


def paper_of(content: Content, key: AssessmentKey, tokens: Mapping[str, str]) -> Paper:
    """What the workbook of an office says of itself and proposes."""
    digest, token = digest_asked(content, key.cycle), tokens.get(key.office, "")
    return Paper(key, digest, token, last_of(content, key))


def packed(content: Content, papers: Iterable[Paper]) -> Iterator[Output]:
    """The files of each office."""
    for paper in papers:
        key = paper.key
        name = f"{key.office}/{key.office}-{key.cycle}"
        yield Output(f"{name}.xlsx", workbook(content, paper))
        yield Output.of_text(f"{name}.txt", letter(content, key))


def digest_asked(content: Content, cycle: str) -> str:
    """The digest of what a round asks, under the edition that it asks."""
    return framework_digest(content.answered_under(content.cycles[cycle].edition))
