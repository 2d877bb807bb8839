"""In: an office's file and what it says of itself now; out: the same file, saying both."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from ict_maturity.forms.skeleton import yaml_line, yaml_text
from ict_maturity.load.yaml_text import parse_yaml
from ict_maturity.model import Office

Profile = Mapping[str, tuple[str, ...]]
FORMER = "profile_formerly"


def changed(office: Office, said: Profile) -> Profile:
    """What an office says of itself that its profile does not; the order of values is nothing."""
    known = office.profile
    return {id: each for id, each in said.items() if set(each) != set(known.get(id, ()))}


def with_profile(text: str, office: Office, said: Profile, since: date) -> str | None:
    """The office's file, in which its profile says something else since a day.

    What it said until then is kept under `profile_formerly`; other lines, with what people noted
    there, stay to the byte. None when people made something of the file to which it cannot be
    added.
    """
    data = parse_yaml(text).data
    if not isinstance(data, dict):
        return None
    before = {field: list(office.profile.get(field, ())) for field in said}
    entry = {"until": since - timedelta(days=1), "values": before}
    profile = {**data.get("profile", {}), **{field: list(each) for field, each in said.items()}}
    wanted = {**data, "profile": profile, FORMER: [*data.get(FORMER, []), entry]}
    more = text if text.endswith("\n") else f"{text}\n"
    for field, values in said.items():
        more = with_line(more, "profile", f"  {yaml_line({field: list(values)})[1:-1]}\n", field)
    more = with_entry(more, {FORMER: [entry]})
    return more if parse_yaml(more).data == parse_yaml(yaml_text(wanted)).data else None


def with_line(text: str, block: str, line: str, field: str) -> str:
    """The text with a line in a block at its left edge, in place of the field's own if it has one.

    A block that is missing is put at the end.
    """
    start = re.search(rf"^{block}:[^\S\n]*(?:#[^\n]*)?\n", text, re.MULTILINE)
    if start is None:
        return f"{text}{block}:\n{line}"
    body = re.compile(r"(?:[ #\n][^\n]*\n|\n)*").match(text, start.end())
    end = body.end() if body else start.end()
    inside = text[start.end() : end]
    there = re.compile(rf"^[ ]+{re.escape(field)}:[^\n]*\n(?:[ ]+-[^\n]*\n)*", re.MULTILINE)
    inside, found = there.subn(lambda match: line, inside, count=1)
    return text[: start.end()] + (inside if found else line + inside) + text[end:]


def with_entry(text: str, data: Mapping[str, Any]) -> str:
    """The text with the entries of a list at its end, below those that are there."""
    written = yaml_text(data)
    name, _, entries = written.partition("\n")
    start = re.search(rf"^{re.escape(name)}\n(?:[-# \n][^\n]*\n|\n)*", text, re.MULTILINE)
    if start is None:
        return text + written
    return text[: start.end()] + entries + text[start.end() :]
