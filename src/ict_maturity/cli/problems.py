"""In: Problems; out: the same on the screen, as JSON, or as remarks that GitHub shows in a diff."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ict_maturity.cli.commands import PROBLEMS, printable, speaker, spoken
from ict_maturity.order import natural_order
from ict_maturity.problems import Problem, errors, first_ones, number_of
from ict_maturity.problems.codes import MEANINGS
from ict_maturity.said import Sayable, grouped, listed, word
from ict_maturity.texts.words import Words, problem_data, problem_text

FORMATS = ("text", "json", "github")
A_SCREEN = 10
"""How many problems one sees at once."""


def written(found: Sequence[Problem], form: str, root: Path) -> str:
    """The problems in one of the formats, as many as somebody reads."""
    problems, words = first_ones(found), speaker()
    if form == "json":
        lines = ",\n".join(json.dumps(problem_data(each, words)) for each in problems)
        return f'{{"problems": [{lines}]}}'
    if form == "github":
        return "\n".join(github_line(problem, root, words) for problem in problems)
    parts = [*summary(found), *(problem_text(problem, words) for problem in problems)]
    return "\n\n".join(map(printable, parts))


def summary(problems: Sequence[Problem]) -> Iterator[str]:
    """What is wrong file by file, where it is more than a screen shows, as in unfinished files."""
    if number_of(problems) <= A_SCREEN:
        return
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.file, []).append(problem)
    names = sorted(files, key=natural_order)
    lines = [f"{file}: {spoken(mostly(files[file]))}" for file in names]
    rest = word("command.more_files", number=grouped(len(lines) - A_SCREEN))
    more = [spoken(rest)] if len(lines) > A_SCREEN else []
    yield "\n".join([*lines[:A_SCREEN], *more])


def mostly(problems: Sequence[Problem]) -> Sayable:
    """How many problems a file has, and of which kind most of them are."""
    code, times = Counter(problem.code for problem in problems).most_common(1)[0]
    return word(
        "command.mostly.all" if times == len(problems) else "command.mostly",
        problems=word("command.count.problems", number=number_of(problems)),
        code=code,
        meaning=MEANINGS[code],
    )


def github_line(problem: Problem, root: Path, words: Words) -> str:
    """A workflow command that GitHub shows beside the line in a pull request."""
    place = {"file": os.path.relpath(root / problem.file)}
    if problem.line:
        place |= {"line": str(problem.line), "col": str(problem.column)}
    place["title"] = f"{problem.code}: {MEANINGS[problem.code]}"
    properties = ",".join(f"{name}={escaped(value, ':,')}" for name, value in place.items())
    text = escaped(f"{words.say(problem.message)}\n{words.say(problem.hint)}")
    return f"::{problem.severity} {properties}::{text}"


def escaped(text: str, also: str = "") -> str:
    """Signs that have a meaning in a workflow command, as that command wants them written."""
    for sign in f"%\r\n{also}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return printable(text)


def count_words(problems: Sequence[Problem]) -> Sayable:
    """How many problems and warnings in how many files."""
    wrong = errors(problems)
    warnings = [problem for problem in problems if problem.severity == "warning"]
    counts = []
    if wrong or not warnings:
        number = number_of(wrong)
        counts.append(in_files(word("command.count.problems", number=number), wrong))
    if warnings:
        number = number_of(warnings)
        counts.append(in_files(word("command.count.warnings", number=number), warnings))
    return word("command.counts", counts=listed(counts))


def in_files(count: Sayable, problems: Sequence[Problem]) -> Sayable:
    """How many there are, and in how many files."""
    files = len({problem.file for problem in problems})
    return word("command.in_files", count=count, files=word("command.count.files", number=files))


def say_count(problems: Sequence[Problem]) -> None:
    """Say below the problems how many there are."""
    click.echo(f"\n{spoken(count_words(problems))}", err=True)


def stop_at(problems: Sequence[Problem], root: Path) -> None:
    """Say what is wrong, and end the command with 1 when it is more than warnings."""
    if problems:
        click.echo(written(problems, "text", root), err=True)
        say_count(problems)
    if errors(problems):
        raise click.exceptions.Exit(PROBLEMS)
