"""In: an office's code; out: `score`, which prints its scorecard and why each number is so."""

from collections.abc import Iterator
from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import misused, printable, tell, with_root
from ict_maturity.data.digest import framework_digest, provenance
from ict_maturity.export.scorecard import scorecard_data
from ict_maturity.export.text_files import json_text
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.said import Sayable, listed, long_date, word
from ict_maturity.score import score_all
from ict_maturity.score.kpi import NOT_FOR_THE_OFFICE
from ict_maturity.score.scorecard import Bounds, Interval, KpiResult, Overall, Scorecard
from ict_maturity.texts.results import level_range, reason_text, result_line, score_range
from ict_maturity.texts.words import site_words


@click.command("score")
@click.argument("code")
@with_root
@click.option("--cycle", metavar="ID", help="Assessment round. [default: the office's latest]")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="text for people, json for programs.",
)
def score_command(code: str, root: Path, cycle: str | None, form: str) -> None:
    """Print what the office CODE scores, and why.

    Every number comes with its reason. It is shown to you alone: drafts and private offices are
    scored here too and published nowhere.
    """
    content = sound_content(root)
    key = chosen_assessment(content, code, cycle)
    tell(word("command.stage.scoring_one"))
    card = score_all(content)[key]
    content = content.answered_under(card.edition)
    if form == "json":
        origin = provenance(content, key, framework_digest(content))
        click.echo(json_text(scorecard_data(content, card, origin)), nl=False)
    else:
        words = site_words(content.framework)
        click.echo(printable("\n".join(map(words.say, lines_of(card, content)))))


def chosen_assessment(content: Content, code: str, cycle: str | None) -> AssessmentKey:
    """The assessment that was asked for; a wrong code or cycle ends the command with 2."""
    if code not in content.offices:
        known = listed(content.offices, "commas") or word("command.none")
        raise misused(word("command.score.no_office", office=code, known=known))
    cycles = sorted(key.cycle for key in content.assessments if key.office == code)
    if not cycles:
        raise misused(word("command.score.not_reported", office=code))
    if cycle is not None and cycle not in cycles:
        rounds = listed(cycles, "commas")
        raise misused(word("command.score.no_round", office=code, cycle=cycle, known=rounds))
    return AssessmentKey(code, cycle or cycles[-1])


def lines_of(card: Scorecard, content: Content) -> Iterator[Sayable]:
    """The scorecard for reading, Recommendation by Recommendation."""
    office = content.offices[card.office]
    yield word(
        "command.score.fictional" if office.fictional else "command.score.titled",
        id=card.office,
        title=office.name,
    )
    day = long_date(card.reference_date)
    yield word("command.score.round", cycle=card.cycle, edition=card.edition, date=day)
    for id, result in card.recommendations.items():
        recommendation = content.recommendations[id]
        yield ""
        yield word(
            "command.score.theme" if recommendation.is_working_theme else "command.score.titled",
            id=id,
            title=recommendation.title,
        )
        yield indented(result_line(result))
        yield from (indented(item(reason_text(reason))) for reason in result.reasons)
        for kpi in result.kpis:
            yield from (indented(line) for line in kpi_lines(card.kpis[kpi], content))
    yield ""
    yield from overall_lines(card.overall)


def overall_lines(overall: Overall) -> Iterator[Sayable]:
    """The office as a whole, as far as enough is published to say it."""
    yield word("command.score.overall")
    if overall.levels is not None and overall.score is not None:
        level, score = level_range(overall.levels), score_range(overall.score)
        yield indented(word("command.score.level", level=level, score=score))
    yield from (indented(item(reason_text(reason))) for reason in overall.reasons)


def kpi_lines(result: KpiResult, content: Content) -> Iterator[Sayable]:
    """One KPI: its level, score and the reasons for them."""
    kpi = content.kpis[result.kpi]
    labels = kpi.rule.labels()
    yield word("command.score.titled", id=kpi.id, title=kpi.title)
    if result.standing not in NOT_FOR_THE_OFFICE:
        shown, possible = result.shown, result.possible
        level = level_range(Interval(shown.level, possible.level))
        score = score_range(Bounds(shown.score, possible.score))
        grade = result.evidence.grade
        yield indented(word("command.score.kpi", level=level, score=score, grade=grade))
    yield from (indented(item(reason_text(reason, labels))) for reason in result.reasons)


def indented(line: Sayable) -> Sayable:
    """A line that belongs to the one above."""
    return word("command.score.indented", line=line)


def item(line: Sayable) -> Sayable:
    """One entry of a list."""
    return word("command.score.item", line=line)
