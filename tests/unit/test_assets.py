"""The look of the site: contrast computed from the CSS itself, and no request to anywhere."""

import re
from importlib.resources import files
from itertools import pairwise
from math import pow

import pytest

ASSETS = files("ict_maturity") / "assets"
CSS = (ASSETS / "ict-maturity.css").read_text("utf-8")
SCRIPT = (ASSETS / "ict-maturity.js").read_text("utf-8")
SCHEMES = ("default", "slate")
LEVELS = range(5)
PAIRS = [
    ("ink", "paper"),
    ("ink", "soft"),
    ("quiet", "paper"),
    ("quiet", "soft"),
    ("link", "paper"),
    ("link", "soft"),
    ("ink", "invented"),
    ("invented-ink", "invented"),
    ("invented-ink", "paper"),
    ("ink", "theme"),
    ("theme-ink", "theme"),
    ("theme-ink", "paper"),
    ("good-ink", "good"),
    ("good-ink", "paper"),
    *((f"on-level-{level}", f"level-{level}") for level in LEVELS),
]


def colours(scheme: str) -> dict[str, str]:
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] {{(.*?)}}', CSS, re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--ictm-([a-z0-9-]+): (#[0-9a-f]{6});", block[1]))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else pow((channel + 0.055) / 1.055, 2.4)
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str) -> float:
    """L* of CIELAB, 0 to 100: what stays when hues cannot be told apart."""
    return 116 * pow(luminance(colour), 1 / 3) - 16


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read(scheme: str, ink: str, ground: str) -> None:
    palette = colours(scheme)
    assert contrast(palette[ink], palette[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("line", ["edge", "bar"])
def test_lines_that_carry_meaning_can_be_seen(scheme: str, line: str) -> None:
    palette = colours(scheme)
    assert contrast(palette[line], palette["paper"]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_levels_differ_in_lightness_and_go_one_way(scheme: str) -> None:
    palette = colours(scheme)
    steps = [lightness(palette[f"level-{level}"]) for level in LEVELS]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert min(abs(one - other) for one, other in pairwise(steps)) >= 10


def test_paper_gets_the_light_colours() -> None:
    """The dark ones stand in one block, for screens."""
    assert CSS.count('[data-md-color-scheme="slate"] {\n    --ictm-') == 1
    screen = CSS.partition("\n@media screen {\n")[2].partition("\n}\n")[0]
    assert '[data-md-color-scheme="slate"] {\n    --ictm-' in screen


def test_both_schemes_know_the_same_colours() -> None:
    assert colours("default").keys() == colours("slate").keys()


@pytest.mark.parametrize("asset", [CSS, SCRIPT])
def test_nothing_is_asked_of_another_site(asset: str) -> None:
    assert not re.search(r"url\(|@import|https?:|fetch\(|XMLHttpRequest|import\(", asset)


def test_the_script_stays_small() -> None:
    assert len(SCRIPT.encode()) < 6500
