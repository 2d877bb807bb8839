"""In: a folder of stamped pages; out: its shell page and the tokens that each stamp replaces.

The site engine draws the shell once in its theme, like any page; `stamp` then fills it once a page.
"""

from collections.abc import Iterable
from hashlib import sha256

from ict_maturity.data.outputs import Output

STAMPS = "_stamp"
"""The folder of the staged and of the finished site that holds one JSON file a stamped page."""

NAME = "_shell"
"""The shell's file name, in the folder of the pages that are stamped from it."""

FIELDS = ("title", "description", "source", "data", "cycle", "data_date", "input_digest")
"""Front matter of the shell: the same words as in generated pages."""

KEY = "key.txt"
"""The file in the folder of the stamps that says how the tokens of this site begin."""


def key_of(outputs: Iterable[Output]) -> str:
    """How tokens begin: by a digest of all that the site says, so that no text holds one."""
    digest = sha256()
    for output in outputs:
        digest.update(output.content)
    return f"ictm-stamp-{digest.hexdigest()[:32]}-"


def body(key: str) -> str:
    """The element that the stamped page's body takes the place of."""
    return f'<div id="{key}body"></div>'


def shell_pages(folders: Iterable[str], key: str) -> tuple[Output, ...]:
    """The staged pages that all stamped pages of these folders are made from, and their key."""
    return (
        Output.of_text(f"{STAMPS}/{KEY}", key),
        *(shell_page(folder, key) for folder in folders),
    )


def shell_page(folder: str, key: str) -> Output:
    """The staged page that all stamped pages of a folder are made from."""
    fields = [f"{field}: {key}{field}" for field in FIELDS]
    heading = f'<h2 id="{key}anchor">{key}heading</h2>'
    lines = ["---", *fields, "generated: true", "---"]
    lines += ["<div>", heading, body(key), "</div>", ""]
    return Output.of_text(f"{folder}/{NAME}.md", "\n".join(lines), source=f"{key}source")
