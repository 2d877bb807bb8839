"""In: content and what a new file is about; out: an Output with its questions, to be filled in."""

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import files
from string import Template
from typing import Any

import yaml

from ict_maturity.data.outputs import Output
from ict_maturity.model import Content
from ict_maturity.rules import TYPES

WIDTH = 98
RULE_TYPES = tuple(rule.name() for rule in TYPES)


def new_recommendation(content: Content, title: str, today: date) -> Output:
    """A Recommendation under the next free id."""
    id = next_id("R", 2, (id for kind, id in content.files if kind == "recommendation"))
    text = filled(
        "recommendation",
        id=id,
        title=quoted(title),
        addressee=content.framework.addressees[0].id,
        edition=content.framework.edition,
        today=today.isoformat(),
    )
    return Output.of_text(f"recommendations/{id}-{slug(title)}.yaml", text)


def new_kpi(content: Content, title: str, recommendation: str, rule: str) -> Output:
    """A KPI under the next free id, with a rule of the wanted type."""
    id = next_id("K", 2, (id for kind, id in content.files if kind == "kpi"))
    rule_text, _, answer = skeleton(f"rule-{rule}").partition("\n---\n")
    text = filled(
        "kpi",
        id=id,
        title=quoted(title),
        recommendation=recommendation,
        addressee=content.framework.addressees[0].id,
        edition=content.framework.edition,
        rule=rule_text,
        answer=answer.strip(),
    )
    return Output.of_text(f"kpis/{id}-{slug(title)}.yaml", text)


def new_office(content: Content, code: str) -> Output:
    """An office's profile, with the questions that framework.yaml asks about an office."""
    profile = (
        f"  # {field.title}: {', '.join(field.values)}\n  # {field.id}: []"
        for field in content.framework.profile
    )
    text = filled(
        "office",
        code=code,
        fictional="true" if code in content.codes.fictional else "false",
        profile="\n".join(profile),
    )
    return Output.of_text(f"offices/{code}/office.yaml", text)


def filled(name: str, **facts: str) -> str:
    """A skeleton with its places filled."""
    return Template(skeleton(name)).substitute(facts)


def skeleton(name: str) -> str:
    """The text of a skeleton that comes with the package."""
    return (files("ict_maturity") / "skeletons" / f"{name}.yaml").read_text("utf-8")


def next_id(letter: str, digits: int, taken: Iterable[str]) -> str:
    """The id after the highest one: an id is never used twice, so gaps stay empty."""
    highest = max((int(id.removeprefix(letter)) for id in taken), default=0)
    return f"{letter}{highest + 1:0{digits}}"


def quoted(text: str) -> str:
    """A text as YAML reads it back unchanged, whatever signs it has."""
    return json.dumps(text, ensure_ascii=False)


def yaml_text(data: Mapping[str, Any]) -> str:
    """Data as YAML in block style that reads back unchanged, numbers to the last digit."""
    return yaml.dump(data, Dumper=ExactDumper, sort_keys=False, allow_unicode=True, width=WIDTH)


def yaml_line(data: Mapping[str, Any]) -> str:
    """The same in one line, in braces."""
    text = yaml.dump(
        data,
        Dumper=ExactDumper,
        sort_keys=False,
        allow_unicode=True,
        width=math.inf,
        default_flow_style=True,
    )
    return text.strip()


class ExactDumper(yaml.SafeDumper):
    """Writes decimals as they are, tuples as lists, and repeated values in full."""

    def ignore_aliases(self, data: object) -> bool:
        """Never an alias, which content files may not have."""
        return True


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", format(value, "f"))


def _list(dumper: yaml.SafeDumper, value: tuple[object, ...]) -> yaml.SequenceNode:
    return dumper.represent_list(value)


ExactDumper.add_representer(Decimal, _decimal)
ExactDumper.add_representer(tuple, _list)


def slug(title: str) -> str:
    """The part of a file's name that is for the eye: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return "-".join(words)[:50].strip("-") or "untitled"
