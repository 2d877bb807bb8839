"""In: a path, its content and where it came from; out: an Output, what every page and export is."""

from dataclasses import dataclass

from ict_maturity.data.search import SearchEntry

FOLDER = "data/v1"
"""The folder of a site with the files for other programs."""

MANIFEST_FILE = f"{FOLDER}/manifest.json"
"""The file that lists all others of a site with their digests; its own digest vouches for it."""

MARKER = ".ict-maturity.json"
"""The file at the top of a folder that says whose it is; it is no part of a site."""


@dataclass(frozen=True)
class Output:
    """One file of the site before the site engine runs.

    `path` is relative to the staged folder and uses `/`; `source` is the content file that the
    output is made from, relative to the content root, or None when it has no single source.
    `recomputable` is false for a data file that published data do not suffice for, so that
    `verify` cannot make it again. `found` is what the search finds of a page.
    """

    path: str
    content: bytes
    source: str | None = None
    recomputable: bool = True
    found: tuple[SearchEntry, ...] = ()

    @classmethod
    def of_text(cls, path: str, text: str, source: str | None = None) -> "Output":
        """A file of text, which is UTF-8 everywhere."""
        return cls(path, text.encode(), source)

    @property
    def text(self) -> str:
        """The content of a file of text; raises UnicodeDecodeError for another one."""
        return self.content.decode()
