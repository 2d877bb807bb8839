"""In: a file that an office sent; out: what was read of it and whose it is, or why nothing was."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from ict_maturity.cli.problems import stop_at
from ict_maturity.cli.round.pack import digest_asked
from ict_maturity.intake.book import read_book
from ict_maturity.intake.cells import UnreadableFileError
from ict_maturity.intake.container import LARGEST_FILE
from ict_maturity.intake.last import last_of
from ict_maturity.intake.report import Sent, Taken, take
from ict_maturity.intake.rows import WorkbookForm
from ict_maturity.load.one_file import bytes_of
from ict_maturity.model import Assessment, AssessmentKey, Content
from ict_maturity.problems import Problem, wrong
from ict_maturity.rounds.ledger import Ledger
from ict_maturity.said import word


@dataclass(frozen=True)
class Come:
    """What became of one file: what was read, or why nothing was.

    `held` are the bytes as they came, `key` says whose they are, as far as that can be told.
    """

    path: Path
    held: bytes = b""
    key: AssessmentKey | None = None
    taken: Taken | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def report(self) -> Assessment | None:
        """What is to be written, None while there are problems."""
        return self.taken.report if self.taken and not self.problems else None


def read(content: Content, path: Path, today: date, ledger: Callable[[str], Ledger | None]) -> Come:
    """What one file holds; `ledger` gives the private side of a round, if there is one."""
    name = path.name
    held, faults = bytes_of(path, LARGEST_FILE, word("problem.workbook-file.large.hint"))
    if faults:
        return Come(path, problems=tuple(fault.within(name) for fault in faults))
    try:
        form = WorkbookForm(read_book(held), name)
    except UnreadableFileError as error:
        return Come(path, problems=(wrong(error.id).at(name),))
    said = form.whose()
    problems = said.problems or tuple(misfits(content, said.witnesses, name))
    if problems:
        return Come(path, problems=problems)
    key = AssessmentKey(said.witnesses["office"], said.witnesses["cycle"])
    known, private = content, ledger(key.cycle)
    if private:
        invitations, problems = private.invitations()
        known, more = private.with_reports(content)
        stop_at((*problems, *more), private.folder)
        invitation = invitations.get(key.office)
        if invitation is None or invitation.token != said.witnesses["token"]:
            unknown = wrong("workbook-unknown.token", office=key.office).at(name)
            return Come(path, problems=(unknown,))
    sent = Sent(name, sha256(held).hexdigest(), today)
    taken = take(content, key, form, last_of(known, key), sent)
    return Come(path, held, key, taken, taken.problems)


def misfits(content: Content, witnesses: Mapping[str, str], name: str) -> list[Problem]:
    """Why a workbook belongs to no office and round that are asked, or to another edition."""
    office, cycle = witnesses["office"], witnesses["cycle"]
    if office not in content.offices:
        return [wrong("workbook-unknown.office", office=office).at(name)]
    if cycle not in content.cycles:
        return [wrong("workbook-unknown.cycle", cycle=cycle).at(name)]
    if witnesses["framework"] != digest_asked(content, cycle):
        return [wrong("workbook-unknown.framework", cycle=cycle).at(name)]
    return []
