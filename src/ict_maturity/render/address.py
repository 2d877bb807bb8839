"""In: what a page is about; out: its path in the staged folder, addresses between and in pages."""

import re
from functools import lru_cache
from posixpath import relpath
from unicodedata import category, normalize

from ict_maturity.model import MAIN

HOME = "index.md"
RECOMMENDATIONS = "recommendations/index.md"
KPIS = "kpis/index.md"
OFFICES = "offices/index.md"
RESULTS = "results/index.md"
LEARN = "learn.md"
HEALTH = "health.md"
GLOSSARY = "glossary.md"
SERVICES = "services.md"
EDITIONS = "editions.md"
DATA = "data.md"
ASSESS = "assess.md"
KIT = "assess/kit.html"
"""The one generated page that is a file of its own, whole without the site."""


def recommendation_path(id: str) -> str:
    """The page of one Recommendation."""
    return f"recommendations/{id.lower()}.md"


def kpi_path(id: str) -> str:
    """The page of one KPI."""
    return f"kpis/{id.lower()}.md"


def office_path(code: str) -> str:
    """The page of one office."""
    return f"offices/{code.lower()}.md"


def results_path(cycle: str) -> str:
    """The page of one cycle's results."""
    return f"results/{cycle}.md"


def edit_address(repository: str, file: str) -> str:
    """Where GitHub and GitLab open a file for editing: only on the branch where people work."""
    return f"{repository}/edit/{MAIN}/{file}"


def line_address(repository: str, revision: str, file: str, line: int) -> str:
    """Where GitHub and GitLab show a line: their page for editing cannot be opened at one."""
    return f"{repository}/blob/{revision}/{file}#L{line}"


def anchor_of(heading: str, separator: str = "-") -> str:
    """The id of a heading in any script: its letters with their marks, its digits and hyphens."""
    signs = normalize("NFC", heading.lower())
    kept = (each for each in signs if category(each)[0] in "LMN" or each in "_-" or each.isspace())
    return separator.join(re.split(r"[\s-]+", "".join(kept).strip()))


def url_of(path: str) -> str:
    """The address of a staged file, relative to the site: `kpis/k07.md` is at `kpis/k07/`."""
    if not path.endswith(".md"):
        return path
    folder, _, name = path.removesuffix(".md").rpartition("/")
    if name == "index":
        return f"{folder}/" if folder else ""
    return f"{folder}/{name}/".lstrip("/")


@lru_cache(maxsize=4096)
def url_from(page: str, target: str) -> str:
    """The relative address that leads from one staged page to another staged file.

    Relative addresses work under any base path; `target` may end with `#heading`.
    """
    path, hash_sign, heading = target.partition("#")
    here, there = url_of(page), url_of(path)
    relative = relpath(there or ".", here or ".")
    if there == "" or there.endswith("/"):
        relative += "/"
    if relative == "./" and hash_sign:
        relative = ""
    return f"{relative}{hash_sign}{heading}"
