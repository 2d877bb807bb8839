"""In: an assessment and an edition; out: `upgrade`, which carries the answers over to it."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import Impossible, misused, spoken, with_root
from ict_maturity.cli.new import save
from ict_maturity.compare.classes import found
from ict_maturity.edition import Carried, carried_over, left_behind
from ict_maturity.forms.questionnaire import Given, new_assessment
from ict_maturity.model import Assessment, AssessmentKey, Content, edition_order
from ict_maturity.said import Sayable, listed, word

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
    click.echo("\n".join(map(spoken, lines_of(result, behind, unsaid))))


def assessment_in(content: Content, root: Path, file: Path) -> AssessmentKey:
    """Whose report of which round a file is; anything else ends the command with 2."""
    wanted = (file if file.is_absolute() else Path.cwd() / file).resolve()
    for key in content.assessments:
        source = content.source_of("assessment", f"{key.office}/{key.cycle}")
        if (root / source).resolve() == wanted:
            return key
    raise Impossible(word("command.upgrade.no_report", file=str(file)))


def target_of(
    content: Content, key: AssessmentKey, assessment: Assessment, edition: str, cycle: str | None
) -> AssessmentKey:
    """The report to be written; editions and rounds that do not fit end the command with 2."""
    known = sorted({content.framework.edition, *content.editions}, key=edition_order)
    for each in (edition, assessment.edition):
        if each not in known:
            editions = listed(known, "commas")
            raise Impossible(word("command.upgrade.no_edition", edition=each, known=editions))
    if edition_order(edition) <= edition_order(assessment.edition):
        raise Impossible(word("command.upgrade.answered", edition=assessment.edition))
    rounds = [id for id, each in content.cycles.items() if each.edition == edition]
    if cycle is not None and cycle not in rounds:
        asking = listed(rounds, "commas") or word("command.none_yet")
        values = {"cycle": cycle, "edition": edition}
        raise Impossible(word("command.upgrade.other_round", known=asking, **values))
    if not rounds:
        raise Impossible(word("command.upgrade.no_round", edition=edition))
    target = AssessmentKey(key.office, cycle or rounds[-1])
    if ("assessment", "/".join(target)) in content.files:
        file = content.source_of("assessment", "/".join(target))
        raise Impossible(word("command.upgrade.exists", file=file))
    return target


def accepted(carried: Sequence[Carried], confirmed: Sequence[str]) -> frozenset[str]:
    """The KPIs whose proposals are true, as the options say or somebody at the screen."""
    open_ones = [each for each in carried if each.outcome in ("confirm", "suggested")]
    ids = {each.kpi.id for each in open_ones}
    unknown = sorted(set(confirmed) - ids - {EVERYTHING})
    if unknown:
        waiting = listed(sorted(ids), "commas") or word("command.none")
        values = {"kpis": listed(unknown, "commas"), "waiting": waiting}
        raise misused(word("command.upgrade.not_waiting", **values))
    if EVERYTHING in confirmed:
        return frozenset(ids)
    said = set(confirmed)
    if sys.stdin.isatty():
        said |= {each.kpi.id for each in open_ones if each.kpi.id not in said and is_true(each)}
    return frozenset(said)


def is_true(each: Carried) -> bool:
    """Ask once whether a proposed answer is true."""
    click.echo("\n".join(map(spoken, question(each))))
    return click.confirm(f"  {spoken(word('command.upgrade.still_true'))}", default=False)


def question(each: Carried) -> Iterator[Sayable]:
    """What is proposed, where it comes from and what was clarified."""
    yield f"\n{each.kpi.id}  {each.kpi.title}"
    if each.clarified:
        yield word("command.upgrade.clarified", fields=listed(each.clarified, "commas"))
    else:
        yield word("command.upgrade.from", kpis=listed(each.sources, "commas"))
    if each.answer:
        answer = each.answer.model_dump_json(exclude_none=True, exclude_defaults=True)
        yield word("command.upgrade.answer", answer=answer)


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


def lines_of(result: Sorted, behind: Sequence[str], unsaid: Sequence[str]) -> Iterator[Sayable]:
    """What was done with every answer, and what is left to do."""
    yield word("command.upgrade.carried", number=len(result.stands))
    if result.proposed:
        yield word("command.upgrade.to_confirm")
        for each in result.proposed:
            sources = word("command.upgrade.proposed.from", kpis=listed(each.sources, "commas"))
            origin = listed(each.clarified, "commas") or sources
            named = {"kpi": each.kpi.id, "title": each.kpi.title}
            yield word("command.upgrade.proposed", origin=origin, **named)
    if result.asked:
        yield word("command.upgrade.to_answer")
        for each in result.asked:
            yield word(
                "command.upgrade.asked.misfit" if each.sources else "command.upgrade.asked",
                kpi=each.kpi.id,
                title=each.kpi.title,
                sources=listed(each.sources, "commas"),
            )
    if not result.proposed and not result.asked:
        yield word("command.upgrade.nothing")
    if behind:
        yield word("command.upgrade.behind", kpis=listed(behind, "commas"))
    if unsaid:
        yield word("command.upgrade.unsaid", recommendations=listed(unsaid, "commas"))
