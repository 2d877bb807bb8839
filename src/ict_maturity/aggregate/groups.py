"""In: who reported without a name in each round; out: who of them is counted in it.

Figures of two rounds side by side tell about those who are in one of them only. So none or enough
offices join, and none or enough leave, between any two groups (docs/method.md, section 8).
"""

from collections.abc import Iterator, Sequence

Group = frozenset[str]
NOBODY: Group = frozenset()


def groups(reported: Sequence[Group], small: int) -> Iterator[Group]:
    """The group of each round, the oldest first; nobody where no group can be told.

    A round takes all that reported, otherwise the newest earlier group that reported whole.
    """
    earlier: list[Group] = []
    for now in reported:
        found = group(now, earlier, small)
        yield found
        if found:
            earlier.append(found)


def group(now: Group, earlier: Sequence[Group], small: int) -> Group:
    """The group of one round after these."""
    if len(now) < small:
        return NOBODY
    kept = (each for each in reversed(earlier) if each <= now)
    return next((one for one in (now, *kept) if fits(one, earlier, small)), NOBODY)


def fits(one: Group, earlier: Sequence[Group], small: int) -> bool:
    """Whether none or enough offices joined, and left, since each earlier group."""
    return all(
        not part or len(part) >= small for each in earlier for part in (one - each, each - one)
    )
