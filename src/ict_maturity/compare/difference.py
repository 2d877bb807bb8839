"""In: a model object before and after; out: each field that says something else, with both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from ict_maturity.data.digest import canonical_json, plain

LEFT_OUT = ("id", "change_log")
"""An id is what makes two files the same thing; a change log tells of the other changes."""
FieldPath = tuple[str, ...]


@dataclass(frozen=True)
class FieldChange:
    """One field that says something else; None where the field is left out."""

    path: FieldPath
    before: str | None
    after: str | None


def differences(before: BaseModel, after: BaseModel) -> tuple[FieldChange, ...]:
    """Every field that differs, in the order of the model; white space does not matter."""
    if before == after:
        return ()
    return tuple(_differences(written(before), written(after)))


def written(item: BaseModel) -> dict[str, Any]:
    """What is compared: plain data, in which a ladder's checks are found by their ids."""
    data = {name: value for name, value in plain(item).items() if name not in LEFT_OUT}
    rule = data.get("rule")
    if rule and rule["type"] == "ladder":
        checks = {
            check["id"]: {"level": level, **check}
            for level, checks in rule["levels"].items()
            for check in checks
        }
        data["rule"] = {"type": rule["type"], "checks": checks}
    return data


def _differences(before: Any, after: Any, path: FieldPath = ()) -> Iterator[FieldChange]:
    if before == after:
        return
    before, after = _named(before), _named(after)
    other_type = path == ("rule",) and before["type"] != after["type"]
    if isinstance(before, dict) and isinstance(after, dict) and not other_type:
        for name in dict.fromkeys((*before, *after)):
            yield from _differences(before.get(name), after.get(name), (*path, name))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _entries(before, after, path)
    else:
        yield FieldChange(path, _text(before), _text(after))


def _named(value: Any) -> Any:
    """A list of things as a mapping by their first field, which is what they are called."""
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return value
    named = {str(next(iter(entry.values()))): entry for entry in value}
    return named if len(named) == len(value) else value


def _entries(before: list[Any], after: list[Any], path: FieldPath) -> Iterator[FieldChange]:
    """The entries of two lists that are in one of them only, side by side."""
    gone = [entry for entry in before if entry not in after]
    new = [entry for entry in after if entry not in before]
    for i in range(max(len(gone), len(new))):
        yield FieldChange(
            path,
            _text(gone[i]) if i < len(gone) else None,
            _text(new[i]) if i < len(new) else None,
        )
    if not gone and not new:
        yield FieldChange(path, _text(before), _text(after))


def _text(value: Any) -> str | None:
    """A value as a person reads it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_text(each)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(_text(each) or "" for each in value)
    return canonical_json(value).decode()
