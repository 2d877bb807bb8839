"""In: any text of the content; out: Markdown for a comment, in which the text does nothing.

A comment is read by machines too: names would be told, numbers linked, HTML shown. In a code span
none of that happens, whatever the text holds.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ict_maturity.facts.signs import CONTROL_SIGNS
from ict_maturity.said import Sayable
from ict_maturity.texts.words import Words

BACKTICKS = re.compile("`+")
LONGEST = 400


class Line(NamedTuple):
    """One line of Markdown, and the signs before its words."""

    words: Sayable = ""
    before: str = ""


def shown(text: str, longest: int = LONGEST) -> str:
    """The text as a code span on one line, cut when it is long."""
    line = " ".join(CONTROL_SIGNS.sub(" ", text).split())
    if len(line) > longest:
        line = f"{line[:longest].rstrip()} …"
    runs = (len(run) for run in BACKTICKS.findall(line))
    fence = "`" * (max(runs, default=0) + 1)
    edge = " " if line[:1] in ("`", "") or line[-1:] == "`" else ""
    return f"{fence}{edge}{line}{edge}{fence}"


def heading(text: Sayable, level: int = 2) -> Line:
    """A heading in words of ours."""
    return Line(text, f"{'#' * level} ")


def bullet(text: Sayable, depth: int = 0) -> Line:
    """One entry of a list."""
    return Line(text, f"{'  ' * depth}- ")


def markdown(lines: Iterable[Line], words: Words) -> str:
    """The lines, one under the other."""
    return "\n".join(f"{line.before}{words.say(line.words)}" for line in lines)
