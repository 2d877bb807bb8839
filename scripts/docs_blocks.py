"""In: pages of docs/ with titled code blocks; out: the same pages with the blocks up to date.

A block titled `ict-maturity … --help` holds that help text; others are left alone.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from ict_maturity.cli import main as command_line

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("docs/reference/commands.md",)
BLOCK = re.compile(r'^```(\w+) title="([^"\n]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
WIDTH = 88


def help_texts(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """`name --help` and its text, of the command and of those below it."""
    context = click.Context(command, info_name=name, terminal_width=WIDTH)
    yield f"{name} --help", command.get_help(context) + "\n"
    if isinstance(command, click.Group):
        for part in command.list_commands(context):
            below = command.get_command(context, part)
            if below:
                yield from help_texts(below, f"{name} {part}")


def refreshed(page: str, helps: Mapping[str, str]) -> str:
    """The page with each block that has a known title filled anew."""

    def block(match: re.Match[str]) -> str:
        language, title, text = match.groups()
        if title in helps:
            text = helps[title]
        return f'```{language} title="{title}"\n{text}```'

    return BLOCK.sub(block, page)


def main(check_only: bool) -> int:
    """Write the pages that changed, or only name them; 1 when a check finds some."""
    helps = dict(help_texts(command_line, "ict-maturity"))
    changed = []
    for name in PAGES:
        path = ROOT / name
        page = path.read_text("utf-8")
        fresh = refreshed(page, helps)
        if fresh != page:
            changed.append(name)
            if not check_only:
                path.write_text(fresh, "utf-8", newline="\n")
    for name in changed:
        print(f"{name} is not current: run scripts/docs" if check_only else f"Wrote {name}")
    return int(check_only and bool(changed))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
