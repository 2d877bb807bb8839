"""In: an assessment and an edition; out: `upgrade`, which carries the answers over to it."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import Impossible, printable, with_root
from ict_maturity.cli.new import save
from ict_maturity.cli.problems import counted
from ict_maturity.compare.classes import found
from ict_maturity.edition import Carried, carried_over, left_behind
from ict_maturity.forms.questionnaire import Given, new_assessment
from ict_maturity.model import Assessment, AssessmentKey, Content, edition_order

EVERYTHING = "all"


@dataclass(frozen=True)
class Sorted:
    """What becomes of all answers: those that stand, the proposals, and what is to be answered."""

    stands: tuple[Carried, ...]
    proposed: tuple[Carried, ...]
    asked: tuple[Carried, ...]


@click.command("upgrade")
@click.argument("file", type=click.Path(path_type=Path))
@with_root
@click.option("--to", "edition", required=True, metavar="EDITION", help="Edition to carry over to.")
@click.option(
    "--cycle", metavar="ID", help="Round to report in. [default: the newest one of the edition]"
)
@click.option(
    "--confirm",
    "confirmed",
    multiple=True,
    metavar="KPI",
    help='KPI whose proposed answer is true; may be repeated. "all" confirms each of them.',
)
def upgrade_command(
    file: Path, root: Path, edition: str, cycle: str | None, confirmed: tuple[str, ...]
) -> None:
    """Carry an office's answers in FILE over to another edition.

    FILE is a report such as offices/QM/2026.yaml. The report for the later round is written beside
    it and an existing one is kept as it is. What is still asked in the same way is carried over.
    What was clarified is confirmed once. What is asked in another way stands as a comment until
    somebody confirms it. Nothing else is filled in, and what is to be answered is listed.
    """
    content = sound_content(root)
    key = assessment_in(content, root, file)
    assessment = content.assessments[key]
    target = target_of(content, key, assessment, edition, cycle)
    before, after = content.answered_under(assessment.edition), content.answered_under(edition)
    carried = carried_over(assessment, content.offices[key.office], before, after)
    result = sorted_by(carried, accepted(carried, confirmed))
    wishes, unsaid = wishes_of(assessment, before, after)
    given = Given(
        answers={each.kpi.id: each.answer for each in result.stands if each.answer},
        proposals={each.kpi.id: each.answer for each in result.proposed if each.answer},
        wishes=wishes,
        change=f"Carried over from the round {key.cycle}, edition {assessment.edition}.",
    )
    save(root, new_assessment(after, target, date.today(), given))
    behind = left_behind(assessment, carried, before)
    click.echo(printable("\n".join(lines_of(result, behind, unsaid))))


def assessment_in(content: Content, root: Path, file: Path) -> AssessmentKey:
    """Whose report of which round a file is; anything else ends the command with 2."""
    wanted = (file if file.is_absolute() else Path.cwd() / file).resolve()
    for key in content.assessments:
        source = content.source_of("assessment", f"{key.office}/{key.cycle}")
        if (root / source).resolve() == wanted:
            return key
    raise Impossible(
        f"{file} is not a report of this content. Give a file such as offices/QM/2026.yaml."
    )


def target_of(
    content: Content, key: AssessmentKey, assessment: Assessment, edition: str, cycle: str | None
) -> AssessmentKey:
    """The report to be written; editions and rounds that do not fit end the command with 2."""
    known = sorted({content.framework.edition, *content.editions}, key=edition_order)
    for each in (edition, assessment.edition):
        if each not in known:
            raise Impossible(f'There is no edition "{each}". Editions: {", ".join(known)}.')
    if edition_order(edition) <= edition_order(assessment.edition):
        raise Impossible(
            f"The report answers edition {assessment.edition} already; give a later one than that."
        )
    rounds = [id for id, each in content.cycles.items() if each.edition == edition]
    if cycle is not None and cycle not in rounds:
        asking = ", ".join(rounds) or "none yet"
        raise Impossible(
            f'The round "{cycle}" does not ask about edition {edition}. Those that do: {asking}.'
        )
    if not rounds:
        raise Impossible(
            f"No round asks about edition {edition} yet. "
            "Write a file in cycles/ first; cycles/README.md says how."
        )
    target = AssessmentKey(key.office, cycle or rounds[-1])
    if ("assessment", "/".join(target)) in content.files:
        file = content.source_of("assessment", "/".join(target))
        raise Impossible(
            f"{file} exists already and is kept as it is. Move it away, carry over, and put back "
            "what is newer in it."
        )
    return target


def accepted(carried: Sequence[Carried], confirmed: Sequence[str]) -> frozenset[str]:
    """The KPIs whose proposals are true, as the options say or somebody at the screen."""
    open_ones = [each for each in carried if each.outcome in ("confirm", "suggested")]
    ids = {each.kpi.id for each in open_ones}
    unknown = sorted(set(confirmed) - ids - {EVERYTHING})
    if unknown:
        waiting = ", ".join(sorted(ids)) or "none"
        raise click.UsageError(
            f"Nothing of {', '.join(unknown)} waits to be confirmed. Waiting: {waiting}."
        )
    if EVERYTHING in confirmed:
        return frozenset(ids)
    said = set(confirmed)
    if sys.stdin.isatty():
        said |= {each.kpi.id for each in open_ones if each.kpi.id not in said and is_true(each)}
    return frozenset(said)


def is_true(each: Carried) -> bool:
    """Ask once whether a proposed answer is true."""
    click.echo(printable("\n".join(question(each))))
    return click.confirm("  Is it still true?", default=False)


def question(each: Carried) -> Iterator[str]:
    """What is proposed, where it comes from and what was clarified."""
    yield f"\n{each.kpi.id}  {each.kpi.title}"
    if each.clarified:
        yield f"  Said more clearly since: {', '.join(each.clarified)}"
    else:
        yield f"  From your answer to {', '.join(each.sources)}"
    if each.answer:
        yield f"  Answer: {each.answer.model_dump_json(exclude_none=True, exclude_defaults=True)}"


def sorted_by(carried: Sequence[Carried], said: frozenset[str]) -> Sorted:
    """Put each KPI where it belongs once the confirmations are known."""

    def stands(each: Carried) -> bool:
        return each.outcome == "carried" or each.kpi.id in said

    return Sorted(
        stands=tuple(each for each in carried if stands(each)),
        proposed=tuple(each for each in carried if each.outcome != "answer" and not stands(each)),
        asked=tuple(each for each in carried if each.outcome == "answer"),
    )


def wishes_of(
    assessment: Assessment, before: Content, after: Content
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Targets, offers and asks on Recommendations that say the same, and those on others."""
    changed = {
        id
        for id, old in before.recommendations.items()
        if id not in after.recommendations
        or {"confirmed", "clarified", "retired"} & set(found(old, after.recommendations[id]))
    }
    written = assessment.model_dump(include={"targets", "offers", "asks"}, exclude_none=True)
    targets = {id: each for id, each in written["targets"].items() if id not in changed}
    offers, asks = (
        [each for each in written[name] if each["recommendation"] not in changed]
        for name in ("offers", "asks")
    )
    named = {*assessment.targets} | {
        each.recommendation for each in (*assessment.offers, *assessment.asks)
    }
    kept = {"targets": targets, "offers": offers, "asks": asks}
    return {name: each for name, each in kept.items() if each}, tuple(sorted(named & changed))


def lines_of(result: Sorted, behind: Sequence[str], unsaid: Sequence[str]) -> Iterator[str]:
    """What was done with every answer, and what is left to do."""
    yield f"{counted(len(result.stands), 'KPI')} carried over."
    if result.proposed:
        yield "To confirm (each stands as a comment above its question):"
        for each in result.proposed:
            origin = ", ".join(each.clarified) or f"from {', '.join(each.sources)}"
            yield f"  {each.kpi.id}  {each.kpi.title}: {origin}"
    if result.asked:
        yield "To answer:"
        for each in result.asked:
            misfit = f" (what you said of {', '.join(each.sources)} does not fit)"
            yield f"  {each.kpi.id}  {each.kpi.title}{misfit if each.sources else ''}"
    if not result.proposed and not result.asked:
        yield "Nothing is to be answered again."
    if behind:
        yield f"Left behind, because nothing takes their place: {', '.join(behind)}."
    if unsaid:
        yield (
            f"Targets, offers and asks on {', '.join(unsaid)} are left behind: the text changed. "
            "Read it and say them again."
        )
