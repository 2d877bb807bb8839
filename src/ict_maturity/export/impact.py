"""In: an Impact and what keeps it from being taken; out: the report as plain data."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ict_maturity.compare.offices import ReportChange
from ict_maturity.compare.report import Impact, LevelMove, Side
from ict_maturity.problems import Problem, first_ones
from ict_maturity.texts.words import problem_data, site_words


def impact_data(report: Impact, problems: Sequence[Problem]) -> dict[str, Any]:
    """Everything of the report; the texts of changed fields are whole, and of very many
    problems the first ones are told.
    """
    words = site_words(report.after.content.framework)
    return {
        "before": side_data(report.before),
        "after": side_data(report.after),
        "offices": report.offices,
        "problems": [problem_data(problem, words) for problem in first_ones(problems)],
        "framework": [asdict(change) for change in report.framework],
        "items": [asdict(item) for item in report.items],
        "moves": [move_data(move) for move in report.moves],
        "levels": [asdict(one) for one in report.levels],
        "again": [
            {**asdict(again), "counts_from": again.counts_from and again.counts_from.isoformat()}
            for again in report.again
        ],
        "office_changes": [asdict(change) for change in report.office_changes],
        "some_hidden": report.some_hidden,
        "reports": [report_data(change) for change in report.reports],
    }


def report_data(change: ReportChange) -> dict[str, Any]:
    """What became of one report; of each new entry of its history when, who, what and why."""
    return {
        "office": change.key.office,
        "cycle": change.key.cycle,
        "what": change.what,
        "fields": [asdict(field) for field in change.fields],
        "entries": [
            entry.model_dump(mode="json", exclude={"was"}, exclude_none=True)
            for entry in change.entries
        ],
    }


def side_data(side: Side) -> dict[str, Any]:
    """What was compared."""
    framework = side.content.framework
    return {
        "label": side.label,
        "edition": framework.edition,
        "edition_status": framework.edition_status,
    }


def move_data(move: LevelMove) -> dict[str, Any]:
    """One public office; the reasons by their codes."""
    return {**asdict(move), "reasons": [str(reason.code) for reason in move.reasons]}
