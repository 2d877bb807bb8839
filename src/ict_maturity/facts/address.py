"""In: an address that somebody wrote; out: how the site's own addresses are written, or nothing.

The site's address is a folder, so that pages, the sitemap and the list of versions lie below it;
the repository's has the parts that a code host adds, such as `blob/main/`, directly after it.
"""

import re
from urllib.parse import urlsplit

HOST = r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?"
PART = r"[^\s<>\"'`?#\\/]+"
SITE_ADDRESS = rf"^https://{HOST}/({PART}/)*$"
REPOSITORY_ADDRESS = rf"^https://{HOST}(/{PART})+$"
RESERVED = re.compile(r"(.*\.)?(example(\.com|\.net|\.org)?|invalid|localhost|test)")
"""Hosts that are nobody's, and never will be (RFC 2606)."""


def is_placeholder(address: str) -> bool:
    """Whether the address is only an example of one, so that nobody can be led there."""
    return bool(RESERVED.fullmatch(urlsplit(address).hostname or ""))


def mended_site(address: str) -> str:
    """The address as that of a site, empty where that cannot be told."""
    host, parts = host_and_parts(address)
    if parts and re.fullmatch(r"index\.html?", parts[-1]):
        parts = parts[:-1]
    mended = "".join(f"{part}/" for part in [f"https://{host}", *parts])
    return mended if re.fullmatch(SITE_ADDRESS, mended) else ""


def mended_repository(address: str) -> str:
    """The address as that of a repository, empty where that cannot be told."""
    host, parts = host_and_parts(address)
    mended = "/".join([f"https://{host}", *parts]).removesuffix(".git")
    return mended if re.fullmatch(REPOSITORY_ADDRESS, mended) else ""


def host_and_parts(address: str) -> tuple[str, list[str]]:
    """The host and the folders of an address, without what asks or what leads within a page."""
    whole = address.strip()
    scheme, colon, _ = whole.partition("://")
    if not colon:
        whole = f"https://{whole.lstrip('/')}"
    elif scheme.lower() not in ("http", "https"):
        return "", []
    try:
        found = urlsplit(whole)
    except ValueError:
        return "", []
    parts = [part for part in found.path.split("/") if part not in ("", ".", "..")]
    return found.netloc.lower(), parts
