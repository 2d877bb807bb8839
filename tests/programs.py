"""In: the name of a program; out: where it is, or the test that needs it is skipped, or fails."""

import os
import shutil
from pathlib import Path

import pytest


def program(*names: str, package: str) -> str:
    """Where the first of these programs is that this machine has."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or missing(f"{names[0]} is missing: apt-get install {package}")


def installed(path: Path, hint: str) -> str:
    """The path of what was installed beside the tests."""
    return str(path) if path.exists() else missing(f"{path.name} is missing: {hint}")


def missing(what: str) -> str:
    """Skip the test that runs; where CI is true nothing is skipped in silence, so it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)
