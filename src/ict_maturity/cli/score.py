"""In: an office's code; out: `score`, which prints its scorecard and why each number is so."""

from collections.abc import Iterator
from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import printable, tell, with_root
from ict_maturity.data.provenance import framework_digest, provenance
from ict_maturity.export.json_file import json_text
from ict_maturity.export.scorecard import scorecard_data
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.said import long_date
from ict_maturity.score import score_all
from ict_maturity.score.scorecard import KpiResult, Overall, Scorecard
from ict_maturity.texts.numbers import format_number
from ict_maturity.texts.reasons import reason_text
from ict_maturity.texts.results import result_line
from ict_maturity.texts.words import Words, words_of


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
    tell("Scoring")
    card = score_all(content)[key]
    content = content.answered_under(card.edition)
    if form == "json":
        origin = provenance(content, key, framework_digest(content))
        click.echo(json_text(scorecard_data(content, card, origin)), nl=False)
    else:
        click.echo(
            printable("\n".join(lines_of(card, content, words_of(content.framework.language))))
        )


def chosen_assessment(content: Content, code: str, cycle: str | None) -> AssessmentKey:
    """The assessment that was asked for; a wrong code or cycle ends the command with 2."""
    if code not in content.offices:
        known = ", ".join(content.offices) or "none"
        raise click.UsageError(f'There is no office "{code}". Offices: {known}.')
    cycles = sorted(key.cycle for key in content.assessments if key.office == code)
    if not cycles:
        raise click.UsageError(
            f"{code} has not reported. To begin: ict-maturity new assessment {code} CYCLE"
        )
    if cycle is not None and cycle not in cycles:
        raise click.UsageError(f'{code} has no round "{cycle}". Rounds: {", ".join(cycles)}.')
    return AssessmentKey(code, cycle or cycles[-1])


def lines_of(card: Scorecard, content: Content, words: Words) -> Iterator[str]:
    """The scorecard for reading, Recommendation by Recommendation."""
    office = content.offices[card.office]
    marks = " (fictional)" if office.fictional else ""
    yield f"{card.office}  {office.name}{marks}"
    day = words.say(long_date(card.reference_date))
    yield f"Round {card.cycle}, edition {card.edition}, as of {day}"
    for id, result in card.recommendations.items():
        recommendation = content.recommendations[id]
        theme = " (working theme)" if recommendation.is_working_theme else ""
        yield ""
        yield f"{id}  {recommendation.title}{theme}"
        yield f"  {words.say(result_line(result))}"
        yield from (f"  - {words.say(reason_text(reason))}" for reason in result.reasons)
        for kpi in result.kpis:
            yield from kpi_lines(card.kpis[kpi], content, words)
    yield ""
    yield from overall_lines(card.overall, words)


def overall_lines(overall: Overall, words: Words) -> Iterator[str]:
    """The office as a whole, as far as enough is published to say it."""
    yield "Overall"
    if overall.level is not None and overall.score is not None:
        yield f"  level {overall.level}, score {format_number(overall.score)}"
    yield from (f"  - {words.say(reason_text(reason))}" for reason in overall.reasons)


def kpi_lines(result: KpiResult, content: Content, words: Words) -> Iterator[str]:
    """One KPI: its level, score and the reasons for them."""
    kpi = content.kpis[result.kpi]
    labels = kpi.rule.labels()
    yield f"  {kpi.id}  {kpi.title}"
    if result.standing not in ("not_applicable", "not_asked"):
        level = bounds(str(result.shown.level), str(result.possible.level))
        score = bounds(format_number(result.shown.score), format_number(result.possible.score))
        yield f"    level {level}, score {score}, evidence {result.evidence.grade}"
    yield from (f"    - {words.say(reason_text(reason, labels))}" for reason in result.reasons)


def bounds(shown: str, possible: str) -> str:
    """One figure, or two when part of the answers is unknown."""
    return shown if shown == possible else f"{shown} to {possible}"
