"""In: a content root; out: Problems of the settings with which its site engine would start.

The engine obeys mkdocs.yml before any code of ours is asked, so it is read here before the engine
starts: as content is read, without the words with which YAML calls a program.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ict_maturity.load.faults import FORMS, expectation, problems_of, quoted
from ict_maturity.load.one_file import read_data
from ict_maturity.load.places import Places
from ict_maturity.model.settings import (
    OWN_PLUGIN,
    Extension,
    Settings,
    Trusted,
    as_list,
    with_options,
)
from ict_maturity.problems import Problem, wrong
from ict_maturity.said import listed, word

SETTINGS = "mkdocs.yml"
TRUSTED = "trusted.yaml"
LOCAL_MODULES = ("main", "main.py")
KNOWN_EXTENSIONS = frozenset(field.alias or name for name, field in Extension.model_fields.items())
MUST = {
    "plugins": word("problem.setting.plugins", plugin=OWN_PLUGIN),
    "theme": word("problem.setting.theme"),
    "theme.font": word("problem.setting.font"),
    "plugins.macros.modules": word("problem.setting.modules"),
    "plugins.macros.render_by_default": word("problem.setting.render_by_default"),
}
"""Settings without which the engine does something that is not harmless."""


def setting_problems(root: Path) -> list[Problem]:
    """What is wrong with mkdocs.yml and trusted.yaml, which need not be there, and beside them.

    Raises OSError when a file cannot be read.
    """
    places = Places(root)
    problems: list[Problem] = []
    trusted: tuple[str, ...] = ()
    if os.path.lexists(root / TRUSTED):
        data, _, problems = read_data(root, TRUSTED)
        try:
            trusted = Trusted.model_validate(data).settings
        except ValidationError as error:
            problems = problems or problems_of(error, Trusted, TRUSTED, places)
    if os.path.lexists(root / SETTINGS):
        data, _, found = read_data(root, SETTINGS)
        problems += found or unknown_settings(data, trusted, places)
        problems += local_modules(root)
    return problems


def local_modules(root: Path) -> Iterator[Problem]:
    """What mkdocs-macros would run unasked: a module of this name beside the settings."""
    for name in LOCAL_MODULES:
        if os.path.lexists(root / name):
            yield wrong("setting-not-allowed.module").at(name)


def markdown_extensions(root: Path) -> tuple[str, ...]:
    """The extensions of Markdown in mkdocs.yml that are known to be harmless, by name.

    Raises OSError when the file cannot be read.
    """
    if not os.path.lexists(root / SETTINGS):
        return ()
    data, _, _ = read_data(root, SETTINGS)
    entries = as_list(data.get("markdown_extensions") or [])
    named = [with_options(entry) for entry in entries]
    names = {str(name) for entry in named if isinstance(entry, dict) for name in entry}
    return tuple(sorted(names & KNOWN_EXTENSIONS))


def unknown_settings(data: object, trusted: tuple[str, ...], places: Places) -> list[Problem]:
    """Settings that are neither known to be harmless nor trusted."""
    try:
        Settings.model_validate(data)
    except ValidationError as error:
        return [
            setting_problem(details, places)
            for details in error.errors()
            if not is_trusted(name_of(details), trusted)
        ]
    return []


def setting_problem(details: ErrorDetails, places: Places) -> Problem:
    """Word one setting that is not known."""
    name = name_of(details)
    setting, found = quoted(name)[1:-1], quoted(details["input"])
    what_to_do = MUST.get(name, word("problem.setting.other"))
    hint = listed([what_to_do, word("problem.setting.trust", file=TRUSTED)], "sentences")
    match details["type"]:
        case "extra_forbidden":
            fault = wrong("setting-not-allowed.unknown", hint, setting=setting)
        case "missing":
            fault = wrong("setting-not-allowed.missing", hint, setting=setting)
        case "string_pattern_mismatch":
            form = FORMS[details["ctx"]["pattern"]]
            fault = wrong("setting-not-allowed.form", hint, setting=setting, form=form, found=found)
        case _:
            expected = expectation(details)
            fault = wrong(
                "setting-not-allowed.value", hint, setting=setting, expected=expected, found=found
            )
    place = places.at(
        SETTINGS, details["loc"], "key" if details["type"] == "extra_forbidden" else "value"
    )
    return fault.at(SETTINGS, *place)


def name_of(details: ErrorDetails) -> str:
    """The setting as trusted.yaml lists it: `plugins.macros.modules`."""
    return ".".join(part for part in details["loc"] if isinstance(part, str))


def is_trusted(name: str, trusted: tuple[str, ...]) -> bool:
    """Whether a setting, or what it is part of, is listed."""
    return any(name == each or name.startswith(f"{each}.") for each in trusted)
