"""In: the same file as published and as computed again; out: every Difference between the two."""

import csv
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO, StringIO
from types import MappingProxyType
from typing import Any
from zipfile import BadZipFile, ZipFile

from ict_maturity.verify.report import NOTHING

NAMES = ("id", "kpi", "recommendation", "cycle", "code", "term")
"""Fields by one of which the entries of a list are told apart."""
MOST_LARGER = 4
"""The same content is compressed about as well by every library."""
NOTHING_BESIDE: Mapping[str, bytes] = MappingProxyType({})
Pair = tuple[str, object, object]
NO_ARCHIVE = (BadZipFile, EOFError, OSError, RuntimeError, ValueError, zlib.error)
"""What reading an archive that anybody wrote may raise."""


def json_differences(published: Any, recomputed: Any, path: str = "") -> Iterator[Pair]:
    """Every value that differs, with its path; neither the order of keys nor 1 or 1.0 matters."""
    if isinstance(published, dict) and isinstance(recomputed, dict):
        for key in (*recomputed, *(key for key in published if key not in recomputed)):
            yield from json_differences(
                published.get(key, NOTHING), recomputed.get(key, NOTHING), joined(path, key)
            )
    elif isinstance(published, list) and isinstance(recomputed, list):
        yield from list_differences(published, recomputed, path)
    elif not same(published, recomputed):
        yield path, published, recomputed


def list_differences(
    published: Sequence[Any], recomputed: Sequence[Any], path: str
) -> Iterator[Pair]:
    """Entries with names are compared by these, so that one that is missing moves no other."""
    ours, theirs = by_name(recomputed), by_name(published)
    if ours is None or theirs is None:
        ours = {str(index): entry for index, entry in enumerate(recomputed)}
        theirs = {str(index): entry for index, entry in enumerate(published)}
    elif list(ours) != list(theirs) and ours.keys() == theirs.keys():
        yield path, list(theirs), list(ours)
    yield from json_differences(theirs, ours, path)


def by_name(entries: Sequence[Any]) -> dict[str, Any] | None:
    """The entries by their names, None when they have none or share one."""
    for field in NAMES:
        names = [entry.get(field) for entry in entries if isinstance(entry, dict)]
        texts = [name for name in names if isinstance(name, str)]
        if len(set(texts)) == len(entries):
            return dict(zip(texts, entries, strict=True))
    return None


def same(published: object, recomputed: object) -> bool:
    """Equal, and true is not 1."""
    is_flag = isinstance(published, bool), isinstance(recomputed, bool)
    return is_flag[0] == is_flag[1] and published == recomputed


def joined(path: str, key: object) -> str:
    """The path one step further."""
    return f"{path}.{key}" if path else str(key)


def csv_differences(published: str, recomputed: str, key: Sequence[str]) -> Iterator[Pair]:
    """Every cell that differs; `key` are the columns by which rows are told apart.

    Raises csv.Error when the published text is no table.
    """
    theirs, ours = table(published), table(recomputed)
    if theirs[0] != ours[0]:
        yield "header", theirs[0], ours[0]
        return
    header = ours[0]
    found, expected = rows(header, theirs[1:], key), rows(header, ours[1:], key)
    for name in (*expected, *(name for name in found if name not in expected)):
        yield from row_differences(name, header, found.get(name), expected.get(name))
    if list(found) != list(expected) and found.keys() == expected.keys():
        yield "the order of rows", "another order", "office, round, Recommendation, KPI"


def row_differences(
    name: str, header: Sequence[str], found: Sequence[str] | None, expected: Sequence[str] | None
) -> Iterator[Pair]:
    """The cells of one row that differ; the row itself when one side lacks it."""
    if found is None or expected is None or len(found) != len(header):
        if found != expected:
            yield name, row_text(found), row_text(expected)
        return
    for column, cell, right in zip(header, found, expected, strict=True):
        if cell != right:
            yield f"{name}, {column}", cell, right


def row_text(row: Sequence[str] | None) -> object:
    """A whole row for a message."""
    return NOTHING if row is None else ",".join(row)


def table(text: str) -> list[list[str]]:
    """The rows of a CSV text, its header first."""
    return list(csv.reader(StringIO(text, newline=""), strict=True)) or [[]]


def rows(
    header: Sequence[str], body: Sequence[Sequence[str]], key: Sequence[str]
) -> dict[str, Sequence[str]]:
    """The rows by their names; one that repeats a name gets a number behind it."""
    places = [header.index(name) for name in key]
    found: dict[str, Sequence[str]] = {}
    times: Counter[str] = Counter()
    for row in body:
        name = " ".join(row[place] for place in places if place < len(row) and row[place])
        times[name] += 1
        found[name if times[name] == 1 else f"{name} ({times[name]})"] = row
    return found


def archive_differences(
    published: bytes, recomputed: bytes, beside: Mapping[str, bytes] = NOTHING_BESIDE
) -> Iterator[Pair]:
    """The parts of an archive or a workbook that differ; how they are compressed does not matter.

    A part may be the file of its name that lies `beside` the archive, which is compared by itself.
    """
    ours = dict(parts_of(recomputed))
    if len(published) > MOST_LARGER * len(recomputed):
        yield "", f"{len(published):,} bytes", f"{len(recomputed):,} bytes"
        return
    sizes = {name: max(len(part), len(beside.get(name, b""))) for name, part in ours.items()}
    try:
        theirs = dict(parts_of(published, sizes))
    except NO_ARCHIVE as error:
        yield "", f"no archive: {error}", f"{len(recomputed):,} bytes"
        return
    for name in (*ours, *(name for name in theirs if name not in ours)):
        if not same_part(theirs.get(name), ours.get(name), beside.get(name)):
            yield name, said_of(theirs.get(name)), said_of(ours.get(name))


def same_part(part: bytes | None, ours: bytes | None, beside: bytes | None) -> bool:
    """Whether a part of an archive is ours, or the file beside, or the same data as ours."""
    if part is None or ours is None or part in (ours, beside):
        return part is not None and part in (ours, beside)
    try:
        return not any(json_differences(json.loads(part), json.loads(ours)))
    except (ValueError, RecursionError):
        return False


def parts_of(archive: bytes, sizes: Mapping[str, int] | None = None) -> Iterator[tuple[str, bytes]]:
    """The parts of an archive; of one that anybody wrote, a byte more than of ours at most."""
    with ZipFile(BytesIO(archive)) as opened:
        for about in opened.infolist():
            most = about.file_size if sizes is None else sizes.get(about.filename, 0) + 1
            with opened.open(about) as part:
                yield about.filename, part.read(most)


def said_of(part: bytes | None) -> object:
    """A part for a message."""
    if part is None:
        return NOTHING
    return f"{len(part):,} bytes, SHA-256 {sha256(part).hexdigest()[:12]}"
