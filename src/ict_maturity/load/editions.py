"""In: the files of editions/; out: every Edition that was cut, or why it cannot be trusted."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ict_maturity.data.digest import digest_of
from ict_maturity.load.faults import problems_of
from ict_maturity.load.json_text import parse_json
from ict_maturity.load.one_file import LARGEST_EDITION, LARGEST_FILE, read_text
from ict_maturity.load.places import Places
from ict_maturity.model import Edition, FrozenContent, Lock, edition_order
from ict_maturity.problems import Problem, wrong
from ict_maturity.said import Said, Sayable, word

FOLDER = "editions"
LOCK, CONTENT, CROSSWALK, NOTES = "lock.json", "content.json", "crosswalk.json", "notes.md"
FILE_NAME = re.compile(
    r"([0-9]{4}\.[0-9]{1,2})\.(lock\.json|content\.json|crosswalk\.json|notes\.md)"
)
AnyModel = TypeVar("AnyModel", bound=BaseModel)


@dataclass
class Read:
    """What was read so far."""

    editions: dict[str, Edition] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, file: str, id: str, hint: Said | None = None, /, **values: Sayable) -> None:
        """Note a problem of a whole file, in the words of `wrong`."""
        self.problems.append(wrong(id, hint, **values).at(file))


def read_editions(root: Path, names: Iterable[str], places: Places) -> Read:
    """Read the files called `names` in editions/, the oldest edition first.

    An edition with a problem is left out as a whole.
    """
    read = Read()
    parts: dict[str, set[str]] = {}
    for name in names:
        match = FILE_NAME.fullmatch(name)
        if match:
            parts.setdefault(match[1], set()).add(match[2])
            continue
        read.report(f"{FOLDER}/{name}", "unexpected-file.edition", example="2026.1.lock.json")
    for edition in sorted(parts, key=edition_order):
        read.files["edition", edition] = file_of(edition, LOCK)
        if NOTES in parts[edition]:
            read.files["notes", edition] = file_of(edition, NOTES)
        if is_whole(edition, parts[edition], read):
            read_edition(root, edition, NOTES in parts[edition], places, read)
    return read


def file_of(edition: str, part: str) -> str:
    """Where a part of an edition lies."""
    return f"{FOLDER}/{edition}.{part}"


def as_cut(file: str) -> Said:
    """The next step: an edition's tag has the file as it was cut."""
    return word("problem.as_cut", edition=edition_in(file), file=file)


def edition_in(file: str) -> str:
    """The edition that a file of editions/ belongs to."""
    return file.removeprefix(f"{FOLDER}/").rpartition(".")[0].rpartition(".")[0]


def is_whole(edition: str, parts: set[str], read: Read) -> bool:
    """Whether lock and frozen content are both there."""
    for part in (LOCK, CONTENT):
        if part not in parts:
            file = file_of(edition, part)
            # The lock is written last, so it tells what happened.
            anew = word("problem.edition-incomplete.lock", edition=edition, file=file)
            hint = anew if part == LOCK else as_cut(file)
            read.report(file, "edition-incomplete", hint, edition=edition, file=file)
            return False
    return True


def read_edition(root: Path, edition: str, notes: bool, places: Places, read: Read) -> None:
    """Read one edition; its lock vouches for itself and for the frozen content."""
    lock_file, content_file = file_of(edition, LOCK), file_of(edition, CONTENT)
    lock_text = text_of(root, lock_file, read)
    content_text = text_of(root, content_file, read)
    notes_text = text_of(root, file_of(edition, NOTES), read, LARGEST_FILE) if notes else ""
    if lock_text is None or content_text is None or notes_text is None:
        return
    data = data_of(lock_text, lock_file, read)
    lock = data and model_of(data, Lock, lock_file, places, read)
    if not data or not lock:
        return
    if lock.edition != edition:
        hint = as_cut(lock_file)
        values = {"field": "edition", "found": lock.edition, "expected": edition}
        read.report(lock_file, "id-not-in-file-name.edition", hint, **values)
    elif digest_of_lock(data) != lock.digest:
        edited(lock_file, word("problem.edition-edited.own_digest"), read)
    elif digest_of_text(content_text) != lock.content:
        edited(content_file, word("problem.edition-edited.digest_in", file=lock_file), read)
    else:
        frozen_data = data_of(content_text, content_file, read)
        frozen = frozen_data and model_of(frozen_data, FrozenContent, content_file, places, read)
        if frozen:
            read.editions[edition] = edition_of(lock, frozen, notes_text)


def edition_of(lock: Lock, frozen: FrozenContent, notes: str) -> Edition:
    """An edition from its files."""
    return Edition(
        lock=lock,
        framework=frozen.framework,
        recommendations={each.id: each for each in frozen.recommendations},
        kpis={each.id: each for each in frozen.kpis},
        notes=notes,
    )


def edited(file: str, digest: Said, read: Read) -> None:
    """A file of an edition that is not as it was cut, because it does not fit a digest."""
    read.report(file, "edition-edited", digest=digest, edition=edition_in(file), file=file)


def text_of(root: Path, file: str, read: Read, largest: int = LARGEST_EDITION) -> str | None:
    """The file as text, None when it cannot be read."""
    text, faults = read_text(root / file, largest)
    read.problems.extend(fault.within(file) for fault in faults)
    return None if faults else text


def data_of(text: str, file: str, read: Read) -> dict[Any, Any] | None:
    """The file as plain data, None when it is not a JSON object."""
    data, faults = parse_json(text, as_cut(file))
    read.problems.extend(fault.within(file) for fault in faults)
    return None if faults else data


def model_of(
    data: Any, model: type[AnyModel], file: str, places: Places, read: Read
) -> AnyModel | None:
    """The data as a model, None when it does not fit."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        read.problems.extend(problems_of(error, model, file, places))
        return None


def digest_of_lock(data: Mapping[str, Any]) -> str:
    """The digest over all fields of a lock but the digest itself."""
    return digest_of({name: value for name, value in data.items() if name != "digest"})


def digest_of_text(text: str) -> str:
    """The digest of a whole file; how a line ends does not matter, for git may change it."""
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def digests_of(root: Path, files: Iterable[str]) -> dict[str, str]:
    """The digest of each file, relative to the root, as it lies there now."""
    return {file: digest_of_text(read_text(root / file)[0]) for file in files}
