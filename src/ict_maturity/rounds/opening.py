"""In: the round before; out: the file of the next one, with how many are invited."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ict_maturity.data.outputs import Output
from ict_maturity.forms.skeleton import yaml_text
from ict_maturity.load.yaml_text import parse_yaml
from ict_maturity.model import Content, Cycle
from ict_maturity.problems import RefusedError
from ict_maturity.said import word

HEAD = "# yaml-language-server: $schema=../schemas/cycle.schema.json\n"
DAYS = ("opens", "closes", "reference_date")
LEAP_DAY = (2, 29)
INVITED = re.compile(r"^invited:[^\r\n]*", re.MULTILINE)


class OpeningError(RefusedError, OSError):
    """A round cannot be opened so; the words say why, and what to do."""


def round_before(content: Content, cycle: str) -> Cycle:
    """The last round before a new one. Raises OpeningError when there is none."""
    earlier = [each for id, each in content.cycles.items() if id < cycle]
    if not earlier:
        raise OpeningError(word("round.open.first", cycle=cycle))
    return max(earlier, key=lambda each: each.id)


def next_round(
    content: Content, cycle: str, days: Mapping[str, date | None], invited: int
) -> Cycle:
    """A round that asks what the last one asked, under the newest edition that was cut.

    `days` has the days that are given; the others are moved by as many years as lie between the
    two ids. Raises OpeningError when that leaves a day as it was.
    """
    last = round_before(content, cycle)
    years = int(cycle[:4]) - int(last.id[:4])
    if not years and not all(days.values()):
        raise OpeningError(word("round.open.same_year", cycle=cycle, last=last.id))
    moved = {name: days[name] or later(getattr(last, name), years) for name in DAYS}
    newest = content.newest_edition
    about = {
        "id": cycle,
        "title": last.title.replace(last.id, cycle),
        "edition": newest.id if newest else last.edition,
        "about": None,
        "invited": invited,
    }
    return last.model_copy(update={**about, **moved})


def later(day: date, years: int) -> date:
    """The same day so many years later; the last of February stays in February."""
    if (day.month, day.day) == LEAP_DAY:
        day = day.replace(day=28)
    return day.replace(year=day.year + years)


def round_file(
    root: Path, content: Content, cycle: str, days: Mapping[str, date | None], invited: int
) -> Output:
    """The file of a round, with how many are invited: the one that is there, or a new one.

    Raises OpeningError for a round that cannot be opened so.
    """
    if cycle in content.cycles:
        path = content.source_of("cycle", cycle)
        return Output.of_text(path, with_invited((root / path).read_bytes().decode(), invited))
    data = next_round(content, cycle, days, invited).model_dump(
        exclude_none=True, exclude_defaults=True
    )
    return Output.of_text(f"cycles/{cycle}.yaml", f"{HEAD}{yaml_text(data)}")


def with_invited(text: str, number: int) -> str:
    """The file of a round that is open, with another number of those invited.

    Raises OpeningError when people made something of the file to which it cannot be added.
    """
    line = f"invited: {number}"
    more, found = INVITED.subn(line, text)
    if not found:
        more = f"{text}{'' if text.endswith(chr(10)) else chr(10)}{line}\n"
    before, after = parse_yaml(text).data, parse_yaml(more).data
    if not isinstance(before, dict) or after != {**before, "invited": number}:
        raise OpeningError(word("round.open.edited", line=line))
    return more


def content_with(content: Content, cycle: Cycle) -> Content:
    """The content with a round more, to be checked before anything is written."""
    files = {**content.files, ("cycle", cycle.id): f"cycles/{cycle.id}.yaml"}
    cycles = {**content.cycles, cycle.id: cycle}
    return replace(content, cycles=dict(sorted(cycles.items())), files=files)
