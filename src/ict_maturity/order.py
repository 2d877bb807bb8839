"""In: an id or a path; out: what it is sorted by, so that K100 comes after K99."""

import re
from functools import lru_cache

NUMBERS = re.compile(r"([0-9]{1,15})")


@lru_cache(maxsize=1 << 14)
def natural_order(text: str) -> tuple[tuple[str | int, ...], str]:
    """A key that compares the numbers within texts as numbers, and all else sign by sign."""
    parts = NUMBERS.split(text)
    # Texts and numbers alternate, so that each is compared with its like.
    return tuple(int(part) if i % 2 else part for i, part in enumerate(parts)), text
