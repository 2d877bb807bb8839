"""In: hand-written pages put together by chance; out: whether any of them could run something.

Markdown goes through the site engine's reader, and what may be published is read by Chromium: each
element and attribute must be one that is known. Templates go through the sandbox, while Python
tells of every program that is started and every address that is called.
"""

import re
import sys
import time
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import yaml
from markdown import Markdown
from playwright.sync_api import Page

from ict_maturity.check.handwritten import (
    DEEPEST,
    check_handwritten,
    costly_faults,
    too_much,
)
from ict_maturity.check.page_template import FUNCTIONS
from ict_maturity.data.outputs import Output
from ict_maturity.load.handwritten import LARGEST_PAGE
from ict_maturity.render.page_html import refuse_unsafe
from ict_maturity.render.page_template import Blocks, PageError, filled
from tests.site.visit import chromium, launched
from tests.torture.trial import Figures

ROOT = Path(__file__).parents[2]
SIGNS: tuple[str, ...] = (
    "\n",
    "\n\n",
    "\n    ",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n# ",
    "\n\n!!! note ",
    "\n??? a ",
    " ",
    "  \n",
)
SIGNS += (
    "\n```\n",
    "\n~~~ {.a #b}\n",
    "`",
    "``",
    "*",
    "**",
    "_",
    "|",
    "\n|---|\n",
    "\n:   ",
    "\n---\n",
)
SIGNS += (
    "[a](",
    ")",
    "![a](",
    "[a]: ",
    "[a]",
    "[^1]",
    "\n[^1]: ",
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
)
SIGNS += (
    "{: ",
    "{#",
    "}",
    "{ .a ",
    "=",
    '"',
    "'",
    "&",
    "&lt;",
    "&#60;",
    "&quot;",
    "\\",
    "\x02",
    "\x03",
)
SIGNS += (
    "script",
    "img ",
    "svg ",
    "a ",
    "p ",
    "div ",
    "iframe ",
    "style",
    "math ",
    "details ",
    "br",
    "x",
)
SIGNS += (
    "onerror=alert(1)",
    " onclick='x'",
    " style=x",
    " id=__config",
    " class=md-x",
    " target=_b",
)
SIGNS += (
    "href=",
    "src=",
    "javascript:alert(1)",
    "java&#115;cript:x",
    "data:text/html,x",
    "//e.org/",
)
SIGNS += (
    "https://e.org/",
    "assets/x.png",
    "wzxhzdk:0",
    "klzzwxh:0001",
    "<![CDATA[",
    "<?x",
    "]]>",
    " ",
)
WORDS: tuple[str, ...] = (
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{# ",
    " #}",
    "(",
    ")",
    "[",
    "]",
    ".",
    ",",
    " ",
    "|",
    "'",
    '"',
    "0",
    "~",
)
WORDS += (
    "framework",
    "name",
    "levels",
    "count",
    "kpi_table",
    "self",
    "cycler",
    "lipsum",
    "namespace",
)
WORDS += (
    "__class__",
    "__init__",
    "__globals__",
    "__builtins__",
    "__mro__",
    "__subclasses__",
    "mro",
)
WORDS += (
    "os",
    "popen",
    "system",
    "import",
    "include",
    "from",
    "for x in ",
    "range",
    "endfor",
    "if ",
)
WORDS += (
    "set x = ",
    "macro m",
    "call ",
    "endcall",
    "filter ",
    "attr",
    "map",
    "format",
    "raw",
    "endraw",
)
WORDS += (
    "*",
    "**",
    "x",
    "caller",
    "'kpis'",
    "{{ count('kpis') }}",
    "{{ framework.name }}",
    "\n",
    "a",
)
SHAPES: tuple[str, ...] = (
    "- - -\n",
    "***\n",
    "___\n",
    "a  \n",
    "a\\\n",
    "- a\n",
    "1. a\n",
    "# a\n",
)
SHAPES += ("a\n===\n", "~~~\n", "```\n", "```\na\n```\n", "    a\n", "> a\n", "> - a\n", "|a|\n")
SHAPES += ("a\n:   b\n", '??? note "a"\n    a\n', "!!! note\n    a\n", "[^1]: a\n\n", "[a]: b\n")
SHAPES += (
    "*a* ",
    "**a*",
    "a_",
    "`a` ",
    "\\*",
    "&amp;",
    "<",
    "[",
    "![",
    "[a](b)",
    "[^1]",
    "<a@b.c>",
)
SHAPES += ("[^1]: a\n\n[^1] [^1] ",)
SHAPES += tuple(f"{mark * DEEPEST}a\n" for mark in ("> ", "- ", "1. ", ":   ", "    "))
STARTS = (
    "os.system",
    "subprocess.Popen",
    "os.exec",
    "os.posix_spawn",
    "socket.connect",
    "ctypes.dlopen",
)
LOOK = """pages => pages.map(html => {
  const seen = new DOMParser().parseFromString(html, "text/html").body.querySelectorAll("*");
  return [...seen].flatMap(e => [...e.attributes].map(a => [e.localName, a.name, a.value])
    .concat([[e.localName, "", ""]]));
})"""
ELSEWHERE = re.compile(r"(?!https?:)[^/?#]*:")
KNOWN = {"class", "id", "title", "href", "name", "src", "alt", "start", "open", "style", ""}
ELEMENTS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd"}
ELEMENTS |= {"blockquote", "pre", "code", "em", "strong", "a", "img", "sup", "span", "div", "table"}
ELEMENTS |= {"thead", "tbody", "tr", "th", "td", "details", "summary"}


def trials(seed: int, short: bool) -> Iterator[Figures]:
    """Pages of Markdown, then pages that are templates."""
    yield pages_of_one_shape(SHAPES[::6] if short else SHAPES)
    yield pages_of_markdown(seed, 300 if short else 20_000)
    yield pages_that_are_templates(seed, 1_000 if short else 100_000)


def pages_of_one_shape(shapes: tuple[str, ...]) -> Figures:
    """Pages as large as `check` lets them be are drawn, and none takes the reader's breath."""
    figures = Figures("pages of one shape again and again, as large as they may be")
    slowest = (0.0, "")
    for shape in shapes:
        text = as_large_as_may_be(shape)
        begun = time.process_time()
        try:
            drawn(text)
            figures.count("" if len(text) > 400 else f"{shape!r} makes a small page")
        except RecursionError:
            figures.count(f"{shape!r} repeated ends in RecursionError")
        slowest = max(slowest, (time.process_time() - begun, shape))
    figures.notes.append(f"the slowest, {slowest[1]!r}, in {slowest[0]:.2f} s")
    return figures


def as_large_as_may_be(shape: str) -> str:
    """The shape repeated in parts, in each as often as may be."""
    most = next(n for n in count(1) if too_much(shape * (n + 1)))
    part = f"{shape * most}\n\n"
    parts = 1
    while len(part) * (parts + 1) <= LARGEST_PAGE and not costly_faults(part * (parts + 1)):
        parts += 1
    return part * parts


def by_chance(random: Random, parts: tuple[str, ...], most: int) -> str:
    """A text of some of the parts."""
    return "".join(random.choice(parts) for _ in range(random.randint(1, most)))


def pages_of_markdown(seed: int, number: int) -> Figures:
    """What the build lets through has nothing live in it for Chromium."""
    figures = Figures("pages of Markdown put together by chance, read by Chromium")
    program = chromium()
    if program is None:
        figures.notes.append("Chromium is missing: nothing was read")
        return figures
    random = Random(seed)
    told = unseen = 0
    with launched(program) as browser:
        page = browser.new_page()
        for _ in range(0, number, 100):
            texts = [by_chance(random, SIGNS, 25) for _ in range(100)]
            for text in texts:
                is_told = bool(list(check_handwritten([Output.of_text("a.md", text, "docs/a.md")])))
                told += is_told
                unseen += not is_told and not may_be_published(drawn(text))
            figures_of(figures, texts, page)
    figures.notes.append(f"{told} refused by check, {unseen} more by the build alone")
    return figures


def figures_of(figures: Figures, texts: list[str], page: Page) -> None:
    """Count the pages; one that is refused holds."""
    published = [(text, html) for text in texts if may_be_published(html := drawn(text))]
    for _ in range(len(texts) - len(published)):
        figures.count("")
    seen = page.evaluate(LOOK, [html for _, html in published])
    for (text, _), parts in zip(published, seen, strict=True):
        live = [part for part in parts if is_live(*part)]
        figures.count(f"{text!r} has {live[0]}" if live else "")


def drawn(text: str) -> str:
    """The page as the site engine's reader of Markdown makes it."""
    html: str = Markdown(extensions=extensions()).convert(text)
    return html


@cache
def extensions() -> list[str]:
    """Those of the engine and of mkdocs.yml."""
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
    names = [next(iter(each)) if isinstance(each, dict) else each for each in settings]
    return ["toc", "tables", "fenced_code", *names]


def may_be_published(html: str) -> bool:
    """Whether the build lets it through."""
    try:
        refuse_unsafe(html, "docs/a.md")
    except PageError:
        return False
    return True


def is_live(element: str, attribute: str, value: str) -> bool:
    """Whether a browser would do more than show it."""
    address = "".join(value.split()).lower()
    return (
        element not in ELEMENTS
        or attribute not in KNOWN
        or (attribute == "style" and not address.startswith("text-align:"))
        or (attribute == "src" and (":" in address or address.startswith(("/", "\\"))))
        or (attribute == "href" and ELSEWHERE.match(address) is not None)
        or (attribute in ("id", "class") and address.startswith(("__config", "md-", "mermaid")))
    )


def pages_that_are_templates(seed: int, number: int) -> Figures:
    """Each is filled or refused, and nothing is started."""
    figures = Figures("templates put together by chance, in the sandbox")
    random = Random(seed)
    values = {"framework": {"name": "A name", "levels": ({"name": "B"},)}}
    slowest = 0.0
    filled_pages = 0
    with Started() as starts:
        for _ in range(number):
            text = by_chance(random, WORDS, 15)
            if random.random() < 0.7:
                text = f"{{{{ {text} }}}}"
            blocks = Blocks()
            functions = {name: blocks.keeping(asked) for name in FUNCTIONS}
            begun = time.process_time()
            fault = ""
            try:
                said = filled(text, functions, values, "docs/a.md")
                filled_pages += 1
                fault = f"{text!r} gives {said!r}" if " at 0x" in said or "<" in said else ""
            except PageError:
                pass
            except Exception as error:  # whatever it is, it did not hold
                fault = f"{text!r} ends in {error!r}"
            slowest = max(slowest, time.process_time() - begun)
            figures.count(f"{text!r} starts {starts.pop()}" if starts else fault)
    figures.notes.append(f"{filled_pages} filled, the slowest in {slowest:.2f} s")
    return figures


def asked(*arguments: object, **named: object) -> str:
    """What each function of a page says here."""
    return "an answer"


class Started:
    """All that is started or called while the block runs."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.is_on = False

    def __enter__(self) -> list[str]:
        self.is_on = True
        sys.addaudithook(self.hear)
        return self.names

    def __exit__(self, *unused: Any) -> None:
        # A hook stays for ever.
        self.is_on = False

    def hear(self, event: str, arguments: Any) -> None:
        """What Python tells."""
        if self.is_on and event in STARTS:
            self.names.append(event)
