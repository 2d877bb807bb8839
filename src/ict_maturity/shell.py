"""In: a folder of stamped pages; out: its shell page and the tokens that each stamp replaces.

The site engine draws the shell once in its theme, like any page; `stamp` then fills it once a page.
"""

from ict_maturity.outputs import Output

STAMPS = "_stamp"
"""The folder of the staged and of the finished site that holds one JSON file a stamped page."""

NAME = "_shell"
"""The shell's file name, in the folder of the pages that are stamped from it."""

FIELDS = ("title", "description", "source", "data", "cycle", "data_date", "input_digest")
"""Front matter of the shell: the same words as in generated pages."""

BODY = '<div id="ictm-stamp-body"></div>'
"""The element that the stamped page's body takes the place of."""


def token(field: str) -> str:
    """The text that stands in the shell for a field of the stamped page."""
    return f"ictm-stamp-{field}"


def shell_page(folder: str) -> Output:
    """The staged page that all stamped pages of a folder are made from."""
    fields = [f"{field}: {token(field)}" for field in FIELDS]
    heading = f'<h2 id="{token("anchor")}">{token("heading")}</h2>'
    lines = ["---", *fields, "generated: true", "search:", "  exclude: true", "---"]
    lines += ["<div>", heading, BODY, "</div>", ""]
    return Output(f"{folder}/{NAME}.md", "\n".join(lines), source=token("source"))
