"""What an office says of itself goes into its file, and nothing else of the file changes."""

from datetime import date

import pytest
import yaml

from ict_maturity.intake.profile import changed, with_profile
from ict_maturity.model import Office

DAY = date(2027, 6, 30)
HEAD = "# Ours.\ncode: HV\nname: High Valley\naudience: public  # by name\n"
SAID = {"size": ("small",), "region": ("north", "south")}
WAYS = {
    "one line each": "profile:\n  size: [large]  # ours\n  # where\n  region: [north]\nurl: x\n",
    "lists": "profile:\n  size:\n  - large\n  region:\n    - north\nabout: |\n  Two\n  lines.\n",
    "no end of line": "profile:\n  region: [north]\n  size: [large]",
    "one field": "profile:\n  size: [large]\n\nabout: Long.\n",
    "no profile": "about: Long.\n",
}


def office(text: str) -> Office:
    data = yaml.safe_load(text)
    data.pop("url", None)
    return Office.model_validate(data)


@pytest.mark.parametrize("way", WAYS)
def test_a_profile_says_both(way: str) -> None:
    text = HEAD + WAYS[way]
    before = office(text)
    more = with_profile(text, before, SAID, DAY)
    assert more is not None
    after = office(more)
    assert after.profile == {**before.profile, **SAID}
    assert after.on(date(2027, 6, 29)).profile == before.profile
    assert after.on(DAY).profile == after.profile
    assert after.model_copy(update={"profile": before.profile, "profile_formerly": ()}) == before
    kept = {"# Ours.", "audience: public  # by name", "  # where", "  lines.", "url: x"}
    assert [line for line in more.splitlines() if line in kept] == [
        line for line in text.splitlines() if line in kept
    ]


def test_a_second_time_adds_below_the_first() -> None:
    text = HEAD + WAYS["lists"]
    first = with_profile(text, office(text), SAID, DAY)
    assert first is not None
    second = with_profile(first, office(first), {"size": ("large",)}, date(2028, 6, 30))
    assert second is not None
    after = office(second)
    assert [each.until.year for each in after.profile_formerly] == [2027, 2028]
    days = [date(2027, 1, 1), date(2027, 12, 1), date(2029, 1, 1)]
    assert [after.on(day).profile["size"] for day in days] == [("large",), ("small",), ("large",)]


@pytest.mark.parametrize(
    "own",
    [
        "profile: {size: [large]}\n",
        "profile: &p\n  size: [large]\n",
        "? profile\n: size: [large]\n",
    ],
)
def test_what_people_write_in_a_form_of_their_own_is_left_to_them(own: str) -> None:
    text = HEAD + own
    before = Office(code="HV", name="High Valley", audience="public", profile={"size": ("large",)})
    assert with_profile(text, before, SAID, DAY) is None


def test_only_what_differs_has_changed() -> None:
    text = HEAD + WAYS["one line each"]
    said = {"size": ("large",), "region": ("south", "north")}
    assert changed(office(text), said) == {"region": ("south", "north")}
    both = office(text).model_copy(update={"profile": {"region": ("north", "south")}})
    assert changed(both, {"region": ("south", "north")}) == {}
