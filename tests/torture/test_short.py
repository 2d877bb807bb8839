"""The torture in its short form: each kind of attack some times, and nothing gives way."""

import os

import pytest

from tests.torture.trial import KINDS, trials_of


@pytest.fixture(autouse=True)
def nobody_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of programs are started: to measure what they cover took half of the time."""
    for name in [name for name in os.environ if name.startswith("COVERAGE")]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize("kind", KINDS)
def test_everything_holds_in_the_short_form(kind: str) -> None:
    for figures in trials_of(kind)(1, True):
        assert figures.failed == [], figures.name
        assert figures.held or figures.notes, figures.name
