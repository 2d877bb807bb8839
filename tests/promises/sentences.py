"""In: this project's pages, fields and commands; out: their sentences that hold a strict word."""

import re
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from itertools import groupby
from pathlib import Path

import click
from babel.messages.pofile import read_po

from ict_maturity.cli import main
from ict_maturity.texts.words import OFFICE, with_nouns

ROOT = Path(__file__).parents[2]
STRICT = re.compile(r"\b(never|always|must|only|cannot)\b", re.IGNORECASE)
NOUNS = dict(zip(OFFICE, OFFICE, strict=True))
FIELDS = ROOT / "src/ict_maturity/locale/en/LC_MESSAGES/columns.po"
PROBLEMS = "docs/reference/problems.md"
"""Each entry is what one check refuses, so the check with the name of its heading holds it."""

OTHERS = ("docs/to-copy/", "docs/development/promises.md", PROBLEMS)
"""Left out: what offices make their own, and the table itself; problems are read by entry."""

END = re.compile(r"(?<=[.!?:;])\s+(?=[\"'`(*A-Z])")
NO_TEXT = re.compile(r"^```.*?^```|<!--.*?-->|\{[{%].*?[%}]\}", re.MULTILINE | re.DOTALL)
FRONT = re.compile(r"\A---\n(.*?)^---\n", re.MULTILINE | re.DOTALL)
MARKS = re.compile(r"^(?:[#>\s]|[-*]\s|\d+\.\s|!!!.*|\?\?\?.*|:\s)+")


def strict_sentences() -> Mapping[str, tuple[str, ...]]:
    """Each sentence with a strict word, and where it stands, in the order of the places."""
    found: dict[str, list[str]] = {}
    for place, text in texts():
        for sentence in sentences(text):
            if STRICT.search(sentence) and place not in found.setdefault(sentence, []):
                found[sentence].append(place)
    return {sentence: tuple(places) for sentence, places in found.items()}


def texts() -> Iterator[tuple[str, str]]:
    """Places and what they say, in Markdown."""
    pages = [ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "SECURITY")]
    for page in [*pages, *sorted(ROOT.glob("docs/**/*.md"))]:
        name = page.relative_to(ROOT).as_posix()
        if not name.startswith(OTHERS):
            yield name, page.read_text("utf-8")
    with FIELDS.open("rb") as file:
        for message in read_po(file):
            if message.id:
                yield "columns of the data files", with_nouns(str(message.string), NOUNS)
    for words in helps(main):
        yield "help of the commands", words


def helps(command: click.Command) -> Iterator[str]:
    """What a command and all below it say about themselves and their options."""
    yield cleandoc(command.help or "")
    yield from (option.help or "" for option in command.params if isinstance(option, click.Option))
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from helps(below)


def sentences(markdown: str) -> Iterator[str]:
    """The sentences of a text, without marks of Markdown; a cell of a table is one text."""
    front = FRONT.match(markdown)
    if front:
        described = re.search(r"^description: (.*)$", front[1], re.MULTILINE)
        yield from END.split(described[1]) if described else ()
        markdown = markdown[front.end() :]
    for text in blocks(NO_TEXT.sub("", markdown)):
        yield from (plain(sentence) for sentence in END.split(text))


def blocks(text: str) -> Iterator[str]:
    """Cells, items of lists and paragraphs, each in one line."""
    lines = text.split("\n")
    for is_table, rows in groupby(lines, lambda line: line.startswith("|")):
        if is_table:
            for row in rows:
                cells = (cell.strip() for cell in re.split(r"(?<!\\)\|", row))
                yield from (cell.replace("\\|", "|") for cell in cells if cell.strip(":-"))
            continue
        held: list[str] = []
        for line in rows:
            begins = not line.strip() or MARKS.match(line)
            if begins and held:
                yield " ".join(held)
                held = []
            if words := MARKS.sub("", line).strip():
                held.append(words)
        if held:
            yield " ".join(held)


def plain(sentence: str) -> str:
    """A sentence as it is read: without links, emphasis and names of anchors."""
    sentence = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", sentence)
    sentence = re.sub(r"\s*\{\s*[#:.][^}]*\}", "", sentence)
    sentence = re.sub(r"\*\*|(?<!\w)[_*]|[_*](?!\w)", "", sentence)
    return " ".join(sentence.split())
