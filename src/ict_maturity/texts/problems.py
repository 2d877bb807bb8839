"""In: a Problem, in no language yet, and the words of one; out: the same as text or plain data."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from ict_maturity.problems import Problem
from ict_maturity.texts.words import Words


def problem_text(problem: Problem, words: Words) -> str:
    """Where it is, what is wrong and what to do, on a line each and more of a long hint."""
    return words.say(problem.told(words.say(problem.hint).replace("\n", "\n  ")))


def problems_text(problems: Iterable[Problem], words: Words) -> str:
    """Several of them, with an empty line between each two."""
    return "\n\n".join(problem_text(problem, words) for problem in problems)


def problem_data(problem: Problem, words: Words) -> dict[str, Any]:
    """Its fields by name, the words spoken."""
    return {each.name: words.spoken(getattr(problem, each.name)) for each in fields(problem)}
