"""In: the folder of the newest edition; out: the same folder with a sitemap of its own addresses.

The theme goes from page to page without loading only what the sitemap beside the pages names.
"""

import gzip
import re
from pathlib import Path

from ict_maturity.data.versions import LATEST
from ict_maturity.deploy.branch import entry_within, file_entry, text_within, with_files

SITEMAP = "sitemap.xml"
ADDRESS = re.compile(r"<loc>([^<]*)</loc>")


def latest_entry(folder: Path, edition: str) -> str:
    """The edition's entry once more, for the folder that always has the newest one."""
    if not entry_within(folder, edition, SITEMAP):
        return edition
    sitemap = of_latest(text_within(folder, edition, SITEMAP))
    packed = gzip.compress(sitemap.encode(), mtime=0)
    files = {SITEMAP: sitemap.encode(), f"{SITEMAP}.gz": packed}
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
