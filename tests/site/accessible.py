"""In: an open page; out: what axe finds wrong on it, in the light and in the dark."""

from collections.abc import Iterator, Mapping

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

COLOURS = "color-contrast"
ONLY_MARKED = {"id": COLOURS, "selector": "[data-look]"}
ONLY_WRONG = {"resultTypes": ["violations"]}

MARK = """() => {
  const numbers = new Map(), looks = new Map(), ends = new Map();
  const number = (text) => numbers.get(text) ?? numbers.set(text, numbers.size).size;
  const painted = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "textShadow",
    "mixBlendMode", "fontSize", "fontWeight", "visibility", "clipPath", "position", "overflow"];
  const look = (element) => {
    if (element && !looks.has(element)) {
      const style = getComputedStyle(element);
      const own = painted.map((name) => style[name]).join(";");
      looks.set(element, number(`${look(element.parentElement)};${own}`));
    }
    return looks.get(element);
  };
  for (const element of document.body.querySelectorAll("*")) {
    element.removeAttribute("data-look");
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    if (texts.some((node) => node.data.trim()) && element.checkVisibility()) {
      const [first] = ends.get(look(element)) ?? [element];
      ends.set(look(element), [first, element]);
    }
  }
  for (const [first, last] of ends.values()) {
    first.dataset.look = last.dataset.look = "";
  }
}"""
"""Marks the first and the last of all texts that look the same.

The same look is the same paint of the text and of all that it lies in.
"""


def violations(page: Page) -> Iterator[str]:
    """What axe finds wrong on a light page by all its rules, and in the dark with its colours.

    Each comes with some places; the page is light again afterwards.
    """
    yield from _found(page, {})
    page.get_by_title("Switch to dark colours").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    yield from (f"dark: {each}" for each in violations_of_colours(page))
    page.get_by_title("Switch to light colours").click()


def violations_of_colours(page: Page) -> Iterator[str]:
    """What axe finds wrong with the contrast of texts."""
    yield from _found(page, {"runOnly": {"type": "rule", "values": [COLOURS]}})


def _found(page: Page, options: Mapping[str, object]) -> Iterator[str]:
    """What axe finds wrong, as a line for each rule.

    Contrast takes most of its time, a part of a second for each hundred cells of a table; so of
    texts that look the same, the first and the last are looked at.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
        page.evaluate("rule => axe.configure({ rules: [rule] })", ONLY_MARKED)
    page.evaluate(MARK)
    answer = page.evaluate("options => axe.run(options)", {**options, **ONLY_WRONG})
    for violation in answer["violations"]:
        shown = [node["html"][:160] for node in violation["nodes"][:3]]
        yield f"{violation['id']} {shown}"
