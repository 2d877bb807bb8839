"""In: what pydantic says about one file; out: Problems with place, expectation and next step."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from operator import itemgetter
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ict_maturity.facts.values import FORMS as TEXT_FORMS
from ict_maturity.load.places import PartFinder
from ict_maturity.model.settings import FORMS as SETTING_FORMS
from ict_maturity.problems import (
    LONGEST_QUOTE,
    MOST_OF_A_FILE,
    Problem,
    Wrong,
    more_problems,
    short,
    wrong,
)
from ict_maturity.said import Said, Sayable, grouped, listed, word

Location = tuple[str | int, ...]
FORMS = {**TEXT_FORMS, **SETTING_FORMS}
MOST_PLACED = 20_000
"""Finding the place of each takes long."""
EXPECTED = {
    "bool_type": "wrong-type.flag",
    "dict_type": "wrong-type.fields",
    "int_type": "wrong-type.whole_number",
    "model_attributes_type": "wrong-type.fields",
    "model_type": "wrong-type.fields",
    "string_type": "wrong-type.text",
    "tuple_type": "wrong-type.list",
}
"""What pydantic's types are called in words that an editor uses."""


def problems_of(
    error: ValidationError, model: type[BaseModel], file: str, places: PartFinder
) -> list[Problem]:
    """One Problem for each thing that pydantic found wrong; the first ones when there are many."""
    if error.error_count() > MOST_PLACED:
        count = error.error_count()
        many = wrong("more-problems.uncounted", number=grouped(count))
        return [replace(many.at(file, 1, 1), count=count)]
    errors = error.errors(include_url=False)
    within = {each["loc"][:length] for each in errors for length in range(len(each["loc"]))}
    meant = misspelt(errors)
    # A list only seems too short because pydantic dropped its broken entries, and a field only
    # seems to be missing that stands under another name.
    told = [
        each
        for each in errors
        if (each["type"] != "too_short" or each["loc"] not in within)
        and (each["type"] != "missing" or each["loc"] not in meant.values())
    ]
    placed = sorted(((place_of(each, file, places), each) for each in told), key=itemgetter(0))
    worded = len(placed) if len(placed) <= MOST_OF_A_FILE + 1 else MOST_OF_A_FILE
    problems = [
        wording(each, model, meant.get(each["loc"], ())).at(file, *place)
        for place, each in placed[:worded]
    ]
    for place, _ in placed[worded : worded + 1]:
        problems.append(more_problems(file, *place, len(placed) - worded))
    return problems


def place_of(details: ErrorDetails, file: str, places: PartFinder) -> tuple[int, int]:
    """Where a pydantic error stands: at the value, or at the name when that is what is wrong."""
    is_key = "[key]" in details["loc"] or details["type"] == "extra_forbidden"
    return places.at(file, written_path(details["loc"]), "key" if is_key else "value")


def written_path(location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path as the file has it: pydantic adds a sign for keys and the type of a rule."""
    if location[:1] == ("rule",) and location[1:2] != ("type",):
        location = ("rule", *location[2:])
    return tuple(part for part in location if part != "[key]")


def field_name(path: Sequence[str | int]) -> Sayable:
    """A path such as ("rule", "levels", 2) as `rule.levels.2`."""
    return ".".join(short(str(part)) for part in path) or word("problem.the_file")


def quoted(value: Any) -> str:
    """What was found, short enough for one line."""
    if isinstance(value, str):
        return short(repr(value[: 2 * LONGEST_QUOTE]))
    return short(str(value) if isinstance(value, Decimal) else repr(value))


def found_words(value: Any) -> Sayable:
    """Name the kind of thing that was found, in words that an editor uses."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return word("problem.found.number", number=value)
        case str():
            return word("problem.found.text", text=quoted(value))
        case Mapping():
            return word("problem.found.mapping")
        case list() | tuple():
            return word("problem.found.list")
    return quoted(value)


def misspelt(errors: Sequence[ErrorDetails]) -> Mapping[Location, Location]:
    """Unknown fields with the missing field beside them that each of them is meant to be."""
    unknown: dict[Location, dict[str, Location]] = {}
    for each in errors:
        if each["type"] == "extra_forbidden":
            *above, name = each["loc"]
            beside = unknown.setdefault(tuple(above), {})
            if len(beside) < MOST_OF_A_FILE:
                beside[short(str(name))] = each["loc"]
    meant: dict[Location, Location] = {}
    for each in errors:
        *above, name = each["loc"] or ("",)
        beside = unknown.get(tuple(above), {})
        if each["type"] == "missing" and (close := get_close_matches(str(name), beside, n=1)):
            meant[beside.pop(close[0])] = each["loc"]
    return meant


def wording(details: ErrorDetails, model: type[BaseModel], meant: Location = ()) -> Wrong:
    """What one pydantic error says; `meant` is the field that an unknown one stands for."""
    path = written_path(details["loc"])
    field = field_name(path)
    kind, value, limits = details["type"], details["input"], details.get("ctx", {})
    found = found_words(value)
    if value is None:
        return wrong("field-empty", field=field)
    match kind:
        case "missing":
            return wrong("field-missing", field=field)
        case "extra_forbidden":
            hint = did_you_mean(str(path[-1]), meant[-1:] or every_field(model))
            return wrong("field-unknown", hint, field=field)
        case "string_type" if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            return wrong("wrong-type.unquoted", field=field, found=found, value=value)
        case "literal_error":
            # Pydantic has them in one text: 'met', 'not_met' or 'unknown'.
            choices = listed(re.split(", | or ", limits["expected"]), "or")
            return wrong("value-not-allowed.listed", field=field, expected=choices, found=found)
        case "union_tag_invalid" | "union_tag_not_found":
            type_found = found_words(value.get("type") if isinstance(value, dict) else value)
            known = limits.get("expected_tags") or word("problem.rule_types")
            return wrong("value-not-allowed.type", field=field, known=known, found=type_found)
        case "string_pattern_mismatch":
            return wrong(
                "wrong-form.field", field=field, form=FORMS[limits["pattern"]], found=found
            )
        case "address_form":
            form, mended = FORMS[limits["form"]], limits["mended"]
            hint = word("problem.wrong-form.mended", mended=mended) if mended else None
            return wrong("wrong-form.field", hint, field=field, form=form, found=found)
        case "string_too_long":
            return wrong("text-too-long", field=field, most=limits["max_length"])
        case "too_short":
            least, length = limits["min_length"], limits["actual_length"]
            return wrong("list-too-short", field=field, least=least, found=length)
        case "blank_text":
            return wrong("text-blank", field=field)
        case "control_character":
            return wrong("control-character.field", field=field)
        case "number_out_of_range":
            expected = expectation(details)
            return wrong(
                "number-out-of-range.field", field=field, expected=expected, found=quoted(value)
            )
    hint = word("problem.wrong-type.hint")
    if kind in EXPECTED:
        return wrong(EXPECTED[kind], hint, field=field, found=found)
    return wrong("wrong-type.other", hint, field=field, expected=expectation(details), found=found)


def expectation(details: ErrorDetails) -> Sayable:
    """What one of our own types expected, or what pydantic says, made to follow a colon."""
    said: str = details["msg"]
    if said.startswith("expected."):
        return Said(said, tuple(details.get("ctx", {}).items()))
    return said[:1].lower() + said[1:200]


def did_you_mean(name: str, known: Sequence[str | int]) -> Said | None:
    """A suggestion, None when nothing is close."""
    close = get_close_matches(short(name), map(str, known), n=1)
    return word("problem.meant", meant=close[0]) if close else None


@cache
def every_field(model: type[BaseModel]) -> tuple[str, ...]:
    """All field names of a model and of the models inside it."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return tuple(sorted({name for part in parts for name in part.get("properties", {})}))
