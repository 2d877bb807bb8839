"""In: a place on the disk; out: what of it is ours to replace, and a locked folder to work in.

A folder is ours when every file in it is one that we wrote, byte for byte. What lies beside a place
is ours when its name ends with a digest of itself. Everything else is somebody's, and is kept.
"""

from ict_maturity.data.outputs import MARKER
from ict_maturity.website.workspace.lock import alone
from ict_maturity.website.workspace.place import own_name, refuse_place, write_if_changed
from ict_maturity.website.workspace.seal import (
    content_digest,
    digests_in,
    let_everybody_read,
    mark,
    refuse_strangers,
    seal,
    sealed,
)
from ict_maturity.website.workspace.workshop import Workshop, working_beside

__all__ = [
    "MARKER",
    "Workshop",
    "alone",
    "content_digest",
    "digests_in",
    "let_everybody_read",
    "mark",
    "own_name",
    "refuse_place",
    "refuse_strangers",
    "seal",
    "sealed",
    "working_beside",
    "write_if_changed",
]
