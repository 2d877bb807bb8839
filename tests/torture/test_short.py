"""The torture in its short form: each kind of attack some times, and nothing gives way."""

import pytest

from tests.torture.trial import KINDS, trials_of


@pytest.mark.parametrize("kind", KINDS)
def test_everything_holds_in_the_short_form(kind: str) -> None:
    for figures in trials_of(kind)(1, True):
        assert figures.failed == [], figures.name
        assert figures.held or figures.notes, figures.name
