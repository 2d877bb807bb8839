"""Tables as other forms export them, with the mapping that reads each, as the page shows them.

They are shapes, not the bytes of a program; all say the same of the same office.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[2] / "docs/contribute/other-forms.md"
BLOCK = re.compile(r'^```(text|yaml|json) title="(.*?)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


class Sample(NamedTuple):
    """A table as bytes, and its mapping file."""

    table: bytes
    mapping: str


def utf8(*lines: str) -> bytes:
    """Lines as most programs write them."""
    return "\r\n".join([*lines, ""]).encode()


def of_page() -> Mapping[str, Sample]:
    """What the page shows for each tool."""
    blocks = {(kind, title): text for kind, title, text in BLOCK.findall(PAGE.read_text("utf-8"))}
    tables = {title: text for (kind, title), text in blocks.items() if kind == "text"}
    return {
        title.removeprefix("A "): Sample(
            utf8(*text.splitlines()),
            blocks["yaml", title.replace("A table", "A mapping")],
        )
        for title, text in tables.items()
    }


SAMPLES: Mapping[str, Sample] = {
    **of_page(),
    "Excel, Unicode text": Sample(
        "office\tfocus\treview\towner\tseen\r\nQO\tsecurity|online-services\t18/03/2026\tMET\t"
        "everybody, by name\r\n".encode("utf-16"),
        """\
cycle: "2026"
edition: "2026.1"
office: Office
separator: tab
day: DD/MM/YYYY
columns:
- {column: focus, answers: responses.focus-areas, joined_with: "|"}
- {column: review, answers: answers.K07.date}
- {column: owner, answers: answers.K01.checks.owner-named}
- {column: seen, answers: cover.audience}
""",
    ),
}
