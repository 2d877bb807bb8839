"""In: open pages; out: what axe finds wrong on them, in the light and in the dark."""

from collections.abc import Iterator, Mapping
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

COLOURS = "color-contrast"
ONLY_MARKED = {
    "rules": [
        {"id": COLOURS, "selector": "[data-look]"},
        {"id": "link-in-text-block", "selector": "a[data-link]"},
    ]
}
AT_ONCE = "*, ::before, ::after { transition: none !important; animation: none !important; }"
ONLY_WRONG = {"resultTypes": ["violations"]}

MARK = """known => {
  const numbers = new Map(known.numbers), seen = new Set(known.seen);
  const looks = new Map(), ends = new Map();
  const number = (text) => {
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text);
  };
  const painted = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "textShadow",
    "mixBlendMode", "fontSize", "fontWeight", "visibility", "clipPath", "position", "overflow",
    "display", "fontFamily", "fontStyle", "textDecorationLine", "borderStyle", "outlineStyle"];
  const look = (element) => {
    if (element && !looks.has(element)) {
      const style = getComputedStyle(element);
      const own = painted.map((name) => style[name]).join(";");
      looks.set(element, number(`${look(element.parentElement)};${own}`));
    }
    return looks.get(element);
  };
  const stands_in_text = (link) => {
    let block = link.parentElement;
    while (getComputedStyle(block).display == "inline") block = block.parentElement;
    const links = [...block.querySelectorAll("a[href]")].map((each) => each.textContent.trim());
    return links.join("").length < block.textContent.replace(/\\s+/g, " ").trim().length;
  };
  const note = (kind, name, element) => {
    if (seen.has(name)) return;
    const [, first] = ends.get(name) ?? [kind, element];
    ends.set(name, [kind, first, element]);
  };
  for (const element of document.body.querySelectorAll("*")) {
    delete element.dataset.look;
    delete element.dataset.link;
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const is_text = texts.some((node) => node.data.trim()), is_link = element.matches("a[href]");
    if (!(is_text || is_link) || !element.checkVisibility()) continue;
    if (is_text) note("look", look(element), element);
    if (is_link && stands_in_text(element)) note("link", number(`${look(element)} link`), element);
  }
  for (const [name, [kind, first, last]] of ends) {
    first.dataset[kind] = last.dataset[kind] = "";
    seen.add(name);
  }
  return { numbers: [...numbers], seen: [...seen], marked: ends.size };
}"""
"""Marks the first and the last of all texts that look the same and that no page had before.

The same look is the same paint of the text and of all that it lies in. Links that stand in a text
are marked in the same way.
"""


class Eye:
    """Looks at one page after another, and at what looks the same on the first of them only."""

    def __init__(self) -> None:
        self._known: Mapping[str, object] = {"numbers": [], "seen": []}

    def violations(self, page: Page) -> Iterator[str]:
        """What axe finds wrong by all its rules, each with some places."""
        self._mark(page)
        yield from _found(page, {})

    def violations_of_colours(self, page: Page) -> Iterator[str]:
        """What axe finds wrong with the contrast of texts."""
        if self._mark(page):
            yield from _found(page, {"runOnly": {"type": "rule", "values": [COLOURS]}})

    def violations_in_both(self, page: Page) -> Iterator[str]:
        """What axe finds wrong in the light, and in the dark with the colours; it stays dark."""
        # Half of a change of colours is nobody's choice of colours.
        page.add_style_tag(content=AT_ONCE)
        switch(page, "light")
        yield from self.violations(page)
        switch(page, "dark")
        yield from (f"dark: {each}" for each in self.violations_of_colours(page))

    def _mark(self, page: Page) -> bool:
        """Mark what contrast is measured of; whether there is any.

        It takes most of the time of axe, a part of a second for each hundred cells of a table.
        """
        self._known = page.evaluate(MARK, self._known)
        return bool(self._known["marked"])


def switch(page: Page, colours: Literal["light", "dark"]) -> None:
    """Let the page have these colours, as its button does."""
    scheme = {"light": "default", "dark": "slate"}[colours]
    body = page.locator("body")
    if body.get_attribute("data-md-color-scheme") != scheme:
        page.get_by_title(f"Switch to {colours} colours").dispatch_event("click")
    assert body.get_attribute("data-md-color-scheme") == scheme


def _found(page: Page, options: Mapping[str, object]) -> Iterator[str]:
    """What axe finds wrong, as a line for each rule."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
        page.evaluate("rules => axe.configure(rules)", ONLY_MARKED)
    answer = page.evaluate("options => axe.run(options)", {**options, **ONLY_WRONG})
    for violation in answer["violations"]:
        shown = [node["html"][:160] for node in violation["nodes"][:3]]
        yield f"{violation['id']} {shown}"
