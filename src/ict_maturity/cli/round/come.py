"""In: files that offices sent; out: what was read of them, or why nothing was."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from ict_maturity.cli.problems import stop_at
from ict_maturity.cli.round.pack import digest_asked
from ict_maturity.cli.round.ways import Piece, Reader, Ways, own_forms
from ict_maturity.intake.answers import answers_of, asked_in
from ict_maturity.intake.cells import UnreadableFileError
from ict_maturity.intake.container import LARGEST_FILE
from ict_maturity.intake.decisions import Decisions, PartFile, takes, template
from ict_maturity.intake.filled import Filled
from ict_maturity.intake.last import last_of
from ict_maturity.intake.merge import Part, merged
from ict_maturity.intake.report import Sent, Taken, reported, take
from ict_maturity.load.faults import problems_of
from ict_maturity.load.one_file import bytes_of, read_data
from ict_maturity.load.places import Places
from ict_maturity.model import Assessment, AssessmentKey, Content
from ict_maturity.problems import Problem, Wrong, short, wrong
from ict_maturity.rounds.ledger import Ledger
from ict_maturity.rounds.private import refuse_published, write_whole
from ict_maturity.said import word
from ict_maturity.texts.words import site_words


@dataclass(frozen=True)
class Come:
    """What became of one answer: what was read, or why nothing was.

    `held` are the bytes as they came, of one file or of several parts; `key` says whose they are,
    as far as that can be told.
    """

    name: str
    held: tuple[bytes, ...] = ()
    key: AssessmentKey | None = None
    taken: Taken | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def report(self) -> Assessment | None:
        """What is to be written, None while there are problems."""
        return self.taken.report if self.taken and not self.problems else None


@dataclass(frozen=True)
class Form:
    """A form in a file, of an office and a round that are known.

    `known` is the content with all that the office reported before.
    """

    held: bytes
    filled: Filled
    key: AssessmentKey

    @property
    def part(self) -> PartFile:
        """What a file of decisions says of it."""
        return PartFile(file=self.filled.name, sha256=sha256(self.held).hexdigest())


@dataclass(frozen=True)
class Desk:
    """Where files are read: the content, the day, the private side of rounds, and what reads.

    The content has what lies in the private folder as well.
    """

    content: Content
    root: Path
    today: date
    ledger: Callable[[str], Ledger | None]
    reader: Reader = own_forms

    def read_files(self, paths: Sequence[Path], ways: Ways) -> tuple[Come, ...]:
        """What files hold, each by itself, or all together as parts of one answer.

        Raises PrivateError for a file of decisions that could be published.
        """
        if ways.merge:
            return tuple(self.read_parts(paths, ways.decide))
        return tuple(come for path in paths for come in self.read(path))

    def read(self, path: Path) -> Iterator[Come]:
        """What a file holds: a table has a form for each office, a workbook one."""
        for form in self.forms(path):
            if isinstance(form, Come):
                yield form
                continue
            last = last_of(self.content, form.key)
            taken = take(self.content, form.key, form.filled, last, self.sent([form]))
            yield Come(form.filled.name, (form.held,), form.key, taken, taken.problems)

    def read_parts(self, paths: Sequence[Path], decided: Path | None) -> Iterator[Come]:
        """What several parts of one answer say together; `decided` says what counts where.

        One that does not exist is written with what is to be decided. Raises PrivateError where it
        would lie where it can be published.
        """
        if decided:
            refuse_published(decided, self.root)
        found = [form for path in paths for form in self.forms(path)]
        forms = [each for each in found if isinstance(each, Form)]
        if len(forms) < len(found):
            yield from (each for each in found if isinstance(each, Come))
        elif amiss := no_parts(forms):
            name = paths[0].name
            yield Come(name, problems=(amiss.at(name),))
        else:
            yield self.joined(forms, decided)

    def joined(self, forms: Sequence[Form], decided: Path | None) -> Come:
        """One report of several forms of one office."""
        key, name = forms[0].key, " + ".join(form.filled.name for form in forms)
        files = [form.part for form in forms]
        numbers: Mapping[str, int] = {}
        held = tuple(form.held for form in forms)
        if decided and decided.exists():
            numbers, problems = read_decisions(decided, files)
            if problems:
                return Come(name, problems=problems)
            said, _ = bytes_of(decided, LARGEST_FILE, word("problem.file-too-large.content"))
            held = (*held, said)
        words, last = site_words(self.content.framework), last_of(self.content, key)
        asked = asked_in(self.content, key, last)
        parts = [
            Part(form.filled.name, answers_of(self.content, form.filled, asked, last))
            for form in forms
        ]
        answers, conflicts = merged(parts, numbers, words)
        if conflicts and decided and not decided.exists():
            write_whole(decided, template(files, conflicts, words).encode())
        taken = reported(self.content, key, answers, asked, self.sent(forms))
        differing = tuple(each.problem() for each in conflicts)
        return Come(name, held, key, taken, (*differing, *taken.problems))

    def sent(self, forms: Sequence[Form]) -> Sent:
        """What the report's history says of the files."""
        files = [form.part for form in forms]
        names = " + ".join(each.file for each in files)
        return Sent(names, ", ".join(each.sha256 for each in files), self.today)

    def forms(self, path: Path) -> Iterator[Form | Come]:
        """The forms in a file, or why they cannot be read."""
        name = path.name
        held, faults = bytes_of(path, LARGEST_FILE, word("problem.workbook-file.large.hint"))
        if faults:
            yield Come(name, problems=tuple(fault.within(name) for fault in faults))
            return
        try:
            pieces = list(self.reader(held, name))
        except UnreadableFileError as error:
            yield Come(name, problems=error.problems(name))
            return
        for piece in pieces:
            yield self.form(piece)

    def form(self, piece: Piece) -> Form | Come:
        """A form and whose it is, or why that cannot be told."""
        name = piece.filled.name
        said = piece.filled.whose()
        problems = said.problems or tuple(misfits(self.content, said.witnesses, name))
        if problems:
            return Come(name, problems=problems)
        key = AssessmentKey(said.witnesses["office"], said.witnesses["cycle"])
        private = self.ledger(key.cycle)
        if private:
            invitations, problems = private.invitations()
            stop_at(problems, private.folder)
            invitation = invitations.get(key.office)
            if invitation is None or invitation.token != said.witnesses["token"]:
                unknown = wrong("workbook-unknown.token", office=key.office).at(name)
                return Come(name, problems=(unknown,))
        return Form(piece.held, piece.filled, key)


def no_parts(forms: Sequence[Form]) -> Wrong | None:
    """Why forms are not parts of one answer."""
    if len({form.key for form in forms}) > 1:
        return wrong("workbook-parts.office")
    if len({form.held for form in forms}) < len(forms):
        return wrong("workbook-parts.same")
    return wrong("workbook-parts.one") if len(forms) < 2 else None


def read_decisions(
    path: Path, parts: Sequence[PartFile]
) -> tuple[Mapping[str, int], tuple[Problem, ...]]:
    """Which part counts for what, and what is wrong with the file that says so."""
    data, _, problems = read_data(path.parent, path.name)
    if problems:
        return {}, tuple(problems)
    try:
        decisions = Decisions.model_validate(data)
    except ValidationError as error:
        return {}, tuple(problems_of(error, Decisions, path.name, Places(path.parent)))
    found = takes(decisions, parts)
    return (found, ()) if isinstance(found, Mapping) else ({}, (found.at(path.name),))


def misfits(content: Content, witnesses: Mapping[str, str], name: str) -> list[Problem]:
    """Why a form belongs to no office and round that are asked, or to another edition."""
    office, cycle = witnesses["office"], witnesses["cycle"]
    if office not in content.offices:
        return [wrong("workbook-unknown.office", office=office).at(name)]
    if cycle not in content.cycles:
        return [wrong("workbook-unknown.cycle", cycle=cycle).at(name)]
    asked, edition = content.cycles[cycle].edition, witnesses["edition"]
    if edition != asked:
        values = {"edition": short(edition) or "-", "cycle": cycle, "asked": asked}
        return [wrong("workbook-unknown.edition", **values).at(name)]
    if "framework" in witnesses and witnesses["framework"] != digest_asked(content, cycle):
        return [wrong("workbook-unknown.framework", cycle=cycle).at(name)]
    return []
