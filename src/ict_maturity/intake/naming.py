"""In: a place in a report and what was asked; out: what a form calls the names in a file there.

Problems of a report speak of fields such as `as_of`, which nobody sees who fills in a form.
"""

from collections.abc import Iterator, Mapping

from ict_maturity.facts.answer import CHECKS
from ict_maturity.forms.asked import Item
from ict_maturity.forms.layout import EVIDENCE, EXCHANGE, KINDS, TABLES
from ict_maturity.problems.finding import KeyPath
from ict_maturity.said import Sayable, word

TITLED = dict(zip(TABLES, (EVIDENCE, EXCHANGE), strict=True))
Names = tuple[tuple[str, Sayable], ...]


def names_at(path: KeyPath, items: Mapping[str, Item]) -> Names:
    """What the form calls fields, whole paths and single answers; the first one of a name holds."""
    found: dict[str, Sayable] = {}
    for name, said in (*fields_at(path), *questions_at(path, items)):
        found.setdefault(name, said)
    return tuple(found.items())


def fields_at(path: KeyPath) -> Iterator[tuple[str, Sayable]]:
    """The fields of a line of a table."""
    evidence, exchange = TABLES
    if evidence in path:
        table, place = evidence, path.index(evidence)
    elif path[0] in KINDS:
        table, place = exchange, 0
    else:
        return
    for field in TITLED[table]:
        yield field, word(f"book.{table}.{field}")
        yield ".".join(map(str, (*path[: place + 2], field))), word(f"book.{table}.{field}")


def questions_at(path: KeyPath, items: Mapping[str, Item]) -> Iterator[tuple[str, Sayable]]:
    """The questions about what the place belongs to, and the remark of the whole report."""
    about = path[:2]
    for item in items.values():
        if item.path[: len(about)] == about:
            below = item.path[len(about) :]
        elif len(item.path) == 1:
            below = item.path
        else:
            continue
        yield item.id, item.asks
        if below[:1] != (CHECKS.name,):
            for end in range(len(below), 0, -1):
                yield ".".join(map(str, below[:end])), item.asks
        for answer, label in item.options.items():
            yield f"{item.path[-1]}: {answer}", label
