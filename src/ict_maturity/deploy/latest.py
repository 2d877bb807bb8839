"""In: the folder of the newest edition; out: the same folder with a sitemap of its own addresses.

The theme goes from page to page without loading only what the sitemap beside the pages names. So
the manifest is another one too, and what is proven of an edition is proven of its own folder.
"""

import gzip
import json
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from ict_maturity.data.outputs import MANIFEST_FILE
from ict_maturity.data.versions import LATEST
from ict_maturity.deploy.branch import entry_within, file_entry, text_within, with_files

SITEMAP = "sitemap.xml"
ADDRESS = re.compile(r"<loc>([^<]*)</loc>")


def latest_entry(folder: Path, edition: str) -> str:
    """The edition's entry once more, for the folder that always has the newest one."""
    if not entry_within(folder, edition, SITEMAP):
        return edition
    sitemap = of_latest(text_within(folder, edition, SITEMAP)).encode()
    files = {SITEMAP: sitemap, f"{SITEMAP}.gz": gzip.compress(sitemap, mtime=0)}
    if entry_within(folder, edition, MANIFEST_FILE):
        manifest = text_within(folder, edition, MANIFEST_FILE)
        files[MANIFEST_FILE] = with_digests(manifest, files).encode()
    return with_files(
        folder, edition, {name: file_entry(folder, content) for name, content in files.items()}
    )


def of_latest(sitemap: str) -> str:
    """An edition's sitemap with the addresses that its pages have as the latest."""
    addresses = ADDRESS.findall(sitemap)
    if not addresses:
        return sitemap
    home = min(addresses, key=len)
    above = home.rstrip("/").rpartition("/")[0]
    return sitemap.replace(f"<loc>{home}", f"<loc>{above}/{LATEST}/")


def with_digests(manifest: str, files: Mapping[str, bytes]) -> str:
    """The manifest with the digests of other content for these files; nothing else in it moves."""
    listed = {each["path"]: each["sha256"] for each in json.loads(manifest)["files"]}
    for path, content in files.items():
        manifest = manifest.replace(listed[path], sha256(content).hexdigest())
    return manifest
