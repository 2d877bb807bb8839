"""In: a finished site; out: the same site for a disk, on which no server finds a folder's page.

Links lead to files, and the search needs neither a worker's file nor a request.
"""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

SEARCH = "search"
INDEX = "search_index.json"
"""The index that the theme's script loads by itself."""
SHIM, TEXTS = "offline.js", "offline-files.js"
NOT_FOUND = "404.html"
HREF = re.compile(r"""(<(?:a|link)\b(?:[^<>"]|"[^"]*")*?\shref=")([^"]*)(")""")
THEME_SCRIPT = re.compile(r'<script src="([^"]*)assets/javascripts/bundle\.')
WORKER = re.compile(r'"search": "([^"]+)"')


def make_offline(site: Path) -> None:
    """Let every page of the site be read from a disk; raises OSError when it cannot be written."""
    # A server shows it at any address, so its links are those of the public site.
    (site / NOT_FOUND).unlink(missing_ok=True)
    pages = sorted(site.rglob("*.html"))
    workers: set[Path] = set()
    for page in pages:
        html = page.read_text("utf-8")
        workers |= {page.parent / found for found in WORKER.findall(html)}
        page.write_text(offline_page(html), "utf-8", newline="\n")
    if (site / SEARCH).is_dir():
        make_search_offline(site / SEARCH, {path.resolve() for path in workers})


def offline_page(html: str) -> str:
    """A page whose links lead to files, with our script before those of the theme."""
    html = HREF.sub(lambda match: f"{match[1]}{to_file(match[2])}{match[3]}", html)
    return THEME_SCRIPT.sub(
        lambda match: f'<script src="{match[1]}{SEARCH}/{SHIM}"></script>{match[0]}', html
    )


def to_file(link: str) -> str:
    """A link with the file that a server shows for a folder; all other links as they are."""
    path = re.split(r"[?#]", link, maxsplit=1)[0]
    rest = link[len(path) :]
    if not path or path.startswith("/") or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", path):
        return link
    if path.endswith("/"):
        return f"{path}index.html{rest}"
    if path.rpartition("/")[2] in (".", ".."):
        return f"{path}/index.html{rest}"
    return link


def make_search_offline(folder: Path, workers: set[Path]) -> None:
    """Beside what the search reads, the same as scripts; what it finds leads to files."""
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_bytes())
        for entry in located(data):
            entry["location"] = to_file(entry["location"] or "./")
        path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8")
    index = folder / INDEX
    if index.is_file():
        script = f"var __index = {index.read_text('utf-8')};\n"
        index.with_suffix(".js").write_text(script, "utf-8")
    read = {path for path in folder.iterdir() if path.suffix in (".js", ".json")}
    read -= {index, index.with_suffix(".js")}
    texts = {path.name: path.read_text("utf-8") for path in sorted(read | workers)}
    script = f"window.ictMaturityFiles = {json.dumps(texts, ensure_ascii=False)};\n"
    (folder / TEXTS).write_text(script, "utf-8")
    shim = files("ict_maturity.website") / SHIM
    (folder / SHIM).write_bytes(shim.read_bytes())


def located(data: Any) -> Iterator[dict[str, Any]]:
    """All that names the place of a page, in a list or under the names of an object."""
    within = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    if isinstance(data, dict) and isinstance(data.get("location"), str):
        yield data
    for each in within:
        yield from located(each)
