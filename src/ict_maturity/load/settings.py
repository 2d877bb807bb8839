"""In: a content root; out: Problems of the settings with which its site engine would start.

The engine obeys mkdocs.yml before any code of ours is asked, so it is read here before the engine
starts: as content is read, without the words with which YAML calls a program.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ict_maturity.facts.values import FORMS as TEXT_FORMS
from ict_maturity.load.faults import problems_of, quoted
from ict_maturity.load.one_file import read_data
from ict_maturity.load.places import Places
from ict_maturity.model.settings import FORMS as SETTING_FORMS
from ict_maturity.model.settings import (
    OWN_PLUGIN,
    Extension,
    Settings,
    Trusted,
    as_list,
    with_options,
)
from ict_maturity.problems import Problem

SETTINGS = "mkdocs.yml"
TRUSTED = "trusted.yaml"
LISTING = f"A programmer who has looked at it can list it in {TRUSTED}."
FORMS = {**TEXT_FORMS, **SETTING_FORMS}
LOCAL_MODULES = ("main", "main.py")
KNOWN_EXTENSIONS = frozenset(field.alias or name for name, field in Extension.model_fields.items())
MUST = {
    "plugins": f'Add "- {OWN_PLUGIN}": it draws the pages and looks at those written by hand.',
    "theme": 'Add a theme with "name: material" and "font: false".',
    "theme.font": 'Write "font: false": each reader would fetch a font from another server.',
    "plugins.macros.modules": (
        'Write "modules: [ict_maturity.website.macros]": pages get a sandbox by it.'
    ),
    "plugins.macros.render_by_default": 'Write "false": only a page that asks for it is filled.',
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
            message = "The site engine would run this file, because of its name."
            yield Problem(name, 0, 0, "setting-not-allowed", message, "Rename it or move it away.")


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
    short = quoted(name)[1:-1]
    if details["type"] == "extra_forbidden":
        message = f"The setting {short} is not one that is known to run and fetch nothing."
    elif details["type"] == "missing":
        message = f"The setting {short} is missing, and without it the engine is not harmless."
    elif details["type"] == "string_pattern_mismatch":
        form = FORMS[details["ctx"]["pattern"]]
        message = f"{short} takes {form}; found {quoted(details['input'])}."
    else:
        words = details["msg"][:1].lower() + details["msg"][1:200]
        message = f"{short}: {words}; found {quoted(details['input'])}."
    place = places.at(
        SETTINGS, details["loc"], "key" if details["type"] == "extra_forbidden" else "value"
    )
    hint = MUST.get(name, "Delete it, or give it another value.")
    return Problem(SETTINGS, *place, "setting-not-allowed", message, f"{hint} {LISTING}")


def name_of(details: ErrorDetails) -> str:
    """The setting as trusted.yaml lists it: `plugins.macros.modules`."""
    return ".".join(part for part in details["loc"] if isinstance(part, str))


def is_trusted(name: str, trusted: tuple[str, ...]) -> bool:
    """Whether a setting, or what it is part of, is listed."""
    return any(name == each or name.startswith(f"{each}.") for each in trusted)
