"""In: an Impact and what keeps it from being taken; out: the report as Markdown for a comment."""

from collections.abc import Iterator, Sequence

from ict_maturity.compare.classes import NEED_NO_ENTRY
from ict_maturity.compare.difference import FieldChange
from ict_maturity.compare.report import (
    Again,
    Impact,
    ItemChange,
    Levels,
    Side,
    UnnamedMoves,
)
from ict_maturity.problems import Problem
from ict_maturity.render.comment import bullet, heading, shown
from ict_maturity.render.impact_causes import because
from ict_maturity.texts.numbers import long_date
from ict_maturity.texts.words import word

LONGEST_REPORT = 60_000
"""GitHub takes comments of 65,536 signs at most."""
DIGEST_SIGNS = 12


def impact_report(report: Impact, problems: Sequence[Problem]) -> str:
    """The whole report; what does not fit is counted at its end."""
    lines = [
        heading(word("impact.title"), 1),
        "",
        word("impact.sides", before=side_words(report.before), after=side_words(report.after)),
        "",
        *summary(report),
        *section("impact.problems", problem_lines(problems)),
        *section("impact.items", item_lines(report.items)),
        *section("impact.moves", move_lines(report)),
        *section("impact.unnamed", unnamed_lines(report.unnamed)),
        *section("impact.levels", level_table(report.levels)),
        *section("impact.again", again_lines(report)),
    ]
    return "\n".join([*lines, *details(report, sum(len(line) + 1 for line in lines))]) + "\n"


def side_words(side: Side) -> str:
    """What a side is, and how its edition stands."""
    framework = side.content.framework
    return word(
        "impact.side",
        label=shown(side.label),
        edition=framework.edition,
        status=word(f"impact.edition_status.{framework.edition_status}"),
    )


def summary(report: Impact) -> Iterator[str]:
    """One sentence for somebody who reads no further."""
    if not (report.items or report.framework or report.moves):
        yield word("impact.nothing")
        return
    kinds = [item.kind for item in report.items]
    yield word(
        "impact.short",
        recommendations=kinds.count("recommendation"),
        kpis=kinds.count("kpi"),
        moves=len(report.moves),
        offices=report.offices,
    )


def section(title: str, lines: Iterator[str]) -> Iterator[str]:
    """A heading with its lines, nothing when there are none."""
    body = list(lines)
    if body:
        yield from ("", heading(word(title)), "", *body)


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """What is wrong, where, and what to do."""
    for problem in problems:
        place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part)
        yield bullet(word("impact.problem.place", place=shown(place), code=shown(problem.code)))
        yield bullet(shown(problem.message), 1)
        yield bullet(shown(problem.hint), 1)


def item_lines(items: Sequence[ItemChange]) -> Iterator[str]:
    """What changed, one line each, with the classes found and declared."""
    for item in items:
        theme = f" ({word('impact.theme')})" if item.working_theme else ""
        yield bullet(word("impact.item", id=item.id, title=shown(item.title)) + theme)
        yield bullet(classes_words(item), 1)


def classes_words(item: ItemChange) -> str:
    """Class found, class declared."""
    if item.declared:
        declared = word("impact.declared", declared=class_names(item.declared))
    elif set(item.found) <= NEED_NO_ENTRY:
        declared = word("impact.declared.needless")
    else:
        declared = word("impact.declared.none")
    return word("impact.found", found=class_names(item.found), declared=declared)


def class_names(classes: Sequence[str]) -> str:
    """Classes as the change log writes them."""
    return ", ".join(f"`{name}`" for name in classes) or word("impact.class.none")


def move_lines(report: Impact) -> Iterator[str]:
    """Public offices whose published level moves, and why."""
    if not report.moves:
        yield word("impact.moves.none")
        return
    yield from (word("impact.moves.note"), "")
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


def level_words(level: int | None) -> str:
    """A published level, or that there is none."""
    return word("impact.level.none") if level is None else word("impact.level", level=level)


def unnamed_lines(moves: Sequence[UnnamedMoves]) -> Iterator[str]:
    """How many offices without a name move."""
    if moves:
        yield from (word("impact.unnamed.note"), "")
    for move in moves:
        if move.raised is None:
            yield bullet(word("impact.unnamed.hidden", recommendation=move.recommendation))
        else:
            yield bullet(
                word(
                    "impact.unnamed.counts",
                    recommendation=move.recommendation,
                    raised=move.raised,
                    lowered=move.lowered,
                    unmoved=move.unmoved,
                )
            )


def level_table(levels: Sequence[Levels]) -> Iterator[str]:
    """Counts before and after; a table may hold ids and numbers, which need no guard."""
    if not levels:
        return
    names = [word("impact.levels.level", level=level) for level in range(5)]
    yield f"| | | {' | '.join(names)} |"
    yield f"|---|---|{'---:|' * 5}"
    for one in levels:
        for when, counts in (("before", one.before), ("after", one.after)):
            numbers = " | ".join(map(str, counts))
            yield f"| {one.recommendation} | {word(f'impact.levels.{when}')} | {numbers} |"


def again_lines(report: Impact) -> Iterator[str]:
    """What is to be answered, confirmed or looked at."""
    if not report.again:
        yield word("impact.again.none")
    for again in report.again:
        yield bullet(
            f"{again_words(again)} ({word('impact.again.offices', offices=again.offices)})"
        )


def again_words(again: Again) -> str:
    """One KPI and what is to be done about it."""
    day = again.counts_from
    return word(
        f"impact.again.{again.what}",
        kpi=again.kpi,
        replaced=again.replaced,
        day=word("impact.again.day", day=long_date(day)) if day else "",
    )


def details(report: Impact, used: int) -> Iterator[str]:
    """Each field before and after, as far as the comment has room."""
    blocks = [
        *([field_block(word("impact.framework"), report.framework)] if report.framework else []),
        *(field_block(item_heading(item), item.fields) for item in report.items if item.fields),
    ]
    if not blocks:
        return
    yield from ("", heading(word("impact.details")))
    for number, block in enumerate(blocks):
        used += len(block) + 2
        if used > LONGEST_REPORT:
            yield from ("", word("impact.details.cut", number=len(blocks) - number))
            return
        yield from ("", block)


def item_heading(item: ItemChange) -> str:
    """The id, and whether something else is measured."""
    if item.digest_before is None or item.digest_after is None:
        return item.id
    if item.digest_before == item.digest_after:
        return f"{item.id}. {word('impact.digest.same')}"
    digests = (each[:DIGEST_SIGNS] for each in (item.digest_before, item.digest_after))
    before, after = map(shown, digests)
    return f"{item.id}. {word('impact.digest', before=before, after=after)}"


def field_block(title: str, fields: Sequence[FieldChange]) -> str:
    """The fields of one file, each with both values."""
    lines = [title, ""]
    for field in fields:
        lines += [
            bullet(shown(".".join(field.path))),
            bullet(value_words("impact.levels.before", field.before), 1),
            bullet(value_words("impact.levels.after", field.after), 1),
        ]
    return "\n".join(lines)


def value_words(when: str, value: str | None) -> str:
    """One of the two values."""
    return f"{word(when)}: {word('impact.left_out') if value is None else shown(value)}"
