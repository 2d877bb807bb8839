"""In: what pydantic says about one file; out: Problems with place, expectation and next step."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from operator import itemgetter
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ict_maturity.facts.values import FORMS
from ict_maturity.load.places import Places
from ict_maturity.problems import LONGEST_QUOTE, MOST_OF_A_FILE, Problem, more_problems, short

Location = tuple[str | int, ...]
MOST_PLACED = 20_000
"""Finding the place of each takes long."""
EXPECTED = {
    "bool_type": "true or false",
    "dict_type": "fields with names",
    "int_type": "a whole number without quotes",
    "model_attributes_type": "fields with names",
    "model_type": "fields with names",
    "string_type": "a text",
    "tuple_type": "a list",
}
"""What pydantic's types are called in words that an editor uses."""


def problems_of(
    error: ValidationError, model: type[BaseModel], file: str, places: Places
) -> list[Problem]:
    """One Problem for each thing that pydantic found wrong; the first ones when there are many."""
    if error.error_count() > MOST_PLACED:
        message = f"The file has {error.error_count():,} problems, more than can be told."
        hint = "Compare it with another file of the same folder."
        return [Problem(file, 1, 1, "more-problems", message, hint, count=error.error_count())]
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
        Problem(file, *place, *wording(each, model, meant.get(each["loc"], ())))
        for place, each in placed[:worded]
    ]
    for place, _ in placed[worded : worded + 1]:
        problems.append(more_problems(file, *place, len(placed) - worded))
    return problems


def place_of(details: ErrorDetails, file: str, places: Places) -> tuple[int, int]:
    """Where a pydantic error stands: at the value, or at the name when that is what is wrong."""
    is_key = "[key]" in details["loc"] or details["type"] == "extra_forbidden"
    return places.at(file, written_path(details["loc"]), "key" if is_key else "value")


def written_path(location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path as the file has it: pydantic adds a sign for keys and the type of a rule."""
    if location[:1] == ("rule",) and location[1:2] != ("type",):
        location = ("rule", *location[2:])
    return tuple(part for part in location if part != "[key]")


def field_name(path: Sequence[str | int]) -> str:
    """A path such as ("rule", "levels", 2) as `rule.levels.2`."""
    return ".".join(short(str(part)) for part in path) or "the file"


def quoted(value: Any) -> str:
    """What was found, short enough for one line."""
    if isinstance(value, str):
        return short(repr(value[: 2 * LONGEST_QUOTE]))
    return short(str(value) if isinstance(value, Decimal) else repr(value))


def found_words(value: Any) -> str:
    """Name the kind of thing that was found, in words that an editor uses."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return f"the number {value}"
        case str():
            return f"the text {quoted(value)}"
        case Mapping():
            return "a mapping"
        case list() | tuple():
            return "a list"
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


def wording(
    details: ErrorDetails, model: type[BaseModel], meant: Location = ()
) -> tuple[str, str, str]:
    """Code, message and hint for one pydantic error; `meant` is the field that one stands for."""
    field = field_name(written_path(details["loc"]))
    kind, value, limits = details["type"], details["input"], details.get("ctx", {})
    found = found_words(value)
    if value is None:
        return (
            "field-empty",
            f"{field} is empty.",
            "Fill it in, or delete the field if it may be left out.",
        )
    match kind:
        case "missing":
            return (
                "field-missing",
                f'The field "{field}" is missing.',
                "Add it; what it means stands in docs/reference/fields.md.",
            )
        case "extra_forbidden":
            return (
                "field-unknown",
                f'There is no field "{field}".',
                did_you_mean(field.rsplit(".", 1)[-1], meant[-1:] or every_field(model))
                or "Delete it, or look the name up in docs/reference/fields.md.",
            )
        case "string_type" if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            return (
                "wrong-type",
                f"{field} must be a text; found {found}.",
                f'Put it in quotes: "{value}".',
            )
        case "literal_error":
            return (
                "value-not-allowed",
                f"{field} must be {limits['expected']}; found {found}.",
                "Choose one of these values.",
            )
        case "union_tag_invalid" | "union_tag_not_found":
            return (
                "value-not-allowed",
                f"{field}.type must be one of {limits.get('expected_tags', 'the rule types')}; "
                f"found {found_words(value.get('type') if isinstance(value, dict) else value)}.",
                "Choose one of the rule types of docs/method.md, section 3.",
            )
        case "string_pattern_mismatch":
            return (
                "wrong-form",
                f"{field} takes {FORMS[limits['pattern']]}; found {found}.",
                "Write it in that form.",
            )
        case "string_too_long":
            return (
                "text-too-long",
                f"{field} is longer than {limits['max_length']} characters.",
                "Shorten it, or move part of it to another field.",
            )
        case "too_short":
            return (
                "list-too-short",
                f"{field} needs at least {limits['min_length']} entries; "
                f"found {limits['actual_length']}.",
                "Add what is missing.",
            )
        case "blank_text":
            return "text-blank", f"{field} says nothing.", "Write the text or delete the field."
        case "control_character":
            return (
                "control-character",
                f"{field} has a sign that cannot be seen.",
                "Delete it, or type the text anew.",
            )
        case "number_out_of_range":
            return (
                "number-out-of-range",
                f"{field}: {details['msg']}; found {quoted(value)}.",
                "Check the figure; large amounts can be given in thousands or millions.",
            )
    expected = EXPECTED.get(kind)
    return (
        "wrong-type",
        f"{field} must be {expected}; found {found}."
        if expected
        else f"{field}: {lower_first(details['msg'])}; found {found}.",
        "Compare with another file of the same folder, or with docs/reference/fields.md.",
    )


def lower_first(text: str) -> str:
    """Fit pydantic's sentence after a colon."""
    return text[:1].lower() + text[1:]


def did_you_mean(word: str, known: Sequence[str | int]) -> str:
    """A suggestion, empty when nothing is close."""
    close = get_close_matches(short(word), map(str, known), n=1)
    return f"Did you mean {close[0]}?" if close else ""


@cache
def every_field(model: type[BaseModel]) -> tuple[str, ...]:
    """All field names of a model and of the models inside it."""
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return tuple(sorted({name for part in parts for name in part.get("properties", {})}))
