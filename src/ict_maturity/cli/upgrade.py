"""In: an assessment and an edition; out: `upgrade`, which proposes the answers again."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import Impossible, misused, say, spoken, with_root
from ict_maturity.cli.new import save
from ict_maturity.compare.wishes import wishes_of
from ict_maturity.edition import Carried, carried_over, left_behind
from ict_maturity.forms.questionnaire import Given, looking_back, new_assessment
from ict_maturity.model import Assessment, AssessmentKey, Content, edition_order
from ict_maturity.order import natural_order
from ict_maturity.said import Sayable, listed, word

EVERYTHING = "all"


@dataclass(frozen=True)
class Sorted:
    """What becomes of all answers: those confirmed, the proposals, and what is to be answered."""

    confirmed: tuple[Carried, ...]
    proposed: tuple[Carried, ...]
    asked: tuple[Carried, ...]


@click.command("upgrade")
@click.argument("file", type=click.Path(path_type=Path))
@with_root
@click.option(
    "--to", "edition", required=True, metavar="EDITION", help="Edition of the later round."
)
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
    """Begin an office's next report from the last one, FILE.

    FILE is a report such as offices/QM/2026.yaml. The later report is written beside it and an
    existing one is kept as it is. Nothing is taken over by itself: each answer stands as a comment
    above its question until somebody confirms it. A figure that is too old for the round is left
    out. What is proposed, left out and to be answered is listed line by line.
    """
    content = sound_content(root)
    key = assessment_in(content, root, file)
    assessment = content.assessments[key]
    target = target_of(content, key, assessment, edition, cycle)
    before, after = content.answered_under(assessment.edition), content.answered_under(edition)
    office, round_ = content.offices[key.office], content.cycles[target.cycle]
    carried = carried_over(assessment, office, round_, before, after)
    talk = Talk(key.cycle, round_.reference_date)
    result = sorted_by(carried, accepted(carried, confirmed, talk))
    wishes, unsaid = wishes_of(assessment, before, after)
    given = Given(
        answers={each.kpi.id: each.answer for each in result.confirmed if each.answer},
        proposals={each.kpi.id: each.answer for each in result.proposed if each.answer},
        earlier={each.kpi.id: each.earlier for each in carried if each.earlier},
        wishes=wishes,
        change=f"Begun from the round {key.cycle}, edition {assessment.edition}.",
    )
    save(root, new_assessment(after, target, date.today(), given))
    behind = left_behind(assessment, office, before, after)
    click.echo("\n".join(map(spoken, talk.lines_of(result, behind, unsaid))))
    if wishes:
        say(word("command.upgrade.wishes", fields=listed(wishes, "commas")))


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
    if edition_order(edition) < edition_order(assessment.edition):
        raise Impossible(word("command.upgrade.answered", edition=assessment.edition))
    rounds = [
        id
        for id, each in content.cycles.items()
        if each.edition == edition and each.reference_date > assessment.reference_date
    ]
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


def accepted(carried: Sequence[Carried], confirmed: Sequence[str], talk: "Talk") -> frozenset[str]:
    """The KPIs whose proposals are true, as the options say or somebody at the screen."""
    open_ones = [each for each in carried if each.answer]
    ids = {each.kpi.id for each in open_ones}
    unknown = sorted(set(confirmed) - ids - {EVERYTHING}, key=natural_order)
    if unknown:
        waiting = listed(sorted(ids, key=natural_order), "commas") or word("command.none")
        values = {"kpis": listed(unknown, "commas"), "waiting": waiting}
        raise misused(word("command.upgrade.not_waiting", **values))
    if EVERYTHING in confirmed:
        return frozenset(ids)
    said = set(confirmed)
    if sys.stdin.isatty():
        said |= {
            each.kpi.id for each in open_ones if each.kpi.id not in said and is_true(each, talk)
        }
    return frozenset(said)


def is_true(each: Carried, talk: "Talk") -> bool:
    """Ask once whether a proposed answer is true."""
    click.echo("\n".join(map(spoken, talk.question(each))))
    return click.confirm(f"  {spoken(word('command.upgrade.still_true'))}", default=False)


def sorted_by(carried: Sequence[Carried], said: frozenset[str]) -> Sorted:
    """Put each KPI where it belongs once the confirmations are known."""
    return Sorted(
        confirmed=tuple(each for each in carried if each.kpi.id in said),
        proposed=tuple(each for each in carried if each.answer and each.kpi.id not in said),
        asked=tuple(each for each in carried if not each.answer),
    )


@dataclass(frozen=True)
class Talk:
    """What is said about answers of the round `cycle` for a later one that asks for `day`."""

    cycle: str
    day: date

    def question(self, each: Carried) -> Iterator[Sayable]:
        """What is proposed, where it comes from, and what there is to look at."""
        yield f"\n{each.kpi.id}  {each.kpi.title}"
        if each.clarified:
            yield word("command.upgrade.clarified", fields=listed(each.clarified, "commas"))
        else:
            yield word(
                "command.upgrade.from", kpis=listed(each.sources, "commas"), cycle=self.cycle
            )
        if each.answer:
            answer = each.answer.model_dump_json(exclude_none=True, exclude_defaults=True)
            yield word("command.upgrade.answer", answer=answer)
        yield from self.to_look_at(each)

    def to_look_at(self, each: Carried) -> Iterator[Sayable]:
        """What may be otherwise by now: checks that look back, a figure that is too old."""
        kpi = each.kpi
        checks = each.answer.checks if each.answer else {}
        for check in looking_back(kpi, checks):
            yield word(
                f"command.upgrade.looks_back.{checks[check.id]}",
                kpi=kpi.id,
                check=check.id,
                cycle=self.cycle,
                months=check.looks_back_months,
            )
        if each.too_old:
            yield word("command.upgrade.too_old", kpi=kpi.id, old=each.too_old, day=self.day)
        if each.earlier:
            held_on = each.earlier.as_of or each.earlier.date
            yield word("command.upgrade.earlier", kpi=kpi.id, day=held_on)

    def lines_of(
        self, result: Sorted, behind: Sequence[str], unsaid: Sequence[str]
    ) -> Iterator[Sayable]:
        """What was done with every answer, and what is left to do."""
        if result.confirmed:
            yield word("command.upgrade.confirmed", number=len(result.confirmed))
        if result.proposed:
            yield word("command.upgrade.to_confirm")
            for each in result.proposed:
                yield self.proposed(each)
                yield from self.to_look_at(each)
        if result.asked:
            yield word("command.upgrade.to_answer")
            for each in result.asked:
                yield self.asked(each)
                yield from self.to_look_at(each)
        if not result.proposed and not result.asked:
            yield word("command.upgrade.nothing")
        if behind:
            yield word("command.upgrade.behind", kpis=listed(behind, "commas"))
        if unsaid:
            yield word("command.upgrade.unsaid", recommendations=listed(unsaid, "commas"))

    def proposed(self, each: Carried) -> Sayable:
        """One KPI with what was clarified, or with where its answer comes from."""
        sources = listed(each.sources, "commas")
        came_from = word("command.upgrade.proposed.from", kpis=sources, cycle=self.cycle)
        return word(
            "command.upgrade.proposed",
            origin=listed(each.clarified, "commas") or came_from,
            kpi=each.kpi.id,
            title=each.kpi.title,
        )

    def asked(self, each: Carried) -> Sayable:
        """One KPI without a proposal; that a figure is too old is said by itself."""
        misfit = each.sources and not each.too_old
        return word(
            "command.upgrade.asked.misfit" if misfit else "command.upgrade.asked",
            kpi=each.kpi.id,
            title=each.kpi.title,
            sources=listed(each.sources, "commas"),
        )
