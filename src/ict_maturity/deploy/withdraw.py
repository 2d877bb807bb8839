"""In: published editions and what was withdrawn since; out: the same editions without it.

An edition is drawn from its tag twice: first as it is published, which shows that this software
makes the same bytes, then without what was withdrawn. So nothing else of it changes.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ict_maturity.data.outputs import FOLDER, MANIFEST_FILE
from ict_maturity.deploy.branch import (
    Branch,
    DeployError,
    differing,
    entries_of,
    entry_within,
    folder_entry,
    read_file,
    text_within,
)
from ict_maturity.edition.withdraw import taken_out
from ict_maturity.load import load
from ict_maturity.model import Content, Withdrawal, edition_order
from ict_maturity.problems.finding import some_of
from ict_maturity.repository.anchor import tag_after_withdrawal
from ict_maturity.repository.git import answer
from ict_maturity.repository.revision import write_tree
from ict_maturity.said import word
from ict_maturity.website.engine import Drawing, Result, draw
from ict_maturity.website.workspace import working_beside, write_if_changed

LIST = "withdrawals.json"
"""The file at the top of the branch that says which editions were replaced, and why."""

OUT = ".build/deploy"
MOST_NAMED = 3
Record = Mapping[str, Any]
"""One replacement: `edition`, `withdrawals`, and the digest of either manifest."""


@dataclass(frozen=True)
class Replaced:
    """An edition without what was withdrawn.

    `before` and `entry` are its folder then and now, as git knows them; `tag` is what a tag for the
    new digest is to be called.
    """

    before: str
    entry: str
    record: Record
    tag: str

    @property
    def edition(self) -> str:
        """Which edition it is."""
        return str(self.record["edition"])

    @property
    def manifest(self) -> str:
        """The digest of the manifest that it has now."""
        return str(self.record["manifest"])


def records_of(target: Branch) -> tuple[Record, ...]:
    """All replacements so far, the oldest first. Raises DeployError for a list that is none."""
    text = read_file(target, LIST)
    if not text:
        return ()
    try:
        records = tuple(json.loads(text)["replaced"])
        for each in records:
            entries_in(each)
            str(each["edition"]), str(each["manifest_before"]), str(each["manifest"])
    except (KeyError, TypeError, ValueError) as error:
        broken = word("deploy.broken_withdrawals", branch=target.name, file=LIST)
        raise DeployError(broken) from error
    return records


def entries_in(record: Record) -> tuple[Withdrawal, ...]:
    """What was withdrawn from an edition; raises ValueError or TypeError for something else."""
    listed = record["withdrawals"]
    return tuple(Withdrawal.model_validate({**each, "audience": "public"}) for each in listed)


def records_text(records: Sequence[Record]) -> str:
    """All replacements as the file at the top of the branch."""
    return json.dumps({"replaced": [*records]}, indent=2, ensure_ascii=False) + "\n"


def all_replaced(
    root: Path, content: Content, target: Branch, editions: Sequence[str]
) -> tuple[Replaced, ...] | Result:
    """Every edition of the branch that still shows what the content says is withdrawn, without it.

    A Result is a build that failed. Raises DeployError with what forbids it.
    """
    records, found = records_of(target), []
    published = entries_of(target)
    for edition in sorted(editions, key=edition_order):
        listed = content.withdrawals.withdrawals
        due = [each for each in listed if is_shown(target.folder, published[edition], each)]
        if not due:
            continue
        made = replaced(root, edition, published[edition], due, records)
        if isinstance(made, Result):
            return made
        found.append(made)
    return tuple(found)


def is_shown(folder: Path, tree: str, withdrawal: Withdrawal) -> bool:
    """Whether a published edition shows by name what is withdrawn."""
    file = f"{FOLDER}/offices/{withdrawal.office.lower()}.json"
    if not entry_within(folder, tree, file):
        return False
    reports = json.loads(text_within(folder, tree, file))["assessments"]
    return withdrawal.cycle is None or withdrawal.cycle in [each["cycle"] for each in reports]


def replaced(
    root: Path, edition: str, before: str, due: Sequence[Withdrawal], records: Sequence[Record]
) -> Replaced | Result:
    """One edition without what is due; what was withdrawn before stays so."""
    if not answer(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{edition}^{{commit}}"):
        raise DeployError(word("deploy.withdrawn.no_tag", edition=edition))
    own = [each for each in records if each["edition"] == edition]
    earlier = [entry for each in own for entry in entries_in(each)]
    with TemporaryDirectory(prefix="ict-maturity-") as temporary:
        folder = Path(temporary).resolve() / "root"
        write_tree(root, f"refs/tags/{edition}", folder)
        take_out(folder, earlier)
        again = drawn(root, folder, edition)
        if isinstance(again, Result):
            return again
        if again[0] != before:
            files = some_of(differing(root, before, again[0]), MOST_NAMED)
            raise DeployError(word("deploy.withdrawn.other_bytes", edition=edition, files=files))
        take_out(folder, due)
        anew = drawn(root, folder, edition)
        if isinstance(anew, Result):
            return anew
    record = {
        "edition": edition,
        "withdrawals": [each.model_dump(mode="json", exclude={"audience"}) for each in due],
        "manifest_before": again[1],
        "manifest": anew[1],
    }
    return Replaced(before, anew[0], record, tag_after_withdrawal(edition, len(own) + 1))


def take_out(folder: Path, entries: Sequence[Withdrawal]) -> None:
    """Take out of a content folder what is withdrawn, as `ict-maturity withdraw` does."""
    content = load(folder).content
    if content is None or not entries:
        return
    named = [each.model_copy(update={"audience": "public"}) for each in entries]
    found = taken_out(content, named)
    for output in found.written:
        write_if_changed(folder / output.path, output.content)
    for file in found.files:
        (folder / file).unlink()
    for each in named:
        place = folder / "offices" / each.office
        if each.cycle is None:
            shutil.rmtree(place)


def drawn(root: Path, folder: Path, edition: str) -> tuple[str, str] | Result:
    """The edition that a folder makes, as git knows it, and the digest of its manifest."""
    with working_beside(folder / OUT) as shop:
        result = draw(folder, shop, Drawing(version=edition))
        if result.code:
            return result
        entry = folder_entry(root, shop.site)
    manifest = text_within(root, entry, MANIFEST_FILE)
    return entry, sha256(manifest.encode()).hexdigest()


def moved(replacements: Sequence[Replaced], target: Branch) -> Iterator[str]:
    """The editions that somebody else has changed on the branch in the meantime."""
    published = entries_of(target)
    for each in replacements:
        if published[each.edition] != each.before:
            yield each.edition
