"""In: Markdown put together by chance; out: whether pages show every word that check accepts."""

import random
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from ict_maturity.check.markdown import text_is_safe
from ict_maturity.facts.signs import UNSEEN_SIGNS
from ict_maturity.load import load
from ict_maturity.render.markdown import html_of, inline_html_of
from tests.torture.trial import Figures

BASE = Path(__file__).parents[1] / "examples/base"
MARKS = (
    "[", "]", "](", "]: ", "][", "[]", "(", ")", " '", "' ", ' "', '"', "<", ">", "> ", "- ", "* ",
    "+ ", "1. ", "2) ", "   ", "    ", "\t", "\n", "\n", "\n", "\n\n", "\n\n", "`", "``", "```",
    "\n```\n", "~~~", "\n~~~\n", "|", " | ", "\n|-|-|\n", "\n-|-\n", "|\n|", ":-:", "---", "***",
    "===", "_", "*", "**", "__", "\\", "\\\n", "  \n", "!", "![", "#", "# ", "&", ";", "&amp;",
    "&lt;", "&shy;", "&#8203;", "&#0;", "&colon;", "&#x202e;", "https://", "http://", "<https://",
    "javascript:", "kpis/k01.md", "://", "@", "<!--", "-->", "<b>", "{", "}", "%", "%E2%80%AE",
    "[^1]", "[^1]: ", ": ", "~~", "é", "ß", "\u06a9", "\u200d",
)  # fmt: skip


def trials(seed: int, short: bool) -> Iterator[Figures]:
    """Texts of marks and words in any order."""
    content = load(BASE).content
    assert content is not None
    figures = Figures("Markdown put together by chance: each word that is accepted is shown")
    accepted = 0
    for count in range(1_000 if short else 100_000):
        text = by_chance(random.Random(f"{seed}:{count}"))
        if UNSEEN_SIGNS.search(text) or any(text_is_safe(text, content)):
            fault = ""
        else:
            accepted += 1
            fault = silent_fault(text)
        figures.count(f"seed {seed}, attempt {count}: {fault} in {text!r}" if fault else "")
    figures.notes.append(f"accepted {accepted:,}")
    yield figures


def by_chance(choose: random.Random) -> str:
    """Marks, words that stand once each, and pieces of which some repeat."""
    pieces: list[str] = []
    for number in range(choose.randrange(1, 14)):
        marks = choose.choices(MARKS, k=choose.randrange(4))
        times = choose.choice((1, 1, 1, 1, 2, 12))
        pieces += [*marks * times, f"w{number}w", choose.choice(" \n,")]
    return "".join(pieces)


def silent_fault(text: str) -> str:
    """A word that a page does not show, or a sign on it that cannot be seen."""
    words = [f"w{number}w" for number in range(14) if f"w{number}w" in text]
    for draw in (html_of, inline_html_of):
        shown = Shown(draw(text, "kpis/k01.md"))
        missing = [word for word in words if word not in shown.text]
        if missing:
            return f"{draw.__name__} loses {missing[0]}"
        if UNSEEN_SIGNS.search(shown.text):
            return f"{draw.__name__} makes a sign that cannot be seen"
    return ""


SEEN = {"href", "title"}


class Shown(HTMLParser):
    """The text of HTML with the addresses of links and the words that appear beside them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """What can be seen of a link besides its text."""
        self.text += "".join(unquote(value or "") for name, value in attrs if name in SEEN)
