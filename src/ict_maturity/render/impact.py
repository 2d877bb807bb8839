"""In: an Impact and what keeps it from being taken; out: the report as Markdown for a comment."""

from collections.abc import Iterator, Sequence

from ict_maturity.compare.classes import NEED_NO_ENTRY
from ict_maturity.compare.difference import FieldChange
from ict_maturity.compare.offices import ReportChange
from ict_maturity.compare.report import (
    Again,
    Impact,
    ItemChange,
    KpiMove,
    KpiState,
    LevelMove,
    Levels,
    Side,
)
from ict_maturity.problems import Problem
from ict_maturity.render.comment import Line, bullet, heading, markdown, shown
from ict_maturity.said import Sayable, listed, long_date, percentage, word
from ict_maturity.texts.results import reason_text
from ict_maturity.texts.words import Words, site_words

LONGEST_REPORT = 60_000
"""GitHub takes comments of 65,536 signs at most."""
DIGEST_SIGNS = 12


def impact_report(report: Impact, problems: Sequence[Problem]) -> str:
    """The whole report; what does not fit is counted at its end."""
    words = site_words(report.after.content.framework)
    sides = word("impact.sides", before=side_words(report.before), after=side_words(report.after))
    lines = [
        heading(word("impact.title"), 1),
        Line(),
        Line(sides),
        Line(),
        *summary(report),
        *section(word("impact.problems"), problem_lines(problems, words)),
        *section(word("impact.items"), item_lines(report.items)),
        *section(word("impact.offices"), office_lines(report)),
        *section(word("impact.reports"), report_lines(report)),
        *section(word("impact.moves"), move_lines(report)),
        *section(word("impact.levels"), level_table(report.levels, words)),
        *section(word("impact.again"), again_lines(report)),
    ]
    text = markdown(lines, words)
    return "\n".join((text, *details(report, len(text) + 1, words))) + "\n"


def side_words(side: Side) -> Sayable:
    """What a side is, and how its edition stands."""
    framework = side.content.framework
    return word(
        "impact.side",
        label=shown(side.label),
        edition=framework.edition,
        status=word(f"impact.edition_status.{framework.edition_status}"),
    )


def summary(report: Impact) -> Iterator[Line]:
    """One sentence for somebody who reads no further."""
    others = report.office_changes or report.some_hidden or report.reports
    if not (report.items or report.framework or report.moves or others):
        yield Line(word("impact.nothing"))
        return
    kinds = [item.kind for item in report.items]
    yield Line(
        word(
            "impact.short",
            recommendations=kinds.count("recommendation"),
            kpis=kinds.count("kpi"),
            moves=len(report.moves),
            offices=report.offices,
        )
    )


def section(title: Sayable, lines: Iterator[Line]) -> Iterator[Line]:
    """A heading with its lines, nothing when there are none."""
    body = list(lines)
    if body:
        yield from (Line(), heading(title), Line(), *body)


def problem_lines(problems: Sequence[Problem], words: Words) -> Iterator[Line]:
    """What is wrong, where, and what to do."""
    for problem in problems:
        place, code = shown(problem.place), shown(problem.code)
        yield bullet(word("impact.problem.place", place=place, code=code))
        yield bullet(shown(words.say(problem.message)), 1)
        yield bullet(shown(words.say(problem.hint)), 1)


def item_lines(items: Sequence[ItemChange]) -> Iterator[Line]:
    """What changed, one line each, with the classes found and declared."""
    for item in items:
        text = word("titled", id=item.id, title=shown(item.title))
        mark = word("impact.theme")
        yield bullet(word("marked", text=text, mark=mark) if item.working_theme else text)
        yield bullet(classes_words(item), 1)


def classes_words(item: ItemChange) -> Sayable:
    """Class found, class declared."""
    if item.declared:
        declared = word("impact.declared", declared=class_names(item.declared))
    elif set(item.found) <= NEED_NO_ENTRY:
        declared = word("impact.declared.needless")
    else:
        declared = word("impact.declared.none")
    return word("impact.found", found=class_names(item.found), declared=declared)


def class_names(classes: Sequence[str]) -> Sayable:
    """Classes as the change log writes them."""
    return listed((f"`{name}`" for name in classes), "commas") or word("impact.class.none")


def office_lines(report: Impact) -> Iterator[Line]:
    """Offices that came, went, were renamed, continue others, or are named now."""
    for change in report.office_changes:
        yield bullet(
            word(
                f"impact.office.{change.what}",
                office=change.office,
                name=shown(change.name),
                mark=word("impact.fictional") if change.fictional else "",
                before=shown(change.before or ""),
            )
        )
    if report.some_hidden:
        yield bullet(word("impact.office.hidden"))


def report_lines(report: Impact) -> Iterator[Line]:
    """Reports that came, went or were corrected, with what the history says of it."""
    for change in report.reports:
        yield bullet(report_heading(change))
        for entry in change.entries:
            yield bullet(
                word(
                    "impact.report.entry",
                    date=long_date(entry.date),
                    by=shown(entry.by),
                    change=shown(entry.change),
                ),
                1,
            )
            if entry.why:
                yield bullet(word("impact.report.why", why=shown(entry.why)), 1)


def move_lines(report: Impact) -> Iterator[Line]:
    """Public offices whose published level moves, and why."""
    if not report.moves:
        yield Line(word("impact.moves.none"))
        return
    yield from (Line(word("impact.moves.note")), Line())
    for move in report.moves:
        yield bullet(
            word(
                "impact.move",
                office=move.office,
                name=shown(move.name),
                mark=word("impact.fictional") if move.fictional else "",
                recommendation=move.recommendation,
                before=level_words(move.before),
                after=level_words(move.after),
            )
        )
        yield bullet(because(move), 1)


def level_words(level: int | None) -> Sayable:
    """A published level, or that there is none."""
    return word("impact.level.none") if level is None else word("impact.level", level=level)


def level_table(levels: Sequence[Levels], words: Words) -> Iterator[Line]:
    """Counts before and after; a table may hold ids and numbers, which need no guard."""
    if not levels:
        return
    yield row("", "", *(words("impact.levels.level", level=level) for level in range(5)))
    yield Line(f"|---|---|{'---:|' * 5}")
    for one in levels:
        for when, counts in (("before", one.before), ("after", one.after)):
            yield row(one.recommendation, words(f"impact.levels.{when}"), *map(str, counts))


def row(*cells: str) -> Line:
    """A row of a table."""
    return Line(f"| {' | '.join(cells)} |")


def again_lines(report: Impact) -> Iterator[Line]:
    """What is to be answered, confirmed or looked at."""
    if not report.again:
        yield Line(word("impact.again.none"))
    for again in report.again:
        offices = word("impact.again.offices", offices=again.offices)
        yield bullet(word("marked", text=again_words(again), mark=offices))


def again_words(again: Again) -> Sayable:
    """One KPI and what is to be done about it."""
    day = again.counts_from
    return word(
        f"impact.again.{again.what}",
        kpi=again.kpi,
        replaced=again.replaced or "",
        day=word("impact.again.day", day=long_date(day)) if day else "",
    )


def details(report: Impact, used: int, words: Words) -> Iterator[str]:
    """Each field before and after, as far as the comment has room."""
    blocks = [
        *([field_block(word("impact.framework"), report.framework)] if report.framework else []),
        *(field_block(item_heading(item), item.fields) for item in report.items if item.fields),
        *(
            field_block(report_heading(change), change.fields)
            for change in report.reports
            if change.fields
        ),
    ]
    if not blocks:
        return
    yield markdown((Line(), heading(word("impact.details")), Line()), words)
    for number, block in enumerate(blocks):
        text = markdown((*block, Line()), words)
        used += len(text) + 1
        if used > LONGEST_REPORT:
            cut = Line(word("impact.details.cut", number=len(blocks) - number))
            yield markdown((cut, Line()), words)
            return
        yield text


def item_heading(item: ItemChange) -> Sayable:
    """The id, and whether something else is measured."""
    if item.digest_before is None or item.digest_after is None:
        return item.id
    if item.digest_before == item.digest_after:
        return word("impact.digest.same", id=item.id)
    digests = (each[:DIGEST_SIGNS] for each in (item.digest_before, item.digest_after))
    before, after = map(shown, digests)
    return word("impact.digest", id=item.id, before=before, after=after)


def report_heading(change: ReportChange) -> Sayable:
    """Whose report of which round, and whether its history tells of the change."""
    office, cycle = change.key
    return word(f"impact.report.{change.what}", office=office, cycle=cycle)


def field_block(title: Sayable, fields: Sequence[FieldChange]) -> Iterator[Line]:
    """The fields of one file, each with both values."""
    yield from (Line(title), Line())
    for field in fields:
        yield bullet(shown(".".join(field.path)))
        yield bullet(word("impact.value.before", value=value_words(field.before)), 1)
        yield bullet(word("impact.value.after", value=value_words(field.after)), 1)


def value_words(value: str | None) -> Sayable:
    """One of the two values."""
    return word("impact.left_out") if value is None else shown(value)


def because(move: LevelMove) -> Sayable:
    """What changed, KPI by KPI, and what holds the level where it is now."""
    kpis = [words for kpi in move.kpis for words in kpi_words(kpi)]
    what = listed(kpis, "semicolons") or word("impact.kpi.thresholds")
    said = word("impact.because", cause=word(f"impact.cause.{move.cause}"), what=what)
    return listed([said, *map(reason_text, move.reasons)], "sentences")


def kpi_words(move: KpiMove) -> Iterator[Sayable]:
    """What is otherwise about one KPI."""
    before, after = move.before, move.after
    if before is None:
        yield word("impact.kpi.new", kpi=move.kpi)
    elif after is None:
        yield word("impact.kpi.gone", kpi=move.kpi)
    else:
        yield from both_words(move.kpi, before, after)


def both_words(kpi: str, before: KpiState, after: KpiState) -> Iterator[Sayable]:
    """What is otherwise about a KPI that is on both sides."""
    if before.recommendation != after.recommendation:
        yield word(
            "impact.kpi.moved", kpi=kpi, before=before.recommendation, after=after.recommendation
        )
    if before.standing != after.standing:
        yield word(
            "impact.kpi.standing",
            kpi=kpi,
            before=word(f"impact.standing.{before.standing}"),
            after=word(f"impact.standing.{after.standing}"),
        )
    if before.level != after.level:
        yield word("impact.kpi.level", kpi=kpi, before=before.level, after=after.level)
    if before.decided != after.decided:
        shares = {"before": percentage(before.decided), "after": percentage(after.decided)}
        yield word("impact.kpi.decided", kpi=kpi, **shares)
    if before.core != after.core:
        yield word("impact.kpi.core" if after.core else "impact.kpi.not_core", kpi=kpi)
    if before.weight != after.weight:
        yield word("impact.kpi.weight", kpi=kpi, before=before.weight, after=after.weight)
