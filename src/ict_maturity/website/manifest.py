"""In: a finished site and its Site; out: the manifest in it, which lists every file's digest.

It is written last of all, for a page that is finished later would not be listed right.
"""

from pathlib import Path

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import MANIFEST_FILE
from ict_maturity.export import manifest
from ict_maturity.website.workspace import digests_in, write_if_changed


def write_manifest(folder: Path, site: Site) -> None:
    """List all files below `folder`, the finished website; raises OSError when the disk is not."""
    files = {name: each for name, each in digests_in(folder).items() if name != MANIFEST_FILE}
    write_if_changed(folder / MANIFEST_FILE, manifest(site, files).content)
