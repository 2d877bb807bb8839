"""In: counts of offices that are not named; out: what of them may be told (docs/method.md, 8)."""

from collections.abc import Iterable, Sequence


def may_join(part: int, whole: int, small: int) -> bool:
    """Whether it may be known that `part` of `whole` unnamed offices stand behind a figure.

    Yes when nobody, everybody or enough on both sides do: `small` is the least that is enough.
    """
    rest = whole - part
    return part == 0 or (part >= small and (rest == 0 or rest >= small))


def may_split(parts: Iterable[int], whole: int, small: int) -> bool:
    """Whether the sizes of these groups of unnamed offices may be known.

    Yes when each is empty, or it and the rest of the whole are both large enough. A group of
    everybody would tell each unnamed office's value.
    """
    return all(part == 0 or (part >= small and whole - part >= small) for part in parts)


def hidden_levels(unnamed: Sequence[int], small: int) -> frozenset[int] | None:
    """The levels whose counts must be hidden so that no small count of unnamed offices is known.

    `unnamed` has one count a level. None when nothing can be shown, and the unnamed offices must
    be left out. A reader knows the named offices, the total and this rule. So empty levels are
    hidden with the small ones, and further levels, from the lowest up whatever their counts, until
    those hidden hold enough offices and not exactly the most that small counts can hold.
    """
    if sum(count > 0 for count in unnamed) < 2:
        return None
    if all(count == 0 or count >= small for count in unnamed):
        return frozenset()
    hidden = {level for level, count in enumerate(unnamed) if count < small}
    shown = [level for level, count in enumerate(unnamed) if count >= small]

    def tells_too_much() -> bool:
        inside = sum(unnamed[level] for level in hidden)
        return inside < small or inside == (small - 1) * len(hidden)

    while shown and tells_too_much():
        hidden.add(shown.pop(0))
    return frozenset(hidden) if shown else None
