"""In: any text of the content; out: Markdown for a comment, in which the text does nothing.

A comment is read by machines too: names would be told, numbers linked, HTML shown. In a code span
none of that happens, whatever the text holds.
"""

import re

from ict_maturity.facts.signs import CONTROL_SIGNS

BACKTICKS = re.compile("`+")
LONGEST = 400


def shown(text: str, longest: int = LONGEST) -> str:
    """The text as a code span on one line, cut when it is long."""
    line = " ".join(CONTROL_SIGNS.sub(" ", text).split())
    if len(line) > longest:
        line = f"{line[:longest].rstrip()} …"
    runs = (len(run) for run in BACKTICKS.findall(line))
    fence = "`" * (max(runs, default=0) + 1)
    edge = " " if line[:1] in ("`", "") or line[-1:] == "`" else ""
    return f"{fence}{edge}{line}{edge}{fence}"


def heading(text: str, level: int = 2) -> str:
    """A heading in words of ours."""
    return f"{'#' * level} {text}"


def bullet(text: str, depth: int = 0) -> str:
    """One entry of a list."""
    return f"{'  ' * depth}- {text}"
